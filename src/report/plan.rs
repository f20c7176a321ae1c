//! The plan for an exam as text with bars, and as JSON.

use serde::Serialize;

use super::{counted, json_text};
use crate::day::Day;
use crate::printable::one_line;
use crate::report::session::in_days;
use crate::schedule::exam::course::Forecast;

/// What there is to say of a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub today: Day,
    /// Names, which may be empty, and days of the exams to come.
    pub exams: Vec<(String, Day)>,
    /// Minutes a day, on average.
    pub minutes: f32,
    /// Share of the planned time that is really spent.
    pub attendance: f32,
    /// Were the exam today.
    pub score_today: f32,
    pub cards: usize,
    /// Cards that were never answered.
    pub new: usize,
    pub forecast: Forecast,
    pub choices: Vec<Choice>,
    /// In the order of the notes.
    pub topics: Vec<Topic>,
    /// What cards ask that are not worth the minutes.
    pub priced_out: Vec<String>,
}

/// What other minutes would lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Choice {
    /// More than planned; negative for less.
    pub minutes: f32,
    pub score: f32,
    pub unseen: usize,
}

/// How a topic stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topic {
    pub name: String,
    pub cards: usize,
    pub today: f32,
    pub exam: f32,
}

/// Width of the longest bar.
const BAR: f32 = 30.0;

/// Days that are shown one by one.
const DAYS: usize = 14;

/// The plan for people.
pub fn text(plan: &Plan) -> String {
    let mut lines = exams(plan);
    lines.push(String::new());
    lines.extend(scores(plan));
    lines.push(String::new());
    lines.push(coverage(plan));
    lines.push(String::new());
    lines.extend(days(plan));
    lines.push(String::new());
    lines.extend(topics(plan));
    lines.extend(priced_out(plan));
    lines.join("\n") + "\n"
}

fn exams(plan: &Plan) -> Vec<String> {
    let minutes = format!("{:.0} minutes a day", plan.minutes);
    let kept = if plan.attendance < 0.945 {
        format!(
            "; of late you spend about {} of them, and the plan counts on that",
            percent(plan.attendance)
        )
    } else {
        String::new()
    };
    let exam = |(name, day): &(String, Day)| {
        let name = if name.is_empty() { "exam" } else { name };
        format!(
            "{} on {day}, {}",
            one_line(name),
            in_days(day.since(plan.today))
        )
    };
    let mut lines: Vec<String> = plan.exams.iter().map(exam).collect();
    lines.push(format!("{}, {minutes}{kept}", counted(plan.cards, "card")));
    lines
}

fn scores(plan: &Plan) -> Vec<String> {
    let (low, high) = plan.forecast.range;
    let mut lines = vec![
        format!(
            "expected score, were it today  {:>5}",
            percent(plan.score_today)
        ),
        format!(
            "on the day, if you keep to it  {:>5}   probably between {} and {}",
            percent(plan.forecast.score),
            percent(low),
            percent(high)
        ),
    ];
    for choice in &plan.choices {
        let what = if choice.minutes > 0.0 { "more" } else { "less" };
        lines.push(format!(
            "with {:.0} minutes a day {what:<9} {:>5}",
            choice.minutes.abs(),
            percent(choice.score)
        ));
    }
    lines
}

fn coverage(plan: &Plan) -> String {
    let Forecast {
        unseen, all_seen, ..
    } = plan.forecast;
    let new = counted(plan.new, "new card");
    match (plan.new, unseen, all_seen) {
        (0, ..) => "you have seen all cards".to_owned(),
        (_, 0, Some(day)) => {
            let day = i32::try_from(day).unwrap_or(i32::MAX);
            format!("{new}: you will have seen all on {}", plan.today.plus(day))
        }
        _ => {
            let more = plan
                .choices
                .iter()
                .find(|choice| choice.minutes > 0.0 && choice.unseen == 0);
            let way = match more {
                Some(choice) => format!("{:.0} minutes a day more would do", choice.minutes),
                None => "more minutes, or fewer `topics` in recito.toml, would help".to_owned(),
            };
            format!("{new}: about {unseen} of them can not be seen in time; {way}")
        }
    }
}

