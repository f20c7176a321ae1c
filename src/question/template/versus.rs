//! `versus`: of which of the compared things does the table say this? "Which one does “Has a dry skin” belong to:
//! frog or toad?"

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Candidate, Evidence, Scope, Template, single, table};
use crate::fact::table::{Cell, bare_name};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::card::{Kind, Question};
use crate::question::{context, order};

pub(super) const TEMPLATE: Template = Template {
    name: "versus",
    any_language: true,
    write,
};

/// Most things to choose from, and most words of a statement.
const THINGS: std::ops::RangeInclusive<usize> = 2..=4;
const WORDS: usize = 26;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Cell(cell) = &fact.kind else {
        return Vec::new();
    };
    let things = &cell.series.things;
    // Rows that a table only lists are asked for one by one, unless their cells are statements.
    let property = cell.series.property.as_deref().unwrap_or_default();
    let long = text::count(cell.value()) >= 4 && table::explains(property).is_none();
    if !THINGS.contains(&things.len())
        || things.iter().any(|thing| text::count(thing) > 6)
        || !(cell.series.compared || long)
        || !tells_apart(cell)
        || is_answered(cell)
    {
        return Vec::new();
    }
    let names: Vec<String> = things.iter().map(|thing| bare_name(thing).0).collect();
    let answer = cell.name().0;
    let english = scope.document.is_english();
    let said = statement(cell);
    let prompt = match names.split_last() {
        Some((last, front)) if english => format!(
            "Which one does “{said}” belong to: {} or {last}?",
            front.join(", ")
        ),
        _ => format!("{}: “{said}”?", names.join(" / ")),
    };
    let question = Question {
        kind: Kind::Class,
        choices: names.clone(),
        ..single(prompt, answer.clone(), Vec::new())
    };
    let others = names.into_iter().filter(|name| *name != answer).collect();
    let evidence = Evidence {
        base: if cell.series.compared { 0.62 } else { 0.54 },
        ..Evidence::default()
    };
    vec![Candidate {
        confusable: others,
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    }]
}

/// Whether the other cell of a pair is asked for: who knows the one knows both.
fn is_answered(cell: &Cell) -> bool {
    let series = &cell.series;
    let (Some(property), [first, second]) = (&series.property, series.cells.as_slice()) else {
        return false;
    };
    let pair = series.compared && series.things.len() == 2;
    let chosen = usize::from(order(property, &first.1) > order(property, &second.1));
    let fits = Cell {
        at: chosen,
        series: Arc::clone(series),
    };
    pair && chosen != cell.at && tells_apart(&fits)
}

/// What the cell says, with the property in front where it has one.
fn statement(cell: &Cell) -> String {
    match &cell.series.property {
        Some(property) => format!("{property}: {}", cell.value()),
        None => cell.value().to_string(),
    }
}

/// Whether a cell is true of one thing only and does not name it.
pub(super) fn tells_apart(cell: &Cell) -> bool {
    let value = cell.value();
    let words = text::count(value);
    let listed = cell.series.property.is_none();
    if words > WORDS || words < if listed { 3 } else { 1 } || !text::is_balanced(value) {
        return false;
    }
    let first = text::words(value).first().cloned().unwrap_or_default();
    if matches!(
        first.as_str(),
        "same" | "see" | "varies" | "depends" | "none"
    ) || value.contains('?')
    {
        return false;
    }
    let said: BTreeSet<String> = text::words(value).into_iter().collect();
    let alike = |other: &str| {
        let other: BTreeSet<String> = text::words(other).into_iter().collect();
        said.is_subset(&other) || !other.is_empty() && other.is_subset(&said)
    };
    if said.is_empty() || cell.others().any(alike) {
        return false;
    }
    !names_a_thing(value, cell)
}

/// Whether a text has a word by which one of the things is told from the others.
fn names_a_thing(value: &str, cell: &Cell) -> bool {
    let said = context::stems(value);
    let names: Vec<_> = cell
        .series
        .things
        .iter()
        .map(|thing| context::stems(thing))
        .collect();
    names.iter().flatten().any(|stem| {
        let shared = names.iter().all(|name| name.contains(stem));
        !shared && !lexicon::is_common(stem) && said.contains(stem)
    })
}
