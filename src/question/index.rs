//! What the lines of a note say, looked up by their words: a search for another line that says the same
//! reads a few lines instead of all. Knows nothing of particular questions.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::context;
use crate::fact::{Fact, FactKind};

/// The facts of a note by their words.
pub(super) struct Index<'a> {
    facts: &'a [Fact],
    /// Stems of the text of each fact.
    stems: Vec<BTreeSet<String>>,
    /// Stems of the meaning of each definition; none for other facts.
    meanings: Vec<BTreeSet<String>>,
    /// Places of the facts that say a stem, in their order.
    places: HashMap<String, Vec<usize>>,
    /// Places of the facts that begin with a word, in their order.
    begins: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Reads the facts of a note.
    pub(super) fn read(facts: &'a [Fact]) -> Index<'a> {
        let mut index = Index {
            facts,
            stems: Vec::with_capacity(facts.len()),
            meanings: Vec::with_capacity(facts.len()),
            places: HashMap::default(),
            begins: HashMap::default(),
        };
        for (at, fact) in facts.iter().enumerate() {
            let stems = context::stems(&fact.text);
            // A meaning that was put together from a table is no part of the text.
            let meaning = match &fact.kind {
                FactKind::Definition(definition) => context::stems(&definition.meaning.text),
                _ => BTreeSet::new(),
            };
            for stem in stems.union(&meaning) {
                index.learn(stem, at);
            }
            index.stems.push(stems);
            index.meanings.push(meaning);
            index.begins.entry(first(&fact.text)).or_default().push(at);
        }
        index
    }

    fn learn(&mut self, stem: &str, at: usize) {
        match self.places.get_mut(stem) {
            Some(places) => places.push(at),
            None => drop(self.places.insert(stem.to_string(), vec![at])),
        }
    }

    /// The stems of the text of the fact at a place.
    pub(super) fn stems(&self, at: usize) -> &BTreeSet<String> {
        &self.stems[at]
    }

    /// The stems of the meaning of the definition at a place; none for another fact.
    pub(super) fn meaning(&self, at: usize) -> &BTreeSet<String> {
        &self.meanings[at]
    }

    /// Places of all facts that may say all these stems; those that certainly do not are left out.
    pub(super) fn with_all(&self, stems: &BTreeSet<String>) -> Vec<usize> {
        let rarest = stems
            .iter()
            .map(|stem| self.places.get(stem).map_or(&[][..], Vec::as_slice))
            .min_by_key(|places| places.len());
        rarest.map_or_else(|| (0..self.facts.len()).collect(), <[usize]>::to_vec)
    }

    /// Places of all facts that may have a phrase in their text or meaning, letter for letter, in any case.
    pub(super) fn with_phrase(&self, phrase: &str) -> Vec<usize> {
        let word = |c: char| c.is_alphanumeric();
        // The words at its ends may be parts of longer ones.
        let inner = phrase.trim_start_matches(word).trim_end_matches(word);
        self.with_all(&context::stems(inner))
    }

    /// Places of the facts whose text or meaning has some of these stems, with how many.
    pub(super) fn with_some(&self, stems: &BTreeSet<String>) -> Vec<(usize, usize)> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for stem in stems {
            for at in self.places.get(stem).into_iter().flatten() {
                *counts.entry(*at).or_default() += 1;
            }
        }
        counts.into_iter().collect()
    }

    /// The facts whose text may begin with these words.
    pub(super) fn begins(&self, words: &str) -> impl Iterator<Item = &'a Fact> {
        let places = self.begins.get(&first(words));
        let facts = self.facts;
        places.into_iter().flatten().map(move |at| &facts[*at])
    }
}

/// The first word of a text, up to a blank or colon.
fn first(text: &str) -> String {
    let end = text.find([' ', ':']).unwrap_or(text.len());
    text[..end].to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact;
    use crate::note;
    use crate::source::{Source, SourceId};

    fn check(phrase: &str, expect: &[usize]) {
        let text = "- Goats climb over steep rocks\n- **Rennet**: curdles warm milk\n- Goats give warm milk\n";
        let (note, _) = note::parse(SourceId(0), &Source::new("a.md", text));
        let (facts, _) = fact::extract(&note);
        let index = Index::read(&facts);
        assert_eq!(index.with_phrase(phrase), expect, "{phrase}");
    }

    #[test]
    fn lines_are_found_by_their_words() {
        check("oats give war", &[2]);
        check("curdles warm milk", &[1, 2]);
        check("feeds sheep daily", &[]);
        check("rocks", &[0, 1, 2]);
    }
}
