//! Giving a card its id back from what the log remembers of it, when its deck is lost.

use std::collections::{HashMap, HashSet};

use super::CardId;
use super::key::{Key, normalised};

/// What the log remembers of a card that was studied: enough to give it its id back when its deck
/// is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    pub card: CardId,
    pub note: String,
    pub under: Vec<String>,
    pub fact: String,
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
    let mut of_fact: HashMap<String, Vec<&Seen>> = HashMap::new();
    for memory in seen.iter().filter(|memory| !taken.contains(&memory.card)) {
        of_fact
            .entry(normalised(&memory.fact))
            .or_default()
            .push(memory);
    }
    let mut found = vec![None; orphans.len()];
    let tests: [fn(&Orphan, &Seen) -> bool; 3] = [
        |orphan, memory| is_at_home(orphan, memory) && is_hash(orphan, memory),
        |orphan, memory| is_hash(orphan, memory),
        |orphan, memory| orphan.note == memory.note,
    ];
    for (round, test) in tests.into_iter().enumerate() {
        let by_hash = round < 2;
        let alone = (!by_hash).then(|| facts_that_stand_once(orphans, &found));
        for (orphan, id) in orphans.iter().zip(&mut found) {
            let candidates = of_fact.get(&orphan.key.fact).map_or(&[][..], Vec::as_slice);
            if id.is_some() || candidates.is_empty() {
                continue;
            }
            if alone
                .as_ref()
                .is_some_and(|alone| !alone.contains(&(orphan.note, &orphan.key.fact)))
            {
                continue;
            }
            let free = candidates
                .iter()
                .filter(|memory| !taken.contains(&memory.card));
            let mut fits: Vec<CardId> = free
                .filter(|memory| test(orphan, memory))
                .map(|memory| memory.card)
                .collect();
            fits.sort_unstable();
            fits.dedup();
            if let (Some(&first), true) = (fits.first(), by_hash || fits.len() == 1) {
                taken.insert(first);
                *id = Some(first);
            }
        }
    }
    found
}

fn is_at_home(orphan: &Orphan, memory: &Seen) -> bool {
    orphan.note == memory.note && orphan.under == memory.under
}

fn is_hash(orphan: &Orphan, memory: &Seen) -> bool {
    (0..COPIES).any(|copy| orphan.key.id(&memory.under, copy) == memory.card)
}

/// Note and fact of the drafts without an id whose fact no other such draft of the note shares.
fn facts_that_stand_once<'a>(
    orphans: &[Orphan<'a>],
    found: &[Option<CardId>],
) -> HashSet<(&'a str, &'a str)> {
    let mut once = HashSet::new();
    let mut more = HashSet::new();
    for (orphan, _) in orphans.iter().zip(found).filter(|(_, id)| id.is_none()) {
        let fact = (orphan.note, orphan.key.fact.as_str());
        if !once.insert(fact) {
            more.insert(fact);
        }
    }
    &once - &more
}
