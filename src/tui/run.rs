//! The loop: draw, read, update, perform. The only place that reads the terminal.

use std::io;
use std::time::Duration;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use ratatui::layout::{Position, Rect};

use super::charts::{self, Charts};
use super::keys::Action;
use super::screen::unsaved;
use super::signals::{Signals, Watch};
use super::terminal::{Screen, WAIT};
use super::update::{paste, step, update};
use super::view::{target_at, view};
use super::{Job, Look, Model};
use crate::report::session::{ELSEWHERE, next_due};
use crate::review::Rating;
use crate::session::{self, Effect, Feedback, Session, Shell, State};
use crate::stats::Summary;

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
    let mut world = World {
        screen: Screen::open()?,
        signals: &signals,
        shell,
    };
    let mut model = Model::new(session, look, world.shell.now());
    let ended = turns(&mut model, &mut world);
    // A terminal that was closed can not be drawn on.
    signals.look(Duration::ZERO);
    match ended {
        Err(error) if signals.end() && error.is::<io::Error>() => Ok(End::Interrupted),
        ended => ended,
    }
}

/// What the loop meets.
struct World<'a> {
    screen: Screen,
    signals: &'a Signals,
    shell: &'a mut dyn Shell,
}

/// Draws, waits, makes a step, and does what it asks for, until the learner leaves.
fn turns(model: &mut Model<'_>, world: &mut World<'_>) -> anyhow::Result<End> {
    while !model.left {
        if let Some(end) = attend(&mut world.screen, world.signals)? {
            return Ok(end);
        }
        world.screen.take_mouse(model.mode().takes_clicks())?;
        world.screen.draw(|frame| view(model, frame))?;
        let area = world.screen.terminal.get_frame().area();
        let mut next = wait(model, world.shell, world.signals)?;
        let mut drawn_for = 0;
        while let Some(event) = next.take() {
            for job in react(model, event, area, world.shell) {
                perform(&job, model, world)?;
            }
            leave_out(model, world);
            know(model, world.shell);
            drawn_for += 1;
            // Keys that came faster than frames are not waited for by the eye.
            if drawn_for < AT_ONCE && !model.left && event::poll(Duration::ZERO)? {
                next = Some(event::read()?);
            }
        }
    }
    Ok(End::Done)
}

/// Events between two frames at most, so that something is seen of them.
const AT_ONCE: usize = 32;

