//! Questions that the author wrote: `Q:` with `A:`, a heading that asks, `term :: meaning`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::split::{self, Separator};
use super::text;
use super::unit::Unit;
use super::{Fact, FactKind, Place};
use crate::note::{Node, NodeKind};
use crate::source::Span;

/// Most words the text below a heading may have to be its answer.
const ANSWER_WORDS: usize = 30;

/// Finds `Q:`/`A:` pairs and `::` lines among the lines of a run. Returns the places of the lines
/// that are used up.
pub(super) fn pairs(units: &[Unit<'_>], place: &Place, facts: &mut Vec<Fact>) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    for (at, unit) in units.iter().enumerate() {
        if let Some(question) = after_mark(&unit.line.text, &["q", "question"]) {
            let below = unit
                .node
                .children
                .iter()
                .find_map(|child| answer_of(&text::clean(&child.text).text));
            let next = units
                .get(at + 1)
                .and_then(|next| answer_of(&next.line.text));
            let Some(answer) = below.clone().or_else(|| next.clone()) else {
                continue;
            };
            used.insert(at);
            if below.is_none() && next.is_some() {
                used.insert(at + 1);
            }
            let span = match units.get(at + 1) {
                Some(next) if below.is_none() => unit.node.span.cover(next.node.span),
                _ => unit.node.span,
            };
            facts.push(fact(question, vec![answer], span, place));
        } else if let Some(split) = split::split(&unit.line)
            && split.separator == Separator::DoubleColon
        {
            used.insert(at);
            facts.push(fact(
                split.left,
                vec![split.right.text],
                unit.node.text.span,
                place,
            ));
        }
    }
    used
}

fn fact(question: String, answer: Vec<String>, span: Span, place: &Place) -> Fact {
    let text = format!("{question} {}", answer.join("; "));
    let kind = FactKind::Explicit { question, answer };
    Fact {
        kind,
        topic: Arc::clone(&place.topic),
        text,
        span,
        group: place.group,
        marked: true,
    }
}

/// The text behind "Q:" or "Question 3:".
fn after_mark(line: &str, marks: &[&str]) -> Option<String> {
    let (mark, rest) = line.split_once([':', ')'])?;
    let word = mark.trim().trim_matches('*').to_lowercase();
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '.');
    let rest = rest.trim();
    (marks.contains(&word) && !rest.is_empty()).then(|| rest.to_string())
}

fn answer_of(line: &str) -> Option<String> {
    after_mark(line, &["a", "answer", "ans"])
}

/// A heading that asks, with a short answer below it.
pub(super) fn heading(node: &Node, heading: &str, place: &Place, facts: &mut Vec<Fact>) {
    if !heading.ends_with('?') || node.skip || text::count(heading) < 3 {
        return;
    }
    let plain = |child: &Node| {
        matches!(child.kind, NodeKind::Item { .. } | NodeKind::Line) && child.children.is_empty()
    };
    if node.children.is_empty() || !node.children.iter().all(plain) {
        return;
    }
    let answer: Vec<String> = node
        .children
        .iter()
        .map(|child| text::clean(&child.text).text)
        .filter(|line| !line.is_empty())
        .collect();
    let words: usize = answer.iter().map(|line| text::count(line)).sum();
    if answer.is_empty() || answer.len() > 3 || !(2..=ANSWER_WORDS).contains(&words) {
        return;
    }
    facts.push(fact(heading.to_string(), answer, node.span, place));
}
