//! What goes into a session and what comes out of it.

use super::form::{Ask, Habit};
use crate::day::Moment;
use crate::deck::CardId;
use crate::grade::Verdict;
use crate::question::Question;
use crate::review::{Event as Written, Form, Rating};

/// A card to ask, with what is shown beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    pub card: CardId,
    /// The question with the learner's own wording and the accepted spellings.
    pub question: Question,
    /// Answers of other questions that this one may be mixed up with.
    pub confusable: Vec<String>,
    /// Path of the note.
    pub note: String,
    /// First and last line of the note, counted from 1; zero when they are not known.
    pub lines: (usize, usize),
    /// Heading path in the note, outermost first.
    pub under: Vec<String>,
    /// The learner's own hint.
    pub hint: Option<String>,
    /// How often the card was answered before the session.
    pub reviews: u32,
    /// The chance that it is recalled today; none for a card that is new or was answered today.
    pub recall: Option<f32>,
}

impl Task {
    /// The heading that the card is counted under: the one below the title of the note, else the title.
    pub fn topic(&self) -> &str {
        let heading = self.under.get(1).or(self.under.first());
        heading.unwrap_or(&self.note)
    }
}

/// How the session goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    pub habit: Habit,
    /// The most cards to ask; failed ones come back without being counted again.
    pub limit: Option<usize>,
    /// Minutes after which no further question is asked.
    pub minutes: Option<u32>,
    /// Whether the schedule is left alone.
    pub cram: bool,
    /// Whether it is a mock exam: no feedback and no hints until the end, and nothing comes back.
    pub mock: bool,
}

/// What the learner does. An event that makes no sense in the state that the session is in does
/// nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Typed text. For a question that is answered by looking, it is kept and the answer is shown.
    Submit(String),
    /// The items of a list, each typed by itself.
    List(Vec<String>),
    /// All items in the order the learner brought them into, by their places in the order shown.
    Arrange(Vec<usize>),
    /// Options by their place in the order shown, from 0.
    Choose(Vec<usize>),
    /// Show the answer.
    Reveal,
    /// Which parts of the shown answer were known, one value a part.
    Tick(Vec<bool>),
    /// Accept a rating; `None` is the suggested one.
    Rate(Option<Rating>),
    /// "I was right": counts as good, and what was typed is accepted from now on.
    MarkRight,
    /// Take back the last step.
    Undo,
    /// Leave the card for another session.
    Skip,
    /// Give a hint, then a stronger one.
    Hint,
    /// Never ask the card again, since it is a bad one.
    Bad,
    Suspend,
    /// The note was edited: the card as it is now, or `None` when it is gone.
    Replace(Option<Box<Task>>),
    /// Another session answered these cards: they are not asked again here, unless this one leaves the
    /// schedule alone.
    Elsewhere(Vec<CardId>),
    Quit,
}

/// What the shell has to do, before the next question is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Append this to the log. Records of a session are numbered from 0.
    Record { number: usize, event: Written },
    /// Take back the record of this session with the number.
    Retract { number: usize },
}

/// Where the session stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// A question is asked.
    Asking,
    /// The answer is shown; its parts are to be ticked, or it is rated right away.
    Shown,
    /// The answer was given or shown; its rating is to be accepted.
    Answered {
        /// None when the answer was only shown.
        verdict: Option<Verdict>,
        /// Never [`Rating::Easy`].
        suggested: Rating,
    },
    /// Nothing more is asked.
    Done,
}

/// The question that is asked now.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Index of the task.
    pub task: usize,
    pub ask: Ask,
    pub asked_at: Moment,
    /// Milliseconds from question to answer, once there is one.
    pub took: u32,
    /// What was typed or chosen.
    pub given: Option<String>,
    /// How the answer came about.
    pub form: Form,
    /// How many hints were taken.
    pub hints: usize,
    /// Whether the card failed earlier in the session.
    pub repeat: bool,
}
