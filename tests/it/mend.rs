//! `recito check` as a gate with the real program: fixes, baselines, revisions, formats, exit codes.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::pty::{self, Pty};
use crate::world::World;

const UNTIDY: &str = "# Cells \n\n- The cells recieve  oxygen\n-\n- and more of it";

fn untidy() -> World {
    let world = World::empty();
    world.write("desk/cells.md", UNTIDY);
    world
}

#[test]
fn safe_fixes_are_written_and_the_rest_is_reported() {
    let world = untidy();
    let ran = world.run(&["check", "--fix"]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.err, "recito: 2 fixes applied, 1 note written\n");
    let mended = "# Cells\n\n- The cells recieve oxygen\n-\n- and more of it\n";
    assert_eq!(world.read("desk/cells.md"), mended);
    assert!(
        ran.out
            .contains("warning[misspelling]: `recieve` should be `receive`")
    );
    assert!(
        ran.out
            .contains("2 can be mended by `--fix --unsafe-fixes`\n"),
        "{}",
        ran.out
    );
    let ran = world.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "no problems in 1 note\n"));
    let mended = "# Cells\n\n- The cells receive oxygen\n- and more of it\n";
    assert_eq!(world.read("desk/cells.md"), mended);
    let again = world.run(&["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(
        (again.out.as_str(), world.read("desk/cells.md").as_str()),
        ("no problems in 1 note\n", mended)
    );
}

#[test]
fn a_diff_shows_what_git_can_apply_and_writes_nothing() {
    let world = untidy();
    let ran = world.run(&["check", "--diff"]);
    assert_eq!(
        (ran.code, world.read("desk/cells.md").as_str()),
        (1, UNTIDY)
    );
    world.write("desk/fix.patch", &ran.out);
    let applied = Command::new("git")
        .args(["apply", "--unsafe-paths", "fix.patch"])
        .current_dir(world.path("desk"))
        .output()
        .unwrap();
    assert!(applied.status.success(), "{applied:?}\n{}", ran.out);
    assert_eq!(world.run(&["check", "--diff"]).ok(), "");
    world
        .run(&["check", "--unsafe-fixes"])
        .fails_with(&["`--fix` or `--diff`"]);
}

#[test]
fn notes_that_are_not_utf8_and_marks_of_their_order_stay() {
    let world = World::empty();
    world.write("desk/latin.md", b"- Caf\xE9 \n");
    world.write("desk/marked.md", b"\xEF\xBB\xBF- Tea \r\n");
    let ran = world.run(&["check", "--fix"]);
    assert!(
        ran.err.contains("latin.md was left as it is"),
        "{}",
        ran.err
    );
    assert_eq!(
        fs::read(world.path("desk/latin.md")).unwrap(),
        b"- Caf\xE9 \n"
    );
    assert_eq!(
        fs::read(world.path("desk/marked.md")).unwrap(),
        b"\xEF\xBB\xBF- Tea\r\n"
    );
}

#[test]
fn fixes_leave_cards_and_their_ids_alone() {
    let world = World::collection();
    world.write(
        "desk/notes/untidy.md",
        "# Heart \n\n- The heart  has **four** chambers\t\n - The aorta is the largest artery \n",
    );
    world.run(&["build", "-q"]).ok();
    let before = world.run(&["cards", "--json"]).out;
    let ran = world.run(&["check", "--fix"]);
    assert!(ran.err.contains("applied"), "{}", ran.err);
    let ids = |text: &str| -> Vec<String> {
        let cards = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        cards
            .map(|card| card["id"].as_str().unwrap().to_string())
            .collect()
    };
    assert!(ids(&before).len() > 4, "{before}");
    assert_eq!(ids(&before), ids(&world.run(&["cards", "--json"]).out));
}

#[test]
fn the_severity_that_fails_is_chosen() {
    let world = World::empty();
    world.write(
        "desk/a.md",
        "- The cells recieve oxygen\n- Eggs, flour, milk, etc.\n",
    );
    for (fail_on, code) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        assert_eq!(
            world.run(&["check", "--fail-on", fail_on]).code,
            code,
            "{fail_on}"
        );
    }
    world.write("desk/a.md", "- Eggs, flour, milk, etc.\n");
    for (fail_on, code) in [("warning", 0), ("info", 1)] {
        assert_eq!(
            world.run(&["check", "--fail-on", fail_on]).code,
            code,
            "{fail_on}"
        );
    }
}

