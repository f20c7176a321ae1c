//! What a learner did, as an append-only log of records.
//!
//! The log is the only truth about studying: memory, due dates and statistics are folds over the
//! *set* of its records, so that their order, duplicates and the merges of file syncers do not
//! matter.

pub mod format;
mod link;
pub mod scan;

pub use link::Heirs;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::day::Moment;
use crate::deck::CardId;
use crate::deck::reconcile::Seen;

/// How well an answer was known, as FSRS counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rating {
    Again = 1,
    Hard = 2,
    Good = 3,
    Easy = 4,
}

impl Rating {
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// The rating of a grade from 1 to 4.
    pub fn of_grade(grade: u8) -> Option<Rating> {
        Rating::ALL
            .into_iter()
            .find(|rating| rating.grade() == grade)
    }

    /// From 1 (again) to 4 (easy).
    pub fn grade(self) -> u8 {
        self as u8
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Rating::Again => "again",
            Rating::Hard => "hard",
            Rating::Good => "good",
            Rating::Easy => "easy",
        }
    }
}

/// How an answer was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Typed by the learner and graded by the program.
    #[default]
    Typed,
    /// Chosen from options.
    Chosen,
    /// Shown, and graded by the learner.
    Revealed,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    pub card: CardId,
    pub at: Moment,
    pub rating: Rating,
    /// Milliseconds from question to answer.
    pub took: u32,
    pub form: Form,
    /// Number of options when the answer was chosen, else 0.
    pub options: u8,
    /// What was typed or chosen.
    pub given: Option<String>,
    /// Whether a hint was taken.
    pub hinted: bool,
    /// Whether the session left the schedule alone (`--cram`).
    pub cram: bool,
}

/// What one record says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    Review(Review),
    /// Takes back the record of a device with this sequence number.
    Undo {
        device: String,
        seq: u64,
    },
    /// What a card asked when it was studied, so that its history can be found again after edits.
    Seen(Seen),
    /// The learner never wants to see the card again (`true`), or does again.
    Bad {
        card: CardId,
        bad: bool,
    },
    Suspend {
        card: CardId,
        suspended: bool,
    },
    /// The learner says that this spelling is right, too.
    Accept {
        card: CardId,
        item: usize,
        spelling: String,
    },
    /// Whether a card asks what another one asked before its statement was reworded, as the learner
    /// says: then its history is that of the other one, too.
    Link {
        card: CardId,
        from: CardId,
        same: bool,
    },
    /// The learner starts the card again: answers before this do not count for its schedule.
    Fresh {
        card: CardId,
    },
    /// A kind that this version does not know: counted and kept.
    Unknown {
        kind: String,
    },
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// The device that wrote it.
    pub device: String,
    /// Number of the record among those of its device, from 1.
    pub seq: u64,
    pub at: Moment,
    pub event: Event,
}

/// All records that were read, as a set: sorted by time, device and number, without duplicates and
/// without what was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub records: Vec<Record>,
    /// Answers that were taken back. They count for nothing, but whoever meets them again elsewhere has to
    /// know them.
    pub taken_back: Vec<Review>,
}

/// Two records of one device with the same number that say different things: the device's id was
/// copied to another machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub device: String,
    pub seq: u64,
}

impl Log {
    /// Folds records, in whatever order and however often they were read. Returns the clashes, too;
    /// both sides of a clash are kept.
    pub fn fold(mut records: Vec<Record>) -> (Log, Vec<Clash>) {
        records.sort_by(|a, b| {
            let place = |record: &Record| (record.at.ms, record.seq, record.at.offset);
            let by_time = a.at.ms.cmp(&b.at.ms).then_with(|| a.device.cmp(&b.device));
            // Records that clash follow by what they say.
            by_time
                .then_with(|| place(a).cmp(&place(b)))
                .then_with(|| a.event.cmp(&b.event))
        });
        records.dedup();
        let mut clashes = Vec::new();
        let mut numbers: Vec<(&str, u64)> = records
            .iter()
            .map(|record| (record.device.as_str(), record.seq))
            .collect();
        numbers.sort_unstable();
        for pair in numbers.windows(2).filter(|pair| pair[0] == pair[1]) {
            clashes.push(Clash {
                device: pair[0].0.to_string(),
                seq: pair[0].1,
            });
        }
        clashes.dedup();
        let mut undone = taken_back(&records).into_iter();
        let mut gone = Vec::new();
        records.retain(|record| {
            let undone = undone.next().unwrap_or_default();
            if let (true, Event::Review(review)) = (undone, &record.event) {
                gone.push(review.clone());
            }
            !undone && !matches!(record.event, Event::Undo { .. })
        });
        drop_copies(&mut records);
        let log = Log {
            records,
            taken_back: gone,
        };
        (log, clashes)
    }

