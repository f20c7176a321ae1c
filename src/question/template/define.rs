//! `define`: which term has this meaning? With terms of the same list to choose from at first.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text;
use crate::fact::{Fact, FactKind, listing, split::Separator};
use crate::lexicon;
use crate::question::card::{BLANK, Kind};
use crate::question::{context, distractor};

pub(super) const TEMPLATE: Template = Template {
    name: "define",
    any_language: true,
    write,
};

/// Fewest and most words of a meaning that identifies a term.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Definition(definition) = &fact.kind else {
        return Vec::new();
    };
    if definition.separator == Separator::Arrow {
        return Vec::new();
    }
    let Some(meaning) = identifying_part(&definition.meaning.text) else {
        return Vec::new();
    };
    if is_vague(&meaning) || opens_with_place(&meaning) {
        return Vec::new();
    }
    let kin = distractor::of_kind(&definition.term, &definition.siblings);
    let choices = distractor::choices(&definition.term, &kin);
    let Some(meaning) = mask(&meaning, &definition.term, &choices) else {
        return Vec::new();
    };
    let english = scope.document.is_english();
    if !english && !fact.marked {
        return Vec::new();
    }
    let prompt = if english {
        prompt(&meaning, fact, scope)
    } else {
        format!("{BLANK}: {meaning}")
    };
    let mut question = single(prompt, definition.term.clone(), definition.also.clone());
    if !english {
        question.kind = Kind::Cloze;
    }
    question.choices = choices;
    let siblings = definition.siblings.len();
    let evidence = Evidence {
        base: match siblings {
            0 | 1 if defines(&meaning) => 0.52,
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

/// What stands in a description for words of the term.
const MASK: &str = "…";
/// Fewest words that have to say something beside a mask.
const LEFT: usize = 4;
/// Words at the start of a description among which its genus stands.
const GENUS: usize = 3;

/// A meaning without the words of its term, which would give it away: "attack that sends too much" for
/// a flood attack becomes "… that sends too much". Words that all options share tell nothing. Only the
/// genus can be masked and the rest still be read; else `None`.
fn mask(meaning: &str, term: &str, choices: &[String]) -> Option<String> {
    let shared = |stem: &String| {
        choices.len() >= 3
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
        !stems.is_empty() && stems.iter().any(|stem| context::holds(&telling, stem))
    };
    let mut places = 0;
    let mut words: Vec<String> = Vec::new();
    for (at, word) in meaning.split_whitespace().enumerate() {
        if !told(word) {
            words.push(word.to_string());
            continue;
        }
        let closing = word.trim_start_matches(|c: char| c.is_alphanumeric() || "-/'’".contains(c));
        if words.last().is_some_and(|last| last == MASK) {
            words.pop();
        } else {
            places += if at < GENUS { 1 } else { 2 };
        }
        words.push(format!("{MASK}{closing}"));
    }
    if places == 0 {
        return Some(meaning.to_string());
    }
    let masked = words.join(" ");
    // "… based on an alarm" does not say what is based on it.
    let headless = words.first().is_some_and(|first| first == MASK)
        && words.get(1).is_some_and(|next| {
            let next = next.to_lowercase();
            lexicon::is_joint(&next) && !matches!(next.as_str(), "that" | "which")
                || next.ends_with("ed")
                || next == "using"
        });
    if headless {
        return None;
    }
    let left = context::stems(&masked).len();
    (places == 1 && left >= LEFT && text::is_balanced(&masked)).then_some(masked)
}

/// The first sentence of a meaning: the rest says more about the term but does not identify it.
pub(super) fn identifying_part(meaning: &str) -> Option<String> {
    let meaning = without_lead(meaning);
    let ranges = text::brackets(meaning);
    let end = meaning
        .match_indices(['.', ';'])
        .filter(|(at, sign)| {
            (*sign == ";" || meaning[at + 1..].starts_with(' '))
                && !meaning[..*at].ends_with("e.g")
                && !meaning[..*at].ends_with("i.e")
                && !(*sign == "." && ends_with_abbreviation(&meaning[..*at]))
        })
        .map(|(at, _)| at)
        .find(|at| {
            !ranges.iter().any(|range| range.contains(at))
                && text::count(&meaning[..*at]) >= *WORDS.start()
        });
    let part = &meaning[..end.unwrap_or(meaning.len())];
    let part = without_elaboration(part)
        .trim()
        .trim_end_matches(['.', ',', ':']);
    (WORDS.contains(&text::count(part)) && text::is_balanced(part)).then(|| part.to_string())
}

/// More words than these are cut at a joint: what stands behind says more, the first part identifies.
const LONG: usize = 20;
/// Fewest words in front of a joint.
const CORE: usize = 8;

/// Words that join to a description what elaborates on it.
const JOINTS: [&str; 22] = [
    ", which ",
    ", where ",
    ", so ",
    ", allowing ",
    ", providing ",
    ", including ",
    ", making ",
    ", ensuring ",
    ", creating ",
    ", usually ",
    ", often ",
    ", but ",
    ", with ",
    ", as ",
    ", e.g",
    ", especially ",
    ", like ",
    " such as ",
    " – ",
    " - ",
    ": ",
    " (",
];

/// The first part of a long description.
fn without_elaboration(meaning: &str) -> &str {
    if text::count(meaning) <= LONG {
        return meaning;
    }
    let ranges = text::brackets(meaning);
    let free = |at: &usize| {
        !ranges
            .iter()
            .any(|range| range.start < *at && *at < range.end)
    };
    let long = |at: &usize| text::count(&meaning[..*at]) >= CORE;
    let cut = |joint: &&str| {
        let mut places = meaning.match_indices(*joint).map(|(at, _)| at);
        places.find(|at| free(at) && long(at))
    };
    let end = JOINTS.iter().filter_map(cut).min();
    &meaning[..end.unwrap_or(meaning.len())]
}

/// A meaning without what stands in front of it: another name of the term, or words that only lead to it.
fn without_lead(meaning: &str) -> &str {
    let lower = meaning.to_lowercase();
    if let Some(bracket) = text::brackets(meaning)
        .first()
        .filter(|range| range.start == 0)
    {
        return meaning[bracket.end..].trim_start_matches([' ', ',', ':', '-', '–']);
    }
    if lower.starts_with("aka ")
        || lower.starts_with("a.k.a")
        || lower.starts_with("also known as ")
    {
        return meaning.find(", ").map_or("", |at| &meaning[at + 2..]);
    }
    for lead in [
        "in short, ",
        "basically ",
        "simply ",
        "means that ",
        "means ",
        "refers to ",
        "is ",
    ] {
        if lower.starts_with(lead) && meaning.is_char_boundary(lead.len()) {
            return &meaning[lead.len()..];
        }
    }
    meaning
}

/// Whether a full stop behind a text may belong to its last word: one or two letters are an abbreviation.
fn ends_with_abbreviation(text: &str) -> bool {
    let last = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    last.chars().count() <= 2 && last.chars().all(char::is_alphabetic)
}

/// Whether a meaning begins as definitions do: with a genus or with what the thing does.
pub(in crate::question) fn defines(meaning: &str) -> bool {
    let first = text::words(meaning).into_iter().next().unwrap_or_default();
    matches!(
        first.as_str(),
        "a" | "an" | "the" | "any" | "process" | "method" | "set"
    ) || lexicon::is_third_person(&first)
}

/// How a remark begins that says something of a term but not what it is.
const VAGUE: [&str; 34] = [
    "one of the main ",
    "one of the most ",
    "that ",
    "which ",
    "such as",
    "can vary",
    "can be ",
    "can help",
    "can also",
    "could ",
    "may ",
    "not ",
    "also ",
    "an example of",
    "example of",
    "(e.g",
    "(ex",
    "e.g",
    "a common ",
    "a good ",
    "a great ",
    "a key ",
    "a popular ",
    "a useful ",
    "a big ",
    "a must",
    "an important ",
    "an essential ",
    "the most ",
    "the best ",
    "the same ",
    "similar to ",
    "see ",
    "like ",
];

/// Whether a meaning only gives an example or an opinion.
pub(super) fn is_vague(meaning: &str) -> bool {
    let lower = meaning.to_lowercase();
    let listed = ["->", "=>", "→", " etc", "...", " --"]
        .iter()
        .any(|sign| lower.contains(sign));
    listed
        || VAGUE.iter().any(|start| lower.starts_with(start))
        || text::without_brackets(meaning).0.is_empty()
}

/// Whether a meaning begins with a word that only says where or when.
fn opens_with_place(meaning: &str) -> bool {
    const PLACES: [&str; 16] = [
        "in", "on", "at", "via", "by", "from", "through", "under", "as", "per", "when", "if",
        "unless", "within", "during", "because",
    ];
    text::words(meaning)
        .first()
        .is_some_and(|first| PLACES.contains(&first.as_str()))
}

/// Class nouns whose members are things with a description: phases, protocols. A feature or a
/// responsibility is itself a description.
const THINGS: [&str; 22] = [
    "algorithm",
    "attack",
    "command",
    "component",
    "kind",
    "layer",
    "level",
    "method",
    "mode",
    "muscle",
    "nerve",
    "phase",
    "pillar",
    "principle",
    "protocol",
    "service",
    "stage",
    "step",
    "strategy",
    "technique",
    "tool",
    "type",
];

/// Whether a class noun in the singular classes things that have names.
pub(in crate::question) fn is_thing(class: &str) -> bool {
    THINGS.contains(&class)
}

/// The class of the terms of a list, as the heading or label right above says.
fn class_of(fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    let path = fact.topic.path();
    // The topmost heading names the subject of the whole note, not the class of what a list holds.
    let nearest = path.last().filter(|_| path.len() > 1)?;
    let class = lexicon::singular(&listing::class_noun(nearest)?);
    is_thing(&class).then(|| listing::class_phrase(nearest, |word| scope.document.is_word(word)))?
}

fn prompt(meaning: &str, fact: &Fact, scope: &Scope<'_>) -> String {
    let class = class_of(fact, scope);
    let first = text::words(meaning).first().cloned().unwrap_or_default();
    // "Replaces data with …" asks best as "What replaces data with …?"
    let acts = lexicon::is_third_person(&first);
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
        check(
            "flood attack",
            "sends so much that the flood stops a server",
            None,
        );
    }

    #[test]
    fn remarks_define_nothing() {
        assert!(
            is_vague("an example of a queue") && is_vague("such as a queue") && is_vague("A -> B")
        );
        assert!(!is_vague("a store that keeps messages"));
        assert_eq!(
            identifying_part("m. soleus of the leg. It bends the foot").as_deref(),
            Some("m. soleus of the leg")
        );
    }
}
