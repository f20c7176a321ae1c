//! Keys in, frames out.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Cell;

use super::*;
use crate::day::{Day, Moment};
use crate::deck::CardId;
use crate::review::{Event, Form, Log, Rating, Record, Review};
use crate::schedule::replay;
use crate::stats::{Confused, Subject, summarize};

const TODAY: Day = Day(20_786);

/// A learner of five weeks with six cards under two headings.
fn summary() -> Summary {
    let mut records = Vec::new();
    for day in (0..36_i32).filter(|day| day % 5 != 2) {
        for card in 0..6_i32 {
            if (day + card) % 4 != 0 {
                continue;
            }
            let rating = if (day * 7 + card) % 6 == 0 {
                Rating::Again
            } else {
                Rating::Good
            };
            let number = records.len() as u64;
            let at = Moment {
                ms: i64::from(TODAY.0 - 35 + day) * 86_400_000
                    + 43_200_000
                    + i64::try_from(number).unwrap(),
                offset: 0,
            };
            let review = Review {
                card: CardId::of(&[&card.to_string()]),
                at,
                rating,
                took: 20_000,
                form: Form::Typed,
                options: 0,
                given: None,
                hinted: false,
                cram: false,
            };
            records.push(Record {
                device: "d".into(),
                seq: number,
                at,
                event: Event::Review(review),
            });
        }
    }
    let log = Log::fold(records).0;
    let (memories, recalls) = replay(&log, 0.9);
    let subject = |n: i32| Subject {
        card: CardId::of(&[&n.to_string()]),
        prompt: format!("Which \u{1b}[31mqueue is number {n}?"),
        topic: ["Queues", "漢字 and Topics"][usize::from(n > 3)].to_owned(),
    };
    let subjects: Vec<Subject> = (0..8).map(subject).collect();
    Summary {
        confused: vec![Confused {
            right: "SQS".into(),
            given: "SNS".into(),
            times: 3,
        }],
        ..summarize(&log, (&memories, &recalls), &subjects, TODAY)
    }
}

fn key(c: char) -> KeyEvent {
    let code = match c {
        '⇥' => KeyCode::Tab,
        '←' => KeyCode::Left,
        '⇟' => KeyCode::PageDown,
        '↑' => KeyCode::Up,
        c => KeyCode::Char(c),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn frame(summary: &Summary, keys: &str, width: u16, height: u16) -> String {
    let look = Look::default();
    let mut charts = Charts::new(summary, &look);
    for c in keys.chars() {
        charts.press(key(c));
    }
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(&charts, frame)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let rows = buffer.content().chunks(usize::from(width.max(1)));
    let rows = rows.map(|row| row.iter().map(Cell::symbol).collect::<String>());
    rows.map(|row| row.trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

#[track_caller]
fn check(keys: &str, wanted: &[&str]) {
    let frame = frame(&summary(), keys, 80, 24);
    for text in wanted {
        assert!(frame.contains(text), "{keys}: {text} in\n{frame}");
    }
}

#[test]
fn each_page_shows_its_subject() {
    check("", &["1 Year", "Mon ", "█", "answers on", "cards 8", "Nov"]);
    check("2", &["answers a day", "minutes a day", "▄", " 1"]);
    check("⇥⇥", &["due a day from tomorrow", "in 30 days"]);
    check(
        "4",
        &[
            "how long memories last",
            "weeks",
            "recalled over predicted",
            "100 %",
        ],
    );
    check("5", &["by heading, weakest first", "and Topics  2/4 seen"]);
    check("←", &["Which \u{fffd}[31mqueue is number", "SQS  ≠  SNS"]);
    check("6⇟⇟⇟↑5", &["by heading"]);
}

#[test]
fn without_any_answer_the_pages_say_so() {
    let empty = summarize(&Log::default(), (&BTreeMap::new(), &[]), &[], TODAY);
    for (keys, says) in [
        ("1", "no answer yet"),
        ("2", "no answer in these"),
        ("3", "nothing is due"),
        ("4", "no card was answered"),
        ("6", "nothing was taken"),
    ] {
        let frame = frame(&empty, keys, 60, 20);
        assert!(frame.contains(says), "{says} in\n{frame}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_keys_and_sizes_are_stood(
        keys in "[1-6⇥←⇟↑jkhl x]{0,12}",
        width in 0..200_u16,
        height in 0..60_u16,
        scale in 0..5_u32,
    ) {
        let mut summary = summary();
        for (_, count) in summary.days.iter_mut().chain(&mut summary.forecast) {
            *count = count.saturating_mul(1000_usize.pow(scale));
        }
        frame(&summary, &keys, width, height);
    }
}
