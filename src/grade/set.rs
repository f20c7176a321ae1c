//! Lists: which of the expected items were given, which were not, and what else was.

use super::{Judged, Outcome, Verdict, is_spelled, judge, rating, share};
use crate::question::Question;

/// A part of the typed text and the item it is.
struct Match {
    part: String,
    item: Option<usize>,
    close: bool,
    confused: Option<String>,
}

/// Grades a list whose order does not matter: (hits − ½ · wrong) / required.
pub(super) fn unordered(question: &Question, confusable: &[String], text: &str) -> Verdict {
    let matches = matched(question, confusable, text);
    let hits = matches
        .iter()
        .filter(|part| part.item.is_some())
        .count()
        .min(question.required());
    let extra: Vec<String> = matches
        .iter()
        .filter(|part| part.item.is_none())
        .map(|part| part.part.clone())
        .collect();
    let penalty = share(extra.len(), question.required()) / 2.0;
    let score = (share(hits, question.required()) - penalty).clamp(0.0, 1.0);
    verdict(question, &matches, extra, score)
}

/// Grades a sequence by the longest run of items in their order (not necessarily adjacent).
pub(super) fn ordered(question: &Question, confusable: &[String], text: &str) -> Verdict {
    let matches = matched(question, confusable, text);
    let order: Vec<usize> = matches.iter().filter_map(|part| part.item).collect();
    let extra: Vec<String> = matches
        .iter()
        .filter(|part| part.item.is_none())
        .map(|part| part.part.clone())
        .collect();
    let score = share(longest_rise(&order), question.answer.len());
    let score = (score - share(extra.len(), question.answer.len()) / 2.0).clamp(0.0, 1.0);
    verdict(question, &matches, extra, score)
}

/// Length of the longest increasing subsequence.
fn longest_rise(order: &[usize]) -> usize {
    let mut best: Vec<usize> = Vec::with_capacity(order.len());
    for (at, item) in order.iter().enumerate() {
        let before = (0..at)
            .filter(|earlier| order[*earlier] < *item)
            .map(|earlier| best[earlier])
            .max();
        best.push(before.unwrap_or(0) + 1);
    }
    best.into_iter().max().unwrap_or(0)
}

fn verdict(question: &Question, matches: &[Match], extra: Vec<String>, score: f32) -> Verdict {
    let given = |item: usize| matches.iter().any(|part| part.item == Some(item));
    let complete = score >= 1.0;
    let missing: Vec<String> = if complete && question.is_open() {
        Vec::new()
    } else {
        (0..question.answer.len())
            .filter(|item| !given(*item))
            .map(|item| question.answer[item].clone())
            .collect()
    };
    let confused_with = matches.iter().find_map(|part| part.confused.clone());
    let hits = matches.iter().filter(|part| part.item.is_some()).count();
    let outcome = match (complete, hits, &confused_with) {
        (true, _, _) if matches.iter().any(|part| part.close) => Outcome::Close,
        (true, _, _) => Outcome::Right,
        (false, 0, Some(_)) => Outcome::Confused,
        (false, 0, None) => Outcome::Wrong,
        (false, _, _) => Outcome::Partial,
    };
    Verdict {
        outcome,
        score,
        missing,
        extra,
        confused_with,
        rating: rating(score),
    }
}

/// Divides the text and finds an item for each part, exact ones first; no item is taken twice.
fn matched(question: &Question, confusable: &[String], text: &str) -> Vec<Match> {
    let parts = parts(question, text);
    let judged: Vec<Vec<Judged>> = parts
        .iter()
        .map(|part| {
            (0..question.answer.len())
                .map(|item| judge_item(question, item, confusable, part))
                .collect()
        })
        .collect();
    let mut found: Vec<Option<(usize, bool)>> = vec![None; parts.len()];
    let mut taken = vec![false; question.answer.len()];
    for wanted in [Judged::Right, Judged::Close] {
        for (part, row) in judged.iter().enumerate() {
            let free = (0..row.len()).find(|item| !taken[*item] && row[*item] == wanted);
            if let (None, Some(item)) = (found[part], free) {
                found[part] = Some((item, wanted == Judged::Close));
                taken[item] = true;
            }
        }
    }
    let mut matches: Vec<Match> = Vec::new();
    for ((part, found), row) in parts.into_iter().zip(found).zip(judged) {
        // The same item named again is no mistake.
        let again = found.is_none()
            && row
                .iter()
                .any(|judged| matches!(judged, Judged::Right | Judged::Close));
        if !again {
            let confused = row.into_iter().find_map(|judged| match judged {
                Judged::Confused(other) => Some(other),
                _ => None,
            });
            let confused = confused.filter(|_| found.is_none());
            matches.push(Match {
                part,
                item: found.map(|(item, _)| item),
                close: found.is_some_and(|(_, close)| close),
                confused,
            });
        }
    }
    matches
}

/// Compares a part with one item; the other items are what it may be mixed up with, too.
fn judge_item(question: &Question, item: usize, confusable: &[String], part: &str) -> Judged {
    let mut rivals: Vec<String> = confusable.to_vec();
    rivals.extend(
        question
            .answer
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != item)
            .map(|(_, answer)| answer.clone()),
    );
    match judge(question, item, &rivals, part) {
        Judged::Confused(other) if question.answer.contains(&other) => Judged::Wrong,
        judged => judged,
    }
}

/// The parts of a typed list. Commas, semicolons and line ends divide it; "and" does where the part as a
/// whole is no item. Parts are joined again where an item itself holds a comma.
fn parts(question: &Question, text: &str) -> Vec<String> {
    let pieces: Vec<&str> = text
        .split([',', ';', '\n'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    // Only the item itself counts here: a piece that holds an item and more is to be divided.
    let is_item =
        |text: &str| (0..question.answer.len()).any(|item| is_spelled(question, item, text));
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let joined = (2..=3)
            .rev()
            .filter(|count| at + count <= pieces.len())
            .map(|count| (count, pieces[at..at + count].join(", ")))
            .find(|(_, joined)| {
                !is_item(pieces[at])
                    && question.answer.iter().any(|answer| answer.contains(','))
                    && is_item(joined)
            });
        let Some((count, joined)) = joined else {
            parts.extend(divided(pieces[at], &is_item));
            at += 1;
            continue;
        };
        parts.push(joined);
        at += count;
    }
    parts
}

/// A piece divided at its joints, unless it is an item as it stands.
fn divided(piece: &str, is_item: &dyn Fn(&str) -> bool) -> Vec<String> {
    let piece = ["and ", "or ", "& "]
        .iter()
        .find_map(|joint| piece.strip_prefix(joint))
        .unwrap_or(piece)
        .trim();
    for joint in [" and ", " & ", " or ", " + "] {
        if let Some((a, b)) = piece.split_once(joint)
            && !is_item(piece)
        {
            return [divided(a, is_item), divided(b, is_item)].concat();
        }
    }
    if piece.is_empty() {
        Vec::new()
    } else {
        vec![piece.to_string()]
    }
}
