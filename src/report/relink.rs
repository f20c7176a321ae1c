//! What only the learner can settle about cards of edited notes, for people and as the frozen lines of
//! `relink --json`.

use std::fmt::Write as _;

use serde::Serialize;

use super::paint::Paint;
use super::{counted, json_text};
use crate::deck::{Card, CardId};
use crate::printable::one_line;

/// A question to the learner about a card.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    pub note: &'a str,
    pub card: &'a Card,
    /// The card that it may be; none where the card itself has changed.
    pub from: Option<CardId>,
    /// `reworded`, `split`, `joined` or `changed`.
    pub how: &'static str,
    /// How alike the statements are, in percent; none where the card itself has changed.
    pub alike: Option<u8>,
    /// What the note said when it was studied.
    pub before: &'a str,
    /// How many answers its history has.
    pub answers: u32,
}

/// A line of `relink --json`, version 1.
#[derive(Serialize)]
struct Line<'a> {
    version: u8,
    card: String,
    from: Option<String>,
    how: &'a str,
    alike: Option<u8>,
    note: &'a str,
    lines: [usize; 2],
    topic: &'a [String],
    before: &'a str,
    now: &'a str,
    prompt: String,
    answers: u32,
}

/// An item as JSON on one line.
pub fn json(item: &Item<'_>) -> String {
    let draft = &item.card.draft;
    json_text(&Line {
        version: 1,
        card: item.card.id.to_string(),
        from: item.from.map(|id| id.to_string()),
        how: item.how,
        alike: item.alike,
        note: item.note,
        lines: draft.lines.into(),
        topic: &draft.under,
        before: item.before,
        now: &draft.fact,
        prompt: item.card.question().prompt,
        answers: item.answers,
    })
}

/// An item in a few lines.
pub fn human(item: &Item<'_>, paint: Paint) -> String {
    let draft = &item.card.draft;
    let question = item.card.question();
    let mut out = String::new();
    let place = format!("{}:{}", item.note, draft.lines.0);
    let topic = draft.under.join(" › ");
    let _ = writeln!(
        out,
        "{}  {}",
        paint.bold(&one_line(&place)),
        one_line(&topic)
    );
    let answers = counted(item.answers as usize, "answer");
    let _ = writeln!(
        out,
        "{}",
        match (item.how, item.alike) {
            ("split", _) =>
                format!("perhaps a part of a statement that was studied, with {answers}"),
            ("joined", _) =>
                format!("perhaps joined with a statement that was studied, with {answers}"),
            (_, Some(alike)) => format!("perhaps reworded, {alike} % alike, with {answers}"),
            (_, None) => format!("changed since you learned it, with {answers}"),
        }
    );
    let _ = writeln!(out, "  was: {}", paint.red(&one_line(item.before)));
    let _ = writeln!(out, "  now: {}", paint.green(&one_line(&draft.fact)));
    let answer = one_line(&question.answer.join("; "));
    let _ = writeln!(
        out,
        "  asks: {} {}",
        one_line(&question.prompt),
        paint.dim(&format!("({answer})"))
    );
    out
}
