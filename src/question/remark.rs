//! Whether a meaning tells what a term is, or is a remark about it: an example, an opinion, a condition.

use super::context;
use crate::fact::text;
use crate::lexicon;

/// Whether a meaning begins as definitions do: with a genus or with what the thing does.
pub(super) fn defines(meaning: &str) -> bool {
    let first = text::words(meaning).into_iter().next().unwrap_or_default();
    matches!(
        first.as_str(),
        "a" | "an" | "the" | "any" | "process" | "method" | "set"
    ) || lexicon::is_third_person(&first)
}

/// How a remark begins that says something of a term but not what it is.
const VAGUE: [&str; 47] = [
    "one of the main ",
    "one of the most ",
    "that ",
    "which ",
    "such as",
    "including ",
    "include ",
    "can vary",
    "can be ",
    "can help",
    "can also",
    "could ",
    "may ",
    "not ",
    "also ",
    "an example of",
    "example of",
    "(e.g",
    "(ex",
    "e.g",
    "a common ",
    "a good ",
    "a great ",
    "a key ",
    "a popular ",
    "a useful ",
    "a big ",
    "a must",
    "an important ",
    "an essential ",
    "the most ",
    "ideal ",
    "good ",
    "best ",
    "suitable ",
    "the only ",
    "the best ",
    "the same ",
    "similar to ",
    "see ",
    "like ",
    "somewhere ",
    "a term ",
    "the term ",
    "of ",
    "where to ",
    "how to ",
];

/// Whether a meaning only gives an example or an opinion, or says what the term is not.
pub(super) fn is_vague(meaning: &str) -> bool {
    let lower = meaning.to_lowercase();
    let listed = ["->", "=>", "→", " etc", "...", " --"]
        .iter()
        .any(|sign| lower.contains(sign));
    listed
        || VAGUE.iter().any(|start| lower.starts_with(start))
        || lower.starts_with("one of ") && !lower.contains(" that ")
        || text::without_brackets(meaning).0.is_empty()
}

/// Fewest telling words outside the brackets of a meaning, and inside and outside of them.
const SAID: usize = 2;
const TOLD: usize = 3;

/// Whether a meaning says something in words: not in numbers only, and not by a row of names.
pub(super) fn says_enough(meaning: &str, english: bool) -> bool {
    let spelled = |text: &str| {
        let stems = context::stems(text);
        let word = |stem: &&String| stem.starts_with(char::is_alphabetic);
        stems.iter().filter(word).count()
    };
    let (bare, _) = text::without_brackets(meaning);
    let small = |word: &str| {
        word.starts_with(char::is_lowercase) && !lexicon::is_stop(word)
            || word.contains(|c: char| "-/".contains(c))
    };
    let opens = |word: &str| word.chars().skip(1).any(char::is_lowercase);
    let names = bare.contains(',')
        && !bare.split_whitespace().any(small)
        && bare.split_whitespace().any(opens);
    spelled(&bare) >= SAID && spelled(meaning) >= TOLD && !(english && names)
}

/// Whether a meaning begins with a word that only says where or when. "When" alone tells what a thing
/// is; with a second half it states a condition.
pub(super) fn opens_with_place(meaning: &str) -> bool {
    const PLACES: [&str; 28] = [
        "in",
        "on",
        "at",
        "via",
        "by",
        "from",
        "through",
        "under",
        "as",
        "per",
        "if",
        "unless",
        "within",
        "during",
        "because",
        "after",
        "before",
        "once",
        "while",
        "based",
        "prior",
        "due",
        "even",
        "unlike",
        "despite",
        "although",
        "instead",
        "according",
    ];
    text::words(meaning).first().is_some_and(|first| {
        PLACES.contains(&first.as_str()) || first == "when" && meaning.contains(',')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_define_nothing() {
        assert!(
            is_vague("an example of a queue") && is_vague("such as a queue") && is_vague("A -> B")
        );
        assert!(!is_vague("a store that keeps messages"));
        assert!(is_vague("where to look for the tide table"));
        assert!(!says_enough("1 m up to 20 m (3 fathoms)", true));
        assert!(!says_enough("Sand, Gravel, Rock", true));
        assert!(says_enough("a store that keeps messages", true));
        assert!(opens_with_place("when rain falls, close it"));
        assert!(!opens_with_place("when rain falls into an open hold"));
    }
}
