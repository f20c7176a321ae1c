//! Options: which ones were chosen or named, and whether they are the right ones.

use super::judge::{Given, Item};
use super::{Outcome, Verdict, passed, rating, share};
use crate::question::{Kind, Question};

/// The options that a typed text names: by themselves, by a letter or number ("b", "2)", "a, c"), by a start
/// that no other option has ("async"), or as yes and no.
pub(super) fn named(question: &Question, text: &str) -> Option<Vec<String>> {
    let whole = text.trim();
    if let Some(option) = by_text(question, whole) {
        return Some(vec![option]);
    }
    let parts: Vec<&str> = whole
        .split([',', ';', ' ', '\n'])
        .filter(|part| !part.is_empty() && *part != "and")
        .collect();
    let letters: Option<Vec<String>> = parts.iter().map(|part| by_letter(question, part)).collect();
    if let Some(letters) = letters.filter(|letters| !letters.is_empty()) {
        return Some(letters);
    }
    if question.kind != Kind::Select {
        return None;
    }
    whole
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| by_text(question, part).or_else(|| by_letter(question, part)))
        .collect()
}

/// The option that a text is or starts.
fn by_text(question: &Question, text: &str) -> Option<String> {
    let given = Given::new(text);
    let mut same = question
        .choices
        .iter()
        .filter(|choice| Item::other(choice).is_as_written(&given));
    if let (Some(only), None) = (same.next(), same.next()) {
        return Some(only.clone());
    }
    let lower = text.to_lowercase();
    if question.kind == Kind::Boolean
        && let Some(truth) = truth(&lower)
    {
        let mut fitting = question
            .choices
            .iter()
            .filter(|choice| self::truth(&choice.to_lowercase()) == Some(truth));
        return fitting.next().cloned();
    }
    let mut started = question
        .choices
        .iter()
        .filter(|choice| lower.chars().count() > 2 && choice.to_lowercase().starts_with(&lower));
    match (started.next(), started.next()) {
        (Some(only), None) => Some(only.clone()),
        _ => None,
    }
}

fn truth(word: &str) -> Option<bool> {
    match word.trim_end_matches('.') {
        "true" | "t" | "yes" | "y" | "right" | "correct" => Some(true),
        "false" | "f" | "no" | "n" | "wrong" | "incorrect" => Some(false),
        _ => None,
    }
}

/// The option at a letter or a number. Where options are numbers themselves, a number is no place.
fn by_letter(question: &Question, text: &str) -> Option<String> {
    let mark = text
        .trim_start_matches('(')
        .trim_end_matches([')', '.'])
        .to_lowercase();
    let at = match mark.as_bytes() {
        [letter @ b'a'..=b'z'] => usize::from(letter - b'a'),
        _ => mark.parse::<usize>().ok()?.checked_sub(1)?,
    };
    let counts = |choice: &String| choice.trim().starts_with(|c: char| c.is_ascii_digit());
    if mark.starts_with(|c: char| c.is_ascii_digit()) && question.choices.iter().any(counts) {
        return None;
    }
    question.choices.get(at).cloned()
}

/// Whether an option is an answer: as it is written; by another name only where no option is written so.
fn is_answer(question: &Question, items: &[Item], answer: usize, option: &str) -> bool {
    let Some(item) = items.get(answer) else {
        return false;
    };
    if option.trim() == item.text.trim() {
        return true;
    }
    let given = Given::new(option);
    let written = |choice: &String| {
        choice.trim() == item.text.trim() || item.is_as_written(&Given::new(choice))
    };
    item.is_as_written(&given) || (item.is(&given) && !question.choices.iter().any(written))
}

/// Grades options that were chosen: one right one, or the overlap of two sets (Jaccard).
pub(super) fn picked(question: &Question, chosen: &[String]) -> Verdict {
    let mut chosen: Vec<&String> = chosen.iter().collect();
    let mut seen: Vec<&String> = Vec::new();
    chosen.retain(|option| {
        let new = !seen.contains(option);
        seen.push(option);
        new
    });
    let items = Item::of(question);
    let fits = |answer: usize, option: &str| is_answer(question, &items, answer, option);
    let (right, extra): (Vec<&String>, Vec<&String>) = chosen
        .iter()
        .partition(|option| (0..items.len()).any(|answer| fits(answer, option)));
    let missing: Vec<String> = (0..items.len())
        .filter(|answer| !chosen.iter().any(|option| fits(*answer, option)))
        .map(|answer| question.answer[answer].clone())
        .collect();
    let several = question.kind == Kind::Select || question.kind == Kind::List;
    let complete = if several {
        missing.is_empty()
    } else {
        right.len() == 1
    };
    if complete && extra.is_empty() {
        return passed(Outcome::Right);
    }
    let confused_with = extra
        .first()
        .filter(|_| !several)
        .map(|other| (*other).clone());
    let hits = if several { right.len() } else { 0 };
    let outcome = match (&confused_with, hits) {
        (Some(_), _) => Outcome::Confused,
        (None, 0) => Outcome::Wrong,
        (None, _) => Outcome::Partial,
    };
    let score = share(hits, right.len() + extra.len() + missing.len());
    Verdict {
        outcome,
        score,
        missing,
        extra: extra.into_iter().cloned().collect(),
        confused_with,
        rating: rating(score),
    }
}
