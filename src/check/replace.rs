//! Fixes that put one piece of text in the place of another.

use super::Sheet;
use crate::diagnostic::{Edit, Fix, Safety};
use crate::source::Span;

/// The fix that writes another text at a place, when the place holds just what was read there; markup in
/// between is not touched. It changes what the note says, so somebody has to ask for it.
pub(super) fn replacement(sheet: &Sheet<'_>, span: Span, from: &str, to: &str) -> Option<Fix> {
    (sheet.source.slice(span) == from).then(|| Fix {
        title: format!("write `{to}`"),
        safety: Safety::Unsafe,
        edits: vec![Edit {
            span,
            text: to.to_string(),
        }],
    })
}

/// A lower-case word with a capital where the other one has it.
pub(super) fn cased(word: &str, like: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if like.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => word.to_string(),
    }
}
