//! Which words are English, and which are well-known slips of one.
//!
//! The two lists are sorted, a word a line, and are searched where they lie: nothing is loaded, so a
//! program that checks one short note does not pay for them. Where they come from stands in their
//! first lines.

const KNOWN: &str = include_str!("spelling/known.txt");
const MISSPELT: &str = include_str!("spelling/misspelt.txt");

/// Whether a lower-case word is English, in its base form or a regular inflection.
pub fn is_known(word: &str) -> bool {
    has(word) || stems(word).any(|stem| stem.len() >= 3 && has(&stem))
}

fn has(word: &str) -> bool {
    find(KNOWN, word).is_some()
}

/// What was meant by a lower-case word that is a well-known slip, likeliest first; empty for all others.
/// With a capital it may be a name all the same.
pub fn corrections(word: &str) -> impl Iterator<Item = &'static str> {
    let meant = find(MISSPELT, word).unwrap_or_default();
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

/// What follows a word in a sorted list of lines that each begin with one.
fn find(list: &'static str, word: &str) -> Option<&'static str> {
    if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let bytes = list.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[..middle]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        let end = bytes[middle..]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(bytes.len(), |at| middle + at);
        let line = &list[start..end];
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        // Comments sort before all words.
        match first.cmp(word) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
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
    }

    #[test]
    fn the_lists_are_sorted() {
        for list in [KNOWN, MISSPELT] {
            let lines = list.lines().filter(|line| !line.starts_with('#'));
            let all: Vec<&str> = lines
                .map(|line| line.split(' ').next().unwrap_or_default())
                .collect();
            assert!(all.len() > 80_000);
            assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
