//! What a learner remembers, computed from the log. The only user of the `fsrs` crate.
//!
//! The memory model is FSRS-6. Its published parameters predict a new learner better than parameters fitted to
//! a few hundred of their reviews, so those only come in bit by bit, see [`fit`].

pub mod exam;
pub mod fit;
pub mod history;
pub mod model;
pub mod queue;
pub mod taste;

use std::collections::BTreeMap;

use fsrs::MemoryState;

use crate::day::Day;
use crate::deck::CardId;
use crate::review::{Event, Form, Log, Rating, Review};
use model::{Model, State};

/// What a learner remembers of a card.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Days after which the chance of recall is 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
    /// Day of the first answer.
    pub first: Day,
    /// Day of the latest answer.
    pub last: Day,
    /// Day on which the chance of recall falls to the wished retention; the day of the latest answer
    /// while that was a failure.
    pub due: Day,
    pub reps: u32,
    /// Failures on a day after the first.
    pub lapses: u32,
    pub last_rating: Rating,
    /// How fast it fades: the exponent of the learner's curve.
    pub decay: f32,
}

impl Memory {
    /// Whether the latest answer was a failure, so that the card is still to be learned.
    pub fn is_learning(&self) -> bool {
        self.last_rating == Rating::Again
    }
}

/// Replays the log. Cards without an answer have no memory. `retention` is the wished chance of recall
/// when a card is due. An answer counts for the cards that continue the one that was asked, too; a card
/// that was started again knows nothing of the time before.
///
/// With the memories come the predictions that were put to the test: for each first answer of a day to a
/// card that was answered on an earlier day, the chance of recall before it and whether it was recalled.
pub fn replay(log: &Log, retention: f32) -> (BTreeMap<CardId, Memory>, Vec<(f32, bool)>) {
    replay_with(&fit::fit(log).model, log, retention)
}

/// As [`replay`], with a model that is known.
pub fn replay_with(
    model: &Model,
    log: &Log,
    retention: f32,
) -> (BTreeMap<CardId, Memory>, Vec<(f32, bool)>) {
    let heirs = log.heirs();
    let mut memories: BTreeMap<CardId, Memory> = BTreeMap::new();
    let mut recalls = Vec::new();
    for record in &log.records {
        let review = match &record.event {
            Event::Review(review) if !review.cram => review,
            Event::Fresh { card } => {
                memories.remove(card);
                continue;
            }
            _ => continue,
        };
        let day = review.at.day();
        for card in heirs.with(review.card) {
            let before = memories.get(&card).copied();
            let tested = before.filter(|memory| memory.last < day && card == review.card);
            if let Some(memory) = tested {
                recalls.push((retrievability(&memory, day), review.rating != Rating::Again));
            }
            if let Some(after) = step(model, before, review, retention) {
                memories.insert(card, after);
            }
        }
    }
    (memories, recalls)
}

/// The memory of a card after one more answer. Answers of a cram session leave it as it was.
pub fn answer(
    model: &Model,
    before: Option<Memory>,
    review: &Review,
    retention: f32,
) -> Option<Memory> {
    if review.cram {
        before
    } else {
        step(model, before, review, retention)
    }
}

/// One answer. `None` when the model has no state for it, which leaves the memory as it was.
fn step(model: &Model, before: Option<Memory>, review: &Review, retention: f32) -> Option<Memory> {
    let day = review.at.day();
    // A clock that went back makes no negative interval.
    let elapsed = before.map_or(0, |memory| day.since(memory.last).max(0));
    let states = match before {
        None => model.first(),
        Some(memory) => {
            let state = State {
                stability: memory.stability,
                difficulty: memory.difficulty,
            };
            model.next(state, u32::try_from(elapsed).ok()?)
        }
    };
    let chosen = states[usize::from(review.rating.grade()) - 1];
    // On the day itself the model says that nothing is forgotten, so nothing counts as a guess.
    let prior = before.map_or(FIRST_RECALL, |memory| recall(&memory, elapsed));
    let memory = if review.form == Form::Chosen && review.rating != Rating::Again {
        guessed(chosen, states[0], prior, review.options)
    } else {
        chosen
    };
    let interval = model.interval(memory.stability, retention);
    let last = before.map_or(day, |memory| memory.last.max(day));
    let failed = review.rating == Rating::Again;
    Some(Memory {
        stability: memory.stability,
        difficulty: memory.difficulty,
        first: before.map_or(day, |memory| memory.first),
        last,
        due: if failed {
            last
        } else {
            last.plus(days(interval))
        },
        reps: before.map_or(0, |memory| memory.reps) + 1,
        lapses: before.map_or(0, |memory| memory.lapses + u32::from(failed && elapsed > 0)),
        last_rating: review.rating,
        decay: model.decay(),
    })
}

