//! The year as a heat map: a column a week, a row a day of the week.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Charts, nothing, put, titled};
use crate::report::counted;
use crate::stats::calendar::{MOST, SIGNS, WEEKDAYS, month_line, weeks};
use crate::tui::body::Body;
use crate::tui::text::piece;
use crate::tui::theme::Role;

/// Columns of the names of the days.
const NAMES: usize = 4;

pub(super) fn draw(charts: &Charts<'_>, area: Rect, frame: &mut Frame<'_>) {
    let area = titled(charts, "answers of a year, a column a week", area, frame);
    let days = &charts.summary.days;
    let total: usize = days.iter().map(|(_, count)| count).sum();
    if total == 0 {
        nothing(charts, "no answer yet; `recito` asks", area, frame);
        return;
    }
    let weeks = weeks(days);
    let room = usize::from(area.width).saturating_sub(NAMES);
    let cell = if weeks.len() * 2 <= room { 2 } else { 1 };
    let shown = (room / cell).min(weeks.len());
    let weeks = &weeks[weeks.len() - shown..];
    let mut body = Body::default();
    body.add(
        Role::Faint,
        &format!("{}{}", glue(NAMES), months(weeks, cell)),
    );
    for (weekday, name) in WEEKDAYS.iter().enumerate() {
        let mut row = vec![piece(Role::Faint, &format!("{name}\u{a0}"))];
        for week in weeks {
            let level = week.levels[weekday];
            let sign = level.map_or('\u{a0}', |level| SIGNS[usize::from(level)]);
            let sign = sign.to_string().repeat(cell);
            row.push(piece(role(level.unwrap_or(0)), &sign));
        }
        body.rich(row);
    }
    body.gap();
    let most = days.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut legend = vec![piece(Role::Faint, "0 ")];
    for level in 0..=MOST {
        legend.push(piece(
            role(level),
            &SIGNS[usize::from(level)].to_string().repeat(2),
        ));
    }
    let active = days.iter().filter(|(_, count)| *count > 0).count();
    let (answers, active) = (counted(total, "answer"), counted(active, "day"));
    let says = format!(" {most} a day; {answers} on {active}");
    legend.push(piece(Role::Faint, &says));
    body.rich(legend);
    put(charts, &body, 0, area, frame);
}

/// Blanks at which no row is broken.
fn glue(width: usize) -> String {
    "\u{a0}".repeat(width)
}

fn months(weeks: &[crate::stats::calendar::Week], cell: usize) -> String {
    month_line(weeks, cell).replace(' ', "\u{a0}")
}

fn role(level: u8) -> Role {
    if level == 0 { Role::Faint } else { Role::Bar }
}
