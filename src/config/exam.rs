//! The settings under `exam`: the dates to plan for, and what counts there.

use toml::de::{DeTable, DeValue};

use crate::day::Day;

/// An exam of `[exam]` or of one `[[exam]]` among several.
#[derive(Clone, Debug, PartialEq)]
pub struct Exam {
    /// What it is called; may be empty.
    pub name: String,
    pub day: Day,
    /// Minutes a day for it, on average until the exam.
    pub minutes: f32,
    /// How the minutes are spread: factors that are stretched over the days to the exam and brought to a mean
    /// of one.
    pub profile: Vec<f32>,
    /// It is about cards under headings with these texts, in lower case; empty for all.
    pub topics: Vec<String>,
    /// How many times the usual a heading, label or note is worth; the innermost one counts.
    pub weights: Vec<(String, f32)>,
}

impl Exam {
    /// An exam about everything.
    pub fn on(day: Day) -> Exam {
        Exam {
            name: String::new(),
            day,
            minutes: 20.0,
            profile: vec![1.0],
            topics: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// What a card is worth at the exam that stands under these headings, of a note; none when the exam is not about it.
    pub fn weight(&self, under: &[String], note: &str) -> Option<f32> {
        let about = |text: &String| {
            under
                .iter()
                .any(|heading| heading.to_lowercase().contains(text))
        };
        if !self.topics.is_empty() && !self.topics.iter().any(about) {
            return None;
        }
        let headings = under.iter().rev().map(String::as_str).chain([note]);
        let given = headings.filter_map(|heading| {
            let is_it = |(name, _): &&(String, f32)| name.eq_ignore_ascii_case(heading);
            self.weights.iter().find(is_it).map(|(_, weight)| *weight)
        });
        Some(given.take(1).next().unwrap_or(1.0))
    }

    /// Minutes for a day: `left` days before the exam, of `all` from the day of planning.
    pub fn minutes_on(&self, left: usize, all: usize) -> f32 {
        let parts = self.profile.len().max(1);
        let part = (all - left.min(all)) * parts / all.max(1);
        let mean = self.profile.iter().sum::<f32>() / f32::from(u16::try_from(parts).unwrap_or(1));
        let factor = self
            .profile
            .get(part.min(parts - 1))
            .copied()
            .unwrap_or(1.0);
        if mean > 0.0 {
            self.minutes * factor / mean
        } else {
            self.minutes
        }
    }
}

/// Most minutes in a day.
const MOST_MINUTES: f32 = 1440.0;
/// Weights of headings and cards; zero leaves out.
pub const WEIGHTS: std::ops::RangeInclusive<f32> = 0.0..=100.0;

/// Reads one exam or a list of them.
pub(super) fn read(value: &DeValue<'_>) -> Result<Vec<Exam>, &'static str> {
    const WANTED: &str =
        "a table with a date, as in `[exam]` and `date = \"2026-12-15\"`; several are `[[exam]]`";
    match value {
        DeValue::Table(table) => Ok(vec![exam(table)?]),
        DeValue::Array(items) => items
            .iter()
            .map(|item| exam(item.get_ref().as_table().ok_or(WANTED)?))
            .collect(),
        _ => Err(WANTED),
    }
}

fn exam(table: &DeTable<'_>) -> Result<Exam, &'static str> {
    const DATE: &str = "about a `date`, as in `date = \"2026-12-15\"`";
    let date = table.get("date").ok_or(DATE)?;
    let day = match date.get_ref() {
        DeValue::String(text) => Day::parse(text),
        DeValue::Datetime(date) => Day::parse(&date.to_string()),
        _ => None,
    };
    let mut exam = Exam::on(day.ok_or(DATE)?);
    for (key, value) in table {
        let key: &str = key.get_ref();
        let value = value.get_ref();
        match key {
            "date" => {}
            "name" => {
                value
                    .as_str()
                    .ok_or("named by a text, as in `name = \"Finals\"`")?
                    .clone_into(&mut exam.name);
            }
            "minutes" => {
                exam.minutes = number(value)
                    .filter(|minutes| (0.0..=MOST_MINUTES).contains(minutes))
                    .ok_or("planned with minutes a day, as in `minutes = 20`")?;
            }
            "profile" => exam.profile = profile(value)?,
            "topics" => {
                exam.topics = texts(value)
                    .ok_or("about `topics`, a list of headings, as in `topics = [\"Lambda\"]`")?;
            }
            "weights" => exam.weights = weights(value)?,
            _ => {
                return Err(
                    "a table of `date`, `name`, `minutes`, `profile`, `topics` and `weights`",
                );
            }
        }
    }
    Ok(exam)
}

fn profile(value: &DeValue<'_>) -> Result<Vec<f32>, &'static str> {
    const WANTED: &str = "planned with a `profile`: \"level\", \"rising\", or a list of factors, as in `profile = [1, 1, 2]`";
    match value {
        DeValue::String(name) => match name.as_ref() {
            "level" => Ok(vec![1.0]),
            "rising" => Ok(vec![0.6, 0.8, 1.0, 1.2, 1.4]),
            _ => Err(WANTED),
        },
        DeValue::Array(items) => items
            .iter()
            .map(|item| number(item.get_ref()).filter(|factor| (0.0..=100.0).contains(factor)))
            .collect::<Option<Vec<f32>>>()
            .filter(|factors| factors.iter().sum::<f32>() > 0.0)
            .ok_or(WANTED),
        _ => Err(WANTED),
    }
}

fn weights(value: &DeValue<'_>) -> Result<Vec<(String, f32)>, &'static str> {
    const WANTED: &str =
        "weighed by headings, with numbers from 0 to 100, as in `weights = { \"Lambda\" = 2 }`";
    let table = value.as_table().ok_or(WANTED)?;
    let one = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        let weight = number(value.get_ref()).filter(|weight| WEIGHTS.contains(weight))?;
        Some((key.to_string(), weight))
    };
    table.iter().map(one).collect::<Option<_>>().ok_or(WANTED)
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let items = value.as_array()?.iter();
    items
        .map(|item| item.get_ref().as_str().map(str::to_lowercase))
        .collect()
}

fn number(value: &DeValue<'_>) -> Option<f32> {
    let text = match value {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    text.parse().ok().filter(|number: &f32| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Vec<Exam>, &'static str> {
        let table = DeTable::parse(text).unwrap();
        read(table.get_ref().get("exam").unwrap().get_ref())
    }

    #[test]
    fn exams_are_read_with_all_their_keys() {
        let day = Day::parse("2026-12-15").unwrap();
        assert_eq!(check("[exam]\ndate = 2026-12-15"), Ok(vec![Exam::on(day)]));
        let both = check(
            "[[exam]]\ndate = \"2026-12-15\"\nname = \"Finals\"\nminutes = 12.5\nprofile = [1, 3]\n\
             topics = [\"Lambda\"]\nweights = { Limits = 2, \"Notes\" = 0.5 }\n[[exam]]\ndate = 2027-01-01\nprofile = \"rising\"",
        )
        .unwrap();
        assert_eq!(
            (both.len(), both[0].minutes, both[1].profile.len()),
            (2, 12.5, 5)
        );
        let under = |headings: &[&str]| {
            headings
                .iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        let weight = |headings: &[&str]| both[0].weight(&under(headings), "a.md");
        assert_eq!(weight(&["Queues"]), None);
        assert_eq!(weight(&["AWS Lambda"]), Some(1.0));
        assert_eq!(weight(&["AWS Lambda", "notes", "limits"]), Some(2.0));
        assert_eq!(both[1].weight(&[], "a.md"), Some(1.0));
    }

    #[test]
    fn what_can_not_be_used_says_what_is_wanted() {
        for (text, wanted) in [
            ("exam = 5", "a table with a date"),
            ("[exam]\nminutes = 5", "`date = "),
            ("[exam]\ndate = \"soon\"", "`date = "),
            ("[exam]\ndate = 2026-12-15\nminutes = -1", "minutes a day"),
            ("[exam]\ndate = 2026-12-15\nminutes = nan", "minutes a day"),
            (
                "[exam]\ndate = 2026-12-15\nprofile = [0, 0]",
                "a list of factors",
            ),
            (
                "[exam]\ndate = 2026-12-15\nprofile = \"steep\"",
                "\"rising\"",
            ),
            (
                "[exam]\ndate = 2026-12-15\nweights = { a = -1 }",
                "from 0 to 100",
            ),
            (
                "[exam]\ndate = 2026-12-15\ntopics = \"a\"",
                "a list of headings",
            ),
            ("[exam]\ndate = 2026-12-15\ndays = 3", "a table of `date`"),
        ] {
            let said = check(text).unwrap_err();
            assert!(said.contains(wanted), "{text}: {said}");
        }
    }

    #[test]
    fn a_profile_is_stretched_over_the_days_and_keeps_the_mean() {
        let exam = Exam {
            profile: vec![1.0, 3.0],
            ..Exam::on(Day(100))
        };
        let minutes: Vec<f32> = (0..10).map(|day| exam.minutes_on(10 - day, 10)).collect();
        assert_eq!(
            minutes,
            [10.0, 10.0, 10.0, 10.0, 10.0, 30.0, 30.0, 30.0, 30.0, 30.0]
        );
        assert!((exam.minutes_on(1, 1) - 10.0).abs() < 1e-6);
    }
}
