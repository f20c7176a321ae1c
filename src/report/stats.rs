//! Statistics as text with simple bars, and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::{counted, json_text};
use crate::day::Day;
use crate::printable::one_line;
use crate::stats::{Confused, Summary, calendar, calibration};

/// Width of the longest bar.
const BAR: usize = 30;

/// The summary for people.
pub fn text(summary: &Summary) -> String {
    let mut out = String::new();
    for line in count_lines(summary) {
        self::line(&mut out, &line);
    }
    heat_map(&mut out, summary);
    let recent = |days: &[(Day, usize)]| days[days.len().saturating_sub(28)..].to_vec();
    bars(
        &mut out,
        "answers a day, last 28 days",
        &recent(&summary.days),
    );
    let minutes = recent(&summary.minutes_a_day);
    bars(&mut out, "minutes a day, last 28 days", &minutes);
    bars(&mut out, "due a day, next 30 days", &summary.forecast);
    memory(&mut out, summary);
    topics(&mut out, summary);
    if !summary.hardest.is_empty() {
        line(&mut out, "\nhardest cards, by days on which they failed");
        for (subject, count) in &summary.hardest {
            line(
                &mut out,
                &format!("  {count:>5}  {}", one_line(&subject.prompt)),
            );
        }
    }
    if !summary.confused.is_empty() {
        line(&mut out, "\nmixed up, and how often");
        for pair in &summary.confused {
            let Confused {
                right,
                given,
                times,
            } = pair;
            let pair = format!("{} / {}", one_line(right), one_line(given));
            line(&mut out, &format!("  {times:>5}  {pair}"));
        }
    }
    out
}

/// The year as weeks side by side, one line a day of the week.
fn heat_map(out: &mut String, summary: &Summary) {
    if summary.days.iter().all(|(_, count)| *count == 0) {
        return;
    }
    let weeks = calendar::weeks(&summary.days);
    line(out, "\nthe year, a column a week");
    line(out, &format!("       {}", calendar::month_line(&weeks, 1)));
    for (weekday, name) in calendar::WEEKDAYS.iter().enumerate() {
        let sign = |week: &calendar::Week| {
            let level = week.levels[weekday];
            level.map_or(' ', |level| calendar::SIGNS[usize::from(level)])
        };
        let row: String = weeks.iter().map(sign).collect();
        line(out, format!("  {name}  {row}").trim_end());
    }
}

/// How far predictions hold, and how long memories last.
fn memory(out: &mut String, summary: &Summary) {
    if !summary.calibration.is_empty() {
        line(out, "\npredicted and measured recall");
        for bin in &summary.calibration {
            let (predicted, recalled) = (percent(bin.predicted), percent(bin.recalled));
            let of = counted(bin.answers, "answer");
            line(
                out,
                &format!("  predicted {predicted:>5}  recalled {recalled:>5}  of {of}"),
            );
        }
        let off = percent(calibration::error(&summary.calibration));
        line(out, &format!("  off by {off} on average"));
    }
    let seen: usize = summary.stability.iter().map(|(_, count)| count).sum();
    if seen > 0 {
        line(out, "\nhow long memories last, by cards");
        for (name, count) in &summary.stability {
            let bar = "█".repeat((count * BAR).div_ceil(seen));
            line(out, format!("  {name:<12}  {count:>5} {bar}").trim_end());
        }
    }
}

/// What stands above all the rest.
pub fn count_lines(summary: &Summary) -> Vec<String> {
    let Summary {
        cards,
        new,
        learning,
        known,
        due,
        reviews,
        minutes,
        streak,
        retention,
        ..
    } = summary;
    let mut lines = vec![
        format!(
            "cards {cards}   new {new}   learning {learning}   known {known}   due today {due}"
        ),
        format!("answers {reviews}   minutes {minutes}   days in a row {streak}"),
    ];
    if retention.answers > 0 {
        let measured = percent(ratio(retention.recalled, retention.answers));
        let expected = percent(retention.predicted);
        let answers = retention.answers;
        lines.push(format!(
            "recalled {measured} of {answers} answers after a day or more; expected {expected}"
        ));
    }
    lines
}

fn topics(out: &mut String, summary: &Summary) {
    if summary.topics.iter().all(|topic| topic.seen == 0) {
        return;
    }
    line(out, "\ntopics, weakest first");
    for topic in &summary.topics {
        let name = one_line(&topic.topic);
        line(
            out,
            &format!(
                "  {:>5}  {}/{} seen  {name}",
                percent(topic.mastery),
                topic.seen,
                topic.cards
            ),
        );
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{text}");
}

fn bars(out: &mut String, title: &str, rows: &[(Day, usize)]) {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    line(out, &format!("\n{title}"));
    for (day, count) in rows.iter().filter(|(_, count)| *count > 0) {
        let bar = "█".repeat((count * BAR).div_ceil(most));
        line(out, &format!("  {day}  {count:>4} {bar}"));
    }
}

fn ratio(part: usize, whole: usize) -> f32 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a share needs no more precision"
    )]
    let ratio = part as f32 / whole.max(1) as f32;
    ratio
}

