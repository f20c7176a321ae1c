//! Reading a label as a noun phrase: its head, its number, and how it is written inside a sentence.

use crate::fact::document::Document;
use crate::fact::text;
use crate::lexicon;

/// Heads in the plural of which the members follow each other.
const ORDERED: [&str; 3] = ["steps", "phases", "stages"];

/// Heads of labels that name a course of things.
const COURSES: [&str; 7] = [
    "process",
    "procedure",
    "lifecycle",
    "cycle",
    "workflow",
    "sequence",
    "life-cycle",
];

/// Classes whose lists are seldom complete.
const OPEN: [&str; 20] = [
    "tools",
    "products",
    "examples",
    "vendors",
    "providers",
    "applications",
    "apps",
    "utilities",
    "solutions",
    "commands",
    "libraries",
    "frameworks",
    "languages",
    "companies",
    "customers",
    "scenarios",
    "considerations",
    "resources",
    "tips",
    "features",
];

/// Whether a word ends the head of a noun phrase.
pub(super) fn is_joint(word: &str) -> bool {
    lexicon::is_joint(word) || matches!(word, "into" | "as" | "used" | "when" | "during" | "within")
}

/// The head of a noun phrase: its last word before what says more about it.
pub(super) fn head(phrase: &str) -> Option<String> {
    let words = text::words(phrase);
    let end = words
        .iter()
        .position(|word| is_joint(word) || lexicon::is_finite(word) && word != "means")
        .unwrap_or(words.len());
    words.get(end.checked_sub(1)?).cloned()
}

/// Whether a word is a verb in the third person that looks like a plural and seldom is one.
pub(super) fn is_seldom_plural(word: &str) -> bool {
    matches!(
        word,
        "handles"
            | "needs"
            | "shows"
            | "covers"
            | "helps"
            | "offers"
            | "supports"
            | "tracks"
            | "monitors"
            | "holds"
            | "measures"
            | "leverages"
            | "focuses"
    )
}

/// Whether the members under a label follow each other: its head is a word for that.
pub(in crate::question) fn is_ordered(label: &str) -> bool {
    head(label).is_some_and(|head| ORDERED.contains(&head.as_str()) || is_course(&head))
}

/// Whether a head names a course of things: "process".
pub(super) fn is_course(head: &str) -> bool {
    COURSES.contains(&head)
}

/// Whether the class at the head of a label is one of which notes seldom name all members.
pub(in crate::question) fn is_open_class(label: &str) -> bool {
    head(label).is_some_and(|head| OPEN.contains(&head.as_str()))
}

/// Words by which a label says that its list is a choice of many.
const PARTIAL: [&str; 14] = [
    "some",
    "common",
    "popular",
    "typical",
    "notable",
    "several",
    "various",
    "certain",
    "frequent",
    "sample",
    "example",
    "famous",
    "include",
    "including",
];

/// Whether a label says that its list is a part: "Some built-in roles", "Protocols of this layer include".
pub(in crate::question) fn is_partial(label: &str) -> bool {
    let words = text::words(label);
    let partial = |word: Option<&String>| word.is_some_and(|it| PARTIAL.contains(&it.as_str()));
    partial(words.first()) || partial(words.last())
}

/// Whether the head of a phrase is a plural.
pub(super) fn is_plural(phrase: &str) -> bool {
    head(phrase).is_some_and(|head| lexicon::is_plural(&head) && head != "data")
}

