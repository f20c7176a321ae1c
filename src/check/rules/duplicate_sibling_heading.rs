//! Two sections of one parent with the same heading.

use std::collections::HashMap;

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::Node;
use crate::printable::one_line;
use crate::source::Source;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-sibling-heading",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/duplicate-sibling-heading.md"),
    run: Run::Note(duplicate_sibling_heading),
    on_request: false,
};

fn duplicate_sibling_heading(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    among(&sheet.note.nodes, source, found);
}

fn among(nodes: &[Node], source: &Source, found: &mut Vec<Diagnostic>) {
    let sections: Vec<&Node> = nodes
        .iter()
        .filter(|node| node.is_section() && !node.skip)
        .collect();
    let names: Vec<String> = sections
        .iter()
        .map(|s| one_line(&s.text.text).to_lowercase())
        .collect();
    let mut firsts: HashMap<&str, usize> = HashMap::new();
    for (i, section) in sections.iter().enumerate() {
        let first = *firsts.entry(&names[i]).or_insert(i);
        if first != i && !names[i].is_empty() {
            found.push(Diagnostic {
                labels: vec![Label {
                    span: first_line(sections[first].text.span, source),
                    text: "the first one is here".into(),
                }],
                help: Some(
                    "join the two sections, or say in the heading what sets it apart".into(),
                ),
                ..RULE.found(
                    format!(
                        "the heading {} stands here twice",
                        quoted(&section.text.text)
                    ),
                    first_line(section.text.span, source),
                )
            });
        }
        among(&section.children, source, found);
    }
}
