//! The report as one JSON object. Its shape is frozen as version 1; these structs are its only home.
//!
//! Lines and columns count from 1, columns in characters (Unicode scalar values); ends are exclusive.
//! `help` and `fix` may be null. The edits of a fix replace ranges of one file, do not overlap, and
//! are applied together:
//!
//! ```json
//! {"path": "notes/a.md", "line": 6, "column": 1, "end_line": 7, "end_column": 1, "text": ""}
//! ```

use serde::Serialize;

use super::{Report, json_text, severity_name};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety};
use crate::source::{Source, Span};

#[derive(Serialize)]
struct Whole<'a> {
    version: u32,
    diagnostics: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Range<'a>,
    help: Option<&'a str>,
    fix: Option<ItemFix<'a>>,
}

#[derive(Serialize)]
struct Range<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct ItemFix<'a> {
    safety: &'static str,
    edits: Vec<ItemEdit<'a>>,
}

#[derive(Serialize)]
struct ItemEdit<'a> {
    #[serde(flatten)]
    place: Range<'a>,
    text: &'a str,
}

/// The report as JSON, without a line end.
pub fn render(report: &Report<'_>) -> String {
    let whole = Whole {
        version: 1,
        diagnostics: report
            .diagnostics
            .iter()
            .map(|diagnostic| item(diagnostic, report.sources))
            .collect(),
    };
    json_text(&whole)
}

#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    #[serde(flatten)]
    item: Item<'a>,
}

/// The report as JSON Lines: one object a finding, each with the version.
pub fn render_lines(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        out.push_str(&json_text(&Line {
            version: 1,
            item: item(diagnostic, report.sources),
        }));
        out.push('\n');
    }
    out
}

fn item<'a>(diagnostic: &'a Diagnostic, sources: &'a [Source]) -> Item<'a> {
    Item {
        rule: diagnostic.rule,
        severity: severity_name(diagnostic.severity),
        message: &diagnostic.message,
        place: range(diagnostic.span, sources),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|it| fix(it, sources)),
    }
}

fn fix<'a>(fix: &'a Fix, sources: &'a [Source]) -> ItemFix<'a> {
    ItemFix {
        safety: match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
            Safety::Suggestion => "suggestion",
        },
        edits: fix.edits.iter().map(|it| edit(it, sources)).collect(),
    }
}

fn edit<'a>(edit: &'a Edit, sources: &'a [Source]) -> ItemEdit<'a> {
    ItemEdit {
        place: range(edit.span, sources),
        text: &edit.text,
    }
}

fn range(span: Span, sources: &[Source]) -> Range<'_> {
    let Some(source) = sources.get(span.source.0 as usize) else {
        return Range {
            path: "",
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        };
    };
    let (start, end) = (source.place(span.start), source.place(span.end));
    Range {
        path: &source.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::SourceId;

    #[test]
    fn the_shape_is_frozen() {
        let source = Source::new("notes/é.md", "ß\n-\u{1b}\n");
        let span = |start, end| Span {
            source: SourceId(0),
            start,
            end,
        };
        let bare = Diagnostic::new("a-rule", Severity::Warning, "say \"x\"", span(0, 2));
        let full = Diagnostic {
            help: Some("do it".into()),
            fix: Some(Fix {
                title: "mend".into(),
                safety: Safety::Unsafe,
                edits: vec![Edit {
                    span: span(3, 6),
                    text: "y".into(),
                }],
            }),
            ..Diagnostic::new("b-rule", Severity::Error, "no", span(3, 5))
        };
        let report = Report {
            diagnostics: &[bare, full],
            sources: &[source],
            notes: 1,
        };
        assert_eq!(
            render(&report),
            concat!(
                r#"{"version":1,"diagnostics":["#,
                r#"{"rule":"a-rule","severity":"warning","message":"say \"x\"","path":"notes/é.md","#,
                r#""line":1,"column":1,"end_line":1,"end_column":2,"help":null,"fix":null},"#,
                r#"{"rule":"b-rule","severity":"error","message":"no","path":"notes/é.md","#,
                r#""line":2,"column":1,"end_line":2,"end_column":3,"help":"do it","#,
                r#""fix":{"safety":"unsafe","edits":[{"path":"notes/é.md","#,
                r#""line":2,"column":1,"end_line":3,"end_column":1,"text":"y"}]}}]}"#,
            )
        );
    }
}
