//! What a sentence says that something is called, or is shown, treated, stored as.

use std::ops::Range;

use super::{Reason, Target, WORDS, bare, is_boundary, word_spans};
use crate::fact::text;
use crate::lexicon;
use crate::note::Inline;

/// Words behind which a name stands.
const CALLED: [&str; 5] = [
    " called ",
    " named ",
    " known as ",
    " referred to as ",
    " termed ",
];

/// Words behind which stands what something becomes.
const SEEN: [&str; 12] = [
    " shown as ",
    " displayed as ",
    " treated as ",
    " represented as ",
    " returned as ",
    " delivered as ",
    " stored as ",
    " encoded as ",
    " implemented as ",
    " classified as ",
    " exposed as ",
    " passed as ",
];

/// Where a name starts, and where something else.
const NAME: f32 = 0.62;
const FORM: f32 = 0.58;

/// Fewest words in front of the name.
const BEFORE: usize = 3;

/// The name or form of a sentence, where it gives one.
pub(super) fn find(line: &Inline) -> Option<Target> {
    let text = &line.text;
    let behind = |marks: &[&str]| {
        let found = marks
            .iter()
            .filter_map(|mark| Some(text.find(mark)? + mark.len()));
        found.min()
    };
    let called = behind(&CALLED).map(|at| (at, NAME));
    let (at, base) = called
        .or_else(|| behind(&SEEN).map(|at| (at, FORM)))
        .or_else(|| maker(text).map(|at| (at, FORM)))?;
    let range = phrase(text, at)?;
    let whole = text::count(&text[..at]) > BEFORE;
    whole.then(|| Target::new(Reason::Called, range, base))
}

/// Where the name of who made or led something begins, when it ends the sentence: "was led by Anna Berg".
fn maker(text: &str) -> Option<usize> {
    let at = text.rfind(" by ")? + " by ".len();
    let before = text::words(&text[..at]);
    let done = before.iter().rev().nth(1)?;
    let name = text[at..].trim_end_matches('.');
    let words = name.split_whitespace();
    let large = words
        .clone()
        .all(|word| word.starts_with(char::is_uppercase));
    let past = before
        .iter()
        .any(|word| matches!(word.as_str(), "was" | "were"));
    let fits = lexicon::is_participle(done) && large && (2..=WORDS).contains(&words.count());
    (fits && past).then_some(at)
}

/// The noun phrase that begins at a byte, without its article.
fn phrase(text: &str, at: usize) -> Option<Range<usize>> {
    let spans: Vec<Range<usize>> = word_spans(text)
        .into_iter()
        .filter(|span| span.start >= at)
        .collect();
    let word = |span: &Range<usize>| text[bare(text, span)].to_lowercase();
    let first = spans
        .iter()
        .position(|span| !matches!(word(span).as_str(), "a" | "an" | "the"))
        .filter(|first| *first <= 1)?;
    let mut last = None;
    for (at, span) in spans.iter().enumerate().skip(first).take(WORDS) {
        let cut = &text[span.clone()];
        if is_boundary(&word(span)) || cut.starts_with('(') {
            break;
        }
        last = Some(at);
        if cut.ends_with([',', '.', ';', ':', ')', '”', '"']) {
            break;
        }
    }
    let range = bare(text, &spans[first]).start..bare(text, &spans[last?]).end;
    let joined = text[range.end..].trim_start();
    let listed = ["or ", "and ", ", "]
        .iter()
        .any(|sign| joined.starts_with(sign));
    (!listed && range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        let line = Inline {
            text: text.into(),
            ..Inline::default()
        };
        let found = find(&line).map(|target| target.ranges[0].clone());
        assert_eq!(found.map(|range| &text[range]), expect, "{text}");
    }

    #[test]
    fn names_and_forms_are_found() {
        check(
            "A herd of young goats is called a kindergarten",
            Some("kindergarten"),
        );
        check(
            "The milk of one day is shown as bars within the chart",
            Some("bars"),
        );
        check("Old goats are known as bucks or billies", None);
        check("Called off", None);
        check(
            "The dairy union was founded by Anna Berg",
            Some("Anna Berg"),
        );
        check("The dairy union was founded by two farmers", None);
    }
}
