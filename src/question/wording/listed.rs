//! Lists that no label words: a name over names, a name over things to do. The label is quoted, so that
//! the question is grammatical whatever it is; whether the members belong to it is judged from their form.

use super::kin::{self, Form};
use super::{Ask, Ladder, Wording, label, phrase};
use crate::fact::document::Document;
use crate::fact::text::{self, Shape};
use crate::fact::{Set, Topic};
use crate::lexicon;

/// What the members of such a list are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    Items,
    Actions,
}

/// Words of what is done on a screen while following instructions.
const CLICKS: [&str; 14] = [
    "click", "go", "see", "select", "open", "choose", "press", "navigate", "read", "download",
    "sign", "log", "type", "check",
];

/// First words of labels that name nothing.
const OPENERS: [&str; 15] = [
    "even",
    "optional",
    "default",
    "required",
    "specific",
    "each",
    "another",
    "others",
    "additional",
    "extra",
    "misc",
    "details",
    "index",
    "high",
    "low",
];

impl Ask<'_> {
    /// A name over names: "Which 3 belong to “Local delivery”?"
    pub(super) fn listed(&self) -> Option<Wording> {
        let listed = read(self.set, self.topic, self.document)?;
        let words = text::words(&self.label);
        let plural = phrase::is_plural(&self.label) && label::is_plain_phrase(&self.label, &words);
        let classed = || {
            phrase::head(&self.label).is_some_and(|head| lexicon::preposition_of(&head).is_some())
        };
        let wording = match listed {
            _ if plural && (listed == Listed::Items || classed()) => {
                let class = self.lower(phrase::strip_count(&self.label));
                self.what_are(&class, Ladder::Plural)
            }
            _ if self.wanted.need.is_some() => return None,
            Listed::Items => match kind(self.set) {
                Some(kind) => self.belonging(&format!(" {kind}")),
                // What the label is one of tells what may belong to it: "Night routing" below "Depots".
                None if words.len() >= 2 && self.is_one_of_several() => self.belonging(""),
                // "Triple Entente: Britain, France, Russia": a name over names.
                None if words.len() >= 2 && self.is_name_over_names() => self.belonging(""),
                None => return None,
            },
            Listed::Actions if text::shape(&self.label) == Shape::Imperative || classed() => {
                self.belonging(" actions")
            }
            Listed::Actions => return None,
        };
        Some(Wording {
            bare: true,
            ..wording
        })
    }

    /// Whether the label is written as a name and its members, in the same line, as well.
    fn is_name_over_names(&self) -> bool {
        let large = |text: &str| {
            text.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase) || lexicon::is_stop(&word.to_lowercase())
            })
        };
        let long = |text: &str| text.chars().filter(|c| c.is_lowercase()).count() >= 2;
        kin::is_inline(self.set)
            && large(&self.label)
            && self
                .set
                .members
                .iter()
                .all(|member| large(&member.text) && long(&member.text))
    }

    /// Whether the line above the label names a class.
    fn is_one_of_several(&self) -> bool {
        let mut path = self.topic.path();
        path.pop_if(|last| *last == self.set.label);
        path.last().is_some_and(|above| phrase::is_plural(above))
    }

    /// What belongs to the label, as it is written.
    fn belonging(&self, kind: &str) -> Wording {
        Wording {
            prompt: format!("Which {}{kind} belong to “{}”?", self.count(), self.label),
            form: Ladder::Plural,
            ..Wording::default()
        }
    }
}

/// The noun that all members end with, in the plural: "attacks".
fn kind(set: &Set) -> Option<String> {
    let last = |member: &crate::fact::Member| {
        let words = text::words(&member.text);
        let last = words.last().map(|last| lexicon::singular(last))?;
        (words.len() >= 2 && last.chars().all(char::is_alphabetic)).then_some(last)
    };
    let mut kinds = set.members.iter().map(last);
    let first = kinds.next().flatten()?;
    let regular = !first.ends_with(['y', 's', 'x', 'h', 'f', 'z']);
    // A short form keeps its capitals.
    let spelled = set.members[0].text.rsplit(' ').next()?;
    let short = spelled.len() >= 2 && spelled.chars().all(char::is_uppercase);
    let noun = if short { spelled } else { &first };
    (regular && kinds.all(|kind| kind.as_ref() == Some(&first))).then(|| format!("{noun}s"))
}

