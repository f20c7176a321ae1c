//! Which phrase of a sentence to leave out: a blank the author set, marked terms, numbers, names, and
//! at last what the sentence ends with, since new information comes last.

use std::ops::Range;

use super::context;
use super::template::Scope;
use crate::fact::document;
use crate::fact::text::{self, Shape};
use crate::lexicon;
use crate::note::{Inline, MarkKind};

/// A phrase, or two that belong together, and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Target {
    pub(super) ranges: Vec<Range<usize>>,
    pub(super) base: f32,
    pub(super) marked: bool,
    pub(super) number: bool,
    pub(super) recurs: bool,
    pub(super) common: bool,
    /// Whether it only stands at the end of the sentence.
    pub(super) ending: bool,
}

/// Most words of an answer.
const WORDS: usize = 4;

/// Targets of a line, best first. `avoid` are stems that the prompt shows anyway.
pub(super) fn targets(
    line: &Inline,
    shape: Shape,
    scope: &Scope<'_>,
    avoid: &std::collections::BTreeSet<String>,
) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    for (kind, base) in [
        (MarkKind::Hole, 0.9),
        (MarkKind::Bold, 0.66),
        (MarkKind::Code, 0.6),
    ] {
        found.extend(marked(line, kind, base));
    }
    found.extend(numbers(line));
    found.extend(names(line, shape, scope));
    if shape != Shape::Fragment {
        found.extend(ending(line));
    }
    for target in &mut found {
        narrow(target, line, avoid);
        let words: Vec<String> = target
            .ranges
            .iter()
            .flat_map(|range| text::words(&line.text[range.clone()]))
            .collect();
        target.common = !target.number
            && words
                .iter()
                .all(|word| lexicon::is_common(word) || lexicon::is_stop(word));
        target.recurs = words.iter().any(|word| {
            !lexicon::is_common(word) && !lexicon::is_stop(word) && scope.document.count(word) > 1
        });
    }
    found.retain(|target| is_fair(target, line, avoid));
    found.sort_by(|a, b| b.base.total_cmp(&a.base));
    found
}

/// Leaves words out at the front of an answer that stand in the rest of the sentence or above it: in
/// "the events go to an event queue" only "queue" is asked for.
fn narrow(target: &mut Target, line: &Inline, avoid: &std::collections::BTreeSet<String>) {
    let [range] = target.ranges.as_mut_slice() else {
        return;
    };
    let mut rest = line.text.clone();
    rest.replace_range(range.clone(), " ");
    let shown = context::stems(&rest);
    while let Some(space) = line.text[range.clone()].find(' ') {
        let first = context::stems(&line.text[range.start..range.start + space]);
        if first.is_empty()
            || !first
                .iter()
                .any(|stem| shown.contains(stem) || avoid.contains(stem))
        {
            return;
        }
        let skip = line.text[range.start + space..range.end].len()
            - line.text[range.start + space..range.end].trim_start().len();
        range.start += space + skip;
    }
}

fn marked(line: &Inline, kind: MarkKind, base: f32) -> Vec<Target> {
    let whole = text::count(&line.text);
    line.marks
        .iter()
        .filter(|mark| mark.kind == kind)
        .filter(|mark| {
            let part = &line.text[mark.range.clone()];
            let words = text::count(part);
            (1..=WORDS).contains(&words) && whole >= words + 3
        })
        .map(|mark| Target {
            ranges: vec![trim(line, &mark.range)],
            base,
            marked: true,
            ..Target::default()
        })
        .collect()
}

/// A range without the blanks and signs around its words.
fn trim(line: &Inline, range: &Range<usize>) -> Range<usize> {
    const SIGNS: [char; 12] = [' ', '"', '“', '”', '(', ')', ':', ',', '.', ';', '*', '_'];
    let part = &line.text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(SIGNS).len());
    let end = range.start + part.trim_end_matches(SIGNS).len();
    start..end.max(start)
}

/// Units that a number may carry; the unit stays in the prompt.
const UNITS: [&str; 46] = [
    "gb", "mb", "kb", "tb", "gib", "mib", "kib", "tib", "bits", "bit", "bytes", "byte", "second",
    "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "ms", "%", "percent", "times", "iops", "hz", "mhz", "ghz", "km",
    "m", "cm", "mm", "kg", "g", "mg", "ml", "volts", "degrees", "tries", "attempts",
];

