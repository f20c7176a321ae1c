//! `cloze`: a sentence of the note with one phrase left out.

use std::ops::Range;

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, split};
use crate::lexicon;
use crate::note::{Inline, MarkKind};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::context;
use crate::question::target::{self, Reason, Target};

pub(super) const TEMPLATE: Template = Template {
    name: "cloze",
    any_language: true,
    write,
};

/// Fewest words that a sentence keeps beside its blank.
const REST: usize = 4;
/// Fewest of them that say something.
const CONTENT: usize = 3;
/// Longer sentences are cut at a joint.
const LONG: usize = 34;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { line, shape } = &fact.kind else {
        return Vec::new();
    };
    let Some(line) = shorten(line) else {
        return Vec::new();
    };
    let Some(prefix) = grounding(&line, *shape, fact) else {
        return Vec::new();
    };
    let mut targets = target::targets(&line, *shape, scope, &context::stems(&prefix));
    // In "how long to retain: for years" the left side names the point, the right side makes it.
    let point = split::split(&line)
        .and_then(|split| line.text.find(&split.right.text))
        .unwrap_or(0);
    targets.retain(|target| target.ranges.iter().all(|range| range.start >= point));
    // What the heading names is what the sentence is about, not what it says.
    let about = context::stems(fact.topic.nearest());
    let says = |range: &Range<usize>| context::stems(&line.text[range.clone()]).is_disjoint(&about);
    targets.retain(|target| {
        target.is_marked() || target.reason == Reason::Number || target.ranges.iter().all(says)
    });
    let numbers = targets
        .iter()
        .filter(|target| target.reason == Reason::Number)
        .count();
    let sentence = Sentence { line, prefix };
    targets
        .iter()
        .take(if numbers >= 2 { 2 } else { 1 })
        .filter_map(|target| ask(target, &sentence, fact, scope))
        .collect()
}

/// A sentence and the subject that is put in front of it.
struct Sentence {
    line: Inline,
    prefix: String,
}

/// A sentence of a length that can be read at once: the first of several, or up to a semicolon.
fn shorten(line: &Inline) -> Option<Inline> {
    let text = &line.text;
    if text::count(text) <= LONG && !text.contains("; ") {
        return Some(line.clone());
    }
    let ranges = text::brackets(text);
    let end = text
        .match_indices([';', '.'])
        .filter(|(at, sign)| *sign == ";" || text[at + 1..].starts_with(' '))
        .map(|(at, _)| at)
        .find(|at| {
            !ranges.iter().any(|range| range.contains(at)) && text::count(&text[..*at]) > REST
        })
        .unwrap_or(text.len());
    if text::count(&text[..end]) > LONG + 6 {
        return None;
    }
    let mut short = line.clone();
    short.text.truncate(end);
    short.marks.retain(|mark| mark.range.end <= end);
    Some(short)
}

/// Words at the start of a sentence that point at another one.
const POINTING: [&str; 33] = [
    "it",
    "this",
    "that",
    "these",
    "those",
    "they",
    "its",
    "their",
    "also",
    "additionally",
    "however",
    "then",
    "so",
    "therefore",
    "thus",
    "otherwise",
    "instead",
    "and",
    "or",
    "but",
    "here",
    "he",
    "she",
    "both",
    "such",
    "e.g",
    "i.e",
    "which",
    "ex",
    "example",
    "same",
    "again",
    "there",
];

/// Most words of a subject that is put in front.
const SUBJECT: usize = 8;

/// The subject that has to be put in front of a sentence, empty when it has its own. `None` when it
/// cannot be told what the sentence is about.
fn grounding(line: &Inline, shape: Shape, fact: &Fact) -> Option<String> {
    let first = text::words(&line.text)
        .into_iter()
        .next()
        .unwrap_or_default();
    let subject = context::subject(&fact.topic);
    let short = |most: usize| (1..=most).contains(&text::count(&subject));
    if POINTING.contains(&first.as_str()) {
        // Below a term "it" is the term.
        let below_term = matches!(first.as_str(), "it" | "they")
            && fact.topic.below_sentence
            && !fact.topic.labels.is_empty();
        return (below_term && short(4)).then(|| format!("{subject}: "));
    }
    if fact.topic.below_sentence && fact.topic.labels.is_empty() && shape != Shape::Clause {
        return None;
    }
    let named = matches!(
        first.as_str(),
        "a" | "an" | "the" | "each" | "every" | "all"
    );
    match shape {
        Shape::Condition => None,
        _ if named => Some(String::new()),
        Shape::Predicate | Shape::Participle | Shape::Fragment if short(SUBJECT) => {
            Some(format!("{subject}: "))
        }
        _ => Some(String::new()),
    }
}

