//! `contrast`: which of the things that stand side by side is a statement about? "Which disk is
//! registered as a SATA drive?" – the data disk or the OS disk.

use std::collections::BTreeSet;

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Contrast, Fact, FactKind, Topic, contrast};
use crate::lexicon;
use crate::question::card::Kind;
use crate::question::{context, order, remark, value};

pub(super) const TEMPLATE: Template = Template {
    name: "contrast",
    any_language: false,
    write,
};

/// Most things that are offered.
const OFFERED: usize = 4;

/// Fewest telling words of a statement that describes a thing without others to choose from.
const TELLING: usize = 8;
/// The same of one that names another thing.
const NAMING: usize = 7;
/// Words of praise, which fit anything.
const PRAISE: [&str; 8] = [
    "popular", "famous", "powerful", "great", "best", "modern", "common", "widely",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Contrast(contrast) = &fact.kind else {
        return Vec::new();
    };
    let contrast = &without_heads(contrast);
    let choices = choices(contrast);
    if is_told(contrast, &choices) || is_remark(&contrast.statement) || !tells(contrast) {
        return Vec::new();
    }
    // Things that may be of several kinds would be told by their kind, were they offered.
    let typed = !contrast.alike;
    let open = if typed {
        !is_specific(&contrast.statement) || contrast.property.is_some()
    } else {
        choices.len() < 2 || choices.len() == 2 && !are_confusable(contrast, &choices)
    };
    if open {
        return Vec::new();
    }
    if typed && contrast.shape == Shape::Fragment && !remark::defines(&contrast.statement) {
        return Vec::new();
    }
    if typed && (is_heading(&contrast.holder, scope) || is_said_elsewhere(contrast, fact, scope)) {
        return Vec::new();
    }
    let accept = scope.document.aliases(&contrast.holder);
    let named = |alias: &String| contrast.statement.contains(alias.as_str());
    if accept.iter().any(named) {
        return Vec::new();
    }
    let mut question = single(prompt(contrast, &choices), contrast.holder.clone(), accept);
    if !typed {
        question.kind = Kind::Class;
        question.choices.clone_from(&choices);
    }
    let evidence = Evidence {
        base: if typed { 0.57 } else { 0.62 },
        marked: fact.marked,
        ..Evidence::default()
    };
    let above = above(&fact.topic);
    let mut candidate = Candidate {
        confusable: contrast.others.clone(),
        ..TEMPLATE.candidate(question, &above, evidence)
    };
    if !typed {
        // What all of them are called tells nothing.
        let secret = [telling(contrast, &choices)];
        candidate.question.context = context::context(&above, &candidate.question.prompt, &secret);
    }
    // Nothing would say of what subject a thing is asked for.
    if typed && candidate.question.context.is_empty() {
        return Vec::new();
    }
    vec![candidate]
}

/// Whether a statement says something beyond everyday words and the name of the class: "Popular lock" says
/// nothing of a lock.
fn tells(contrast: &Contrast) -> bool {
    let statement = contrast.statement.as_str();
    let class = contrast
        .class
        .as_deref()
        .map(context::stems)
        .unwrap_or_default();
    // Beside the other thing less is enough to tell them apart.
    let least = if contrast.alike { 1 } else { 2 };
    let key = text::key(statement);
    let telling = key
        .iter()
        .filter(|word| !lexicon::is_common(word) && !PRAISE.contains(&word.as_str()))
        .filter(|word| !class.contains(&context::stem(word)));
    statement.contains(|c: char| c.is_ascii_digit()) || telling.count() >= least
}

/// Whether a statement fits one thing only even where nothing is offered: it names a number or another
/// thing, or says much. What a thing can do or hold besides, others can as well.
fn is_specific(statement: &str) -> bool {
    let words = text::words(statement);
    let first = words.first().map_or("", String::as_str);
    let loose = is_modal(first) && !matches!(first, "is" | "has")
        || matches!(
            first,
            "includes" | "include" | "contains" | "allowed" | "requires" | "needed"
        );
    let named = statement
        .split_whitespace()
        .skip(1)
        .any(|word| word.chars().filter(|c| c.is_uppercase()).count() >= 2);
    let said = text::key(statement).len();
    let counted = statement.contains(|c: char| c.is_ascii_digit());
    !loose && (counted || named && said >= NAMING || said >= TELLING)
}

