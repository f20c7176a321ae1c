//! Documents that are tests: the reference of the command line is what the program prints, links lead
//! somewhere, and the commands of the README work.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::world::World;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn help(command: &[&str]) -> String {
    let mut args = command.to_vec();
    args.push("--help");
    let output = Command::new(env!("CARGO_BIN_EXE_recito"))
        .args(args)
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
    let commands: &[&[&str]] = &[
        &[],
        &["study"],
        &["build"],
        &["cards"],
        &["grade"],
        &["check"],
        &["explain"],
        &["stats"],
        &["export"],
        &["init"],
        &["generate"],
    ];
    let mut page = String::from("# Command line\n\nWhat `--help` prints, for every command.\n");
    for command in commands {
        let name = ["recito"]
            .iter()
            .chain(*command)
            .copied()
            .collect::<Vec<_>>()
            .join(" ");
        write!(
            page,
            "
## `{name}`

```text
{}```
",
            help(command)
        )
        .unwrap();
    }
    snapbox::assert_data_eq!(
        page,
        snapbox::Data::read_from(&root().join("docs/cli.md"), None).raw()
    );
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for page in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/format.md",
        "docs/questions.md",
        "docs/anki.md",
    ] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let folder = root().join(page).parent().unwrap().to_path_buf();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap();
            let local = !target.is_empty() && !target.contains("://");
            if local && !folder.join(target).exists() {
                broken.push(format!("{page}: {target}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
}

/// Lines of the README that begin with `$ recito` are run on the sample notes; what stands below them
/// up to an empty line has to be in the output.
#[test]
fn the_commands_of_the_readme_work() {
    let world = World::empty();
    copy(&root().join("notes"), &world.path("work/notes"));
    copy(&root().join("decks"), &world.path("work/decks"));
    fs::copy(root().join("recito.toml"), world.path("work/recito.toml")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let mut lines = readme.lines();
    let mut ran = 0;
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ recito ") else {
            continue;
        };
        let words: Vec<String> = command
            .split_whitespace()
            .map(|word| word.trim_matches('\'').to_string())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran_it = world.run(&words);
        for expected in lines
            .by_ref()
            .take_while(|line| !line.is_empty() && !line.starts_with("```"))
        {
            assert!(
                ran_it.out.contains(expected.trim()),
                "{command}: `{expected}` is not in\n{}{}",
                ran_it.out,
                ran_it.err
            );
        }
        ran += 1;
    }
    assert!(ran >= 4, "{ran} commands");
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
