//! Grading an answer: is it what was asked for, nearly so, or the answer to something else?
//!
//! Edit distance alone is dangerous: "synchronous" and "asynchronous", `SQS` and `SNS`, 3 and 30 are one
//! edit apart. So an answer is compared in this order, and the first that holds decides:
//!
//! 1. it is the expected answer or another name of it → right. A name that only follows from it (initials,
//!    what stands in its brackets) is right unless it is the name of something it is mixed up with;
//! 2. it is the answer to a question that this one is mixed up with → confused;
//! 3. the expected answer is a number: equal in value and dimension → right, without its unit → partial,
//!    else wrong, and so are names that only look the same ("5 MW" and "5 mW");
//! 4. it is a misspelling of the expected answer, nearer to it than to anything it may be mixed up
//!    with, and neither its opposite nor a look-alike; numbers, acronyms and single letters are never
//!    misspelled → close;
//! 5. it is the expected answer with a word or two more, no negation and no second answer → right;
//! 6. it has half of the words that matter → partial;
//! 7. wrong.
//!
//! Code (a command with options, signs only) is compared as it is written. Lists are divided and each part
//! goes through the same steps; an answer of several long parts is told in the learner's own words.
//!
//! Nothing here suggests "easy": a first easy answer makes a long interval, and a program can not tell.

mod choice;
mod diff;
mod ideas;
mod judge;
mod normal;
mod number;
mod parts;
mod quantity;
mod set;
mod spelling;
mod typo;
mod unit;
mod variants;
mod word;

pub use diff::{Part, diff};
pub use ideas::idea_units;

use crate::question::{Kind, Question};
use crate::review::Rating;
use judge::{Given as Typed, Item, Judged, judge};

/// How an answer compares with what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Right,
    /// Right but for its spelling.
    Close,
    /// Some of the items, or some of the idea.
    Partial,
    /// The right answer to another question.
    Confused,
    Wrong,
}

impl Outcome {
    /// The name in `grade --json`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Right => "right",
            Outcome::Close => "close",
            Outcome::Partial => "partial",
            Outcome::Confused => "confused",
            Outcome::Wrong => "wrong",
        }
    }

    /// Whether the answer counts as known.
    pub fn is_pass(self) -> bool {
        matches!(self, Outcome::Right | Outcome::Close)
    }
}

/// The grade of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// From 0 to 1.
    pub score: f32,
    /// Items of the answer that were not given.
    pub missing: Vec<String>,
    /// Items that were given and are not of the answer.
    pub extra: Vec<String>,
    pub confused_with: Option<String>,
    /// What the program suggests; never [`Rating::Easy`].
    pub rating: Rating,
}

/// What a learner gave as the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Free text; for lists, items apart by commas, semicolons or line ends.
    Text(String),
    /// Indices of [`Question::choices`].
    Choices(Vec<usize>),
    /// Which parts of the shown answer were known.
    Ticks(Vec<bool>),
}

/// Share of the words of an answer from which on it is hard rather than failed.
const HARD: f32 = 0.7;

/// Grades an answer. `confusable` are the answers of other questions that this one may be mixed up
/// with.
pub fn grade(question: &Question, confusable: &[String], given: &Given) -> Verdict {
    match given {
        Given::Ticks(ticks) => ticked(question, ticks),
        Given::Choices(chosen) => {
            let chosen: Vec<String> = chosen
                .iter()
                .filter_map(|at| question.choices.get(*at).cloned())
                .collect();
            if question.kind == Kind::Order {
                return set::in_order(question, &chosen);
            }
            choice::picked(question, &chosen)
        }
        Given::Text(text) => typed(question, confusable, text),
    }
}

fn typed(question: &Question, confusable: &[String], text: &str) -> Verdict {
    if text.trim().is_empty() {
        return failed(question, Vec::new());
    }
    let shown = matches!(
        question.kind,
        Kind::Choice | Kind::Select | Kind::Class | Kind::Boolean
    );
    if shown && let Some(chosen) = choice::named(question, text) {
        return choice::picked(question, &chosen);
    }
    match (question.kind, question.answer.len()) {
        (Kind::Order, _) => set::ordered(question, confusable, text),
        (Kind::List | Kind::Select, _) => set::unordered(question, confusable, text),
        (Kind::Basic, 2..) if question.answer.iter().any(|part| is_long(part)) => {
            parts::covered(question, text)
        }
        (Kind::Basic | Kind::Cloze | Kind::Number, 2..) => {
            set::unordered(question, confusable, text)
        }
        _ => any_answer(question, confusable, text),
    }
}

