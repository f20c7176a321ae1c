//! `sequence`: what follows a step. "Of the steps of a review, which one comes right after “Scope”?"

use super::{Candidate, Evidence, Scope, Template, recall, single};
use crate::fact::{Fact, FactKind, text};
use crate::question::wording::Ladder;
use crate::question::{context, order};

pub(super) const TEMPLATE: Template = Template {
    name: "sequence",
    any_language: false,
    write,
};

/// Questions of this kind for one list.
const PER_LIST: usize = 2;

/// Most words of a step that has to be typed.
const WORDS: usize = 5;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    let wanted = recall::wanted(set, fact, scope);
    let short = set
        .members
        .iter()
        .all(|member| text::count(&member.text) <= WORDS);
    if !wanted.ordered || !wanted.closed || !short || !(4..=9).contains(&set.members.len()) {
        return Vec::new();
    }
    let natural = recall::worded(fact, set, scope).filter(|worded| worded.form == Ladder::Natural);
    let Some(class) = natural.and_then(|worded| worded.class) else {
        return Vec::new();
    };
    let unlike = |at: &usize| {
        let (step, next) = (&set.members[*at].text, &set.members[*at + 1].text);
        context::stems(step).is_disjoint(&context::stems(next))
    };
    let mut places: Vec<usize> = (0..set.members.len() - 1).filter(unlike).collect();
    places.sort_by_key(|at| order(&set.label, &set.members[*at].text));
    places.truncate(PER_LIST);
    places.sort_unstable();
    let write = |at: usize| {
        let prompt = format!(
            "Of the {class}, which one comes right after “{}”?",
            set.members[at].text
        );
        let next = &set.members[at + 1];
        let question = single(prompt, next.text.clone(), recall::accept(next, scope));
        let evidence = Evidence {
            base: 0.60,
            ..Evidence::default()
        };
        TEMPLATE.candidate(question, &recall::above(&fact.topic, set), evidence)
    };
    places.into_iter().map(write).collect()
}
