//! What a log and the cards say about studying, as values. How they are drawn is the business of
//! [`crate::report::stats`] and of [`crate::tui::charts`].

pub mod calendar;
pub mod calibration;
mod confused;
mod spread;

pub use calibration::Bin;
pub use confused::{Asked, Confused, confused};

use std::collections::{BTreeMap, BTreeSet};

use crate::day::Day;
use crate::deck::CardId;
use crate::review::{Log, Rating, Review};
use crate::schedule::{Memory, retrievability};

/// A card, as far as statistics care.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub card: CardId,
    /// What it asks.
    pub prompt: String,
    /// Its outermost heading, or the title of its note.
    pub topic: String,
}

/// A summary of studying.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub cards: usize,
    pub new: usize,
    pub learning: usize,
    pub known: usize,
    /// Cards that are due today or were due before.
    pub due: usize,
    /// Answers, of whatever card.
    pub reviews: usize,
    /// Days in a row with an answer, up to today or yesterday.
    pub streak: usize,
    /// Minutes from questions to answers; each answer counts for at most two.
    pub minutes: u32,
    /// Answers a day for the last [`YEAR`] days, oldest first; the last is today.
    pub days: Vec<(Day, usize)>,
    /// Minutes of answering on the same days.
    pub minutes_a_day: Vec<(Day, usize)>,
    /// Cards due a day for the next [`FORECAST`] days, from tomorrow.
    pub forecast: Vec<(Day, usize)>,
    pub retention: Retention,
    /// Predicted and measured recall, by the chance that was predicted.
    pub calibration: Vec<Bin>,
    /// Cards by the stability of their memory, the name of each class first.
    pub stability: Vec<(&'static str, usize)>,
    /// Weakest first.
    pub topics: Vec<TopicSummary>,
    /// Cards that failed most, with how often.
    pub hardest: Vec<(Subject, u32)>,
    /// Answers that were taken for each other, most often first.
    pub confused: Vec<Confused>,
}

/// Days of the history: 53 weeks, so that a year is seen whole.
pub const YEAR: i32 = 53 * 7;
/// Days of the forecast.
pub const FORECAST: i32 = 30;

/// How often cards were recalled after at least a day, and how often the model said they would be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Retention {
    /// First answers of a day to cards that had been answered on an earlier day.
    pub answers: usize,
    /// Of these, those that were not rated again.
    pub recalled: usize,
    /// Mean chance of recall before them, from 0 to 1.
    pub predicted: f32,
}

/// How one topic stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicSummary {
    pub topic: String,
    pub cards: usize,
    pub seen: usize,
    /// Mean chance of recall today over all its cards; unseen cards count as zero.
    pub mastery: f32,
}

/// An answer never counts for more: the learner was away.
const LONGEST_MS: u32 = 120_000;

/// Sums up a log for cards. `memories` and `recalls` are what its replay gave.
pub fn summarize(
    log: &Log,
    (memories, recalls): (&BTreeMap<CardId, Memory>, &[(f32, bool)]),
    subjects: &[Subject],
    today: Day,
) -> Summary {
    let of = |subject: &Subject| memories.get(&subject.card);
    let count = |test: &dyn Fn(&Memory) -> bool| {
        subjects
            .iter()
            .filter_map(of)
            .filter(|memory| test(memory))
            .count()
    };
    let per_day = per_day(log);
    let minutes = minutes(log);
    let back = |of: &BTreeMap<Day, usize>| -> Vec<(Day, usize)> {
        let days = (0..YEAR).rev().map(|back| today.plus(-back));
        days.map(|day| (day, of.get(&day).copied().unwrap_or(0)))
            .collect()
    };
    let reviews: Vec<&Review> = log.reviews().collect();
    Summary {
        cards: subjects.len(),
        new: subjects
            .iter()
            .filter(|subject| of(subject).is_none())
            .count(),
        learning: count(&Memory::is_learning),
        known: count(&|memory| !memory.is_learning()),
        due: count(&|memory| memory.due <= today),
        reviews: reviews.len(),
        streak: streak(&per_day, today),
        minutes: u32::try_from(answering_ms(&reviews) / 60_000).unwrap_or(u32::MAX),
        days: back(&per_day),
        minutes_a_day: back(&minutes),
        forecast: (1..=FORECAST)
            .map(|ahead| today.plus(ahead))
            .map(|day| (day, count(&|memory| memory.due == day)))
            .collect(),
        retention: measured(recalls),
        calibration: calibration::bins(recalls),
        stability: spread::spread(subjects, memories),
        topics: topics(subjects, memories, today),
        hardest: hardest(&reviews, subjects),
        confused: Vec::new(),
    }
}

/// Milliseconds from questions to answers, all together.
fn answering_ms(reviews: &[&Review]) -> u64 {
    let took = reviews.iter().map(|review| review.took.min(LONGEST_MS));
    took.map(u64::from).sum()
}

/// Minutes of answering a day, a minute that was begun for a whole one.
fn minutes(log: &Log) -> BTreeMap<Day, usize> {
    let mut days: BTreeMap<Day, Vec<&Review>> = BTreeMap::new();
    for review in log.reviews() {
        days.entry(review.at.day()).or_default().push(review);
    }
    let whole = |reviews: &[&Review]| answering_ms(reviews).div_ceil(60_000);
    let days = days.into_iter();
    days.map(|(day, reviews)| (day, usize::try_from(whole(&reviews)).unwrap_or(usize::MAX)))
        .collect()
}

fn per_day(log: &Log) -> BTreeMap<Day, usize> {
    let mut days = BTreeMap::new();
    for review in log.reviews() {
        *days.entry(review.at.day()).or_default() += 1;
    }
    days
}