/// Whether a holder is a heading over several things rather than a term: a plural of everyday words.
fn is_heading(holder: &str, scope: &Scope<'_>) -> bool {
    let (bare, _) = text::without_brackets(holder);
    let words = text::words(&bare);
    let everyday = |word: &String| {
        scope.document.is_lower(word) || lexicon::is_common(&lexicon::singular(word))
    };
    value::is_plural(&bare) && (words.len() == 1 || words.iter().all(everyday))
}

/// Whether another line of the note, of another thing, has the numbers and short names of a statement and most
/// of its words.
fn is_said_elsewhere(contrast: &Contrast, fact: &Fact, scope: &Scope<'_>) -> bool {
    let said = context::stems(&contrast.statement);
    let own = context::telling(&contrast.holder);
    let exact: Vec<String> = exact(&contrast.statement);
    let mut alike = scope.index.with_some(&said).into_iter();
    alike.any(|(at, common)| {
        let other = &scope.facts[at];
        if other.span == fact.span || common < 2 {
            return false;
        }
        let words = scope.index.stems(at);
        let names = |stems: &BTreeSet<String>| !own.is_disjoint(stems);
        let mut above = other.topic.path().into_iter();
        if names(words) || above.any(|crumb| names(&context::stems(&crumb))) {
            return false;
        }
        let common = said.intersection(words).count();
        let here = self::exact(&other.text);
        let same = !exact.is_empty() && exact.iter().all(|name| here.contains(name));
        common >= 2 && (common * 3 >= said.len() * 2 || same && common * 2 >= said.len())
    })
}

/// The numbers and the words in capitals of a text.
fn exact(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let told = |word: &&str| {
        let digit = word.contains(|c: char| c.is_ascii_digit());
        digit || word.chars().filter(|c| c.is_uppercase()).count() >= 2
    };
    words.filter(told).map(str::to_lowercase).collect()
}

/// Whether two things are mixed up easily: the author compares them, and their names do not say which one
/// a statement is about.
fn are_confusable(contrast: &Contrast, choices: &[String]) -> bool {
    if contrast.class.is_some() {
        return differ_in_prefix(choices);
    }
    !say_what_they_are(choices)
}

/// Whether the names of two things are opposites in everyday speech, as private and public are: a
/// statement about one of them tells by its sense which it is.
pub(super) fn say_what_they_are(names: &[String]) -> bool {
    let words: Vec<_> = names
        .iter()
        .map(|name| text::words(name).into_iter().collect())
        .collect();
    let opposite = matches!(words.as_slice(), [a, b] if contrast::differ_in_opposites(a, b));
    opposite && !differ_in_prefix(names) || lacks_what_the_other_has(names)
}

/// Whether one of two names says that it lacks what the other is named for: "agentless", "agent-based".
fn lacks_what_the_other_has(names: &[String]) -> bool {
    let [a, b] = names else {
        return false;
    };
    let (a, b) = (text::words(a).join(" "), text::words(b).join(" "));
    let lacks = |one: &str, other: &str| {
        one.split(' ')
            .filter_map(|word| word.strip_suffix("less"))
            .any(|noun| noun.len() > 2 && other.contains(noun))
    };
    lacks(&a, &b) || lacks(&b, &a)
}

/// The things by the last parts of their names: below "Lambda - Synchronous calls" and "Lambda -
/// Asynchronous calls" stand kinds of calls.
fn without_heads(contrast: &Contrast) -> Contrast {
    let part = |name: &String| context::aspect(name).to_string();
    let others: Vec<String> = contrast.others.iter().map(part).collect();
    let holder = part(&contrast.holder);
    if others.contains(&holder) {
        return contrast.clone();
    }
    Contrast {
        holder,
        others,
        ..contrast.clone()
    }
}

/// The words of the holder that not all of the offered things have.
fn telling(contrast: &Contrast, choices: &[String]) -> String {
    let shared = |word: &str| {
        let stems = context::stems(word);
        choices
            .iter()
            .all(|choice| stems.is_subset(&context::stems(choice)))
    };
    let words: Vec<&str> = contrast
        .holder
        .split_whitespace()
        .filter(|word| !shared(word))
        .collect();
    words.join(" ")
}

