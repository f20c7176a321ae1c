//! Abbreviations that are written out in two ways.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::check::{Context, Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::Inline;
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "two-expansions",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/two-expansions.md"),
    run: Run::Whole(two_expansions),
    on_request: false,
};

/// Abbreviations have this many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// One way to write an abbreviation out.
struct Expansion<'a> {
    /// As it is written first.
    written: &'a str,
    places: Vec<Span>,
}

fn two_expansions(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let of_sheets: Vec<Vec<(&str, &str, Span)>> = context
        .sheets
        .par_iter()
        .map(|sheet| {
            let lines = sheet.lines().filter(|line| line.text.contains('('));
            let found = lines.flat_map(|line| {
                let found = expansions(&line.text).into_iter();
                found.map(|(short, written)| (short, written, place(sheet, line, written)))
            });
            found.collect()
        })
        .collect();
    let mut all: BTreeMap<&str, BTreeMap<String, Expansion<'_>>> = BTreeMap::new();
    for (short, written, place) in of_sheets.into_iter().flatten() {
        let ways = all.entry(short).or_default();
        let expansion = ways.entry(normalised(written)).or_insert(Expansion {
            written,
            places: Vec::new(),
        });
        expansion.places.push(place);
    }
    for (short, ways) in &all {
        // Of ways that are used equally often the first by the alphabet counts as the usual one.
        let Some(usual) = ways.values().rev().max_by_key(|way| way.places.len()) else {
            continue;
        };
        let others = ways.values().filter(|way| !std::ptr::eq(*way, usual));
        for way in others.filter(|way| is_slip(way.written, usual.written)) {
            found.push(problem(short, way, usual));
        }
    }
}

/// "Single Sign On (SSO)": the abbreviations of a line with the words before that they stand for.
fn expansions(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let Some(close) = text[open..].find(')').map(|at| at + open) else {
            continue;
        };
        let short = &text[open + 1..close];
        let capitals = short.chars().all(|c| c.is_ascii_uppercase());
        if capitals && LETTERS.contains(&short.len()) {
            found.extend(words_for(&text[..open], short).map(|words| (short, words)));
        }
    }
    found
}

/// The words at the end of a text whose first letters are those of an abbreviation.
fn words_for<'t>(text: &'t str, short: &str) -> Option<&'t str> {
    let text = text.trim_end();
    let mut letters = short
        .chars()
        .rev()
        .map(|c| c.to_ascii_lowercase())
        .peekable();
    let mut start = text.len();
    while let Some(letter) = letters.peek() {
        let rest = text[..start].trim_end_matches([' ', '-']);
        let word = rest.rfind([' ', '-', '(', '/']).map_or(0, |at| at + 1);
        let first = rest[word..].chars().next()?.to_ascii_lowercase();
        if first == *letter {
            letters.next();
        } else if !matches!(
            &rest[word..],
            "of" | "and" | "the" | "for" | "in" | "to" | "on" | "a" | "&"
        ) {
            return None;
        }
        start = word;
    }
    let words = &text[start..];
    let plain = words
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&' | '\'' | '/'));
    plain.then_some(words)
}

/// Whether one way looks like a slip of the other: they share words, and are not the same words in other
/// forms. An abbreviation that stands for two things has nothing in common but its letters.
fn is_slip(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split([' ', '-', '/']).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    let shared = one
        .iter()
        .filter(|word| word.len() > 3 && other.contains(word));
    let pairs = || one.iter().zip(&other).filter(|(a, b)| a != b);
    let inflected = one.len() == other.len() && pairs().all(|(a, b)| is_form_of(a, b));
    shared.count() > 0 && !inflected
}

/// Whether two words differ in their endings: "compute" and "computing".
fn is_form_of(a: &str, b: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "e", "s", "es", "ed", "er", "or", "ing", "ion", "ation", "y", "ies",
    ];
    let shared: usize = a
        .chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    shared >= 4 && ENDINGS.contains(&&a[shared..]) && ENDINGS.contains(&&b[shared..])
}

/// Without what two ways may differ in and be the same: case, hyphens, plural.
fn normalised(written: &str) -> String {
    let words = written
        .split([' ', '-', '/'])
        .filter(|word| !word.is_empty());
    let words = words.map(|word| {
        let word = word.to_lowercase().replace('&', "and");
        word.strip_suffix('s')
            .unwrap_or(&word)
            .replace("ae", "e")
            .replace("our", "or")
            .replace('z', "s")
    });
    words.collect::<Vec<_>>().concat()
}

fn place(sheet: &Sheet<'_>, line: &Inline, written: &str) -> Span {
    match line.text.find(written) {
        Some(at) => sheet.place(line, at..at + written.len()),
        None => first_line(line.span, sheet.source),
    }
}

fn problem(short: &str, way: &Expansion<'_>, usual: &Expansion<'_>) -> Diagnostic {
    Diagnostic {
        labels: vec![Label {
            span: usual.places[0],
            text: "it stands for this here".into(),
        }],
        help: Some("correct one of the two; if both are meant, say so in the note".into()),
        ..RULE.found(
            format!(
                "`{short}` is {} here and {} elsewhere",
                quoted(way.written),
                quoted(usual.written)
            ),
            way.places[0],
        )
    }
}
