//! The session on the full screen.
//!
//! ```text
//! key ─► Keys::bind ─► Action ─► update(&mut Model, Action, now) ─► Vec<Job>
//!                                   │                               performed by run.rs only
//!                              view(&Model, &mut Frame)
//! ```
//!
//! [`Model`] wraps the [`crate::session::Session`] and knows no terminal; drawing never changes it.

mod body;
pub mod charts;
mod chord;
mod editor;
pub mod keys;
mod note;
mod picture;
#[allow(clippy::disallowed_methods, reason = "this module is the shell")]
pub mod run;
mod screen;
mod signals;
mod terminal;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod update;
mod view;

use crate::day::{Day, Moment};
use crate::question::{BLANK, Kind};
use crate::session::{Ask, Effect, Feedback, Session, State};
use editor::Editor;
use keys::Keys;

pub use picture::Graphics;
pub use theme::Theme;
pub use update::{paste, update};
pub use view::{target_at, view};

/// What the keys mean now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Letters are text.
    Typing,
    /// Letters are text, of one member of a list.
    Fields,
    /// Letters are commands, while an answer is being typed.
    Command,
    /// One of the options is right.
    Choosing,
    /// Several of the options are right.
    Selecting,
    /// Items are brought into their order.
    Arranging,
    /// The answer is about to be shown, or its parts are ticked.
    Revealing,
    Ticking,
    Rating,
    /// Nothing more is asked.
    Summary,
    Help,
}

impl Mode {
    /// Whether letters are text.
    pub fn takes_text(self) -> bool {
        matches!(self, Mode::Typing | Mode::Fields)
    }

    /// Whether there is something to click on.
    pub fn takes_clicks(self) -> bool {
        let lists = [
            Mode::Choosing,
            Mode::Selecting,
            Mode::Arranging,
            Mode::Ticking,
            Mode::Fields,
        ];
        lists.contains(&self)
    }
}

/// What the shell has to do after a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    Perform(Effect),
    /// Open the note of the question in an editor.
    Edit,
    /// Show the image of the note.
    Image,
    /// Stop until the program is continued.
    Stop,
}

/// How the screen looks and is driven.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub theme: Theme,
    pub keys: Keys,
    /// The day of the exam, for the countdown.
    pub exam: Option<Day>,
    /// How the terminal takes images, if it does.
    pub graphics: Option<Graphics>,
    /// What the first frame says besides its question.
    pub greeting: String,
}

/// Everything that the screen shows.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is something the learner did, independent of the others"
)]
#[derive(Debug)]
pub struct Model<'s> {
    pub session: &'s mut Session,
    pub look: Look,
    /// What time it is, for what is left of it.
    pub now: Moment,
    /// What there is to say about the answer.
    pub feedback: Feedback,
    /// Days until the card comes back after each rating, where the schedule counts.
    pub next: [Option<i32>; 4],
    /// One line for the learner: what the last step did.
    pub message: String,
    /// How many cards are due tomorrow, for the summary.
    pub due_tomorrow: usize,
    /// Whether the learner wants to leave.
    pub left: bool,
    /// What is being typed: a line, or one for each member of a list.
    fields: Vec<Editor>,
    /// The option, part, item or field that the cursor is on.
    cursor: usize,
    /// Options or parts that are ticked.
    ticked: Vec<bool>,
    /// Places of the items of a sequence, as they are arranged.
    order: Vec<usize>,
    /// Whether the item under the cursor moves with it.
    held: bool,
    command: bool,
    help: bool,
    /// Rows that the learner scrolled down, or up, from where the screen would be.
    scroll: isize,
    /// Which question the input belongs to.
    input_of: Option<(usize, usize, Ask)>,
}

impl<'s> Model<'s> {
    pub fn new(session: &'s mut Session, look: Look, now: Moment) -> Model<'s> {
        let greeting = look.greeting.clone();
        let mut model = Model {
            session,
            look,
            now,
            feedback: Feedback::default(),
            next: [None; 4],
            message: greeting,
            due_tomorrow: 0,
            left: false,
            fields: Vec::new(),
            cursor: 0,
            ticked: Vec::new(),
            order: Vec::new(),
            held: false,
            command: false,
            help: false,
            scroll: 0,
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
            (State::Asking, Some(Ask::Arrange(_))) => Mode::Arranging,
            (State::Asking, Some(Ask::Reveal(_))) => Mode::Revealing,
            (State::Asking, _) if self.command => Mode::Command,
            (State::Asking, _) if self.fields.len() > 1 => Mode::Fields,
            (State::Asking, _) => Mode::Typing,
            (State::Shown, _) => Mode::Ticking,
            (State::Answered { .. }, _) => Mode::Rating,
            (State::Done, _) => Mode::Summary,
        }
    }

    /// Whether several options may be ticked.
    fn is_multiple(&self) -> bool {
        let task = self.session.task();
        let select = task.is_some_and(|task| {
            task.question.kind == Kind::Select || task.question.answer.len() > 1
        });
        select || *self.session.state() == State::Shown
    }

    /// The field that is being typed in.
    fn field(&self) -> Option<&Editor> {
        self.fields.get(self.cursor).or(self.fields.first())
    }

    fn field_mut(&mut self) -> Option<&mut Editor> {
        let at = if self.cursor < self.fields.len() {
            self.cursor
        } else {
            0
        };
        self.fields.get_mut(at)
    }

    /// Whether the answer is typed into the blank of the prompt.
    fn types_into_blank(&self) -> bool {
        let typed = self
            .session
            .turn()
            .is_some_and(|turn| turn.ask == Ask::Typed);
        let blank = self
            .session
            .task()
            .is_some_and(|task| task.question.prompt.contains(BLANK));
        typed && blank && self.fields.len() == 1
    }

    /// Forgets the input of the question before.
    fn renew(&mut self) {
        let now = self
            .session
            .turn()
            .map(|turn| (turn.task, self.session.progress().0, turn.ask.clone()));
        if self.input_of == now {
            return;
        }
        let question = self.session.task().map(|task| &task.question);
        let listed = question.filter(|question| {
            matches!(question.kind, Kind::List | Kind::Order | Kind::Select)
                && question.answer.len() > 1
        });
        let (fields, ticks, items) = match now.as_ref().map(|(.., ask)| ask) {
            Some(Ask::Typed) => (listed.map_or(1, crate::question::Question::required), 0, 0),
            Some(Ask::Options(order)) => (0, order.len(), 0),
            Some(Ask::Reveal(parts)) => (0, parts.len(), 0),
            Some(Ask::Arrange(order)) => (0, 0, order.len()),
            None => (0, 0, 0),
        };
        self.fields = vec![Editor::default(); fields];
        self.ticked = vec![false; ticks];
        self.order = (0..items).collect();
        self.cursor = 0;
        self.held = false;
        self.command = false;
        self.scroll = 0;
        self.input_of = now;
    }
}
