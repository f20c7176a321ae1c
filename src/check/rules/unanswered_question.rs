//! Questions among statements that nothing answers.

use foldhash::HashMap as QuickMap;

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{MarkKind, Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unanswered-question",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/unanswered-question.md"),
    run: Run::Note(unanswered_question),
    on_request: false,
};

fn unanswered_question(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    // How many bullets each list has, and how many of them ask.
    let mut lists: QuickMap<u32, (usize, usize)> = QuickMap::default();
    let mut open = Vec::new();
    for node in sheet.pieces() {
        let NodeKind::Item { list, .. } = node.kind else {
            continue;
        };
        let count = lists.entry(list).or_default();
        count.0 += 1;
        if asks(node) {
            count.1 += 1;
            if node.children.is_empty() {
                open.push((list, node));
            }
        }
    }
    for (list, node) in open {
        let (all, asking) = lists[&list];
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
    // A table of contents asks nothing: its lines lead to the headings that answer.
    let link = node.text.is_all(MarkKind::Link);
    !link && text.ends_with('?') && text.contains(' ') && !text.contains(['"', '(', '.', ':'])
}
