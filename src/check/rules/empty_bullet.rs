//! A list item without text.

use crate::check::{Rule, Run, Sheet, first_line, without_lead};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::Node;
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "empty-bullet",
    severity: Severity::Error,
    page: include_str!("../../../docs/rules/empty-bullet.md"),
    run: Run::Note(empty_bullet),
    on_request: false,
};

fn empty_bullet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    for node in sheet.pieces().filter(|node| is_empty(node, source)) {
        found.push(Diagnostic {
            help: Some("write the fact that belongs here, or remove the bullet".into()),
            fix: removal(node.span, source),
            ..RULE.found("the bullet is empty", marker(node.span, source))
        });
    }
}

/// The marker with the space behind it.
fn marker(span: Span, source: &Source) -> Span {
    let mut marker = first_line(span, source);
    if source.text[marker.end..].starts_with(' ') {
        marker.end += 1;
    }
    marker
}

/// Whether a piece is a list item with nothing in it, not even an image or a comment for people.
pub(in crate::check) fn is_empty(node: &Node, source: &Source) -> bool {
    node.is_item()
        && node.text.is_empty()
        && node.children.is_empty()
        && is_bare_marker(without_directive(source.slice(node.span)).trim())
}

/// The text in front of a comment that allows something.
fn without_directive(text: &str) -> &str {
    text.split("<!-- recito: allow").next().unwrap_or_default()
}

/// Whether a line holds a list marker, perhaps with a task box, and nothing else.
fn is_bare_marker(line: &str) -> bool {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if digits.len() < line.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        line.strip_prefix(['-', '*', '+'])
    };
    rest.is_some_and(|rest| matches!(rest.trim(), "" | "[ ]" | "[x]" | "[X]"))
}

/// Takes out the line of the bullet, when nothing else stands in it.
fn removal(span: Span, source: &Source) -> Option<Fix> {
    let text = &source.text;
    let span = without_lead(span, source);
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.start..]
        .find('\n')
        .map_or(text.len(), |at| span.start + at + 1);
    let alone =
        text[start..span.start].trim().is_empty() && is_bare_marker(text[start..end].trim());
    alone.then(|| Fix {
        title: "remove the bullet".into(),
        safety: Safety::Unsafe,
        edits: vec![Edit {
            span: Span { start, end, ..span },
            text: String::new(),
        }],
    })
}
