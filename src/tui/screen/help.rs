//! The keys, as the table has them.

use crate::tui::Model;
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::Role;

pub(super) fn add(model: &Model<'_>, body: &mut Body) {
    body.add(Role::Prompt, "Keys");
    for (keys, help) in model.look.keys.help() {
        body.item(
            piece(Role::Key, &format!("{keys:<14} ")),
            vec![piece(Role::Text, help)],
        );
    }
}
