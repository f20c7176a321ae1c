//! Decks in, packages out.

use super::*;
use crate::anki::note_type;
use crate::anki::{self, Format};
use crate::config::Division;
use crate::deck::{CardId, Mine};
use crate::question::{Draft, Kind, Question};
use crate::source::{Source, SourceId};
use proptest::prelude::*;

const NOW: Moment = Moment {
    ms: 1_800_000_000_500,
    offset: 0,
};

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn card(kind: Kind, prompt: &str, answer: &[&str]) -> deck::Card {
    deck::Card {
        id: CardId::of(&[prompt]),
        draft: Draft {
            question: Question {
                kind,
                prompt: prompt.into(),
                answer: strings(answer),
                accept: vec![Vec::new(); answer.len()],
                context: strings(&["Lambda", "Calls"]),
                ..Question::default()
            },
            under: strings(&["Lambda", "Calls"]),
            lines: (3, 5),
            ..Draft::default()
        },
        ..deck::Card::default()
    }
}

fn deck_of(cards: Vec<deck::Card>) -> deck::Deck {
    deck::Deck {
        note: "notes/aws.md".into(),
        cards,
    }
}

/// The package of one deck after others, of which the file of stamps was lost.
fn package(deck: &deck::Deck, earlier: &Earlier, now: Moment) -> Package {
    let mut stamps = stamp::of_package(earlier);
    export(
        &[Part::of(deck)],
        AnkiSettings::default(),
        &mut stamps,
        None,
        now,
    )
}

/// The fields of the one card that are not empty, by name.
fn fields(card: deck::Card) -> (&'static str, BTreeMap<&'static str, String>) {
    let package = package(&deck_of(vec![card]), &Earlier::new(), NOW);
    let kind = package.note_types[0];
    let fields = kind.fields.iter().map(|field| field.name);
    let fields = fields.zip(package.notes[0].fields.clone());
    (
        kind.key,
        fields.filter(|(_, html)| !html.is_empty()).collect(),
    )
}

fn check(card: deck::Card, kind: &str, expect: &[(&str, &str)]) {
    let (key, mut found) = fields(card);
    assert_eq!(key, kind);
    for (name, html) in expect {
        assert_eq!(found.remove(name).as_deref(), Some(*html), "{name}");
    }
    for (name, html) in [
        ("Context", "Lambda › Calls"),
        ("Note", "notes/aws.md"),
        ("Line", "3-5"),
        ("Deck", "recito::aws::Lambda"),
    ] {
        assert_eq!(found.remove(name).as_deref(), Some(html), "{name}");
    }
    assert!(found.remove("recito").is_some_and(|id| id.len() == 16));
    assert_eq!(found, BTreeMap::new());
}

#[test]
fn each_kind_fills_its_fields() {
    let mut basic = card(Kind::Basic, "what?", &["`that`"]);
    basic.draft.question.accept = vec![strings(&["this", "it"])];
    basic.mine.hint = Some("short".into());
    check(
        basic,
        "basic",
        &[
            ("Prompt", "what?"),
            ("Answer", "<code>that</code>"),
            ("Typed", "1"),
            ("Also", "this; it"),
            ("Hint", "short"),
        ],
    );
    check(
        card(Kind::Number, "how many?", &["5"]),
        "basic",
        &[("Prompt", "how many?"), ("Answer", "5"), ("Typed", "1")],
    );
    check(
        card(Kind::Basic, "why?", &["one", "two"]),
        "basic",
        &[
            ("Prompt", "why?"),
            ("Answer", "<ul><li>one</li><li>two</li></ul>"),
        ],
    );
    check(
        card(Kind::Cloze, "the ____ is", &["sky"]),
        "cloze",
        &[("Text", "the {{c1::sky}} is"), ("Typed", "1")],
    );
    check(
        card(Kind::Cloze, "no blank", &["sky"]),
        "basic",
        &[("Prompt", "no blank"), ("Answer", "sky"), ("Typed", "1")],
    );
}

#[test]
fn lists_say_how_many_items_are_asked_for() {
    let answer = "<ul><li>a</li><li>b</li><li>c</li></ul>";
    check(
        card(Kind::List, "which?", &["a", "b", "c"]),
        "list",
        &[("Prompt", "which?"), ("Answer", answer), ("Count", "3")],
    );
    let mut open = card(Kind::List, "which?", &["a", "b", "c"]);
    open.draft.question.need = Some(2);
    check(
        open,
        "list",
        &[
            ("Prompt", "which?"),
            ("Answer", answer),
            ("Count", "2 of 3"),
        ],
    );
    check(
        card(Kind::Order, "steps?", &["a", "b"]),
        "order",
        &[
            ("Prompt", "steps?"),
            ("Answer", "<ol><li>a</li><li>b</li></ol>"),
            ("Count", "2"),
        ],
    );
}

