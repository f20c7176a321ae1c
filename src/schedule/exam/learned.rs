//! The habits of a learner, from their own answers.

use std::collections::BTreeMap;

use super::habits::{Habits, Seconds};
use crate::day::Day;
use crate::deck::CardId;
use crate::review::{Log, Rating};

/// All answers to a card on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    pub card: CardId,
    pub day: Day,
    /// From each question to the next one, all together.
    pub seconds: f32,
    /// Of the first answer of the day.
    pub rating: Rating,
    /// Whether the card was never answered before.
    pub first: bool,
}

/// An answer never counts for more seconds: the learner was away.
const LONGEST: f32 = 90.0;

/// Contacts that the usual seconds and shares count for.
const PRIOR: f32 = 30.0;

/// The contacts of a log, in the order of their first answers. Cram sessions leave no trace of memory, but
/// they take their time.
pub fn contacts(log: &Log) -> Vec<Contact> {
    let mut places: BTreeMap<(CardId, Day), usize> = BTreeMap::new();
    let mut met: BTreeMap<CardId, Day> = BTreeMap::new();
    let mut contacts: Vec<Contact> = Vec::new();
    let mut before: Option<i64> = None;
    for review in log.reviews() {
        let took = seconds(i64::from(review.took));
        let between = before.map_or(0.0, |before| seconds(review.at.ms.saturating_sub(before)));
        before = Some(review.at.ms);
        // After a break only the answer itself is sure to have taken time.
        let spent = if between < LONGEST {
            took.max(between)
        } else {
            took
        };
        let day = review.at.day();
        let at = *places.entry((review.card, day)).or_insert_with(|| {
            contacts.push(Contact {
                card: review.card,
                day,
                seconds: 0.0,
                rating: review.rating,
                first: *met.entry(review.card).or_insert(day) == day,
            });
            contacts.len() - 1
        });
        contacts[at].seconds += spent.clamp(0.0, LONGEST);
    }
    contacts
}

fn seconds(ms: i64) -> f32 {
    #[allow(
        clippy::cast_precision_loss,
        reason = "a duration needs no more precision"
    )]
    let seconds = ms.clamp(0, 86_400_000) as f32 / 1000.0;
    seconds
}

/// Costs and outcomes, as far as the contacts tell; what they do not tell is as usual. Those without any time are
/// left out.
pub fn habits(contacts: &[Contact]) -> Habits {
    let usual = Habits::default();
    let timed = || contacts.iter().filter(|contact| contact.seconds > 0.0);
    let mean = |usual: f32, of: &dyn Fn(&Contact) -> bool| {
        let (mut sum, mut count) = (PRIOR * usual, PRIOR);
        for contact in timed().filter(|contact| of(contact)) {
            sum += contact.seconds;
            count += 1.0;
        }
        sum / count
    };
    let failed = |contact: &Contact| contact.rating == Rating::Again;
    let share = |usual: f32, rating: Rating, of: &dyn Fn(&Contact) -> bool| {
        let (mut sum, mut count) = (PRIOR * usual, PRIOR);
        for contact in contacts.iter().filter(|contact| of(contact)) {
            sum += f32::from(u8::from(contact.rating == rating));
            count += 1.0;
        }
        sum / count
    };
    let first = |contact: &Contact| contact.first;
    let passed = |contact: &Contact| !contact.first && !failed(contact);
    let [again, hard, good, easy] = Rating::ALL;
    Habits {
        first: [
            share(usual.first[0], again, &first),
            share(usual.first[1], hard, &first),
            share(usual.first[2], good, &first),
            share(usual.first[3], easy, &first),
        ],
        passed: [
            share(usual.passed[0], hard, &passed),
            share(usual.passed[1], good, &passed),
            share(usual.passed[2], easy, &passed),
        ],
        seconds: Seconds {
            first: mean(usual.seconds.first, &first),
            pass: mean(usual.seconds.pass, &passed),
            fail: mean(usual.seconds.fail, &|contact| {
                !contact.first && failed(contact)
            }),
        },
    }
}

