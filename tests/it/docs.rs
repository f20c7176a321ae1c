//! Documents that are tests: the reference of the command line is what the program prints, links lead
//! somewhere, and the sessions in the README are what happens. `SNAPSHOTS=overwrite` renews both pages.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory as _;
use recito::cli::Cli;

use crate::world::World;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with a file, or writes it there when it is asked to.
#[track_caller]
fn assert_page(page: String, file: &str) {
    let file = snapbox::Data::read_from(&root().join(file), Some(snapbox::data::DataFormat::Text));
    snapbox::assert_data_eq!(page, file.raw());
}

/// The words of all commands, in the order of the help.
fn commands(command: &clap::Command, words: &[String], found: &mut Vec<Vec<String>>) {
    found.push(words.to_vec());
    for inner in command.get_subcommands() {
        let mut words = words.to_vec();
        words.push(inner.get_name().to_string());
        commands(inner, &words, found);
    }
}

fn help(words: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_recito"))
        .args(words)
        .arg("--help")
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| line.trim_end().to_string() + "\n")
        .collect()
}

#[test]
fn the_reference_of_the_command_line_is_what_the_program_prints() {
    let mut all = Vec::new();
    commands(&Cli::command(), &[], &mut all);
    let mut page = String::from("# Command line\n\nWhat `--help` prints, for every command.\n");
    for words in all {
        let name = [&["recito".to_string()], words.as_slice()]
            .concat()
            .join(" ");
        write!(page, "\n## `{name}`\n\n```text\n{}```\n", help(&words)).unwrap();
    }
    assert_page(page, "docs/cli.md");
}

/// Pages of the project: those at the top, and those below `docs`.
fn pages() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["", "docs", "docs/rules"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    assert!(found.contains(&root().join("README.md")));
    found
}

/// Text outside of code, line by line.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for line in prose(&text) {
            for (at, _) in line.match_indices("](") {
                let target = line[at + 2..].split([')', '#']).next().unwrap();
                let local = !target.is_empty() && !target.contains("://");
                seen += usize::from(local);
                if local && !page.parent().unwrap().join(target).exists() {
                    broken.push(format!("{}: {target}", page.display()));
                }
            }
        }
    }
    assert_eq!(broken, [""; 0]);
    assert!(seen >= 8, "only {seen} links were found");
}

#[test]
fn the_readme_names_every_command_and_no_other() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, table) = readme
        .split_once("| command | does |\n|---|---|\n")
        .unwrap();
    let (table, _) = table.split_once("\n\n").unwrap();
    let named: BTreeSet<&str> = table
        .lines()
        .flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2))
        .map(|usage| usage.split([' ', '\\']).next().unwrap())
        .filter(|word| *word != "recito")
        .collect();
    let command = Cli::command();
    let real: BTreeSet<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    assert_eq!(named, real);
}

#[test]
fn the_readme_tells_how_to_start_and_to_test() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    for command in ["cargo run --release", "cargo test"] {
        assert!(
            readme.contains(&format!("```sh\n{command}\n```")),
            "{command}"
        );
    }
    assert!(
        ci.contains(" cargo test\n"),
        "CI runs the tests as the README says"
    );
}

/// Each `console` block of the README is a session in a copy of the sample collection: what stands
/// below a line with `$` is all that the command prints, and `…` stands for any lines. A command
/// succeeds, says nothing on standard error, and leaves the collection as it is.
#[test]
fn the_sessions_of_the_readme_are_what_happens() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut page = String::new();
    let mut ran = 0;
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        page += line;
        page += "\n";
        if line != "```console" {
            continue;
        }
        while let Some(command) = lines.next_if(|line| line.starts_with("$ ")) {
            let mut expected = String::new();
            while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
                expected += line;
                expected += "\n";
            }
            let printed = session(&command[2..]);
            let matches = fits(&expected, &printed);
            page += command;
            page += "\n";
            page += if matches { &expected } else { &printed };
            ran += 1;
        }
    }
    assert!(ran >= 5, "only {ran} commands were found");
    assert_page(page, "README.md");
}

/// What a line of shell prints in a new copy of the sample collection.
fn session(command: &str) -> String {
    let world = World::empty();
    for folder in ["notes", "decks"] {
        copy(&root().join(folder), &world.path("desk").join(folder));
    }
    fs::copy(root().join("recito.toml"), world.path("desk/recito.toml")).unwrap();
    let before = world.files();
    let binary = Path::new(env!("CARGO_BIN_EXE_recito"));
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(world.path("desk"))
        .env_clear()
        .envs(world.environment())
        .env(
            "PATH",
            format!("{}:{path}", binary.parent().unwrap().display()),
        )
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && errors.is_empty(),
        "{command}: {errors}"
    );
    assert_eq!(world.files(), before, "{command} changes the collection");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether lines are as expected. A line `…` stands for any lines, and `…` at the end of a line for
/// the rest of it.
fn fits(expected: &str, printed: &str) -> bool {
    fn all(expected: &[&str], printed: &[&str]) -> bool {
        match (expected.split_first(), printed.split_first()) {
            (None, None) => true,
            (Some((&"…", rest)), _) => {
                (0..=printed.len()).any(|skipped| all(rest, &printed[skipped..]))
            }
            (Some((line, rest)), Some((real, others))) => {
                let fits = match line.strip_suffix('…') {
                    Some(start) => real.starts_with(start),
                    None => line == real,
                };
                fits && all(rest, others)
            }
            _ => false,
        }
    }
    let expected: Vec<&str> = expected.lines().map(str::trim_end).collect();
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    all(&expected, &printed)
}

#[test]
fn sessions_are_compared_line_by_line() {
    for (expected, printed, wanted) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("", "a\n", false),
        ("a\nb\n", "a\n", false),
        ("…\nc\n", "a\nb\nc\n", true),
        ("a\n…\n", "a\n", true),
        ("…\nb\n", "a\nb\nc\n", false),
        ("long l…\n", "long line\n", true),
        ("long l…\n", "short line\n", false),
    ] {
        assert_eq!(fits(expected, printed), wanted, "{expected:?} {printed:?}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}