fn chosen(kind: Kind, prompt: &str, answer: &[&str], choices: &[&str]) -> deck::Card {
    let mut card = card(kind, prompt, answer);
    card.draft.question.choices = strings(choices);
    card
}

#[test]
fn right_options_are_marked() {
    check(
        chosen(Kind::Class, "a?", &["b"], &["c", "b"]),
        "class",
        &[
            ("Prompt", "a?"),
            ("Choices", "<ol><li class=right>b</li><li>c</li></ol>"),
            ("Answer", "b"),
        ],
    );
    check(
        chosen(Kind::Boolean, "so?", &["false"], &["false", "true"]),
        "choice",
        &[
            ("Prompt", "so?"),
            (
                "Choices",
                "<ol><li>true</li><li class=right>false</li></ol>",
            ),
            ("Answer", "false"),
        ],
    );
    let (_, fields) = fields(chosen(
        Kind::Select,
        "which?",
        &["a", "b"],
        &["a", "b", "x"],
    ));
    assert_eq!(fields["Count"], "2 of 3");
    assert_eq!(fields["Choices"].matches("class=right").count(), 2);
}

#[test]
fn the_place_of_an_option_says_nothing() {
    let place = |n: usize| {
        let card = chosen(
            Kind::Choice,
            &format!("q{n}"),
            &["r"],
            &["r", "x", "y", "z"],
        );
        let html = fields(card).1["Choices"].clone();
        html.matches("<li").count() - html[html.find("right").unwrap()..].matches("<li>").count()
    };
    let mut seen = [0; 5];
    for n in 0..400 {
        assert_eq!(place(n), place(n));
        seen[place(n)] += 1;
    }
    assert!(
        seen[1..].iter().all(|count| (60..140).contains(count)),
        "{seen:?}"
    );
}

#[test]
fn retired_cards_stay_out_and_suspended_ones_are_suspended() {
    let mut cards = vec![
        card(Kind::Basic, "a?", &["a"]),
        card(Kind::Basic, "b?", &["b"]),
        card(Kind::Basic, "c?", &["c"]),
    ];
    cards[0].retired = true;
    cards[1].mine = Mine {
        suspended: true,
        ..Mine::default()
    };
    let package = package(&deck_of(cards), &Earlier::new(), NOW);
    let suspended: Vec<bool> = package.cards.iter().map(|card| card.suspended).collect();
    assert_eq!(suspended, [true, false]);
    assert_eq!(package.notes.len(), 2);
}

#[test]
fn decks_have_their_parents_and_ignore_case() {
    let mut cards = vec![
        card(Kind::Basic, "a?", &["a"]),
        card(Kind::Basic, "b?", &["b"]),
        card(Kind::Basic, "c?", &["c"]),
    ];
    cards[1].draft.under = strings(&["LAMBDA"]);
    cards[2].draft.under = Vec::new();
    let package = package(&deck_of(cards), &Earlier::new(), NOW);
    let names: Vec<&str> = package
        .decks
        .iter()
        .map(|deck| deck.name.as_str())
        .collect();
    assert_eq!(names, ["recito", "recito::aws", "recito::aws::Lambda"]);
    assert_eq!(package.cards[0].deck, package.cards[1].deck);
    assert_eq!(package.cards[2].deck, package.decks[1].id);
}

#[test]
fn tags_say_where_a_card_stands_and_what_its_note_is_tagged() {
    let deck = deck_of(vec![card(Kind::Basic, "a?", &["a"])]);
    let tags = strings(&["Exam 1", "exam_1", "recito::aws::lambda::calls", "#b/c"]);
    let part = Part {
        tags: &tags,
        ..Part::of(&deck)
    };
    let settings = AnkiSettings::default();
    let package = export(&[part], settings, &mut Stamps::new(), None, NOW);
    assert_eq!(
        package.notes[0].tags,
        ["Exam_1", "b::c", "recito::aws::Lambda::Calls"]
    );
}

