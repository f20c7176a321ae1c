//! Keys in, frames out: no terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::day::Moment;
use crate::deck::CardId;
use crate::question::{Kind, Question};
use crate::session::{self, Settings};

fn task(name: &str, kind: Kind, answer: &[&str], choices: &[&str]) -> session::Task {
    let owned = |texts: &[&str]| {
        texts
            .iter()
            .map(|text| (*text).to_string())
            .collect::<Vec<_>>()
    };
    session::Task {
        card: CardId::of(&[name]),
        question: Question {
            kind,
            context: vec!["AWS".into(), name.into()],
            prompt: format!("Which {name}?"),
            answer: owned(answer),
            accept: vec![Vec::new(); answer.len()],
            choices: owned(choices),
            ..Question::default()
        },
        note: "notes/a.md".into(),
        lines: (3, 3),
        excerpt: vec!["- the line of the note".into()],
        ..session::Task::default()
    }
}

fn tasks() -> Vec<session::Task> {
    vec![
        task("queue", Kind::Basic, &["SQS"], &[]),
        task("way", Kind::Class, &["sync"], &["async", "sync"]),
        task("parts", Kind::List, &["one", "two"], &[]),
        task(
            "why",
            Kind::Basic,
            &["it keeps the events, and it retries them until they are handled"],
            &[],
        ),
        task(
            "colours",
            Kind::Select,
            &["red", "blue"],
            &["red", "blue", "loud"],
        ),
    ]
}

