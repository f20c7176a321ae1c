//! Word lists of English as it is written in study notes, and the little grammar that needs them.
//!
//! The lists are data files beside this one, a word a line, `#` for comments; a test finds words
//! that stand in two lists that exclude each other. No tagger is used: in notes most lines are no
//! sentences, and closed lists of a thousand words say more than a model trained on newspapers.

mod language;
mod place;
pub mod spelling;
mod turn;

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

pub use language::{Language, languages};
pub use place::{governs, is_located};
pub use turn::{is_hedge, is_negation};

type Words = LazyLock<HashSet<&'static str>>;
type Pairs = LazyLock<HashMap<&'static str, &'static str>>;

static STOP: Words = LazyLock::new(|| words(include_str!("stop.txt")));
static COMMON: Words = LazyLock::new(|| words(include_str!("common.txt")));
static GENERIC: Words = LazyLock::new(|| words(include_str!("generic.txt")));
static ATTRIBUTE: Words = LazyLock::new(|| words(include_str!("attribute.txt")));
static PROPERTY: Words = LazyLock::new(|| words(include_str!("property.txt")));
static NOT_TERM: Words = LazyLock::new(|| words(include_str!("not-term.txt")));
static WEAK_TERM: Words = LazyLock::new(|| words(include_str!("weak-term.txt")));
static EVERYDAY: Pairs = LazyLock::new(|| pairs(include_str!("everyday.tsv")));
static VAGUE_NOUN: Words = LazyLock::new(|| words(include_str!("vague-noun.txt")));
static PAST: Pairs = LazyLock::new(|| pairs(include_str!("past.tsv")));
static DERIVED: Pairs = LazyLock::new(|| pairs(include_str!("derived.tsv")));
static NOUN_LIKE_ADJECTIVE: Words =
    LazyLock::new(|| words(include_str!("noun-like-adjective.txt")));
static THING: Words = LazyLock::new(|| words(include_str!("thing.txt")));
static MASS: Words = LazyLock::new(|| words(include_str!("mass.txt")));
static SKIP: Words = LazyLock::new(|| words(include_str!("skip.txt")));
static FOREIGN: Words = LazyLock::new(|| words(include_str!("foreign.txt")));
static LABEL_FOREIGN: Words = LazyLock::new(|| words(include_str!("label-foreign.txt")));
static FINITE: Words = LazyLock::new(|| words(include_str!("finite.txt")));
static VERBS: LazyLock<Verbs> = LazyLock::new(|| Verbs::read(include_str!("verbs.txt")));
static DEVERBAL: Pairs = LazyLock::new(|| pairs(include_str!("deverbal.tsv")));
static CATEGORY: Pairs = LazyLock::new(|| pairs(include_str!("category.tsv")));
static PLURAL: Pairs = LazyLock::new(|| pairs(include_str!("plural.tsv")));
static OPPOSITES: Pairs = LazyLock::new(|| pairs(include_str!("opposites.tsv")));
static SWAP: LazyLock<HashMap<&'static str, Vec<&'static str>>> =
    LazyLock::new(|| groups(include_str!("swap.tsv")));
