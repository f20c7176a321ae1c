//! The report for reviewdog, which brings findings to reviews on many hosts.
//!
//! Source of the format: "Reviewdog Diagnostic Format". Columns count bytes of UTF-8 from 1, ends are
//! exclusive; each suggestion has to stand alone, so that only fixes of one edit are given.

use serde::Serialize;

use super::{Report, json_text};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

#[derive(Serialize)]
struct Whole<'a> {
    source: Name<'a>,
    diagnostics: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    message: &'a str,
    location: Location<'a>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

/// The report as JSON, without a line end.
pub fn render(report: &Report<'_>) -> String {
    let items = report
        .diagnostics
        .iter()
        .filter_map(|diagnostic| Some(item(diagnostic, report.source(diagnostic)?)));
    json_text(&Whole {
        source: Name { name: "recito" },
        diagnostics: items.collect(),
    })
}

fn item<'a>(diagnostic: &'a Diagnostic, source: &'a Source) -> Item<'a> {
    let edits = diagnostic.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let suggestions = match edits {
        [edit] => vec![Suggestion {
            range: range(edit.span, source),
            text: &edit.text,
        }],
        _ => Vec::new(),
    };
    Item {
        message: &diagnostic.message,
        location: Location {
            path: &source.path,
            range: range(diagnostic.span, source),
        },
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code {
            value: diagnostic.rule,
        },
        suggestions,
    }
}

fn range(span: Span, source: &Source) -> Range {
    Range {
        start: position(span.start, source),
        end: position(span.end, source),
    }
}

fn position(offset: usize, source: &Source) -> Position {
    let line = source.place(offset).line;
    Position {
        line,
        column: offset.saturating_sub(source.line_range(line).start) + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Edit, Fix, Safety};
    use crate::source::SourceId;

    #[test]
    fn columns_count_bytes() {
        let span = Span {
            source: SourceId(0),
            start: 6,
            end: 7,
        };
        let problem = Diagnostic {
            fix: Some(Fix {
                title: "mend".into(),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    span,
                    text: "z".into(),
                }],
            }),
            ..Diagnostic::new("a-rule", Severity::Info, "no", span)
        };
        let report = Report {
            diagnostics: &[problem],
            sources: &[Source::new("a.md", "-\né ab\n")],
            notes: 1,
        };
        let range = r#"{"start":{"line":2,"column":5},"end":{"line":2,"column":6}}"#;
        let expect = format!(
            r#"{{"source":{{"name":"recito"}},"diagnostics":[{{"message":"no","location":{{"path":"a.md","range":{range}}},"severity":"INFO","code":{{"value":"a-rule"}},"suggestions":[{{"range":{range},"text":"z"}}]}}]}}"#
        );
        assert_eq!(render(&report), expect);
    }
}
