//! `recito export csv|json` with the real program.

use crate::world::{CHEESE, World, objects};

#[test]
fn json_is_what_cards_prints() {
    let world = World::collection();
    let cards = world.run(&["cards", "--json"]).ok();
    assert_eq!(world.run(&["export", "json"]).ok(), cards);
    let out = world.run(&["export", "json", "-o", "cards.json"]).ok();
    assert_eq!(out, "wrote 4 cards to cards.json\n");
    assert_eq!(world.read("desk/cards.json"), cards);
    assert_eq!(objects(&cards).len(), 4);
}

#[test]
fn csv_has_a_head_and_no_formulas() {
    let world = World::collection();
    world.write(
        "desk/notes/cheese.md",
        CHEESE.replace("Rennet", "=cmd|' /C calc'!A0"),
    );
    let out = world
        .run(&["export", "csv", "notes/cheese.md", "-o", "-"])
        .ok();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "id,note,topic,context,kind,prompt,answer,choices");
    assert_eq!(lines.len(), 2);
    assert!(
        lines[1].contains("Which enzyme curdles milk?,'=cmd"),
        "{out}"
    );
}

#[test]
fn notes_and_decks_are_never_overwritten() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    let before = world.files();
    for target in [
        "notes/bread.md",
        "new.md",
        "decks/notes/bread.md.toml",
        "recito.toml",
    ] {
        world
            .run(&["export", "csv", "-o", target])
            .fails_with(&[target, "hint: recito never writes"]);
    }
    assert_eq!(world.files(), before);
}
