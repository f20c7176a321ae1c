//! Dates that are facts: a day, a month with its year, or a year behind a word that makes it one.

use std::ops::Range;

use super::{Reason, Target, bare, word_spans};
use crate::fact::text;
use crate::lexicon;
use crate::note::Inline;

/// Where a date starts; with the day or the month it is exact.
const YEAR: f32 = 0.62;
const EXACT: f32 = 0.66;

/// Names of the months, in full and in short.
pub(in crate::question) const MONTHS: [&str; 24] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Words in front of a year.
const BEFORE: [&str; 17] = [
    "in", "since", "until", "till", "from", "by", "after", "before", "during", "of", "to",
    "around", "circa", "c", "ca", "early", "late",
];

/// Names behind which a year counts versions or is the name of a standard.
const VERSIONS: [&str; 10] = [
    "windows",
    "server",
    "office",
    "studio",
    "exchange",
    "sharepoint",
    "version",
    "iso",
    "top",
    "sql",
];

/// The dates of a line, at most two.
pub(super) fn find(line: &Inline) -> Vec<Target> {
    let text = &line.text;
    let spans = word_spans(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < spans.len() && found.len() < 2 {
        let Some((range, words, base)) = date_at(text, &spans, at) else {
            at += 1;
            continue;
        };
        at += words;
        if !is_range(text, &range) {
            found.push(Target::new(Reason::Date, range, base));
        }
    }
    found
}

/// The date that a text begins with.
pub(in crate::question) fn opening(text: &str) -> Option<Range<usize>> {
    let spans = word_spans(text);
    let year = spans
        .first()
        .map(|span| bare(text, span))
        .filter(|range| is_year(&text[range.clone()]));
    let found = date_at(text, &spans, 0).map(|(range, ..)| range).or(year)?;
    (found.start == 0 && !is_range(text, &found)).then_some(found)
}

/// Whether a year behind these words is the year of a version or a standard.
pub(in crate::question) fn is_version(words: &str) -> bool {
    text::words(words)
        .iter()
        .any(|word| VERSIONS.contains(&word.as_str()))
}

/// The date that starts at a word, how many words it has, and where its score starts.
fn date_at(text: &str, spans: &[Range<usize>], at: usize) -> Option<(Range<usize>, usize, f32)> {
    let word = |at: usize| spans.get(at).map_or("", |span| &text[bare(text, span)]);
    let closed = |at: usize| {
        let span = &spans[at];
        bare(text, span).end < span.end
    };
    let range = |last: usize| bare(text, &spans[at]).start..bare(text, &spans[last]).end;
    spans.get(at)?;
    let first = word(at);
    // "28 June 1919", "28 June".
    if is_day(first) && is_month(word(at + 1)) && !closed(at) {
        let whole = is_year(word(at + 2)) && !closed(at + 1);
        let last = if whole { at + 2 } else { at + 1 };
        return Some((range(last), last - at + 1, EXACT));
    }
    if is_month(first) && first.starts_with(char::is_uppercase) && !closed(at) {
        // "June 28, 1919", "June 1919".
        if is_day(word(at + 1)) && is_year(word(at + 2)) {
            return Some((range(at + 2), 3, EXACT));
        }
        if is_year(word(at + 1)) {
            return Some((range(at + 1), 2, EXACT));
        }
    }
    let before = at
        .checked_sub(1)
        .map_or(String::new(), |before| word(before).to_lowercase());
    let marked = BEFORE.contains(&before.as_str()) && !closed(at - 1);
    let next = word(at + 1).to_lowercase();
    let counted = at + 1 < spans.len() && !closed(at) && lexicon::is_plural(&next);
    let named = is_version(&text[..spans[at].start]);
    (is_year(first) && marked && !counted && !named).then(|| (range(at), 1, YEAR))
}

fn is_day(word: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .unwrap_or(word);
    digits.len() <= 2
        && digits
            .parse::<u8>()
            .is_ok_and(|day| (1..=31).contains(&day))
}

pub(in crate::question) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word.to_lowercase().as_str()) && word.starts_with(char::is_uppercase)
}

pub(in crate::question) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u16>()
            .is_ok_and(|year| (1000..=2100).contains(&year))
}

/// Whether a date is one end of a range, which two blanks would have to ask for.
fn is_range(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end();
    let after = text[range.end..].trim_start();
    let joins = ['-', '–', '/'];
    let digit = |c: char| c.is_ascii_digit();
    let goes_on = after
        .strip_prefix(joins)
        .is_some_and(|rest| rest.trim_start().starts_with(digit));
    let went_on = before
        .strip_suffix(joins)
        .is_some_and(|rest| rest.trim_end().ends_with(digit));
    let glued = text[range.end..].starts_with(joins) || text[..range.start].ends_with(joins);
    goes_on || went_on || glued
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
    fn days_months_and_years() {
        check("Founded 3 May 1871 by the monks", &["3 May 1871"]);
        check(
            "Rebuilt in March 1922, burnt down in 1931",
            &["March 1922", "1931"],
        );
        check("Sold on June 5, 1950", &["June 5, 1950"]);
    }

    #[test]
    fn numbers_that_are_no_dates() {
        check("sold 1950 wheels and 2000 in store", &[]);
        check("runs on Windows Server in 2019", &[]);
        check("kept from 1950-1960", &[]);
        check("It may 2000 times", &[]);
    }
}
