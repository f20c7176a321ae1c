//! Names inside a sentence: short forms and words in capitals.

use std::ops::Range;

use super::{Reason, Target, WORDS, bare, word_spans};
use crate::fact::{document, text};
use crate::lexicon;
use crate::note::Inline;
use crate::question::template::Scope;

/// Names that occur more often are what the whole note is about, and can be guessed.
const DOMINANT: usize = 9;

/// The names of a sentence. Its first word is in capitals anyway and does not count.
pub(super) fn find(line: &Inline, scope: &Scope<'_>) -> Vec<Target> {
    let spans = word_spans(&line.text);
    let brackets = text::brackets(&line.text);
    let mut found = Vec::new();
    let mut at = 1;
    while at < spans.len() {
        let last = last_of_name(line, &spans, at, scope);
        if let Some(last) = last {
            let range = bare(&line.text, &spans[at]).start..bare(&line.text, &spans[last]).end;
            let base = worth(line, &spans, last, &range, scope);
            let inside = brackets
                .iter()
                .any(|bracket| bracket.start < range.end && range.start < bracket.end);
            if !inside {
                found.push(Target::new(Reason::Name, range, base));
            }
        }
        at = last.unwrap_or(at) + 1;
    }
    found
}

/// The last word of the name that begins at a place; `None` when none does.
fn last_of_name(
    line: &Inline,
    spans: &[Range<usize>],
    first: usize,
    scope: &Scope<'_>,
) -> Option<usize> {
    let is_name = |at: usize| {
        let word = &line.text[bare(&line.text, &spans[at])];
        let capital = word.starts_with(char::is_uppercase);
        capital && (document::is_acronym(word) || !scope.document.is_lower(&word.to_lowercase()))
    };
    let begins = line.text[..spans[first].start]
        .trim_end()
        .ends_with(['.', ':', '!', '?', '-', '–']);
    if begins || !is_name(first) {
        return None;
    }
    let goes_on = |at: usize| at + 1 < spans.len() && !closes(line, &spans[at]) && is_name(at + 1);
    let mut last = first;
    while last + 1 - first < WORDS && goes_on(last) {
        last += 1;
    }
    Some(last)
}

fn closes(line: &Inline, span: &Range<usize>) -> bool {
    line.text[span.clone()].ends_with([',', ';', ':', ')', '.', '”', '"'])
}

fn worth(
    line: &Inline,
    spans: &[Range<usize>],
    last: usize,
    range: &Range<usize>,
    scope: &Scope<'_>,
) -> f32 {
    let words = text::words(&line.text[range.clone()]);
    let next = spans
        .get(last + 1)
        .map(|span| line.text[bare(&line.text, span)].to_lowercase());
    // A name in front of a noun only tells which one is meant.
    let modifies = !closes(line, &spans[last]) && next.is_some_and(|next| is_noun_like(&next));
    let count = words
        .iter()
        .map(|word| scope.document.count(word))
        .min()
        .unwrap_or(0);
    let mut base = 0.46;
    for (condition, weight) in [
        (count > 1, 0.06),
        (range.start * 3 > line.text.len(), 0.06),
        (modifies, -0.14),
        (count > DOMINANT, -0.12),
    ] {
        if condition {
            base += weight;
        }
    }
    base
}

/// Whether a word behind a name goes on with its noun phrase: "EC2 instances", "Brute forcing".
fn is_noun_like(word: &str) -> bool {
    !(word.is_empty()
        || lexicon::is_stop(word)
        || lexicon::is_finite(word)
        || word.ends_with("ed")
        || word.ends_with("ly"))
}
