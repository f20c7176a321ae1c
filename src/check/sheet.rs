//! A note as rules see it: its pieces in order, and its words with their places.

use std::borrow::Cow;
use std::ops::Range;

use crate::note::{Inline, MarkKind, Node, NodeKind, Note};
use crate::source::{Source, Span};

/// One note with its text.
pub struct Sheet<'a> {
    pub note: &'a Note,
    pub source: &'a Source,
    pieces: Vec<&'a Node>,
}

/// A word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    pub text: &'a str,
    /// Where it begins in the text of the line.
    pub at: usize,
    /// Whether it belongs to a link, whose text may be the name of a file.
    pub linked: bool,
}

impl<'a> Sheet<'a> {
    pub fn new(note: &'a Note, source: &'a Source) -> Sheet<'a> {
        Sheet {
            note,
            source,
            pieces: pieces(note),
        }
    }

    /// The pieces that a learner wrote as text, in order: without what a `skip` comment takes out, and
    /// without the lines of code blocks.
    pub fn pieces(&self) -> impl DoubleEndedIterator<Item = &'a Node> + '_ {
        self.pieces.iter().copied()
    }

    /// The texts of pieces and cells, in order; code is none.
    pub fn lines(&self) -> impl Iterator<Item = &'a Inline> + '_ {
        self.texts().map(|(_, line)| line)
    }

    /// As [`Sheet::lines`], with the piece whose text it is; a cell is the text of none.
    pub fn texts(&self) -> impl Iterator<Item = (Option<&'a Node>, &'a Inline)> + '_ {
        self.pieces().flat_map(|node| {
            let cells: &[_] = match &node.kind {
                NodeKind::Table(table) => std::slice::from_ref(table),
                _ => &[],
            };
            let cells = cells.iter().flat_map(|table| {
                let rows = table.rows.iter().flatten();
                table.head.iter().chain(rows)
            });
            let code = matches!(node.kind, NodeKind::Code { .. });
            let own = (!code).then_some((Some(node), &node.text));
            cells.map(|cell| (None, cell)).chain(own)
        })
    }

    /// Where a part of a line stands in the source. Markup between shifts it, so that the two texts are
    /// gone through side by side; where that fails, it is the first line.
    pub fn place(&self, line: &Inline, part: std::ops::Range<usize>) -> Span {
        let written = self.source.slice(line.span);
        let wanted = &line.text[part.clone()];
        let at = align(written, &line.text, part.start)
            .filter(|at| written[*at..].starts_with(wanted))
            .or_else(|| {
                let mut all = written.match_indices(wanted);
                all.next()
                    .filter(|_| all.next().is_none())
                    .map(|(at, _)| at)
            });
        match at {
            Some(at) => Span {
                start: line.span.start + at,
                end: line.span.start + at + wanted.len(),
                ..line.span
            },
            None => super::first_line(line.span, self.source),
        }
    }
}

/// The byte of the written text that the byte `at` of the shown text comes from.
fn align(written: &str, shown: &str, at: usize) -> Option<usize> {
    let mut rest = written.char_indices();
    for (offset, wanted) in shown.char_indices() {
        // A line end is shown as a space, with what indents the next line.
        let same = |c: char| c == wanted || wanted == ' ' && c == '\n';
        let (from, _) = rest.find(|(_, c)| same(*c))?;
        if offset == at {
            // The letters of a word stand together; what matched before may be part of the markup.
            let word: &str = shown[at..].split(|c: char| !c.is_alphanumeric()).next()?;
            return written[from..].find(word).map(|more| from + more);
        }
    }
    None
}

fn pieces(note: &Note) -> Vec<&Node> {
    fn walk<'n>(nodes: &'n [Node], out: &mut Vec<&'n Node>) {
        for node in nodes.iter().filter(|node| !node.skip) {
            out.push(node);
            if !matches!(node.kind, NodeKind::Code { .. }) {
                walk(&node.children, out);
            }
        }
    }
    let mut out = Vec::new();
    walk(&note.nodes, &mut out);
    out
}

/// The words of a line that are language: no code, formula or image, no path, address or name of a
/// variable, nothing with a digit.
pub fn words(line: &Inline) -> impl Iterator<Item = Word<'_>> {
    let mut all = Vec::new();
    read_words(line, &mut all);
    all.into_iter()
}

/// Appends the [`words`] of a line.
pub(super) fn read_words<'a>(line: &'a Inline, out: &mut Vec<Word<'a>>) {
    let of = |kinds: &[MarkKind]| -> Vec<Range<usize>> {
        let marks = line.marks.iter().filter(|mark| kinds.contains(&mark.kind));
        marks.map(|mark| mark.range.clone()).collect()
    };
    let verbatim = of(&[
        MarkKind::Code,
        MarkKind::Math,
        MarkKind::Image,
        MarkKind::Strike,
    ]);
    let links = of(&[MarkKind::Link]);
    let base = line.text.as_ptr().addr();
    let mut chunk = |chunk: &'a str| {
        let at = chunk.as_ptr().addr() - base;
        let end = at + chunk.len();
        if verbatim
            .iter()
            .any(|mark| mark.start < end && at < mark.end)
        {
            return;
        }
        let mut word = |more: usize, text: &'a str| {
            let at = at + more;
            let linked = links.iter().any(|mark| mark.contains(&at));
            out.push(Word { text, at, linked });
        };
        if let Some(text) = plain(chunk) {
            word(0, text);
        } else if is_language(chunk) {
            letters(chunk).for_each(|(more, text)| word(more, text));
        }
    };
    if line.text.is_ascii() {
        line.text.split_ascii_whitespace().for_each(&mut chunk);
    } else {
        line.text.split_whitespace().for_each(&mut chunk);
    }
}

