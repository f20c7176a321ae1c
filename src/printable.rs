//! Text of a note, a file name or a configuration that is safe to print.
//!
//! Notes come from strangers. Control characters could drive the terminal, bidirectional overrides
//! and invisible characters could hide what is there; none of them may reach an output.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text with each control, bidirectional or invisible format character shown as U+FFFD. Line
/// ends and tabs stay.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .all(|c| matches!(c, '\n' | '\t') || !is_unsafe(c))
    {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|c| {
                if matches!(c, '\n' | '\t') || !is_unsafe(c) {
                    c
                } else {
                    '\u{FFFD}'
                }
            })
            .collect(),
    )
}

/// The text on one line: as [`printable`], with each run of white space made one space.
pub fn one_line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

/// JSON text that is safe to print: what [`printable`] replaces becomes a `\\u` escape, which reads
/// back as the same character.
pub fn printable_json(json: &str) -> Cow<'_, str> {
    if !json.chars().any(|c| is_unsafe(c) && c != '\n') {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_unsafe(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a character could do something to a terminal or hide itself. The zero-width joiner stays:
/// emoji and Indic scripts are written with it.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}'
            | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}' | '\u{2029}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_and_overrides_are_defused_and_text_stays() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}c\u{9b}d"),
            "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}d"
        );
        assert_eq!(
            printable("naïve 漢字\n\t👩\u{200D}🔬"),
            "naïve 漢字\n\t👩\u{200D}🔬"
        );
        assert_eq!(one_line("a\r\n  b"), "a b");
    }

    #[test]
    fn json_reads_back_the_same() {
        let text = "a\u{202e}b\u{9b}\u{E0041} é\u{1b}";
        let json = serde_json::to_string(text).unwrap();
        let safe = printable_json(&json);
        assert_eq!(printable(&safe), safe);
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), text);
    }

    proptest! {
        #[test]
        fn nothing_unsafe_gets_through(text in any::<String>()) {
            prop_assert!(printable(&text).chars().all(|c| c == '\n' || c == '\t' || !is_unsafe(c)));
        }
    }
}
