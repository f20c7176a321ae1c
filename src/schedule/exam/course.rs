//! The way to the exams of a learner as they stand today: what the next minutes are for, and what is to be
//! expected. The same log gives the same plan, on every device.

use std::collections::BTreeMap;

use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use super::habits::Habits;
use super::policy::{self, Card, Index, Seen};
use super::price::{Group, Holding, Market, Settled};
use super::program::{Chances, Goal, Keep};
use super::simulation::learner::{Curve, Learner};
use super::simulation::planner::Ahead;
use super::simulation::{Outcome, Spent, World, run};
use crate::day::Day;
use crate::schedule::Memory;
use crate::schedule::model::{Model, State};

/// A card that may be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    pub memory: Option<Memory>,
    /// What it is worth at the exams; above zero.
    pub weight: f32,
    /// Times the usual seconds.
    pub cost: f32,
    /// The days of the exams that it is for, all of them to come.
    pub exams: Vec<Day>,
}

/// What a plan is made for.
#[derive(Clone, Debug)]
pub struct Learning {
    pub today: Day,
    pub model: Model,
    pub habits: Habits,
    /// How well the model is known to be that of the learner, from 0 to 1.
    pub known: f32,
    /// Seconds that are likely to be spent, by day from today to the day before the last exam.
    pub seconds: Vec<f32>,
    /// New cards a day, unless more are needed to see all in time.
    pub most_new: usize,
    /// New cards that were introduced today.
    pub met_today: usize,
}

/// A plan, settled.
#[derive(Clone, Debug)]
pub struct Course {
    learning: Learning,
    cards: Vec<Card>,
    lapses: Vec<u32>,
    groups: Vec<Group>,
    chances: Chances,
    settled: Option<Settled>,
}

/// The cards of today, by their places among the subjects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// The most urgent first, new cards of the quota before all.
    pub order: Vec<usize>,
    /// How many of them are new cards that have to come today, if all are to be seen in time.
    pub quota: usize,
    /// Cards that fail so often that others are worth the time more.
    pub priced_out: Vec<usize>,
}

/// What is to be expected if the days go as planned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forecast {
    /// Mean chance of recall at the exams, by the weights of the cards.
    pub score: f32,
    /// The score lies between these four times of five, as far as the model goes.
    pub range: (f32, f32),
    /// By card.
    pub recall: Vec<f32>,
    /// Means by day, with `new` and `reviews` rounded.
    pub days: Vec<Spent>,
    /// New cards that are not seen before the last exam.
    pub unseen: usize,
    /// First day on which all are seen, if there is one.
    pub all_seen: Option<usize>,
}

/// Horizons of the dynamic program, in days: below, all is urgent; above, tables grow for what no one can foresee.
const HORIZONS: std::ops::RangeInclusive<usize> = 3..=365;

/// Tables of days and groups that are kept for looking ahead; each takes a tenth of a megabyte.
const TABLES: usize = 500;

/// Failures from which on a card has to be worth its time.
const LEECH: u32 = 4;

/// Days before an exam in which cards that were priced out come once more.
const LAST_DAYS: usize = 2;

/// Made-up learners of a forecast.
const RUNS: u16 = 12;

/// Standard deviations of the normal distribution within which four of five values lie.
const FOUR_OF_FIVE: f32 = 1.28;

impl Course {
    /// Settles the plan.
    pub fn new(learning: Learning, subjects: &[Subject]) -> Course {
        let today = learning.today;
        let (groups, places) = groups(subjects, today);
        let cards = subjects.iter().zip(places).map(|(subject, group)| Card {
            seen: subject.memory.map(|memory| seen(&memory, today)),
            group,
            weight: subject.weight,
            cost: subject.cost,
        });
        let cards: Vec<Card> = cards.collect();
        let horizon = learning.seconds.len();
        let program = HORIZONS.contains(&horizon);
        let longest = if program {
            u32::try_from(horizon).unwrap_or(0)
        } else {
            1
        };
        let chances = Chances::new(&learning.model, &learning.habits, longest);
        let mut course = Course {
            lapses: subjects
                .iter()
                .map(|s| s.memory.map_or(0, |memory| memory.lapses))
                .collect(),
            learning,
            cards,
            groups,
            chances,
            settled: None,
        };
        if program {
            course.settled = Some(course.settle(&course.learning.seconds, Keep::Today));
        }
        course
    }

