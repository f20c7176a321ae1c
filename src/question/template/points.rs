//! `points`: at which points, in which ways, for which aims does what the line above says happen? The lines
//! below a statement open alike: "After …", "By …", "To …".

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::card::{Kind, Question};
use crate::question::clause::{self, Verb};
use crate::question::{said, subject};
use crate::source::Span;

pub(super) const TEMPLATE: Template = Template {
    name: "points",
    any_language: false,
    write,
};

/// Fewest and most lines that are asked for, and most words of one.
const FEWEST: usize = 2;
const MOST: usize = 7;
const WORDS: usize = 12;

/// How lines open, and how one asks for them.
const OPENERS: [(&[&str], &str); 3] = [
    (
        &["after ", "before ", "when ", "during ", "while ", "once "],
        "At which # points",
    ),
    (&["by ", "using ", "through ", "via "], "In which # ways"),
    (&["to "], "For which # purposes"),
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    ask(fact, scope).into_iter().collect()
}

fn ask(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let label = fact
        .topic
        .labels
        .last()
        .filter(|_| !fact.topic.below_sentence)?;
    let lines: Vec<&Fact> = scope
        .group(fact.group)
        .filter(|other| {
            matches!(
                other.kind,
                FactKind::Clause { .. } | FactKind::Definition(_)
            )
        })
        .collect();
    // The first line asks for all of them.
    if lines.first().map(|first| first.span) != Some(fact.span) {
        return None;
    }
    let (openers, asked) = OPENERS
        .iter()
        .find(|(openers, _)| opens(&fact.text, openers))?;
    let points: Vec<&Fact> = lines
        .iter()
        .copied()
        .take_while(|line| opens(&line.text, openers))
        .collect();
    // What follows may only add to the statement.
    let added = &lines[points.len()..];
    let closed = added.is_empty()
        || added.len() == 1 && text::words(&added[0].text).contains(&"also".to_string());
    if !(FEWEST..=MOST).contains(&points.len()) || !closed {
        return None;
    }
    let n = points.len().to_string();
    let prompt = format!("{} {}?", asked.replace('#', &n), inverted(label, scope)?);
    let (answer, accept): (Vec<String>, Vec<Vec<String>>) =
        points.iter().map(|point| item(&point.text)).unzip();
    let fits = |answer: &String| {
        text::count(answer) <= WORDS && text::is_balanced(answer) && !answer.contains('?')
    };
    if !answer.iter().all(fits) {
        return None;
    }
    let question = Question {
        kind: Kind::List,
        prompt,
        answer,
        accept,
        ..Question::default()
    };
    let evidence = Evidence {
        base: 0.64,
        ..Evidence::default()
    };
    let span = points.iter().map(|point| point.span).reduce(Span::cover);
    Some(Candidate {
        span,
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    })
}

/// Whether a line opens with one of these.
fn opens(line: &str, openers: &[&str]) -> bool {
    let lower = line.to_lowercase();
    openers.iter().any(|opener| lower.starts_with(opener))
}

/// A line, and the name that it ends with in brackets.
fn item(line: &str) -> (String, Vec<String>) {
    let (bare, name) = text::without_brackets(line);
    let bare = bare.trim_end_matches(['.', ',', ';']).trim();
    let name = name.filter(|name| text::count(name) <= 4);
    (bare.to_string(), name.into_iter().collect())
}

/// A statement with its verb in front, as a question needs it: "can you sell milk".
fn inverted(label: &str, scope: &Scope<'_>) -> Option<String> {
    let label = label.trim_end_matches([':', '.', ' ']);
    if !said::is_plain(label) {
        return None;
    }
    let lower = label.to_lowercase();
    for modal in ["can", "must", "should", "may"] {
        for person in ["you", "we"] {
            if lower.starts_with(&format!("{person} {modal} ")) {
                let rest = &label[person.len() + modal.len() + 2..];
                return Some(format!("{modal} {person} {rest}"));
            }
        }
    }
    let clause = clause::parse(label).filter(|clause| !clause.subject.is_empty())?;
    let subject = subject::stated(clause.subject, clause.plural, scope.document);
    if !subject.inline
        || clause.rest.is_empty()
        || lexicon::is_stop(text::words(clause.rest).last()?)
    {
        return None;
    }
    let (auxiliary, verb) = match clause.verb {
        Verb::Be => (subject.is(), String::new()),
        Verb::Modal(modal) => (modal, String::new()),
        Verb::Act(base) => (subject.does(), format!("{base} ")),
    };
    Some(format!(
        "{auxiliary} {} {verb}{}",
        subject.text, clause.rest
    ))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("points", note, expect);
    }

    #[test]
    fn lines_that_open_alike_are_asked_for_together() {
        check(
            "## Dairy\n\n- You can use a sieve to check the milk:\n  - After the kettle is filled (first look)\n  - Before the harp cuts the curd (second look)\n  - You can also taste it\n",
            &[(
                "At which 2 points can you use a sieve to check the milk?",
                "After the kettle is filled | Before the harp cuts the curd",
            )],
        );
        check(
            "## Dairy\n\n- The Alpine Dairy keeps its wheels fresh:\n  - By salting each rind\n  - By cooling the cellar\n",
            &[(
                "In which 2 ways does the Alpine Dairy keep its wheels fresh?",
                "By salting each rind | By cooling the cellar",
            )],
        );
    }

    #[test]
    fn other_lines_are_not() {
        check(
            "## Dairy\n\n- You can check the milk:\n  - After the milk warms\n  - Cheese is sold\n  - Milk is drunk\n",
            &[],
        );
    }
}
