//! Words that turn a statement around, or say how far it holds.

/// Whether a lower-case word, without its apostrophe, turns the others around.
pub fn is_negation(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "no"
            | "non"
            | "without"
            | "never"
            | "isnt"
            | "arent"
            | "except"
            | "dont"
            | "doesnt"
            | "cant"
            | "cannot"
            | "wont"
            | "neither"
            | "nor"
            | "opposite"
            | "contrary"
            | "unlike"
            | "lack"
            | "absence"
            | "instead"
            | "rather"
            | "versus"
            | "false"
    )
}

/// Whether a lower-case word says how far a statement holds.
pub fn is_hedge(word: &str) -> bool {
    matches!(
        word,
        "always"
            | "often"
            | "usually"
            | "mostly"
            | "mainly"
            | "sometimes"
            | "rarely"
            | "seldom"
            | "only"
            | "all"
            | "most"
            | "some"
            | "few"
            | "every"
            | "unless"
            | "must"
            | "may"
    )
}
