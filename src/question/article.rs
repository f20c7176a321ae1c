//! A subject made fit to stand inside a question: it gets the article that the note itself gives it, or
//! needs none. One that only stands for something else in its note is no subject.

use super::context;
use super::subject::{self, Subject};
use crate::fact::document::{self, Document};
use crate::fact::{Topic, text};
use crate::lexicon;

impl Subject {
    /// The subject as it can stand inside a sentence; `None` where nothing tells how.
    pub(super) fn settled(self, document: &Document) -> Option<Subject> {
        let words = text::words(&self.text);
        let first = words.first()?.as_str();
        if first == "you" || subject::DETERMINERS.contains(&first) {
            return Some(self);
        }
        if !is_noun_phrase(&self.text, &words) {
            return None;
        }
        let last = self.text.split(" of ").next()?.split_whitespace().last()?;
        let lower = last.to_lowercase();
        if !self.plural && is_disguised(&lower, document) {
            return None;
        }
        let short = document::is_acronym(last.trim_end_matches('s'));
        if short && self.inline {
            return Some(self);
        }
        if self.plural && self.inline {
            return Some(self);
        }
        if self.plural || is_bare(&lower) {
            let text = small(&self.text, document);
            return Some(self.standing(text));
        }
        match document.article(&self.text) {
            Some((article, usual)) if usual || !self.inline => Some(self.with(article, document)),
            _ => self.inline.then_some(self),
        }
    }

    fn with(self, article: &str, document: &Document) -> Subject {
        let name = small(&self.text, document);
        self.standing(format!("{article} {name}"))
    }

    /// The subject in words that stand inside a sentence.
    fn standing(self, text: String) -> Subject {
        Subject {
            text,
            inline: true,
            ..self
        }
    }
}

/// A phrase as it stands inside a sentence: a title keeps its capitals.
fn small(phrase: &str, document: &Document) -> String {
    let titled = subject::is_titled(phrase);
    text::lower_first(phrase, |word| !titled && document.is_word(word))
}

/// Whether a noun that is taken for one thing is several: "metrics", or what the note also has in the
/// singular.
fn is_disguised(last: &str, document: &Document) -> bool {
    let one = lexicon::singular(last);
    last.ends_with("rics") || one != last && document.count(&one) > 0
}

/// Whether a noun is not counted and stands without an article.
fn is_bare(noun: &str) -> bool {
    let endings = ["ing", "ity", "ness", "ism", "ware", "ncy", "acy"];
    lexicon::is_mass(noun) || noun.len() > 5 && endings.iter().any(|end| noun.ends_with(end))
}

/// Whether words name a thing, and are neither something to do nor what is said of a thing.
fn is_noun_phrase(phrase: &str, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    let behind = words.get(1).map_or("", String::as_str);
    let done = lexicon::is_participle(first) && (behind.is_empty() || lexicon::is_stop(behind));
    let doing = first.ends_with("ing") && lexicon::is_stop(behind);
    let says = words.iter().any(|word| {
        lexicon::is_finite(word) || matches!(word.as_str(), "your" | "our" | "my" | "their" | "its")
    });
    let aims = phrase.contains(" to ") && !phrase.contains(" to the ");
    let mixed = phrase
        .split_whitespace()
        .any(|word| word.contains('/') && word.contains(char::is_lowercase));
    let counted = first.starts_with(|c: char| c.is_ascii_digit());
    let adverb = words
        .last()
        .is_some_and(|last| last.ends_with("lly") || last.ends_with("ssly"));
    !counted
        && !adverb
        && !done
        && !aims
        && !doing
        && !says
        && !mixed
        && !phrase.contains(['*', '+', ':'])
}

/// Whether a phrase is "the thing", and neither the headings nor other words say which one.
pub(super) fn dangles(phrase: &str, topic: &Topic) -> bool {
    let lower = phrase.to_lowercase();
    let Some(name) = lower.strip_prefix("the ") else {
        return false;
    };
    let words = text::words(name);
    let [one] = words.as_slice() else {
        return false;
    };
    let shown = format!("{} {}", topic.title, topic.path().join(" "));
    let named = phrase[4..].contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    !named && !context::holds(&context::stems(&shown), &context::stem(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expect: bool) {
        let words = text::words(phrase);
        assert_eq!(is_noun_phrase(phrase, &words), expect, "{phrase}");
    }

    #[test]
    fn orders_and_states_are_no_subjects() {
        check("Cheese harp", true);
        check("Kettle of copper", true);
        check("Store milk to sell", false);
        check("Stored for nine days", false);
        check("Closed", false);
        check("Endlessly", false);
        check("4 kettles", false);
        check("Milk inside your cellar", false);
    }

    #[test]
    fn the_thing_has_to_be_shown() {
        let topic = Topic {
            title: "Kettles".into(),
            ..Topic::default()
        };
        assert!(dangles("the cellar", &topic));
        assert!(!dangles("the kettle", &topic) && !dangles("the cheese cellar", &topic));
    }
}
