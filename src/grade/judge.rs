//! One text against one expected item, in the order that the head of [`crate::grade`] states.

use super::normal::Name;
use super::number::{self, Compared};
use super::typo;
use super::variants::{bracket, names};
use super::word::fold;
use crate::question::{Kind, Question};

/// An answer that a text is compared with: an item of the question or what it may be mixed up with.
pub(super) struct Item<'a> {
    pub(super) text: &'a str,
    names: Vec<Name>,
    accept: &'a [String],
    /// Whether it can be read as a quantity.
    number: bool,
}

impl<'a> Item<'a> {
    /// The items of a question's answer.
    pub(super) fn of(question: &'a Question) -> Vec<Item<'a>> {
        question
            .answer
            .iter()
            .enumerate()
            .map(|(at, answer)| {
                let accept = question.accept.get(at).map_or(&[][..], Vec::as_slice);
                Item {
                    text: answer,
                    names: names(answer, accept, &question.prompt),
                    accept,
                    number: number::is_number(answer, question.kind),
                }
            })
            .collect()
    }

    /// An answer to other questions.
    pub(super) fn other(text: &'a str) -> Item<'a> {
        Item {
            text,
            names: names(text, &[], ""),
            accept: &[],
            number: number::is_number(text, Kind::Basic),
        }
    }

    /// The answers to other questions that are not also answers to this one.
    pub(super) fn others(items: &[Item], texts: impl Iterator<Item = &'a String>) -> Vec<Item<'a>> {
        texts
            .map(|text| Item::other(text))
            .filter(|other| !items.iter().any(|item| item.has_name_of(other)))
            .collect()
    }

    /// Whether another answer is a name of this one.
    pub(super) fn has_name_of(&self, other: &Item) -> bool {
        self.written()
            .any(|name| other.written().any(|other| name.is(other)))
    }

    fn written(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| !name.derived)
    }

    /// Whether a text is a name of this item.
    pub(super) fn is(&self, given: &Given) -> bool {
        self.names.iter().any(|name| given.is(name))
    }

    /// Whether a text is a name of this item that was written or accepted.
    pub(super) fn is_as_written(&self, given: &Given) -> bool {
        self.written().any(|name| given.is(name))
    }

    /// Whether a text is this item, perhaps misspelled, and nothing more.
    pub(super) fn is_spelled(&self, given: &Given) -> bool {
        self.text.trim() == given.text
            || self.is(given)
            || self
                .names
                .iter()
                .any(|name| typo::is_typo(&given.name, name, &[]))
    }
}

/// A typed text.
pub(super) struct Given<'a> {
    text: &'a str,
    name: Name,
    /// Without what stands in a bracket.
    bare: Option<Name>,
}

/// Longest text that is compared, in bytes; a paste by mistake should not make anybody wait.
const LONGEST: usize = 4_000;

impl Given<'_> {
    /// A text, cut where it is longer than any answer.
    pub(super) fn new(text: &str) -> Given<'_> {
        let text = text.trim();
        let (bare, inside) = bracket(cut(text));
        Given {
            text,
            name: Name::typed(cut(text)),
            bare: inside.map(|_| Name::typed(&bare)),
        }
    }

    /// Whether it is a name; a remark in brackets counts for nothing, unless it is the name that has lost
    /// one.
    fn is(&self, name: &Name) -> bool {
        name.is(&self.name)
            || (!name.derived && self.bare.as_ref().is_some_and(|bare| name.is(bare)))
    }
}

/// The start of a text.
pub(super) fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// How one text compares with one expected item.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Judged {
    Right,
    Close,
    /// With the text of the other answer.
    Confused(String),
    /// Share of the words that matter.
    Partial(f32),
    Wrong,
}

/// Compares a text with an item. `others` are what it may be mixed up with, without names of the item.
pub(super) fn judge(question: &Question, item: &Item, others: &[&Item], given: &Given) -> Judged {
    let text = given.text;
    if text == item.text.trim() || item.accept.iter().any(|other| other.trim() == text) {
        return Judged::Right;
    }
    if is_code(item.text) {
        return judge_code(item, text);
    }
    let compared = item
        .number
        .then(|| number::compare(text, item.text, question))
        .flatten();
    let other_number = compared == Some(Compared::Different);
    if item.is_as_written(given) && !other_number {
        return Judged::Right;
    }
    let confused = |other: &&&Item| Judged::Confused(other.text.to_string());
    if let Some(other) = others.iter().find(|other| other.is_as_written(given)) {
        return confused(&other);
    }
    if item.is(given) && !other_number {
        return Judged::Right;
    }
    let other = others
        .iter()
        .find(|other| other.is(given) || (other.number && number::is_same(text, other.text)));
    if let Some(other) = other.filter(|_| compared != Some(Compared::Equal)) {
        return confused(&other);
    }
    match compared {
        Some(Compared::Equal) => Judged::Right,
        Some(Compared::Bare) => Judged::Partial(0.5),
        Some(Compared::Different) => Judged::Wrong,
        None => judge_words(item, others, given),
    }
}

fn judge_words(item: &Item, others: &[&Item], given: &Given) -> Judged {
    let rivals: Vec<&Name> = others.iter().flat_map(|other| &other.names).collect();
    let mut names = item.names.iter();
    if names.any(|name| typo::is_typo(&given.name, name, &rivals)) {
        return Judged::Close;
    }
    let mut names = item.names.iter();
    if names.any(|name| name.is_within(&given.name, &rivals)) {
        return Judged::Right;
    }
    let share = item
        .names
        .iter()
        .map(|name| name.share_in(&given.name))
        .fold(0.0, f32::max);
    let fits_other = || {
        rivals
            .iter()
            .any(|rival| rival.share_in(&given.name) >= share)
    };
    if share >= 0.5 && !fits_other() {
        Judged::Partial(share)
    } else {
        Judged::Wrong
    }
}

/// Whether an answer is code, of which every sign counts and capitals do too.
fn is_code(text: &str) -> bool {
    let option = text.split_whitespace().skip(1).any(|word| {
        let name = word.trim_start_matches('-');
        word.len() > name.len()
            && word.len() - name.len() < 3
            && name.starts_with(char::is_alphabetic)
    });
    let text = text.trim();
    option
        || (text.len() > 2 && text.starts_with('`') && text.ends_with('`'))
        || !text.contains(char::is_alphanumeric)
        || ["()", "::", "=>", "$(", " | ", "&&", "{"]
            .iter()
            .any(|sign| text.contains(sign))
}

/// Code is right as it is written, but for spaces and quotes; what differs in capitals only is close by.
fn judge_code(item: &Item, text: &str) -> Judged {
    let plain = |text: &str| {
        let text = text.trim().trim_matches('`').to_string();
        fold(&text).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let given = plain(text);
    let mut texts = std::iter::once(item.text).chain(item.accept.iter().map(String::as_str));
    if texts.any(|text| plain(text) == given) {
        return Judged::Right;
    }
    if plain(item.text).eq_ignore_ascii_case(&given) {
        return Judged::Partial(0.5);
    }
    Judged::Wrong
}
