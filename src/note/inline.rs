//! Building the text of a line from parser events, and the markup that the parser leaves alone: wiki
//! links, `==marks==` and footnote references.

use std::ops::Range;

use super::outline::{Inline, Mark, MarkKind};
use crate::source::{SourceId, Span};

/// Collects the lines of one block.
#[derive(Debug, Default)]
pub(super) struct Lines {
    done: Vec<Inline>,
    /// Whether the line with the same index was ended on purpose, by a hard break.
    hard: Vec<bool>,
    /// How far the line with the same index is set in, in columns, where that tells something.
    indents: Vec<Option<usize>>,
    indent: Option<usize>,
    text: String,
    marks: Vec<Mark>,
    open: Vec<(MarkKind, usize)>,
    span: Option<Range<usize>>,
    source: SourceId,
}

impl Lines {
    pub(super) fn new(source: SourceId) -> Lines {
        Lines {
            source,
            ..Lines::default()
        }
    }

    /// Notes that the current line covers these bytes of the source.
    pub(super) fn cover(&mut self, range: &Range<usize>) {
        let span = self.span.get_or_insert_with(|| range.clone());
        span.start = span.start.min(range.start);
        span.end = span.end.max(range.end);
    }

    pub(super) fn push(&mut self, text: &str, range: &Range<usize>) {
        self.cover(range);
        self.text.push_str(text);
    }

    pub(super) fn push_marked(&mut self, kind: MarkKind, text: &str, range: &Range<usize>) {
        let start = self.text.len();
        self.push(text, range);
        self.mark(kind, start);
    }

    pub(super) fn open(&mut self, kind: MarkKind) {
        self.open.push((kind, self.text.len()));
    }

    pub(super) fn close(&mut self, kind: MarkKind) {
        if let Some(index) = self.open.iter().rposition(|(open, _)| *open == kind) {
            let (_, start) = self.open.remove(index);
            self.mark(kind, start);
        }
    }

    fn mark(&mut self, kind: MarkKind, start: usize) {
        if start < self.text.len() {
            self.marks.push(Mark {
                kind,
                range: start..self.text.len(),
            });
        }
    }

    /// Ends the current line. Marks that are open go on in the next one.
    pub(super) fn end_line(&mut self, hard: bool) {
        let open = std::mem::take(&mut self.open);
        for (kind, start) in &open {
            self.mark(*kind, *start);
        }
        self.open = open.into_iter().map(|(kind, _)| (kind, 0)).collect();
        let span = self.span.take().unwrap_or_default();
        let inline = Inline {
            text: std::mem::take(&mut self.text),
            marks: std::mem::take(&mut self.marks),
            span: Span {
                source: self.source,
                start: span.start,
                end: span.end,
            },
        };
        self.done.push(inline);
        self.hard.push(hard);
        self.indents.push(self.indent.take());
    }

    /// Notes how far the line that begins here is set in.
    pub(super) fn set_in(&mut self, indent: usize) {
        self.indent = Some(indent);
    }

    /// The text as it was written, as one piece of code.
    pub(super) fn verbatim(self, span: Span) -> Inline {
        let text = self.text.trim_end_matches('\n').to_string();
        let marks = vec![Mark {
            kind: MarkKind::Code,
            range: 0..text.len(),
        }];
        Inline { text, marks, span }
    }

    /// The lines that are separate statements; those that an editor wrapped are joined.
    pub(super) fn finish(self) -> Vec<Inline> {
        let lines = self.finish_outline().into_iter();
        lines.map(|(_, line)| line).collect()
    }

    /// The same, each with how far it is set in.
    pub(super) fn finish_outline(mut self) -> Vec<(usize, Inline)> {
        if self.span.is_some() {
            self.end_line(false);
        }
        let mut out: Vec<(usize, Inline)> = Vec::new();
        let mut hard_before = true;
        let lines = self.done.into_iter().zip(self.hard).zip(self.indents);
        for ((line, hard), indent) in lines {
            match out.last_mut() {
                Some((above, last)) if !hard_before && goes_on(*above, last, indent, &line) => {
                    join(last, line);
                }
                _ => out.push((indent.unwrap_or(0), line)),
            }
            hard_before = hard;
        }
        out.into_iter()
            .map(|(indent, line)| (indent, tidy(line)))
            .filter(|(_, line)| !line.is_empty())
            .collect()
    }

    /// All lines as one, for a place that has only one: a heading, a cell.
    pub(super) fn one_line(self) -> Inline {
        let lines = self.finish().into_iter();
        lines
            .reduce(|mut line, next| {
                join(&mut line, next);
                line
            })
            .unwrap_or_default()
    }
}

/// Lines shorter than this were not broken by an editor that wraps.
const WRAP_WIDTH: usize = 56;

/// Columns by which a line has to be set in to stand below another one.
pub(super) const STEP: usize = 2;

/// Whether a line goes on in the next one, as far as their places tell: a short line over one that is set in
/// has it below.
fn goes_on(above: usize, line: &Inline, indent: Option<usize>, next: &Inline) -> bool {
    let Some(indent) = indent else {
        return is_wrapped(line, next);
    };
    let length = line.text.chars().count();
    let outline = indent.abs_diff(above) >= STEP || indent >= STEP;
    let last = line.text.split_whitespace().last();
    let terse = length < TERSE && !last.is_some_and(joins);
    !(outline && length < WRAP_WIDTH || terse) && is_wrapped(line, next)
}