/// Whether a part of an answer is told in the learner's own words rather than named.
fn is_long(part: &str) -> bool {
    part.split_whitespace().count() > 4
}

/// Compares a text with the one answer, or with each of several right options.
fn any_answer(question: &Question, confusable: &[String], text: &str) -> Verdict {
    let items = Item::of(question);
    let options = question
        .choices
        .iter()
        .filter(|_| question.kind != Kind::Basic);
    let others = Item::others(&items, confusable.iter().chain(options));
    let others: Vec<&Item> = others.iter().collect();
    let given = Typed::new(text);
    let judged = items
        .iter()
        .map(|item| judge(question, item, &others, &given))
        .find(|judged| matches!(judged, Judged::Right | Judged::Close))
        .or_else(|| Some(judge(question, items.first()?, &others, &given)));
    single(question, text, judged.unwrap_or(Judged::Wrong))
}

fn single(question: &Question, text: &str, judged: Judged) -> Verdict {
    let extra = vec![text.trim().to_string()];
    match judged {
        Judged::Right => passed(Outcome::Right),
        Judged::Close => passed(Outcome::Close),
        Judged::Confused(other) => Verdict {
            outcome: Outcome::Confused,
            confused_with: Some(other),
            ..failed(question, extra)
        },
        Judged::Partial(share) => Verdict {
            outcome: Outcome::Partial,
            // All words among many others are still not the answer.
            score: share.min(0.9),
            missing: Vec::new(),
            rating: if share >= HARD {
                Rating::Hard
            } else {
                Rating::Again
            },
            ..failed(question, Vec::new())
        },
        Judged::Wrong => failed(question, extra),
    }
}

fn passed(outcome: Outcome) -> Verdict {
    Verdict {
        outcome,
        score: 1.0,
        missing: Vec::new(),
        extra: Vec::new(),
        confused_with: None,
        rating: Rating::Good,
    }
}

fn failed(question: &Question, extra: Vec<String>) -> Verdict {
    Verdict {
        outcome: Outcome::Wrong,
        score: 0.0,
        missing: question.answer.clone(),
        extra,
        confused_with: None,
        rating: Rating::Again,
    }
}

/// Grades parts of a shown answer that the learner ticked. Of an open list no more have to be known than
/// are asked for.
fn ticked(question: &Question, ticks: &[bool]) -> Verdict {
    let whole = if question.is_open() && ticks.len() == question.answer.len() {
        question.required()
    } else {
        ticks.len()
    };
    let known = ticks.iter().filter(|tick| **tick).count().min(whole);
    let units = match question.answer.as_slice() {
        [only] if ticks.len() != 1 => idea_units(only),
        answer => answer.to_vec(),
    };
    let missing = units
        .into_iter()
        .zip(ticks.iter().chain(std::iter::repeat(&false)))
        .filter(|(_, tick)| !**tick)
        .map(|(unit, _)| unit)
        .collect();
    by_parts(known, whole, missing)
}

/// The verdict on parts of an answer in the learner's words: all good, two thirds hard.
fn by_parts(known: usize, whole: usize, missing: Vec<String>) -> Verdict {
    if known == whole && known > 0 {
        return passed(Outcome::Right);
    }
    Verdict {
        outcome: if known == 0 {
            Outcome::Wrong
        } else {
            Outcome::Partial
        },
        score: share(known, whole),
        missing,
        extra: Vec::new(),
        confused_with: None,
        rating: if known > 0 && known * 3 >= whole * 2 {
            Rating::Hard
        } else {
            Rating::Again
        },
    }
}

/// The rating that a score of several items suggests.
fn rating(score: f32) -> Rating {
    if score >= 1.0 {
        Rating::Good
    } else if score >= 0.8 {
        Rating::Hard
    } else {
        Rating::Again
    }
}

/// A share of a count; zero of nothing.
fn share(part: usize, whole: usize) -> f32 {
    let number = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}

#[cfg(test)]
mod tests;
