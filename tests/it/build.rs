//! `recito build` with the real program: what is written, what is kept, what is refused.

use std::fs;

use crate::world::{BREAD, CHEESE, World, objects};

/// Prompts and ids of the cards of a world.
fn ids(world: &World) -> Vec<(String, String)> {
    let text = world.run(&["cards", "--json"]).ok();
    let text_of = |object: &serde_json::Value, key: &str| object[key].as_str().unwrap().to_owned();
    let mut ids: Vec<_> = objects(&text)
        .iter()
        .map(|card| (text_of(card, "prompt"), text_of(card, "id")))
        .collect();
    ids.sort();
    ids
}

#[test]
fn the_same_notes_give_the_same_bytes_and_nothing_but_decks_is_written() {
    let world = World::collection();
    let before = world.files();
    let out = world.run(&["build"]).ok();
    assert!(out.contains("notes/bread.md  3 added"), "{out}");
    assert!(out.contains("4 cards in 2 decks: 4 added\n2 decks written in [WORLD]/desk/decks\n"));
    let after = world.files();
    let (decks, rest): (Vec<_>, Vec<_>) = after
        .clone()
        .into_iter()
        .partition(|(path, _)| path.contains("/decks/"));
    assert_eq!(rest, before);
    assert_eq!(decks.len(), 2);

    assert_eq!(
        world.run(&["build"]).ok(),
        "4 cards in 2 decks, nothing changed\n"
    );
    assert_eq!(world.files(), after);
    fs::remove_dir_all(world.path("desk/decks")).unwrap();
    world.run(&["build", "-q"]).ok();
    assert_eq!(world.files(), after);
}

#[test]
fn line_ends_and_byte_order_marks_do_not_change_ids() {
    let plain = World::collection();
    let expected = ids(&plain);
    assert_eq!(expected.len(), 4);
    for text in [
        BREAD.replace('\n', "\r\n"),
        format!("\u{FEFF}{BREAD}"),
        format!("\u{FEFF}{}", BREAD.replace('\n', "\r\n")),
    ] {
        let world = World::collection();
        world.write("desk/notes/bread.md", &text);
        assert_eq!(ids(&world), expected);
        world.run(&["build", "-q"]).ok();
        plain.run(&["build", "-q"]).ok();
        let deck = "desk/decks/notes/bread.md.toml";
        assert_eq!(world.read(deck), plain.read(deck));
    }
}

#[test]
fn edits_moves_and_removals_are_told_and_ids_stay() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    let before = ids(&world);
    // The first question moves to the other note, the list gets another heading, one is gone.
    let yeast = "Q: What makes bread dough rise?\nA: Yeast\n";
    let edited = BREAD
        .replace(yeast, "")
        .replace("Q: Which gas lifts the dough?\nA: Carbon dioxide\n", "")
        .replace("# Bread\n", "# Breads\n");
    world.write("desk/notes/bread.md", &edited);
    world.write("desk/notes/cheese.md", format!("{CHEESE}\n{yeast}"));
    let out = world.run(&["build", "--json"]).ok();
    let object = &objects(&out)[0];
    let count = |key: &str| object[key].as_array().unwrap().len();
    assert_eq!(
        (object["version"].as_u64(), object["cards"].as_u64()),
        (Some(1), Some(3))
    );
    assert_eq!(
        (count("added"), count("moved"), count("retired")),
        (0, 2, 1),
        "{out}"
    );
    assert_eq!((count("revived"), count("uncertain")), (0, 0));
    let after = ids(&world);
    assert_eq!(after.len(), 3);
    assert!(
        after
            .iter()
            .all(|(_, id)| before.iter().any(|(_, old)| old == id))
    );

    world.write("desk/notes/bread.md", BREAD);
    world.write("desk/notes/cheese.md", CHEESE);
    let out = world.run(&["build"]).ok();
    assert!(out.contains("1 back again"), "{out}");
    assert_eq!(ids(&world), before);
}

