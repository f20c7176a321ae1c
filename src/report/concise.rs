//! The report with a line for each finding, as editors and `grep` like it.

use std::fmt::Write as _;

use super::{Report, spoken};
use crate::printable::one_line;

/// The report as lines of text: `path:line:column: severity[rule]: message`.
pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        if let Some(source) = report.source(diagnostic) {
            let at = source.place(diagnostic.span.start);
            // Writing to a string does not fail.
            let _ = write!(
                out,
                "{}:{}:{}: ",
                one_line(&source.path),
                at.line,
                at.column
            );
        }
        let severity = spoken(diagnostic.severity);
        let message = one_line(&diagnostic.message);
        let _ = writeln!(out, "{severity}[{}]: {message}", diagnostic.rule);
    }
    out.push_str(&report.summary());
    out.push('\n');
    out
}

/// How many findings each rule has, those with most first.
pub fn statistics(report: &Report<'_>) -> String {
    let mut counts: Vec<(&str, usize, bool)> = Vec::new();
    for diagnostic in report.diagnostics {
        let fixable = diagnostic.fix.is_some();
        match counts
            .iter_mut()
            .find(|(rule, ..)| *rule == diagnostic.rule)
        {
            Some((_, count, any)) => {
                *count += 1;
                *any |= fixable;
            }
            None => counts.push((diagnostic.rule, 1, fixable)),
        }
    }
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut out = String::new();
    for (rule, count, fixable) in counts {
        let fix = if fixable { "  can be fixed" } else { "" };
        let _ = writeln!(out, "{count:6}  {rule}{fix}");
    }
    out.push_str(&report.summary());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::{Source, SourceId, Span};

    #[test]
    fn a_finding_is_a_line_and_rules_are_counted() {
        let at = |start| Span {
            source: SourceId(0),
            start,
            end: start + 1,
        };
        let report = Report {
            diagnostics: &[
                Diagnostic::new("a-rule", Severity::Warning, "no\nline", at(2)),
                Diagnostic::new("b-rule", Severity::Info, "x", at(0)),
                Diagnostic::new("b-rule", Severity::Info, "y", at(1)),
            ],
            sources: &[Source::new("n/\u{1b}.md", "a\nbc\n")],
            notes: 1,
        };
        let lines = "n/\u{FFFD}.md:2:1: warning[a-rule]: no line\nn/\u{FFFD}.md:1:1: hint[b-rule]: x\n\
                     n/\u{FFFD}.md:1:2: hint[b-rule]: y\n1 warning, 2 hints in 1 note\n";
        assert_eq!(render(&report), lines);
        let counts = "     2  b-rule\n     1  a-rule\n1 warning, 2 hints in 1 note\n";
        assert_eq!(statistics(&report), counts);
    }
}
