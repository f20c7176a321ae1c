//! What a build did, for people and as the frozen object of `build --json`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Serialize;

use super::paint::Paint;
use super::{counted, json_text};
use crate::deck::doubt::Doubt;
use crate::deck::{Card, CardId, Change, Deck};
use crate::printable::one_line;

/// What a build did.
#[derive(Clone, Copy, Debug, Default)]
pub struct News<'a> {
    pub decks: &'a [&'a Deck],
    pub changes: &'a [Change],
    /// The decks as they were.
    pub before: &'a [Deck],
    /// Links that only the learner can settle.
    pub doubts: &'a [Doubt],
}

/// The object of `build --json`, version 1. `cards` counts those that are asked; `uncertain` are cards
/// that may be ones that were studied under another wording.
pub fn json(news: &News<'_>) -> String {
    let News {
        decks,
        changes,
        doubts,
        ..
    } = *news;
    let uncertain: BTreeSet<CardId> = doubts.iter().map(|doubt| doubt.card).collect();
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
        uncertain: uncertain.iter().map(CardId::to_string).collect(),
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
    /// Cards whose links only a person can settle.
    uncertain: Vec<String>,
}

fn count(decks: &[&Deck]) -> usize {
    decks.iter().flat_map(|deck| deck.asked()).count()
}

/// How many cards of one kind of change are listed by name for a note.
pub const FEW: usize = 5;

/// Per note what happened to its cards, then the sums. At most `limit` cards are named for each kind
/// of change of a note; those of a new deck only when there is no limit.
pub fn human(news: &News<'_>, limit: usize, paint: Paint) -> String {
    let News { decks, changes, .. } = *news;
    let links = links(news);
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
            note(deck, &by_kind, &links, (limit, paint), &mut out);
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
    match news.doubts.len() {
        0 => {}
        1 => out.push_str("1 card may be one that you studied; `recito relink` asks about it\n"),
        many => {
            let _ = writeln!(
                out,
                "{many} cards may be ones that you studied; `recito relink` asks about them"
            );
        }
    }
    out
}

/// For cards whose statements were reworded: what the note said before, and how alike that is in percent.
fn links<'a>(news: &News<'a>) -> BTreeMap<CardId, (&'a str, u8)> {
    let alike: BTreeMap<CardId, u8> = news
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Reworded(id, percent) => Some((*id, *percent)),
            _ => None,
        })
        .collect();
    let cards = news.before.iter().flat_map(|deck| &deck.cards);
    cards
        .filter_map(|card| Some((card.id, (card.draft.fact.as_str(), *alike.get(&card.id)?))))
        .collect()
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
        Change::Edited(_) | Change::Reworded(..) => Kind::Edited,
        Change::Moved(_) => Kind::Moved,
        Change::Revived(_) => Kind::Revived,
        Change::Retired(_) => Kind::Retired,
    };
    (kind, change.card())
}

fn note(
    deck: &Deck,
    by_kind: &[Vec<&Card>; KINDS.len()],
    links: &BTreeMap<CardId, (&str, u8)>,
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
            if let (&"edited", Some((before, alike))) = (name, links.get(&card.id)) {
                let why = format!("the note said, {alike} % alike: {}", one_line(before));
                let _ = writeln!(out, "      {}", paint.dim(&why));
            }
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
    use crate::deck::doubt::How;
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

    fn news<'a>(decks: &'a [&'a Deck], changes: &'a [Change]) -> News<'a> {
        News {
            decks,
            changes,
            ..News::default()
        }
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
            human(&news(&[&deck], &changes), 1, Paint::Off),
            "a.md  2 added, 1 edited, 1 moved, 1 retired\n  + question 0\n  + … and 1 more added\n  \
             ~ question 2\n  > question 2\n  - question 3\n\
             3 cards in 1 deck: 2 added, 1 edited, 1 moved, 1 retired\n"
        );
        let all_new: Vec<Change> = ids.iter().map(|id| Change::Added(*id)).collect();
        let brief = human(&news(&[&deck], &all_new), 1, Paint::Off);
        assert!(brief.starts_with("a.md  4 added\n3 cards"), "{brief}");
        let full = human(&news(&[&deck], &all_new), usize::MAX, Paint::Off);
        assert!(full.contains("  + question 2\n"), "{full}");
        assert_eq!(
            human(&news(&[&deck], &[]), 1, Paint::Off),
            "3 cards in 1 deck, nothing changed\n"
        );
    }

    #[test]
    fn a_link_says_what_it_was_made_from_and_a_doubt_where_it_is_settled() {
        let (deck, ids) = deck();
        let mut before = deck.clone();
        before.cards[2].draft.fact = "what stood there".into();
        let doubt = Doubt {
            card: ids[0],
            from: ids[3],
            how: How::Reworded,
            before: String::new(),
            alike: 50,
        };
        let changes = [Change::Reworded(ids[2], 83)];
        let all = News {
            before: &[before],
            doubts: &[doubt],
            decks: &[&deck],
            changes: &changes,
        };
        assert_eq!(
            human(&all, 1, Paint::Off),
            "a.md  1 edited\n  ~ question 2\n      the note said, 83 % alike: what stood there\n\
             3 cards in 1 deck: 1 edited\n\
             1 card may be one that you studied; `recito relink` asks about it\n"
        );
        assert!(json(&all).contains(&format!(r#""uncertain":["{}"]"#, ids[0])));
    }

    #[test]
    fn the_object_is_frozen() {
        let (deck, ids) = deck();
        let text = json(&news(
            &[&deck],
            &[Change::Added(ids[0]), Change::Retired(ids[3])],
        ));
        let (added, retired) = (ids[0], ids[3]);
        assert_eq!(
            text,
            format!(
                r#"{{"version":1,"cards":3,"added":["{added}"],"edited":[],"moved":[],"retired":["{retired}"],"revived":[],"uncertain":[]}}"#
            )
        );
    }
}
