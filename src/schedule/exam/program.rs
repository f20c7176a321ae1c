//! What the next minute is worth on each card: a dynamic program for one card, on a grid of memory
//! states.
//!
//! Time is shared by all cards. A price per second in its place makes the cards independent of each
//! other: each has a small problem of its own, "is an answer today worth its seconds, or is it better
//! to wait a day?", and cards that are alike have the same one. For a card that was answered `g` days
//! ago, with memory state `x`, on day `d` of `T`:
//!
//! ```text
//! W_T(g, x) = R(g, x)                                    the chance to recall it at the exam
//! W_d(g, x) = max( U_d(g, x), W_d+1(g + 1, x) )          answer it today, or wait
//! U_d(g, x) = E[ W_d+1(1, x') ] − λ_d · E[seconds]       x' is the state after the answer
//! ```
//!
//! How much is lost when an answer is put off a day, per second, orders the cards of a day:
//! `(U_d − W_d+1(g + 1)) / E[seconds]`. The sum of the values of all cards and of the price of all time
//! is at least what any plan can reach (weak duality; Whittle 1988 on restless bandits).

use super::grid::{self, Cell, POINTS};
use super::habits::Habits;
use crate::schedule::model::{Model, State};

type Table = [f32; POINTS];

/// Days without an answer up to which each has a table of its own.
const DENSE: u32 = 14;

/// How an answer turns out, for each state of the grid and each gap since the answer before.
#[derive(Clone, Debug)]
pub struct Chances {
    gaps: Vec<u32>,
    /// By gap, then by point.
    steps: Vec<Step>,
    habits: Habits,
    first: [Cell; 4],
    model: Model,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    recall: f32,
    /// States afterwards, by rating.
    after: [Cell; 4],
}

/// An exam as a card sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// Days from today; nothing is studied for it on the day itself.
    pub day: usize,
    /// What the card is worth there.
    pub weight: f32,
}

/// The problem of a card: what it is for, and what its time costs.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// At least one, by day.
    pub goals: &'a [Goal],
    /// Price of a second on each day from today to the day before the last goal.
    pub prices: &'a [f32],
    /// How many times the usual seconds the card takes.
    pub cost: f32,
}

/// How many days of urgencies are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Values only.
    Nothing,
    Today,
    /// For looking ahead.
    AllDays,
}

/// The solved problem of all cards with the same terms.
#[derive(Clone, Debug)]
pub struct Program {
    gaps: Vec<u32>,
    /// What is lost per second when an answer is put off, by day, gap and point.
    urgency: Vec<Vec<Table>>,
    /// What cards are worth today, by gap.
    worth: Vec<Table>,
    /// What cards that were answered today are worth.
    answered: Table,
    /// What an unseen card is worth, by day, when it comes at its best.
    unseen: Vec<f32>,
    /// What is lost per second when an unseen card is put off, by day.
    unseen_urgency: Vec<f32>,
}

impl Chances {
    /// Prepares gaps of up to `longest` days.
    pub fn new(model: &Model, habits: &Habits, longest: u32) -> Chances {
        let gaps = gaps(longest);
        let states: Vec<State> = grid::points().collect();
        let mut steps = Vec::with_capacity(gaps.len() * POINTS);
        for gap in &gaps {
            steps.extend(states.iter().map(|state| step(model, *state, *gap)));
        }
        Chances {
            gaps,
            steps,
            habits: *habits,
            first: first(model).map(grid::locate),
            model: model.clone(),
        }
    }

    fn expected_seconds(&self, recall: f32) -> f32 {
        let seconds = &self.habits.seconds;
        recall * seconds.pass + (1.0 - recall) * seconds.fail
    }

    /// What a card is worth after an answer, on average.
    fn worth_after(&self, step: &Step, after: &Table) -> f32 {
        let mut passed = 0.0;
        for (share, cell) in self.habits.passed.iter().zip(&step.after[1..]) {
            if *share > 0.0 {
                passed += share * grid::sample(after, *cell);
            }
        }
        let failed = grid::sample(after, step.after[0]);
        step.recall * passed + (1.0 - step.recall) * failed
    }

    /// Solves the problem of the cards with these terms.
    pub fn solve(&self, terms: &Terms<'_>, keep: Keep) -> Program {
        let days = terms.prices.len();
        let mut program = Program {
            gaps: self.gaps.clone(),
            urgency: Vec::new(),
            worth: vec![[0.0; POINTS]; self.gaps.len()],
            answered: [0.0; POINTS],
            unseen: vec![0.0; days + 1],
            unseen_urgency: vec![0.0; days],
        };
        self.reward(terms, days, &mut program.worth);
        for day in (0..days).rev() {
            let wanted = keep == Keep::AllDays || (keep == Keep::Today && day == 0);
            let mut urgency = if wanted {
                vec![[0.0; POINTS]; self.gaps.len()]
            } else {
                Vec::new()
            };
            program.answered = program.worth[0];
            self.introduce(terms, day, &mut program);
            program.worth = self.day_before(terms, day, &program.worth, &mut urgency);
            self.reward(terms, day, &mut program.worth);
            if wanted {
                program.urgency.push(urgency);
            }
        }
        program.urgency.reverse();
        program
    }

