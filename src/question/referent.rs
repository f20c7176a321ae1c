//! What a pronoun at the head of a sentence stands for. Only where nothing else can be meant: the subject
//! of the sentence in front, or what the outline says above the line. It knows nothing of questions.

use std::sync::Arc;

use super::clause::{self, Clause};
use super::subject::{self, Subject};
use super::template::Scope;
use crate::fact::{Fact, FactKind, text};

/// How many sentences in front are looked at.
const BACK: usize = 4;

/// What the pronoun of a sentence stands for, the `at`th sentence of a fact.
pub(super) fn of(
    clause: &Clause<'_>,
    at: usize,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Subject> {
    if clause.subject.eq_ignore_ascii_case("you") {
        return Some(Subject::you());
    }
    // "It is important to …" stands for nothing.
    let empty = [
        "important",
        "possible",
        "recommended",
        "best",
        "necessary",
        "worth",
        "common",
    ];
    let words = text::words(clause.rest);
    if words
        .iter()
        .take(3)
        .any(|word| empty.contains(&word.as_str()))
    {
        return None;
    }
    let found = before(at, fact, scope, BACK)?;
    (found.plural == clause.plural).then_some(found)
}

/// The subject of what stands in front of a sentence.
fn before(at: usize, fact: &Fact, scope: &Scope<'_>, back: usize) -> Option<Subject> {
    let back = back.checked_sub(1)?;
    if at > 0 {
        let FactKind::Clause { line, .. } = &fact.kind else {
            return None;
        };
        let sentence = *clause::sentences(&line.text).get(at - 1)?;
        return subject_of(sentence, at - 1, fact, scope, back);
    }
    if fact.topic.below_sentence && !fact.topic.below_term {
        let parts = clause::parse(&fact.topic.sentence)?;
        return whole(&parts, scope);
    }
    let above = subject::outlined(fact, scope);
    let Some(last) = previous(fact, scope) else {
        return above;
    };
    let FactKind::Clause { line, .. } = &last.kind else {
        return above.filter(|_| last.topic.below_term || !fact.topic.labels.is_empty());
    };
    let sentences = clause::sentences(&line.text);
    let end = sentences.len().checked_sub(1)?;
    let stated = subject_of(sentences[end], end, last, scope, back)?;
    match above {
        // Of two things either may be meant.
        Some(above) => same(&above, &stated).then_some(above),
        None => Some(stated),
    }
}

fn subject_of(
    sentence: &str,
    at: usize,
    fact: &Fact,
    scope: &Scope<'_>,
    back: usize,
) -> Option<Subject> {
    let sentence = clause::lead(sentence).map_or(sentence, |(_, rest)| rest);
    if let Some(parts) = clause::parse(sentence) {
        if parts.subject.is_empty() {
            return subject::outlined(fact, scope);
        }
        return whole(&parts, scope);
    }
    let parts = clause::parse_pronoun(sentence)?;
    if parts.subject.eq_ignore_ascii_case("you") {
        return None;
    }
    before(at, fact, scope, back)
}

fn whole(parts: &Clause<'_>, scope: &Scope<'_>) -> Option<Subject> {
    (!parts.subject.is_empty())
        .then(|| subject::stated(parts.subject, parts.plural, scope.document))
}

fn same(a: &Subject, b: &Subject) -> bool {
    let (a, b) = (text::key(&a.text), text::key(&b.text));
    !a.is_empty()
        && (a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word)))
}

/// The fact in front of another one under the same topic.
fn previous<'s>(fact: &Fact, scope: &Scope<'s>) -> Option<&'s Fact> {
    let facts = scope.facts;
    let at = facts
        .iter()
        .position(|other| other.span == fact.span && other.text == fact.text)?;
    facts[..at]
        .iter()
        .rev()
        .filter(|other| other.span != fact.span)
        .find(|other| stands_alone(other))
        .filter(|other| Arc::ptr_eq(&other.topic, &fact.topic))
}

/// Whether a fact is what a line says, and not what was read out of it besides.
fn stands_alone(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::Clause { .. }
            | FactKind::Definition(_)
            | FactKind::Attribute { .. }
            | FactKind::Set(_)
    )
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("manner", note, expect);
    }

    #[test]
    fn pronouns_stand_for_what_was_named() {
        check(
            "## Cellars\n\nThe Alpine Union keeps old cheese caves. It monitors the caves using ice from a glacier.\n",
            &[(
                "How does the Alpine Union monitor the caves?",
                "using ice from a glacier",
            )],
        );
        check(
            "## Alpine Union\n\n- It monitors old caves using ice from a glacier\n",
            &[(
                "How does Alpine Union monitor old caves?",
                "using ice from a glacier",
            )],
        );
    }

    #[test]
    fn what_may_stand_for_two_things_stands_for_none() {
        check(
            "## Alpine Union\n\n- A glacier feeds the river\n- It monitors old caves using ice from a glacier\n",
            &[],
        );
        check(
            "## Cellars\n\nOld caves are dry. It monitors the caves using ice from a glacier.\n",
            &[],
        );
    }
}
