//! What a label is made of: whether it is a plain noun phrase, and what in it only leads in to the list.

use crate::fact::text;
use crate::lexicon;

use super::phrase::{is_joint, is_seldom_plural, number};

/// Whether a word stands for a number that is not told.
pub(super) fn is_several(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "several" | "multiple" | "various" | "following"
    )
}

/// The label without what leads in to the list: "…, including", "… include the following".
pub(super) fn named(label: &str) -> String {
    let mut label = label.trim();
    for ending in [
        " as follows",
        " the following",
        " following",
        " including",
        " such as",
        " e.g.",
        " e.g",
        ",",
    ] {
        label = label.strip_suffix(ending).unwrap_or(label).trim_end();
    }
    // "…; there are two kinds" ends with a label of its own.
    if let Some((_, last)) = label.rsplit_once("; ")
        && last.starts_with("there are ")
    {
        label = last;
    }
    // A dash that sticks to a word divides as one between spaces does.
    let label = label.replace(" –", " – ").replace("– ", " – ");
    let words: Vec<&str> = label.split_whitespace().collect();
    words
        .join(" ")
        .trim_end_matches([',', ':', ' '])
        .to_string()
}

/// A label without the verb at its end that only leads in to the list.
pub(super) fn without_verb(label: &str) -> &str {
    [" are", " include", " is", " includes"]
        .iter()
        .find_map(|verb| label.strip_suffix(verb))
        .unwrap_or(label)
}

/// Whether a word in front of a class noun says nothing of what it is a class of.
pub(super) fn is_plain(word: &str) -> bool {
    matches!(
        word,
        "main"
            | "key"
            | "common"
            | "core"
            | "basic"
            | "primary"
            | "important"
            | "typical"
            | "general"
            | "major"
            | "possible"
            | "essential"
            | "fundamental"
            | "potential"
            | "best"
            | "popular"
            | "special"
            | "available"
            | "applicable"
            | "relevant"
            | "supported"
            | "certain"
            | "standard"
    )
}

/// Whether a member is something that is done: "routing requests", "to route requests".
pub(super) fn is_doing(member: &str) -> bool {
    let words = text::words(member);
    words
        .first()
        .is_some_and(|first| first.ends_with("ing") || lexicon::is_base_verb(first))
}

/// First words of what is no noun phrase of its own.
const OPENERS: [&str; 34] = [
    "other",
    "others",
    "no",
    "this",
    "that",
    "if",
    "when",
    "how",
    "for",
    "to",
    "in",
    "another",
    "each",
    "all",
    "any",
    "use",
    "by",
    "with",
    "on",
    "not",
    "more",
    "what",
    "why",
    "where",
    "also",
    "see",
    "e.g",
    "your",
    "my",
    "such",
    "most",
    "additional",
    "further",
    "related",
];

/// Signs that no noun phrase has.
const SIGNS: [char; 15] = [
    ':', ',', ';', '(', '&', '?', '!', '"', '“', '=', '→', '>', '|', '{', '+',
];

/// Words that make more of a label than one noun phrase.
const JOINING: [&str; 11] = [
    "you",
    "we",
    "and",
    "or",
    "vs",
    "versus",
    "this",
    "these",
    "it",
    "your",
    "following",
];

/// Whether a label is a noun phrase that can stand inside a question as it is.
pub(super) fn is_plain_phrase(label: &str, words: &[String]) -> bool {
    let Some(first) = words.first() else {
        return false;
    };
    let spoken = (0..words.len()).any(|at| is_spoken(words, at));
    let gerund = words.len() > 1 && first.ends_with("ing") && !lexicon::is_plural(&words[1]);
    let verbal = lexicon::is_base_verb(first)
        || gerund
            && words
                .iter()
                .all(|word| lexicon::preposition_of(word).is_none());
    let divided = label.contains(" - ") || label.contains(" – ") || label.contains(" — ");
    !(label.contains(SIGNS) || OPENERS.contains(&first.as_str()) || spoken || verbal || divided)
}

/// Whether the word at a place makes a statement of a phrase.
fn is_spoken(words: &[String], at: usize) -> bool {
    let word = words[at].as_str();
    let next = words.get(at + 1).map_or("", String::as_str);
    let participle = word == "used" && at > 0 && is_joint(next);
    // "focuses on 5 criteria" counts the members behind a verb.
    let counting = word.len() > 2 && number(word).is_some();
    // "Teams use labels" has a verb.
    let clause = at > 0
        && lexicon::is_plural(&words[at - 1])
        && lexicon::is_any_base_verb(word)
        && !next.is_empty()
        && !is_joint(next);
    lexicon::is_finite(word) && !participle
        || clause
        || at > 0 && (is_seldom_plural(word) || counting)
        || JOINING.contains(&word)
            && !(at > 0
                && words[..at].iter().any(|word| is_joint(word))
                && matches!(word, "and" | "or"))
}
