//! A label without the colon that its neighbours have.

use std::collections::BTreeMap;

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "uneven-colon",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/uneven-colon.md"),
    run: Run::Note(uneven_colon),
    on_request: false,
};

/// Most words of a label.
const LABEL: usize = 4;

fn uneven_colon(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let mut lists: BTreeMap<u32, Vec<&Node>> = BTreeMap::new();
    for node in sheet.pieces() {
        if let NodeKind::Item { list, .. } = node.kind {
            lists.entry(list).or_default().push(node);
        }
    }
    for items in lists.values() {
        let labels = items.iter().all(|item| is_label(item));
        let without: Vec<&&Node> = items.iter().filter(|item| !has_colon(item)).collect();
        let with = items.iter().find(|item| has_colon(item));
        if let ([odd], Some(with), true) = (without.as_slice(), with, labels && items.len() >= 3) {
            found.push(Diagnostic {
                labels: vec![Label {
                    span: first_line(with.text.span, sheet.source),
                    text: "this one has a colon".into(),
                }],
                help: Some("end it with a colon like the others".into()),
                ..RULE.found(
                    format!(
                        "{} lacks the colon of its neighbours",
                        quoted(&odd.text.text)
                    ),
                    first_line(odd.text.span, sheet.source),
                )
            });
        }
    }
}

/// Whether an item names what stands below it.
fn is_label(item: &Node) -> bool {
    !item.children.is_empty() && item.text.text.split_whitespace().count() <= LABEL
}

fn has_colon(item: &Node) -> bool {
    item.text.text.ends_with(':')
}
