//! The last round: cards whose statement was reworded, found by what they say and where they stand.

use std::collections::{HashMap, HashSet};

use super::{Entry, Pairs};
use crate::deck::key::same_questions;
use crate::deck::similar::{LINK, Statement, links, percent};

/// Pairs what is still free: of statements that are gone from the notes with those that are new in
/// them, where they are too alike to be two. A card goes to a draft of the same template. Drafts that are
/// `held` are not looked at.
pub(super) fn round(
    known: &[Entry<'_>],
    fresh: &[Entry<'_>],
    held: &HashSet<usize>,
    pairs: &mut Pairs,
) {
    let gone = groups(known, fresh, |card| pairs.draft_of[card]);
    let paired = |draft: usize| pairs.card_of[draft].is_some() || held.contains(&draft);
    let new = groups(fresh, known, |draft| paired(draft).then_some(draft));
    if gone.is_empty() || new.is_empty() {
        return;
    }
    for link in links(&statements(&gone), &statements(&new)) {
        if link.likeness < LINK {
            // The most alike come first.
            break;
        }
        let keys = |entries: &[Entry<'_>], members: &[usize]| {
            let key = |member: &usize| (*member, entries[*member].key.clone());
            members.iter().map(key).collect::<Vec<_>>()
        };
        let cards = keys(known, &gone[link.old].members);
        let drafts = keys(fresh, &new[link.new].members);
        for (card, draft) in same_questions(&cards, &drafts) {
            pairs.draft_of[card] = Some(draft);
            pairs.card_of[draft] = Some(card);
            pairs.alike[draft] = Some(percent(link.likeness));
        }
    }
}

/// The entries without a partner that come from one statement.
struct Group<'a> {
    statement: Statement<'a>,
    members: Vec<usize>,
}

fn statements<'a>(groups: &[Group<'a>]) -> Vec<Statement<'a>> {
    groups.iter().map(|group| group.statement).collect()
}

/// The statements of entries without a partner, unless the other side says the same somewhere: then
/// the statement was not reworded. `partner` gives a number that old and new share.
fn groups<'a>(
    entries: &'a [Entry<'a>],
    others: &[Entry<'_>],
    partner: impl Fn(usize) -> Option<usize>,
) -> Vec<Group<'a>> {
    let said: HashSet<&str> = others.iter().map(|entry| entry.key.fact.as_str()).collect();
    let before = nearest(entries, 0..entries.len(), &partner);
    let after = nearest(entries, (0..entries.len()).rev(), &partner);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut place_of: HashMap<(&str, &[String], &str), usize> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        let text = entry.key.fact.as_str();
        if partner(place).is_some() || said.contains(text) {
            continue;
        }
        let under = entry.draft.under.as_slice();
        let group = *place_of
            .entry((entry.note, under, text))
            .or_insert_with(|| {
                groups.push(Group {
                    statement: Statement {
                        text,
                        note: entry.note,
                        under,
                        before: before[place],
                        after: None,
                    },
                    members: Vec::new(),
                });
                groups.len() - 1
            });
        groups[group].members.push(place);
        groups[group].statement.after = after[place];
    }
    groups
}

/// For each entry, the last one before it in its note that has a partner. Retired cards stand
/// nowhere.
fn nearest(
    entries: &[Entry<'_>],
    order: impl Iterator<Item = usize>,
    partner: impl Fn(usize) -> Option<usize>,
) -> Vec<Option<usize>> {
    let mut found = vec![None; entries.len()];
    let mut last: Option<(&str, usize)> = None;
    for place in order.filter(|place| !entries[*place].retired()) {
        let note = entries[place].note;
        found[place] = last.filter(|(of, _)| *of == note).map(|(_, number)| number);
        if let Some(number) = partner(place) {
            last = Some((note, number));
        }
    }
    found
}
