//! Statements about the thing that they stand under. Below the labels *Data disk* and *OS disk* a line
//! tells one of them from the other, whether or not it has a subject of its own. Where nothing of its
//! kind stands beside a thing, several statements together tell what it is.

mod family;

use std::collections::BTreeMap;
use std::sync::Arc;

use self::family::{Family, families, is_proper, is_thing};
use super::document::Document;
use super::text::{self, Shape};
use super::{Contrast, Fact, FactKind};
use crate::source::Span;

/// Fewest and most words of a statement.
const STATEMENT: std::ops::RangeInclusive<usize> = 3..=22;
/// Statements asked about one thing.
const PER_THING: usize = 4;

/// Adds what tells sibling headings and labels of a note from each other.
pub(super) fn find(facts: &mut Vec<Fact>, document: &Document) {
    let paths = paths_of(facts);
    let families = families(facts, &paths, document);
    let mut found = Vec::new();
    let mut taken: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut rest: BTreeMap<Vec<String>, Vec<&Fact>> = BTreeMap::new();
    for (fact, path) in facts.iter().zip(&paths) {
        let Some(said) = statement(fact) else {
            continue;
        };
        let Some((holder, above)) = path.split_last() else {
            continue;
        };
        let count = taken.entry(path.clone()).or_default();
        let told = families
            .get(above)
            .and_then(|families| told_apart(&said, holder, families));
        let Some((family, others)) = told.filter(|_| *count < PER_THING) else {
            if said.property.is_none() {
                rest.entry(path.clone()).or_default().push(fact);
            }
            continue;
        };
        *count += 1;
        let contrast = Contrast {
            statement: said.text.to_string(),
            shape: said.shape,
            holder: holder.clone(),
            others,
            class: family.class.clone(),
            alike: family.sure,
            property: said.property.map(str::to_string),
        };
        found.push(Fact {
            kind: FactKind::Contrast(contrast),
            ..fact.clone()
        });
    }
    for (path, statements) in rest {
        let holder = path.last().map_or("", String::as_str);
        let named = holder.starts_with(char::is_uppercase);
        if is_thing(holder) && named && path.len() > 1 {
            profiles(holder, &statements, &mut found);
            if is_proper(holder) {
                found.extend(descriptions(holder, &statements));
            }
        }
    }
    facts.extend(found);
}

/// The family in which a statement belongs to its holder only, and the others of that family.
fn told_apart<'f>(
    said: &Statement<'_>,
    holder: &str,
    families: &'f [Family],
) -> Option<(&'f Family, Vec<String>)> {
    let compared = |family: &&Family| {
        said.property
            .is_none_or(|property| family.compares(holder, property))
    };
    families
        .iter()
        .filter(|family| family.fits(said.shape))
        .filter(compared)
        .map(|family| (family, family.others(holder, said.text)))
        .find(|(_, others)| !others.is_empty())
}

/// Fewest telling words of a statement that describes a thing by itself, and most of such statements.
const DESCRIPTION: usize = 6;
const DESCRIPTIONS: usize = 2;

/// Long predicates, each of which describes the thing that it stands under.
fn descriptions(holder: &str, statements: &[&Fact]) -> Vec<Fact> {
    let own: Vec<String> = text::key(holder);
    let telling = |fact: &&&Fact| {
        let key = text::key(&fact.text);
        is_said(fact) && key.len() >= DESCRIPTION && !own.iter().any(|word| key.contains(word))
    };
    let contrast = |fact: &&Fact| Fact {
        kind: FactKind::Contrast(Contrast {
            statement: fact.text.clone(),
            shape: Shape::Predicate,
            holder: holder.to_string(),
            others: Vec::new(),
            class: None,
            alike: false,
            property: None,
        }),
        ..Fact::clone(fact)
    };
    statements
        .iter()
        .filter(telling)
        .take(DESCRIPTIONS)
        .map(contrast)
        .collect()
}

/// Statements of one profile, and profiles of one thing.
const CLUES: std::ops::RangeInclusive<usize> = 2..=3;
const PROFILES: usize = 3;
/// Most words of a statement that stands beside others.
const CLUE: usize = 14;

/// Whether a statement has a verb, so that it says something of what it stands under.
fn is_said(fact: &Fact) -> bool {
    matches!(
        fact.kind,
        FactKind::Clause {
            shape: Shape::Predicate | Shape::Participle,
            ..
        }
    )
}

/// Adds what several statements together say of one thing.
fn profiles(holder: &str, statements: &[&Fact], found: &mut Vec<Fact>) {
    let own: Vec<String> = text::key(holder);
    let clue = |fact: &&&Fact| {
        let key = text::key(&fact.text);
        let sentence = matches!(
            fact.kind,
            FactKind::Clause {
                shape: Shape::Clause,
                ..
            }
        );
        !sentence && text::count(&fact.text) <= CLUE && !own.iter().any(|word| key.contains(word))
    };
    let clues: Vec<&&Fact> = statements.iter().filter(clue).collect();
    let parts = clues.len().div_ceil(*CLUES.end()).max(1);
    for chunk in clues
        .chunks(clues.len().div_ceil(parts).max(1))
        .take(PROFILES)
    {
        let span = chunk.iter().map(|fact| fact.span).reduce(Span::cover);
        // Names below a heading are a list of it and do not describe it.
        let said = chunk.iter().filter(|fact| is_said(fact)).count();
        let describes = CLUES.contains(&chunk.len()) && said * 2 >= chunk.len();
        let Some(span) = span.filter(|_| describes) else {
            continue;
        };
        let statements: Vec<String> = chunk.iter().map(|fact| fact.text.clone()).collect();
        found.push(Fact {
            text: format!("{holder}: {}", statements.join("; ")),
            kind: FactKind::Profile {
                holder: holder.to_string(),
                statements,
            },
            span,
            ..Fact::clone(chunk[0])
        });
    }
}

