//! Statistics as text with simple bars, and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::json_text;
use crate::day::Day;
use crate::printable::one_line;
use crate::stats::Summary;

/// Width of the longest bar.
const BAR: usize = 30;

/// The summary for people.
pub fn text(summary: &Summary) -> String {
    let mut out = String::new();
    counts(&mut out, summary);
    bars(&mut out, "answers a day, last 28 days", &summary.days);
    bars(&mut out, "due a day, next 14 days", &summary.forecast);
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
    out
}

fn counts(out: &mut String, summary: &Summary) {
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
    line(
        out,
        &format!(
            "cards {cards}   new {new}   learning {learning}   known {known}   due today {due}"
        ),
    );
    line(
        out,
        &format!("answers {reviews}   minutes {minutes}   days in a row {streak}"),
    );
    if retention.answers > 0 {
        let measured = percent(ratio(retention.recalled, retention.answers));
        let expected = percent(retention.predicted);
        let answers = retention.answers;
        line(
            out,
            &format!(
                "recalled {measured} of {answers} answers after a day or more; expected {expected}"
            ),
        );
    }
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

fn percent(share: f32) -> String {
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
    days: Vec<DayCount>,
    forecast: Vec<DayCount>,
    topics: Vec<Topic<'a>>,
    hardest: Vec<Hard<'a>>,
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

/// The summary for programs: one object on one line.
pub fn json(summary: &Summary) -> String {
    let rounded = |share: f32| (f64::from(share) * 1000.0).round() / 1000.0;
    let days = |days: &[(Day, usize)]| {
        days.iter()
            .map(|(day, count)| DayCount {
                date: day.to_string(),
                count: *count,
            })
            .collect()
    };
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
        days: days(&summary.days),
        forecast: days(&summary.forecast),
        topics: summary
            .topics
            .iter()
            .map(|topic| Topic {
                name: &topic.topic,
                cards: topic.cards,
                seen: topic.seen,
                mastery: rounded(topic.mastery),
            })
            .collect(),
        hardest: summary
            .hardest
            .iter()
            .map(|(subject, count)| Hard {
                id: subject.card.to_string(),
                prompt: &subject.prompt,
                failed_days: *count,
            })
            .collect(),
    };
    json_text(&object)
}
