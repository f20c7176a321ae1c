//! `missing`: a short closed list with one member left out. "Of the 5 access tiers of blob storage, which
//! one is missing here: Hot, Cool, Cold, Archive?"

use super::{Candidate, Evidence, Scope, Template, recall, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::order;
use crate::question::wording::{Ladder, kin};

pub(super) const TEMPLATE: Template = Template {
    name: "missing",
    any_language: false,
    write,
};

/// Questions of this kind for one list.
const PER_LIST: usize = 1;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    let wanted = recall::wanted(set, fact, scope);
    let closed = wanted.closed && wanted.need.is_none() && !set.union;
    if !closed || !(5..=7).contains(&set.members.len()) || !kin::is_terms(set, 4) {
        return Vec::new();
    }
    let natural = recall::worded(fact, set, scope).filter(|worded| worded.form == Ladder::Natural);
    let Some(class) = natural.and_then(|worded| worded.class) else {
        return Vec::new();
    };
    // A comma in a member would look like one between two.
    if set
        .members
        .iter()
        .any(|member| member.text.contains([',', '|', ';']))
    {
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
            .filter(|(place, _)| *place != at)
            .map(|(_, member)| member.text.as_str())
            .collect();
        let prompt = format!(
            "Of the {} {class}, which one is missing here: {}?",
            set.members.len(),
            shown.join(", ")
        );
        let member = &set.members[at];
        let question = single(prompt, member.text.clone(), recall::accept(member, scope));
        let evidence = Evidence {
            base: 0.56,
            ..Evidence::default()
        };
        TEMPLATE.candidate(question, &recall::above(&fact.topic, set), evidence)
    };
    places.into_iter().map(write).collect()
}
