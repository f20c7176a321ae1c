//! Finding an edited statement again: how alike two statements are, and which belong together.
//!
//! Words alone mislead: short statements look alike by chance, and a rewritten one is known by its
//! place. So the place counts, too. Above [`LINK`] none of 122 hand-checked pairs was wrong; between
//! [`ASK`] and it about six of ten are right, which is for the learner to say.

use std::collections::{BTreeSet, HashMap};

use rapidfuzz::distance::indel;

/// From this likeness on two statements are the same one.
pub const LINK: f64 = 0.65;

/// From this likeness on they may be.
pub const ASK: f64 = 0.45;

/// Shorter statements, in characters and in words, look alike by chance.
const SHORT: (usize, usize) = (25, 4);

/// Trigrams that occur in more statements than this tell nothing about one of them.
const COMMON: usize = 200;

/// Candidates with the most trigrams in common that are compared in full.
const CANDIDATES: usize = 8;

/// A statement of a note and its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement<'a> {
    /// Without the accidents of typing.
    pub text: &'a str,
    /// Path of the note.
    pub note: &'a str,
    /// Headings and labels above it.
    pub under: &'a [String],
    /// What stands before it and did not change, by any number that old and new share.
    pub before: Option<usize>,
    /// The same for what stands after it.
    pub after: Option<usize>,
}

/// Which new statement each old one has become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    pub old: usize,
    pub new: usize,
    /// From [`ASK`] to 1.
    pub likeness: f64,
}

/// Pairs the statements that are alike enough to be the same or to ask, the most alike first; each
/// is in one pair at most.
pub fn links(old: &[Statement<'_>], new: &[Statement<'_>]) -> Vec<Link> {
    let index = Index::new(new);
    let mut found = Vec::new();
    for (place, statement) in old.iter().enumerate() {
        let marks = trigrams(statement.text);
        for other in index.candidates(statement, &marks) {
            let likeness = likeness((statement, &marks), (&new[other], &index.marks[other]));
            if likeness >= ASK {
                found.push(Link {
                    old: place,
                    new: other,
                    likeness,
                });
            }
        }
    }
    found.sort_by(|a, b| {
        let order = b.likeness.total_cmp(&a.likeness);
        order.then((a.old, a.new).cmp(&(b.old, b.new)))
    });
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|link| {
        let free = !olds.contains(&link.old) && !news.contains(&link.new);
        free && olds.insert(link.old) && news.insert(link.new)
    });
    found
}

type Trigrams = BTreeSet<[char; 3]>;

/// Every three characters in a row, with the ends of the text as blanks.
fn trigrams(text: &str) -> Trigrams {
    let padded: Vec<char> = [' ', ' ']
        .into_iter()
        .chain(text.chars())
        .chain([' '])
        .collect();
    padded
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect()
}

/// The new statements by what they contain and where they stand.
struct Index {
    marks: Vec<Trigrams>,
    holders: HashMap<[char; 3], Vec<usize>>,
    gaps: HashMap<(usize, usize), Vec<usize>>,
}

