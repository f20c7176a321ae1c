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
    /// A name over names: "Name the 3 items listed under “Delivery”."
    pub(super) fn listed(&self) -> Option<Wording> {
        let listed = read(self.set, self.topic, self.document)?;
        let words = text::words(&self.label);
        let plural = listed == Listed::Items && phrase::is_plural(&self.label);
        let what = match listed {
            _ if plural && label::is_plain_phrase(&self.label, &words) => {
                self.lower(phrase::strip_count(&self.label))
            }
            Listed::Items => format!("items listed under “{}”", self.label),
            Listed::Actions => format!("actions listed under “{}”", self.label),
        };
        Some(Wording {
            bare: true,
            ..self.what_are(&what, Ladder::Plural)
        })
    }
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
