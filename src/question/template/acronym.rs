//! `acronym`: what does the short form stand for?

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind};
use crate::lexicon;

pub(super) const TEMPLATE: Template = Template {
    name: "acronym",
    any_language: false,
    write,
};

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Acronym { short, long } = &fact.kind else {
        return Vec::new();
    };
    if lexicon::is_everyday_acronym(short) && !fact.text.starts_with(short.as_str()) {
        return Vec::new();
    }
    let mut further = scope.document.further_expansions(short);
    further.retain(|other| other != long);
    let question = single(
        format!("What does {short} stand for?"),
        long.clone(),
        further,
    );
    let evidence = Evidence {
        base: 0.7,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}