fn streak(per_day: &BTreeMap<Day, usize>, today: Day) -> usize {
    let last = if per_day.contains_key(&today) {
        today
    } else {
        today.plus(-1)
    };
    std::iter::successors(Some(last), |day| Some(day.plus(-1)))
        .take_while(|day| per_day.contains_key(day))
        .count()
}

fn measured(recalls: &[(f32, bool)]) -> Retention {
    let recalled = recalls.iter().filter(|(_, recalled)| *recalled).count();
    let sum: f32 = recalls.iter().map(|(chance, _)| chance).sum();
    let predicted = if recalls.is_empty() {
        0.0
    } else {
        sum / number(recalls.len())
    };
    Retention {
        answers: recalls.len(),
        recalled,
        predicted,
    }
}

fn number(count: usize) -> f32 {
    #[allow(clippy::cast_precision_loss, reason = "a mean needs no more precision")]
    let number = count as f32;
    number
}

fn topics(
    subjects: &[Subject],
    memories: &BTreeMap<CardId, Memory>,
    today: Day,
) -> Vec<TopicSummary> {
    let mut topics: BTreeMap<&str, TopicSummary> = BTreeMap::new();
    for subject in subjects {
        let topic = topics.entry(&subject.topic).or_default();
        topic.topic.clone_from(&subject.topic);
        topic.cards += 1;
        if let Some(memory) = memories.get(&subject.card) {
            topic.seen += 1;
            // Summed here, divided below.
            topic.mastery += if memory.is_learning() {
                0.0
            } else {
                retrievability(memory, today)
            };
        }
    }
    let mut topics: Vec<TopicSummary> = topics.into_values().collect();
    for topic in &mut topics {
        topic.mastery /= number(topic.cards.max(1));
    }
    topics.sort_by(|a, b| {
        a.mastery
            .total_cmp(&b.mastery)
            .then_with(|| a.topic.cmp(&b.topic))
    });
    topics
}

/// Hard cards that are named; more would be a list nobody reads.
const HARDEST: usize = 20;

/// Cards that failed on most days.
fn hardest(reviews: &[&Review], subjects: &[Subject]) -> Vec<(Subject, u32)> {
    let failed: BTreeSet<(CardId, Day)> = reviews
        .iter()
        .filter(|review| review.rating == Rating::Again)
        .map(|review| (review.card, review.at.day()))
        .collect();
    let mut counts: BTreeMap<CardId, u32> = BTreeMap::new();
    for (card, _) in failed {
        *counts.entry(card).or_default() += 1;
    }
    let mut hardest: Vec<(Subject, u32)> = subjects
        .iter()
        .filter_map(|subject| {
            counts
                .get(&subject.card)
                .map(|count| (subject.clone(), *count))
        })
        .filter(|(_, count)| *count >= 2)
        .collect();
    hardest.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    hardest.truncate(HARDEST);
    hardest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::{Event, Form, Record};
    use crate::schedule::replay;

    const DAY: i64 = 86_400_000;

    fn log(answers: &[(&str, i64, Rating)]) -> Log {
        let record = |(at, (card, day, rating)): (usize, &(&str, i64, Rating))| {
            let at_time = Moment {
                ms: day * DAY + 10 * 3_600_000 + i64::try_from(at).unwrap(),
                offset: 0,
            };
            Record {
                device: "d".into(),
                seq: at as u64,
                at: at_time,
                event: Event::Review(Review {
                    card: CardId::of(&[card]),
                    at: at_time,
                    rating: *rating,
                    took: 60_000,
                    form: Form::Typed,
                    options: 0,
                    given: None,
                    hinted: false,
                    cram: false,
                }),
            }
        };
        Log::fold(answers.iter().enumerate().map(record).collect()).0
    }

    fn summarized(log: &Log, subjects: &[Subject]) -> Summary {
        let (memories, recalls) = replay(log, 0.9);
        summarize(log, (&memories, &recalls), subjects, Day(102))
    }

    fn subject(card: &str, topic: &str) -> Subject {
        Subject {
            card: CardId::of(&[card]),
            prompt: card.into(),
            topic: topic.into(),
        }
    }

    #[test]
    fn a_summary_counts_cards_days_and_recall() {
        use Rating::{Again, Good};
        let log = log(&[
            ("a", 100, Good),
            ("b", 100, Again),
            ("b", 101, Again),
            ("a", 102, Good),
            ("b", 102, Good),
        ]);
        let subjects = [
            subject("a", "one"),
            subject("b", "two"),
            subject("c", "two"),
        ];
        let summary = summarized(&log, &subjects);
        assert_eq!(
            (summary.cards, summary.new, summary.known, summary.learning),
            (3, 1, 2, 0)
        );
        assert_eq!(
            (summary.reviews, summary.streak, summary.minutes),
            (5, 3, 5)
        );
        assert_eq!(
            (summary.retention.answers, summary.retention.recalled),
            (3, 2)
        );
        assert!(summary.retention.predicted > 0.3 && summary.retention.predicted < 1.0);
        assert_eq!(summary.days.last(), Some(&(Day(102), 2)));
        assert_eq!(summary.minutes_a_day.last(), Some(&(Day(102), 2)));
        assert_eq!(summary.days.len(), 371);
        let seen: usize = summary.stability.iter().map(|(_, count)| count).sum();
        assert_eq!(seen, 2);
        assert_eq!(
            summary
                .calibration
                .iter()
                .map(|bin| bin.answers)
                .sum::<usize>(),
            3
        );
        assert_eq!(
            summary
                .topics
                .iter()
                .map(|topic| topic.topic.as_str())
                .collect::<Vec<_>>(),
            ["two", "one"]
        );
        assert_eq!(summary.hardest, [(subject("b", "two"), 2)]);
        assert_eq!(summarized(&Log::default(), &[]).streak, 0);
    }
}
