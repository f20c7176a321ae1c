//! What must hold of a package before it is written.
//!
//! Anki takes most broken packages without a word and shows the harm later: two notes with one guid
//! are both inserted and can never be told apart again, a note without a card is invisible, a field
//! too many aborts the whole import. So a package that is not right is not written.

use std::collections::{BTreeSet, HashMap, HashSet};

use unicode_normalization::is_nfc;

use super::note_type::NoteType;
use super::{Media, Note, Package, ReviewKind, Schedule, Stage, html};

/// Longest name of a medium that Anki takes, in bytes.
const LONGEST_NAME: usize = 120;

/// How far ahead of the moment in which the package is made a time may be, in seconds.
const AHEAD: i64 = 24 * 60 * 60;

/// What is wrong with the package, one line each; empty when nothing is.
pub(super) fn check(package: &Package) -> Vec<String> {
    let mut problems = Vec::new();
    decks(package, &mut problems);
    guids(&package.notes, &mut problems);
    for note in &package.notes {
        match package
            .note_types
            .iter()
            .find(|kind| kind.id == note.note_type)
        {
            Some(kind) => fields(note, kind, &mut problems),
            None => problems.push(format!("{} is of no known note type", note.label)),
        }
        if let Some(tag) = note.tags.iter().find(|tag| !is_tag(tag)) {
            problems.push(format!("{} has the tag `{tag}`", note.label));
        }
    }
    cards(package, &mut problems);
    reviews(package, &mut problems);
    media(package, &mut problems);
    times(package, &mut problems);
    problems
}

fn decks(package: &Package, problems: &mut Vec<String>) {
    let mut names = BTreeSet::new();
    let mut ids = BTreeSet::from([1]);
    for deck in &package.decks {
        let name = deck.name.to_lowercase();
        if let Some((parent, _)) = name.rsplit_once("::")
            && !names.contains(parent)
        {
            problems.push(format!("the deck `{}` has no parent", deck.name));
        }
        let sound = name.split("::").all(|part| {
            !part.is_empty() && part == part.trim() && !part.contains(char::is_control)
        });
        if !sound {
            problems.push(format!("a deck cannot be called `{}`", deck.name));
        }
        if !names.insert(name) || !ids.insert(deck.id) {
            problems.push(format!("there are two decks `{}`", deck.name));
        }
    }
}

fn guids(notes: &[Note], problems: &mut Vec<String>) {
    let mut seen: HashMap<&str, &Note> = HashMap::with_capacity(notes.len());
    let mut ids = HashSet::with_capacity(notes.len());
    for note in notes {
        if note.guid.is_empty() {
            problems.push(format!("{} has no guid", note.label));
        }
        if let Some(first) = seen.insert(&note.guid, note) {
            problems.push(format!("{} has the id of {}", note.label, first.label));
        }
        if !ids.insert(note.id) {
            problems.push(format!("{} has a number that is taken", note.label));
        }
    }
}

fn fields(note: &Note, kind: &NoteType, problems: &mut Vec<String>) {
    let mut problem = |what: &str| problems.push(format!("{} {what}", note.label));
    if note.fields.len() != kind.fields.len() {
        problem(&format!(
            "has {} fields where `{}` has {}",
            note.fields.len(),
            kind.name,
            kind.fields.len()
        ));
        return;
    }
    let is_empty = |field: &String| html::strip(field).trim().is_empty();
    if note.fields.first().is_none_or(is_empty) {
        problem("has an empty prompt");
    }
    if note.fields.get(kind.answer).is_none_or(is_empty) {
        problem("has an empty answer");
    }
    let has_cloze = |field: &String| field.contains("{{c");
    if kind.cloze {
        let texts = note.fields.iter().skip(kind.first_cloze);
        let texts = texts.take(kind.most_cards()).take_while(|t| !t.is_empty());
        if !(1..)
            .zip(texts)
            .all(|(number, text)| is_cloze(text, number))
            || kind.card_count(&note.fields) == 0
        {
            problem("has no blank");
        }
    } else if note.fields.iter().any(has_cloze) {
        problem("has a cloze mark and is no cloze");
    }
    if let Some(at) = note.fields.iter().position(|field| !is_field(field)) {
        problem(&format!(
            "has characters in `{}` that Anki would change",
            kind.fields[at].name
        ));
    }
}