    fn settle(&self, seconds: &[f32], keep: Keep) -> Settled {
        let holdings: Vec<Holding> = self.cards.iter().map(|card| card.holding(0)).collect();
        let market = Market {
            chances: &self.chances,
            groups: &self.groups,
            holdings: &holdings,
            budget: seconds,
        };
        let start = self.settled.as_ref().map(|settled| &settled.levels);
        market.settle(start, keep)
    }

    fn index(&self) -> Index<'_> {
        match &self.settled {
            Some(settled) => Index::Program(&settled.programs, 0),
            None => Index::Greedy(&self.learning.model, &self.learning.habits),
        }
    }

    /// The cards of today.
    pub fn today(&self) -> Today {
        let queue = policy::queue(&self.cards, &self.groups, self.index(), 0);
        let mut priced_out = queue.waiting.clone();
        priced_out.retain(|at| self.is_priced_out(*at));
        Today {
            quota: queue.quota.len(),
            order: queue.worthwhile(self.most_new(0)),
            priced_out,
        }
    }

    /// New cards on a day, unless more are needed.
    fn most_new(&self, day: usize) -> usize {
        let met = if day == 0 { self.learning.met_today } else { 0 };
        self.learning.most_new.saturating_sub(met)
    }

    /// Whether a card that had better wait failed so often that it is not worth its time. One that is worth more than
    /// others stays, and near the exam all come once more.
    fn is_priced_out(&self, at: usize) -> bool {
        let card = &self.cards[at];
        let mut goals = self.groups[card.group].goals.iter();
        let near = goals.any(|goal| goal.day <= LAST_DAYS);
        self.settled.is_some() && self.lapses[at] >= LEECH && card.weight <= 1.0 && !near
    }

    /// The seconds that a contact with a card is likely to take today.
    pub fn seconds(&self, at: usize) -> f32 {
        let card = &self.cards[at];
        let seconds = &self.learning.habits.seconds;
        let usual = match card.seen {
            None => seconds.first,
            Some(seen) => {
                let gap = u16::try_from(seen.gap(0).unwrap_or(0)).unwrap_or(u16::MAX);
                let recall = self
                    .learning
                    .model
                    .recall(seen.state.stability, f32::from(gap));
                recall * seconds.pass + (1.0 - recall) * seconds.fail
            }
        };
        usual * card.cost
    }

    /// The mean chance of recall, were the exam today.
    pub fn score_today(&self) -> f32 {
        let recall = (0..self.cards.len())
            .map(|at| self.recall_today(at))
            .collect();
        let outcome = Outcome {
            recall,
            ..Outcome::default()
        };
        outcome.score(&self.cards)
    }

    /// Whether a card was never answered.
    pub fn is_new(&self, at: usize) -> bool {
        self.cards[at].seen.is_none()
    }

    /// The chance to recall a card today. Right after an answer all seems known; such a card counts as it will a day later.
    pub fn recall_today(&self, at: usize) -> f32 {
        self.cards[at].seen.map_or(0.0, |seen| {
            let gap = u16::try_from(seen.gap(0).unwrap_or(1)).unwrap_or(u16::MAX);
            self.learning
                .model
                .recall(seen.state.stability, f32::from(gap))
        })
    }

    /// What the weight of a card is.
    pub fn weight(&self, at: usize) -> f32 {
        self.cards[at].weight
    }

    /// What is to be expected with these seconds a day, in place of those of the plan.
    pub fn forecast(&self, seconds: &[f32]) -> Forecast {
        let foresees = self.settled.is_some() && seconds.len() * self.groups.len() <= TABLES;
        let settled = foresees.then(|| self.settle(seconds, Keep::AllDays));
        // Any seed does, as long as it is always the same.
        let mut rng = ChaCha8Rng::seed_from_u64(0x5eed);
        let outcomes: Vec<Outcome> = (0..RUNS)
            .map(|_| {
                let doubt = 1.0 - self.learning.known;
                let learner = Learner::around(&self.learning.model, doubt, Curve::Power, &mut rng);
                let world = World {
                    learner: &learner,
                    believed: &self.learning.model,
                    groups: &self.groups,
                    seconds,
                };
                let index = settled.as_ref().map(|settled| settled.programs.as_slice());
                let mut planner = Ahead {
                    programs: index,
                    most_new: [self.most_new(0), self.most_new(1)],
                    chances: &self.chances,
                    groups: &self.groups,
                };
                run(&world, self.cards.clone(), &mut planner, &mut rng)
            })
            .collect();
        self.summed(&outcomes)
    }

    fn summed(&self, outcomes: &[Outcome]) -> Forecast {
        let runs = f32::from(RUNS);
        let scores: Vec<f32> = outcomes
            .iter()
            .map(|outcome| outcome.score(&self.cards))
            .collect();
        let score = scores.iter().sum::<f32>() / runs;
        let mut recall = vec![0.0; self.cards.len()];
        for outcome in outcomes {
            for (sum, one) in recall.iter_mut().zip(&outcome.recall) {
                *sum += one / runs;
            }
        }
        // What the learner is like, and which of the cards they happen to know that day.
        let spread = scores.iter().map(|one| (one - score).powi(2)).sum::<f32>() / runs;
        let deviation = (spread + self.chance(&recall)).sqrt();
        let days: Vec<Spent> = (0..self.learning.seconds.len())
            .map(|day| mean(outcomes, day))
            .collect();
        let (unseen, all_seen) = self.coverage(outcomes);
        Forecast {
            score,
            range: (
                (score - FOUR_OF_FIVE * deviation).max(0.0),
                (score + FOUR_OF_FIVE * deviation).min(1.0),
            ),
            recall,
            days,
            unseen,
            all_seen,
        }
    }

    /// How many cards are not seen in the end, and from which day on all are, on average.
    fn coverage(&self, outcomes: &[Outcome]) -> (usize, Option<usize>) {
        let runs = outcomes.len().max(1);
        let new = self.cards.iter().filter(|card| card.seen.is_none()).count();
        let mut left = new * runs;
        let mut all_seen = None;
        for day in 0..self.learning.seconds.len() {
            let of_day = outcomes.iter().filter_map(|outcome| outcome.days.get(day));
            left = left.saturating_sub(of_day.map(|spent| spent.new).sum());
            if 2 * left < runs {
                all_seen = all_seen.or(Some(day));
            }
        }
        ((2 * left + runs) / (2 * runs), all_seen)
    }

    /// The variance of the marks of an exam about all cards with these chances of recall.
    fn chance(&self, recall: &[f32]) -> f32 {
        let (mut variance, mut weights) = (0.0, 0.0);
        for (card, recall) in self.cards.iter().zip(recall) {
            variance += card.weight.powi(2) * recall * (1.0 - recall);
            weights += card.weight;
        }
        variance / f32::max(weights.powi(2), f32::MIN_POSITIVE)
    }

    /// The seconds of the plan.
    pub fn planned(&self) -> &[f32] {
        &self.learning.seconds
    }
}

