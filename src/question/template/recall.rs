//! `recall`: the members of a list. "Which 11 services invoke Lambda asynchronously?"

use std::collections::BTreeSet;

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, Member, Set};
use crate::question::card::{Kind, Question};
use crate::question::wording;

pub(super) const TEMPLATE: Template = Template {
    name: "recall",
    any_language: true,
    write,
};

/// Longer lists are asked for in part.
const FULL: usize = 12;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    if set.members.len() < 3 && !(set.members.len() == 2 && !set.open && set.category.is_some()) {
        return Vec::new();
    }
    let need = match set.members.len() {
        count if count > FULL => Some(5),
        count if set.open => Some(count.min(3)),
        _ => None,
    };
    let wording = wording::recall(set, &fact.topic, scope.document, need);
    let question = Question {
        kind: if set.ordered && is_sequence(set) {
            Kind::Order
        } else {
            Kind::List
        },
        prompt: wording.prompt,
        answer: set
            .members
            .iter()
            .map(|member| member.text.clone())
            .collect(),
        accept: set
            .members
            .iter()
            .map(|member| accept(member, scope))
            .collect(),
        need,
        ..Question::default()
    };
    let evidence = Evidence {
        base: if wording.fallback {
            fallback_base(set)
        } else {
            0.70 - looseness(set) / 2.0
        },
        fallback: wording.fallback,
        marked: set.union,
        ..Evidence::default()
    };
    vec![Candidate {
        confusable: contrasting(fact, set, scope),
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    }]
}

/// Further names of a member: its short form in brackets, and what the note calls it elsewhere.
pub(super) fn accept(member: &Member, scope: &Scope<'_>) -> Vec<String> {
    let mut names = scope.document.aliases(&member.text);
    if let Some(gloss) = &member.gloss
        && crate::fact::document::is_acronym(gloss)
    {
        names.push(gloss.clone());
    }
    names.sort();
    names.dedup();
    names
}

/// Members of lists that exclude this one.
fn contrasting(fact: &Fact, set: &Set, scope: &Scope<'_>) -> Vec<String> {
    let own: BTreeSet<Vec<String>> = set
        .members
        .iter()
        .map(|member| text::key(&member.text))
        .collect();
    let mut found: Vec<String> = Vec::new();
    for other in scope.facts {
        let FactKind::Classes(classes) = &other.kind else {
            continue;
        };
        if !classes
            .groups
            .iter()
            .any(|group| group.label == set.label && group.members == set.members)
        {
            continue;
        }
        for member in classes
            .groups
            .iter()
            .filter(|group| group.members != set.members)
            .flat_map(|group| &group.members)
        {
            if other.span != fact.span
                && !found.contains(&member.text)
                && !own.contains(&text::key(&member.text))
            {
                found.push(member.text.clone());
            }
        }
    }
    found
}

/// Whether the order of a numbered list is part of what it says.
fn is_sequence(set: &Set) -> bool {
    let label = set.label.to_lowercase();
    [
        "step",
        "phase",
        "stage",
        "process",
        "order",
        "sequence",
        "lifecycle",
        "procedure",
        "cycle",
        "layers",
    ]
    .iter()
    .any(|word| label.contains(word))
}

/// A list under a label that does not say what its items are is worth asking for only when they are
/// plainly things of one kind: several short names.
fn fallback_base(set: &Set) -> f32 {
    let named = set.members.iter().all(|member| {
        text::count(&member.text) <= 4
            && text::shape(&member.text) == Shape::Fragment
            && member
                .text
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
    });
    let base = if named && set.members.len() >= 4 {
        0.60
    } else {
        0.50
    };
    base - looseness(set)
}

/// How much a list lacks in likeness: members of one kind and length are a set, others a heap.
fn looseness(set: &Set) -> f32 {
    let lengths: Vec<usize> = set
        .members
        .iter()
        .map(|member| text::count(&member.text))
        .collect();
    let longest = lengths.iter().max().copied().unwrap_or(0);
    let shortest = lengths.iter().min().copied().unwrap_or(0);
    let verbal = set
        .members
        .iter()
        .filter(|member| {
            matches!(
                text::shape(&member.text),
                Shape::Imperative | Shape::Predicate | Shape::Participle
            )
        })
        .count();
    let mixed = verbal > 0 && verbal < set.members.len();
    let mut loose = 0.0;
    if longest > shortest + 4 {
        loose += 0.1;
    }
    if longest > 6 {
        loose += 0.08;
    }
    if mixed {
        loose += 0.1;
    }
    loose
}