/// Does what signals asked for; says whether that is to end.
fn attend(screen: &mut Screen, signals: &Signals) -> anyhow::Result<Option<End>> {
    if signals.end() {
        return Ok(Some(End::Interrupted));
    }
    if signals.take_stop() {
        screen.stop()?;
        signals.take_continued();
    }
    if signals.take_continued() {
        screen.enter()?;
    }
    Ok(None)
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

fn perform(job: &Job, model: &mut Model<'_>, world: &mut World<'_>) -> anyhow::Result<()> {
    match job {
        Job::Perform(effect) => {
            keep(effect, model, world)?;
            let said = next_due(effect, world.shell).filter(|_| !model.session.settings.mock);
            if let Some(said) = said {
                model.message = said;
            }
        }
        Job::Edit => edit(model, world)?,
        Job::Image => image(model, world)?,
        Job::Stop => world.screen.stop()?,
    }
    Ok(())
}

/// Does not go on before what has to be kept is kept, or the learner leaves without it.
fn keep(effect: &Effect, model: &Model<'_>, world: &mut World<'_>) -> anyhow::Result<()> {
    while let Err(failure) = world.shell.perform(effect) {
        let reason = format!("{failure:#}");
        world.screen.take_mouse(false)?;
        loop {
            let screen = &mut world.screen;
            screen.draw(|frame| unsaved::view(&reason, model.look.theme, frame))?;
            if event::poll(WAIT)? {
                match event::read()? {
                    Event::Key(key) if gives_up(key) => return Err(failure),
                    Event::Key(key) if key.kind == KeyEventKind::Press => break,
                    _ => {}
                }
            }
            if attend(&mut world.screen, world.signals)?.is_some() {
                return Err(failure);
            }
        }
    }
    Ok(())
}

/// Whether a key leaves the session although its last answer is not kept.
fn gives_up(key: KeyEvent) -> bool {
    key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// Leaves out what another session answered meanwhile.
fn leave_out(model: &mut Model<'_>, world: &mut World<'_>) {
    let cards = world.shell.elsewhere();
    if !cards.is_empty() {
        let cards = session::Event::Elsewhere(cards);
        step(model, &cards, ELSEWHERE, world.shell.now());
    }
}

/// Shows the image of the note: on the screen where the terminal can, else by other means.
fn image(model: &mut Model<'_>, world: &mut World<'_>) -> anyhow::Result<()> {
    let Some(task) = model.session.task() else {
        return Ok(());
    };
    let area = world.screen.terminal.get_frame().area();
    let room = (area.width, area.height.saturating_sub(1));
    let drawn = model.look.graphics.and_then(|graphics| {
        let image = world.shell.image(task)?;
        Some((graphics, graphics.sequence(&image, room)?))
    });
    let Some((graphics, sequence)) = drawn else {
        let said = world.shell.show_image(task);
        model.message = said.unwrap_or_else(|error| format!("{error:#}"));
        return Ok(());
    };
    Screen::put(&sequence)?;
    while !world.signals.any() {
        if event::poll(WAIT)? && matches!(event::read()?, Event::Key(_) | Event::Resize(..)) {
            break;
        }
    }
    Screen::put(graphics.clear())?;
    world.screen.enter()
}

/// Opens the note, and goes on with the card as the note has it then.
fn edit(model: &mut Model<'_>, world: &mut World<'_>) -> anyhow::Result<()> {
    let Some(task) = model.session.task() else {
        return Ok(());
    };
    world.screen.leave()?;
    let edited = world.signals.lend(|| world.shell.edit(task));
    world.screen.enter()?;
    let edited = edited.unwrap_or_else(|error| session::Edited {
        said: format!("{error:#}"),
        card: None,
    });
    if let Some(card) = edited.card {
        let now = world.shell.now();
        let effects = step(model, &session::Event::Replace(card), "", now);
        for effect in effects {
            perform(&effect, model, world)?;
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

/// What came of offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken<T> {
    Offer(T),
    Nothing,
    /// The program was told to end by a signal.
    Interrupted,
}

/// Shows offers under some lines until one is taken by its key, its number or Enter, or the learner leaves.
pub fn offer<T: Copy>(
    lines: &[String],
    offers: &[Offer<T>],
    look: &Look,
) -> anyhow::Result<Taken<T>> {
    let signals = Signals::listen()?;
    let _watch = Watch::over(&signals);
    let mut screen = Screen::open()?;
    let rows: Vec<(char, &str)> = offers
        .iter()
        .map(|offer| (offer.key, offer.says.as_str()))
        .collect();
    let mut cursor = 0;
    loop {
        if attend(&mut screen, &signals)? == Some(End::Interrupted) {
            return Ok(Taken::Interrupted);
        }
        screen.draw(|frame| super::screen::offer::view(lines, &rows, cursor, look, frame))?;
        if !event::poll(WAIT)? {
            continue;
        }
        let Event::Key(key) = event::read()? else {
            continue;
        };
        match pressed(key, &rows, &mut cursor) {
            Pressed::Take(at) => {
                let taken = offers.get(at).map(|offer| offer.chosen);
                return Ok(taken.map_or(Taken::Nothing, Taken::Offer));
            }
            Pressed::Leave => return Ok(Taken::Nothing),
            Pressed::Stop => screen.stop()?,
            Pressed::Other => {}
        }
    }
}

/// Shows statistics until the learner leaves.
pub fn browse(summary: &Summary, look: &Look) -> anyhow::Result<End> {
    let signals = Signals::listen()?;
    let _watch = Watch::over(&signals);
    let mut screen = Screen::open()?;
    let mut charts = Charts::new(summary, look);
    loop {
        if let Some(end) = attend(&mut screen, &signals)? {
            return Ok(end);
        }
        screen.draw(|frame| charts::view(&charts, frame))?;
        if !event::poll(WAIT)? {
            continue;
        }
        let Event::Key(key) = event::read()? else {
            continue;
        };
        match charts.press(key) {
            charts::Pressed::Nothing => {}
            charts::Pressed::Leave => return Ok(End::Done),
            charts::Pressed::Stop => screen.stop()?,
        }
    }
}

/// What a key means among offers.
enum Pressed {
    Take(usize),
    Leave,
    Stop,
    Other,
}

fn pressed(key: KeyEvent, offers: &[(char, &str)], cursor: &mut usize) -> Pressed {
    let last = offers.len().saturating_sub(1);
    let held = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        _ if key.kind == KeyEventKind::Release => return Pressed::Other,
        KeyCode::Char('c') if held => return Pressed::Leave,
        KeyCode::Char('z') if held => return Pressed::Stop,
        KeyCode::Enter => return Pressed::Take(*cursor),
        KeyCode::Up | KeyCode::Char('k') => *cursor = cursor.saturating_sub(1),
        KeyCode::Down | KeyCode::Char('j') => *cursor = (*cursor + 1).min(last),
        KeyCode::Esc | KeyCode::Char('q') => return Pressed::Leave,
        KeyCode::Char(c) => {
            let named = offers.iter().position(|(key, _)| *key == c);
            let counted = || (c.to_digit(10)? as usize).checked_sub(1);
            let at = named.or_else(counted).filter(|at| *at <= last);
            return at.map_or(Pressed::Other, Pressed::Take);
        }
        _ => {}
    }
    Pressed::Other
}
