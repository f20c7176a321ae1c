//! An answer could not be kept: nothing else is shown until it is, or the learner leaves without it.

use ratatui::Frame;

use crate::printable::one_line;
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::{Role, Theme};
use crate::tui::view::still;

/// Draws the reason and what can be done.
pub(in crate::tui) fn view(reason: &str, theme: Theme, frame: &mut Frame<'_>) {
    let mut body = Body::default();
    body.add(Role::Bad, &one_line(reason));
    body.gap();
    for (key, label) in [("any key", "tries again"), ("Ctrl-C", "leaves without it")] {
        let label = format!(" {label}");
        body.rich(vec![piece(Role::Key, key), piece(Role::Text, &label)]);
    }
    still(&body, theme, frame);
}
