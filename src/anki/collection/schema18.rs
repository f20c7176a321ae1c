//! What schema 18 keeps in tables of its own: settings as JSON, note types, decks and presets as
//! protobuf.

use prost::Message as _;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::{CREATED, LATEX_POST, LATEX_PRE, NEVER_SYNCED, settings};
use crate::anki::note_type::{CSS, MODIFIED};
use crate::anki::proto::{
    CardRequirement, DeckCommon, DeckKind, FieldConfig, NormalDeck, NoteTypeConfig, PresetConfig,
    TemplateConfig,
};
use crate::anki::{NoteType, Package};

/// Writes everything but notes, cards and reviews.
pub(super) fn write(database: &Connection, package: &Package) -> anyhow::Result<()> {
    let modified = package.notes.iter().map(|note| note.modified).max();
    database.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?3, 18, 0, 0, 0, '', '', '', '', '')",
        params![CREATED, modified.unwrap_or(CREATED) * 1000, CREATED * 1000],
    )?;
    if let Value::Object(settings) = settings(package) {
        let mut insert = database.prepare("INSERT INTO config VALUES (?1, 0, 0, ?2)")?;
        for (key, value) in settings {
            insert.execute(params![key, value.to_string().as_bytes()])?;
        }
    }
    database.execute(
        "INSERT INTO deck_config VALUES (1, 'Default', 0, 0, ?1)",
        [preset().encode_to_vec()],
    )?;
    write_decks(database, package)?;
    for kind in &package.note_types {
        write_note_type(database, kind)?;
    }
    Ok(())
}

fn write_decks(database: &Connection, package: &Package) -> anyhow::Result<()> {
    let common = DeckCommon {
        browser_collapsed: true,
    };
    let kind = DeckKind {
        normal: Some(NormalDeck { config_id: 1 }),
    };
    let (common, kind) = (common.encode_to_vec(), kind.encode_to_vec());
    let mut insert = database.prepare("INSERT INTO decks VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    insert.execute(params![1, "Default", 0, 0, common, kind])?;
    for deck in &package.decks {
        let name = deck.name.replace("::", "\u{1f}");
        insert.execute(params![deck.id, name, MODIFIED, NEVER_SYNCED, common, kind])?;
    }
    Ok(())
}

fn write_note_type(database: &Connection, kind: &NoteType) -> anyhow::Result<()> {
    let config = NoteTypeConfig {
        kind: i32::from(kind.cloze),
        css: CSS.into(),
        latex_pre: LATEX_PRE.into(),
        latex_post: LATEX_POST.into(),
        // The front is empty exactly when the first field is.
        requirements: vec![CardRequirement {
            card_ord: 0,
            kind: 1,
            field_ords: vec![0],
        }],
    };
    database.execute(
        "INSERT INTO notetypes VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            kind.id,
            kind.name,
            MODIFIED,
            NEVER_SYNCED,
            config.encode_to_vec()
        ],
    )?;
    let mut insert = database.prepare("INSERT INTO fields VALUES (?1, ?2, ?3, ?4)")?;
    for (ord, field) in (0_i64..).zip(kind.fields) {
        let config = FieldConfig {
            font_name: "Arial".into(),
            font_size: 20,
            collapsed: field.name.starts_with("Spare"),
            id: Some(field.id),
        };
        insert.execute(params![kind.id, ord, field.name, config.encode_to_vec()])?;
    }
    let template = TemplateConfig {
        front: kind.template.front.into(),
        back: kind.template.back.into(),
        id: Some(kind.template.id),
    };
    database.execute(
        "INSERT INTO templates VALUES (?1, 0, 'Card 1', ?2, ?3, ?4)",
        params![kind.id, MODIFIED, NEVER_SYNCED, template.encode_to_vec()],
    )?;
    Ok(())
}

/// Anki's own preset "Default", with its own values: the target's one is never changed by it.
fn preset() -> PresetConfig {
    PresetConfig {
        learn_steps: vec![1.0, 10.0],
        relearn_steps: vec![10.0],
        new_per_day: 20,
        reviews_per_day: 200,
        initial_ease: 2.5,
        easy_multiplier: 1.3,
        hard_multiplier: 1.2,
        interval_multiplier: 1.0,
        maximum_review_interval: 36_500,
        minimum_lapse_interval: 1,
        graduating_interval_good: 1,
        graduating_interval_easy: 4,
        leech_action: 1,
        leech_threshold: 8,
        cap_answer_time_to_secs: 60,
        desired_retention: 0.9,
    }
}
