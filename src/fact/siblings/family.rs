//! Families of things: names that stand side by side under one heading or label, with the class that
//! the notes give them and what is said of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::document::Document;
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, NEAR, contrast, listing, split};
use crate::lexicon;

/// Fewest and most things side by side that are told apart.
const THINGS: std::ops::RangeInclusive<usize> = 2..=40;
/// Most words of the name of a thing.
const NAME: usize = 5;

/// Things that stand side by side under one heading or label.
#[derive(Default)]
pub(super) struct Family {
    names: Vec<String>,
    /// Class of the things, in the singular, where the notes name it.
    pub(super) class: Option<String>,
    /// Whether a class or a contrast makes sure that they are of one kind.
    pub(super) sure: bool,
    /// Keys of the statements right below each name.
    said: BTreeMap<String, BTreeSet<Vec<String>>>,
    /// The words of all statements below each name.
    words: BTreeMap<String, BTreeSet<String>>,
    /// The names below which each property stands.
    properties: BTreeMap<String, BTreeSet<String>>,
}

impl Family {
    /// The things that a statement is not about, when nothing in it tells which one it is about.
    pub(super) fn others(&self, holder: &str, statement: &str) -> Vec<String> {
        let key = text::key(statement);
        let elsewhere = self
            .said
            .iter()
            .any(|(name, said)| name != holder && said.iter().any(|other| alike(other, &key)));
        let fits = self
            .words
            .iter()
            .any(|(name, words)| name != holder && mostly(&key, words));
        if elsewhere || fits || !self.names.iter().any(|name| name == holder) {
            return Vec::new();
        }
        let others = self.names.iter().filter(|name| *name != holder);
        others.cloned().collect()
    }

    /// A sentence with a subject of its own is about its heading only where the headings are certainly
    /// things of one kind.
    pub(super) fn fits(&self, shape: Shape) -> bool {
        self.sure || shape != Shape::Clause
    }

    /// Whether the property is told of another thing as well, so that it tells them apart.
    pub(super) fn compares(&self, holder: &str, property: &str) -> bool {
        let named = self.properties.get(&property.to_lowercase());
        named.is_some_and(|names| names.iter().any(|name| name != holder))
    }
}

/// Whether nearly all words of a statement are among those said of another thing.
fn mostly(key: &[String], words: &BTreeSet<String>) -> bool {
    let common = key.iter().filter(|word| words.contains(*word)).count();
    common * 4 >= key.len() * 3
}

/// Whether two statements say nearly the same.
fn alike(a: &[String], b: &[String]) -> bool {
    let common = a.iter().filter(|word| b.contains(word)).count();
    common * 10 >= a.len().max(b.len()) * 6
}

/// The families of a note, by the path they stand under: pairs of opposites first, then all that stand
/// side by side.
pub(super) fn families(
    facts: &[Fact],
    paths: &[Vec<String>],
    document: &Document,
) -> BTreeMap<Vec<String>, Vec<Family>> {
    let mut families: BTreeMap<Vec<String>, Family> = BTreeMap::new();
    for (fact, path) in facts.iter().zip(paths) {
        let key = text::key(&fact.text);
        for (depth, name) in path.iter().enumerate() {
            if !families.contains_key(&path[..depth]) {
                families.insert(path[..depth].to_vec(), Family::default());
            }
            let Some(family) = families.get_mut(&path[..depth]) else {
                continue;
            };
            if !family.words.contains_key(name) {
                family.names.push(name.clone());
                family.words.insert(name.clone(), BTreeSet::new());
            }
            if let Some(words) = family.words.get_mut(name) {
                let new = key.iter().filter(|word| !words.contains(*word));
                let new: Vec<String> = new.cloned().collect();
                words.extend(new);
            }
            if depth + 1 == path.len() {
                if let FactKind::Attribute { attribute, .. } = &fact.kind {
                    let names = family.properties.entry(attribute.to_lowercase());
                    names.or_default().insert(name.clone());
                }
                let said = family.said.entry(name.clone()).or_default();
                said.insert(key.clone());
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
            for (other, b) in words.iter().enumerate().skip(at + 1).take(NEAR) {
                let things = || is_thing(&self.names[at]) && is_thing(&self.names[other]);
                if contrast::differ_in_opposites(a, b) && things() {
                    let names = vec![self.names[at].clone(), self.names[other].clone()];
                    found.push(Family {
                        class: shared_head(&names),
                        said: self.said.clone(),
                        words: self.words.clone(),
                        properties: self.properties.clone(),
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
        let parent = above.last().map_or("", String::as_str);
        let named = are_named(&self.names, parent);
        self.names.retain(|name| named || is_thing(name));
        if !THINGS.contains(&self.names.len()) || self.names.len() * 3 < all * 2 {
            return false;
        }
        let compared = text::words(parent)
            .iter()
            .any(|word| matches!(word.as_str(), "vs" | "versus"))
            || named;
        let class = class_named(parent, document).filter(|_| above.len() > 1);
        self.class = shared_head(&self.names).or(class);
        self.sure = self.class.is_some() || compared;
        let proper = self.names.len() >= 3 && self.names.iter().all(|name| is_proper(name));
        self.sure || proper
    }
}

/// Whether a heading or label names a thing that statements can be about.
pub(super) fn is_thing(name: &str) -> bool {
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
        && !words
            .iter()
            .any(|word| NO_CLASS.contains(&lexicon::singular(word).as_str()) || word == "mnemonics")
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

/// Whether what stands above names two or three things side by side: "Hulls & Masts" over *Hulls* and *Masts*.
fn are_named(names: &[String], parent: &str) -> bool {
    let above = text::key(parent);
    let told = |name: &String| {
        let key = text::key(&text::without_brackets(name).0);
        !key.is_empty() && key.iter().all(|word| above.contains(word))
    };
    let joined = [" & ", " and ", " / ", " or "]
        .iter()
        .any(|joint| parent.contains(joint));
    joined && (2..=3).contains(&names.len()) && names.iter().all(told)
}

/// Whether a word alone is a verb whose objects stand below it: "Enables", "Supports".
fn is_lead(word: &str) -> bool {
    lexicon::is_third_person(word) || matches!(word, "handles" | "supports" | "uses" | "needs")
}

/// Whether a name is written like one: with a capital or a digit in every longer word.
pub(super) fn is_proper(name: &str) -> bool {
    name.split_whitespace()
        .filter(|word| word.len() > 3)
        .all(|word| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()))
        && name.chars().any(char::is_uppercase)
}

/// Classes whose members are statements rather than things, or one thing among many.
const NO_CLASS: [&str; 20] = [
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
    "use case",
    "pro",
    "con",
    "case",
    "scenario",
    "overview",
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
