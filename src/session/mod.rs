//! A study session as a state machine: events in, effects out.
//!
//! It knows no keys, no terminal, no disk and no clock: moments are arguments, and what has to be
//! written down is returned as values. [`crate::plain`] and [`crate::tui`] drive the same machine.
//!
//! ```text
//! Asking ──submit, choose, arrange─────► Answered ──rate──► Asking (next) … Done
//!    └────reveal──► Shown ──ticks──────────▲
//! ```

mod form;
mod hint;
mod queue;
mod shell;
mod step;
mod summary;
#[cfg(test)]
mod tests;
mod types;

pub use form::{Ask, Habit};
use queue::Queue;
pub use shell::{Edited, Feedback, Shell};
use summary::Answer;
pub use summary::{Mistake, Summary, TopicScore};
pub use types::{Effect, Event, Settings, State, Task, Turn};

use std::collections::BTreeSet;

use crate::day::Moment;
use crate::note::excerpt::Line;
use crate::review::{Event as Written, Rating, Review};

/// What an undo restores. It is copied at every step, so its size must not grow with the session.
#[derive(Clone, Debug)]
struct Core {
    state: State,
    turn: Option<Turn>,
    queue: Queue,
    /// How many answers stand.
    answered: usize,
    skipped: usize,
    /// Questions that were not asked any more, since the learner left or the time was over.
    left: usize,
    /// How many records stand.
    standing: usize,
}

/// A session. Its tasks can be read; the rest changes through [`Session::apply`] only.
#[derive(Clone, Debug)]
pub struct Session {
    pub tasks: Vec<Task>,
    pub settings: Settings,
    began: Moment,
    core: Core,
    history: Vec<Core>,
    /// Answers that were rated and stand, in order.
    answers: Vec<Answer>,
    /// Numbers of the records that were not retracted.
    standing: Vec<usize>,
    /// How many records were made.
    recorded: usize,
    undone: usize,
    /// Tasks that another session answered.
    elsewhere: BTreeSet<usize>,
}

impl Session {
    /// Begins a session and asks the first of the tasks, which are asked in their order.
    pub fn new(mut tasks: Vec<Task>, settings: Settings, now: Moment) -> Session {
        if settings.mock {
            // Nobody is there to say how well an answer in own words was.
            tasks.retain(|task| {
                let ask = form::ask(&task.question, settings.habit, task.card, task.reviews);
                !matches!(ask, Ask::Reveal(_))
            });
        }
        tasks.truncate(settings.limit.unwrap_or(usize::MAX));
        let mut session = Session {
            core: Core {
                state: State::Done,
                turn: None,
                queue: Queue::new(tasks.len()),
                answered: 0,
                skipped: 0,
                left: 0,
                standing: 0,
            },
            tasks,
            settings,
            began: now,
            history: Vec::new(),
            answers: Vec::new(),
            standing: Vec::new(),
            recorded: 0,
            undone: 0,
            elsewhere: BTreeSet::new(),
        };
        session.next(now);
        session
    }

    pub fn state(&self) -> &State {
        &self.core.state
    }

    /// The question that is asked now; none when the session is done.
    pub fn turn(&self) -> Option<&Turn> {
        self.core.turn.as_ref()
    }

    /// The card that is asked now.
    pub fn task(&self) -> Option<&Task> {
        self.tasks.get(self.turn()?.task)
    }

    /// How many answers were rated, and how many questions are left with the one that is asked.
    pub fn progress(&self) -> (usize, usize) {
        let asked = usize::from(self.core.turn.is_some());
        let gone = self
            .elsewhere
            .iter()
            .filter(|at| self.core.queue.holds(**at));
        let left = self.core.queue.len().saturating_sub(gone.count());
        (self.core.answered, left + asked)
    }

    /// The hints that were taken for the question.
    pub fn hints(&self) -> Vec<String> {
        let taken = self.turn().map_or(0, |turn| turn.hints);
        let mut hints = self.all_hints();
        hints.truncate(taken);
        hints
    }

    fn all_hints(&self) -> Vec<String> {
        match (self.task(), self.turn()) {
            (Some(task), Some(turn)) => {
                hint::hints(&task.question, &turn.ask, task.hint.as_deref())
            }
            _ => Vec::new(),
        }
    }

    /// What came of it, so far.
    pub fn summary(&self) -> Summary {
        Summary {
            left: self.core.left,
            ..summary::summarize(&self.answers, &self.tasks, self.core.skipped, self.undone)
        }
    }

    /// The lines of an excerpt beside the task that is asked, without those around it that would give
    /// away what is still to come.
    pub fn fair(&self, mut excerpt: Vec<Line>) -> Vec<Line> {
        let Some(note) = self.task().map(|task| &task.note) else {
            return excerpt;
        };
        let coming = self.tasks.iter().enumerate();
        let coming: Vec<(usize, usize)> = coming
            .filter(|(at, task)| task.note == *note && self.core.queue.holds(*at))
            .map(|(_, task)| task.lines)
            .collect();
        excerpt.retain(|line| {
            let told = |(first, last): &(usize, usize)| (*first..=*last).contains(&line.number);
            line.asked || !coming.iter().any(told)
        });
        excerpt
    }

    /// Milliseconds that are left of the minutes of the session; none when they are not limited.
    pub fn time_left(&self, now: Moment) -> Option<i64> {
        let limit = i64::from(self.settings.minutes?) * 60_000;
        Some((limit - now.ms.saturating_sub(self.began.ms)).max(0))
    }

    /// The review that a rating would make of the answer that was given; none while there is no answer.
    pub fn review(&self, rating: Rating, now: Moment) -> Option<Review> {
        match self.core.state {
            State::Answered { .. } | State::Shown => self.review_of(rating, now),
            _ => None,
        }
    }

    /// Makes a step. The effects are in the order in which they have to be done.
    pub fn apply(&mut self, event: &Event, now: Moment) -> Vec<Effect> {
        if *event == Event::Undo {
            return self.undo(now);
        }
        let before = self.core.clone();
        let Some(records) = self.step(event, now) else {
            self.core = before;
            return Vec::new();
        };
        if !matches!(
            event,
            Event::Hint | Event::Replace(Some(_)) | Event::Elsewhere(_)
        ) {
            // A hint that was seen stays taken, and what was done elsewhere stays so.
            self.history.push(before);
        }
        let effects = records.into_iter().map(|event| self.record(event));
        effects.collect()
    }

    fn record(&mut self, event: Written) -> Effect {
        let number = self.recorded;
        self.recorded += 1;
        self.standing.push(number);
        self.core.standing = self.standing.len();
        Effect::Record { number, event }
    }

    fn undo(&mut self, now: Moment) -> Vec<Effect> {
        let Some(core) = self.history.pop() else {
            return Vec::new();
        };
        let asked = matches!(core.state, State::Asking);
        self.core = core;
        self.answers.truncate(self.core.answered);
        if let Some(turn) = self.core.turn.as_mut().filter(|_| asked) {
            // The time that passed since is not time spent on the question.
            turn.asked_at = now;
        }
        let taken_back = self.standing.split_off(self.core.standing);
        self.undone += usize::from(!taken_back.is_empty());
        let newest_first = taken_back.into_iter().rev();
        newest_first
            .map(|number| Effect::Retract { number })
            .collect()
    }
}
