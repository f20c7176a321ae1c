//! An answer with what there is to learn from it: how it was graded and why, what the note says around
//! it, and when the card comes again.

use crate::grade::{Outcome, Part, Verdict, diff};
use crate::printable::one_line;
use crate::question::{BLANK, Kind};
use crate::report::session as words;
use crate::review::Rating;
use crate::session::{Ask, Task, Turn};
use crate::tui::body::{Block, Body};
use crate::tui::text::{Piece, piece};
use crate::tui::theme::Role;
use crate::tui::{Model, note};

/// What the screen is about.
pub(super) struct Answer<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) task: &'a Task,
    pub(super) turn: &'a Turn,
    /// None when the answer was only shown.
    pub(super) verdict: Option<&'a Verdict>,
}

impl Answer<'_> {
    pub(super) fn add(&self, body: &mut Body) {
        self.verdict(body);
        match &self.turn.ask {
            Ask::Options(order) => self.options(order, body),
            _ if self.task.question.answer.len() > 1 => self.members(body),
            _ => self.single(body),
        }
        self.note(body);
    }

    fn outcome(&self) -> Option<Outcome> {
        self.verdict.map(|verdict| verdict.outcome)
    }

    fn verdict(&self, body: &mut Body) {
        let Some(verdict) = self.verdict else {
            return;
        };
        let (sign, role) = match verdict.outcome {
            Outcome::Right => ("✓", Role::Good),
            Outcome::Close => ("≈", Role::Good),
            Outcome::Partial => ("~", Role::Middling),
            Outcome::Confused => ("≠", Role::Bad),
            Outcome::Wrong => ("✗", Role::Bad),
        };
        body.add(role, &format!("{sign} {}", words::headline(verdict)));
    }

    /// The options again: the right ones, and those that were chosen for them.
    fn options(&self, order: &[usize], body: &mut Body) {
        let question = &self.task.question;
        let given = self.turn.given.as_deref().unwrap_or_default();
        for choice in order.iter().filter_map(|at| question.choices.get(*at)) {
            let right = question.answer.contains(choice);
            let chosen = given == choice || given.split("; ").any(|part| part == choice);
            let (sign, role) = match (right, chosen) {
                (true, true) => ("✓ ", Role::Good),
                (true, false) => ("→ ", Role::Missing),
                (false, true) => ("✗ ", Role::Extra),
                (false, false) => ("  ", Role::Faint),
            };
            body.item(piece(role, sign), vec![piece(role, &one_line(choice))]);
        }
        self.belongs(body);
    }

    /// A list: each member with whether it was known, then what is not of it.
    fn members(&self, body: &mut Body) {
        let question = &self.task.question;
        let numbered = question.kind == Kind::Order;
        let places = self.places();
        let missing = self.verdict.map(|verdict| verdict.missing.as_slice());
        for (at, member) in question.answer.iter().enumerate() {
            let known = missing.is_some_and(|missing| !missing.contains(member));
            let misplaced = places.as_ref().and_then(|places| places.get(at).copied());
            let misplaced = misplaced.filter(|place| *place != at);
            let (sign, role) = match (known, self.verdict.is_some()) {
                (true, _) if misplaced.is_some() => ("↕", Role::Middling),
                (true, _) => ("✓", Role::Good),
                (false, true) => ("→", Role::Missing),
                (false, false) => ("•", Role::Text),
            };
            let number = if numbered {
                format!("{} ", at + 1)
            } else {
                String::new()
            };
            let mut text = vec![piece(
                if known { Role::Text } else { role },
                &one_line(member),
            )];
            if let Some(place) = misplaced {
                text.push(piece(
                    Role::Faint,
                    &format!("  you had it at {}", place + 1),
                ));
            } else if !known && self.outcome() == Some(Outcome::Partial) {
                text.push(piece(Role::Faint, "  missing"));
            }
            body.item(piece(role, &format!("{sign} {number}")), text);
        }
        for extra in self
            .verdict
            .map(|verdict| verdict.extra.as_slice())
            .unwrap_or_default()
        {
            let text = vec![
                piece(Role::Extra, &one_line(extra)),
                piece(Role::Faint, "  not of the answer"),
            ];
            body.item(piece(Role::Bad, "✗ "), text);
        }
        self.belongs(body);
    }

    /// Where the learner put each item of a sequence that was arranged.
    fn places(&self) -> Option<Vec<usize>> {
        let Ask::Arrange(order) = &self.turn.ask else {
            return None;
        };
        self.verdict?;
        let arranged: Vec<usize> = self
            .model
            .order
            .iter()
            .filter_map(|at| order.get(*at).copied())
            .collect();
        let place = |item: usize| arranged.iter().position(|other| *other == item);
        (0..order.len()).map(place).collect()
    }

    /// One answer, beside what was given instead.
    fn single(&self, body: &mut Body) {
        let answer = one_line(&self.task.question.answer.join("; "));
        let given = self.turn.given.as_deref().map(one_line);
        let in_place = self.task.question.prompt.matches(BLANK).count() == 1;
        match (self.outcome(), given) {
            (Some(Outcome::Confused), _) => self.confused(body),
            (Some(Outcome::Close), Some(given)) => differences(&given, &answer, body),
            (Some(Outcome::Right), Some(given))
                if given.to_lowercase() == answer.to_lowercase() =>
            {
                if !in_place {
                    labelled("answer", vec![piece(Role::Text, &answer)], body);
                }
            }
            (_, given) => {
                if let Some(given) = given {
                    labelled("you", vec![piece(Role::Text, &given)], body);
                }
                labelled("answer", vec![piece(Role::Strong, &answer)], body);
            }
        }
    }

    /// The answer and what was taken for it, side by side, each with where it belongs.
    fn confused(&self, body: &mut Body) {
        let other = self
            .verdict
            .and_then(|verdict| verdict.confused_with.as_ref());
        let Some(other) = other else {
            return;
        };
        let question = &self.task.question;
        let wanted = question.answer.join("; ");
        let mut left = vec![
            piece(Role::Missing, &one_line(&wanted)),
            piece(Role::Faint, "\nasked here"),
        ];
        if let Some(path) = question.context.last().or(self.task.under.last()) {
            left.push(piece(Role::Faint, &format!(": {}", one_line(path))));
        }
        let mut right = vec![piece(Role::Bad, &one_line(other))];
        match &self.model.feedback.other {
            Some((place, fact)) => {
                right.push(piece(
                    Role::Faint,
                    &format!("\nbelongs to: {}", one_line(place)),
                ));
                right.push(piece(Role::Text, &format!("\n{}", one_line(fact))));
            }
            None => right.push(piece(Role::Faint, "\nis the answer to something else")),
        }
        body.gap();
        body.blocks.push(Block {
            text: left,
            beside: right,
            ..Block::default()
        });
    }

    /// Where something that was given and is not of the answer belongs.
    fn belongs(&self, body: &mut Body) {
        let other = self
            .verdict
            .and_then(|verdict| verdict.confused_with.as_ref());
        if let Some((other, (place, fact))) = other.zip(self.model.feedback.other.as_ref()) {
            let text = format!("{} belongs to {}: ", one_line(other), one_line(place));
            body.rich(vec![
                piece(Role::Faint, &text),
                piece(Role::Text, &one_line(fact)),
            ]);
        }
    }

    fn note(&self, body: &mut Body) {
        let feedback = &self.model.feedback;
        body.gap();
        note::add(&feedback.excerpt, body);
        if self.task.lines.0 > 0 {
            let place = format!("  {}:{}", one_line(&self.task.note), self.task.lines.0);
            body.add(Role::Faint, &place);
        }
        for image in &feedback.images {
            body.add(
                Role::Faint,
                &format!("  image, `i` shows it: {}", one_line(image)),
            );
        }
    }
}

