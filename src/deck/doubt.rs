//! Links between old cards and edited notes that only the learner can settle.
//!
//! What is plain is linked by [`super::reconcile`]. Left are studied cards whose statements have gone from
//! the notes, or are no longer what was studied, beside cards that nobody has studied yet: a statement that
//! was reworded a lot, split in two, or joined with another. Nothing is lost while nobody answers: the old
//! card keeps its history, the new one is learned as new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::key::{Key, normalised, same_questions};
use super::reconcile::Seen;
use super::similar::{self, Statement, percent};
use super::{Card, CardId, Deck};

/// A card that may be one that was studied under another wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The card of now.
    pub card: CardId,
    /// The card whose history it may continue.
    pub from: CardId,
    pub how: How,
    /// What the note said when that card was studied last.
    pub before: String,
    /// How alike the statements are, in percent.
    pub alike: u8,
}

/// What may have become of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Reworded,
    /// The card of now asks for a part of it.
    Split,
    /// It became a part of another one.
    Joined,
}

impl How {
    /// As it is written for people and programs.
    pub fn name(self) -> &'static str {
        match self {
            How::Reworded => "reworded",
            How::Split => "split",
            How::Joined => "joined",
        }
    }
}

/// What was said of pairs of cards, that of now and that of before: whether they are the same.
pub type Settled = BTreeMap<(CardId, CardId), bool>;

/// This share of the words of a statement has to stand in another of which it is a part.
const PART: f64 = 0.8;

/// Statements of fewer words are parts of many others.
const PART_WORDS: usize = 3;

/// Words that are shorter do not make two statements worth a comparison.
const TELLING: usize = 4;

/// The doubts about these decks, in the order of the notes. `seen` is what was studied, by time; pairs that
/// are settled are left out.
pub fn doubts(decks: &[&Deck], seen: &[Seen], settled: &Settled) -> Vec<Doubt> {
    let sides = Sides::of(decks, seen, settled);
    if sides.gone.list.is_empty() && sides.edited.list.is_empty() {
        return Vec::new();
    }
    let new = sides.worth_comparing();
    let mut found = Found {
        settled,
        doubts: Vec::new(),
    };
    let mut placed = (BTreeSet::new(), BTreeSet::new());
    let old: Vec<_> = sides.gone.list.iter().map(Group::statement).collect();
    let now: Vec<_> = new.iter().map(|group| group.statement()).collect();
    for link in similar::links(&old, &now) {
        let (old, now) = (&sides.gone.list[link.old], new[link.new]);
        if found.add(old, now, (How::Reworded, link.likeness)) {
            placed.0.insert(link.old);
            placed.1.insert(link.new);
        }
    }
    let rest = |(place, _): &(usize, &&Group)| !placed.1.contains(place);
    for (_, now) in new.iter().enumerate().filter(rest) {
        let whole = sides.gone.list.iter().chain(&sides.edited.list);
        if let Some((old, share)) = best(whole, |old| part(now, old)) {
            found.add(old, now, (How::Split, share));
        }
    }
    let rest = |(place, _): &(usize, &Group)| !placed.0.contains(place);
    for (_, old) in sides.gone.list.iter().enumerate().filter(rest) {
        let whole = sides.grown.list.iter().chain(new.iter().copied());
        if let Some((now, share)) = best(whole, |now| part(old, now)) {
            found.add(old, now, (How::Joined, share));
        }
    }
    let order = order(decks);
    found
        .doubts
        .sort_by_key(|doubt| (order[&doubt.card], doubt.from));
    found.doubts
}

/// Place of each card in the notes.
fn order(decks: &[&Deck]) -> HashMap<CardId, usize> {
    let cards = decks.iter().flat_map(|deck| &deck.cards);
    cards.enumerate().map(|(at, card)| (card.id, at)).collect()
}

/// The cards that ask about one statement.
struct Group<'a> {
    note: &'a str,
    under: &'a [String],
    /// Without the accidents of typing.
    text: String,
    /// As the note said it.
    said: &'a str,
    /// What has changed in it, if both are known: what stood there before or stands there now.
    other: Option<String>,
    members: Vec<(CardId, Key)>,
}

impl Group<'_> {
    fn statement(&self) -> Statement<'_> {
        Statement {
            text: &self.text,
            note: self.note,
            under: self.under,
            ..Statement::default()
        }
    }
}

/// Statements by what has become of them.
#[derive(Default)]
struct Sides<'a> {
    /// Studied, and not in the notes any more.
    gone: Groups<'a>,
    /// Studied, and reworded since: as they were.
    edited: Groups<'a>,
    /// The same ones as they are.
    grown: Groups<'a>,
    /// In the notes, and never studied.
    new: Groups<'a>,
}

/// What is known of cards beside their decks.
struct Known<'a> {
    /// What was studied last of each card.
    studied: BTreeMap<CardId, &'a Seen>,
    /// Cards that others continue, and those others.
    continued: HashSet<CardId>,
    heirs: HashSet<CardId>,
    /// What studied cards say that are in the notes.
    said: HashSet<String>,
}

