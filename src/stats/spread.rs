//! How long the memories last: cards by their stability.

use std::collections::BTreeMap;

use crate::deck::CardId;
use crate::schedule::Memory;

use super::Subject;

/// Classes of stability: their name, and the days below which it lies.
const CLASSES: [(&str, f32); 6] = [
    ("under a day", 1.0),
    ("days", 7.0),
    ("weeks", 30.0),
    ("months", 90.0),
    ("up to a year", 365.0),
    ("over a year", f32::INFINITY),
];

/// How many cards are in each class of stability, the days after which nine in ten are recalled.
pub(super) fn spread(
    subjects: &[Subject],
    memories: &BTreeMap<CardId, Memory>,
) -> Vec<(&'static str, usize)> {
    let of = |subject: &Subject| memories.get(&subject.card).map(|memory| memory.stability);
    let stabilities: Vec<f32> = subjects.iter().filter_map(of).collect();
    let mut least = 0.0;
    CLASSES
        .iter()
        .map(|(name, below)| {
            let inside = stabilities
                .iter()
                .filter(|days| (least..*below).contains(*days));
            let count = inside.count();
            least = *below;
            (*name, count)
        })
        .collect()
}
