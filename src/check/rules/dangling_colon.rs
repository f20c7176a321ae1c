//! A line that ends with a colon and announces nothing.

use crate::check::{Rule, Run, Sheet, quoted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{MarkKind, Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "dangling-colon",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/dangling-colon.md"),
    run: Run::Note(dangling_colon),
    on_request: false,
};

fn dangling_colon(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    let mut pieces = sheet.pieces().peekable();
    // The bullets that the piece stands in, innermost last.
    let mut around: Vec<&Node> = Vec::new();
    let mut level = 0;
    while let Some(node) = pieces.next() {
        if let NodeKind::Section { level: own } = node.kind {
            level = own;
        }
        while around.pop_if(|item| !is_around(item, node)).is_some() {}
        let next = pieces.peek().copied();
        // Deeper headings may be what is announced.
        let parts = next.is_some_and(
            |next| matches!(next.kind, NodeKind::Section { level: own } if own > level),
        );
        if announces(node)
            && !parts
            && !something_follows((around.last().copied(), node, next), source)
        {
            found.push(problem(node, next, source));
        }
        if node.is_item() {
            around.push(node);
        }
    }
}

/// Whether a piece without anything below it ends with a colon that means "as follows".
fn announces(node: &Node) -> bool {
    let text = node.text.text.trim_end();
    let is_text = node.is_item() || node.kind == NodeKind::Line;
    is_text
        && node.children.is_empty()
        && text.ends_with([':', '：'])
        && !text.ends_with("::")
        && text.chars().any(char::is_alphanumeric)
        && !ends_in_emoji(text)
        && !node.text.marks.iter().any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math) && mark.range.end >= text.len()
        })
}

/// Whether the text ends with the short name of an emoji, such as `:warning:`.
fn ends_in_emoji(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.len() > 2 && word.starts_with(':')
}

/// Whether a piece is a list item that holds another one.
fn is_around(item: &Node, node: &Node) -> bool {
    item.is_item() && item.span.start <= node.span.start && node.span.end <= item.span.end
}

/// Whether what stands behind a piece may be what it announces: anything but the next item of its own
/// list, one of a list further out, a heading, or the end. Images and HTML are not in the outline, so the text between counts.
fn something_follows(
    (around, node, next): (Option<&Node>, &Node, Option<&Node>),
    source: &Source,
) -> bool {
    let end = next.map_or(source.text.len(), |next| next.span.start);
    let between = source.slice(Span {
        start: node.text.span.end,
        end: end.max(node.text.span.end),
        ..node.span
    });
    if between
        .chars()
        .any(|c| c.is_alphanumeric() || c == '<' || c == '|')
        && !is_comment(between)
    {
        return true;
    }
    match next.map(|next| &next.kind) {
        None | Some(NodeKind::Section { .. }) => false,
        Some(NodeKind::Item { list, .. }) => match &node.kind {
            NodeKind::Item { list: own, .. } => !is_neighbour(node, next, *own, *list),
            _ => around.is_none_or(|around| next.is_some_and(|next| is_around(around, next))),
        },
        Some(_) => true,
    }
}

/// Whether the next item stands in the same list, or in one further out: then the list ended.
fn is_neighbour(node: &Node, next: Option<&Node>, own: u32, list: u32) -> bool {
    list <= own && next.is_some_and(|next| next.span.start >= node.span.end.saturating_sub(1))
}

fn is_comment(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("<!--") && text.ends_with("-->")
}

fn problem(node: &Node, next: Option<&Node>, source: &Source) -> Diagnostic {
    let sibling = next.is_some_and(Node::is_item);
    let line = last_line(node.text.span, source);
    if sibling && is_lazy(line, source) {
        return Diagnostic {
            help: Some("put an empty line before it".into()),
            ..RULE.found(
                format!(
                    "{} belongs to the bullet above it",
                    quoted(last_words(node, line, source))
                ),
                line,
            )
        };
    }
    let help = if sibling {
        "indent the bullets that belong under it, or remove the colon"
    } else {
        "write what the line announces, or remove the colon"
    };
    Diagnostic {
        help: Some(help.into()),
        ..RULE.found(
            format!(
                "{} announces something, and nothing follows",
                quoted(&node.text.text)
            ),
            line,
        )
    }
}

/// The text of the last line: without markup where the piece has only that one.
fn last_words<'t>(node: &'t Node, line: Span, source: &'t Source) -> &'t str {
    if line.start == node.text.span.start {
        &node.text.text
    } else {
        source.slice(line)
    }
}

/// Whether a line that goes on with a bullet stands at the very left, so that it was hardly meant to.
/// The line of the bullet itself begins with its marker.
fn is_lazy(line: Span, source: &Source) -> bool {
    source.place(line.start).column == 1
}

/// The last line of a text that may be wrapped: the colon stands there.
fn last_line(span: Span, source: &Source) -> Span {
    let text = source.slice(span).trim_end();
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..].len() - text[line..].trim_start().len();
    Span {
        start: span.start + line + indent,
        end: span.start + text.len(),
        ..span
    }
}
