//! Misspellings: near enough to be the same word, and certainly no other word.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::normal::{Name, has, negations};
use super::word::Word;
use crate::lexicon;

/// Edits that a text of a length may differ in: short words differ by a letter from other words.
fn allowance(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..8 => 1,
        8..13 => 2,
        _ => 3,
    }
}

/// Whether two words exclude each other: opposites, look-alikes, numerals.
pub(super) fn exclude(a: &Word, b: &Word) -> bool {
    a.stem != b.stem
        && [(&a.plain, &b.plain), (&a.stem, &b.stem)]
            .iter()
            .any(|(a, b)| {
                lexicon::are_opposites(a, b)
                    || lexicon::are_lookalikes(a, b)
                    || (is_numeral(a) && is_numeral(b))
                    || differ_in_front(a, b)
            })
}

/// Whether two words differ in a prefix that makes another thing of the same stem: "import" and "export".
fn differ_in_front(a: &str, b: &str) -> bool {
    const FAMILIES: [&[&str]; 14] = [
        &["im", "ex", "in", "de", "out"],
        &["en", "de"],
        &["a", "de", "e"],
        &["ab", "ad"],
        &["ana", "cata", "meta", "pro", "telo"],
        &["pro", "eu"],
        &["tachy", "brady", "normo"],
        &["mono", "di", "tri", "poly", "oligo", "multi", "uni", "bi"],
        &["ecto", "endo", "exo", "meso", "epi", "peri", "myo"],
        &["auto", "hetero", "homo", "allo"],
        &["kilo", "mega", "giga", "milli", "micro", "nano"],
        &["in", "e", "ex"],
        &["leuko", "erythro", "thrombo", "lympho"],
        &["dys", "eu"],
    ];
    let rest = |word: &'_ str, prefix: &str| word.strip_prefix(prefix).map(str::len);
    FAMILIES.iter().any(|family| {
        family.iter().any(|x| {
            let Some(left) = rest(a, x).filter(|left| *left >= 3) else {
                return false;
            };
            family.iter().any(|y| {
                x != y && rest(b, y) == Some(left) && a[a.len() - left..] == b[b.len() - left..]
            })
        })
    })
}

/// Whether a word can be a Roman numeral.
fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| b"ivx".contains(&byte))
}

/// Whether a given text is a misspelling of a name, strictly nearer to it than to any rival.
pub(super) fn is_typo(given: &Name, name: &Name, rivals: &[&Name]) -> bool {
    if negations(&given.all) != negations(&name.all) || given.other_maker(name) {
        return false;
    }
    let whole = name.letters().chars().count();
    if given.letters().chars().count().abs_diff(whole) > 3 {
        return false;
    }
    let edits = distance(given.core(), name.core());
    let Some(distance) = edits.filter(|edits| *edits <= allowance(whole)) else {
        return false;
    };
    // A word that stands in a rival is that word and no slip.
    let borrowed = given
        .core()
        .iter()
        .any(|word| !has(name.core(), word) && rivals.iter().any(|rival| has(&rival.all, word)));
    !borrowed
        && rivals
            .iter()
            .all(|rival| strsim::osa_distance(given.letters(), rival.letters()) > distance)
}

/// Edits between two names when each word can be a slip of its counterpart. Where a space is missing or
/// too much, the two words at that place are compared as one.
fn distance(given: &[Word], name: &[Word]) -> Option<usize> {
    let (longer, shorter) = if given.len() > name.len() {
        (given, name)
    } else {
        (name, given)
    };
    match longer.len() - shorter.len() {
        0 => paired(given, name),
        1 => (0..longer.len() - 1)
            .filter_map(|at| {
                let joined = [
                    &longer[..at],
                    &[joined(&longer[at], &longer[at + 1])],
                    &longer[at + 2..],
                ]
                .concat();
                paired(&joined, shorter)
            })
            .min(),
        _ => None,
    }
}

