//! Reading the database of a package that anybody may have made.
//!
//! It may be damaged, or made to do harm: only real tables are read, and only so much of them.

use std::collections::BTreeMap;

use anyhow::ensure;
use prost::Message as _;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::Value;

use super::{FIELD_END, know_unicase, rows};
use crate::anki::Note;
use crate::anki::contents::{Contents, ForeignCard, ForeignReview, ForeignType};
use crate::anki::proto::{NoteTypeConfig, TemplateConfig};

/// The longest value that is read, in bytes.
const LONGEST: i32 = 64 << 20;

/// The most text that is read of all notes, in bytes.
const MOST_TEXT: usize = 256 << 20;

/// The most rows of a table that are read.
const MOST_ROWS: usize = 20_000_000;

/// Reads a database.
pub(in crate::anki) fn read(bytes: Vec<u8>) -> anyhow::Result<Contents> {
    let database = open(bytes)?;
    let version: i64 = table(&database, "col")
        .and_then(|()| Ok(database.query_row("SELECT ver FROM col", [], |row| row.get(0))?))?;
    let mut contents = match version {
        11 => schema11(&database)?,
        18 => schema18(&database)?,
        _ => anyhow::bail!("its schema {version} is none that packages have"),
    };
    contents.notes = notes(&database)?;
    contents.cards = cards(&database)?;
    contents.reviews = reviews(&database)?;
    Ok(contents)
}

fn open(mut bytes: Vec<u8>) -> anyhow::Result<Connection> {
    ensure!(
        bytes.starts_with(b"SQLite format 3\0"),
        "it is not an SQLite database"
    );
    // Says that the database has a log beside it, which a package cannot have.
    for version in bytes.iter_mut().skip(18).take(2) {
        *version = 1;
    }
    let mut database = Connection::open_in_memory()?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST)?;
    know_unicase(&database)?;
    database.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true)?;
    database.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON;")?;
    Ok(database)
}

/// Makes sure that a name is that of a table. A view could have rows without end.
fn table(database: &Connection, name: &str) -> anyhow::Result<()> {
    let (kind, root): (String, i64) = database
        .query_row(
            "SELECT type, rootpage FROM sqlite_master WHERE name = ?1",
            [name],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?
        .ok_or_else(|| anyhow::anyhow!("it has no table `{name}`"))?;
    ensure!(kind == "table" && root > 0, "its `{name}` is not a table");
    Ok(())
}

/// The rows of a query over one table, as far as they are sane.
fn rows_of<T>(
    database: &Connection,
    name: &str,
    columns: &str,
    mut read: impl FnMut(&Row) -> anyhow::Result<T>,
) -> anyhow::Result<Vec<T>> {
    table(database, name)?;
    let mut query = database.prepare(&format!("SELECT {columns} FROM {name}"))?;
    let mut rows = query.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        ensure!(found.len() < MOST_ROWS, "its table `{name}` is too long");
        found.push(read(row)?);
    }
    Ok(found)
}

/// A text, whatever type the column has and whatever bytes are in it.
fn text(row: &Row, column: usize) -> rusqlite::Result<String> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => String::new(),
    })
}

fn notes(database: &Connection) -> anyhow::Result<Vec<Note>> {
    let mut size = 0;
    rows_of(database, "notes", "id, guid, mid, mod, tags, flds", |row| {
        let (tags, fields) = (text(row, 4)?, text(row, 5)?);
        size += tags.len() + fields.len();
        ensure!(
            size <= MOST_TEXT,
            "its notes have more than {} MiB of text",
            MOST_TEXT >> 20
        );
        Ok(Note {
            id: row.get(0)?,
            guid: text(row, 1)?,
            note_type: row.get(2)?,
            modified: row.get(3)?,
            tags: tags.split_whitespace().map(str::to_owned).collect(),
            fields: fields.split(FIELD_END).map(str::to_owned).collect(),
            label: String::new(),
        })
    })
}

fn cards(database: &Connection) -> anyhow::Result<Vec<ForeignCard>> {
    // A card in a filtered deck has its own deck in `odid`.
    let columns =
        "id, nid, CASE WHEN odid != 0 THEN odid ELSE did END, ord, queue, mod, data, flags";
    rows_of(database, "cards", columns, |row| {
        Ok(ForeignCard {
            id: row.get(0)?,
            note: row.get(1)?,
            deck: row.get(2)?,
            ord: row.get(3)?,
            suspended: row.get::<_, i64>(4)? == rows::SUSPENDED,
            modified: row.get(5)?,
            flag: row.get::<_, i64>(7)? & 7,
            options: rows::options_of(&text(row, 6)?),
            own: rows::is_own(&text(row, 6)?),
        })
    })
}

fn reviews(database: &Connection) -> anyhow::Result<Vec<ForeignReview>> {
    let mut reviews = rows_of(
        database,
        "revlog",
        "id, cid, ease, time, type, factor",
        |row| {
            Ok(ForeignReview {
                id: row.get(0)?,
                card: row.get(1)?,
                ease: row.get(2)?,
                took: row.get(3)?,
                kind: row.get(4)?,
                factor: row.get(5)?,
            })
        },
    )?;
    reviews.sort_by_key(|review| review.id);
    Ok(reviews)
}

