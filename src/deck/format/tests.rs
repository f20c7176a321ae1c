//! Deck files in, decks out, and back.

use proptest::prelude::*;

use super::*;
use crate::deck::{CardId, Mine};
use crate::question::{Draft, Kind, Question};
use crate::source::{Source, SourceId};

fn read(text: &str) -> (Deck, Vec<String>) {
    let (deck, found) = parse(SourceId(0), "notes/a.md", text);
    let source = Source::new("decks/notes/a.md.toml", text);
    let shown = found
        .iter()
        .map(|problem| {
            let line = source.place(problem.span.start).line;
            let help = problem.help.as_deref().unwrap_or("-");
            format!("{line} {}: {}: {help}", problem.rule, problem.message)
        })
        .collect();
    (deck, shown)
}

const ID: &str = "abcdefghijklmnop";

fn sample() -> Card {
    Card {
        id: ID.parse().unwrap(),
        draft: Draft {
            question: Question {
                kind: Kind::List,
                context: vec!["Queues".into()],
                prompt: "Which \"queues\" are there?".into(),
                answer: vec!["standard".into(), "FIFO".into()],
                accept: vec![vec![], vec!["first in, first out".into()]],
                choices: Vec::new(),
                need: None,
            },
            template: "list".into(),
            under: vec!["Queues".into(), "Kinds".into()],
            fact: "Kinds: standard; FIFO".into(),
            ..Draft::default()
        },
        ..Card::default()
    }
}

#[test]
fn a_deck_file_looks_like_this() {
    let mut retired = sample();
    retired.id = "ponmlkjihgfedcba".parse().unwrap();
    retired.retired = true;
    retired.draft.question = Question {
        prompt: "tab\tend\u{202E}".into(),
        answer: vec!["a rather long answer that stands on its own line, however long it is".into()],
        accept: vec![vec![]],
        choices: vec!["c".repeat(60), "d".repeat(60)],
        need: Some(1),
        ..Question::default()
    };
    retired.draft.siblings = "s1".into();
    let mut first = sample();
    first.mine.raw = "# mine\nmine.hint = \"two\"".into();
    let deck = Deck {
        note: "notes/queues.md".into(),
        cards: vec![first, retired],
    };
    let expected = r#"# Cards of queues.md, written by `recito build`. Ids are permanent.
# Your own wording goes under `mine`, as in `mine.prompt = "…"`; `build` never touches it.
version = 1

[[card]]
id = "abcdefghijklmnop"
under = ["Queues", "Kinds"]
fact = "Kinds: standard; FIFO"
kind = "list"
template = "list"
context = ["Queues"]
prompt = "Which \"queues\" are there?"
answer = ["standard", "FIFO"]
accept = [[], ["first in, first out"]]
# mine
mine.hint = "two"

[[card]]
id = "ponmlkjihgfedcba"
under = ["Queues", "Kinds"]
fact = "Kinds: standard; FIFO"
kind = "basic"
template = "list"
context = []
prompt = "tab\tend\u202E"
answer = "a rather long answer that stands on its own line, however long it is"
choices = [
  "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
  "dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd",
]
need = 1
siblings = "s1"
retired = true
"#;
    assert_eq!(print(&deck), expected);
}

/// Reads a card with these lines behind the generated ones.
fn read_mine(lines: &str) -> (Mine, Vec<String>) {
    let deck = Deck {
        note: "notes/a.md".into(),
        cards: vec![sample()],
    };
    let (deck, found) = read(&format!("{}{lines}", print(&deck)));
    (deck.cards[0].mine.clone(), found)
}

#[test]
fn every_form_of_mine_is_read_and_kept_to_the_letter() {
    for lines in [
        "mine.prompt = \"P\"\nmine.answer = [\"a\", \"b\"]\nmine.accept = [[\"x\"], []]\nmine.hint = 'h'\nmine.suspended = true",
        "mine = { suspended = true, hint = 'h', accept = [[\"x\"], []], answer = [\"a\", \"b\"], prompt = \"P\" }",
        "[card.mine]\n# why\nhint = 'h'\nsuspended = true # so\n\nprompt = \"\"\"\nP\"\"\"\nanswer = [\n  \"a\", # one\n  \"b\",\n]\naccept = [[\"x\"], []]",
    ] {
        let (mine, found) = read_mine(lines);
        let expected = Mine {
            prompt: Some("P".into()),
            answer: Some(vec!["a".into(), "b".into()]),
            accept: vec![vec!["x".into()], vec![]],
            hint: Some("h".into()),
            suspended: true,
            weight: None,
            raw: lines.into(),
        };
        assert_eq!((mine, found), (expected, vec![]), "{lines}");
    }
}

