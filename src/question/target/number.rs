//! Numbers that are facts: with a unit, a counted noun, or a word that makes them a limit.

use std::ops::Range;

use super::{Reason, Target};
use crate::fact::text;
use crate::lexicon;
use crate::note::Inline;

/// Units that a number may carry; the unit stays in the prompt.
const UNITS: [&str; 46] = [
    "gb", "mb", "kb", "tb", "gib", "mib", "kib", "tib", "bits", "bit", "bytes", "byte", "second",
    "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "ms", "%", "percent", "times", "iops", "hz", "mhz", "ghz", "km",
    "m", "cm", "mm", "kg", "g", "mg", "ml", "volts", "degrees", "tries", "attempts",
];

/// Words in front of a number that make it a limit.
const LIMITS: [&str; 10] = [
    "up to ", "max ", "maximum ", "minimum ", "min ", "least ", "most ", "default ", "every ",
    "than ",
];

/// The numbers of a line that can be asked for.
pub(super) fn find(line: &Inline) -> Vec<Target> {
    let shielded = text::brackets(&line.text);
    digits(&line.text)
        .into_iter()
        .filter(|range| {
            // "(up to 3 GB)" is a limit of what stands in front.
            let limit = |bracket: &Range<usize>| {
                let before = line.text[bracket.start + 1..range.start].to_lowercase();
                LIMITS.contains(&before.as_str())
            };
            !shielded
                .iter()
                .any(|bracket| bracket.contains(&range.start) && !limit(bracket))
        })
        .filter_map(|range| {
            Some(Target::new(
                Reason::Number,
                range.clone(),
                worth(&line.text, &range)?,
            ))
        })
        .collect()
}

/// Runs of digits, with the points and commas inside them.
fn digits(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while digit(at)
            || (at > start && matches!(bytes[at..].first(), Some(b'.' | b',')) && digit(at + 1))
        {
            at += 1;
        }
        if at > start {
            found.push(start..at);
        }
        at += 1;
    }
    found
}

/// The score that a number starts with; `None` when it is part of a name, a date, a version or a
/// formula.
fn worth(text: &str, range: &Range<usize>) -> Option<f32> {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let joined = |c: char| c.is_alphanumeric() || "-./_@^$:#\\=–~".contains(c) && c != '~';
    if before.ends_with(joined) {
        return None;
    }
    let behind = after.trim_start_matches([' ', '-']);
    let unit: String = behind
        .chars()
        .take_while(|c| c.is_alphabetic() || *c == '%')
        .collect();
    let measured = UNITS.contains(&unit.to_lowercase().as_str());
    let glued = after.starts_with(|c: char| c.is_alphabetic() || c == '-');
    // "5G" is a name, "30s" is measured.
    let letter = glued && unit.len() == 1 && unit != "s" && unit != "%";
    if after.starts_with(['/', '_', ':', '^', '=', '–']) || glued && !measured || letter {
        return None;
    }
    // "RAID 5" and "Layer 4" are names.
    let named = before
        .split_whitespace()
        .last()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    if named && !measured {
        return None;
    }
    let noun = text::words(behind.split_whitespace().next().unwrap_or_default()).concat();
    let counted = !measured && lexicon::is_plural(&noun) && !lexicon::is_stop(&noun);
    let lower = before.to_lowercase();
    let limited = LIMITS.iter().any(|word| lower.ends_with(word));
    match (measured || limited, counted) {
        (true, _) => Some(0.7),
        (false, true) => Some(0.6),
        (false, false) => None,
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
        let found: Vec<&str> = find(&line)
            .iter()
            .map(|target| &text[target.ranges[0].clone()])
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn numbers_that_are_facts() {
        check(
            "up to 10,240 MB of memory and 15 minutes",
            &["10,240", "15"],
        );
        check("retries 2 times, so 3 attempts", &["2", "3"]);
        check("about 99.9% of requests", &["99.9"]);
        check("a window of 30-second length", &["30"]);
    }

    #[test]
    fn numbers_that_name_or_date() {
        check("HTTP/1.1 and EC2 on port:80 since 2019 in us-east-1", &[]);
        check("x = 3 and v1.2", &[]);
        check("plain text (5 MB)", &[]);
        check("plain text (up to 5 MB)", &["5"]);
    }
}
