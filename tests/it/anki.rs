//! Packages in the real Anki: its own core imports what `recito::anki` writes and says what it sees.
//!
//! `anki/core.rs` has the core, and `anki/facts.py` drives it and judges nothing; what is expected
//! stands here and in the modules beside.

use std::fs;

use recito::anki::{self, Earlier, Format, Part};
use recito::config::AnkiSettings;
use recito::day::Moment;
use recito::deck::{Card, CardId, Deck, Mine};
use recito::question::{Draft, Kind, Question};
use serde_json::{Value, json};

use self::core::in_anki;
use crate::world::{BREAD, CHEESE, World};

mod core;
mod hostile;
#[path = "anki/import.rs"]
mod import;
mod media;
mod old;
mod options;
mod pages;
mod progress;
mod push;
mod traps;

/// Numbers of new, updated and duplicate notes of an import.
fn counts(facts: &Value, import: usize) -> (u64, u64, u64) {
    let count = |name: &str| facts["imports"][import][name].as_u64().unwrap();
    (count("new"), count("updated"), count("duplicate"))
}

fn words(text: &Value) -> String {
    text.as_str()
        .unwrap()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

const NOW: Moment = Moment {
    ms: 1_780_000_000_000,
    offset: 60,
};

/// The parts of a text that are apart by `|`.
fn split(text: &str) -> Vec<String> {
    let parts = text.split('|').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// A card; items of the answer and choices are apart by `|`.
fn card(kind: Kind, prompt: &str, answer: &str, choices: &str) -> Card {
    let answer = split(answer);
    Card {
        id: CardId::of(&["test", prompt]),
        draft: Draft {
            question: Question {
                kind,
                context: split("Rivers|Europe"),
                prompt: prompt.into(),
                accept: vec![Vec::new(); answer.len()],
                answer,
                choices: split(choices),
                need: None,
            },
            under: split("Rivers|Europe"),
            lines: (7, 9),
            ..Draft::default()
        },
        ..Card::default()
    }
}

fn package(deck: &Deck, earlier: &Earlier, now: Moment) -> Vec<u8> {
    package_for(Format::Compat, deck, earlier, now)
}

fn package_for(format: Format, deck: &Deck, earlier: &Earlier, now: Moment) -> Vec<u8> {
    let tags = split("geography");
    let part = Part {
        tags: &tags,
        ..Part::of(deck)
    };
    let settings = AnkiSettings::default();
    let mut stamps = anki::stamp::of_package(earlier);
    anki::write(
        &anki::export(&[part], settings, &mut stamps, None, now),
        format,
    )
    .unwrap()
}

/// A deck with a card of every kind.
fn rivers() -> Deck {
    let mut cards = vec![
        card(Kind::Basic, "Which river is in Vienna?", "Danube", ""),
        card(
            Kind::Cloze,
            "The ____ ends in the ____ Sea.",
            "Rhine|North",
            "",
        ),
        card(Kind::List, "Name all sources.", "Breg|Brigach", ""),
        card(Kind::List, "Name 2 rivers.", "Rhine|Rhône|Elbe", ""),
        card(Kind::Choice, "The longest?", "Volga", "Volga|Elbe|Po"),
        card(
            Kind::Select,
            "Which end in the Black Sea?",
            "Danube|Don",
            "Danube|Don|Po",
        ),
        card(
            Kind::Order,
            "Order by length.",
            "Volga|Elbe|Spree",
            "Elbe|Spree|Volga",
        ),
        card(Kind::Class, "Where is the Po?", "south", "north|south"),
        card(Kind::Number, "How long is the Rhine?", "1233", ""),
        card(
            Kind::Boolean,
            "The Elbe is in Prague.",
            "false",
            "true|false",
        ),
        card(Kind::Cloze, "$v_{a} = \\frac{q}{a}$ is in ____.", "m/s", ""),
        card(
            Kind::Basic,
            "Why meander?",
            "One bank wears.|One grows.",
            "",
        ),
        card(Kind::Basic, "Gone?", "yes", ""),
    ];
    cards[0].mine.hint = Some("it is blue".into());
    cards[0].draft.question.accept = vec![split("Donau")];
    cards[3].draft.question.need = Some(2);
    cards[11].mine = Mine {
        suspended: true,
        ..Mine::default()
    };
    cards[12].retired = true;
    Deck {
        note: "notes/earth/rivers.md".into(),
        cards,
    }
}

fn card_of<'a>(facts: &'a Value, deck: &Deck, index: usize) -> &'a Value {
    let id = deck.cards[index].id.to_string();
    facts["cards"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["fields"]["recito"]["text"] == id.as_str())
        .unwrap()
}

