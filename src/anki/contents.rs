//! What stands in a package that anybody may have made, as plain data.

use std::collections::BTreeMap;

use super::Note;

/// A package that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    pub note_types: BTreeMap<i64, ForeignType>,
    /// Names of decks, their parts joined by `::`.
    pub decks: BTreeMap<i64, String>,
    pub notes: Vec<Note>,
    pub cards: Vec<ForeignCard>,
    /// By time.
    pub reviews: Vec<ForeignReview>,
}

/// A note type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignType {
    pub name: String,
    pub cloze: bool,
    pub fields: Vec<String>,
    /// Front and back of each card.
    pub templates: Vec<(String, String)>,
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignCard {
    pub id: i64,
    pub note: i64,
    pub deck: i64,
    /// Number of the template, or of the cloze mark less one.
    pub ord: i64,
    pub suspended: bool,
    /// Number of the coloured flag; 0 is none.
    pub flag: i64,
    /// Seconds since 1970.
    pub modified: i64,
    /// As [`Card::options`](super::Card::options).
    pub options: String,
    /// As [`Card::own`](super::Card::own).
    pub own: bool,
}

/// An answer. Nothing of it has been judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignReview {
    /// Milliseconds since 1970.
    pub id: i64,
    pub card: i64,
    /// 1 again, 2 hard, 3 good, 4 easy; 0 when the learner did not answer.
    pub ease: i64,
    /// Milliseconds.
    pub took: i64,
    /// As [`ReviewKind`](super::ReviewKind); more are kinds without an answer.
    pub kind: i64,
    /// 0 of a review that left the schedule alone.
    pub factor: i64,
}
