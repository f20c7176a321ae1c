//! From the decks of recito to a package for Anki.
//!
//! What a card says comes from its deck, where it stands from [`place`], when it last changed from
//! [`stamp`], and what the learner knows of it from [`progress`].

use std::collections::{BTreeMap, BTreeSet};

use super::note_type::{BASIC, CHOICE, CLOZE, LINE, LIST};
use super::{Card, Earlier, Note, NoteType, Package, html};
use crate::day::Moment;
use crate::deck;
use crate::question::{Kind, Question};
use place::{Decks, Place};
use progress::Progress;
use stamp::{Stamper, Stamps};

mod place;
pub mod progress;
pub mod stamp;

/// Longest answer that is asked to be typed, in characters. Anki compares letter by letter.
const LONGEST_TYPED: usize = 40;

/// The deck of one note with what the deck does not know of it.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub deck: &'a deck::Deck,
    /// Tags of the front matter.
    pub tags: &'a [String],
}

/// The package of all cards that are not retired. The stamps are those of earlier exports; new notes
/// and changed ones get the time of this one. Without `progress` all cards are new.
pub fn export(
    parts: &[Part<'_>],
    stamps: &mut Stamps,
    progress: Option<&Progress<'_>>,
    now: Moment,
) -> Package {
    let mut stamper = Stamper::new(stamps, now);
    let mut decks = Decks::default();
    let mut package = Package::default();
    let mut used = BTreeSet::new();
    for part in parts {
        // Most cards stand where the one before them stands.
        let mut place = Place::default();
        for card in part.deck.asked() {
            if place.deck == 0 || place.under != card.draft.under {
                place = Place::new(part, &card.draft.under, &mut decks);
            }
            let (kind, fields) = content(card, &part.deck.note);
            let note = stamper.note(Note {
                guid: guid(kind, card.id),
                note_type: kind.id,
                tags: place.tags.clone(),
                fields,
                label: format!("card `{}` of `{}`", card.id, part.deck.note),
                ..Note::default()
            });
            let mut row = Card {
                // Each note has one card, and their ids are counted apart.
                id: note.id,
                note: note.id,
                deck: place.deck,
                position: u32::try_from(package.cards.len() + 1).unwrap_or(u32::MAX),
                suspended: card.mine.suspended,
                ..Card::default()
            };
            if let Some(progress) = progress {
                progress.add(card.id, &mut row, &mut package.reviews);
            }
            package.cards.push(row);
            package.notes.push(note);
            used.insert(kind.id);
        }
    }
    progress::number(&mut package.cards, &mut package.reviews);
    package.note_types = super::note_type::ALL
        .into_iter()
        .filter(|kind| used.contains(&kind.id))
        .collect();
    package.decks = decks.by_name.into_values().collect();
    package
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
fn guid(kind: &NoteType, id: deck::CardId) -> String {
    format!("recito:{}:{id}", kind.key)
}

/// The note type of a card and its fields.
fn content(card: &deck::Card, note: &str) -> (&'static NoteType, Vec<String>) {
    let question = card.question();
    let (kind, mut values) = match question.kind {
        Kind::Cloze => cloze(&question).unwrap_or_else(|| basic(&question)),
        Kind::Basic | Kind::Number => basic(&question),
        Kind::List | Kind::Order => list(&question, card.id),
        Kind::Choice | Kind::Select | Kind::Class | Kind::Boolean => choice(&question, card.id),
    };
    let context = question.context.join(" › ");
    values.insert(
        "Hint",
        html::rich(card.mine.hint.as_deref().unwrap_or_default()),
    );
    values.insert("Context", html::plain(&context));
    values.insert("Note", html::plain(note));
    values.insert(LINE.name, lines(card.draft.lines));
    values.insert("recito", card.id.to_string());
    let fields = kind
        .fields
        .iter()
        .map(|field| values.remove(field.name).unwrap_or_default())
        .collect();
    (kind, fields)
}

/// A note type and the fields that are its own, by name.
type Content = (&'static NoteType, BTreeMap<&'static str, String>);

fn basic(question: &Question) -> Content {
    let answers: Vec<String> = question
        .answer
        .iter()
        .map(|item| html::rich(item))
        .collect();
    let values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&answers, false)),
        ("Typed", flag(is_typed(question))),
        ("Also", also(question)),
    ]);
    (&BASIC, values)
}

