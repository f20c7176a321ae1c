//! `recito plan`: what is to be expected at the exam, and what the days until then are for.

use std::collections::BTreeMap;
use std::io::Write;

use super::exam::{Asked, Planning, planning};
use super::learner::{Learner, topic};
use super::{Context, Exit, Failure, collection};
use crate::cli::PlanArgs;
use crate::report::plan::{self, Choice, Plan, Topic};
use crate::workspace::{Build, build};

/// Minutes that are tried more and less.
const MORE: f32 = 10.0;

/// Runs the command.
pub fn run(args: &PlanArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let asked = Asked::read(args.exam.as_deref(), args.minutes)?;
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let learner = collection.learner();
    let today = context.now.get().day();
    let cards = cards(&built, &learner);
    let settings = (&collection.config, &collection.log);
    let Some(planning) = planning(cards, &learner, settings, asked, today) else {
        let failure = match asked
            .exam
            .or(collection.config.exams.last().map(|exam| exam.day))
        {
            Some(day) => Failure::new(format!(
                "no exam is to come: {day} is not after today, {today}"
            )),
            None => Failure::new("no exam is set"),
        };
        return Err(failure.hint("name its date with `--exam 2026-12-15`, or put `[exam]` and `date = \"2026-12-15\"` into recito.toml"));
    };
    if planning.cards.is_empty() {
        return Err(Failure::new("no card is for the exam").hint(
            "`recito cards` lists the cards; `topics` and `weights` of the exam choose among them",
        ));
    }
    let plan = shown(&planning, today);
    if args.json {
        writeln!(out, "{}", plan::json(&plan))?;
    } else {
        out.write_all(plan::text(&plan).as_bytes())?;
    }
    Ok(Exit::Clean)
}

/// The cards that may be asked and are worth it.
fn cards<'a>(built: &'a Build, learner: &Learner) -> Vec<(&'a str, &'a crate::deck::Card)> {
    let taste = learner.taste(&built.decks);
    let decks = built.decks.iter();
    let all = decks.flat_map(|deck| deck.cards.iter().map(|card| (deck.note.as_str(), card)));
    all.filter(|(_, card)| learner.may_ask(card) && learner.wants(card, &taste))
        .collect()
}

fn shown(planning: &Planning<'_>, today: crate::day::Day) -> Plan {
    let course = &planning.course;
    let forecast = course.forecast(course.planned());
    let changed = |minutes: f32| {
        let factor = (planning.minutes + minutes) / planning.minutes.max(1.0);
        let seconds: Vec<f32> = course
            .planned()
            .iter()
            .map(|seconds| seconds * factor)
            .collect();
        let forecast = course.forecast(&seconds);
        Choice {
            minutes,
            score: forecast.score,
            unseen: forecast.unseen,
        }
    };
    let mut choices = vec![changed(MORE)];
    if planning.minutes > MORE {
        choices.push(changed(-MORE));
    }
    let priced_out = course.today().priced_out.into_iter();
    Plan {
        today,
        exams: planning
            .exams
            .iter()
            .map(|exam| (exam.name.clone(), exam.day))
            .collect(),
        minutes: planning.minutes,
        attendance: planning.attendance,
        score_today: course.score_today(),
        topics: topics(planning, &forecast.recall),
        cards: planning.cards.len(),
        new: planning
            .cards
            .iter()
            .enumerate()
            .filter(|(at, _)| course.is_new(*at))
            .count(),
        priced_out: priced_out
            .map(|at| planning.cards[at].1.question().prompt)
            .collect(),
        choices,
        forecast,
    }
}

/// Means by topic, in the order of the notes.
fn topics(planning: &Planning<'_>, recall: &[f32]) -> Vec<Topic> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut topics: Vec<Topic> = Vec::new();
    let mut weights = Vec::new();
    for (at, (note, card)) in planning.cards.iter().enumerate() {
        let name = topic(note, card);
        let place = *places.entry(name).or_insert_with(|| {
            topics.push(Topic {
                name: name.to_owned(),
                ..Topic::default()
            });
            weights.push(0.0);
            topics.len() - 1
        });
        let weight = planning.course.weight(at);
        let topic = &mut topics[place];
        topic.cards += 1;
        topic.today += weight * planning.course.recall_today(at);
        topic.exam += weight * recall.get(at).copied().unwrap_or_default();
        weights[place] += weight;
    }
    for (topic, weight) in topics.iter_mut().zip(weights) {
        topic.today /= weight;
        topic.exam /= weight;
    }
    topics
}
