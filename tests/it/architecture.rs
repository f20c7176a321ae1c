//! The shape of the house: imports point down, foreign crates and the world have one home each, files
//! say what they are and stay small, none is forgotten.
//!
//! Each rule is a function from files to what is wrong with them. It is run over the source, and over
//! files made up to break it, so that a rule that sees nothing is seen.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reading::Reading;

mod reading;

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
    &["store", "plain", "tui", "lsp"],
    &["cli"],
    &["command"],
];

/// Within the second layer data flows one way: each uses those before it.
const DATA: &[&str] = &["note", "fact", "question", "deck", "review"];

/// Modules that make up the program of the others.
const ROOTS: &[&str] = &["main", "lib"];

/// Every foreign crate, and the only modules that may use it, with those inside of them.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["check"]),
    ("annotate_snippets", &["report/human"]),
    // What fails is the world: only those who meet it have its errors. `anki` talks to SQLite, and
    // `session` names the errors of the shell that it is given.
    (
        "anyhow",
        &["anki", "session", "store", "plain", "tui", "lsp", "command"],
    ),
    ("base64", &["tui/picture"]),
    ("blake3", &["deck/id", "anki/export", "store/backup"]),
    ("clap", &["cli", "command"]),
    ("clap_complete", &["cli", "command"]),
    ("clap_mangen", &["command"]),
    ("crc32fast", &["review/format"]),
    ("crossterm", &["tui"]),
    ("csv", &["report/csv"]),
    ("diffing", &["report/diff"]),
    // Lists and notes are asked for words millions of times: the hash need not resist an attacker.
    ("foldhash", &["lexicon", "fact", "question", "check"]),
    ("fsrs", &["schedule"]),
    ("getrandom", &["store/log"]),
    ("globset", &["check/selection"]),
    ("ignore", &["store/files", "store/log"]),
    ("jiff", &["day", "store", "command"]),
    ("lsp_server", &["lsp", "command/lsp"]),
    ("minreq", &["store/peer"]),
    (
        "prost",
        &["anki/proto", "anki/collection", "anki/container"],
    ),
    ("pulldown_cmark", &["note/reader"]),
    ("rand", &["schedule"]),
    ("rand_chacha", &["schedule"]),
    ("ratatui", &["tui"]),
    ("rayon", &["anki", "check", "workspace", "command"]),
    ("rusqlite", &["anki/collection"]),
    // What leaves the program has structs of its own.
    ("serde", &["review/format", "report", "command"]),
    (
        "serde_json",
        &[
            "printable",
            "review",
            "report",
            "anki",
            "store/peer",
            "lsp",
            "command",
        ],
    ),
    ("sha1", &["anki/collection", "anki/container"]),
    ("rustix", &["tui/signals"]),
    (
        "signal_hook",
        &["tui/signals", "tui/terminal", "command/study"],
    ),
    ("rapidfuzz", &["deck"]),
    ("strsim", &["grade", "check", "config", "command", "deck"]),
    ("syntect", &["anki/html"]),
    ("tempfile", &["store"]),
    ("toml", &["deck/format", "config"]),
    ("unicode_normalization", &["deck", "grade", "check", "anki"]),
    ("unicase", &["anki/collection"]),
    ("unicode_segmentation", &["grade/diff", "tui"]),
    ("unicode_width", &["tui"]),
    ("zip", &["anki/container", "store/backup"]),
    ("zstd", &["anki/container"]),
];

/// Parts of the standard library that meet the world, and the only modules that may use them.
const WORLD: &[(&str, &[&str])] = &[
    ("std::fs", &["store"]),
    ("std::env", &["command"]),
    ("std::net", &[]),
    ("std::os", &["store"]),
    ("std::process", &["main", "store", "command", "tui/signals"]),
    ("std::thread", &["tui/signals", "command/check"]),
    ("std::time::Instant", &[]),
    ("std::time::SystemTime", &[]),
    ("io::stdin", &["tui/signals", "command"]),
    ("io::stdout", &["tui", "command"]),
    ("io::stderr", &["command"]),
];

/// Most lines of a file before its tests.
const LONGEST: usize = 500;

/// One file of the library.
struct File {
    /// Path below `src`, with `/`.
    path: String,
    text: String,
    reading: Reading,
}

