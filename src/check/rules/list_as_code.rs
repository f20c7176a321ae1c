//! A list that is indented so deep that it is code.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::NodeKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "list-as-code",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/list-as-code.md"),
    run: Run::Note(list_as_code),
    on_request: false,
};

fn list_as_code(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces() {
        if !matches!(node.kind, NodeKind::Code { fenced: false, .. }) {
            continue;
        }
        let mut lines = node
            .text
            .text
            .lines()
            .filter(|line| !line.trim().is_empty());
        if lines.clone().next().is_some() && lines.all(is_bullet) {
            found.push(Diagnostic {
                help: Some(
                    "indent it less, or put it right under the bullet that it belongs to".into(),
                ),
                ..RULE.found(
                    "the list is indented so deep that it is code",
                    first_line(node.span, sheet.source),
                )
            });
        }
    }
}

fn is_bullet(line: &str) -> bool {
    let line = line.trim_start();
    let mut chars = line.chars();
    matches!(chars.next(), Some('-' | '*' | '+' | '•'))
        && chars.next() == Some(' ')
        && chars.as_str().contains(' ')
        && !line.contains(['{', '}', ';', '=', ':'])
}
