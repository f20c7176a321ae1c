//! A study session as a state machine: events in, effects out.
//!
//! It knows no keys, no terminal, no disk and no clock: moments are arguments, and what has to be
//! written down is returned as values. [`crate::plain`] and [`crate::tui`] drive the same machine.
//!
//! ```text
//! Asking ──submit, choose──────────────► Answered ──rate──► Asking (next) … Done
//!    └────reveal──► Shown ──ticks──────────▲
//! ```

mod form;
mod hint;
mod queue;
mod shell;
mod summary;
#[cfg(test)]
mod tests;
mod types;

pub use form::{Ask, Habit};
use queue::Queue;
pub use shell::Shell;
use summary::Answer;
pub use summary::Summary;
pub use types::{Effect, Event, Settings, State, Task, Turn};

use crate::day::Moment;
use crate::deck::CardId;
use crate::grade::{Given, Verdict, grade};
use crate::question::Question;
use crate::review::{Event as Written, Form, Rating, Review};

/// A failed card comes back when this many others were asked, or at the end.
const OTHERS_BEFORE_REPEAT: usize = 5;

/// What an undo restores. It is copied at every step, so its size must not grow with the session.
#[derive(Clone, Debug)]
struct Core {
    state: State,
    turn: Option<Turn>,
    queue: Queue,
    /// How many answers stand.
    answered: usize,
    skipped: usize,
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
}