fn numbers(line: &Inline) -> Vec<Target> {
    let mut found = Vec::new();
    let text = &line.text;
    let bytes = text.as_bytes();
    let shielded = text::brackets(text);
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b'.' | b',')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        let before = text[..start].chars().next_back();
        let after = &text[at..];
        let word_before = before.is_some_and(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    '-' | '.' | '/' | '_' | '@' | '^' | '$' | ':' | '#' | '\\' | '=' | '–'
                )
        });
        let rest = after.trim_start_matches([' ', '-']);
        let unit: String = rest
            .chars()
            .take_while(|c| c.is_alphabetic() || *c == '%')
            .collect::<String>()
            .to_lowercase();
        let glued = after.starts_with(|c: char| c.is_alphabetic());
        let measured = UNITS.contains(&unit.as_str());
        let bad_after = after.starts_with(['/', '_', ':', '^', '=', '–'])
            || after.starts_with("-") && !measured
            || (glued && !measured);
        if word_before || bad_after || shielded.iter().any(|range| range.contains(&start)) {
            continue;
        }
        let noun = rest
            .split_whitespace()
            .next()
            .map(|word| {
                word.trim_matches(|c: char| !c.is_alphanumeric())
                    .to_lowercase()
            })
            .unwrap_or_default();
        let counted = !measured && lexicon::is_plural(&noun) && !lexicon::is_stop(&noun);
        let limited = [
            "up to ", "max ", "maximum ", "minimum ", "min ", "least ", "most ", "default ",
            "every ", "than ",
        ]
        .iter()
        .any(|word| text[..start].to_lowercase().ends_with(word));
        if measured || counted || limited {
            let base = if measured || limited { 0.7 } else { 0.6 };
            found.push(Target {
                ranges: vec![start..at],
                base,
                number: true,
                ..Target::default()
            });
        }
    }
    found
}

/// Names inside the sentence: short forms and words in capitals that occur elsewhere too.
fn names(line: &Inline, shape: Shape, scope: &Scope<'_>) -> Vec<Target> {
    if shape == Shape::Fragment {
        return Vec::new();
    }
    let spans = word_spans(&line.text);
    let mut found = Vec::new();
    let mut at = 1;
    while at < spans.len() {
        let is_name = |at: usize| {
            let word = bare(&line.text, &spans[at]);
            let part = &line.text[word];
            let capital =
                part.starts_with(char::is_uppercase) && part.chars().any(char::is_alphabetic);
            capital
                && (document::is_acronym(part) || !scope.document.is_lower(&part.to_lowercase()))
        };
        let sentence_start = line.text[..spans[at].start]
            .trim_end()
            .ends_with(['.', ':', '!', '?', '-', '–']);
        if !is_name(at) || sentence_start {
            at += 1;
            continue;
        }
        let first = at;
        while at + 1 < spans.len()
            && at + 1 - first < WORDS
            && is_name(at + 1)
            && !line.text[..spans[at].end].ends_with([',', ';', ':', ')'])
        {
            at += 1;
        }
        let range = bare(&line.text, &spans[first]).start..bare(&line.text, &spans[at]).end;
        let word = line.text[range.clone()].to_lowercase();
        let recurs = text::words(&word)
            .iter()
            .any(|word| scope.document.count(word) > 1);
        let late = range.start * 3 > line.text.len();
        // A name in front of a noun only tells which one is meant, and the subject of a whole note can
        // be guessed.
        let next = spans
            .get(at + 1)
            .map(|span| line.text[bare(&line.text, span)].to_lowercase());
        let closed = line.text[spans[at].clone()].ends_with([',', ';', ':', ')', '.', '”', '"']);
        let modifies = !closed && next.is_some_and(|next| is_noun_like(&next));
        let dominant = scope.document.count(&word) > 9;
        let mut base = 0.46;
        for (condition, weight) in [
            (recurs, 0.06),
            (late, 0.06),
            (modifies, -0.14),
            (dominant, -0.12),
        ] {
            if condition {
                base += weight;
            }
        }
        found.push(Target {
            ranges: vec![range],
            base,
            ..Target::default()
        });
        at += 1;
    }
    found
}

/// The phrase at the end of the main clause, or the two that "and" or "or" joins there.
fn ending(line: &Inline) -> Vec<Target> {
    let end = main_clause_end(&line.text);
    let spans: Vec<Range<usize>> = word_spans(&line.text[..end]);
    if spans.len() < 4 {
        return Vec::new();
    }
    let word = |at: usize| line.text[bare(&line.text, &spans[at])].to_lowercase();
    let mut start = spans.len();
    while start > 1
        && spans.len() - start < WORDS
        && !is_boundary(&word(start - 1))
        && !ends_phrase(&line.text, &spans, start - 1, spans.len())
    {
        start -= 1;
    }
    // Behind "can" or "to" the first word is the verb.
    if start > 0
        && matches!(
            word(start - 1).as_str(),
            "can"
                | "to"
                | "must"
                | "will"
                | "may"
                | "should"
                | "could"
                | "cannot"
                | "can't"
                | "might"
                | "would"
                | "not"
                | "don't"
                | "doesn't"
        )
    {
        start += 1;
    }
    if start >= spans.len() {
        return Vec::new();
    }
    let range =
        bare(&line.text, &spans[start]).start..bare(&line.text, &spans[spans.len() - 1]).end;
    if text::brackets(&line.text)
        .iter()
        .any(|bracket| bracket.start < range.end && range.start < bracket.end)
    {
        return Vec::new();
    }
    let joined = start >= 2 && matches!(word(start - 1).as_str(), "and" | "or");
    if joined {
        return paired(line, &spans, start, range);
    }
    let before = line.text[..range.start].to_lowercase();
    let required = [" is ", " are ", " be "]
        .iter()
        .any(|copula| before.ends_with(copula))
        && [
            "make sure",
            "ensure",
            "must",
            "should",
            "needs to",
            "need to",
            "has to",
            "have to",
        ]
        .iter()
        .any(|duty| before.contains(duty));
    let base = if required { 0.6 } else { 0.5 };
    vec![Target {
        ranges: vec![range],
        base,
        ending: true,
        ..Target::default()
    }]
}

