//! A question, and the place for its answer in the form that fits it.

use crate::printable::one_line;
use crate::question::{BLANK, Kind};
use crate::session::{Ask, State, Task, Turn};
use crate::tui::body::{Block, Body};
use crate::tui::editor::Editor;
use crate::tui::text::{Piece, piece};
use crate::tui::theme::Role;
use crate::tui::{Mode, Model};

/// Least width of a blank that is typed into.
const BLANK_WIDTH: usize = 8;

/// The prompt. A blank in it is where the answer is typed, and where it stands afterwards.
pub(super) fn prompt(model: &Model<'_>, task: &Task, body: &mut Body) {
    let question = &task.question;
    let lines: Vec<String> = question.prompt.lines().map(one_line).collect();
    let prompt = lines.join("\n");
    let blanks = prompt.matches(BLANK).count();
    let filled = !matches!(model.session.state(), State::Asking | State::Done);
    let mut pieces = Vec::new();
    for (at, part) in prompt.split(BLANK).enumerate() {
        if at > 0 {
            pieces.extend(match question.answer.get(at - 1) {
                Some(answer) if filled && blanks == question.answer.len() => {
                    vec![piece(Role::Missing, &one_line(answer))]
                }
                _ if at == 1 && !filled && model.types_into_blank() => blank(model),
                _ => vec![piece(Role::Input, &" ".repeat(BLANK_WIDTH))],
            });
        }
        pieces.push(piece(Role::Prompt, part));
    }
    body.rich(pieces);
}

/// The blank that is typed into.
fn blank(model: &Model<'_>) -> Vec<Piece> {
    let editor = model.fields.first().cloned().unwrap_or_default();
    let mut pieces = line(&editor, Role::Input);
    let typed = editor.text().chars().count();
    // An underlined place as wide as a word says that something is to be written here; it is glued
    // to the text by no-break spaces.
    let rest = "\u{a0}".repeat(BLANK_WIDTH.saturating_sub(typed).max(1));
    pieces.push(piece(Role::Input, &rest));
    pieces
}

/// What is being typed, with the cursor.
fn line(editor: &Editor, role: Role) -> Vec<Piece> {
    let behind = Piece {
        caret: true,
        ..piece(role, editor.behind())
    };
    vec![piece(role, editor.before()), behind]
}

/// The place for the answer.
pub(super) fn input(model: &Model<'_>, task: &Task, turn: &Turn, body: &mut Body) {
    match (model.session.state(), &turn.ask) {
        (State::Shown, Ask::Reveal(parts)) => {
            body.add(Role::Faint, "tick what you knew");
            listed(model, parts.iter(), body);
        }
        (_, Ask::Options(order)) => {
            if model.is_multiple() {
                body.add(Role::Faint, "tick all that are right");
            }
            let choices = order.iter().filter_map(|at| task.question.choices.get(*at));
            listed(model, choices, body);
        }
        (_, Ask::Arrange(order)) => arranged(model, task, order, body),
        (_, Ask::Reveal(parts)) => {
            let what = match parts.len() {
                0 | 1 => "say it to yourself, then look".to_owned(),
                count => format!("say it to yourself, in {count} parts, then look"),
            };
            body.add(Role::Faint, &what);
        }
        (_, Ask::Typed) if model.fields.len() > 1 => fields(model, task, body),
        (_, Ask::Typed) if model.types_into_blank() => kind_of_answer(task, body),
        (_, Ask::Typed) => {
            let editor = model.fields.first().cloned().unwrap_or_default();
            body.item(piece(Role::Key, "› "), line(&editor, Role::Text));
            if task.question.kind == Kind::Number {
                body.gap();
            }
            kind_of_answer(task, body);
        }
    }
}

/// What may be known of the answer before it is given.
fn kind_of_answer(task: &Task, body: &mut Body) {
    if task.question.kind == Kind::Number {
        body.add(Role::Faint, "a number; with its unit where it has one");
    }
}

/// Options or parts under their numbers; those of which several may be ticked have boxes.
fn listed<'a>(model: &Model<'_>, texts: impl Iterator<Item = &'a String>, body: &mut Body) {
    for (at, text) in texts.enumerate() {
        let mark = match (model.is_multiple(), model.ticked.get(at)) {
            (true, Some(true)) => "[x] ",
            (true, _) => "[ ] ",
            (false, _) => "",
        };
        option(model, at, mark, text, body);
    }
}

/// One line that the cursor can be on.
fn option(model: &Model<'_>, at: usize, mark: &str, text: &str, body: &mut Body) {
    let here = at == model.cursor;
    let role = if here { Role::Cursor } else { Role::Text };
    let sign = if here { "▸" } else { " " };
    body.blocks.push(Block {
        lead: vec![piece(role, &format!("{sign} {mark}{} ", at + 1))],
        text: vec![piece(role, &one_line(text))],
        target: Some(at),
        focus: here,
        fill: here.then_some(role),
        ..Block::default()
    });
}

/// The items of a sequence as they are arranged now.
fn arranged(model: &Model<'_>, task: &Task, order: &[usize], body: &mut Body) {
    let held = if model.held {
        "moving: ↑ ↓, then put it down"
    } else {
        "bring them into their order"
    };
    body.add(Role::Faint, held);
    for (at, place) in model.order.iter().enumerate() {
        let item = order
            .get(*place)
            .and_then(|item| task.question.answer.get(*item));
        let mark = if model.held && at == model.cursor {
            "↕ "
        } else {
            "  "
        };
        option(model, at, mark, item.map_or("", String::as_str), body);
    }
}

/// One field for each member of a list.
fn fields(model: &Model<'_>, task: &Task, body: &mut Body) {
    let question = &task.question;
    let typed = model
        .fields
        .iter()
        .filter(|field| !field.is_blank())
        .count();
    let of = if question.is_open() {
        format!("any {} of {}", question.required(), question.answer.len())
    } else if question.kind == Kind::Order {
        "in their order".to_owned()
    } else {
        "in any order".to_owned()
    };
    body.add(
        Role::Faint,
        &format!("{typed} of {}, {of}", model.fields.len()),
    );
    for (at, field) in model.fields.iter().enumerate() {
        let here = at == model.cursor && model.mode() != Mode::Command;
        let (sign, text) = if here {
            ("▸", line(field, Role::Text))
        } else {
            (" ", vec![piece(Role::Text, field.text())])
        };
        body.blocks.push(Block {
            lead: vec![piece(Role::Key, &format!("{sign} {:>2} ", at + 1))],
            text,
            target: Some(at),
            focus: at == model.cursor,
            ..Block::default()
        });
    }
}
