//! A line that states two things side by side: "Ebb leaves the harbour; flood enters it". Each half is a
//! sentence of its own and is said by itself.

use super::split;
use super::text::{self, Shape};
use crate::note::{Inline, Mark};

/// Most halves of a line; more are a list.
const HALVES: usize = 3;
/// What stands between two sentences.
const JOINTS: [&str; 3] = ["; ", ", whereas ", " whereas "];

/// The sentences of a line that are joined by a semicolon or "whereas"; none where a part is no whole
/// sentence.
pub(super) fn of(line: &Inline) -> Vec<Inline> {
    if line.text.contains("example") {
        return Vec::new();
    }
    let Some(joint) = JOINTS.iter().find(|joint| line.text.contains(**joint)) else {
        return Vec::new();
    };
    let brackets = text::brackets(&line.text);
    let mut starts = vec![0];
    let mut ends = Vec::new();
    for (at, _) in line.text.match_indices(joint) {
        if !brackets.iter().any(|bracket| bracket.contains(&at)) {
            ends.push(at);
            starts.push(at + joint.len());
        }
    }
    ends.push(line.text.len());
    let parts: Vec<Inline> = starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| part(line, start, end))
        .collect();
    let whole = |part: &Inline| {
        let first = text::words(&part.text)
            .into_iter()
            .next()
            .unwrap_or_default();
        text::shape(&part.text) == Shape::Clause
            && split::split(part).is_none()
            && text::is_balanced(&part.text)
            && !matches!(
                first.as_str(),
                "it" | "this"
                    | "that"
                    | "these"
                    | "those"
                    | "they"
                    | "and"
                    | "or"
                    | "but"
                    | "so"
                    | "then"
                    | "also"
                    | "however"
                    | "therefore"
                    | "thus"
                    | "otherwise"
                    | "both"
                    | "e.g"
                    | "i.e"
                    | "its"
                    | "their"
                    | "which"
                    | "there"
            )
    };
    let fits = (2..=HALVES).contains(&parts.len()) && parts.iter().all(whole);
    if fits { parts } else { Vec::new() }
}

/// A part of a line with the marks inside it.
fn part(line: &Inline, start: usize, end: usize) -> Inline {
    let end = start + line.text[start..end].trim_end().len();
    let marks = line
        .marks
        .iter()
        .filter(|mark| start <= mark.range.start && mark.range.end <= end)
        .map(|mark| Mark {
            kind: mark.kind,
            range: mark.range.start - start..mark.range.end - start,
        })
        .collect();
    Inline {
        text: line.text[start..end].to_string(),
        marks,
        span: line.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Inline {
            text: text.into(),
            ..Inline::default()
        };
        let found = of(&line);
        let found: Vec<&str> = found.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn sentences_side_by_side_are_two() {
        check(
            "Ebb carries boats out of the harbour; flood carries them in again",
            &[
                "Ebb carries boats out of the harbour",
                "flood carries them in again",
            ],
        );
    }

    #[test]
    fn parts_that_are_no_sentences_stay_together() {
        check("A gate that holds water; opened at low tide", &[]);
        check("The ebb is strong; it is used by all boats", &[]);
    }
}
