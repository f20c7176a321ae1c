//! Made-up histories of answers, for fitting parameters to learners whose parameters are known.

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use super::learner::{Contact, Curve, Learner, Trace};
use crate::schedule::model::{Model, State};

/// A first answer of a day to a card that was answered before, with all answers up to it: days since the answer
/// before, and grades from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    pub answers: Vec<(u32, u32)>,
}

/// A card of a made-up learner.
#[derive(Clone, Default)]
struct Kept {
    trace: Option<Trace>,
    state: Option<State>,
    due: i32,
    last: i32,
    diary: Diary,
}

/// What a learner, drawn from the population, answers who studies for so many days as the published parameters
/// say, with new cards at an even pace over the first half.
pub fn diary(seed: u64, cards: usize, days: i32) -> Vec<Diary> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let learner = Learner::drawn(Curve::Power, &mut rng);
    let model = Model::default();
    let mut kept = vec![Kept::default(); cards];
    let mut found = Vec::new();
    for day in 0..days {
        let pace = cards.div_ceil(usize::try_from(days / 2).unwrap_or(1).max(1));
        let mut new = 0;
        for card in &mut kept {
            let contact = if let Some(trace) = &mut card.trace {
                if card.due > day {
                    continue;
                }
                learner.answer(trace, day, &mut rng)
            } else {
                if new >= pace {
                    continue;
                }
                new += 1;
                let (trace, contact) = learner.meet(day, &mut rng);
                card.trace = Some(trace);
                contact
            };
            let known = note(card, &contact, day, &model);
            found.extend(known);
        }
    }
    found
}

/// Notes a contact; gives the history up to its first answer when the card was known.
fn note(card: &mut Kept, contact: &Contact, day: i32, model: &Model) -> Option<Diary> {
    let known = card.state.is_some();
    let mut found = None;
    for (at, rating) in contact.ratings.iter().enumerate() {
        let elapsed = match at {
            0 if known => u32::try_from(day - card.last).unwrap_or(0),
            _ => 0,
        };
        let states = match card.state {
            Some(state) => model.next(state, elapsed),
            None => model.first(),
        };
        card.state = Some(states[*rating]);
        let grade = u32::try_from(rating + 1).unwrap_or(1);
        card.diary.answers.push((elapsed, grade));
        if at == 0 && known {
            found = Some(card.diary.clone());
        }
    }
    card.last = day;
    let stability = card.state.map_or(1.0, |state| state.stability);
    card.due = day + crate::schedule::days(model.interval(stability, 0.9));
    found
}
