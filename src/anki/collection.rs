//! The database of a package: Anki's schema 11, in memory. The only user of `rusqlite`.
//!
//! The format is the one of Anki 2.1 and of every package generator since; what each column means
//! stands in `rslib/src/storage/schema11.sql` and `rslib/src/notes/mod.rs` of Anki. No column holds
//! a time that is not in the [`Package`], so the same package gives the same bytes.

use std::collections::HashMap;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};

use super::note_type::{CSS, MODIFIED};
use super::{Card, Earlier, Note, NoteType, Package, Review, Schedule, Stage, html};
use crate::day::Day;
use crate::schedule::history::DECAY;

/// When the collection "was made", 2020-01-01 04:00 UTC. Due days count from its day.
const CREATED: i64 = 1_577_851_200;
const FIRST_DAY: Day = Day(18_262);

/// The ease that Anki gives every new card. FSRS does not use it, and Anki must not find 0.
const EASE: i64 = 2500;

/// One learning step is left, today and at all.
const ONE_STEP: i64 = 1001;

/// The queue of cards that are put aside.
const SUSPENDED: i64 = -1;

/// What stands between the fields of a note.
const FIELD_END: char = '\u{1f}';

/// Says that a row was never synchronised.
const NEVER_SYNCED: i64 = -1;

/// The database of a package that was checked.
pub(super) fn write(package: &Package) -> anyhow::Result<Vec<u8>> {
    let mut database = Connection::open_in_memory()?;
    // There is no other reader and nothing to recover: the bytes are taken out at the end.
    database.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let transaction = database.transaction()?;
    transaction.execute_batch(include_str!("schema11.sql"))?;
    write_collection(&transaction, package)?;
    write_notes(&transaction, &package.notes)?;
    write_cards(&transaction, package)?;
    write_reviews(&transaction, &package.reviews)?;
    transaction.execute_batch(include_str!("schema11_indexes.sql"))?;
    transaction.commit()?;
    Ok(database.serialize("main")?.to_vec())
}

/// The notes of a database that [`write()`] made.
pub(super) fn read(bytes: &[u8]) -> anyhow::Result<Earlier> {
    let mut database = Connection::open_in_memory()?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.deserialize_read_exact("main", bytes, bytes.len(), true)?;
    let mut query = database.prepare("SELECT guid, id, mid, mod, tags, flds FROM notes")?;
    let rows = query.query_map([], |row| {
        let words = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let fields: String = row.get(5)?;
        let guid: String = row.get(0)?;
        let note = Note {
            id: row.get(1)?,
            guid: guid.clone(),
            note_type: row.get(2)?,
            modified: row.get(3)?,
            tags: words(row.get::<_, String>(4)?.trim().to_owned()),
            fields: fields.split(FIELD_END).map(str::to_owned).collect(),
            label: String::new(),
        };
        Ok((guid, note))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The one row of `col`: what is not a note or a card stands in it as JSON.
fn write_collection(database: &Connection, package: &Package) -> anyhow::Result<()> {
    let modified = package.notes.iter().map(|note| note.modified).max();
    let conf = json!({
        "schedVer": 2, "sched2021": true, "creationOffset": 0, "curDeck": 1, "activeDecks": [1],
        "nextPos": package.cards.len() + 1, "sortType": "noteFld", "sortBackwards": false,
        "dueCounts": true, "estTimes": true, "newSpread": 0, "collapseTime": 1200, "timeLim": 0,
        "addToCur": true, "dayLearnFirst": false,
    });
    let models: Map<String, Value> = package
        .note_types
        .iter()
        .map(|kind| (kind.id.to_string(), model(kind)))
        .collect();
    let decks: Map<String, Value> = std::iter::once((1, "Default"))
        .chain(package.decks.iter().map(|d| (d.id, d.name.as_str())))
        .map(|(id, name)| (id.to_string(), deck(id, name)))
        .collect();
    database.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?3, 11, 0, 0, 0, ?4, ?5, ?6, ?7, '{}')",
        params![
            CREATED,
            modified.unwrap_or(CREATED) * 1000,
            CREATED * 1000,
            conf.to_string(),
            Value::Object(models).to_string(),
            Value::Object(decks).to_string(),
            json!({ "1": preset() }).to_string(),
        ],
    )?;
    Ok(())
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
            note.fields.join("\u{1f}"),
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
        "INSERT INTO cards VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0, 0, ?14, ?15)",
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
            schedule.map_or_else(
                || "{}".to_owned(),
                |schedule| memory(schedule, card.position)
            ),
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
    let (kind, queue, due, left) = match card.schedule.map(|schedule| schedule.stage) {
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

/// What Anki keeps of a card for FSRS, rounded as Anki rounds it.
fn memory(schedule: &Schedule, position: u32) -> String {
    format!(
        "{{\"pos\":{position},\"s\":{},\"d\":{},\"dr\":{},\"decay\":{},\"lrt\":{}}}",
        rounded(schedule.stability, 4),
        rounded(schedule.difficulty, 3),
        rounded(schedule.retention, 2),
        rounded(DECAY, 3),
        schedule.last_review,
    )
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

fn model(kind: &NoteType) -> Value {
    let fields: Vec<Value> = (0..)
        .zip(kind.fields)
        .map(|(ord, field): (usize, _)| {
            json!({
                "name": field.name, "ord": ord, "id": field.id, "tag": null, "sticky": false,
                "rtl": false, "font": "Arial", "size": 20, "description": "", "plainText": false,
                "collapsed": field.name.starts_with("Spare"), "excludeFromSearch": false,
                "preventDeletion": false, "media": [],
            })
        })
        .collect();
    json!({
        "id": kind.id, "name": kind.name, "type": i32::from(kind.cloze), "mod": MODIFIED,
        "usn": NEVER_SYNCED, "sortf": 0, "did": null, "css": CSS, "flds": fields,
        "tmpls": [{
            "name": "Card 1", "ord": 0, "id": kind.template.id, "qfmt": kind.template.front,
            "afmt": kind.template.back, "bqfmt": "", "bafmt": "", "did": null, "bfont": "", "bsize": 0,
        }],
        "latexPre": "\\documentclass[12pt]{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}", "latexsvg": false,
        // The front is empty exactly when the first field is.
        "req": [[0, "any", [0]]], "originalStockKind": 0, "tags": [], "vers": [],
    })
}

fn deck(id: i64, name: &str) -> Value {
    json!({
        "id": id, "name": name, "mod": MODIFIED, "usn": NEVER_SYNCED, "desc": "", "dyn": 0, "conf": 1,
        "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
        "collapsed": false, "browserCollapsed": true, "extendNew": 0, "extendRev": 0,
    })
}

/// Anki's own preset "Default", with its own values: the target's one is never changed by it.
fn preset() -> Value {
    json!({
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true, "timer": 0,
        "replayq": true, "dyn": false,
        "new": { "bury": false, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
                 "order": 1, "perDay": 20 },
        "rev": { "bury": false, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
                 "hardFactor": 1.2 },
        "lapse": { "delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0 },
    })
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
    fn other_databases_are_refused() {
        assert!(read(b"").is_err());
        assert!(read(&[0; 4096]).is_err());
        let mut other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE t (a)").unwrap();
        let bytes = other.serialize("main").unwrap().to_vec();
        assert!(read(&bytes).is_err());
    }
}
