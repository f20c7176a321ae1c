//! `define`: which term has this meaning? With terms of the same list to choose from at first.

use super::{Candidate, Evidence, Scope, Template, foreign, single};
use crate::fact::text;
use crate::fact::{Definition, Fact, FactKind, listing, split, split::Separator};
use crate::lexicon;
use crate::question::card::{BLANK, Kind};
use crate::question::{context, distractor, meaning, remark, term};

pub(super) const TEMPLATE: Template = Template {
    name: "define",
    any_language: true,
    write,
};

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Definition(definition) = &fact.kind else {
        return Vec::new();
    };
    if definition.separator == Separator::Arrow {
        return Vec::new();
    }
    let Some(meaning) = meaning_of(definition) else {
        return Vec::new();
    };
    if fits_another(&meaning, fact, definition, scope) {
        return Vec::new();
    }
    let choices = options(definition);
    let Some(meaning) = mask(&meaning, &definition.term, &choices) else {
        return Vec::new();
    };
    let english = scope.document.is_english();
    let classed = class_of(&definition.term, fact, scope).is_some();
    if !remark::says_enough(&meaning, english)
        || english && !classed && !term::is_noun(&definition.term)
    {
        return Vec::new();
    }
    if !english && !foreign::is_term(fact, definition) {
        return Vec::new();
    }
    let prompt = match scope.document.language() {
        _ if english => prompt(&definition.term, &meaning, fact, scope),
        Some(language) => language.which_term(&meaning),
        None => format!("{BLANK}: {meaning}"),
    };
    let mut question = single(prompt, definition.term.clone(), definition.also.clone());
    if question.prompt.starts_with(BLANK) {
        question.kind = Kind::Cloze;
    }
    question.choices = choices;
    let siblings = definition.siblings.len().max(row(fact, definition, scope));
    let evidence = Evidence {
        base: match siblings {
            0 | 1 if remark::defines(&meaning) => 0.52,
            1 if term::has_kin(&definition.term, &definition.siblings) => 0.52,
            0 | 1 => 0.46,
            _ => 0.62,
        },
        parallel: siblings,
        marked: fact.marked,
        recurs: scope.document.count(&definition.term.to_lowercase()) > 1,
        ..Evidence::default()
    };
    vec![Candidate {
        confusable: definition.siblings.clone(),
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    }]
}

/// Fewest lines that are built alike, one of which is the term's.
const ROW: usize = 3;

/// How many other lines of the list are a short name with something behind the same sign: what all lines of
/// a list do marks their left sides as terms.
fn row(fact: &Fact, definition: &Definition, scope: &Scope<'_>) -> usize {
    let mut names: Vec<String> = Vec::new();
    for other in scope.group(fact.group) {
        let name = match &other.kind {
            FactKind::Clause { line, .. } => split::split(line)
                .filter(|split| split.separator == definition.separator)
                .map(|split| split.left)
                .filter(|left| split::is_term(left, false)),
            FactKind::Definition(beside) => {
                Some(beside.term.clone()).filter(|_| beside.separator == definition.separator)
            }
            FactKind::Attribute { .. } => None,
            _ => continue,
        };
        // One line that is built another way, and the list is no row.
        let Some(name) = name else {
            return 0;
        };
        names.push(name);
    }
    if names.len() >= ROW && are_uniform(&names) {
        names.len() - 1
    } else {
        0
    }
}

/// Whether names are written alike: of nearly as many words, with the same kind of first letter.
fn are_uniform(names: &[String]) -> bool {
    let lengths = names.iter().map(|name| text::count(name));
    let (least, most) = lengths.fold((usize::MAX, 0), |(least, most), length| {
        (least.min(length), most.max(length))
    });
    let small = |name: &&String| name.starts_with(char::is_lowercase);
    let small = names.iter().filter(small).count();
    most <= least + 1 && most <= 3 && (small == 0 || small == names.len())
}

/// Terms to choose from: those of the list that are of the same kind, or that differ in a number only.
fn options(definition: &Definition) -> Vec<String> {
    let (term, siblings) = (&definition.term, &definition.siblings);
    let numbered = distractor::variants(term, siblings);
    if numbered.is_empty() {
        distractor::choices(term, &distractor::of_kind(term, siblings))
    } else {
        numbered
    }
}

/// The part of the meaning that identifies the term, where it does so at all.
pub(super) fn meaning_of(definition: &Definition) -> Option<String> {
    let names: Vec<&str> = std::iter::once(&definition.term)
        .chain(&definition.also)
        .map(String::as_str)
        .collect();
    let found = meaning::identifying(&definition.meaning.text, &names)?;
    (!remark::is_vague(&found) && !remark::opens_with_place(&found)).then_some(found)
}