/// Whether two names differ in a prefix of one letter only: "synchronous" and "asynchronous". Others, as
/// "managed" and "unmanaged", say what they are.
fn differ_in_prefix(choices: &[String]) -> bool {
    let [a, b] = choices else {
        return false;
    };
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && long.ends_with(short.as_str())
}

/// The topic without what the statements below it are about.
pub(super) fn above(topic: &Topic) -> Topic {
    let mut above = topic.clone();
    if above.labels.pop().is_none() {
        above.headings.pop();
    }
    above
}

/// The holder and siblings that are not another name of it or of each other, in an order that only
/// depends on the texts.
fn choices(contrast: &Contrast) -> Vec<String> {
    let mut others: Vec<&String> = contrast.others.iter().collect();
    others.sort_by_cached_key(|other| order(&contrast.statement, other));
    let mut choices = vec![contrast.holder.clone()];
    let class = contrast.class.as_deref().map(context::stems);
    let class = class.unwrap_or_default();
    let own = context::stems(&contrast.holder);
    // "Tier strategy" beside tiers is no tier.
    let odd = |other: &str| {
        let other = context::stems(other);
        other
            .iter()
            .any(|stem| class.contains(stem) && !own.contains(stem))
    };
    for other in others {
        if odd(other) {
            continue;
        }
        if choices.len() < OFFERED && !choices.iter().any(|known| is_part(known, other)) {
            choices.push(other.clone());
        }
    }
    choices.sort_by_cached_key(|choice| order("", choice));
    choices
}

/// Whether one of two names has all words of the other, brackets aside.
fn is_part(a: &str, b: &str) -> bool {
    let key = |name: &str| text::key(&text::without_brackets(name).0);
    let (a, b) = (key(a), key(b));
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

/// Whether a word of the statement points at one of the things.
fn is_told(contrast: &Contrast, choices: &[String]) -> bool {
    let said = context::stems(&contrast.statement);
    let names: Vec<_> = choices
        .iter()
        .map(|choice| context::stems(choice))
        .collect();
    let shared = |stem: &String| names.iter().all(|name| name.contains(stem));
    let spelled = short_forms(choices)
        .any(|short| !shared(&context::stem(&short)) && contrast.statement.contains(&short));
    spelled
        || names
            .iter()
            .flatten()
            .any(|stem| !shared(stem) && context::holds(&said, stem))
}

/// The words of names that are written in capitals.
pub(super) fn short_forms(names: &[String]) -> impl Iterator<Item = String> {
    let words = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    words
        .filter(|word| word.len() >= 2 && word.chars().all(char::is_uppercase))
        .map(str::to_string)
}

/// Whether a statement compares or refers to something that is not shown, or says too little to belong
/// to one thing only.
pub(super) fn is_remark(statement: &str) -> bool {
    let words = text::words(statement);
    let refers = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "they"
                | "them"
                | "this"
                | "these"
                | "those"
                | "that's"
                | "same"
                | "also"
                | "both"
                | "other"
                | "above"
                | "below"
                | "previous"
                | "we"
                | "i"
                | "you're"
                | "etc"
        )
    };
    let told = words.first().is_some_and(|first| {
        matches!(
            first.as_str(),
            "don't"
                | "don’t"
                | "do"
                | "does"
                | "never"
                | "avoid"
                | "use"
                | "or"
                | "and"
                | "but"
                | "so"
                | "then"
                | "maybe"
                | "e.g"
        )
    });
    let several = statement.contains(['!', '?']) || statement.contains(". ");
    told || several
        || words.iter().any(refers)
        || statement.contains("...")
        || statement.contains('…')
}

