//! Whether an edit changed what a card is about, so that knowing the old answer is not knowing the new one.
//!
//! Typos, formatting and further words do not. A number, a negation, a word that was replaced by another,
//! and an item that a list gained or lost do. It is a guess about words: the learner decides.

use rapidfuzz::distance::indel;

use super::Card;
use super::key::normalised;
use crate::lexicon;
use crate::question::Kind;

/// Words that are at least this alike are spellings or forms of one.
const SAME_WORD: f64 = 0.7;

/// Whether the note says another thing now than `before`, as far as this card asks for it.
pub fn changed(before: &str, card: &Card) -> bool {
    let (old, new) = (normalised(before), normalised(&card.draft.fact));
    if old == new {
        return false;
    }
    let (old, new) = (words(&old), words(&new));
    if turned(&old) != turned(&new) {
        return true;
    }
    let (mut gone, mut added) = (without(&old, &new), without(&new, &old));
    if gone.concat() == added.concat() {
        // "time frame" and "timeframe".
        return false;
    }
    let number = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    if gone.iter().chain(&added).any(number) {
        return true;
    }
    drop_respelled(&mut gone, &mut added);
    let content =
        |words: Vec<&str>| -> usize { words.iter().filter(|word| !lexicon::is_stop(word)).count() };
    let (gone, added) = (content(gone), content(added));
    if matches!(card.draft.question.kind, Kind::List | Kind::Order) {
        return gone + added > 0;
    }
    gone > 0 && added > 0
}

/// The words of a text in their order; addresses on the web say nothing.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .filter(|part| !part.contains("//") && !part.starts_with("www."))
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'')))
        .map(|word| word.trim_matches(['.', '\'']))
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words that turn a statement around or say how far it holds, sorted.
fn turned(words: &[&str]) -> Vec<String> {
    let bare = words.iter().map(|word| word.replace('\'', ""));
    let mut found: Vec<String> = bare
        .filter(|word| lexicon::is_negation(word) || lexicon::is_hedge(word))
        .collect();
    found.sort_unstable();
    found
}

/// The words that the others have not, each as often as it is missing.
fn without<'t>(words: &[&'t str], others: &[&str]) -> Vec<&'t str> {
    let mut left: Vec<&str> = others.to_vec();
    let mut missing = Vec::new();
    for word in words {
        match left.iter().position(|other| other == word) {
            Some(place) => {
                left.swap_remove(place);
            }
            None => missing.push(*word),
        }
    }
    missing
}

/// Leaves out what is the same word in another spelling or form, and words that were cut in two.
fn drop_respelled(gone: &mut Vec<&str>, added: &mut Vec<&str>) {
    gone.retain(|old| {
        let alike = |new: &&str| {
            indel::normalized_similarity(old.chars(), new.chars()) >= SAME_WORD
                || same_stem(old, new)
        };
        match added.iter().position(alike) {
            Some(place) => {
                added.remove(place);
                false
            }
            None => true,
        }
    });
    added.retain(|new| {
        let whole = gone
            .iter()
            .position(|old| old.starts_with(new) || old.ends_with(new));
        whole.is_none()
    });
}

/// Whether two words only differ in their endings.
fn same_stem(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= 4 && shared * 3 >= longer * 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Draft, Question};

    fn check(kind: Kind, before: &str, now: &str, expect: bool) {
        let draft = Draft {
            question: Question {
                kind,
                ..Question::default()
            },
            fact: now.into(),
            ..Draft::default()
        };
        let card = Card {
            draft,
            ..Card::default()
        };
        assert_eq!(changed(before, &card), expect, "{before:?} {now:?}");
    }

    #[test]
    fn only_an_edit_of_the_matter_is_a_change() {
        let same = |before, now| check(Kind::Cloze, before, now, false);
        let other = |before, now| check(Kind::Cloze, before, now, true);
        same("The gate opens.", "the  gate opens");
        same(
            "reducies exposure of the gate",
            "reduces exposure of the gate",
        );
        same("the timeframe of a flood", "the time frame of a flood");
        same("gates open at flood", "gates open at flood, before dawn");
        same("developing for tides", "development for tides");
        same("it is used by ipss", "it is used by isps");
        same(
            "see https://a.example/1 for tides",
            "see https://b.example/2 for tides",
        );
        other(
            "the gate opens after 3 minutes",
            "the gate opens after 5 minutes",
        );
        other("up to 256 KB", "up to 1 MB");
        other("the lock is free", "the lock is mostly free");
        other("boats may pass", "boats may not pass");
        other("boats don't pass", "boats pass");
        other(
            "the keeper can close the gate",
            "the keeper can paint the gate",
        );
        other("gates of oak and larch", "gates of oak and steel");
        other("always shut at night", "rarely shut at night");
    }

    #[test]
    fn a_list_changes_with_its_items() {
        check(
            Kind::List,
            "Gates: oak; larch",
            "Gates: oak; larch; steel",
            true,
        );
        check(
            Kind::List,
            "Gates: oak; larch; steel",
            "Gates: oak; larch",
            true,
        );
        check(Kind::List, "Gates: oak; larch", "Gates: larch; oak", false);
        check(Kind::List, "Gates: oak; larhc", "Gates: oak; larch", false);
        check(
            Kind::Cloze,
            "Gates: oak; larch",
            "Gates: oak; larch; steel",
            false,
        );
    }
}
