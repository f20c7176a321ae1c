//! What came of the session.

use unicode_width::UnicodeWidthStr as _;

use crate::printable::one_line;
use crate::report::session as words;
use crate::tui::Model;
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::Role;

/// Width of a full bar.
const BAR: usize = 16;

pub(super) fn add(model: &Model<'_>, body: &mut Body) {
    let summary = model.session.summary();
    let mock = model.session.settings.mock;
    let lines = words::summary_lines(&summary, model.due_tomorrow, mock);
    for (at, line) in lines.iter().enumerate() {
        let role = if at == 0 { Role::Prompt } else { Role::Text };
        body.add(role, &one_line(line));
        if at == 0 {
            body.gap();
        }
    }
    if summary.topics.len() > 1 && !mock {
        body.gap();
        for topic in &summary.topics {
            let share = words::share(topic.points, topic.answers);
            let bar = bar(share);
            let role = match share {
                80.. => Role::Good,
                50.. => Role::Middling,
                _ => Role::Bad,
            };
            let lead = format!("{bar}{} {share:>3} %  ", " ".repeat(BAR - bar.width()));
            body.item(
                piece(role, &lead),
                vec![piece(Role::Text, &one_line(&topic.topic))],
            );
        }
    }
}

/// A bar for a share in percent, exact to an eighth of a cell.
fn bar(share: usize) -> String {
    let eighths = (BAR * 8 * share.min(100)) / 100;
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + rest
}
