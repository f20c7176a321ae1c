//! Which words are English, and which are well-known slips of one.
//!
//! The two lists are sorted, a word a line, and are searched where they lie: nothing is loaded but where
//! the words of each two first letters begin. Where the lists come from stands in their first lines.

use std::sync::LazyLock;

static KNOWN: List = List::new(include_str!("spelling/known.txt"), || starts(&KNOWN));
static MISSPELT: List = List::new(include_str!("spelling/misspelt.txt"), || starts(&MISSPELT));

/// A sorted list of lines that each begin with a word.
struct List {
    text: &'static str,
    /// Where the words of each pair of first letters begin, and where those of the last one end.
    starts: LazyLock<Vec<usize>>,
}

impl List {
    const fn new(text: &'static str, starts: fn() -> Vec<usize>) -> List {
        let starts = LazyLock::new(starts);
        List { text, starts }
    }
}

/// The letters that words of the lists begin with.
const LETTERS: std::ops::RangeInclusive<u8> = b'a'..=b'z';

fn starts(list: &List) -> Vec<usize> {
    let pairs = LETTERS.flat_map(|a| LETTERS.map(move |b| [a, b]));
    let start = |pair: [u8; 2]| search(list.text, (0, list.text.len()), &pair).0;
    let end = search(list.text, (0, list.text.len()), b"{").0;
    pairs.map(start).chain([end]).collect()
}

/// Whether a lower-case word is English, in its base form or a regular inflection.
pub fn is_known(word: &str) -> bool {
    has(word) || stems(word).any(|stem| stem.len() >= 3 && has(&stem))
}

fn has(word: &str) -> bool {
    find(&KNOWN, word).is_some()
}

/// What was meant by a lower-case word that is a well-known slip, likeliest first; empty for all others.
/// With a capital it may be a name all the same.
pub fn corrections(word: &str) -> impl Iterator<Item = &'static str> {
    let meant = find(&MISSPELT, word).unwrap_or_default();
    meant.split(' ').filter(|word| !word.is_empty())
}

/// The words that a regular inflection may come from.
fn stems(word: &str) -> impl Iterator<Item = String> + '_ {
    const ENDINGS: &[(&str, &str)] = &[
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
    ];
    ENDINGS.iter().filter_map(|(ending, instead)| {
        let stem = word.strip_suffix(ending)?;
        Some(format!("{stem}{instead}"))
    })
}

/// What follows a lower-case word in a list.
fn find(list: &'static List, word: &str) -> Option<&'static str> {
    let letter = |i: usize| {
        let byte = word.as_bytes().get(i).filter(|b| b.is_ascii_lowercase())?;
        Some(usize::from(byte - b'a'))
    };
    let first = letter(0)?;
    let within = match letter(1) {
        Some(second) => {
            let pair = first * LETTERS.len() + second;
            // What lies between "az" and "ba" is searched for with the words of "az".
            (list.starts[pair], list.starts[pair + 1])
        }
        None => (0, list.text.len()),
    };
    search(list.text, within, word.as_bytes()).1
}

/// Where a word stands in a part of a sorted list of lines, or would stand, and what follows it there.
fn search<'t>(
    list: &'t str,
    (mut low, mut high): (usize, usize),
    word: &[u8],
) -> (usize, Option<&'t str>) {
    let bytes = list.as_bytes();
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(low, |at| low + at + 1);
        let end = bytes[middle..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(bytes.len(), |at| middle + at);
        let line = &list[start..end];
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        // Comments sort before all words.
        match first.as_bytes().cmp(word) {
            std::cmp::Ordering::Equal => return (start, Some(rest)),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    (low, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_their_inflections_are_known() {
        for word in [
            "word", "words", "studies", "studied", "baking", "stopped", "quickly", "zebra",
            "aardvark", "colour",
        ] {
            assert!(is_known(word), "{word}");
        }
        for word in [
            "",
            "#",
            "wrod",
            "kubelet",
            "eventbridge",
            "of slip",
            "scalingis",
        ] {
            assert!(!is_known(word), "{word}");
        }
    }

    #[test]
    fn slips_are_corrected() {
        let check = |word: &str, expect: &[&str]| {
            assert_eq!(corrections(word).collect::<Vec<_>>(), expect, "{word}");
        };
        check("recieve", &["receive"]);
        check("ned", &["need", "end", "nod"]);
        check("receive", &[]);
        check("#", &[]);
        // The first, the last, and all between the first ones of their letters.
        for list in [&KNOWN, &MISSPELT] {
            for line in list.text.lines().filter(|line| !line.starts_with('#')) {
                let word = line.split(' ').next().unwrap_or_default();
                assert!(find(list, word).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [&KNOWN, &MISSPELT] {
            let lines = list.text.lines().filter(|line| !line.starts_with('#'));
            let all: Vec<&str> = lines
                .map(|line| line.split(' ').next().unwrap_or_default())
                .collect();
            assert!(all.len() > 80_000);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
