//! Rare words that are one letter away from a word that the notes use again and again.

use crate::check::reading::Known;
use crate::check::replace::{cased, replacement};
use crate::check::sheet::Word;
use crate::check::vocabulary::Entry;
use crate::check::{Reading, Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "near-miss",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/near-miss.md"),
    run: Run::Words(near_miss),
    on_request: false,
};

/// A word that is used more often than this is no slip.
const RARE: u32 = 2;
/// Shorter words have too many neighbours.
const SHORTEST: usize = 5;

fn near_miss(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let vocabulary = reading.vocabulary;
    for line in reading.lines() {
        for Known { word, entry } in line.words {
            if entry.known || entry.count > RARE || entry.slip || word.linked {
                continue;
            }
            let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
            let abbreviation = capitals * 2 > word.text.len();
            if abbreviation || word.text.len() < SHORTEST || !word.text.is_ascii() {
                continue;
            }
            let meant = meant(entry, vocabulary).filter(|right| {
                // "NodeJs" is a name of its own beside "nodes".
                !has_inner_capital(word.text)
                    || vocabulary
                        .entry(right)
                        .is_some_and(|right| has_inner_capital(right.usual()))
            });
            if let Some(right) = meant {
                found.push(problem(sheet, line.inline, word, right, vocabulary));
            }
        }
    }
}

fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// The most frequent word that a rare one may be a slip of.
fn meant<'v>(rare: &Entry<'_>, vocabulary: &'v Vocabulary<'_>) -> Option<&'v str> {
    let key = &*rare.key;
    let likely = vocabulary.neighbours(key).into_iter().filter(|other| {
        let often = vocabulary.count(other) > rare.count;
        often
            && is_likely_slip(key, other)
            && !is_related(key, other)
            && !are_names(rare, vocabulary.entry(other))
    });
    // The first of equals, so that it does not depend on anything else.
    likely.rev().max_by_key(|other| vocabulary.count(other))
}

/// Whether one word becomes the other by a slip of the hand. A letter that was left out, added or swapped
/// with the next one is; one letter in the place of another is when they are neighbours on the keyboard, or
/// are both vowels.
fn is_likely_slip(a: &str, b: &str) -> bool {
    if a.len() != b.len() {
        return true;
    }
    let mut pairs = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b);
    match (pairs.next(), pairs.next()) {
        (Some((a, b)), None) => {
            let vowel = |byte: u8| b"aeiou".contains(&byte);
            are_neighbours(a, b) || vowel(a) && vowel(b)
        }
        _ => true,
    }
}

/// Whether two letters touch on a keyboard: QWERTY, QWERTZ and AZERTY share most of it.
fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |byte: u8| {
        let mut rows = (0u8..).zip(ROWS);
        rows.find_map(|(row, keys)| {
            let column = keys.iter().position(|key| *key == byte)?;
            Some((row, u8::try_from(column).ok()?))
        })
    };
    match (place(a), place(b)) {
        (Some((row, at)), Some((other, there))) if row == other => at.abs_diff(there) == 1,
        // Each row is shifted half a key to the right of the one above.
        (Some((row, at)), Some((other, there))) if row.abs_diff(other) == 1 => {
            let (above, below) = if row < other {
                (at, there)
            } else {
                (there, at)
            };
            above == below || above == below + 1
        }
        _ => false,
    }
}

/// Whether two words are likely to be both right: forms of one word, two ways to spell it, or two
/// terms that their beginnings set apart.
fn is_related(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let added = long.starts_with(short) || long.ends_with(short);
    added || is_spelled_in_two_ways(a, b) || has_other_beginning(a, b)
}

/// British and American spellings, and singular and plural in Latin and Greek.
fn is_spelled_in_two_ways(a: &str, b: &str) -> bool {
    let uniform = |word: &str| {
        let word = word
            .replace("ae", "e")
            .replace("oe", "e")
            .replace("our", "or")
            .replace('z', "s");
        let word = word.replace("is", "es").replace("ys", "es");
        word.replace("ll", "l").replace('k', "c")
    };
    uniform(a) == uniform(b)
        || a[..a.len() - 1] == b[..b.len() - 1]
            && "aeimosuy".contains(&a[a.len() - 1..])
            && "aeimosuy".contains(&b[b.len() - 1..])
        || a.trim_end_matches('s').trim_end_matches('e')
            == b.trim_end_matches('s').trim_end_matches('e')
}

/// "microscopic" and "macroscopic": another prefix, or another first letter.
fn has_other_beginning(a: &str, b: &str) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("micro", "macro"),
        ("ab", "ad"),
        ("af", "ef"),
        ("em", "im"),
        ("en", "in"),
        ("in", "un"),
        ("im", "in"),
        ("pre", "pro"),
        ("para", "peri"),
    ];
    let apart = |a: &str, b: &str, (x, y): &(&str, &str)| matches!((a.strip_prefix(x), b.strip_prefix(y)), (Some(p), Some(q)) if p == q);
    a[..1] != b[..1] && a[1..] == b[1..]
        || PAIRS
            .iter()
            .any(|pair| apart(a, b, pair) || apart(b, a, pair))
}

/// Whether both are written like names of people and places, which may well be alike.
fn are_names(rare: &Entry<'_>, other: Option<&Entry<'_>>) -> bool {
    let name = |entry: &Entry<'_>| {
        !entry.known
            && entry.forms.iter().all(|(form, _)| {
                let mut chars = form.chars();
                chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
            })
    };
    name(rare) && other.is_some_and(|other| name(other) && other.count < 4)
}

fn problem(
    sheet: &Sheet<'_>,
    line: &Inline,
    word: &Word<'_>,
    right: &str,
    vocabulary: &Vocabulary<'_>,
) -> Diagnostic {
    let entry = vocabulary.entry(right);
    let usual = entry.map_or(right, |entry| entry.usual());
    // Words that are names anyway keep their capitals; others take those of the slip.
    let shown = if usual == right || usual.chars().skip(1).all(char::is_lowercase) {
        cased(right, word.text)
    } else {
        usual.to_string()
    };
    let span = sheet.place(line, word.at..word.at + word.text.len());
    let label = vocabulary.place_of(right, usual).map(|span| Label {
        span,
        text: format!(
            "written like this {}",
            times(entry.map_or(0, |entry| entry.count))
        ),
    });
    Diagnostic {
        labels: label.into_iter().collect(),
        help: Some(format!("write `{shown}`")),
        fix: replacement(sheet, span, word.text, &shown),
        ..RULE.found(
            format!("`{}` is one letter away from `{shown}`", word.text),
            span,
        )
    }
}

fn times(count: u32) -> String {
    match count {
        1 => "once".into(),
        2 => "twice".into(),
        _ => format!("{count} times"),
    }
}
