//! Names of one thing and how two of them compare: without articles and makers, as words and as letters.

use super::typo;
use super::word::{Word, words};
use crate::lexicon;

/// Makers whose name in front of a product is optional; the second word says which of them are one.
const MAKERS: [(&str, &str); 8] = [
    ("amazon", "amazon"),
    ("aws", "amazon"),
    ("azure", "microsoft"),
    ("microsoft", "microsoft"),
    ("google", "google"),
    ("gcp", "google"),
    ("apache", "apache"),
    ("hashicorp", "hashicorp"),
];

/// What is no product without the name of its maker.
const NO_PRODUCTS: [&str; 9] = [
    "account", "cloud", "company", "console", "license", "platform", "region", "service", "web",
];

/// Words that say nothing at the start of an answer.
const LEADS: [&[&str]; 11] = [
    &["it", "is"],
    &["its"],
    &["this", "is"],
    &["that", "is"],
    &["they", "are"],
    &["these", "are"],
    &["there", "is"],
    &["there", "are"],
    &["the"],
    &["an"],
    &["a"],
];

/// One name of an answer, as words that can be compared.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// All words.
    pub(super) all: Vec<Word>,
    /// Where the words start that are neither an article nor the maker.
    core: usize,
    maker: Option<&'static str>,
    /// Its letters: without article and maker, without article, whole, and without small words.
    keys: [String; 4],
    /// Whether it is a list by its punctuation.
    several: bool,
    /// Whether it follows from a name that was written: initials, what stands in brackets.
    pub(super) derived: bool,
}

impl Name {
    /// The name that a text is.
    pub(super) fn typed(text: &str) -> Name {
        let all = words(text);
        let start = lead(&all);
        let mut core = start;
        let mut maker = None;
        while let Some((_, one)) = all.get(core).and_then(|word| {
            let rest = &all[core + 1..];
            let product = rest.iter().any(|word| !is_no_product(word));
            MAKERS.iter().find(|(name, one)| {
                product && *name == word.plain && maker.is_none_or(|maker| maker == *one)
            })
        }) {
            maker = Some(*one);
            core += 1;
        }
        let little: Vec<&str> = all[core..]
            .iter()
            .filter(|word| !is_dispensable(word))
            .map(|word| word.stem.as_str())
            .collect();
        Name {
            keys: [
                letters(&all[core..]),
                letters(&all[start..]),
                letters(&all),
                little.join(" "),
            ],
            all,
            core,
            maker,
            several: text.contains([',', ';', '\n']) || text.contains(" / "),
            derived: false,
        }
    }

