//! `recito cards` and `recito grade` with the real program.

use crate::world::{World, objects};

#[test]
fn json_lines_hold_the_frozen_fields() {
    let world = World::collection();
    let out = world.run(&["cards", "--json"]).ok();
    let cards = objects(&out);
    assert_eq!(cards.len(), 4);
    let keys = [
        "version", "id", "note", "lines", "topic", "context", "kind", "template", "prompt",
        "answer", "accept", "choices", "open", "score", "fact", "siblings", "state", "due",
    ];
    for card in &cards {
        let mut found: Vec<&String> = card.as_object().unwrap().keys().collect();
        found.sort();
        let mut wanted = keys.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted);
        assert_eq!(
            card["answer"].as_array().unwrap().len(),
            card["accept"].as_array().unwrap().len()
        );
    }
    let first = &cards[0];
    assert_eq!(first["note"], "notes/bread.md");
    assert_eq!(first["lines"], serde_json::json!([5, 6]));
    assert_eq!(first["topic"], serde_json::json!(["Bread", "Dough"]));
    assert_eq!(first["answer"], serde_json::json!(["Yeast"]));
    assert_eq!(
        (&first["state"], &first["due"]),
        (&serde_json::json!("new"), &serde_json::Value::Null)
    );
    // Listing is reading: no deck is written.
    assert!(!world.path("desk/decks").exists());
}

/// The prompts that a listing shows.
fn prompts(world: &World, args: &[&str]) -> Vec<String> {
    let out = world.run(&[&["cards", "--json"], args].concat()).ok();
    let cards = objects(&out);
    cards
        .iter()
        .map(|card| card["prompt"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn cards_are_found_by_path_topic_and_line() {
    let world = World::collection();
    assert_eq!(
        prompts(&world, &["notes/cheese.md"]),
        ["Which enzyme curdles milk?"]
    );
    assert_eq!(
        prompts(&world, &["--topic", "cheese"]),
        ["Which enzyme curdles milk?"]
    );
    assert_eq!(prompts(&world, &["--topic", "dOUgh"]).len(), 2);
    assert_eq!(
        prompts(&world, &["--at", "notes/bread.md:6"]),
        ["What makes bread dough rise?"]
    );
    assert_eq!(
        prompts(&world, &["--at", "notes/bread.md:8:3"]),
        ["Which gas lifts the dough?"]
    );
    assert_eq!(prompts(&world, &["--at", "notes/bread.md:1"]), [""; 0]);
    world
        .run(&["cards", "--at", "notes/bread.md"])
        .fails_with(&["is not a line of a file\nhint: "]);
    world
        .run(&["cards", "--at", "none.md:1"])
        .fails_with(&["none.md` does not exist"]);
}

#[test]
fn people_get_a_list_under_headings() {
    let world = World::collection();
    let out = world.run(&["cards", "notes/cheese.md"]).ok();
    let id = &objects(&world.run(&["cards", "--json", "notes/cheese.md"]).ok())[0]["id"];
    let id = &id.as_str().unwrap()[..8];
    assert_eq!(
        out,
        format!(
            "notes/cheese.md\n\n  Cheese\n  {id}  Which enzyme curdles milk?\n            → Rennet\n\n1 card\n"
        )
    );
    let why = world.run(&["cards", "notes/cheese.md", "--why"]).ok();
    assert!(
        why.contains("notes/cheese.md:3-4 · basic · template explicit · score"),
        "{why}"
    );
    let colour = world
        .run(&["cards", "--color", "always", "notes/cheese.md"])
        .ok();
    assert!(colour.contains("\u{1b}[1m"));
}

#[test]
fn all_shows_retired_cards_and_rejected_candidates_with_the_reason() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    world.write(
        "desk/notes/cheese.md",
        "# Cheese\n\nQ: Why?\nA:\n\n- **It**: something vague\n",
    );
    let some = world.run(&["cards", "--json", "notes/cheese.md"]).ok();
    let all = world
        .run(&["cards", "--json", "--all", "notes/cheese.md"])
        .ok();
    let states: Vec<_> = objects(&all)
        .iter()
        .map(|card| card["state"].clone())
        .collect();
    assert!(states.contains(&serde_json::json!("retired")), "{all}");
    assert!(!some.contains("retired"));
    for card in objects(&all).iter().filter(|card| card["state"].is_null()) {
        assert!(!card["rejected"].as_str().unwrap().is_empty());
        assert!(card["id"].is_null());
    }
    let list = world.run(&["cards", "notes/cheese.md"]).ok();
    assert!(list.contains("which `--all` shows"), "{list}");
}

#[test]
fn escapes_of_a_note_do_not_reach_the_terminal() {
    let world = World::collection();
    world.write(
        "desk/notes/evil\u{1b}[2J.md",
        "# Evil\u{1b}]0;x\u{7}\n\nQ: A\u{1b}[31m?\nA: b\u{9b}c\n",
    );
    for args in [
        &["build"][..],
        &["cards"],
        &["cards", "--why"],
        &["build", "--check"],
        &["cards", "--json", "--all"],
        &["stats", "--json"],
        &["export", "json"],
    ] {
        let ran = world.run(args);
        let text = ran.out + &ran.err;
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}']), "{text:?}");
    }
}

#[test]
fn a_card_is_graded_by_a_prefix_of_its_id() {
    let world = World::collection();
    let cards = objects(&world.run(&["cards", "--json", "notes/cheese.md"]).ok());
    let id = cards[0]["id"].as_str().unwrap();
    let out = world.run(&["grade", &id[..6], "rennet", "--json"]).ok();
    let verdict = &objects(&out)[0];
    assert_eq!(verdict["version"], 1);
    for key in [
        "verdict",
        "score",
        "missing",
        "extra",
        "confused_with",
        "rating",
    ] {
        assert!(verdict.get(key).is_some(), "{key} in {out}");
    }
    let text = world.run(&["grade", id, "salt"]).ok();
    assert!(text.starts_with("Which enzyme curdles milk?\n"), "{text}");
    assert!(text.contains("answer: Rennet"), "{text}");
    world
        .run(&["grade", "zzzz", "x"])
        .fails_with(&["no card has the id `zzzz`\nhint: "]);
    world
        .run(&["grade", "", "x"])
        .fails_with(&["begins the ids of 4 cards\nhint: "]);
    assert!(
        !world.path("home/.local").exists(),
        "grading records nothing"
    );
}

#[test]
fn global_options_stand_on_either_side_of_the_command() {
    let world = World::collection();
    let after = world.run(&["cards", "--seed", "7", "--json"]).ok();
    assert_eq!(world.run(&["--seed", "7", "cards", "--json"]).ok(), after);
    for early in [["--limit", "3", "cards"].as_slice(), &["notes", "cards"]] {
        world
            .run(early)
            .fails_with(&["before the command", "hint: put the command first"]);
    }
}

#[test]
fn a_line_without_a_card_says_why() {
    let world = World::collection();
    world.write(
        "desk/notes/tea.md",
        "# Tea\n\n- Oolong - rolled leaves of green tea\n\n## Empty\n",
    );
    let at = |line: &str| world.run(&["cards", "--at", line]).ok();
    assert_eq!(
        at("notes/tea.md:5"),
        "no card comes from notes/tea.md:5: no statement was found there\n"
    );
    assert!(at("notes/tea.md:3").contains("`--all` shows with the reason"));
}
