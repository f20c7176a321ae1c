//! A note as a tree: headings hold what stands under them, bullets hold their children.
//!
//! The outline is plain data. It keeps where each piece came from, but nothing of Markdown: what
//! reads it (facts, rules) never looks at raw text.

use std::ops::Range;

use crate::source::{SourceId, Span};

/// A parsed note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    pub source: SourceId,
    /// Path of the file, relative to the root of the collection.
    pub path: String,
    /// The title of the front matter, else the file name without its ending, made readable
    /// (`lambda-at-edge.md` is "lambda at edge"). A first heading is not the title: it is a node.
    pub title: String,
    /// Tags of the front matter.
    pub tags: Vec<String>,
    /// Whether the author asks for no questions from this file (`recito: false`).
    pub skip: bool,
    /// What stands at the top level, in order.
    pub nodes: Vec<Node>,
    /// Comments to the program other than `skip`, as `<!-- recito: allow empty-section -->`.
    pub directives: Vec<Directive>,
    /// Links and images with an address in round brackets or in a definition, in order.
    pub links: Vec<Link>,
}

/// A link to another place, or an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address as it is meant, without escapes of Markdown.
    pub target: String,
    pub image: bool,
    pub span: Span,
}

/// A comment that speaks to the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The word after `recito:`.
    pub name: String,
    /// What follows it.
    pub argument: String,
    pub span: Span,
}

/// One piece of a note with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub kind: NodeKind,
    /// The text of the piece itself, without its children.
    pub text: Inline,
    /// The whole piece with its children.
    pub span: Span,
    pub children: Vec<Node>,
    /// Whether a `<!-- recito: skip -->` directive takes the piece and its children out of the quiz.
    pub skip: bool,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// A heading; its children are what stands under it, deeper headings included.
    Section { level: u8 },
    /// A list item. Items with the same `list` stand in the same list of the note.
    Item { list: u32, number: Option<u64> },
    /// A line of a paragraph, or several that were hard-wrapped. A line that leads in to the list
    /// behind it ("Benefits:", "**Types**") has the items of that list as its children.
    Line,
    /// A block quote; its children are its content. `callout` is the `NOTE` of `> [!NOTE]`.
    Quote { callout: Option<String> },
    /// A table. The text of the node is empty.
    Table(Table),
    /// A code block. The text of the node is its content, as one code span.
    Code { language: String, fenced: bool },
}

/// Head and rows of a table; each row has as many cells as the head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<Inline>,
    pub rows: Vec<Vec<Inline>>,
}

/// Text without markup, and what the markup said about its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inline {
    pub text: String,
    /// Sorted by where they begin.
    pub marks: Vec<Mark>,
    /// Where the text stands in the source, markup included.
    pub span: Span,
}

/// A part of an [`Inline`] that was marked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    /// Bytes of [`Inline::text`].
    pub range: Range<usize>,
}

/// How a part of a line was marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    Bold,
    Italic,
    Strike,
    Code,
    /// Text of a link or of a wiki link.
    Link,
    /// An image; the text is its alternative text.
    Image,
    /// Mathematics between dollar signs, kept as written.
    Math,
    /// `==marked==`: a blank that the author set.
    Hole,
}

impl Inline {
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The marked parts of one kind, in order.
    pub fn marked(&self, kind: MarkKind) -> impl Iterator<Item = &str> {
        self.marks
            .iter()
            .filter(move |mark| mark.kind == kind)
            .map(|mark| &self.text[mark.range.clone()])
    }

    /// Whether one mark of this kind covers the whole text, but for punctuation at its ends.
    pub fn is_all(&self, kind: MarkKind) -> bool {
        let trimmed = self
            .text
            .trim_matches(|c: char| c.is_whitespace() || c == ':');
        !trimmed.is_empty()
            && self
                .marked(kind)
                .any(|part| part.trim_matches(|c: char| c.is_whitespace() || c == ':') == trimmed)
    }
}

impl Node {
    /// Whether the node is a list item.
    pub fn is_item(&self) -> bool {
        matches!(self.kind, NodeKind::Item { .. })
    }

    /// Whether the node is a heading.
    pub fn is_section(&self) -> bool {
        matches!(self.kind, NodeKind::Section { .. })
    }

    /// The node and all below it, in order.
    pub fn walk(&self) -> Vec<&Node> {
        let mut out = Vec::new();
        let mut stack = vec![self];
        while let Some(node) = stack.pop() {
            out.push(node);
            stack.extend(node.children.iter().rev());
        }
        out
    }
}

impl Note {
    /// All nodes of the note, in order.
    pub fn walk(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().flat_map(Node::walk)
    }
}
