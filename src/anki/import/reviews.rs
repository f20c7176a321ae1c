//! Reviews of our own cards that somebody made in Anki, and marks that they set there.

use std::collections::{BTreeMap, HashMap};

use super::is_ours;
use crate::anki::ReviewKind;
use crate::anki::contents::{Contents, ForeignReview};
use crate::anki::export::progress::RED;
use crate::anki::note_type::OVERLAPPING;
use crate::day::Moment;
use crate::deck::CardId;
use crate::review::{Event, Form, Log, Rating, Review};

/// Two answers to a card are the same one when they are nearer than this, in milliseconds: nobody
/// answers twice in a second, and an export moves those apart that have the same time.
const SAME: i64 = 1000;

/// The reviews that the log does not have, by time. The offset of their times is not known here and is 0.
pub fn reviews(contents: &Contents, log: &Log) -> Vec<Review> {
    let ours = ours(contents);
    let cards: HashMap<i64, (CardId, &str)> = contents
        .cards
        .iter()
        .filter_map(|card| Some((card.id, (*ours.get(&card.note)?, card.options.as_str()))))
        .collect();
    let mut known: BTreeMap<CardId, Vec<i64>> = BTreeMap::new();
    // What was taken back here is in Anki still, and stays taken back.
    for review in log.reviews().chain(&log.taken_back) {
        known.entry(review.card).or_default().push(review.at.ms);
    }
    for times in known.values_mut() {
        times.sort_unstable();
    }
    let mut counts: HashMap<i64, usize> = HashMap::new();
    let mut found = Vec::new();
    for review in &contents.reviews {
        let Some((card, options)) = cards.get(&review.card) else {
            continue;
        };
        let count = counts.entry(review.card).or_default();
        let options = options
            .as_bytes()
            .get(*count)
            .map_or(0, |digit| digit - b'0');
        *count += 1;
        let is_known = known
            .get(card)
            .is_some_and(|times| is_near(times, review.id));
        if !is_known && let Some(review) = read(review, *card, options) {
            found.push(review);
        }
    }
    found
}

/// Our cards by the numbers of their notes. A list item by item has answers to its parts only.
fn ours(contents: &Contents) -> HashMap<i64, CardId> {
    let whole = contents
        .notes
        .iter()
        .filter(|note| is_ours(note) && note.guid.split(':').nth(1) != Some(OVERLAPPING.key));
    whole
        .filter_map(|note| Some((note.id, note.guid.rsplit(':').next()?.parse().ok()?)))
        .collect()
}

/// The marks of our cards that the log does not have: suspended ones, and those that are flagged red and
/// suspended, as bad questions are exported. A mark that the learner took off here later stays off, and no
/// mark is taken off: a card that came to Anki without progress has none.
pub fn marks(contents: &Contents, log: &Log) -> Vec<Event> {
    let ours = ours(contents);
    let (bad, suspended) = log.put_aside();
    let mut spoken: HashMap<CardId, i64> = HashMap::new();
    for record in &log.records {
        if let Event::Bad { card, .. } | Event::Suspend { card, .. } = record.event {
            let last = spoken.entry(card).or_insert(record.at.ms);
            *last = record.at.ms.max(*last);
        }
    }
    let mut found = BTreeMap::new();
    for card in contents.cards.iter().filter(|c| c.suspended && !c.own) {
        let Some(id) = ours.get(&card.note).copied() else {
            continue;
        };
        let is_later = spoken
            .get(&id)
            .is_none_or(|last| card.modified.saturating_mul(1000) > *last);
        if is_later && !bad.contains(&id) && !suspended.contains(&id) {
            let event = if card.flag == i64::from(RED) {
                Event::Bad {
                    card: id,
                    bad: true,
                }
            } else {
                Event::Suspend {
                    card: id,
                    suspended: true,
                }
            };
            found.insert(id, event);
        }
    }
    found.into_values().collect()
}

/// Whether one of the times, which are sorted, is near.
fn is_near(times: &[i64], ms: i64) -> bool {
    let at = times.partition_point(|time| *time <= ms.saturating_sub(SAME));
    times
        .get(at)
        .is_some_and(|time| *time < ms.saturating_add(SAME))
}