impl Session {
    /// Begins a session and asks the first of the tasks, which are asked in their order.
    pub fn new(mut tasks: Vec<Task>, settings: Settings, now: Moment) -> Session {
        tasks.truncate(settings.limit.unwrap_or(usize::MAX));
        let mut session = Session {
            core: Core {
                state: State::Done,
                turn: None,
                queue: Queue::new(tasks.len()),
                answered: 0,
                skipped: 0,
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
        (self.core.answered, self.core.queue.len() + asked)
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
        summary::summarize(&self.answers, &self.tasks, self.core.skipped, self.undone)
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
        if *event != Event::Hint {
            // A hint that was seen stays taken.
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

    /// Makes a step and says what to record; `None` when the event makes no sense here.
    fn step(&mut self, event: &Event, now: Moment) -> Option<Vec<Written>> {
        if self.core.state == State::Done {
            return None;
        }
        match event {
            Event::Submit(text) => self.submit(text, now),
            Event::Choose(places) => self.choose(places, now),
            Event::Reveal => self.reveal(now),
            Event::Tick(ticks) => self.tick(ticks),
            Event::Rate(rating) => self.rate(*rating, now),
            Event::MarkRight => self.mark_right(now),
            Event::Hint => self.hint(),
            Event::Skip => {
                self.core.skipped += 1;
                self.next(now);
                Some(Vec::new())
            }
            Event::Bad => self.set_aside(now, |card| Written::Bad { card, bad: true }),
            Event::Suspend => self.set_aside(now, |card| Written::Suspend {
                card,
                suspended: true,
            }),
            Event::Quit => {
                self.core.turn = None;
                self.core.state = State::Done;
                Some(Vec::new())
            }
            Event::Undo => None,
        }
    }

    fn submit(&mut self, text: &str, now: Moment) -> Option<Vec<Written>> {
        let text = text.trim();
        if self.core.state != State::Asking || text.is_empty() {
            return None;
        }
        let turn = self.core.turn.as_mut()?;
        turn.given = Some(text.to_owned());
        turn.took = since(turn.asked_at, now);
        match turn.ask {
            Ask::Options(_) => None,
            Ask::Reveal(_) => {
                self.show();
                Some(Vec::new())
            }
            Ask::Typed => {
                turn.form = Form::Typed;
                self.graded(&Given::Text(text.to_owned()))
            }
        }
    }

    fn choose(&mut self, places: &[usize], now: Moment) -> Option<Vec<Written>> {
        if self.core.state != State::Asking {
            return None;
        }
        let turn = self.core.turn.as_mut()?;
        let Ask::Options(order) = &turn.ask else {
            return None;
        };
        let mut chosen = places
            .iter()
            .map(|place| order.get(*place).copied())
            .collect::<Option<Vec<usize>>>()
            .filter(|chosen| !chosen.is_empty())?;
        chosen.sort_unstable();
        chosen.dedup();
        let choices = &self.tasks.get(turn.task)?.question.choices;
        let texts: Vec<&str> = chosen.iter().map(|at| choices[*at].as_str()).collect();
        turn.given = Some(texts.join("; "));
        turn.form = Form::Chosen;
        turn.took = since(turn.asked_at, now);
        self.graded(&Given::Choices(chosen))
    }

    fn reveal(&mut self, now: Moment) -> Option<Vec<Written>> {
        if self.core.state != State::Asking {
            return None;
        }
        let turn = self.core.turn.as_mut()?;
        turn.took = since(turn.asked_at, now);
        self.show();
        Some(Vec::new())
    }

    /// Shows the answer. Who was to type or choose and looks instead did not know it.
    fn show(&mut self) {
        let Some(turn) = &mut self.core.turn else {
            return;
        };
        turn.form = Form::Revealed;
        let hinted = turn.hints > 0;
        self.core.state = match &turn.ask {
            Ask::Reveal(parts) if parts.len() > 1 => State::Shown,
            ask => State::Answered {
                verdict: None,
                suggested: match ask {
                    Ask::Reveal(_) => settled(Rating::Good, hinted),
                    _ => Rating::Again,
                },
            },
        };
    }

    fn tick(&mut self, ticks: &[bool]) -> Option<Vec<Written>> {
        let turn = self.core.turn.as_mut()?;
        match &turn.ask {
            Ask::Reveal(parts) if parts.len() == ticks.len() => {}
            _ => return None,
        }
        if self.core.state != State::Shown {
            return None;
        }
        self.graded(&Given::Ticks(ticks.to_vec()))
    }

    fn graded(&mut self, given: &Given) -> Option<Vec<Written>> {
        let turn = self.core.turn.as_ref()?;
        let task = self.tasks.get(turn.task)?;
        let verdict = grade(&task.question, &task.confusable, given);
        self.core.state = State::Answered {
            suggested: settled(verdict.rating, turn.hints > 0),
            verdict: Some(verdict),
        };
        Some(Vec::new())
    }

    fn rate(&mut self, rating: Option<Rating>, now: Moment) -> Option<Vec<Written>> {
        let (rating, confused_with) = match (&self.core.state, rating) {
            (State::Answered { verdict, suggested }, rating) => {
                let verdict = verdict.as_ref();
                let confused = verdict.and_then(|verdict| verdict.confused_with.clone());
                (rating.unwrap_or(*suggested), confused)
            }
            (State::Shown, Some(rating)) => (rating, None),
            _ => return None,
        };
        Some(vec![self.accept(rating, confused_with, now)?])
    }

    /// Takes the rating, lets a failed card come back, and goes on.
    fn accept(
        &mut self,
        rating: Rating,
        confused_with: Option<String>,
        now: Moment,
    ) -> Option<Written> {
        let turn = self.core.turn.as_ref()?;
        let card = self.tasks.get(turn.task)?.card;
        let review = Review {
            card,
            at: now,
            rating,
            took: turn.took,
            form: turn.form,
            options: match (&turn.ask, turn.form) {
                (Ask::Options(order), Form::Chosen) => u8::try_from(order.len()).unwrap_or(u8::MAX),
                _ => 0,
            },
            given: turn.given.clone(),
            hinted: turn.hints > 0,
            cram: self.settings.cram,
        };
        let answer = Answer {
            task: turn.task,
            rating,
            repeat: turn.repeat,
            confused_with,
        };
        if rating == Rating::Again {
            self.core.queue.repeat(turn.task, OTHERS_BEFORE_REPEAT);
        }
        self.answers.push(answer);
        self.core.answered = self.answers.len();
        self.next(now);
        Some(Written::Review(review))
    }

    fn mark_right(&mut self, now: Moment) -> Option<Vec<Written>> {
        let State::Answered { verdict, .. } = &self.core.state else {
            return None;
        };
        let turn = self.core.turn.as_ref()?;
        let hinted = turn.hints > 0;
        let task = self.tasks.get(turn.task)?;
        let spelling = match (verdict, turn.form) {
            (Some(verdict), Form::Typed) => {
                spelling(&task.question, verdict, turn.given.as_deref())
            }
            _ => None,
        };
        let card = task.card;
        let mut records: Vec<Written> = spelling
            .map(|(item, spelling)| Written::Accept {
                card,
                item,
                spelling,
            })
            .into_iter()
            .collect();
        records.push(self.accept(settled(Rating::Good, hinted), None, now)?);
        Some(records)
    }

    fn hint(&mut self) -> Option<Vec<Written>> {
        if self.core.state != State::Asking {
            return None;
        }
        let available = self.all_hints().len();
        let turn = self.core.turn.as_mut()?;
        if turn.hints >= available {
            return None;
        }
        turn.hints += 1;
        Some(Vec::new())
    }

    fn set_aside(&mut self, now: Moment, event: fn(CardId) -> Written) -> Option<Vec<Written>> {
        let card = self.task()?.card;
        self.core.queue.forget(self.turn()?.task);
        self.next(now);
        Some(vec![event(card)])
    }

    /// Asks the next question, if there is one and there is time.
    fn next(&mut self, now: Moment) {
        let limit = self
            .settings
            .minutes
            .map(|minutes| i64::from(minutes) * 60_000);
        let late = limit.is_some_and(|limit| now.ms.saturating_sub(self.began.ms) >= limit);
        let next = if late { None } else { self.core.queue.pop() };
        let Some((at, repeat)) = next else {
            self.core.turn = None;
            self.core.state = State::Done;
            return;
        };
        let task = &self.tasks[at];
        let here = self.answers.iter().filter(|answer| answer.task == at);
        let reviews = task
            .reviews
            .saturating_add(u32::try_from(here.count()).unwrap_or(u32::MAX));
        self.core.turn = Some(Turn {
            task: at,
            ask: form::ask(&task.question, self.settings.habit, task.card, reviews),
            asked_at: now,
            took: 0,
            given: None,
            form: Form::Typed,
            hints: 0,
            repeat,
        });
        self.core.state = State::Asking;
    }
}

/// The rating that is suggested: never easy, as a first easy pushes a card more than a week away, and
/// at most hard with a hint.
fn settled(rating: Rating, hinted: bool) -> Rating {
    let most = if hinted { Rating::Hard } else { Rating::Good };
    rating.min(most)
}

fn since(earlier: Moment, now: Moment) -> u32 {
    u32::try_from(now.ms.saturating_sub(earlier.ms).max(0)).unwrap_or(u32::MAX)
}

/// Which item of the answer was written in a way of its own, and how: only where that is certain.
fn spelling(
    question: &Question,
    verdict: &Verdict,
    given: Option<&str>,
) -> Option<(usize, String)> {
    if let [_] = question.answer.as_slice() {
        return Some((0, given?.to_owned()));
    }
    match (verdict.missing.as_slice(), verdict.extra.as_slice()) {
        ([missing], [extra]) => {
            let item = question.answer.iter().position(|item| item == missing)?;
            Some((item, extra.clone()))
        }
        _ => None,
    }
}