static LOOKALIKES: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    entries(include_str!("lookalike.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});
static CHOOSE: Words = LazyLock::new(|| words(include_str!("choose.txt")));
static KEY_MARK: Words = LazyLock::new(|| words(include_str!("key-mark.txt")));
static RELATION: Words = LazyLock::new(|| words(include_str!("relation.txt")));
static PARTICIPLE: Words = LazyLock::new(|| words(include_str!("participle.txt")));
static ADVERB: Pairs = LazyLock::new(|| pairs(include_str!("adverb.tsv")));

fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn words(list: &'static str) -> HashSet<&'static str> {
    entries(list).collect()
}

fn pairs(list: &'static str) -> HashMap<&'static str, &'static str> {
    entries(list)
        .filter_map(|line| line.split_once('\t'))
        .collect()
}

/// Whether a lower-case label in a language other than English is a part of the form or a property.
pub fn is_foreign_label(label: &str) -> bool {
    LABEL_FOREIGN.contains(label)
}

/// Each word with the others of its line.
fn groups(list: &'static str) -> HashMap<&'static str, Vec<&'static str>> {
    let of = |line: &'static str| {
        line.split('\t').map(move |word| {
            let others = line.split('\t').filter(|other| *other != word);
            (word, others.collect())
        })
    };
    entries(list).flat_map(of).collect()
}

/// Forms of the listed verbs.
struct Verbs {
    /// Base forms.
    base: HashSet<&'static str>,
    /// Base forms that are as often nouns.
    noun_like: HashSet<&'static str>,
    /// Third person singular of verbs that are not noun-like.
    third: HashSet<String>,
    /// Third person singular of noun-like verbs, which look like plurals.
    third_noun_like: HashSet<String>,
    /// The base form of each third person.
    base_of: HashMap<String, &'static str>,
}

impl Verbs {
    fn read(list: &'static str) -> Verbs {
        let mut verbs = Verbs {
            base: HashSet::default(),
            noun_like: HashSet::default(),
            third: HashSet::default(),
            third_noun_like: HashSet::default(),
            base_of: HashMap::default(),
        };
        for line in entries(list) {
            let verb = line.strip_suffix(" n").unwrap_or(line);
            verbs.base_of.insert(third_person(verb), verb);
            if let Some(verb) = line.strip_suffix(" n") {
                verbs.base.insert(verb);
                verbs.noun_like.insert(verb);
                verbs.third_noun_like.insert(third_person(verb));
            } else {
                verbs.base.insert(line);
                verbs.third.insert(third_person(line));
            }
        }
        verbs
    }
}

/// "apply" is "applies".
pub fn third_person(verb: &str) -> String {
    match verb {
        "have" => return "has".into(),
        "be" => return "is".into(),
        _ => {}
    }
    let consonant_y = verb.ends_with('y') && {
        let before = verb.chars().rev().nth(1).unwrap_or('a');
        !"aeou".contains(before)
    };
    if consonant_y {
        return format!("{}ies", &verb[..verb.len() - 1]);
    }
    if verb.ends_with(['s', 'x', 'z', 'o']) || verb.ends_with("ch") || verb.ends_with("sh") {
        return format!("{verb}es");
    }
    format!("{verb}s")
}

/// Whether a lower-case word is a function word.
pub fn is_stop(word: &str) -> bool {
    STOP.contains(word)
}

/// Whether everyone knows that a short form stands for this, so that spelling it out is no question of the
/// subject. The same letters may stand for something else.
pub fn is_everyday_acronym(short: &str, long: &str) -> bool {
    EVERYDAY
        .get(short)
        .is_some_and(|first| long.to_lowercase().starts_with(first))
}

/// Whether a lower-case noun fits most sentences, and is never the answer of a blank.
pub fn is_vague_noun(noun: &str) -> bool {
    VAGUE_NOUN.contains(noun)
}

/// The word that a lower-case word is derived from, where their stems do not show it.
pub fn origin(word: &str) -> Option<&'static str> {
    DERIVED.get(word).copied()
}

/// The base of a lower-case irregular past form: "bound" is "bind".
pub fn base_of_past(word: &str) -> Option<&'static str> {
    PAST.get(word).copied()
}

/// Whether a lower-case word looks like an adjective or a participle and not like a noun.
pub fn is_adjective(word: &str) -> bool {
    const ENDINGS: [&str; 10] = [
        "ive", "al", "ic", "ed", "ible", "able", "ous", "ary", "less", "ful",
    ];
    let formed = word.len() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending));
    ADVERB.contains_key(word) || formed && !NOUN_LIKE_ADJECTIVE.contains(word)
}

/// Whether a lower-case word is a small number, in letters or digits.
pub fn is_number_word(word: &str) -> bool {
    matches!(
        word,
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "several"
    ) || word.chars().all(|c| c.is_ascii_digit())
}

/// Whether a class noun in the singular classes things that have names.
pub fn is_thing(class: &str) -> bool {
    THING.contains(class)
}

/// Whether a lower-case noun is not counted: there are kinds of it, not several.
pub fn is_mass(noun: &str) -> bool {
    MASS.contains(noun)
}

/// Whether a lower-case word ends the head of a noun phrase: what follows it says more about the head.
pub fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "of" | "for"
            | "in"
            | "to"
            | "with"
            | "that"
            | "which"
            | "on"
            | "by"
            | "from"
            | "against"
            | "at"
    )
}

