//! `cloze`: a sentence of the note with one phrase left out.

use std::ops::Range;

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, split};
use crate::lexicon;
use crate::note::{Inline, MarkKind};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::target::{self, Reason, Target};
use crate::question::{clause, context, said, subject};

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
    let form = fact.topic.path().iter().any(|crumb| crumb.contains('{'));
    let stated = |line: &Inline| !form && is_statement(line, *shape, scope);
    let Some(line) = shorten(line).filter(stated) else {
        return Vec::new();
    };
    let Some(prefix) = grounding(&line, *shape, fact, scope) else {
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

/// Whether a line states something: no talk of the author, and no step to be taken unless it is a duty.
fn is_statement(line: &Inline, shape: Shape, scope: &Scope<'_>) -> bool {
    let lower = line.text.to_lowercase();
    let step = shape == Shape::Imperative && !DUTY.iter().any(|word| lower.contains(word));
    let first = clause::sentences(&line.text)
        .first()
        .copied()
        .unwrap_or_default();
    let plain =
        !scope.document.is_english() || said::is_plain(first) && said::is_matter(&line.text);
    !step && plain && !line.text.contains(['?', '{'])
}

/// Words that make an instruction a rule.
const DUTY: [&str; 9] = [
    "must",
    "only",
    "make sure",
    "ensure",
    "always",
    "never",
    "cannot",
    "don't",
    "do not",
];

/// The subject that has to be put in front of a sentence, empty when it has its own. `None` when it
/// cannot be told what the sentence is about.
fn grounding(line: &Inline, shape: Shape, fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    let first = text::words(&line.text)
        .into_iter()
        .next()
        .unwrap_or_default();
    if POINTING.contains(&first.as_str()) {
        // Below a term "it" is the term.
        let of_term = matches!(first.as_str(), "it" | "they") && fact.topic.below_term;
        return of_term.then(|| subject::prefix(fact, scope)).flatten();
    }
    match shape {
        Shape::Condition => None,
        Shape::Predicate | Shape::Participle | Shape::Fragment => subject::prefix(fact, scope),
        Shape::Clause | Shape::Imperative => Some(String::new()),
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
    let foreign = |range: &Range<usize>| {
        let words = text::words(&line.text[range.clone()]);
        !scope.document.is_english() && words.iter().any(|word| lexicon::is_foreign_mark(word))
    };
    if has_sibling(target, line, fact, scope) || target.ranges.iter().any(foreign) {
        return None;
    }
    let said = own_sentence(target, line);
    let mut blanked = line.text[said.clone()].to_string();
    for range in target.ranges.iter().rev() {
        blanked.replace_range(range.start - said.start..range.end - said.start, BLANK);
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
        prompt: prompt(prefix, &blanked),
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

/// A sentence without a subject is quoted behind the name of its subject.
fn prompt(prefix: &str, blanked: &str) -> String {
    if prefix.is_empty() {
        finished(blanked)
    } else {
        format!(
            "{prefix}: “{}”",
            blanked.trim().replace(['“', '”', '"'], "'")
        )
    }
}

/// The bytes of the sentence that holds a blank, when it can stand without the others of its line.
fn own_sentence(target: &Target, line: &Inline) -> Range<usize> {
    let base = line.text.as_ptr() as usize;
    let whole = 0..line.text.len();
    let spans = clause::sentences(&line.text).into_iter().map(|sentence| {
        let start = sentence.as_ptr() as usize - base;
        start..start + sentence.len()
    });
    let holds = |span: &Range<usize>| {
        let inside = |range: &Range<usize>| span.start <= range.start && range.end <= span.end;
        target.ranges.iter().all(inside)
    };
    let stands = |span: &Range<usize>| {
        let words = text::words(&line.text[span.clone()]);
        let back = |word: &String| {
            matches!(
                word.as_str(),
                "it" | "its" | "they" | "them" | "their" | "this" | "these" | "here" | "there"
            )
        };
        let first = words.first().map_or("it", String::as_str);
        span.start == 0 || !POINTING.contains(&first) && !words.iter().any(back)
    };
    spans
        .into_iter()
        .find(holds)
        .filter(stands)
        .unwrap_or(whole)
}

/// Fewest words of a frame that two lines have in common by more than chance.
const FRAME: usize = 2;

/// Whether another line of the list says the same of something else, so that both fit the blank.
fn has_sibling(target: &Target, line: &Inline, fact: &Fact, scope: &Scope<'_>) -> bool {
    let [range] = target.ranges.as_slice() else {
        return false;
    };
    let before = line.text[..range.start].trim_end();
    let after = line.text[range.end..].trim();
    let least = if target.reason == Reason::Number {
        FRAME + 1
    } else {
        FRAME
    };
    let same_start = |other: &str| {
        text::count(before) >= least
            && other
                .get(..before.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(before))
    };
    let same_end = |other: &str| {
        text::count(before) < FRAME && text::count(after) > FRAME && other.ends_with(after)
    };
    scope
        .group(fact.group)
        .any(|other| other.span != fact.span && (same_start(&other.text) || same_end(&other.text)))
}

/// Whether enough is left beside the blank to tell what belongs there. A marked phrase and a
/// number may lean on their heading.
fn says_enough(blanked: &str, prefix: &str, target: &Target) -> bool {
    let rest = text::without_brackets(&blanked.replace(BLANK, " ")).0;
    let shown = if target.is_marked() || target.reason == Reason::Number {
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
        .group(fact.group)
        .filter(|other| other.span != fact.span)
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

/// The sentence with a large first letter where it begins with an everyday word.
fn opened(sentence: &str) -> String {
    let first = sentence.split_whitespace().next().unwrap_or_default();
    let plain = first.chars().all(char::is_lowercase)
        && (lexicon::is_stop(first) || lexicon::is_common(first));
    if plain {
        text::capital(sentence)
    } else {
        sentence.to_owned()
    }
}

/// The sentence with its full stop, unless it ends another way.
fn finished(sentence: &str) -> String {
    let sentence = &opened(sentence.trim());
    if sentence.ends_with(['.', '!', '?', ':', ')', '…', '”', '"']) {
        sentence.clone()
    } else {
        format!("{sentence}.")
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("cloze", note, expect);
    }

    #[test]
    fn a_line_without_a_subject_is_quoted_behind_it() {
        check(
            "## Dairy\n\n- **Cheese harp**\n  - Has up to 40 strings\n",
            &[("Cheese harp: “Has up to ____ strings”", "40")],
        );
        check(
            "## Brine - Cold bath\n\n- Lasts for at least 12 hours in winter\n",
            &[(
                "Brine - Cold bath: “Lasts for at least ____ hours in winter”",
                "12",
            )],
        );
    }

    #[test]
    fn counts_below_a_label_are_asked() {
        check(
            "## Dairy\n\n- Kettle heats twice\n  - 3 rounds total: 10 minutes of rest after the first, then 20 minutes\n",
            &[
                (
                    "Kettle heats twice: “3 rounds total: ____ minutes of rest after the first, then 20 minutes”",
                    "10",
                ),
                (
                    "Kettle heats twice: “3 rounds total: 10 minutes of rest after the first, then ____ minutes”",
                    "20",
                ),
            ],
        );
    }

    #[test]
    fn a_clause_in_bold_is_asked_for_its_subject() {
        check(
            "## Cellar\n\nTo sell raw cheese, **Inspection must be passed** by the dairy in spring.\n",
            &[(
                "To sell raw cheese, ____ must be passed by the dairy in spring.",
                "Inspection",
            )],
        );
    }

    #[test]
    fn what_is_told_or_made_up_is_not_asked() {
        check(
            "## Dairy\n\nThe kettle holds milk, **rennet**, and salt in spring.\n",
            &[],
        );
        check(
            "## Dairy\n\nThe milk flows from the **harp** (the curd knife) in spring.\n",
            &[],
        );
        check(
            "## Dairy\n\nIf you store 500 wheels, 3 wheels spoil in a year.\n",
            &[],
        );
        check(
            "## Dairy\n\nWelcome to the **dairy** of the old alpine village.\n",
            &[],
        );
        check(
            "## Dairy\n\n- Turn the wheels every 3 days in the cellar\n",
            &[],
        );
    }
}
