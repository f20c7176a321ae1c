//! A question as plain data: what is shown, what is expected, and how it may be answered.

use std::fmt;
use std::str::FromStr;

/// The shape of a question, as `cards --json` names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Prompt and answer.
    #[default]
    Basic,
    /// A sentence with a blank, written `____`.
    Cloze,
    /// All members of a list, in any order.
    List,
    /// One of the choices is right; the choices are always shown.
    Choice,
    /// Several of the choices are right.
    Select,
    /// The answer's items in their order.
    Order,
    /// To which of the choices does something belong?
    Class,
    /// A number, perhaps with a unit.
    Number,
    /// True or false.
    Boolean,
}

impl Kind {
    const NAMES: [(Kind, &'static str); 9] = [
        (Kind::Basic, "basic"),
        (Kind::Cloze, "cloze"),
        (Kind::List, "list"),
        (Kind::Choice, "choice"),
        (Kind::Select, "select"),
        (Kind::Order, "order"),
        (Kind::Class, "class"),
        (Kind::Number, "number"),
        (Kind::Boolean, "boolean"),
    ];

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        Kind::NAMES
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or("basic", |(_, name)| name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ();
    fn from_str(text: &str) -> Result<Kind, ()> {
        Kind::NAMES
            .iter()
            .find(|(_, name)| *name == text)
            .map(|(kind, _)| *kind)
            .ok_or(())
    }
}

/// How a blank is written in a prompt.
pub const BLANK: &str = "____";

/// A question with its expected answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    pub kind: Kind,
    /// Headings that say what the prompt is about, outermost first; never gives the answer away.
    pub context: Vec<String>,
    pub prompt: String,
    /// One entry per required item. Only [`Kind::List`], [`Kind::Order`] and [`Kind::Select`] have
    /// several, and long basic answers that are graded by their parts.
    pub answer: Vec<String>,
    /// Further spellings of each item of the answer; as long as `answer`.
    pub accept: Vec<Vec<String>>,
    /// What is offered to choose from. Empty unless the question can be asked that way; for
    /// [`Kind::Choice`], [`Kind::Select`], [`Kind::Class`] and [`Kind::Boolean`] it always holds the
    /// right ones too. For a basic or cloze question these are the options of a first contact.
    pub choices: Vec<String>,
    /// How many items of `answer` have to be named when not all do ("name 3 of them").
    pub need: Option<usize>,
}

impl Question {
    /// Whether fewer than all items are asked for.
    pub fn is_open(&self) -> bool {
        self.need.is_some_and(|need| need < self.answer.len())
    }

    /// How many items a full answer names.
    pub fn required(&self) -> usize {
        self.need
            .unwrap_or(self.answer.len())
            .min(self.answer.len())
    }
}
