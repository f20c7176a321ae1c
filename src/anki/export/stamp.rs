//! The stamps of notes: what each is numbered in Anki, and when its content last changed.
//!
//! Decks hold no times, but Anki takes an update only when `modified` has grown, and a note that is
//! stamped anew without having changed overwrites what the learner edited in Anki. So stamps are kept
//! in a file of their own beside the decks. [`parse`] and [`print()`] are its text; where it lies is not
//! known here.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use crate::anki::note_type::{self, LINE};
use crate::anki::{Earlier, Note};
use crate::day::Moment;

/// Stamps by guid.
pub type Stamps = BTreeMap<String, Stamp>;

/// What is kept of a note between two exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Number of the note, in milliseconds since 1970.
    pub id: i64,
    /// When the content last changed, in seconds since 1970.
    pub modified: i64,
    /// Hash of the content.
    pub content: u64,
}

/// First line of the file.
const HEAD: &str = "# When the content of each card last changed, for Anki. Written by `recito export anki`; keep it with the decks.";

/// The stamps as a text, a line a note, sorted.
pub fn print(stamps: &Stamps) -> String {
    let mut out = String::with_capacity(80 * (stamps.len() + 2));
    out.push_str(HEAD);
    out.push('\n');
    for (guid, stamp) in stamps {
        let Stamp {
            id,
            modified,
            content,
        } = stamp;
        // Writing to a string does not fail.
        let _ = writeln!(out, "{guid} {id} {modified} {content:016x}");
    }
    out
}

/// Reads what [`print()`] wrote. Other lines, such as those that a merge leaves, are passed over; of two
/// stamps of a note the later one counts, since Anki may have seen both.
pub fn parse(text: &str) -> Stamps {
    let mut stamps = Stamps::new();
    for line in text.lines() {
        if let Some((guid, stamp)) = parse_line(line) {
            let kept = stamps.entry(guid.to_owned()).or_insert(stamp);
            if stamp.modified > kept.modified {
                *kept = stamp;
            }
        }
    }
    stamps
}

fn parse_line(line: &str) -> Option<(&str, Stamp)> {
    let mut words = line.split_ascii_whitespace();
    let guid = words.next().filter(|guid| guid.starts_with("recito:"))?;
    let id = words.next()?.parse().ok().filter(|id| *id > 0)?;
    let modified = words.next()?.parse().ok()?;
    let content = u64::from_str_radix(words.next()?, 16).ok()?;
    let stamp = Stamp {
        id,
        modified,
        content,
    };
    words.next().is_none().then_some((guid, stamp))
}

/// The stamps that an earlier package shows, for when the file of stamps is lost.
pub fn of_package(earlier: &Earlier) -> Stamps {
    let stamp = |note: &Note| Stamp {
        id: note.id,
        modified: note.modified,
        content: content(note),
    };
    earlier
        .iter()
        .map(|(guid, note)| (guid.clone(), stamp(note)))
        .collect()
}