/// The word of a chunk that is a word and nothing else but the sign that ends a sentence or a part of
/// it, as most are; the other ones are looked at closely.
fn plain(chunk: &str) -> Option<&str> {
    let bytes = chunk.as_bytes();
    let length = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let ends = bytes[length..]
        .iter()
        .all(|b| matches!(b, b',' | b'.' | b';' | b':' | b'!' | b'?'));
    (length > 0 && ends).then(|| &chunk[..length])
}

fn is_language(chunk: &str) -> bool {
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '\\');
    let dotted = inner
        .match_indices('.')
        .any(|(at, _)| inner[at + 1..].starts_with(char::is_alphanumeric));
    let slashes = inner.bytes().filter(|b| *b == b'/').count();
    let path = slashes > 1 || inner.starts_with('/') || inner.ends_with('/');
    let sign = |b: u8| b"_\\@#$<>={}~&%*^|".contains(&b);
    !dotted
        && !path
        && !inner.bytes().any(sign)
        && !chunk.contains("[[")
        && !chunk.starts_with(['$', '@', '#', '-', '%'])
}

/// The runs of letters in a chunk. What an apostrophe or a digit touches is no word of its own, but for
/// `'s` behind one.
fn letters(chunk: &str) -> impl Iterator<Item = (usize, &str)> {
    let joins = |c: char| c.is_alphanumeric() || c == '\'' || c == '’';
    let base = chunk.as_ptr().addr();
    chunk
        .split(move |c: char| !joins(c))
        .map(move |run| (run.as_ptr().addr() - base, run))
        // In "(R)esponse" and "file(s)" brackets stand inside of a word.
        .filter(move |(at, run)| {
            let before = chunk[..*at].chars().next_back();
            let after = chunk[at + run.len()..].chars().next();
            let behind = matches!(before, Some(')' | ']')) || before == Some('(') && *at > 1;
            !behind && after != Some('(')
        })
        .filter_map(|(at, run)| {
            let lead = run.len() - run.trim_start_matches(['\'', '’']).len();
            let run = run.trim_matches(['\'', '’']);
            let run = ["'s", "’s"]
                .iter()
                .find_map(|s| run.strip_suffix(s))
                .unwrap_or(run);
            let word = !run.is_empty() && run.chars().all(char::is_alphabetic);
            word.then_some((at + lead, run))
        })
}

/// The word in lower case.
pub fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::SourceId;

    fn with_sheet<T>(text: &str, look: impl FnOnce(&Sheet<'_>) -> T) -> T {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        look(&Sheet::new(&note, &source))
    }

    #[test]
    fn words_are_language() {
        let check = |text: &str, expect: &str| {
            let found = with_sheet(text, |sheet| {
                let all: Vec<&str> = sheet
                    .lines()
                    .flat_map(words)
                    .map(|word| word.text)
                    .collect();
                all.join(" ")
            });
            assert_eq!(found, expect, "{text}");
        };
        check(
            "- A **bold** word, `code` and $x$ it\n",
            "A bold word and it",
        );
        check(
            "- see https://a.b/c, ./x/y, a@b.c, e.g. snake_case v1\n",
            "see",
        );
        check(
            "- the client/server model-based ‘dog’s’ don't\n",
            "the client server model based dog",
        );
        check("| a | b |\n|--|--|\n| one | two |\n", "a b one two");
        check(
            "- (R)esponse of the file(s) (or not) f(x)\n",
            "R of the or not",
        );
        check("```\ncode here(1)\n```\n", "");
    }

    #[test]
    fn a_word_is_found_in_the_source() {
        let check = |text: &str, word: &str, expect: usize| {
            let found = with_sheet(text, |sheet| {
                let mut all = sheet
                    .lines()
                    .flat_map(|line| words(line).map(move |word| (line, word)));
                let (line, found) = all.find(|(_, found)| found.text == word).unwrap();
                sheet.place(line, found.at..found.at + word.len())
            });
            assert_eq!(
                (found.start, &text[found.start..found.end]),
                (expect, word),
                "{text}"
            );
        };
        check("- A **bold** word\n", "bold", 6);
        check("- a [link](http://word.org) and a word\n", "word", 34);
        check(
            "- wrapped line of some words that is long enough to go on\n  in a **second** one\n",
            "second",
            67,
        );
        check("| a | b |\n|--|--|\n| one | `x` two |\n", "two", 30);
        check("> - deep *and* quoted\n", "quoted", 15);
    }

    proptest::proptest! {
        #[test]
        fn any_word_of_any_text_has_a_place(text in "[-#*>|`$=\\[\\]()! \n\ta-cé<:.'’]{0,80}") {
            with_sheet(&text, |sheet| {
                for line in sheet.lines() {
                    for word in words(line) {
                        let span = sheet.place(line, word.at..word.at + word.text.len());
                        assert!(span.end <= text.len() && text.is_char_boundary(span.start));
                    }
                }
            });
        }
    }
}
