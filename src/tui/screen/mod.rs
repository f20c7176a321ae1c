//! The screens: what stands in the middle, one file each.

mod answer;
mod ask;
mod help;
pub(super) mod offer;
mod summary;
pub(super) mod unsaved;

use super::Model;
use super::body::Body;
use super::theme::Role;
use crate::printable::one_line;
use crate::session::State;

/// What is shown now.
pub(super) fn body(model: &Model<'_>) -> Body {
    let mut body = Body::default();
    if model.help {
        help::add(model, &mut body);
        return body;
    }
    let (Some(task), Some(turn)) = (model.session.task(), model.session.turn()) else {
        summary::add(model, &mut body);
        return body;
    };
    ask::prompt(model, task, &mut body);
    body.gap();
    if let State::Answered { verdict, .. } = model.session.state() {
        let answer = answer::Answer {
            model,
            task,
            turn,
            verdict: verdict.as_ref(),
        };
        answer.add(&mut body);
    } else {
        ask::input(model, task, turn, &mut body);
        for hint in model.session.hints() {
            body.add(Role::Middling, &format!("hint: {}", one_line(&hint)));
        }
    }
    body
}

/// What stands above the bottom line whatever the body is scrolled to.
pub(super) fn pinned(model: &Model<'_>) -> Body {
    let mut body = Body::default();
    if let (State::Answered { suggested, .. }, false) = (model.session.state(), model.help) {
        answer::ratings(model, *suggested, &mut body);
    }
    body
}
