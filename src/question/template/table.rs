//! `table`: a cell of a table. "What is the port of “HTTPS”?"

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;

pub(super) const TEMPLATE: Template = Template {
    name: "table",
    any_language: false,
    write,
};

/// Most words of a cell that can be typed.
const WORDS: usize = 10;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Cell {
        row,
        column,
        value,
        first_column,
    } = &fact.kind
    else {
        return Vec::new();
    };
    if !(1..=WORDS).contains(&text::count(value)) || text::count(column) > 5 || text::count(row) > 6
    {
        return Vec::new();
    }
    let entities = is_entity(column, scope);
    if entities && !is_comparison(fact.topic.nearest(), first_column) {
        return Vec::new();
    }
    let small = text::lower_first(column, |word| {
        scope.document.is_lower(word) || lexicon::is_attribute(word)
    });
    let last = text::words(&small).pop().unwrap_or_default();
    let prompt = if entities {
        // The first column holds properties and the header the things that have them.
        format!(
            "{column}: what is the {}?",
            text::lower_first(row, |word| scope.document.is_lower(word))
        )
    } else if lexicon::is_plural(&last) {
        format!("What are the {small} of {row}?")
    } else {
        format!("What is the {small} of {row}?")
    };
    let question = single(prompt, value.clone(), Vec::new());
    let evidence = Evidence {
        base: if entities && text::shape(row) != text::Shape::Fragment {
            0.5
        } else {
            0.56
        },
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// Whether a table compares things that stand in its header.
fn is_comparison(heading: &str, first_column: &str) -> bool {
    let compares = |word: &String| {
        matches!(
            word.as_str(),
            "vs" | "versus" | "comparison" | "compared" | "difference" | "differences"
        )
    };
    let property = matches!(
        first_column.to_lowercase().as_str(),
        "" | "feature" | "property" | "aspect" | "attribute" | "criteria" | "criterion"
    );
    property || text::words(heading).iter().any(compares)
}

/// Whether a header names a thing rather than a property: it is written as a name.
fn is_entity(text: &str, scope: &Scope<'_>) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let lower = first.to_lowercase();
    let capitals = first
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    if capitals && first.len() > 1 {
        return true;
    }
    !scope.document.is_lower(&lower)
        && !lexicon::is_attribute(&text.to_lowercase())
        && !lexicon::is_generic(&text.to_lowercase())
}