    /// Words without articles in front and the maker.
    pub(super) fn core(&self) -> &[Word] {
        &self.all[self.core..]
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether two names are the same but for plurals, spelling, makers and spaces.
    pub(super) fn is(&self, other: &Name) -> bool {
        let same = self
            .keys
            .iter()
            .zip(&other.keys)
            .any(|(a, b)| !a.is_empty() && a == b);
        same && !self.other_maker(other)
    }

    /// The letters without article and maker.
    pub(super) fn letters(&self) -> &str {
        &self.keys[0]
    }

    /// Whether both name a maker, and not the same.
    pub(super) fn other_maker(&self, other: &Name) -> bool {
        matches!((self.maker, other.maker), (Some(a), Some(b)) if a != b)
    }

    /// Whether a given text has all words of this name in one piece.
    pub(super) fn stands_in(&self, given: &Name) -> bool {
        self.place_in(given).is_some()
    }

    fn place_in(&self, given: &Name) -> Option<usize> {
        let own = self.core();
        if own.is_empty() {
            return None;
        }
        given.all.windows(own.len()).position(|window| {
            window
                .iter()
                .zip(own)
                .all(|(word, own)| word.stem == own.stem)
        })
    }

    /// Whether a given text is this name with a word or two more that do not turn it around and that
    /// are no second answer.
    pub(super) fn is_within(&self, given: &Name, rivals: &[&Name]) -> bool {
        let own = self.core();
        let Some(place) = self.place_in(given) else {
            return false;
        };
        let more: Vec<&Word> = given.all[..place]
            .iter()
            .chain(&given.all[place + own.len()..])
            .collect();
        let spoken = more.iter().filter(|word| !is_little(word)).count();
        // Numbers and single letters say too little to be found inside another answer.
        let telling = own
            .iter()
            .any(|word| word.plain.chars().count() > 1 && word.plain.contains(char::is_alphabetic));
        let second = rivals.iter().any(|rival| {
            rival.stands_in(given) && !rival.stands_in(self)
                || self.stands_in(rival)
                    && spoken > 0
                    && more
                        .iter()
                        .filter(|word| !is_little(word))
                        .all(|word| has(&rival.all, word))
        });
        telling
            && (self.several || !given.several)
            && spoken <= 2
            && more.len() <= 5
            && !second
            && !self.other_maker(given)
            && !self.hedged_by(&more)
            && negations(&given.all) == negations(&self.all)
    }

    /// Whether further words offer another answer: "or", a second acronym, an opposite.
    fn hedged_by(&self, more: &[&Word]) -> bool {
        let initials: String = self
            .core()
            .iter()
            .filter_map(|word| word.plain.chars().next())
            .collect();
        more.iter().any(|word| {
            matches!(word.plain.as_str(), "or" | "and")
                || (word.code
                    && word.plain != initials
                    && !matches!(word.plain.as_str(), "a" | "i"))
                || self.core().iter().any(|own| typo::exclude(own, word))
        })
    }

    /// Share of the words of this part that matter and that a longer text has; none when the text has an
    /// opposite of one of them that is in no part.
    pub(super) fn told_in(&self, given: &Name, parts: &[Name]) -> f32 {
        let matter: Vec<&Word> = self.core().iter().filter(|word| !is_little(word)).collect();
        let hits = matter.iter().filter(|word| has(&given.all, word)).count();
        let turned = given.all.iter().any(|word| {
            matter.iter().any(|own| typo::exclude(own, word))
                && !parts.iter().any(|part| has(&part.all, word))
        });
        if turned {
            0.0
        } else {
            super::share(hits, matter.len())
        }
    }

    /// Share of the words of this name that matter and that a given text has; none when the text turns
    /// it around.
    pub(super) fn share_in(&self, given: &Name) -> f32 {
        let matter: Vec<&Word> = self.core().iter().filter(|word| !is_little(word)).collect();
        let hits = matter.iter().filter(|word| has(&given.all, word)).count();
        let turned = negations(&given.all) != negations(&self.all)
            || self.other_maker(given)
            || given.all.iter().any(|word| {
                let new = !has(&self.all, word);
                new && (word.is_number() || matter.iter().any(|own| typo::exclude(own, word)))
            });
        if turned {
            0.0
        } else {
            super::share(hits, matter.len())
        }
    }
}

/// Number of words at the start that say nothing. A capital "A" in front of one word is its name: "A
/// record".
fn lead(words: &[Word]) -> usize {
    let mut start = 0;
    while let Some(lead) = LEADS.iter().find(|lead| {
        let rest = &words[start..];
        let named = lead == &&["a"] && rest.len() == 2 && rest[0].capital;
        rest.len() > lead.len()
            && !named
            && rest
                .iter()
                .zip(lead.iter())
                .all(|(word, lead)| word.plain == *lead)
    }) {
        start += lead.len();
    }
    start
}

fn is_no_product(word: &Word) -> bool {
    NO_PRODUCTS.contains(&word.stem.as_str())
}

/// Whether a word is among others, in any of its forms.
pub(super) fn has(words: &[Word], word: &Word) -> bool {
    words.iter().any(|other| other.stem == word.stem)
}

fn is_little(word: &Word) -> bool {
    !word.code && lexicon::is_stop(&word.plain)
}

/// Number of words that turn the others around.
pub(super) fn negations(words: &[Word]) -> usize {
    words
        .iter()
        .filter(|word| lexicon::is_negation(&word.plain))
        .count()
}

/// The words as one; numbers stay apart.
fn letters(words: &[Word]) -> String {
    let mut out = String::new();
    for word in words {
        let touch = out.ends_with(|c: char| c.is_ascii_digit())
            && word.stem.starts_with(|c: char| c.is_ascii_digit());
        if touch {
            out.push(' ');
        }
        out.push_str(&word.stem);
    }
    out
}

/// Whether a word is one that names do without.
fn is_dispensable(word: &Word) -> bool {
    !word.capital
        && matches!(
            word.plain.as_str(),
            "a" | "an" | "the" | "of" | "at" | "for" | "and"
        )
}
