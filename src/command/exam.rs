//! The exams of a learner with their cards: what `plan` shows and `study` follows.

use std::collections::BTreeMap;

use super::Failure;
use super::learner::Learner;
use crate::config::{Config, Exam};
use crate::day::Day;
use crate::deck::{Card, CardId};
use crate::question::Kind;
use crate::review::Log;
use crate::schedule::exam::course::{Course, Learning, Subject};
use crate::schedule::exam::habits::Habits;
use crate::schedule::exam::learned::{self, Contact};
use crate::schedule::exam::simulation::planner::attendance;

/// What the command line says of exams.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    pub(super) exam: Option<Day>,
    /// Minutes a day.
    pub(super) minutes: Option<u32>,
}

impl Asked {
    /// Reads the words of the command line.
    pub(super) fn read(exam: Option<&str>, minutes: Option<u32>) -> Result<Asked, Failure> {
        let day = |text: &str| {
            Day::parse(text).ok_or_else(|| {
                Failure::new(format!("`{text}` is not a date")).hint("write it like 2026-12-15")
            })
        };
        Ok(Asked {
            exam: exam.map(day).transpose()?,
            minutes,
        })
    }
}

/// A plan with the cards that it is about.
pub(super) struct Planning<'a> {
    /// Exams to come, the nearest first.
    pub(super) exams: Vec<Exam>,
    /// By the places of the course.
    pub(super) cards: Vec<(&'a str, &'a Card)>,
    pub(super) course: Course,
    /// Minutes a day, on average up to the last exam.
    pub(super) minutes: f32,
    /// Share of the planned time that is really spent.
    pub(super) attendance: f32,
}

/// The exams to come: those of the settings, or the one that was asked for, which then is about all that the first
/// of the settings is about.
pub(super) fn exams(config: &Config, asked: Asked, today: Day) -> Vec<Exam> {
    let mut exams = config.exams.clone();
    if let Some(day) = asked.exam {
        let of_settings = exams.iter().find(|exam| exam.day == day).or(exams.first());
        let base = of_settings.cloned().unwrap_or(Exam::on(day));
        exams = vec![Exam { day, ..base }];
    }
    exams.retain(|exam| exam.day > today);
    exams.sort_by_key(|exam| exam.day);
    let all: f32 = exams.iter().map(|exam| exam.minutes).sum();
    if let Some(minutes) = asked.minutes {
        let wished = f32::from(u16::try_from(minutes).unwrap_or(u16::MAX));
        let count = f32::from(u16::try_from(exams.len()).unwrap_or(u16::MAX)).max(1.0);
        for exam in &mut exams {
            exam.minutes = if all > 0.0 {
                exam.minutes * wished / all
            } else {
                wished / count
            };
        }
    }
    exams
}

/// Makes the plan for cards that may be asked. `None` when no exam is to come.
pub(super) fn planning<'a>(
    cards: Vec<(&'a str, &'a Card)>,
    learner: &Learner,
    (config, log): (&Config, &Log),
    asked: Asked,
    today: Day,
) -> Option<Planning<'a>> {
    let exams = exams(config, asked, today);
    let last = exams.last()?.day;
    let contacts = learned::contacts(log);
    let habits = learned::habits(&contacts);
    let kinds: BTreeMap<CardId, Kind> = cards
        .iter()
        .map(|(_, card)| (card.id, card.draft.question.kind))
        .collect();
    let costs = learned::costs(&contacts, &habits, |card| kinds.get(&card).copied());
    let mut subjects = Vec::new();
    let mut kept = Vec::new();
    for (note, card) in cards {
        let cost = costs.get(&card.draft.question.kind).copied().unwrap_or(1.0);
        if let Some(subject) = subject(&exams, (note, card), learner, cost) {
            subjects.push(subject);
            kept.push((note, card));
        }
    }
    let began = subjects
        .iter()
        .filter_map(|subject| subject.memory.map(|memory| memory.first));
    let began = began.min().unwrap_or(today).min(today);
    let attendance = attended(&exams, (&contacts, &habits), began, today);
    let seconds = seconds(
        &exams,
        (&contacts, &habits),
        (began, today, last),
        (attendance, asked.minutes),
    );
    let minutes = mean_minutes(&exams, today, last);
    let learning = Learning {
        today,
        model: learner.model.clone(),
        habits,
        known: learner.known,
        seconds,
        most_new: config.new_per_day,
        met_today: learner
            .memories
            .values()
            .filter(|memory| memory.first == today)
            .count(),
    };
    Some(Planning {
        exams,
        cards: kept,
        course: Course::new(learning, &subjects),
        minutes,
        attendance,
    })
}

/// The card at the exams that it is for; none when it is for none of them.
fn subject(
    exams: &[Exam],
    (note, card): (&str, &Card),
    learner: &Learner,
    cost: f32,
) -> Option<Subject> {
    let own = card.mine.weight.unwrap_or(1.0);
    let weighed = |exam: &Exam| Some((exam.day, exam.weight(&card.draft.under, note)? * own));
    let mut weighed: Vec<(Day, f32)> = exams.iter().filter_map(weighed).collect();
    weighed.retain(|(_, weight)| *weight > 0.0);
    weighed.dedup_by_key(|(day, _)| *day);
    let weight = weighed.iter().map(|(_, weight)| *weight).reduce(f32::max)?;
    Some(Subject {
        memory: learner.memories.get(&card.id).copied(),
        weight,
        cost,
        exams: weighed.into_iter().map(|(day, _)| day).collect(),
    })
}

/// Minutes that are planned for a day.
fn planned(exams: &[Exam], day: Day, began: Day) -> f32 {
    let of = |exam: &Exam| {
        let left = usize::try_from(exam.day.since(day))
            .ok()
            .filter(|left| *left > 0)?;
        let all = usize::try_from(exam.day.since(began)).ok()?;
        Some(exam.minutes_on(left, all))
    };
    exams.iter().filter_map(of).sum()
}

/// Days that are looked back on.
const BACK: i32 = 20;

/// The share of planned time that was really spent on the last days.
fn attended(
    exams: &[Exam],
    (contacts, habits): (&[Contact], &Habits),
    began: Day,
    today: Day,
) -> f32 {
    let past = (1..=BACK)
        .rev()
        .map(|back| today.plus(-back))
        .filter(|day| *day >= began);
    attendance(past.map(|day| {
        let planned = planned(exams, day, began) * 60.0;
        if planned > 0.0 {
            learned::spent(contacts, habits, day) / planned
        } else {
            1.0
        }
    }))
}

/// Seconds that are likely to be spent on each day: today what is left, later the usual share of what is planned.
fn seconds(
    exams: &[Exam],
    (contacts, habits): (&[Contact], &Habits),
    (began, today, last): (Day, Day, Day),
    (attendance, wished): (f32, Option<u32>),
) -> Vec<f32> {
    let day = |ahead: i32| {
        let planned = planned(exams, today.plus(ahead), began) * 60.0;
        match (ahead, wished) {
            // Who asks for minutes now has them now.
            (0, Some(_)) => planned,
            (0, None) => (planned - learned::spent(contacts, habits, today)).max(0.0),
            _ => planned * attendance,
        }
    };
    (0..last.since(today)).map(day).collect()
}

fn mean_minutes(exams: &[Exam], today: Day, last: Day) -> f32 {
    let days = last.since(today).max(1);
    let sum: f32 = (0..days)
        .map(|ahead| planned(exams, today.plus(ahead), today))
        .sum();
    sum / f32::from(u16::try_from(days).unwrap_or(u16::MAX))
}
