//! Giving a card its id back from what the log remembers of it, when its deck is lost.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::key::{Key, normalised};
use super::{Card, CardId};
use crate::question::{Draft, Question};

/// What the log remembers of a card that was studied: enough to give it its id back when its deck
/// is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    pub card: CardId,
    pub note: String,
    pub under: Vec<String>,
    pub fact: String,
    /// What wrote the question; empty where an older version of the program did not say.
    pub template: String,
    /// What was expected.
    pub answer: Vec<String>,
}

impl Seen {
    /// The card as far as the log remembers it, for one whose deck is lost or was never built. None where
    /// the log does not say enough.
    pub(super) fn card(&self) -> Option<Card> {
        if self.template.is_empty() {
            return None;
        }
        Some(Card {
            id: self.card,
            draft: Draft {
                question: Question {
                    answer: self.answer.clone(),
                    ..Question::default()
                },
                template: self.template.clone(),
                under: self.under.clone(),
                fact: self.fact.clone(),
                ..Draft::default()
            },
            retired: true,
            ..Card::default()
        })
    }
}

/// A draft that no old card matched.
pub(super) struct Orphan<'a> {
    pub(super) note: &'a str,
    pub(super) under: &'a [String],
    pub(super) key: &'a Key,
}

/// How many copies of the same question are tried. More in one collection are tables of numbers or
/// the like, where a wrong match costs little.
const COPIES: usize = 4;

/// How many headings that a fact was seen under are tried, for the same reason.
const HEADINGS: usize = 8;

/// The ids that the log knows for these drafts, in their order. Ids in `taken` are not given, and
/// what is given is taken.
///
/// The log does not say which template wrote a card or what it expected, but the id itself does: it
/// is the hash of these under the heading where the card was first seen. Where the heading has
/// changed since, a fact that stands once in its note and once in the log is enough.
pub(super) fn recall(
    orphans: &[Orphan],
    seen: &[Seen],
    taken: &mut HashSet<CardId>,
) -> Vec<Option<CardId>> {
    let mut memories = Memories::default();
    for memory in seen.iter().filter(|memory| !taken.contains(&memory.card)) {
        memories.add(memory);
    }
    let mut found = vec![None; orphans.len()];
    if memories.ids.is_empty() {
        return found;
    }
    for search in [at_home, under_its_heading, under_another_heading] {
        for (orphan, id) in orphans
            .iter()
            .zip(&mut found)
            .filter(|(_, id)| id.is_none())
        {
            *id = search(orphan, &memories, taken);
            taken.extend(*id);
        }
    }
    let once = facts_that_stand_once(orphans, &found);
    for (orphan, id) in orphans.iter().zip(&mut found) {
        if id.is_none() && once.contains(&place(orphan)) {
            *id = only_one(orphan, &memories, taken);
            taken.extend(*id);
        }
    }
    found
}

/// What the log knows, by what is looked for.
#[derive(Default)]
struct Memories<'a> {
    ids: HashSet<CardId>,
    of_fact: HashMap<String, Vec<&'a Seen>>,
    of_note: HashMap<(String, String), Vec<&'a Seen>>,
}

impl<'a> Memories<'a> {
    fn add(&mut self, memory: &'a Seen) {
        let fact = normalised(&memory.fact);
        self.ids.insert(memory.card);
        self.of_fact.entry(fact.clone()).or_default().push(memory);
        let place = (memory.note.clone(), fact);
        self.of_note.entry(place).or_default().push(memory);
    }

    fn at(&self, orphan: &Orphan) -> &[&'a Seen] {
        let place = (orphan.note.to_owned(), orphan.key.fact.clone());
        self.of_note.get(&place).map_or(&[], Vec::as_slice)
    }
}

fn at_home(orphan: &Orphan, memories: &Memories, taken: &HashSet<CardId>) -> Option<CardId> {
    let here = memories
        .at(orphan)
        .iter()
        .filter(|memory| memory.under == orphan.under);
    let ids: HashSet<CardId> = here.map(|memory| memory.card).collect();
    copies(orphan, orphan.under).find(|id| ids.contains(id) && !taken.contains(id))
}

fn under_its_heading(
    orphan: &Orphan,
    memories: &Memories,
    taken: &HashSet<CardId>,
) -> Option<CardId> {
    copies(orphan, orphan.under).find(|id| memories.ids.contains(id) && !taken.contains(id))
}

fn under_another_heading(
    orphan: &Orphan,
    memories: &Memories,
    taken: &HashSet<CardId>,
) -> Option<CardId> {
    let candidates = memories.of_fact.get(&orphan.key.fact)?;
    let free = candidates
        .iter()
        .filter(|memory| !taken.contains(&memory.card));
    free.take(HEADINGS)
        .find(|memory| copies(orphan, &memory.under).any(|id| id == memory.card))
        .map(|memory| memory.card)
}

/// The card that was seen with this fact in this note, if there is only one.
fn only_one(orphan: &Orphan, memories: &Memories, taken: &HashSet<CardId>) -> Option<CardId> {
    let free = memories.at(orphan).iter().map(|memory| memory.card);
    let ids: BTreeSet<CardId> = free.filter(|id| !taken.contains(id)).collect();
    ids.first().copied().filter(|_| ids.len() == 1)
}

/// The ids of the first copies of a question under a heading.
fn copies(orphan: &Orphan, under: &[String]) -> impl Iterator<Item = CardId> {
    (0..COPIES).map(|copy| orphan.key.id(under, copy))
}

fn place<'a>(orphan: &Orphan<'a>) -> (&'a str, &'a str) {
    (orphan.note, orphan.key.fact.as_str())
}

/// Note and fact of the drafts without an id whose fact no other such draft of the note shares.
fn facts_that_stand_once<'a>(
    orphans: &[Orphan<'a>],
    found: &[Option<CardId>],
) -> HashSet<(&'a str, &'a str)> {
    let mut once = HashSet::new();
    let mut more = HashSet::new();
    for (orphan, _) in orphans.iter().zip(found).filter(|(_, id)| id.is_none()) {
        if !once.insert(place(orphan)) {
            more.insert(place(orphan));
        }
    }
    &once - &more
}
