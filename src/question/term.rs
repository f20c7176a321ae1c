//! What kind of name a term is, by its form: a noun, or a word that only says which one of a kind. Knows
//! nothing of meanings.

use crate::fact::text;
use crate::lexicon;

/// Whether a term can stand for a thing by itself: its last word is no adjective or participle, and it is
/// no place in a row.
pub(super) fn is_noun(term: &str) -> bool {
    let (bare, _) = text::without_brackets(term);
    let last = text::words(&bare).pop().unwrap_or_default();
    !lexicon::is_adjective(&last) && numbered(term).is_none_or(|noun| !is_place(&noun))
}

/// Whether one of the others is another kind of the same: "Positive feedback" beside "Negative feedback".
pub(super) fn has_kin(term: &str, others: &[String]) -> bool {
    let head = |name: &str| {
        let words = text::key(&text::without_brackets(name).0);
        (words.len() >= 2).then(|| words.last().cloned()).flatten()
    };
    let own = head(term);
    own.is_some() && others.iter().any(|other| head(other) == own)
}

/// The noun that a term counts, in lower case: "Step 3" is a step.
pub(super) fn numbered(term: &str) -> Option<String> {
    let words: Vec<&str> = term.split_whitespace().collect();
    let [noun, number] = words[..] else {
        return None;
    };
    let counts = number.chars().all(|c| c.is_ascii_digit());
    counts.then(|| noun.to_lowercase())
}

/// Whether a lower-case noun only says where in a row something stands.
fn is_place(noun: &str) -> bool {
    matches!(
        noun,
        "step"
            | "part"
            | "option"
            | "case"
            | "scenario"
            | "example"
            | "question"
            | "figure"
            | "chapter"
            | "day"
            | "week"
            | "item"
            | "point"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_and_numbers_are_no_terms() {
        for term in ["Tidal", "Harbour assigned", "Step 3", "Navigable"] {
            assert!(!is_noun(term), "{term}");
        }
        for term in ["Tide table", "Ferry signal", "Layer 4", "Rowing"] {
            assert!(is_noun(term), "{term}");
        }
        let others = ["Neap tide".to_string(), "Tide book".to_string()];
        assert!(has_kin("Spring tide", &others) && !has_kin("Tide gauge", &others));
        assert_eq!(numbered("Layer 4").as_deref(), Some("layer"));
    }
}
