//! Lists: which of the expected items were given, which were not, and what else was.

use super::judge::{Given, Item, Judged, cut, judge};
use super::{Outcome, Verdict, rating, share};
use crate::question::{Kind, Question};

/// A part of the typed text and the item it is.
struct Match {
    part: String,
    item: Option<usize>,
    close: bool,
    confused: Option<String>,
}

/// Grades a list whose order does not matter: (hits − ½ · wrong) / required.
pub(super) fn unordered(question: &Question, confusable: &[String], text: &str) -> Verdict {
    let items = Item::of(question);
    let parts = parts(question, &items, text);
    let matches = matched(question, &items, confusable, parts);
    let hits = matches
        .iter()
        .filter(|part| part.item.is_some())
        .count()
        .min(question.required());
    let extra = extra(&matches);
    let penalty = share(extra.len(), question.required()) / 2.0;
    let score = (share(hits, question.required()) - penalty).clamp(0.0, 1.0);
    verdict(question, &matches, extra, score)
}

/// Grades a sequence by the longest run of items in their order (not necessarily adjacent).
pub(super) fn ordered(question: &Question, confusable: &[String], text: &str) -> Verdict {
    let items = Item::of(question);
    let parts = parts(question, &items, text);
    sequence(question, &matched(question, &items, confusable, parts))
}

/// Grades a sequence of options.
pub(super) fn in_order(question: &Question, chosen: &[String]) -> Verdict {
    let items = Item::of(question);
    sequence(question, &matched(question, &items, &[], chosen.to_vec()))
}

/// What was given that is no item.
fn extra(matches: &[Match]) -> Vec<String> {
    matches
        .iter()
        .filter(|part| part.item.is_none())
        .map(|part| part.part.clone())
        .collect()
}

fn sequence(question: &Question, matches: &[Match]) -> Verdict {
    let order: Vec<usize> = matches.iter().filter_map(|part| part.item).collect();
    let extra = extra(matches);
    let score = share(longest_rise(&order), question.answer.len());
    let score = (score - share(extra.len(), question.answer.len()) / 2.0).clamp(0.0, 1.0);
    verdict(question, matches, extra, score)
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

/// Finds an item for each part, so that as many as possible have one; no item is taken
/// twice.
fn matched(
    question: &Question,
    items: &[Item],
    confusable: &[String],
    parts: Vec<String>,
) -> Vec<Match> {
    let others = Item::others(items, confusable.iter());
    let judged: Vec<Vec<Judged>> = parts
        .iter()
        .map(|part| judge_part(question, items, &others, part))
        .collect();
    let found = assigned(&judged, items.len());
    let mut matches: Vec<Match> = Vec::new();
    for ((part, item), row) in parts.into_iter().zip(found).zip(judged) {
        // The same item named again is no mistake.
        let again = item.is_none() && row.iter().any(is_hit);
        if again {
            continue;
        }
        let close = item.is_some_and(|item| row[item] == Judged::Close);
        let confused = row.into_iter().find_map(|judged| match judged {
            Judged::Confused(other) => Some(other),
            _ => None,
        });
        matches.push(Match {
            part,
            item,
            close,
            confused: confused.filter(|_| item.is_none()),
        });
    }
    matches
}

fn is_hit(judged: &Judged) -> bool {
    matches!(judged, Judged::Right | Judged::Close)
}

/// Compares a part with each item; the other items are what it may be mixed up with, too.
fn judge_part(question: &Question, items: &[Item], others: &[Item], part: &str) -> Vec<Judged> {
    let given = Given::new(part);
    // Most parts are an item as it is written, and nothing else has to be looked at.
    let number = part.contains(|c: char| c.is_ascii_digit());
    if !number && items.iter().any(|item| item.is_as_written(&given)) {
        let exact = |item: &Item| {
            if item.is_as_written(&given) {
                Judged::Right
            } else {
                Judged::Wrong
            }
        };
        return items.iter().map(exact).collect();
    }
    (0..items.len())
        .map(|at| {
            let rest = items[..at].iter().chain(&items[at + 1..]);
            let rivals: Vec<&Item> = others
                .iter()
                .chain(rest.filter(|other| !items[at].has_name_of(other)))
                .collect();
            match judge(question, &items[at], &rivals, &given) {
                Judged::Confused(other) if question.answer.contains(&other) => Judged::Wrong,
                judged => judged,
            }
        })
        .collect()
}

/// The item of each part. Exact parts are served first; each further one may move earlier ones to another
/// item of theirs (Kuhn's augmenting paths), so that the number of hits is the largest.
fn assigned(judged: &[Vec<Judged>], items: usize) -> Vec<Option<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; items];
    for wanted in [Judged::Right, Judged::Close] {
        for (part, row) in judged.iter().enumerate() {
            if row.contains(&wanted) && !holder.contains(&Some(part)) {
                augment(part, judged, &mut holder, &mut vec![false; items]);
            }
        }
    }
    (0..judged.len())
        .map(|part| holder.iter().position(|held| *held == Some(part)))
        .collect()
}

