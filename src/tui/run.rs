//! The loop: draw, read, update, perform. The only place that reads the terminal.

use crossterm::event::{
    self, Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Rect};

use super::keys::Action;
use super::terminal::{Screen, Signals, WAIT, Watch};
use super::update::{paste, step, update};
use super::view::{target_at, view};
use super::{Job, Look, Model};
use crate::report::session::next_due;
use crate::review::Rating;
use crate::session::{self, Feedback, Session, Shell, State};

/// How the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    /// The program was told to end by a signal.
    Interrupted,
}

/// Runs a session on the screen.
pub fn run(session: &mut Session, shell: &mut dyn Shell, look: Look) -> anyhow::Result<End> {
    let signals = Signals::listen()?;
    let _watch = Watch::over(&signals);
    let mut screen = Screen::open()?;
    let mut model = Model::new(session, look, shell.now());
    while !model.left {
        screen.take_mouse(model.mode().takes_clicks())?;
        screen.terminal.draw(|frame| view(&model, frame))?;
        let area = screen.terminal.get_frame().area();
        let Some(event) = wait(&mut model, shell, &signals)? else {
            if signals.end() {
                return Ok(End::Interrupted);
            }
            if signals.take_stop() {
                screen.stop()?;
            }
            if signals.take_continued() {
                screen.enter()?;
            }
            continue;
        };
        for job in react(&mut model, event, area, shell) {
            perform(&job, &mut model, shell, &mut screen)?;
        }
        know(&mut model, shell);
        if signals.end() {
            return Ok(End::Interrupted);
        }
    }
    Ok(End::Done)
}

/// Waits for an event. None when there was a signal, or when the time that is shown has changed.
fn wait(
    model: &mut Model<'_>,
    shell: &dyn Shell,
    signals: &Signals,
) -> anyhow::Result<Option<Event>> {
    let shown = |model: &Model<'_>| model.session.time_left(model.now).map(|left| left / 1000);
    let before = shown(model);
    while !event::poll(WAIT)? {
        if before.is_some() {
            model.now = shell.now();
        }
        if signals.any() || shown(model) != before {
            return Ok(None);
        }
    }
    Ok(Some(event::read()?))
}

/// What an event of the terminal does to the model.
fn react(model: &mut Model<'_>, event: Event, area: Rect, shell: &dyn Shell) -> Vec<Job> {
    let action = match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            model.look.keys.bind(model.mode(), key)
        }
        Event::Mouse(mouse) => pointed(model, mouse, area),
        Event::Paste(text) => {
            paste(model, &text);
            None
        }
        _ => None,
    };
    action.map_or(Vec::new(), |action| update(model, action, shell.now()))
}

/// What the mouse asks for.
fn pointed(model: &Model<'_>, mouse: MouseEvent, area: Rect) -> Option<Action> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let place = Position::new(mouse.column, mouse.row);
            target_at(model, area, place).map(Action::Click)
        }
        MouseEventKind::ScrollUp => Some(Action::ScrollUp),
        MouseEventKind::ScrollDown => Some(Action::ScrollDown),
        _ => None,
    }
}

/// Asks the shell for what the screen is to show of an answer, once there is one.
fn know(model: &mut Model<'_>, shell: &dyn Shell) {
    match model.session.state() {
        State::Answered { verdict, .. } => {
            let other = verdict
                .as_ref()
                .and_then(|verdict| verdict.confused_with.as_deref());
            if let Some(task) = model.session.task() {
                let feedback = shell.feedback(task, other);
                model.feedback = Feedback {
                    excerpt: model.session.fair(feedback.excerpt),
                    ..feedback
                };
            }
            let now = shell.now();
            model.next = Rating::ALL.map(|rating| {
                let review = model.session.review(rating, now)?;
                shell.due_if(&review).map(|due| due.since(now.day()))
            });
        }
        State::Done => model.due_tomorrow = shell.due_tomorrow(),
        State::Asking | State::Shown => {}
    }
}

fn perform(
    job: &Job,
    model: &mut Model<'_>,
    shell: &mut dyn Shell,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    match job {
        Job::Perform(effect) => {
            shell.perform(effect)?;
            let said = next_due(effect, shell).filter(|_| !model.session.settings.mock);
            if let Some(said) = said {
                model.message = said;
            }
        }
        Job::Edit => edit(model, shell, screen)?,
        Job::Image => {
            if let Some(task) = model.session.task() {
                let said = shell.show_image(task);
                model.message = said.unwrap_or_else(|error| format!("{error:#}"));
            }
        }
        Job::Stop => screen.stop()?,
    }
    Ok(())
}

/// Opens the note, and goes on with the card as the note has it then.
fn edit(model: &mut Model<'_>, shell: &mut dyn Shell, screen: &mut Screen) -> anyhow::Result<()> {
    let Some(task) = model.session.task() else {
        return Ok(());
    };
    screen.leave()?;
    let edited = shell.edit(task);
    screen.enter()?;
    let edited = edited.unwrap_or_else(|error| session::Edited {
        said: format!("{error:#}"),
        card: None,
    });
    if let Some(card) = edited.card {
        let effects = step(model, &session::Event::Replace(card), "", shell.now());
        for effect in effects {
            perform(&effect, model, shell, screen)?;
        }
    }
    model.message = edited.said;
    Ok(())
}

/// Something that may be done when nothing is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<T> {
    /// The letter that takes it.
    pub key: char,
    /// What it is for the caller.
    pub chosen: T,
    /// The option of the command line that does the same.
    pub flag: String,
    /// What it does, for people.
    pub says: String,
}

/// Shows offers under some lines until one is taken by its key, its number or Enter, or the learner leaves.
pub fn offer<T: Copy>(
    lines: &[String],
    offers: &[Offer<T>],
    look: &Look,
) -> anyhow::Result<Option<T>> {
    let signals = Signals::listen()?;
    let _watch = Watch::over(&signals);
    let mut screen = Screen::open()?;
    let mut cursor = 0;
    loop {
        let rows: Vec<(char, &str)> = offers
            .iter()
            .map(|offer| (offer.key, offer.says.as_str()))
            .collect();
        screen
            .terminal
            .draw(|frame| super::screen::offer::view(lines, &rows, cursor, look, frame))?;
        while !event::poll(WAIT)? {
            if signals.end() {
                return Ok(None);
            }
            if signals.take_stop() {
                screen.stop()?;
                break;
            }
        }
        let Event::Key(key) = event::read()? else {
            continue;
        };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        match key.code {
            KeyCode::Enter => return Ok(offers.get(cursor).map(|offer| offer.chosen)),
            KeyCode::Up | KeyCode::Char('k') => cursor = cursor.saturating_sub(1),
            KeyCode::Down | KeyCode::Char('j') => {
                cursor = (cursor + 1).min(offers.len().saturating_sub(1));
            }
            KeyCode::Esc | KeyCode::Char('q') => return Ok(None),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return Ok(None),
            KeyCode::Char(c) => {
                if let Some(offer) = offers.iter().find(|offer| offer.key == c) {
                    return Ok(Some(offer.chosen));
                }
            }
            _ => {}
        }
    }
}