/// A share from 0 to 1 as a whole number of percent.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// The object of `stats --json`, frozen as version 1.
#[derive(Serialize)]
struct Object<'a> {
    version: u8,
    cards: usize,
    new: usize,
    learning: usize,
    known: usize,
    due: usize,
    reviews: usize,
    streak: usize,
    minutes: u32,
    retention: Retention,
    /// The last 53 weeks; the last is today.
    days: Vec<DayCount>,
    minutes_a_day: Vec<DayCount>,
    /// The next 30 days, from tomorrow.
    forecast: Vec<DayCount>,
    calibration: Vec<Bin>,
    stability: Vec<Class<'a>>,
    topics: Vec<Topic<'a>>,
    hardest: Vec<Hard<'a>>,
    confused: Vec<Pair<'a>>,
}

/// Answers whose predicted chance of recall was from `from` to below `to`.
#[derive(Serialize)]
struct Bin {
    from: f64,
    to: f64,
    answers: usize,
    predicted: f64,
    recalled: f64,
}

/// Cards by the days after which nine in ten are recalled.
#[derive(Serialize)]
struct Class<'a> {
    #[serde(rename = "class")]
    name: &'a str,
    cards: usize,
}

#[derive(Serialize)]
struct Pair<'a> {
    right: &'a str,
    given: &'a str,
    times: usize,
}

#[derive(Serialize)]
struct Retention {
    answers: usize,
    recalled: usize,
    predicted: f64,
}

#[derive(Serialize)]
struct DayCount {
    date: String,
    count: usize,
}

#[derive(Serialize)]
struct Topic<'a> {
    #[serde(rename = "topic")]
    name: &'a str,
    cards: usize,
    seen: usize,
    mastery: f64,
}

#[derive(Serialize)]
struct Hard<'a> {
    id: String,
    prompt: &'a str,
    failed_days: u32,
}

fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

fn day_counts(days: &[(Day, usize)]) -> Vec<DayCount> {
    let count = |(day, count): &(Day, usize)| DayCount {
        date: day.to_string(),
        count: *count,
    };
    days.iter().map(count).collect()
}

/// The summary for programs: one object on one line.
pub fn json(summary: &Summary) -> String {
    let topics = summary.topics.iter().map(|topic| Topic {
        name: &topic.topic,
        cards: topic.cards,
        seen: topic.seen,
        mastery: rounded(topic.mastery),
    });
    let hardest = summary.hardest.iter().map(|(subject, count)| Hard {
        id: subject.card.to_string(),
        prompt: &subject.prompt,
        failed_days: *count,
    });
    let object = Object {
        version: 1,
        cards: summary.cards,
        new: summary.new,
        learning: summary.learning,
        known: summary.known,
        due: summary.due,
        reviews: summary.reviews,
        streak: summary.streak,
        minutes: summary.minutes,
        retention: Retention {
            answers: summary.retention.answers,
            recalled: summary.retention.recalled,
            predicted: rounded(summary.retention.predicted),
        },
        days: day_counts(&summary.days),
        minutes_a_day: day_counts(&summary.minutes_a_day),
        forecast: day_counts(&summary.forecast),
        calibration: bins(summary),
        stability: classes(summary),
        topics: topics.collect(),
        hardest: hardest.collect(),
        confused: pairs(summary),
    };
    json_text(&object)
}

fn bins(summary: &Summary) -> Vec<Bin> {
    let bin = |bin: &calibration::Bin| Bin {
        from: rounded(bin.from),
        to: rounded(bin.to),
        answers: bin.answers,
        predicted: rounded(bin.predicted),
        recalled: rounded(bin.recalled),
    };
    summary.calibration.iter().map(bin).collect()
}

fn classes(summary: &Summary) -> Vec<Class<'_>> {
    let class = |(name, cards): &(&'static str, usize)| Class {
        name,
        cards: *cards,
    };
    summary.stability.iter().map(class).collect()
}

fn pairs(summary: &Summary) -> Vec<Pair<'_>> {
    let pairs = summary.confused.iter();
    pairs
        .map(|pair| Pair {
            right: &pair.right,
            given: &pair.given,
            times: pair.times,
        })
        .collect()
}