/// Whether a lower-case word heads what an exam question offers to choose from.
pub fn is_choosing(word: &str) -> bool {
    CHOOSE.contains(word)
}

/// Whether two lower-case words in front of a colon tell the key of an exam question.
pub fn is_key_mark(words: &str) -> bool {
    KEY_MARK.contains(words)
}

/// Whether a lower-case word is a function word that hardly any language but English has.
pub fn is_english_mark(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "and"
            | "to"
            | "is"
            | "are"
            | "with"
            | "that"
            | "this"
            | "by"
            | "from"
            | "or"
            | "which"
            | "it"
            | "be"
            | "can"
            | "not"
            | "you"
            | "used"
            | "when"
    )
}

/// Whether a lower-case word is a function word of another European language.
pub fn is_foreign_mark(word: &str) -> bool {
    FOREIGN.contains(word)
}

/// Whether a lower-case word makes a clause as a verb in the third person and nothing else:
/// "provides", but neither "is" nor "functions".
pub fn is_third_person(word: &str) -> bool {
    VERBS.third.contains(word)
}

/// The base form of a listed verb in the third person: "provides" is "provide".
pub fn base_of_third(word: &str) -> Option<&'static str> {
    VERBS.base_of.get(word).copied()
}

/// Whether a lower-case word is too common to be the answer of a blank.
pub fn is_common(word: &str) -> bool {
    COMMON.contains(word)
}

/// Whether a lower-case heading or label names no topic by itself.
pub fn is_generic(label: &str) -> bool {
    GENERIC.contains(label)
}

/// Whether the lower-case left side of a colon names a property rather than a term.
pub fn is_attribute(label: &str) -> bool {
    ATTRIBUTE.contains(label)
}

/// Whether a lower-case phrase names a property that a thing has a value of: "max file size", "number of
/// rounds", "port". What follows the head of the phrase does not count.
pub fn is_property(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let head = words
        .iter()
        .position(|word| is_joint(word) || *word == "per" || *word == "when")
        .unwrap_or(words.len());
    let Some(last) = head.checked_sub(1).and_then(|at| words.get(at)) else {
        return false;
    };
    let bounded = is_bound(words[0]) && words.len() > 1;
    let pair = head
        .checked_sub(2)
        .and_then(|at| words.get(at))
        .map(|first| format!("{first} {}", singular(last)));
    bounded
        || PROPERTY.contains(singular(last).as_str())
        || pair.is_some_and(|pair| PROPERTY.contains(pair.as_str()))
}

/// Whether a lower-case word in front of a noun makes it a limit or a default.
pub fn is_bound(word: &str) -> bool {
    matches!(
        word,
        "max" | "min" | "maximum" | "minimum" | "default" | "average" | "total"
    )
}

/// Whether the lower-case left side of a colon is a remark or a lead-in and no term.
pub fn is_not_term(label: &str) -> bool {
    NOT_TERM.contains(label) || GENERIC.contains(label)
}

/// Whether the lower-case left side of a colon is a term only where the author marks it as one.
pub fn is_weak_term(label: &str) -> bool {
    WEAK_TERM.contains(label)
}

/// Whether two lower-case words exclude each other: listed as opposites, or one is the other with a
/// prefix that negates it ("synchronous", "asynchronous").
pub fn are_opposites(a: &str, b: &str) -> bool {
    let listed = |a: &str, b: &str| OPPOSITES.get(a).is_some_and(|other| *other == b);
    let negated = |a: &str, b: &str| {
        [
            "a", "an", "un", "in", "im", "ir", "il", "non", "non-", "dis", "anti", "de",
        ]
        .iter()
        .any(|prefix| a.len() >= 5 && b.strip_prefix(prefix) == Some(a))
    };
    listed(a, b) || listed(b, a) || negated(a, b) || negated(b, a) || swapped_prefix(a, b)
}

/// The words that exclude a lower-case word and fit the same places of a sentence; empty when none are
/// listed.
pub fn swaps(word: &str) -> &'static [&'static str] {
    SWAP.get(word).map_or(&[], Vec::as_slice)
}