impl<'a> Known<'a> {
    fn of(decks: &[&Deck], seen: &'a [Seen], settled: &Settled) -> Known<'a> {
        let studied: BTreeMap<CardId, &Seen> = seen.iter().map(|seen| (seen.card, seen)).collect();
        let yes = || {
            settled
                .iter()
                .filter(|(_, same)| **same)
                .map(|(pair, _)| pair)
        };
        let asked = decks.iter().flat_map(|deck| deck.asked());
        let said = asked.filter(|card| studied.contains_key(&card.id));
        Known {
            said: said.map(|card| normalised(&card.draft.fact)).collect(),
            studied,
            continued: yes().map(|(_, from)| *from).collect(),
            heirs: yes().map(|(card, _)| *card).collect(),
        }
    }
}

impl<'a> Sides<'a> {
    fn of(decks: &[&'a Deck], seen: &'a [Seen], settled: &Settled) -> Sides<'a> {
        let mut known = Known::of(decks, seen, settled);
        let mut sides = Sides::default();
        for deck in decks.iter().copied() {
            for card in &deck.cards {
                let seen = known.studied.remove(&card.id);
                sides.sort(&deck.note, card, seen, &known);
            }
        }
        // Left are the cards that stand in no deck.
        let notes: HashSet<&str> = decks.iter().map(|deck| deck.note.as_str()).collect();
        for seen in known.studied.values() {
            let text = normalised(&seen.fact);
            let lost = notes.contains(seen.note.as_str())
                && !known.continued.contains(&seen.card)
                && !known.said.contains(&text);
            if let (true, Some(card)) = (lost, seen.card()) {
                let member = (seen.card, Key::of(&card.draft));
                sides
                    .gone
                    .add((&seen.note, &seen.under), member, (text, &seen.fact), None);
            }
        }
        // What is said again somewhere has not gone.
        let again: HashSet<String> = sides
            .new
            .list
            .iter()
            .map(|group| group.text.clone())
            .collect();
        sides.gone.list.retain(|group| !again.contains(&group.text));
        sides
    }

    /// Puts a card of a deck where it belongs.
    fn sort(&mut self, note: &'a str, card: &'a Card, seen: Option<&'a Seen>, known: &Known<'_>) {
        let draft = &card.draft;
        let place = (note, draft.under.as_slice());
        let member = || (card.id, Key::of(draft));
        let now = normalised(&draft.fact);
        let said = known.said.contains(&now);
        match seen {
            Some(_) if card.retired && !said && !known.continued.contains(&card.id) => {
                self.gone.add(place, member(), (now, &draft.fact), None);
            }
            Some(seen) if !card.retired => {
                let before = normalised(&seen.fact);
                if before != now {
                    let other = Some(now.clone());
                    self.edited
                        .add(place, member(), (before.clone(), &seen.fact), other);
                    self.grown
                        .add(place, member(), (now, &draft.fact), Some(before));
                }
            }
            None if !card.retired && !said && !known.heirs.contains(&card.id) => {
                self.new.add(place, member(), (now, &draft.fact), None);
            }
            _ => {}
        }
    }

    /// The new statements that share something with what was studied: a large collection has many that do
    /// not, and nothing is known of them.
    fn worth_comparing(&self) -> Vec<&Group<'a>> {
        let telling = |text: &'_ str| -> Vec<String> {
            let words = text.split_whitespace().filter(|word| word.len() >= TELLING);
            words.map(str::to_owned).collect()
        };
        let old = || self.gone.list.iter().chain(&self.edited.list);
        let words: HashSet<String> = old().flat_map(|group| telling(&group.text)).collect();
        let places: HashSet<_> = old().map(|group| (group.note, group.under)).collect();
        let worth = |group: &&Group<'a>| {
            places.contains(&(group.note, group.under))
                || telling(&group.text)
                    .iter()
                    .filter(|word| words.contains(*word))
                    .count()
                    >= 2
        };
        self.new.list.iter().filter(worth).collect()
    }
}

/// Statements in the order in which they were met.
#[derive(Default)]
struct Groups<'a> {
    list: Vec<Group<'a>>,
    places: BTreeMap<(&'a str, &'a [String], String), usize>,
}

