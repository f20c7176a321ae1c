//! `recito stats`: history, retention and what is due.

use std::collections::BTreeMap;
use std::io::Write;

use super::learner::Learner;
use super::{Context, Exit, Failure, collection};
use crate::cli::StatsArgs;
use crate::deck::{Card, CardId};
use crate::report;
use crate::stats::{Subject, confused, summarize};
use crate::tui;
use crate::workspace::{Build, build};

/// Runs the command.
pub fn run(args: &StatsArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let today = context.now.get().day();
    let learner = collection.learner();
    let mut summary = summarize(
        &collection.log,
        (&learner.memories, &learner.recalls),
        &subjects(&built, &learner),
        today,
    );
    let cards = built.decks.iter().flat_map(|deck| &deck.cards);
    let cards: BTreeMap<CardId, &Card> = cards.map(|card| (card.id, card)).collect();
    let asked = |id: CardId| {
        let card = cards.get(&id)?;
        Some((learner.question(card), card.draft.confusable.clone()))
    };
    summary.confused = confused(&collection.log, &asked);
    if args.json {
        writeln!(out, "{}", report::stats::json(&summary))?;
    } else if context.terminal && !args.plain {
        let look = super::study::look(&collection.config, context)?;
        return Ok(match tui::run::browse(&summary, &look)? {
            tui::run::End::Done => Exit::Clean,
            tui::run::End::Interrupted => Exit::Interrupted,
        });
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
