//! Which cards are worth the next minute: new ones as many as coverage asks for, then those that lose
//! most when they are put off.

use std::cmp::Reverse;

use super::habits::Habits;
use super::price::{Group, Holding};
use super::program::{Goal, Program, after};
use crate::schedule::model::{Model, State};

/// A card as planning sees it; days are counted from the day of the plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Card {
    /// None while it was never answered.
    pub seen: Option<Seen>,
    /// Place among the groups.
    pub group: usize,
    /// What it is worth at its exams.
    pub weight: f32,
    /// Times the usual seconds.
    pub cost: f32,
}

impl Card {
    /// The card on the market of a day.
    pub fn holding(&self, day: i32) -> Holding {
        let memory = self
            .seen
            .map(|seen| (seen.gap(day).unwrap_or(0), seen.state));
        Holding {
            group: self.group,
            memory,
            weight: self.weight,
        }
    }
}

/// What is known of a card that was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub state: State,
    /// Day of the latest answer; negative before the plan.
    pub last: i32,
}

impl Seen {
    /// Days since the latest answer; none on the day itself.
    pub fn gap(&self, day: i32) -> Option<u32> {
        u32::try_from(day - self.last).ok().filter(|gap| *gap > 0)
    }
}

/// Share of the time to an exam by which all its cards are to have been seen: what is new in the last days
/// is easily lost when days are missed, and a model that is wrong errs most about it.
const COVERED: f32 = 0.9;

/// How cards are compared.
#[derive(Clone, Copy, Debug)]
pub enum Index<'a> {
    /// By the programs of their groups, for a day that was kept.
    Program(&'a [Program], usize),
    /// By what an answer adds to the score per second, as if it were the last one.
    Greedy(&'a Model, &'a Habits),
}

/// The cards of a day, by their places. Those that were answered today are not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// New cards that coverage asks for, those that are worth most first.
    pub quota: Vec<usize>,
    /// Known cards that lose by waiting, most first.
    pub losing: Vec<usize>,
    /// Further new cards.
    pub later: Vec<usize>,
    /// Known cards that had better wait.
    pub waiting: Vec<usize>,
}

impl Queue {
    /// All, for someone who has the time anyway.
    pub fn all(self) -> Vec<usize> {
        [self.quota, self.losing, self.later, self.waiting].concat()
    }

    /// Those that are worth an answer today, with at most so many new ones unless coverage asks for more.
    pub fn worthwhile(mut self, most_new: usize) -> Vec<usize> {
        self.later
            .truncate(most_new.saturating_sub(self.quota.len()));
        [self.quota, self.losing, self.later].concat()
    }
}

/// Sorts the cards of a day.
pub fn queue(cards: &[Card], groups: &[Group], index: Index<'_>, day: i32) -> Queue {
    let mut new = unseen(cards);
    let quota = covered(cards, groups, &mut new, day);
    let later = new.split_off(quota);
    let mut known: Vec<(f32, usize)> = Vec::with_capacity(cards.len());
    for (at, card) in cards.iter().enumerate() {
        if let Some(urgency) = urgency(card, &groups[card.group], index, day) {
            known.push((urgency, at));
        }
    }
    known.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let waiting = known.split_off(known.partition_point(|(urgency, _)| *urgency > 0.0));
    let places = |known: Vec<(f32, usize)>| known.into_iter().map(|(_, at)| at).collect();
    Queue {
        quota: new,
        losing: places(known),
        later,
        waiting: places(waiting),
    }
}

/// What is lost per second when a known card is put off; none for a new one and one that was answered today.
pub fn urgency(card: &Card, group: &Group, index: Index<'_>, day: i32) -> Option<f32> {
    let seen = card.seen?;
    let gap = seen.gap(day)?;
    Some(index.urgency((card, group), (seen.state, gap), day))
}

/// Unseen cards, those that are worth most for their time first, else in their order.
fn unseen(cards: &[Card]) -> Vec<usize> {
    let unseen = cards
        .iter()
        .enumerate()
        .filter(|(_, card)| card.seen.is_none());
    let mut new: Vec<usize> = unseen.map(|(at, _)| at).collect();
    new.sort_by(|a, b| {
        let worth = |at: usize| cards[at].weight / cards[at].cost;
        worth(*b).total_cmp(&worth(*a))
    });
    new
}

/// Brings the unseen cards that are to come today to the front, and says how many they are: for each
/// exam an even share of those that are left.
fn covered(cards: &[Card], groups: &[Group], new: &mut [usize], day: i32) -> usize {
    let exam = |at: usize| first_exam(&groups[cards[at].group].goals, day);
    let mut exams: Vec<usize> = new.iter().filter_map(|at| exam(*at)).collect();
    exams.sort_unstable();
    let mut quotas: Vec<(usize, usize)> = Vec::new();
    for same in exams.chunk_by(|a, b| a == b) {
        quotas.push((same[0], quota(same.len(), same[0], day)));
    }
    let total = quotas.iter().map(|(_, quota)| quota).sum();
    let mut place: Vec<(bool, usize)> = Vec::with_capacity(new.len());
    for at in new.iter() {
        let open = quotas
            .iter_mut()
            .find(|(day, left)| Some(*day) == exam(*at) && *left > 0);
        place.push((open.map(|(_, left)| *left -= 1).is_some(), *at));
    }
    place.sort_by_key(|(now, _)| Reverse(*now));
    for (slot, (_, at)) in new.iter_mut().zip(place) {
        *slot = at;
    }
    total
}