/// A phrase as it is written inside a sentence. What is written in Title Case is written small as a
/// whole or not at all: half a name is no name.
pub(super) fn lower(phrase: &str, document: &Document) -> String {
    for article in ["The ", "A ", "An "] {
        if let Some(rest) = phrase.strip_prefix(article) {
            return format!("{}{}", article.to_lowercase(), lower(rest, document));
        }
    }
    // Its head and what says more about it are written each in its own way.
    let joint = phrase.match_indices(' ').find(|(at, _)| {
        phrase[at + 1..]
            .split_whitespace()
            .next()
            .is_some_and(is_joint)
    });
    if let Some((at, _)) = joint {
        let rest = phrase[at + 1..].split_once(' ');
        if let Some((joint, rest)) = rest {
            let head = lower(&phrase[..at], document);
            return format!("{head} {joint} {}", lower(rest, document));
        }
    }
    let bare = |word: &str| -> String {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_string()
    };
    let is_small = |word: &str| bare(word).starts_with(char::is_lowercase);
    let mut content = phrase
        .split_whitespace()
        .filter(|word| !lexicon::is_stop(&word.to_lowercase()));
    if content.clone().skip(1).any(is_small) {
        return text::lower_first(phrase, |word| document.is_lower(word) || is_adjective(word));
    }
    let is_titled = |word: &str| {
        let word = bare(word);
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some()
            && chars.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'))
    };
    let titled = |word: &&str| is_titled(word);
    if !content
        .clone()
        .filter(titled)
        .all(|word| document.is_lower(&bare(word).to_lowercase()))
        || content.next().is_none()
    {
        return phrase.to_string();
    }
    let lower = |word: &str| {
        if is_titled(word) || lexicon::is_stop(&bare(word).to_lowercase()) {
            word.to_lowercase()
        } else {
            word.to_string()
        }
    };
    phrase
        .split_whitespace()
        .map(lower)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether the ending of a word says that it is an adjective and so no name.
fn is_adjective(word: &str) -> bool {
    word.len() > 5
        && [
            "able", "ible", "ous", "ive", "ary", "ical", "ular", "less", "ful", "al",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
}

/// Numbers as words.
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// The number that a word names.
pub(super) fn number(word: &str) -> Option<usize> {
    let lower = word.to_lowercase();
    let digits = || (lower.len() <= 2).then(|| lower.parse().ok()).flatten();
    NUMBERS
        .iter()
        .position(|number| *number == lower)
        .or_else(digits)
}

/// The label without "The", "Some", "There are three" in front: the number is stated anyway.
pub(super) fn strip_count(label: &str) -> &str {
    let mut rest = label.trim();
    for word in label.split_whitespace().take(4) {
        let lower = word.to_lowercase();
        let counts = matches!(
            lower.as_str(),
            "the"
                | "some"
                | "there"
                | "are"
                | "following"
                | "several"
                | "multiple"
                | "various"
                | "many"
                | "these"
                | "different"
        ) || number(&lower).is_some();
        if !counts {
            break;
        }
        rest = rest[word.len().min(rest.len())..].trim_start();
    }
    if rest.is_empty() { label } else { rest }
}

/// A subject with the article it needs.
pub(super) fn with_article(subject: &str) -> String {
    if needs_no_article(subject) {
        subject.to_string()
    } else {
        format!("the {subject}")
    }
}

/// Whether a subject can stand behind a preposition without an article: a name, a plural, or something
/// that is not counted.
pub(super) fn needs_no_article(subject: &str) -> bool {
    const MASS: [&str; 17] = [
        "ing", "tion", "sion", "ment", "ity", "ness", "ism", "ance", "ence", "cy", "age", "ware",
        "phy", "ogy", "ics", "ure", "sis",
    ];
    // A first letter may be large because it is the first.
    let named = subject
        .chars()
        .skip(1)
        .any(|c| c.is_uppercase() || c.is_ascii_digit())
        || !subject.contains(' ') && subject.starts_with(char::is_uppercase);
    let head = head(subject).unwrap_or_default();
    // "The Example Migration tool" is a name with a noun.
    let noun = subject
        .rsplit(' ')
        .next()
        .is_some_and(|last| last != subject && last.starts_with(char::is_lowercase));
    named && !noun
        || lexicon::is_plural(&head)
        || MASS.iter().any(|ending| head.ends_with(ending))
        || text::words(subject).first().is_some_and(|first| {
            matches!(first.as_str(), "a" | "an" | "the") || first.ends_with("ing")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_counts() {
        assert_eq!(head("Main types of volume").as_deref(), Some("types"));
        assert!(is_ordered("Steps of a migration") && !is_ordered("Phase control types"));
        assert_eq!(strip_count("There are three kinds"), "kinds");
        assert_eq!(strip_count("Two types"), "types");
        assert!(needs_no_article("managed identities") && !needs_no_article("firewall"));
    }
}
