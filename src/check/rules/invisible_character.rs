//! Characters that nobody sees, and text that was decoded wrongly.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "invisible-character",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/invisible-character.md"),
    run: Run::Note(invisible_character),
    on_request: false,
};

/// What UTF-8 looks like when it is read as Windows-1252.
const GARBLED: &[&str] = &[
    "â€™", "â€œ", "â€“", "â€¦", "â€˜", "Ã©", "Ã¨", "Ã¼", "Ã¶", "Ã¤", "Â ", "Â·",
];

fn invisible_character(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let text = &sheet.source.text;
    if text.is_ascii() && !text.bytes().any(|b| is_control(b as char)) {
        return;
    }
    for number in 1..=sheet.source.line_count() {
        let range = sheet.source.line_range(number);
        let line = &text[range.clone()];
        if !line.bytes().any(may_begin_one) {
            continue;
        }
        let span = |at: usize, length: usize| Span {
            source: sheet.note.source,
            start: range.start + at,
            end: range.start + at + length,
        };
        if let Some((at, c)) = line.char_indices().find(|(_, c)| is_invisible(*c)) {
            let edits = line.char_indices().filter(|(_, c)| is_invisible(*c));
            let edits = edits.map(|(at, c)| Edit {
                span: span(at, c.len_utf8()),
                text: String::new(),
            });
            found.push(Diagnostic {
                help: Some("remove it".into()),
                fix: Some(Fix {
                    title: "remove what is not seen".into(),
                    safety: Safety::Unsafe,
                    edits: edits.collect(),
                }),
                ..RULE.found(
                    format!(
                        "the line holds a character that nobody sees (U+{:04X})",
                        c as u32
                    ),
                    span(at, c.len_utf8()),
                )
            });
        } else if let Some((at, sign)) = garbled(line) {
            found.push(Diagnostic {
                help: Some(
                    "write the sign that was meant: UTF-8 was read as another encoding".into(),
                ),
                ..RULE.found(
                    format!("`{sign}` is what a wrong encoding leaves"),
                    span(at, sign.len()),
                )
            });
        }
    }
}

fn garbled(line: &str) -> Option<(usize, &'static str)> {
    // They all begin with one of these.
    if !line.contains(['â', 'Ã', 'Â']) {
        return None;
    }
    GARBLED
        .iter()
        .find_map(|sign| Some((line.find(sign)?, *sign)))
}

/// Whether a byte may begin a sign that is looked for here, in UTF-8. Most lines have none.
fn may_begin_one(byte: u8) -> bool {
    is_control(byte as char) || matches!(byte, 0xC2 | 0xC3 | 0xE2 | 0xEF)
}

/// The zero-width joiners stay: emoji and several scripts are written with them.
fn is_invisible(c: char) -> bool {
    is_control(c)
        || matches!(
            c,
            '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{80}'..='\u{9F}'
        )
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r')
}
