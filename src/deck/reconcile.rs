//! Finding the cards of before in the questions of now, so that ids and histories survive edits.
//!
//! Old cards and new drafts of the whole collection are matched in rounds, the strictest first: the
//! same thing in the same place, then the same thing elsewhere, then what was reworded. What a round
//! pairs, later rounds do not see. Which question a draft *is* does not depend on where it stands among the others.

mod edited;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::key::{Key, Mint, heading};
use super::recall::{Orphan, recall};
use super::{Card, CardId, Change, Deck};
use crate::question::Draft;

pub use super::recall::Seen;

/// The questions that a note gives now, in the order of the note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drafts {
    /// Path of the note, relative to the root of the collection.
    pub note: String,
    pub drafts: Vec<Draft>,
}

/// Gives each draft the card it was before, or a new one. Returns a deck for each note, sorted by
/// path, and what happened. Cards that nothing matches are retired and stay, in their old order,
/// behind the others; a deck whose last card has moved away stays as an empty deck. What the log has `seen`,
/// by time, stands in for decks that are lost or were never built.
pub fn reconcile(old: &[Deck], drafts: &[Drafts], seen: &[Seen]) -> (Vec<Deck>, Vec<Change>) {
    let remembered = remembered(old, drafts, seen);
    let known = known(old, &remembered);
    let fresh = fresh(drafts);
    let mut pairs = Pairs::new(&known, &fresh);
    for place in ROUNDS {
        pairs.round(&known, &fresh, place);
    }
    let held = held(&known, &fresh, &pairs, seen);
    edited::round(&known, &fresh, &held, &mut pairs);
    let ids = ids(&known, &fresh, &pairs, seen);
    let changes = changes(&known, &fresh, &pairs, &ids);
    let decks = assemble(&known, &fresh, &pairs, &ids);
    (with_empty_ones(decks, old, drafts), changes)
}

/// One side of a match: an old card or a new draft, and where it stands.
struct Entry<'a> {
    note: &'a str,
    draft: &'a Draft,
    key: Key,
    /// The card, if it is an old one.
    card: Option<&'a Card>,
    /// Whether only the log knows the card: no deck gets it unless a draft matches it.
    lost: bool,
}

impl<'a> Entry<'a> {
    fn heading(&self) -> &'a str {
        heading(&self.draft.under)
    }

    /// What a learner reads, which may change without the question becoming another.
    fn wording(&self) -> (&'a str, &'a [String]) {
        (&self.draft.question.prompt, &self.draft.question.context)
    }

    fn orphan(&self) -> Orphan<'_> {
        Orphan {
            note: self.note,
            under: &self.draft.under,
            key: &self.key,
        }
    }

    fn retired(&self) -> bool {
        self.card.is_some_and(|card| card.retired)
    }
}

/// The cards that the log has seen in these notes and that stand in no deck, each as it was seen last.
fn remembered(old: &[Deck], drafts: &[Drafts], seen: &[Seen]) -> Vec<(String, Card)> {
    let in_decks: HashSet<CardId> = old
        .iter()
        .flat_map(|deck| &deck.cards)
        .map(|card| card.id)
        .collect();
    let notes: HashSet<&str> = drafts.iter().map(|of| of.note.as_str()).collect();
    let latest: BTreeMap<CardId, &Seen> = seen.iter().map(|seen| (seen.card, seen)).collect();
    let lost = latest
        .into_values()
        .filter(|seen| notes.contains(seen.note.as_str()) && !in_decks.contains(&seen.card));
    lost.filter_map(|seen| Some((seen.note.clone(), seen.card()?)))
        .collect()
}

fn known<'a>(old: &'a [Deck], remembered: &'a [(String, Card)]) -> Vec<Entry<'a>> {
    let entry = |note, card: &'a Card, lost| Entry {
        note,
        draft: &card.draft,
        key: Key::of(&card.draft),
        card: Some(card),
        lost,
    };
    let in_decks = old.iter().flat_map(|deck| {
        let cards = deck.cards.iter();
        cards.map(move |card| entry(deck.note.as_str(), card, false))
    });
    let lost = remembered
        .iter()
        .map(|(note, card)| entry(note, card, true));
    in_decks.chain(lost).collect()
}

/// The drafts that no card matches and that the log has seen just so: what comes back after months is what it
/// was, and not another wording of what stood there meanwhile.
fn held(known: &[Entry], fresh: &[Entry], pairs: &Pairs, seen: &[Seen]) -> HashSet<usize> {
    let left: Vec<usize> = pairs
        .draft_order
        .iter()
        .copied()
        .filter(|&draft| pairs.card_of[draft].is_none())
        .collect();
    let orphans: Vec<Orphan> = left.iter().map(|&draft| fresh[draft].orphan()).collect();
    let mut taken = taken(known, pairs);
    let recalled = recall(&orphans, seen, &mut taken);
    let held = left.iter().zip(recalled);
    held.filter_map(|(&draft, id)| id.map(|_| draft)).collect()
}