/// Whether the text has a blank for the card with this number, and each blank hides something.
fn is_cloze(text: &str, number: usize) -> bool {
    let mark = format!("{{{{c{number}::");
    let mut hidden = text.split(&mark).skip(1).peekable();
    hidden.peek().is_some()
        && hidden.all(|piece| {
            piece
                .split_once("}}")
                .is_some_and(|(answer, _)| !answer.is_empty())
        })
}

fn is_field(field: &str) -> bool {
    !field.contains(char::is_control) && (field.is_ascii() || is_nfc(field))
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && !tag.contains(char::is_whitespace) && is_field(tag)
}

fn cards(package: &Package, problems: &mut Vec<String>) {
    let decks: BTreeSet<i64> = package.decks.iter().map(|deck| deck.id).collect();
    let kinds: HashMap<i64, &NoteType> = package
        .note_types
        .iter()
        .map(|kind| (kind.id, *kind))
        .collect();
    // How many cards each note should have, and has.
    let mut notes: HashMap<i64, (usize, usize)> = HashMap::with_capacity(package.notes.len());
    for note in &package.notes {
        let kind = kinds.get(&note.note_type);
        let count = kind.map_or(1, |kind| kind.card_count(&note.fields));
        notes.insert(note.id, (count, 0));
    }
    let mut ids = HashSet::with_capacity(package.cards.len());
    for card in &package.cards {
        let id = card.id;
        if !ids.insert(id) {
            problems.push(format!("there are two cards {id}"));
        }
        if !decks.contains(&card.deck) {
            problems.push(format!("the card {id} is in no deck"));
        }
        match notes.get_mut(&card.note) {
            // The cards of a note stand one after the other.
            Some((_, count)) if *count == card.ord as usize => *count += 1,
            Some(_) => problems.push(format!("the card {id} is not the next one of its note")),
            None => problems.push(format!("the card {id} is of no note")),
        }
    }
    for note in &package.notes {
        let (wanted, count) = notes.get(&note.id).copied().unwrap_or_default();
        if wanted != count {
            problems.push(format!(
                "{} has {count} cards where its fields make {wanted}",
                note.label
            ));
        }
    }
}

/// Media have names that Anki takes as they are, and notes show those that are there and no others.
fn media(package: &Package, problems: &mut Vec<String>) {
    let mut names = HashSet::with_capacity(package.media.len());
    for Media { name, .. } in &package.media {
        if !is_file_name(name) {
            problems.push(format!("a medium cannot be called `{name}`"));
        }
        if !names.insert(name.to_lowercase()) {
            problems.push(format!("there are two media `{name}`"));
        }
    }
    let mut shown = HashSet::with_capacity(package.media.len());
    for note in &package.notes {
        for name in note.fields.iter().flat_map(|field| html::pictures(field)) {
            if !names.contains(&name.to_lowercase()) {
                problems.push(format!("{} shows `{name}`, which is not there", note.label));
            }
            shown.insert(name);
        }
    }
    for Media { name, .. } in &package.media {
        if !shown.contains(name.as_str()) {
            problems.push(format!("no card shows the medium `{name}`"));
        }
    }
}

