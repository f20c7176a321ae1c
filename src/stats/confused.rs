//! Which answers are taken for each other, from what was given in the whole log. The log keeps answers and
//! not verdicts, so that better grading finds more in old answers.

use std::collections::BTreeMap;

use crate::deck::CardId;
use crate::grade::{Given, grade};
use crate::question::Question;
use crate::review::{Form, Log, Rating, Review};

/// Two answers of which one was given for the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confused {
    pub right: String,
    pub given: String,
    /// How often, in either direction.
    pub times: usize,
}

/// What a card asks and what it may be mixed up with.
pub type Asked = (Question, Vec<String>);

/// The pairs, those that were mixed up most often first. A pair is named as it was mixed up last.
pub fn confused(log: &Log, asked: &dyn Fn(CardId) -> Option<Asked>) -> Vec<Confused> {
    let failed = log
        .reviews()
        .filter(|review| review.rating == Rating::Again && review.given.is_some());
    let mut cards: BTreeMap<CardId, Option<Asked>> = BTreeMap::new();
    let mut pairs: BTreeMap<[String; 2], Confused> = BTreeMap::new();
    for review in failed {
        let card = cards
            .entry(review.card)
            .or_insert_with(|| asked(review.card));
        let Some((right, given)) = card.as_ref().and_then(|asked| mixed_up(review, asked)) else {
            continue;
        };
        let mut key = [right.to_lowercase(), given.to_lowercase()];
        key.sort();
        let pair = pairs.entry(key).or_default();
        *pair = Confused {
            right,
            given,
            times: pair.times + 1,
        };
    }
    let mut pairs: Vec<Confused> = pairs.into_values().collect();
    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.times));
    pairs
}

/// The right answer, and what was taken for it.
fn mixed_up(review: &Review, (question, confusable): &Asked) -> Option<(String, String)> {
    let text = review.given.as_deref()?;
    let given = if review.form == Form::Chosen && !question.choices.is_empty() {
        let chosen =
            |choice: &String| text == choice || text.split("; ").any(|part| part == choice);
        let places = 0..question.choices.len();
        Given::Choices(places.filter(|at| chosen(&question.choices[*at])).collect())
    } else {
        Given::Text(text.to_owned())
    };
    let other = grade(question, confusable, &given).confused_with?;
    Some((question.answer.join("; "), other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::question::Kind;
    use crate::review::{Event, Record};

    #[test]
    fn pairs_are_counted_in_both_directions() {
        let question = |answer: &str, choices: &[&str]| Question {
            kind: Kind::Basic,
            prompt: "Which?".into(),
            answer: vec![answer.into()],
            accept: vec![Vec::new()],
            choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
            ..Question::default()
        };
        let asked = |card: CardId| {
            let both = ["SQS", "SNS"];
            let answer = both.iter().position(|name| CardId::of(&[name]) == card)?;
            let others = vec![both[1 - answer].to_owned()];
            Some((question(both[answer], &both), others))
        };
        let record = |(at, (card, given, rating, form)): (usize, &(&str, &str, Rating, Form))| {
            let time = Moment {
                ms: i64::try_from(at).unwrap(),
                offset: 0,
            };
            Record {
                device: "d".into(),
                seq: at as u64,
                at: time,
                event: Event::Review(Review {
                    card: CardId::of(&[card]),
                    at: time,
                    rating: *rating,
                    took: 1,
                    form: *form,
                    options: 0,
                    given: Some((*given).to_owned()),
                    hinted: false,
                    cram: false,
                }),
            }
        };
        let answers = [
            ("SQS", "sns", Rating::Again, Form::Typed),
            ("SNS", "SQS", Rating::Again, Form::Chosen),
            ("SNS", "a bird", Rating::Again, Form::Typed),
            ("SNS", "SNS", Rating::Good, Form::Typed),
            ("gone", "SNS", Rating::Again, Form::Typed),
        ];
        let log = Log::fold(answers.iter().enumerate().map(record).collect()).0;
        let wanted = Confused {
            right: "SNS".into(),
            given: "SQS".into(),
            times: 2,
        };
        assert_eq!(confused(&log, &asked), [wanted]);
    }
}
