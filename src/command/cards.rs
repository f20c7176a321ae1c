//! `recito cards`: lists cards for people and programs.

use std::io::Write;
use std::path::PathBuf;

use super::collection::{self, Collection};
use super::learner::Learner;
use super::{Context, Exit, Failure};
use crate::cli::CardsArgs;
use crate::printable::one_line;
use crate::question::Draft;
use crate::report;
use crate::report::listing::{Detail, Listing};
use crate::workspace::{Build, build};

/// Runs the command.
pub fn run(args: &CardsArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let at = args
        .at
        .as_deref()
        .map(|at| Spot::parse(at, context))
        .transpose()?;
    let paths = match (&at, args.paths.is_empty()) {
        (Some(spot), true) => vec![spot.file.clone()],
        _ => args.paths.clone(),
    };
    let collection = collection::open(&paths, context)?;
    let wanted = Wanted {
        topic: args.topic.as_deref().map(str::to_lowercase),
        at: at.map(|spot| (collection.note_of(&spot.file), spot.line)),
    };
    let built = build(&collection.workspace);
    let learner = collection.learner();
    if args.json {
        return json(args, &built, &learner, &wanted, out);
    }
    let detail = if args.why { Detail::Why } else { Detail::Plain };
    let paint = context.paint();
    let (listing, counts) = list(args, &built, &learner, &wanted, Listing::new(detail, paint));
    out.write_all(listing.finish().as_bytes())?;
    if !context.quiet {
        writeln!(out, "{}", total(&collection, &wanted, &counts))?;
    }
    Ok(Exit::Clean)
}

/// What `--topic` and `--at` ask for.
struct Wanted {
    /// In lower case.
    topic: Option<String>,
    /// Path of a note and a line of it.
    at: Option<(String, usize)>,
}

impl Wanted {
    fn fits(&self, note: &str, draft: &Draft) -> bool {
        let about = |topic: &String| draft.stands_under(topic);
        let here = |(path, line): &(String, usize)| {
            path == note && (draft.lines.0..=draft.lines.1).contains(line)
        };
        self.topic.as_ref().is_none_or(about) && self.at.as_ref().is_none_or(here)
    }
}

fn json(
    args: &CardsArgs,
    built: &Build,
    learner: &Learner,
    wanted: &Wanted,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let taste = learner.taste(&built.decks);
    for deck in &built.decks {
        for card in &deck.cards {
            if (args.all || !card.retired) && wanted.fits(&deck.note, &card.draft) {
                writeln!(
                    out,
                    "{}",
                    report::cards::card(&deck.note, card, learner.standing(card, &taste))
                )?;
            }
        }
    }
    for (note, candidate) in &built.rejected {
        if args.all && wanted.fits(note, &candidate.draft) {
            writeln!(out, "{}", report::cards::rejected(note, candidate))?;
        }
    }
    Ok(Exit::Clean)
}

/// How much a listing holds.
#[derive(Default)]
struct Counts {
    cards: usize,
    /// Rejected questions in the list.
    rejected: usize,
    /// What only `--all` shows.
    hidden: usize,
}

/// The list and what is in it.
fn list(
    args: &CardsArgs,
    built: &Build,
    learner: &Learner,
    wanted: &Wanted,
    mut listing: Listing,
) -> (Listing, Counts) {
    let mut counts = Counts::default();
    let taste = learner.taste(&built.decks);
    for deck in &built.decks {
        let asked = deck
            .cards
            .iter()
            .filter(|card| wanted.fits(&deck.note, &card.draft));
        for card in asked {
            if card.retired && !args.all {
                counts.hidden += 1;
            } else {
                counts.cards += 1;
                listing.card(&deck.note, card, learner.standing(card, &taste));
            }
        }
        let rejected = built.rejected.iter().filter(|(note, _)| *note == deck.note);
        for (note, candidate) in rejected.filter(|(note, one)| wanted.fits(note, &one.draft)) {
            if args.all {
                counts.rejected += 1;
                listing.rejected(note, candidate);
            } else {
                counts.hidden += 1;
            }
        }
    }
    (listing, counts)
}

fn total(collection: &Collection, wanted: &Wanted, counts: &Counts) -> String {
    let cards = match (counts.cards, &wanted.at) {
        (0, Some((note, line))) if counts.hidden + counts.rejected == 0 => format!(
            "no card comes from {}:{line}: no statement was found there",
            one_line(note)
        ),
        (0, Some((note, line))) => format!("no card comes from {}:{line}", one_line(note)),
        (0, None) => format!(
            "no cards in {}",
            one_line(&collection.root.display().to_string())
        ),
        (some, _) => format!("\n{}", report::counted(some, "card")),
    };
    match counts.hidden {
        0 => cards,
        more => format!("{cards}; {more} rejected or retired, which `--all` shows with the reason"),
    }
}

/// A line of a file, as `--at` names it.
struct Spot {
    file: PathBuf,
    line: usize,
}

impl Spot {
    /// Reads `FILE:LINE`, or `FILE:LINE:COLUMN` as other tools print it.
    fn parse(text: &str, context: &Context) -> Result<Spot, Failure> {
        let failure = || {
            Failure::new(format!("`{text}` is not a line of a file"))
                .hint("write it like `--at notes/lambda.md:12`")
        };
        let (rest, last) = text.rsplit_once(':').ok_or_else(failure)?;
        let last: usize = last.parse().map_err(|_| failure())?;
        let (file, line) = match rest
            .rsplit_once(':')
            .map(|(file, line)| (file, line.parse()))
        {
            Some((file, Ok(line))) => (file, line),
            _ => (rest, last),
        };
        Ok(Spot {
            file: context.current_dir.join(file),
            line,
        })
    }
}
