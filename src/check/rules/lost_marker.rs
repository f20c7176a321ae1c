//! Headings and bullets that lack the space behind their sign.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::{Node, NodeKind};
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "lost-marker",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/lost-marker.md"),
    run: Run::Note(lost_marker),
    on_request: false,
};

fn lost_marker(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces() {
        if !node.is_item() && node.kind != NodeKind::Line {
            continue;
        }
        let text = sheet.source.slice(node.text.span);
        let mut at = node.text.span.start;
        for (i, line) in text.split_inclusive('\n').enumerate() {
            let bare = line.trim_start();
            let start = at + line.len() - bare.len();
            at += line.len();
            let first_of_item = i == 0 && node.is_item();
            if let Some(what) = marker(bare, node, i).filter(|_| !first_of_item) {
                found.push(problem(node, start, bare, what));
            }
        }
    }
}

/// What a line was meant to be. A single `#` is a tag in many programs.
fn marker(line: &str, node: &Node, i: usize) -> Option<&'static str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let begins_word = rest.starts_with(|c: char| c.is_alphabetic() || c == '*');
    if (2..=6).contains(&level) && begins_word {
        return Some("heading");
    }
    let dash = line.strip_prefix('-')?;
    let words = dash.trim_end().contains(' ');
    let bullet = i > 0 && node.is_item() && dash.starts_with(char::is_uppercase) && words;
    bullet.then_some("bullet")
}

fn problem(node: &Node, start: usize, line: &str, what: &str) -> Diagnostic {
    let sign = line.len() - line.trim_start_matches(['#', '-']).len();
    let at = |start, end| Span {
        start,
        end,
        ..node.span
    };
    Diagnostic {
        help: Some("put a space behind the sign".into()),
        fix: Some(Fix {
            title: "put a space behind the sign".into(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                span: at(start + sign, start + sign),
                text: " ".into(),
            }],
        }),
        ..RULE.found(
            format!("without a space behind its sign this is no {what}"),
            at(start, start + line.trim_end().len()),
        )
    }
}
