//! Ways to choose the cards of a day: the plan of this program, and others to compare it with.

use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;

use super::Planner;
use crate::schedule::exam::policy::{Card, Index, queue};
use crate::schedule::exam::price::{Group, Holding, Levels, Market, Settled};
use crate::schedule::exam::program::{Chances, Keep, Program};
use crate::schedule::model::Model;

/// Prices and programs are made anew each day.
pub struct Planned<'a> {
    chances: &'a Chances,
    groups: &'a [Group],
    /// Seconds that are planned, by day.
    seconds: &'a [f32],
    levels: Option<Levels>,
    attended: Vec<usize>,
}

impl<'a> Planned<'a> {
    pub fn new(chances: &'a Chances, groups: &'a [Group], seconds: &'a [f32]) -> Planned<'a> {
        Planned {
            chances,
            groups,
            seconds,
            levels: None,
            attended: Vec::new(),
        }
    }
}

impl Planner for Planned<'_> {
    fn queue(&mut self, cards: &[Card], day: usize, _: &mut ChaCha8Rng) -> Vec<usize> {
        let share =
            attendance((0..day).map(|past| f32::from(u8::from(self.attended.contains(&past)))));
        self.attended.push(day);
        let ahead = self.groups.iter().map(|group| group.later(day));
        let groups: Vec<Group> = ahead.collect();
        let settled = settle(
            (self.chances, &groups),
            cards,
            day,
            (&self.seconds[day..], share),
            self.levels.as_ref(),
        );
        let index = Index::Program(&settled.programs, 0);
        let queue = queue(cards, self.groups, index, whole(day)).all();
        self.levels = Some(settled.levels);
        queue
    }
}

/// Prices for cards as they are at the beginning of a day.
fn settle(
    (chances, groups): (&Chances, &[Group]),
    cards: &[Card],
    day: usize,
    (seconds, share): (&[f32], f32),
    start: Option<&Levels>,
) -> Settled {
    let holdings: Vec<Holding> = cards.iter().map(|card| card.holding(whole(day))).collect();
    let budget: Vec<f32> = seconds.iter().map(|seconds| seconds * share).collect();
    let market = Market {
        chances,
        groups,
        holdings: &holdings,
        budget: &budget,
    };
    market.settle(start, Keep::Today)
}

/// Days after which a missed day counts half as much.
const MEMORY: f32 = 10.0;

/// The share of planned time that is really spent, from the shares of past days, oldest first: a moving
/// average that begins at one.
pub fn attendance(shares: impl Iterator<Item = f32>) -> f32 {
    let share = shares.fold(1.0, |mean, share| {
        mean + (share.clamp(0.0, 1.0) - mean) / MEMORY
    });
    share.max(0.5)
}

/// Follows programs that were made for all days on the first one; without any, as [`Greedy`].
pub struct Ahead<'a> {
    pub programs: Option<&'a [Program]>,
    /// New cards on the first day and on each later one, unless coverage asks for more.
    pub most_new: [usize; 2],
    pub chances: &'a Chances,
    pub groups: &'a [Group],
}

impl Planner for Ahead<'_> {
    fn queue(&mut self, cards: &[Card], day: usize, _: &mut ChaCha8Rng) -> Vec<usize> {
        let index = match self.programs {
            Some(programs) => Index::Program(programs, day),
            None => Index::Greedy(self.chances.model(), self.chances.habits()),
        };
        queue(cards, self.groups, index, whole(day)).worthwhile(self.most_new[day.min(1)])
    }
}

/// New cards by the same quota, known ones by what an answer adds at once.
pub struct Greedy<'a> {
    pub chances: &'a Chances,
    pub groups: &'a [Group],
}

impl Planner for Greedy<'_> {
    fn queue(&mut self, cards: &[Card], day: usize, _: &mut ChaCha8Rng) -> Vec<usize> {
        let index = Index::Greedy(self.chances.model(), self.chances.habits());
        queue(cards, self.groups, index, whole(day)).all()
    }
}

/// Where new cards come in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DueFirst,
    Mixed,
    NewFirst,
}

/// A card is due when recall has fallen to a fixed chance; so many new cards a day. It knows no exam.
#[derive(Clone, Debug)]
pub struct Fixed {
    pub model: Model,
    pub retention: f32,
    pub new: usize,
    pub order: Order,
}

impl Planner for Fixed {
    fn queue(&mut self, cards: &[Card], day: usize, _: &mut ChaCha8Rng) -> Vec<usize> {
        let mut due: Vec<(i32, usize)> = Vec::new();
        let mut new = Vec::new();
        for (at, card) in cards.iter().enumerate() {
            match card.seen {
                None if new.len() < self.new => new.push(at),
                None => {}
                Some(seen) => {
                    let interval = self.model.interval(seen.state.stability, self.retention);
                    let day_due = seen.last + crate::schedule::days(interval);
                    if day_due <= whole(day) {
                        due.push((day_due, at));
                    }
                }
            }
        }
        due.sort_unstable();
        let due = due.into_iter().map(|(_, at)| at);
        match self.order {
            Order::DueFirst => due.chain(new).collect(),
            Order::NewFirst => new.into_iter().chain(due).collect(),
            Order::Mixed => mixed(due.collect(), new),
        }
    }
}

/// Both, each evenly over the whole.
fn mixed(due: Vec<usize>, new: Vec<usize>) -> Vec<usize> {
    let (a, b) = (due.len().max(1), new.len().max(1));
    let due = due
        .into_iter()
        .enumerate()
        .map(|(place, at)| ((2 * place + 1) * b, at));
    let new = new
        .into_iter()
        .enumerate()
        .map(|(place, at)| ((2 * place + 1) * a, at));
    let mut all: Vec<(usize, usize)> = due.chain(new).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, at)| at).collect()
}

/// Any cards.
pub struct Random;

impl Planner for Random {
    fn queue(&mut self, cards: &[Card], _: usize, rng: &mut ChaCha8Rng) -> Vec<usize> {
        let mut all: Vec<usize> = (0..cards.len()).collect();
        all.shuffle(rng);
        all
    }
}

fn whole(day: usize) -> i32 {
    i32::try_from(day).unwrap_or(i32::MAX)
}
