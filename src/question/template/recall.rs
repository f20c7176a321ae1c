//! `recall`: the members of a list. "Which 11 services invoke Lambda asynchronously?"

use std::collections::BTreeSet;

use super::{Candidate, Evidence, Scope, Template, value};
use crate::fact::text;
use crate::fact::{Fact, FactKind, Member, Set, Topic};
use crate::question::card::{Kind, Question};
use crate::question::wording::{self, Ladder, Wanted, Wording, kin};

pub(super) const TEMPLATE: Template = Template {
    name: "recall",
    any_language: true,
    write,
};

/// Longer lists are asked for in part.
const FULL: usize = 12;
/// Still longer ones are indexes rather than lists.
const MOST: usize = 20;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    if value::is_of_values(set) || is_of_parts(set) {
        return Vec::new();
    }
    let wanted = wanted(set, fact, scope);
    let worded = worded(fact, set, scope);
    // What cannot be worded is only listed among the rejected.
    let wording = worded.clone().unwrap_or_else(|| Wording {
        prompt: format!("Name the members of “{}”.", set.label),
        form: Ladder::Statement,
        ..Wording::default()
    });
    let unowned = wording.bare;
    let question = Question {
        kind: if wanted.ordered && wording.prompt.ends_with("in order?") {
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
        need: wanted.need,
        ..Question::default()
    };
    let base = match (&worded, wording.form) {
        (None, _) => 0.30,
        (_, Ladder::Natural) => 0.70,
        (_, Ladder::Statement) => 0.64,
        (_, Ladder::Plural) => 0.62,
    };
    let evidence = Evidence {
        base,
        fallback: worded.is_none(),
        marked: set.union,
        ..Evidence::default()
    };
    let mut candidate = Candidate {
        confusable: contrasting(fact, set, scope),
        ..TEMPLATE.candidate(question, &above(&fact.topic, set), evidence)
    };
    if unowned && candidate.question.context.is_empty() {
        candidate.evidence.base -= 0.2;
    }
    // A class without a subject has to be told apart by what stands above.
    if candidate.question.context.is_empty() && text::key(&set.label).len() <= 1 {
        let named = worded.and_then(|worded| worded.class);
        if named.is_none_or(|class| text::key(&class).len() <= 1) {
            candidate.evidence.base -= 0.2;
        }
    }
    vec![candidate]
}

/// Whether the members are parts or kinds of the one thing that the label names: below "Rivers" stand the
/// upper and the lower course, each with what is said of it.
fn is_of_parts(set: &Set) -> bool {
    let last = |text: &str| text::key(text).pop().unwrap_or_default();
    let Some(first) = set.members.first().map(|member| last(&member.text)) else {
        return false;
    };
    let other = |member: &Member| {
        text::count(&member.text) >= 2 && member.below > 0 && last(&member.text) == first
    };
    set.members.iter().all(other)
        && text::count(&set.label) == 1
        && !text::key(&set.label).contains(&first)
}

/// The topic of a list without its label, which the question says already.
pub(super) fn above(topic: &Topic, set: &Set) -> Topic {
    let mut above = topic.clone();
    let path = if above.labels.is_empty() {
        &mut above.headings
    } else {
        &mut above.labels
    };
    path.pop_if(|last| *last == set.label);
    above
}

/// How a list is worded that can be asked for at all.
pub(super) fn worded(fact: &Fact, set: &Set, scope: &Scope<'_>) -> Option<Wording> {
    let wanted = wanted(set, fact, scope);
    let need = wanted.need.unwrap_or(set.members.len());
    if !scope.document.is_english() {
        return wording::quoted(set, scope.document, &fact.topic, wanted);
    }
    let counted = wording::is_counted(&set.label, set.members.len()) && kin::is_short(set);
    if set.members.len() > MOST || kin::has_stranger(set) || kin::describes_label(set) {
        return None;
    }
    if need < 2 || !kin::is_list(set) && !counted {
        return None;
    }
    wording::recall(set, &fact.topic, scope.document, wanted)
}

/// How much of a list may be asked for.
pub(super) fn wanted(set: &Set, fact: &Fact, scope: &Scope<'_>) -> Wanted {
    let count = set.members.len();
    let closed =
        !set.open && !wording::is_partial(&set.label) && !goes_on_elsewhere(set, fact, scope);
    let need = match count {
        count if count > FULL => Some(5),
        count if !closed => Some(count.saturating_sub(1).min(3)),
        count if count >= 4 && wording::is_open_class(&set.label) => Some(3),
        _ => None,
    };
    Wanted {
        need,
        closed,
        ordered: need.is_none() && !set.union && wording::is_ordered(&set.label) && count >= 3,
    }
}

/// Whether a list with the same label on the same subject stands elsewhere with other members.
fn goes_on_elsewhere(set: &Set, fact: &Fact, scope: &Scope<'_>) -> bool {
    let key = text::key(&set.label);
    let heading = |fact: &Fact| fact.topic.headings.last().map(|heading| text::key(heading));
    let own: BTreeSet<Vec<String>> = keys(set);
    scope.sets_of(&key).any(|(other, there)| {
        other.span != fact.span
            && (key.len() >= 3 || heading(other) == heading(fact))
            && (key.len() >= 3 || other.topic.labels == fact.topic.labels)
            && keys(there) != own
    })
}

fn keys(set: &Set) -> BTreeSet<Vec<String>> {
    set.members
        .iter()
        .map(|member| text::key(&member.text))
        .collect()
}

/// Further names of a member: its short form in brackets, and what the note calls it elsewhere.
pub(super) fn accept(member: &Member, scope: &Scope<'_>) -> Vec<String> {
    let mut names = scope.document.aliases(&member.text);
    if let Some(gloss) = &member.gloss
        && crate::fact::document::is_acronym(gloss)
        && !gloss.contains('/')
    {
        names.push(gloss.clone());
    }
    names.sort();
    names.dedup();
    names
}

/// Members of lists that exclude this one.
fn contrasting(fact: &Fact, set: &Set, scope: &Scope<'_>) -> Vec<String> {
    let own = keys(set);
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
