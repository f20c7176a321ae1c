//! How long it takes from notes to decks, beside the floor: parsing the same texts with pulldown-cmark
//! and doing nothing with what it says. Both use all cores and begin with the texts in memory.
//!
//! ```sh
//! cargo bench --bench pipeline                  # the sample notes, many times over
//! cargo bench --bench pipeline -- FOLDER FILE…  # your own
//! ```
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use recito::deck::Deck;
use recito::deck::format::{parse, print};
use recito::note;
use recito::source::{Source, SourceId};
use recito::store::files::{Content, read, walk_notes};
use recito::workspace::{Workspace, build};

/// Each step is run this often, and the median counts.
const ROUNDS: usize = 7;

/// How often the sample notes are taken, to have something to measure.
const COPIES: usize = 300;

/// Larger files are left out, as the program does.
const LIMIT: u64 = 4 << 20;

fn main() -> anyhow::Result<()> {
    // `cargo bench` passes options of its own.
    let paths: Vec<PathBuf> = std::env::args_os()
        .skip(1)
        .filter(|arg| !arg.to_string_lossy().starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let sources = if paths.is_empty() {
        let notes = Path::new(env!("CARGO_MANIFEST_DIR")).join("notes");
        copies(&load(&[notes])?)
    } else {
        load(&paths)?
    };
    let bytes: usize = sources.iter().map(|source| source.text.len()).sum();
    if bytes == 0 {
        anyhow::bail!("there are no notes to measure");
    }

    let floor = median(|| sources.par_iter().for_each(parse_only));
    let outlines = median(|| drop(black_box(notes(&sources))));
    let mut workspace = Workspace {
        notes: notes(&sources),
        sources,
        ..Workspace::default()
    };
    let decks = build(&workspace).decks;
    let cards: usize = decks.iter().map(|deck| deck.cards.len()).sum();
    let cold = median(|| {
        let notes = notes(&workspace.sources);
        black_box(notes.len());
        drop(black_box(texts(&build(&workspace).decks)));
    });
    let texts = texts(&decks);
    workspace.decks = decks;
    let again = median(|| {
        black_box(notes(&workspace.sources).len());
        black_box(read_decks(&texts).len());
        drop(black_box(build(&workspace)));
    });

    #[allow(clippy::cast_precision_loss, reason = "sizes of files")]
    let megabytes = bytes as f64 / 1e6;
    println!(
        "{} notes, {megabytes:.1} MB, {cards} cards, {} threads\n",
        workspace.sources.len(),
        rayon::current_num_threads()
    );
    println!("{:28} {:>9} {:>9} {:>8}", "", "ms", "MB/s", "x floor");
    for (name, took) in [
        ("floor: pulldown-cmark", floor),
        ("notes to outlines", outlines),
        ("notes to text of decks", cold),
        ("the same with old decks", again),
    ] {
        println!(
            "{name:28} {:>9.1} {:>9.1} {:>8.1}",
            took.as_secs_f64() * 1e3,
            megabytes / took.as_secs_f64(),
            took.as_secs_f64() / floor.as_secs_f64()
        );
    }
    Ok(())
}

/// The median time of some rounds.
fn median(mut step: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            step();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

/// What any program that reads Markdown has to do. The extensions are those that `note` turns on.
fn parse_only(source: &Source) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    for event in Parser::new_ext(&source.text, options).into_offset_iter() {
        black_box(event);
    }
}

fn notes(sources: &[Source]) -> Vec<note::Note> {
    sources
        .par_iter()
        .enumerate()
        .map(|(at, source)| note::parse(id(at), source).0)
        .collect()
}

fn texts(decks: &[Deck]) -> Vec<(String, String)> {
    decks
        .par_iter()
        .map(|deck| (deck.note.clone(), print(deck)))
        .collect()
}

fn read_decks(texts: &[(String, String)]) -> Vec<Deck> {
    texts
        .par_iter()
        .map(|(note, text)| parse(SourceId(0), note, text).0)
        .collect()
}

fn id(at: usize) -> SourceId {
    SourceId(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Reads the notes of files and folders.
fn load(paths: &[PathBuf]) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for path in paths {
        for file in walk_notes(path)? {
            if let Content::Bytes(bytes) = read(&file, LIMIT)? {
                let name = file.to_string_lossy().replace('\\', "/");
                sources.push(Source::decode(id(sources.len()), &name, &bytes).0);
            }
        }
    }
    Ok(sources)
}

/// The same notes many times, each under headings of its own.
fn copies(sources: &[Source]) -> Vec<Source> {
    (0..COPIES)
        .flat_map(|copy| {
            sources.iter().map(move |source| {
                let text = source.text.replace("\n## ", &format!("\n## Part {copy}: "));
                Source::new(format!("{copy}/{}", source.path), text)
            })
        })
        .collect()
}