/// Whether Anki keeps the name of a medium as it is.
fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && is_nfc(name)
        && !name.starts_with(['.', '_', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(|c: char| c.is_control() || "[]<>:\"/?*^\\|&".contains(c))
}

/// Anki takes an edit only when it is newer than what it has: a note that claims to come from the future
/// would stand in the way of all that follow.
fn times(package: &Package, problems: &mut Vec<String>) {
    let latest = package.made + AHEAD;
    for note in &package.notes {
        if note.modified > latest || note.id / 1000 > latest {
            problems.push(format!("{} is from the future", note.label));
        }
    }
    if let Some(review) = package.reviews.last()
        && review.id / 1000 > latest
    {
        problems.push(format!("the review {} is from the future", review.id));
    }
}

/// Anki compares the latest review of a card with the one that its memory names, and when they differ
/// it sets all memories anew and asks for a one-way sync.
fn reviews(package: &Package, problems: &mut Vec<String>) {
    let cards: HashSet<i64> = package.cards.iter().map(|card| card.id).collect();
    let mut latest: HashMap<i64, i64> = HashMap::new();
    let mut last = 0;
    for review in &package.reviews {
        if review.id <= last {
            problems.push(format!(
                "the reviews {last} and {} are not in order",
                review.id
            ));
        }
        last = review.id;
        if !cards.contains(&review.card) {
            problems.push(format!("the review {} is of no card", review.id));
        }
        if review.kind != ReviewKind::Cram {
            latest.insert(review.card, review.id / 1000);
        }
    }
    for card in &package.cards {
        let named = card.schedule.as_ref().map(|schedule| schedule.last_review);
        if named.is_some() && named != latest.get(&card.id).copied() {
            problems.push(format!(
                "the card {} was last reviewed at another time",
                card.id
            ));
        }
        if card
            .schedule
            .as_ref()
            .is_some_and(|schedule| !is_memory(schedule))
        {
            problems.push(format!("the card {} has a memory that cannot be", card.id));
        }
    }
}

fn is_memory(schedule: &Schedule) -> bool {
    (0.0..f32::INFINITY).contains(&schedule.stability)
        && (1.0..=10.0).contains(&schedule.difficulty)
        && (0.0..=1.0).contains(&schedule.retention)
        && (schedule.interval > 0 || matches!(schedule.stage, Stage::Learning(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anki::{Card, Deck, Format, Review, note_type};
    use crate::day::Day;
    use crate::review::Rating;

    fn package() -> Package {
        let note = |id: i64, kind: &NoteType, first: &str| Note {
            id,
            guid: format!("guid {id}"),
            note_type: kind.id,
            modified: 1,
            tags: vec!["a::b".into()],
            fields: std::iter::once(first.to_owned())
                .chain((1..kind.fields.len()).map(|i| format!("field {i}")))
                .collect(),
            label: format!("card {id}"),
        };
        let deck = |id: i64, name: &str| Deck {
            id,
            name: name.into(),
        };
        let card = |id: i64| Card {
            id,
            note: id,
            deck: 11,
            position: 1,
            ..Card::default()
        };
        Package {
            note_types: note_type::ALL.to_vec(),
            decks: vec![deck(10, "a"), deck(11, "a::b")],
            notes: vec![
                note(1, &note_type::BASIC, "what?"),
                note(2, &note_type::CLOZE, "a {{c1::b}}"),
            ],
            cards: vec![card(1), card(2)],
            ..Package::default()
        }
    }

    fn refuse(spoil: impl FnOnce(&mut Package), expect: &str) {
        let mut package = package();
        spoil(&mut package);
        let problems = check(&package);
        assert!(
            problems.iter().any(|problem| problem == expect),
            "{expect:?} is not among {problems:?}"
        );
        assert!(crate::anki::write(&package, Format::Compat).is_err());
    }

    #[test]
    fn a_sound_package_passes() {
        assert_eq!(check(&package()), Vec::<String>::new());
    }

    #[test]
    fn what_anki_would_choke_on_is_refused() {
        refuse(
            |p| p.notes[1].guid = p.notes[0].guid.clone(),
            "card 2 has the id of card 1",
        );
        refuse(|p| p.notes[0].guid.clear(), "card 1 has no guid");
        let day = 24 * 60 * 60;
        refuse(
            |p| p.notes[0].modified = day + 1,
            "card 1 is from the future",
        );
        refuse(
            |p| p.notes[0].id = (day + 1) * 1000,
            "card 1 is from the future",
        );
        refuse(
            |p| p.notes[0].fields[0] = "<br>".into(),
            "card 1 has an empty prompt",
        );
        refuse(
            |p| p.notes[0].fields[1].clear(),
            "card 1 has an empty answer",
        );
        refuse(
            |p| drop(p.notes[0].fields.pop()),
            "card 1 has 13 fields where `recito basic v1` has 14",
        );
        refuse(
            |p| p.notes[1].fields[0] = "none".into(),
            "card 2 has no blank",
        );
        refuse(
            |p| p.notes[1].fields[0] = "a {{c1::}}".into(),
            "card 2 has no blank",
        );
        refuse(
            |p| p.notes[0].fields[0] = "{{c1::x}}".into(),
            "card 1 has a cloze mark and is no cloze",
        );
        refuse(
            |p| p.notes[0].fields[1] = "a\u{1f}b".into(),
            "card 1 has characters in `Answer` that Anki would change",
        );
        refuse(
            |p| p.notes[0].fields[1] = "e\u{301}".into(),
            "card 1 has characters in `Answer` that Anki would change",
        );
        refuse(
            |p| p.notes[0].note_type = 5,
            "card 1 is of no known note type",
        );
        refuse(
            |p| p.notes[0].tags[0] = "a b".into(),
            "card 1 has the tag `a b`",
        );
    }

    #[test]
    fn progress_agrees_with_itself() {
        let review = |id: i64| Review {
            id,
            card: 2,
            rating: Rating::Good,
            interval: 2,
            last_interval: 0,
            difficulty: Some(5.0),
            took: 1,
            kind: ReviewKind::Learn,
        };
        let known = |p: &mut Package| {
            p.reviews = vec![review(5000), review(7999)];
            p.cards[1].schedule = Some(Schedule {
                stage: Stage::Review(Day(20_000)),
                interval: 2,
                reps: 2,
                lapses: 0,
                stability: 2.5,
                decay: 0.154,
                difficulty: 5.0,
                retention: 0.9,
                last_review: 7,
            });
        };
        let mut sound = package();
        known(&mut sound);
        assert_eq!(check(&sound), Vec::<String>::new());
        let refuse_known = |spoil: &dyn Fn(&mut Package), expect: &str| {
            refuse(
                |p| {
                    known(p);
                    spoil(p);
                },
                expect,
            );
        };
        refuse_known(&|p| p.reviews[0].card = 9, "the review 5000 is of no card");
        refuse_known(
            &|p| p.reviews[1].id = 5000,
            "the reviews 5000 and 5000 are not in order",
        );
        let other = "the card 2 was last reviewed at another time";
        refuse_known(&|p| p.reviews[1].id = 8000, other);
        refuse_known(&|p| p.reviews.clear(), other);
        refuse_known(&|p| p.reviews[1].kind = ReviewKind::Cram, other);
        let spoil = |spoil: fn(&mut Schedule)| {
            refuse_known(
                &|p| p.cards[1].schedule.iter_mut().for_each(spoil),
                "the card 2 has a memory that cannot be",
            );
        };
        spoil(|schedule| schedule.stability = f32::NAN);
        spoil(|schedule| schedule.difficulty = 0.0);
        spoil(|schedule| schedule.interval = 0);
    }

    #[test]
    fn media_are_there_and_shown_and_well_named() {
        let medium = |name: &str| Media {
            name: name.into(),
            bytes: vec![1],
        };
        let show = |p: &mut Package, name: &str| {
            p.notes[0].fields[1].push_str(&html::picture(name));
        };
        let mut sound = package();
        sound.media = vec![medium("a-1.png")];
        show(&mut sound, "a-1.png");
        assert_eq!(check(&sound), Vec::<String>::new());
        refuse(
            |p| show(p, "gone.png"),
            "card 1 shows `gone.png`, which is not there",
        );
        refuse(
            |p| p.media = vec![medium("a.png")],
            "no card shows the medium `a.png`",
        );
        for name in [
            "../a.png",
            "a/b.png",
            "_a.png",
            "e\u{301}.png",
            "a?.png",
            "",
        ] {
            refuse(
                |p| p.media = vec![medium(name)],
                &format!("a medium cannot be called `{name}`"),
            );
        }
        refuse(
            |p| p.media = vec![medium("a.png"), medium("A.png")],
            "there are two media `A.png`",
        );
    }

    #[test]
    fn every_card_has_its_note_and_its_deck() {
        refuse(|p| p.cards[1].deck = 99, "the card 2 is in no deck");
        refuse(|p| p.cards[1].note = 99, "the card 2 is of no note");
        refuse(
            |p| p.cards.truncate(1),
            "card 2 has 0 cards where its fields make 1",
        );
        refuse(|p| p.cards[1].id = 1, "there are two cards 1");
        refuse(
            |p| p.decks = p.decks.split_off(1),
            "the deck `a::b` has no parent",
        );
        refuse(
            |p| p.decks[0].name = "A::b".into(),
            "there are two decks `a::b`",
        );
        refuse(
            |p| p.decks[1].name = "a::".into(),
            "a deck cannot be called `a::`",
        );
        refuse(|p| p.decks[1].id = 1, "there are two decks `a::b`");
    }
}