#[test]
fn decks_are_as_fine_as_the_learner_wants() {
    let mut card = card(Kind::Basic, "a?", &["a"]);
    card.draft.under = strings(&["Lambda", "Calls", "Async", "label"]);
    let source = Source::new(
        "notes/aws.md",
        "# Lambda\n## Calls\n### Async\n- **label**: a\n",
    );
    let (note, _) = crate::note::parse(SourceId(0), &source);
    let attachments = Attachments::of(&note, &source);
    let deck = deck_of(vec![card]);
    for (division, expect) in [
        (Division::One, "recito"),
        (Division::Notes, "recito::aws"),
        (Division::Headings, "recito::aws::Calls"),
        (Division::Deep, "recito::aws::Calls::Async"),
    ] {
        let part = Part {
            attachments: Some(&attachments),
            ..Part::of(&deck)
        };
        let settings = AnkiSettings {
            division,
            ..AnkiSettings::default()
        };
        let package = export(&[part], settings, &mut Stamps::new(), None, NOW);
        assert_eq!(package.decks.last().unwrap().name, expect);
    }
}

#[test]
fn long_lists_are_asked_item_by_item_when_that_is_wanted() {
    let settings = AnkiSettings {
        overlapping: true,
        ..AnkiSettings::default()
    };
    let deck = deck_of(vec![
        card(Kind::List, "which?", &["a", "b", "c", "d::e", "f"]),
        card(Kind::List, "short?", &["a", "b"]),
        card(Kind::Order, "steps?", &["a", "b", "c", "d", "e"]),
    ]);
    let mut stamps = Stamps::new();
    let package = export(&[Part::of(&deck)], settings, &mut stamps, None, NOW);
    let ords: Vec<u32> = package.cards.iter().map(|card| card.ord).collect();
    assert_eq!(ords, [0, 0, 1, 2, 3, 4, 0, 0, 0, 1, 2, 3, 4]);
    let text = |note: usize, item: usize| package.notes[note].fields[1 + item].as_str();
    assert_eq!(text(1, 1), "<ul><li>{{c1::a}}</li></ul>…");
    let fourth = "<ul><li>b</li><li>c</li><li>{{c4::d&#58;&#58;e}}</li></ul>…";
    assert_eq!(text(1, 4), fourth);
    let last = "<ol start=3><li>c</li><li>d</li><li>{{c5::e}}</li></ol>";
    assert_eq!(text(4, 5), last);
    assert_eq!(text(4, 6), "");
    let bytes = anki::write(&package, Format::Compat).unwrap();
    let later = export(
        &[Part::of(&deck)],
        settings,
        &mut stamps,
        None,
        NOW.plus_ms(9),
    );
    assert!(anki::write(&later, Format::Compat).unwrap() == bytes);
}

#[test]
fn images_and_code_stand_on_the_back_unless_they_are_asked_about() {
    let text = "Q: What is ![](a.png) this?\nA: A loop ![](b.png)\n\n- sky ![](c.png) ![](gone.png)\n  ```c\n  x < 1;\n  ```\n";
    let source = Source::new("notes/aws.md", text);
    let (note, _) = crate::note::parse(SourceId(0), &source);
    let attachments = Attachments::of(&note, &source);
    let media = ["a.png", "b.png", "c.png", "other.png"]
        .into_iter()
        .map(|name| (name.to_owned(), picture::medium(name, name.into()).unwrap()))
        .collect();
    let mut cards = vec![
        card(Kind::Basic, "What is this?", &["A loop"]),
        card(Kind::Basic, "what is blue?", &["sky"]),
    ];
    cards[0].draft.template = "explicit".into();
    cards[0].draft.lines = (1, 2);
    cards[1].draft.lines = (4, 4);
    let deck = deck_of(cards);
    let part = Part {
        attachments: Some(&attachments),
        media: &media,
        ..Part::of(&deck)
    };
    assert_eq!(part.images().len(), 4);
    let settings = AnkiSettings::default();
    let package = export(&[part], settings, &mut Stamps::new(), None, NOW);
    let image = |name: &str| format!("<img src=\"{}\">", media[name].name);
    let extra = note_type::of_id(package.notes[0].note_type).unwrap().fields;
    let extra = extra
        .iter()
        .position(|field| field.name == "Extra")
        .unwrap();
    let fields = |note: usize| &package.notes[note].fields;
    assert_eq!(fields(0)[0], format!("What is this?{}", image("a.png")));
    assert_eq!(fields(0)[extra], image("b.png"));
    let code = "<pre><code>x &lt; <span class=n>1</span>;</code></pre>";
    assert_eq!(fields(1)[extra], format!("{}{code}", image("c.png")));
    let names: Vec<&str> = package.media.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(
        names,
        ["a.png", "b.png", "c.png"].map(|name| &media[name].name)
    );
    anki::write(&package, Format::Latest).unwrap();
}

