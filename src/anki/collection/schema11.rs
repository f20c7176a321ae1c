//! What schema 11 keeps as JSON in the one row of `col`: settings, note types, decks, presets.

use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};

use super::{CREATED, LATEX_POST, LATEX_PRE, NEVER_SYNCED, settings};
use crate::anki::note_type::{CSS, MODIFIED};
use crate::anki::{NoteType, Package};

/// Writes the one row of `col`.
pub(super) fn write(database: &Connection, package: &Package) -> anyhow::Result<()> {
    let modified = package.notes.iter().map(|note| note.modified).max();
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
            settings(package).to_string(),
            Value::Object(models).to_string(),
            Value::Object(decks).to_string(),
            json!({ "1": preset() }).to_string(),
        ],
    )?;
    Ok(())
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
        "latexPre": LATEX_PRE, "latexPost": LATEX_POST, "latexsvg": false,
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
