//! Packages for Anki: what is in one, as plain data, and the way from there to bytes and back.
//!
//! The format is Anki's oldest that all its programs still read ("Legacy 1": a zip file with a
//! schema 11 `SQLite` database), or on request its newest. [`export()`] makes a [`Package`] of decks, [`write()`] makes a file of
//! it, and [`read`] finds the notes in an earlier file. Nothing here touches
//! a disk or a clock, and only [`collection`] knows the database.
//!
//! What Anki does with a package (as seen with Anki 26.09): it finds a note by its guid, updates it
//! in place when `modified` is newer, and keeps the schedule of the learner. It never deletes a
//! note, never moves a card to another deck, and refuses a note whose note type has changed its
//! fields or templates. Everything about identity here follows from that.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::review::Rating;

mod check;
mod collection;
mod container;
pub mod contents;
pub mod export;
pub mod html;
pub mod import;
mod name;
pub mod note_type;
mod proto;
pub mod push;

use container::Archive;
use contents::Contents;
pub use export::progress::Progress;
pub use export::stamp::{self, Stamps};
pub use export::{Comparison, Part, compare, export, picture};
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
    /// Second since 1970 in which the package is made. Nothing in it may be later.
    pub made: i64,
    /// One or more a note: an import makes none.
    pub cards: Vec<Card>,
    /// Sorted by id.
    pub reviews: Vec<Review>,
    /// Sorted by name.
    pub media: Vec<Media>,
}

/// A file that fields name: a picture, a sound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    /// Without a folder.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Which Anki a package is written for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Schema 11 in a zip file: all versions and other programs.
    #[default]
    Compat,
    /// Schema 18, zstd, protobuf: Anki 2.1.50 and later. Smaller.
    Latest,
}

/// A deck of Anki.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    pub id: i64,
    /// The whole path, its parts joined by `::`. Anki finds the deck by it, whatever its case.
    pub name: String,
}

/// A note of Anki: fields of text that one or more cards show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    pub id: i64,
    /// Id of the note.
    pub note: i64,
    /// Number of the card among those of its note, from 0.
    pub ord: u32,
    /// Id of the deck.
    pub deck: i64,
    /// Place among the new cards.
    pub position: u32,
    pub suspended: bool,
    /// Number of the coloured flag; 0 is none.
    pub flag: u8,
    /// What the learner knows of it; none for a new card.
    pub schedule: Option<Schedule>,
    /// Of each review, how many options there were to choose from: a digit, `0` for none. Anki keeps it
    /// and makes nothing of it; recito reads it back.
    pub options: String,
    /// Whether it is suspended by the deck of recito, which says so again in every export.
    pub own: bool,
}

/// What a learner knows of a card, and when it comes next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Schedule {
    pub stage: Stage,
    /// Days from the latest review to the next.
    pub interval: i32,
    pub reps: u32,
    pub lapses: u32,
    /// Days after which the chance of recall is 90 %.
    pub stability: f32,
    /// The exponent of the curve of forgetting, without which a stability can not be read.
    pub decay: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
    /// The wished chance of recall.
    pub retention: f32,
    /// Second of the latest review that counts.
    pub last_review: i64,
}

/// How far a card has come. Learning cards come back at a second of time, the others on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Learning(i64),
    Review(Day),
    Relearning(i64),
}

/// One answer, as Anki keeps it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Review {
    /// Milliseconds since 1970. Unique.
    pub id: i64,
    /// Id of the card.
    pub card: i64,
    pub rating: Rating,
    /// Interval after and before the answer: days, or seconds below zero.
    pub interval: i64,
    pub last_interval: i64,
    /// From 1 to 10; none when the answer does not count.
    pub difficulty: Option<f32>,
    /// Milliseconds.
    pub took: u32,
    pub kind: ReviewKind,
}

/// What a review was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewKind {
    Learn = 0,
    Review = 1,
    Relearn = 2,
    /// It left the schedule alone.
    Cram = 3,
}

/// The notes of the package that the next one is going to replace, by guid.
pub type Earlier = BTreeMap<String, Note>;

/// The bytes of the package. Same package, same bytes. What Anki would refuse or mend is refused
/// here, by name.
pub fn write(package: &Package, format: Format) -> anyhow::Result<Vec<u8>> {
    // Looking at a package takes as long as a quarter of writing it, and most packages are sound.
    let (problems, written) = rayon::join(
        || check::check(package),
        || {
            collection::write(package, format, |database| {
                container::write(database, &package.media, format)
            })
        },
    );
    match problems.as_slice() {
        [] => written,
        [only] => anyhow::bail!("{only}"),
        [first, rest @ ..] => anyhow::bail!("{first} (and {} more problems)", rest.len()),
    }
}

/// A package that anybody may have made.
pub struct Foreign<'a>(Archive<'a>);

impl<'a> Foreign<'a> {
    /// Opens a package of any kind.
    pub fn open(bytes: &'a [u8]) -> anyhow::Result<Foreign<'a>> {
        Archive::open(bytes).map(Foreign)
    }

    /// All that is in its database.
    pub fn contents(&mut self) -> anyhow::Result<Contents> {
        collection::read(self.0.database()?)
    }

    /// The bytes of a medium; none when the package does not have it.
    pub fn medium(&mut self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        self.0.medium(name)
    }
}

/// The notes of a package that [`write()`] made; an error for any other file.
pub fn read(bytes: &[u8]) -> anyhow::Result<Earlier> {
    let contents = Foreign::open(bytes)?.contents()?;
    let mut notes = Earlier::new();
    for note in contents.notes {
        let known = note_type::of_id(note.note_type)
            .is_some_and(|kind| kind.fields.len() == note.fields.len());
        let guid = note.guid.clone();
        anyhow::ensure!(known, "the note `{guid}` is not of a note type of recito");
        notes.insert(guid, note);
    }
    Ok(notes)
}
