//! Asterisks that were meant to make text bold and did not.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Inline, MarkKind, Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "literal-bold",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/literal-bold.md"),
    run: Run::Note(literal_bold),
    on_request: false,
};

fn literal_bold(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    for node in sheet.pieces() {
        if matches!(node.kind, NodeKind::Code { .. }) || !node.text.text.contains('*') {
            continue;
        }
        if let Some(at) = stray(&node.text) {
            found.push(Diagnostic {
                help: Some("put the two asterisks right before and right behind the words".into()),
                ..RULE.found(
                    "`**` is shown as it is: the text did not become bold",
                    place(node, at, source),
                )
            });
        }
    }
}

/// Where the first asterisks stand that were meant as markup, in the text without markup. Two of
/// them in one line are a failed pair; one counts when it opens a word at the start of a sentence.
/// Powers, globs and `**kwargs` are no markup.
fn stray(text: &Inline) -> Option<usize> {
    let asterisks: Vec<usize> = text
        .text
        .match_indices("**")
        .map(|(at, _)| at)
        .filter(|at| !is_verbatim(text, *at) && is_markup(&text.text, *at))
        .collect();
    match asterisks.as_slice() {
        [] => None,
        [only] => opens(&text.text, *only).then_some(*only),
        [first, ..] => Some(*first),
    }
}

fn is_verbatim(text: &Inline, at: usize) -> bool {
    text.marks.iter().any(|mark| {
        matches!(mark.kind, MarkKind::Code | MarkKind::Math) && mark.range.contains(&at)
    })
}

/// Whether the asterisks at a place are exactly two and touch neither a path nor a calculation.
fn is_markup(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    let path = |c: Option<char>| matches!(c, Some('*' | '/' | '\\' | '.' | '_'));
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
    let word: String = text[at + 2..]
        .chars()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let apart = before == Some(' ') && after == Some(' ') && text.matches("**").count() == 1;
    let other = path(before) || path(after) || (inside(before) && inside(after));
    !other && !apart && !word.ends_with("args")
}

/// Whether the asterisks begin a word that begins a sentence or a name.
fn opens(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || c == '(') && after.is_some_and(char::is_uppercase)
}

/// The asterisks in the source: markup shifts the text, so they are found by what follows them.
fn place(node: &Node, at: usize, source: &Source) -> Span {
    let whole = first_line(node.text.span, source);
    let written = source.slice(node.text.span);
    let behind: String = node.text.text[at..].chars().take(8).collect();
    match written
        .match_indices(behind.trim_end())
        .collect::<Vec<_>>()
        .as_slice()
    {
        [(offset, _)] => Span {
            start: node.text.span.start + offset,
            end: node.text.span.start + offset + 2,
            ..whole
        },
        _ => whole,
    }
}
