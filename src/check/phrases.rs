//! Which of some pairs of words the notes have side by side: those that a joined word may fall into. All of
//! them are looked for at once, so that the texts are gone through once.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::sheet::Sheet;
use super::vocabulary::Entry;
use crate::lexicon::spelling;

/// Function words that a word is joined to at its end.
const BEHIND: &[&str] = &[
    "is", "the", "to", "and", "of", "in", "for", "that", "are", "can", "with", "from", "by", "on",
    "or", "not", "will", "has",
];
/// Function words that a word is joined to at its beginning.
const BEFORE: &[&str] = &[
    "the", "of", "and", "to", "with", "that", "for", "from", "is",
];

/// Where an unknown word falls into a known one and a function word.
pub(super) fn seam(entry: &Entry<'_>) -> Option<usize> {
    let key = &*entry.key;
    if entry.known || entry.count > 2 || entry.slip || !key.is_ascii() {
        return None;
    }
    let known = |word: &str| word.len() >= 4 && spelling::is_known(word);
    let behind = BEHIND.iter().find_map(|word| {
        let rest = key.strip_suffix(word)?;
        known(rest).then_some(rest.len())
    });
    behind.or_else(|| {
        BEFORE.iter().find_map(|word| {
            let rest = key.strip_prefix(word)?;
            known(rest).then_some(word.len())
        })
    })
}

/// Pairs of words that stand side by side in some note.
#[derive(Debug, Default)]
pub(super) struct Phrases(BTreeSet<String>);

impl Phrases {
    /// Those of the pairs that a note has, in lower case and as words of their own.
    pub(super) fn of(sheets: &[Sheet<'_>], wanted: impl Iterator<Item = String>) -> Phrases {
        let wanted: Vec<String> = wanted.collect();
        // Building fails only for more patterns than there can be words.
        let Ok(search) = AhoCorasick::new(&wanted) else {
            return Phrases::default();
        };
        if wanted.is_empty() {
            return Phrases::default();
        }
        let found = sheets.par_iter().flat_map_iter(|sheet| {
            let text = &sheet.source.text;
            let apart = |start: usize, end: usize| {
                !text[..start].ends_with(char::is_alphanumeric)
                    && !text[end..].starts_with(char::is_alphanumeric)
            };
            let all = search.find_overlapping_iter(text);
            all.filter(move |found| apart(found.start(), found.end()))
                .map(|found| found.pattern().as_usize())
        });
        let found: BTreeSet<usize> = found.collect();
        Phrases(found.into_iter().map(|at| wanted[at].clone()).collect())
    }

    /// What a joined word looks like when its parts are apart.
    pub(super) fn apart(entry: &Entry<'_>) -> Option<String> {
        let at = seam(entry)?;
        Some(format!("{} {}", &entry.key[..at], &entry.key[at..]))
    }

    /// Whether it was wanted and is there.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.0.contains(phrase)
    }
}