/// `⏎` is Enter, `⎋` Esc, `⇥` Tab, `⌫` Backspace, `↓` Down, `?` F1 is written `¿`.
fn key(c: char) -> KeyEvent {
    let code = match c {
        '⏎' => KeyCode::Enter,
        '⎋' => KeyCode::Esc,
        '⇥' => KeyCode::Tab,
        '⌫' => KeyCode::Backspace,
        '↓' => KeyCode::Down,
        '⇟' => KeyCode::PageDown,
        '¿' => KeyCode::F(1),
        c => KeyCode::Char(c),
    };
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn draw(model: &Model<'_>, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let rows = buffer.content().chunks(usize::from(width.max(1)));
    rows.map(|row| {
        row.iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
            .trim_end()
            .to_string()
    })
    .collect::<Vec<_>>()
    .join("\n")
}

/// Plays keys; returns the last frame and the effects.
fn play(keys: &str, width: u16, height: u16) -> (String, Vec<Task>) {
    let mut session = Session::new(tasks(), Settings::default(), Moment::default());
    let mut model = Model::new(&mut session, Theme::Color);
    let mut done = Vec::new();
    for c in keys.chars() {
        if let Some(action) = keys::bind(model.mode(), key(c)) {
            done.extend(update(&mut model, action, Moment::default()));
        }
    }
    (draw(&model, width, height), done)
}

fn check(keys: &str, shows: &[&str], effects: usize) {
    let (frame, done) = play(keys, 60, 24);
    for text in shows {
        assert!(frame.contains(text), "{keys}: {text} in\n{frame}");
    }
    assert_eq!(done.len(), effects, "{keys}\n{frame}");
}

#[test]
fn sessions_by_keys() {
    check(
        "",
        &["Which queue?", "AWS › queue", "0/5", "\n>", "Enter answer"],
        0,
    );
    check(
        "sqs⏎",
        &[
            "✓ right",
            "you: sqs",
            "▸[g]ood",
            "- the line of the note",
            "notes/a.md:3",
        ],
        0,
    );
    check("sqx⏎", &["✗ wrong", "answer: SQS", "▸[a]gain"], 0);
    check("sqs⏎⏎", &["Which way?", "1/5", "async", "sync"], 1);
    check("⏎", &["answer: SQS", "▸[a]gain"], 0);
    check("⇥", &["hint: S.."], 0);
    check("sqq⌫s⏎", &["✓ right"], 0);
    check("sq⎋n", &["Which way?", "skipped"], 0);
    check("⎋b", &["Which way?", "will not be asked again"], 1);
    check("sqs⏎⏎u", &["✓ right", "taken back"], 2);
    check("sqs⏎⏎1", &["you: "], 1);
    check("sqs⏎⏎1g", &["Which parts?", "0 of 2"], 2);
    check("sqs⏎⏎1gone, two⏎", &["✓ right"], 2);
    check("sqs⏎⏎1gone⏎", &["~ partly right (50 %)", "missing: two"], 2);
    check("sqs⏎⏎1gone⏎⏎⏎", &["tick what you knew", "[ ] 1"], 3);
    check("sqs⏎⏎1gone⏎⏎⏎1⏎", &["▸[a]gain"], 3);
    check("sqs⏎⏎1gone⏎⏎⏎a⏎", &["▸[g]ood"], 3);
    check("sqs⏎⏎1gone⏎⏎⏎ ↓ ⏎", &["▸[g]ood"], 3);
    // Several right options: space ticks, Enter with none ticked shows the answer.
    let select = |keys: &str| format!("sqs⏎⏎1gone⏎⏎⏎a⏎⏎{keys}");
    check(&select(" ↓ "), &["Which colours?", "[x] 1", "[x] 2"], 4);
    check(&select("2"), &["[ ] 1", "[x] 2"], 4);
    check(&select("⏎"), &["answer:", "- red", "▸[a]gain"], 4);
    // The end shows what came of it, and still lets the last rating be taken back.
    let end = "sqs⏎⏎n⎋nn12⏎g";
    let shows = ["2 answers: 2 right", "3 skipped", "due tomorrow", "u undo"];
    check(end, &shows, 2);
    check(&format!("{end}u"), &["✓ right", "taken back"], 3);
    check(&format!("{end}uu12⏎g"), &["2 answers", "1 taken back"], 4);
    check(&format!("{end}u1"), &["once more", "Which colours?"], 4);
    check(
        "¿",
        &[
            "Keys",
            "Enter      give the answer; on an empty line show it; accept",
            "\n           the suggested rating",
        ],
        0,
    );
    check("¿x", &["Which queue?"], 0);
}

#[test]
fn a_frame() {
    let (frame, _) = play("sqx⏎", 44, 16);
    snapbox::assert_data_eq!(
        frame,
        snapbox::str![[r"
░░░░░░░░ 0/5  AWS › queue

Which queue?

you: sqx
✗ wrong
answer: SQS

  - the line of the note
  notes/a.md:3

▸[a]gain [h]ard [g]ood [e]asy



Enter accept  o I was right  u undo
"]]
    );
}

#[test]
fn colours_only_underline_what_words_say() {
    let mut session = Session::new(tasks(), Settings::default(), Moment::default());
    session.apply(&session::Event::Submit("sqs".into()), Moment::default());
    let styles = |theme| {
        let mut session = session.clone();
        let model = Model::new(&mut session, theme);
        let mut terminal = Terminal::new(TestBackend::new(40, 12)).unwrap();
        terminal.draw(|frame| view(&model, frame)).unwrap();
        let cells = terminal.backend().buffer().content().to_vec();
        (
            cells
                .iter()
                .map(|cell| cell.symbol().to_string())
                .collect::<String>(),
            cells
                .iter()
                .any(|cell| cell.fg != ratatui::style::Color::Reset),
        )
    };
    let (with, coloured) = styles(Theme::Color);
    let (without, plain) = styles(Theme::Plain);
    assert_eq!(with, without);
    assert!(coloured && !plain);
}

proptest! {
    #[test]
    fn any_keys_and_sizes_are_stood(keys in "[a-z1-4 ⏎⎋⇥⌫↓⇟¿?,;漢é]{0,40}", width in 0..90u16, height in 0..40u16) {
        let _ = play(&keys, width, height);
    }
}
