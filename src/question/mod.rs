//! From facts to questions: templates write candidates, gates reject bad ones, a score ranks the
//! rest.

pub mod card;

pub use card::{BLANK, Kind, Question};

use crate::note::Note;
use crate::source::Source;

/// What a note gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generated {
    /// In the order of the note.
    pub drafts: Vec<Draft>,
    pub rejected: Vec<Rejected>,
}

/// A candidate that did not become a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    pub draft: Draft,
    /// Name of the gate or limit that stopped it, and what it saw.
    pub reason: String,
}

/// Writes the questions of a note.
pub fn write(_note: &Note, _source: &Source) -> Generated {
    Generated::default()
}

/// A generated question with all that was known when it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub question: Question,
    /// Name of the template that wrote it.
    pub template: String,
    /// Heading path in the note, outermost first, followed by the labels the fact stands under.
    pub under: Vec<String>,
    /// What the note says, in its own words, without markup.
    pub fact: String,
    /// First and last line of the note, counted from 1; zero when the card only comes from a deck.
    pub lines: (usize, usize),
    /// Cards with the same name share a fact, a list or a line: they are not asked on one day.
    pub siblings: String,
    /// What a learner may mix the answer up with: members of the same list or of a contrasting one.
    pub confusable: Vec<String>,
    /// From 0 to 1.
    pub score: f32,
}
