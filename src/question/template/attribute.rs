//! `attribute`: a property of the subject. "HTTPS: what is the port?"

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::context;

pub(super) const TEMPLATE: Template = Template {
    name: "attribute",
    any_language: false,
    write,
};

/// Most words of a value that can be typed.
const WORDS: usize = 8;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Attribute { attribute, value } = &fact.kind else {
        return Vec::new();
    };
    let subject = context::subject(&fact.topic);
    let attribute = text::lower_first(attribute, |word| {
        scope.document.is_lower(word) || lexicon::is_attribute(word)
    });
    let aside = [
        "example",
        "examples",
        "note",
        "tip",
        "reason",
        "when",
        "why",
        "where",
        "remember",
        "usage",
        "warning",
        "objective",
        "use",
        "used for",
        "also called",
        "also known as",
        "exam",
    ];
    if aside.contains(&attribute.as_str()) || text::count(value) > WORDS || value.is_empty() {
        return Vec::new();
    }
    let verb = if lexicon::is_plural(&attribute) {
        "are"
    } else {
        "is"
    };
    let question = single(
        format!("{subject}: what {verb} the {attribute}?"),
        value.clone(),
        Vec::new(),
    );
    let evidence = Evidence {
        base: 0.56,
        marked: fact.marked,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}
