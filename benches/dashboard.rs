//! What the generator makes of notes, in figures, beside the time that only reading and parsing takes:
//! `cargo bench --bench dashboard -- FOLDER…`. Each folder is one row; without one, the sample notes.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program for developers"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use recito::fact::text::Shape;
use recito::fact::{self, Fact, FactKind};
use recito::note;
use recito::question;
use recito::source::{Source, SourceId, Span};

/// Figures of one folder.
#[derive(Default)]
struct Row {
    notes: usize,
    words: usize,
    cards: usize,
    /// Places of the notes that state a fact, and those of them that a card asks about.
    facts: usize,
    asked: usize,
    templates: BTreeMap<String, usize>,
    rejects: BTreeMap<String, usize>,
    reading: Duration,
    making: Duration,
}

fn main() {
    let folders: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let folders = if folders.is_empty() {
        vec![PathBuf::from("notes")]
    } else {
        folders
    };
    println!(
        "{:<16} {:>6} {:>8} {:>6} {:>8} {:>7} {:>7}",
        "folder", "notes", "words", "cards", "per 100", "asked", "x floor"
    );
    for folder in &folders {
        let row = measure(folder);
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let density = 100.0 * ratio(row.cards, row.words);
        let asked = 100.0 * ratio(row.asked, row.facts);
        let floor = (row.reading + row.making).as_secs_f64() / row.reading.as_secs_f64().max(1e-9);
        println!(
            "{name:<16} {:>6} {:>8} {:>6} {density:>8.1} {asked:>6.0}% {floor:>7.1}",
            row.notes, row.words, row.cards
        );
        println!("    templates {}", list(&row.templates));
        println!("    rejected  {}", list(&row.rejects));
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a share needs no more precision"
    )]
    let ratio = part as f64 / whole.max(1) as f64;
    ratio
}

fn list(counts: &BTreeMap<String, usize>) -> String {
    counts
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn measure(folder: &Path) -> Row {
    let mut row = Row::default();
    for path in notes(folder) {
        let start = Instant::now();
        let bytes = fs::read(&path).unwrap_or_default();
        let (source, _) = Source::decode(SourceId(0), &path.to_string_lossy(), &bytes);
        let (note, _) = note::parse(SourceId(0), &source);
        row.reading += start.elapsed();
        let start = Instant::now();
        let generated = question::write(&note, &source);
        row.making += start.elapsed();
        row.notes += 1;
        row.words += source.text.split_whitespace().count();
        row.cards += generated.drafts.len();
        let asked: BTreeSet<(usize, usize)> =
            generated.drafts.iter().map(|draft| draft.lines).collect();
        for draft in generated.drafts {
            *row.templates.entry(draft.template).or_default() += 1;
        }
        for rejected in generated.rejected {
            let gate = rejected
                .reason
                .split(':')
                .next()
                .unwrap_or_default()
                .to_string();
            *row.rejects.entry(gate).or_default() += 1;
        }
        let places: BTreeSet<Span> = fact::extract(&note)
            .0
            .iter()
            .filter(|fact| states(fact))
            .map(|fact| fact.span)
            .collect();
        row.facts += places.len();
        row.asked += places
            .iter()
            .filter(|span| asked.contains(&source.lines(**span)))
            .count();
    }
    row
}

/// Whether a fact is a statement of its own: fragments and conditions are not, acronyms and classes stand
/// in lines that are counted anyway.
fn states(fact: &Fact) -> bool {
    match &fact.kind {
        FactKind::Clause { shape, .. } => !matches!(shape, Shape::Fragment | Shape::Condition),
        FactKind::Acronym { .. } | FactKind::Classes(_) => false,
        FactKind::Set(set) => !set.open,
        FactKind::Definition(_)
        | FactKind::Attribute { .. }
        | FactKind::Cell { .. }
        | FactKind::Explicit { .. } => true,
    }
}

fn notes(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