    /// Adds what is gained at an exam on this day.
    fn reward(&self, terms: &Terms<'_>, day: usize, worth: &mut [Table]) {
        for goal in terms.goals.iter().filter(|goal| goal.day == day) {
            for (gap, table) in worth.iter_mut().enumerate() {
                let steps = &self.steps[gap * POINTS..(gap + 1) * POINTS];
                for (value, step) in table.iter_mut().zip(steps) {
                    *value += goal.weight * step.recall;
                }
            }
        }
    }

    /// What cards are worth on a day, from what they are worth on the next.
    fn day_before(
        &self,
        terms: &Terms<'_>,
        day: usize,
        next: &[Table],
        urgency: &mut [Table],
    ) -> Vec<Table> {
        let price = terms.prices[day] * terms.cost;
        let mut worth = Vec::with_capacity(next.len());
        for (at, gap) in self.gaps.iter().enumerate() {
            let (low, share) = place(&self.gaps, gap + 1);
            let high = (low + 1).min(next.len() - 1);
            let steps = &self.steps[at * POINTS..(at + 1) * POINTS];
            let mut table = [0.0; POINTS];
            for (point, step) in steps.iter().enumerate() {
                let wait = next[low][point] + (next[high][point] - next[low][point]) * share;
                let seconds = self.expected_seconds(step.recall);
                let now = self.worth_after(step, &next[0]) - price * seconds;
                table[point] = now.max(wait);
                if let Some(urgency) = urgency.get_mut(at) {
                    urgency[point] = (now - wait) / (seconds * terms.cost);
                }
            }
            worth.push(table);
        }
        worth
    }

    /// What an unseen card is worth on a day, from what it is worth on the next.
    fn introduce(&self, terms: &Terms<'_>, day: usize, program: &mut Program) {
        let cells = self.habits.first.iter().zip(&self.first);
        let after: f32 = cells
            .map(|(share, cell)| share * grid::sample(&program.answered, *cell))
            .sum();
        let seconds = self.habits.seconds.first * terms.cost;
        let now = after - terms.prices[day] * seconds;
        let wait = program.unseen[day + 1];
        program.unseen[day] = now.max(wait);
        program.unseen_urgency[day] = (now - wait) / seconds;
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    pub fn habits(&self) -> &Habits {
        &self.habits
    }
}

impl Program {
    /// What is lost per second when the card is put off from a day that was kept, counted from today.
    /// `gap` is the days since its latest answer, at least one.
    pub fn urgency(&self, day: usize, gap: u32, state: State) -> f32 {
        let (low, share) = place(&self.gaps, gap);
        let near = low + usize::from(share >= 0.5);
        self.urgency
            .get(day)
            .and_then(|tables| tables.get(near))
            .map_or(0.0, |table| grid::sample(table, grid::locate(state)))
    }

    /// As [`Program::urgency`], of an unseen card.
    pub fn unseen_urgency(&self, day: usize) -> f32 {
        self.unseen_urgency.get(day).copied().unwrap_or_default()
    }

    /// What an unseen card is worth today under the prices, those of its time taken off.
    pub fn worth_unseen(&self) -> f32 {
        self.unseen[0]
    }