/// Whether two lower-case words look alike and mean different things: "ileum", "ilium".
pub fn are_lookalikes(a: &str, b: &str) -> bool {
    LOOKALIKES.contains(&(a, b)) || LOOKALIKES.contains(&(b, a))
}

/// Whether two words differ only in prefixes that exclude each other: "hypertension" and
/// "hypotension".
fn swapped_prefix(a: &str, b: &str) -> bool {
    const PAIRS: [(&str, &str); 9] = [
        ("hyper", "hypo"),
        ("intra", "inter"),
        ("sub", "super"),
        ("pre", "post"),
        ("macro", "micro"),
        ("over", "under"),
        ("up", "down"),
        ("endo", "exo"),
        ("homo", "hetero"),
    ];
    let differ = |x: &str, y: &str, p: &str, q: &str| {
        x.strip_prefix(p)
            .is_some_and(|rest| rest.len() >= 3 && y.strip_prefix(q) == Some(rest))
    };
    PAIRS
        .iter()
        .any(|(p, q)| differ(a, b, p, q) || differ(b, a, p, q))
}

/// Whether a lower-case heading opens a section about the notes themselves.
pub fn is_skipped_heading(heading: &str) -> bool {
    SKIP.contains(heading)
}

/// Whether a lower-case word makes a clause wherever it stands behind a subject: "is", "must",
/// "provides".
pub fn is_finite(word: &str) -> bool {
    FINITE.contains(word) || VERBS.third.contains(word)
}

/// Whether a lower-case word may be a verb in the third person or a plural noun: "functions".
pub fn is_finite_or_plural(word: &str) -> bool {
    VERBS.third_noun_like.contains(word)
}

/// Whether a lower-case word is the base form of a verb that is seldom a noun.
pub fn is_base_verb(word: &str) -> bool {
    VERBS.base.contains(word) && !VERBS.noun_like.contains(word)
}

/// Whether a lower-case word is the base form of any listed verb.
pub fn is_any_base_verb(word: &str) -> bool {
    VERBS.base.contains(word)
}

/// Whether one may ask "What does X …?" with this base form, and its preposition where it needs one:
/// "provide", "rely on".
pub fn is_relation(verb: &str) -> bool {
    RELATION.contains(verb)
}

/// Whether a lower-case word looks like a past participle.
pub fn is_participle(word: &str) -> bool {
    PARTICIPLE.contains(word) || (word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed"))
}

/// The verb of a deverbal noun, with its preposition: "integration" is "integrate with".
pub fn verb_of_noun(noun: &str) -> Option<&'static str> {
    DEVERBAL
        .get(noun)
        .or_else(|| DEVERBAL.get(singular(noun).as_str()))
        .copied()
}

/// The preposition that joins a class noun in the plural to a subject: "benefits" *of*.
pub fn preposition_of(category: &str) -> Option<&'static str> {
    CATEGORY.get(category).copied()
}

/// The adverb of an adjective: "synchronous" is "synchronously".
pub fn adverb(adjective: &str) -> Option<&'static str> {
    ADVERB.get(adjective).copied()
}