impl File {
    fn new(path: &str, text: &str) -> File {
        File {
            path: path.into(),
            text: text.into(),
            reading: reading::read(text),
        }
    }

    /// The modules from the root of the library down to this file.
    fn place(&self) -> Vec<&str> {
        let path = self.path.trim_end_matches(".rs");
        path.trim_end_matches("/mod").split('/').collect()
    }

    /// The module at the top of the library that it belongs to.
    fn module(&self) -> &str {
        self.place()[0]
    }

    /// The modules at the top of the library that it names.
    fn uses(&self) -> BTreeSet<&str> {
        let depth = self.place().len();
        let mut found = BTreeSet::new();
        for path in &self.reading.paths {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let inside = match path[0].as_str() {
                "crate" | "recito" => path.get(1),
                "super" if ups >= depth => path.get(ups),
                _ => None,
            };
            found.extend(inside.map(String::as_str));
        }
        found
    }
}

/// All files of the library but those of tests, sorted.
fn source() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files: Vec<File> = rust_files(&root)
        .iter()
        .map(|path| {
            let inside = path.strip_prefix(&root).unwrap().display().to_string();
            File::new(
                &inside.replace('\\', "/"),
                &fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    assert!(files.len() > 50, "the source was not found");
    let tests: BTreeSet<String> = files
        .iter()
        .flat_map(|file| {
            let folder = file.place().join("/");
            let names = file.reading.test_files.iter();
            names.map(move |name| format!("{folder}/{name}.rs"))
        })
        .collect();
    files.retain(|file| !tests.contains(&file.path));
    files
}

fn rust_files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn upward_imports(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        if ROOTS.contains(&file.path.trim_end_matches(".rs")) {
            continue;
        }
        let Some(own) = layer(file.module()) else {
            wrong.push(format!("{} has no layer", file.path));
            continue;
        };
        let place = |module: &str| DATA.iter().position(|data| *data == module);
        for used in file.uses() {
            let Some(other) = layer(used) else { continue };
            let backwards =
                matches!((place(file.module()), place(used)), (Some(a), Some(b)) if b > a);
            if other > own || backwards {
                wrong.push(format!("{} uses {used}", file.path));
            }
        }
    }
    wrong
}

fn strangers(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        let place = file.place().join("/") + "/";
        let inside = |home: &&str| place.starts_with(&format!("{home}/"));
        let homeless = |homes: &[&str]| !homes.iter().any(inside);
        for path in &file.reading.paths {
            let foreign = HOMES.iter().filter(|(name, _)| path[0] == *name);
            let world = WORLD.iter().filter(|(name, _)| {
                let full = path.join("::") + "::";
                let name = format!("{name}::");
                full.starts_with(&name) || full.starts_with(&format!("std::{name}"))
            });
            for (name, homes) in foreign.chain(world) {
                if homeless(homes) {
                    wrong.push(format!("{} uses {name}", file.path));
                }
            }
        }
    }
    wrong.dedup();
    wrong
}

/// Crates of the manifest without a home, and homes of crates that are not there.
fn homeless(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let everywhere = manifest["dependencies"].as_table().unwrap().keys();
    let unix = manifest.get("target").and_then(|of| of.get("cfg(unix)"));
    let unix = unix.and_then(|of| of.get("dependencies")?.as_table());
    let crates: BTreeSet<String> = everywhere
        .chain(unix.into_iter().flat_map(toml::Table::keys))
        .map(|name| name.replace('-', "_"))
        .collect();
    let homes: BTreeSet<String> = HOMES.iter().map(|(name, _)| (*name).to_string()).collect();
    crates.symmetric_difference(&homes).cloned().collect()
}

fn unclear_files(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("{} does not say what it is", file.path));
        }
        let lines = file.reading.lines;
        if lines > LONGEST {
            wrong.push(format!("{} has {lines} lines besides its tests", file.path));
        }
    }
    wrong
}

