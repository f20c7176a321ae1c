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
