//! A heading with nothing under it.

use super::empty_bullet;
use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{MarkKind, Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "empty-section",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/empty-section.md"),
    run: Run::Note(empty_section),
    on_request: false,
};

/// Headings that announce no facts: that nothing stands under them costs a learner nothing.
const ASIDES: &[&str] = &[
    "appendix",
    "bibliography",
    "comments",
    "credits",
    "diagrams",
    "further reading",
    "images",
    "link",
    "links",
    "misc",
    "miscellaneous",
    "more",
    "note",
    "notes",
    "other",
    "questions",
    "reading",
    "reference",
    "references",
    "related",
    "resources",
    "see also",
    "sources",
    "tags",
    "tbd",
    "tips",
    "todo",
    "to do",
    "useful links",
];

fn empty_section(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    let sections: Vec<&Node> = sheet.pieces().filter(|n| n.is_section()).collect();
    for (i, section) in sections.iter().enumerate() {
        let end = sections
            .get(i + 1)
            .map_or(source.text.len(), |next| next.span.start);
        // Some authors write all headings at the first level, the title of the note too.
        let is_title =
            i == 0 && sections.len() > 1 && section.kind == NodeKind::Section { level: 1 };
        // A heading that is a sentence or leads elsewhere says something itself.
        let says =
            section.text.text.trim_end().ends_with('.') || section.text.is_all(MarkKind::Link);
        if section.text.is_empty()
            || says
            || is_title
            || section.children.iter().any(Node::is_section)
        {
            continue;
        }
        if let Some(problem) = problem(section, end, source) {
            found.push(problem);
        }
    }
}

/// The finding about a section that reaches to `end`, when it has no content.
fn problem(section: &Node, end: usize, source: &Source) -> Option<Diagnostic> {
    let bullets: Vec<&Node> = section
        .children
        .iter()
        .filter(|node| empty_bullet::is_empty(node, source))
        .collect();
    if bullets.len() < section.children.len() || !is_bare(section, &bullets, end, source) {
        return None;
    }
    let name = quoted(&section.text.text);
    let what = match bullets.len() {
        0 => "has no content",
        1 => "holds only an empty bullet",
        _ => "holds only empty bullets",
    };
    let mut problem = RULE.found(
        format!("the section {name} {what}"),
        first_line(section.text.span, source),
    );
    if is_aside(&section.text.text) {
        problem.severity = Severity::Info;
    }
    problem.help = Some("write what the heading promises, or remove it".into());
    problem.labels = bullets
        .first()
        .map(|bullet| Label {
            span: first_line(bullet.span, source),
            text: "nothing is written here".into(),
        })
        .into_iter()
        .collect();
    Some(problem)
}

/// Whether the text under a heading holds nothing but these bullets, comments and rules. The outline
/// leaves out what cannot be asked, such as images and HTML; that is content all the same.
fn is_bare(section: &Node, bullets: &[&Node], end: usize, source: &Source) -> bool {
    let span = |start, end| Span {
        start,
        end,
        ..section.span
    };
    let mut at = section.text.span.end;
    let mut rest = String::new();
    for bullet in bullets {
        rest.push_str(source.slice(span(at, bullet.span.start)));
        at = bullet.span.end;
    }
    rest.push_str(source.slice(span(at, end.max(at))));
    let rest = without_comments(&rest);
    rest.chars()
        .all(|c| c.is_whitespace() || matches!(c, '-' | '*' | '_' | '>'))
}

fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn is_aside(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let name = heading.trim_matches(|c: char| !c.is_alphanumeric());
    ASIDES.contains(&name)
}