/// The ids of the cards that there are: all in decks, and those of the log that a draft matched.
fn taken(known: &[Entry], pairs: &Pairs) -> HashSet<CardId> {
    let found = |(place, entry): &(usize, &Entry)| !entry.lost || pairs.draft_of[*place].is_some();
    let cards = known.iter().enumerate().filter(found);
    cards
        .filter_map(|(_, entry)| Some(entry.card?.id))
        .collect()
}

fn fresh(drafts: &[Drafts]) -> Vec<Entry<'_>> {
    let all = drafts
        .iter()
        .flat_map(|of| of.drafts.iter().map(move |draft| (of, draft)));
    all.map(|(of, draft)| Entry {
        note: &of.note,
        draft,
        key: Key::of(draft),
        card: None,
        lost: false,
    })
    .collect()
}

/// What, besides the key, an old card and a draft have to share in a round.
#[derive(Default, PartialEq, Eq, Hash)]
struct Place<'a> {
    note: Option<&'a str>,
    under: Option<&'a [String]>,
    heading: Option<&'a str>,
    /// What the note says and what is asked, to the letter.
    text: Option<(&'a str, &'a str, &'a [String])>,
}

type PlaceOf = for<'a> fn(&Entry<'a>) -> Place<'a>;

/// The rounds, the strictest first.
const ROUNDS: [PlaceOf; 7] = [
    |entry| {
        let (prompt, context) = entry.wording();
        Place {
            note: Some(entry.note),
            under: Some(&entry.draft.under),
            text: Some((&entry.draft.fact, prompt, context)),
            ..Place::default()
        }
    },
    |entry| Place {
        note: Some(entry.note),
        under: Some(&entry.draft.under),
        ..Place::default()
    },
    |entry| Place {
        note: Some(entry.note),
        heading: Some(entry.heading()),
        ..Place::default()
    },
    |entry| Place {
        note: Some(entry.note),
        ..Place::default()
    },
    |entry| Place {
        under: Some(&entry.draft.under),
        ..Place::default()
    },
    |entry| Place {
        heading: Some(entry.heading()),
        ..Place::default()
    },
    |_| Place::default(),
];

/// Who matches whom.
struct Pairs {
    /// The draft of each old card.
    draft_of: Vec<Option<usize>>,
    /// The old card of each draft.
    card_of: Vec<Option<usize>>,
    /// For drafts that were paired by likeness, how alike the statements are, in percent.
    alike: Vec<Option<u8>>,
    /// Old cards and drafts in an order that depends on what they say only.
    card_order: Vec<usize>,
    draft_order: Vec<usize>,
}

impl Pairs {
    fn new(known: &[Entry], fresh: &[Entry]) -> Pairs {
        Pairs {
            draft_of: vec![None; known.len()],
            card_of: vec![None; fresh.len()],
            alike: vec![None; fresh.len()],
            card_order: by_content(known),
            draft_order: by_content(fresh),
        }
    }

    /// Pairs what is still free and shares key and place. Where several do, they pair off in the
    /// order of what they say, cards that are still asked before retired ones.
    fn round(&mut self, known: &[Entry], fresh: &[Entry], place: PlaceOf) {
        let mut free: HashMap<(&Key, Place), VecDeque<usize>> = HashMap::new();
        for &card in &self.card_order {
            if self.draft_of[card].is_none() {
                let entry = &known[card];
                free.entry((&entry.key, place(entry)))
                    .or_default()
                    .push_back(card);
            }
        }
        if free.is_empty() {
            return;
        }
        for &draft in &self.draft_order {
            if self.card_of[draft].is_some() {
                continue;
            }
            let entry = &fresh[draft];
            let candidates = free.get_mut(&(&entry.key, place(entry)));
            if let Some(card) = candidates.and_then(VecDeque::pop_front) {
                self.card_of[draft] = Some(card);
                self.draft_of[card] = Some(draft);
            }
        }
    }
}

/// Indices of the entries, sorted by what they say and where; retired ones come last.
fn by_content(entries: &[Entry]) -> Vec<usize> {
    let says = |i: usize| {
        let entry = &entries[i];
        let question = &entry.draft.question;
        let place = (entry.retired(), entry.note, &entry.draft.under);
        (place, &entry.draft.fact, entry.wording(), &question.answer)
    };
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| says(a).cmp(&says(b)));
    order
}

/// What each side of the match is called from now on.
struct Ids {
    of_drafts: Vec<CardId>,
    /// For each old card without a draft: its id, or none when it is only another's double.
    of_retired: Vec<Option<CardId>>,
    /// Ids that came back from the log.
    remembered: HashSet<CardId>,
}

