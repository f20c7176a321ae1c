//! `cloze`: a sentence of the note with one phrase left out.

use super::{Candidate, Evidence, Scope, Template, single, with_context};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, split};
use crate::lexicon;
use crate::note::{Inline, MarkKind};
use crate::question::card::{BLANK, Kind};
use crate::question::{context, target};

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
    let (line, shape) = match &fact.kind {
        FactKind::Clause { line, shape } => (line.clone(), *shape),
        // What a definition says is also a sentence when it says more than what the term is.
        _ => return Vec::new(),
    };
    let Some(line) = shorten(&line) else {
        return Vec::new();
    };
    let Some((line, prefix)) = grounded(line, shape, fact) else {
        return Vec::new();
    };
    let avoid = context::stems(&prefix);
    let mut targets = target::targets(&line, shape, scope, &avoid);
    // What the heading names is what the sentence is about, not what it says.
    let about = context::stems(fact.topic.nearest());
    // In "how long to retain: for years" the left side names the point, the right side makes it.
    let point =
        split::split(&line).map_or(0, |split| line.text.find(&split.right.text).unwrap_or(0));
    targets.retain(|target| target.ranges.iter().all(|range| range.start >= point));
    targets.retain(|target| {
        target.marked
            || target.number
            || !target.ranges.iter().any(|range| {
                context::stems(&line.text[range.clone()])
                    .iter()
                    .any(|stem| about.contains(stem))
            })
    });
    let numbers = targets.iter().filter(|target| target.number).count();
    let wanted = if numbers >= 2 { 2 } else { 1 };
    targets
        .iter()
        .take(wanted)
        .filter_map(|target| ask(target, &line, &prefix, fact, scope))
        .collect()
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
            !ranges.iter().any(|range| range.contains(at)) && text::count(&text[..*at]) >= REST + 1
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

/// Makes sure that the sentence has a subject: its own, or one that is put in front. Returns the
/// sentence and the text in front of it.
fn grounded(line: Inline, shape: Shape, fact: &Fact) -> Option<(Inline, String)> {
    let first = text::words(&line.text)
        .into_iter()
        .next()
        .unwrap_or_default();
    let dangling = matches!(
        first.as_str(),
        "it" | "this"
            | "that"
            | "these"
            | "those"
            | "they"
            | "its"
            | "their"
            | "also"
            | "additionally"
            | "however"
            | "then"
            | "so"
            | "therefore"
            | "thus"
            | "otherwise"
            | "instead"
            | "and"
            | "or"
            | "but"
            | "here"
            | "he"
            | "she"
            | "both"
            | "such"
            | "e.g"
            | "i.e"
            | "which"
            | "eg"
            | "ex"
            | "example"
            | "same"
            | "again"
            | "there"
    );
    let subject = context::subject(&fact.topic);
    if dangling {
        let pronoun = matches!(first.as_str(), "it" | "they");
        let named = fact.topic.below_sentence || fact.topic.labels.is_empty();
        if pronoun
            && named
            && text::count(&subject) <= 4
            && !subject.is_empty()
            && fact.topic.labels.last().is_some()
        {
            return Some((line, format!("{subject}: ")));
        }
        return None;
    }
    if fact.topic.below_sentence && fact.topic.labels.is_empty() && shape != Shape::Clause {
        return None;
    }
    match shape {
        Shape::Condition => None,
        Shape::Clause | Shape::Imperative => Some((line, String::new())),
        Shape::Predicate | Shape::Participle | Shape::Fragment => {
            let prefix = if subject.is_empty() || text::count(&subject) > 8 {
                String::new()
            } else {
                format!("{subject}: ")
            };
            Some((line, prefix))
        }
    }
}

fn ask(
    target: &target::Target,
    line: &Inline,
    prefix: &str,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    let mut sentence = line.text.clone();
    let mut answers: Vec<String> = Vec::new();
    for range in target.ranges.iter().rev() {
        answers.insert(0, sentence[range.clone()].to_string());
        sentence.replace_range(range.clone(), BLANK);
    }
    let rest = sentence.replace(BLANK, " ");
    let shown = if target.marked {
        format!("{prefix}{rest}")
    } else {
        rest.clone()
    };
    let content = text::words(&shown)
        .iter()
        .filter(|word| !lexicon::is_stop(word))
        .count();
    if text::count(&rest) < REST || content < CONTENT || rest.contains(" --") {
        return None;
    }
    let prompt = format!("{prefix}{}", finished(&sentence));
    let mut question = single(prompt, String::new(), Vec::new());
    question.accept = answers
        .iter()
        .map(|answer| scope.document.aliases(answer))
        .collect();
    question.answer = answers;
    question.kind = match (question.answer.len(), target.number) {
        (1, true) => Kind::Number,
        (1, false) => Kind::Cloze,
        _ => Kind::List,
    };
    let question = with_context(question, &fact.topic);
    let lower = line.text.to_lowercase();
    let binding = [
        "must", "only", "cannot", "at most", "at least", "up to", "maximum", "minimum", "max ",
        "min ", "default", "always", "never",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let evidence = Evidence {
        base: target.base,
        parallel: 1,
        marked: target.marked,
        binding,
        recurs: target.recurs,
        prefixed: !prefix.is_empty() && !target.marked,
        common: target.common,
        example: ["e.g", "ex:", "for example", "such as", "for instance"]
            .iter()
            .any(|word| lower.contains(word)),
        ..Evidence::default()
    };
    let confusable = confusable(&question.answer, fact, scope);
    Some(Candidate {
        question,
        template: TEMPLATE.name,
        confusable,
        evidence,
        siblings: None,
    })
}

/// Marked terms of the same group that an answer may be mixed up with.
fn confusable(answers: &[String], fact: &Fact, scope: &Scope<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for other in scope
        .facts
        .iter()
        .filter(|other| other.group == fact.group && other.span != fact.span)
    {
        if let FactKind::Clause { line, .. } = &other.kind {
            for kind in [MarkKind::Bold, MarkKind::Code] {
                for term in line.marked(kind) {
                    let same = answers
                        .iter()
                        .any(|answer| text::key(answer) == text::key(term));
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
