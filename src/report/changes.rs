//! What a build did, for people and as the frozen object of `build --json`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::paint::Paint;
use super::{counted, json_text};
use crate::deck::{Card, CardId, Change, Deck};
use crate::printable::one_line;

/// The object of `build --json`, version 1. `cards` counts those that are asked.
pub fn json(decks: &[&Deck], changes: &[Change]) -> String {
    let ids = |wanted: Kind| -> Vec<String> {
        let found = changes.iter().map(|change| kind(*change));
        found
            .filter(|(kind, _)| *kind == wanted)
            .map(|(_, id)| id.to_string())
            .collect()
    };
    let object = Object {
        version: 1,
        cards: count(decks),
        added: ids(Kind::Added),
        edited: ids(Kind::Edited),
        moved: ids(Kind::Moved),
        retired: ids(Kind::Retired),
        revived: ids(Kind::Revived),
        uncertain: Vec::new(),
    };
    json_text(&object)
}

#[derive(Serialize)]
struct Object {
    version: u8,
    cards: usize,
    added: Vec<String>,
    edited: Vec<String>,
    moved: Vec<String>,
    retired: Vec<String>,
    revived: Vec<String>,
    /// Links that only a person can settle; none are made yet that would need it.
    uncertain: Vec<String>,
}

fn count(decks: &[&Deck]) -> usize {
    decks.iter().flat_map(|deck| deck.asked()).count()
}

/// How many cards of one kind of change are listed by name for a note.
pub const FEW: usize = 5;

/// Per note what happened to its cards, then the sums. At most `limit` cards are named for each kind
/// of change of a note; those of a new deck only when there is no limit.
pub fn human(decks: &[&Deck], changes: &[Change], limit: usize, paint: Paint) -> String {
    let mut of_card: BTreeMap<CardId, Vec<Kind>> = BTreeMap::new();
    for change in changes {
        let (kind, id) = kind(*change);
        of_card.entry(id).or_default().push(kind);
    }
    let mut out = String::new();
    let mut sums = [0; KINDS.len()];
    for deck in decks {
        let mut by_kind: [Vec<&Card>; KINDS.len()] = Default::default();
        for card in &deck.cards {
            for kind in of_card.get(&card.id).map_or(&[][..], Vec::as_slice) {
                by_kind[*kind as usize].push(card);
            }
        }
        for (sum, cards) in sums.iter_mut().zip(&by_kind) {
            *sum += cards.len();
        }
        if by_kind.iter().any(|cards| !cards.is_empty()) {
            note(deck, &by_kind, (limit, paint), &mut out);
        }
    }
    let total = count(decks);
    let with_cards = decks.iter().filter(|deck| !deck.cards.is_empty()).count();
    let _ = write!(
        out,
        "{} in {}",
        counted(total, "card"),
        counted(with_cards, "deck")
    );
    let _ = match summary(&sums) {
        Some(summary) => writeln!(out, ": {summary}"),
        None => writeln!(out, ", nothing changed"),
    };
    out
}

/// A kind of change, as an index of [`KINDS`].
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Added,
    Edited,
    Moved,
    Revived,
    Retired,
}

/// Name and sign of each kind.
const KINDS: [(&str, &str); 5] = [
    ("added", "+"),
    ("edited", "~"),
    ("moved", ">"),
    ("back again", "+"),
    ("retired", "-"),
];

fn kind(change: Change) -> (Kind, CardId) {
    let kind = match change {
        Change::Added(_) => Kind::Added,
        Change::Edited(_) => Kind::Edited,
        Change::Moved(_) => Kind::Moved,
        Change::Revived(_) => Kind::Revived,
        Change::Retired(_) => Kind::Retired,
    };
    (kind, change.card())
}

fn note(
    deck: &Deck,
    by_kind: &[Vec<&Card>; KINDS.len()],
    (limit, paint): (usize, Paint),
    out: &mut String,
) {
    let counts: Vec<usize> = by_kind.iter().map(Vec::len).collect();
    let summary = summary(&counts).unwrap_or_default();
    let _ = writeln!(out, "{}  {summary}", paint.bold(&one_line(&deck.note)));
    // Of a new deck there is nothing to compare; `cards` lists what is in it.
    let is_new = counts[Kind::Added as usize] == deck.cards.len();
    if is_new && limit != usize::MAX {
        return;
    }
    for ((name, sign), cards) in KINDS.iter().zip(by_kind) {
        for card in cards.iter().take(limit) {
            let line = format!("{sign} {}", one_line(&card.question().prompt));
            let line = match *name {
                "retired" => paint.red(&line),
                "edited" | "moved" => paint.yellow(&line),
                _ => paint.green(&line),
            };
            let _ = writeln!(out, "  {line}");
        }
        if cards.len() > limit {
            let more = format!("{sign} … and {} more {name}", cards.len() - limit);
            let _ = writeln!(out, "  {}", paint.dim(&more));
        }
    }
}

fn summary(counts: &[usize]) -> Option<String> {
    let parts: Vec<String> = KINDS
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count > 0)
        .map(|((name, _), count)| format!("{count} {name}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Draft, Question};

    fn deck() -> (Deck, Vec<CardId>) {
        let ids: Vec<CardId> = ["a", "b", "c", "d"]
            .map(|name| CardId::of(&[name]))
            .to_vec();
        let cards = ids.iter().enumerate().map(|(i, id)| Card {
            id: *id,
            draft: Draft {
                question: Question {
                    prompt: format!("question {i}"),
                    ..Question::default()
                },
                ..Draft::default()
            },
            retired: i == 3,
            ..Card::default()
        });
        let deck = Deck {
            note: "a.md".into(),
            cards: cards.collect(),
        };
        (deck, ids)
    }

    #[test]
    fn people_see_what_happened_to_each_note() {
        let (deck, ids) = deck();
        let changes = [
            Change::Added(ids[0]),
            Change::Added(ids[1]),
            Change::Moved(ids[2]),
            Change::Edited(ids[2]),
            Change::Retired(ids[3]),
        ];
        assert_eq!(
            human(&[&deck], &changes, 1, Paint::Off),
            "a.md  2 added, 1 edited, 1 moved, 1 retired\n  + question 0\n  + … and 1 more added\n  \
             ~ question 2\n  > question 2\n  - question 3\n\
             3 cards in 1 deck: 2 added, 1 edited, 1 moved, 1 retired\n"
        );
        let all_new: Vec<Change> = ids.iter().map(|id| Change::Added(*id)).collect();
        let brief = human(&[&deck], &all_new, 1, Paint::Off);
        assert!(brief.starts_with("a.md  4 added\n3 cards"), "{brief}");
        let full = human(&[&deck], &all_new, usize::MAX, Paint::Off);
        assert!(full.contains("  + question 2\n"), "{full}");
        assert_eq!(
            human(&[&deck], &[], 1, Paint::Off),
            "3 cards in 1 deck, nothing changed\n"
        );
    }

    #[test]
    fn the_object_is_frozen() {
        let (deck, ids) = deck();
        let text = json(&[&deck], &[Change::Added(ids[0]), Change::Retired(ids[3])]);
        let (added, retired) = (ids[0], ids[3]);
        assert_eq!(
            text,
            format!(
                r#"{{"version":1,"cards":3,"added":["{added}"],"edited":[],"moved":[],"retired":["{retired}"],"revived":[],"uncertain":[]}}"#
            )
        );
    }
}
