//! The shape of the house: imports point down, foreign crates have one home, files say what they are
//! and stay small.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the lowest layer up. A module may use its own layer and lower ones.
const LAYERS: &[&[&str]] = &[
    &["source", "diagnostic", "day", "printable", "lexicon"],
    &["note", "fact", "question", "deck", "review"],
    &[
        "grade",
        "schedule",
        "session",
        "stats",
        "workspace",
        "check",
    ],
    &["report", "anki", "config"],
    &["store", "plain", "tui"],
    &["cli", "command"],
];

/// Within the second layer data flows one way: each uses those before it.
const DATA: &[&str] = &["note", "fact", "question", "deck"];

/// Foreign crates and the only modules that may use them.
const HOMES: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["note"]),
    ("blake3", &["deck", "anki"]),
    ("toml", &["deck", "config"]),
    ("fsrs", &["schedule"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("signal_hook", &["tui"]),
    ("rusqlite", &["anki"]),
    ("zip", &["anki"]),
    ("clap", &["cli", "command"]),
    ("clap_complete", &["cli", "command"]),
    ("annotate_snippets", &["report"]),
    ("csv", &["report"]),
    ("ignore", &["store"]),
    ("getrandom", &["store"]),
    ("tempfile", &["store"]),
    ("crc32fast", &["review"]),
    ("strsim", &["grade", "check", "config", "command", "deck"]),
];

/// Most lines of a file before its tests.
const LONGEST: usize = 500;

struct File {
    path: PathBuf,
    /// The module at the top of the library that it belongs to.
    module: String,
    /// Its text without its tests.
    code: String,
    text: String,
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let inside = path.strip_prefix(&root).unwrap().to_path_buf();
                let first = inside
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_string_lossy();
                let is_test = inside.file_name().is_some_and(|name| name == "tests.rs");
                let code = if is_test {
                    ""
                } else {
                    text.split("#[cfg(test)]\nmod tests {").next().unwrap()
                };
                // Comments may name what the code must not know.
                let code: Vec<&str> = code
                    .lines()
                    .map(|line| {
                        if line.trim_start().starts_with("//") {
                            ""
                        } else {
                            line
                        }
                    })
                    .collect();
                let code = code.join("\n");
                found.push(File {
                    module: first.trim_end_matches(".rs").to_string(),
                    code,
                    path: inside,
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Modules of the library that a file names: `crate::x`, and every name of `use crate::{x, y}`.
fn uses(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let end = group.find("};").unwrap_or(group.len());
                let mut depth = 0;
                let mut name = String::new();
                for c in group[..end].chars().chain([',']) {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(
                            std::mem::take(&mut name)
                                .trim()
                                .split("::")
                                .next()
                                .unwrap()
                                .to_string(),
                        ),
                        c if depth == 0 => name.push(c),
                        _ => {}
                    }
                }
            }
            None => found.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            ),
        }
    }
    found.retain(|name| layer(name).is_some());
    found
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for file in files() {
        let Some(own) = layer(&file.module) else {
            assert!(
                ["main", "lib"].contains(&file.module.as_str()),
                "{} has no layer",
                file.path.display()
            );
            continue;
        };
        for used in uses(&file.code) {
            let up = layer(&used).unwrap() > own;
            let place = |module: &str| DATA.iter().position(|data| *data == module);
            let backwards = matches!((place(&file.module), place(&used)), (Some(own), Some(other)) if other > own);
            if up || backwards {
                wrong.push(format!("{} uses {used}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn foreign_crates_have_their_homes() {
    let mut wrong = Vec::new();
    for file in files() {
        for (name, homes) in HOMES {
            let used = file.code.contains(&format!("use {name}::"))
                || file.code.contains(&format!(" {name}::"))
                || file.code.contains(&format!("({name}::"));
            if used && !homes.contains(&file.module.as_str()) {
                wrong.push(format!("{} uses {name}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_say_what_they_are_and_stay_small() {
    let mut wrong = Vec::new();
    for file in files() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{} does not say what it is", file.path.display()));
        }
        let lines = file.code.lines().count();
        if lines > LONGEST {
            wrong.push(format!(
                "{} has {lines} lines before its tests",
                file.path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let declared = fs::read_to_string(folder.join("main.rs")).unwrap();
    let mut seen = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|ending| ending == "rs") && name != "main" {
            seen.insert(name.clone(), declared.contains(&format!("mod {name};")));
        }
    }
    let forgotten: Vec<&String> = seen
        .iter()
        .filter(|(_, declared)| !**declared)
        .map(|(name, _)| name)
        .collect();
    assert!(!seen.is_empty() && forgotten.is_empty(), "{forgotten:?}");
}
