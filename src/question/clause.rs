//! The parts of a plain sentence: subject, verb and the rest. A sentence whose parts cannot be told for
//! sure has none; nothing is guessed.

use crate::fact::text;
use crate::lexicon;

/// How a sentence says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// "is", "are".
    Be,
    /// "must", "can", as written.
    Modal(&'static str),
    /// Another verb, in its base form.
    Act(&'static str),
}

/// A sentence in its parts. Without a subject it is a predicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause<'t> {
    pub(super) subject: &'t str,
    /// What the form of the verb says of the subject; modal verbs say nothing.
    pub(super) plural: bool,
    /// "automatically", "only": what stands between subject and verb.
    pub(super) adverb: &'t str,
    pub(super) verb: Verb,
    pub(super) rest: &'t str,
}

/// Most words of a subject.
const SUBJECT: usize = 8;

/// Function words that a subject may hold.
const INSIDE: [&str; 18] = [
    "a", "an", "the", "of", "in", "for", "and", "on", "per", "each", "every", "all", "with", "to",
    "from", "within", "between", "or",
];

/// Words that no subject of a question opens with: it would be one of several, or stand elsewhere.
const NO_START: [&str; 30] = [
    "everything",
    "something",
    "anything",
    "nothing",
    "everyone",
    "anyone",
    "other",
    "another",
    "same",
    "such",
    "some",
    "most",
    "many",
    "few",
    "several",
    "more",
    "new",
    "one",
    "both",
    "first",
    "second",
    "next",
    "last",
    "following",
    "note",
    "example",
    "in",
    "for",
    "on",
    "with",
];

/// Verbs that say what may or has to be.
const MODALS: [&str; 6] = ["must", "can", "should", "will", "may", "cannot"];

/// Signs and words at which a phrase ends: a remark, an example or a subordinate clause follows.
pub(super) const ENDS: [&str; 21] = [
    " (",
    "; ",
    " - ",
    " – ",
    " — ",
    ": ",
    ", which",
    ", so ",
    ", but ",
    " because ",
    " so that ",
    " if ",
    " when ",
    " unless ",
    " while ",
    " in case ",
    " e.g",
    " such as ",
    ", for example",
    ", including",
    " instead of ",
];

/// The sentences of a line.
pub(super) fn sentences(line: &str) -> Vec<&str> {
    let brackets = text::brackets(line);
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(". ") {
        let ends = line[at + 2..].starts_with(char::is_uppercase)
            && !["e.g", "i.e", "vs", "etc", "approx"]
                .iter()
                .any(|short| line[..at].to_lowercase().ends_with(short))
            && !brackets.iter().any(|bracket| bracket.contains(&at));
        if ends {
            found.push(line[start..at].trim());
            start = at + 2;
        }
    }
    found.push(line[start..].trim().trim_end_matches('.'));
    found
}

/// The parts of a sentence.
pub(super) fn parse(sentence: &str) -> Option<Clause<'_>> {
    let sentence = sentence.trim().trim_end_matches('.');
    let base = sentence.as_ptr() as usize;
    let spans: Vec<(usize, &str)> = sentence
        .split_whitespace()
        .map(|word| (word.as_ptr() as usize - base, word))
        .collect();
    let words: Vec<String> = spans.iter().map(|(_, word)| bare(word)).collect();
    let brackets = text::brackets(sentence);
    let inside = |at: usize| {
        brackets
            .iter()
            .any(|bracket| bracket.contains(&spans[at].0))
    };
    for at in 0..spans.len().min(SUBJECT + 4) {
        if inside(at) {
            continue;
        }
        // "Auto Scaling Groups" goes on with a name.
        let named = at > 0 && spans[at].1.starts_with(char::is_uppercase);
        if at > 0
            && let Some((verb, taken)) = denied(&words, at)
        {
            let subject = sentence[..spans[at].0].trim();
            let behind = spans[at + taken].0 + spans[at + taken].1.len();
            return is_subject(subject).then_some(Clause {
                subject,
                plural: words[at] == "do" || words[at].starts_with("don"),
                adverb: "not",
                verb,
                rest: sentence[behind..].trim(),
            });
        }
        if let Some((verb, plural)) = verb_at(&words, at).filter(|_| !named) {
            let adverbs = words[..at]
                .iter()
                .rev()
                .take_while(|word| is_adverb(word))
                .count();
            let end = at - adverbs;
            let subject_end = if end == at { spans[at].0 } else { spans[end].0 };
            let subject = sentence[..subject_end].trim();
            let behind = spans[at].0 + spans[at].1.len();
            let clause = Clause {
                subject,
                plural,
                adverb: sentence[subject_end..spans[at].0].trim(),
                verb,
                rest: sentence[behind..].trim(),
            };
            let closed = spans[at].1.ends_with([',', ';', ':']);
            return (!closed && (subject.is_empty() || is_subject(subject))).then_some(clause);
        }
        if breaks(spans[at].1, &words[at]) {
            return None;
        }
    }
    None
}

