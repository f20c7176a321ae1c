//! Which cards a session asks, and in which order.
//!
//! Reviews come by the lowest probability of recall, roughly: inside a band of it they are shuffled,
//! and neighbours come from different headings, since mixing helps to tell things apart. New cards
//! come in the order of the notes, in small blocks among the reviews. Only ids leave this module;
//! what a card asks is not known here.

use std::collections::{BTreeMap, BTreeSet};

use rand::SeedableRng as _;
use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;

use super::{Memory, retrievability};
use crate::day::Day;
use crate::deck::CardId;

/// Bands of the probability of recall: each is a twentieth wide.
const BANDS: f32 = 20.0;

/// New cards in a block: at least as many where the notes go on under another heading, and at most.
const BLOCK: (usize, usize) = (3, 5);

/// The most reviews before the next block of new cards.
const GAP: usize = 12;

/// A card that may be asked: in the notes, and neither suspended nor bad.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate<'a> {
    pub card: CardId,
    /// Cards with the same name are asked on different days; empty when there are no others.
    pub siblings: &'a str,
    /// What the card stands under, for mixing topics.
    pub heading: &'a str,
}

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// New cards a study day, those of earlier sessions of the day included.
    pub new: usize,
    /// Reviews a study day, likewise; `None` for all that are due.
    pub reviews: Option<usize>,
    /// Cards in this session.
    pub total: Option<usize>,
    /// Whether cards are asked that are not due.
    pub cram: bool,
}

/// A candidate with what is remembered of it.
#[derive(Clone, Copy)]
struct Item<'a> {
    id: CardId,
    siblings: &'a str,
    heading: &'a str,
    memory: Option<Memory>,
    /// Probability of recall today; infinite for a new card, which comes last.
    recall: f32,
    /// How many of its siblings come before it today.
    round: usize,
}

/// The cards to ask, in order; `candidates` come in the order of the notes. Cards that were failed
/// today come first. Of siblings one is asked a day; when cramming, the others follow after all else.
pub fn pick(
    candidates: &[Candidate<'_>],
    memories: &BTreeMap<CardId, Memory>,
    limits: Limits,
    today: Day,
    seed: u64,
) -> Vec<CardId> {
    let total = limits.total.unwrap_or(usize::MAX);
    let day = Plan {
        limits,
        today,
        memories,
    };
    let (failed, waiting) = day.waiting(items(candidates, memories, today));
    let mut queue: Vec<CardId> = failed.iter().map(|item| item.id).take(total).collect();
    let rounds = match waiting.iter().map(|item| item.round).max() {
        Some(last) if limits.cram => last + 1,
        _ => 1,
    };
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ u64::from(today.0.unsigned_abs()));
    for round in 0..rounds {
        let of_round = waiting.iter().filter(|item| item.round == round);
        let (new, reviews) = day.shares(of_round.copied().collect(), total - queue.len());
        let reviews = mixed(&reviews, &mut rng);
        queue.extend(interleaved(&reviews, &new));
    }
    queue
}

/// The same cards in a good order for a session: new ones in blocks among the others, which are mixed as
/// [`pick`] mixes them.
pub fn arrange(
    candidates: &[Candidate<'_>],
    memories: &BTreeMap<CardId, Memory>,
    today: Day,
    seed: u64,
) -> Vec<CardId> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ u64::from(today.0.unsigned_abs()));
    let items = items(candidates, memories, today);
    let (mut reviews, new): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| item.memory.is_some());
    reviews.sort_by(|a, b| a.recall.total_cmp(&b.recall));
    interleaved(&mixed(&reviews, &mut rng), &new)
}

/// The candidates, each once.
fn items<'a>(
    candidates: &[Candidate<'a>],
    memories: &BTreeMap<CardId, Memory>,
    today: Day,
) -> Vec<Item<'a>> {
    let mut met = BTreeSet::new();
    let once = candidates.iter().filter(|card| met.insert(card.card));
    once.map(|card| {
        let memory = memories.get(&card.card).copied();
        let recall = memory.map_or(f32::INFINITY, |memory| retrievability(&memory, today));
        Item {
            id: card.card,
            siblings: card.siblings,
            heading: card.heading,
            memory,
            recall,
            round: 0,
        }
    })
    .collect()
}

/// A card without siblings is a family of its own.
fn family<'a>(item: &Item<'a>) -> (&'a str, Option<CardId>) {
    match item.siblings {
        "" => ("", Some(item.id)),
        name => (name, None),
    }
}

/// What decides how much of what is asked.
struct Plan<'m> {
    limits: Limits,
    today: Day,
    memories: &'m BTreeMap<CardId, Memory>,
}

