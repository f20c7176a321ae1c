//! What the generator makes of notes, in figures, beside the time that only reading and parsing takes:
//! `cargo bench --bench dashboard -- FOLDER…`. Each folder is one row; without one, the sample notes.
//! `--missed N` lists every Nth place that states a fact and has no card, with what stopped it;
//! `--flaws` lists the cards in which the linter finds a flaw.
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
use recito::question::{self, lint};
use recito::source::{Source, SourceId, Span};

/// Share of the members of a list, in per cent, whose cards ask for the list as one card for all would.
const MEMBERS: usize = 60;

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
    /// Cards in which the linter of the rubric finds a flaw, by its rule.
    flaws: BTreeMap<String, usize>,
    reading: Duration,
    making: Duration,
    /// Facts without a card: what kind they are, what stopped them, and what they say.
    missed: Vec<String>,
    /// The flaws themselves.
    flawed: Vec<String>,
}

fn main() {
    let mut args = std::env::args().skip(1);
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut every = 0;
    let mut flaws = false;
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--flaws" => flaws = true,
            "--missed" => every = args.next().and_then(|n| n.parse().ok()).unwrap_or(1),
            _ if arg.starts_with("--") => {}
            _ => folders.push(PathBuf::from(arg)),
        }
    }
    let folders = if folders.is_empty() {
        vec![PathBuf::from("notes")]
    } else {
        folders
    };
    println!(
        "{:<16} {:>6} {:>8} {:>6} {:>8} {:>6} {:>7} {:>7}",
        "folder", "notes", "words", "cards", "per 100", "facts", "asked", "x floor"
    );
    let (mut facts, mut all_asked) = (0, 0);
    for folder in &folders {
        let row = measure(folder);
        facts += row.facts;
        all_asked += row.asked;
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let density = 100.0 * ratio(row.cards, row.words);
        let asked = 100.0 * ratio(row.asked, row.facts);
        let floor = (row.reading + row.making).as_secs_f64() / row.reading.as_secs_f64().max(1e-9);
        println!(
            "{name:<16} {:>6} {:>8} {:>6} {density:>8.1} {:>6} {asked:>6.0}% {floor:>7.1}",
            row.notes, row.words, row.cards, row.facts
        );
        println!("    templates {}", list(&row.templates));
        println!("    rejected  {}", list(&row.rejects));
        println!("    flaws     {}", list(&row.flaws));
        if flaws {
            row.flawed.iter().for_each(|flaw| println!("    {flaw}"));
        }
        if every > 0 {
            let missed = row.missed.iter().step_by(every);
            missed.for_each(|missed| println!("    {missed}"));
        }
    }
    println!(
        "\n{all_asked} of {facts} facts are asked about: {:.0}%",
        100.0 * ratio(all_asked, facts)
    );
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
        take_facts(&mut row, &note, &source, generated);
    }
    row
}

/// Counts the cards of a note and the facts that they ask about.
fn take_facts(row: &mut Row, note: &note::Note, source: &Source, generated: question::Generated) {
    let asked: BTreeSet<(usize, usize)> =
        generated.drafts.iter().map(|draft| draft.lines).collect();
    // A list and a profile ask about all their lines at once.
    let covered: Vec<(usize, usize)> = generated
        .drafts
        .iter()
        .filter(|draft| matches!(draft.template.as_str(), "recall" | "identify"))
        .map(|draft| draft.lines)
        .collect();
    for draft in generated.drafts {
        take_card(row, draft);
    }
    let mut stopped: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for rejected in generated.rejected {
        let gate = rejected.reason.split(':').next().unwrap_or_default();
        *row.rejects.entry(gate.to_string()).or_default() += 1;
        let said = format!("{} {}", rejected.draft.template, rejected.reason);
        stopped.insert(rejected.draft.lines, said);
    }
    let mut places: BTreeSet<Span> = BTreeSet::new();
    for fact in fact::extract(note).0.iter().filter(|fact| states(fact)) {
        let lines = source.lines(fact.span);
        let why = stopped.get(&lines).map_or("no template", String::as_str);
        // What is said below a heading, a line at a time, is no list.
        let lines_apart =
            matches!(fact.kind, FactKind::Set(_)) && why.starts_with("recall unparallel");
        if lines_apart || !places.insert(fact.span) {
            continue;
        }
        let stated = matches!(
            fact.kind,
            FactKind::Clause { .. } | FactKind::Attribute { .. }
        );
        let inside = |card: &(usize, usize)| card.0 <= lines.0 && lines.1 <= card.1;
        row.facts += 1;
        if asked.contains(&lines)
            || stated && covered.iter().any(inside)
            || is_asked_by_members(fact, source, &asked)
        {
            row.asked += 1;
        } else {
            row.missed
                .push(format!("{} | {why} | {}", kind(fact), fact.text));
        }
    }
}

/// Whether most members of a list have cards of their own.
fn is_asked_by_members(fact: &Fact, source: &Source, asked: &BTreeSet<(usize, usize)>) -> bool {
    let FactKind::Set(set) = &fact.kind else {
        return false;
    };
    let members = set.members.iter().map(|member| source.lines(member.span));
    let known = members.filter(|lines| asked.contains(lines)).count();
    known * 100 >= MEMBERS * set.members.len()
}

/// Counts a card and what the linter finds in it.
fn take_card(row: &mut Row, draft: question::Draft) {
    for flaw in lint::flaws(&draft.question) {
        let rule = flaw.split(':').next().unwrap_or_default();
        *row.flaws.entry(rule.to_string()).or_default() += 1;
        row.flawed.push(format!(
            "{} | {flaw} | {}",
            draft.template, draft.question.prompt
        ));
    }
    *row.templates.entry(draft.template).or_default() += 1;
}

/// The kind of a fact, and of a clause its shape.
fn kind(fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Clause { shape, .. } => format!("{shape:?}"),
        FactKind::Acronym { .. } => "Acronym".into(),
        FactKind::Classes(_) => "Classes".into(),
        FactKind::Contrast(_) => "Contrast".into(),
        FactKind::Profile { .. } => "Profile".into(),
        FactKind::Set(_) => "Set".into(),
        FactKind::Definition(_) => "Definition".into(),
        FactKind::Attribute { .. } => "Attribute".into(),
        FactKind::Cell(_) => "Cell".into(),
        FactKind::Command { .. } => "Command".into(),
        FactKind::Explicit { .. } => "Explicit".into(),
    }
}

/// Whether a fact is a statement of its own: fragments and conditions are not, acronyms and classes stand
/// in lines that are counted anyway.
fn states(fact: &Fact) -> bool {
    match &fact.kind {
        FactKind::Clause { shape, .. } => !matches!(shape, Shape::Fragment | Shape::Condition),
        FactKind::Acronym { .. }
        | FactKind::Classes(_)
        | FactKind::Contrast(_)
        | FactKind::Profile { .. } => false,
        FactKind::Set(set) => !set.open,
        FactKind::Definition(_)
        | FactKind::Attribute { .. }
        | FactKind::Cell(_)
        | FactKind::Command { .. }
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