/// Whether a word in front of the verb ends what can be a subject.
fn breaks(written: &str, word: &str) -> bool {
    written.ends_with([',', ';', ':', '.', '!', '?', '”', '"'])
        || written.starts_with(['"', '“', '-', '–', '—', '→', '='])
        || lexicon::is_stop(word) && !INSIDE.contains(&word) && !is_adverb(word)
        || lexicon::is_finite(word)
}

/// The parts of a sentence whose subject is a pronoun that can be told: "it", "they", "you".
pub(super) fn parse_pronoun(sentence: &str) -> Option<Clause<'_>> {
    let sentence = sentence.trim().trim_end_matches('.');
    let mut rest = sentence;
    let subject = take_word(&mut rest);
    let plural = match bare(subject).as_str() {
        "it" => false,
        "they" | "you" => true,
        _ => return None,
    };
    let before = rest;
    let mut word = take_word(&mut rest);
    while is_adverb(&bare(word)) {
        word = take_word(&mut rest);
    }
    let adverb = before[..before.len() - rest.len() - word.len()].trim();
    let lower = bare(word);
    let verb = match lower.as_str() {
        "is" if !plural => Verb::Be,
        "are" if plural => Verb::Be,
        modal if MODALS.contains(&modal) => {
            Verb::Modal(MODALS.iter().find(|other| **other == modal)?)
        }
        "does" | "do" | "doesn't" | "don't" => return denied_pronoun(sentence, subject, plural),
        third if !plural => Verb::Act(acting(third)?),
        base => Verb::Act(acting(&lexicon::third_person(base))?),
    };
    (!word.ends_with([',', ';', ':'])).then_some(Clause {
        subject,
        plural,
        adverb,
        verb,
        rest: rest.trim(),
    })
}

/// "It does not …".
fn denied_pronoun<'t>(sentence: &'t str, subject: &'t str, plural: bool) -> Option<Clause<'t>> {
    let words: Vec<String> = sentence.split_whitespace().map(bare).collect();
    let (verb, taken) = denied(&words, 1)?;
    let mut rest = sentence;
    for _ in 0..taken + 2 {
        take_word(&mut rest);
    }
    Some(Clause {
        subject,
        plural,
        adverb: "not",
        verb,
        rest: rest.trim(),
    })
}

/// The verb behind "does not", "don't", and how many words come before it.
fn denied(words: &[String], at: usize) -> Option<(Verb, usize)> {
    let next = words.get(at + 1).map_or("", String::as_str);
    let taken = match words[at].replace('’', "'").as_str() {
        "does" | "do" if next == "not" => 2,
        "doesn't" | "don't" => 1,
        _ => return None,
    };
    let base = acting(&lexicon::third_person(words.get(at + taken)?))?;
    Some((Verb::Act(base), taken))
}

/// The base form of a verb in the third person that is no auxiliary.
fn acting(third: &str) -> Option<&'static str> {
    lexicon::base_of_third(third).filter(|base| !matches!(*base, "do" | "be"))
}

/// Takes the first word off a text, which then begins with what stood behind it.
fn take_word<'t>(text: &mut &'t str) -> &'t str {
    *text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    *text = rest;
    word
}

/// Words that an adverbial in front of a sentence opens with.
const LEADS: [&str; 11] = [
    "in", "for", "on", "with", "at", "under", "within", "during", "by", "after", "before",
];

/// Most words of an adverbial in front of a sentence.
const LEAD: usize = 8;

/// An adverbial in front of a sentence, and the sentence: "In a mesh, nodes forward frames".
pub(super) fn lead(sentence: &str) -> Option<(&str, &str)> {
    let (lead, rest) = sentence.split_once(", ")?;
    let words = text::words(lead);
    let first = words.first()?.as_str();
    let verbal = words.iter().skip(1).any(|word| {
        lexicon::is_finite(word)
            || matches!(
                word.as_str(),
                "it" | "its" | "them" | "their" | "other" | "some" | "such" | "same" | "case"
            )
    });
    // "In VMs, disks and images, …" is a list.
    let listed = rest.contains(", ")
        && rest
            .split(", ")
            .next()
            .is_some_and(|next| text::count(next) <= 2);
    let fits = LEADS.contains(&first)
        && (2..=LEAD).contains(&words.len())
        && !verbal
        && !listed
        && text::is_balanced(lead)
        && !lead.contains([':', ';', '=', '"', '“']);
    fits.then_some((lead, rest))
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "also" | "only" | "always" | "often" | "usually" | "typically" | "never" | "then"
    ) || (word.ends_with("ally") && word.len() > 6)
}

