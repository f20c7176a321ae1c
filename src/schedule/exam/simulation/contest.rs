//! Plans against each other: the same learners, cards and minutes for each.

use std::fmt;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::learner::{Curve, Learner};
use super::planner::{Fixed, Greedy, Order, Planned, Random};
use super::{Planner, World, run};
use crate::schedule::exam::habits::POPULATION;
use crate::schedule::exam::policy::Card;
use crate::schedule::exam::price::{Group, Market};
use crate::schedule::exam::program::{Chances, Goal, Keep};
use crate::schedule::model::Model;

/// What all have to do: learn new cards for an exam.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Task {
    pub cards: usize,
    pub days: usize,
    /// A day; what is not used is lost.
    pub minutes: f32,
    /// Share of the days that are missed, unplanned.
    pub missed: f32,
}

/// Who learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// The average learner, whose memory the planner knows.
    Known,
    /// Learners around the average, whom the planner takes for average.
    Unknown(Curve),
}

/// A way to choose cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rival {
    /// What Anki does: due first, then 20 new cards; due at 90 %.
    Default,
    /// The same with new cards among those that are due.
    DefaultMixed,
    /// Due at 90 %, as many new cards as are needed, among those that are due.
    Even,
    /// The same, new cards first.
    EvenNewFirst,
    /// The retention, new cards and order that are best in hindsight.
    Tuned,
    Greedy,
    Plan,
    Random,
}

impl Rival {
    pub const ALL: [Rival; 8] = [
        Rival::Default,
        Rival::DefaultMixed,
        Rival::Even,
        Rival::EvenNewFirst,
        Rival::Tuned,
        Rival::Greedy,
        Rival::Plan,
        Rival::Random,
    ];
}

impl fmt::Display for Rival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Rival::Default => "a",
            Rival::DefaultMixed => "a'",
            Rival::Even => "b'",
            Rival::EvenNewFirst => "b\"",
            Rival::Tuned => "b*",
            Rival::Greedy => "c1p",
            Rival::Plan => "c5",
            Rival::Random => "rnd",
        })
    }
}

/// How a rival did, on average over the learners.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Result {
    /// Mean chance of recall at the exam over all cards.
    pub score: f32,
    /// Minutes that were used, all together.
    pub minutes: f32,
}

/// A contest that can be repeated.
#[derive(Clone, Debug)]
pub struct Contest {
    task: Task,
    cards: Vec<Card>,
    groups: [Group; 1],
    planned: Vec<f32>,
    chances: Chances,
    /// Each with the seed of its days.
    learners: Vec<(Learner, u64)>,
}

impl Contest {
    /// As many learners as wished; the same for the same seed.
    pub fn new(task: Task, population: Population, learners: usize, seed: u64) -> Contest {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let draw = |_| {
            let learner = match population {
                Population::Known => Learner::new(Model::default(), Curve::Power),
                Population::Unknown(curve) => Learner::drawn(curve, &mut rng),
            };
            (learner, rng.random())
        };
        let learners = (0..learners).map(draw).collect();
        let card = Card {
            seen: None,
            group: 0,
            weight: 1.0,
            cost: 1.0,
        };
        let goal = Goal {
            day: task.days,
            weight: 1.0,
        };
        let longest = u32::try_from(task.days).unwrap_or(u32::MAX);
        Contest {
            task,
            cards: vec![card; task.cards],
            groups: [Group {
                goals: vec![goal],
                cost: 1.0,
            }],
            planned: vec![task.minutes * 60.0; task.days],
            chances: Chances::new(&Model::default(), &POPULATION, longest),
            learners,
        }
    }

    /// The mean over all learners.
    pub fn result(&self, rival: Rival) -> Result {
        match rival {
            Rival::Tuned => self.tuned(),
            _ => mean(&self.each(rival)),
        }
    }

    /// The result of each learner.
    pub fn each(&self, rival: Rival) -> Vec<Result> {
        let (cards, days) = (self.task.cards, self.task.days);
        let even = cards.div_ceil(days.saturating_sub(3).max(1));
        let fixed = |new, order| Fixed {
            model: Model::default(),
            retention: 0.9,
            new,
            order,
        };
        let sit = |learner: &(Learner, u64)| match rival {
            Rival::Default => self.sit(learner, &mut fixed(20, Order::DueFirst)),
            Rival::DefaultMixed => self.sit(learner, &mut fixed(20, Order::Mixed)),
            Rival::Even => self.sit(learner, &mut fixed(even, Order::Mixed)),
            Rival::EvenNewFirst | Rival::Tuned => {
                self.sit(learner, &mut fixed(even, Order::NewFirst))
            }
            Rival::Greedy => self.sit(
                learner,
                &mut Greedy {
                    chances: &self.chances,
                    groups: &self.groups,
                },
            ),
            Rival::Plan => self.sit(
                learner,
                &mut Planned::new(&self.chances, &self.groups, &self.planned),
            ),
            Rival::Random => self.sit(learner, &mut Random),
        };
        self.learners.iter().map(sit).collect()
    }

