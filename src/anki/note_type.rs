//! The note types of recito.
//!
//! **Ids, field names and their order are frozen.** Anki compares them on every import and refuses
//! to update a note whose note type has other fields or templates ("conflicting"), so each type has
//! spare fields for what may come. Styling and the text of templates may change: raise
//! [`MODIFIED`] then, and Anki takes the change over. Whatever else has to change needs a new note
//! type with a new id and a new name.

/// When styling or templates last changed, in seconds since 1970.
pub(super) const MODIFIED: i64 = 1_795_900_000;

/// A note type of Anki.
#[derive(Debug, PartialEq, Eq)]
pub struct NoteType {
    /// Its part of the guid of a note: a note cannot change its type.
    pub key: &'static str,
    pub id: i64,
    pub name: &'static str,
    pub cloze: bool,
    /// Index of the first of the fields with cloze marks; each of them has one card, and so has every note
    /// type without.
    pub first_cloze: usize,
    pub fields: &'static [Field],
    /// Index of the field that holds what is to be known.
    pub answer: usize,
    pub template: Template,
}

impl NoteType {
    /// How many cards a note with these fields has.
    pub(super) fn card_count(&self, fields: &[String]) -> usize {
        if self.cloze {
            let texts = fields.iter().skip(self.first_cloze);
            texts.take_while(|text| text.contains("{{c")).count()
        } else {
            1
        }
    }

    /// How many cards a note may have.
    pub(super) fn most_cards(&self) -> usize {
        if self.key == OVERLAPPING.key {
            ITEMS.len()
        } else {
            1
        }
    }
}

/// A field of a note type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
pub const ALL: [&NoteType; 7] = [&BASIC, &CLOZE, &LIST, &CHOICE, &ORDER, &CLASS, &OVERLAPPING];

const PROMPT: Field = field("Prompt", 8_983_154_178_623_567_372);
const TEXT: Field = field("Text", 2_075_574_239_709_976_979);
const ANSWER: Field = field("Answer", 8_549_154_448_266_879_702);
/// `1` when the answer is short enough to be typed.
const TYPED: Field = field("Typed", 5_971_252_574_133_882_888);
/// How many items are asked for: `5`, or `3 of 5`.
const COUNT: Field = field("Count", 6_631_034_550_965_872_290);
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
pub(super) const ID: Field = field("recito", 1_841_478_300_437_243_475);
/// Images and code that stand with the lines of the note, for the back.
const EXTRA: Field = field("Extra", 1_680_119_525_048_544_063);
/// Name of the deck that the card was exported to, by which it is seen whether the learner moved it.
pub(super) const DECK: Field = field("Deck", 6_348_086_445_995_034_614);
/// What is asked of each item of a list, in the note type that asks item by item.
pub(super) const ITEMS: [Field; 16] = [
    field("Text 1", 4_310_141_711_631_896_160),
    field("Text 2", 6_853_340_775_349_148_110),
    field("Text 3", 4_182_583_712_439_767_657),
    field("Text 4", 4_853_839_241_851_346_194),
    field("Text 5", 5_575_603_680_544_104_298),
    field("Text 6", 1_923_668_540_702_798_019),
    field("Text 7", 5_983_981_075_346_830_967),
    field("Text 8", 2_219_162_903_370_180_940),
    field("Text 9", 6_438_550_936_421_056_117),
    field("Text 10", 3_060_415_798_236_511_349),
    field("Text 11", 6_010_627_346_408_585_639),
    field("Text 12", 7_567_893_873_770_642_540),
    field("Text 13", 8_053_867_450_282_036_334),
    field("Text 14", 1_851_698_535_509_911_158),
    field("Text 15", 7_646_863_640_102_539_826),
    field("Text 16", 7_952_313_138_408_382_899),
];
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
    first_cloze: 0,
    fields: &[
        PROMPT, ANSWER, TYPED, ALSO, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1, SPARE_2,
        SPARE_3,
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
    first_cloze: 0,
    fields: &[
        TEXT, TYPED, ALSO, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1, SPARE_2, SPARE_3,
    ],
    answer: 0,
    template: Template {
        id: 2_257_897_603_724_722_575,
        front: include_str!("note_type/cloze.front.html"),
        back: include_str!("note_type/cloze.back.html"),
    },
};

