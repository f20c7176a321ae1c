//! Where a typed answer and the expected one differ, character by character, to be shown side by side.

use unicode_segmentation::UnicodeSegmentation as _;

/// A run of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// In both texts.
    Same(String),
    /// Only in what was given.
    Extra(String),
    /// Only in what was expected.
    Missing(String),
}

/// Characters of a text that are compared; the rest of longer texts counts as different.
const MOST: usize = 200;

/// The parts of both texts in order: along the longest common subsequence of their characters, as
/// people see characters. Upper and lower case are the same character here, as in grading.
pub fn diff(given: &str, expected: &str) -> Vec<Part> {
    let given: Vec<&str> = given.graphemes(true).take(MOST).collect();
    let expected: Vec<&str> = expected.graphemes(true).take(MOST).collect();
    let longest = longest(&given, &expected);
    let mut parts = Vec::new();
    let (mut at, mut to) = (0, 0);
    while at < given.len() || to < expected.len() {
        match (given.get(at), expected.get(to)) {
            (Some(a), Some(b)) if same(a, b) => {
                push(&mut parts, Part::Same((*b).to_owned()));
                at += 1;
                to += 1;
            }
            (Some(a), b) if b.is_none() || longest[at + 1][to] >= longest[at][to + 1] => {
                push(&mut parts, Part::Extra((*a).to_owned()));
                at += 1;
            }
            (_, Some(b)) => {
                push(&mut parts, Part::Missing((*b).to_owned()));
                to += 1;
            }
            _ => break,
        }
    }
    parts
}

fn same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}

/// Length of the longest common subsequence of what follows each pair of places.
fn longest(a: &[&str], b: &[&str]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for at in (0..a.len()).rev() {
        for to in (0..b.len()).rev() {
            table[at][to] = if same(a[at], b[to]) {
                table[at + 1][to + 1] + 1
            } else {
                table[at + 1][to].max(table[at][to + 1])
            };
        }
    }
    table
}

/// Adds a part, to the last one where that is of its sort.
fn push(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (Some(Part::Same(last)), Part::Same(text))
        | (Some(Part::Extra(last)), Part::Extra(text))
        | (Some(Part::Missing(last)), Part::Missing(text)) => last.push_str(&text),
        (_, part) => parts.push(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `[-x-]` was too much, `[+x+]` was missing.
    fn check(given: &str, expected: &str, wanted: &str) {
        let shown: String = diff(given, expected)
            .iter()
            .map(|part| match part {
                Part::Same(text) => text.clone(),
                Part::Extra(text) => format!("[-{text}-]"),
                Part::Missing(text) => format!("[+{text}+]"),
            })
            .collect();
        assert_eq!(shown, wanted, "{given} and {expected}");
    }

    #[test]
    fn differences_stand_at_their_places() {
        check("clhoride", "chloride", "c[-l-]h[+l+]oride");
        check("sqs", "SQS", "SQS");
        check("cafe", "café", "caf[-e-][+é+]");
        check("", "a", "[+a+]");
        check("a", "", "[-a-]");
    }

    proptest! {
        /// What is the same and extra is what was given, but for its case; same and missing is expected.
        #[test]
        fn both_texts_are_in_it(given in "[abé漢 ]{0,12}", expected in "[abé漢 ]{0,12}") {
            let side = |keep: fn(&Part) -> Option<&String>| {
                diff(&given, &expected).iter().filter_map(keep).cloned().collect::<String>()
            };
            let left = side(|part| match part {
                Part::Same(text) | Part::Extra(text) => Some(text),
                Part::Missing(_) => None,
            });
            let right = side(|part| match part {
                Part::Same(text) | Part::Missing(text) => Some(text),
                Part::Extra(_) => None,
            });
            prop_assert_eq!(left, given);
            prop_assert_eq!(right, expected);
        }
    }
}
