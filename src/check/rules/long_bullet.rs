//! Bullets that say too much at once.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::MarkKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "long-bullet",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/long-bullet.md"),
    run: Run::Note(long_bullet),
    on_request: false,
};

/// More words are not one fact.
const LONGEST: usize = 80;

fn long_bullet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces().filter(|node| node.is_item()) {
        // So many words have more letters and spaces than this.
        if node.text.text.len() < 2 * LONGEST {
            continue;
        }
        let words = node.text.text.split_whitespace().count();
        let code = node.text.marked(MarkKind::Code).any(|code| code.len() > 80);
        if words > LONGEST && !code {
            found.push(Diagnostic {
                help: Some("give each fact a bullet of its own".into()),
                ..RULE.found(
                    format!("a bullet of {words} words is more than one fact"),
                    first_line(node.text.span, sheet.source),
                )
            });
        }
    }
}