/// The ratings with their keys and when the card would come again, the suggested one marked.
pub(super) fn ratings(model: &Model<'_>, suggested: Rating, body: &mut Body) {
    let mut pieces: Vec<Piece> = Vec::new();
    for (rating, next) in Rating::ALL.iter().zip(model.next) {
        let here = *rating == suggested;
        let (sign, role) = if here {
            ("▸", Role::Prompt)
        } else {
            (" ", Role::Text)
        };
        let name = format!("{sign}{}\u{a0}{}", rating.grade(), rating.name());
        pieces.push(piece(role, &name));
        let next = next
            .map(|days| format!("\u{a0}{}", short(days)))
            .unwrap_or_default();
        pieces.push(piece(Role::Faint, &format!("{next}  ")));
    }
    body.rich(pieces);
}

fn labelled(label: &str, text: Vec<Piece>, body: &mut Body) {
    body.item(piece(Role::Faint, &format!("{label:<8}")), text);
}

/// What was typed over what is right, with what was too much and what was missing.
fn differences(given: &str, answer: &str, body: &mut Body) {
    let parts = diff(given, answer);
    let row = |keep: &dyn Fn(&Part) -> Option<Piece>| parts.iter().filter_map(keep).collect();
    labelled(
        "you",
        row(&|part| match part {
            Part::Same(text) => Some(piece(Role::Text, text)),
            Part::Extra(text) => Some(piece(Role::Extra, text)),
            Part::Missing(_) => None,
        }),
        body,
    );
    labelled(
        "answer",
        row(&|part| match part {
            Part::Same(text) => Some(piece(Role::Text, text)),
            Part::Missing(text) => Some(piece(Role::Missing, text)),
            Part::Extra(_) => None,
        }),
        body,
    );
}

/// A number of days in few letters.
fn short(days: i32) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1..=30 => format!("{days}\u{a0}d"),
        31..=365 => format!("{}\u{a0}mo", (days + 15) / 30),
        _ => format!("{}.{}\u{a0}y", days / 365, days % 365 * 10 / 365),
    }
}