fn earlier(package: &Package) -> Earlier {
    anki::read(&anki::write(package, Format::Compat).unwrap()).unwrap()
}

#[test]
fn only_what_changed_is_stamped_anew() {
    let mut deck = deck_of(vec![
        card(Kind::Basic, "a?", &["a"]),
        card(Kind::Basic, "b?", &["b"]),
        card(Kind::Basic, "c?", &["c"]),
    ]);
    let first = package(&deck, &Earlier::new(), NOW);
    let before = earlier(&first);
    let gone = deck.cards.remove(2);
    deck.cards[0].draft.question.answer = strings(&["A"]);
    deck.cards[1].draft.lines = (9, 9);
    deck.cards.insert(0, card(Kind::Basic, "new?", &["n"]));
    let later = NOW.plus_ms(90_000);
    let second = package(&deck, &before, later);
    let stamps = |package: &Package| -> Vec<(i64, i64)> {
        let notes = package.notes.iter();
        notes
            .map(|note| (note.id - NOW.ms, note.modified))
            .collect()
    };
    let (old, new) = (NOW.ms / 1000, later.ms / 1000);
    assert_eq!(stamps(&first), [(0, old), (1, old), (2, old)]);
    assert_eq!(stamps(&second), [(90_000, new), (0, new), (1, old)]);
    assert_eq!(
        compare(&second, &before),
        Comparison {
            added: 1,
            changed: 1,
            gone: vec![gone.id.to_string()],
        }
    );
}

#[test]
fn a_stamp_grows_even_when_the_clock_goes_back() {
    let mut deck = deck_of(vec![card(Kind::Basic, "a?", &["a"])]);
    let before = earlier(&package(&deck, &Earlier::new(), NOW));
    deck.cards[0].draft.question.answer = strings(&["A"]);
    deck.cards.push(card(Kind::Basic, "b?", &["b"]));
    let second = package(&deck, &before, NOW.plus_ms(-3_600_000));
    assert_eq!(second.notes[0].modified, NOW.ms / 1000 + 1);
    assert_eq!(second.notes[1].id, NOW.ms + 1);
}

#[test]
fn a_card_of_another_type_is_another_note() {
    let mut deck = deck_of(vec![card(Kind::Basic, "a ____", &["a"])]);
    let before = earlier(&package(&deck, &Earlier::new(), NOW));
    deck.cards[0].draft.question.kind = Kind::Number;
    assert!(before.contains_key(&package(&deck, &before, NOW).notes[0].guid));
    deck.cards[0].draft.question.kind = Kind::Cloze;
    assert!(!before.contains_key(&package(&deck, &before, NOW).notes[0].guid));
}

#[test]
fn two_cards_with_one_id_are_refused_by_name() {
    let deck = deck_of(vec![card(Kind::Basic, "a?", &["a"])]);
    let mut copy = deck.clone();
    copy.note = "copy.md".into();
    let parts = [&deck, &copy].map(Part::of);
    let settings = AnkiSettings::default();
    let package = export(&parts, settings, &mut Stamps::new(), None, NOW);
    let error = anki::write(&package, Format::Compat).unwrap_err();
    let id = deck.cards[0].id;
    assert_eq!(
        error.to_string(),
        format!("card `{id}` of `copy.md` has the id of card `{id}` of `notes/aws.md`")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exporting_again_gives_the_same_bytes(
        texts in prop::collection::vec((any::<String>(), any::<String>(), 0..9_usize), 0..12),
        later in 0..10_000_000_i64,
    ) {
        let kinds = [
            Kind::Basic, Kind::Cloze, Kind::List, Kind::Choice, Kind::Select, Kind::Order,
            Kind::Class, Kind::Number, Kind::Boolean,
        ];
        let cards = texts.iter().enumerate().map(|(i, (prompt, answer, kind))| {
            let mut card = card(kinds[*kind], &format!("{i} {prompt} ____"), &[&format!("x{answer}")]);
            card.draft.question.choices = strings(&["x", "y", answer]);
            card.draft.under = strings(&[prompt, answer]);
            card
        });
        let deck = deck_of(cards.collect());
        let bytes = anki::write(&package(&deck, &Earlier::new(), NOW), Format::Compat).unwrap();
        let before = anki::read(&bytes).unwrap();
        let again = package(&deck, &before, NOW.plus_ms(later));
        prop_assert_eq!(compare(&again, &before), Comparison::default());
        prop_assert!(anki::write(&again, Format::Compat).unwrap() == bytes);
    }
}
