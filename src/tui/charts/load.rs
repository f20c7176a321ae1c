//! How much was done a day, and how much is to come.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Bar, BarChart, BarGroup};

use super::{Charts, nothing, titled};
use crate::day::Day;
use crate::tui::theme::Role;

/// Days of the past that are drawn, if there is room.
const RECENT: usize = 28;

/// Answers and minutes a day.
pub(super) fn reviews(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let recent = |days: &[(Day, usize)]| days[days.len().saturating_sub(RECENT)..].to_vec();
    let answers = recent(&charts.summary.days);
    let minutes = recent(&charts.summary.minutes_a_day);
    if answers.iter().all(|(_, count)| *count == 0) {
        nothing(charts, "no answer in these four weeks", area, frame);
        return;
    }
    let halves = [Constraint::Fill(3), Constraint::Fill(2)];
    let [above, below] = if area.height >= 10 {
        Layout::vertical(halves).areas(area)
    } else {
        [area, Rect::default()]
    };
    days(
        charts,
        "answers a day, the last is today",
        &answers,
        above,
        frame,
    );
    if !below.is_empty() {
        days(charts, "minutes a day", &minutes, below, frame);
    }
}

/// Cards that come due.
pub(super) fn forecast(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let due = &charts.summary.forecast;
    if due.iter().all(|(_, count)| *count == 0) {
        nothing(charts, "nothing is due in the next 30 days", area, frame);
        return;
    }
    let sum: usize = due.iter().map(|(_, count)| count).sum();
    let title = format!("due a day from tomorrow, if all is done in time; {sum} in 30 days");
    days(charts, &title, due, area, frame);
}

/// A bar a day, with the day of the month below; as many of the latest days as there is room for.
fn days(
    charts: &Charts<'_>,
    title: &str,
    days: &[(Day, usize)],
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let theme = charts.look.theme;
    let area = titled(charts, title, area, frame);
    if area.is_empty() || days.is_empty() {
        return;
    }
    let room = usize::from(area.width);
    // A number of two digits needs two columns, and there is one between bars.
    let width = ((room + 1) / days.len()).saturating_sub(1).clamp(2, 6);
    let shown = days.len().min((room + 1) / (width + 1));
    let first = if charts.page == 1 {
        days.len() - shown
    } else {
        0
    };
    let wide = |count: usize| count.to_string().len() <= width;
    let bars: Vec<Bar<'_>> = days
        .iter()
        .skip(first)
        .take(shown)
        .map(|(day, count)| {
            let value = if *count > 0 && wide(*count) {
                format!("{count:>width$}")
            } else {
                String::new()
            };
            Bar::default()
                .value(u64::try_from(*count).unwrap_or(u64::MAX))
                .text_value(value)
                .label(Line::from(format!("{:>2}", day.day_of_month())))
        })
        .collect();
    let chart = BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .bar_width(u16::try_from(width).unwrap_or(2))
        .bar_gap(1)
        .bar_style(theme.style(Role::Bar))
        .value_style(theme.style(Role::Bar).reversed())
        .label_style(theme.style(Role::Faint));
    frame.render_widget(chart, area);
}
