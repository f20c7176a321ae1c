//! What is wrong in a user's file, as a value: where, why, and how to mend it.
//!
//! A problem in a file is never an error of the program: parsers and rules collect diagnostics and
//! go on. How they are shown is the business of [`crate::report`].

use crate::source::Span;

/// How much a diagnostic matters to the exit code of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// One problem of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, in kebab-case.
    pub rule: &'static str,
    pub severity: Severity,
    /// One line, lower case, without a full stop.
    pub message: String,
    pub span: Span,
    /// Further places that explain the first, perhaps in another file.
    pub labels: Vec<Label>,
    /// One imperative sentence.
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

/// A second place of a diagnostic and what it has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// A change that mends the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub safety: Safety,
    pub edits: Vec<Edit>,
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// The parsed note is the same before and after.
    Safe,
    /// Text or structure changes.
    Unsafe,
    /// Only shown, never applied.
    Suggestion,
}

/// A replacement of a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic with nothing but its essentials.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        message: impl Into<String>,
        span: Span,
    ) -> Diagnostic {
        Diagnostic {
            rule,
            severity,
            message: message.into(),
            span,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }
}

/// Applies edits to the text of their source. Of two edits that overlap the earlier wins and the
/// other is left out.
pub fn apply(edits: &[Edit], text: &str) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in sorted {
        if edit.span.start < at || edit.span.end > text.len() {
            continue;
        }
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn edits_apply_in_order_and_overlaps_are_left_out() {
        let edit = |start, end, text: &str| Edit {
            span: Span {
                source: SourceId(0),
                start,
                end,
            },
            text: text.into(),
        };
        let edits = [edit(4, 6, "X"), edit(0, 1, ""), edit(5, 6, "Y")];
        assert_eq!(apply(&edits, "abcdefg"), "bcdXg");
    }
}
