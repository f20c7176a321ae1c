//! Statements about the thing that they stand under. Below the labels *Data disk* and *OS disk* a line
//! tells one of them from the other, whether or not it has a subject of its own. Where nothing of its
//! kind stands beside a thing, several statements together tell what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use super::text::{self, Shape};
use super::{Contrast, Fact, FactKind, contrast, listing, split};
use crate::lexicon;
use crate::source::Span;

/// Fewest and most things side by side that are told apart.
const THINGS: std::ops::RangeInclusive<usize> = 2..=40;
/// Most words of the name of a thing.
const NAME: usize = 5;
/// Fewest and most words of a statement.
const STATEMENT: std::ops::RangeInclusive<usize> = 3..=22;
/// Statements asked about one thing.
const PER_THING: usize = 4;

/// Adds what tells sibling headings and labels of a note from each other.
pub(super) fn find(facts: &mut Vec<Fact>, document: &Document) {
    let paths: Vec<Vec<String>> = facts.iter().map(path_of).collect();
    let families = families(facts, &paths, document);
    let mut found = Vec::new();
    let mut taken: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut rest: BTreeMap<Vec<String>, Vec<&Fact>> = BTreeMap::new();
    for (fact, path) in facts.iter().zip(&paths) {
        let Some((statement, shape)) = statement(fact) else {
            continue;
        };
        let Some((holder, above)) = path.split_last() else {
            continue;
        };
        let count = taken.entry(path.clone()).or_default();
        let told = families.get(above).and_then(|families| {
            let fitting = families.iter().filter(|family| family.fits(shape));
            fitting
                .map(|family| (family, family.others(holder, statement)))
                .find(|(_, others)| !others.is_empty())
        });
        let Some((family, others)) = told.filter(|_| *count < PER_THING) else {
            rest.entry(path.clone()).or_default().push(fact);
            continue;
        };
        *count += 1;
        let contrast = Contrast {
            statement: statement.to_string(),
            shape,
            holder: holder.clone(),
            others,
            class: family.class.clone(),
            alike: family.sure,
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

/// Headings and labels above a fact. A label that repeats words of the one above it names the same thing.
fn path_of(fact: &Fact) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for name in fact.topic.path() {
        let repeats = path.last().is_some_and(|above| {
            let (own, above) = (text::key(&name), text::key(above));
            !own.is_empty()
                && own.len() < above.len()
                && own.iter().all(|word| above.contains(word))
        });
        if !repeats {
            path.push(name);
        }
    }
    path
}

/// What a fact says of the thing it stands under, when it stands right under it.
fn statement(fact: &Fact) -> Option<(&str, Shape)> {
    let shape = match &fact.kind {
        FactKind::Clause { shape, .. } => *shape,
        FactKind::Attribute { .. } => Shape::Fragment,
        _ => return None,
    };
    let text = fact.text.as_str();
    let says = text::key(text).len() >= if shape == Shape::Clause { 4 } else { 3 };
    let asked = !matches!(shape, Shape::Imperative | Shape::Condition)
        && STATEMENT.contains(&text::count(text))
        && text::is_balanced(text)
        && !text.contains(['?', ':', '='])
        && !starts_an_example(text);
    let right_under = !fact.topic.below_sentence || fact.topic.below_term;
    (asked && says && right_under).then_some((text, shape))
}

fn starts_an_example(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["e.g", "ex", "for example", "for instance", "i.e", "(e.g"]
        .iter()
        .any(|start| {
            lower.starts_with(start) && !lower[start.len()..].starts_with(char::is_alphabetic)
        })
}

/// Things that stand side by side under one heading or label.
#[derive(Default)]
struct Family {
    names: Vec<String>,
    /// Class of the things, in the singular, where the notes name it.
    class: Option<String>,
    /// Whether a class or a contrast makes sure that they are of one kind.
    sure: bool,
    /// Keys of the statements below each name.
    said: BTreeMap<String, BTreeSet<Vec<String>>>,
}

impl Family {
    /// The things that a statement is not about, when nothing in it tells which one it is about.
    fn others(&self, holder: &str, statement: &str) -> Vec<String> {
        let key = text::key(statement);
        let elsewhere = self
            .said
            .iter()
            .any(|(name, said)| name != holder && said.iter().any(|other| alike(other, &key)));
        if elsewhere || !self.names.iter().any(|name| name == holder) {
            return Vec::new();
        }
        let others = self.names.iter().filter(|name| *name != holder);
        others.cloned().collect()
    }

    /// A sentence with a subject of its own is about its heading only where the headings are certainly
    /// things of one kind.
    fn fits(&self, shape: Shape) -> bool {
        self.sure || shape != Shape::Clause
    }
}

/// Whether two statements say nearly the same.
fn alike(a: &[String], b: &[String]) -> bool {
    let common = a.iter().filter(|word| b.contains(word)).count();
    common * 10 >= a.len().max(b.len()) * 6
}

/// The families of a note, by the path they stand under: pairs of opposites first, then all that stand
/// side by side.
fn families(
    facts: &[Fact],
    paths: &[Vec<String>],
    document: &Document,
) -> BTreeMap<Vec<String>, Vec<Family>> {
    let mut families: BTreeMap<Vec<String>, Family> = BTreeMap::new();
    for (fact, path) in facts.iter().zip(paths) {
        for (depth, name) in path.iter().enumerate() {
            let family = families.entry(path[..depth].to_vec()).or_default();
            if !family.names.contains(name) {
                family.names.push(name.clone());
            }
            if depth + 1 == path.len() {
                let said = family.said.entry(name.clone()).or_default();
                said.insert(text::key(&fact.text));
            }
        }
    }
    let split = |(above, mut family): (Vec<String>, Family)| {
        let mut found = family.pairs();
        if family.settle(&above, document) {
            found.push(family);
        }
        (above, found)
    };
    families.into_iter().map(split).collect()
}

impl Family {
    /// The pairs of names that differ in one word and its opposite.
    fn pairs(&self) -> Vec<Family> {
        let words: Vec<BTreeSet<String>> = self
            .names
            .iter()
            .map(|name| text::words(name).into_iter().collect())
            .collect();
        let mut found = Vec::new();
        for (at, a) in words.iter().enumerate() {
            for (other, b) in words.iter().enumerate().skip(at + 1) {
                if contrast::differ_in_opposites(a, b) {
                    let names = vec![self.names[at].clone(), self.names[other].clone()];
                    found.push(Family {
                        class: shared_head(&names),
                        said: self.said.clone(),
                        sure: true,
                        names,
                    });
                }
            }
        }
        found
    }

    /// Keeps the names of things and finds their class. Says whether they can be told apart at all.
    fn settle(&mut self, above: &[String], document: &Document) -> bool {
        let all = self.names.len();
        self.names.retain(|name| is_thing(name));
        if !THINGS.contains(&self.names.len()) || self.names.len() * 3 < all * 2 {
            return false;
        }
        let parent = above.last().map_or("", String::as_str);
        let compared = text::words(parent)
            .iter()
            .any(|word| matches!(word.as_str(), "vs" | "versus"));
        let named = class_named(parent, document).filter(|_| above.len() > 1);
        self.class = shared_head(&self.names).or(named);
        self.sure = self.class.is_some() || compared;
        let proper = self.names.len() >= 3 && self.names.iter().all(|name| is_proper(name));
        self.sure || proper
    }
}

/// Whether a heading or label names a thing that statements can be about.
fn is_thing(name: &str) -> bool {
    let lower = name.to_lowercase();
    let lower = lower.replace('-', " ");
    let (bare, _) = text::without_brackets(name);
    let words = text::words(&bare);
    let last = words.last().cloned().unwrap_or_default();
    let counted = words
        .first()
        .is_some_and(|first| lexicon::is_number_word(first));
    !counted
        && text::count(&bare) <= NAME
        && split::is_term(name, true)
        && !name.contains([':', '?', '&', ',', '|', '*'])
        && !text::words(name).iter().any(|word| {
            matches!(
                word.as_str(),
                "vs" | "versus" | "other" | "others" | "misc" | "and"
            )
        })
        && !lexicon::is_generic(&lower)
        && !lexicon::is_generic(&last)
        && !matches!(words.as_slice(), [first, joint, ..] if lexicon::is_generic(first) && lexicon::is_joint(joint))
        && !lexicon::is_attribute(&lower)
        && !lexicon::is_skipped_heading(&lower)
        && listing::class_noun(name).is_none()
        && lexicon::preposition_of(&last).is_none()
        && !matches!(
            text::shape(&bare),
            Shape::Imperative
                | Shape::Predicate
                | Shape::Condition
                | Shape::Clause
                | Shape::Participle
        )
        && !words
            .windows(2)
            .any(|pair| pair[0].ends_with("ed") && lexicon::is_joint(&pair[1]))
        && !last.ends_with("ing")
        && !(words.len() == 1 && is_lead(&last))
}

/// Whether a word alone is a verb whose objects stand below it: "Enables", "Supports".
fn is_lead(word: &str) -> bool {
    lexicon::is_third_person(word) || matches!(word, "handles" | "supports" | "uses" | "needs")
}

/// Whether a name is written like one: with a capital or a digit in every longer word.
fn is_proper(name: &str) -> bool {
    name.split_whitespace()
        .filter(|word| word.len() > 3)
        .all(|word| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()))
        && name.chars().any(char::is_uppercase)
}

/// Classes whose members are statements rather than things, or one thing among many.
const NO_CLASS: [&str; 14] = [
    "example",
    "benefit",
    "advantage",
    "disadvantage",
    "drawback",
    "characteristic",
    "goal",
    "limitation",
    "purpose",
    "reason",
    "requirement",
    "effect",
    "use",
    "part",
];

/// The class of things that a heading above them names: "Consistency levels" heads levels. A product
/// may be called "Services" without being any.
fn class_named(parent: &str, document: &Document) -> Option<String> {
    let class = lexicon::singular(&listing::class_noun(parent)?);
    let product = class == "service"
        && parent
            .split_whitespace()
            .filter(|word| word.starts_with(char::is_uppercase))
            .count()
            > 1;
    (!NO_CLASS.contains(&class.as_str()) && !product)
        .then(|| listing::class_phrase(parent, |word| document.is_word(word)))?
}

fn is_noun(word: &str) -> bool {
    !(word.ends_with("ed") || word.ends_with("ly") || lexicon::is_stop(word) || word.len() < 3)
        && word.chars().all(char::is_alphabetic)
}

/// The noun that all names end with, and what stands before it in all of them: "load balancer" of
/// "Classic load balancer" and "Network load balancer".
fn shared_head(names: &[String]) -> Option<String> {
    let words: Vec<Vec<String>> = names
        .iter()
        .map(|name| {
            let mut words = text::words(&text::without_brackets(name).0);
            if let Some(last) = words.last_mut() {
                *last = lexicon::singular(last);
            }
            words
        })
        .collect();
    let first = words.first()?;
    let shared = |back: usize| {
        let word = |words: &Vec<String>| words.len().checked_sub(back).map(|at| words[at].clone());
        words
            .iter()
            .all(|words| words.len() > back && word(words) == word(first))
    };
    let length = (1..=2).take_while(|back| shared(*back)).count();
    let head = &first[first.len() - length..];
    (length > 0 && head.iter().all(|word| is_noun(word))).then(|| head.join(" "))
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
