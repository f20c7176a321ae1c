//! What of a cell can be an answer: a value that says something, cut to the part that identifies it.

use crate::fact::text;
use crate::question::context;

/// Whether a cell says something that can be asked for by itself.
pub(super) fn is_value(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words = text::words(&lower);
    let first = words.first().map_or("", String::as_str);
    let points = matches!(
        first,
        "same"
            | "see"
            | "varies"
            | "depends"
            | "none"
            | "yes"
            | "no"
            | "not"
            | "n"
            | "unknown"
            | "tbd"
            | "any"
            | "all"
            | "supported"
            | "can"
            | "only"
    );
    let clause = matches!(
        text::shape(value),
        text::Shape::Clause | text::Shape::Predicate | text::Shape::Condition
    );
    let written = !words.is_empty() && !points && !clause && text::is_balanced(value);
    written
        && !is_shorthand(value)
        && !value.contains(['?', '✓', '→', '🠚', '>'])
        && !lower.contains("://")
}

/// Whether a value abbreviates a list, so that a learner would write it in another way: "Knee: flex/rot".
fn is_shorthand(value: &str) -> bool {
    let Some((_, behind)) = value.split_once(": ") else {
        return false;
    };
    behind.contains('/') && behind.chars().any(char::is_alphabetic)
}

/// Signs behind which a cell explains the value it begins with.
const EXPLAINS: [&str; 9] = [
    ", as ",
    ", with ",
    ", which ",
    ", because ",
    ", since ",
    " because ",
    " due to ",
    " – ",
    " - ",
];

/// The part of a long value that comes before its explanation: "Fastest, as all data is in one place" is
/// "Fastest". `None` where nothing is explained or the rest is long as well.
pub(super) fn short(value: &str, words: usize) -> Option<&str> {
    // What stands in brackets at the end is an explanation as well.
    let bare = match value.split_once(" (") {
        Some((front, behind)) if behind.find(')') == Some(behind.len() - 1) => front,
        _ => value,
    };
    let cut = EXPLAINS.iter().filter_map(|sign| bare.find(sign)).min();
    let front = bare[..cut.unwrap_or(bare.len())].trim();
    let said = front.len() < value.len() && text::is_balanced(front);
    (said && (1..=words).contains(&text::count(front)) && !front.contains([',', ';', ':']))
        .then_some(front)
}

/// Other spellings of a value: without what stands in brackets, and each side of "SMTP - Simple Mail
/// Transfer Protocol".
pub(super) fn accept(value: &str) -> Vec<String> {
    let mut accept = Vec::new();
    let (bare, _) = text::without_brackets(value);
    if bare != value && !bare.is_empty() {
        accept.push(bare);
    }
    if let Some((short, _)) = value.split_once(" - ") {
        accept.push(short.to_string());
    }
    accept.retain(|other| !context::stems(other).is_empty());
    accept
}
