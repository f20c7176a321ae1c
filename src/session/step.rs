//! The steps of a session: what each event does to it, and what it has to write down.

use super::Session;
use super::form::{self, Ask};
use super::summary::Answer;
use super::types::{Event, State, Task, Turn};
use crate::day::Moment;
use crate::deck::CardId;
use crate::grade::{Given, Verdict, grade};
use crate::question::Question;
use crate::review::{Event as Written, Form, Rating, Review};

/// A failed card comes back when this many others were asked, or at the end.
const OTHERS_BEFORE_REPEAT: usize = 5;

impl Session {
    /// Makes a step and says what to record; `None` when the event makes no sense here.
    pub(super) fn step(&mut self, event: &Event, now: Moment) -> Option<Vec<Written>> {
        let mut records = self.change(event, now)?;
        if self.settings.mock && matches!(self.core.state, State::Answered { .. }) {
            // An exam says nothing until its end.
            records.extend(self.rate(None, now)?);
        }
        Some(records)
    }

    fn change(&mut self, event: &Event, now: Moment) -> Option<Vec<Written>> {
        if self.core.state == State::Done {
            return None;
        }
        match event {
            Event::Submit(text) => self.submit(text, now),
            Event::List(items) => self.list(items, now),
            Event::Arrange(places) => self.arrange(places, now),
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
                self.core.left = self.progress().1;
                self.core.turn = None;
                self.core.state = State::Done;
                Some(Vec::new())
            }
            Event::Replace(task) => self.replace(task.as_deref(), now),
            Event::Elsewhere(cards) => self.leave_out(cards, now),
            Event::Undo => None,
        }
    }

    fn submit(&mut self, text: &str, now: Moment) -> Option<Vec<Written>> {
        let text = text.trim();
        match self.asking()?.ask {
            _ if text.is_empty() => None,
            Ask::Options(_) | Ask::Arrange(_) => None,
            Ask::Reveal(_) => {
                self.given(text.to_owned(), Form::Revealed, now)?;
                self.show();
                Some(Vec::new())
            }
            Ask::Typed => {
                self.given(text.to_owned(), Form::Typed, now)?;
                self.graded(&Given::Text(text.to_owned()))
            }
        }
    }

    fn list(&mut self, items: &[String], now: Moment) -> Option<Vec<Written>> {
        let items = items.iter().map(|item| item.trim());
        let items: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
        if items.is_empty() || self.asking()?.ask != Ask::Typed {
            return None;
        }
        self.given(items.join("; "), Form::Typed, now)?;
        self.graded(&Given::Text(items.join("\n")))
    }

    fn choose(&mut self, places: &[usize], now: Moment) -> Option<Vec<Written>> {
        let turn = self.asking()?;
        let Ask::Options(order) = &turn.ask else {
            return None;
        };
        let mut chosen = picked(places, order).filter(|chosen| !chosen.is_empty())?;
        chosen.sort_unstable();
        chosen.dedup();
        let choices = &self.tasks.get(turn.task)?.question.choices;
        let texts = picked(&chosen, choices)?;
        self.given(texts.join("; "), Form::Chosen, now)?;
        self.graded(&Given::Choices(chosen))
    }

    fn arrange(&mut self, places: &[usize], now: Moment) -> Option<Vec<Written>> {
        let turn = self.asking()?;
        let Ask::Arrange(order) = &turn.ask else {
            return None;
        };
        let arranged = picked(places, order)?;
        let mut all = arranged.clone();
        all.sort_unstable();
        if all != (0..order.len()).collect::<Vec<_>>() {
            return None;
        }
        let texts = picked(&arranged, &self.tasks.get(turn.task)?.question.answer)?;
        self.given(texts.join("; "), Form::Chosen, now)?;
        self.graded(&Given::Text(texts.join("\n")))
    }

    /// The turn, while a question is asked.
    fn asking(&self) -> Option<&Turn> {
        let asking = self.core.state == State::Asking;
        self.core.turn.as_ref().filter(|_| asking)
    }

    /// Notes what was given and how.
    fn given(&mut self, text: String, form: Form, now: Moment) -> Option<()> {
        let turn = self.core.turn.as_mut()?;
        turn.took = since(turn.asked_at, now);
        turn.given = Some(text);
        turn.form = form;
        Some(())
    }

    fn reveal(&mut self, now: Moment) -> Option<Vec<Written>> {
        self.asking()?;
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
        let rating = match (&self.core.state, rating) {
            (State::Answered { suggested, .. }, rating) => rating.unwrap_or(*suggested),
            (State::Shown, Some(rating)) => rating,
            _ => return None,
        };
        Some(vec![self.accept(rating, now)?])
    }

    /// The review that a rating makes of the answer.
    pub(super) fn review_of(&self, rating: Rating, now: Moment) -> Option<Review> {
        let turn = self.core.turn.as_ref()?;
        let options = match (&turn.ask, turn.form) {
            (Ask::Options(order), Form::Chosen) => order.len(),
            // There were as many orders to choose from.
            (Ask::Arrange(order), Form::Chosen) => {
                (1..=order.len()).fold(1_usize, usize::saturating_mul)
            }
            _ => 0,
        };
        Some(Review {
            card: self.tasks.get(turn.task)?.card,
            at: now,
            rating,
            took: turn.took,
            form: turn.form,
            options: u8::try_from(options).unwrap_or(u8::MAX),
            given: turn.given.clone(),
            hinted: turn.hints > 0,
            cram: self.settings.cram,
        })
    }

    /// Takes the rating, lets a failed card come back, and goes on.
    fn accept(&mut self, rating: Rating, now: Moment) -> Option<Written> {
        let review = self.review_of(rating, now)?;
        let turn = self.core.turn.as_ref()?;
        let verdict = match &self.core.state {
            State::Answered { verdict, .. } => verdict.as_ref(),
            _ => None,
        };
        let passed = f32::from(u8::from(rating != Rating::Again));
        let answer = Answer {
            task: turn.task,
            rating,
            repeat: turn.repeat,
            confused_with: verdict.and_then(|verdict| verdict.confused_with.clone()),
            points: verdict.map_or(passed, |verdict| verdict.score),
            given: turn.given.clone(),
            took: turn.took,
        };
        if rating == Rating::Again && !self.settings.mock {
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
        if let State::Answered { verdict, .. } = &mut self.core.state {
            *verdict = None;
        }
        records.push(self.accept(settled(Rating::Good, hinted), now)?);
        Some(records)
    }

    fn hint(&mut self) -> Option<Vec<Written>> {
        if self.settings.mock {
            return None;
        }
        self.asking()?;
        let available = self.all_hints().len();
        let turn = self.core.turn.as_mut()?;
        if turn.hints >= available {
            return None;
        }
        turn.hints += 1;
        Some(Vec::new())
    }

    /// Goes on with the question as the note has it now; without one, its card is gone.
    fn replace(&mut self, task: Option<&Task>, now: Moment) -> Option<Vec<Written>> {
        let at = self.core.turn.as_ref()?.task;
        let Some(task) = task else {
            self.core.queue.forget(at);
            self.next(now);
            return Some(Vec::new());
        };
        if self.settings.mock || task.card != self.tasks.get(at)?.card {
            return None;
        }
        let habit = self.settings.habit;
        let ask = form::ask(&task.question, habit, task.card, task.reviews);
        self.tasks[at] = task.clone();
        // What was asked earlier may hold places of options that are no more.
        let earlier = self
            .history
            .iter_mut()
            .filter_map(|core| core.turn.as_mut());
        for turn in earlier.filter(|turn| turn.task == at) {
            turn.ask = ask.clone();
        }
        let turn = self.core.turn.as_mut()?;
        turn.ask = ask;
        turn.hints = 0;
        match (&self.core.state, turn.form, turn.given.clone()) {
            (State::Asking | State::Done, _, _) | (State::Answered { .. }, Form::Chosen, _) => {}
            (State::Answered { .. }, Form::Typed, Some(given)) if turn.ask == Ask::Typed => {
                return self.graded(&Given::Text(given));
            }
            _ => self.show(),
        }
        Some(Vec::new())
    }

    /// Leaves out what another session answered.
    fn leave_out(&mut self, cards: &[CardId], now: Moment) -> Option<Vec<Written>> {
        if self.settings.cram {
            return None;
        }
        let tasks = self.tasks.iter().enumerate();
        let theirs = tasks.filter(|(_, task)| cards.contains(&task.card));
        self.elsewhere.extend(theirs.map(|(at, _)| at));
        let asked = self.asking().map(|turn| turn.task);
        if asked.is_some_and(|at| self.elsewhere.contains(&at)) {
            self.next(now);
        }
        Some(Vec::new())
    }

    fn set_aside(&mut self, now: Moment, event: fn(CardId) -> Written) -> Option<Vec<Written>> {
        let card = self.task()?.card;
        self.core.queue.forget(self.turn()?.task);
        self.next(now);
        Some(vec![event(card)])
    }

    /// Asks the next question, if there is one and there is time.
    pub(super) fn next(&mut self, now: Moment) {
        let limit = self
            .settings
            .minutes
            .map(|minutes| i64::from(minutes) * 60_000);
        let late = limit.is_some_and(|limit| now.ms.saturating_sub(self.began.ms) >= limit);
        let mut coming = std::iter::from_fn(|| self.core.queue.pop());
        let next = coming.find(|(at, _)| !late && !self.elsewhere.contains(at));
        let Some((at, repeat)) = next else {
            self.core.left = self.core.queue.len();
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

/// What stands at some places; `None` when one of them is out of reach.
fn picked<T: Clone>(places: &[usize], of: &[T]) -> Option<Vec<T>> {
    places.iter().map(|place| of.get(*place).cloned()).collect()
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
