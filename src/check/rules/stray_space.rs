//! Spaces at the ends of lines, and a last line without an end.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::NodeKind;
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "stray-space",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/stray-space.md"),
    run: Run::Note(stray_space),
    on_request: false,
};

fn stray_space(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    let mut edits = Vec::new();
    // The blocks of code are in order, and so are the lines.
    let code = code_lines(sheet);
    let mut code = code.iter().peekable();
    for number in 1..=source.line_count() {
        while code.next_if(|(_, last)| *last < number).is_some() {}
        if code.peek().is_some_and(|(first, _)| *first <= number) {
            continue;
        }
        let range = source.line_range(number);
        let line = &source.text[range.clone()];
        let bare = line.trim_end_matches([' ', '\t']);
        if bare.len() < line.len() && !means_something(sheet, number, bare, line) {
            edits.push(edit(sheet, range.start + bare.len(), range.end, ""));
        }
    }
    let spaces = edits.len();
    let text = &source.text;
    let unended = !text.is_empty() && !text.ends_with('\n') && !ends_in_marker(text);
    if unended {
        let end = text.len();
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        edits.push(edit(sheet, end, end, line_end));
    }
    if let Some(first) = edits.first() {
        found.push(Diagnostic {
            help: Some("let `recito check --fix` take them out".into()),
            ..RULE.found(message(spaces, unended), first.span)
        });
    }
    if let Some(last) = found.last_mut().filter(|last| last.rule == RULE.name) {
        last.fix = Some(Fix {
            title: "remove what is not seen".into(),
            safety: Safety::Safe,
            edits,
        });
    }
}

fn message(spaces: usize, unended: bool) -> String {
    let lines = match spaces {
        0 => return "the last line has no end".into(),
        1 => "a line ends in spaces".to_string(),
        _ => format!("{spaces} lines end in spaces"),
    };
    if unended {
        format!("{lines}, and the last one has no end")
    } else {
        lines
    }
}

/// First and last lines of code, in which spaces may matter, and of the front matter.
fn code_lines(sheet: &Sheet<'_>) -> Vec<(usize, usize)> {
    sheet
        .note
        .walk()
        .filter(|node| matches!(node.kind, NodeKind::Code { .. }))
        .map(|node| sheet.source.lines(node.span))
        .collect()
}

/// Whether the spaces at the end of a line say something: two before a line that goes on break the
/// line, and a marker needs one behind it.
fn means_something(sheet: &Sheet<'_>, number: usize, bare: &str, line: &str) -> bool {
    let next = sheet.source.line(number + 1).trim_start();
    let goes_on = !next.is_empty() && !next.starts_with(['#', '-', '*', '+', '|', '`', '>']);
    let breaks = line.len() - bare.len() >= 2 && goes_on && !bare.trim().is_empty();
    breaks || ends_in_marker(bare)
}

/// Whether a text ends in a list marker with nothing behind it.
fn ends_in_marker(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default().trim();
    let number = last.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(last, "-" | "*" | "+")
        || !number.is_empty() && number.chars().all(|c| c.is_ascii_digit())
}

fn edit(sheet: &Sheet<'_>, start: usize, end: usize, text: &str) -> Edit {
    Edit {
        span: Span {
            source: sheet.note.source,
            start,
            end,
        },
        text: text.to_string(),
    }
}
