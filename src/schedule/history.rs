//! The history of each card, answer by answer, for those who hand it on. Memories alone come cheaper
//! from [`replay`](super::replay).

use std::collections::BTreeMap;

use super::{Memory, fit, step};
use crate::deck::CardId;
use crate::review::{Log, Review};

/// One answer, and what it made of the memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    pub review: &'a Review,
    /// None before the first answer that counts.
    pub before: Option<Memory>,
    /// As `before` after an answer of a cram session.
    pub after: Option<Memory>,
}

/// All answers of each card, by time.
pub fn history(log: &Log, retention: f32) -> BTreeMap<CardId, Vec<Step<'_>>> {
    let model = fit::fit(log).model;
    let mut steps: BTreeMap<CardId, Vec<Step>> = BTreeMap::new();
    for review in log.reviews() {
        let steps = steps.entry(review.card).or_default();
        let before = steps.last().and_then(|last| last.after);
        let after = if review.cram {
            before
        } else {
            step(&model, before, review, retention).or(before)
        };
        steps.push(Step {
            review,
            before,
            after,
        });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::{Event, Form, Rating, Record};
    use crate::schedule::replay;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_history_ends_where_a_replay_does(answers in prop::collection::vec((0..3_u8, 0..900_i64, 1..=4_u8, any::<bool>()), 0..40)) {
            let records = answers.iter().enumerate().map(|(i, (card, hours, grade, cram))| {
                let at = Moment { ms: 1_700_000_000_000 + hours * 3_600_000, offset: 60 };
                let review = Review {
                    card: CardId::of(&[&card.to_string()]), at, rating: Rating::of_grade(*grade).unwrap(),
                    took: 1, form: Form::Typed, options: 0, given: None, hinted: false, cram: *cram,
                };
                Record { device: "d".into(), seq: i as u64 + 1, at, event: Event::Review(review) }
            });
            let (log, _) = Log::fold(records.collect());
            let ends: BTreeMap<CardId, Memory> = history(&log, 0.9)
                .into_iter()
                .filter_map(|(card, steps)| Some((card, steps.last()?.after?)))
                .collect();
            prop_assert_eq!(ends, replay(&log, 0.9).0);
        }
    }
}