/// "SNS or SQS" at the end of a sentence: both are asked for.
fn paired(line: &Inline, spans: &[Range<usize>], start: usize, last: Range<usize>) -> Vec<Target> {
    let word = |at: usize| line.text[bare(&line.text, &spans[at])].to_lowercase();
    let end = start - 1;
    let mut first = end;
    while first > 1
        && end - first < 3
        && !is_boundary(&word(first - 1))
        && !ends_phrase(&line.text, spans, first - 1, end)
    {
        first -= 1;
    }
    if first == end || line.text[..spans[first].start].trim_end().ends_with(',') {
        return Vec::new();
    }
    let before = bare(&line.text, &spans[first]).start..bare(&line.text, &spans[end - 1]).end;
    vec![Target {
        ranges: vec![before, last],
        base: 0.52,
        ..Target::default()
    }]
}

/// Whether the word at a place closes a phrase with a sign, so that the phrase does not go on.
fn ends_phrase(text: &str, spans: &[Range<usize>], at: usize, end: usize) -> bool {
    at + 1 < end && text[spans[at].clone()].ends_with([',', ';', ':', ')', '”', '"'])
}

/// Whether a word behind a name goes on with its noun phrase: "EC2 instances", "Brute forcing".
fn is_noun_like(word: &str) -> bool {
    !(word.is_empty()
        || lexicon::is_stop(word)
        || lexicon::is_finite(word)
        || word.ends_with("ed")
        || word.ends_with("ly"))
}

/// Words that a noun phrase does not reach over.
fn is_boundary(word: &str) -> bool {
    lexicon::is_stop(word)
        || lexicon::is_finite(word)
        || lexicon::is_base_verb(word)
        || word.ends_with("ed") && word.len() > 4
        || word.ends_with("ing") && word.len() > 5
        || word.ends_with("ly") && word.len() > 4
        || word.is_empty()
}

/// Where the main clause ends: before brackets, remarks and subordinate clauses.
fn main_clause_end(text: &str) -> usize {
    let cuts = [
        " (",
        "; ",
        " - ",
        " – ",
        " — ",
        ": ",
        ", which",
        ", so ",
        ", but ",
        " because ",
        " so that ",
        " if ",
        " when ",
        " unless ",
        " while ",
        " in case ",
        " e.g",
        ", e.g",
        " such as ",
        ". ",
        " → ",
        ", for example",
    ];
    let first = cuts
        .iter()
        .filter_map(|cut| {
            text.match_indices(cut)
                .map(|(at, _)| at)
                .find(|at| text::count(&text[..*at]) >= 5 && !is_abbreviated(&text[..*at]))
        })
        .min();
    first.unwrap_or(text.len())
}

/// Whether the full stop behind a text belongs to an abbreviation.
fn is_abbreviated(text: &str) -> bool {
    ["i.e", "e.g", "vs", "approx", "etc"]
        .iter()
        .any(|short| text.ends_with(short))
}

/// Byte ranges of the words of a text.
fn word_spans(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                spans.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        spans.push(from..text.len());
    }
    spans
}

/// A word without the punctuation around it.
fn bare(text: &str, span: &Range<usize>) -> Range<usize> {
    let word = &text[span.clone()];
    let sign = |c: char| !c.is_alphanumeric();
    let start = span.start + (word.len() - word.trim_start_matches(sign).len());
    let end = span.start
        + word
            .trim_end_matches(|c: char| sign(c) && !matches!(c, '%' | '+' | '#'))
            .len();
    start..end.max(start)
}

/// Whether the answer is worth a blank: it says something, and nothing around it gives it away.
fn is_fair(target: &Target, line: &Inline, avoid: &std::collections::BTreeSet<String>) -> bool {
    let mut rest = line.text.clone();
    let mut answer = String::new();
    for range in target.ranges.iter().rev() {
        if range.is_empty() || range.end > rest.len() {
            return false;
        }
        answer = format!("{} {answer}", &rest[range.clone()]);
        rest.replace_range(range.clone(), " ");
    }
    let words = text::words(&answer);
    let stems = context::telling(&answer);
    let says = words.iter().any(|word| !lexicon::is_stop(word));
    let emphasis = words.iter().all(|word| {
        lexicon::is_stop(word)
            || lexicon::is_finite(word)
            || matches!(word.as_str(), "never" | "always" | "important" | "default")
    });
    let shown = context::stems(&rest);
    let abbreviation = answer.contains("i.e") || answer.contains("e.g");
    let open =
        abbreviation || answer.contains('…') || answer.contains("...") || answer.contains("etc");
    let broken = !text::is_balanced(&answer) || answer.contains(['$', '\\', '[', ']', '{', '}']);
    says && !emphasis
        && !open
        && !broken
        && (target.number
            || (!stems
                .iter()
                .any(|stem| shown.contains(stem) || avoid.contains(stem))))
}