/// Settles the ids. A card keeps its own; where a merge of two branches has brought one id into two
/// decks, one card keeps it and the other gets a new one. No id is ever given to something else.
fn ids(known: &[Entry], fresh: &[Entry], pairs: &Pairs, seen: &[Seen]) -> Ids {
    let mut mint = Mint::new(taken(known, pairs));
    let mut owners: HashMap<CardId, &Card> = HashMap::new();
    let mut of_drafts = vec![None; fresh.len()];
    let mut of_retired = vec![None; known.len()];
    for &i in &pairs.card_order {
        if let (Some(draft), Some(card)) = (pairs.draft_of[i], known[i].card) {
            of_drafts[draft] = claim(card, &mut owners).then_some(card.id);
        }
    }
    for &i in &pairs.card_order {
        let (None, Some(card), false) = (pairs.draft_of[i], known[i].card, known[i].lost) else {
            continue;
        };
        of_retired[i] = if claim(card, &mut owners) {
            Some(card.id)
        } else if card.mine.raw.is_empty() || owners[&card.id].mine == card.mine {
            None
        } else {
            Some(mint.new_id(&known[i].key, &card.draft.under))
        };
    }
    let left: Vec<usize> = pairs
        .draft_order
        .iter()
        .copied()
        .filter(|&i| of_drafts[i].is_none())
        .collect();
    let orphans: Vec<Orphan> = left.iter().map(|&i| fresh[i].orphan()).collect();
    let recalled = recall(&orphans, seen, &mut mint.taken);
    for (&i, id) in left.iter().zip(&recalled) {
        let entry = &fresh[i];
        let under = &entry.draft.under;
        of_drafts[i] = Some(id.unwrap_or_else(|| mint.new_id(&entry.key, under)));
    }
    Ids {
        of_drafts: of_drafts.into_iter().flatten().collect(),
        of_retired,
        remembered: recalled.into_iter().flatten().collect(),
    }
}

/// Takes the id of a card for it, unless another has it already.
fn claim<'a>(card: &'a Card, owners: &mut HashMap<CardId, &'a Card>) -> bool {
    let owner = owners.entry(card.id).or_insert(card);
    std::ptr::eq(*owner, card)
}

/// What happened, in the order of the notes, then of the old decks.
fn changes(known: &[Entry], fresh: &[Entry], pairs: &Pairs, ids: &Ids) -> Vec<Change> {
    let mut changes = Vec::new();
    for (place, (now, &id)) in fresh.iter().zip(&ids.of_drafts).enumerate() {
        match pairs.card_of[place].map(|card| &known[card]) {
            None if ids.remembered.contains(&id) => changes.push(Change::Revived(id)),
            None => changes.push(Change::Added(id)),
            Some(old) if old.card.is_some_and(|card| card.id != id) => {
                changes.push(Change::Added(id));
            }
            Some(old) if old.retired() => changes.push(Change::Revived(id)),
            Some(old) => {
                if (old.note, &old.draft.under) != (now.note, &now.draft.under) {
                    changes.push(Change::Moved(id));
                }
                if let Some(percent) = pairs.alike[place] {
                    changes.push(Change::Reworded(id, percent));
                } else if old.wording() != now.wording() || old.key != now.key {
                    changes.push(Change::Edited(id));
                }
            }
        }
    }
    for (i, old) in known.iter().enumerate() {
        if let (None, Some(id), false) = (pairs.draft_of[i], ids.of_retired[i], old.retired()) {
            changes.push(Change::Retired(id));
        }
    }
    changes
}

/// The cards of each note: those of its drafts in their order, then the retired ones in theirs.
fn assemble(
    known: &[Entry],
    fresh: &[Entry],
    pairs: &Pairs,
    ids: &Ids,
) -> BTreeMap<String, Vec<Card>> {
    let mut decks: BTreeMap<String, Vec<Card>> = BTreeMap::new();
    for ((now, &id), card) in fresh.iter().zip(&ids.of_drafts).zip(&pairs.card_of) {
        let old = card.and_then(|card| known[card].card);
        decks.entry(now.note.to_owned()).or_default().push(Card {
            id,
            draft: now.draft.clone(),
            mine: old.map(|card| card.mine.clone()).unwrap_or_default(),
            retired: false,
        });
    }
    for (i, old) in known.iter().enumerate() {
        if let (None, Some(id), Some(card)) = (pairs.draft_of[i], ids.of_retired[i], old.card) {
            let mut retired = Card {
                id,
                retired: true,
                ..card.clone()
            };
            retired.draft.lines = (0, 0);
            retired.draft.score = 0.0;
            decks.entry(old.note.to_owned()).or_default().push(retired);
        }
    }
    decks
}

/// Adds the decks that have no cards: of notes that give none, and of those whose cards moved away.
fn with_empty_ones(
    mut decks: BTreeMap<String, Vec<Card>>,
    old: &[Deck],
    drafts: &[Drafts],
) -> Vec<Deck> {
    for note in old
        .iter()
        .map(|deck| &deck.note)
        .chain(drafts.iter().map(|of| &of.note))
    {
        if !decks.contains_key(note) {
            decks.insert(note.clone(), Vec::new());
        }
    }
    decks
        .into_iter()
        .map(|(note, cards)| Deck { note, cards })
        .collect()
}

#[cfg(test)]
mod tests;