/// What the text of a question and of an answer should be, but for what all cards have. Where the
/// order of options is a matter of chance the question is left out.
const SHOWN: &[(usize, &str, &str)] = &[
    (
        0,
        "Which river is in Vienna? [[type:Answer]] Hint it is blue",
        "Which river is in Vienna? [[type:Answer]] Danube also: Donau",
    ),
    (
        1,
        "The [...] ends in the [...] Sea.",
        "The Rhine ends in the North Sea.",
    ),
    (
        2,
        "Name all sources. 2",
        "Name all sources. 2 Breg/Brigach/",
    ),
    (
        3,
        "Name 2 rivers. 2 of 3",
        "Name 2 rivers. 2 of 3 Rhine/Rhône/Elbe/",
    ),
    (4, "", "Volga"),
    (5, "", "Danube/Don/"),
    (6, "", "Volga/Elbe/Spree/"),
    (
        7,
        "Where is the Po? north/south/",
        "Where is the Po? north/south/ south",
    ),
    (
        8,
        "How long is the Rhine? [[type:Answer]]",
        "How long is the Rhine? [[type:Answer]] 1233",
    ),
    (
        9,
        "The Elbe is in Prague. true/false/",
        "The Elbe is in Prague. true/false/ false",
    ),
    (
        10,
        r"\(v_{a} = \frac{q}{a}\) is in [...]. [[type:cloze:Text]]",
        r"\(v_{a} = \frac{q}{a}\) is in m/s. [[type:cloze:Text]]",
    ),
    (
        11,
        "Why meander?",
        "Why meander? One bank wears./One grows./",
    ),
];

#[test]
fn anki_shows_every_kind_as_it_is_meant() {
    let deck = rivers();
    let facts = in_anki("plain", &[&package(&deck, &Earlier::new(), NOW)]);
    assert_eq!(counts(&facts, 0), (12, 0, 0));
    assert_eq!(facts["notes"], 12);
    assert_eq!(facts["cards"].as_array().unwrap().len(), 12);
    assert_eq!(facts["found_by_id"], 12);
    let decks = [
        "Default",
        "recito",
        "recito::earth",
        "recito::earth::rivers",
    ];
    assert_eq!(facts["decks"], json!(decks));
    for (index, question, answer) in SHOWN {
        let card = card_of(&facts, &deck, *index);
        assert_eq!(card["deck"], "recito::earth::rivers");
        let tags = ["geography", "recito::earth::rivers::Rivers::Europe"];
        assert_eq!(card["tags"], json!(tags));
        assert_eq!(card["fields"]["Context"]["text"], "Rivers › Europe");
        let asked = words(&card["question"]["text"]);
        let told = words(&card["answer"]["text"]);
        let of_source = |text: &str| format!("{text} notes/earth/rivers.md:7-9");
        if question.is_empty() {
            let choices = &deck.cards[*index].draft.question.choices;
            assert!(choices.iter().all(|choice| asked.contains(choice.as_str())));
            assert!(told.ends_with(&of_source(answer)), "{told}");
        } else {
            assert_eq!(asked, format!("Rivers › Europe {question}"));
            assert_eq!(told, of_source(&format!("Rivers › Europe {answer}")));
        }
    }
}

#[test]
fn both_formats_give_the_same_collection() {
    let deck = rivers();
    let [compat, latest] = [Format::Compat, Format::Latest].map(|format| {
        let bytes = package_for(format, &deck, &Earlier::new(), NOW);
        let again = package_for(format, &deck, &anki::read(&bytes).unwrap(), NOW.plus_ms(1));
        assert!(again == bytes, "{format:?}");
        let mut facts = in_anki("all", &[&bytes, &again]);
        assert_eq!(counts(&facts, 1), (0, 0, 12));
        assert_eq!(facts["rows"], facts["packages"][0]["rows"]);
        facts["packages"] = Value::Null;
        facts
    });
    assert_eq!(compat, latest);
}

