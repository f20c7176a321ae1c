//! The report as workflow commands of GitHub Actions, which shows them at the lines of a change.
//!
//! Source of the format: "Workflow commands for GitHub Actions" and `ActionCommand.cs` of the
//! runner, which also says what to escape. GitHub shows ten annotations of each level a step and
//! drops the rest in silence, so the worst come first, the others are printed as plain lines, and the
//! last line counts them all.

use std::fmt::Write as _;

use super::{Report, counted, spoken};
use crate::diagnostic::{Diagnostic, Severity};
use crate::printable::one_line;
use crate::source::Source;

/// Annotations of one level that GitHub shows for a step.
const LIMIT: usize = 10;

/// The report as lines of text.
pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut hidden = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let found = report.diagnostics.iter().filter(|d| d.severity == severity);
        for (i, diagnostic) in found.enumerate() {
            let line = match report.source(diagnostic) {
                Some(source) if i < LIMIT => annotation(diagnostic, source),
                source => {
                    hidden += 1;
                    plain(diagnostic, source)
                }
            };
            out.push_str(&line);
            out.push('\n');
        }
    }
    out.push_str(&report.summary());
    if hidden > 0 {
        // Writing to a string does not fail.
        let _ = write!(
            out,
            "; {} above without an annotation, since GitHub shows {LIMIT} of each level",
            counted(hidden, "line")
        );
    }
    out.push('\n');
    out
}

fn annotation(diagnostic: &Diagnostic, source: &Source) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (
        source.place(diagnostic.span.start),
        source.place(diagnostic.span.end),
    );
    let mut message = one_line(&diagnostic.message);
    if let Some(help) = &diagnostic.help {
        message.push('\n');
        message.push_str(&one_line(help));
    }
    format!(
        "::{command} file={},line={},col={},endLine={},title={}::{}",
        property(&source.path),
        start.line,
        start.column,
        end.line,
        property(diagnostic.rule),
        data(&message),
    )
}

/// A line that the runner can not take for a command: `::` counts only where a line begins, the
/// older `##[` anywhere.
fn plain(diagnostic: &Diagnostic, source: Option<&Source>) -> String {
    let place = source.map_or(String::new(), |source| {
        let at = source.place(diagnostic.span.start);
        format!("{}:{}:{}: ", source.path, at.line, at.column)
    });
    let line = format!(
        "{}[{}]: {place}{}",
        spoken(diagnostic.severity),
        diagnostic.rule,
        diagnostic.message,
    );
    one_line(&line).replace("##[", "## [")
}

/// The text behind the last `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, in which `:` and `,` separate.
fn property(text: &str) -> String {
    data(&one_line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn check(path: &str, diagnostics: &[Diagnostic], expect: &str) {
        let report = Report {
            diagnostics,
            sources: &[Source::new(path, "one\ntwo\n")],
            notes: 1,
        };
        assert_eq!(render(&report), expect);
    }

    fn found(severity: Severity, message: &str) -> Diagnostic {
        let span = Span {
            source: SourceId(0),
            start: 4,
            end: 7,
        };
        Diagnostic::new("a-rule", severity, message, span)
    }

    #[test]
    fn a_command_is_escaped() {
        let mut problem = found(Severity::Warning, "50 % of\n::error::x, y");
        problem.help = Some("mend it".into());
        check(
            "a:b,c%\n::error::.md",
            &[problem],
            "::warning file=a%3Ab%2Cc%25 %3A%3Aerror%3A%3A.md,line=2,col=1,endLine=2,title=a-rule\
             ::50 %25 of ::error::x, y%0Amend it\n1 warning in 1 note\n",
        );
    }

    #[test]
    fn the_worst_come_first_and_no_more_than_are_shown() {
        let mut problems: Vec<_> = (0..12)
            .map(|_| found(Severity::Info, "##[group]x"))
            .collect();
        problems.push(found(Severity::Error, "bad"));
        let report = Report {
            diagnostics: &problems,
            sources: &[Source::new("::a.md", "one\ntwo\n")],
            notes: 2,
        };
        let text = render(&report);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 14);
        assert!(lines[0].starts_with("::error file=%3A%3Aa.md,line=2,"));
        assert_eq!(
            lines
                .iter()
                .filter(|line| line.starts_with("::notice "))
                .count(),
            10
        );
        assert_eq!(lines[11], "hint[a-rule]: ::a.md:2:1: ## [group]x");
        assert_eq!(
            lines[13],
            "1 error, 12 hints in 2 notes; 2 lines above without an annotation, since GitHub shows \
             10 of each level"
        );
    }

    #[test]
    fn a_clean_report_says_so() {
        check("a.md", &[], "no problems in 1 note\n");
    }
}