/// The chance that a card is known before its first answer, of which the model says nothing. With it
/// a right first choice among four counts for 63 % as knowledge.
const FIRST_RECALL: f32 = 0.3;

/// The state after a right choice among `options`, which may have been a guess. With prior recall R the
/// answer was known with probability q = R / (R + (1 − R) / k); the logarithm of stability lies at
/// that share between the state of a success and that of a failure.
fn guessed(success: State, failure: State, prior: f32, options: u8) -> State {
    let chance = (1.0 - prior) / f32::from(options.max(2));
    let known = prior / (prior + chance);
    let blend = known * success.stability.ln() + (1.0 - known) * failure.stability.ln();
    State {
        stability: blend.exp(),
        difficulty: success.difficulty,
    }
}

/// Whole days of an interval: at least one, at most a hundred years.
pub(crate) fn days(interval: f32) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the value is within the range of an i32"
    )]
    let days = interval.round().clamp(1.0, 36_500.0) as i32;
    days
}

/// The chance that a card is recalled a number of days after its latest answer.
fn recall(memory: &Memory, elapsed: i32) -> f32 {
    let state = MemoryState {
        stability: memory.stability,
        difficulty: memory.difficulty,
    };
    let elapsed = f32::from(u16::try_from(elapsed.max(0)).unwrap_or(u16::MAX));
    fsrs::current_retrievability(state, elapsed, memory.decay)
}

