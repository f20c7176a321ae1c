//! Studying that is made up, day by day: what plans are forecast and compared with.

pub mod contest;
pub mod history;
pub mod learner;
pub mod planner;

use rand_chacha::ChaCha8Rng;

use super::policy::{Card, Seen};
use super::price::Group;
use crate::schedule::model::Model;
use learner::{Contact, Learner, Trace};

/// The days to come and who studies on them.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    pub learner: &'a Learner,
    /// What the planner takes for the learner's memory.
    pub believed: &'a Model,
    pub groups: &'a [Group],
    /// Seconds that are spent, by day up to the last exam; zero for a day that is missed.
    pub seconds: &'a [f32],
}

/// Chooses the cards of a day.
pub trait Planner {
    /// The cards to answer on a day, in order, for as long as there is time.
    fn queue(&mut self, cards: &[Card], day: usize, rng: &mut ChaCha8Rng) -> Vec<usize>;
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// By card: its mean chance of recall at its exams, by their weights.
    pub recall: Vec<f32>,
    pub days: Vec<Spent>,
}

/// What a day was spent on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    pub seconds: f32,
    pub new: usize,
    pub reviews: usize,
}

impl Outcome {
    /// The mean chance of recall by the weights of the cards.
    pub fn score(&self, cards: &[Card]) -> f32 {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (recall, card) in self.recall.iter().zip(cards) {
            sum += recall * card.weight;
            weights += card.weight;
        }
        sum / f32::max(weights, f32::MIN_POSITIVE)
    }

    pub fn minutes(&self) -> f32 {
        self.days.iter().map(|day| day.seconds).sum::<f32>() / 60.0
    }
}

/// Studies until the last exam. Each card is answered at most once a day, until it is right. A day ends
/// with the answer that uses up its time; what that takes too long is taken off the next day.
pub fn run(
    world: &World<'_>,
    mut cards: Vec<Card>,
    planner: &mut dyn Planner,
    rng: &mut ChaCha8Rng,
) -> Outcome {
    let trace = |card: &Card| card.seen.map(|seen| Trace::new(seen.state, seen.last));
    let mut traces: Vec<Option<Trace>> = cards.iter().map(trace).collect();
    let mut outcome = Outcome {
        recall: vec![0.0; cards.len()],
        days: Vec::with_capacity(world.seconds.len()),
    };
    let mut debt = 0.0;
    for (day, seconds) in world.seconds.iter().enumerate() {
        examine(world, &cards, &traces, day, &mut outcome.recall);
        let room = seconds - debt;
        let mut spent = Spent::default();
        if room > 0.0 {
            for at in planner.queue(&cards, day, rng) {
                if spent.seconds >= room {
                    break;
                }
                contact(
                    world,
                    (&mut cards[at], &mut traces[at]),
                    day,
                    (&mut spent, rng),
                );
            }
        }
        debt = f32::max(spent.seconds - room, 0.0);
        outcome.days.push(spent);
    }
    examine(
        world,
        &cards,
        &traces,
        world.seconds.len(),
        &mut outcome.recall,
    );
    outcome
}

/// One contact with a card.
fn contact(
    world: &World<'_>,
    (card, trace): (&mut Card, &mut Option<Trace>),
    day: usize,
    (spent, rng): (&mut Spent, &mut ChaCha8Rng),
) {
    let day = whole(day);
    let contact = if let Some(trace) = trace {
        spent.reviews += 1;
        world.learner.answer(trace, day, rng)
    } else {
        spent.new += 1;
        let (met, contact) = world.learner.meet(day, rng);
        *trace = Some(met);
        contact
    };
    spent.seconds += contact.seconds * card.cost;
    card.seen = Some(noted(world.believed, card.seen, &contact, day));
}

/// What the planner makes of a contact.
fn noted(model: &Model, before: Option<Seen>, contact: &Contact, day: i32) -> Seen {
    let rating = |at: usize| contact.ratings.get(at).copied().unwrap_or(2);
    let mut state = match before {
        None => model.first()[rating(0)],
        Some(seen) => {
            let elapsed = u32::try_from(day - seen.last).unwrap_or(0);
            model.next(seen.state, elapsed)[rating(0)]
        }
    };
    for rating in contact.ratings.iter().skip(1) {
        state = model.next(state, 0)[*rating];
    }
    Seen { state, last: day }
}

/// Adds what is recalled at an exam on this day.
fn examine(
    world: &World<'_>,
    cards: &[Card],
    traces: &[Option<Trace>],
    day: usize,
    recall: &mut [f32],
) {
    for ((card, trace), recall) in cards.iter().zip(traces).zip(recall) {
        let goals = &world.groups[card.group].goals;
        let weights: f32 = goals.iter().map(|goal| goal.weight).sum();
        for goal in goals.iter().filter(|goal| goal.day == day) {
            if let Some(trace) = trace {
                *recall += world.learner.recall(trace, whole(day)) * goal.weight / weights;
            }
        }
    }
}

fn whole(day: usize) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX)
}