/// What the members are called when they are asked for by the label alone. `None` where it may be more
/// than the name of the list.
pub(super) fn read(set: &Set, topic: &Topic, document: &Document) -> Option<Listed> {
    let name = text::without_brackets(&set.label).0;
    let words = text::words(&name);
    let (first, last) = (words.first()?.as_str(), words.last()?.as_str());
    let lower = name.to_lowercase();
    let plural = phrase::is_plural(&name);
    let vague = words.len() == 1 && !plural && document.is_lower(last);
    let formal = lexicon::is_generic(&lower) || lexicon::is_attribute(&lower) || vague;
    let closed = !lexicon::is_stop(last) && !lexicon::is_joint(last) && !phrase::is_joint(last);
    let signs = name.contains([':', ';', '?', '!', '"', '“', '=', '→', '>', '|', ',']);
    let whole = topic.path().len() >= 2 || plural;
    let examples = topic.path().iter().any(|crumb| {
        let crumb = crumb.to_lowercase();
        crumb.starts_with("e.g") || crumb.contains("example")
    });
    let head = phrase::head(&name).unwrap_or_default();
    let loose = matches!(
        head.as_str(),
        "points" | "notes" | "terms" | "items" | "things" | "outcomes"
    );
    if loose {
        return None;
    }
    if formal
        || examples
        || !closed
        || signs
        || !whole
        || OPENERS.contains(&first)
        || words.len() > 6
    {
        return None;
    }
    match kin::shared(set)? {
        Form::Name | Form::Either if names_members(set, &name, plural) => Some(Listed::Items),
        Form::Action if does_members(set, &name) => Some(Listed::Actions),
        _ => None,
    }
}

/// Whether a label is a name over names.
fn names_members(set: &Set, name: &str, plural: bool) -> bool {
    let one = text::count(name) == 1;
    let named = (kin::form(name) == Form::Name || one && kin::form(name) == Form::Either)
        && text::shape(name) == Shape::Fragment
        && !label::is_doing(name);
    let proper = set.members.iter().all(|member| is_proper(&member.text));
    let topics = set
        .members
        .iter()
        .filter(|member| member.below >= 2 && member.gloss.is_none())
        .count();
    named
        && proper
        && (3..=12).contains(&set.members.len())
        && kin::is_terms(set, 4)
        && (plural || topics * 2 <= set.members.len())
}

/// Whether a member is written as a name: one word, or all words large. A number at its end is that of
/// a footnote.
fn is_proper(member: &str) -> bool {
    let large = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.is_empty()
            || lexicon::is_stop(&word.to_lowercase())
            || word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let noted = text::count(member) == 2
        && member.ends_with(|c: char| c.is_ascii_digit())
        && member
            .rsplit(' ')
            .next()
            .is_some_and(|last| last.len() == 1);
    text::count(member) == 1 || !noted && member.split_whitespace().all(large)
}

/// Whether the members are things to do that can be told in a few words, and no clicks.
fn does_members(set: &Set, name: &str) -> bool {
    let clicks = set.members.iter().any(|member| {
        let words = text::words(&member.text);
        words
            .first()
            .is_some_and(|first| CLICKS.contains(&first.as_str()))
    });
    let around = text::words(name).first().is_some_and(|first| {
        lexicon::is_stop(first) || lexicon::is_joint(first) || first.ends_with("ing")
    });
    let said = !around && matches!(text::shape(name), Shape::Fragment | Shape::Imperative);
    let told = set
        .members
        .iter()
        .all(|member| (2..=9).contains(&text::count(&member.text)));
    said && told && !clicks && (3..=6).contains(&set.members.len())
}
