//! What came of a session, as a value to print.

use std::collections::{BTreeMap, BTreeSet};

use super::Task;
use crate::review::Rating;

/// A rated answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Index of the task.
    pub(super) task: usize,
    pub(super) rating: Rating,
    /// Whether the card had failed earlier in the session.
    pub(super) repeat: bool,
    pub(super) confused_with: Option<String>,
    /// From 0 to 1.
    pub(super) points: f32,
    pub(super) given: Option<String>,
    /// Milliseconds from question to answer.
    pub(super) took: u32,
}

/// How one topic went.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TopicScore {
    pub topic: String,
    /// Sum of the scores of its answers, each from 0 to 1.
    pub points: f32,
    pub answers: usize,
}

/// An answer that failed, with what would have been right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mistake {
    pub prompt: String,
    pub given: Option<String>,
    pub answer: String,
}

/// What came of a session. Counts are of first answers, unless they say otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// All rated answers, repeats included.
    pub answered: usize,
    /// Answers rated good or easy.
    pub right: usize,
    pub hard: usize,
    pub again: usize,
    /// Cards that were new and were right at the end.
    pub learned: usize,
    /// Answers to cards that had failed earlier in the session.
    pub repeated: usize,
    pub skipped: usize,
    /// Questions that were to come when the learner left or the time was over.
    pub left: usize,
    /// Steps taken back that had been recorded.
    pub undone: usize,
    /// Headings, outermost first, with how many of their cards failed that had been known before;
    /// most first.
    pub slipped: Vec<(Vec<String>, usize)>,
    /// The right answer, and the one that was given instead.
    pub confused: Vec<(String, String)>,
    /// In the order in which they were met first.
    pub topics: Vec<TopicScore>,
    pub mistakes: Vec<Mistake>,
    /// Known cards that were answered for the first time today, how many of them were recalled, and how many
    /// were to be expected.
    pub tested: usize,
    pub recalled: usize,
    pub expected: f32,
    /// Milliseconds from questions to answers, all together.
    pub took: u64,
}

/// Sums up the answers that stand.
pub(super) fn summarize(
    answers: &[Answer],
    tasks: &[Task],
    skipped: usize,
    undone: usize,
) -> Summary {
    let mut summary = Summary {
        answered: answers.len(),
        repeated: answers.iter().filter(|answer| answer.repeat).count(),
        skipped,
        undone,
        took: answers.iter().map(|answer| u64::from(answer.took)).sum(),
        learned: learned(answers, tasks),
        ..Summary::default()
    };
    let mut lapses: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut confused = BTreeSet::new();
    for answer in answers {
        let task = &tasks[answer.task];
        if let Some(other) = &answer.confused_with {
            confused.insert((task.question.answer.join("; "), other.clone()));
        }
        if answer.repeat {
            continue;
        }
        score(&mut summary.topics, task.topic(), answer.points);
        if let Some(recall) = task.recall {
            summary.tested += 1;
            summary.recalled += usize::from(answer.rating != Rating::Again);
            summary.expected += recall;
        }
        match answer.rating {
            Rating::Again => summary.again += 1,
            Rating::Hard => summary.hard += 1,
            Rating::Good | Rating::Easy => summary.right += 1,
        }
        if answer.rating == Rating::Again {
            summary.mistakes.push(Mistake {
                prompt: task.question.prompt.clone(),
                given: answer.given.clone(),
                answer: task.question.answer.join("; "),
            });
        }
        if answer.rating == Rating::Again && task.reviews > 0 {
            *lapses.entry(task.under.as_slice()).or_default() += 1;
        }
    }
    let mut by_heading: Vec<(Vec<String>, usize)> = lapses
        .into_iter()
        .map(|(under, count)| (under.to_vec(), count))
        .collect();
    by_heading.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    summary.slipped = by_heading;
    summary.confused = confused.into_iter().collect();
    summary
}

fn score(topics: &mut Vec<TopicScore>, topic: &str, points: f32) {
    let known = topics.iter().position(|known| known.topic == topic);
    let at = known.unwrap_or_else(|| {
        topics.push(TopicScore {
            topic: topic.to_owned(),
            ..TopicScore::default()
        });
        topics.len() - 1
    });
    topics[at].points += points;
    topics[at].answers += 1;
}

/// New cards whose latest answer was no failure.
fn learned(answers: &[Answer], tasks: &[Task]) -> usize {
    let mut latest = BTreeMap::new();
    for answer in answers
        .iter()
        .filter(|answer| tasks[answer.task].reviews == 0)
    {
        latest.insert(answer.task, answer.rating);
    }
    latest
        .values()
        .filter(|rating| **rating != Rating::Again)
        .count()
}