/// A hash of what a learner should see. Line numbers move with every edit above them: they alone are
/// no reason to overwrite what Anki has.
fn content(note: &Note) -> u64 {
    let line = note_type::of_id(note.note_type)
        .and_then(|kind| kind.fields.iter().position(|field| *field == LINE));
    let mut hasher = blake3::Hasher::new();
    hasher.update(&note.note_type.to_le_bytes());
    let fields = note.fields.iter().enumerate();
    let shown = fields.filter(|(i, _)| Some(*i) != line).map(|(_, f)| f);
    for text in note.tags.iter().chain(shown) {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let hash = hasher.finalize();
    hash.as_bytes()[..8]
        .iter()
        .fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// How many numbers a note takes: its cards are numbered from its own number on.
fn numbers_of(guid: &str) -> i64 {
    let key = guid.split(':').nth(1).unwrap_or_default();
    match note_type::of_key(key) {
        Some(kind) => i64::try_from(kind.most_cards()).unwrap_or(1),
        None => 1,
    }
}

/// Gives notes their numbers and times.
pub(super) struct Stamper<'a> {
    stamps: &'a mut Stamps,
    seconds: i64,
    next_id: i64,
    taken: HashSet<i64>,
}

impl Stamper<'_> {
    pub(super) fn new(stamps: &mut Stamps, now: Moment) -> Stamper<'_> {
        let free = stamps
            .iter()
            .map(|(guid, stamp)| stamp.id.saturating_add(numbers_of(guid)))
            .max();
        Stamper {
            seconds: now.ms.div_euclid(1000),
            next_id: now.ms.max(free.unwrap_or_default()),
            taken: HashSet::new(),
            stamps,
        }
    }

    /// The note with its number and the time of its last change, which is noted down. The time grows
    /// with each change, even when the clock went back.
    pub(super) fn note(&mut self, mut note: Note) -> Note {
        let content = content(&note);
        let before = self.stamps.get(&note.guid).copied();
        let numbers = numbers_of(&note.guid);
        note.modified = match before {
            Some(before) if before.content == content => before.modified,
            Some(before) => self.seconds.max(before.modified.saturating_add(1)),
            None => self.seconds,
        };
        // Two machines may have given one number to two notes before their stamps were merged.
        note.id = match before {
            Some(before) if self.take(before.id, numbers) => before.id,
            _ => {
                let id = self.next_id;
                self.next_id += numbers;
                self.take(id, numbers);
                id
            }
        };
        let stamp = Stamp {
            id: note.id,
            modified: note.modified,
            content,
        };
        self.stamps.insert(note.guid.clone(), stamp);
        note
    }

    /// Takes numbers from `id` on, unless one of them is taken.
    fn take(&mut self, id: i64, numbers: i64) -> bool {
        let range = id..id.saturating_add(numbers);
        if range.clone().any(|id| self.taken.contains(&id)) {
            return false;
        }
        self.taken.extend(range);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn merges_and_strange_lines_are_survived() {
        let check = |text: &str, expect: &[(&str, i64, i64)]| {
            let stamps = parse(text);
            let found: Vec<(&str, i64, i64)> = stamps
                .iter()
                .map(|(guid, stamp)| (guid.as_str(), stamp.id, stamp.modified))
                .collect();
            assert_eq!(found, expect, "{text}");
        };
        check("", &[]);
        check(
            "# x\r\nrecito:basic:a 10 20 00ff\r\n",
            &[("recito:basic:a", 10, 20)],
        );
        check(
            "<<<<<<< ours\nrecito:a 1 2 0\n=======\nrecito:a 3 4 1\n>>>>>>> theirs\n",
            &[("recito:a", 3, 4)],
        );
        for broken in [
            "other:a 1 2 0",
            "recito:a 1 2",
            "recito:a 1 2 0 0",
            "recito:a 0 2 0",
            "recito:a 1 x 0",
        ] {
            check(broken, &[]);
        }
    }

    #[test]
    fn a_number_that_two_notes_have_after_a_merge_is_given_once() {
        let mut stamps = parse("recito:basic:a 5 1 0\nrecito:basic:b 5 1 0\n");
        let mut stamper = Stamper::new(
            &mut stamps,
            Moment {
                ms: 2000,
                offset: 0,
            },
        );
        let ids = ["recito:basic:a", "recito:basic:b", "recito:basic:c"].map(|guid| {
            let note = Note {
                guid: guid.into(),
                ..Note::default()
            };
            stamper.note(note).id
        });
        assert_eq!(ids, [5, 2000, 2001]);
    }

    proptest! {
        #[test]
        fn stamps_read_back(entries in prop::collection::btree_map("recito:[a-z:0-9]{1,30}", (1..i64::MAX, any::<i64>(), any::<u64>()), 0..20)) {
            let stamps: Stamps = entries
                .into_iter()
                .map(|(guid, (id, modified, content))| (guid, Stamp { id, modified, content }))
                .collect();
            prop_assert_eq!(parse(&print(&stamps)), stamps);
        }

        #[test]
        fn no_text_is_a_danger(text in any::<String>()) {
            let stamps = parse(&text);
            prop_assert_eq!(parse(&print(&stamps)), stamps);
        }
    }
}
