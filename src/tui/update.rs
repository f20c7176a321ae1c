//! One step: an action changes the model and says what the shell has to do. Pure.

use super::keys::Action;
use super::{Job, Mode, Model};
use crate::day::Moment;
use crate::session::{Ask, Event, State};

/// Rows that a page key scrolls.
const PAGE: isize = 8;

/// Makes a step.
pub fn update(model: &mut Model<'_>, action: Action, now: Moment) -> Vec<Job> {
    model.now = now;
    if write(model, action) || walk(model, action) {
        return Vec::new();
    }
    match action {
        Action::Help => {
            model.help = !model.help;
            model.scroll = 0;
        }
        Action::Command => model.command = !model.command,
        Action::ScrollUp => model.scroll = model.scroll.saturating_sub(PAGE),
        Action::ScrollDown => model.scroll = model.scroll.saturating_add(PAGE),
        Action::TickAll => model.ticked.fill(true),
        Action::Pick(at) => return pick(model, at, now),
        Action::Click(at) => return click(model, at, now),
        // What the screen does not say yet is not to be looked up, either.
        Action::Edit | Action::Image if model.session.settings.mock => {}
        Action::Edit => return Vec::from([Job::Edit]),
        Action::Image => return Vec::from([Job::Image]),
        Action::Stop => return Vec::from([Job::Stop]),
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
fn write(model: &mut Model<'_>, action: Action) -> bool {
    let Some(editor) = model.field_mut() else {
        return matches!(action, Action::Type(_));
    };
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
        Action::DeleteToEnd => editor.delete_to_end(),
        Action::PutBack => editor.put_back(),
        _ => return false,
    }
    true
}

/// Moves the cursor, or what it holds; says whether the action was about that.
fn walk(model: &mut Model<'_>, action: Action) -> bool {
    let count = model
        .fields
        .len()
        .max(model.ticked.len())
        .max(model.order.len());
    let last = count.saturating_sub(1);
    let (before, after) = (model.cursor.saturating_sub(1), (model.cursor + 1).min(last));
    match action {
        Action::Up | Action::Down => {
            let to = if action == Action::Up { before } else { after };
            if model.held {
                carry(model, to);
            }
            model.cursor = to;
        }
        Action::MoveUp => carry(model, before),
        Action::MoveDown => carry(model, after),
        Action::NextField => model.cursor = if model.cursor < last { after } else { 0 },
        Action::PreviousField => model.cursor = if model.cursor > 0 { before } else { last },
        Action::Tick if model.mode() == Mode::Arranging => model.held = !model.held,
        Action::Tick => tick(model, model.cursor),
        _ => return false,
    }
    true
}

/// Moves the item under the cursor to another place, and the cursor with it.
fn carry(model: &mut Model<'_>, to: usize) {
    if model.cursor < model.order.len() && to < model.order.len() {
        let item = model.order.remove(model.cursor);
        model.order.insert(to, item);
        model.cursor = to;
    }
}

/// Inserts pasted text where an answer is being typed. The lines of a list go to its fields.
pub fn paste(model: &mut Model<'_>, text: &str) {
    if !model.mode().takes_text() {
        return;
    }
    let several = model.fields.len() > 1;
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !several || lines.len() < 2 {
        if let Some(field) = model.field_mut() {
            field.insert(text.trim_end_matches(['\r', '\n']));
        }
        return;
    }
    let room = model.fields.len() - model.cursor;
    for (field, line) in model.fields[model.cursor..].iter_mut().zip(&lines) {
        field.insert(line.trim());
    }
    model.cursor = (model.cursor + lines.len()).min(model.fields.len()) - 1;
    // What there are no fields for stays in the last one, apart as a list is.
    for line in lines.iter().skip(room) {
        if let Some(field) = model.field_mut() {
            field.insert("; ");
            field.insert(line.trim());
        }
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

fn enter(model: &mut Model<'_>, now: Moment) -> Vec<Job> {
    let event = match model.session.state() {
        State::Asking => match model.session.turn().map(|turn| &turn.ask) {
            Some(Ask::Options(_)) if model.is_multiple() && model.ticked.contains(&true) => {
                Event::Choose(ticked(model))
            }
            Some(Ask::Options(_)) if model.is_multiple() => Event::Reveal,
            Some(Ask::Options(_)) => Event::Choose(vec![model.cursor]),
            Some(Ask::Arrange(_)) => Event::Arrange(model.order.clone()),
            Some(Ask::Typed) => match typed(model) {
                Some(event) => event,
                None => return Vec::new(),
            },
            _ => Event::Reveal,
        },
        State::Shown => Event::Tick(model.ticked.clone()),
        State::Answered { .. } => Event::Rate(None),
        State::Done => return Vec::new(),
    };
    step(model, &event, "", now)
}

/// What Enter gives of a typed answer. In a list it goes on to the next empty field, and gives the list
/// when all are filled or the field itself is empty.
fn typed(model: &mut Model<'_>) -> Option<Event> {
    if model.fields.iter().all(super::editor::Editor::is_blank) {
        return Some(Event::Reveal);
    }
    if model.fields.len() == 1 {
        return Some(Event::Submit(model.fields[0].text().to_owned()));
    }
    let here = model.field().is_some_and(super::editor::Editor::is_blank);
    let count = model.fields.len();
    let following = (1..count).map(|step| (model.cursor + step) % count);
    let empty = following
        .into_iter()
        .find(|at| model.fields[*at].is_blank());
    match empty {
        Some(at) if !here && !model.command => {
            model.cursor = at;
            None
        }
        _ => {
            let items = model.fields.iter().map(|field| field.text().to_owned());
            Some(Event::List(items.collect()))
        }
    }
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

/// A digit picks an option: at once where one is right, else it ticks it. In a sequence it moves the item
/// under the cursor to that place.
fn pick(model: &mut Model<'_>, at: usize, now: Moment) -> Vec<Job> {
    if model.mode() == Mode::Arranging {
        carry(model, at);
        return Vec::new();
    }
    if at >= model.ticked.len() {
        return Vec::new();
    }
    if model.is_multiple() {
        tick(model, at);
        return Vec::new();
    }
    step(model, &Event::Choose(vec![at]), "", now)
}

/// A click picks an option as its digit does, goes to a field, and picks an item up or puts it down.
fn click(model: &mut Model<'_>, at: usize, now: Moment) -> Vec<Job> {
    match model.mode() {
        Mode::Fields if at < model.fields.len() => model.cursor = at,
        Mode::Arranging if at < model.order.len() => {
            if model.held {
                carry(model, at);
            } else {
                model.cursor = at;
            }
            model.held = !model.held;
        }
        Mode::Choosing | Mode::Selecting | Mode::Ticking => return pick(model, at, now),
        _ => {}
    }
    Vec::new()
}

/// Takes an event to the session.
pub(super) fn step(model: &mut Model<'_>, event: &Event, said: &str, now: Moment) -> Vec<Job> {
    let before = (model.session.state().clone(), model.session.turn().cloned());
    let effects = model.session.apply(event, now);
    let after = (model.session.state().clone(), model.session.turn().cloned());
    said.clone_into(&mut model.message);
    if before == after && effects.is_empty() {
        nothing(event).clone_into(&mut model.message);
    }
    model.scroll = 0;
    model.renew();
    effects.into_iter().map(Job::Perform).collect()
}

/// What is said when an event did nothing.
fn nothing(event: &Event) -> &'static str {
    match event {
        Event::Undo => "nothing is left to take back",
        Event::Hint => "there is no further hint",
        _ => "",
    }
}
