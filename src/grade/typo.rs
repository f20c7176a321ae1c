//! Misspellings: near enough to be the same word, and certainly no other word.

use super::normal::Name;
use crate::lexicon;

/// Edits that a text of a length may differ in: short words differ by a letter from other words.
fn allowance(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..8 => 1,
        8..13 => 2,
        _ => 3,
    }
}

/// Whether a given text is a misspelling of a name, strictly nearer to it than to any rival.
pub(super) fn is_typo(given: &Name, name: &Name, rivals: &[&Name]) -> bool {
    let (a, b) = (given.text(), name.text());
    let length = b.chars().count().min(a.chars().count());
    let distance = strsim::osa_distance(&a, &b);
    if distance == 0 || distance > allowance(length) || digits(&a) != digits(&b) {
        return false;
    }
    let nearer = rivals
        .iter()
        .all(|rival| strsim::osa_distance(&a, &rival.text()) > distance);
    nearer && words_agree(&a, &b)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether each word can be a slip of its counterpart. Where the words do not pair up, a space is
/// missing or too much, and the texts are compared as one word.
fn words_agree(a: &str, b: &str) -> bool {
    let (a_words, b_words): (Vec<&str>, Vec<&str>) =
        (a.split(' ').collect(), b.split(' ').collect());
    if a_words.len() != b_words.len() {
        return a.split(' ').collect::<String>().chars().next() == b.chars().next();
    }
    a_words
        .iter()
        .zip(&b_words)
        .all(|(a, b)| a == b || is_slip(a, b))
}

/// Whether one word is the other with a slip of the keyboard: people seldom mistake the first letter,
/// and opposites differ at the front.
fn is_slip(a: &str, b: &str) -> bool {
    let length = a.chars().count().min(b.chars().count());
    let same_start = a.chars().next() == b.chars().next();
    let swapped = a.chars().take(2).collect::<Vec<_>>()
        == b.chars()
            .take(2)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<Vec<_>>();
    let (one, other) = (lexicon::singular(a), lexicon::singular(b));
    let different = [(a, b), (one.as_str(), other.as_str())]
        .iter()
        .any(|(a, b)| lexicon::are_opposites(a, b) || lexicon::are_lookalikes(a, b));
    (same_start || swapped) && !different && strsim::osa_distance(a, b) <= allowance(length)
}