#[test]
fn what_is_right_is_not_to_be_seen_in_the_question() {
    let deck = rivers();
    let facts = in_anki("plain", &[&package(&deck, &Earlier::new(), NOW)]);
    for (index, hidden) in [
        (0, "Danube"),
        (1, "Rhine"),
        (2, "Breg"),
        (8, "1233"),
        (11, "wears"),
    ] {
        let question = &card_of(&facts, &deck, index)["question"]["text"];
        assert!(!words(question).contains(hidden), "{question}");
    }
    let asked = words(&card_of(&facts, &deck, 5)["question"]["text"]);
    assert!(asked.contains("2 of 3 are right"), "{asked}");
}

#[test]
fn anki_computes_the_same_sort_fields_and_checksums() {
    let facts = in_anki("plain", &[&package(&hostile(), &Earlier::new(), NOW)]);
    assert_eq!(facts["rows"], facts["packages"][0]["rows"]);
    let facts = in_anki("plain", &[&package(&rivers(), &Earlier::new(), NOW)]);
    assert_eq!(facts["rows"], facts["packages"][0]["rows"]);
}

#[test]
fn anki_updates_what_was_edited_and_nothing_else() {
    let mut deck = rivers();
    let first = package(&deck, &Earlier::new(), NOW);
    let again = package(&deck, &anki::read(&first).unwrap(), NOW.plus_ms(3_600_000));
    assert!(
        first == again,
        "a package of unchanged notes must be the same file"
    );

    deck.cards[2].draft.question.answer.push("rain".into());
    deck.cards[2].draft.question.accept.push(Vec::new());
    for card in &mut deck.cards {
        card.draft.lines.0 += 2;
        card.draft.lines.1 += 2;
    }
    let edited = package(&deck, &anki::read(&again).unwrap(), NOW.plus_ms(7_200_000));
    deck.cards.insert(0, card(Kind::Basic, "New?", "yes", ""));
    deck.cards.remove(5);
    let moved = package(&deck, &anki::read(&edited).unwrap(), NOW.plus_ms(9_000_000));
    for mode in ["plain", "all"] {
        let facts = in_anki(mode, &[&first, &again, &edited, &moved]);
        assert_eq!(counts(&facts, 0), (12, 0, 0));
        assert_eq!(counts(&facts, 1), (0, 0, 12));
        assert_eq!(counts(&facts, 2), (0, 1, 11));
        assert_eq!(counts(&facts, 3), (1, 0, 11));
        let text = &card_of(&facts, &deck, 3)["answer"]["text"];
        assert!(words(text).contains("Breg/Brigach/rain/"), "{text}");
        assert_eq!(facts["notes"], 13, "Anki never deletes");
        assert_eq!(
            facts["note_types"].as_array().unwrap().len(),
            6 + stock_note_types()
        );
    }
}

/// How many note types a new collection of Anki has.
#[test]
fn what_was_edited_in_anki_stays_until_the_note_changes() {
    let mut deck = rivers();
    let first = package(&deck, &Earlier::new(), NOW);
    let (kept, replaced) = (deck.cards[2].id, deck.cards[8].id);
    // Anki edits now, which is later than the export and earlier than the next change of a note.
    let edits = [
        format!("Hint={kept}=look east"),
        format!("tag={kept}=hard"),
        format!("Hint={replaced}=look west"),
    ];
    deck.cards[8].draft.question.answer = vec!["1230".into()];
    deck.cards[3].draft.lines = (90, 91);
    let later = jiff::Timestamp::now().as_millisecond() + 60_000;
    let later = Moment { ms: later, ..NOW };
    let second = package(&deck, &anki::read(&first).unwrap(), later);
    for mode in ["plain", "all"] {
        let facts = core::facts_between("UTC0", mode, &[&first, &second], &edits);
        assert_eq!(facts["check_unchanged"], true, "{}", facts["check"]);
        assert_eq!(counts(&facts, 1), (0, 1, 11));
        let card = card_of(&facts, &deck, 2);
        assert_eq!(card["fields"]["Hint"]["text"], "look east");
        assert!(card["tags"].as_array().unwrap().contains(&json!("hard")));
        let card = card_of(&facts, &deck, 8);
        assert_eq!(card["fields"]["Hint"]["text"], "");
        assert_eq!(card["fields"]["Answer"]["text"], "1230");
    }
}

