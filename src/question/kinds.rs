//! What the note names side by side: members of one list, things of one table, terms defined together,
//! names with one head. They are of one kind, so that they can be offered beside each other.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashSet};

use super::wording::kin::{self, Form};
use crate::fact::document::Document;
use crate::fact::{Fact, FactKind};
use crate::fact::{listing, text};
use crate::lexicon;

/// Most words of a name.
pub(super) const WORDS: usize = 4;

/// The kinds of a note.
#[derive(Default)]
pub(super) struct Kinds {
    groups: Vec<Vec<String>>,
    /// The groups by their keys, so that none is read twice.
    known: HashSet<String>,
    /// Places of the groups that have a name, by its key, nearest kinds of evidence first.
    of: HashMap<String, Vec<usize>>,
    /// Places of the facts that mention a name, by its key.
    said: HashMap<String, Vec<usize>>,
    /// Lower-case words that stand one behind the other.
    pairs: HashSet<String>,
}

impl Kinds {
    /// Reads the kinds of things that the facts of a note name.
    pub(super) fn read(facts: &[Fact], document: &Document) -> Kinds {
        let mut kinds = Kinds::default();
        let mut heads: BTreeMap<String, Names> = BTreeMap::new();
        for fact in facts {
            kinds.learn_pairs(&fact.text);
            let names = names(fact);
            for name in names.names.iter().filter(|name| text::count(name) >= 2) {
                if let Some(head) = head(name) {
                    heads.entry(head).or_default().push(name);
                }
            }
            if is_classed(fact) || names.names.iter().all(|name| is_proper(name)) {
                kinds.add(names);
            }
        }
        for (short, long) in &document.acronyms {
            if let Some(head) = head(long) {
                heads
                    .entry(format!("{head} in short"))
                    .or_default()
                    .push(short);
            }
        }
        for names in heads.into_values() {
            kinds.add(names);
        }
        for (at, fact) in facts.iter().enumerate() {
            kinds.find_names(&fact.text, at);
        }
        kinds
    }

    /// Notes which of the known names a fact mentions.
    fn find_names(&mut self, text: &str, at: usize) {
        let words: Vec<Vec<String>> = text.split_whitespace().map(text::key).collect();
        let mut key = String::new();
        for start in 0..words.len() {
            key.clear();
            let rest = words[start + 1..].iter().take(WORDS - 1).flatten();
            for word in words[start].iter().chain(rest) {
                if !key.is_empty() {
                    key.push(' ');
                }
                key.push_str(word);
                if self.of.contains_key(&key) {
                    let places = self.said.entry(key.clone()).or_default();
                    if places.last() != Some(&at) {
                        places.push(at);
                    }
                }
            }
        }
    }

    fn learn_pairs(&mut self, text: &str) {
        for pair in text::words(text).windows(2) {
            self.pairs.insert(pair.join(" "));
        }
    }

    /// Whether a fact has two lower-case words one behind the other.
    pub(super) fn has_pair(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&format!("{first} {second}"))
    }

    fn add(&mut self, Names { names, keys }: Names) {
        let all: Vec<&str> = keys.iter().map(String::as_str).collect();
        if names.len() < 3 || !self.known.insert(all.join("|")) {
            return;
        }
        for key in keys {
            self.of.entry(key).or_default().push(self.groups.len());
        }
        self.groups.push(names);
    }

    /// Names of the kind of a phrase in the groups that have it, a group at a time.
    pub(super) fn beside(&self, phrase: &str) -> impl Iterator<Item = &[String]> {
        let places = self.of.get(&key(phrase)).map_or(&[][..], Vec::as_slice);
        places.iter().map(|at| self.groups[*at].as_slice())
    }

    /// Places of the facts that mention a name.
    pub(super) fn facts_with(&self, name: &str) -> &[usize] {
        self.said.get(&key(name)).map_or(&[], Vec::as_slice)
    }
}

/// A name for comparison.
pub(super) fn key(name: &str) -> String {
    text::key(&text::without_brackets(name).0).join(" ")
}

/// Names that differ.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    keys: BTreeSet<String>,
}

impl Names {
    /// Adds a name that is one and is not known yet.
    fn push(&mut self, name: &str) {
        let name = text::without_brackets(name).0;
        let name = name.trim();
        let fits = (1..=WORDS).contains(&text::count(name))
            && kin::form(name) != Form::Remark
            && !name.contains([',', '/', ':', '(', '…', '='])
            && !lexicon::is_generic(&name.to_lowercase());
        let key = key(name);
        if fits && !key.is_empty() && self.keys.insert(key) {
            self.names.push(name.to_string());
        }
    }
}

/// The names that a fact puts side by side.
fn names(fact: &Fact) -> Names {
    let mut names = Names::default();
    let mut add = |all: &mut dyn Iterator<Item = &String>| {
        all.for_each(|name| names.push(name));
    };
    match &fact.kind {
        FactKind::Set(set) if matches!(kin::shared(set), Some(Form::Name | Form::Either)) => {
            add(&mut set.members.iter().map(|member| &member.text));
        }
        FactKind::Definition(definition) => {
            add(&mut std::iter::once(&definition.term).chain(&definition.siblings));
        }
        FactKind::Contrast(contrast) => {
            add(&mut std::iter::once(&contrast.holder).chain(&contrast.others));
        }
        FactKind::Cell(cell) if cell.at == 0 => add(&mut cell.series.things.iter()),
        _ => {}
    }
    names
}

/// Whether a name is certainly one: it has a short form, a capital inside, or several words in capitals.
fn is_proper(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let inner = |word: &&str| word.chars().skip(1).any(char::is_uppercase);
    words.iter().any(inner) || words.iter().filter(capital).count() >= 2
}

/// Whether the note says of what class the names of a fact are.
fn is_classed(fact: &Fact) -> bool {
    let thing = |class: String| lexicon::is_thing(&lexicon::singular(&class));
    match &fact.kind {
        FactKind::Set(set) => set.category.clone().is_some_and(thing),
        FactKind::Definition(_) => {
            let path = fact.topic.path();
            path.last()
                .and_then(|label| listing::class_noun(label))
                .is_some_and(thing)
        }
        FactKind::Contrast(contrast) => contrast.alike,
        FactKind::Cell(cell) => cell.series.class.is_some(),
        _ => false,
    }
}

/// Last words of names of many kinds, besides those of actions.
const WIDE: [&str; 22] = [
    "system",
    "network",
    "control",
    "policy",
    "code",
    "software",
    "hardware",
    "access",
    "data",
    "information",
    "environment",
    "process",
    "application",
    "solution",
    "point",
    "resource",
    "area",
    "device",
    "program",
    "strategy",
    "user",
    "team",
];

/// The last word of a name, which says of what kind it is.
fn head(name: &str) -> Option<String> {
    let last = text::words(name).pop()?;
    let last = lexicon::singular(&last);
    let named = last.chars().all(char::is_alphabetic) && last.chars().count() > 3;
    let wide = WIDE.contains(&last.as_str())
        || ["ment", "sis", "ing"]
            .iter()
            .any(|ending| last.ends_with(ending))
        || lexicon::is_common(&last)
        || lexicon::is_generic(&last);
    (named && !wide).then_some(last)
}
