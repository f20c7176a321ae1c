//! The list of cards that `cards` shows to people.

use std::fmt::Write as _;

use super::cards::{Standing, State};
use super::paint::Paint;
use crate::deck::Card;
use crate::printable::one_line;
use crate::question::{Draft, Question, Rejected};

/// How much to say about each card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Question and answer.
    Plain,
    /// Where it comes from, and why it is asked, too (`--why`).
    Why,
}

/// Writes lists of cards, each heading once.
pub struct Listing {
    pub detail: Detail,
    pub paint: Paint,
    out: String,
    note: String,
    under: Option<Vec<String>>,
}

impl Listing {
    pub fn new(detail: Detail, paint: Paint) -> Listing {
        Listing {
            detail,
            paint,
            out: String::new(),
            note: String::new(),
            under: None,
        }
    }

    /// Adds a card of a note.
    pub fn card(&mut self, note: &str, card: &Card, standing: Standing) {
        self.place(note, &card.draft.under);
        let id = &card.id.to_string()[..8];
        let state = match (standing.state, standing.due) {
            (State::New, _) if standing.disliked => {
                "  (not asked: too many of its kind were bad)".into()
            }
            (State::New, _) => String::new(),
            (state, Some(day)) => format!("  ({}, due {day})", state.name()),
            (state, None) => format!("  ({})", state.name()),
        };
        let question = card.question();
        self.question(id, &question, &state);
        if self.detail == Detail::Why {
            self.why(note, &card.draft, &question);
        }
    }

    /// Adds a candidate that did not become a card.
    pub fn rejected(&mut self, note: &str, candidate: &Rejected) {
        let draft = &candidate.draft;
        self.place(note, &draft.under);
        self.question("rejected", &draft.question, "");
        let reason = format!("because: {}", one_line(&candidate.reason));
        self.detail_line(&self.paint.yellow(&reason));
        if self.detail == Detail::Why {
            self.why(note, draft, &draft.question);
        }
    }

    /// The finished list.
    pub fn finish(self) -> String {
        self.out
    }

    fn place(&mut self, note: &str, under: &[String]) {
        if self.note != note {
            if !self.note.is_empty() {
                self.out.push('\n');
            }
            note.clone_into(&mut self.note);
            self.under = None;
            let _ = writeln!(self.out, "{}", self.paint.bold(&one_line(note)));
        }
        if self.under.as_deref() != Some(under) {
            self.under = Some(under.to_vec());
            let _ = writeln!(self.out, "\n  {}", self.paint.bold(&path(under)));
        }
    }

    fn question(&mut self, label: &str, question: &Question, state: &str) {
        let label = self.paint.dim(label);
        let state = self.paint.dim(state);
        let prompt = one_line(&question.prompt);
        let _ = writeln!(self.out, "  {label}  {prompt}{state}");
        let answer = format!("→ {}", answer(question));
        self.detail_line(&self.paint.green(&answer));
    }

    fn why(&mut self, note: &str, draft: &Draft, question: &Question) {
        let (first, last) = draft.lines;
        let place = match (first, last) {
            (0, _) => "only in the deck".to_owned(),
            _ if first == last => format!("{}:{first}", one_line(note)),
            _ => format!("{}:{first}-{last}", one_line(note)),
        };
        let mut lines = vec![format!(
            "{place} · {} · template {} · score {:.2}",
            question.kind,
            one_line(&draft.template),
            draft.score
        )];
        lines.push(format!("the note says: {}", one_line(&draft.fact)));
        if !question.context.is_empty() {
            lines.push(format!("shown with: {}", path(&question.context)));
        }
        if !question.choices.is_empty() {
            lines.push(format!("options: {}", join(&question.choices)));
        }
        let accepted: Vec<String> = question.accept.iter().flatten().cloned().collect();
        if !accepted.is_empty() {
            lines.push(format!("also right: {}", join(&accepted)));
        }
        if !draft.confusable.is_empty() {
            lines.push(format!("may be mixed up with: {}", join(&draft.confusable)));
        }
        for line in lines {
            self.detail_line(&self.paint.dim(&line));
        }
    }

    fn detail_line(&mut self, line: &str) {
        let _ = writeln!(self.out, "            {line}");
    }
}

fn answer(question: &Question) -> String {
    let items = join(&question.answer);
    match question.need {
        Some(need) if question.is_open() => format!("{need} of: {items}"),
        _ => items,
    }
}

fn join(items: &[String]) -> String {
    one_line(&items.join("; "))
}

fn path(under: &[String]) -> String {
    match under {
        [] => "(no heading)".into(),
        _ => one_line(&under.join(" › ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Kind;

    #[test]
    fn cards_are_listed_under_their_headings() {
        let mut card = Card {
            id: "abcdefghijklmnop".parse().unwrap(),
            draft: Draft {
                question: Question {
                    kind: Kind::List,
                    prompt: "Which?\u{1b}".into(),
                    answer: vec!["x".into(), "y".into()],
                    accept: vec![vec![], vec!["why".into()]],
                    need: Some(1),
                    ..Question::default()
                },
                template: "list".into(),
                under: vec!["A".into(), "B".into()],
                fact: "x and\ny".into(),
                lines: (3, 4),
                score: 0.5,
                ..Draft::default()
            },
            ..Card::default()
        };
        let new = Standing {
            state: State::New,
            due: None,
            disliked: false,
        };
        let mut listing = Listing::new(Detail::Why, Paint::Off);
        listing.card("a.md", &card, new);
        card.retired = true;
        card.draft.lines = (0, 0);
        let retired = Standing {
            state: State::Retired,
            due: None,
            disliked: false,
        };
        listing.detail = Detail::Plain;
        listing.card("a.md", &card, retired);
        listing.rejected(
            "b.md",
            &Rejected {
                draft: Draft::default(),
                reason: "too short".into(),
            },
        );
        assert_eq!(
            listing.finish(),
            "a.md\n\n  A › B\n  abcdefgh  Which?\u{FFFD}\n            → 1 of: x; y\n            \
             a.md:3-4 · list · template list · score 0.50\n            \
             the note says: x and y\n            also right: why\n  \
             abcdefgh  Which?\u{FFFD}  (retired)\n            → 1 of: x; y\n\
             \nb.md\n\n  (no heading)\n  rejected  \n            → \n            because: too short\n"
        );
    }
}