fn schema11(database: &Connection) -> anyhow::Result<Contents> {
    let (models, decks) = database.query_row("SELECT models, decks FROM col", [], |row| {
        Ok((text(row, 0)?, text(row, 1)?))
    })?;
    let models: BTreeMap<String, Value> = serde_json::from_str(&models)?;
    let decks: BTreeMap<String, Value> = serde_json::from_str(&decks)?;
    let string = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let model = |model: &Value| ForeignType {
        name: string(model, "name"),
        cloze: model["type"] == 1,
        fields: list(model, "flds")
            .iter()
            .map(|field| string(field, "name"))
            .collect(),
        templates: list(model, "tmpls")
            .iter()
            .map(|template| (string(template, "qfmt"), string(template, "afmt")))
            .collect(),
    };
    Ok(Contents {
        note_types: models
            .iter()
            .filter_map(|(id, value)| Some((id.parse().ok()?, model(value))))
            .collect(),
        decks: decks
            .iter()
            .filter_map(|(id, deck)| Some((id.parse().ok()?, string(deck, "name"))))
            .collect(),
        ..Contents::default()
    })
}

fn schema18(database: &Connection) -> anyhow::Result<Contents> {
    let mut note_types = BTreeMap::new();
    for (id, name, config) in rows_of(database, "notetypes", "id, name, config", |row| {
        Ok((
            row.get::<_, i64>(0)?,
            text(row, 1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    })? {
        let cloze = NoteTypeConfig::decode(config.as_slice())?.kind == 1;
        let kind = ForeignType {
            name,
            cloze,
            ..ForeignType::default()
        };
        note_types.insert(id, kind);
    }
    let mut fields = rows_of(database, "fields", "ntid, ord, name", |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, text(row, 2)?))
    })?;
    fields.sort();
    for (id, _, name) in fields {
        if let Some(kind) = note_types.get_mut(&id) {
            kind.fields.push(name);
        }
    }
    let mut templates = rows_of(database, "templates", "ntid, ord, config", |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, Vec<u8>>(2)?,
        ))
    })?;
    templates.sort();
    for (id, _, config) in templates {
        if let Some(kind) = note_types.get_mut(&id) {
            let TemplateConfig { front, back, .. } = TemplateConfig::decode(config.as_slice())?;
            kind.templates.push((front, back));
        }
    }
    let decks = rows_of(database, "decks", "id, name", |row| {
        Ok((row.get(0)?, text(row, 1)?.replace('\u{1f}', "::")))
    })?;
    Ok(Contents {
        note_types,
        decks: decks.into_iter().collect(),
        ..Contents::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database(sql: &str) -> Vec<u8> {
        let mut database = Connection::open_in_memory().unwrap();
        database.execute_batch(sql).unwrap();
        database.serialize("main").unwrap().to_vec()
    }

    fn refuse(bytes: Vec<u8>, why: &str) {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }

    /// A database of schema 11 with one table made otherwise.
    fn spoilt(name: &str, sql: &str) -> Vec<u8> {
        let schema = include_str!("schema11.sql");
        let col = "INSERT INTO col VALUES (1, 0, 0, 0, 11, 0, 0, 0, '', '{}', '{}', '{}', '{}');";
        database(&format!("{schema}{col}DROP TABLE {name};{sql}"))
    }

    #[test]
    fn other_databases_are_refused() {
        refuse(Vec::new(), "not an SQLite database");
        refuse(vec![0; 4096], "not an SQLite database");
        refuse(database("CREATE TABLE t (a)"), "no table `col`");
        refuse(
            database("CREATE TABLE col (ver); INSERT INTO col VALUES (99)"),
            "schema 99",
        );
        refuse(spoilt("notes", ""), "no table `notes`");
    }

    #[test]
    fn rows_without_end_are_refused() {
        let endless =
            "CREATE VIEW notes AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
            SELECT x AS id, x AS guid, x AS mid, x AS mod, x AS tags, x AS flds FROM n;";
        refuse(spoilt("notes", endless), "not a table");
        let swollen = "CREATE TABLE notes (id, guid, mid, mod, tags, flds AS (zeroblob(60000000)));
            INSERT INTO notes WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9)
            SELECT x, x, x, x, '' FROM n;";
        refuse(spoilt("notes", swollen), "more than 256 MiB");
    }

    #[test]
    fn a_damaged_database_is_an_error_or_less_text_but_no_panic() {
        let whole = spoilt(
            "graves",
            "INSERT INTO notes VALUES (1, 'g', 1, 1, 0, '', 'a', 'a', 0, 0, '');",
        );
        assert_eq!(read(whole.clone()).unwrap().notes.len(), 1);
        for at in (16..whole.len()).step_by(61) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            let _ = read(damaged);
            let _ = read(whole[..at].to_vec());
        }
    }
}
