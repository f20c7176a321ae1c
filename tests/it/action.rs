//! The steps of the action for GitHub, run by hand in a repository of git. Only GitHub itself is played: a
//! program named `gh` that keeps one comment in a file.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::python;
use crate::world::World;

/// Answers as `gh api` does: lists the numbers of the comments, adds one, changes one.
const GH: &str = r#"#!/bin/sh
echo "$*" >>"$STATE/calls"
for argument in "$@"; do
  case "$argument" in body=@*) cp "${argument#body=@}" "$STATE/comment" ;; esac
done
case "$*" in
  *--method*) ;;
  *) if [ -f "$STATE/comment" ]; then echo 7; fi ;;
esac
if [ -f "$STATE/forbidden" ]; then case "$*" in *--method*) exit 1 ;; esac; fi
"#;

struct Repository {
    world: World,
    base: String,
}

impl Repository {
    /// A repository whose last commit takes one card away, changes one, and adds one.
    fn new() -> Repository {
        let world = World::empty();
        world.write("bin/gh", GH);
        python::run(Command::new("chmod").arg("+x").arg(world.path("bin/gh")));
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_recito"), world.path("bin/recito")).unwrap();
        std::fs::create_dir_all(world.path("temp")).unwrap();
        std::fs::create_dir_all(world.path("state")).unwrap();
        world.write("desk/recito.toml", "");
        world.write(
            "desk/notes/bread.md",
            "# Bread\n\nQ: What makes dough rise?\nA: Yeast\n\nQ: Which gas lifts the dough?\nA: Carbon dioxide\n",
        );
        world.write(
            "desk/notes/old cheese.md",
            "# Cheese\n\nQ: Which enzyme curdles milk?\nA: Rennet\n",
        );
        let mut repository = Repository {
            world,
            base: String::new(),
        };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit();
        let base = repository.git(&["rev-parse", "HEAD"]);
        repository.base = base.trim().into();
        std::fs::remove_file(repository.world.path("desk/notes/old cheese.md")).unwrap();
        repository.world.write(
            "desk/notes/bread.md",
            "# Bread\n\nQ: What makes dough rise?\nA: Yeast\n\nQ: Which gas lifts the doughs?\nA: Carbon dioxide\n\n\
             Q: Which grain has no \\`\\`\\`gluten?\nA: Rice\n\n- The yeast recieves sugar\n",
        );
        repository.commit();
        repository
    }

    fn git(&self, args: &[&str]) -> String {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        let mut command = Command::new("git");
        command.args(identity).args(args);
        python::run(
            command
                .current_dir(self.world.path("desk"))
                .env("HOME", self.world.path("home")),
        )
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Notes"]);
    }

    /// Runs a step with what GitHub gives it.
    fn step(&self, name: &str, variables: &[(&str, &str)]) -> Output {
        let path = |path: &str| self.world.path(path);
        let mut programs = vec![path("bin")];
        programs.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
        Command::new("bash")
            .arg(format!(
                "{}/.github/action/{name}",
                env!("CARGO_MANIFEST_DIR")
            ))
            .current_dir(path("desk"))
            .env_clear()
            .env("PATH", std::env::join_paths(programs).unwrap())
            .env("HOME", path("home"))
            .env("STATE", path("state"))
            .env("RUNNER_TEMP", path("temp"))
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_OUTPUT", path("output"))
            .env("GITHUB_STEP_SUMMARY", path("summary"))
            .env("GITHUB_REPOSITORY", "ada/notes")
            .env("NUMBER", "5")
            .env("BASE", &self.base)
            .envs(variables.iter().copied())
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_pull_request_is_told_what_its_deck_gains_and_loses() {
    let repository = Repository::new();
    let before = repository.world.files();
    let ran = repository.step("compare", &[]);
    assert!(
        ran.status.success(),
        "{} {}",
        text(&ran.stdout),
        text(&ran.stderr)
    );
    let comment = repository.world.read("state/comment");
    assert!(
        comment
            .starts_with("<!-- recito: deck -->\n### What the deck gains and loses\n\n````text\n"),
        "{comment}"
    );
    assert!(comment.ends_with("\n````\n"), "{comment}");
    for line in [
        "+ Which grain has no ```gluten?",
        "~ Which gas lifts the doughs?",
        "- Which enzyme curdles milk?",
        "1 added, 1 edited, 1 retired",
    ] {
        assert!(comment.contains(line), "no `{line}` in {comment}");
    }
    assert_eq!(repository.world.read("summary"), comment);
    // A second push writes the same comment again.
    assert!(repository.step("compare", &[]).status.success());
    let calls = repository.world.read("state/calls");
    let changing: Vec<&str> = calls
        .lines()
        .filter(|call| call.contains("--method"))
        .collect();
    assert_eq!(changing.len(), 2, "{calls}");
    assert!(
        changing[0].contains("--method POST repos/ada/notes/issues/5/comments"),
        "{calls}"
    );
    assert!(
        changing[1].contains("--method PATCH repos/ada/notes/issues/comments/7"),
        "{calls}"
    );
    assert_eq!(
        repository.world.files(),
        before,
        "the checkout is as it was"
    );
    assert_eq!(repository.git(&["worktree", "list"]).lines().count(), 1);
}

#[test]
fn who_may_not_comment_is_told_so_and_a_push_is_no_pull_request() {
    let repository = Repository::new();
    repository.world.write("state/forbidden", "");
    let ran = repository.step("compare", &[]);
    assert!(ran.status.success());
    assert!(
        text(&ran.stdout).starts_with("::notice title=recito::could not comment"),
        "{}",
        text(&ran.stdout)
    );
    assert!(repository.world.read("summary").contains("Which grain"));
    let ran = repository.step("compare", &[("BASE", "")]);
    assert!(ran.status.success());
    assert!(text(&ran.stdout).starts_with("no pull request"));
    let ran = repository.step("compare", &[("COMMENT", "false")]);
    assert!(ran.status.success() && ran.stdout.is_empty());
}

#[test]
fn findings_become_annotations_and_a_file() {
    let repository = Repository::new();
    let ran = repository.step("check", &[]);
    assert_eq!(ran.status.code(), Some(1), "{}", text(&ran.stderr));
    let out = text(&ran.stdout);
    assert!(
        out.contains("::warning file=notes/bread.md,line=12,col=13,"),
        "{out}"
    );
    let output = repository.world.read("output");
    let file = PathBuf::from(output.trim().strip_prefix("findings=").unwrap());
    let findings: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert_eq!(findings["diagnostics"][0]["rule"], "misspelling");
    // Arguments go through, and only changed lines count on request.
    let ignoring = repository.step("check", &[("ARGS", "--ignore\nmisspelling")]);
    assert_eq!(
        ignoring.status.code(),
        Some(0),
        "{}",
        text(&ignoring.stdout)
    );
    let head = repository.git(&["rev-parse", "HEAD"]);
    let unchanged = [("ONLY", "true"), ("BASE", head.trim())];
    assert_eq!(repository.step("check", &unchanged).status.code(), Some(0));
    let changed = [("ONLY", "true"), ("PATHS", "notes/bread.md")];
    assert_eq!(repository.step("check", &changed).status.code(), Some(1));
}
