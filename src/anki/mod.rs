//! Packages for Anki: what is in one, as plain data, and the way from there to bytes and back.
//!
//! The format is Anki's oldest that all its programs still read ("Legacy 1": a zip file with a
//! schema 11 `SQLite` database). [`export()`] makes a [`Package`] of decks, [`write()`] makes a file of
//! it, and [`read`] finds in an earlier file what the next export has to know. Nothing here touches
//! a disk or a clock, and only [`collection`] knows the database.
//!
//! What Anki does with a package (as seen with Anki 26.09): it finds a note by its guid, updates it
//! in place when `modified` is newer, and keeps the schedule of the learner. It never deletes a
//! note, never moves a card to another deck, and refuses a note whose note type has changed its
//! fields or templates. Everything about identity here follows from that.

use std::collections::BTreeMap;

mod check;
mod collection;
pub mod export;
pub mod html;
mod name;
pub mod note_type;
mod zip;

pub use export::{Comparison, Part, compare, export};
pub use note_type::NoteType;

/// What a package holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Package {
    /// The note types that notes of the package have.
    pub note_types: Vec<&'static NoteType>,
    /// Sorted by name, so that a parent stands before its children. Anki's own deck "Default" is
    /// not among them; it is always written.
    pub decks: Vec<Deck>,
    pub notes: Vec<Note>,
    /// One or more a note: an import makes none.
    pub cards: Vec<Card>,
}

/// A deck of Anki.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    pub id: i64,
    /// The whole path, its parts joined by `::`. Anki finds the deck by it, whatever its case.
    pub name: String,
}

/// A note of Anki: fields of text that one or more cards show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Milliseconds since 1970, which Anki shows as the time the note was added. Unique.
    pub id: i64,
    /// What Anki finds the note by in all later imports.
    pub guid: String,
    /// Id of the note type.
    pub note_type: i64,
    /// When the content last changed, in seconds since 1970. Anki takes the note over only when
    /// this is newer than what it has.
    pub modified: i64,
    /// Sorted, without white space inside, unlike each other whatever their case.
    pub tags: Vec<String>,
    /// HTML, one for each field of the note type.
    pub fields: Vec<String>,
    /// What to call the note in a message; not written.
    pub label: String,
}

/// A card of Anki: one side of a note, in a deck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    pub id: i64,
    /// Id of the note.
    pub note: i64,
    /// Id of the deck.
    pub deck: i64,
    /// Place among the new cards.
    pub position: u32,
    pub suspended: bool,
}

/// What the package that stood in the place of the next one says of its notes, by guid.
pub type Earlier = BTreeMap<String, EarlierNote>;

/// A note of an earlier package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierNote {
    pub id: i64,
    pub note_type: i64,
    pub modified: i64,
    pub tags: Vec<String>,
    pub fields: Vec<String>,
}

/// The bytes of the package. Same package, same bytes. What Anki would refuse or mend is refused
/// here, by name.
pub fn write(package: &Package) -> anyhow::Result<Vec<u8>> {
    let problems = check::check(package);
    match problems.as_slice() {
        [] => zip::write(&collection::write(package)?),
        [only] => anyhow::bail!("{only}"),
        [first, rest @ ..] => anyhow::bail!("{first} (and {} more problems)", rest.len()),
    }
}

/// The notes of a package that [`write()`] made; an error for any other file.
pub fn read(bytes: &[u8]) -> anyhow::Result<Earlier> {
    let notes = collection::read(&zip::read(bytes)?)?;
    for (guid, note) in &notes {
        let known = note_type::ALL
            .iter()
            .any(|kind| kind.id == note.note_type && kind.fields.len() == note.fields.len());
        anyhow::ensure!(known, "the note `{guid}` is not of a note type of recito");
    }
    Ok(notes)
}
