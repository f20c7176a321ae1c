//! Tables: rows of a subject with its attributes, read in the direction that makes sense.

use std::sync::Arc;

use super::split::Separator;
use super::{Definition, Fact, FactKind, Place, text};
use crate::lexicon;
use crate::note::{Inline, Table};
use crate::source::Span;

/// Headers of columns that define what the first column names.
const DEFINING: [&str; 11] = [
    "description",
    "meaning",
    "definition",
    "what it does",
    "explanation",
    "purpose",
    "function",
    "what it is",
    "details",
    "info",
    "information",
];

/// Headers of columns that are not asked for.
const ASIDE: [&str; 8] = [
    "example",
    "examples",
    "notes",
    "note",
    "comment",
    "comments",
    "link",
    "reference",
];

/// Reads a table.
pub(super) fn extract(table: &Table, span: Span, place: &Place, facts: &mut Vec<Fact>) {
    let head: Vec<String> = table
        .head
        .iter()
        .map(|cell| text::clean(cell).text)
        .collect();
    if head.len() < 2 || table.rows.len() < 2 {
        return;
    }
    let names: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| row.first())
        .map(|cell| text::clean(cell).text)
        .collect();
    for row in &table.rows {
        let cells: Vec<Inline> = row.iter().map(text::clean).collect();
        let Some(name) = cells
            .first()
            .map(|cell| cell.text.clone())
            .filter(|name| !name.is_empty())
        else {
            continue;
        };
        for (column, cell) in head.iter().zip(&cells).skip(1) {
            let kind = cell_kind(&head[0], column, &name, cell, &names);
            let Some(kind) = kind else { continue };
            let text = format!("{name}: {column}: {}", cell.text);
            let span = row_span(row, span);
            facts.push(Fact {
                kind,
                topic: Arc::clone(&place.topic),
                text,
                span,
                group: place.group,
                marked: true,
            });
        }
    }
}

fn row_span(row: &[Inline], table: Span) -> Span {
    row.iter()
        .map(|cell| cell.span)
        .reduce(Span::cover)
        .unwrap_or(table)
}

fn cell_kind(
    first: &str,
    column: &str,
    name: &str,
    cell: &Inline,
    names: &[String],
) -> Option<FactKind> {
    let lower = column.to_lowercase();
    if cell.text.is_empty()
        || matches!(cell.text.as_str(), "-" | "–" | "n/a" | "N/A")
        || ASIDE.contains(&lower.as_str())
    {
        return None;
    }
    // A number has attributes, but no description tells it from its neighbours.
    if !name.contains(char::is_alphabetic) {
        return None;
    }
    if DEFINING.contains(&lower.as_str()) && text::count(&cell.text) >= 3 {
        let (term, gloss) = text::without_brackets(name);
        return Some(FactKind::Definition(Definition {
            siblings: names
                .iter()
                .filter(|other| *other != name)
                .map(|other| text::without_brackets(other).0)
                .collect(),
            term,
            also: gloss.into_iter().collect(),
            meaning: cell.clone(),
            separator: Separator::Colon,
        }));
    }
    if column.is_empty() || lexicon::is_finite(&lower) {
        return None;
    }
    Some(FactKind::Cell {
        row: name.to_string(),
        column: column.to_string(),
        value: cell.text.clone(),
        first_column: first.to_string(),
    })
}
