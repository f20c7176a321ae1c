//! How the names of properties and their values stand in a question.

use crate::fact::document::Document;
use crate::fact::text;
use crate::lexicon;

/// The name of a property as it stands inside a sentence: "Max Data Rate" is written small, "AWS region"
/// keeps its name.
pub(super) fn property(text: &str, document: &Document) -> String {
    let (text, _) = text::without_brackets(text);
    let titled = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-')
    };
    let small = |word: &str| {
        let lower = word.to_lowercase();
        let one = lexicon::singular(&lower);
        document.is_lower(&lower)
            || lexicon::is_property(&lower)
            || lexicon::is_attribute(&one)
            || lexicon::is_bound(&lower)
            || lexicon::is_any_base_verb(&one)
            || lexicon::is_any_base_verb(&lower)
            || matches!(
                lower.as_str(),
                "primary" | "common" | "typical" | "main" | "key"
            )
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let all = words.iter().all(|word| !titled(word) || small(word));
    let later = words.iter().skip(1).any(|word| titled(word));
    let lower = |(at, word): (usize, &&str)| {
        if titled(word) && small(word) && (all || at == 0 && !later) {
            word.to_lowercase()
        } else {
            (*word).to_string()
        }
    };
    words
        .iter()
        .enumerate()
        .map(lower)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a phrase is a plural. Short forms that end with an s are none.
pub(super) fn is_plural(phrase: &str) -> bool {
    let last = phrase.split_whitespace().last().unwrap_or_default();
    !last.contains(char::is_uppercase) && lexicon::is_plural(last)
}

/// Whether a value is one number, with a unit or without: "443", "2.4 GHz", "99.9%".
pub(super) fn is_number(value: &str) -> bool {
    let digits = value.trim_start_matches(['~', '≤', '≥', '<', '>', '$', '€', '£', ' ']);
    let end = digits
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(digits.len());
    let unit = digits[end..].trim_start();
    // "64,000" is a number, "2.4,5" are two.
    let mut groups = digits[..end].split(',').skip(1);
    let whole = groups.all(|group| group.len() >= 3 && group.chars().take(3).all(|c| c != '.'));
    let spaced = digits[end..].starts_with([' ', '%']) || unit.is_empty();
    let word = unit.chars().all(char::is_alphabetic) || unit == "%";
    end > 0
        && whole
        && spaced
        && word
        && unit.chars().count() <= 8
        && !digits[..end].ends_with(['.', ','])
}
