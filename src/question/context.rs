//! The line above a prompt that says what it is about, and the subject that a prompt names.
//!
//! The context is both cure and poison: without it "the default is 3 s" is about nothing, with it a
//! heading may give the answer away. It is made for each card and trimmed.

use std::collections::BTreeSet;

use crate::fact::{Topic, text};
use crate::lexicon;

/// Most crumbs that are shown.
const CRUMBS: usize = 2;

/// Headings and labels for a prompt: the nearest ones that say something new and give nothing away.
pub(super) fn context(topic: &Topic, prompt: &str, answers: &[String]) -> Vec<String> {
    let in_prompt: BTreeSet<String> = text::key(prompt).into_iter().collect();
    let secret: Vec<BTreeSet<String>> = answers.iter().map(|answer| telling(answer)).collect();
    let tells = |crumb: &String| {
        let words = text::key(crumb);
        !words.is_empty()
            && text::count(crumb) <= 12
            && !words.iter().all(|word| in_prompt.contains(word))
            && !gives_away(&stems(crumb), &secret)
            && !spells(crumb, answers)
    };
    let path = topic.path();
    let mut crumbs: Vec<String> = Vec::new();
    for crumb in path.iter().rev() {
        if crumbs.len() < CRUMBS
            && tells(crumb)
            && !is_scaffolding(crumb)
            && !is_lead_in(crumb)
            && !crumbs.contains(crumb)
        {
            crumbs.push(closed(crumb).to_string());
        }
    }
    crumbs.reverse();
    if crumbs.is_empty() && tells(&topic.title) && !is_scaffolding(&topic.title) {
        crumbs.push(topic.title.clone());
    }
    crumbs
}

/// A crumb without the sign at its end that leads to what stands below it: "Scaling →".
fn closed(crumb: &str) -> &str {
    let mut crumb = crumb.trim_end();
    while let Some(rest) = ["→", "->", "=>", ">", " -", " –", " —", ":"]
        .iter()
        .find_map(|sign| crumb.strip_suffix(sign))
    {
        crumb = rest.trim_end();
    }
    crumb
}

/// Whether a crumb has the letters of an answer in a row: "9 kubeproxy" is the kube-proxy.
fn spells(crumb: &str, answers: &[String]) -> bool {
    const LETTERS: usize = 6;
    let crumb = text::squeeze(crumb);
    answers.len() <= 2
        && answers.iter().any(|answer| {
            let answer = text::squeeze(answer);
            answer.len() >= LETTERS && crumb.contains(&answer)
        })
}

/// Whether shown stems tell an answer: any of its words where one or two things are asked for, all
/// words of a member where the answer is a list.
fn gives_away(shown: &BTreeSet<String>, secret: &[BTreeSet<String>]) -> bool {
    if secret.len() >= 3 {
        return secret
            .iter()
            .any(|answer| !answer.is_empty() && answer.is_subset(shown));
    }
    secret.iter().flatten().any(|stem| shown.contains(stem))
}

/// Names of makers, which stand in front of half of all names in notes about their products.
const MAKERS: [&str; 7] = [
    "amazon",
    "aws",
    "azure",
    "google",
    "microsoft",
    "apple",
    "ibm",
];

/// Whether a lower-case word names a maker of products.
pub(super) fn is_maker(word: &str) -> bool {
    MAKERS.contains(&word)
}

/// The stems of an answer that would tell it; the maker of a product tells nothing.
pub(super) fn telling(answer: &str) -> BTreeSet<String> {
    let all = stems(answer);
    let rest: BTreeSet<String> = all
        .iter()
        .filter(|stem| !MAKERS.contains(&stem.as_str()))
        .cloned()
        .collect();
    if rest.is_empty() { all } else { rest }
}

/// Whether a label only leads to what stands below it: "Its parts are", "You can".
fn is_lead_in(crumb: &str) -> bool {
    let words = text::words(crumb);
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let points = matches!(
        first,
        "it" | "its"
            | "this"
            | "these"
            | "they"
            | "you"
            | "your"
            | "there"
            | "here"
            | "some"
            | "another"
            | "we"
    );
    points || words.len() > 1 && (lexicon::is_finite(last) || matches!(last, "you" | "will" | "of"))
}

/// Whether a heading belongs to the form of the notes and names nothing.
pub(super) fn is_scaffolding(crumb: &str) -> bool {
    let lower = crumb.to_lowercase();
    lexicon::is_generic(&lower) && lexicon::preposition_of(&lower).is_none()
}

/// The last part of a heading in two: "Lambda - Invocations" is about invocations.
pub(super) fn aspect(crumb: &str) -> &str {
    let last = crumb.rsplit(
        [":", " - ", " – ", " — "]
            .iter()
            .find(|sign| crumb.contains(**sign))
            .copied()
            .unwrap_or("\0"),
    );
    let part = last.map(str::trim).next().unwrap_or(crumb);
    let lower = part.to_lowercase();
    if part.is_empty() || lexicon::is_generic(&lower) {
        crumb
    } else {
        part
    }
}

