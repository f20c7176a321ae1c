//! Labels that say how many members there are and that no shorter form fits: "Queues pass through three
//! states". Knows nothing of the members but their number.

use super::{Ask, Ladder, Wording, label, phrase};
use crate::fact::text;
use crate::lexicon;

/// What a label that counts its members says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Counted {
    /// A sentence that stands on its own.
    Said(String),
    /// What is counted, of which only what stands above says whose it is: "objectives".
    Class(String),
    /// What is counted, and the term that the label explains: "phases" of "ISO 1234".
    Term(String, String),
    /// A noun phrase with the number in it: "Dana's" and "components".
    Owned(String, String),
}

/// Most words of a sentence that is shown as it is.
const SAID: usize = 25;

/// Most words of what is counted.
const NOUN: usize = 5;

/// First words of what has no subject of its own.
const POINTING: [&str; 17] = [
    "this", "these", "those", "that", "it", "they", "its", "their", "he", "she", "we", "which",
    "and", "or", "but", "also", "note",
];

impl Ask<'_> {
    /// "Queues pass through three states": the sentence itself, and an order to name them.
    pub(super) fn counted(&self) -> Option<Wording> {
        if self.wanted.need.is_some() {
            return None;
        }
        let prompt = match read(&self.label, self.count())? {
            Counted::Said(said) => format!("{said}. Name them."),
            Counted::Class(class) => return Some(self.in_context(&self.lower(&class))),
            Counted::Term(term, class) => {
                format!("{term}: what are the {} {class}?", self.count())
            }
            Counted::Owned(owner, class) => {
                format!("What are {owner} {} {class}?", self.count())
            }
        };
        Some(Wording {
            prompt,
            form: Ladder::Statement,
            ..Wording::default()
        })
    }
}

/// Reads a label that says how many members it has.
pub(super) fn read(label: &str, count: usize) -> Option<Counted> {
    let clause = label.rsplit("; ").next().unwrap_or(label).trim();
    if label.contains(['?', '"', '“', '=', '→', '>', '|']) {
        return None;
    }
    match clause.split_once(": ") {
        Some((_, tail)) if tail.contains(": ") => {
            let (head, _) = label.split_once(": ")?;
            term(head, tail.rsplit(": ").next()?, count)
        }
        Some((head, tail)) => term(head, tail, count),
        None if clause.len() < label.len() => match of_clause(clause, count)? {
            Counted::Class(noun) => term(label.split_once(": ")?.0, &noun, count)
                .or_else(|| named(label.split_once(": ")?.0, noun)),
            counted => Some(counted),
        },
        None => of_clause(clause, count),
    }
}

/// A term in front of its explanation, in which the members are counted.
fn term(head: &str, tail: &str, count: usize) -> Option<Counted> {
    match of_clause(tail, count)? {
        Counted::Class(noun) => named(head, noun),
        counted => Some(counted),
    }
}

fn named(head: &str, noun: String) -> Option<Counted> {
    let short = (1..=8).contains(&text::count(head))
        && text::shape(head) == text::Shape::Fragment
        && noun.split(' ').count() <= NOUN;
    short.then(|| Counted::Term(head.to_string(), noun))
}

