//! What there is to do when nothing is due.

use ratatui::Frame;

use crate::printable::one_line;
use crate::tui::Look;
use crate::tui::body::{Block, Body};
use crate::tui::text::piece;
use crate::tui::theme::Role;
use crate::tui::view::still;

/// Draws offers, each with its key, under some lines.
pub(in crate::tui) fn view(
    lines: &[String],
    offers: &[(char, &str)],
    cursor: usize,
    look: &Look,
    frame: &mut Frame<'_>,
) {
    let mut body = Body::default();
    for line in lines {
        body.add(Role::Prompt, &one_line(line));
    }
    body.gap();
    for (at, (key, says)) in offers.iter().enumerate() {
        let here = at == cursor;
        let role = if here { Role::Cursor } else { Role::Text };
        let sign = if here { "▸" } else { " " };
        body.blocks.push(Block {
            lead: vec![piece(role, &format!("{sign} {key} "))],
            text: vec![piece(role, says)],
            focus: here,
            fill: here.then_some(role),
            ..Block::default()
        });
    }
    body.gap();
    body.rich(vec![
        piece(Role::Key, "Enter"),
        piece(Role::Faint, " begin  "),
        piece(Role::Key, "q"),
        piece(Role::Faint, " leave"),
    ]);
    still(&body, look.theme, frame);
}