/// The first part of a heading in two, the subject of the second.
pub(super) fn head_part(crumb: &str) -> Option<&str> {
    [" - ", " – ", " — ", ": "]
        .iter()
        .find_map(|sign| crumb.split_once(*sign))
        .map(|(first, _)| first.trim())
}

/// Content words of a text cut to stems, for finding answers that are given away.
pub(super) fn stems(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| std::iter::once(word).chain(humps(word)))
        .map(str::to_lowercase)
        .filter(|word| {
            (word.chars().count() > 2 || word.chars().any(|c| c.is_ascii_digit()))
                && !lexicon::is_stop(word)
        })
        .map(|word| stem(&word))
        .collect()
}

/// The words that a name in camel case is made of: `LoadBalancer` has a load and a balancer.
fn humps(word: &str) -> Vec<&str> {
    let large = |c: char| c.is_uppercase();
    if !word.chars().skip(1).any(large) {
        return Vec::new();
    }
    let mut starts = vec![0];
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before.is_lowercase() {
            starts.push(at);
        }
        before = c;
    }
    if starts.len() == 1 {
        return Vec::new();
    }
    starts.push(word.len());
    let parts: Vec<&str> = starts
        .windows(2)
        .map(|ends| &word[ends[0]..ends[1]])
        .collect();
    // "DynamoDB" and "GitHub" are names, not phrases.
    let short = parts.iter().all(|part| part.len() >= 3);
    if short { parts } else { Vec::new() }
}

/// Whether a set of stems holds a stem or one of its relatives: "replica" and "replic", "availability" and
/// "available" are one word.
pub(super) fn holds(shown: &BTreeSet<String>, stem: &str) -> bool {
    shown.contains(stem) || shown.iter().any(|other| are_relatives(other, stem))
}

fn are_relatives(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    // One begins with the other, or they part late.
    let prefix = common == short && short >= 5 && long - short <= 3;
    prefix || common >= 6 && common * 100 >= long * 55
}

/// Whether a set of stems holds a stem, a relative or a compound of it: a term that stands inside a longer word
/// of its description can be read there.
pub(super) fn holds_kin(shown: &BTreeSet<String>, stem: &str) -> bool {
    shown
        .iter()
        .any(|other| other == stem || are_relatives(other, stem) || are_compounds(other, stem))
}

/// Fewest letters that two words have in common by more than chance: at their start, and where one starts
/// inside the other.
const SAME_START: usize = 7;
const INNER: usize = 6;

/// Whether two words share most of the shorter one, from the start of at least one of them.
fn are_compounds(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let most = a.len().min(b.len());
    let same = |a: &[char], b: &[char]| a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let long = |count: usize, least: usize| count >= least && count * 5 >= most * 3;
    let inner = |a: &[char], b: &[char]| (1..b.len()).any(|at| long(same(a, &b[at..]), INNER));
    long(same(&a, &b), SAME_START) || inner(&a, &b) || inner(&b, &a)
}

/// A word without its inflection. Only compared, never shown.
pub(super) fn stem(word: &str) -> String {
    if let Some(base) = lexicon::base_of_past(word).or_else(|| lexicon::origin(word)) {
        return stem(base);
    }
    let mut word = lexicon::singular(word);
    for ending in [
        "isation", "ization", "ation", "ure", "ising", "izing", "ised", "ized", "ing", "ion", "ed",
        "ly", "er", "or", "e", "s",
    ] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.chars().count() >= 4
        {
            let end = stem.len();
            word.truncate(end);
            return word;
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(headings: &[&str]) -> Topic {
        Topic {
            title: "lambda".into(),
            headings: headings.iter().map(|h| (*h).to_string()).collect(),
            ..Topic::default()
        }
    }

    #[test]
    fn context_gives_nothing_away() {
        let path = topic(&["AWS", "Network Time Protocol (NTP)"]);
        let answer = vec!["Network Time Protocol".to_string()];
        assert_eq!(context(&path, "What does NTP stand for?", &answer), ["AWS"]);
        assert_eq!(
            context(&topic(&["Lambda", "Notes"]), "Run on ____", &[]),
            ["Lambda"]
        );
        assert_eq!(
            context(&topic(&["Lambda"]), "Lambda runs on ____", &[]),
            [] as [&str; 0]
        );
    }

    #[test]
    fn names_in_camel_case_hold_their_words() {
        assert!(stems("LoadBalancer").contains(&stem("balancer")));
        assert_eq!(stems("DynamoDB").len(), 1);
        assert!(holds(&stems("three replicas"), &stem("replication")));
        assert!(!holds(&stems("the cat"), "category"));
    }

    #[test]
    fn compounds_hold_the_words_they_are_made_of() {
        assert!(holds_kin(&stems("subepicardial fat"), &stem("epicardium")));
        assert!(holds_kin(&stems("the keelhauling"), &stem("keelhauled")));
        assert!(!holds_kin(&stems("a transfer"), &stem("transport")));
    }

    #[test]
    fn stems_join_forms_of_a_word() {
        assert_eq!(stem("bound"), stem("binding"));
        assert_eq!(stem("invocations"), stem("invocation"));
        assert_eq!(stem("routing"), stem("routed"));
        assert_eq!(stem("analysis"), stem("analyzing"));
    }
}