/// The chance that a card is recalled on a day.
pub fn retrievability(memory: &Memory, day: Day) -> f32 {
    recall(memory, day.since(memory.last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::Record;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    fn answer(hours: i64, rating: Rating) -> Review {
        Review {
            card: CardId::of(&["card"]),
            at: Moment {
                ms: 20_000 * DAY + 10 * 3_600_000 + hours * 3_600_000,
                offset: 0,
            },
            rating,
            took: 5_000,
            form: Form::Typed,
            options: 0,
            given: None,
            hinted: false,
            cram: false,
        }
    }

    fn memory(reviews: &[Review]) -> Option<Memory> {
        let records = reviews.iter().enumerate().map(|(at, review)| Record {
            device: "d".into(),
            seq: at as u64 + 1,
            at: review.at,
            event: Event::Review(review.clone()),
        });
        let (log, _) = Log::fold(records.collect());
        replay(&log, 0.9).0.into_values().next()
    }

    fn check(reviews: &[(i64, Rating)], stability: f32, difficulty: f32, interval: i32) {
        let reviews: Vec<Review> = reviews
            .iter()
            .map(|(hours, rating)| answer(*hours, *rating))
            .collect();
        let memory = memory(&reviews).unwrap();
        assert!(
            (memory.stability - stability).abs() < 1e-3,
            "stability {}",
            memory.stability
        );
        assert!(
            (memory.difficulty - difficulty).abs() < 1e-3,
            "difficulty {}",
            memory.difficulty
        );
        assert_eq!(memory.due.since(memory.last), interval);
    }

    #[test]
    fn golden_values_of_fsrs_6() {
        use Rating::{Again, Good};
        check(&[(0, Good)], 2.3065, 2.1181, 2);
        check(&[(0, Good), (48, Good)], 10.9643, 2.1112, 11);
        check(&[(0, Good), (48, Again)], 0.6076, 7.3945, 0);
    }

    #[test]
    fn a_failed_card_is_due_until_it_is_right() {
        use Rating::{Again, Good};
        let failed = memory(&[answer(0, Again)]).unwrap();
        assert!(failed.is_learning() && failed.due == failed.last);
        let right = memory(&[answer(0, Again), answer(1, Good)]).unwrap();
        assert!(!right.is_learning() && right.due > right.last);
    }

    #[test]
    fn cram_changes_nothing_and_guesses_count_for_less() {
        use Rating::Good;
        let cram = Review {
            cram: true,
            ..answer(48, Good)
        };
        assert_eq!(memory(&[answer(0, Good), cram]), memory(&[answer(0, Good)]));
        let chosen = Review {
            form: Form::Chosen,
            options: 2,
            ..answer(24 * 30, Good)
        };
        let typed = answer(24 * 30, Good);
        let of = |second| memory(&[answer(0, Good), second]).unwrap().stability;
        assert!(of(chosen) < of(typed));
        // q = 0.3 / (0.3 + 0.7 / 4) between the first stabilities of good and again.
        let first = Review {
            form: Form::Chosen,
            options: 4,
            ..answer(0, Good)
        };
        let q = 0.3_f32 / (0.3 + 0.7 / 4.0);
        let expect = (q * 2.3065_f32.ln() + (1.0 - q) * 0.212_f32.ln()).exp();
        assert!((memory(&[first]).unwrap().stability - expect).abs() < 1e-3);
        let again = Review {
            form: Form::Typed,
            ..answer(1, Good)
        };
        let again_chosen = Review {
            form: Form::Chosen,
            options: 4,
            ..again.clone()
        };
        assert_eq!(
            memory(&[answer(0, Good), again]),
            memory(&[answer(0, Good), again_chosen])
        );
    }

    #[test]
    fn a_linked_card_has_the_history_and_a_fresh_one_has_none() {
        let (old, new) = (CardId::of(&["card"]), CardId::of(&["new"]));
        let review = |hours| Event::Review(answer(hours, Rating::Good));
        let link = Event::Link {
            card: new,
            from: old,
            same: true,
        };
        let replayed = |events: &[Event]| {
            let record = |(at, event): (u64, &Event)| Record {
                device: "d".into(),
                seq: at,
                at: answer(i64::try_from(at).unwrap(), Rating::Good).at,
                event: event.clone(),
            };
            let (log, _) = Log::fold((1..).zip(events).map(record).collect());
            replay(&log, 0.9)
        };
        let (memories, recalls) = replayed(&[review(0), review(48), link.clone()]);
        assert_eq!(memories[&new], memories[&old]);
        assert_eq!((memories[&new].reps, recalls.len()), (2, 1));
        let (memories, _) = replayed(&[review(0), link.clone(), Event::Fresh { card: new }]);
        assert!(memories.contains_key(&old) && !memories.contains_key(&new));
        let (memories, _) = replayed(&[Event::Fresh { card: old }, review(0), link]);
        assert_eq!(memories[&new].reps, 1);
    }

    proptest! {
        #[test]
        fn no_timeline_makes_nonsense(steps in prop::collection::vec((-200i64..2000, 1..=4u8, any::<bool>()), 1..12)) {
            let mut hours = 0;
            let mut reviews = Vec::new();
            for (step, grade, chosen) in steps {
                hours += step;
                let form = if chosen { Form::Chosen } else { Form::Typed };
                reviews.push(Review { form, options: 3, ..answer(hours, Rating::of_grade(grade).unwrap()) });
            }
            let memory = memory(&reviews).unwrap();
            prop_assert!(memory.stability > 0.0 && memory.stability.is_finite());
            prop_assert!(memory.due >= memory.last);
            let chance = retrievability(&memory, memory.last.plus(3));
            prop_assert!((0.0..=1.0).contains(&chance));
        }
    }
}
