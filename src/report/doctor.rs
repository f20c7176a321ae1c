//! The state of log, decks and backups, for people and as the frozen object of `doctor --json`.

use std::fmt::Write as _;
use std::ops::Range;

use serde::Serialize;

use super::{counted, json_text};
use crate::printable::one_line;

/// What `doctor` found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checkup {
    pub log: LogState,
    /// None where there are no notes.
    pub decks: Option<DeckState>,
    pub studied: Studied,
    pub backups: Backups,
    /// What is worth knowing and no problem.
    pub notes: Vec<String>,
    /// What should be seen to.
    pub problems: Vec<String>,
}

/// The log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LogState {
    pub folder: String,
    pub devices: usize,
    pub files: usize,
    /// Copies that syncers made of files when two machines changed them.
    pub conflict_copies: usize,
    /// Records in all files.
    pub records: usize,
    /// Records that stand in several places.
    pub repeated: usize,
    /// Answers that count.
    pub answers: usize,
    /// Records of kinds and versions that this program does not know.
    pub unknown: usize,
    pub damage: Vec<Damage>,
}

/// Bytes of a file that are no record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Damage {
    pub file: String,
    /// Counted from 1; zero when it is about the file.
    pub line: usize,
    /// Offsets of the first byte and of the one behind the last.
    pub bytes: Range<usize>,
    pub reason: String,
}

/// The decks of the collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeckState {
    pub folder: String,
    pub files: usize,
    pub asked: usize,
    pub retired: usize,
}

/// The cards that were answered at least once. None of them ever leaves this count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Studied {
    pub cards: usize,
    pub in_notes: usize,
    pub retired: usize,
    /// Of other collections, or gone before a deck was built.
    pub elsewhere: usize,
}

/// The backups that are made by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Backups {
    pub folder: String,
    pub count: usize,
    pub newest: Option<String>,
}

/// The object of `doctor --json`, version 1.
#[derive(Serialize)]
struct Object<'a> {
    version: u8,
    healthy: bool,
    #[serde(flatten)]
    checkup: &'a Checkup,
}

impl Checkup {
    /// Whether there is nothing to see to.
    pub fn healthy(&self) -> bool {
        self.log.damage.is_empty() && self.problems.is_empty()
    }
}

/// For programs.
pub fn json(checkup: &Checkup) -> String {
    json_text(&Object {
        version: 1,
        healthy: checkup.healthy(),
        checkup,
    })
}

/// For people.
pub fn human(checkup: &Checkup) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}", one_line(text));
    };
    let log = &checkup.log;
    line(&format!("log: {}", log.folder));
    line(&format!(
        "  {} of {} in {}, {} repeated",
        counted(log.records, "record"),
        counted(log.devices, "device"),
        counted(log.files, "file"),
        log.repeated
    ));
    line(&format!("  {}", studied(log.answers, &checkup.studied)));
    if let Some(decks) = &checkup.decks {
        line(&format!("decks: {}", decks.folder));
        let files = counted(decks.files, "file");
        let (asked, retired) = (counted(decks.asked, "card"), decks.retired);
        line(&format!("  {asked} in {files}, and {retired} retired"));
    }
    let backups = &checkup.backups;
    line(&format!("backups: {}", backups.folder));
    line(&match &backups.newest {
        Some(newest) => format!("  {}, the newest is {newest}", backups.count),
        None => "  none yet; one a month is made after studying".to_owned(),
    });
    for note in &checkup.notes {
        line(&format!("note: {note}"));
    }
    for damage in &log.damage {
        line(&format!("problem: {}", damaged(damage)));
    }
    for problem in &checkup.problems {
        line(&format!("problem: {problem}"));
    }
    let problems = log.damage.len() + checkup.problems.len();
    line(&match problems {
        0 => "all is well".to_owned(),
        some => counted(some, "problem"),
    });
    out
}

fn studied(answers: usize, studied: &Studied) -> String {
    format!(
        "{} to {}: {} in the notes, {} retired, {} elsewhere or gone",
        counted(answers, "answer"),
        counted(studied.cards, "card"),
        studied.in_notes,
        studied.retired,
        studied.elsewhere
    )
}

fn damaged(damage: &Damage) -> String {
    let Damage {
        file,
        line,
        bytes,
        reason,
    } = damage;
    if *line == 0 {
        return format!("{file}: {reason}");
    }
    format!(
        "{file}, line {line}, bytes {} to {}: {reason}; the records around it count",
        bytes.start, bytes.end
    )
}