fn augment(
    part: usize,
    judged: &[Vec<Judged>],
    holder: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for wanted in [Judged::Right, Judged::Close] {
        for item in 0..holder.len() {
            if seen[item] || judged[part][item] != wanted {
                continue;
            }
            seen[item] = true;
            if holder[item].is_none_or(|other| augment(other, judged, holder, seen)) {
                holder[item] = Some(part);
                return true;
            }
        }
    }
    false
}

/// Most parts of a text that are looked at, as a multiple of the items and a number besides; what a paste
/// by mistake holds more than that is one part.
const PARTS: (usize, usize) = (3, 20);

/// The parts of a typed list. Commas, semicolons and line ends divide it, arrows a sequence; "and" does
/// where the part as a whole is no item. Parts are joined again where an item itself holds a comma.
fn parts(question: &Question, items: &[Item], text: &str) -> Vec<String> {
    let pieces = pieces(question.kind, cut(text), PARTS.0 * items.len() + PARTS.1);
    // Only the item itself counts here: a piece that holds an item and more is to be divided.
    let is_item = |text: &str| {
        let given = Given::new(text);
        items.iter().any(|item| item.is_spelled(&given))
    };
    let most = items
        .iter()
        .map(|item| item.text.matches([',', ';']).count() + 1)
        .max()
        .unwrap_or(1);
    let mut parts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let joined = (2..=most)
            .rev()
            .filter(|count| at + count <= pieces.len())
            .map(|count| (count, pieces[at..at + count].join(", ")))
            .find(|(_, joined)| is_item(joined));
        if let Some((count, joined)) = joined {
            parts.push(joined);
            at += count;
        } else {
            parts.extend(divided(pieces[at], &is_item));
            at += 1;
        }
    }
    parts
}

/// The text between separators, without the marks of a written list. Commas within numbers and brackets
/// separate nothing.
fn pieces(kind: Kind, text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    let last = text.rfind(')');
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        match c {
            '(' if last.is_some_and(|last| at < last) => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let number = c == ','
            && before.ends_with(|c: char| c.is_ascii_digit())
            && behind.bytes().take_while(u8::is_ascii_digit).count() == 3;
        let arrow = kind == Kind::Order
            && (matches!(c, '→' | '⇒') || (c == '>' && !before.ends_with(char::is_alphanumeric)));
        if depth == 0 && (matches!(c, ',' | ';' | '\n') || arrow) && !number {
            pieces.push(&text[start..at]);
            start = at + c.len_utf8();
        }
        if pieces.len() == most {
            break;
        }
    }
    pieces.push(&text[start..]);
    let arrow = |c: char| kind == Kind::Order && matches!(c, '-' | '=' | '>');
    pieces
        .into_iter()
        .map(|piece| unmarked(piece.trim().trim_end_matches(arrow).trim()))
        .filter(|piece| !piece.is_empty() && !matches!(*piece, "etc" | "etc." | "..." | "…"))
        .collect()
}

/// A line of a written list without its mark.
fn unmarked(piece: &str) -> &str {
    if let Some(rest) = ["- ", "* ", "• ", "+ "]
        .iter()
        .find_map(|mark| piece.strip_prefix(mark))
    {
        return rest.trim_start();
    }
    let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &piece[digits..];
    match [". ", ") "].iter().find_map(|mark| rest.strip_prefix(mark)) {
        Some(rest) if (1..3).contains(&digits) => rest.trim_start(),
        _ => piece,
    }
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
