//! A long answer in the learner's own words: which of its parts does the text speak of?

use super::normal::{Name, negations};
use super::{Verdict, by_parts};
use crate::question::Question;

/// Share of the words of a part that make it told.
const TOLD: f32 = 0.6;

/// Grades a text by the parts of the answer that it tells. A text that negates more or less than the answer
/// does never tells all of it.
pub(super) fn covered(question: &Question, text: &str) -> Verdict {
    let given = Name::typed(super::judge::cut(text));
    let parts: Vec<Name> = question
        .answer
        .iter()
        .map(|part| Name::typed(part))
        .collect();
    let missing: Vec<String> = question
        .answer
        .iter()
        .zip(&parts)
        .filter(|(_, part)| part.told_in(&given, &parts) < TOLD)
        .map(|(part, _)| part.clone())
        .collect();
    let whole = question.required();
    let known = (question.answer.len() - missing.len()).min(whole);
    let expected: usize = parts.iter().map(|part| negations(&part.all)).sum();
    let turned = negations(&given.all) != expected;
    let known = if turned {
        known.min(whole.saturating_sub(1))
    } else {
        known
    };
    by_parts(known, whole, missing)
}
