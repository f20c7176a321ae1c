//! The hooks for `pre-commit` with the real one, in a repository of git.

use std::process::Command;

use crate::python;
use crate::world::World;

const REQUIREMENTS: &str = "pre-commit==4.7.0 check-jsonschema==0.39.0\n";

/// A repository with a note that has a problem.
fn repository() -> World {
    let world = World::empty();
    git(&world, &["init", "--quiet", "--initial-branch=main"]);
    world.write(
        "desk/notes/cells.md",
        "# Cells \n\n- The cells recieve oxygen\n\nQ: What is in air?\nA: Oxygen\n",
    );
    world
}

fn git(world: &World, args: &[&str]) -> String {
    let mut command = Command::new("git");
    let identity = [
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.org",
        "-c",
        "core.hooksPath=.git/hooks",
    ];
    python::run(
        command
            .args(identity)
            .args(args)
            .current_dir(world.path("desk"))
            .env("HOME", world.path("home")),
    )
}

/// Runs a program of `pre-commit` in the repository, with recito on the `PATH`.
fn pre_commit(world: &World, args: &[&str]) -> (bool, String) {
    let programs = python::with("hooks-venv", REQUIREMENTS);
    let recito = std::path::Path::new(env!("CARGO_BIN_EXE_recito"))
        .parent()
        .unwrap();
    let mut path = vec![programs.clone(), recito.to_owned()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let output = Command::new(programs.join("pre-commit"))
        .args(args)
        .current_dir(world.path("desk"))
        .env("HOME", world.path("home"))
        .env("PRE_COMMIT_HOME", world.path("home/pre-commit"))
        .env("PATH", std::env::join_paths(path).unwrap())
        .output()
        .unwrap();
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[test]
fn the_hook_that_init_writes_stops_a_commit_until_the_note_is_mended() {
    let world = repository();
    world.run(&["init", "--pre-commit"]).ok();
    git(&world, &["add", "--all"]);
    let (passed, out) = pre_commit(&world, &["run"]);
    assert!(!passed, "{out}");
    assert!(out.contains("notes/cells.md:3:13"), "{out}");
    world.write(
        "desk/notes/cells.md",
        "# Cells\n\n- The cells receive oxygen\n\nQ: What is in air?\nA: Oxygen\n",
    );
    git(&world, &["add", "--all"]);
    let (passed, out) = pre_commit(&world, &["run"]);
    assert!(passed, "{out}");
    assert!(
        out.contains("recito check") && out.contains("Passed"),
        "{out}"
    );
}

/// The hooks of this repository do what their entries say; building the program for them is the business of
/// `pre-commit`, and the program is here already.
#[test]
fn the_hooks_of_this_repository_are_valid_and_their_entries_work() {
    let world = repository();
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/.pre-commit-hooks.yaml");
    let (valid, out) = pre_commit(&world, &["validate-manifest", manifest]);
    assert!(valid, "{out}");
    let text = std::fs::read_to_string(manifest).unwrap();
    world.write(
        "desk/.pre-commit-config.yaml",
        format!(
            "repos:\n  - repo: local\n    hooks:\n{}",
            indented(&text.replace("language: rust", "language: system"))
        ),
    );
    world.write("desk/recito.toml", "");
    git(&world, &["add", "--all"]);
    let run = |hook: &str| pre_commit(&world, &["run", hook]);
    assert!(!run("recito-check").0);
    assert!(!run("recito-decks").0, "there are no decks yet");
    let (passed, out) = run("recito-fix");
    assert!(
        !passed && out.contains("files were modified by this hook"),
        "{out}"
    );
    assert_eq!(
        world.read("desk/notes/cells.md"),
        "# Cells\n\n- The cells recieve oxygen\n\nQ: What is in air?\nA: Oxygen\n"
    );
    world.write(
        "desk/notes/cells.md",
        "# Cells\n\n- The cells receive oxygen\n\nQ: What is in air?\nA: Oxygen\n",
    );
    world.run(&["build"]);
    git(&world, &["add", "--all"]);
    for hook in ["recito-check", "recito-fix", "recito-decks"] {
        let (passed, out) = run(hook);
        assert!(passed, "{hook}: {out}");
    }
}

/// The text deeper by six columns, as an entry of a list in a list.
fn indented(text: &str) -> String {
    let lines = text.lines().flat_map(|line| ["      ", line, "\n"]);
    lines.collect()
}

/// The files for hosts against the schemas that `check-jsonschema` brings.
#[test]
fn workflows_and_the_action_are_valid() {
    let world = World::empty();
    let check = python::with("hooks-venv", REQUIREMENTS).join("check-jsonschema");
    world.run(&["init", "--github", "--gitlab"]).ok();
    let root = env!("CARGO_MANIFEST_DIR");
    for (schema, file) in [
        ("vendor.github-actions", format!("{root}/action.yml")),
        (
            "vendor.github-workflows",
            format!("{root}/.github/workflows/ci.yml"),
        ),
        (
            "vendor.github-workflows",
            world
                .path("desk/.github/workflows/recito.yml")
                .display()
                .to_string(),
        ),
        (
            "vendor.gitlab-ci",
            world.path("desk/.gitlab-ci.yml").display().to_string(),
        ),
    ] {
        python::run(Command::new(&check).args(["--builtin-schema", schema, &file]));
    }
}