fn prompt(contrast: &Contrast, choices: &[String]) -> String {
    let statement = contrast.statement.trim_end_matches('.');
    let first = text::words(statement)
        .into_iter()
        .next()
        .unwrap_or_default();
    let acts = contrast.shape == Shape::Predicate
        && (lexicon::is_third_person(&first) || is_modal(&first));
    let class = contrast.class.as_deref().map(|class| {
        if lexicon::is_mass(class) {
            format!("kind of {class}")
        } else {
            class.to_string()
        }
    });
    if let Some(property) = &contrast.property {
        let asked = property.to_lowercase();
        let this = if value::is_plural(&asked) {
            "these"
        } else {
            "this"
        };
        return match class {
            Some(class) => format!("Which {class} has {this} {asked}: “{statement}”?"),
            None => format!(
                "Which one has {this} {asked} – {}: “{statement}”?",
                super::class::join_or(choices)
            ),
        };
    }
    // "About the speed of …" and "Most useful as …" have a verb and are no sentences.
    let begins =
        lexicon::is_joint(&first) || matches!(first.as_str(), "about" | "most" | "instead");
    let whole = contrast.shape == Shape::Clause && !begins;
    match (class, acts) {
        (Some(class), true) => {
            let verb = statement.chars().take(1).flat_map(char::to_lowercase);
            let said: String = verb.chain(statement.chars().skip(1)).collect();
            format!("Which {class} {said}?")
        }
        (Some(class), false) if whole => {
            format!("Of which {class} is this true: “{statement}”?")
        }
        (Some(class), false) => format!("Which {class} does this describe: “{statement}”?"),
        (None, _) if contrast.alike && whole => format!(
            "Of which one is this true – {}: “{statement}”?",
            super::class::join_or(choices)
        ),
        (None, _) if contrast.alike => format!(
            "Which one does this describe – {}: “{statement}”?",
            super::class::join_or(choices)
        ),
        (None, _) => format!("Which term matches this description: “{statement}”?"),
    }
}

fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "can"
            | "cannot"
            | "must"
            | "should"
            | "may"
            | "will"
            | "is"
            | "has"
            | "does"
            | "doesn't"
            | "isn't"
            | "can't"
    )
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("contrast", note, expect);
    }

    #[test]
    fn a_class_is_asked_for_its_member() {
        check(
            "# Harbour\n\n## Cargo types\n\n- Bulk\n  - Poured loose into the hold of a ship\n- Container\n  - Can be stacked eight high on the quay\n- Liquid\n  - Pumped through a long pipe to shore\n",
            &[
                (
                    "Which cargo type does this describe: “Poured loose into the hold of a ship”?",
                    "Bulk",
                ),
                (
                    "Which cargo type can be stacked eight high on the quay?",
                    "Container",
                ),
                (
                    "Which cargo type does this describe: “Pumped through a long pipe to shore”?",
                    "Liquid",
                ),
            ],
        );
    }

    #[test]
    fn two_of_a_class_are_told_apart_by_a_letter_only() {
        check(
            "# Dances\n\n- Public dances\n  - Need a licence from the town hall\n- Private dances\n  - End before the last train leaves\n",
            &[],
        );
        check(
            "# Dances\n\n## Timed dances\n\n- Follow the drum of the band\n\n## Untimed dances\n\n- End before the last train leaves\n",
            &[],
        );
        check(
            "# Dances\n\n## Tonal dances\n\n- Follow the drum of the band\n\n## Atonal dances\n\n- End before the last train leaves\n",
            &[(
                "Which dance does this describe: “End before the last train leaves”?",
                "Atonal dances",
            )],
        );
    }

    #[test]
    fn a_property_of_several_things_tells_them_apart() {
        check(
            "# Harbour\n\n## Cargo types\n\n- Bulk\n  - Use case: grain and coal of the inland mills\n- Container\n  - Use case: furniture of a whole household\n- Liquid\n  - Use case: vegetable oil for the soap works\n",
            &[
                (
                    "Which cargo type has this use case: “grain and coal of the inland mills”?",
                    "Bulk",
                ),
                (
                    "Which cargo type has this use case: “furniture of a whole household”?",
                    "Container",
                ),
                (
                    "Which cargo type has this use case: “vegetable oil for the soap works”?",
                    "Liquid",
                ),
            ],
        );
    }

    #[test]
    fn what_fits_a_sibling_too_is_not_asked() {
        check(
            "# Harbour\n\n## Cargo types\n\n- Bulk\n  - Poured loose into the hold of a ship\n  - Stored in silos near the railway quay\n- Container\n  - Can be stacked eight high on the quay\n  - Stored near the railway beside old silos\n- Liquid\n  - Pumped through a long pipe to shore\n",
            &[
                (
                    "Which cargo type does this describe: “Poured loose into the hold of a ship”?",
                    "Bulk",
                ),
                (
                    "Which cargo type can be stacked eight high on the quay?",
                    "Container",
                ),
                (
                    "Which cargo type does this describe: “Pumped through a long pipe to shore”?",
                    "Liquid",
                ),
            ],
        );
    }
}