    /// The answers, by time.
    pub fn reviews(&self) -> impl Iterator<Item = &Review> {
        self.records
            .iter()
            .filter_map(|record| match &record.event {
                Event::Review(review) => Some(review),
                _ => None,
            })
    }

    /// Cards that the learner marked as bad, and those that are suspended, as the latest record says.
    pub fn put_aside(&self) -> (BTreeSet<CardId>, BTreeSet<CardId>) {
        let heirs = self.heirs();
        let mut bad = BTreeSet::new();
        let mut suspended = BTreeSet::new();
        for record in &self.records {
            let (set, card, on) = match &record.event {
                Event::Bad { card, bad: on } => (&mut bad, card, on),
                Event::Suspend {
                    card,
                    suspended: on,
                } => (&mut suspended, card, on),
                _ => continue,
            };
            for card in heirs.with(*card) {
                if *on {
                    set.insert(card);
                } else {
                    set.remove(&card);
                }
            }
        }
        (bad, suspended)
    }

    /// Spellings that the learner said are right: item of the answer and spelling, by card.
    pub fn accepted(&self) -> BTreeMap<CardId, Vec<(usize, String)>> {
        let heirs = self.heirs();
        let mut accepted: BTreeMap<CardId, Vec<(usize, String)>> = BTreeMap::new();
        for record in &self.records {
            if let Event::Accept {
                card,
                item,
                spelling,
            } = &record.event
            {
                for card in heirs.with(*card) {
                    let spellings = accepted.entry(card).or_default();
                    spellings.push((*item, spelling.clone()));
                }
            }
        }
        accepted
    }
}

/// Answers to a card that are nearer than this, in milliseconds, cannot come from two devices.
const SAME: i64 = 1000;

/// Drops answers that another device has, too: two machines may have taken over the same one from Anki,
/// where answers that came at the same time stand a little apart. Answers in different words are two. The
/// records are sorted by time.
fn drop_copies(records: &mut Vec<Record>) {
    let mut recent: VecDeque<Record> = VecDeque::new();
    records.retain(|record| {
        let Event::Review(review) = &record.event else {
            return true;
        };
        let ms = record.at.ms;
        while recent
            .front()
            .is_some_and(|other| ms.saturating_sub(other.at.ms) >= SAME)
        {
            recent.pop_front();
        }
        let is_copy = recent.iter().any(|other| {
            other.device != record.device
                && matches!(&other.event, Event::Review(other) if is_same(other, review))
        });
        if !is_copy {
            recent.push_back(record.clone());
        }
        !is_copy
    });
}

/// Whether two answers at about the same time may be one. Anki does not know what was typed.
fn is_same(one: &Review, other: &Review) -> bool {
    let words = [&one.given, &other.given];
    let differ = words.iter().all(|given| given.is_some()) && one.given != other.given;
    (one.card, one.rating) == (other.card, other.rating) && !differ
}