fn stock_note_types() -> usize {
    let facts = in_anki("plain", &[]);
    facts["note_types"].as_array().unwrap().len()
}

#[test]
fn suspended_cards_come_suspended_when_progress_is_taken() {
    let deck = rivers();
    let facts = in_anki("all", &[&package(&deck, &Earlier::new(), NOW)]);
    let queues: Vec<i64> = (0..12)
        .map(|index| card_of(&facts, &deck, index)["queue"].as_i64().unwrap())
        .collect();
    assert_eq!(queues, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1]);
}

/// Texts that mean something to Anki, to a browser or to `TeX`.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div></div><style>*{display:none}</style>",
    "a < b && c > d &amp; &lt;",
    "{{c1::x}} and {{c2::y}}",
    "}}",
    "{{Answer}} {{type:Prompt}} {{#Prompt}}",
    "std::vec::Vec<T>",
    "[sound:x.mp3]",
    "[anki:play:q:0] [anki:tts lang=en_US]x[/anki:tts]",
    "[latex]\\input{x}[/latex] [$]x[/$] [$$]y[/$$]",
    "[[type:Answer]]",
    "\\(\\href{javascript:alert(1)}{x}\\) \\[y\\]",
    "costs $5 and $10",
    "$\\href{javascript:alert(1)}{x}$",
    "<!-- c --> ]]> <![CDATA[x]]>",
    "\u{338}<\u{338}>\u{338}=\u{338}",
    "naïve e\u{301} 漢字 العربية 👩\u{200D}🔬",
    "\"quoted\" 'text' \\ back\\slash\\",
    "12345",
];

/// A deck with each hostile text as prompt, as answer, as item, as option, and as what a blank hides.
fn hostile() -> Deck {
    let cards = HOSTILE.iter().enumerate().flat_map(|(i, text)| {
        let numbered = |name: &str| format!("{text} {i}{name}");
        let mut cards = [
            card(Kind::Basic, &numbered("basic"), "", ""),
            card(Kind::Cloze, &format!("{} ____", numbered("cloze")), "", ""),
            card(Kind::List, &numbered("list"), "", ""),
            card(Kind::Choice, &numbered("choice"), "", "b"),
        ];
        for card in &mut cards {
            card.draft.question.answer = vec![(*text).to_owned()];
            card.draft.question.accept = vec![vec![(*text).to_owned()]];
        }
        cards[0].draft.question.context = vec![(*text).to_owned()];
        cards[1].mine.hint = Some((*text).into());
        cards[2].draft.question.answer.push("b".into());
        cards[2].draft.under = vec![(*text).to_owned()];
        cards[3].draft.question.choices.push((*text).to_owned());
        cards
    });
    let mut cards: Vec<Card> = cards.collect();
    let mut control = card(
        Kind::Basic,
        "a\u{0}\u{1f}b\u{1b}[31mc\u{202e}d",
        "e\u{7f}f\u{9b}g",
        "",
    );
    control.draft.under = split("x\u{1f}y");
    cards.push(control);
    Deck {
        note: "notes/<b>{{c1::x}}.md".into(),
        cards,
    }
}

#[test]
fn hostile_texts_come_out_as_text() {
    let deck = hostile();
    let facts = in_anki("all", &[&package(&deck, &Earlier::new(), NOW)]);
    assert_eq!(facts["cards"].as_array().unwrap().len(), deck.cards.len());
    let ours = ["div", "hr", "br", "span", "code", "ol", "ul", "li", "a"];
    for (index, source) in deck.cards.iter().enumerate() {
        let card = card_of(&facts, &deck, index);
        assert_eq!(card["sounds"], 0);
        let question = words(&card["question"]["text"]);
        let answer = words(&card["answer"]["text"]);
        let prompt = source.draft.question.prompt.replace("____", "");
        assert!(
            question.contains(&as_shown(&prompt)),
            "{question:?} has no {prompt:?}"
        );
        for item in &source.draft.question.answer {
            assert!(
                answer.contains(&as_shown(item)),
                "{answer:?} has no {item:?}"
            );
        }
        for (name, field) in card["fields"].as_object().unwrap() {
            for tag in field["tags"].as_array().unwrap() {
                let tag = tag.as_str().unwrap();
                let known = ["br", "span", "code", "ol", "ul", "li", "li class=right"];
                assert!(known.contains(&tag), "{name}: {tag}");
            }
        }
        for side in ["question", "answer"] {
            for tag in card[side]["tags"].as_array().unwrap() {
                let name = tag.as_str().unwrap().split(' ').next().unwrap();
                assert!(ours.contains(&name), "{tag}");
            }
        }
    }
}

