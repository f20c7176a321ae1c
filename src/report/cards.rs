//! Cards for other programs: `cards --json` and `export json`, one object a line. The fields are
//! frozen as version 1: none is renamed, removed or given another meaning, new ones may come.

use serde::Serialize;

use super::json_text;
use crate::day::Day;
use crate::deck::Card;
use crate::question::Rejected;

/// How a card stands with the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Never answered.
    New,
    /// Answered, and not yet remembered for a day.
    Learning,
    Review,
    /// Not asked, as the learner wishes.
    Suspended,
    /// No longer in the notes.
    Retired,
}

impl State {
    /// The name in JSON and in lists.
    pub fn name(self) -> &'static str {
        match self {
            State::New => "new",
            State::Learning => "learning",
            State::Review => "review",
            State::Suspended => "suspended",
            State::Retired => "retired",
        }
    }
}

/// What the log says of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    /// The study day on which it is due; none for cards that wait for nothing.
    pub due: Option<Day>,
    /// Whether it is not introduced, since the learner marked too many cards of its template as bad.
    pub disliked: bool,
}

/// One line of JSON, without its line end, for a card of a note.
pub fn card(note: &str, card: &Card, standing: Standing) -> String {
    let object = Object {
        id: Some(card.id.to_string()),
        state: Some(standing.state.name()),
        due: standing.due.map(|day| day.to_string()),
        ..object(note, &card.draft, card.question())
    };
    json_text(&object)
}

/// The same for a candidate that did not become a card: id and state are null, and `rejected` says
/// why.
pub fn rejected(note: &str, candidate: &Rejected) -> String {
    let draft = &candidate.draft;
    let object = Object {
        rejected: Some(&candidate.reason),
        ..object(note, draft, draft.question.clone())
    };
    json_text(&object)
}

#[derive(Serialize)]
struct Object<'a> {
    version: u8,
    id: Option<String>,
    /// Path relative to the collection.
    note: &'a str,
    /// First and last line, from 1; `[0,0]` when the note does not hold the fact any more.
    lines: [usize; 2],
    topic: &'a [String],
    context: String,
    kind: &'static str,
    template: &'a str,
    prompt: String,
    answer: Vec<String>,
    accept: Vec<Vec<String>>,
    choices: Vec<String>,
    open: bool,
    score: f64,
    fact: &'a str,
    siblings: &'a str,
    state: Option<&'static str>,
    due: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<&'a str>,
}

fn object<'a>(
    note: &'a str,
    draft: &'a crate::question::Draft,
    question: crate::question::Question,
) -> Object<'a> {
    Object {
        version: 1,
        id: None,
        note,
        lines: [draft.lines.0, draft.lines.1],
        topic: &draft.under,
        context: question.context.join(" › "),
        kind: question.kind.name(),
        template: &draft.template,
        open: question.is_open(),
        prompt: question.prompt,
        answer: question.answer,
        accept: question.accept,
        choices: question.choices,
        // Two decimals: what lies beyond is an accident of adding up.
        score: (f64::from(draft.score) * 100.0).round() / 100.0,
        fact: &draft.fact,
        siblings: &draft.siblings,
        state: None,
        due: None,
        rejected: None,
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Mine;
    use crate::question::{Draft, Kind, Question};

    #[test]
    fn the_object_is_frozen() {
        let one = Card {
            id: "abcdefghijklmnop".parse().unwrap(),
            draft: Draft {
                question: Question {
                    kind: Kind::List,
                    context: vec!["A".into(), "B".into()],
                    prompt: "Which?".into(),
                    answer: vec!["x".into(), "y".into(), "z".into()],
                    accept: vec![vec!["ex".into()], vec![], vec![]],
                    choices: vec![],
                    need: Some(2),
                },
                template: "list-all".into(),
                under: vec!["A".into(), "B".into()],
                fact: "x, y".into(),
                lines: (3, 5),
                siblings: "s".into(),
                confusable: vec!["w".into()],
                score: 0.7,
            },
            mine: Mine::default(),
            retired: false,
        };
        let standing = Standing {
            state: State::Review,
            due: Day::parse("2026-12-01"),
            disliked: false,
        };
        assert_eq!(
            card("notes/a.md", &one, standing),
            r#"{"version":1,"id":"abcdefghijklmnop","note":"notes/a.md","lines":[3,5],"topic":["A","B"],"context":"A › B","kind":"list","template":"list-all","prompt":"Which?","answer":["x","y","z"],"accept":[["ex"],[],[]],"choices":[],"open":true,"score":0.7,"fact":"x, y","siblings":"s","state":"review","due":"2026-12-01"}"#
        );
        let candidate = Rejected {
            draft: Draft {
                lines: (1, 1),
                ..Draft::default()
            },
            reason: "too short".into(),
        };
        let text = rejected("a.md", &candidate);
        assert!(text.contains(r#""id":null"#) && text.contains(r#""state":null,"due":null"#));
        assert!(text.ends_with(r#""rejected":"too short"}"#), "{text}");
    }
}
