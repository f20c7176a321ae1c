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
    let mut bullet: Option<&Node> = None;
    for node in sheet.pieces() {
        let inside = bullet.is_some_and(|bullet| node.span.end <= bullet.span.end);
        if node.is_item() {
            bullet = Some(node);
        }
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
            if let Some(what) = marker(bare, inside || node.is_item()).filter(|_| !first_of_item) {
                found.push(problem(node, start, bare, what));
            }
        }
    }
}

/// What a line was meant to be, which may go on with a bullet. A single `#` is a tag in many programs.
fn marker(line: &str, in_bullet: bool) -> Option<&'static str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    let begins_word = rest.starts_with(|c: char| c.is_alphabetic() || c == '*');
    if (2..=6).contains(&level) && begins_word {
        return Some("heading");
    }
    let dash = line.strip_prefix('-')?;
    let words = dash.trim_end().contains(' ');
    let bullet = in_bullet && dash.starts_with(char::is_uppercase) && words;
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
