//! What a line says in plain sentences, each with its subject: the sentence's own, or that of the
//! outline. And what is no plain statement: an author's talk, pointers, examples.

use std::sync::Arc;

use super::article;
use super::clause::{self, Clause};
use super::referent;
use super::subject::{self, Subject};
use super::template::Scope;
use crate::fact::text;
use crate::fact::{Fact, FactKind};
use crate::lexicon;

/// A sentence that a question can be made of.
#[derive(Clone, Debug)]
pub(super) struct Said<'t> {
    pub(super) sentence: &'t str,
    pub(super) clause: Clause<'t>,
    pub(super) subject: Subject,
}

impl Said<'_> {
    /// Whether the sentence names its subject itself.
    pub(super) fn is_whole(&self) -> bool {
        !self.clause.subject.is_empty() && !self.is_pronoun()
    }

    /// Whether its subject is a pronoun, for which something else was put.
    pub(super) fn is_pronoun(&self) -> bool {
        matches!(
            self.clause.subject.to_lowercase().as_str(),
            "it" | "they" | "you"
        )
    }
}

/// The plain sentences of a fact, with their subjects.
pub(super) fn said<'t>(fact: &'t Fact, scope: &Scope<'_>) -> Vec<Said<'t>> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return Vec::new();
    };
    let sentences = clause::sentences(&line.text);
    // An author who talks of himself does so for the whole line.
    if !is_matter(&line.text) {
        return Vec::new();
    }
    let parts = sentences
        .iter()
        .enumerate()
        .filter_map(|(at, sentence)| statement(sentence, at, fact, scope));
    parts.collect()
}

/// What a sentence says, the `at`th of its line.
fn statement<'t>(
    sentence: &'t str,
    at: usize,
    fact: &'t Fact,
    scope: &Scope<'_>,
) -> Option<Said<'t>> {
    if !is_plain(sentence) || is_carried_on(fact, at) {
        return None;
    }
    let found = parts_of(sentence, at, fact, scope)?;
    let subject = found.subject.clone().settled(scope.document)?;
    let dangling = article::dangles(&subject.text, &fact.topic) && found.is_whole();
    (!dangling).then_some(Said { subject, ..found })
}

/// Whether a sentence only goes on with what the one in front of it points at: "This type must be met. If
/// none fits, …".
pub(super) fn is_carried_on(fact: &Fact, at: usize) -> bool {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return false;
    };
    at > 0
        && clause::sentences(&line.text)
            .first()
            .and_then(|first| text::words(first).into_iter().next())
            .is_some_and(|first| matches!(first.as_str(), "this" | "these" | "those"))
}

/// A sentence and its parts.
fn parts_of<'t>(
    sentence: &'t str,
    at: usize,
    fact: &'t Fact,
    scope: &Scope<'_>,
) -> Option<Said<'t>> {
    let (lead, sentence) = clause::lead(sentence).unwrap_or(("", sentence));
    if let Some(clause) = clause::parse(sentence) {
        let subject = if clause.subject.is_empty() {
            // Only the first sentence of a line is surely about what stands above.
            subject::outlined(fact, scope).filter(|_| at == 0 && lead.is_empty())?
        } else {
            subject::stated(clause.subject, clause.plural, scope.document)
        };
        return Some(Said {
            sentence,
            clause,
            subject: subject.behind(lead),
        });
    }
    let clause = clause::parse_pronoun(sentence)?;
    let subject = referent::of(&clause, at, fact, scope)?;
    Some(Said {
        sentence,
        clause,
        subject: subject.behind(lead),
    })
}

/// Whether another line says something of the same subject with the same words at its start, so that a
/// question which shows only these has two answers.
pub(super) fn has_twin(start: &str, fact: &Fact, scope: &Scope<'_>) -> bool {
    let begins = |other: &Fact| {
        let text = other.text.as_str();
        text.get(..start.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(start))
            && text[start.len()..].starts_with([' ', ':'])
    };
    let same_place = |other: &Fact| Arc::ptr_eq(&other.topic, &fact.topic);
    let first = text::words(start).into_iter().next().unwrap_or_default();
    let single = !start.trim().contains(' ') || matches!(first.as_str(), "it" | "they" | "you");
    scope.index.begins(start).any(|other| {
        (other.span != fact.span || other.text != fact.text)
            && (same_place(other) || !single)
            && begins(other)
    })
}