fn days(plan: &Plan) -> Vec<String> {
    let most = plan
        .forecast
        .days
        .iter()
        .map(|day| day.seconds)
        .fold(1.0, f32::max);
    let mut lines = vec!["minutes a day".to_owned()];
    for (ahead, spent) in plan.forecast.days.iter().enumerate().take(DAYS) {
        let day = plan.today.plus(i32::try_from(ahead).unwrap_or(i32::MAX));
        let width = whole(BAR * spent.seconds / most);
        let bar = format!("{}{}", "█".repeat(width), " ".repeat(whole(BAR) - width));
        let what = format!("{} new, {} known", spent.new, spent.reviews);
        lines.push(format!(
            "  {day}  {:>4.0} {bar}  {what}",
            spent.seconds / 60.0
        ));
    }
    let left = plan.forecast.days.len().saturating_sub(DAYS);
    if left > 0 {
        lines.push(format!("  and {} more", counted(left, "day")));
    }
    lines
}

fn topics(plan: &Plan) -> Vec<String> {
    let mut lines = vec!["today → on the day".to_owned()];
    for topic in &plan.topics {
        lines.push(format!(
            "  {:>5} → {:>5}  {}, {}",
            percent(topic.today),
            percent(topic.exam),
            one_line(&topic.name),
            counted(topic.cards, "card")
        ));
    }
    lines
}

fn priced_out(plan: &Plan) -> Vec<String> {
    if plan.priced_out.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![
        String::new(),
        "not worth the minutes for now: they failed four times or more; reword or split them in the note, and they come \
         once more in the last two days"
            .to_owned(),
    ];
    lines.extend(
        plan.priced_out
            .iter()
            .map(|prompt| format!("  {}", one_line(prompt))),
    );
    lines
}

fn whole(width: f32) -> usize {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bar is short"
    )]
    let width = width.round().clamp(0.0, BAR) as usize;
    width
}

fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// The object of `plan --json`, frozen as version 1.
#[derive(Serialize)]
struct Object<'a> {
    version: u8,
    exam: String,
    minutes_per_day: f64,
    expected_score: Score,
    days: Vec<DayObject>,
    topics: Vec<TopicObject<'a>>,
}

#[derive(Serialize)]
struct Score {
    today: f64,
    exam: f64,
}

#[derive(Serialize)]
struct DayObject {
    date: String,
    minutes: f64,
    new: usize,
    reviews: usize,
}

#[derive(Serialize)]
struct TopicObject<'a> {
    topic: [&'a str; 1],
    today: f64,
    exam: f64,
}

/// The plan for programs: one object on one line. `exam` is the last one.
pub fn json(plan: &Plan) -> String {
    let rounded = |share: f32| (f64::from(share) * 1000.0).round() / 1000.0;
    let tenths = |minutes: f32| (f64::from(minutes) * 10.0).round() / 10.0;
    let days = plan
        .forecast
        .days
        .iter()
        .enumerate()
        .map(|(ahead, spent)| DayObject {
            date: plan
                .today
                .plus(i32::try_from(ahead).unwrap_or(i32::MAX))
                .to_string(),
            minutes: tenths(spent.seconds / 60.0),
            new: spent.new,
            reviews: spent.reviews,
        });
    let topics = plan.topics.iter().map(|topic| TopicObject {
        topic: [&topic.name],
        today: rounded(topic.today),
        exam: rounded(topic.exam),
    });
    json_text(&Object {
        version: 1,
        exam: plan
            .exams
            .last()
            .map(|(_, day)| day.to_string())
            .unwrap_or_default(),
        minutes_per_day: tenths(plan.minutes),
        expected_score: Score {
            today: rounded(plan.score_today),
            exam: rounded(plan.forecast.score),
        },
        days: days.collect(),
        topics: topics.collect(),
    })
}
