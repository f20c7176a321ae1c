//! Bullets of one list that begin at different places.

use std::collections::HashMap;

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity};
use crate::note::{Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "uneven-indent",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/uneven-indent.md"),
    run: Run::Note(uneven_indent),
    on_request: false,
};

fn uneven_indent(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let mut firsts: HashMap<u32, (&Node, &str)> = HashMap::new();
    for node in sheet.pieces() {
        let NodeKind::Item { list, number: None } = node.kind else {
            continue;
        };
        let Some(indent) = indent(node, sheet.source) else {
            continue;
        };
        let (first, usual) = *firsts.entry(list).or_insert((node, indent));
        if indent != usual {
            found.push(problem(sheet, node, indent, (first, usual)));
        }
    }
}

/// The white space in front of a bullet; none where something else stands in the line.
fn indent<'s>(node: &Node, source: &'s Source) -> Option<&'s str> {
    let marker = first_line(node.span, source).start;
    let line = source.text[..marker].rfind('\n').map_or(0, |at| at + 1);
    let indent = &source.text[line..marker];
    indent
        .chars()
        .all(|c| c == ' ' || c == '\t')
        .then_some(indent)
}

fn problem(
    sheet: &Sheet<'_>,
    node: &Node,
    indent: &str,
    (first, usual): (&Node, &str),
) -> Diagnostic {
    let span = first_line(node.span, sheet.source);
    let one_line = !sheet.source.slice(node.span).trim().contains('\n');
    Diagnostic {
        labels: vec![Label {
            span: first_line(first.span, sheet.source),
            text: "in the list of this one".into(),
        }],
        help: Some("indent it like the others, or deeper if it belongs under one of them".into()),
        fix: one_line.then(|| Fix {
            title: "indent it like the others".into(),
            safety: Safety::Safe,
            edits: vec![Edit {
                span: Span {
                    start: span.start - indent.len(),
                    end: span.start,
                    ..span
                },
                text: usual.to_string(),
            }],
        }),
        ..RULE.found(
            "the bullet is indented unlike its neighbours, but stands beside them",
            span,
        )
    }
}
