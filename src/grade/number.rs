//! Numbers with units: equal in value and dimension, whatever the unit. Digits are never fuzzy.

use super::quantity::{Quantity, parse, parse_given};
use super::spelling;
use super::unit::{Unit, equal, units};
use crate::question::{BLANK, Kind, Question};

/// How a typed number compares with the expected one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    Equal,
    /// Equal, but of a unit that was not given or is in other words.
    Bare,
    Different,
}

/// Compares a typed number with the expected answer; `None` when that is no number.
pub(super) fn compare(given: &str, answer: &str, question: &Question) -> Option<Compared> {
    let expected = parse(answer, question.kind)?;
    let Some(given) = parse_given(given) else {
        return Some(Compared::Different);
    };
    let opposed = matches!((given.bound, expected.bound), (Some(a), Some(b)) if a != b);
    if opposed {
        return Some(Compared::Different);
    }
    Some(in_units(&given, &expected, question))
}

/// Whether an expected answer is a quantity and nothing more.
pub(super) fn is_number(answer: &str, kind: Kind) -> bool {
    parse(answer, kind).is_some()
}

/// Whether two texts are the same quantity, each with its unit.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    compare(a, b, &Question::default()) == Some(Compared::Equal)
}

fn in_units(given: &Quantity, expected: &Quantity, question: &Question) -> Compared {
    let (own, asked) = (units(&given.unit), units(&expected.unit));
    let plain = equal(given.low, expected.low) && equal(given.high, expected.high);
    let plain = |yes| if plain { yes } else { Compared::Different };
    match (given.unit.is_empty(), expected.unit.is_empty()) {
        (true, true) => plain(Compared::Equal),
        (true, false) if asked.is_empty() => {
            let words = expected.unit.split(' ');
            let known = question.kind == Kind::Number
                || words
                    .into_iter()
                    .any(|word| has_word(&question.prompt, word));
            plain(if known {
                Compared::Equal
            } else {
                Compared::Bare
            })
        }
        (true, false) => {
            let printed = printed(&question.prompt);
            if printed.iter().any(|unit| asked.contains(unit)) {
                plain(Compared::Equal)
            } else if measure_alike(&printed, &asked) {
                converted(given, &printed, expected, &asked)
            } else {
                plain(Compared::Bare)
            }
        }
        (false, true) if own.is_empty() => plain(Compared::Equal),
        (false, true) => match printed(&question.prompt) {
            printed if printed.is_empty() => plain(Compared::Bare),
            printed => converted(given, &own, expected, &printed),
        },
        (false, false) if own.is_empty() && asked.is_empty() => {
            let (a, b) = (stems(&given.unit), stems(&expected.unit));
            let same = a.iter().all(|word| b.contains(word))
                || b.iter().all(|word| a.contains(word))
                || a.iter().all(|word| has_word(&question.prompt, word));
            plain(if same {
                Compared::Equal
            } else {
                Compared::Bare
            })
        }
        (false, false) => converted(given, &own, expected, &asked),
    }
}

fn measure_alike(a: &[Unit], b: &[Unit]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.measures_as(b)))
}

/// Compares two quantities by what their units can mean.
fn converted(given: &Quantity, own: &[Unit], expected: &Quantity, asked: &[Unit]) -> Compared {
    let same = own.iter().any(|a| {
        asked
            .iter()
            .any(|b| a.equal(given.low, b, expected.low) && a.equal(given.high, b, expected.high))
    });
    if same {
        Compared::Equal
    } else {
        Compared::Different
    }
}

fn stems(unit: &str) -> Vec<String> {
    unit.to_lowercase().split(' ').map(spelling::stem).collect()
}

fn has_word(prompt: &str, word: &str) -> bool {
    let word = spelling::stem(&word.to_lowercase());
    prompt
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .any(|other| spelling::stem(other) == word)
}

/// The units that a prompt prints: the one behind its blank, else all that are written out or in capitals.
fn printed(prompt: &str) -> Vec<Unit> {
    if let Some((before, behind)) = prompt.split_once(BLANK) {
        let word: String = behind
            .trim_start_matches([' ', '-'])
            .chars()
            .take_while(|c| c.is_alphabetic() || matches!(c, '%' | '°' | '/'))
            .collect();
        let money = before.trim_end().chars().next_back();
        let units = units(&word);
        if !units.is_empty() && word != "in" {
            return units;
        }
        if let Some(money) = money.filter(|c| matches!(c, '$' | '€' | '£')) {
            return self::units(&money.to_string());
        }
    }
    prompt
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '%' | '°' | '/')))
        .filter(|word| {
            word.len() > 2 || *word == "%" || word.chars().filter(|c| c.is_uppercase()).count() == 2
        })
        .filter(|word| !matches!(*word, "second" | "Second"))
        .flat_map(units)
        .collect()
}