    /// As [`Program::worth_unseen`], of a card whose latest answer is `gap` days ago; zero is today.
    pub fn worth(&self, gap: u32, state: State) -> f32 {
        let cell = grid::locate(state);
        if gap == 0 {
            return grid::sample(&self.answered, cell);
        }
        let (low, share) = place(&self.gaps, gap);
        let high = (low + 1).min(self.gaps.len() - 1);
        let value = |at: usize| grid::sample(&self.worth[at], cell);
        value(low) + (value(high) - value(low)) * share
    }
}

/// The states after a first contact: a card that failed was right once in the end.
pub(super) fn first(model: &Model) -> [State; 4] {
    let mut states = model.first();
    states[0] = model.next(states[0], 0)[2];
    states
}

/// The states after a contact on a later day, by rating.
pub(super) fn after(model: &Model, before: State, gap: u32) -> [State; 4] {
    let mut states = model.next(before, gap);
    states[0] = model.next(states[0], 0)[2];
    states
}

fn step(model: &Model, state: State, gap: u32) -> Step {
    let days = f32::from(u16::try_from(gap).unwrap_or(u16::MAX));
    Step {
        recall: model.recall(state.stability, days),
        after: after(model, state, gap).map(grid::locate),
    }
}

/// Each day up to [`DENSE`], then steps of a tenth.
fn gaps(longest: u32) -> Vec<u32> {
    let next = |gap: &u32| {
        (*gap < longest).then(|| {
            if *gap < DENSE {
                gap + 1
            } else {
                gap + gap.div_ceil(10)
            }
        })
    };
    std::iter::successors(Some(1), next).collect()
}

/// The place of a gap: the one below, and the share of the next.
fn place(gaps: &[u32], gap: u32) -> (usize, f32) {
    let last = gaps.len() - 1;
    if gap <= DENSE {
        return ((gap.max(1) as usize - 1).min(last), 0.0);
    }
    let above = gaps.partition_point(|known| *known <= gap);
    if above > last {
        return (last, 0.0);
    }
    let (low, high) = (gaps[above - 1], gaps[above]);
    let short = |days: u32| f32::from(u16::try_from(days).unwrap_or(u16::MAX));
    (above - 1, short(gap - low) / short(high - low))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRICES: [f32; 6] = [0.001, 0.002, 0.002, 0.003, 0.004, 0.006];

    /// The same program without a grid: every way to spend the days.
    fn brute(model: &Model, habits: &Habits, day: usize, gap: u32, state: State) -> f32 {
        let reward = |day: usize| match day {
            4 => 0.5 * model.recall(state.stability, f32::from(u16::try_from(gap).unwrap())),
            6 => model.recall(state.stability, f32::from(u16::try_from(gap).unwrap())),
            _ => 0.0,
        };
        if day == PRICES.len() {
            return reward(day);
        }
        let wait = brute(model, habits, day + 1, gap + 1, state);
        reward(day) + wait.max(brute_now(model, habits, day, gap, state))
    }

    fn brute_now(model: &Model, habits: &Habits, day: usize, gap: u32, state: State) -> f32 {
        let recall = model.recall(state.stability, f32::from(u16::try_from(gap).unwrap()));
        let states = after(model, state, gap);
        let value = |state| brute(model, habits, day + 1, 1, state);
        let mut passed = 0.0;
        for (share, state) in habits.passed.iter().zip(&states[1..]) {
            if *share > 0.0 {
                passed += share * value(*state);
            }
        }
        let seconds = recall * habits.seconds.pass + (1.0 - recall) * habits.seconds.fail;
        recall * passed + (1.0 - recall) * value(states[0]) - PRICES[day] * 1.5 * seconds
    }

    const GOALS: [Goal; 2] = [
        Goal {
            day: 4,
            weight: 0.5,
        },
        Goal {
            day: 6,
            weight: 1.0,
        },
    ];

    #[test]
    fn the_program_agrees_with_trying_every_way() {
        let (model, habits) = (Model::default(), Habits::default());
        let chances = Chances::new(&model, &habits, 20);
        let terms = Terms {
            goals: &GOALS,
            prices: &PRICES,
            cost: 1.5,
        };
        let program = chances.solve(&terms, Keep::Today);
        for stability in [0.1, 0.7, 2.5, 9.0, 40.0] {
            for (difficulty, gap) in [(1.5, 1), (5.2, 2), (8.9, 6), (3.0, 11)] {
                let state = State {
                    stability,
                    difficulty,
                };
                let expect = brute(&model, &habits, 0, gap, state);
                let got = program.worth(gap, state);
                assert!(
                    (got - expect).abs() < 4e-3,
                    "{got} {expect} {state:?} {gap}"
                );
                let wait = brute(&model, &habits, 1, gap + 1, state);
                let now = brute_now(&model, &habits, 0, gap, state);
                let recall = model.recall(stability, f32::from(u16::try_from(gap).unwrap()));
                let seconds = 1.5 * (recall * 13.0 + (1.0 - recall) * 36.0);
                let lost = program.urgency(0, gap, state) * seconds;
                assert!((lost - (now - wait)).abs() < 8e-3, "{lost} {}", now - wait);
            }
        }
        let unseen = (0..6).map(|day| {
            let shares = habits.first.iter().zip(first(&model));
            let after: f32 = shares
                .map(|(share, state)| share * brute(&model, &habits, day + 1, 1, state))
                .sum();
            after - PRICES[day] * 1.5 * habits.seconds.first
        });
        let best = unseen.fold(0.0, f32::max);
        let got = program.worth_unseen();
        assert!((got - best).abs() < 4e-3, "{got} {best}");
    }

    #[test]
    fn gaps_are_found_between_those_that_are_kept() {
        let gaps = gaps(60);
        assert_eq!(gaps[..14], (1..=14).collect::<Vec<_>>());
        assert!(*gaps.last().unwrap() >= 60);
        for gap in 1..=gaps[gaps.len() - 1] {
            let (low, share) = place(&gaps, gap);
            let high = gaps[(low + 1).min(gaps.len() - 1)];
            let days = |gap: u32| f32::from(u16::try_from(gap).unwrap());
            let back = days(gaps[low]) + share * days(high - gaps[low]);
            assert!((back - days(gap)).abs() < 1e-3);
        }
        assert_eq!(place(&gaps, 10_000), (gaps.len() - 1, 0.0));
    }
}
