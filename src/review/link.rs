//! Which cards an answer counts for, where a learner has said that one card asks what another asked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Event, Log};
use crate::deck::CardId;

/// The cards that continue others: of a reworded statement the new card, of a split one both, of joined
/// ones the one that is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heirs {
    /// All that continue a card, near and far, without the card itself.
    of: BTreeMap<CardId, BTreeSet<CardId>>,
}

impl Heirs {
    /// The card itself and those that continue it.
    pub fn with(&self, card: CardId) -> impl Iterator<Item = CardId> {
        let heirs = self.of.get(&card).into_iter().flatten().copied();
        std::iter::once(card).chain(heirs)
    }
}

impl Log {
    /// What was said of each pair, the card of now and that of before: whether they are the same.
    pub fn links(&self) -> BTreeMap<(CardId, CardId), bool> {
        let mut links = BTreeMap::new();
        for record in &self.records {
            if let Event::Link { card, from, same } = &record.event {
                links.insert((*card, *from), *same);
            }
        }
        links
    }

    /// Who continues whom. Cards that two devices linked in both directions continue each other.
    pub fn heirs(&self) -> Heirs {
        let mut next: BTreeMap<CardId, Vec<CardId>> = BTreeMap::new();
        for ((card, from), _) in self.links().into_iter().filter(|(_, same)| *same) {
            next.entry(from).or_default().push(card);
        }
        let reached = |start: CardId| {
            let mut found = BTreeSet::new();
            let mut open = vec![start];
            while let Some(card) = open.pop() {
                let more = next.get(&card).into_iter().flatten();
                open.extend(more.filter(|card| **card != start && found.insert(**card)));
            }
            found
        };
        Heirs {
            of: next.keys().map(|card| (*card, reached(*card))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::Record;

    fn check(links: &[(&str, &str, bool)], card: &str, expect: &[&str]) {
        let id = |name: &str| CardId::of(&[name]);
        let record = |(seq, (from, card, same)): (u64, &(&str, &str, bool))| Record {
            device: "d".into(),
            seq,
            at: Moment::default(),
            event: Event::Link {
                card: id(card),
                from: id(from),
                same: *same,
            },
        };
        let (log, _) = Log::fold((1..).zip(links).map(record).collect());
        let found: BTreeSet<CardId> = log.heirs().with(id(card)).collect();
        let expect: BTreeSet<CardId> = expect.iter().map(|name| id(name)).collect();
        assert_eq!(found, expect, "{links:?}");
    }

    #[test]
    fn histories_follow_links_near_and_far() {
        check(&[], "a", &["a"]);
        check(&[("a", "b", true)], "a", &["a", "b"]);
        check(&[("a", "b", true)], "b", &["b"]);
        check(&[("a", "b", true), ("b", "c", true)], "a", &["a", "b", "c"]);
        // Split.
        check(&[("a", "b", true), ("a", "c", true)], "a", &["a", "b", "c"]);
        // Two devices went opposite ways.
        check(&[("a", "b", true), ("b", "a", true)], "b", &["a", "b"]);
        check(&[("a", "a", true)], "a", &["a"]);
        // The learner changed their mind.
        check(&[("a", "b", true), ("a", "b", false)], "a", &["a"]);
        check(&[("a", "b", false), ("a", "b", true)], "a", &["a", "b"]);
    }
}
