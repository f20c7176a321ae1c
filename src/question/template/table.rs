//! `table`: a cell of a table. "What is the port of “HTTPS”?"

use super::{Candidate, Evidence, Scope, Template, single, with_context};
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
    if text::count(value) > WORDS
        || text::count(column) > 5
        || text::count(row) > 6
        || text::count(value) == 0
    {
        return Vec::new();
    }
    let small = text::lower_first(column, |word| {
        scope.document.is_lower(word) || lexicon::is_attribute(word) || lexicon::is_generic(word)
    });
    let entity_columns = is_entity(column, scope);
    let compared = fact
        .topic
        .nearest()
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| {
            matches!(
                word,
                "vs" | "versus" | "comparison" | "compared" | "differences" | "difference"
            )
        });
    if entity_columns
        && !compared
        && !first_column.is_empty()
        && ![
            "feature",
            "property",
            "aspect",
            "attribute",
            "criteria",
            "criterion",
        ]
        .contains(&first_column.to_lowercase().as_str())
    {
        return Vec::new();
    }
    let prompt = if entity_columns {
        // The first column holds properties and the header the things that have them.
        format!("{column}: {row}?")
    } else if lexicon::is_plural(text::words(&small).last().map_or("", String::as_str)) {
        format!("What are the {small} of {row}?")
    } else {
        format!("What is the {small} of {row}?")
    };
    let question = single(prompt, value.clone(), Vec::new());
    let evidence = Evidence {
        base: if entity_columns { 0.4 } else { 0.56 },
        parallel: 1,
        marked: false,
        ..Evidence::default()
    };
    vec![Candidate {
        question: with_context(question, &fact.topic),
        template: TEMPLATE.name,
        evidence,
        ..Candidate::default()
    }]
}

/// Whether a header names a thing rather than a property: it is written as a name.
fn is_entity(text: &str, scope: &Scope<'_>) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let lower = first.to_lowercase();
    !scope.document.is_lower(&lower)
        && !lexicon::is_attribute(&text.to_lowercase())
        && !lexicon::is_generic(&text.to_lowercase())
}
