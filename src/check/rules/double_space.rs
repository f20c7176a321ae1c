//! Two spaces in the middle of a line.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::{Inline, MarkKind, NodeKind};
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "double-space",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/double-space.md"),
    run: Run::Note(double_space),
    on_request: false,
};

fn double_space(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces() {
        if matches!(node.kind, NodeKind::Code { .. } | NodeKind::Table(_)) {
            continue;
        }
        if let Some(span) = only_gap(&node.text).and_then(|at| place(sheet, &node.text, at)) {
            found.push(Diagnostic {
                help: Some("write one space".into()),
                fix: Some(Fix {
                    title: "write one space".into(),
                    safety: Safety::Safe,
                    edits: vec![Edit {
                        span,
                        text: " ".into(),
                    }],
                }),
                ..RULE.found("there are two spaces where one is enough", span)
            });
        }
    }
}

/// Where two spaces stand between words, when that is the only place of the line: several of them, or
/// more spaces, align something. Behind the end of a sentence many authors type two.
fn only_gap(line: &Inline) -> Option<usize> {
    let text = &line.text;
    if !text.contains("  ") {
        return None;
    }
    let mut gaps = text.match_indices("  ").filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let ended = before.is_none_or(|c| matches!(c, '.' | '?' | '!' | ':' | ' ' | '\t'));
        let wide = text[at + 2..].starts_with([' ', '\t']);
        // Signs and emoji may be set apart on purpose.
        let sign = before.is_some_and(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation());
        let verbatim = line.marks.iter().any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math | MarkKind::Image)
                && mark.range.start <= at + 2
                && *at <= mark.range.end
        });
        !ended && !wide && !verbatim && !sign
    });
    let first = gaps.next()?;
    (gaps.next().is_none() && !text.contains("   ") && !text.contains(" |")).then_some(first.0)
}

/// The two spaces in the source, found with the word in front of them.
fn place(sheet: &Sheet<'_>, line: &Inline, at: usize) -> Option<Span> {
    let start = line.text[..at].rfind(' ').map_or(0, |space| space + 1);
    let word = &line.text[start..at];
    let written = sheet.source.slice(line.span);
    let mut places = written.match_indices("  ").filter(|(at, _)| {
        let before = written[..*at].trim_end_matches(['*', '_', '`', ')', ']']);
        before.ends_with(word.trim_end_matches(['*', '_', '`', ')', ']']))
            && !written[at + 2..].starts_with(' ')
    });
    let (found, _) = places.next()?;
    places.next().is_none().then_some(Span {
        start: line.span.start + found,
        end: line.span.start + found + 2,
        ..line.span
    })
}
