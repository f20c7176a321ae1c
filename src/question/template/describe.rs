//! `describe`: what is this term? The answer is shown and graded by its parts.

use super::{Candidate, Evidence, Scope, Template, define, single, with_context};
use crate::fact::split::Separator;
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;

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
    if !genus || text::count(&meaning) > WORDS || definition.separator == Separator::Arrow {
        return Vec::new();
    }
    let term = &definition.term;
    let words = text::words(term);
    let last = words.last().map_or("", String::as_str);
    let small = text::lower_first(term, |word| scope.document.is_lower(word));
    let prompt = if lexicon::is_plural(last)
        && last.chars().all(char::is_alphabetic)
        && small != small.to_uppercase()
    {
        format!("What are {small}?")
    } else if takes_article(&small) {
        let article = if small.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("What is {article} {small}?")
    } else {
        format!("What is {small}?")
    };
    let question = with_context(single(prompt, meaning, Vec::new()), &fact.topic);
    let evidence = Evidence {
        base: 0.48,
        marked: fact.marked,
        parallel: 1,
        ..Evidence::default()
    };
    vec![Candidate {
        question,
        template: TEMPLATE.name,
        evidence,
        ..Candidate::default()
    }]
}

/// Whether a term is a count noun written small, as far as its form tells.
fn takes_article(term: &str) -> bool {
    let last = term.split_whitespace().last().unwrap_or_default();
    let mass = [
        "ing", "tion", "sion", "ment", "ity", "ness", "ism", "ics", "ance", "ence", "ology",
        "graphy", "ware", "cy", "ship", "sis", "data",
    ];
    term.chars()
        .all(|c| c.is_lowercase() || c == ' ' || c == '-')
        && !mass.iter().any(|ending| last.ends_with(ending))
}