/// A text of a note as a reader of the card should see it.
fn as_shown(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.chars()
        .filter(|c| !c.is_control() && *c != '\u{202e}')
        .nfc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Exports at a time of day and gives the message and the package.
fn exported(world: &World, time: &str) -> (String, Vec<u8>) {
    let now = format!("2026-12-01T{time}:00Z");
    let message = world.run(&["export", "anki", "--now", &now]).ok();
    (message, fs::read(world.path("desk/recito.apkg")).unwrap())
}

#[test]
fn the_program_exports_updates_and_names_what_is_gone() {
    let world = World::collection();
    let (message, first) = exported(&world, "08:00");
    assert_eq!(
        message,
        "wrote recito.apkg, 4 cards in 3 decks: 4 new, 0 changed, 0 unchanged\n\
         2 decks written in [WORLD]/desk/decks\n"
    );
    world.run(&["build", "--check"]).ok();
    let (message, again) = exported(&world, "09:00");
    assert_eq!(
        message,
        "nothing changed in recito.apkg, 4 cards in 3 decks: 0 new, 0 changed, 4 unchanged\n"
    );
    assert!(first == again, "nothing changed, so no byte may");

    world.write("desk/notes/cheese.md", CHEESE.replace("Rennet", "`rennet`"));
    let (message, edited) = exported(&world, "10:00");
    assert_eq!(
        message,
        "wrote recito.apkg, 4 cards in 3 decks: 0 new, 1 changed, 3 unchanged\n\
         1 deck written in [WORLD]/desk/decks\n"
    );
    world.write("desk/notes/bread.md", BREAD.replace("A: Yeast", ""));
    let (message, less) = exported(&world, "11:00");
    let search = message.split_once("search for: recito:").unwrap().1;
    let search = search.lines().next().unwrap();
    assert!(
        message.contains(
            "3 cards in 3 decks: 0 new, 0 changed, 3 unchanged\nnot in it any more: 1 card"
        )
    );
    let facts = in_anki("plain", &[&first, &again, &edited, &less]);
    assert_eq!(counts(&facts, 0), (4, 0, 0));
    assert_eq!(counts(&facts, 1), (0, 0, 4));
    assert_eq!(counts(&facts, 2), (0, 1, 3));
    assert_eq!(counts(&facts, 3), (0, 0, 3));
    let cards = facts["cards"].as_array().unwrap();
    let gone = cards
        .iter()
        .find(|card| card["fields"]["recito"]["text"] == search);
    assert!(words(&gone.unwrap()["question"]["text"]).contains("What makes bread dough rise?"));
    let cheese = cards
        .iter()
        .find(|card| card["deck"] == "recito::cheese")
        .unwrap();
    assert!(words(&cheese["answer"]["text"]).contains(" rennet "));
}

#[test]
fn the_stamps_make_the_package_the_same_wherever_it_goes() {
    let world = World::collection();
    let (_, first) = exported(&world, "08:00");
    let stamps = world.read("desk/decks/anki.stamps");
    assert_eq!(
        stamps
            .lines()
            .filter(|line| line.starts_with("recito:"))
            .count(),
        4
    );
    fs::remove_file(world.path("desk/recito.apkg")).unwrap();
    let (message, again) = exported(&world, "09:00");
    assert!(message.contains("4 new"), "{message}");
    assert!(first == again, "the stamps are not those of the package");
    let now = ["--now", "2026-12-03T10:00:00Z"];
    world
        .run(&[&["export", "anki", "-q", "-o", "b.apkg"], &now[..]].concat())
        .ok();
    assert!(fs::read(world.path("desk/b.apkg")).unwrap() == first);
    let streamed = world
        .command(&[&["export", "anki", "-o", "-"], &now[..]].concat())
        .output()
        .unwrap();
    assert!(streamed.stdout == first);
    assert_eq!(world.read("desk/decks/anki.stamps"), stamps);
    // Without the stamps the package that is replaced still tells.
    fs::remove_file(world.path("desk/decks/anki.stamps")).unwrap();
    assert!(exported(&world, "11:00").1 == first);
    assert_eq!(world.read("desk/decks/anki.stamps"), stamps);
    world.run(&["build", "--check"]).ok();
}

#[test]
fn the_program_takes_progress_along_when_asked() {
    let world = World::collection();
    let script = "yeast\n\ncarbon dioxide\n\n:quit\n";
    // Anki gives other numbers to what was made in the future.
    let now = ["--now", "2026-01-05T08:00:00Z"];
    let study = [&["study", "--plain", "--seed", "1"], &now[..]].concat();
    world.run_with(&study, script).ok();
    let reviews = |arguments: &[&str]| -> usize {
        world
            .run(&[&["export", "anki", "-q"], arguments, &now].concat())
            .ok();
        let bytes = fs::read(world.path("desk/recito.apkg")).unwrap();
        let facts = in_anki("all", &[&bytes]);
        let cards = facts["cards"].as_array().unwrap();
        cards
            .iter()
            .map(|card| card["reviews"].as_array().unwrap().len())
            .sum()
    };
    assert_eq!(reviews(&[]), 0);
    assert!(reviews(&["--progress"]) >= 2);
    world
        .run(&["export", "csv", "--progress"])
        .fails_with(&["`--progress` is for packages of Anki", "hint: "]);
}

#[test]
fn the_program_takes_tags_and_suspension_along() {
    let world = World::collection();
    world.write(
        "desk/notes/cheese.md",
        format!("---\ntags: [food, to learn]\n---\n{CHEESE}"),
    );
    world.run(&["build"]).ok();
    let deck = world.read("desk/decks/notes/cheese.md.toml");
    world.write(
        "desk/decks/notes/cheese.md.toml",
        format!("{deck}mine.suspended = true\n"),
    );
    world
        .run(&[
            "export",
            "anki",
            "notes/cheese.md",
            "-o",
            "out/c.apkg",
            "-q",
        ])
        .ok();
    let bytes = fs::read(world.path("desk/out/c.apkg")).unwrap();
    let facts = in_anki("all", &[&bytes]);
    assert_eq!(facts["cards"].as_array().unwrap().len(), 1);
    let card = &facts["cards"][0];
    assert_eq!(
        card["tags"],
        json!(["food", "recito::cheese::Cheese", "to_learn"])
    );
    assert_eq!(card["queue"], -1);
}

#[test]
fn the_program_replaces_nothing_but_its_own_packages() {
    let world = World::collection();
    world.write("desk/other.apkg", "PK not one of ours");
    world.write("desk/empty.apkg", "");
    let before = world.files();
    for target in [
        "other.apkg",
        "empty.apkg",
        "notes/bread.md",
        "new.md",
        "recito.toml",
    ] {
        world
            .run(&["export", "anki", "-o", target])
            .fails_with(&[target, "hint: "]);
    }
    assert_eq!(world.files(), before);
}

#[test]
fn the_program_says_when_there_is_nothing_to_export() {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/empty.md", "# Nothing\n");
    world
        .run(&["export", "anki"])
        .fails_with(&["there are no cards to export", "hint: "]);
    assert!(!world.path("desk/recito.apkg").exists());
}

#[test]
fn a_card_that_anki_could_not_show_is_named() {
    let world = World::collection();
    world.run(&["build"]).ok();
    let deck = world.read("desk/decks/notes/cheese.md.toml");
    world.write(
        "desk/decks/notes/cheese.md.toml",
        format!("{deck}mine.prompt = \"\\u0007\"\n"),
    );
    world
        .run(&["export", "anki"])
        .fails_with(&["of `notes/cheese.md` has an empty prompt"]);
    assert!(!world.path("desk/recito.apkg").exists());
}
