//! What a line is to the list it stands in: a label, a term with its meaning, a statement.

use super::split::{self, Split};
use super::text::{self, Shape};
use crate::note::{Inline, MarkKind, Node};

/// What a line is to its list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Class {
    Empty,
    /// Names what its children are.
    Label,
    /// A term and its meaning.
    Split(Split),
    /// Something that is said.
    Statement(Shape),
}

/// A node with its cleaned line.
#[derive(Clone, Debug)]
pub(super) struct Unit<'n> {
    pub(super) node: &'n Node,
    pub(super) line: Inline,
    pub(super) class: Class,
}

/// Tells what a node is to its list.
pub(super) fn classify(node: &Node) -> Unit<'_> {
    let line = text::clean(&node.text);
    let class = class_of(node, &line);
    Unit { node, line, class }
}

fn class_of(node: &Node, line: &Inline) -> Class {
    let words = text::count(&line.text);
    let only = |kind| line.is_all(kind);
    if words == 0
        || only(MarkKind::Image)
        || only(MarkKind::Math)
        || is_address(&line.text)
        || is_contents_entry(node)
    {
        return Class::Empty;
    }
    let parent = !node.children.is_empty();
    if line.text.ends_with(':') {
        return Class::Label;
    }
    if let Some(split) = split::split(line) {
        // "Lambda - Services" with a list below is a label, however it is divided.
        let label = parent
            && text::count(&split.right.text) <= 3
            && node.children.iter().any(Node::is_item);
        return if label {
            Class::Label
        } else {
            Class::Split(split)
        };
    }
    let shape = text::shape(&line.text);
    if parent && words <= 7 && !matches!(shape, Shape::Clause | Shape::Condition) {
        return Class::Label;
    }
    match split::split_is(line) {
        Some(split) => Class::Split(split),
        None => Class::Statement(shape),
    }
}

/// Whether a line is nothing but a link.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www."))
}

/// Where most lines of a list end with a name in brackets, the names are what they describe.
pub(super) fn name_in_brackets(units: &mut [Unit<'_>]) {
    let named: Vec<Option<Split>> = units
        .iter()
        .map(|unit| match unit.class {
            Class::Statement(_) => split::split_named(&unit.line),
            _ => None,
        })
        .collect();
    let count = named.iter().flatten().count();
    if count < 3 || count * 2 < units.len() {
        return;
    }
    for (unit, split) in units.iter_mut().zip(named) {
        if let Some(split) = split {
            unit.class = Class::Split(split);
        }
    }
}

/// Whether an item and all below it are links: a part of a table of contents.
fn is_contents_entry(node: &Node) -> bool {
    let below = node.walk();
    below.len() >= 3
        && below
            .iter()
            .all(|node| node.is_item() && node.text.is_all(MarkKind::Link))
}

/// Whether a list is a table of contents or a list of links: its lines are links and nothing else.
pub(super) fn is_contents(units: &[Unit<'_>]) -> bool {
    let links = units
        .iter()
        .filter(|unit| unit.line.is_all(MarkKind::Link))
        .count();
    units.len() >= 3 && links * 5 >= units.len() * 4 && units.iter().all(|unit| unit.node.is_item())
}

/// The term that a line defines, when it does.
pub(super) fn term_of(unit: &Unit<'_>) -> Option<String> {
    match &unit.class {
        Class::Split(split)
            if split::is_term(&split.left, split.marked) && text::count(&split.right.text) > 3 =>
        {
            Some(text::without_brackets(&split.left).0)
        }
        _ => None,
    }
}

/// A label without its colon.
pub(super) fn label_text(text: &str) -> String {
    text.trim_end_matches([':', ' ', '-']).trim().to_string()
}

/// A heading without numbers, glyphs and closing signs.
pub(super) fn heading_text(line: &Inline) -> String {
    let cleaned = text::clean(line).text;
    let cleaned = cleaned.trim_matches(|c: char| c == ':' || c == '#' || c.is_whitespace());
    let number = cleaned
        .split_whitespace()
        .next()
        .filter(|word| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .map_or(0, str::len);
    cleaned[number..]
        .trim()
        .trim_start_matches(['-', '–', '*'])
        .trim()
        .to_string()
}
