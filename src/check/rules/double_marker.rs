//! Two list markers in front of one item.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::{Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "double-marker",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/double-marker.md"),
    run: Run::Note(double_marker),
    on_request: false,
};

fn double_marker(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    among(&sheet.note.nodes, source, found);
}

fn among(nodes: &[Node], source: &Source, found: &mut Vec<Diagnostic>) {
    let pairs: Vec<Pair<'_>> = nodes
        .iter()
        .filter(|node| !node.skip)
        .filter_map(|node| pair(node, source))
        .collect();
    if pairs.iter().all(|pair| pair.same) {
        found.extend(pairs.iter().map(|pair| problem(pair, source)));
    }
    for node in nodes.iter().filter(|node| !node.skip) {
        among(&node.children, source, found);
    }
}

/// A bullet that holds nothing but another bullet, in the same line.
struct Pair<'n> {
    outer: &'n Node,
    inner: &'n Node,
    /// Whether both have the same sign. Where `- +` and `- -` stand in one list, the second sign
    /// means something.
    same: bool,
}

fn pair<'n>(outer: &'n Node, source: &Source) -> Option<Pair<'n>> {
    let [inner] = outer.children.as_slice() else {
        return None;
    };
    let bullet = |node: &Node| matches!(node.kind, NodeKind::Item { number: None, .. });
    let sign = |node: &Node| source.slice(node.span).trim_start().chars().next();
    let between = source.slice(Span {
        end: inner.span.start,
        ..outer.span
    });
    let in_one_line = between.chars().skip(1).all(|c| c == ' ' || c == '\t');
    let is_pair = bullet(outer) && bullet(inner) && outer.text.is_empty() && in_one_line;
    (is_pair && !inner.text.is_empty()).then(|| Pair {
        outer,
        inner,
        same: sign(outer) == sign(inner),
    })
}

fn problem(pair: &Pair<'_>, source: &Source) -> Diagnostic {
    let markers = Span {
        end: pair.inner.span.start + 1,
        ..pair.outer.span
    };
    let first = Span {
        end: pair.inner.span.start,
        ..pair.outer.span
    };
    Diagnostic {
        help: Some("remove one of the two markers".into()),
        fix: Some(Fix {
            title: "remove one marker".into(),
            safety: Safety::Unsafe,
            edits: vec![Edit {
                span: first,
                text: String::new(),
            }],
        }),
        ..RULE.found("the bullet has two markers", first_line(markers, source))
    }
}
