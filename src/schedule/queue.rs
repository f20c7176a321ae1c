//! What to ask today: failed cards first, then what is due, with new cards mixed in.
//!
//! Cards that would give each other away are never asked on one day. Nothing is ordered by due date: a
//! backlog is worked off by how likely its cards are to be forgotten.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::{SeedableRng as _, seq::SliceRandom as _};
use rand_chacha::ChaCha8Rng;

use super::{Memory, retrievability};
use crate::day::Day;
use crate::deck::CardId;

/// A card that could be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate<'a> {
    pub card: CardId,
    /// Name of the family of cards that are not asked on one day.
    pub siblings: &'a str,
    /// What the card stands under, for mixing topics.
    pub heading: &'a str,
}

/// How much is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// New cards a day.
    pub new: usize,
    /// Reviews a day; `None` for all that are due.
    pub reviews: Option<usize>,
    /// Cards in this session.
    pub total: Option<usize>,
    /// Whether cards are asked that are not due.
    pub cram: bool,
}

/// Cards of one band of recall are asked in random order.
const BANDS: f32 = 10.0;

/// New cards come in blocks of this many, so that those of one heading are met together.
const BLOCK: usize = 4;

/// Picks what to ask, in the order in which to ask it. `candidates` come in the order of the notes.
pub fn pick(
    candidates: &[Candidate<'_>],
    memories: &BTreeMap<CardId, Memory>,
    limits: Limits,
    today: Day,
    seed: u64,
) -> Vec<CardId> {
    let mut day = Today::new(candidates, memories, today);
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ u64::from(today.0.unsigned_abs()));
    let memory = |candidate: &&Candidate<'_>| memories.get(&candidate.card);
    let (known, new): (Vec<&Candidate<'_>>, Vec<&Candidate<'_>>) = candidates
        .iter()
        .partition(|candidate| memories.contains_key(&candidate.card));
    if limits.cram {
        let mut all: Vec<&Candidate<'_>> = candidates.iter().collect();
        all.shuffle(&mut rng);
        let picked = spread(day.take(all, usize::MAX));
        return cut(picked, limits.total);
    }
    let due =
        |candidate: &&Candidate<'_>| memory(candidate).is_some_and(|memory| memory.due <= today);
    let (failed, mut reviews): (Vec<&Candidate<'_>>, Vec<&Candidate<'_>>) =
        known.into_iter().filter(due).partition(|candidate| {
            memory(candidate).is_some_and(|memory| memory.is_learning() && memory.last == today)
        });
    reviews.shuffle(&mut rng);
    reviews.sort_by_key(|candidate| {
        memory(candidate).map_or(0, |memory| band(retrievability(memory, today)))
    });
    let room = limits
        .reviews
        .map_or(usize::MAX, |most| most.saturating_sub(day.reviewed));
    let failed = day.repeat(failed);
    let reviews = spread(day.take(reviews, room));
    let new = day.take(new, limits.new.saturating_sub(day.introduced));
    let mut picked = failed;
    picked.extend(mix(reviews, &new));
    cut(picked, limits.total)
}

fn band(chance: f32) -> u8 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a chance is from 0 to 1"
    )]
    let band = (chance.clamp(0.0, 1.0) * BANDS) as u8;
    band
}

fn cut(picked: Vec<&Candidate<'_>>, most: Option<usize>) -> Vec<CardId> {
    picked
        .into_iter()
        .take(most.unwrap_or(usize::MAX))
        .map(|candidate| candidate.card)
        .collect()
}

/// What the day has seen so far.
struct Today<'a> {
    /// Families of which a card was asked or picked today.
    families: BTreeSet<&'a str>,
    /// Cards that were new today, and others that were answered today.
    introduced: usize,
    reviewed: usize,
}

impl<'a> Today<'a> {
    fn new(
        candidates: &[Candidate<'a>],
        memories: &BTreeMap<CardId, Memory>,
        today: Day,
    ) -> Today<'a> {
        let mut day = Today {
            families: BTreeSet::new(),
            introduced: 0,
            reviewed: 0,
        };
        for candidate in candidates {
            match memories.get(&candidate.card) {
                Some(memory) if memory.last == today => {
                    day.families.insert(candidate.siblings);
                    day.introduced += usize::from(memory.first == today);
                    day.reviewed += usize::from(memory.first != today);
                }
                _ => {}
            }
        }
        day
    }

    /// Takes cards whose family is still free today.
    fn take<'c>(&mut self, cards: Vec<&'c Candidate<'a>>, most: usize) -> Vec<&'c Candidate<'a>> {
        let mut taken = Vec::new();
        for card in cards {
            if taken.len() < most
                && (card.siblings.is_empty() || self.families.insert(card.siblings))
            {
                taken.push(card);
            }
        }
        taken
    }

    /// Takes cards that were asked today and failed: they come back whatever their family did.
    fn repeat<'c>(&mut self, cards: Vec<&'c Candidate<'a>>) -> Vec<&'c Candidate<'a>> {
        self.families.extend(cards.iter().map(|card| card.siblings));
        cards
    }
}

