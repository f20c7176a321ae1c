//! The report as GitLab shows it in merge requests ("Code Quality").
//!
//! Source of the format: "Code quality report format" of the GitLab documentation. A fingerprint that stays
//! the same keeps a finding from being new in every request.

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::{Report, json_text};
use crate::diagnostic::Severity;

#[derive(Serialize)]
struct Item<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The report as a list in JSON, without a line end.
pub fn render(report: &Report<'_>) -> String {
    let items: Vec<Item<'_>> = report
        .diagnostics
        .iter()
        .zip(fingerprints(report))
        .map(|(diagnostic, fingerprint)| {
            let source = report.source(diagnostic);
            Item {
                description: &diagnostic.message,
                check_name: diagnostic.rule,
                fingerprint,
                severity: match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: source.map_or("", |source| source.path.trim_start_matches("./")),
                    lines: Lines {
                        begin: source.map_or(1, |source| source.place(diagnostic.span.start).line),
                    },
                },
            }
        })
        .collect();
    json_text(&items)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::source::{Source, SourceId, Span};

    #[test]
    fn the_shape_is_that_of_gitlab() {
        let at = Span {
            source: SourceId(0),
            start: 2,
            end: 3,
        };
        let report = Report {
            diagnostics: &[Diagnostic::new("a-rule", Severity::Error, "no", at)],
            sources: &[Source::new("a.md", "x\ny\n")],
            notes: 1,
        };
        let print = &fingerprints(&report)[0];
        let expect = format!(
            r#"[{{"description":"no","check_name":"a-rule","fingerprint":"{print}","severity":"major","location":{{"path":"a.md","lines":{{"begin":2}}}}}}]"#
        );
        assert_eq!(render(&report), expect);
    }
}
