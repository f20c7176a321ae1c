//! From parser events to nodes. The only user of pulldown-cmark.

mod guard;
mod images;
pub(super) mod stream;

pub(super) use images::images;

use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use super::directive::{self, Comment};
use super::indented;
use super::inline::Lines;
use super::outline::{Directive, Inline, Link, MarkKind, Node, NodeKind, Table};
use crate::source::{SourceId, Span};

/// Deeper nesting is flattened, so that nothing below has to fear for the stack.
const MAX_DEPTH: usize = 48;

/// What the reader made of the text.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) nodes: Vec<Node>,
    pub(super) directives: Vec<Directive>,
    pub(super) links: Vec<Link>,
}

/// The extensions of Markdown that notes are written in.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

/// Reads Markdown. `at` is where the text begins in its source.
pub(super) fn read(source: SourceId, text: &str, at: usize) -> Reading {
    let mut reader = Reader::new(source);
    let text = guard::guard_links(text);
    for (event, range) in Parser::new_ext(&text, EXTENSIONS).into_offset_iter() {
        let breaks = matches!(event, Event::SoftBreak);
        let behind = range.end;
        reader.event(event, &(range.start + at..range.end + at));
        if breaks {
            reader.set_in(&text[behind..]);
        }
    }
    reader.finish()
}

/// A piece whose end is still to come.
#[derive(Debug)]
struct Frame {
    node: Node,
    /// Whether the piece has got its own text.
    titled: bool,
}

#[derive(Debug)]
struct Reader {
    source: SourceId,
    frames: Vec<Frame>,
    /// Text of the block that is being read.
    lines: Option<Lines>,
    table: Option<Table>,
    lists: u32,
    /// Start number of the open lists, innermost last.
    numbers: Vec<Option<u64>>,
    list_ids: Vec<u32>,
    /// Whether the next piece is to be skipped.
    skip_next: bool,
    /// Whether the piece whose text is being read is to be skipped.
    skip_this: bool,
    html: Option<(String, Range<usize>)>,
    directives: Vec<Directive>,
    links: Vec<Link>,
}