impl Plan<'_> {
    /// Cards that were failed today, and what else may be asked, the most urgent first: reviews by
    /// their probability of recall, then new cards in the order of the notes. Each knows how many of
    /// its siblings come before it.
    fn waiting<'a>(&self, items: Vec<Item<'a>>) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
        let mut asked: BTreeMap<(&str, Option<CardId>), usize> = BTreeMap::new();
        for item in items.iter().filter(|item| self.was_today(item)) {
            *asked.entry(family(item)).or_default() += 1;
        }
        let due = |item: &Item<'_>| item.memory.is_none_or(|memory| memory.due <= self.today);
        let (failed, mut waiting): (Vec<_>, Vec<_>) = items
            .into_iter()
            .filter(|item| self.limits.cram || due(item))
            .partition(|item| due(item) && self.was_today(item));
        waiting.sort_by(|a, b| a.recall.total_cmp(&b.recall));
        for item in &mut waiting {
            let before = asked.entry(family(item)).or_default();
            item.round = *before;
            *before += 1;
        }
        (failed, waiting)
    }

    fn was_today(&self, item: &Item<'_>) -> bool {
        item.memory.is_some_and(|memory| memory.last == self.today)
    }

    /// New cards and reviews, as many of each as the day and the session have room for. In a session
    /// with a limit, a quarter is for new cards, so that neither keeps the other out for weeks.
    fn shares<'a>(&self, round: Vec<Item<'a>>, room: usize) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
        let (mut reviews, mut new): (Vec<_>, Vec<_>) =
            round.into_iter().partition(|item| item.memory.is_some());
        if !self.limits.cram {
            // The day counts as a whole, whichever notes its sessions were about.
            let answered = self.memories.values().filter(|m| m.last == self.today);
            let (met, done): (Vec<&Memory>, Vec<&Memory>) =
                answered.partition(|m| m.first == self.today);
            new.truncate(self.limits.new.saturating_sub(met.len()));
            if let Some(most) = self.limits.reviews {
                reviews.truncate(most.saturating_sub(done.len()));
            }
        }
        new.truncate((room / 4).max(room.saturating_sub(reviews.len())));
        reviews.truncate(room - new.len());
        (new, reviews)
    }
}

/// Reviews that are sorted by their probability of recall, shuffled inside each band.
fn mixed<'a>(reviews: &[Item<'a>], mix: &mut ChaCha8Rng) -> Vec<Item<'a>> {
    let band = |item: &Item<'_>| (item.recall * BANDS).floor().to_bits();
    let mut out: Vec<Item<'a>> = Vec::with_capacity(reviews.len());
    for band in reviews.chunk_by(|a, b| band(a) == band(b)) {
        let mut band = band.to_vec();
        band.shuffle(mix);
        let last = out.last().map(|item| item.heading);
        out.extend(spread(band, last));
    }
    out
}

/// The same cards, with no two in a row from one heading where that can be avoided, else in their
/// order. A heading that has more than half of the cards that are left has to be taken now.
fn spread<'a>(mut left: Vec<Item<'a>>, mut last: Option<&'a str>) -> Vec<Item<'a>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &left {
        *counts.entry(item.heading).or_default() += 1;
    }
    let mut out = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let pressing = counts
            .iter()
            .find(|(heading, count)| **count * 2 > left.len() && Some(**heading) != last)
            .map(|(heading, _)| *heading);
        let fits = |item: &Item<'_>| match pressing {
            Some(heading) => item.heading == heading,
            None => Some(item.heading) != last,
        };
        let item = left.remove(left.iter().position(fits).unwrap_or_default());
        last = Some(item.heading);
        if let Some(count) = counts.get_mut(item.heading) {
            *count -= 1;
        }
        out.push(item);
    }
    out
}

/// Reviews with blocks of new cards among them, evenly, the first block not far from the start.
fn interleaved(reviews: &[Item<'_>], new: &[Item<'_>]) -> Vec<CardId> {
    let blocks = blocks(new);
    let gap = (reviews.len() / (blocks.len() + 1)).clamp(1, GAP);
    let mut blocks = blocks.into_iter();
    let mut out = Vec::with_capacity(reviews.len() + new.len());
    for between in reviews.chunks(gap) {
        out.extend(between.iter().map(|item| item.id));
        out.extend(blocks.next().into_iter().flatten().map(|item| item.id));
    }
    out.extend(blocks.flatten().map(|item| item.id));
    out
}

/// New cards in blocks that end with their heading where that makes no tiny ones.
fn blocks<'a, 'b>(new: &'b [Item<'a>]) -> Vec<&'b [Item<'a>]> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for end in 1..=new.len() {
        let length = end - start;
        let heading_ends = new
            .get(end)
            .is_none_or(|next| next.heading != new[end - 1].heading);
        if length >= BLOCK.1 || end == new.len() || (length >= BLOCK.0 && heading_ends) {
            blocks.push(&new[start..end]);
            start = end;
        }
    }
    blocks
}

#[cfg(test)]
mod tests;
