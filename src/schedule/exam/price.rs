//! The price of a second: as high as makes the cards want just the time that there is.
//!
//! The price of a day is a level times a shape that rises towards the exam, as minutes near it are worth
//! more; how steeply depends on how much time there is. Each stretch between two exams has a level of its
//! own. Levels and steepness are found as the minimum of the dual, the value of all cards under the prices
//! plus the price of all time, which is convex in the prices.

use super::program::{Chances, Goal, Keep, Program, Terms};
use crate::schedule::model::State;

/// Cards that are for the same exams and take the same time for what they are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Of cards with a weight of one.
    pub goals: Vec<Goal>,
    /// Times the usual seconds, divided by the weight.
    pub cost: f32,
}

/// A card, as far as prices care.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holding {
    pub group: usize,
    /// Days since its latest answer, with the state since then; none for an unseen card.
    pub memory: Option<(u32, State)>,
    pub weight: f32,
}

/// All that prices depend on.
#[derive(Clone, Copy, Debug)]
pub struct Market<'a> {
    pub chances: &'a Chances,
    pub groups: &'a [Group],
    pub holdings: &'a [Holding],
    /// Seconds for studying, by day from today to the day before the last exam.
    pub budget: &'a [f32],
}

/// What prices follow from.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    /// The mean price in each stretch between exams.
    pub stretches: Vec<f64>,
    /// Prices rise with this power of the time that is left.
    pub steepness: f64,
}

/// Prices and what they make of the cards.
#[derive(Clone, Debug)]
pub struct Settled {
    pub levels: Levels,
    /// Of a second, by day.
    pub prices: Vec<f32>,
    /// One for each group.
    pub programs: Vec<Program>,
    /// No plan can be expected to reach more than this sum of weighted chances of recall.
    pub bound: f64,
}

/// Levels that make sense, in chances of recall per second: a quarter of a minute is to add a thousandth at least,
/// and at the highest nothing is worth its time.
const LEVELS: (f64, f64) = (7e-5, 1.0);
/// Steepness that makes sense.
const STEEPNESS: (f64, f64) = (0.0, 1.0);
/// A level and a steepness to begin with.
const START: (f64, f64) = (3e-3, 0.3);

/// Rounds of a search: by which factor levels change, and by how much the steepness does.
const SEARCH: [(f64, f64); 3] = [(4.0, 0.2), (1.3, 0.1), (1.1, 0.05)];
/// The same from the prices of the day before.
const RENEWAL: [(f64, f64); 1] = [(1.15, 0.1)];

impl Group {
    /// The group as it is a number of days later.
    #[must_use]
    pub fn later(&self, days: usize) -> Group {
        let coming = self.goals.iter().filter(|goal| goal.day > days);
        let goals = coming.map(|goal| Goal {
            day: goal.day - days,
            ..*goal
        });
        Group {
            goals: goals.collect(),
            cost: self.cost,
        }
    }
}

impl Market<'_> {
    /// Finds the prices. `start` are levels to begin with, such as those of the day before.
    pub fn settle(&self, start: Option<&Levels>, keep: Keep) -> Settled {
        let ends = self.stretches();
        let usable = start.filter(|levels| levels.stretches.len() == ends.len());
        let mut levels = usable.cloned().unwrap_or(Levels {
            stretches: vec![START.0; ends.len()],
            steepness: START.1,
        });
        let rounds = usable.map_or(SEARCH.as_slice(), |_| RENEWAL.as_slice());
        for (factor, step) in rounds {
            for at in 0..ends.len() {
                let of = |level: f64| {
                    let mut levels = levels.clone();
                    levels.stretches[at] = level;
                    self.dual(&self.prices(&levels, &ends))
                };
                let (start, next) = (levels.stretches[at], |level, up| {
                    if up { level * factor } else { level / factor }
                });
                levels.stretches[at] = lowest(of, start, next, LEVELS);
            }
            let of = |steepness: f64| {
                let levels = Levels {
                    steepness,
                    ..levels.clone()
                };
                self.dual(&self.prices(&levels, &ends))
            };
            let next = |steepness, up| {
                if up {
                    steepness + step
                } else {
                    steepness - step
                }
            };
            levels.steepness = lowest(of, levels.steepness, next, STEEPNESS);
        }
        let prices = self.prices(&levels, &ends);
        let programs = self.solve(&prices, keep);
        let bound = self.value(&programs) + self.time(&prices);
        Settled {
            levels,
            prices,
            programs,
            bound,
        }
    }

    /// The ends of the stretches between exams, as days from today.
    fn stretches(&self) -> Vec<usize> {
        let goals = self.groups.iter().flat_map(|group| &group.goals);
        let mut ends: Vec<usize> = goals.map(|goal| goal.day).filter(|day| *day > 0).collect();
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    fn prices(&self, levels: &Levels, ends: &[usize]) -> Vec<f32> {
        let mut prices = Vec::with_capacity(self.budget.len());
        for (end, level) in ends.iter().zip(&levels.stretches) {
            let began = prices.len();
            let Some(seconds) = self.budget.get(began..*end) else {
                break;
            };
            let left = |day: usize| ratio(end - day, end - began).powf(-levels.steepness);
            let shape: Vec<f64> = (began..*end).map(left).collect();
            let (mut all, mut shaped) = (0.0, 0.0);
            for (seconds, shape) in seconds.iter().zip(&shape) {
                all += f64::from(*seconds);
                shaped += f64::from(*seconds) * shape;
            }
            let mean = if all > 0.0 { shaped / all } else { 1.0 };
            prices.extend(shape.iter().map(|shape| narrow(level * shape / mean)));
        }
        prices
    }

    fn solve(&self, prices: &[f32], keep: Keep) -> Vec<Program> {
        let groups = self.groups.iter();
        let programs = groups.map(|group| {
            let days = group.goals.iter().map(|goal| goal.day).max().unwrap_or(0);
            let terms = Terms {
                goals: &group.goals,
                prices: &prices[..days.min(prices.len())],
                cost: group.cost,
            };
            self.chances.solve(&terms, keep)
        });
        programs.collect()
    }

    /// What no plan can exceed, by these prices.
    pub fn dual(&self, prices: &[f32]) -> f64 {
        self.value(&self.solve(prices, Keep::Nothing)) + self.time(prices)
    }

    fn value(&self, programs: &[Program]) -> f64 {
        let worth = |holding: &Holding| {
            let program = &programs[holding.group];
            let worth = match holding.memory {
                Some((gap, state)) => program.worth(gap, state),
                None => program.worth_unseen(),
            };
            f64::from(worth) * f64::from(holding.weight)
        };
        self.holdings.iter().map(worth).sum()
    }

    fn time(&self, prices: &[f32]) -> f64 {
        let seconds = prices.iter().zip(self.budget);
        seconds
            .map(|(price, seconds)| f64::from(*price) * f64::from(*seconds))
            .sum()
    }
}