/// Words that make a statement a limit or a duty.
const BINDING: [&str; 12] = [
    "must", "only", "cannot", "at most", "at least", "up to", "maximum", "minimum", "max ", "min ",
    "default", "always",
];

/// Words that announce an example, whose details are not the point.
const EXAMPLE: [&str; 5] = ["e.g", "ex:", "for example", "such as", "for instance"];

fn ask(target: &Target, sentence: &Sentence, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Sentence { line, prefix } = sentence;
    let mut blanked = line.text.clone();
    for range in target.ranges.iter().rev() {
        blanked.replace_range(range.clone(), BLANK);
    }
    let answer: Vec<String> = target
        .ranges
        .iter()
        .map(|range| line.text[range.clone()].to_string())
        .collect();
    if !says_enough(&blanked, prefix, target) {
        return None;
    }
    let question = Question {
        kind: match (answer.len(), target.reason) {
            (1, Reason::Number) => Kind::Number,
            (1, _) => Kind::Cloze,
            _ => Kind::List,
        },
        prompt: format!("{prefix}{}", finished(&blanked)),
        accept: answer
            .iter()
            .map(|answer| scope.document.aliases(answer))
            .collect(),
        answer,
        ..Question::default()
    };
    let lower = line.text.to_lowercase();
    let evidence = Evidence {
        base: target.base,
        marked: target.is_marked(),
        binding: BINDING.iter().any(|word| lower.contains(word)),
        recurs: target.recurs,
        prefixed: !prefix.is_empty() && !target.is_marked(),
        common: target.common,
        example: EXAMPLE.iter().any(|word| lower.contains(word)),
        ..Evidence::default()
    };
    Some(Candidate {
        confusable: confusable(&question.answer, fact, scope),
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    })
}

/// Whether enough is left beside the blank to tell what belongs there. A marked phrase may lean on its
/// heading.
fn says_enough(blanked: &str, prefix: &str, target: &Target) -> bool {
    let rest = blanked.replace(BLANK, " ");
    let shown = if target.is_marked() {
        format!("{prefix}{rest}")
    } else {
        rest.clone()
    };
    let content = text::words(&shown)
        .iter()
        .filter(|word| !lexicon::is_stop(word))
        .count();
    text::count(&rest) >= REST && content >= CONTENT && !rest.contains(" --")
}

/// Marked terms of the same group that an answer may be mixed up with.
fn confusable(answers: &[String], fact: &Fact, scope: &Scope<'_>) -> Vec<String> {
    let keys: Vec<Vec<String>> = answers.iter().map(|answer| text::key(answer)).collect();
    let mut found: Vec<String> = Vec::new();
    for other in scope
        .facts
        .iter()
        .filter(|other| other.group == fact.group && other.span != fact.span)
    {
        if let FactKind::Clause { line, .. } = &other.kind {
            for kind in [MarkKind::Bold, MarkKind::Code] {
                for term in line.marked(kind) {
                    let same = keys.contains(&text::key(term));
                    if !same && text::count(term) <= 4 && !found.iter().any(|known| known == term) {
                        found.push(term.to_string());
                    }
                }
            }
        }
    }
    found.truncate(8);
    found
}

/// The sentence with its full stop, unless it ends another way.
fn finished(sentence: &str) -> String {
    let sentence = sentence.trim();
    if sentence.ends_with(['.', '!', '?', ':', ')', '…', '”', '"']) {
        sentence.to_string()
    } else {
        format!("{sentence}.")
    }
}
