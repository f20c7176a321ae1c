//! What both faces of a session say in the same words: verdicts, dates, and what came of it.

use super::counted;
use crate::grade::{Outcome, Verdict};
use crate::review::Event;
use crate::session::{Effect, Shell, Summary};

/// What is said when cards are left out.
pub const ELSEWHERE: &str = "what was answered in another window is not asked again here";

/// "today", "tomorrow", "in 5 days".
pub fn in_days(days: i32) -> String {
    match days {
        i32::MIN..=0 => "today".into(),
        1 => "tomorrow".into(),
        days => format!("in {days} days"),
    }
}

/// A verdict in one line.
pub fn headline(verdict: &Verdict) -> String {
    match verdict.outcome {
        Outcome::Right => "right".to_owned(),
        Outcome::Close => "right, but for the spelling".to_owned(),
        Outcome::Partial => format!("partly right ({:.0} %)", verdict.score * 100.0),
        Outcome::Confused => "not this one".to_owned(),
        Outcome::Wrong => "wrong".to_owned(),
    }
}

/// How an answer was rated and when its card comes again; none for what else was done, and when
/// cramming.
pub fn next_due(effect: &Effect, shell: &dyn Shell) -> Option<String> {
    let Effect::Record {
        event: Event::Review(review),
        ..
    } = effect
    else {
        return None;
    };
    let due = shell.due_after(review).filter(|_| !review.cram)?;
    let days = due.since(review.at.day());
    Some(format!("{}; next {}", review.rating.name(), in_days(days)))
}

/// A sum of scores as percent of the number of answers.
pub fn share(points: f32, answers: usize) -> usize {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "scores are between zero and one, and a percentage needs no more precision"
    )]
    let share = (points * 100.0 / answers.max(1) as f32)
        .round()
        .clamp(0.0, 100.0) as usize;
    share
}

/// What came of a session, a line a thing; of a mock exam, its score and what was wrong.
pub fn summary_lines(summary: &Summary, tomorrow: usize, mock: bool) -> Vec<String> {
    let mut lines = if mock {
        score(summary)
    } else {
        counts(summary)
    };
    for (right, given) in summary.confused.iter().take(5) {
        lines.push(format!("mixed up: {right} / {given}"));
    }
    if summary.took >= 60_000 {
        let minutes = usize::try_from(summary.took / 60_000).unwrap_or(usize::MAX);
        lines.push(format!("{} of thinking", counted(minutes, "minute")));
    }
    if !mock && summary.left > 0 {
        let left = counted(summary.left, "question");
        lines.push(format!(
            "{left} to come: the next session goes on with what is due"
        ));
    }
    if !mock {
        lines.push(match tomorrow {
            0 => "nothing is due tomorrow yet".into(),
            1 => "1 card is due tomorrow".into(),
            count => format!("{count} cards are due tomorrow"),
        });
    }
    lines
}

fn counts(summary: &Summary) -> Vec<String> {
    let answers = counted(summary.answered, "answer");
    let mut lines = vec![format!(
        "{answers}: {} right, {} hard, {} again",
        summary.right, summary.hard, summary.again
    )];
    for (count, what) in [
        (summary.learned, "learned for the first time"),
        (summary.repeated, "repeated"),
        (summary.skipped, "skipped"),
        (summary.undone, "taken back"),
    ] {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    }
    if summary.tested > 0 {
        let (tested, recalled) = (counted(summary.tested, "known card"), summary.recalled);
        let expected = summary.expected;
        lines.push(format!(
            "recalled {recalled} of {tested}; {expected:.0} were to be expected"
        ));
    }
    for (under, count) in summary.slipped.iter().take(5) {
        lines.push(format!("slipped: {count} under {}", under.join(" › ")));
    }
    lines
}

/// The score of a mock exam and all that was wrong in it.
fn score(summary: &Summary) -> Vec<String> {
    let answers = summary.topics.iter().map(|topic| topic.answers).sum();
    let points = summary.topics.iter().map(|topic| topic.points).sum();
    let questions = counted(answers, "question");
    let mut lines = vec![format!("score {} % of {questions}", share(points, answers))];
    for topic in &summary.topics {
        let share = share(topic.points, topic.answers);
        let questions = counted(topic.answers, "question");
        lines.push(format!("{share} % of {questions} on {}", topic.topic));
    }
    for mistake in &summary.mistakes {
        let given = mistake.given.as_deref().unwrap_or("no answer");
        lines.push(format!(
            "wrong: {} – {given}; right is {}",
            mistake.prompt, mistake.answer
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Mistake, TopicScore};

    #[test]
    fn a_mock_exam_ends_with_its_score() {
        let summary = Summary {
            topics: vec![
                TopicScore {
                    topic: "Queues".into(),
                    points: 1.5,
                    answers: 2,
                },
                TopicScore {
                    topic: "Topics".into(),
                    points: 0.0,
                    answers: 1,
                },
            ],
            mistakes: vec![Mistake {
                prompt: "Who?".into(),
                given: None,
                answer: "SNS".into(),
            }],
            took: 125_000,
            ..Summary::default()
        };
        assert_eq!(
            summary_lines(&summary, 3, true),
            [
                "score 50 % of 3 questions",
                "75 % of 2 questions on Queues",
                "0 % of 1 question on Topics",
                "wrong: Who? – no answer; right is SNS",
                "2 minutes of thinking",
            ]
        );
    }
}