/// Whether the note says the same of another term, or the list says so with more words.
fn fits_another(meaning: &str, fact: &Fact, definition: &Definition, scope: &Scope<'_>) -> bool {
    let own = text::key(&definition.term);
    let is_other = |other: &Definition| {
        text::key(&other.term) != own && !definition.also.contains(&other.term)
    };
    let copies = |at: &usize| match &scope.facts[*at].kind {
        FactKind::Definition(other) => other.meaning.text.contains(meaning) && is_other(other),
        _ => false,
    };
    let said = context::stems(meaning);
    let covers = |at: &usize| match &scope.facts[*at].kind {
        FactKind::Definition(other) => {
            scope.facts[*at].group == fact.group
                && is_other(other)
                && said.is_subset(scope.index.meaning(*at))
        }
        _ => false,
    };
    scope.index.with_phrase(meaning).iter().any(copies)
        || scope.index.with_all(&said).iter().any(covers)
}

/// What stands in a description for words of the term.
const MASK: &str = "…";
/// Fewest words that have to say something beside a mask.
const LEFT: usize = 4;
/// The same beside a mask that is no genus, or two.
const MUCH: usize = 7;
/// Most places that may be masked.
const PLACES: usize = 2;
/// Words at the start of a description among which its genus stands.
const GENUS: usize = 3;

/// A meaning without the words of its term, which would give it away: "attack that sends too much" for
/// a flood attack becomes "… that sends too much". Words that all options share tell nothing. Only the
/// genus can be masked and the rest still be read; else `None`.
fn mask(meaning: &str, term: &str, choices: &[String]) -> Option<String> {
    let shared = |stem: &String| {
        choices.len() >= 2
            && choices
                .iter()
                .all(|choice| context::stems(choice).contains(stem))
    };
    let telling: std::collections::BTreeSet<String> = context::telling(term)
        .into_iter()
        .filter(|stem| !shared(stem))
        .collect();
    let told = |word: &str| {
        let stems = context::stems(word);
        !stems.is_empty() && stems.iter().any(|stem| context::holds_kin(&telling, stem))
    };
    let Masked {
        words,
        places,
        early,
    } = masked(meaning, told)?;
    if places == 0 {
        return Some(meaning.to_string());
    }
    let text = words.join(" ");
    // "… based on an alarm" does not say what is based on it, "only store …" not what is stored.
    let first = words.first().map_or("", String::as_str).to_lowercase();
    let next = words.get(1).map_or("", String::as_str).to_lowercase();
    let at = words.iter().position(|word| word.starts_with(MASK))?;
    let headless = if first == MASK {
        !lexicon::is_finite(&next)
            && !matches!(next.as_str(), "that" | "which" | "where" | "who" | "whose")
    } else {
        lexicon::is_base_verb(&first) || matches!(first.as_str(), "only" | "never" | "always")
    };
    if early > 0 && (headless || words[at] != MASK || !goes_on(words.get(at + 1))) {
        return None;
    }
    let least = if places == 1 && early == 1 {
        LEFT
    } else {
        MUCH
    };
    let left = context::stems(&text);
    let left = left
        .iter()
        .filter(|stem| stem.chars().all(char::is_alphabetic));
    (places <= PLACES && early <= 1 && left.count() >= least && text::is_balanced(&text))
        .then_some(text)
}

/// The words of a description with masks among them.
struct Masked {
    words: Vec<String>,
    /// Places with a mask, and those of them where the genus stands.
    places: usize,
    early: usize,
}

/// Masks the words that are told. `None` where only a part of a word would be masked: "802.11a".
fn masked(meaning: &str, told: impl Fn(&str) -> bool) -> Option<Masked> {
    let mut masked = Masked {
        words: Vec::new(),
        places: 0,
        early: 0,
    };
    for (at, word) in meaning.split_whitespace().enumerate() {
        if !told(word) {
            masked.words.push(word.to_string());
            continue;
        }
        let closing = word.trim_start_matches(|c: char| c.is_alphanumeric() || "-/'’".contains(c));
        if closing.contains(char::is_alphanumeric) {
            return None;
        }
        if masked.words.last().is_some_and(|last| last == MASK) {
            masked.words.pop();
        } else {
            masked.places += 1;
            masked.early += usize::from(at < GENUS);
        }
        masked.words.push(format!("{MASK}{closing}"));
    }
    Some(masked)
}

