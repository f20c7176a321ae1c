//! How long memories last, and how far predictions of recall hold.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::symbols::Marker;
use ratatui::text::Span;
use ratatui::widgets::{Axis, Chart, Dataset, GraphType};

use super::{Charts, nothing, put, titled};
use crate::report::stats::percent;
use crate::stats::calibration;
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::Role;

/// From this width on the two stand side by side.
const WIDE: u16 = 70;
/// Columns of a full bar.
const BAR: usize = 20;

pub(super) fn draw(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let halves = [Constraint::Fill(1), Constraint::Fill(1)];
    let [first, second] = if area.width >= WIDE {
        Layout::horizontal(halves).spacing(2).areas(area)
    } else if area.height >= 16 {
        Layout::vertical([Constraint::Length(9), Constraint::Fill(1)]).areas(area)
    } else {
        [area, Rect::default()]
    };
    spread(charts, first, frame);
    if !second.is_empty() {
        calibrated(charts, second, frame);
    }
}

/// Cards by stability.
fn spread(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let area = titled(charts, "how long memories last, by cards", area, frame);
    let classes = &charts.summary.stability;
    let most = classes.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        nothing(charts, "no card was answered yet", area, frame);
        return;
    }
    let mut body = Body::default();
    for (name, count) in classes {
        let bar = "█".repeat((count * BAR).div_ceil(most));
        let lead = piece(Role::Text, &format!("{name:<13}{count:>5} "));
        body.item(lead, vec![piece(Role::Bar, &bar)]);
    }
    body.gap();
    body.add(
        Role::Faint,
        "days after which nine in ten are still recalled",
    );
    put(charts, &body, 0, area, frame);
}

/// Measured recall over predicted, and the line on which they are the same.
fn calibrated(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let theme = charts.look.theme;
    let bins = &charts.summary.calibration;
    let off = percent(calibration::error(bins));
    let title = if bins.is_empty() {
        "recall".to_owned()
    } else {
        format!("recalled over predicted, off by {off}")
    };
    let area = titled(charts, &title, area, frame);
    if bins.is_empty() {
        let says = "what is recalled is measured from the second day on";
        nothing(charts, says, area, frame);
        return;
    }
    let points: Vec<(f64, f64)> = bins
        .iter()
        .map(|bin| {
            (
                f64::from(bin.predicted) * 100.0,
                f64::from(bin.recalled) * 100.0,
            )
        })
        .collect();
    let least = points
        .iter()
        .flat_map(|(x, y)| [*x, *y])
        .fold(100.0, f64::min);
    let from = (least / 10.0).floor() * 10.0;
    let ideal = [(from, from), (100.0, 100.0)];
    let sets = vec![
        Dataset::default()
            .marker(Marker::Braille)
            .graph_type(GraphType::Line)
            .style(theme.style(Role::Faint))
            .data(&ideal),
        Dataset::default()
            .marker(Marker::Dot)
            .graph_type(GraphType::Scatter)
            .style(theme.style(Role::Good))
            .data(&points),
    ];
    let label = |at: f64| Span::raw(format!("{at:.0} %"));
    let axis = || {
        Axis::default()
            .bounds([from, 100.0])
            .labels([label(from), label(f64::midpoint(from, 100.0)), label(100.0)])
            .style(theme.style(Role::Faint))
    };
    frame.render_widget(Chart::new(sets).x_axis(axis()).y_axis(axis()), area);
}