/// Reorders cards so that no two in a row stand under one heading, as far as that can be had without
/// moving a card far.
fn spread<'c, 'a>(cards: Vec<&'c Candidate<'a>>) -> Vec<&'c Candidate<'a>> {
    const REACH: usize = 12;
    let mut rest: VecDeque<&Candidate<'a>> = cards.into();
    let mut out: Vec<&Candidate<'a>> = Vec::with_capacity(rest.len());
    while let Some(next) = rest.pop_front() {
        let same =
            |card: &Candidate<'_>| out.last().is_some_and(|last| last.heading == card.heading);
        let other = rest.iter().take(REACH).position(|card| !same(card));
        match other {
            Some(at) if same(next) => {
                if let Some(card) = rest.remove(at) {
                    out.push(card);
                }
                rest.push_front(next);
            }
            _ => out.push(next),
        }
    }
    out
}

/// Puts blocks of new cards among the reviews, evenly, so that neither has to wait for the other.
fn mix<'c, 'a>(
    reviews: Vec<&'c Candidate<'a>>,
    new: &[&'c Candidate<'a>],
) -> Vec<&'c Candidate<'a>> {
    let blocks: Vec<&[&Candidate<'a>]> = new.chunks(BLOCK).collect();
    let share = reviews.len() / (blocks.len() + 1);
    let mut out = Vec::with_capacity(reviews.len() + new.len());
    let mut reviews = reviews.into_iter();
    for block in blocks {
        out.extend(reviews.by_ref().take(share));
        out.extend(block);
    }
    out.extend(reviews);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Rating;
    use proptest::prelude::*;

    const TODAY: Day = Day(1000);

    fn memory(last: i32, due: i32, rating: Rating) -> Memory {
        Memory {
            stability: 5.0,
            difficulty: 5.0,
            first: Day(900),
            last: Day(last),
            due: Day(due),
            reps: 3,
            lapses: 0,
            last_rating: rating,
        }
    }

    fn card(name: u32) -> CardId {
        CardId::of(&[&name.to_string()])
    }

    #[test]
    fn failed_cards_of_today_come_first_and_siblings_wait() {
        let candidates = [
            Candidate {
                card: card(1),
                siblings: "x",
                heading: "A",
            },
            Candidate {
                card: card(2),
                siblings: "x",
                heading: "A",
            },
            Candidate {
                card: card(3),
                siblings: "y",
                heading: "B",
            },
            Candidate {
                card: card(4),
                siblings: "z",
                heading: "B",
            },
        ];
        let memories = BTreeMap::from([
            (card(1), memory(990, 995, Rating::Good)),
            (card(3), memory(1000, 1000, Rating::Again)),
            (card(4), memory(990, 1100, Rating::Good)),
        ]);
        let limits = Limits {
            new: 5,
            ..Limits::default()
        };
        assert_eq!(
            pick(&candidates, &memories, limits, TODAY, 7),
            [card(3), card(1)]
        );
        let cram = Limits {
            cram: true,
            ..limits
        };
        assert_eq!(pick(&candidates, &BTreeMap::new(), cram, TODAY, 7).len(), 3);
    }

    #[test]
    fn new_cards_keep_the_order_of_the_notes_and_their_daily_limit() {
        let candidates: Vec<Candidate<'_>> = (0..9)
            .map(|at| Candidate {
                card: card(at),
                ..Candidate::default()
            })
            .collect();
        let limits = Limits {
            new: 3,
            ..Limits::default()
        };
        assert_eq!(
            pick(&candidates, &BTreeMap::new(), limits, TODAY, 1),
            [card(0), card(1), card(2)]
        );
        let today = Memory {
            first: TODAY,
            ..memory(1000, 1003, Rating::Good)
        };
        let memories = BTreeMap::from([(card(0), today), (card(1), today)]);
        assert_eq!(pick(&candidates, &memories, limits, TODAY, 1), [card(2)]);
    }

    proptest! {
        #[test]
        fn laws(
            cards in prop::collection::vec((0..6usize, 0..3usize, prop::option::of((990..1001i32, 990..1010i32))), 0..40),
            new in 0..8usize, total in prop::option::of(0..10usize), seed in any::<u64>(),
        ) {
            let families = ["a", "b", "c", "d", "e", "f"];
            let candidates: Vec<Candidate<'_>> = cards.iter().enumerate().map(|(at, (family, heading, _))| Candidate {
                card: card(u32::try_from(at).unwrap()),
                siblings: families[*family],
                heading: families[*heading],
            }).collect();
            let memories: BTreeMap<CardId, Memory> = cards.iter().enumerate()
                .filter_map(|(at, (_, _, days))| days.map(|(last, due)| (card(u32::try_from(at).unwrap()), memory(last, due.max(last), Rating::Good))))
                .collect();
            let limits = Limits { new, total, ..Limits::default() };
            let picked = pick(&candidates, &memories, limits, TODAY, seed);
            prop_assert_eq!(&picked, &pick(&candidates, &memories, limits, TODAY, seed));
            let unique: BTreeSet<&CardId> = picked.iter().collect();
            prop_assert_eq!(unique.len(), picked.len());
            let fresh = picked.iter().filter(|card| !memories.contains_key(card)).count();
            prop_assert!(fresh <= new && total.is_none_or(|total| picked.len() <= total));
            let mut seen = BTreeSet::new();
            for id in &picked {
                let candidate = candidates.iter().find(|candidate| candidate.card == *id).unwrap();
                prop_assert!(seen.insert(candidate.siblings), "siblings on one day");
                prop_assert!(memories.get(id).is_none_or(|memory| memory.due <= TODAY));
            }
        }
    }
}
