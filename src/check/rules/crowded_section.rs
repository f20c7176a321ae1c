//! Headings with more bullets than one can oversee.

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Node;

pub(in crate::check) const RULE: Rule = Rule {
    name: "crowded-section",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/crowded-section.md"),
    run: Run::Note(crowded_section),
    on_request: false,
};

/// More bullets under one heading, those of deeper headings aside, are no topic any more.
const MOST: usize = 40;
/// Up to so many bullets at the top divide those below them as headings would, and so do lines that lead in.
const OVERSEEN: usize = 15;

fn crowded_section(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for section in sheet.pieces().filter(|node| node.is_section()) {
        let count = bullets(section);
        let top = section
            .children
            .iter()
            .filter(|node| node.is_item())
            .count();
        if count > MOST && top > OVERSEEN {
            found.push(Diagnostic {
                help: Some("divide it by headings".into()),
                ..RULE.found(
                    format!("{count} bullets stand under {}", quoted(&section.text.text)),
                    first_line(section.text.span, sheet.source),
                )
            });
        }
    }
}

/// The bullets below a piece down to the next heading.
fn bullets(node: &Node) -> usize {
    let inside = node
        .children
        .iter()
        .filter(|child| !child.is_section() && !child.skip);
    inside
        .map(|child| usize::from(child.is_item()) + bullets(child))
        .sum()
}
