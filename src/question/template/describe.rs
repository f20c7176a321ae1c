//! `describe`: what is this term? The answer is shown and graded by its parts.

use super::{Candidate, Evidence, Scope, Template, define, single};
use crate::fact::split::Separator;
use crate::fact::{Fact, FactKind, document, text};
use crate::question::context;

pub(super) const TEMPLATE: Template = Template {
    name: "describe",
    any_language: false,
    write,
};

/// Most words of an answer that can be graded by its parts.
const WORDS: usize = 25;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Definition(definition) = &fact.kind else {
        return Vec::new();
    };
    let Some(meaning) = define::identifying_part(&definition.meaning.text) else {
        return Vec::new();
    };
    let genus = ["a ", "an ", "the ", "any ", "one of "]
        .iter()
        .any(|start| meaning.to_lowercase().starts_with(start));
    // What stands before a name in brackets was written to explain it.
    let named = definition.separator == Separator::Brackets;
    if !(genus || named)
        || define::is_vague(&meaning)
        || text::count(&meaning) > WORDS
        || definition.separator == Separator::Arrow
    {
        return Vec::new();
    }
    let term = &definition.term;
    let also = |name: &String| text::words(&meaning).contains(&name.to_lowercase());
    let example = text::words(&definition.term)
        .first()
        .is_some_and(|first| matches!(first.as_str(), "example" | "examples"));
    if example || definition.also.iter().any(also) {
        return Vec::new();
    }
    // The term inside its own meaning would be half of the answer.
    let own = context::stems(&meaning);
    if context::stems(term).iter().all(|stem| own.contains(stem)) {
        return Vec::new();
    }
    let name = document::is_acronym(term)
        || term.starts_with(char::is_uppercase)
            && !scope.document.is_lower(&text::words(term).concat());
    let prompt = if name && text::count(term) == 1 {
        format!("What is {term}?")
    } else {
        // Quoted, a term needs no article, of which no list of words can be sure.
        let titled = term
            .split_whitespace()
            .skip(1)
            .any(|word| word.starts_with(char::is_uppercase));
        let small = |word: &str| !titled && scope.document.is_lower(word);
        format!("What is meant by “{}”?", text::lower_first(term, small))
    };
    let question = single(prompt, meaning, Vec::new());
    let evidence = Evidence {
        base: 0.55,
        marked: fact.marked,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}
