//! Display mathematics between lines of `$$`. Markdown does not know it: a lone `=` in a formula would
//! make a heading of the line above, so the blocks are hidden from the parser.

use std::borrow::Cow;
use std::ops::Range;

use super::outline::{Inline, Mark, MarkKind, Node, NodeKind};
use crate::source::{SourceId, Span};

/// Where the blocks of display mathematics stand, code fences left out.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("$$") {
        return found;
    }
    let mut fence: Option<char> = None;
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'));
        let fences = mark.is_some_and(|c| content.chars().take_while(|d| *d == c).count() >= 3);
        match (open, fence) {
            (Some(start), _) if content.ends_with("$$") => {
                found.push(start..at + line.len());
                open = None;
            }
            (None, Some(c)) if fences && mark == Some(c) => fence = None,
            (None, None) if fences => fence = mark,
            (None, None) if content.starts_with("$$") && !content[2..].contains("$$") => {
                open = Some(at);
            }
            _ => {}
        }
        at += line.len();
    }
    found
}

/// The text with the blocks overwritten by a paragraph of the same length.
pub(super) fn hide<'t>(text: &'t str, blocks: &[Range<usize>]) -> Cow<'t, str> {
    if blocks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for block in blocks {
        out.push_str(&text[at..block.start]);
        let lead = text[block.clone()].len() - text[block.clone()].trim_start().len();
        out.push_str(&text[block.start..block.start + lead]);
        out.extend(
            text[block.start + lead..block.end]
                .bytes()
                .map(|b| if b == b'\n' { '\n' } else { 'M' }),
        );
        at = block.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Puts the mathematics back: each block is one line that holds nothing else.
pub(super) fn restore(
    nodes: &mut Vec<Node>,
    source: SourceId,
    text: &str,
    blocks: &[Range<usize>],
) {
    if blocks.is_empty() {
        return;
    }
    let mut last = None;
    nodes.retain_mut(|node| {
        restore(&mut node.children, source, text, blocks);
        let Some(index) = blocks
            .iter()
            .position(|block| overlaps(block, node.text.span))
        else {
            return true;
        };
        if node.kind != NodeKind::Line && !node.is_item() {
            return true;
        }
        let first = last != Some(index);
        last = Some(index);
        node.text = maths(source, text, &blocks[index]);
        first
    });
}

fn overlaps(block: &Range<usize>, span: Span) -> bool {
    span.start < block.end && span.end > block.start
}

fn maths(source: SourceId, text: &str, block: &Range<usize>) -> Inline {
    let text = text[block.clone()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let marks = vec![Mark {
        kind: MarkKind::Math,
        range: 0..text.len(),
    }];
    Inline {
        text,
        marks,
        span: Span {
            source,
            start: block.start,
            end: block.end,
        },
    }
}
