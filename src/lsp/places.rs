//! Places as the protocol counts them, from 0 in UTF-16 units, and files as its addresses name them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::source::{Source, Span};

/// A place in a text as the protocol has it.
pub(super) fn position(source: &Source, offset: usize) -> Value {
    let line = source.place(offset).line;
    let start = source.line_range(line).start.min(offset);
    let before = source
        .text
        .get(start..offset.min(source.text.len()))
        .unwrap_or_default();
    let units: usize = before.chars().map(char::len_utf16).sum();
    json!({ "line": line - 1, "character": units })
}

/// A span of a text as the protocol has it.
pub(super) fn range(source: &Source, span: Span) -> Value {
    json!({ "start": position(source, span.start), "end": position(source, span.end) })
}

/// The byte of a text at a place of the protocol; a place behind the end of its line is the end.
pub(super) fn offset(source: &Source, position: &Value) -> usize {
    let number = |key: &str| {
        let value = position
            .get(key)
            .and_then(Value::as_u64)
            .unwrap_or_default();
        usize::try_from(value).unwrap_or(usize::MAX)
    };
    let range = source.line_range(number("line").saturating_add(1));
    let mut left = number("character");
    let mut at = range.start;
    for c in source.text[range.clone()].chars() {
        if left < c.len_utf16() {
            break;
        }
        left -= c.len_utf16();
        at += c.len_utf8();
    }
    at
}

/// The file that an address names; none when it is no file.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let encoded = uri.strip_prefix("file://")?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| (byte? as char).to_digit(16);
        let code = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(code).ok()?);
    }
    let path = String::from_utf8(bytes).ok()?;
    // `file:///C:/notes` names `C:/notes` on Windows.
    let drive = path.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// The address of a file.
pub(super) fn uri_of(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from(if text.starts_with('/') {
        "file://"
    } else {
        "file:///"
    });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            uri.push(byte as char);
        } else {
            // Writing to a string does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn places_count_utf16_units() {
        let source = Source::new("a.md", "a\r\n😀é x\r\n");
        for (at, line, character) in [
            (0, 0, 0),
            (3, 1, 0),
            (7, 1, 2),
            (9, 1, 3),
            (11, 1, 5),
            (13, 2, 0),
        ] {
            let place = json!({ "line": line, "character": character });
            assert_eq!(position(&source, at), place, "{at}");
            assert_eq!(offset(&source, &place), at, "{at}");
        }
        assert_eq!(offset(&source, &json!({ "line": 0, "character": 99 })), 1);
        assert_eq!(
            offset(&source, &json!({ "line": 99, "character": 0 })),
            source.text.len()
        );
        let span = Span {
            source: SourceId(0),
            start: 0,
            end: 1,
        };
        assert_eq!(range(&source, span)["end"]["character"], 1);
    }

    #[test]
    fn addresses_name_files() {
        let path = Path::new("/notes/a b/é.md");
        let uri = uri_of(path);
        assert_eq!(uri, "file:///notes/a%20b/%C3%A9.md");
        assert_eq!(path_of(&uri).as_deref(), Some(path));
        assert_eq!(path_of("untitled:1"), None);
        assert_eq!(path_of("file:///%zz"), None);
    }
}
