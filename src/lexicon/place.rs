//! Words behind "is": what has a place, and what needs a preposition.

use std::sync::LazyLock;

use super::{Pairs, Words, pairs, words};

static LOCATED: Words = LazyLock::new(|| words(include_str!("located.txt")));
static GOVERNED: Pairs = LazyLock::new(|| pairs(include_str!("adjective-preposition.tsv")));

/// Whether one asks where this is done: "stored", "defined".
pub fn is_located(participle: &str) -> bool {
    LOCATED.contains(participle)
}

/// Whether an adjective goes with a preposition: "vulnerable to".
pub fn governs(adjective: &str, preposition: &str) -> bool {
    let all = GOVERNED.get(adjective).map(|all| all.split(' '));
    all.is_some_and(|mut all| all.any(|one| one == preposition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_be() {
        assert!(is_located("stored") && !is_located("owned"));
        assert!(governs("vulnerable", "to") && !governs("vulnerable", "with"));
    }
}
