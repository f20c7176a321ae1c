//! Cards and decks: questions with an identity that survives edits of the notes.
//!
//! A deck belongs to one note. Its file holds what was generated and, apart from that, what the user
//! changed (`mine`); it holds no times and no schedule.

pub mod changed;
pub mod doubt;
pub mod format;
mod id;
mod key;
mod recall;
pub mod reconcile;
pub mod similar;

pub use id::CardId;

use crate::question::{Draft, Question};

/// A question with an identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card {
    pub id: CardId,
    /// What was generated from the note.
    pub draft: Draft,
    /// What the user wrote over it.
    pub mine: Mine,
    /// Whether the fact is no longer in the note. Retired cards are kept: nearly half of the
    /// bullets that are removed from notes come back.
    pub retired: bool,
}

/// The user's own wording and wishes for one card; `build` never changes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mine {
    pub prompt: Option<String>,
    pub answer: Option<Vec<String>>,
    pub accept: Vec<Vec<String>>,
    pub hint: Option<String>,
    pub suspended: bool,
    /// How many times the usual the card is worth at an exam, from 0 to 100.
    pub weight: Option<f32>,
    /// The `mine` lines of the deck file as the user wrote them, comments included.
    pub raw: String,
}

impl Card {
    /// The question as it is asked: the generated one under the user's changes.
    pub fn question(&self) -> Question {
        let mut question = self.draft.question.clone();
        if let Some(prompt) = &self.mine.prompt {
            question.prompt.clone_from(prompt);
        }
        if let Some(answer) = &self.mine.answer {
            question.answer.clone_from(answer);
            question.accept = vec![Vec::new(); answer.len()];
            question.choices.clear();
            question.need = None;
        }
        for (more, accept) in self.mine.accept.iter().zip(&mut question.accept) {
            accept.extend(more.iter().cloned());
        }
        question
    }
}

/// The cards of one note, in the order of the note; retired cards follow at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deck {
    /// Path of the note, relative to the root of the collection.
    pub note: String,
    pub cards: Vec<Card>,
}

impl Deck {
    /// The cards whose facts are in the note.
    pub fn asked(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(|card| !card.retired)
    }
}

/// What a build did to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Added(CardId),
    Edited(CardId),
    /// Its statement was reworded, and found again by what it says and where it stands: old and new are
    /// alike to this many percent.
    Reworded(CardId, u8),
    Moved(CardId),
    Retired(CardId),
    Revived(CardId),
}

impl Change {
    /// The card it happened to.
    pub fn card(self) -> CardId {
        match self {
            Change::Added(id)
            | Change::Edited(id)
            | Change::Reworded(id, _)
            | Change::Moved(id)
            | Change::Retired(id)
            | Change::Revived(id) => id,
        }
    }
}
