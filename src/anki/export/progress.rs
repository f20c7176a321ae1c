//! What a learner knows, as Anki keeps it: reviews, memories, due dates.
//!
//! Anki takes the schedule of a card as it is given, and computes memories anew from the reviews when
//! its learner changes a setting. So the reviews carry the progress, and the memory repeats what they
//! come to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::anki::{Card, Review, ReviewKind, Schedule, Stage};
use crate::deck::CardId;
use crate::review::{Log, Rating};
use crate::schedule::history::{Step, history};

/// How soon a failed card comes back, in seconds: Anki's own first learning step.
const AGAIN: i64 = 600;

/// The colour of a card that the learner marked as a bad question: Anki's red flag.
pub(in crate::anki) const RED: u8 = 1;

/// What the log says of the learner.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    history: BTreeMap<CardId, Vec<Step<'a>>>,
    bad: BTreeSet<CardId>,
    suspended: BTreeSet<CardId>,
    retention: f32,
}

impl Progress<'_> {
    /// Replays a log; `retention` is the wished chance of recall when a card is due.
    pub fn new(log: &Log, retention: f32) -> Progress<'_> {
        let (bad, suspended) = log.put_aside();
        Progress {
            history: history(log, retention),
            bad,
            suspended,
            retention,
        }
    }

    /// Gives a new card what is known of it, and adds its reviews.
    pub(super) fn add(&self, id: CardId, card: &mut Card, reviews: &mut Vec<Review>) {
        if self.bad.contains(&id) {
            card.flag = RED;
        }
        card.suspended |= self.bad.contains(&id) || self.suspended.contains(&id);
        let steps = self.history.get(&id).map_or(&[][..], Vec::as_slice);
        let mut graduated = false;
        let mut interval = 0;
        for step in steps {
            let kind = kind(step, graduated);
            let next = if step.review.cram {
                interval
            } else {
                seconds_or_days(step)
            };
            reviews.push(Review {
                id: step.review.at.ms.max(1),
                card: card.id,
                rating: step.review.rating,
                interval: next,
                last_interval: interval,
                difficulty: step
                    .after
                    .filter(|_| kind != ReviewKind::Cram)
                    .map(|m| m.difficulty),
                took: step.review.took,
                kind,
            });
            card.options
                .push(char::from(b'0' + step.review.options.min(9)));
            interval = next;
            graduated |= !step.review.cram && step.review.rating != Rating::Again;
        }
        card.schedule = self.schedule(steps, graduated);
    }

    fn schedule(&self, steps: &[Step<'_>], graduated: bool) -> Option<Schedule> {
        let last = steps.iter().rfind(|step| !step.review.cram)?;
        let memory = last.after?;
        let again = last.review.at.ms.div_euclid(1000) + AGAIN;
        let stage = match (memory.is_learning(), graduated) {
            (false, _) => Stage::Review(memory.due),
            (true, true) => Stage::Relearning(again),
            (true, false) => Stage::Learning(again),
        };
        Some(Schedule {
            stage,
            interval: match stage {
                Stage::Review(due) => due.since(memory.last).max(1),
                Stage::Relearning(_) => 1,
                Stage::Learning(_) => 0,
            },
            reps: memory.reps,
            lapses: memory.lapses,
            stability: memory.stability,
            decay: memory.decay,
            difficulty: memory.difficulty,
            retention: self.retention,
            // Set when the reviews have their numbers.
            last_review: 0,
        })
    }
}

/// What Anki calls a review. A card is learned until it was right once.
fn kind(step: &Step<'_>, graduated: bool) -> ReviewKind {
    if step.review.cram {
        ReviewKind::Cram
    } else if !graduated {
        ReviewKind::Learn
    } else if step.before.is_some_and(|memory| memory.is_learning()) {
        ReviewKind::Relearn
    } else {
        ReviewKind::Review
    }
}

/// The interval after an answer as Anki writes it: days, or seconds below zero.
fn seconds_or_days(step: &Step<'_>) -> i64 {
    match step.after {
        Some(memory) if !memory.is_learning() => i64::from(memory.due.since(memory.last).max(1)),
        _ => -AGAIN,
    }
}

/// Gives reviews numbers of their own. A number is the time in milliseconds, and reviews of two
/// devices may have the same. Cards learn the time of their latest review, by the second: Anki
/// compares both.
pub(super) fn number(cards: &mut [Card], reviews: &mut [Review]) {
    reviews.sort_by_key(|review| (review.id, review.card));
    let mut last = 0;
    let mut latest: HashMap<i64, i64> = HashMap::new();
    for review in reviews {
        review.id = review.id.max(last + 1);
        last = review.id;
        if review.kind != ReviewKind::Cram {
            latest.insert(review.card, review.id / 1000);
        }
    }
    for card in cards {
        if let (Some(schedule), Some(at)) = (&mut card.schedule, latest.get(&card.id)) {
            schedule.last_review = *at;
        }
    }
}
