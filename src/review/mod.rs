//! What a learner did, as an append-only log of records.
//!
//! The log is the only truth about studying: memory, due dates and statistics are folds over the
//! *set* of its records, so that their order, duplicates and the merges of file syncers do not
//! matter.

pub mod format;

use crate::day::Moment;
use crate::deck::CardId;

/// How well an answer was known, as FSRS counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rating {
    Again = 1,
    Hard = 2,
    Good = 3,
    Easy = 4,
}

impl Rating {
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// The rating of a grade from 1 to 4.
    pub fn of_grade(grade: u8) -> Option<Rating> {
        Rating::ALL
            .into_iter()
            .find(|rating| rating.grade() == grade)
    }

    /// From 1 (again) to 4 (easy).
    pub fn grade(self) -> u8 {
        self as u8
    }

    /// The name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Rating::Again => "again",
            Rating::Hard => "hard",
            Rating::Good => "good",
            Rating::Easy => "easy",
        }
    }
}

/// How an answer was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Typed by the learner and graded by the program.
    #[default]
    Typed,
    /// Chosen from options.
    Chosen,
    /// Shown, and graded by the learner.
    Revealed,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub card: CardId,
    pub at: Moment,
    pub rating: Rating,
    /// Milliseconds from question to answer.
    pub took: u32,
    pub form: Form,
    /// Number of options when the answer was chosen, else 0.
    pub options: u8,
    /// What was typed or chosen.
    pub given: Option<String>,
    /// Whether a hint was taken.
    pub hinted: bool,
    /// Whether the session left the schedule alone (`--cram`).
    pub cram: bool,
}

/// What one record says.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Review(Review),
    /// Takes back the record of a device with this sequence number.
    Undo {
        device: String,
        seq: u64,
    },
    /// What a card asked when it was studied, so that its history can be found again after edits.
    Seen {
        card: CardId,
        note: String,
        under: Vec<String>,
        fact: String,
    },
    /// The learner never wants to see the card again (`true`), or does again.
    Bad {
        card: CardId,
        bad: bool,
    },
    Suspend {
        card: CardId,
        suspended: bool,
    },
    /// The learner says that this spelling is right, too.
    Accept {
        card: CardId,
        item: usize,
        spelling: String,
    },
    /// A kind that this version does not know: counted and kept.
    Unknown {
        kind: String,
    },
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The device that wrote it.
    pub device: String,
    /// Number of the record among those of its device, from 1.
    pub seq: u64,
    pub at: Moment,
    pub event: Event,
}

/// All records that were read, as a set: sorted by time, device and number, without duplicates and
/// without what was taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub records: Vec<Record>,
}