/// Words by which an author speaks of the notes, of material or of himself.
const TALK: &[&str] = &[
    "i",
    "i'm",
    "i've",
    "my",
    "let's",
    "lets",
    "playlist",
    "playlists",
    "tutorial",
    "tutorials",
    "blog",
    "webinar",
    "lecture",
    "slides",
    "homework",
    "assignment",
    "exam",
    "quiz",
    "we'll",
    "we've",
    "we're",
    "welcome",
    "readme",
    "learn",
    "chapter",
    "imagine",
    "suppose",
    "remember",
    "basically",
    "obviously",
    "please",
    "click",
    "above",
    "below",
    "following",
    "previous",
    "aforementioned",
    "latter",
    "former",
    "screenshot",
    "cheatsheet",
    "todo",
    "youtube",
    "notebook",
    "you've",
    "you'll",
    "really",
    "essentially",
];

/// Openings of sentences that compare, lead in or carry on what another one said.
const OPENINGS: &[&str] = &[
    "the same",
    "same as",
    "similar to",
    "just like",
    "unlike",
    "like ",
    "compared",
    "as opposed",
    "as with",
    "in this",
    "in these",
    "in the following",
    "in our",
    "in my",
    "in other words",
    "for example",
    "for instance",
    "e.g",
    "ex:",
    "eg ",
    "example",
    "here",
    "this",
    "these",
    "that ",
    "those",
    "so ",
    "specifically",
    "additionally",
    "or ",
    "then ",
    "but ",
    "and ",
    "or ",
    "however",
    "therefore",
    "instead",
    "note ",
    "note:",
    "also",
    "otherwise",
    "there ",
    "even ",
];

/// Subjects that belong to something said before.
const UNFINISHED: &[&str] = &[
    "the goal is",
    "the name ",
    "the purpose is",
    "the job is",
    "the idea is",
    "the aim is",
    "the point is",
    "the reason is",
    "the result is",
    "the problem is",
    "the solution is",
    "the difference is",
    "the advantage is",
    "good practice",
    "no ",
];

/// Whether no sentence of a line is talk.
pub(super) fn is_matter(line: &str) -> bool {
    let words = text::words(line);
    !words.iter().any(|word| TALK.contains(&word.as_str()))
}

/// Whether a sentence states something of its own.
pub(super) fn is_plain(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words = text::words(sentence);
    !words.iter().any(|word| TALK.contains(&word.as_str()))
        && !words
            .iter()
            .any(|word| matches!(word.as_str(), "this" | "these" | "those"))
        && !OPENINGS.iter().any(|start| lower.starts_with(start))
        && (!lower.contains(" then ") || lower.contains(|c: char| c.is_ascii_digit()))
        && !UNFINISHED.iter().any(|start| lower.starts_with(start))
        && !lower.contains("://")
        && !lower.contains("demo video")
        && !sentence.contains(['?', '$', '{', '|', '\\'])
        && text::is_balanced(sentence)
        && !is_unfinished(&words, sentence)
        && !is_scene(&words)
}

/// Whether a sentence does not say what it is about: it has no subject ("In larger sets allows …"), only
/// one half, or speaks of some of many.
fn is_unfinished(words: &[String], sentence: &str) -> bool {
    let first = words.first().map_or("", String::as_str);
    // "By default, consists of …", "To handle it, …", "When an attack is underway".
    let behind = sentence.split_once(", ").map(|(_, rest)| text::words(rest));
    let headless = behind.as_ref().is_some_and(|rest| {
        rest.first()
            .is_some_and(|word| lexicon::is_third_person(word))
    }) && !words
        .iter()
        .take_while(|word| !word.is_empty())
        .take(3)
        .any(|word| lexicon::is_finite(word));
    let points = matches!(first, "to" | "for" | "with")
        && words
            .iter()
            .take(4)
            .any(|word| matches!(word.as_str(), "it" | "them"));
    let open = matches!(first, "if" | "when" | "unless" | "while" | "because") && behind.is_none();
    let unclear = matches!(first, "if" | "when" | "once")
        && words
            .get(1)
            .is_some_and(|word| matches!(word.as_str(), "it" | "they" | "so" | "not"));
    let vague = matches!(
        first,
        "certain" | "many" | "some" | "most" | "almost" | "several"
    );
    if headless || points || open || unclear || vague {
        return true;
    }
    if !matches!(
        first,
        "in" | "for" | "with" | "on" | "by" | "at" | "from" | "under" | "within"
    ) {
        return false;
    }
    let raw: Vec<&str> = sentence.split_whitespace().take(6).collect();
    let verb = words
        .iter()
        .take(6)
        .position(|word| lexicon::is_third_person(word));
    verb.is_some_and(|verb| {
        !raw.iter().take(verb).any(|word| word.ends_with(','))
            && !words[1..verb].iter().any(|word| {
                lexicon::is_finite(word)
                    || matches!(
                        word.as_str(),
                        "you" | "we" | "it" | "they" | "a" | "an" | "each"
                    )
            })
            && verb <= 4
    })
}

