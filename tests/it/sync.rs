//! `recito sync` with the real git: what two devices learned is on both, and nothing that a repository
//! brings can run here.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::proof::clones;
use crate::world::World;

fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// A collection with one answer in its log.
fn studied() -> World {
    let world = World::collection();
    world
        .run_with(&["study", "--plain", "--limit", "1"], "nonsense\n\n:quit\n")
        .ok();
    world
}

fn data(world: &World) -> std::path::PathBuf {
    world.path("home/.local/share/recito")
}

#[test]
fn two_devices_that_study_and_sync_at_once_have_all_records() {
    clones::clones(3);
}

#[test]
fn without_a_remote_the_log_is_kept_here_and_offline_is_no_error() {
    let world = studied();
    let said = world.run(&["sync"]).ok();
    assert!(
        said.starts_with("2 records kept in the repository here\n"),
        "{said}"
    );
    let nobody = "http://127.0.0.1:9/nobody.git";
    let said = world.run(&["sync", "--remote", nobody]).ok();
    assert!(said.starts_with("offline: "), "{said}");
    // That the address is wrong is one.
    let nowhere = world.path("nowhere").display().to_string();
    world
        .run(&["sync", "--remote", &nowhere])
        .fails_with(&["git fetch", "hint: nothing is lost"]);
}

#[test]
fn nothing_that_a_repository_brings_runs() {
    let world = studied();
    let pwned = world.path("pwned");
    world.run(&["sync"]).ok();
    let repository = data(&world).join(".git");
    for hook in [
        "pre-commit",
        "post-commit",
        "post-merge",
        "pre-push",
        "reference-transaction",
        "post-checkout",
    ] {
        let path = repository.join("hooks").join(hook);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\ntouch {}\n", pwned.display())).unwrap();
        Command::new("chmod").arg("+x").arg(&path).status().unwrap();
    }
    let bare = world.path("bare.git");
    git(
        &world.path("home"),
        &["init", "-q", "--bare", bare.to_str().unwrap()],
    );
    world
        .run_with(&["study", "--plain", "--limit", "1"], "nonsense\n\n:quit\n")
        .ok();
    world
        .run(&["sync", "--remote", bare.to_str().unwrap()])
        .ok();
    let command = format!("ext::sh -c touch% {}", pwned.display());
    world
        .run(&["sync", "--remote", &command])
        .fails_with(&["transport 'ext' not allowed"]);
    world
        .run(&["sync", "--remote=--upload-pack=x"])
        .fails_with(&["is no address"]);
    assert!(!pwned.exists());
}

#[test]
fn a_repository_of_notes_is_never_touched() {
    let world = studied();
    let desk = world.path("desk");
    git(&desk, &["init", "-q"]);
    git(&desk, &["add", "."]);
    git(
        &desk,
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "commit",
            "-qm",
            "notes",
        ],
    );
    let head = fs::read(desk.join(".git/index")).unwrap();
    // The log lies in it, and then even is it.
    let inside = desk.join("log-of-mine").display().to_string();
    world.run(&["sync", "--data-dir", &inside]).ok();
    world
        .run(&["sync", "--data-dir", "."])
        .fails_with(&["is not one for the log"]);
    assert_eq!(fs::read(desk.join(".git/index")).unwrap(), head);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_repository_leads_nowhere() {
    let world = studied();
    let bare = world.path("bare.git");
    git(
        &world.path("home"),
        &["init", "-q", "--bare", bare.to_str().unwrap()],
    );
    world
        .run(&["sync", "--remote", bare.to_str().unwrap()])
        .ok();
    let other = world.path("other");
    git(
        &world.path("home"),
        &[
            "clone",
            "-q",
            "-b",
            "main",
            bare.to_str().unwrap(),
            other.to_str().unwrap(),
        ],
    );
    fs::create_dir_all(other.join("log/aaaaaaaaaaaa")).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", other.join("log/aaaaaaaaaaaa/2026-11.jsonl"))
        .unwrap();
    git(&other, &["add", "."]);
    git(
        &other,
        &[
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "commit",
            "-qm",
            "x",
        ],
    );
    git(&other, &["push", "-q", "origin", "HEAD:main"]);
    world.run(&["sync"]).ok();
    let link = data(&world).join("log/aaaaaaaaaaaa/2026-11.jsonl");
    assert!(fs::symlink_metadata(&link).unwrap().is_file());
    assert_eq!(fs::read(&link).unwrap(), b"/etc/passwd");
}

const DECK: &str = "desk/decks/notes/bread.md.toml";
const OURS: &str = "\nQ: What is proving?\nA: Letting it rise\n";
const THEIRS: &str = "\nQ: What is a starter?\nA: Fermented dough\n";

/// A git that knows who commits.
fn git_as_ann(folder: &Path, args: &[&str]) {
    let names = ["-c", "user.name=ann", "-c", "user.email=ann@example.org"];
    git(folder, &[&names, args].concat());
}

/// On a branch, adds a question to the note and a wording of one's own to its first card.
fn edit(world: &World, branch: &str, question: &str, mine: &str) {
    let repository = world.path("desk");
    git(&repository, &["switch", "-q", branch]);
    let note = world.read("desk/notes/bread.md");
    world.write("desk/notes/bread.md", note + question);
    let built = world.read(DECK);
    let (first, rest) = built.split_at(built.match_indices("[[card]]").nth(1).unwrap().0);
    world.write(DECK, format!("{}\n{mine}\n\n{rest}", first.trim_end()));
    world.run(&["build"]).ok();
    git_as_ann(&repository, &["commit", "-qam", branch]);
}

/// Two people gave a card a wording of their own, and others cards of their own; git can not merge that.
#[test]
fn a_deck_that_git_could_not_merge_has_the_cards_of_both() {
    let world = World::collection();
    let repository = world.path("desk");
    world.run(&["build"]).ok();
    git(&repository, &["init", "-q", "-b", "main"]);
    git(&repository, &["add", "."]);
    git_as_ann(&repository, &["commit", "-qm", "notes"]);
    git(&repository, &["branch", "theirs"]);
    let note = world.read("desk/notes/bread.md");
    edit(&world, "theirs", THEIRS, "mine.prompt = \"Theirs?\"");
    edit(&world, "main", OURS, "mine.prompt = \"Ours?\"");
    let merged = Command::new("git")
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "merge",
            "-q",
            "theirs",
        ])
        .current_dir(&repository)
        .output();
    assert!(!merged.unwrap().status.success());
    assert!(world.read(DECK).contains("<<<<<<< "));
    world.write("desk/notes/bread.md", note + THEIRS + OURS);
    let told = world.run(&["build"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(
        told.err.contains("the cards of both sides are read"),
        "{}",
        told.err
    );
    assert!(!told.out.contains("added"), "{}", told.out);
    let text = world.read(DECK);
    for wanted in [
        "mine.prompt = \"Ours?\"",
        "Theirs?",
        "Fermented dough",
        "Letting it rise",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in {text}");
    }
    assert!(!text.contains("<<<<") && !text.contains(">>>>"), "{text}");
    world.run(&["build", "--check"]).ok();
}
