//! `missing`: a short list with one member left out. All others are shown, so that one answer fits.

use super::{Candidate, Evidence, Scope, Template, recall, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::card::{BLANK, Kind};
use crate::question::order;

pub(super) const TEMPLATE: Template = Template {
    name: "missing",
    any_language: true,
    write,
};

/// Questions of this kind for one list.
const PER_LIST: usize = 1;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    let short = set
        .members
        .iter()
        .all(|member| text::count(&member.text) <= 4);
    if set.open || set.union || !(4..=7).contains(&set.members.len()) || !short {
        return Vec::new();
    }
    let specific = |at: &usize| {
        !text::words(&set.members[*at].text)
            .iter()
            .all(|word| lexicon::is_common(word) || lexicon::is_stop(word))
    };
    let mut places: Vec<usize> = (0..set.members.len()).filter(specific).collect();
    places.sort_by_key(|at| order(&set.label, &set.members[*at].text));
    places.truncate(PER_LIST);
    let write = |at: usize| {
        let shown: Vec<&str> = set
            .members
            .iter()
            .enumerate()
            .map(|(place, member)| {
                if place == at {
                    BLANK
                } else {
                    member.text.as_str()
                }
            })
            .collect();
        let prompt = format!(
            "{}: {} – which one is missing?",
            set.label,
            shown.join(", ")
        );
        let member = &set.members[at];
        let mut question = single(prompt, member.text.clone(), recall::accept(member, scope));
        question.kind = Kind::Cloze;
        let evidence = Evidence {
            base: 0.56,
            ..Evidence::default()
        };
        TEMPLATE.candidate(question, &fact.topic, evidence)
    };
    places.into_iter().map(write).collect()
}
