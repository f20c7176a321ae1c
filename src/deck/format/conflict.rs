//! A deck that git left with conflict markers: the cards of both sides are in it, and none is lost.

use std::collections::BTreeMap;

use super::read::parse_one;
use crate::deck::{Card, CardId, Deck};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};

/// One side of the conflicts, and where each of its lines begins in it and in the file.
#[derive(Clone, Debug, Default)]
struct Side {
    text: String,
    lines: Vec<(usize, usize)>,
}

impl Side {
    fn push(&mut self, line: &str, at: usize) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(line);
    }

    /// The place in the file of a place in this side.
    fn place(&self, at: usize) -> usize {
        let next = self.lines.partition_point(|(own, _)| *own <= at);
        let line = next.checked_sub(1).and_then(|line| self.lines.get(line));
        line.map_or(at, |(own, file)| file + at - own)
    }
}

/// The side of git's conflicts that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    /// What both sides came from.
    Base,
    Theirs,
}

/// Reads a deck of which git kept both sides; none when it has no conflicts, or broken ones.
pub(super) fn parse(id: SourceId, note: &str, text: &str) -> Option<(Deck, Vec<Diagnostic>)> {
    let (marker, [ours, theirs]) = sides(text)?;
    let mut decks = Vec::new();
    let mut found = Vec::new();
    for side in [&ours, &theirs] {
        let (deck, problems) = parse_one(id, note, &side.text);
        decks.push(deck);
        for mut problem in problems {
            problem.span.start = side.place(problem.span.start);
            problem.span.end = side.place(problem.span.end);
            if !found.contains(&problem) {
                found.push(problem);
            }
        }
    }
    let span = Span {
        source: id,
        start: marker,
        end: marker + MARKS[0].len(),
    };
    let help = "`recito build` writes the deck without the marks";
    let what = "git left a conflict in the deck: the cards of both sides are read";
    found.push(Diagnostic {
        help: Some(help.into()),
        ..Diagnostic::new("broken-deck", Severity::Warning, what, span)
    });
    let theirs = decks.pop()?;
    Some((union(decks.pop()?, theirs), found))
}

/// How the lines begin that git writes around the sides.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The two sides, and where the first conflict begins.
fn sides(text: &str) -> Option<(usize, [Side; 2])> {
    let mut part = Part::Both;
    let mut first = None;
    let mut sides = [Side::default(), Side::default()];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mark = MARKS.iter().position(|mark| {
            let rest = line.strip_prefix(mark);
            rest.is_some_and(|rest| rest.starts_with([' ', '\n', '\r']) || rest.is_empty())
        });
        match (part, mark) {
            (Part::Both, Some(0)) => {
                first.get_or_insert(at);
                part = Part::Ours;
            }
            (Part::Ours, Some(1)) => part = Part::Base,
            (Part::Ours | Part::Base, Some(2)) => part = Part::Theirs,
            (Part::Theirs, Some(3)) => part = Part::Both,
            (_, Some(_)) => return None,
            (_, None) => {
                if matches!(part, Part::Both | Part::Ours) {
                    sides[0].push(line, at);
                }
                if matches!(part, Part::Both | Part::Theirs) {
                    sides[1].push(line, at);
                }
            }
        }
        at += line.len();
    }
    (part == Part::Both).then_some((first?, sides))
}

/// The cards of both decks. Of a card that both have, ours counts, with what only theirs says under `mine`.
fn union(mut ours: Deck, theirs: Deck) -> Deck {
    let places = ours.cards.iter().enumerate();
    let places: BTreeMap<CardId, usize> = places.map(|(at, card)| (card.id, at)).collect();
    for other in theirs.cards {
        match places.get(&other.id) {
            Some(at) => join(&mut ours.cards[*at], other),
            None => ours.cards.push(other),
        }
    }
    ours
}

fn join(ours: &mut Card, theirs: Card) {
    ours.retired &= theirs.retired;
    if ours.mine.raw.is_empty() {
        ours.mine = theirs.mine;
        return;
    }
    let known: Vec<String> = ours.mine.raw.lines().map(str::to_owned).collect();
    let new = theirs.mine.raw.lines().filter(|line| {
        let line = line.trim();
        !line.is_empty() && !known.iter().any(|known| known.trim() == line)
    });
    for line in new {
        // Two wordings cannot both hold; the other one is there to be chosen.
        ours.mine.raw.push_str("\n# of the other side: ");
        ours.mine.raw.push_str(line.trim_start_matches(['#', ' ']));
    }
    ours.mine.suspended |= theirs.mine.suspended;
}