/// Files below a root that no other file declares as its module.
fn forgotten(root: &Path, top: &str) -> Vec<String> {
    let files = rust_files(root);
    let mut declared: BTreeSet<PathBuf> = BTreeSet::from([root.join(top)]);
    for file in &files {
        let reading = reading::read(&fs::read_to_string(file).unwrap());
        let name = file.file_stem().unwrap();
        let folder = if ["main", "lib", "mod"].iter().any(|top| name == *top) {
            file.parent().unwrap().to_path_buf()
        } else {
            file.with_extension("")
        };
        for module in reading.modules.iter().chain(&reading.test_files) {
            declared.insert(folder.join(module).with_extension("rs"));
            declared.insert(folder.join(module).join("mod.rs"));
        }
    }
    let left = files.iter().filter(|file| !declared.contains(*file));
    left.map(|file| file.display().to_string()).collect()
}

#[test]
fn imports_point_down() {
    assert_eq!(upward_imports(&source()), [""; 0]);
}

#[test]
fn foreign_crates_and_the_world_have_their_homes() {
    assert_eq!(strangers(&source()), [""; 0]);
}

#[test]
fn every_dependency_has_a_home() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    assert_eq!(homeless(&manifest), [""; 0]);
}

#[test]
fn files_say_what_they_are_and_stay_small() {
    assert_eq!(unclear_files(&source()), [""; 0]);
}

#[test]
fn no_file_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(forgotten(&root.join("tests/it"), "main.rs"), [""; 0]);
    let mut source = forgotten(&root.join("src"), "lib.rs");
    source.retain(|file| !file.ends_with("main.rs"));
    assert_eq!(source, [""; 0]);
}

#[test]
fn each_rule_sees_what_it_is_there_for() {
    let file = |path: &str, text: &str| vec![File::new(path, text)];
    for (path, text) in [
        ("day.rs", "use crate::note::Note;"),
        ("note/mod.rs", "use crate::{day::Day, deck::{self, Card}};"),
        ("session/form.rs", "fn f(x: &crate::plain::Face) {}"),
        ("grade/set.rs", "use super::super::{deck, tui::run};"),
        ("grade/mod.rs", "pub(crate) use super::store::files;"),
        ("fact/mod.rs", "use crate::question as other;"),
        ("cli.rs", "use crate::command::Context;"),
        ("stray.rs", "fn f() {}"),
    ] {
        assert_eq!(upward_imports(&file(path, text)).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("grade/mod.rs", "use toml as other;"),
        ("deck/mod.rs", "use toml::Table;"),
        ("report/humane.rs", "use annotate_snippets::Level;"),
        ("grade/mod.rs", "fn f() -> Vec<rusqlite::Row> {}"),
        ("note/mod.rs", "use {clap::Parser, std::fmt};"),
        ("note/mod.rs", "use std::{fmt, fs::{self, File}};"),
        ("note/mod.rs", "fn f() { std::env::args(); }"),
        ("session/mod.rs", "fn f() { io::stdout().lock(); }"),
        ("session/mod.rs", "use std::time::{Duration, Instant};"),
    ] {
        assert_eq!(strangers(&file(path, text)).len(), 1, "{path}: {text}");
    }
    let innocent = "\
        //! crate::tui, std::fs\n\
        /* use crate::store; */\n\
        const C: (&str, &str, char) = (\"crate::tui\", r#\"use \"std::fs\"#, '\"');\n\
        use super::shell::Shell; fn f<'a>(x: &'a str) { let tui = x.zip; toml.fs::<u8>(); }\n\
        #[cfg(test)]\nmod tests {\n    use crate::store; fn f() { std::fs::read(\"}\"); }\n}\n";
    for rule in [upward_imports, strangers, unclear_files] {
        assert_eq!(rule(&file("session/form.rs", innocent)), [""; 0]);
    }
    let long = format!(
        "//! x\n{}#[cfg(test)]\nmod tests {{\n}}\n",
        "//\n".repeat(LONGEST)
    );
    for text in ["fn f() {}\n", &long] {
        assert_eq!(unclear_files(&file("day.rs", text)).len(), 1);
    }
    let short = long.replacen("//\n", "", 1);
    assert_eq!(unclear_files(&file("day.rs", &short)), [""; 0]);
    assert_eq!(
        homeless("[dependencies]\nleft-pad = \"1\"\n").len(),
        HOMES.len() + 1
    );
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    for (path, text) in [
        ("main.rs", "mod a;\n// mod b;\n"),
        ("a.rs", "mod c;\n"),
        ("b.rs", ""),
        ("a/c.rs", ""),
        ("a/d.rs", ""),
    ] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    assert_eq!(forgotten(folder.path(), "main.rs").len(), 2);
}