#[test]
fn a_reworded_fact_keeps_its_card() {
    let world = World::collection();
    world.write(
        "desk/notes/oven.md",
        "# Oven\n\n- A brick oven neds 3 hours until it is hot.\n- Rye is baked at 240 degrees.\n",
    );
    world.run(&["build", "-q"]).ok();
    let before = ids(&world);
    world.write(
        "desk/notes/oven.md",
        "# Ovens\n\n- Rye bread is baked at 250 degrees.\n- A brick oven needs 4 hours until it is hot.\n",
    );
    let out = world.run(&["build", "--json"]).ok();
    let object = &objects(&out)[0];
    let count = |key: &str| object[key].as_array().unwrap().len();
    assert_eq!(
        (count("added"), count("edited"), count("retired")),
        (0, 2, 0),
        "{out}"
    );
    let only_ids = |all: &[(String, String)]| {
        let mut ids: Vec<String> = all.iter().map(|(_, id)| id.clone()).collect();
        ids.sort();
        ids
    };
    assert_eq!(only_ids(&ids(&world)), only_ids(&before));
}

#[test]
fn a_note_that_is_gone_leaves_its_retired_cards() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    fs::remove_file(world.path("desk/notes/cheese.md")).unwrap();
    let out = world.run(&["build"]).ok();
    assert!(
        out.contains("notes/cheese.md  1 retired\n  - Which enzyme curdles milk?"),
        "{out}"
    );
    assert!(
        world
            .read("desk/decks/notes/cheese.md.toml")
            .contains("retired = true\n")
    );
    assert_eq!(
        world.run(&["build"]).ok(),
        "3 cards in 2 decks, nothing changed\n"
    );

    fs::rename(
        world.path("desk/notes/bread.md"),
        world.path("desk/notes/loaf.md"),
    )
    .unwrap();
    let out = world.run(&["build"]).ok();
    assert!(
        out.contains("notes/loaf.md") && out.contains("3 moved"),
        "{out}"
    );
    assert!(
        !world.path("desk/decks/notes/bread.md.toml").exists(),
        "no empty deck stays"
    );
}

#[test]
fn what_the_user_wrote_is_kept_and_used() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    let deck = "desk/decks/notes/cheese.md.toml";
    let mine = "mine.answer = \"Rennet (chymosin)\" # as the book has it\n# twice wrong\n\
                mine.hint = 'from calves'\n";
    world.write(deck, world.read(deck) + mine);
    let kept = world.read(deck);
    assert_eq!(
        world.run(&["build"]).ok(),
        "4 cards in 2 decks, nothing changed\n"
    );
    assert_eq!(world.read(deck), kept);

    world.write(
        "desk/notes/cheese.md",
        CHEESE.replace("# Cheese", "# Cheeses"),
    );
    world.run(&["build", "-q"]).ok();
    assert!(world.read(deck).ends_with(mine), "{}", world.read(deck));
    let cards = world.run(&["cards", "--json", "notes/cheese.md"]).ok();
    assert_eq!(objects(&cards)[0]["answer"][0], "Rennet (chymosin)");

    world.write("desk/notes/cheese.md", "# Cheese\n");
    world.run(&["build", "-q"]).ok();
    assert!(
        world.read(deck).ends_with(mine),
        "retired cards keep it, too"
    );
}