impl<'a> Groups<'a> {
    fn add(
        &mut self,
        (note, under): (&'a str, &'a [String]),
        member: (CardId, Key),
        (text, said): (String, &'a str),
        other: Option<String>,
    ) {
        let place = *self
            .places
            .entry((note, under, text.clone()))
            .or_insert_with(|| {
                self.list.push(Group {
                    note,
                    under,
                    text,
                    said,
                    other,
                    members: Vec::new(),
                });
                self.list.len() - 1
            });
        self.list[place].members.push(member);
    }
}

/// What share of a statement stands in another one, if that makes it a part of it: in the same note or under
/// the same heading, and not in what the other was otherwise.
fn part(inner: &Group<'_>, outer: &Group<'_>) -> Option<f64> {
    let near = inner.note == outer.note || inner.under.last() == outer.under.last();
    let words = similar::words(&inner.text);
    let share = |text: &str| similar::share(&words, &similar::words(text));
    let other = |text: &String| share(text) >= PART;
    let may = near
        && words.len() >= PART_WORDS
        && inner.text.len() < outer.text.len()
        && !outer.other.as_ref().is_some_and(other);
    let found = share(&outer.text);
    (may && found >= PART).then_some(found)
}

/// The one of which a part is largest; the first of equals.
fn best<'g, 'a: 'g>(
    groups: impl Iterator<Item = &'g Group<'a>>,
    share: impl Fn(&Group<'a>) -> Option<f64>,
) -> Option<(&'g Group<'a>, f64)> {
    let mut best: Option<(&Group<'a>, f64)> = None;
    for group in groups {
        if let Some(share) = share(group)
            && best.is_none_or(|(_, most)| share > most)
        {
            best = Some((group, share));
        }
    }
    best
}

struct Found<'a> {
    settled: &'a Settled,
    doubts: Vec<Doubt>,
}

impl Found<'_> {
    /// Notes the cards of a statement that may be those of another; says whether there are any.
    fn add(&mut self, old: &Group<'_>, now: &Group<'_>, (how, likeness): (How, f64)) -> bool {
        let pairs = same_questions(&old.members, &now.members);
        let some = !pairs.is_empty();
        let open = pairs.into_iter().filter(|(from, card)| {
            let settled = self.settled.contains_key(&(*card, *from));
            card != from && !settled
        });
        self.doubts.extend(open.map(|(from, card)| Doubt {
            card,
            from,
            how,
            before: old.said.to_owned(),
            alike: percent(likeness),
        }));
        some
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{Draft, Question};

    /// Cards as `fact`, `-fact` for a retired one; before `<` what was studied, which makes it a card that
    /// was: `now < before`.
    fn check(cards: &[&str], settled: &[(usize, usize, bool)], expect: &[&str]) {
        let id = |at: usize| CardId::of(&[&at.to_string()]);
        let mut deck = Deck {
            note: "a.md".into(),
            ..Deck::default()
        };
        let mut seen = Vec::new();
        for (at, text) in cards.iter().enumerate() {
            let (fact, studied) = match text.split_once(" < ") {
                Some((fact, studied)) => (fact, Some(studied)),
                None => (*text, None),
            };
            let retired = fact.starts_with('-');
            let fact = fact.trim_start_matches('-');
            deck.cards.push(Card {
                id: id(at),
                draft: Draft {
                    question: Question {
                        answer: vec![fact.split(' ').next().unwrap().to_owned()],
                        ..Question::default()
                    },
                    template: "cloze".into(),
                    under: vec!["Locks".into()],
                    fact: fact.into(),
                    ..Draft::default()
                },
                retired,
                ..Card::default()
            });
            seen.extend(studied.map(|studied| Seen {
                card: id(at),
                note: "a.md".into(),
                under: vec!["Locks".into()],
                fact: studied.into(),
                ..Seen::default()
            }));
        }
        let settled = settled
            .iter()
            .map(|(card, from, same)| ((id(*card), id(*from)), *same));
        let place = |card: CardId| (0..cards.len()).find(|at| id(*at) == card).unwrap();
        let found: Vec<String> = doubts(&[&deck], &seen, &settled.collect())
            .iter()
            .map(|doubt| {
                let (card, from) = (place(doubt.card), place(doubt.from));
                format!("{card} {} {from}", doubt.how.name())
            })
            .collect();
        assert_eq!(found, expect, "{cards:?}");
    }

    const OLD: &str = "the gate opens after three minutes of high water";
    const NEW: &str = "gates open when the water is high for some minutes";

    #[test]
    fn a_studied_card_that_is_gone_may_be_a_new_one() {
        let gone = format!("-{OLD} < {OLD}");
        check(&[NEW, &gone], &[], &["0 reworded 1"]);
        // Nobody studied it: nothing can be lost.
        check(&[NEW, &format!("-{OLD}")], &[], &[]);
        // The new one has a history of its own.
        check(&[&format!("{NEW} < {NEW}"), &gone], &[], &[]);
        // It is still said.
        check(&[NEW, OLD, &gone], &[], &[]);
        check(&["a sluice lets boats pass", &gone], &[], &[]);
        for same in [true, false] {
            check(&[NEW, &gone], &[(0, 1, same)], &[]);
        }
    }

    #[test]
    fn a_statement_may_have_been_split_or_joined() {
        let (a, b) = (
            "keepers close the gates at dusk",
            "they light the lamps of the quay",
        );
        let both = format!("{a} and {b}");
        check(&[&format!("{a} < {both}"), b], &[], &["1 split 0"]);
        check(
            &[&format!("{both} < {a}"), &format!("-{b} < {b}")],
            &[],
            &["0 joined 1"],
        );
        check(
            &[&format!("{both} < {a}"), &format!("-{b} < {b}")],
            &[(0, 1, false)],
            &[],
        );
        // It stood there before, too.
        check(&[&format!("{both} now < {both}"), b], &[], &[]);
    }
}