#[test]
fn an_accepted_spelling_may_stand_alone_where_the_answer_has_one_item() {
    let (mine, found) = read_mine("mine.answer = \"a\"\nmine.accept = [\"x\", \"y\"]");
    assert_eq!(mine.accept, [["x", "y"]]);
    assert_eq!(found, [""; 0]);
}

#[test]
fn what_is_wrong_under_mine_is_a_warning_and_stays() {
    for (lines, expected) in [
        ("mine.prompt = 3", "broken-mine: the value of `mine.prompt`"),
        (
            "mine.prompt = \" \"",
            "broken-mine: the value of `mine.prompt`",
        ),
        (
            "mine.answer = []",
            "broken-mine: the value of `mine.answer`",
        ),
        (
            "mine.accept = [\"x\"]",
            "broken-mine: the value of `mine.accept`",
        ),
        (
            "mine.accept = [[], [], [\"x\"]]",
            "broken-mine: the value of `mine.accept`",
        ),
        (
            "mine.suspended = 'yes'",
            "broken-mine: the value of `mine.suspended`",
        ),
        ("mine = 1", "broken-mine: the value of `mine`"),
        (
            "mine.promt = 'x'",
            "unknown-key: the key `promt` is not known: did you mean `prompt`?",
        ),
        (
            "zzz = 'x'",
            "unknown-key: the key `zzz` is not known: it is kept",
        ),
    ] {
        let (mine, found) = read_mine(lines);
        let line = "15 ";
        assert!(
            found.len() == 1 && found[0].starts_with(line) && found[0].contains(expected),
            "{lines}: {found:?}"
        );
        assert_eq!(
            mine,
            Mine {
                raw: lines.into(),
                ..Mine::default()
            }
        );
    }
}

#[test]
fn comments_and_lines_between_generated_ones_are_kept() {
    let text = format!(
        "# Cards of old.md, by hand\n# a word to all\nversion = 1\n[[card]] # top\nmine.hint = 'h'\n\
         id = \"{ID}\" # never change\nanswer = [\n  \"a\", # gone with the list\n]\n\nfuture = 1\n\
         # last\n\n\n[[card]]\nid = \"ponmlkjihgfedcba\"\r\n# windows\r\n"
    );
    let (deck, found) = read(&text);
    assert_eq!(
        deck.cards[0].mine.raw,
        "# a word to all\n# top\nmine.hint = 'h'\n# never change\n\nfuture = 1\n# last"
    );
    assert_eq!(deck.cards[1].mine.raw, "# windows");
    assert_eq!(found.len(), 1, "{found:?}");
    let again = read(&print(&deck)).0;
    assert_eq!(again, deck);
}

#[test]
fn a_broken_deck_is_an_error_at_its_line() {
    for (text, expected) in [
        (
            "version = 1\n<<<<<<< HEAD\n",
            "2 broken-deck: the deck is not TOML",
        ),
        ("version = 2\n", "1 broken-deck: the deck has version 2"),
        (
            "version = 'x'\n",
            "1 broken-deck: `version` is not a number",
        ),
        (
            "title = 'x'\n",
            "1 broken-deck: the key `title` is not known outside of a card",
        ),
        ("card = 1\n", "1 broken-deck: the cards are not tables"),
        (
            "\n[[card]]\nprompt = 'x'\n",
            "2 broken-deck: the card has no id",
        ),
        ("[[card]]\nid = 'x'\n", "2 broken-deck: `id` is not an id"),
        (
            "[[card]]\nid = 'abcdefghijklmnop'\nprompt = 1\n",
            "3 broken-deck: `prompt` is not a str",
        ),
        (
            "[[card]]\nid = 'abcdefghijklmnop'\nkind = 'x'\n",
            "3 broken-deck: `kind` is not a kind",
        ),
        (
            "[[card]]\nid = 'abcdefghijklmnop'\nneed = -1\n",
            "3 broken-deck: `need` is not a number",
        ),
    ] {
        let (_, found) = read(text);
        assert!(
            found.len() == 1 && found[0].starts_with(expected),
            "{text}: {found:?}"
        );
    }
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any::<String>(), 0..4)
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let kinds = prop::sample::select(vec![Kind::Basic, Kind::Cloze, Kind::List, Kind::Boolean]);
    let question = (
        kinds,
        texts(),
        any::<String>(),
        prop::collection::vec((any::<String>(), texts()), 0..4),
    );
    let more = (
        texts(),
        prop::option::of(0usize..9),
        any::<String>(),
        texts(),
    );
    (question, more, any::<String>(), any::<String>(), texts()).prop_map(
        |(
            (kind, context, prompt, answers),
            (choices, need, siblings, confusable),
            template,
            fact,
            under,
        )| {
            let (answer, accept) = answers.into_iter().unzip();
            Draft {
                question: Question {
                    kind,
                    context,
                    prompt,
                    answer,
                    accept,
                    choices,
                    need,
                },
                template,
                under,
                fact,
                siblings,
                confusable,
                ..Draft::default()
            }
        },
    )
}