/// An answer; none for what Anki writes down besides.
fn read(review: &ForeignReview, card: CardId, options: u8) -> Option<Review> {
    if review.kind > ReviewKind::Cram as i64 || review.id <= 0 {
        return None;
    }
    Some(Review {
        card,
        at: Moment {
            ms: review.id,
            offset: 0,
        },
        rating: Rating::of_grade(u8::try_from(review.ease).ok()?)?,
        took: u32::try_from(review.took).unwrap_or_default(),
        form: if options > 0 {
            Form::Chosen
        } else {
            Form::Revealed
        },
        options,
        given: None,
        hinted: false,
        cram: review.kind == ReviewKind::Cram as i64 && review.factor == 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anki::Note;
    use crate::anki::contents::ForeignCard;
    use crate::review::Record;

    fn contents(reviews: &[(i64, i64, i64, i64)]) -> Contents {
        let note = |id: i64, guid: String| Note {
            id,
            guid,
            ..Note::default()
        };
        let card = |id: i64, note: i64, options: &str| ForeignCard {
            id,
            note,
            deck: 1,
            ord: 0,
            suspended: false,
            flag: 0,
            modified: 0,
            options: options.into(),
            own: false,
        };
        Contents {
            notes: vec![
                note(1, format!("recito:basic:{}", CardId::of(&["a"]))),
                note(2, "other".into()),
                note(3, "recito:basic:!".into()),
            ],
            cards: vec![card(10, 1, "04"), card(20, 2, ""), card(30, 3, "")],
            reviews: reviews
                .iter()
                .map(|(id, card, ease, kind)| ForeignReview {
                    id: *id,
                    card: *card,
                    ease: *ease,
                    took: 5,
                    kind: *kind,
                    factor: 0,
                })
                .collect(),
            ..Contents::default()
        }
    }

    /// The times of reviews that are new to a log with a review at 100,000.
    fn check(rows: &[(i64, i64, i64, i64)], expect: &[(i64, u8, u8, bool)]) {
        let at = Moment {
            ms: 100_000,
            offset: 0,
        };
        let own = Review {
            card: CardId::of(&["a"]),
            at,
            rating: Rating::Good,
            took: 1,
            form: Form::Typed,
            options: 0,
            given: None,
            hinted: false,
            cram: false,
        };
        let (log, _) = Log::fold(vec![Record {
            device: "d".into(),
            seq: 1,
            at,
            event: Event::Review(own),
        }]);
        let found: Vec<(i64, u8, u8, bool)> = reviews(&contents(rows), &log)
            .iter()
            .map(|review| {
                (
                    review.at.ms,
                    review.rating.grade(),
                    review.options,
                    review.cram,
                )
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn only_answers_to_our_cards_that_are_new_are_taken() {
        check(&[(5_000, 10, 3, 0)], &[(5_000, 3, 0, false)]);
        check(
            &[(100_000, 10, 3, 0), (100_002, 10, 3, 1), (99_500, 10, 1, 1)],
            &[],
        );
        check(&[(101_000, 10, 1, 1)], &[(101_000, 1, 0, false)]);
        check(
            &[(5_000, 20, 3, 0), (6_000, 30, 3, 0), (7_000, 99, 3, 0)],
            &[],
        );
        check(&[(5_000, 10, 0, 4), (6_000, 10, 9, 1), (0, 10, 3, 1)], &[]);
        check(&[(5_000, 10, 2, 3)], &[(5_000, 2, 0, true)]);
    }

    #[test]
    fn options_belong_to_the_reviews_in_their_order() {
        check(
            &[(5_000, 10, 3, 0), (9_000, 10, 3, 1), (12_000, 10, 3, 1)],
            &[
                (5_000, 3, 0, false),
                (9_000, 3, 4, false),
                (12_000, 3, 0, false),
            ],
        );
    }

    #[test]
    fn what_was_taken_back_here_is_not_taken_over_again() {
        let at = Moment {
            ms: 100_000,
            offset: 0,
        };
        let record = |seq, ms, event| Record {
            device: "d".into(),
            seq,
            at: Moment { ms, ..at },
            event,
        };
        let own = read(
            &contents(&[(100_000, 10, 3, 0)]).reviews[0],
            CardId::of(&["a"]),
            0,
        );
        let undo = Event::Undo {
            device: "d".into(),
            seq: 1,
        };
        let records = vec![
            record(1, 100_000, Event::Review(own.unwrap())),
            record(2, 101_000, undo),
        ];
        let (log, _) = Log::fold(records);
        assert_eq!(log.reviews().count(), 0);
        assert_eq!(reviews(&contents(&[(100_000, 10, 3, 0)]), &log), []);
    }

    #[test]
    fn marks_come_back_unless_they_were_taken_off_here() {
        let a = CardId::of(&["a"]);
        let suspend = |suspended| Event::Suspend { card: a, suspended };
        let check = |flag: i64, own: bool, modified: i64, said: Option<Event>, expect: &[Event]| {
            let mut contents = contents(&[]);
            for card in &mut contents.cards {
                card.suspended = true;
                card.flag = flag;
                card.own = own;
                card.modified = modified;
            }
            let at = Moment {
                ms: 100_000,
                offset: 0,
            };
            let records = said.map(|event| Record {
                device: "d".into(),
                seq: 1,
                at,
                event,
            });
            let (log, _) = Log::fold(records.into_iter().collect());
            assert_eq!(marks(&contents, &log), expect, "{flag} {own} {modified}");
        };
        let bad = Event::Bad { card: a, bad: true };
        check(0, false, 5, None, &[suspend(true)]);
        check(1, false, 5, None, std::slice::from_ref(&bad));
        check(0, true, 5, None, &[]);
        check(0, false, 5, Some(suspend(false)), &[]);
        check(0, false, 500, Some(suspend(false)), &[suspend(true)]);
        check(0, false, 500, Some(suspend(true)), &[]);
        check(0, false, 500, Some(bad), &[]);
    }
}
