//! The cards that a session may ask, with the notes and the log behind them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::command::collection::{self, Collection};
use crate::command::learner::Learner;
use crate::command::{Context, Failure};
use crate::day::Day;
use crate::deck::{Card, CardId};
use crate::note::{Note, excerpt};
use crate::printable::one_line;
use crate::schedule::retrievability;
use crate::session::{Feedback, Task};
use crate::source::Source;
use crate::workspace::{Build, build};

/// A collection with the cards that its notes give.
pub(super) struct Pool {
    pub(super) collection: Collection,
    pub(super) built: Build,
    pub(super) learner: Learner,
    pub(super) today: Day,
    /// Deck and place in it of every card that the notes have.
    places: BTreeMap<CardId, (usize, usize)>,
}

/// A card with the note it is of.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) note: &'a str,
    pub(super) card: &'a Card,
}

impl Pool {
    /// Reads notes, decks and log.
    pub(super) fn open(paths: &[PathBuf], context: &Context) -> Result<Pool, Failure> {
        let collection = collection::open(paths, context)?;
        let built = build(&collection.workspace);
        let learner = collection.learner();
        let mut places = BTreeMap::new();
        for (deck, cards) in built.decks.iter().map(|deck| &deck.cards).enumerate() {
            let asked = cards.iter().enumerate().filter(|(_, card)| !card.retired);
            places.extend(asked.map(|(at, card)| (card.id, (deck, at))));
        }
        Ok(Pool {
            collection,
            built,
            learner,
            today: context.now.get().day(),
            places,
        })
    }

    /// The cards that may be asked, in the order of the notes; all of them, or those under a heading with
    /// this text.
    pub(super) fn cards(&self, topic: Option<&str>) -> Vec<Asked<'_>> {
        let topic = topic.map(str::to_lowercase);
        let taste = self.learner.taste(&self.built.decks);
        let wanted = |asked: &Asked<'_>| {
            let about = |topic: &String| asked.card.draft.stands_under(topic);
            self.learner.may_ask(asked.card)
                && self.learner.wants(asked.card, &taste)
                && topic.as_ref().is_none_or(about)
        };
        let decks = self.built.decks.iter();
        let all = decks.flat_map(|deck| {
            let of_deck = |card| Asked {
                note: deck.note.as_str(),
                card,
            };
            deck.cards.iter().map(of_deck)
        });
        all.filter(wanted).collect()
    }

    /// A card of the notes.
    pub(super) fn card(&self, id: CardId) -> Option<Asked<'_>> {
        let (deck, at) = self.places.get(&id)?;
        let deck = self.built.decks.get(*deck)?;
        Some(Asked {
            note: &deck.note,
            card: deck.cards.get(*at)?,
        })
    }

    /// A card as a session asks it.
    pub(super) fn task(&self, id: CardId) -> Option<Task> {
        let Asked { note, card } = self.card(id)?;
        let memory = self.learner.memories.get(&id);
        Some(Task {
            card: id,
            question: self.learner.question(card),
            confusable: card.draft.confusable.clone(),
            note: note.to_owned(),
            lines: card.draft.lines,
            under: card.draft.under.clone(),
            hint: card.mine.hint.clone(),
            reviews: memory.map_or(0, |memory| memory.reps),
            recall: memory
                .filter(|memory| memory.last < self.today)
                .map(|memory| retrievability(memory, self.today)),
        })
    }

    /// The text of a note, and its outline.
    pub(super) fn note(&self, path: &str) -> Option<(&Source, &Note)> {
        let workspace = &self.collection.workspace;
        let at = workspace
            .notes
            .binary_search_by(|note| note.path.as_str().cmp(path))
            .ok()?;
        let note = workspace.notes.get(at)?;
        Some((workspace.sources.get(note.source.0 as usize)?, note))
    }

    /// What there is to learn from beside an answer.
    pub(super) fn feedback(&self, task: &Task, other: Option<&str>) -> Feedback {
        let found = self.note(&task.note);
        Feedback {
            excerpt: found.map_or(Vec::new(), |(source, note)| {
                excerpt::around(note, source, task.lines)
            }),
            images: found.map_or(Vec::new(), |(source, _)| {
                excerpt::images(source, task.lines)
            }),
            other: other.and_then(|other| self.about(other, &task.note)),
        }
    }

    /// Where an answer belongs and what the notes say of it, best in the same note.
    fn about(&self, answer: &str, note: &str) -> Option<(String, String)> {
        let decks = self.built.decks.iter().filter(|deck| deck.note == note);
        let others = self.built.decks.iter().chain(&self.built.others);
        let cards = decks.chain(others).flat_map(crate::deck::Deck::asked);
        let is_it = |card: &&Card| {
            let answers = &card.draft.question.answer;
            answers.len() == 1 && answers[0].eq_ignore_ascii_case(answer)
        };
        let card = cards.into_iter().find(is_it)?;
        let path: Vec<String> = card
            .draft
            .under
            .iter()
            .rev()
            .take(2)
            .map(|text| one_line(text))
            .collect();
        let path: Vec<&str> = path.iter().rev().map(String::as_str).collect();
        Some((path.join(" › "), card.draft.fact.clone()))
    }
}