fn of_clause(clause: &str, count: usize) -> Option<Counted> {
    let tokens: Vec<&str> = clause.split_whitespace().collect();
    let lower: Vec<String> = tokens.iter().map(|token| bare(token)).collect();
    let (at, end) = counted(&lower, count)?;
    let noun = tokens[at + 1..=end].join(" ");
    let first = lower[0].as_str();
    let verb = (1..at).any(|place| is_verb(&lower, place));
    let points = lower.iter().any(|word| {
        matches!(
            word.as_str(),
            "this" | "these" | "those" | "following" | "below" | "above" | "we"
        )
    });
    let there = first == "there" && matches!(lower[1].as_str(), "are" | "is");
    if verb && !there && !points && !POINTING.contains(&first) && tokens.len() <= SAID {
        return Some(Counted::Said(text::capital(clause)));
    }
    let rest = &lower[end + 1..];
    let spoken = (end + 1..lower.len()).any(|place| is_verb(&lower, place)) || points;
    let ending = rest.last().is_some_and(|last| {
        lexicon::is_stop(last) || lexicon::is_joint(last) || phrase::is_joint(last)
    });
    // "Ways to configure" does not say what.
    let cut = lower.len() >= 2
        && lower[lower.len() - 2] == "to"
        && lower
            .last()
            .is_some_and(|last| lexicon::is_any_base_verb(last));
    let opens = rest
        .first()
        .is_some_and(|first| phrase::is_joint(first) || first.ends_with("ed"));
    let whole = !rest.is_empty() && rest.len() <= 8 && opens && !spoken && !ending && !cut;
    if at > 0 && tokens[at - 1].ends_with(['\'', '’', 's']) && tokens[at - 1].contains(['\'', '’'])
    {
        let owner = tokens[..at].join(" ");
        return (at <= 4 && rest.is_empty()).then_some(Counted::Owned(owner, noun));
    }
    let listed =
        there || at == 0 || matches!(first, "the" | "has" | "have" | "with" | "its" | "it");
    let asked = if whole {
        format!("{noun} {}", tokens[end + 1..].join(" "))
    } else {
        noun
    };
    (listed && (whole || rest.is_empty())).then_some(Counted::Class(asked))
}

/// Where the label counts its members: the place of the number and that of the counted noun.
fn counted(lower: &[String], count: usize) -> Option<(usize, usize)> {
    let at = lower
        .iter()
        .position(|word| phrase::number(word) == Some(count))?;
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|place| lower.get(place))
            .map_or("", String::as_str)
    };
    let part = matches!(
        before(1),
        "least" | "most" | "than" | "about" | "up" | "version" | "top"
    ) || before(1) == "of"
        && matches!(before(2), "one" | "any" | "some" | "each" | "three" | "two");
    let end = (at + 1..lower.len().min(at + 1 + NOUN)).find(|place| {
        let word = lower[*place].as_str();
        lexicon::is_plural(word) && !lexicon::is_finite(word) && word.len() > 3
    })?;
    let broken = lower[at + 1..end]
        .iter()
        .any(|word| word.is_empty() || lexicon::is_finite(word) || phrase::is_joint(word));
    (!part && !broken).then_some((at, end))
}

fn is_verb(lower: &[String], at: usize) -> bool {
    let word = lower[at].as_str();
    lexicon::is_finite(word) && word != "used"
        || lexicon::is_third_person(word)
        || phrase::is_seldom_plural(word)
        || lexicon::is_plural(&lower[at - 1]) && lexicon::is_any_base_verb(word)
        || lower[at - 1] == "you" && lexicon::is_any_base_verb(word)
}

fn bare(token: &str) -> String {
    token
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// Whether a label counts its members in any of these ways.
pub(in crate::question) fn is_counted(label: &str, count: usize) -> bool {
    read(&label::named(&text::without_brackets(label).0), count).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expect: Option<&Counted>) {
        assert_eq!(read(label, 3).as_ref(), expect, "{label}");
    }

    #[test]
    fn labels_count_their_members() {
        let said = |text: &str| Counted::Said(text.into());
        let class = |text: &str| Counted::Class(text.into());
        check(
            "the broker defines delivery as consisting of three phases",
            Some(&said(
                "The broker defines delivery as consisting of three phases",
            )),
        );
        check(
            "To reach the broker, you have three options",
            Some(&said("To reach the broker, you have three options")),
        );
        check("It has three objectives", Some(&class("objectives")));
        check(
            "There are three primary options for storing messages",
            Some(&class("primary options for storing messages")),
        );
        check("Created using one of three models", None);
        check("At least three of four categories", None);
        check("Up to three nodes per cluster", None);
        check(
            "NORM 12: the standard on parcels, with three parts",
            Some(&Counted::Term("NORM 12".into(), "parts".into())),
        );
        check(
            "Dana's three components",
            Some(&Counted::Owned("Dana's".into(), "components".into())),
        );
    }
}
