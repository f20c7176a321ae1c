//! `recito export anki`: writes a package for Anki, in the place of the one it wrote before.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use super::collection::Collection;
use super::export::Job;
use super::material::Material;
use super::{Exit, Failure, build};
use crate::anki::{self, Comparison, Earlier, Format, Package, Progress, Stamps, stamp};
use crate::cli::{DeckDivision, ExportArgs, LayoutArgs, PackageFormat};
use crate::config::{AnkiSettings, Division};
use crate::printable::{one_line, printable};
use crate::report::counted;
use crate::store::files::{self, Content};

/// The file in the current folder that is written when no other is named.
const DEFAULT_FILE: &str = "recito.apkg";

/// The largest package that is read before it is replaced, in bytes.
const PACKAGE_LIMIT: u64 = 1 << 30;

/// The file among the decks that keeps what the cards are numbered in Anki, and when each changed.
const STAMPS: &str = "anki.stamps";

/// The most cards that a search for those that are gone names.
const MOST_NAMED: usize = 20;

/// Writes the package of the cards, and their decks: Anki will know the cards by their ids, which
/// only decks keep through edits of the notes.
pub(super) fn run_anki(args: &ExportArgs, job: &Job, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.output {
        Some(path) if path == Path::new("-") => to_stdout(args, job, out),
        Some(path) => to_file(path, args, job, out),
        None => to_file(Path::new(DEFAULT_FILE), args, job, out),
    }
}

/// A package, and the stamps that go with it.
pub(super) struct Made {
    pub(super) package: Package,
    pub(super) stamps: Stamps,
}

/// Makes the package of the cards.
pub(super) fn make(job: &Job, layout: &LayoutArgs, progress: bool) -> Result<Made, Failure> {
    make_after(Stamps::new(), job, layout, progress)
}

/// As [`make`]; the stamps are those that an earlier package shows, over which those of the collection stand.
fn make_after(
    mut stamps: Stamps,
    job: &Job,
    layout: &LayoutArgs,
    progress: bool,
) -> Result<Made, Failure> {
    let Collection { log, config, .. } = &job.collection;
    stamps.append(&mut read_stamps(job)?);
    let material = Material::of(&job.collection, &job.built.decks)?;
    if !job.context.quiet {
        material.warn();
    }
    let progress = progress.then(|| Progress::new(log, config.retention));
    let package = anki::export(
        &material.parts(&job.built.decks),
        settings(layout, config.anki),
        &mut stamps,
        progress.as_ref(),
        job.context.now.get(),
    );
    if package.cards.is_empty() {
        return Err(Failure::new("there are no cards to export")
            .hint("`recito cards --all` lists the candidates and why they were rejected"));
    }
    Ok(Made { package, stamps })
}

/// Writes the decks and the stamps; gives how many decks were written.
pub(super) fn save(job: &Job, made: &Made) -> Result<usize, Failure> {
    let saved = build::save(&job.collection, &job.built)?;
    let file = job.collection.decks_dir.join(STAMPS);
    files::write_if_changed(&file, stamp::print(&made.stamps).as_bytes())?;
    Ok(saved)
}

fn to_stdout(args: &ExportArgs, job: &Job, out: &mut dyn Write) -> Result<Exit, Failure> {
    if job.context.terminal {
        return Err(Failure::new("a package is not text for a terminal")
            .hint("name a file with `-o FILE`, or send standard output to a file"));
    }
    let made = make(job, &args.layout, args.progress)?;
    let bytes = anki::write(&made.package, format(args))?;
    save(job, &made)?;
    out.write_all(&bytes)?;
    Ok(Exit::Clean)
}

fn to_file(
    path: &Path,
    args: &ExportArgs,
    job: &Job,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let file = job.target(path)?;
    let earlier = earlier(&file, path)?;
    let made = make_after(
        stamp::of_package(&earlier),
        job,
        &args.layout,
        args.progress,
    )?;
    let bytes = anki::write(&made.package, format(args))?;
    let saved = save(job, &made)?;
    let written = files::write_if_changed(&file, &bytes)?;
    if !job.context.quiet {
        let comparison = anki::compare(&made.package, &earlier);
        let text = summary(path, written, &made.package, &comparison);
        out.write_all(printable(&text).as_bytes())?;
        if saved > 0 {
            let folder = job.collection.decks_dir.display().to_string();
            let decks = counted(saved, "deck");
            writeln!(out, "{decks} written in {}", one_line(&folder))?;
        }
    }
    Ok(Exit::Clean)
}

/// The settings with what the command line says over them.
fn settings(args: &LayoutArgs, settings: AnkiSettings) -> AnkiSettings {
    AnkiSettings {
        division: match args.decks {
            None => settings.division,
            Some(DeckDivision::One) => Division::One,
            Some(DeckDivision::Notes) => Division::Notes,
            Some(DeckDivision::Headings) => Division::Headings,
            Some(DeckDivision::Deep) => Division::Deep,
        },
        overlapping: args.overlapping || settings.overlapping,
    }
}

fn format(args: &ExportArgs) -> Format {
    match args.format {
        None | Some(PackageFormat::Compat) => Format::Compat,
        Some(PackageFormat::Latest) => Format::Latest,
    }
}

/// What earlier exports of the collection have noted down.
fn read_stamps(job: &Job) -> Result<Stamps, Failure> {
    let file = job.collection.decks_dir.join(STAMPS);
    match files::read_if_there(&file, files::DECK_LIMIT)? {
        None => Ok(Stamps::new()),
        Some(Content::TooLarge(_)) => Err(Failure::new(format!("{} is too large", file.display()))),
        Some(Content::Bytes(bytes)) => Ok(stamp::parse(&String::from_utf8_lossy(&bytes))),
    }
}

/// What the file that is to be replaced says. Anything else than a package of recito is not
/// replaced.
fn earlier(file: &Path, shown: &Path) -> Result<Earlier, Failure> {
    let refused = |why: &dyn std::fmt::Display| {
        Failure::new(format!(
            "`{}` is there and is not a package that recito wrote: {why}",
            shown.display()
        ))
        .hint("name another file with `-o FILE`, or remove this one")
    };
    match files::read_if_there(file, PACKAGE_LIMIT)? {
        None => Ok(Earlier::new()),
        Some(Content::TooLarge(_)) => Err(refused(&"it is larger than 1 GiB")),
        Some(Content::Bytes(bytes)) => anki::read(&bytes).map_err(|error| refused(&error)),
    }
}

fn summary(path: &Path, written: bool, package: &Package, comparison: &Comparison) -> String {
    let cards = package.cards.len();
    let notes = package.notes.len();
    let unchanged = notes - comparison.added - comparison.changed;
    let decks: BTreeSet<i64> = package.cards.iter().map(|card| card.deck).collect();
    let verb = if written {
        "wrote"
    } else {
        "nothing changed in"
    };
    let mut text = format!(
        "{verb} {}, {} in {}: {} new, {} changed, {unchanged} unchanged\n",
        path.display(),
        counted(cards, "card"),
        counted(decks.len(), "deck"),
        comparison.added,
        comparison.changed,
    );
    if !comparison.gone.is_empty() {
        let named = comparison.gone.iter().take(MOST_NAMED);
        let search: Vec<String> = named.map(|id| format!("recito:{id}")).collect();
        let more = if comparison.gone.len() > MOST_NAMED {
            format!(" (the first {MOST_NAMED})")
        } else {
            String::new()
        };
        let gone = counted(comparison.gone.len(), "card");
        let search = search.join(" or ");
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "not in it any more: {gone}, which Anki keeps; to delete them there, search for{more}: {search}"
        );
    }
    text
}
