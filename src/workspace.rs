//! Everything that was read, as one value, and the one function that makes decks of it.
//!
//! [`build`] is the product: `build`, `study`, `cards`, `check` and `export` all call it and differ
//! only in what they do with its value.

use crate::deck::{Change, Deck};
use crate::diagnostic::Diagnostic;
use crate::note::Note;
use crate::question::Rejected;
use crate::source::Source;

/// The notes and decks of a collection.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The notes as text; `SourceId(i)` is the i-th. Sources of deck files follow those of the notes.
    pub sources: Vec<Source>,
    /// Parsed notes, sorted by path.
    pub notes: Vec<Note>,
    /// The decks as they were on disk.
    pub decks: Vec<Deck>,
    /// What was wrong with the files themselves: encoding, front matter, broken decks.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the notes give now.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// One deck a note, sorted by path; decks of notes that are gone hold retired cards only.
    pub decks: Vec<Deck>,
    pub changes: Vec<Change>,
    /// Candidates that did not become cards, with the path of their note.
    pub rejected: Vec<(String, Rejected)>,
}

/// Writes the questions of all notes and finds the cards they were before.
pub fn build(_workspace: &Workspace) -> Build {
    Build::default()
}
