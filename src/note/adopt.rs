//! Lines that act as headings: "Benefits:" or "**Types**" above a list own the list.

use super::outline::{MarkKind, Node, NodeKind};

/// Most words a line may have to be taken for the label of the list behind it.
const LABEL_WORDS: usize = 9;

/// Gives the items of a list to the line that leads in to it, at every depth.
pub(super) fn adopt(mut nodes: Vec<Node>) -> Vec<Node> {
    for node in &mut nodes {
        node.children = adopt(std::mem::take(&mut node.children));
    }
    // Only lines lead in to something.
    if !nodes.iter().any(|node| node.kind == NodeKind::Line) {
        return nodes;
    }
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        push(&mut out, node);
    }
    out.shrink_to_fit();
    out
}

/// Appends a piece, or gives it to the one in front, or to the last of those in front of it there.
fn push(out: &mut Vec<Node>, node: Node) {
    match out.last_mut() {
        Some(lead) if owns(lead, &node) => {
            lead.span = lead.span.cover(node.span);
            push(&mut lead.children, node);
        }
        _ => out.push(node),
    }
}

/// Whether the piece in front takes the next one in.
fn owns(lead: &Node, next: &Node) -> bool {
    if lead.kind != NodeKind::Line {
        return false;
    }
    match (&next.kind, lead.children.last().map(|child| &child.kind)) {
        (NodeKind::Item { .. }, None) => leads_in(lead),
        (NodeKind::Item { list, .. }, Some(NodeKind::Item { list: last, .. })) => list == last,
        (NodeKind::Line, None | Some(NodeKind::Line)) => is_heading(lead) && !is_heading(next),
        (NodeKind::Item { .. }, Some(NodeKind::Line)) => is_heading(lead),
        _ => false,
    }
}

/// Whether a line announces the list behind it.
fn leads_in(line: &Node) -> bool {
    let text = line.text.text.trim_end();
    if text.ends_with(':') || is_heading(line) {
        return true;
    }
    let words = text.split_whitespace().count();
    !text.ends_with(['.', '!', ';', ',']) && words <= LABEL_WORDS
}

/// Whether a line is written in bold as a heading is.
fn is_heading(line: &Node) -> bool {
    line.text.is_all(MarkKind::Bold) && line.text.text.split_whitespace().count() <= LABEL_WORDS
}
