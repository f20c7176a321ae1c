//! The report as `JUnit` XML, which most servers for continuous integration show: a suite for each note
//! with findings, a failed case for each finding. Hints are cases that were skipped.

use std::fmt::Write as _;

use super::{Report, severity_name};
use crate::diagnostic::{Diagnostic, Severity};
use crate::printable::printable;

/// The report as XML.
pub fn render(report: &Report<'_>) -> String {
    let mut suites: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for diagnostic in report.diagnostics {
        let path = report.source(diagnostic).map_or("", |source| &source.path);
        // The findings are sorted by their notes.
        match suites.last_mut() {
            Some((name, cases)) if *name == path => cases.push(diagnostic),
            _ => suites.push((path, vec![diagnostic])),
        }
    }
    let failures = report.diagnostics.len() - report.count(Severity::Info);
    // A report without any case reads as "nothing ran" on many servers.
    let tests = report.diagnostics.len().max(1);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string does not fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"recito\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    if suites.is_empty() {
        let _ = writeln!(
            out,
            "  <testsuite name=\"recito\" tests=\"1\" failures=\"0\" errors=\"0\">\n    <testcase name=\"{}\" \
             classname=\"recito\"/>\n  </testsuite>",
            escaped(&report.summary())
        );
    }
    for (path, cases) in suites {
        suite(report, path, &cases, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(report: &Report<'_>, path: &str, cases: &[&Diagnostic], out: &mut String) {
    let hints = cases
        .iter()
        .filter(|case| case.severity == Severity::Info)
        .count();
    let path = escaped(path);
    let _ = writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{hints}\">",
        cases.len(),
        cases.len() - hints,
    );
    for case in cases {
        let at = report
            .source(case)
            .map(|source| source.place(case.span.start));
        let (line, column) = at.map_or((1, 1), |at| (at.line, at.column));
        let message = escaped(&case.message);
        let body = case.help.as_deref().map(escaped).unwrap_or_default();
        let sign = if case.severity == Severity::Info {
            "skipped"
        } else {
            "failure"
        };
        let _ = writeln!(
            out,
            "    <testcase name=\"{}:{line}:{column}\" classname=\"{path}\">\n      <{sign} type=\"{}\" \
             message=\"{message}\">{body}</{sign}>\n    </testcase>",
            escaped(case.rule),
            severity_name(case.severity),
        );
    }
    out.push_str("  </testsuite>\n");
}

/// Text for XML 1.0, which has no way to write control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceId, Span};

    #[test]
    fn a_finding_is_a_case() {
        let at = Span {
            source: SourceId(0),
            start: 0,
            end: 1,
        };
        let sources = [Source::new("a&b.md", "x\n")];
        let report = Report {
            diagnostics: &[
                Diagnostic {
                    help: Some("do < this".into()),
                    ..Diagnostic::new("a-rule", Severity::Error, "say \"x\" \u{1b}", at)
                },
                Diagnostic::new("b-rule", Severity::Info, "perhaps", at),
            ],
            sources: &sources,
            notes: 1,
        };
        let expect = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <testsuites name=\"recito\" tests=\"2\" failures=\"1\" errors=\"0\">\n\
            \x20 <testsuite name=\"a&amp;b.md\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"1\">\n\
            \x20   <testcase name=\"a-rule:1:1\" classname=\"a&amp;b.md\">\n\
            \x20     <failure type=\"error\" message=\"say &quot;x&quot; \u{FFFD}\">do &lt; this</failure>\n\
            \x20   </testcase>\n\
            \x20   <testcase name=\"b-rule:1:1\" classname=\"a&amp;b.md\">\n\
            \x20     <skipped type=\"info\" message=\"perhaps\"></skipped>\n\
            \x20   </testcase>\n\
            \x20 </testsuite>\n\
            </testsuites>\n";
        assert_eq!(render(&report), expect);
        let clean = Report {
            diagnostics: &[],
            ..report
        };
        assert!(render(&clean).contains("<testcase name=\"no problems in 1 note\""));
    }
}
