//! `explicit`: a question that the author wrote, as it is written.

use super::{Candidate, Evidence, Scope, Template};
use crate::fact::{Fact, FactKind, text};
use crate::question::card::Question;

pub(super) const TEMPLATE: Template = Template {
    name: "explicit",
    any_language: true,
    write,
};

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Explicit { question, answer } = &fact.kind else {
        return Vec::new();
    };
    let prompt = if question.ends_with(['?', '.', '!', ':']) || text::count(question) > 6 {
        question.clone()
    } else if scope.document.is_english() {
        format!(
            "What is {}?",
            text::lower_first(question, |word| scope.document.is_lower(word))
        )
    } else {
        format!("{question}?")
    };
    let question = Question {
        prompt,
        answer: answer.clone(),
        accept: vec![Vec::new(); answer.len()],
        ..Question::default()
    };
    // The heading that asks is the prompt; it must not stand above it again.
    let evidence = Evidence {
        base: 0.9,
        marked: true,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}
