//! From the decks of recito to a package for Anki.
//!
//! What a card says comes from its deck, where it stands from [`place`], when it last changed from
//! [`stamp`], and what the learner knows of it from [`progress`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Card, Earlier, Media, Note, NoteType, Package};
use crate::config::AnkiSettings;
use crate::day::Moment;
use crate::deck;
use crate::note::attached::{Attached, Attachments};
use place::{Decks, Place};
use progress::Progress;
use stamp::{Stamper, Stamps};

mod content;
pub mod picture;
mod place;
pub mod progress;
pub mod stamp;

/// The deck of one note with what the deck does not know of it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub deck: &'a deck::Deck,
    /// Tags of the front matter.
    pub tags: &'a [String],
    /// Images and code of the note.
    pub attachments: Option<&'a Attachments<'a>>,
    /// The images that are there, by the target that the note writes.
    pub media: &'a BTreeMap<String, Media>,
}

impl<'a> Part<'a> {
    /// A deck of which nothing else is known.
    pub fn of(deck: &'a deck::Deck) -> Part<'a> {
        const NONE: &BTreeMap<String, Media> = &BTreeMap::new();
        Part {
            deck,
            tags: &[],
            attachments: None,
            media: NONE,
        }
    }

    /// What stands with a card.
    fn attached(&self, card: &deck::Card) -> Vec<&'a Attached> {
        self.attachments
            .map_or_else(Vec::new, |all| all.at(card.draft.lines))
    }

    /// The targets of the images that stand with the cards, and of each the line of the first card.
    pub fn images(&self) -> BTreeMap<&'a str, usize> {
        let mut images = BTreeMap::new();
        for card in self.deck.asked() {
            for attached in self.attached(card) {
                if let Attached::Image { target, line } = attached {
                    images.entry(target.as_str()).or_insert(*line);
                }
            }
        }
        images
    }
}

/// The package of all cards that are not retired. The stamps are those of earlier exports; new notes
/// and changed ones get the time of this one. Without `progress` all cards are new.
pub fn export(
    parts: &[Part<'_>],
    settings: AnkiSettings,
    stamps: &mut Stamps,
    progress: Option<&Progress<'_>>,
    now: Moment,
) -> Package {
    let mut decks = Decks::default();
    let mut exporter = Exporter {
        stamper: Stamper::new(stamps, now),
        package: Package {
            made: now.ms.div_euclid(1000),
            ..Package::default()
        },
        used: BTreeSet::new(),
        progress,
    };
    for part in parts {
        // Most cards stand where the one before them stands.
        let mut place = Place::default();
        for card in part.deck.asked() {
            if place.deck == 0 || place.under != card.draft.under {
                place = Place::new(part, &card.draft.under, settings.division, &mut decks);
            }
            let content = content::content(card, part, &place.name);
            exporter.add(card, part, &place, content);
            if settings.overlapping
                && let Some(content) = content::overlapping(card, part, &place.name)
            {
                exporter.add(card, part, &place, content);
            }
        }
    }
    let Exporter {
        mut package, used, ..
    } = exporter;
    progress::number(&mut package.cards, &mut package.reviews);
    package.note_types = super::note_type::ALL
        .into_iter()
        .filter(|kind| used.contains(&kind.id))
        .collect();
    package.decks = decks.by_name.into_values().collect();
    package.media = picture::media(parts, &package.notes);
    package
}

/// A package in the making.
struct Exporter<'a> {
    stamper: Stamper<'a>,
    package: Package,
    used: BTreeSet<i64>,
    progress: Option<&'a Progress<'a>>,
}

impl Exporter<'_> {
    /// Adds a note with its cards.
    fn add(
        &mut self,
        card: &deck::Card,
        part: &Part<'_>,
        place: &Place<'_>,
        (kind, fields): (&'static NoteType, Vec<String>),
    ) {
        let count = kind.card_count(&fields);
        let package = &mut self.package;
        let note = Note {
            guid: guid(kind, card.id),
            note_type: kind.id,
            tags: place.tags.clone(),
            fields,
            label: format!("card `{}` of `{}`", card.id, part.deck.note),
            ..Note::default()
        };
        let note = self.stamper.note(note);
        for ord in 0..count {
            let mut row = Card {
                // Cards and notes are counted apart; a note of several cards takes as many numbers.
                id: note.id + i64::try_from(ord).unwrap_or_default(),
                note: note.id,
                ord: u32::try_from(ord).unwrap_or_default(),
                deck: place.deck,
                position: u32::try_from(package.cards.len() + 1).unwrap_or(u32::MAX),
                suspended: card.mine.suspended,
                own: card.mine.suspended,
                ..Card::default()
            };
            // Answers are to the card as a whole.
            if let (Some(progress), 1) = (self.progress, kind.most_cards()) {
                progress.add(card.id, &mut row, &mut package.reviews);
            }
            package.cards.push(row);
        }
        package.notes.push(note);
        self.used.insert(kind.id);
    }
}

/// How a package differs from the one before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Notes that the earlier package does not have.
    pub added: usize,
    /// Notes that will update what Anki has.
    pub changed: usize,
    /// Cards of recito whose notes only the earlier package has. Anki keeps them.
    pub gone: Vec<String>,
}

/// Compares a package with the one before it.
pub fn compare(package: &Package, earlier: &Earlier) -> Comparison {
    let mut comparison = Comparison::default();
    let mut gone: BTreeSet<&str> = earlier.keys().map(String::as_str).collect();
    for note in &package.notes {
        gone.remove(note.guid.as_str());
        match earlier.get(&note.guid) {
            None => comparison.added += 1,
            Some(before) if before.modified != note.modified => comparison.changed += 1,
            Some(_) => {}
        }
    }
    comparison.gone = gone
        .into_iter()
        .map(|guid| guid.rsplit(':').next().unwrap_or(guid).to_owned())
        .collect();
    comparison
}

/// What Anki finds the note by. The note type is part of it: Anki refuses a note that comes back
/// with another type, so such a card is a new note there.
pub(super) fn guid(kind: &NoteType, id: impl std::fmt::Display) -> String {
    format!("recito:{}:{id}", kind.key)
}

#[cfg(test)]
mod tests;
