//! What the log says of the learner: memories, marks and spellings.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use super::{Context, Failure};
use crate::deck::{Card, CardId, Deck};
use crate::printable::printable;
use crate::question::Question;
use crate::question::select::THRESHOLD;
use crate::report::cards::{Standing, State};
use crate::review::Log;
use crate::schedule::fit::fit;
use crate::schedule::model::Model;
use crate::schedule::taste::Taste;
use crate::schedule::{self, Memory};
use crate::store::log::{self, Reading};

/// The learner, as the log tells.
#[derive(Debug, Default)]
pub struct Learner {
    /// How this learner forgets.
    pub model: Model,
    /// How far the model is known to be that of the learner, from 0 to 1.
    pub known: f32,
    pub memories: BTreeMap<CardId, Memory>,
    /// Predictions that were put to the test, as [`schedule::replay`] gives them.
    pub recalls: Vec<(f32, bool)>,
    /// Cards that the learner marked as bad questions.
    bad: BTreeSet<CardId>,
    suspended: BTreeSet<CardId>,
    accepted: BTreeMap<CardId, Vec<(usize, String)>>,
}

impl Learner {
    /// Replays a log.
    pub fn of(log: &Log, retention: f32) -> Learner {
        let fit = fit(log);
        let (memories, recalls) = schedule::replay_with(&fit.model, log, retention);
        let (bad, suspended) = log.put_aside();
        Learner {
            model: fit.model,
            known: fit.share,
            memories,
            recalls,
            bad,
            suspended,
            accepted: log.accepted(),
        }
    }

    /// Whether a card may be asked: it is in the notes, and nobody put it aside.
    pub fn may_ask(&self, card: &Card) -> bool {
        !card.retired && !self.is_suspended(card)
    }

    fn is_suspended(&self, card: &Card) -> bool {
        card.mine.suspended || self.suspended.contains(&card.id) || self.bad.contains(&card.id)
    }

    /// What the learner thinks of each template, from the cards of these decks.
    pub fn taste<'a>(&self, decks: &'a [Deck]) -> Taste<'a> {
        let mut taste = Taste::default();
        for card in decks.iter().flat_map(|deck| &deck.cards) {
            let bad = self.bad.contains(&card.id);
            if bad || self.memories.contains_key(&card.id) {
                taste.add(&card.draft.template, bad);
            }
        }
        taste
    }

    /// Whether a card is worth introducing, or known already.
    pub fn wants(&self, card: &Card, taste: &Taste<'_>) -> bool {
        let penalty = taste.penalty(&card.draft.template);
        self.memories.contains_key(&card.id)
            || penalty <= 0.0
            || card.draft.score - penalty >= THRESHOLD
    }

    /// How the learner stands with a card.
    pub fn standing(&self, card: &Card, taste: &Taste<'_>) -> Standing {
        let memory = self.memories.get(&card.id);
        let state = match memory {
            _ if card.retired => State::Retired,
            _ if self.is_suspended(card) => State::Suspended,
            None => State::New,
            Some(memory) if memory.is_learning() => State::Learning,
            Some(_) => State::Review,
        };
        let waits = matches!(state, State::Learning | State::Review);
        Standing {
            state,
            due: memory.filter(|_| waits).map(|memory| memory.due),
            disliked: state == State::New && !self.wants(card, taste),
        }
    }

    /// The question of a card as it is asked: under the learner's own wording and with the spellings
    /// that the learner said are right.
    pub fn question(&self, card: &Card) -> Question {
        let mut question = card.question();
        for (item, spelling) in self.accepted.get(&card.id).into_iter().flatten() {
            if let Some(accept) = question.accept.get_mut(*item) {
                accept.push(spelling.clone());
            }
        }
        question
    }
}

/// The heading that a card is counted under, as in [`crate::session::Task::topic`].
pub fn topic<'a>(note: &'a str, card: &'a Card) -> &'a str {
    let under = &card.draft.under;
    under.get(1).or(under.first()).map_or(note, String::as_str)
}

/// Reads the log. Damaged records are left out and reported to standard error.
pub fn read_log(context: &Context) -> Result<Log, Failure> {
    let reading = log::read(&context.data_dir).map_err(|error| {
        Failure::from(error).hint("the log lies in the data folder; `--data-dir` names another")
    })?;
    report(&reading, context);
    Ok(reading.log)
}

fn report(reading: &Reading, context: &Context) {
    if context.quiet {
        return;
    }
    // Standard error may be closed; the report is not worth more than the command.
    let mut err = std::io::stderr().lock();
    for problem in &reading.problems {
        let place = format!("{}:{}", problem.file.display(), problem.line);
        let _ = writeln!(
            err,
            "recito: skipped a record of the log at `{}`: {}",
            printable(&place),
            problem.reason
        );
    }
    // The clash stays in the log for good. It is told until this machine has written under a new name.
    if reading.clashes.is_empty() {
        return;
    }
    let own = log::own_device(&context.state_dir);
    if let Some(clash) = reading
        .clashes
        .iter()
        .find(|clash| own.as_ref() == Some(&clash.device))
    {
        let _ = writeln!(
            err,
            "recito: another machine writes the log as this device, `{}`, too",
            printable(&clash.device)
        );
        let _ = writeln!(
            err,
            "hint: nothing is lost, and there is nothing to do: with its next answer this machine takes a new name"
        );
    }
}
