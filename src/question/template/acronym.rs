//! `acronym`: what does the short form stand for?

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind};

pub(super) const TEMPLATE: Template = Template {
    name: "acronym",
    any_language: false,
    write,
};

fn write(fact: &Fact, _scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Acronym { short, long } = &fact.kind else {
        return Vec::new();
    };
    let question = single(
        format!("What does {short} stand for?"),
        long.clone(),
        Vec::new(),
    );
    let evidence = Evidence {
        base: 0.7,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}