/// Whether a sentence sets a scene: "you have built a dairy".
fn is_scene(words: &[String]) -> bool {
    let [person, have, done, ..] = words else {
        return false;
    };
    matches!(person.as_str(), "you" | "we") && have == "have" && lexicon::is_participle(done)
}

/// Words by which a condition opens, without which what stands in front of it does not hold.
const CONDITIONS: [&str; 5] = [" if ", " when ", " unless ", " in case ", " until "];

/// Most words of a condition that is put into a question.
const CONDITION: usize = 12;

/// A question with the condition under which its answer holds: what stands in the text behind the answer.
/// `None` where there is one that cannot be put into it.
pub(super) fn on_condition(prompt: String, text: &str) -> Option<String> {
    let text = text::without_brackets(text).0;
    let starts = CONDITIONS.iter().filter_map(|mark| text.find(mark));
    let Some(at) = starts.min() else {
        return Some(prompt);
    };
    let behind = &text[at + 1..];
    let ends = [", ", "; ", ". ", " - ", " – "];
    let end = ends.iter().filter_map(|end| behind.find(end)).min();
    let condition = behind[..end.unwrap_or(behind.len())].trim_end_matches(['.', ' ']);
    let points = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "they" | "them" | "its" | "their" | "this" | "these" | "necessary" | "needed"
        )
    };
    let words = text::words(condition);
    let fits = (3..=CONDITION).contains(&words.len())
        && !words.iter().any(points)
        && !condition.contains([':', '"', '“']);
    fits.then(|| format!("{} {condition}?", prompt.trim_end_matches('?')))
}

/// The phrase that a text opens with, without what stands in brackets, up to a remark or a subordinate
/// clause. The dots of an open list stay.
pub(super) fn phrase(text: &str) -> String {
    let text = text::without_brackets(text).0;
    let end = clause::ENDS
        .iter()
        .chain(&[" in order to "])
        .filter_map(|end| text.find(end))
        .min()
        .unwrap_or(text.len());
    let phrase = text[..end].trim();
    if phrase.ends_with("..") {
        return phrase.to_string();
    }
    phrase.trim_end_matches(['.', ',', ';', ':']).to_string()
}

/// Whether a phrase can be the whole answer of a question: it says something by itself, and no more
/// than three things.
pub(super) fn is_answer(phrase: &str, most: usize) -> bool {
    let words = text::words(phrase);
    let pointing = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "this"
                | "these"
                | "those"
                | "them"
                | "they"
                | "same"
                | "other"
                | "others"
                | "etc"
                | "yourself"
                | "itself"
                | "themselves"
                | "following"
                | "things"
                | "something"
                | "stuff"
        )
    };
    let says = |word: &String| !lexicon::is_stop(word) && !lexicon::is_common(word);
    (1..=most).contains(&text::count(phrase))
        && words.iter().any(says)
        && !words.iter().any(pointing)
        && !words
            .last()
            .is_some_and(|last| lexicon::is_stop(last) || last == "including")
        && phrase.matches(',').count() + phrase.matches(" and ").count() <= 2
        && !phrase.contains(['…', '?', '!', '→', '=', '|', '{', '\\', '$', '<', '>'])
        && !phrase.contains("...")
        && text::is_balanced(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, plain: bool) {
        assert_eq!(is_plain(sentence), plain, "{sentence}");
    }

    #[test]
    fn talk_is_no_statement() {
        check("A dairy keeps goats", true);
        check("In spring, the dairy keeps goats", true);
        check("In Swiss dairies keeps goats", false);
        check("The same way a dairy keeps goats", false);
        check("Welcome to the dairy", false);
        check("Goats are shown in the tutorials", false);
    }

    #[test]
    fn phrases_end_at_remarks() {
        assert_eq!(phrase("goat milk (raw), which is rich"), "goat milk");
        assert!(is_answer("goat milk", 5));
        assert!(!is_answer("it", 5) && !is_answer("milk of the", 5));
    }
}