/// Which of the sorted records were taken back. An undo that was itself taken back does nothing.
/// Where a number was given twice, the last record before the undo is meant: a learner takes back
/// what was just done, and the answer of another machine must not be lost.
fn taken_back(records: &[Record]) -> Vec<bool> {
    let mut places: BTreeMap<(&str, u64), Vec<usize>> = BTreeMap::new();
    for record in records {
        if let Event::Undo { device, seq } = &record.event {
            places.insert((device, *seq), Vec::new());
        }
    }
    for (place, record) in records.iter().enumerate() {
        if let Some(places) = places.get_mut(&(record.device.as_str(), record.seq)) {
            places.push(place);
        }
    }
    let mut taken = vec![false; records.len()];
    for (place, record) in records.iter().enumerate().rev() {
        let Event::Undo { device, seq } = &record.event else {
            continue;
        };
        let targets = places.get(&(device.as_str(), *seq));
        let targets = targets.map_or(&[][..], Vec::as_slice);
        let before = targets.iter().rev().find(|target| **target < place);
        if let (false, Some(target)) = (taken[place], before.or(targets.last())) {
            taken[*target] = true;
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_log_is_a_set(
            records in prop::collection::vec(format::tests::records(), 0..12),
            again in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        ) {
            let (log, clashes) = Log::fold(records.clone());
            let mut shuffled: Vec<Record> = records.iter().rev().cloned().collect();
            shuffled.extend(again.iter().filter(|_| !records.is_empty()).map(|at| records[at.index(records.len())].clone()));
            prop_assert_eq!(Log::fold(shuffled), (log, clashes));
        }
    }

    #[test]
    fn what_is_taken_back_is_gone_and_marks_are_lifted() {
        let card = CardId::of(&["a"]);
        let record = |seq, event| Record {
            device: "d".into(),
            seq,
            at: Moment {
                ms: i64::try_from(seq).unwrap(),
                offset: 0,
            },
            event,
        };
        let bad = |bad| Event::Bad { card, bad };
        let (log, clashes) = Log::fold(vec![
            record(
                3,
                Event::Undo {
                    device: "d".into(),
                    seq: 1,
                },
            ),
            record(1, bad(true)),
            record(
                2,
                Event::Suspend {
                    card,
                    suspended: true,
                },
            ),
        ]);
        assert_eq!((log.records.len(), clashes.len()), (1, 0));
        assert!(log.put_aside().1.contains(&card));
        let (log, clashes) = Log::fold(vec![
            record(1, bad(true)),
            record(2, bad(false)),
            record(2, bad(true)),
        ]);
        assert_eq!((log.records.len(), clashes.len()), (3, 1));
    }

    #[test]
    fn an_answer_that_two_machines_took_over_counts_once() {
        let typed = |record: Record, words: &str| {
            let Event::Review(review) = record.event else {
                unreachable!("it is an answer")
            };
            let given = Some(words.to_owned());
            let event = Event::Review(Review { given, ..review });
            Record { event, ..record }
        };
        let review = |device: &str, seq, ms, card: &str, rating| {
            let at = Moment { ms, offset: 0 };
            Record {
                device: device.into(),
                seq,
                at,
                event: Event::Review(Review {
                    card: CardId::of(&[card]),
                    at,
                    rating,
                    took: 0,
                    form: Form::Revealed,
                    options: 0,
                    given: None,
                    hinted: false,
                    cram: false,
                }),
            }
        };
        let (log, _) = Log::fold(vec![
            review("a", 1, 7, "x", Rating::Good),
            review("b", 9, 9, "x", Rating::Good),
            review("b", 10, 9, "x", Rating::Again),
            review("b", 11, 9, "y", Rating::Good),
            review("b", 12, 9, "y", Rating::Good),
            review("b", 13, 1007, "x", Rating::Good),
            typed(review("a", 14, 2100, "x", Rating::Hard), "one"),
            typed(review("b", 15, 2101, "x", Rating::Hard), "other"),
            review("c", 16, 2102, "x", Rating::Hard),
        ]);
        let kept: Vec<u64> = log.records.iter().map(|record| record.seq).collect();
        assert_eq!(kept, [1, 10, 11, 12, 13, 14, 15]);
    }

    #[test]
    fn an_undo_is_taken_back_and_takes_nothing_from_a_clone() {
        let mark = |name: &str| Event::Suspend {
            card: CardId::of(&[name]),
            suspended: true,
        };
        let undo = |seq| Event::Undo {
            device: "d".into(),
            seq,
        };
        let check = |events: Vec<(u64, Event)>, left: &[&str]| {
            let record = |(ms, (seq, event))| Record {
                device: "d".into(),
                seq,
                at: Moment { ms, offset: 0 },
                event,
            };
            let (log, _) = Log::fold((0..).zip(events).map(record).collect());
            let left = left.iter().map(|name| CardId::of(&[name])).collect();
            assert_eq!(log.put_aside().1, left);
        };
        check(vec![(1, mark("x")), (2, undo(1))], &[]);
        check(vec![(1, mark("x")), (2, undo(1)), (3, undo(2))], &["x"]);
        check(vec![(1, mark("x")), (1, mark("y")), (2, undo(1))], &["x"]);
    }
}
