//! The same bullet twice in one list.

use std::collections::HashMap;

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-bullet",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/duplicate-bullet.md"),
    run: Run::Note(duplicate_bullet),
    on_request: false,
};

/// Shorter bullets are steps of a path through menus, or values.
const SHORTEST: usize = 3;

fn duplicate_bullet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<(u32, String), &Node> = HashMap::new();
    for node in sheet.pieces() {
        let NodeKind::Item { list, number: None } = node.kind else {
            continue;
        };
        let whole = content(node);
        if whole.split_whitespace().count() < SHORTEST || whole.ends_with(':') {
            continue;
        }
        match seen.get(&(list, whole.clone())) {
            Some(first) => found.push(problem(sheet, first, node)),
            None => {
                seen.insert((list, whole), node);
            }
        }
    }
}

/// What a bullet and all below it say.
fn content(node: &Node) -> String {
    let all = node.walk();
    let texts = all.iter().map(|node| node.text.text.to_lowercase());
    texts.collect::<Vec<_>>().join("\n")
}

fn problem(sheet: &Sheet<'_>, first: &Node, second: &Node) -> Diagnostic {
    Diagnostic {
        labels: vec![Label {
            span: first_line(first.text.span, sheet.source),
            text: "the first one is here".into(),
        }],
        help: Some("remove one of the two, or write what was meant".into()),
        ..RULE.found(
            format!("{} stands twice in this list", quoted(&second.text.text)),
            first_line(second.text.span, sheet.source),
        )
    }
}
