//! `recito relink` with the real program: histories follow heavy edits when the learner says so, and what
//! was said can be taken back.

use std::io::Write as _;
use std::process::Stdio;

use crate::world::{World, objects};

const NOW: &str = "2026-11-24T10:00:00Z";
const LATER: &str = "2026-12-24T10:00:00Z";

const OLD: &str = "Q: When does the gate open after high water?\nA: after three minutes";
const NEW: &str = "Q: Which wait do keepers have at a flood?\nA: three minutes";

/// A note with one question besides what never changes.
fn note(question: &str) -> String {
    format!("# Locks\n\n## Gates\n\n{question}\n\nQ: Where do boats wait?\nA: below the weir\n")
}

/// Runs the program with lines for its standard input.
fn say(world: &World, args: &[&str], lines: &str) -> String {
    let mut child = world
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""));
    String::from_utf8(output.stdout).unwrap()
}

/// A collection whose every card was answered once, and whose note was edited since.
fn edited(before: &str, after: &str, build: bool) -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/locks.md", note(before));
    if build {
        world.run(&["build"]).ok();
    }
    let said = say(
        &world,
        &["study", "--plain", "--answer", "self", "--now", NOW],
        &"\ng\n".repeat(9),
    );
    assert!(said.contains("2 answers: "), "{said}");
    world.write("desk/notes/locks.md", note(after));
    if build {
        world.run(&["build"]);
    }
    world
}

/// The cards as `state prompt` lines.
fn states(world: &World) -> Vec<String> {
    let text = world.run(&["cards", "--json", "--now", LATER]).ok();
    let text_of = |card: &serde_json::Value, key: &str| card[key].as_str().unwrap().to_owned();
    let states = objects(&text).into_iter();
    states
        .map(|card| format!("{} {}", text_of(&card, "state"), text_of(&card, "prompt")))
        .collect()
}

fn new_cards(world: &World) -> usize {
    states(world)
        .iter()
        .filter(|card| card.starts_with("new "))
        .count()
}

fn open(world: &World) -> Vec<serde_json::Value> {
    objects(&world.run(&["relink", "--json", "--now", LATER]).ok())
}

#[test]
fn a_rewritten_statement_gets_its_history_when_the_learner_says_so() {
    for built in [true, false] {
        let world = edited(OLD, NEW, built);
        let found = open(&world);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["how"], "reworded");
        assert_eq!(found[0]["note"], "notes/locks.md");
        assert!(
            found[0]["before"]
                .as_str()
                .unwrap()
                .starts_with("When does the gate")
        );
        assert_eq!(new_cards(&world), 1);
        let built = world.run(&["build", "--dry-run", "--json"]).ok();
        assert_eq!(objects(&built)[0]["uncertain"][0], found[0]["card"]);
        let list = world.run(&["relink", "--list"]).ok();
        assert!(list.contains("1 question open"), "{list}");

        let talk = say(&world, &["relink", "--now", LATER], "what?\ny\n");
        assert!(talk.contains("1 of 1  notes/locks.md:5"), "{talk}");
        assert!(talk.ends_with("1 linked\n"), "{talk}");
        assert_eq!((new_cards(&world), open(&world).len()), (0, 0));
        // A month later the history is there, and the card is due as the old one was.
        let stats = world.run(&["relink"]).ok();
        assert_eq!(stats, "nothing is uncertain\n");
        let undone = world.run(&["relink", "--undo", "--now", LATER]).ok();
        assert!(undone.starts_with("taken back: the link of `"), "{undone}");
        assert_eq!((new_cards(&world), open(&world).len()), (1, 1));
    }
}

#[test]
fn who_says_no_is_not_asked_again_and_every_step_can_be_taken_back() {
    let world = edited(OLD, NEW, true);
    let talk = say(&world, &["relink", "--now", LATER], "u\nn\n");
    assert!(talk.contains("nothing to take back"), "{talk}");
    assert!(talk.ends_with("1 not the same\n"), "{talk}");
    assert_eq!((new_cards(&world), open(&world).len()), (1, 0));
    world.run(&["relink", "--undo", "--now", LATER]).ok();
    assert_eq!(open(&world).len(), 1);
    let none = world.run(&["relink", "--undo", "--now", LATER]).ok();
    assert_eq!(none, "there is nothing to take back\n");
    // The end of the input is no answer.
    assert!(say(&world, &["relink"], "").ends_with("1 left\n"));
    assert_eq!(open(&world).len(), 1);
}

#[test]
fn a_fact_that_changed_keeps_its_card_and_the_learner_says_whether_its_schedule() {
    let other = OLD.replace("three", "forty");
    let world = edited(OLD, &other, true);
    assert_eq!(new_cards(&world), 0, "{:?}", states(&world));
    let found = open(&world);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (&found[0]["how"], &found[0]["from"]),
        (&"changed".into(), &serde_json::Value::Null)
    );
    let talk = say(&world, &["relink", "--now", LATER], "y\nf\n");
    assert!(talk.ends_with("1 started again\n"), "{talk}");
    assert_eq!((new_cards(&world), open(&world).len()), (1, 0));
    world.run(&["relink", "--undo", "--now", LATER]).ok();
    assert_eq!((new_cards(&world), open(&world).len()), (0, 1));
    let talk = say(&world, &["relink", "--now", LATER], "k\n");
    assert!(talk.ends_with("1 kept\n"), "{talk}");
    assert_eq!((new_cards(&world), open(&world).len()), (0, 0));
}

#[test]
fn a_typo_is_nobodys_question() {
    for built in [true, false] {
        let world = edited(&OLD.replace("high", "hihg"), OLD, built);
        assert_eq!(
            (new_cards(&world), open(&world).len()),
            (0, 0),
            "{:?}",
            states(&world)
        );
    }
}

#[test]
fn nothing_of_a_note_drives_the_terminal() {
    let world = edited(OLD, &format!("{NEW} \u{1b}]0;x\u{7}"), true);
    let list = world.run(&["relink", "--list"]).ok();
    assert!(!list.contains('\u{1b}'), "{list:?}");
    assert!(list.contains("was: When does"), "{list}");
}