/// Two words with the space between them left out.
fn joined(a: &Word, b: &Word) -> Word {
    Word {
        plain: format!("{}{}", a.plain, b.plain),
        stem: format!("{}{}", a.stem, b.stem),
        code: a.code || b.code,
        capital: false,
    }
}

/// Sum of the edits of words that stand at the same place; none when two of them are different words.
fn paired(a: &[Word], b: &[Word]) -> Option<usize> {
    let mut edits = 0;
    for (a, b) in a.iter().zip(b) {
        if a.stem != b.stem {
            edits += slip(a, b)?;
        }
    }
    Some(edits)
}

/// The edits between two words when one can be the other with a slip. Codes and numbers never are, and
/// neither are opposites.
fn slip(a: &Word, b: &Word) -> Option<usize> {
    if a.code || b.code || exclude(a, b) || relates(&a.plain, &b.plain) {
        return None;
    }
    // Irregular plurals have a stem of their own that a misspelled one has not.
    let edits = |a: &str, b: &str| {
        let (one, other) = (without_accents(a), without_accents(b));
        let length = one.chars().count().min(other.chars().count());
        let edits = strsim::osa_distance(&one, &other);
        (same_start(&one, &other) && edits <= allowance(length)).then_some(edits)
    };
    let both = [edits(&a.stem, &b.stem), edits(&a.plain, &b.plain)];
    both.into_iter().flatten().min()
}

/// People seldom mistake the first letter, and opposites differ at the front; two swapped letters and
/// letters of one sound may.
fn same_start(a: &str, b: &str) -> bool {
    let two = |text: &str| {
        let mut chars = text.chars();
        (chars.next(), chars.next())
    };
    let ((a1, a2), (b1, b2)) = (two(a), two(b));
    let sound = |a: &str, b: &str| {
        [
            ("ph", "f"),
            ("c", "k"),
            ("ps", "s"),
            ("x", "z"),
            ("kn", "n"),
        ]
        .iter()
        .any(|(x, y)| a.strip_prefix(x).is_some() && b.strip_prefix(y).is_some())
    };
    a1 == b1 || (a1 == b2 && a2 == b1) || sound(a, b) || sound(b, a)
}

/// Whether two words differ in an ending that makes another thing of the same stem: "lessor" and "lessee",
/// "lactose" and "lactase", "nitrate" and "nitrite".
fn relates(a: &str, b: &str) -> bool {
    const FAMILIES: [&[&str]; 7] = [
        &["or", "er", "ee"],
        &["ose", "ase"],
        &["ate", "ite", "ide"],
        &["ane", "ene", "yne"],
        &["ous", "ic"],
        &["cyte", "cyst"],
        &["ful", "less"],
    ];
    let (a, b) = (a.trim_end_matches('s'), b.trim_end_matches('s'));
    let ending = |a: &str, b: &str, family: &[&str]| {
        family.iter().any(|x| {
            family.iter().any(|y| {
                x != y
                    && a.strip_suffix(x)
                        .is_some_and(|stem| stem.len() > 2 && b.strip_suffix(y) == Some(stem))
            })
        })
    };
    FAMILIES.iter().any(|family| {
        // Only salts and hydrocarbons have the other endings; "definate" is a slip.
        let chemical = !matches!(family[0], "ate" | "ane") || is_chemical(a);
        // "adviser" and "advisor" are one.
        let owner = family[0] != "or" || a.ends_with("ee") || b.ends_with("ee");
        chemical && owner && ending(a, b, family)
    })
}

fn is_chemical(word: &str) -> bool {
    const STEMS: [&str; 22] = [
        "nitr", "sulf", "sulph", "phosph", "chlor", "brom", "iod", "chrom", "arsen", "carbon",
        "silic", "meth", "eth", "prop", "but", "pent", "hex", "hept", "oct", "non", "dec", "alk",
    ];
    word.len() > 3
        && word.is_ascii()
        && STEMS
            .iter()
            .any(|stem| word[..word.len() - 3].ends_with(stem))
}

fn without_accents(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}