    /// What no plan can exceed on average when the learner's memory is known.
    pub fn bound(&self) -> f64 {
        let holdings: Vec<_> = self.cards.iter().map(|card| card.holding(0)).collect();
        let market = Market {
            chances: &self.chances,
            groups: &self.groups,
            holdings: &holdings,
            budget: &self.planned,
        };
        let cards = f64::from(u32::try_from(self.task.cards).unwrap_or(u32::MAX));
        market.settle(None, Keep::Nothing).bound / cards
    }

    fn sit(&self, (learner, seed): &(Learner, u64), planner: &mut dyn Planner) -> Result {
        let mut rng = ChaCha8Rng::seed_from_u64(*seed);
        let attends = |seconds: &f32| {
            let missed = rng.random::<f32>() < self.task.missed;
            if missed { 0.0 } else { *seconds }
        };
        let seconds: Vec<f32> = self.planned.iter().map(attends).collect();
        let believed = Model::default();
        let world = World {
            learner,
            believed: &believed,
            groups: &self.groups,
            seconds: &seconds,
        };
        let outcome = run(&world, self.cards.clone(), planner, &mut rng);
        Result {
            score: outcome.score(&self.cards),
            minutes: outcome.minutes(),
        }
    }

    /// The best of 240 settings in hindsight; each is tried on two learners, and the best ten on all.
    fn tuned(&self) -> Result {
        let mut tried: Vec<(f32, Fixed)> = Vec::new();
        for retention in RETENTIONS {
            for share in [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0, 1000.0_f32] {
                for order in [Order::DueFirst, Order::Mixed, Order::NewFirst] {
                    let new = self.share_of_new(share);
                    let fixed = Fixed {
                        model: Model::default(),
                        retention,
                        new,
                        order,
                    };
                    let first = self.learners.iter().take(2);
                    let results: Vec<Result> = first
                        .map(|learner| self.sit(learner, &mut fixed.clone()))
                        .collect();
                    tried.push((mean(&results).score, fixed));
                }
            }
        }
        tried.sort_by(|a, b| b.0.total_cmp(&a.0));
        let finalists = tried.into_iter().take(10).map(|(_, fixed)| {
            let all = self.learners.iter();
            let results: Vec<Result> = all
                .map(|learner| self.sit(learner, &mut fixed.clone()))
                .collect();
            mean(&results)
        });
        finalists
            .max_by(|a, b| a.score.total_cmp(&b.score))
            .unwrap_or_default()
    }

    /// New cards a day, as a share of an even pace.
    fn share_of_new(&self, share: f32) -> usize {
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "cards are few"
        )]
        let new = (self.task.cards as f32 * share / self.task.days as f32).ceil() as usize;
        new.clamp(1, self.task.cards)
    }
}

fn mean(results: &[Result]) -> Result {
    let count = f32::from(u16::try_from(results.len()).unwrap_or(u16::MAX)).max(1.0);
    let mean = |of: fn(&Result) -> f32| results.iter().map(of).sum::<f32>() / count;
    Result {
        score: mean(|result| result.score),
        minutes: mean(|result| result.minutes),
    }
}

/// Retentions that are tried.
const RETENTIONS: [f32; 10] = [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97];

#[cfg(test)]
mod tests {
    use super::*;

    /// The page of figures is the bench; here is its smallest cell.
    #[test]
    fn a_contest_repeats_itself_and_planning_beats_the_default() {
        let task = Task {
            cards: 60,
            days: 4,
            minutes: 10.0,
            missed: 0.25,
        };
        for population in [Population::Known, Population::Unknown(Curve::Activation)] {
            let contest = Contest::new(task, population, 2, 7);
            let plan = contest.result(Rival::Plan);
            assert_eq!(
                plan,
                Contest::new(task, population, 2, 7).result(Rival::Plan)
            );
            let rivals = [Rival::DefaultMixed, Rival::Random].map(|rival| contest.result(rival));
            for rival in rivals {
                assert!(
                    plan.score > rival.score,
                    "{population:?} {plan:?} {rival:?}"
                );
            }
            assert!(plan.score > 0.0 && f64::from(plan.score) < contest.bound());
        }
    }
}
