//! The rows that all schemas have: notes, cards, reviews.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};

use super::{CREATED, FIELD_END, FIRST_DAY, NEVER_SYNCED};
use crate::anki::{Card, Note, Package, Review, Stage, html};

/// The ease that Anki gives every new card. FSRS does not use it, and Anki must not find 0.
const EASE: i64 = 2500;

/// One learning step is left, today and at all.
const ONE_STEP: i64 = 1001;

/// The key of [`Card::options`]. Anki takes keys of at most eight letters, and a hundred bytes in all.
const OPTIONS: &str = "rc";
const MOST_OPTIONS: usize = 80;

/// The key of [`Card::own`].
const OWN: &str = "rd";

/// The queue of cards that are put aside.
pub(super) const SUSPENDED: i64 = -1;

/// Writes notes, cards and reviews.
pub(super) fn write(database: &Connection, package: &Package) -> anyhow::Result<()> {
    write_notes(database, &package.notes)?;
    write_cards(database, package)?;
    write_reviews(database, &package.reviews)
}

fn write_notes(database: &Connection, notes: &[Note]) -> anyhow::Result<()> {
    let mut insert =
        database.prepare("INSERT INTO notes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, '')")?;
    for note in notes {
        let first = html::strip(note.fields.first().map_or("", String::as_str));
        let tags = match note.tags.as_slice() {
            [] => String::new(),
            tags => format!(" {} ", tags.join(" ")),
        };
        insert.execute(params![
            note.id,
            note.guid,
            note.note_type,
            note.modified,
            NEVER_SYNCED,
            tags,
            note.fields.join(FIELD_END),
            first,
            checksum(&first),
        ])?;
    }
    Ok(())
}

fn write_cards(database: &Connection, package: &Package) -> anyhow::Result<()> {
    let modified: HashMap<i64, i64> = package
        .notes
        .iter()
        .map(|note| (note.id, note.modified))
        .collect();
    let mut insert = database.prepare(
        "INSERT INTO cards VALUES (?1, ?2, ?3, ?16, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, 0, ?14, ?15)",
    )?;
    for card in &package.cards {
        let state = state(card);
        let schedule = card.schedule.as_ref();
        insert.execute(params![
            card.id,
            card.note,
            card.deck,
            modified.get(&card.note).copied().unwrap_or(CREATED),
            NEVER_SYNCED,
            state.kind,
            state.queue,
            state.due,
            schedule.map_or(0, |schedule| schedule.interval),
            schedule.map_or(0, |_| EASE),
            schedule.map_or(0, |schedule| schedule.reps),
            schedule.map_or(0, |schedule| schedule.lapses),
            state.left,
            card.flag,
            data(card),
            card.ord,
        ])?;
    }
    Ok(())
}

/// Columns of a card that say when it comes.
struct State {
    kind: i64,
    queue: i64,
    due: i64,
    /// Learning steps left today and at all.
    left: i64,
}

fn state(card: &Card) -> State {
    let (kind, queue, due, left) = match card.schedule.as_ref().map(|schedule| schedule.stage) {
        None => (0, 0, i64::from(card.position), 0),
        Some(Stage::Learning(due)) => (1, 1, due, ONE_STEP),
        Some(Stage::Review(day)) => (2, 2, i64::from(day.since(FIRST_DAY)), 0),
        Some(Stage::Relearning(due)) => (3, 1, due, ONE_STEP),
    };
    State {
        kind,
        queue: if card.suspended { SUSPENDED } else { queue },
        due,
        left,
    }
}

/// What Anki keeps of a card beside its columns: the memory of FSRS, rounded as Anki rounds it, and
/// under `cd` what the makers of packages add.
fn data(card: &Card) -> String {
    let mut custom = Map::new();
    if card.options.contains(|digit| digit != '0') {
        let short = &card.options[..card.options.len().min(MOST_OPTIONS)];
        custom.insert(OPTIONS.into(), short.into());
    }
    if card.own {
        custom.insert(OWN.into(), 1.into());
    }
    let mut data = match &card.schedule {
        None if custom.is_empty() => return "{}".into(),
        None => json!({}),
        Some(schedule) => json!({
            "pos": card.position,
            "s": rounded(schedule.stability, 4),
            "d": rounded(schedule.difficulty, 3),
            "dr": rounded(schedule.retention, 2),
            "decay": rounded(schedule.decay, 3),
            "lrt": schedule.last_review,
        }),
    };
    if !custom.is_empty() {
        data["cd"] = Value::Object(custom).to_string().into();
    }
    data.to_string()
}

/// What the makers of packages added to a card.
fn custom(data: &str) -> Option<Value> {
    let data: Value = serde_json::from_str(data).ok()?;
    serde_json::from_str(data["cd"].as_str()?).ok()
}

/// Whether [`data`] says that the card is suspended by its deck.
pub(super) fn is_own(data: &str) -> bool {
    custom(data).is_some_and(|custom| custom[OWN] == 1)
}

/// The digits that [`data`] kept of a card.
pub(super) fn options_of(data: &str) -> String {
    let find = || {
        let custom = custom(data)?;
        let digits = custom[OPTIONS].as_str()?;
        digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.to_owned())
    };
    find().unwrap_or_default()
}

fn rounded(number: f32, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (f64::from(number) * scale).round() / scale
}

fn write_reviews(database: &Connection, reviews: &[Review]) -> anyhow::Result<()> {
    let mut insert =
        database.prepare("INSERT INTO revlog VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for review in reviews {
        insert.execute(params![
            review.id,
            review.card,
            NEVER_SYNCED,
            review.rating.grade(),
            review.interval,
            review.last_interval,
            review.difficulty.map_or(0, difficulty),
            review.took,
            review.kind as i64,
        ])?;
    }
    Ok(())
}

/// A difficulty where Anki keeps the ease of a review: from 100 to 1100.
fn difficulty(difficulty: f32) -> i64 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the value is clamped to the range of difficulties"
    )]
    let scaled = ((difficulty.clamp(1.0, 10.0) - 1.0) / 9.0 * 1000.0 + 100.0).round() as i64;
    scaled
}

/// The first four bytes of the SHA-1 of the first field's text, by which Anki finds duplicates.
fn checksum(text: &str) -> u32 {
    let hash = Sha1::digest(text.as_bytes());
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures are Anki's: `field_checksum` of its `rslib/src/notes/mod.rs`.
    #[test]
    fn checksums_are_those_of_anki() {
        assert_eq!(checksum("test"), 2_840_236_005);
        assert_eq!(checksum("今日"), 1_464_653_051);
    }

    #[test]
    fn difficulties_stand_where_anki_keeps_the_ease() {
        assert_eq!(
            [1.0, 5.5, 10.0, 99.0].map(difficulty),
            [100, 600, 1100, 1100]
        );
    }
}
