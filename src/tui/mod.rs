//! The session on the full screen.
//!
//! ```text
//! key ─► keys::bind ─► Action ─► update(&mut Model, Action, now) ─► Vec<Task>
//!                                   │                               performed by run.rs only
//!                              view(&Model, &mut Frame)
//! ```
//!
//! [`Model`] wraps the [`crate::session::Session`] and knows no terminal; drawing never changes it.

mod editor;
pub mod keys;
#[allow(clippy::disallowed_methods, reason = "this module is the shell")]
pub mod run;
#[cfg(test)]
mod tests;
mod update;
mod view;
mod wrap;

use crate::session::{Ask, Effect, Session, State};
use editor::Editor;

pub use update::update;
pub use view::view;

/// How things are told apart on the screen. Nothing is said by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// The sixteen colours that every terminal has, as its user chose them.
    Color,
    /// Bold, dim and reversed only.
    Plain,
}

/// What the keys mean now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Letters are text.
    Typing,
    /// Letters are commands, while an answer is being typed.
    Command,
    /// One of the options is right.
    Choosing,
    /// Several of the options are right.
    Selecting,
    /// The answer is about to be shown, or its parts are ticked.
    Revealing,
    Ticking,
    Rating,
    /// Nothing more is asked.
    Summary,
    Help,
}

/// What the shell has to do after a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    Perform(Effect),
    /// Open the note of the question in an editor.
    Edit,
}

/// Everything that the screen shows.
#[derive(Debug)]
pub struct Model<'s> {
    pub session: &'s mut Session,
    pub theme: Theme,
    editor: Editor,
    /// The option or part that the cursor is on.
    cursor: usize,
    /// Options or parts that are ticked.
    ticked: Vec<bool>,
    command: bool,
    help: bool,
    /// Lines of the body above the screen.
    scroll: usize,
    /// One line for the learner: what the last step did.
    pub message: String,
    /// How many cards are due tomorrow, for the summary.
    pub due_tomorrow: usize,
    /// Whether the learner wants to leave.
    pub left: bool,
    /// Which question the input belongs to.
    input_of: Option<(usize, usize)>,
}

impl<'s> Model<'s> {
    pub fn new(session: &'s mut Session, theme: Theme) -> Model<'s> {
        let mut model = Model {
            session,
            theme,
            editor: Editor::default(),
            cursor: 0,
            ticked: Vec::new(),
            command: false,
            help: false,
            scroll: 0,
            message: String::new(),
            due_tomorrow: 0,
            left: false,
            input_of: None,
        };
        model.renew();
        model
    }

    /// What the keys mean now.
    pub fn mode(&self) -> Mode {
        if self.help {
            return Mode::Help;
        }
        let ask = self.session.turn().map(|turn| &turn.ask);
        match (self.session.state(), ask) {
            (State::Asking, Some(Ask::Options(_))) if self.is_multiple() => Mode::Selecting,
            (State::Asking, Some(Ask::Options(_))) => Mode::Choosing,
            (State::Asking, Some(Ask::Reveal(_))) => Mode::Revealing,
            (State::Asking, _) if self.command => Mode::Command,
            (State::Asking, _) => Mode::Typing,
            (State::Shown, _) => Mode::Ticking,
            (State::Answered { .. }, _) => Mode::Rating,
            (State::Done, _) => Mode::Summary,
        }
    }

    /// Whether several options may be ticked.
    fn is_multiple(&self) -> bool {
        let select = self
            .session
            .task()
            .is_some_and(|task| task.question.kind == crate::question::Kind::Select);
        select || *self.session.state() == State::Shown
    }

    /// Forgets the input of the question before.
    fn renew(&mut self) {
        let count = match (
            self.session.turn().map(|turn| &turn.ask),
            self.session.state(),
        ) {
            (Some(Ask::Options(order)), _) => order.len(),
            (Some(Ask::Reveal(parts)), State::Shown) => parts.len(),
            _ => 0,
        };
        let now = self
            .session
            .turn()
            .map(|turn| (turn.task, self.session.progress().0));
        let same = self.input_of == now && self.ticked.len() == count;
        if !same {
            self.editor = Editor::default();
            self.cursor = 0;
            self.command = false;
            self.scroll = 0;
            self.ticked = vec![false; count];
            self.input_of = now;
        }
    }
}
