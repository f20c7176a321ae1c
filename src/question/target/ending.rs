//! The phrase at the end of the main clause, or the two that "and" or "or" joins there.

use std::ops::Range;

use super::{Reason, Target, WORDS, around, bare, is_boundary, word_spans};
use crate::fact::text;
use crate::note::Inline;
use crate::question::clause;

/// Fewest words of a main clause whose end is asked for.
const CLAUSE: usize = 4;

/// What ends the main clause besides the signs and words that end any phrase.
const CUTS: [&str; 4] = [", e.g", ". ", " → ", " including "];

/// Words whose next word is a verb and no part of a noun phrase.
const BEFORE_VERB: [&str; 17] = [
    "can",
    "to",
    "must",
    "will",
    "may",
    "should",
    "could",
    "cannot",
    "can't",
    "might",
    "would",
    "not",
    "don't",
    "doesn't",
    "won't",
    "shouldn't",
    "couldn't",
];

/// What a sentence ends with.
pub(super) fn find(line: &Inline) -> Option<Target> {
    let end = main_clause_end(&line.text);
    let clause = Clause {
        text: &line.text,
        spans: word_spans(&line.text[..end]),
    };
    if clause.spans.len() < CLAUSE {
        return None;
    }
    let last = clause.spans.len();
    let mut start = clause.phrase_start(last, WORDS);
    if start > 0 && BEFORE_VERB.contains(&clause.word(start - 1).as_str()) {
        start += 1;
    }
    if start >= last {
        return None;
    }
    let range = clause.range(start, last);
    let bracketed = |bracket: &Range<usize>| bracket.start < range.end && range.start < bracket.end;
    if text::brackets(&line.text).iter().any(bracketed) {
        return None;
    }
    if start >= 2 && matches!(clause.word(start - 1).as_str(), "and" | "or") {
        return clause.pair(start, range);
    }
    let subordinate = start > 0
        && matches!(
            clause.word(start - 1).as_str(),
            "before" | "after" | "while" | "than" | "like"
        );
    if subordinate || line.text[..range.start].trim_end().ends_with("number of") {
        return None;
    }
    let before = &line.text[..range.start];
    let base = if is_required(before) {
        0.66
    } else if is_complement(before) {
        0.56
    } else if around::is_small(&line.text[range.clone()]) {
        // One everyday word behind a verb or preposition: many would fit.
        0.36
    } else {
        0.5
    };
    Some(Target::new(Reason::Ending, range, base))
}

/// A main clause and its words.
struct Clause<'t> {
    text: &'t str,
    spans: Vec<Range<usize>>,
}

impl Clause<'_> {
    fn word(&self, at: usize) -> String {
        self.text[bare(self.text, &self.spans[at])].to_lowercase()
    }

    /// The bytes from one word up to another.
    fn range(&self, first: usize, end: usize) -> Range<usize> {
        bare(self.text, &self.spans[first]).start..bare(self.text, &self.spans[end - 1]).end
    }

    /// The first word of the noun phrase that ends before a word.
    fn phrase_start(&self, end: usize, most: usize) -> usize {
        let closes = |at: usize| {
            at + 1 < end
                && self.text[self.spans[at].clone()].ends_with([',', ';', ':', ')', '”', '"'])
        };
        let mut start = end;
        while start > 1
            && end - start < most
            && !is_boundary(&self.word(start - 1))
            && !closes(start - 1)
        {
            start -= 1;
        }
        start
    }

    /// "SNS or SQS" at the end of a sentence: both are asked for. Where more than two are joined the
    /// blanks would leave the rest to be guessed.
    fn pair(&self, start: usize, last: Range<usize>) -> Option<Target> {
        let end = start - 1;
        let first = self.phrase_start(end, 3);
        let listed = self.text[..self.spans[first.min(end)].start]
            .trim_end()
            .ends_with(',');
        if first == end || listed {
            return None;
        }
        let ranges = vec![self.range(first, end), last];
        // Two names are what the sentence says; two nouns may be any.
        let named = |range: &Range<usize>| self.text[range.clone()].starts_with(char::is_uppercase);
        let base = if ranges.iter().all(named) { 0.58 } else { 0.48 };
        Some(Target {
            ranges,
            base,
            ..Target::default()
        })
    }
}

/// Whether the words before a phrase make it what the subject is: "security groups are …".
fn is_complement(before: &str) -> bool {
    [
        " is ",
        " are ",
        " is not ",
        " are not ",
        " is always ",
        " is only ",
    ]
    .iter()
    .any(|copula| before.ends_with(copula))
}

/// Whether the words before a phrase make it a duty: "make sure that it is …".
fn is_required(before: &str) -> bool {
    let before = before.to_lowercase();
    let duty = [
        "make sure",
        "ensure",
        "must",
        "should",
        "needs to",
        "need to",
        "has to",
        "have to",
    ];
    [" is ", " are ", " be "]
        .iter()
        .any(|copula| before.ends_with(copula))
        && duty.iter().any(|word| before.contains(word))
}

/// Where the main clause ends: before brackets, remarks and subordinate clauses.
fn main_clause_end(text: &str) -> usize {
    let long_enough =
        |at: &usize| text::count(&text[..*at]) > CLAUSE && !is_abbreviated(&text[..*at]);
    let cut = |cut: &&str| text.match_indices(*cut).map(|(at, _)| at).find(long_enough);
    clause::ENDS
        .iter()
        .chain(&CUTS)
        .filter_map(cut)
        .min()
        .unwrap_or(text.len())
}

/// Whether the full stop behind a text belongs to an abbreviation.
fn is_abbreviated(text: &str) -> bool {
    ["i.e", "e.g", "vs", "approx", "etc"]
        .iter()
        .any(|short| text.ends_with(short))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let line = Inline {
            text: text.into(),
            ..Inline::default()
        };
        let found = find(&line).map(|target| target.ranges).unwrap_or_default();
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn sentences_end_with_what_they_say() {
        check(
            "The function must be registered in a target group",
            &["target group"],
        );
        check("Failed events go to a queue (if there is one)", &["queue"]);
        check("Make sure the processing is idempotent", &["idempotent"]);
        check(
            "Increasing memory will also improve speed and network",
            &["speed", "network"],
        );
        check("A balancer can support many headers", &["headers"]);
        check("It runs", &[]);
    }
}
