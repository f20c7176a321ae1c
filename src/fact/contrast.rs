//! Groups that exclude each other: sibling lists under one label, and lists of two sections whose
//! headings differ in one word and its opposite.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Classes, Fact, FactKind, NEAR, Set, text};
use crate::lexicon;
use crate::source::Span;

/// Adds the classes that the sets of a note make.
pub(super) fn find(facts: &mut Vec<Fact>) {
    let mut found = opposites(facts);
    found.extend(sibling_groups(facts));
    facts.extend(found);
}

fn set_of(fact: &Fact) -> Option<&Set> {
    match &fact.kind {
        FactKind::Set(set) if !set.open && set.members.len() >= 2 => Some(set),
        _ => None,
    }
}

/// Pairs of sets whose names differ in a word and its opposite.
fn opposites(facts: &[Fact]) -> Vec<Fact> {
    let unions: Vec<Span> = facts
        .iter()
        .filter(|fact| set_of(fact).is_some_and(|set| set.union))
        .map(|fact| fact.span)
        .collect();
    // A list that is part of a union is spoken for by the union.
    let part = |fact: &Fact| {
        unions.iter().any(|span| {
            *span != fact.span && span.start <= fact.span.start && fact.span.end <= span.end
        })
    };
    let sets: Vec<(&Fact, &Set, BTreeSet<String>)> = facts
        .iter()
        .filter(|fact| !part(fact))
        .filter_map(|fact| set_of(fact).map(|set| (fact, set, name_of(fact, set))))
        .collect();
    let mut found = Vec::new();
    for (at, (a, a_set, a_name)) in sets.iter().enumerate() {
        // Names that differ in one word for another have the same number of words.
        for (b, b_set, b_name) in sets[at + 1..]
            .iter()
            .take(NEAR)
            .filter(|(.., name)| name.len() == a_name.len())
        {
            if differ_in_opposites(a_name, b_name) {
                found.push(classes(&[(*a, *a_set), (*b, *b_set)], true));
                let apart: Vec<&String> = a_name.symmetric_difference(b_name).collect();
                for (c, c_set, _) in &sets {
                    if let Some(more) = further(c, c_set, (a, a_set), &apart) {
                        found.push(classes(&[(*c, &more), (*b, *b_set)], true));
                    }
                    if let Some(more) = further(c, c_set, (b, b_set), &apart) {
                        found.push(classes(&[(*a, *a_set), (*c, &more)], true));
                    }
                }
            }
        }
    }
    found
}

/// What a shorter label under the same heading adds to one of two opposite lists: "Synchronous: …" beside
/// "Synchronous calls: …".
fn further(fact: &Fact, set: &Set, whole: (&Fact, &Set), apart: &[&String]) -> Option<Set> {
    let (there, known) = whole;
    let (own, label) = (words_of(set), words_of(known));
    let part = fact.span != there.span
        && fact.topic.headings.last() == there.topic.headings.last()
        && own.len() < label.len()
        && own.is_subset(&label)
        && own.iter().any(|word| apart.contains(&word));
    let is_new = |member: &&super::Member| {
        let key = text::key(&member.text);
        let inside = |other: &super::Member| {
            let other = text::key(&other.text);
            key.iter().all(|word| other.contains(word))
        };
        !known.members.iter().any(inside)
    };
    let members: Vec<super::Member> = set.members.iter().filter(is_new).cloned().collect();
    (part && !members.is_empty()).then(|| Set {
        label: known.label.clone(),
        category: known.category.clone(),
        members,
        ..set.clone()
    })
}

/// The words of the heading and the label of a set.
fn name_of(fact: &Fact, set: &Set) -> BTreeSet<String> {
    let heading = fact.topic.headings.last().map_or("", String::as_str);
    text::words(heading)
        .into_iter()
        .chain(text::words(&text::without_brackets(&set.label).0))
        .filter(|word| !lexicon::is_stop(word))
        .collect()
}

/// Lists whose labels stand side by side under one label or heading.
fn sibling_groups(facts: &[Fact]) -> Vec<Fact> {
    let mut found = Vec::new();
    for union in facts {
        let Some(set) = set_of(union).filter(|set| set.union) else {
            continue;
        };
        let groups: Vec<(&Fact, &Set)> = facts
            .iter()
            .filter(|fact| {
                fact.span.start >= union.span.start
                    && fact.span.end <= union.span.end
                    && fact.span != union.span
            })
            .filter_map(|fact| set_of(fact).map(|set| (fact, set)))
            .filter(|(fact, group)| {
                fact.topic.labels.len() == union.topic.labels.len() + 1 && !is_rest(&group.label)
            })
            .collect();
        let opposite = matches!(groups.as_slice(), [(_, a), (_, b)] if differ_in_opposites(&words_of(a), &words_of(b)));
        if groups.len() >= 2 && groups.len() <= 5 && set.members.len() >= 4 {
            found.push(classes(&groups, opposite));
        }
    }
    found
}

/// A group of leftovers is no class.
fn is_rest(label: &str) -> bool {
    let words = text::words(label);
    words
        .iter()
        .any(|word| matches!(word.as_str(), "other" | "others" | "misc" | "more"))
}

fn words_of(set: &Set) -> BTreeSet<String> {
    text::words(&set.label).into_iter().collect()
}

/// Whether two names are the same but for one word, and the two words exclude each other.
pub fn differ_in_opposites(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let (x, y): (Vec<&String>, Vec<&String>) =
        (a.difference(b).collect(), b.difference(a).collect());
    matches!((x.as_slice(), y.as_slice()), ([x], [y]) if lexicon::are_opposites(x, y))
}

fn classes(groups: &[(&Fact, &Set)], opposite: bool) -> Fact {
    let first = groups[0].0;
    let span = groups
        .iter()
        .map(|(fact, _)| fact.span)
        .reduce(Span::cover)
        .unwrap_or_default();
    let labels: Vec<&str> = groups.iter().map(|(_, set)| set.label.as_str()).collect();
    Fact {
        kind: FactKind::Classes(Classes {
            groups: groups.iter().map(|(_, set)| (*set).clone()).collect(),
            opposite,
            topics: groups
                .iter()
                .map(|(fact, _)| Arc::clone(&fact.topic))
                .collect(),
        }),
        topic: Arc::clone(&first.topic),
        text: labels.join(" | "),
        span,
        group: first.group,
        marked: opposite,
    }
}
