//! Days as weeks side by side, for a heat map: how much was done, in levels.

use crate::day::Day;

/// A week from Monday to Sunday; days outside of the history are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Week {
    /// From 0, nothing, to [`MOST`].
    pub levels: [Option<u8>; 7],
    /// The month that begins in it, from 1.
    pub month: Option<u8>,
}

/// The highest level.
pub const MOST: u8 = 4;

/// The weeks of consecutive days, oldest first. Levels are quarters of the most that was done on a day.
pub fn weeks(days: &[(Day, usize)]) -> Vec<Week> {
    let most = days.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let mut weeks: Vec<Week> = Vec::new();
    for (day, count) in days {
        let weekday = usize::from(day.weekday());
        if weekday == 0 || weeks.is_empty() {
            weeks.push(Week::default());
        }
        if let Some(week) = weeks.last_mut() {
            let level = (count * usize::from(MOST)).div_ceil(most.max(1));
            week.levels[weekday] = Some(u8::try_from(level).unwrap_or(MOST));
            if day.day_of_month() == 1 {
                week.month = Some(day.month());
            }
        }
    }
    weeks
}

/// Short names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Short names of the days of a week, as it is drawn.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A sign for each level: they differ by more than colour.
pub const SIGNS: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// The names of the months over weeks, each where it begins if there is room behind the one before.
/// `width` is that of a week, in columns.
pub fn month_line(weeks: &[Week], width: usize) -> String {
    let mut line = String::new();
    for (at, week) in weeks.iter().enumerate() {
        let column = at * width;
        let used = line.chars().count();
        let room = column + 3 <= weeks.len() * width;
        if let Some(month) = week.month.filter(|_| used <= column && room) {
            line.push_str(&" ".repeat(column - used));
            line.push_str(MONTHS[usize::from(month.clamp(1, 12)) - 1]);
            line.push(' ');
        }
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_their_weeks() {
        // From Sunday, the 29th of November 2026.
        let first = Day::parse("2026-11-29").unwrap();
        let days: Vec<(Day, usize)> = (0..10_u8)
            .map(|n| (first.plus(i32::from(n)), usize::from(n)))
            .collect();
        let weeks = weeks(&days);
        assert_eq!(weeks.len(), 3);
        assert_eq!(
            weeks[0].levels,
            [None, None, None, None, None, None, Some(0)]
        );
        assert_eq!(weeks[1].levels, [1, 1, 2, 2, 3, 3, 4].map(Some));
        assert_eq!(weeks[2].levels[..3], [Some(4), Some(4), None]);
        assert_eq!([weeks[0].month, weeks[1].month], [None, Some(12)]);
        assert_eq!(month_line(&weeks, 2), "  Dec");
        assert_eq!(month_line(&weeks, 1), "");
        assert_eq!(super::weeks(&[]), []);
    }
}
