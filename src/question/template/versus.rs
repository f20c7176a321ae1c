//! `versus`: of which of the compared things does the table say this? "Which one does “Has a dry skin” belong to:
//! frog or toad?"

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Candidate, Evidence, Scope, Template, contrast, single, table};
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
    let names: Vec<String> = things.iter().map(|thing| bare_name(thing).0).collect();
    let only = has_it_alone(cell);
    if !THINGS.contains(&things.len())
        || things.iter().any(|thing| text::count(thing) > 6)
        || !(cell.series.compared || long)
        || !only && (!tells_apart(cell) || is_answered(cell))
        || contrast::say_what_they_are(&names)
        || table::is_catalogue(things)
    {
        return Vec::new();
    }
    let answer = cell.name().0;
    let english = scope.document.is_english();
    let said = if only {
        property.to_string()
    } else {
        statement(cell)
    };
    let duty = fact.topic.nearest().to_lowercase().contains("responsib");
    let offered = super::class::join_or(&names);
    let prompt = match (english, only, duty) {
        (false, ..) => format!("{}: “{said}”?", names.join(" / ")),
        (_, true, _) => format!("Of which one is this true: “{said}” – {offered}?"),
        (_, _, true) => format!("Who is responsible for this: “{said}” – {offered}?"),
        _ => format!("Which one does “{said}” belong to: {offered}?"),
    };
    let question = Question {
        kind: Kind::Class,
        choices: names.clone(),
        ..single(prompt, answer.clone(), Vec::new())
    };
    let others = names.into_iter().filter(|name| *name != answer).collect();
    let evidence = Evidence {
        base: match (cell.series.compared, things.len()) {
            (true, _) => 0.62,
            (false, 2) => 0.54,
            (false, _) => 0.56,
        },
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

/// Whether the cell says yes to its property and all others say no, so that the property belongs to one
/// thing. Of two things the name of the property tells too much.
fn has_it_alone(cell: &Cell) -> bool {
    let says = |value: &str, words: &[&str]| words.contains(&value.to_lowercase().as_str());
    let series = &cell.series;
    series.things.len() >= 3
        && series.cells.len() == series.things.len()
        && series
            .property
            .as_ref()
            .is_some_and(|name| text::count(name) >= 2)
        && says(cell.value(), &["yes", "✓", "✔", "✅", "x", "true", "ja"])
        && cell
            .others()
            .all(|other| says(other, &["no", "✗", "✘", "❌", "-", "false", "nej"]))
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
    if said.is_empty() || cell.others().any(alike) || fits_another(cell) {
        return false;
    }
    !names_a_thing(value, cell)
}

/// Whether nearly all words of a statement stand in what the table lists of another thing.
fn fits_another(cell: &Cell) -> bool {
    let series = &cell.series;
    let key = text::key(cell.value());
    if series.property.is_some() || key.is_empty() {
        return false;
    }
    (0..series.things.len())
        .filter(|thing| series.things[*thing] != cell.thing())
        .any(|thing| {
            let words: BTreeSet<String> = series
                .cells
                .iter()
                .filter(|(of, _)| *of == thing)
                .flat_map(|(_, value)| text::key(value))
                .collect();
            let common = key.iter().filter(|word| words.contains(*word)).count();
            common * 4 >= key.len() * 3
        })
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
    let shared = |stem: &String| names.iter().all(|name| name.contains(stem));
    let told = |stem: &String| !shared(stem) && !lexicon::is_common(stem) && said.contains(stem);
    let spelled = contrast::short_forms(&cell.series.things)
        .any(|short| !shared(&context::stem(&short)) && value.contains(&short));
    spelled || names.iter().flatten().any(told)
}