/// `None` when the blanks of the prompt and the answers do not fit together.
fn cloze(question: &Question) -> Option<Content> {
    let values = BTreeMap::from([
        ("Text", html::cloze(&question.prompt, &question.answer)?),
        ("Typed", flag(is_typed(question))),
        ("Also", also(question)),
    ]);
    Some((&CLOZE, values))
}

fn list(question: &Question, id: deck::CardId) -> Content {
    let ordered = question.kind == Kind::Order;
    let items: Vec<String> = question
        .answer
        .iter()
        .map(|item| html::rich(item))
        .collect();
    let count = if question.is_open() {
        format!("{} of {}", question.required(), items.len())
    } else {
        items.len().to_string()
    };
    let mut values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&items, ordered)),
        ("Count", count),
        ("Ordered", flag(ordered)),
    ]);
    // To put given items in order is the question; for other lists they would be the answer.
    if ordered && !question.choices.is_empty() {
        let options = shuffled(&question.choices, id);
        values.insert(
            "Choices",
            html::options(options.into_iter().map(|o| (o, false))),
        );
    }
    (&LIST, values)
}

fn choice(question: &Question, id: deck::CardId) -> Content {
    let answers: Vec<String> = question
        .answer
        .iter()
        .map(|item| html::rich(item))
        .collect();
    let right = answers.len();
    let mut values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&answers, false)),
        ("Also", also(question)),
    ]);
    if question.kind == Kind::Select && right > 1 {
        values.insert(
            "Count",
            format!("{right} of {}", question.choices.len().max(right)),
        );
    }
    if !question.choices.is_empty() {
        let options = offered(question, id);
        let is_right = |option: &str| question.answer.iter().any(|answer| answer == option);
        let options = options.into_iter().map(|option| (option, is_right(option)));
        values.insert("Choices", html::options(options));
    }
    (&CHOICE, values)
}

/// The options in an order that says nothing about which is right and never changes. Classes stand
/// in the same order on all their cards, and "true" before "false".
fn offered(question: &Question, id: deck::CardId) -> Vec<&str> {
    let mut options: Vec<&str> = question.choices.iter().map(String::as_str).collect();
    match question.kind {
        Kind::Class => options.sort_by_key(|option| option.to_lowercase()),
        Kind::Boolean => {
            options.sort_by_key(|option| std::cmp::Reverse(option.to_lowercase()));
        }
        _ => return shuffled(&question.choices, id),
    }
    options
}

/// Options in the order of a hash of the card and the option: an option more or less leaves the
/// others where they are.
fn shuffled(options: &[String], id: deck::CardId) -> Vec<&str> {
    let mut options: Vec<&str> = options.iter().map(String::as_str).collect();
    let card = id.to_string();
    options.sort_by_key(|option| deck::CardId::of(&[&card, option]));
    options
}

/// Whether the answer is short and plain enough to be typed on a phone.
fn is_typed(question: &Question) -> bool {
    matches!(question.answer.as_slice(), [only]
        if only.chars().count() <= LONGEST_TYPED && !only.contains(['\n', '$']))
}

/// The further spellings of all items, for the back.
fn also(question: &Question) -> String {
    let spellings: Vec<&str> = question
        .accept
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    html::rich(&spellings.join("; "))
}

fn flag(on: bool) -> String {
    if on { "1".to_owned() } else { String::new() }
}

fn lines((first, last): (usize, usize)) -> String {
    match (first, last) {
        (0, _) => String::new(),
        (first, last) if last > first => format!("{first}-{last}"),
        (first, _) => first.to_string(),
    }
}

#[cfg(test)]
mod tests;
