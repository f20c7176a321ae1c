//! What a note says of one thing with one kind of verb. Where it says it twice, a question for one of the
//! two has two answers. It knows nothing of particular questions.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use foldhash::HashMap;

use super::clause::{self, Verb};
use super::{active, context};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;

/// One statement.
#[derive(Clone, Debug)]
struct Statement {
    /// Stems of what it is about.
    about: BTreeSet<String>,
    /// The words that say it, in lower case.
    said: String,
}

/// The statements of a note, by the kind of their verb.
#[derive(Clone, Debug, Default)]
pub(super) struct Rivals(HashMap<String, Vec<Statement>>);

impl Rivals {
    /// Reads what the facts of a note say.
    pub(super) fn read(facts: &[Fact]) -> Rivals {
        let mut rivals = Rivals::default();
        for fact in facts {
            let (term, line) = match &fact.kind {
                FactKind::Clause { line, .. } => (None, line.text.as_str()),
                FactKind::Definition(it) => (Some(&it.term), it.meaning.text.as_str()),
                _ => continue,
            };
            let above = LazyCell::new(|| term.map_or_else(|| above(fact), |it| context::stems(it)));
            for sentence in clause::sentences(line) {
                let sentence = clause::lead(sentence).map_or(sentence, |(_, rest)| rest);
                if let Some((verb, about)) = verb_of(sentence) {
                    let about = if about.is_empty() {
                        above.clone()
                    } else {
                        about
                    };
                    let said = sentence.to_lowercase();
                    let list = rivals.0.entry(verb).or_default();
                    list.push(Statement { about, said });
                }
            }
        }
        rivals
    }

    /// Whether another sentence says something of the same thing with the same kind of verb.
    pub(super) fn rival(&self, verb: &str, subject: &str, fact: &Fact, sentence: &str) -> bool {
        let mut about = context::stems(subject);
        if about.is_empty() {
            about = above(fact);
        }
        let sentence = sentence.to_lowercase();
        let same = |it: &Statement| {
            !it.about.is_empty() && (it.about.is_subset(&about) || about.is_subset(&it.about))
        };
        let statements = self.0.get(&kind(verb)).map_or(&[][..], Vec::as_slice);
        statements.iter().any(|other| {
            same(other) && !other.said.contains(&sentence) && !sentence.contains(&other.said)
        })
    }
}

/// What the outline says that a line is about.
fn above(fact: &Fact) -> BTreeSet<String> {
    let path = fact.topic.path();
    path.last()
        .map(|crumb| context::stems(crumb))
        .unwrap_or_default()
}

/// The kind of verb of a sentence, and what it is about where it says so itself.
fn verb_of(sentence: &str) -> Option<(String, BTreeSet<String>)> {
    let first = text::words(sentence).into_iter().next()?;
    if lexicon::is_participle(&first) {
        return Some((kind(&done(&text::words(sentence), 0)?), BTreeSet::new()));
    }
    let parts = clause::parse(sentence).or_else(|| clause::parse_pronoun(sentence))?;
    let pronoun = matches!(parts.subject.to_lowercase().as_str(), "it" | "they");
    let about = if pronoun {
        BTreeSet::new()
    } else {
        context::stems(parts.subject)
    };
    let words = text::words(parts.rest);
    let verb = match parts.verb {
        Verb::Act(base) => base.to_string(),
        Verb::Be => done(&words, 0)?,
        Verb::Modal(_) if words.first().is_some_and(|word| word == "be") => done(&words, 1)?,
        Verb::Modal(_) => words.first()?.clone(),
    };
    Some((kind(&verb), about))
}

/// A participle or adjective with its preposition: "limited by".
fn done(words: &[String], at: usize) -> Option<String> {
    let mut words = words.iter().skip(at).filter(|word| {
        !word.ends_with("ly") && !matches!(word.as_str(), "only" | "also" | "often" | "not")
    });
    let (first, next) = (words.next()?, words.next()?);
    Some(format!("{first} {next}"))
}

/// Verbs that answer one question: what a thing offers, needs, or is made of.
fn kind(verb: &str) -> String {
    let (first, next) = verb.split_once(' ').unwrap_or((verb, ""));
    let base = active::base(first).unwrap_or_else(|| first.to_string());
    let kind = match (base.as_str(), next) {
        (
            "use" | "utilize" | "design" | "intend" | "useful" | "good" | "great" | "best"
            | "ideal" | "suitable" | "perfect" | "responsible",
            "for" | "to" | "as" | "in",
        ) => "serve",
        (
            "support" | "allow" | "enable" | "provide" | "offer" | "permit" | "help" | "give"
            | "include" | "contain" | "have" | "let",
            "",
        ) => "offer",
        (
            "use" | "utilize" | "leverage" | "employ" | "rely" | "base" | "run" | "build",
            "" | "on" | "with",
        ) => "use",
        ("require" | "need", _) => "need",
        ("limit" | "restrict", _) => "limit",
        (_, "by") => return format!("{base} by"),
        _ => return base,
    };
    kind.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(verb: &str, expect: &str) {
        assert_eq!(kind(verb), expect, "{verb}");
    }

    #[test]
    fn verbs_have_kinds() {
        check("used for", "serve");
        check("provide", "offer");
        check("rely on", "use");
        check("limited to", "limit");
        check("handled by", "handle by");
        check("melt", "melt");
    }

    #[test]
    fn sentences_say_what_they_are_about() {
        let (verb, about) = verb_of("A harp supports wide kettles").unwrap_or_default();
        assert_eq!((verb.as_str(), about), ("offer", context::stems("harp")));
        assert_eq!(
            verb_of("Limited by pasture"),
            Some(("limit".into(), BTreeSet::new()))
        );
    }
}