/// Several items to name, all or some of them, in any order.
pub static LIST: NoteType = NoteType {
    key: "list",
    id: 1_795_500_000_003,
    name: "recito list v1",
    cloze: false,
    first_cloze: 0,
    fields: &[
        PROMPT, ANSWER, COUNT, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1, SPARE_2,
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
    first_cloze: 0,
    fields: &[
        PROMPT, CHOICES, ANSWER, COUNT, ALSO, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1,
        SPARE_2, SPARE_3,
    ],
    answer: 2,
    template: Template {
        id: 6_499_795_889_313_759_868,
        front: include_str!("note_type/choice.front.html"),
        back: include_str!("note_type/choice.back.html"),
    },
};

/// Items to bring into their order.
pub static ORDER: NoteType = NoteType {
    key: "order",
    id: 1_795_500_000_005,
    name: "recito order v1",
    cloze: false,
    first_cloze: 0,
    fields: &[
        PROMPT, CHOICES, ANSWER, COUNT, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1,
        SPARE_2, SPARE_3,
    ],
    answer: 2,
    template: Template {
        id: 6_035_285_942_918_134_266,
        front: include_str!("note_type/order.front.html"),
        back: include_str!("note_type/order.back.html"),
    },
};

/// To which of the classes does something belong?
pub static CLASS: NoteType = NoteType {
    key: "class",
    id: 1_795_500_000_006,
    name: "recito class v1",
    cloze: false,
    first_cloze: 0,
    fields: &[
        PROMPT, CHOICES, ANSWER, ALSO, HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1,
        SPARE_2, SPARE_3,
    ],
    answer: 2,
    template: Template {
        id: 7_974_966_592_542_706_639,
        front: include_str!("note_type/class.front.html"),
        back: include_str!("note_type/class.back.html"),
    },
};

/// A long list that is asked for item by item, each behind the ones before it. Each of the texts is one
/// card, in which only its own item is to be found; Anki shows none of the others on it.
pub static OVERLAPPING: NoteType = NoteType {
    key: "overlapping",
    id: 1_795_500_000_007,
    name: "recito overlapping v1",
    cloze: true,
    first_cloze: 2,
    fields: &[
        PROMPT, ANSWER, ITEMS[0], ITEMS[1], ITEMS[2], ITEMS[3], ITEMS[4], ITEMS[5], ITEMS[6],
        ITEMS[7], ITEMS[8], ITEMS[9], ITEMS[10], ITEMS[11], ITEMS[12], ITEMS[13], ITEMS[14],
        ITEMS[15], HINT, CONTEXT, NOTE, LINE, ID, EXTRA, DECK, SPARE_1, SPARE_2, SPARE_3,
    ],
    answer: 1,
    template: Template {
        id: 2_712_140_916_070_338_821,
        front: include_str!("note_type/overlapping.front.html"),
        back: include_str!("note_type/overlapping.back.html"),
    },
};

/// The note type with a number.
pub fn of_id(id: i64) -> Option<&'static NoteType> {
    ALL.into_iter().find(|kind| kind.id == id)
}

/// The note type whose part of a guid this is.
pub(super) fn of_key(key: &str) -> Option<&'static NoteType> {
    ALL.into_iter().find(|kind| kind.key == key)
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
                "1795500000001 recito basic v1: Prompt,Answer,Typed,Also,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000002 recito cloze v1: Text,Typed,Also,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000003 recito list v1: Prompt,Answer,Count,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000004 recito choice v1: Prompt,Choices,Answer,Count,Also,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000005 recito order v1: Prompt,Choices,Answer,Count,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000006 recito class v1: Prompt,Choices,Answer,Also,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
                "1795500000007 recito overlapping v1: Prompt,Answer,Text 1,Text 2,Text 3,Text 4,Text 5,Text 6,Text 7,Text 8,Text 9,Text 10,Text 11,Text 12,Text 13,Text 14,Text 15,Text 16,Hint,Context,Note,Line,recito,Extra,Deck,Spare 1,Spare 2,Spare 3",
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
