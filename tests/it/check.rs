//! `recito check` and `recito explain` with the real program: places, exit codes, formats.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::world::{BREAD, World};

/// A note as they are: the last heading was written, and what belongs under it was not.
const RIVERS: &str = "\
## Rivers

* The Rhine rises in Switzerland
* Its largest tributary is the Moselle

### Rivers - Europe & the Alps

* ";

/// The place of the empty section and of the empty bullet in [`RIVERS`].
const PLACES: [&str; 2] = ["rivers.md:6:1", "rivers.md:8:1"];

fn rivers() -> World {
    let world = World::empty();
    world.write("desk/rivers.md", RIVERS);
    world
}

/// Runs `check --format json` and gives its diagnostics.
fn diagnostics(world: &World, args: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = ["check", "--format", "json"]
        .iter()
        .chain(args)
        .copied()
        .collect();
    let ran = world.run(&args);
    let whole: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(whole["version"], 1);
    whole["diagnostics"].as_array().unwrap().clone()
}

fn rules(found: &[Value]) -> Vec<&str> {
    found
        .iter()
        .map(|item| item["rule"].as_str().unwrap())
        .collect()
}

#[test]
fn an_empty_bullet_and_its_section_are_found_where_they_are() {
    let world = rivers();
    let before = (world.files(), names(&world, "home"));
    let ran = world.run(&["check", "rivers.md"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for part in PLACES {
        assert!(ran.out.contains(&format!("--> {part}\n")), "{}", ran.out);
    }
    assert!(ran.out.contains("error[empty-bullet]: the bullet is empty"));
    assert!(
        ran.out
            .contains("warning[empty-section]: the section `Rivers - Europe & the Alps`")
    );
    assert!(ran.out.contains("8 | * \n  | ^^\n"), "{}", ran.out);
    assert!(
        ran.out.ends_with(
            "\n1 error, 1 warning in 1 note\n1 can be mended by `--fix --unsafe-fixes`\n"
        ),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}'));
    assert_eq!(
        (world.files(), names(&world, "home")),
        before,
        "nothing is written"
    );
}

fn names(world: &World, folder: &str) -> Vec<String> {
    let entries = fs::read_dir(world.path(folder)).unwrap();
    entries
        .map(|entry| entry.unwrap().path().display().to_string())
        .collect()
}

#[test]
fn paths_can_be_opened_from_the_current_folder() {
    let world = rivers();
    world.write("desk/deep/er/x.md", "- x\n");
    let ran = world.run_in("desk/deep", &["check", "../rivers.md"]);
    assert!(ran.out.contains("--> ../rivers.md:8:1\n"), "{}", ran.out);
    let ran = world.run_in("home", &["check", "../desk"]);
    assert!(
        ran.out.contains("--> ../desk/rivers.md:8:1\n"),
        "{}",
        ran.out
    );
}

#[test]
fn exit_codes_tell_clean_from_problems_from_failures() {
    let world = World::collection();
    assert_eq!(world.run(&["check"]).ok(), "no problems in 2 notes\n");
    world.write("desk/notes/hint.md", "- Eggs, flour, milk, etc.\n");
    let ran = world.run(&["check"]);
    assert_eq!(ran.code, 0, "hints do not fail: {}", ran.out);
    assert!(
        ran.out.starts_with("hint[open-ended-list]: "),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("1 hint in 3 notes\n"), "{}", ran.out);
    assert_eq!(world.run(&["check", "-q"]).ok(), "no problems in 3 notes\n");
    world.write("desk/notes/warn.md", "- Kinds:\n");
    assert_eq!(world.run(&["check"]).code, 1);
    assert_eq!(
        world.run(&["check", "notes/bread.md"]).ok(),
        "no problems in 1 note\n"
    );

    world
        .run(&["check", "nowhere.md"])
        .fails_with(&["`nowhere.md` does not exist", "hint: "]);
    world
        .run(&["check", "--select", "empty-bulet"])
        .fails_with(&[
            "there is no rule `empty-bulet`",
            "hint: did you mean `empty-bullet`?",
        ]);
    World::empty()
        .run(&["check"])
        .fails_with(&["no notes found"]);
    let both = ["check", "--select", "stale-deck", "--ignore", "stale-deck"];
    world.run(&both).fails_with(&["no rule is left to run"]);
    rivers()
        .run(&["check", "--select", "stale-deck"])
        .fails_with(&["recito.toml"]);
}

#[test]
fn rules_are_selected_and_ignored() {
    let world = rivers();
    let found = diagnostics(&world, &["--select", "empty-bullet"]);
    assert_eq!(rules(&found), ["empty-bullet"]);
    let found = diagnostics(&world, &["--ignore", "empty-bullet,long-enumeration"]);
    assert_eq!(rules(&found), ["empty-section"]);
    let ignored = world.run(&["check", "--ignore", "empty-bullet,empty-section"]);
    assert_eq!(ignored.ok(), "no problems in 1 note\n");
}

#[test]
fn json_has_the_frozen_shape() {
    let found = diagnostics(&rivers(), &[]);
    assert_eq!(
        found[1],
        json!({
            "rule": "empty-bullet",
            "severity": "error",
            "message": "the bullet is empty",
            "path": "rivers.md",
            "line": 8,
            "column": 1,
            "end_line": 8,
            "end_column": 3,
            "help": "write the fact that belongs here, or remove the bullet",
            "fix": {
                "safety": "unsafe",
                "edits": [{
                    "path": "rivers.md",
                    "line": 8,
                    "column": 1,
                    "end_line": 8,
                    "end_column": 3,
                    "text": "",
                }],
            },
        })
    );
    assert_eq!(found[0]["rule"], "empty-section");
    assert_eq!(found[0]["fix"], Value::Null);
}

/// Runs the program in `desk` with these variables and this standard input.
fn run_with(world: &World, args: &[&str], vars: &[(&str, &str)], input: &[u8]) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_recito"))
        .args(args)
        .current_dir(world.path("desk"))
        .env_clear()
        .env("HOME", world.path("home"))
        .envs(vars.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that has read enough may close its end before all is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn github_actions_get_annotations() {
    let world = rivers();
    let (code, out) = run_with(&world, &["check"], &[("GITHUB_ACTIONS", "true")], b"");
    assert_eq!(code, 1);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "::error file=rivers.md,line=8,col=1,endLine=8,title=empty-bullet::the bullet is empty\
             %0Awrite the fact that belongs here, or remove the bullet",
            "::warning file=rivers.md,line=6,col=1,endLine=6,title=empty-section::the section \
             `Rivers - Europe & the Alps` holds only an empty bullet%0Awrite what the heading \
             promises, or remove it",
            "1 error, 1 warning in 1 note",
        ]
    );
    assert_eq!(world.run(&["check", "--format", "github"]).out, out);
    let args = ["check", "--format", "human"];
    let (_, out) = run_with(&world, &args, &[("GITHUB_ACTIONS", "true")], b"");
    assert!(out.starts_with("warning[empty-section]"), "{out}");
}

#[test]
fn a_note_from_standard_input_is_reported_under_its_path() {
    let world = World::empty();
    let args = ["check", "--stdin-path", "notes/rivers.md"];
    let (code, out) = run_with(&world, &args, &[], RIVERS.as_bytes());
    assert_eq!(code, 1);
    assert!(out.contains("--> notes/rivers.md:8:1\n"), "{out}");
    let (code, out) = run_with(&world, &args, &[], b"- fine\n");
    assert_eq!((code, out.as_str()), (0, "no problems in 1 note\n"));
    let (code, _) = run_with(&world, &args, &[], &vec![b'a'; 5 << 20]);
    assert_eq!(code, 2);
}

#[test]
fn a_deck_that_is_stale_or_broken_is_a_problem() {
    let world = World::collection();
    world.run(&["build", "-q"]).ok();
    assert_eq!(world.run(&["check"]).ok(), "no problems in 2 notes\n");

    world.write(
        "desk/notes/bread.md",
        BREAD.replace("- Rye", "- Rye\n- Oat"),
    );
    let found = diagnostics(&world, &[]);
    assert_eq!(rules(&found), ["stale-deck"]);
    assert_eq!(
        (&found[0]["path"], &found[0]["severity"]),
        (&json!("notes/bread.md"), &json!("warning"))
    );
    assert_eq!(diagnostics(&world, &["notes/cheese.md"]), [Value::Null; 0]);
    world.run(&["build", "-q"]).ok();
    assert_eq!(diagnostics(&world, &[]), [Value::Null; 0]);

    world.write("desk/decks/notes/bread.md.toml", "version = 1\n[[card]\n");
    let found = diagnostics(&world, &[]);
    assert_eq!(rules(&found), ["broken-deck"]);
    assert_eq!(found[0]["path"], "decks/notes/bread.md.toml");
    assert_eq!(found[0]["line"], 2);

    let deck = world.path("desk/decks/notes/bread.md.toml");
    fs::File::create(deck).unwrap().set_len(65 << 20).unwrap();
    assert_eq!(
        rules(&diagnostics(&world, &[])),
        ["broken-deck"],
        "not read at all"
    );

    fs::remove_file(world.path("desk/notes/bread.md")).unwrap();
    world.write(
        "desk/decks/notes/bread.md.toml",
        world.read("desk/decks/notes/cheese.md.toml"),
    );
    let found = diagnostics(&world, &[]);
    assert!(rules(&found).contains(&"stale-deck"), "{found:?}");
}

#[test]
fn files_that_are_not_what_they_should_be_are_problems() {
    let world = World::empty();
    world.write("desk/recito.toml", "[study]\nnew_per_dya = 3\n");
    world.write("desk/notes/latin.md", b"- Caf\xE9\n");
    world.write("desk/notes/large.md", vec![b'a'; 5 << 20]);
    let found = diagnostics(&world, &[]);
    let mut rules = rules(&found);
    rules.sort_unstable();
    assert_eq!(rules, ["file-too-large", "invalid-utf8", "unknown-key"]);
}

#[test]
fn rules_are_explained() {
    let world = World::empty();
    let list = world.run(&["explain"]).ok();
    assert!(list.contains("\nempty-bullet "), "{list}");
    assert!(
        list.contains("Finds list items without any text.\n"),
        "{list}"
    );
    let page = world.run(&["explain", "empty-bullet"]).ok();
    assert!(
        page.starts_with("empty-bullet\n\nFinds list items"),
        "{page}"
    );
    assert!(
        page.contains("\nWHY IT HURTS LEARNING\n") && !page.contains("```"),
        "{page}"
    );
    world
        .run(&["explain", "empty-bulet"])
        .fails_with(&["hint: did you mean `empty-bullet`?"]);
    world
        .run(&["explain", "zzz"])
        .fails_with(&["hint: `recito explain` lists the rules"]);
}
