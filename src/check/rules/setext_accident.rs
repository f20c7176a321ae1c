//! A lone dash or equals sign that makes a heading of the line above it.

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, Safety, Severity};
use crate::note::{Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "setext-accident",
    severity: Severity::Error,
    page: include_str!("../../../docs/rules/setext-accident.md"),
    run: Run::Note(setext_accident),
    on_request: false,
};

fn setext_accident(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    found.extend(sheet.pieces().filter_map(|node| accident(node, source)));
}

fn accident(node: &Node, source: &Source) -> Option<Diagnostic> {
    if node.text.is_empty() || matches!(node.kind, NodeKind::Code { .. } | NodeKind::Table(_)) {
        return None;
    }
    let text = source.slice(node.text.span).trim_end();
    if !text.ends_with(['-', '=']) {
        return None;
    }
    let (above, line) = text.rsplit_once('\n')?;
    let underline = line.trim_start_matches([' ', '\t', '>']);
    if !matches!(underline, "-" | "=") {
        return None;
    }
    let at = node.text.span.start + text.len() - underline.len();
    let span = Span {
        start: at,
        end: at + underline.len(),
        ..node.text.span
    };
    let above = above.trim_end();
    let last = above.rfind('\n').map_or(0, |at| at + 1);
    let heading = Span {
        start: node.text.span.start + last,
        end: node.text.span.start + above.len(),
        ..node.text.span
    };
    Some(Diagnostic {
        labels: vec![Label {
            span: first_line(heading, source),
            text: "this became a heading".into(),
        }],
        help: Some("remove the sign, or finish the bullet and put an empty line before it".into()),
        fix: Some(removal(node.text.span.start + above.len(), span)),
        ..RULE.found(
            format!(
                "`{underline}` makes a heading of {}",
                quoted(&node.text.text)
            ),
            span,
        )
    })
}

/// Takes out the line of the sign, with the line end before it.
fn removal(line_end: usize, sign: Span) -> Fix {
    Fix {
        title: "remove the sign".into(),
        safety: Safety::Unsafe,
        edits: vec![Edit {
            span: Span {
                start: line_end,
                ..sign
            },
            text: String::new(),
        }],
    }
}