/// How many times the usual seconds the contacts of each kind of card took.
pub fn costs<K: Ord + Copy>(
    contacts: &[Contact],
    habits: &Habits,
    kind: impl Fn(CardId) -> Option<K>,
) -> BTreeMap<K, f32> {
    let mut sums: BTreeMap<K, (f32, f32)> = BTreeMap::new();
    for contact in contacts.iter().filter(|contact| contact.seconds > 0.0) {
        let Some(kind) = kind(contact.card) else {
            continue;
        };
        let prior = PRIOR * habits.seconds.pass;
        let (taken, usual) = sums.entry(kind).or_insert((prior, prior));
        *taken += contact.seconds;
        *usual += expected(contact, &habits.seconds);
    }
    sums.into_iter()
        .map(|(kind, (taken, usual))| (kind, taken / usual))
        .collect()
}

/// Seconds that were spent on a day. Contacts whose time was not kept count as usual.
pub fn spent(contacts: &[Contact], habits: &Habits, day: Day) -> f32 {
    let of_day = contacts.iter().filter(|contact| contact.day == day);
    let seconds = of_day.map(|contact| {
        if contact.seconds > 0.0 {
            contact.seconds
        } else {
            expected(contact, &habits.seconds)
        }
    });
    seconds.sum()
}

/// The seconds that such a contact usually takes.
fn expected(contact: &Contact, seconds: &Seconds) -> f32 {
    match contact.rating {
        _ if contact.first => seconds.first,
        Rating::Again => seconds.fail,
        _ => seconds.pass,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::{Event, Form, Record, Review};

    const DAY: i64 = 86_400_000;

    fn log(answers: &[(&str, i64, Rating, u32)]) -> Log {
        let record = |(at, (card, ms, rating, took)): (usize, &(&str, i64, Rating, u32))| {
            let at_ms = Moment {
                ms: 20_000 * DAY + ms,
                offset: 0,
            };
            let review = Review {
                card: CardId::of(&[card]),
                at: at_ms,
                rating: *rating,
                took: *took,
                form: Form::Typed,
                options: 0,
                given: None,
                hinted: false,
                cram: false,
            };
            Record {
                device: "d".into(),
                seq: at as u64 + 1,
                at: at_ms,
                event: Event::Review(review),
            }
        };
        Log::fold(answers.iter().enumerate().map(record).collect()).0
    }

    #[test]
    fn a_contact_has_all_answers_of_a_day_and_breaks_do_not_count() {
        use Rating::{Again, Good};
        let noon = 12 * 3_600_000;
        let log = log(&[
            ("a", noon, Again, 20_000),
            ("b", noon + 30_000, Good, 10_000),
            ("a", noon + 40_000, Good, 5_000),
            ("c", noon + 3_600_000, Good, 500_000),
            ("a", noon + DAY, Good, 7_000),
        ]);
        let contacts = contacts(&log);
        let seen: Vec<(f32, Rating, bool)> = contacts
            .iter()
            .map(|contact| (contact.seconds, contact.rating, contact.first))
            .collect();
        assert_eq!(
            seen,
            [
                (30.0, Again, true),
                (30.0, Good, true),
                (90.0, Good, true),
                (7.0, Good, false)
            ]
        );
        assert!((spent(&contacts, &Habits::default(), contacts[0].day) - 150.0).abs() < 1e-3);
    }

    #[test]
    fn habits_begin_as_usual_and_end_as_measured() {
        assert_eq!(habits(&[]), Habits::default());
        let contact = |at: usize, rating, first| Contact {
            card: CardId::of(&[&at.to_string()]),
            day: Day(20_000),
            seconds: if first { 40.0 } else { 8.0 },
            rating,
            first,
        };
        let many: Vec<Contact> = (0..3000)
            .map(|at| contact(at, Rating::Good, at % 2 == 0))
            .collect();
        let learned = habits(&many);
        assert!(
            (learned.seconds.first - 40.0).abs() < 1.0 && (learned.seconds.pass - 8.0).abs() < 1.0
        );
        assert!((learned.seconds.fail - 36.0).abs() < 1e-3 && learned.first[0] < 0.02);
        let sums = [
            learned.first.iter().sum::<f32>(),
            learned.passed.iter().sum(),
        ];
        assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-3), "{sums:?}");
        let costs = costs(&many, &Habits::default(), |card| {
            Some(u8::from(card == many[0].card))
        });
        assert!(costs[&1] > 1.0 && costs[&0] > 1.0 && costs[&1] < costs[&0]);
    }
}