impl Reader {
    fn new(source: SourceId) -> Reader {
        let root = Node {
            kind: NodeKind::Section { level: 0 },
            text: Inline::default(),
            span: Span {
                source,
                ..Span::default()
            },
            children: Vec::new(),
            skip: false,
        };
        Reader {
            source,
            frames: vec![Frame {
                node: root,
                titled: true,
            }],
            lines: None,
            table: None,
            lists: 0,
            numbers: Vec::new(),
            list_ids: Vec::new(),
            skip_next: false,
            skip_this: false,
            html: None,
            directives: Vec::new(),
            links: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match &mut self.html {
                Some((html, _)) => html.push_str(&text),
                None => self.lines().push(&text, range),
            },
            Event::Code(text) => self.lines().push_marked(MarkKind::Code, &text, range),
            Event::InlineMath(text) => self.math(&text, "$", range),
            Event::DisplayMath(text) => self.math(&text, "$$", range),
            Event::SoftBreak => self.lines().end_line(false),
            Event::HardBreak => self.lines().end_line(true),
            Event::Html(html) => match &mut self.html {
                Some((whole, _)) => whole.push_str(&html),
                None => self.html(&html, range),
            },
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Rule | Event::TaskListMarker(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { .. } | Tag::Paragraph => {
                self.end_block();
                self.lines = Some(Lines::new(self.source));
            }
            Tag::List(first) => {
                self.end_block();
                self.lists += 1;
                self.list_ids.push(self.lists);
                self.numbers.push(first);
            }
            Tag::Item => {
                let number = self.next_number();
                let list = self.list_ids.last().copied().unwrap_or_default();
                self.open(NodeKind::Item { list, number }, range, false);
            }
            Tag::BlockQuote(kind) => {
                self.end_block();
                let callout = kind.map(callout_name);
                self.open(NodeKind::Quote { callout }, range, true);
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                let (language, fenced) = match &kind {
                    CodeBlockKind::Fenced(info) => (
                        info.split_whitespace()
                            .next()
                            .unwrap_or_default()
                            .to_string(),
                        true,
                    ),
                    CodeBlockKind::Indented => (String::new(), false),
                };
                self.open(NodeKind::Code { language, fenced }, range, true);
            }
            Tag::HtmlBlock => {
                self.end_block();
                self.html = Some((String::new(), range.clone()));
            }
            Tag::Table(_) => {
                self.end_block();
                self.open(NodeKind::Table(Table::default()), range, true);
                self.table = Some(Table::default());
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.lines = Some(Lines::new(self.source)),
            inline => self.start_inline(&inline, range),
        }
    }

    fn start_inline(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.lines().open(MarkKind::Italic),
            Tag::Strong => self.lines().open(MarkKind::Bold),
            Tag::Strikethrough => self.lines().open(MarkKind::Strike),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                if !matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.link(dest_url, false, range);
                }
                self.lines().open(MarkKind::Link);
            }
            Tag::Image { dest_url, .. } => {
                self.link(dest_url, true, range);
                self.lines().open(MarkKind::Image);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(level) => self.heading(level as u8, range),
            TagEnd::Paragraph => self.end_block(),
            TagEnd::List(_) => {
                self.end_block();
                self.list_ids.pop();
                self.numbers.pop();
            }
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.end_block();
                self.close();
            }
            TagEnd::CodeBlock => self.code(),
            TagEnd::HtmlBlock => {
                if let Some((html, range)) = self.html.take() {
                    self.html(&html, &range);
                }
            }
            TagEnd::Table => {
                let table = self.table.take().unwrap_or_default();
                if let Some(frame) = self.frames.last_mut() {
                    frame.node.kind = NodeKind::Table(table);
                }
                self.close();
            }
            TagEnd::TableCell => self.cell(range),
            TagEnd::Emphasis => self.lines().close(MarkKind::Italic),
            TagEnd::Strong => self.lines().close(MarkKind::Bold),
            TagEnd::Strikethrough => self.lines().close(MarkKind::Strike),
            TagEnd::Link => self.lines().close(MarkKind::Link),
            TagEnd::Image => self.lines().close(MarkKind::Image),
            _ => {}
        }
    }

    fn link(&mut self, target: &str, image: bool, range: &Range<usize>) {
        self.links.push(Link {
            target: target.to_string(),
            image,
            span: directive::span(self.source, range),
        });
    }

    /// Notes how far the line is set in that a text begins with. In a list the item sets it in, so that it tells
    /// nothing there.
    fn set_in(&mut self, text: &str) {
        if self
            .frames
            .last()
            .is_some_and(|frame| frame.node.is_section())
        {
            self.lines().set_in(indented::columns(text));
        }
    }

    fn lines(&mut self) -> &mut Lines {
        let source = self.source;
        self.lines.get_or_insert_with(|| Lines::new(source))
    }

    fn next_number(&mut self) -> Option<u64> {
        let number = self.numbers.last_mut()?;
        let this = *number;
        if let Some(next) = number {
            *next += 1;
        }
        this
    }

    /// Dollar signs around an amount of money are no mathematics.
    fn math(&mut self, text: &str, sign: &str, range: &Range<usize>) {
        let written = format!("{sign}{text}{sign}");
        let money = text.starts_with(|c: char| c.is_ascii_digit())
            && !text.contains(['\\', '^', '_', '=', '{', '+', '<', '>']);
        if money {
            self.lines().push(&written, range);
        } else {
            self.lines().push_marked(MarkKind::Math, &written, range);
        }
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        match directive::comment(html, directive::span(self.source, range)) {
            Comment::Skip => {
                self.lines().cover(range);
                self.skip_this = true;
            }
            Comment::Directive(directive) => self.directives.push(directive),
            Comment::Other
                if html
                    .trim_end_matches(['/', '>', ' '])
                    .eq_ignore_ascii_case("<br") =>
            {
                self.lines().push(" ", range);
            }
            Comment::Other => {}
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        match directive::comment(html, directive::span(self.source, range)) {
            Comment::Skip => self.skip_block(),
            Comment::Directive(directive) => self.directives.push(directive),
            Comment::Other => {}
        }
    }

    /// A `skip` on a line of its own takes out the heading it stands first under, else what follows.
    fn skip_block(&mut self) {
        match self.frames.last_mut() {
            Some(frame)
                if frame.node.is_section()
                    && frame.node.children.is_empty()
                    && frame.node.span.end > 0 =>
            {
                frame.node.skip = true;
            }
            _ => self.skip_next = true,
        }
    }

    fn open(&mut self, kind: NodeKind, range: &Range<usize>, titled: bool) {
        let node = Node {
            kind,
            text: Inline {
                span: directive::span(self.source, range),
                ..Inline::default()
            },
            span: directive::span(self.source, range),
            children: Vec::new(),
            skip: std::mem::take(&mut self.skip_next),
        };
        self.frames.push(Frame { node, titled });
    }

    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        if let Some(mut frame) = self.frames.pop() {
            frame.node.children.shrink_to_fit();
            self.append(frame.node);
        }
    }

    /// Appends a finished piece to the innermost open one that may still hold more.
    fn append(&mut self, node: Node) {
        let last = self.frames.len().min(MAX_DEPTH) - 1;
        let parent = &mut self.frames[last].node;
        if parent.is_section() {
            parent.span.end = parent.span.end.max(node.span.end);
        }
        parent.children.push(node);
    }

    /// Ends the text that is being read: it is the text of an item that has none yet, or lines.
    fn end_block(&mut self) {
        let Some(lines) = self.lines.take() else {
            return;
        };
        let skip = std::mem::take(&mut self.skip_this);
        let mut lines = lines.finish_outline().into_iter();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if !frame.titled
            && frame.node.children.is_empty()
            && let Some((_, first)) = lines.next()
        {
            frame.node.text = first;
            frame.titled = true;
            frame.node.skip |= skip;
        }
        let skip = skip || std::mem::take(&mut self.skip_next);
        let nodes = lines.map(|(indent, line)| {
            let node = Node {
                kind: NodeKind::Line,
                span: line.span,
                text: line,
                children: Vec::new(),
                skip,
            };
            (indent, node)
        });
        for node in indented::nest(nodes) {
            self.append(node);
        }
    }

    fn heading(&mut self, level: u8, range: &Range<usize>) {
        let skip = std::mem::take(&mut self.skip_this) | std::mem::take(&mut self.skip_next);
        let text = self.lines.take().unwrap_or_default().one_line();
        let text = Inline {
            span: directive::span(self.source, range),
            ..text
        };
        let in_block = self.frames.iter().any(|frame| !frame.node.is_section());
        if in_block {
            // A heading inside a bullet or a quote is the bullet's text, not a part of the outline.
            match self.frames.last_mut() {
                Some(frame) if !frame.titled => {
                    frame.node.text = text;
                    frame.titled = true;
                }
                _ => self.append(Node {
                    kind: NodeKind::Line,
                    span: text.span,
                    text,
                    children: Vec::new(),
                    skip,
                }),
            }
            return;
        }
        while self.frames.len() > 1 && self.level() >= level {
            self.close();
        }
        let span = text.span;
        let node = Node {
            kind: NodeKind::Section { level },
            text,
            span,
            children: Vec::new(),
            skip,
        };
        self.frames.push(Frame { node, titled: true });
    }

    /// Level of the innermost open heading.
    fn level(&self) -> u8 {
        match self.frames.last().map(|frame| &frame.node.kind) {
            Some(NodeKind::Section { level }) => *level,
            _ => 0,
        }
    }

    fn code(&mut self) {
        let lines = self.lines.take().unwrap_or_default();
        if let Some(frame) = self.frames.last_mut() {
            frame.node.text = lines.verbatim(frame.node.span);
        }
        self.close();
    }

    fn cell(&mut self, range: &Range<usize>) {
        let mut text = self.lines.take().unwrap_or_default().one_line();
        text.span = directive::span(self.source, range);
        if let Some(table) = &mut self.table {
            match table.rows.last_mut() {
                Some(row) => row.push(text),
                None => table.head.push(text),
            }
        }
    }

    fn finish(mut self) -> Reading {
        self.end_block();
        while self.frames.len() > 1 {
            self.close();
        }
        let nodes = self
            .frames
            .pop()
            .map(|frame| frame.node.children)
            .unwrap_or_default();
        Reading {
            nodes,
            directives: self.directives,
            links: self.links,
        }
    }
}

fn callout_name(kind: BlockQuoteKind) -> String {
    match kind {
        BlockQuoteKind::Note => "NOTE",
        BlockQuoteKind::Tip => "TIP",
        BlockQuoteKind::Important => "IMPORTANT",
        BlockQuoteKind::Warning => "WARNING",
        BlockQuoteKind::Caution => "CAUTION",
    }
    .to_string()
}
