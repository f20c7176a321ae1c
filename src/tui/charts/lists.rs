//! Topics by how well they are known, cards that fail, and answers that are taken for each other.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Charts, put};
use crate::printable::one_line;
use crate::report::stats::percent;
use crate::stats::Summary;
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::Role;

/// Columns of a full bar.
const BAR: usize = 16;

/// Rows that a list may have at most, about.
pub(super) fn longest(summary: &Summary) -> usize {
    let cards = summary.hardest.len() + summary.confused.len() + 8;
    3 * summary.topics.len().max(cards)
}

pub(super) fn topics(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let mut body = Body::default();
    body.add(
        Role::Strong,
        "chance of recall today by heading, weakest first",
    );
    for topic in &charts.summary.topics {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a share of a few columns"
        )]
        let filled = (topic.mastery.clamp(0.0, 1.0) * BAR as f32).round() as usize;
        let role = match topic.mastery {
            0.8.. => Role::Good,
            0.5.. => Role::Middling,
            _ => Role::Bad,
        };
        let bar = "█".repeat(filled) + &"░".repeat(BAR - filled);
        let lead = format!("{bar} {:>5}  ", percent(topic.mastery));
        let seen = format!("  {}/{} seen", topic.seen, topic.cards);
        body.item(
            piece(role, &lead),
            vec![
                piece(Role::Text, &one_line(&topic.topic)),
                piece(Role::Faint, &seen),
            ],
        );
    }
    put(charts, &body, charts.scroll, area, frame);
}

pub(super) fn cards(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let summary = charts.summary;
    let mut body = Body::default();
    body.add(Role::Strong, "hardest cards, by days on which they failed");
    for (subject, count) in &summary.hardest {
        let lead = piece(Role::Bad, &format!("{count:>4}  "));
        body.item(lead, vec![piece(Role::Text, &one_line(&subject.prompt))]);
    }
    if summary.hardest.is_empty() {
        body.add(Role::Faint, "none failed on two days");
    }
    body.gap();
    body.add(Role::Strong, "mixed up, and how often");
    for pair in &summary.confused {
        let lead = piece(Role::Bad, &format!("{:>4}  ", pair.times));
        let text = vec![
            piece(Role::Text, &one_line(&pair.right)),
            piece(Role::Faint, "  ≠  "),
            piece(Role::Text, &one_line(&pair.given)),
        ];
        body.item(lead, text);
    }
    if summary.confused.is_empty() {
        body.add(Role::Faint, "nothing was taken for something else");
    }
    put(charts, &body, charts.scroll, area, frame);
}
