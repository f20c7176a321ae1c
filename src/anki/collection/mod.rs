//! The database of a package, in memory. The only user of `rusqlite`.
//!
//! Schema 11 is that of Anki 2.1 and of every package generator since, schema 18 the one of today;
//! what each column means stands in `rslib/src/storage` and `rslib/src/notes/mod.rs` of Anki. No
//! column holds a time that is not in the [`Package`], so the same package gives the same bytes.

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use unicase::UniCase;

use super::{Format, Package};
use crate::day::Day;

mod read;
mod rows;
mod schema11;
mod schema18;

pub(super) use read::read;

/// When the collection "was made", 2020-01-01 04:00 UTC. Due days count from its day.
const CREATED: i64 = 1_577_851_200;
const FIRST_DAY: Day = Day(18_262);

/// What stands between the fields of a note.
const FIELD_END: &str = "\u{1f}";

/// Says that a row was never synchronised.
const NEVER_SYNCED: i64 = -1;

/// Around the `LaTeX` of a note type. Nothing of ours uses it, but Anki wants it to be there.
const LATEX_PRE: &str = "\\documentclass[12pt]{article}\n\\begin{document}\n";
const LATEX_POST: &str = "\\end{document}";

/// Makes the database of a package that was checked, and hands out its bytes.
pub(super) fn write<T>(
    package: &Package,
    format: Format,
    take: impl FnOnce(&[u8]) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    // This kind of memory is one piece, so that the bytes are taken out without a copy.
    let mut database = Connection::open_with_flags_and_vfs("", OpenFlags::default(), c"memdb")?;
    // There is no other reader and nothing to recover, and sorting is to leave the disk alone.
    database.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;",
    )?;
    know_unicase(&database)?;
    let transaction = database.transaction()?;
    transaction.execute_batch(include_str!("schema11.sql"))?;
    match format {
        Format::Compat => schema11::write(&transaction, package)?,
        Format::Latest => {
            transaction.execute_batch(include_str!("schema18.sql"))?;
            schema18::write(&transaction, package)?;
        }
    }
    rows::write(&transaction, package)?;
    transaction.execute_batch(include_str!("schema11_indexes.sql"))?;
    if format == Format::Latest {
        transaction.execute_batch(include_str!("schema18_indexes.sql"))?;
    }
    transaction.commit()?;
    take(&database.serialize("main")?)
}

/// The order that names have in schema 18.
fn know_unicase(database: &Connection) -> anyhow::Result<()> {
    database.create_collation("unicase", |a, b| UniCase::new(a).cmp(&UniCase::new(b)))?;
    Ok(())
}

/// The settings of the collection, as JSON in both schemas.
fn settings(package: &Package) -> Value {
    json!({
        "schedVer": 2, "sched2021": true, "creationOffset": 0, "curDeck": 1, "activeDecks": [1],
        "nextPos": package.cards.len() + 1, "sortType": "noteFld", "sortBackwards": false,
        "dueCounts": true, "estTimes": true, "newSpread": 0, "collapseTime": 1200, "timeLim": 0,
        "addToCur": true, "dayLearnFirst": false,
    })
}
