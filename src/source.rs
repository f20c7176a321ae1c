//! A text file as the pipeline sees it: its path, its text, and where its lines begin.
//!
//! Everything inside the program counts in bytes of [`Source::text`]; lines and columns exist only
//! when something is printed. Reading the bytes from a disk is the business of [`crate::store`].

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};

/// Index of a [`Source`] in the list that it was loaded with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A range of bytes of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub source: SourceId,
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// The smallest span that covers both; they are of one source.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A place as people count it: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// A file of text, decoded.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Path relative to the root of the collection, with `/` as the separator.
    pub path: String,
    /// The text without a byte order mark; line ends are as in the file.
    pub text: String,
    /// Whether the file began with a UTF-8 byte order mark, which a rewrite has to keep.
    pub bom: bool,
    line_starts: Vec<usize>,
}

impl Source {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        let text = text.into();
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Source {
            path: path.into(),
            text,
            bom: false,
            line_starts,
        }
    }

    /// Decodes the bytes of a file. Bytes that are not UTF-8 become U+FFFD and are reported, UTF-16
    /// with a byte order mark is understood; nothing is refused.
    pub fn decode(id: SourceId, path: &str, bytes: &[u8]) -> (Source, Vec<Diagnostic>) {
        if let Some(text) = decode_utf16(bytes) {
            return (Source::new(path, text), Vec::new());
        }
        let (bom, bytes) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => (true, rest),
            None => (false, bytes),
        };
        let mut found = Vec::new();
        let whole = std::str::from_utf8(bytes);
        let mut source = match whole {
            Ok(text) => Source::new(path, text),
            Err(_) => Source::new(path, String::from_utf8_lossy(bytes)),
        };
        source.bom = bom;
        if whole.is_err() {
            let start = source.text.find('\u{FFFD}').unwrap_or(0);
            found.push(Diagnostic {
                help: Some("save the file as UTF-8; the bytes are shown as `\u{FFFD}`".into()),
                ..Diagnostic::new(
                    "invalid-utf8",
                    Severity::Warning,
                    "the file holds bytes that are not UTF-8",
                    Span {
                        source: id,
                        start,
                        end: start + '\u{FFFD}'.len_utf8(),
                    },
                )
            });
        }
        (source, found)
    }

    /// Number of lines, counting what follows the last line end when it is not empty.
    pub fn line_count(&self) -> usize {
        match self.line_starts.last() {
            Some(&last) if last == self.text.len() && last > 0 => self.line_starts.len() - 1,
            _ => self.line_starts.len(),
        }
    }

    /// Line and column of a byte offset; an offset past the end counts as the end.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1];
        Place {
            line,
            column: self.text[start..offset].chars().count() + 1,
        }
    }

    /// The text of a line counted from 1, without its line end; empty when there is no such line.
    pub fn line(&self, number: usize) -> &str {
        &self.text[self.line_range(number)]
    }

    /// The bytes of a line counted from 1, without its line end; empty at the end of the text when
    /// there is no such line.
    pub fn line_range(&self, number: usize) -> Range<usize> {
        let end = self.text.len();
        let Some(&start) = number.checked_sub(1).and_then(|i| self.line_starts.get(i)) else {
            return end..end;
        };
        let next = self.line_starts.get(number).copied().unwrap_or(end);
        let line = self.text[start..next].trim_end_matches(['\n', '\r']);
        start..start + line.len()
    }

    /// First and last line of a span, counted from 1. White space at its end does not count.
    pub fn lines(&self, span: Span) -> (usize, usize) {
        let first = self.place(span.start).line;
        let text = self.slice(span).trim_end();
        let last = self
            .place((span.start + text.len()).saturating_sub(1).max(span.start))
            .line;
        (first, last)
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end).max(start);
        &self.text[start..end]
    }
}

fn decode_utf16(bytes: &[u8]) -> Option<String> {
    let (little_endian, rest) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        _ => return None,
    };
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if little_endian {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    };
    let units = rest.chunks_exact(2).map(unit);
    Some(String::from_utf16_lossy(&units.collect::<Vec<u16>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let source = Source::new("a.md", "ab\r\nçd\n");
        assert_eq!(source.place(0), Place { line: 1, column: 1 });
        assert_eq!(source.place(6), Place { line: 2, column: 2 });
        assert_eq!(source.place(99), Place { line: 3, column: 1 });
        assert_eq!(source.line(1), "ab");
        assert_eq!(source.line(2), "çd");
        assert_eq!(source.line(9), "");
        assert_eq!(source.line_count(), 2);
    }

    #[test]
    fn lines_of_a_span_leave_out_its_trailing_white_space() {
        let source = Source::new("a.md", "one\ntwo\n\nthree");
        let span = Span {
            source: SourceId(0),
            start: 0,
            end: 9,
        };
        assert_eq!(source.lines(span), (1, 2));
    }

    #[test]
    fn decoding_never_refuses() {
        let decode = |bytes: &[u8]| Source::decode(SourceId(0), "a.md", bytes);
        let (source, found) = decode(b"\xEF\xBB\xBFhi");
        assert!(source.bom && source.text == "hi" && found.is_empty());
        let (source, found) = decode(b"a\xFFb");
        assert_eq!((source.text.as_str(), found.len()), ("a\u{FFFD}b", 1));
        assert_eq!(decode(b"\xFF\xFEh\0i\0").0.text, "hi");
    }
}
