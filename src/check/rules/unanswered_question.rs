//! Questions among statements that nothing answers.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unanswered-question",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/unanswered-question.md"),
    run: Run::Note(unanswered_question),
    on_request: false,
};

fn unanswered_question(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let items: Vec<(u32, &Node)> = sheet
        .pieces()
        .filter_map(|node| match node.kind {
            NodeKind::Item { list, .. } => Some((list, node)),
            _ => None,
        })
        .collect();
    for (list, node) in &items {
        if !asks(node) || !node.children.is_empty() {
            continue;
        }
        let siblings = items.iter().filter(|(other, _)| other == list);
        let (all, asking) = siblings.fold((0, 0), |(all, asking), (_, other)| {
            (all + 1, asking + usize::from(asks(other)))
        });
        // A list of questions is a task for the reader, or has its answers elsewhere.
        if all > 2 && asking == 1 {
            found.push(Diagnostic {
                help: Some("write the answer below it".into()),
                ..RULE.found(
                    "nothing answers this question",
                    first_line(node.text.span, sheet.source),
                )
            });
        }
    }
}

fn asks(node: &Node) -> bool {
    let text = node.text.text.trim_end();
    text.ends_with('?') && text.contains(' ') && !text.contains(['"', '(', '.', ':'])
}
