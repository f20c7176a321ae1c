//! The last round: cards whose statement was reworded, found by what they say and where they stand.

use std::collections::{HashMap, HashSet};

use rapidfuzz::distance::indel;

use super::{Entry, Pairs};
use crate::deck::similar::{LINK, Statement, links};

/// Answers of a reworded statement that are less alike are different questions about it.
const SAME_ANSWER: f64 = 0.5;

/// Pairs what is still free: of statements that are gone from the notes with those that are new in
/// them, where they are too alike to be two. A card goes to a draft of the same template.
pub(super) fn round(known: &[Entry<'_>], fresh: &[Entry<'_>], pairs: &mut Pairs) {
    let gone = groups(known, fresh, |card| pairs.draft_of[card]);
    let new = groups(fresh, known, |draft| pairs.card_of[draft].map(|_| draft));
    if gone.is_empty() || new.is_empty() {
        return;
    }
    for link in links(&statements(&gone), &statements(&new)) {
        if link.likeness < LINK {
            // The most alike come first.
            break;
        }
        let (cards, drafts) = (&gone[link.old].members, &new[link.new].members);
        for (card, draft) in same_questions((known, cards), (fresh, drafts)) {
            pairs.draft_of[card] = Some(draft);
            pairs.card_of[draft] = Some(card);
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

/// Which card asks what a draft asks: of the same template, with much the same answer, or the only
/// one of it on both sides.
fn same_questions(
    (known, cards): (&[Entry<'_>], &[usize]),
    (fresh, drafts): (&[Entry<'_>], &[usize]),
) -> Vec<(usize, usize)> {
    let of = |entries: &[Entry<'_>], members: &[usize], template: &str| {
        let same = members
            .iter()
            .filter(|member| entries[**member].key.template == template);
        same.count()
    };
    let mut candidates = Vec::new();
    for &card in cards {
        let old = &known[card].key;
        let only = of(known, cards, &old.template) == 1 && of(fresh, drafts, &old.template) == 1;
        for &draft in drafts
            .iter()
            .filter(|draft| fresh[**draft].key.template == old.template)
        {
            let new = &fresh[draft].key;
            let alike = indel::normalized_similarity(old.answer.chars(), new.answer.chars());
            if only || alike >= SAME_ANSWER {
                candidates.push((alike, card, draft));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut met, mut taken) = (HashSet::new(), HashSet::new());
    let mut found = Vec::new();
    for (_, card, draft) in candidates {
        if !met.contains(&card) && !taken.contains(&draft) {
            met.insert(card);
            taken.insert(draft);
            found.push((card, draft));
        }
    }
    found
}