#[test]
fn a_baseline_hides_what_was_there_even_when_lines_move() {
    let world = untidy();
    world
        .run(&["check", "--baseline", "old.json"])
        .fails_with(&[
            "there is no baseline at",
            "hint: `--write-baseline` writes one",
        ]);
    let written = world.run(&["check", "--baseline", "old.json", "--write-baseline"]);
    assert_eq!(written.ok(), "wrote 4 findings to the baseline\n");
    let args = ["check", "--baseline", "old.json"];
    assert_eq!(world.run(&args).ok(), "no problems in 1 note\n");
    world.write(
        "desk/cells.md",
        format!("Some words\nbefore\n\n{UNTIDY}\n- wihout oxygen they die\n"),
    );
    let ran = world.run(&args);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains("`wihout` should be `without`"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\n1 warning in 1 note\n"), "{}", ran.out);
    world.write("desk/old.json", "{}");
    world.run(&args).fails_with(&["is not a baseline"]);
}

#[test]
fn only_lines_that_changed_since_a_revision_are_reported() {
    let world = untidy();
    let git = |args: &[&str]| {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b.c",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(args)
            .current_dir(world.path("desk"))
            .env("HOME", world.path("home"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "notes"]);
    let args = ["check", "--since", "HEAD"];
    assert_eq!(world.run(&args).ok(), "no problems in 1 note\n");
    world.write(
        "desk/cells.md",
        format!("before\n\n{UNTIDY}\n- wihout oxygen\n"),
    );
    world.write("desk/new one.md", "- The cells recieve it\n");
    let ran = world.run(&["check", "--since", "HEAD", "--format", "concise"]);
    let lines: Vec<&str> = ran
        .out
        .lines()
        .filter(|line| line.contains("warning["))
        .collect();
    assert_eq!(
        lines,
        [
            "cells.md:8:3: warning[misspelling]: `wihout` should be `without`",
            "new one.md:1:13: warning[misspelling]: `recieve` should be `receive`",
        ]
    );
    world
        .run(&["check", "--since", "nowhere"])
        .fails_with(&["git could not compare", "hint: `--since` names a commit"]);
    world
        .run(&["check", "--since=--output=x"])
        .fails_with(&["git could not compare"]);
    assert!(!world.path("desk/x").exists());
}

#[test]
fn settings_choose_rules_and_words() {
    let world = untidy();
    world.write(
        "desk/recito.toml",
        "[check]\nignore = [\"empty-bullet\"]\nwords = [\"Recieve\"]\nper_file_ignores = { \"drafts/**\" = [\"misspelling\"] }\n",
    );
    world.write("desk/drafts/a.md", "- wihout oxygen they die\n");
    assert_eq!(world.run(&["check", "-q"]).ok(), "no problems in 2 notes\n");
    let named = world.run(&["check", "-q", "--select", "empty-bullet"]);
    assert_eq!(named.code, 1, "the command line stands over the settings");
    world.write("desk/recito.toml", "[check]\nignore = [\"empty-bulet\"]\n");
    world.run(&["check"]).fails_with(&[
        "there is no rule `empty-bulet`",
        "hint: did you mean `empty-bullet`?",
    ]);
    world.write(
        "desk/recito.toml",
        "[check]\nper_file_ignores = { \"a[\" = [\"misspelling\"] }\n",
    );
    world.run(&["check"]).fails_with(&["`a[` is not a pattern"]);
}

#[test]
fn reports_go_to_files_and_rules_are_counted() {
    let world = untidy();
    let ran = world.run(&["check", "--format", "sarif", "-o", "out.sarif"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, "1 error, 1 warning, 2 hints in 1 note\n")
    );
    let log: Value = serde_json::from_str(&world.read("desk/out.sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 4);
    let ran = world.run(&["check", "--statistics"]);
    assert!(
        ran.out.starts_with(
            "     1  double-space  can be fixed\n     1  empty-bullet  can be fixed\n"
        ),
        "{}",
        ran.out
    );
    let ran = world.run(&["check", "--format", "jsonl"]);
    for line in ran.out.lines() {
        let item: Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            (&item["version"], &item["path"]),
            (&1.into(), &"cells.md".into())
        );
    }
    assert_eq!(ran.out.lines().count(), 4);
}

#[test]
fn people_see_the_worst_fifty_and_the_first_three_alike() {
    let world = World::empty();
    world.write("desk/a.md", "- wihout it\n".repeat(9));
    let ran = world.run(&["check"]);
    assert_eq!(
        ran.out.matches("warning[misspelling]").count(),
        0,
        "a habit is no slip"
    );
    for i in 0..30 {
        world.write(&format!("desk/n{i}.md"), "- a\n-\n-\n- b\n-\n-\n-\n- c\n");
    }
    let ran = world.run(&["check"]);
    assert_eq!(
        ran.out.matches("error[empty-bullet]").count(),
        50,
        "{}",
        ran.out
    );
    assert!(
        ran.out
            .contains("= note: 2 more like this in the note: lines 6, 7"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("\n40 more findings: `--all` shows them"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("\n150 errors in 31 notes\n"),
        "{}",
        ran.out
    );
    let all = world.run(&["check", "--all"]);
    assert_eq!(all.out.matches("error[empty-bullet]").count(), 150);
}

#[test]
fn a_note_from_standard_input_comes_back_mended() {
    use std::io::Write as _;
    let world = World::empty();
    let mut child = world
        .command(&["check", "--fix", "--stdin-path", "a.md"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(UNTIDY.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        text,
        "# Cells\n\n- The cells recieve oxygen\n-\n- and more of it\n"
    );
}

/// The real program in a real terminal: it checks again when a note changes, on a clean screen, and Ctrl-C ends it.
#[test]
fn a_watched_note_is_checked_again_when_it_changes() {
    let world = World::empty();
    world.write("desk/cells.md", "# Cells\n\n- The cells recieve oxygen\n");
    let command = pty::command(
        &world,
        &[env!("CARGO_BIN_EXE_recito"), "check", "--watch", "cells.md"],
    );
    let mut pty = Pty::start(command, 30, 100);
    let shown = pty.wait("watching; Ctrl-C ends");
    assert!(
        shown.contains("warning[misspelling]") && shown.contains("1 warning in 1 note"),
        "{shown}"
    );
    world.write("desk/cells.md", "# Cells\n\n- The cells receive oxygen\n");
    let shown = pty.wait("no problems in 1 note");
    assert!(
        !shown.contains("misspelling"),
        "the screen was cleared: {shown}"
    );
    pty.wait("watching; Ctrl-C ends");
    // A note that is gone is no reason to stop.
    fs::remove_file(world.path("desk/cells.md")).unwrap();
    pty.wait("does not exist");
    world.write("desk/cells.md", "# Cells\n\n-\n- a\n");
    pty.wait("error[empty-bullet]");
    pty.send("\u{3}");
    let status = pty.child.wait().unwrap();
    assert!(!status.success(), "{status:?}");
}
