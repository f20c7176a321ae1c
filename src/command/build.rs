//! `recito build`: brings the decks up to date with the notes.

use std::collections::BTreeMap;
use std::io::Write;

use super::collection::{self, Collection};
use super::{Context, Exit, Failure};
use crate::cli::BuildArgs;
use crate::deck::{Deck, format};
use crate::printable::one_line;
use crate::report::changes::News;
use crate::report::{changes, counted};
use crate::store::files;
use crate::workspace::{Build, build, doubts};

/// Runs the command.
pub fn run(args: &BuildArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let decks = decks(&built);
    let stale = stale(&collection, &decks);
    if !args.check && !args.dry_run {
        for (note, text) in &stale {
            write(&collection, note, text.as_deref())?;
        }
    }
    let doubts = doubts(&collection.workspace, &built);
    let news = News {
        decks: &decks,
        changes: &built.changes,
        before: &collection.workspace.decks,
        doubts: &doubts,
    };
    if args.json {
        writeln!(out, "{}", changes::json(&news))?;
    } else if !context.quiet {
        let limit = if context.verbose {
            usize::MAX
        } else {
            changes::FEW
        };
        let paint = context.paint();
        let report = changes::human(&news, limit, paint);
        out.write_all(report.as_bytes())?;
        outcome(args, &collection, &stale, out)?;
    }
    Ok(if args.check && !stale.is_empty() {
        Exit::Problems
    } else {
        Exit::Clean
    })
}

/// Brings the deck files up to date and gives how many were not. For commands that hand out ids of
/// cards: an id is kept only if it is on disk when the note is edited.
#[cfg(feature = "anki")]
pub(super) fn save(collection: &Collection, built: &Build) -> Result<usize, Failure> {
    let stale = stale(collection, &decks(built));
    for (note, text) in &stale {
        write(collection, note, text.as_deref())?;
    }
    Ok(stale.len())
}

/// All decks of the collection, by note.
fn decks(built: &Build) -> Vec<&Deck> {
    let mut decks: Vec<&Deck> = built.decks.iter().chain(&built.others).collect();
    decks.sort_by(|a, b| a.note.cmp(&b.note));
    decks
}

/// The notes whose deck on disk is not what they give, with what it shall be: its text, or nothing
/// when it has no cards.
fn stale(collection: &Collection, decks: &[&Deck]) -> Vec<(String, Option<String>)> {
    let workspace = &collection.workspace;
    let sources = workspace.sources.iter().skip(workspace.notes.len());
    let on_disk: BTreeMap<&str, &str> = workspace
        .decks
        .iter()
        .zip(sources)
        .map(|(deck, source)| (deck.note.as_str(), source.text.as_str()))
        .collect();
    let mut stale = Vec::new();
    for deck in decks {
        let text = (!deck.cards.is_empty()).then(|| format::print(deck));
        let old = on_disk.get(deck.note.as_str());
        // Git may give a checkout other line ends; that alone is no news.
        if old.map(|old| old.replace("\r\n", "\n")) != text {
            stale.push((deck.note.clone(), text));
        }
    }
    stale
}

fn write(collection: &Collection, note: &str, text: Option<&str>) -> Result<(), Failure> {
    let path = collection.deck_file(note);
    let done = match text {
        Some(text) => files::write_if_changed(&path, text.as_bytes()).map(|_| ()),
        None => files::remove(&path),
    };
    done.map_err(|error| {
        let folder = collection.decks_dir.display();
        Failure::from(error).hint(format!(
            "decks are kept in {folder}, which has to be writable"
        ))
    })
}

/// What became of the deck files.
fn outcome(
    args: &BuildArgs,
    collection: &Collection,
    stale: &[(String, Option<String>)],
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if stale.is_empty() {
        return Ok(());
    }
    let count = counted(stale.len(), "deck");
    if args.check {
        for (note, _) in stale {
            writeln!(out, "stale: the deck of {}", one_line(note))?;
        }
        writeln!(out, "{count} would change; run `recito build`")?;
    } else if args.dry_run {
        writeln!(out, "{count} would change; nothing was written")?;
    } else {
        let folder = collection.decks_dir.display().to_string();
        writeln!(out, "{count} written in {}", one_line(&folder))?;
    }
    Ok(())
}