/// The paths of facts. Most stand under the topic of the one before.
fn paths_of(facts: &[Fact]) -> Vec<Vec<String>> {
    let mut paths: Vec<Vec<String>> = Vec::with_capacity(facts.len());
    for (at, fact) in facts.iter().enumerate() {
        let same = at > 0 && Arc::ptr_eq(&facts[at - 1].topic, &fact.topic);
        let path = if same {
            paths[at - 1].clone()
        } else {
            path_of(fact)
        };
        paths.push(path);
    }
    paths
}

/// Headings and labels above a fact. A label that repeats words of the one above it names the same thing.
fn path_of(fact: &Fact) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for name in fact.topic.path() {
        let repeats = path.last().is_some_and(|above| {
            let joined = [" & ", " and ", " / "]
                .iter()
                .any(|joint| above.contains(joint));
            let (own, above) = (text::key(&name), text::key(above));
            // One of the two things that a heading names is not the heading.
            !joined
                && !own.is_empty()
                && own.len() < above.len()
                && own.iter().all(|word| above.contains(word))
        });
        if !repeats {
            path.push(name);
        }
    }
    path
}

/// What a line says of the thing it stands under.
struct Statement<'a> {
    text: &'a str,
    shape: Shape,
    /// The property whose value the statement is.
    property: Option<&'a str>,
}

/// What a fact says of the thing it stands under, when it stands right under it.
fn statement(fact: &Fact) -> Option<Statement<'_>> {
    let (statement, shape, property) = match &fact.kind {
        FactKind::Clause { shape, .. } => (fact.text.as_str(), *shape, None),
        FactKind::Attribute { attribute, value } if text::count(value) >= 3 => {
            (value.as_str(), Shape::Fragment, Some(attribute.as_str()))
        }
        FactKind::Attribute { .. } => (fact.text.as_str(), Shape::Fragment, None),
        _ => return None,
    };
    let says = text::key(statement).len() >= if shape == Shape::Clause { 4 } else { 3 };
    let asked = !matches!(shape, Shape::Imperative | Shape::Condition)
        && STATEMENT.contains(&text::count(statement))
        && text::is_balanced(statement)
        && !statement.contains(['?', ':', '='])
        && !starts_an_example(statement);
    let right_under = !fact.topic.below_sentence || fact.topic.below_term;
    (asked && says && right_under).then_some(Statement {
        text: statement,
        shape,
        property,
    })
}

fn starts_an_example(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["e.g", "ex", "for example", "for instance", "i.e", "(e.g"]
        .iter()
        .any(|start| {
            lower.starts_with(start) && !lower[start.len()..].starts_with(char::is_alphabetic)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::{Source, SourceId};

    /// Statement, holder and class of each contrast of a note.
    fn check(text: &str, expect: &[(&str, &str, Option<&str>)]) {
        let (note, _) = note::parse(SourceId(0), &Source::new("a.md", text));
        let (facts, _) = super::super::extract(&note);
        let found: Vec<(&str, &str, Option<&str>)> = facts
            .iter()
            .filter_map(|fact| match &fact.kind {
                FactKind::Contrast(contrast) => Some((
                    contrast.statement.as_str(),
                    contrast.holder.as_str(),
                    contrast.class.as_deref(),
                )),
                _ => None,
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn labels_with_one_head_noun_are_of_one_class() {
        check(
            "# Machines\n\n- System disk\n  - Holds the operating system files\n  - Needs a backup\n- Data disk\n  - Can be moved between two machines\n",
            &[
                (
                    "Holds the operating system files",
                    "System disk",
                    Some("disk"),
                ),
                (
                    "Can be moved between two machines",
                    "Data disk",
                    Some("disk"),
                ),
            ],
        );
    }

    #[test]
    fn a_heading_names_the_class_of_the_headings_below() {
        check(
            "# Ports\n\n## Cargo types\n\n### Bulk\n\n- Is poured loose into a hold\n\n### Container\n\n- Is stacked on the deck of a ship\n",
            &[
                ("Is poured loose into a hold", "Bulk", Some("cargo type")),
                (
                    "Is stacked on the deck of a ship",
                    "Container",
                    Some("cargo type"),
                ),
            ],
        );
    }

    #[test]
    fn parts_of_the_form_are_no_things() {
        check(
            "# Baking\n\n## Overview\n\n- Needs a very hot oven\n\n## Summary\n\n- Takes about two long hours\n",
            &[],
        );
    }
}
