//! `recito stats`: history, retention and what is due.

use std::io::Write;

use super::learner::Learner;
use super::{Context, Exit, Failure, collection};
use crate::cli::StatsArgs;
use crate::report;
use crate::stats::{Subject, summarize};
use crate::workspace::{Build, build};

/// Runs the command.
pub fn run(args: &StatsArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let today = context.now.get().day();
    let learner = collection.learner();
    let summary = summarize(
        &collection.log,
        (&learner.memories, &learner.recalls),
        &subjects(&built, &learner),
        today,
    );
    if args.json {
        writeln!(out, "{}", report::stats::json(&summary))?;
    } else {
        out.write_all(report::stats::text(&summary).as_bytes())?;
    }
    Ok(Exit::Clean)
}

/// The cards that may be asked.
fn subjects(built: &Build, learner: &Learner) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for deck in &built.decks {
        for card in deck.cards.iter().filter(|card| learner.may_ask(card)) {
            subjects.push(Subject {
                card: card.id,
                prompt: card.question().prompt,
                topic: card
                    .draft
                    .under
                    .get(1)
                    .or(card.draft.under.first())
                    .unwrap_or(&deck.note)
                    .clone(),
            });
        }
    }
    subjects
}