/// Where a convex function is lowest within a range: walks in steps until both neighbours are higher.
fn lowest(
    value: impl Fn(f64) -> f64,
    start: f64,
    next: impl Fn(f64, bool) -> f64,
    range: (f64, f64),
) -> f64 {
    let mut at = start;
    let mut best = value(at);
    let mut up = true;
    let mut turned = 0;
    while turned < 2 {
        let there = next(at, up).clamp(range.0, range.1);
        let worth = if (there - at).abs() > 0.0 {
            value(there)
        } else {
            f64::INFINITY
        };
        if worth < best {
            (at, best, turned) = (there, worth, 1);
        } else {
            up = !up;
            turned += 1;
        }
    }
    at
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |days: usize| f64::from(u32::try_from(days).unwrap_or(u32::MAX));
    number(part) / number(whole.max(1))
}

fn narrow(price: f64) -> f32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a price needs no more precision"
    )]
    let price = price as f32;
    price
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::exam::habits::Habits;
    use crate::schedule::model::Model;
    use proptest::prelude::*;

    fn groups() -> Vec<Group> {
        let goal = |day| Goal { day, weight: 1.0 };
        let group = |goals, cost| Group { goals, cost };
        vec![
            group(vec![goal(5)], 1.0),
            group(vec![goal(2), goal(5)], 2.0),
        ]
    }

    fn holdings(count: usize) -> Vec<Holding> {
        let card = |at: usize| Holding {
            group: at % 2,
            memory: at.is_multiple_of(3).then_some((
                2,
                State {
                    stability: 1.5,
                    difficulty: 6.0,
                },
            )),
            weight: 1.0,
        };
        (0..count).map(card).collect()
    }

    proptest! {
        // A program takes its time where nothing is optimised.
        #![proptest_config(ProptestConfig::with_cases(4))]

        /// Whatever the prices, their dual is a bound; those that are found make it about as low as any.
        #[test]
        fn settled_prices_have_the_lowest_dual(minutes in 0.5f32..20.0, other in -7.0f64..-1.0, steep in 0.0f64..1.0) {
            let chances = Chances::new(&Model::default(), &Habits::default(), 5);
            let (groups, holdings, budget) = (groups(), holdings(40), vec![minutes * 60.0; 5]);
            let market = Market { chances: &chances, groups: &groups, holdings: &holdings, budget: &budget };
            let settled = market.settle(None, Keep::Nothing);
            let levels = Levels { stretches: vec![other.exp(); 2], steepness: steep };
            let dual = market.dual(&market.prices(&levels, &[2, 5]));
            prop_assert!(settled.bound <= dual + 0.4, "{} {dual} {:?}", settled.bound, settled.levels);
        }

        /// More minutes never lower what can be reached.
        #[test]
        fn a_bound_grows_with_time(minutes in 0.5f32..20.0, more in 1.05f32..3.0) {
            let chances = Chances::new(&Model::default(), &Habits::default(), 5);
            let (groups, holdings) = (groups(), holdings(40));
            let bound = |minutes: f32| {
                let budget = vec![minutes * 60.0; 5];
                let market = Market { chances: &chances, groups: &groups, holdings: &holdings, budget: &budget };
                market.settle(None, Keep::Nothing).bound
            };
            let (less, more) = (bound(minutes), bound(minutes * more));
            prop_assert!(less <= more + 0.4, "{less} {more}");
        }
    }

    #[test]
    fn prices_rise_to_each_exam_and_nothing_is_sold_without_one() {
        let chances = Chances::new(&Model::default(), &Habits::default(), 5);
        let (groups, holdings, budget) = (groups(), holdings(60), [120.0; 5]);
        let mut market = Market {
            chances: &chances,
            groups: &groups,
            holdings: &holdings,
            budget: &budget,
        };
        let prices = market.settle(None, Keep::Today).prices;
        assert!(
            prices.len() == 5 && prices[1] >= prices[0] && prices[4] > prices[2],
            "{prices:?}"
        );
        let none = [Group {
            goals: Vec::new(),
            cost: 1.0,
        }];
        (market.groups, market.holdings, market.budget) = (&none, &[], &[]);
        assert_eq!(market.settle(None, Keep::Today).prices, [0.0; 0]);
    }
}
