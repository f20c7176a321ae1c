//! What a queue promises, for any history.

use super::super::replay;
use super::*;
use crate::day::Moment;
use crate::review::Rating::{Again, Good};
use crate::review::{Event, Form, Log, Rating, Record, Review};
use proptest::prelude::*;

const TODAY: i32 = 500;

/// Answers to cards: name, day, rating.
fn remembered(answers: &[(&str, i32, Rating)]) -> BTreeMap<CardId, Memory> {
    let record = |(seq, (name, day, rating)): (u64, &(&str, i32, Rating))| {
        let at = Moment {
            ms: i64::from(*day) * 86_400_000 + 43_200_000 + i64::try_from(seq).unwrap(),
            offset: 0,
        };
        let review = Review {
            card: CardId::of(&[name]),
            at,
            rating: *rating,
            took: 6000,
            form: Form::Typed,
            options: 0,
            given: None,
            hinted: false,
            cram: false,
        };
        Record {
            device: "a".into(),
            seq,
            at,
            event: Event::Review(review),
        }
    };
    replay(&Log::fold((1..).zip(answers).map(record).collect()).0, 0.9).0
}

fn limits() -> Limits {
    Limits {
        new: 20,
        ..Limits::default()
    }
}

/// Cards `name sibling heading`, in the order of the notes; `-` is no sibling.
fn candidates(text: &str) -> Vec<Candidate<'_>> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(candidate)
        .collect()
}

fn candidate(line: &str) -> Candidate<'_> {
    let words: Vec<&str> = line.split(' ').collect();
    Candidate {
        card: CardId::of(&[words[0]]),
        siblings: if words[1] == "-" { "" } else { words[1] },
        heading: words[2],
    }
}

fn names(text: &str, queue: &[CardId]) -> String {
    let name = |id: &CardId| {
        text.lines()
            .filter_map(|line| line.split_whitespace().next())
            .find(|name| CardId::of(&[name]) == *id)
            .unwrap()
    };
    queue.iter().map(name).collect::<Vec<_>>().join(" ")
}

fn check(text: &str, answers: &[(&str, i32, Rating)], limits: Limits, expect: &str) {
    let memories = remembered(answers);
    let queue = pick(&candidates(text), &memories, limits, Day(TODAY), 1);
    assert_eq!(names(text, &queue), expect);
}

const NOTES: &str = "
    a - x
    b s x
    c s x
    d - y
    e t y
    f t y
";

#[test]
fn new_cards_come_in_the_order_of_the_notes_one_of_each_family() {
    check(NOTES, &[], limits(), "a b d e");
    let two = Limits { new: 2, ..limits() };
    check(NOTES, &[], two, "a b");
    // What was met today counts, and keeps its siblings away.
    check(NOTES, &[("b", TODAY, Good)], two, "a");
}

#[test]
fn the_most_forgotten_comes_first_and_keeps_its_siblings_away() {
    let answers = [
        ("a", TODAY - 3, Good),
        ("d", TODAY - 90, Good),
        ("c", TODAY - 9, Good),
    ];
    let none = Limits { new: 0, ..limits() };
    check(NOTES, &answers, none, "d c a");
    check(
        NOTES,
        &answers,
        Limits {
            reviews: Some(2),
            ..none
        },
        "d c",
    );
    // The new card `b` waits for another day than its sibling `c`.
    check(NOTES, &answers, limits(), "d e c a");
}

#[test]
fn what_was_failed_today_comes_back_first() {
    let answers = [
        ("d", TODAY - 90, Good),
        ("a", TODAY, Again),
        ("b", TODAY, Good),
    ];
    check(NOTES, &answers, limits(), "a d e");
    check(
        NOTES,
        &answers,
        Limits {
            total: Some(1),
            ..limits()
        },
        "a",
    );
}

#[test]
fn neither_new_cards_nor_reviews_starve() {
    let text: String = (0..60)
        .flat_map(|number| ["r", "n"].map(|kind| format!("{kind}{number} - h{number}\n")))
        .collect();
    let reviews: Vec<String> = (0..60).map(|number| format!("r{number}")).collect();
    let answers: Vec<_> = reviews
        .iter()
        .map(|name| (name.as_str(), 400, Good))
        .collect();
    let memories = remembered(&answers);
    let candidates = candidates(&text);
    let limited = pick(
        &candidates,
        &memories,
        Limits {
            total: Some(20),
            ..limits()
        },
        Day(TODAY),
        1,
    );
    let new = limited
        .iter()
        .filter(|id| !memories.contains_key(id))
        .count();
    assert_eq!((limited.len(), new), (20, 5));
    let whole = pick(&candidates, &memories, limits(), Day(TODAY), 1);
    assert_eq!(whole.len(), 80);
    let new = |ids: &[CardId]| ids.iter().filter(|id| !memories.contains_key(id)).count();
    assert_eq!(new(&whole[..1]), 0, "a review comes first");
    assert!(new(&whole[..20]) > 0 && new(&whole[60..]) > 0);
}