/// The verb at a place of a sentence whose first verb it would be, and whether it is a plural.
fn verb_at(words: &[String], at: usize) -> Option<(Verb, bool)> {
    let word = words[at].as_str();
    let after = words.get(at + 1).map_or("", String::as_str);
    let before = words[..at]
        .iter()
        .rfind(|word| !is_adverb(word))
        .map_or("", String::as_str);
    match word {
        "is" if at > 0 => return Some((Verb::Be, false)),
        "are" if at > 0 => return Some((Verb::Be, true)),
        _ => {}
    }
    if let Some(modal) = MODALS.iter().find(|modal| **modal == word) {
        return Some((Verb::Modal(modal), lexicon::is_plural(before)));
    }
    // "Maturity models help": the verb comes later.
    let next = words[at + 1..].iter().find(|word| !is_adverb(word));
    let follows = !after.is_empty()
        && !next.is_some_and(|next| lexicon::is_base_verb(next))
        && !lexicon::is_finite(after)
        && !matches!(after, "of" | "and" | "or" | "per" | "such" | "as");
    let third = lexicon::base_of_third(word).filter(|base| !matches!(*base, "do" | "be"));
    if let Some(base) = third {
        let sure = lexicon::is_third_person(word);
        let particle = lexicon::is_relation(&format!("{base} {after}"));
        // "Storage runs on …" has a verb, "queue limits for accounts" has none.
        let joint = lexicon::is_joint(after) && !particle;
        let behind_noun = at == 0 || (!lexicon::is_stop(before) && !lexicon::is_plural(before));
        // "Replay attacks exploit …"
        let noun = next.is_some_and(|next| lexicon::is_any_base_verb(next));
        let acts = follows && (sure || (behind_noun && !joint && !noun));
        return acts.then_some((Verb::Act(base), false));
    }
    let plural_before =
        !before.is_empty() && lexicon::is_plural(before) && !lexicon::is_stop(before);
    let acts = plural_before
        && follows
        && (lexicon::is_base_verb(word)
            || lexicon::is_any_base_verb(word)
                && matches!(
                    after,
                    "the" | "a" | "an" | "all" | "you" | "your" | "multiple"
                ));
    let base = lexicon::base_of_third(&lexicon::third_person(word)).filter(|_| acts)?;
    Some((Verb::Act(base), true))
}

/// Whether a phrase names what a sentence is about.
fn is_subject(phrase: &str) -> bool {
    let words = text::words(&text::without_brackets(phrase).0);
    let Some(first) = words.first() else {
        return false;
    };
    let says = |word: &&String| !lexicon::is_stop(word) && !lexicon::is_common(word);
    let imperative = lexicon::is_base_verb(first)
        || lexicon::is_any_base_verb(first)
            && words
                .get(1)
                .is_some_and(|second| matches!(second.as_str(), "the" | "a" | "an" | "all"));
    let opens = NO_START.contains(&first.as_str())
        || is_adverb(first)
        || (first.ends_with("ly") && words.len() > 1);
    let fits = (1..=SUBJECT).contains(&words.len()) && !opens && !imperative;
    fits && words.iter().any(|word| says(&word))
        && !words.last().is_some_and(|last| last.ends_with("lly"))
        // "Models help teams improve" has its verb inside.
        && !words.iter().any(|word| word == "help" || word == "helps")
        && !words.iter().any(|word| lexicon::is_finite(word))
        && text::is_balanced(phrase)
        && !phrase.ends_with(['&', '+', '/'])
        && !phrase.contains(['=', '→', '|', '<', '>', '{', '$', '*'])
        && !words
            .iter()
            .all(|word| word.chars().all(|c| c.is_ascii_digit()))
        && !words
            .last()
            .is_some_and(|last| lexicon::is_stop(last) || lexicon::is_base_verb(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, expect: Option<(&str, bool, Verb, &str)>) {
        let found = parse(sentence);
        let found = found
            .as_ref()
            .map(|clause| (clause.subject, clause.plural, clause.verb, clause.rest));
        assert_eq!(found, expect, "{sentence}");
    }

    #[test]
    fn sentences_have_parts() {
        check(
            "The dairy (Alp) also supplies milk",
            Some(("The dairy (Alp)", false, Verb::Act("supply"), "milk")),
        );
        check(
            "Cheese wheels must be stored in a cellar",
            Some((
                "Cheese wheels",
                true,
                Verb::Modal("must"),
                "be stored in a cellar",
            )),
        );
        check("Uses rennet", Some(("", false, Verb::Act("use"), "rennet")));
        check(
            "Moulds contain holes",
            Some(("Moulds", true, Verb::Act("contain"), "holes")),
        );
    }

    #[test]
    fn what_cannot_be_told_has_none() {
        check("It uses rennet", None);
        check("Other moulds contain holes", None);
        check("In moulds, whey drains", None);
        check("Milk limits for dairies", None);
        check("You must wait", None);
    }

    #[test]
    fn a_line_has_sentences() {
        assert_eq!(
            sentences("Milk, e.g. Goat milk. Cheese is made. it."),
            ["Milk, e.g. Goat milk", "Cheese is made. it"]
        );
    }
}