/// The singular of a lower-case noun; the noun itself when it does not look like a plural.
pub fn singular(noun: &str) -> String {
    if let Some(singular) = PLURAL.get(noun) {
        return (*singular).to_string();
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let es = ["sses", "shes", "ches", "xes", "zzes"];
    if es.iter().any(|ending| noun.ends_with(ending)) {
        return noun[..noun.len() - 2].to_string();
    }
    let not_plural = ["ss", "us", "is", "ics"];
    if noun.ends_with('s') && noun.len() > 3 && !not_plural.iter().any(|end| noun.ends_with(end)) {
        return noun[..noun.len() - 1].to_string();
    }
    noun.to_string()
}

/// Whether a lower-case noun is a plural.
pub fn is_plural(noun: &str) -> bool {
    PLURAL.contains_key(noun) || singular(noun) != noun
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_that_exclude_each_other_share_no_word() {
        let clash = |a: &HashSet<&'static str>, b: &HashSet<&'static str>| {
            let mut both: Vec<&str> = a.intersection(b).copied().collect();
            both.sort_unstable();
            both
        };
        assert_eq!(clash(&STOP, &COMMON), [] as [&str; 0]);
        let nouns: HashSet<&str> = DEVERBAL.keys().copied().collect();
        let seldom_nouns: HashSet<&str> =
            VERBS.base.difference(&VERBS.noun_like).copied().collect();
        assert_eq!(clash(&nouns, &seldom_nouns), [] as [&str; 0]);
        let classes: HashSet<&str> = CATEGORY.keys().copied().collect();
        let third: HashSet<&str> = VERBS.third.iter().map(String::as_str).collect();
        assert_eq!(clash(&classes, &third), [] as [&str; 0]);
    }

    #[test]
    fn every_entry_is_lower_case_and_stands_once() {
        let lists = [
            include_str!("stop.txt"),
            include_str!("common.txt"),
            include_str!("generic.txt"),
            include_str!("attribute.txt"),
            include_str!("property.txt"),
            include_str!("skip.txt"),
            include_str!("finite.txt"),
            include_str!("verbs.txt"),
            include_str!("deverbal.tsv"),
            include_str!("category.tsv"),
            include_str!("plural.tsv"),
            include_str!("adverb.tsv"),
            include_str!("past.tsv"),
            include_str!("derived.tsv"),
            include_str!("vague-noun.txt"),
            include_str!("noun-like-adjective.txt"),
            include_str!("not-term.txt"),
            include_str!("weak-term.txt"),
            include_str!("relation.txt"),
            include_str!("thing.txt"),
            include_str!("participle.txt"),
            include_str!("foreign.txt"),
            include_str!("choose.txt"),
            include_str!("key-mark.txt"),
            include_str!("opposites.tsv"),
        ];
        for list in lists {
            let mut seen = HashSet::default();
            for entry in entries(list) {
                let key = entry
                    .split(['\t'])
                    .next()
                    .unwrap_or(entry)
                    .trim_end_matches(" n");
                assert!(seen.insert(key), "`{key}` stands twice");
                assert_eq!(entry, entry.to_lowercase());
            }
        }
    }

    #[test]
    fn a_word_is_swapped_in_one_group_only() {
        let mut seen = HashSet::default();
        for word in entries(include_str!("swap.tsv")).flat_map(|line| line.split('\t')) {
            assert!(seen.insert(word), "`{word}` stands twice");
            assert_eq!(word, word.to_lowercase());
        }
        assert_eq!(swaps("static"), ["dynamic"]);
    }

    #[test]
    fn words_that_look_alike_are_two_and_are_paired_once() {
        let mut seen = HashSet::default();
        for entry in entries(include_str!("lookalike.tsv")) {
            let (a, b) = entry.split_once('\t').expect("two words");
            assert_eq!(entry, entry.to_lowercase());
            assert_ne!(singular(a), singular(b), "{entry}");
            let pair = if a < b { (a, b) } else { (b, a) };
            assert!(seen.insert(pair), "{entry} stands twice");
            assert_ne!(OPPOSITES.get(a), Some(&b), "{entry} are opposites already");
        }
    }

    #[test]
    fn forms_of_words() {
        for (verb, third) in [
            ("apply", "applies"),
            ("pass", "passes"),
            ("play", "plays"),
            ("do", "does"),
            ("have", "has"),
            ("use", "uses"),
        ] {
            assert_eq!(third_person(verb), third);
        }
        for (plural, one) in [
            ("policies", "policy"),
            ("services", "service"),
            ("classes", "class"),
            ("axes", "axis"),
            ("status", "status"),
            ("mitochondria", "mitochondrion"),
            ("dns", "dns"),
            ("gas", "gas"),
            ("boxes", "box"),
            ("bus", "bus"),
            ("physics", "physics"),
            ("analysis", "analysis"),
        ] {
            assert_eq!(singular(plural), one);
        }
        assert_eq!(verb_of_noun("invocations"), Some("invoke"));
        for property in [
            "max file size",
            "number of rounds",
            "ports",
            "default TTL",
            "use cases",
        ] {
            assert!(is_property(&property.to_lowercase()), "{property}");
        }
        assert!(!is_property("physical") && !is_property("when to use"));
        assert!(is_plural("benefits") && !is_plural("benefit") && !is_plural("class"));
    }
}