/// The mean of a day over some outcomes.
fn mean(outcomes: &[Outcome], day: usize) -> Spent {
    let of_day = || outcomes.iter().filter_map(|outcome| outcome.days.get(day));
    let runs = outcomes.len().max(1);
    let rounded =
        |count: fn(&Spent) -> usize| (of_day().map(count).sum::<usize>() * 2 + runs) / (2 * runs);
    let seconds = of_day().map(|spent| spent.seconds).sum::<f32>();
    Spent {
        seconds: seconds / f32::from(u16::try_from(runs).unwrap_or(u16::MAX)),
        new: rounded(|spent| spent.new),
        reviews: rounded(|spent| spent.reviews),
    }
}

fn seen(memory: &Memory, today: Day) -> Seen {
    Seen {
        state: State {
            stability: memory.stability,
            difficulty: memory.difficulty,
        },
        last: memory.last.since(today).min(0),
    }
}

/// The cards with the same exams and about the same seconds for what they are worth, and the group of each.
fn groups(subjects: &[Subject], today: Day) -> (Vec<Group>, Vec<usize>) {
    let kind = |subject: &Subject| {
        #[allow(clippy::cast_possible_truncation, reason = "a logarithm is small")]
        let step = ((subject.cost / subject.weight).ln() / STEP.ln()).round() as i32;
        (subject.exams.clone(), step)
    };
    let mut kinds: BTreeMap<(Vec<Day>, i32), usize> = BTreeMap::new();
    for subject in subjects {
        let next = kinds.len();
        kinds.entry(kind(subject)).or_insert(next);
    }
    let mut groups = vec![
        Group {
            goals: Vec::new(),
            cost: 1.0
        };
        kinds.len()
    ];
    for ((exams, step), at) in &kinds {
        let days = exams
            .iter()
            .filter_map(|exam| usize::try_from(exam.since(today)).ok());
        groups[*at] = Group {
            goals: days.map(|day| Goal { day, weight: 1.0 }).collect(),
            cost: STEP.powi(*step),
        };
    }
    let places = subjects
        .iter()
        .map(|subject| kinds.get(&kind(subject)).copied().unwrap_or(0));
    (groups, places.collect())
}