impl Index {
    fn new(statements: &[Statement<'_>]) -> Index {
        let marks: Vec<Trigrams> = statements.iter().map(|one| trigrams(one.text)).collect();
        let mut holders: HashMap<[char; 3], Vec<usize>> = HashMap::new();
        for (place, marks) in marks.iter().enumerate() {
            for mark in marks {
                holders.entry(*mark).or_default().push(place);
            }
        }
        let mut gaps: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
        for (place, one) in statements.iter().enumerate() {
            if let Some(gap) = gap(one) {
                gaps.entry(gap).or_default().push(place);
            }
        }
        Index {
            marks,
            holders,
            gaps,
        }
    }

    /// The statements worth a comparison: those in the same gap, and those that share most of what is
    /// rare.
    fn candidates(&self, statement: &Statement<'_>, marks: &Trigrams) -> BTreeSet<usize> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        let telling = |holders: &&Vec<usize>| holders.len() <= COMMON;
        for holders in marks
            .iter()
            .filter_map(|mark| self.holders.get(mark))
            .filter(telling)
        {
            for holder in holders {
                *shared.entry(*holder).or_default() += 1;
            }
        }
        let mut ranked: Vec<(usize, usize)> = shared.into_iter().collect();
        ranked.sort_unstable_by_key(|&(place, count)| (usize::MAX - count, place));
        let near = gap(statement).and_then(|gap| self.gaps.get(&gap));
        let near = near.into_iter().flatten().take(CANDIDATES).copied();
        ranked
            .into_iter()
            .take(CANDIDATES)
            .map(|(place, _)| place)
            .chain(near)
            .collect()
    }
}

/// The unchanged statements around one, if it stands between two.
fn gap(statement: &Statement<'_>) -> Option<(usize, usize)> {
    statement.before.zip(statement.after)
}

/// How alike two statements are, from 0 to 1. The weights were set beforehand and then measured on
/// real histories of notes; they are not fitted.
fn likeness(old: (&Statement<'_>, &Trigrams), new: (&Statement<'_>, &Trigrams)) -> f64 {
    let ((old, old_marks), (new, new_marks)) = (old, new);
    let same = |yes: bool, weight: f64| if yes { weight } else { 0.0 };
    let near = old.under.last() == new.under.last();
    let above = old.under.split_last().map(|(_, above)| above)
        == new.under.split_last().map(|(_, above)| above);
    let before = old.before.is_some() && old.before == new.before;
    let after = old.after.is_some() && old.after == new.after;
    if (is_short(old.text) || is_short(new.text)) && !(near || before || after) {
        return 0.0;
    }
    let letters = indel::normalized_similarity(old.text.chars(), new.text.chars());
    0.45 * letters
        + 0.15 * overlap(old_marks, new_marks)
        + 0.15 * overlap(&words(old.text), &words(new.text))
        + same(near, 0.10)
        + same(above, 0.05)
        + same(old.note == new.note, 0.05)
        + same(before, 0.025)
        + same(after, 0.025)
}

/// A likeness in whole percent.
pub fn percent(likeness: f64) -> u8 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share from 0 to 1"
    )]
    let percent = (likeness.clamp(0.0, 1.0) * 100.0).round() as u8;
    percent
}

fn is_short(text: &str) -> bool {
    text.chars().count() < SHORT.0 || text.split_whitespace().count() < SHORT.1
}

pub(super) fn words(text: &str) -> BTreeSet<&str> {
    text.split_whitespace().collect()
}

/// The share of the smaller set that is in the other.
fn overlap<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    if a.len() <= b.len() {
        share(a, b)
    } else {
        share(b, a)
    }
}

/// The share of a set that is in another one.
pub(super) fn share<T: Ord>(part: &BTreeSet<T>, whole: &BTreeSet<T>) -> f64 {
    let count = |number: usize| u32::try_from(number).map_or(f64::from(u32::MAX), f64::from);
    count(part.intersection(whole).count()) / count(part.len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a statement that becomes another under the same or another heading is linked alone,
    /// asked about, or neither.
    fn check(old: &str, new: &str, same_heading: bool, expect: &str) {
        let (here, there) = (["Gates".to_owned()], ["Locks".to_owned()]);
        let statement = |text, under| Statement {
            text,
            note: "a.md",
            under,
            ..Statement::default()
        };
        let news = [
            statement("water freezes into hexagonal crystals of ice", &there),
            statement(new, if same_heading { &here } else { &there }),
        ];
        let found = links(&[statement(old, &here)], &news);
        let found = match found.first() {
            Some(link) if link.new != 1 => "another",
            Some(link) if link.likeness >= LINK => "linked",
            Some(_) => "asked",
            None => "new",
        };
        assert_eq!(found, expect, "{old:?} {new:?}");
    }

    #[test]
    fn a_reworded_statement_is_found_again() {
        let old = "the gate opens after three minutes of high water";
        check(
            old,
            "the gate opens after thre minutes of high water",
            true,
            "linked",
        );
        check(
            old,
            "the gate opens after 5 minutes of high water",
            false,
            "linked",
        );
        check(
            old,
            "after high water for three minutes, the gate opens",
            true,
            "linked",
        );
        check(
            old,
            "gates open when the water is high for minutes",
            false,
            "asked",
        );
        check(
            old,
            "a sluice lets boats pass between two levels",
            true,
            "new",
        );
        check("three gates", "tree gates", true, "linked");
        check("three gates", "tree gates", false, "new");
    }

    #[test]
    fn each_statement_has_one_partner() {
        let text = "the gate opens after three minutes of high water";
        let one = Statement {
            text,
            ..Statement::default()
        };
        let found = links(&[one, one, one], &[one, one]);
        let pairs: Vec<_> = found.iter().map(|link| (link.old, link.new)).collect();
        assert_eq!(pairs, [(0, 0), (1, 1)]);
    }
}
