//! Where cards stand in Anki: their decks with the parents of these, and their tags.
//!
//! It knows names and numbers, and nothing of what a card asks.

use std::collections::{BTreeMap, BTreeSet};

use super::Part;
use crate::anki::{Deck, name};
use crate::config::Division;

/// Where cards stand, and what follows from it.
#[derive(Default)]
pub(super) struct Place<'a> {
    pub(super) under: &'a [String],
    pub(super) deck: i64,
    /// Name of the deck.
    pub(super) name: String,
    pub(super) tags: Vec<String>,
}

impl<'a> Place<'a> {
    pub(super) fn new(
        part: &Part<'_>,
        under: &'a [String],
        division: Division,
        decks: &mut Decks,
    ) -> Place<'a> {
        let note = part.deck.note.as_str();
        let headings = headings(part, under);
        let path = match division {
            Division::One => name::deck("", &[]),
            Division::Notes => name::deck(note, &[]),
            Division::Headings => name::deck(note, &headings[..headings.len().min(1)]),
            Division::Deep => name::deck(note, headings),
        };
        let (deck, name) = decks.id(&path);
        Place {
            under,
            deck,
            name,
            tags: tags(part, under),
        }
    }
}

/// The headings among the headings and labels that a card stands under, without the one that is the title
/// of the note. Where the note is not at hand, all of them count.
fn headings<'a>(part: &Part<'_>, under: &'a [String]) -> &'a [String] {
    let Some(all) = part.attachments else {
        return under;
    };
    let count = under.iter().take_while(|text| all.is_heading(text)).count();
    match under[..count].split_first() {
        Some((first, rest)) if all.is_title(first) => rest,
        _ => &under[..count],
    }
}

/// The tags of a card: where it stands, and those of its note. Of two that differ in case Anki
/// would keep one.
fn tags(part: &Part<'_>, under: &[String]) -> Vec<String> {
    let mut tags: Vec<String> = part.tags.iter().filter_map(|tag| name::tag(tag)).collect();
    tags.push(name::topic(&part.deck.note, under));
    tags.sort();
    let mut seen = BTreeSet::new();
    tags.retain(|tag| seen.insert(tag.to_lowercase()));
    tags
}

/// Decks by their name in lower case, since Anki takes names that differ in case for one.
#[derive(Default)]
pub(super) struct Decks {
    pub(super) by_name: BTreeMap<String, Deck>,
    taken: BTreeSet<i64>,
}

impl Decks {
    /// Id and name of the deck with this path; makes it and its parents when they are not there.
    fn id(&mut self, path: &[String]) -> (i64, String) {
        let mut name = String::new();
        let mut id = 1;
        for part in path {
            if !name.is_empty() {
                name.push_str("::");
            }
            name.push_str(part);
            let key = name.to_lowercase();
            if let Some(deck) = self.by_name.get(&key) {
                name.clone_from(&deck.name);
                id = deck.id;
                continue;
            }
            id = deck_id(&key);
            while !self.taken.insert(id) {
                id += 1;
            }
            let deck = Deck {
                id,
                name: name.clone(),
            };
            self.by_name.insert(key, deck);
        }
        (id, name)
    }
}

/// A number in the range of Anki's own, which are milliseconds since 1970. An import finds decks by
/// name and gives them other numbers.
fn deck_id(key: &str) -> i64 {
    let hash = blake3::hash(key.as_bytes());
    let number = hash.as_bytes()[..4]
        .iter()
        .fold(0_i64, |number, byte| number << 8 | i64::from(*byte));
    1_600_000_000_000 + number
}