#[test]
fn cramming_asks_everything_siblings_last() {
    let answers = [("c", TODAY - 1, Good)];
    let cram = Limits {
        cram: true,
        new: 0,
        ..limits()
    };
    check(NOTES, &answers, cram, "c a d e b f");
    check(
        NOTES,
        &answers,
        Limits {
            total: Some(5),
            ..cram
        },
        "c a d e b",
    );
}

/// Family and heading of each card.
type Cards = Vec<(u8, u8)>;
/// Card, day and rating of each answer.
type Answers = Vec<(usize, i32, usize)>;

fn world() -> impl Strategy<Value = (Cards, Answers)> {
    (
        prop::collection::vec((0..6u8, 0..4u8), 0..40),
        prop::collection::vec((0..40usize, TODAY - 60..=TODAY, 0..4usize), 0..80),
    )
}

proptest! {
    #[test]
    fn queues_keep_their_promises(
        (cards, answers) in world(),
        (new_per_day, reviews, limit) in (0..9usize, prop::option::of(0..9usize), prop::option::of(0..9usize)),
        cram in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let ids: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let families: Vec<String> = cards
            .iter()
            .map(|(family, _)| if *family == 0 { String::new() } else { family.to_string() })
            .collect();
        let headings: Vec<String> = cards.iter().map(|(_, heading)| heading.to_string()).collect();
        let candidates: Vec<Candidate<'_>> = (0..cards.len())
            .map(|order| Candidate {
                card: CardId::of(&[&ids[order]]),
                siblings: &families[order],
                heading: &headings[order],
            })
            .collect();
        let answers: Vec<_> = answers
            .iter()
            .map(|(card, day, rating)| (ids[*card].as_str(), *day, Rating::ALL[*rating]))
            .collect();
        let memories = remembered(&answers);
        let limits = Limits { new: new_per_day, reviews, total: limit, cram };
        let queue = pick(&candidates, &memories, limits, Day(TODAY), seed);

        let again = pick(&candidates, &memories, limits, Day(TODAY), seed);
        prop_assert_eq!(&again, &queue, "not determined");
        let unique: BTreeSet<_> = queue.iter().collect();
        prop_assert_eq!(unique.len(), queue.len(), "an id twice");
        prop_assert!(queue.len() <= limit.unwrap_or(usize::MAX));
        if cram {
            prop_assert_eq!(queue.len(), candidates.len().min(limit.unwrap_or(usize::MAX)));
            return Ok(());
        }
        let is_failed = |id: &CardId| memories.get(id).is_some_and(|m| m.last == Day(TODAY));
        let fresh: Vec<&CardId> = queue.iter().filter(|id| !is_failed(id)).collect();
        let met = memories.values().filter(|m| m.first == Day(TODAY)).count();
        let new = fresh.iter().filter(|id| !memories.contains_key(id)).count();
        prop_assert!(new == 0 || new + met <= new_per_day, "too many new cards");
        if let Some(most) = reviews {
            let done = memories
                .values()
                .filter(|m| m.last == Day(TODAY) && m.first < Day(TODAY))
                .count();
            let more = fresh.len() - new;
            prop_assert!(more == 0 || more + done <= most, "too many reviews");
        }
        for memory in fresh.iter().filter_map(|id| memories.get(id)) {
            prop_assert!(memory.due <= Day(TODAY), "not due");
        }
        let mut asked: BTreeSet<&str> = candidates
            .iter()
            .filter(|card| is_failed(&card.card))
            .map(|card| card.siblings)
            .filter(|name| !name.is_empty())
            .collect();
        for id in fresh {
            let card = candidates.iter().find(|card| card.card == *id).unwrap();
            prop_assert!(card.siblings.is_empty() || asked.insert(card.siblings), "siblings");
        }
    }

    #[test]
    fn neighbours_differ_when_they_can(headings in prop::collection::vec(0..4u8, 0..20), last in 0..5u8) {
        let names: Vec<String> = headings.iter().map(u8::to_string).collect();
        let items: Vec<Item<'_>> = names
            .iter()
            .enumerate()
            .map(|(order, heading)| Item {
                id: CardId::of(&[&order.to_string()]),
                siblings: "",
                heading,
                memory: None,
                recall: f32::INFINITY,
                round: 0,
            })
            .collect();
        let last = last.to_string();
        let out = spread(items, Some(&last));
        prop_assert_eq!(out.len(), headings.len());
        let count = |name: &str| names.iter().filter(|heading| *heading == name).count();
        // The last one shown must fit between the others, any other also before and behind them.
        let avoidable = names.iter().all(|name| {
            2 * count(name) <= names.len() + usize::from(*name != last)
        });
        let mut all = vec![last.as_str()];
        all.extend(out.iter().map(|item| item.heading));
        let pairs = all.windows(2).filter(|pair| pair[0] == pair[1]).count();
        prop_assert!(!avoidable || pairs == 0, "{:?}", all);
    }
}
