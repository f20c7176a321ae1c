//! Options that look right and are wrong: other members of the same list, of the same kind and length.
//! Where a list mixes kinds, options would be told by their kind and none are given.

use super::order;
use crate::fact::{document, text};

/// Options for an answer drawn from its siblings, the answer among them, in an order that only
/// depends on the texts. Empty when fewer than two siblings will do.
pub(super) fn choices(answer: &str, siblings: &[String]) -> Vec<String> {
    let key = text::key(answer);
    let mut wrong: Vec<&String> = siblings
        .iter()
        .filter(|other| {
            let other_key = text::key(other);
            other_key != key
                && !is_part(&other_key, &key)
                && !is_part(&key, &other_key)
                && same_shape(answer, other)
        })
        .collect();
    wrong.sort_by_cached_key(|other| (distance(answer, other), order(answer, other)));
    wrong.dedup_by_key(|other| text::key(other));
    let options = if siblings.len() >= 5 { 3 } else { 2 };
    let length = |text: &str| text.chars().count();
    let longest = wrong
        .iter()
        .take(options)
        .map(|other| length(other))
        .max()
        .unwrap_or(0);
    // An answer that stands out by its length needs no knowledge.
    if wrong.len() < 2 || length(answer) * 5 > longest * 8 {
        return Vec::new();
    }
    let mut choices: Vec<String> = wrong.into_iter().take(options).cloned().collect();
    choices.push(answer.to_string());
    choices.sort_by_key(|choice| order("", choice));
    choices
}

/// The siblings of a name that are hard to tell from it: they have a word in common with it, as "hot
/// tier" and "cool tier" have. Readers find the right one of other names by its kind, without knowing.
pub(super) fn of_kind(name: &str, siblings: &[String]) -> Vec<String> {
    let kin = |other: &&String| distance(name, other) == 0 && are_alike(name, other);
    siblings.iter().filter(kin).cloned().collect()
}

/// Whether two names that have a word in common may name things of one kind: their heads are the same
/// word, or they are built alike. "Sensitive data" is no "data entry".
fn are_alike(a: &str, b: &str) -> bool {
    let (a_key, b_key) = (text::key(a), text::key(b));
    let (Some(head), Some(other)) = (a_key.last(), b_key.last()) else {
        return false;
    };
    let built = a_key.len() == b_key.len() && a_key.first() == b_key.first();
    head == other || built || is_ordinal(head) && is_ordinal(other)
}

/// Whether a word only numbers what it belongs to: digits, a letter, Roman numerals.
fn is_ordinal(word: &str) -> bool {
    let digits = word.chars().all(|c| c.is_ascii_digit());
    let roman = word.chars().all(|c| "ivxIVX".contains(c));
    digits || roman || word.chars().count() == 1
}

/// The names that differ from a name in a number or letter only, and the name itself, in the order that
/// `choices` has: "Type I report" of "Type II report". Empty when there are none.
pub(super) fn variants(name: &str, siblings: &[String]) -> Vec<String> {
    const MOST: usize = 4;
    let words: Vec<&str> = name.split_whitespace().collect();
    let differ = |other: &&String| {
        let others: Vec<&str> = other.split_whitespace().collect();
        let pairs = words.iter().zip(&others);
        let apart: Vec<(&str, &str)> = pairs
            .filter(|(a, b)| !a.eq_ignore_ascii_case(b))
            .map(|(a, b)| (*a, *b))
            .collect();
        let [(a, b)] = apart[..] else {
            return false;
        };
        words.len() == others.len() && words.len() > 1 && is_ordinal(a) && is_ordinal(b)
    };
    let mut found: Vec<String> = siblings.iter().filter(differ).cloned().collect();
    found.sort();
    found.dedup();
    found.truncate(MOST - 1);
    if !found.is_empty() {
        found.push(name.to_string());
        found.sort_by_key(|choice| order("", choice));
    }
    found
}

/// How unlike two names are at first sight: those with a word in common are hardest to tell apart, then
/// those of the same form.
fn distance(a: &str, b: &str) -> usize {
    let (a_key, b_key) = (text::key(a), text::key(b));
    if a_key.iter().any(|word| b_key.contains(word)) {
        return 0;
    }
    let form = usize::from(document::is_acronym(a) != document::is_acronym(b));
    1 + 2 * form + usize::from(text::count(a).abs_diff(text::count(b)) > 1)
}

/// Whether all words of one key are in the other: "S3" and "S3 Batch" are no fair alternatives.
fn is_part(a: &[String], b: &[String]) -> bool {
    a.is_empty() || a.iter().all(|word| b.contains(word))
}

fn same_shape(a: &str, b: &str) -> bool {
    let (a_words, b_words) = (text::count(a).max(1), text::count(b).max(1));
    let numeric = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    a_words <= b_words * 3 && b_words <= a_words * 3 && numeric(a) == numeric(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_string()).collect()
    }

    #[test]
    fn options_have_the_same_head() {
        let siblings = names(&["Spring tide", "Tide gauge book", "Neap tide"]);
        assert_eq!(of_kind("Ebb tide", &siblings), ["Spring tide", "Neap tide"]);
    }

    #[test]
    fn names_that_differ_in_a_number_are_options() {
        let siblings = names(&["Class II boats", "Class book"]);
        let mut found = variants("Class I boats", &siblings);
        found.sort();
        assert_eq!(found, ["Class I boats", "Class II boats"]);
        assert!(variants("Class book", &siblings).is_empty());
    }
}
