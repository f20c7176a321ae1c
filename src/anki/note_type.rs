//! The note types of recito.
//!
//! **Ids, field names and their order are frozen.** Anki compares them on every import and refuses
//! to update a note whose note type has other fields or templates ("conflicting"), so each type has
//! spare fields for what may come. Styling and the text of templates may change: raise
//! [`MODIFIED`] then, and Anki takes the change over. Whatever else has to change needs a new note
//! type with a new id and a new name.

/// When styling or templates last changed, in seconds since 1970.
pub(super) const MODIFIED: i64 = 1_795_500_000;

/// A note type of Anki.
#[derive(Debug, PartialEq, Eq)]
pub struct NoteType {
    /// Its part of the guid of a note: a note cannot change its type.
    pub key: &'static str,
    pub id: i64,
    pub name: &'static str,
    pub cloze: bool,
    pub fields: &'static [Field],
    /// Index of the field that holds what is to be known.
    pub answer: usize,
    pub template: Template,
}

/// A field of a note type.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub id: i64,
}

/// The one template of a note type.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    pub id: i64,
    pub front: &'static str,
    pub back: &'static str,
}

/// All note types.
pub const ALL: [&NoteType; 4] = [&BASIC, &CLOZE, &LIST, &CHOICE];

const PROMPT: Field = field("Prompt", 8_983_154_178_623_567_372);
const TEXT: Field = field("Text", 2_075_574_239_709_976_979);
const ANSWER: Field = field("Answer", 8_549_154_448_266_879_702);
/// `1` when the answer is short enough to be typed.
const TYPED: Field = field("Typed", 5_971_252_574_133_882_888);
/// How many items are asked for: `5`, or `3 of 5`.
const COUNT: Field = field("Count", 6_631_034_550_965_872_290);
/// `1` when the order of the items matters.
const ORDERED: Field = field("Ordered", 6_566_842_626_798_952_076);
const CHOICES: Field = field("Choices", 1_647_582_878_622_967_403);
/// Further spellings of the answer.
const ALSO: Field = field("Also", 1_287_542_763_338_243_860);
const HINT: Field = field("Hint", 6_759_437_368_186_788_332);
/// The headings that the prompt stands under.
const CONTEXT: Field = field("Context", 1_937_321_030_647_625_788);
/// Path of the note.
const NOTE: Field = field("Note", 4_312_759_284_768_366_129);
/// Lines of the note. A field by itself, since lines move when nothing else about a card changes.
pub(super) const LINE: Field = field("Line", 4_081_404_402_862_601_791);
/// Id of the card in recito; the search `recito:*` finds all its notes.
const ID: Field = field("recito", 1_841_478_300_437_243_475);
const SPARE_1: Field = field("Spare 1", 6_380_550_580_890_527_521);
const SPARE_2: Field = field("Spare 2", 1_397_216_273_352_741_950);
const SPARE_3: Field = field("Spare 3", 1_264_952_275_398_238_614);

const fn field(name: &'static str, id: i64) -> Field {
    Field { name, id }
}

/// A prompt and its answer, typed where it is short.
pub static BASIC: NoteType = NoteType {
    key: "basic",
    id: 1_795_500_000_001,
    name: "recito basic v1",
    cloze: false,
    fields: &[
        PROMPT, ANSWER, TYPED, ALSO, HINT, CONTEXT, NOTE, LINE, ID, SPARE_1, SPARE_2, SPARE_3,
    ],
    answer: 1,
    template: Template {
        id: 3_543_821_452_784_091_464,
        front: include_str!("note_type/basic.front.html"),
        back: include_str!("note_type/basic.back.html"),
    },
};

/// A sentence with one or more blanks, all on one card.
pub static CLOZE: NoteType = NoteType {
    key: "cloze",
    id: 1_795_500_000_002,
    name: "recito cloze v1",
    cloze: true,
    fields: &[
        TEXT, TYPED, ALSO, HINT, CONTEXT, NOTE, LINE, ID, SPARE_1, SPARE_2, SPARE_3,
    ],
    answer: 0,
    template: Template {
        id: 2_257_897_603_724_722_575,
        front: include_str!("note_type/cloze.front.html"),
        back: include_str!("note_type/cloze.back.html"),
    },
};