/// Whether the word behind a mask tells of a noun: "Fee … [1-9 days]" is none.
fn goes_on(next: Option<&String>) -> bool {
    next.is_some_and(|next| {
        let next = next.to_lowercase();
        lexicon::is_finite(&next)
            || lexicon::is_joint(&next)
            || lexicon::is_participle(&next)
            || matches!(
                next.as_str(),
                "where" | "who" | "whose" | "between" | "without"
            )
    })
}

/// The class of the terms of a list, as the heading or label right above says, or the noun that a term
/// numbers: a step of "Step 3".
pub(super) fn class_of(name: &str, fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    if let Some(noun) = term::numbered(name) {
        return Some(noun).filter(|noun| lexicon::is_thing(noun));
    }
    let path = fact.topic.path();
    // The topmost heading names the subject of the whole note, not the class of what a list holds.
    let nearest = path.last().filter(|_| path.len() > 1)?;
    let class = lexicon::singular(&listing::class_noun(nearest)?);
    lexicon::is_thing(&class)
        .then(|| listing::class_phrase(nearest, |word| scope.document.is_word(word)))?
}

fn prompt(term: &str, meaning: &str, fact: &Fact, scope: &Scope<'_>) -> String {
    let class = class_of(term, fact, scope);
    let first = text::words(meaning).first().cloned().unwrap_or_default();
    // "Replaces data with …" asks best as "What replaces data with …?"
    let acts = lexicon::is_third_person(&first) && !meaning.to_lowercase().starts_with("means of ");
    if acts && context::stems(meaning).len() >= 3 && !meaning.contains(['?', '"']) {
        let meaning = text::lower_first(meaning, |_| true);
        return match class {
            Some(class) => format!("Which {class} {meaning}?"),
            None => format!("What {meaning}?"),
        };
    }
    match class {
        Some(class) => format!("Which {class} is described as: “{meaning}”?"),
        None => format!("Which term matches this description: “{meaning}”?"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(term: &str, meaning: &str, expect: Option<&str>) {
        let found = mask(meaning, term, &[]);
        assert_eq!(found.as_deref(), expect, "{term}: {meaning}");
    }

    #[test]
    fn the_genus_of_a_description_is_masked() {
        check(
            "flood attack",
            "an attack that sends far more requests than a server can answer",
            Some("an … that sends far more requests than a server can answer"),
        );
        check(
            "cache",
            "keeps what was read last close at hand",
            Some("keeps what was read last close at hand"),
        );
        check("tide level", "Tide level [1-9 metres] of a day", None);
        check(
            "edge dairy",
            "a way of milking where the dairy and the kettle stand as close as possible to the pasture edge",
            Some(
                "a way of milking where the … and the kettle stand as close as possible to the pasture …",
            ),
        );
        check(
            "flood attack",
            "sends so much that the flood stops a server",
            None,
        );
    }

    fn asked(note: &str, expect: &[(&str, &str)]) {
        crate::question::tests::check_asked("define", note, expect);
    }

    #[test]
    fn an_adjective_is_asked_for_with_its_class_only() {
        asked(
            "# Harbour\n\n## Tides\n\n### Kinds of current types\n\n- **Littoral**: moves sand along the beach in summer\n- **Riptide**: pulls swimmers away from the beach\n- **Gyre**: turns slowly around a whole ocean\n",
            &[
                (
                    "Which kind of current type is described as: “moves sand along the beach in summer”?",
                    "Littoral",
                ),
                (
                    "Which kind of current type is described as: “pulls swimmers away from the beach”?",
                    "Riptide",
                ),
                (
                    "Which kind of current type is described as: “turns slowly around a whole ocean”?",
                    "Gyre",
                ),
            ],
        );
        asked(
            "# Harbour\n\n## Water and wind\n\n- **Littoral**: protects the beach from sand in summer\n- **Riptide**: prevents swimmers from reaching the beach\n",
            &[("What prevents swimmers from reaching the beach?", "Riptide")],
        );
    }

    #[test]
    fn what_the_list_says_of_two_terms_is_not_asked() {
        asked(
            "# Harbour\n\n- **Cadet**: can use the boat when loading cargo\n- **Mate**: can use the boat when loading or counting cargo\n- **Purser**: pays the crew of a ship in every port\n",
            &[
                (
                    "Which term matches this description: “can use the boat when loading or counting cargo”?",
                    "Mate",
                ),
                (
                    "Which term matches this description: “pays the crew of a ship in every port”?",
                    "Purser",
                ),
            ],
        );
    }
}
