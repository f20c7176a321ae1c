//! A name for each finding that stays the same when lines are added above it.

use std::collections::BTreeMap;

use super::Report;
use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// One fingerprint a finding, in their order: sixteen hexadecimal digits, unique in the report. It is made
/// of the rule, the file, the nearest heading and the text of the line, and of the number of the
/// finding among those that have all of these in common.
pub fn fingerprints(report: &Report<'_>) -> Vec<String> {
    let mut copies: BTreeMap<u64, u32> = BTreeMap::new();
    report
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let of_place = match report.source(diagnostic) {
                Some(source) => of(diagnostic, source),
                None => hash([diagnostic.rule, "", "", &diagnostic.message]),
            };
            let copy = copies.entry(of_place).or_default();
            *copy += 1;
            let number = copy.to_string();
            let whole = hash([&format!("{of_place:x}"), &number, "", ""]);
            format!("{whole:016x}")
        })
        .collect()
}

fn of(diagnostic: &Diagnostic, source: &Source) -> u64 {
    let line = source.place(diagnostic.span.start).line;
    let heading = (1..line)
        .rev()
        .map(|line| source.line(line))
        .find(|line| line.starts_with('#'))
        .unwrap_or_default();
    let single = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    hash([
        diagnostic.rule,
        &source.path,
        &single(heading),
        &single(source.line(line)),
    ])
}

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>. A byte that no text has ends each part.
fn hash(parts: [&str; 4]) -> u64 {
    let bytes = parts
        .iter()
        .flat_map(|part| part.bytes().chain(std::iter::once(0xFF)));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::{SourceId, Span};

    fn check(text: &str, marks: &str) -> Vec<String> {
        let found: Vec<Diagnostic> = text
            .match_indices(marks)
            .map(|(start, _)| {
                let span = Span {
                    source: SourceId(0),
                    start,
                    end: start + 1,
                };
                Diagnostic::new("a-rule", Severity::Warning, "x", span)
            })
            .collect();
        fingerprints(&Report {
            diagnostics: &found,
            sources: &[Source::new("a.md", text)],
            notes: 1,
        })
    }

    #[test]
    fn fingerprints_survive_lines_above_and_tell_all_findings_apart() {
        let before = check("# A\n\n- x!\n- x!\n# B\n- x!\n- y!\n", "!");
        let after = check(
            "intro\n\n# A\n\nmore\n\n- x!\n-  x!\n\n# B\n- x!\n- y!\n",
            "!",
        );
        assert_eq!(before, after);
        let unique: std::collections::BTreeSet<&String> = before.iter().collect();
        assert_eq!(unique.len(), 4);
        assert!(before.iter().all(|print| print.len() == 16));
        assert_ne!(check("# A\n- x!\n", "!"), check("# C\n- x!\n", "!"));
    }
}