/// Several items to name, all or some of them, in any order or in theirs.
pub static LIST: NoteType = NoteType {
    key: "list",
    id: 1_795_500_000_003,
    name: "recito list v1",
    cloze: false,
    fields: &[
        PROMPT, ANSWER, COUNT, ORDERED, CHOICES, HINT, CONTEXT, NOTE, LINE, ID, SPARE_1, SPARE_2,
        SPARE_3,
    ],
    answer: 1,
    template: Template {
        id: 4_272_995_359_010_130_981,
        front: include_str!("note_type/list.front.html"),
        back: include_str!("note_type/list.back.html"),
    },
};

/// Options of which one or several are right.
pub static CHOICE: NoteType = NoteType {
    key: "choice",
    id: 1_795_500_000_004,
    name: "recito choice v1",
    cloze: false,
    fields: &[
        PROMPT, CHOICES, ANSWER, COUNT, ALSO, HINT, CONTEXT, NOTE, LINE, ID, SPARE_1, SPARE_2,
        SPARE_3,
    ],
    answer: 2,
    template: Template {
        id: 6_499_795_889_313_759_868,
        front: include_str!("note_type/choice.front.html"),
        back: include_str!("note_type/choice.back.html"),
    },
};

/// The note type with a number.
pub fn of_id(id: i64) -> Option<&'static NoteType> {
    ALL.into_iter().find(|kind| kind.id == id)
}

/// The styling of all note types.
pub(super) const CSS: &str = include_str!("note_type/card.css");

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn ids_and_names_are_unique() {
        let ids: BTreeSet<i64> = ALL.iter().map(|kind| kind.id).collect();
        assert_eq!(ids.len(), ALL.len());
        for kind in ALL {
            let ids: BTreeSet<i64> = kind.fields.iter().map(|field| field.id).collect();
            let names: BTreeSet<&str> = kind.fields.iter().map(|field| field.name).collect();
            assert_eq!((ids.len(), names.len()), (kind.fields.len(), ids.len()));
            assert!(kind.fields.contains(&LINE));
        }
    }

    /// Changing what this test holds makes Anki refuse the notes that people have.
    #[test]
    fn fields_are_frozen() {
        let shape: Vec<String> = ALL
            .iter()
            .map(|kind| {
                let names: Vec<&str> = kind.fields.iter().map(|field| field.name).collect();
                format!("{} {}: {}", kind.id, kind.name, names.join(","))
            })
            .collect();
        assert_eq!(
            shape,
            [
                "1795500000001 recito basic v1: Prompt,Answer,Typed,Also,Hint,Context,Note,Line,recito,Spare 1,Spare 2,Spare 3",
                "1795500000002 recito cloze v1: Text,Typed,Also,Hint,Context,Note,Line,recito,Spare 1,Spare 2,Spare 3",
                "1795500000003 recito list v1: Prompt,Answer,Count,Ordered,Choices,Hint,Context,Note,Line,recito,Spare 1,Spare 2,Spare 3",
                "1795500000004 recito choice v1: Prompt,Choices,Answer,Count,Also,Hint,Context,Note,Line,recito,Spare 1,Spare 2,Spare 3",
            ]
        );
    }

    #[test]
    fn templates_name_only_fields_that_are_there() {
        for kind in ALL {
            for html in [kind.template.front, kind.template.back] {
                for tag in html.split("{{").skip(1) {
                    let tag = tag.split("}}").next().unwrap_or_default();
                    let name = tag
                        .trim_start_matches(['#', '^', '/'])
                        .rsplit(':')
                        .next()
                        .unwrap_or_default();
                    assert!(
                        kind.fields.iter().any(|field| field.name == name),
                        "{}: {tag}",
                        kind.name
                    );
                }
            }
        }
    }
}
