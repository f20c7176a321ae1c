//! Moments and study days.
//!
//! A study day runs from 04:00 to 04:00 local time (Anki's default rollover), so that a session
//! after midnight still belongs to the evening. The local time of an answer is fixed by the UTC
//! offset at which it was given and kept with it: travel and daylight saving never move an answer
//! to another day afterwards.

use std::fmt;

use jiff::civil::Date;

/// Hour of local time at which a study day begins.
pub const ROLLOVER_HOUR: i64 = 4;

const MS_PER_DAY: i64 = 86_400_000;

/// An instant together with the UTC offset of the place where it was observed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment {
    /// Milliseconds since 1970-01-01 UTC.
    pub ms: i64,
    /// Minutes east of UTC.
    pub offset: i16,
}

impl Moment {
    /// The study day that the moment belongs to.
    pub fn day(self) -> Day {
        let local = self
            .ms
            .saturating_add(i64::from(self.offset) * 60_000)
            .saturating_sub(ROLLOVER_HOUR * 3_600_000);
        Day(i32::try_from(local.div_euclid(MS_PER_DAY)).unwrap_or(i32::MAX))
    }

    /// The moment a number of milliseconds later, at the same place.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Moment {
        Moment {
            ms: self.ms.saturating_add(ms),
            offset: self.offset,
        }
    }
}

/// A study day, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    /// Days from `earlier` to this one; negative when `earlier` is later.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Reads `2026-12-15`; `None` when that is not a date.
    pub fn parse(text: &str) -> Option<Day> {
        let date: Date = text.trim().parse().ok()?;
        let epoch = Date::constant(1970, 1, 1);
        epoch
            .until((jiff::Unit::Day, date))
            .ok()
            .map(|span| Day(span.get_days()))
    }

    /// The day of the week, from Monday, 0, to Sunday, 6. 1970-01-01 was a Thursday.
    pub fn weekday(self) -> u8 {
        let since_monday = (i64::from(self.0) + 3).rem_euclid(7);
        u8::try_from(since_monday).unwrap_or_default()
    }

    /// The month, from 1; 0 for days that no calendar has.
    pub fn month(self) -> u8 {
        let month = self.date().map(Date::month);
        month
            .and_then(|month| u8::try_from(month).ok())
            .unwrap_or(0)
    }

    /// The day of the month, from 1; 0 for days that no calendar has.
    pub fn day_of_month(self) -> u8 {
        let day = self.date().map(Date::day);
        day.and_then(|day| u8::try_from(day).ok()).unwrap_or(0)
    }

    /// The day of the week in English.
    pub fn weekday_name(self) -> &'static str {
        const NAMES: [&str; 7] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        NAMES[usize::from(self.weekday())]
    }

    fn date(self) -> Option<Date> {
        let span = jiff::Span::new().try_days(self.0).ok()?;
        Date::constant(1970, 1, 1).checked_add(span).ok()
    }
}

/// As `2026-12-01`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{date}"),
            None => write!(f, "day {}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rfc3339: &str, offset: i16, day: &str) {
        let at: jiff::Timestamp = rfc3339.parse().unwrap();
        let moment = Moment {
            ms: at.as_millisecond(),
            offset,
        };
        assert_eq!(moment.day().to_string(), day, "{rfc3339} at {offset}");
    }

    #[test]
    fn a_study_day_begins_at_four() {
        check("2026-12-01T03:59:59Z", 0, "2026-11-30");
        check("2026-12-01T04:00:00Z", 0, "2026-12-01");
        check("2026-12-01T02:30:00Z", 120, "2026-12-01");
        check("2026-12-01T04:30:00Z", -60, "2026-11-30");
    }

    #[test]
    fn days_read_back_what_they_print() {
        for text in ["1969-12-30", "1970-01-01", "2026-02-28", "2400-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Day::parse("2026-13-01"), None);
        assert_eq!(Day::parse("2026-12-03").unwrap().weekday_name(), "Thursday");
        assert_eq!(
            Day::parse("2026-03-01")
                .unwrap()
                .since(Day::parse("2026-02-28").unwrap()),
            1
        );
    }
}
