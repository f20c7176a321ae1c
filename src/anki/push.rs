//! What has to be done in an Anki so that it has what a package says, beyond the import of the package.
//!
//! An import never moves a card and never deletes one. Whoever does that has to know what the learner did in
//! Anki: a card that they moved stays where they put it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::note_type::{self, DECK, ID};
use super::{Package, Stamps, html};

/// The search that finds all notes of recito in Anki.
pub const ALL: &str = "recito:_*";

/// A note of recito in an Anki.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    pub id: i64,
    pub guid: String,
    /// The deck that the note was last exported to.
    pub deck: String,
    /// Its fields, in the order of the note type.
    pub fields: Vec<String>,
    pub cards: Vec<i64>,
}

/// Reads what `notesInfo` says of a note; `None` when it is not one of recito's.
pub fn there(info: &Value) -> Option<There> {
    let kind = info["modelName"].as_str()?;
    let kind = note_type::ALL
        .into_iter()
        .find(|known| known.name == kind)?;
    let field = |name: &str| info["fields"][name]["value"].as_str();
    let fields = kind.fields.iter().map(|known| field(known.name));
    let cards = info["cards"].as_array()?.iter();
    Some(There {
        id: info["noteId"].as_i64()?,
        guid: super::export::guid(kind, field(ID.name)?),
        deck: html::strip(field(DECK.name)?),
        fields: fields
            .map(|text| text.unwrap_or_default().to_owned())
            .collect(),
        cards: cards.filter_map(Value::as_i64).collect(),
    })
}

/// What is to be done besides the import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Notes that the Anki does not have yet.
    pub new: usize,
    /// Numbers of the notes whose text is another there.
    pub differing: BTreeSet<i64>,
    /// Cards to move, by the name of the deck they belong to now.
    pub moves: BTreeMap<String, Vec<i64>>,
    /// Numbers of the notes of this collection that are not in the package any more.
    pub retired: Vec<i64>,
}

/// Compares a package with what is there. `decks` says where each card lies, `stamps` which notes were ever
/// exported from this collection: those of others are left alone.
pub fn plan(
    package: &Package,
    stamps: &Stamps,
    there: &[There],
    decks: &BTreeMap<i64, String>,
) -> Plan {
    let names: HashMap<i64, &str> = package
        .decks
        .iter()
        .map(|deck| (deck.id, deck.name.as_str()))
        .collect();
    let mut wanted: HashMap<i64, &str> = HashMap::new();
    for card in &package.cards {
        if let Some(name) = names.get(&card.deck) {
            wanted.insert(card.note, name);
        }
    }
    let notes: HashMap<&str, &super::Note> = package
        .notes
        .iter()
        .map(|note| (note.guid.as_str(), note))
        .collect();
    let mut plan = Plan {
        new: package.notes.len(),
        ..Plan::default()
    };
    for old in there {
        let Some(note) = notes.get(old.guid.as_str()) else {
            if stamps.contains_key(&old.guid) {
                plan.retired.push(old.id);
            }
            continue;
        };
        plan.new -= 1;
        if note.fields != old.fields {
            plan.differing.insert(old.id);
        }
        let deck = wanted.get(&note.id).copied().unwrap_or_default();
        if is_same(deck, &old.deck) || deck.is_empty() {
            continue;
        }
        let untouched = |card: &&i64| decks.get(card).is_some_and(|now| is_same(now, &old.deck));
        let cards: Vec<i64> = old.cards.iter().filter(untouched).copied().collect();
        if !cards.is_empty() {
            plan.moves.entry(deck.to_owned()).or_default().extend(cards);
        }
    }
    plan
}

/// Anki takes names that differ in case for one.
fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// The names of the note types of a package whose fields are others in an Anki, where `names` are those of
/// each note type there. An import of such a note type forces a one-way sync, or takes nothing over.
pub fn changed_types(
    package: &Package,
    names: &BTreeMap<String, Vec<String>>,
) -> Vec<&'static str> {
    let changed = package.note_types.iter().filter(|kind| {
        names.get(kind.name).is_some_and(|fields| {
            let ours = kind.fields.iter().map(|field| field.name);
            !ours.eq(fields.iter().map(String::as_str))
        })
    });
    changed.map(|kind| kind.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anki::{Card, Deck, Note, note_type::BASIC};
    use serde_json::json;

    const GUID: &str = "recito:basic:";

    fn info(number: i64, id: &str, deck: &str) -> Value {
        let mut fields = serde_json::Map::new();
        for field in BASIC.fields {
            let value = match field.name {
                "recito" => id,
                "Deck" => deck,
                _ => "",
            };
            fields.insert(field.name.into(), json!({ "value": value, "order": 0 }));
        }
        json!({
            "noteId": number, "modelName": BASIC.name, "tags": [], "fields": fields, "cards": [number * 10],
        })
    }

    /// A package with the notes `a` and `b` in a deck.
    fn package(deck: &str) -> Package {
        let note = |id: i64, name: &str| Note {
            id,
            guid: format!("{GUID}{name}"),
            note_type: BASIC.id,
            ..Note::default()
        };
        let card = |id: i64| Card {
            id,
            note: id,
            deck: 5,
            ..Card::default()
        };
        Package {
            note_types: vec![&BASIC],
            decks: vec![Deck {
                id: 5,
                name: deck.into(),
            }],
            notes: vec![note(1, "a"), note(2, "b")],
            cards: vec![card(1), card(2)],
            ..Package::default()
        }
    }

    fn check(deck: &str, there: &[Value], places: &[(i64, &str)], expect: (usize, &[i64], &[i64])) {
        let there: Vec<There> = there.iter().filter_map(super::there).collect();
        let decks = places
            .iter()
            .map(|(card, deck)| (*card, (*deck).to_owned()));
        let stamps = crate::anki::stamp::parse(&format!("{GUID}gone 1 1 0\n"));
        let plan = plan(&package(deck), &stamps, &there, &decks.collect());
        let moved: Vec<i64> = plan.moves.values().flatten().copied().collect();
        assert_eq!(
            (plan.new, moved.as_slice(), plan.retired.as_slice()),
            expect
        );
    }

    #[test]
    fn cards_follow_their_headings_unless_the_learner_moved_them() {
        let there = [info(1, "a", "r::x &amp; y"), info(2, "b", "r::x &amp; y")];
        let lie = [(10, "r::X & y"), (20, "mine")];
        check("r::z", &there, &lie, (0, &[10], &[]));
        check("r::x & Y", &there, &lie, (0, &[], &[]));
    }

    #[test]
    fn only_notes_of_this_collection_are_retired() {
        let there = [
            info(7, "gone", "r"),
            info(8, "of-others", "r"),
            info(1, "a", "r"),
        ];
        check("r", &there, &[], (1, &[], &[7]));
        let foreign = json!({ "noteId": 1, "modelName": "Basic", "fields": {}, "cards": [] });
        assert_eq!(super::there(&foreign), None);
        assert_eq!(super::there(&json!({})), None);
    }

    #[test]
    fn a_note_type_with_other_fields_is_seen() {
        let mut fields: Vec<String> = BASIC.fields.iter().map(|f| f.name.to_owned()).collect();
        let names = |fields: &[String]| BTreeMap::from([(BASIC.name.to_owned(), fields.to_vec())]);
        assert_eq!(changed_types(&package("r"), &names(&fields)), [""; 0]);
        assert_eq!(changed_types(&package("r"), &BTreeMap::new()), [""; 0]);
        fields.push("Mine".into());
        assert_eq!(changed_types(&package("r"), &names(&fields)), [BASIC.name]);
    }
}