/// Costs and weights that differ by less count as the same.
const STEP: f32 = 1.6;

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(20_000);

    fn subject(stability: Option<f32>, lapses: u32) -> Subject {
        let memory = stability.map(|stability| Memory {
            stability,
            difficulty: 8.0,
            first: TODAY.plus(-9),
            last: TODAY.plus(-2),
            due: TODAY,
            reps: 3,
            lapses,
            last_rating: crate::review::Rating::Good,
            decay: 0.1542,
        });
        Subject {
            memory,
            weight: 1.0,
            cost: 1.0,
            exams: vec![TODAY.plus(6)],
        }
    }

    fn course(subjects: &[Subject], minutes: f32) -> Course {
        let learning = Learning {
            today: TODAY,
            model: Model::default(),
            habits: Habits::default(),
            known: 0.0,
            seconds: vec![minutes * 60.0; 6],
            most_new: 20,
            met_today: 0,
        };
        Course::new(learning, subjects)
    }

    fn many(count: usize) -> Vec<Subject> {
        (0..count)
            .map(|at| subject((at % 3 == 0).then_some(2.0), 0))
            .collect()
    }

    #[test]
    fn more_minutes_never_lower_the_score_and_all_are_seen_in_time() {
        let course = course(&many(60), 6.0);
        let mut before = course.score_today();
        for minutes in [2.0_f32, 4.0, 6.0, 10.0, 20.0] {
            let forecast = course.forecast(&[minutes * 60.0; 6]);
            assert!(
                forecast.score > before - 0.005,
                "{minutes} {} {before}",
                forecast.score
            );
            assert!(forecast.range.0 <= forecast.score && forecast.score <= forecast.range.1);
            before = forecast.score;
        }
        let forecast = course.forecast(course.planned());
        assert_eq!(
            (forecast.unseen, forecast.all_seen.map(|day| day <= 5)),
            (0, Some(true))
        );
        assert_eq!(forecast, course.forecast(course.planned()));
        assert!(course.forecast(&[60.0; 6]).unseen > 0);
    }

    #[test]
    fn leeches_are_priced_out_unless_they_are_worth_more() {
        let mut subjects = many(120);
        subjects.push(subject(Some(0.05), 9));
        subjects.push(Subject {
            weight: 3.0,
            ..subject(Some(0.05), 9)
        });
        let today = course(&subjects, 2.0).today();
        assert_eq!(today.priced_out, [120]);
        assert!(today.quota > 0);
    }

    #[test]
    fn days_and_weights_out_of_the_ordinary_are_planned_too() {
        for (days, weight) in [(1, 1.0), (2, 0.1), (400, 9.0)] {
            let exams = vec![TODAY.plus(days)];
            let subjects: Vec<Subject> = many(9)
                .into_iter()
                .map(|subject| Subject {
                    exams: exams.clone(),
                    weight,
                    ..subject
                })
                .collect();
            let seconds = vec![600.0; usize::try_from(days).unwrap()];
            let learning = Learning {
                seconds: seconds.clone(),
                ..course(&[], 1.0).learning
            };
            let course = Course::new(learning, &subjects);
            assert_eq!(course.today().order.len(), 9);
            assert!(course.forecast(&seconds).score > 0.5);
        }
        let none = course(&[], 1.0);
        assert_eq!(none.today(), Today::default());
        assert!(none.forecast(none.planned()).score.abs() < f32::EPSILON);
    }
}