#[test]
fn check_finds_stale_decks_and_writes_nothing() {
    let world = World::collection();
    let ran = world.run(&["build", "--check"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(
        ran.out.contains("stale: the deck of notes/bread.md\n"),
        "{}",
        ran.out
    );
    assert!(!world.path("desk/decks").exists());
    let out = world.run(&["build", "--dry-run"]).ok();
    assert!(
        out.ends_with("2 decks would change; nothing was written\n"),
        "{out}"
    );
    assert!(!world.path("desk/decks").exists());

    world.run(&["build", "-q"]).ok();
    world.run(&["build", "--check"]).ok();
    // A checkout with other line ends is not stale, a changed note is.
    let deck = "desk/decks/notes/bread.md.toml";
    world.write(deck, world.read(deck).replace('\n', "\r\n"));
    world.run(&["build", "--check"]).ok();
    world.write(
        "desk/notes/bread.md",
        BREAD.replace("Yeast", "Baker's yeast"),
    );
    assert_eq!(world.run(&["build", "--check", "-q"]).code, 1);
}

#[test]
fn without_a_collection_decks_go_to_the_data_folder_and_neighbours_are_left_alone() {
    let world = World::empty();
    world.write("desk/a.md", BREAD);
    world.write("desk/sub/b.md", CHEESE);
    let before = world.files();
    world.run(&["build"]).ok();
    assert_eq!(world.files(), before, "nothing is written beside the notes");
    let root = world.path("desk").canonicalize().unwrap();
    let decks = world
        .path("home/.local/share/recito/decks")
        .join(root.strip_prefix("/").unwrap());
    let read = |path: &str| fs::read_to_string(decks.join(path)).unwrap();
    let (a, b) = (read("a.md.toml"), read("sub/b.md.toml"));

    // One file, from its own folder: the same deck, and that of the other is not touched.
    let out = world.run_in("desk/sub", &["build", "b.md"]).ok();
    assert_eq!(out, "1 card in 1 deck, nothing changed\n");
    world.run(&["build", "a.md"]).ok();
    assert_eq!((read("a.md.toml"), read("sub/b.md.toml")), (a, b));
}

#[test]
fn the_notes_folder_is_found_and_so_is_the_collection_around() {
    let world = World::empty();
    world.write("desk/notes/a.md", CHEESE);
    world.write("desk/README.md", BREAD);
    assert!(world.run(&["build"]).ok().contains("notes/a.md  1 added"));
    assert!(
        world
            .run(&["build", "README.md"])
            .ok()
            .contains("README.md  3 added")
    );

    let world = World::collection();
    let out = world.run_in("desk/notes", &["build"]).ok();
    assert!(
        out.contains("2 decks written in [WORLD]/desk/decks"),
        "{out}"
    );
    // A path inside is settled with the rest of the collection.
    let out = world
        .run_in("home", &["build", "../desk/notes/bread.md"])
        .ok();
    assert_eq!(out, "4 cards in 2 decks, nothing changed\n");
}

/// Builds a collection, damages it, and runs a command that has to fail without writing anything.
#[track_caller]
fn fails(damage: impl Fn(&World), args: &[&str], wanted: &[&str]) {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    damage(&world);
    let before = world.files();
    world.run(args).fails_with(wanted);
    assert_eq!(world.files(), before, "nothing is written after a failure");
}

#[test]
fn bad_paths_fail_with_a_message_and_a_hint() {
    let nothing = |_: &World| {};
    fails(
        nothing,
        &["build", "none.md"],
        &["`none.md` does not exist\nhint: "],
    );
    fails(
        nothing,
        &["build", "recito.toml"],
        &["is not a Markdown file\nhint: "],
    );
    fails(
        nothing,
        &["build", "--config", "none.toml"],
        &["`none.toml` does not exist\nhint: "],
    );
    fails(
        |world| fs::remove_dir_all(world.path("desk/notes")).unwrap(),
        &["build"],
        &["no notes found in [WORLD]/desk\nhint: notes are files that end in .md"],
    );
}

#[test]
fn a_broken_configuration_fails_at_its_line() {
    for (text, wanted) in [
        (
            "\nretention = 2.0\n",
            "recito.toml:2:13: the value of `retention` cannot be used\nhint: `ret",
        ),
        (
            "notes = [\"nowhere\"]\n",
            "there is no `nowhere` in [WORLD]/desk\nhint: ",
        ),
        (
            "decks = \"../out\"\n",
            "recito.toml:1:9: the value of `decks` cannot be used\nhint: ",
        ),
        ("x = = 1\n", "recito.toml:1:5: the file is not TOML"),
    ] {
        fails(
            |world| world.write("desk/recito.toml", text),
            &["build"],
            &[wanted],
        );
    }
}

#[test]
fn a_broken_deck_fails_at_its_line_and_is_not_overwritten() {
    let deck = "desk/decks/notes/bread.md.toml";
    let newer = |world: &World| {
        world.write(deck, world.read(deck).replace("version = 1", "version = 9"));
    };
    let conflict = |world: &World| world.write(deck, world.read(deck) + "<<<<<<< HEAD\n");
    let newer_says = "decks/notes/bread.md.toml:3:11: the deck has version 9";
    for command in ["build", "cards"] {
        fails(newer, &[command], &[newer_says, "hint: update recito"]);
    }
    fails(
        conflict,
        &["build", "--check"],
        &[
            "decks/notes/bread.md.toml:",
            "not TOML",
            "hint: settle the merge conflict",
        ],
    );
}

#[test]
fn an_unknown_key_of_the_configuration_is_a_warning() {
    let world = World::collection();
    world.write("desk/recito.toml", "retentoin = 0.9\n");
    let ran = world.run(&["build"]);
    assert_eq!(ran.code, 0);
    assert_eq!(
        ran.err,
        "recito: recito.toml:1:1: the key `retentoin` is not known\nhint: did you mean `retention`?\n"
    );
}

#[test]
fn the_collection_stands_over_the_user_and_a_named_file_over_both() {
    let world = World::collection();
    world.write("home/.config/recito/config.toml", "decks = \"users\"\n");
    world.run(&["build", "-q"]).ok();
    world.write("desk/recito.toml", "decks = \"ours\"\n");
    world.run(&["build", "-q"]).ok();
    world.write("desk/named.toml", "decks = \"named\"\n");
    world.run(&["build", "-q", "--config", "named.toml"]).ok();
    for folder in ["users", "ours", "named"] {
        assert!(
            world
                .path(&format!("desk/{folder}/notes/bread.md.toml"))
                .exists(),
            "{folder}"
        );
    }
}

#[test]
fn ignored_and_hidden_notes_are_left_out_and_ignored_decks_are_not() {
    let world = World::collection();
    world.write("desk/.gitignore", "/decks/\n/notes/draft.md\n");
    world.write("desk/notes/draft.md", "Q: Draft?\nA: Yes\n");
    world.write("desk/notes/.trash/old.md", "Q: Old?\nA: Yes\n");
    assert!(
        world
            .run(&["build"])
            .ok()
            .contains("4 cards in 2 decks: 4 added")
    );
    assert_eq!(
        world.run(&["build"]).ok(),
        "4 cards in 2 decks, nothing changed\n"
    );
}

#[cfg(unix)]
#[test]
fn links_pipes_and_large_files_of_a_stranger_do_no_harm() {
    use std::os::unix::fs::symlink;
    let world = World::collection();
    world.write("home/secret.md", "Q: Secret?\nA: Yes\n");
    symlink(
        world.path("home/secret.md"),
        world.path("desk/notes/link.md"),
    )
    .unwrap();
    symlink(world.path("desk"), world.path("desk/notes/loop")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(world.path("desk/notes/pipe.md"))
        .status();
    assert!(made.unwrap().success());
    world.write("desk/notes/large.md", vec![b'x'; 4 * 1024 * 1024 + 1]);
    assert!(world.run(&["build"]).ok().contains("4 cards in 2 decks"));
    world
        .run(&["build", "notes/pipe.md"])
        .fails_with(&["neither a file nor a folder"]);

    fs::remove_dir_all(world.path("desk/decks")).unwrap();
    symlink(world.path("home"), world.path("desk/decks")).unwrap();
    world
        .run(&["build"])
        .fails_with(&["`decks` leads out of the collection\nhint: "]);
    fs::remove_file(world.path("desk/decks")).unwrap();
    symlink(world.path("home"), world.path("desk/elsewhere")).unwrap();
    world.write("desk/recito.toml", "notes = [\"elsewhere\"]\n");
    world
        .run(&["build"])
        .fails_with(&["`elsewhere` leads out of [WORLD]/desk\nhint: "]);
}

/// Permissions do not stop the superuser, for whom a folder in the place of a deck has to do.
#[cfg(unix)]
#[test]
fn unreadable_notes_and_unwritable_decks_are_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::collection();
    let locked = fs::Permissions::from_mode(0o000);
    let note = world.path("desk/notes/bread.md");
    fs::set_permissions(&note, locked).unwrap();
    if fs::read(&note).is_ok() {
        fs::set_permissions(&note, fs::Permissions::from_mode(0o644)).unwrap();
        world.write("desk/decks/notes/bread.md.toml/x", "");
        world.run(&["build"]).fails_with(&[
            "could not write [WORLD]/desk/decks/notes/bread.md.toml",
            "hint: ",
        ]);
        return;
    }
    world
        .run(&["build"])
        .fails_with(&["could not read [WORLD]/desk/notes/bread.md", "hint: "]);
    fs::set_permissions(&note, fs::Permissions::from_mode(0o644)).unwrap();
    fs::create_dir_all(world.path("desk/decks/notes")).unwrap();
    fs::set_permissions(
        world.path("desk/decks/notes"),
        fs::Permissions::from_mode(0o555),
    )
    .unwrap();
    world
        .run(&["build"])
        .fails_with(&["could not write", "hint: decks are kept in"]);
}
