//! One step: an action changes the model and says what the shell has to do. Pure.

use super::keys::Action;
use super::{Mode, Model, Task};
use crate::day::Moment;
use crate::session::{Ask, Event, State};

/// Lines that a page key scrolls.
const PAGE: usize = 8;

/// Makes a step.
pub fn update(model: &mut Model<'_>, action: Action, now: Moment) -> Vec<Task> {
    if edit_line(model, action) {
        return Vec::new();
    }
    match action {
        Action::Help => model.help = !model.help,
        Action::Command => model.command = !model.command,
        Action::ScrollUp => model.scroll = model.scroll.saturating_sub(PAGE),
        Action::ScrollDown => model.scroll = model.scroll.saturating_add(PAGE),
        Action::Up => model.cursor = model.cursor.saturating_sub(1),
        Action::Down => model.cursor = (model.cursor + 1).min(model.ticked.len().saturating_sub(1)),
        Action::Tick => tick(model, model.cursor),
        Action::TickAll => model.ticked.fill(true),
        Action::Pick(at) => return pick(model, at, now),
        Action::Edit => return Vec::from([Task::Edit]),
        Action::Enter => return enter(model, now),
        Action::Leave => model.left = true,
        Action::Quit => {
            model.left = true;
            return step(model, &Event::Quit, "", now);
        }
        _ => {
            return event_of(action)
                .map_or(Vec::new(), |(event, said)| step(model, &event, said, now));
        }
    }
    Vec::new()
}

/// Changes the line that is being typed; says whether the action was about it.
fn edit_line(model: &mut Model<'_>, action: Action) -> bool {
    let editor = &mut model.editor;
    match action {
        Action::Type(c) => editor.insert(c.encode_utf8(&mut [0; 4])),
        Action::Left => editor.left(),
        Action::Right => editor.right(),
        Action::WordLeft => editor.word_left(),
        Action::WordRight => editor.word_right(),
        Action::Home => editor.home(),
        Action::End => editor.end(),
        Action::Backspace => editor.backspace(),
        Action::Delete => editor.delete(),
        Action::DeleteWord => editor.delete_word(),
        Action::DeleteToStart => editor.delete_to_start(),
        _ => return false,
    }
    true
}

/// Inserts pasted text where an answer is being typed.
pub(super) fn paste(model: &mut Model<'_>, text: &str) {
    if model.mode() == Mode::Typing {
        model.editor.insert(text);
    }
}

/// Events that need nothing of the model, and what is said when they did something.
fn event_of(action: Action) -> Option<(Event, &'static str)> {
    Some(match action {
        Action::Reveal => (Event::Reveal, ""),
        Action::Rate(rating) => (Event::Rate(Some(rating)), ""),
        Action::MarkRight => (Event::MarkRight, "accepted as right"),
        Action::Undo => (Event::Undo, "taken back"),
        Action::Skip => (Event::Skip, "skipped"),
        Action::Hint => (Event::Hint, ""),
        Action::Bad => (Event::Bad, "this card will not be asked again"),
        Action::Suspend => (Event::Suspend, "suspended"),
        _ => return None,
    })
}

fn enter(model: &mut Model<'_>, now: Moment) -> Vec<Task> {
    let event = match model.session.state() {
        State::Asking => match model.session.turn().map(|turn| &turn.ask) {
            Some(Ask::Options(_)) if model.is_multiple() && model.ticked.contains(&true) => {
                Event::Choose(ticked(model))
            }
            Some(Ask::Options(_)) if model.is_multiple() => Event::Reveal,
            Some(Ask::Options(_)) => Event::Choose(vec![model.cursor]),
            Some(Ask::Typed) if !model.editor.text().trim().is_empty() => {
                Event::Submit(model.editor.text().to_string())
            }
            _ => Event::Reveal,
        },
        State::Shown => Event::Tick(model.ticked.clone()),
        State::Answered { .. } => Event::Rate(None),
        State::Done => return Vec::new(),
    };
    step(model, &event, "", now)
}

fn ticked(model: &Model<'_>) -> Vec<usize> {
    (0..model.ticked.len())
        .filter(|at| model.ticked[*at])
        .collect()
}

fn tick(model: &mut Model<'_>, at: usize) {
    if let Some(ticked) = model.ticked.get_mut(at) {
        *ticked = !*ticked;
        model.cursor = at;
    }
}

/// A digit picks an option: at once where one is right, else it ticks it.
fn pick(model: &mut Model<'_>, at: usize, now: Moment) -> Vec<Task> {
    if at >= model.ticked.len() {
        return Vec::new();
    }
    if model.is_multiple() {
        tick(model, at);
        return Vec::new();
    }
    step(model, &Event::Choose(vec![at]), "", now)
}

fn step(model: &mut Model<'_>, event: &Event, said: &str, now: Moment) -> Vec<Task> {
    let effects = model.session.apply(event, now);
    model.message = said.to_string();
    model.scroll = 0;
    model.renew();
    effects.into_iter().map(Task::Perform).collect()
}