fn any_mine() -> impl Strategy<Value = String> {
    let lines = [
        "mine.hint = 'h'",
        "# a comment",
        "mine.prompt = \"\"\"\n[[card]]\nid = 3\n\n\"\"\" # x",
        "mine.suspended = true",
        "mine.unknown = [\n\n]",
        "mine.answer = \"x\"",
    ];
    prop::sample::subsequence(lines.to_vec(), 0..=lines.len())
        .prop_shuffle()
        .prop_map(|lines| lines.join("\n"))
}

fn any_deck() -> impl Strategy<Value = Deck> {
    let cards = prop::collection::vec((any_draft(), any_mine(), any::<bool>(), any::<u64>()), 0..5);
    cards.prop_map(|cards| Deck {
        note: "notes/a.md".into(),
        cards: cards
            .into_iter()
            .map(|(draft, raw, retired, id)| Card {
                id: CardId::of(&[&id.to_string()]),
                draft,
                retired,
                mine: Mine {
                    hint: raw.contains("mine.hint").then(|| "h".into()),
                    prompt: raw
                        .contains("mine.prompt")
                        .then(|| "[[card]]\nid = 3\n\n".into()),
                    suspended: raw.contains("suspended"),
                    answer: raw.contains("mine.answer").then(|| vec!["x".into()]),
                    accept: Vec::new(),
                    weight: None,
                    raw,
                },
            })
            .collect(),
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(deck in any_deck()) {
        let text = print(&deck);
        let (read, found) = parse(SourceId(0), "notes/a.md", &text);
        prop_assert!(found.iter().all(|problem| problem.rule == "unknown-key"), "{found:?}");
        prop_assert_eq!(&read, &deck);
        prop_assert_eq!(print(&read), text);
    }

    #[test]
    fn reading_never_panics(text in any::<String>(), at in 0usize..400) {
        let deck = Deck { note: "a.md".into(), cards: vec![sample()] };
        let mut broken = print(&deck);
        let at = (0..=at.min(broken.len())).rev().find(|at| broken.is_char_boundary(*at)).unwrap_or(0);
        broken.insert_str(at, &text);
        let _ = parse(SourceId(0), "a.md", &broken);
        broken.truncate(at);
        let _ = parse(SourceId(0), "a.md", &broken);
    }
}

#[test]
fn a_conflict_of_git_is_the_union_of_both_sides() {
    let card = |id: &str, rest: &str| {
        format!("\n[[card]]\nid = \"{id}\"\nfact = \"f\"\nprompt = \"p\"\nanswer = \"a\"\n{rest}")
    };
    let ids = ["a", "b", "c", "d"].map(|letter| letter.repeat(16));
    let text = format!(
        "version = 1\n{}<<<<<<< HEAD\n{}{}||||||| base\n{}=======\n{}{}>>>>>>> theirs\n",
        card(&ids[0], "mine.hint = 'kept'\n"),
        card(&ids[1], "mine.prompt = 'ours'\n"),
        card(&ids[2], "retired = true\n"),
        card(&ids[1], ""),
        card(&ids[1], "mine.prompt = 'theirs'\n# why\n"),
        card(&ids[3], "mine.suspended = true\n"),
    );
    let (deck, found) = read(&text);
    let read_ids: Vec<String> = deck.cards.iter().map(|card| card.id.to_string()).collect();
    assert_eq!(read_ids, ids);
    assert_eq!(deck.cards[0].mine.hint.as_deref(), Some("kept"));
    assert_eq!(deck.cards[1].mine.prompt.as_deref(), Some("ours"));
    let raw = "mine.prompt = 'ours'\n# of the other side: mine.prompt = 'theirs'\n# of the other side: why";
    assert_eq!(deck.cards[1].mine.raw, raw);
    assert!(deck.cards[2].retired && deck.cards[3].mine.suspended);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("9 broken-deck: git left a conflict"),
        "{found:?}"
    );
    // What is written then has no conflict, and says the same.
    let (again, found) = read(&print(&deck));
    assert_eq!((again, found), (deck, Vec::new()));
    // A card that is in conflict with itself.
    let id = &ids[0];
    let text = format!(
        "version = 1\n\n[[card]]\nid = \"{id}\"\n<<<<<<< a\nfact = \"x\"\n=======\nfact = \"y\"\nwrong = = 1\n>>>>>>> b\n"
    );
    let (deck, found) = read(&text);
    assert_eq!(deck.cards[0].draft.fact, "x");
    assert!(
        found[0].starts_with("9 broken-deck: the deck is not TOML"),
        "{found:?}"
    );
}