/// The day of the first exam after a day.
fn first_exam(goals: &[Goal], day: i32) -> Option<usize> {
    let coming = goals.iter().map(|goal| goal.day);
    coming
        .filter(|goal| i32::try_from(*goal).is_ok_and(|goal| goal > day))
        .min()
}

/// New cards for a day, so that all are seen by [`COVERED`] of the time to the exam.
pub fn quota(unseen: usize, exam: usize, day: i32) -> usize {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "days and cards are few"
    )]
    let quota = (unseen as f32 / (COVERED * exam as f32 - day as f32).max(1.0)).ceil() as usize;
    quota.min(unseen)
}

impl Index<'_> {
    fn urgency(&self, (card, group): (&Card, &Group), (state, gap): (State, u32), day: i32) -> f32 {
        match self {
            Index::Program(programs, kept) => programs[card.group].urgency(*kept, gap, state),
            Index::Greedy(model, habits) => greedy(model, habits, (card, group), (state, gap), day),
        }
    }
}

/// What an answer adds to the chances of recall at the exams, per second.
fn greedy(
    model: &Model,
    habits: &Habits,
    (card, group): (&Card, &Group),
    (state, gap): (State, u32),
    day: i32,
) -> f32 {
    let short = |days: u32| f32::from(u16::try_from(days).unwrap_or(u16::MAX));
    let score = |stability: f32, since: u32| {
        let coming = group.goals.iter().filter_map(|goal| {
            let left = i32::try_from(goal.day).ok()? - day;
            let left = u32::try_from(left).ok().filter(|left| *left > 0)?;
            Some(goal.weight * model.recall(stability, short(left + since)))
        });
        coming.sum::<f32>()
    };
    let recall = model.recall(state.stability, short(gap));
    let states = after(model, state, gap);
    let passed = habits.passed.iter().zip(&states[1..]);
    let passed: f32 = passed
        .map(|(share, state)| share * score(state.stability, 0))
        .sum();
    let then = recall * passed + (1.0 - recall) * score(states[0].stability, 0);
    let seconds = recall * habits.seconds.pass + (1.0 - recall) * habits.seconds.fail;
    card.weight * (then - score(state.stability, gap)) / (seconds * card.cost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(seen: Option<(f32, i32)>, weight: f32) -> Card {
        Card {
            seen: seen.map(|(stability, last)| Seen {
                state: State {
                    stability,
                    difficulty: 5.0,
                },
                last,
            }),
            group: 0,
            weight,
            cost: 1.0,
        }
    }

    fn groups(day: usize) -> [Group; 1] {
        [Group {
            goals: vec![Goal { day, weight: 1.0 }],
            cost: 1.0,
        }]
    }

    #[test]
    fn all_are_seen_in_time_and_missed_days_are_caught_up() {
        for (unseen, exam) in [(500, 21), (7, 60), (100, 3), (2000, 60), (5, 1)] {
            for missed in [0, 3] {
                let mut left: usize = unseen;
                let end = exam * 9 / 10;
                for day in 0..=end.max(1) {
                    if day % 5 >= missed || day + 1 >= end {
                        left -= quota(left, exam, i32::try_from(day).unwrap());
                    }
                }
                assert_eq!(left, 0, "{unseen} for {exam}");
            }
        }
    }

    #[test]
    fn new_cards_come_by_worth_and_known_ones_by_urgency() {
        let cards = [
            card(None, 1.0),
            card(Some((1.0, 0)), 1.0),
            card(None, 2.0),
            card(Some((3.0, -3)), 1.0),
            card(Some((1.0, -1)), 0.0),
        ];
        let (model, habits) = (Model::default(), Habits::default());
        let index = Index::Greedy(&model, &habits);
        let queue = queue(&cards, &groups(10), index, 0);
        assert_eq!(queue.quota, [2]);
        assert_eq!(queue.clone().worthwhile(1), [2, 3]);
        assert_eq!(queue.clone().worthwhile(2), [2, 3, 0]);
        assert_eq!(queue.all(), [2, 3, 0, 4]);
    }

    #[test]
    fn each_exam_has_a_quota_of_its_own() {
        let mut groups = groups(2).to_vec();
        groups.push(Group {
            goals: vec![Goal {
                day: 100,
                weight: 1.0,
            }],
            cost: 1.0,
        });
        let later = |card: Card| Card { group: 1, ..card };
        let cards = [
            later(card(None, 1.0)),
            later(card(None, 1.0)),
            card(None, 1.0),
            card(None, 1.0),
        ];
        let (model, habits) = (Model::default(), Habits::default());
        let queue = queue(&cards, &groups, Index::Greedy(&model, &habits), 0);
        assert_eq!((queue.quota, queue.later), (vec![0, 2, 3], vec![1]));
    }
}