/// Shorter lines are statements even where the next one begins with a small letter: nobody wraps so early.
const TERSE: usize = 36;

/// Whether a word at the end of a line needs another one behind it.
fn joins(word: &str) -> bool {
    word.ends_with([',', '(', '-'])
        || matches!(
            word.to_lowercase().as_str(),
            "a" | "an"
                | "the"
                | "and"
                | "or"
                | "of"
                | "to"
                | "for"
                | "with"
                | "in"
                | "on"
                | "by"
                | "from"
                | "is"
                | "are"
                | "that"
                | "which"
                | "as"
                | "at"
                | "be"
                | "not"
                | "can"
                | "must"
                | "will"
        )
}

/// Whether a line goes on in the next one. Many authors put one statement on each line of a
/// paragraph; others let their editor wrap prose.
fn is_wrapped(line: &Inline, next: &Inline) -> bool {
    let text = line.text.trim_end();
    let Some(first) = next.text.trim_start().chars().next() else {
        return true;
    };
    if text.ends_with([':', '.', '!', '?']) && !first.is_lowercase() {
        return text.chars().count() >= WRAP_WIDTH
            && !text.ends_with(':')
            && !line.is_all(MarkKind::Bold);
    }
    if line.is_all(MarkKind::Bold) {
        return false;
    }
    first.is_lowercase() || text.ends_with([',', '(', '-']) || text.chars().count() >= WRAP_WIDTH
}

fn join(line: &mut Inline, next: Inline) {
    if !line.text.ends_with(char::is_whitespace) {
        line.text.push(' ');
    }
    let shift = line.text.len();
    line.text.push_str(&next.text);
    line.marks.extend(next.marks.into_iter().map(|mark| Mark {
        range: mark.range.start + shift..mark.range.end + shift,
        ..mark
    }));
    line.span = line.span.cover(next.span);
}

/// Resolves what the parser left alone and trims the ends.
pub(super) fn tidy(mut line: Inline) -> Inline {
    if line.text.contains('[') {
        wiki_links(&mut line);
    }
    if line.text.contains('=') {
        holes(&mut line);
    }
    if line.text.contains('[') {
        footnotes(&mut line);
    }
    trim(&mut line);
    line.marks.retain(|mark| mark.range.start < mark.range.end);
    line.marks
        .sort_by_key(|mark| (mark.range.start, mark.range.end));
    // Many notes are kept at once, and most of them for long.
    line.marks.shrink_to_fit();
    line.text.shrink_to_fit();
    line
}

/// What stands for the bar of a wiki link in a table, where a bar would end the cell.
pub(super) const GUARDED_BAR: char = '\u{1f}';

/// `[[target]]` and `[[target|text]]` become their text, `![[image]]` goes.
fn wiki_links(line: &mut Inline) {
    let mut from = 0;
    while let Some(start) = line.text[from..].find("[[").map(|at| at + from) {
        let Some(end) = line.text[start..].find("]]").map(|at| at + start) else {
            return;
        };
        let inner = &line.text[start + 2..end];
        let shown = inner
            .rsplit_once(['|', GUARDED_BAR])
            .map_or(inner, |(_, text)| text);
        let shown = shown.rsplit('#').next().unwrap_or(shown).trim().to_string();
        let image = line.text[..start].ends_with('!');
        let (start, shown) = if image {
            (start - 1, String::new())
        } else {
            (start, shown)
        };
        splice(line, start..end + 2, &shown);
        let kind = if image {
            MarkKind::Image
        } else {
            MarkKind::Link
        };
        line.marks.push(Mark {
            kind,
            range: start..start + shown.len(),
        });
        from = start + shown.len();
    }
}

/// `==text==` becomes a marked blank.
fn holes(line: &mut Inline) {
    let mut from = 0;
    while let Some(start) = line.text[from..].find("==").map(|at| at + from) {
        let body = start + 2;
        let Some(end) = line.text[body..].find("==").map(|at| at + body) else {
            return;
        };
        let inner = line.text[body..end].to_string();
        // `a == b == c` compares; a mark hugs its text.
        if inner.is_empty() || inner.starts_with([' ', '=']) || inner.ends_with(' ') {
            from = body;
            continue;
        }
        splice(line, start..end + 2, &inner);
        line.marks.push(Mark {
            kind: MarkKind::Hole,
            range: start..start + inner.len(),
        });
        from = start + inner.len();
    }
}

/// References to footnotes go: they are not part of the sentence.
fn footnotes(line: &mut Inline) {
    while let Some(start) = line.text.find("[^") {
        let Some(end) = line.text[start..].find(']').map(|at| at + start + 1) else {
            return;
        };
        if line.text[start..end].contains(char::is_whitespace) {
            return;
        }
        splice(line, start..end, "");
    }
}

fn trim(line: &mut Inline) {
    let keep = line.text.trim_end().len();
    if keep < line.text.len() {
        splice(line, keep..line.text.len(), "");
    }
    let lead = line.text.len() - line.text.trim_start().len();
    if lead > 0 {
        splice(line, 0..lead, "");
    }
}

/// Replaces a part of the text and moves the marks along.
fn splice(line: &mut Inline, range: Range<usize>, with: &str) {
    line.text.replace_range(range.clone(), with);
    let moved = |at: usize| {
        if at >= range.end {
            at - (range.end - range.start) + with.len()
        } else if at > range.start {
            range.start + with.len()
        } else {
            at
        }
    };
    for mark in &mut line.marks {
        mark.range = moved(mark.range.start)..moved(mark.range.end);
    }
}
