//! Keys in, frames out: no terminal.

use std::fmt::Write as _;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use super::*;
use crate::deck::CardId;
use crate::note::excerpt;
use crate::question::Question;
use crate::session::{self, Settings};
use crate::source::{Source, SourceId};

/// The note that all questions come from.
const NOTE: &str = "\
# AWS

## Queues

- **SQS** keeps messages until they are *handled*
  - `aws sqs purge-queue --queue-url URL`
- SNS tells many at once
";

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
        confusable: vec!["SNS".into()],
        note: "notes/a.md".into(),
        lines: (5, 5),
        reviews: 1,
        ..session::Task::default()
    }
}

/// A question of each kind, in the form in which it is asked.
fn tasks() -> Vec<session::Task> {
    let long = "it keeps the events, and it retries them until they are handled";
    let mut cloze = task("cloze", Kind::Cloze, &["queue"], &[]);
    cloze.question.prompt = "Events wait in a ____ until they are handled.".into();
    let mut steps = task("steps", Kind::Order, &["Mix", "Rest", "Bake"], &[]);
    steps.reviews = 0;
    vec![
        task("queue", Kind::Basic, &["Simple Queue Service"], &[]),
        task("way", Kind::Class, &["sync"], &["async", "sync"]),
        task("parts", Kind::List, &["one", "two", "three"], &[]),
        task("why", Kind::Basic, &[long], &[]),
        task(
            "colours",
            Kind::Select,
            &["red", "blue"],
            &["red", "blue", "loud"],
        ),
        cloze,
        steps,
        task("size", Kind::Number, &["10 GB"], &[]),
        task("truth", Kind::Boolean, &["False"], &["True", "False"]),
    ]
}

/// A session about the named tasks, or all.
fn session(names: &[&str], settings: Settings) -> Session {
    let wanted = |task: &session::Task| {
        let name = &task.question.context[1];
        names.is_empty() || names.contains(&name.as_str())
    };
    let tasks = tasks().into_iter().filter(wanted).collect();
    Session::new(tasks, settings, Moment::default())
}

/// What the shell would say of an answer.
fn feedback(model: &mut Model<'_>) {
    let source = Source::new("notes/a.md", NOTE);
    let (note, _) = crate::note::parse(SourceId(0), &source);
    if let State::Answered { verdict, .. } = model.session.state() {
        let confused = verdict
            .as_ref()
            .and_then(|verdict| verdict.confused_with.as_ref());
        model.feedback = Feedback {
            excerpt: excerpt::around(&note, &source, (5, 5)),
            other: confused.map(|_| ("AWS › Topics".into(), "SNS tells many at once".into())),
            images: Vec::new(),
        };
        model.next = [Some(0), Some(1), Some(4), Some(40)];
    }
}

/// `⏎` is Enter, `⎋` Esc, `⇥` Tab, `⌫` Backspace, `¿` F1, `⇟` page down; arrows are arrows, `⇑` and `⇓` those
/// with Shift.
fn key(c: char) -> KeyEvent {
    let (code, modifiers) = match c {
        '⏎' => (KeyCode::Enter, KeyModifiers::NONE),
        '⎋' => (KeyCode::Esc, KeyModifiers::NONE),
        '⇥' => (KeyCode::Tab, KeyModifiers::NONE),
        '⌫' => (KeyCode::Backspace, KeyModifiers::NONE),
        '↓' => (KeyCode::Down, KeyModifiers::NONE),
        '↑' => (KeyCode::Up, KeyModifiers::NONE),
        '←' => (KeyCode::Left, KeyModifiers::NONE),
        '⇑' => (KeyCode::Up, KeyModifiers::SHIFT),
        '⇓' => (KeyCode::Down, KeyModifiers::SHIFT),
        '⇟' => (KeyCode::PageDown, KeyModifiers::NONE),
        '¿' => (KeyCode::F(1), KeyModifiers::NONE),
        c => (KeyCode::Char(c), KeyModifiers::NONE),
    };
    KeyEvent::new(code, modifiers)
}

fn press(model: &mut Model<'_>, keys: &str) -> Vec<Job> {
    let mut jobs = Vec::new();
    for c in keys.chars() {
        if let Some(action) = model.look.keys.bind(model.mode(), key(c)) {
            jobs.extend(update(model, action, Moment::default()));
            feedback(model);
        }
    }
    jobs
}

fn buffer(model: &Model<'_>, width: u16, height: u16) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    terminal.backend().buffer().clone()
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width.max(1));
    let rows = buffer.content().chunks(width);
    rows.map(|row| {
        let row: String = row.iter().map(Cell::symbol).collect();
        row.trim_end().to_owned()
    })
    .collect()
}

/// The frame, and under it the runs of cells that look unlike plain text: row, columns, look.
fn styled(model: &Model<'_>, width: u16, height: u16) -> String {
    let buffer = buffer(model, width, height);
    let mut out = rows(&buffer).join("\n");
    let look = |cell: &Cell| {
        let modifier = format!("{:?}", cell.modifier);
        let color = format!("{:?}", cell.fg);
        format!(
            "{} {}",
            color.replace("Reset", ""),
            modifier.replace("NONE", "")
        )
        .trim()
        .to_owned()
    };
    for (y, row) in buffer.content().chunks(usize::from(width)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| look(a) == look(b)) {
            if !look(&run[0]).is_empty() {
                write!(out, "\n{y}:{x}-{} {}", x + run.len(), look(&run[0])).unwrap();
            }
            x += run.len();
        }
    }
    out
}

/// Plays keys in a session about the named tasks, and looks for texts in the last frame; the number is
/// how many things had to be written down.
#[track_caller]
fn check(names: &[&str], keys: &str, shows: &[&str], jobs: usize) {
    let mut session = session(names, Settings::default());
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    let done = press(&mut model, keys);
    let frame = rows(&buffer(&model, 64, 24)).join("\n");
    for text in shows {
        assert!(frame.contains(text), "{keys}: {text} in\n{frame}");
    }
    assert_eq!(done.len(), jobs, "{keys}\n{frame}");
}

#[test]
fn a_typed_answer() {
    let check = |keys, shows: &[&str], jobs| check(&["queue", "why"], keys, shows, jobs);
    check(
        "",
        &["Which queue?", "AWS › queue", "0/2", "\n›", "Enter answer"],
        0,
    );
    check(
        "sqs⏎",
        &[
            "✓ right",
            "you     sqs",
            "▸3 good",
            "┃ • SQS keeps",
            "notes/a.md:5",
        ],
        0,
    );
    check(
        "Simple Topic Thing⏎",
        &["✗ wrong", "answer  Simple Queue Service", "▸1 again today"],
        0,
    );
    check(
        "simpel queue service⏎",
        &[
            "≈ right, but for the spelling",
            "you     Simpel Queue Service",
        ],
        0,
    );
    check(
        "sns⏎",
        &[
            "≠ not this one",
            "Simple Queue Service",
            "│ SNS",
            "belongs to: AWS › Topics",
        ],
        0,
    );
    check("⏎", &["answer  Simple Queue Service", "▸1 again"], 0);
    check("⇥", &["hint: S..... ..... ......."], 0);
    check("⇥⇥⇥⇥", &["there is no further hint"], 0);
    check("sqq⌫s⏎", &["✓ right"], 0);
    check("ss←q⏎", &["✓ right"], 0);
    check("sq⎋n", &["Which why?", "skipped"], 0);
    check("⎋b", &["Which why?", "will not be asked again"], 1);
    check("sqs⏎⏎u", &["✓ right", "taken back"], 2);
    check("sqs⏎⏎uu", &["0/2", "taken back"], 2);
    check("⎋u", &["nothing is left to take back"], 0);
    check("sns⏎o", &["Which why?", "accepted as right"], 2);
    check("⎋e", &["Which queue?"], 1);
    check(
        "sqs⏎3",
        &["Which why?", "say it to yourself, in 2 parts"],
        1,
    );
}

#[test]
fn choices_and_classes() {
    check(&["way"], "", &["▸ 1 ", "async", "sync", "1-9 choose"], 0);
    let right = |keys: &str| check(&["way"], keys, &["✓ right", "✓ sync", "  async"], 0);
    let order = {
        let session = session(&["way"], Settings::default());
        let Some(Ask::Options(order)) = session.turn().map(|turn| turn.ask.clone()) else {
            panic!("{session:?}");
        };
        order
    };
    let place = order.iter().position(|at| *at == 1).unwrap();
    right(["1", "2"][place]);
    right(["⏎", "↓⏎"][place]);
    check(
        &["way"],
        ["2", "1"][place],
        &[
            "≠ not this one",
            "→ sync",
            "✗ async",
            "async belongs to AWS › Topics: SNS tells",
            "▸1 again",
        ],
        0,
    );
    check(&["way"], " ", &["→ sync", "▸1 again"], 0);
    check(&["truth"], "2", &["✓ right", "✓ False"], 0);
    // Several right options: space ticks, Enter with none ticked shows the answer.
    check(
        &["colours"],
        " ↓ ",
        &["tick all that are right", "[x] 1", "[x] 2"],
        0,
    );
    check(&["colours"], "2", &["[ ] 1", "[x] 2"], 0);
    check(&["colours"], "⏎", &["→ red", "→ blue", "▸1 again"], 0);
}

#[test]
fn a_list_has_a_field_for_each_member() {
    let check = |keys, shows: &[&str]| check(&["parts"], keys, shows, 0);
    check("", &["0 of 3, in any order", "▸  1", "   3"]);
    check("one⏎", &["1 of 3", "   1 one", "▸  2"]);
    check("one⏎two⏎three⏎", &["✓ right", "✓ one", "✓ two", "✓ three"]);
    check(
        "one⏎four⏎⏎",
        &[
            "~ partly right",
            "✓ one",
            "→ two  missing",
            "✗ four  not of the answer",
        ],
    );
    check("one⏎two⏎⇥x", &["▸  1 onex"]);
    check("one⏎two⏎↑x", &["▸  2 twox"]);
    check("⏎", &["• one", "• two", "▸1 again"]);
}

#[test]
fn pasted_lines_go_to_their_fields() {
    let mut session = session(&["parts"], Settings::default());
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    paste(&mut model, "- one\r\n\n- two\nthree\nfour\n");
    let frame = rows(&buffer(&model, 64, 24)).join("\n");
    assert!(
        frame.contains("   1 - one") && frame.contains("▸  3 three; four"),
        "{frame}"
    );
    press(&mut model, "⏎");
    let frame = rows(&buffer(&model, 64, 24)).join("\n");
    assert!(
        frame.contains("✗ four") && frame.contains("✓ two"),
        "{frame}"
    );
}

#[test]
fn a_sequence_is_arranged() {
    let order = {
        let session = session(&["steps"], Settings::default());
        match session.turn().map(|turn| turn.ask.clone()) {
            Some(Ask::Arrange(order)) => order,
            other => panic!("{other:?}"),
        }
    };
    assert!(!order.is_sorted());
    // Each item in turn is fetched from where it is: down to it, then its digit is its place.
    let mut keys = String::new();
    let mut shown = order;
    for place in 0..3 {
        let at = shown.iter().position(|item| *item == place).unwrap();
        let item = shown.remove(at);
        shown.insert(place, item);
        write!(keys, "{}{}{}", "↑↑".to_owned(), "↓".repeat(at), place + 1).unwrap();
    }
    check(
        &["steps"],
        "",
        &["bring them into their order", "▸   1 "],
        0,
    );
    check(
        &["steps"],
        &format!("{keys}⏎"),
        &["✓ right", "✓ 1 Mix", "✓ 3 Bake"],
        0,
    );
    check(&["steps"], "⏎", &["partly right", "↕", "you had it at"], 0);
    check(&["steps"], " ", &["moving", "↕ 1"], 0);
    // Picked up, moved to the end and put down is the same as moved with Shift.
    let frame = |keys: &str| {
        let mut session = session(&["steps"], Settings::default());
        let mut model = Model::new(&mut session, Look::default(), Moment::default());
        press(&mut model, keys);
        rows(&buffer(&model, 64, 24))
    };
    assert_eq!(frame(" ↓↓ "), frame("⇓⇓"));
    assert_eq!(frame("⇓⇑"), frame(""));
    assert_ne!(frame("⇓"), frame("↓"));
}

#[test]
fn a_blank_is_filled_in_its_place() {
    let check = |keys, shows: &[&str]| check(&["cloze"], keys, shows, 0);
    check("", &["Events wait in a          until they are handled."]);
    check("que", &["Events wait in a que      until they"]);
    check(
        "queue⏎",
        &["✓ right", "Events wait in a queue until they are handled."],
    );
    check("stack⏎", &["Events wait in a queue until", "you     stack"]);
    let mut session = session(&["cloze"], Settings::default());
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    press(&mut model, "que");
    let mut terminal = Terminal::new(TestBackend::new(64, 24)).unwrap();
    terminal.draw(|frame| view(&model, frame)).unwrap();
    terminal
        .backend_mut()
        .assert_cursor_position(Position::new(20, 3));
}

#[test]
fn numbers_and_own_words() {
    check(&["size"], "10240 MB⏎", &["✓ right"], 0);
    check(&["size"], "", &["with its unit"], 0);
    check(&["why"], " 1⏎", &["~ partly right (50 %)", "▸1 again"], 0);
    check(&["why"], " a⏎", &["✓ right", "▸3 good"], 0);
    check(&["why"], "  ↓ ⏎⏎", &["1 answer"], 1);
}

#[test]
fn the_end_shows_what_came_of_it_and_still_goes_back() {
    let end = "sqs⏎⏎n";
    let names = ["queue", "why"];
    check(
        &names,
        end,
        &["1 answer: 1 right", "1 skipped", "due tomorrow", "u undo"],
        1,
    );
    check(&names, &format!("{end}u"), &["Which why?", "taken back"], 1);
    check(&names, &format!("{end}uuu"), &["Which queue?"], 2);
}

#[test]
fn help_is_the_table() {
    check(&[], "¿", &["Keys", "Enter          give the answer"], 0);
    check(
        &[],
        "¿⇟⇟⇟⇟⇟",
        &["Ctrl-Z         stop recito", "put back what was"],
        0,
    );
    check(&[], "¿x", &["Which queue?"], 0);
}

#[test]
fn a_mock_exam_says_nothing_until_its_end() {
    let settings = Settings {
        mock: true,
        cram: true,
        ..Settings::default()
    };
    let mut session = session(&["queue", "way", "why"], settings);
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    let frame = |model: &Model<'_>| rows(&buffer(model, 64, 24)).join("\n");
    assert!(frame(&model).contains("mock exam") && !frame(&model).contains("hint"));
    press(&mut model, "⇥sns⏎");
    assert!(frame(&model).contains("Which way?"), "{}", frame(&model));
    assert_eq!(press(&mut model, "e").len(), 0);
    let jobs = press(&mut model, " ");
    // The answer in own words is not part of an exam that grades itself.
    let shown = frame(&model);
    for text in [
        "score 0 % of 2 questions",
        "wrong: Which queue? – sns; right is Simple Queue Service",
    ] {
        assert!(shown.contains(text), "{text} in\n{shown}");
    }
    assert_eq!(jobs.len(), 1);
}

#[test]
fn the_mouse_picks_what_it_points_at() {
    let mut session = session(&["colours"], Settings::default());
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    let area = Rect::new(0, 0, 64, 24);
    let frame = rows(&buffer(&model, 64, 24));
    let row = frame.iter().position(|row| row.contains("[ ] 2")).unwrap();
    let place = Position::new(9, u16::try_from(row).unwrap());
    let target = target_at(&model, area, place).unwrap();
    update(&mut model, keys::Action::Click(target), Moment::default());
    assert!(rows(&buffer(&model, 64, 24))[row].contains("[x] 2"));
    assert_eq!(target_at(&model, area, Position::new(9, 0)), None);
}

#[test]
fn time_and_exam_are_told() {
    let settings = Settings {
        minutes: Some(2),
        ..Settings::default()
    };
    let mut session = session(&["queue"], settings);
    let look = Look {
        exam: Some(Day(12)),
        ..Look::default()
    };
    let mut model = Model::new(&mut session, look, Moment::default());
    let top = |model: &Model<'_>| rows(&buffer(model, 64, 24))[0].clone();
    assert!(
        top(&model).ends_with("0/1  2 min left  exam in 13 days"),
        "{}",
        top(&model)
    );
    model.now = Moment::default().plus_ms(80_500);
    assert!(top(&model).contains("39 s left"), "{}", top(&model));
}

/// The frame after keys in a session of one typed question, with its colours.
fn frame_of(keys: &str, width: u16, height: u16) -> String {
    let mut session = session(&["queue"], Settings::default());
    let mut model = Model::new(&mut session, Look::default(), Moment::default());
    press(&mut model, keys);
    styled(&model, width, height)
}

#[test]
fn a_frame_of_a_misspelled_answer() {
    snapbox::assert_data_eq!(
        frame_of("simpel queue service⏎", 60, 18),
        snapbox::str![[r"
─────────────── 0/1
AWS › queue

Which queue?

≈ right, but for the spelling
you     Simpel Queue Service
answer  Simple Queue Service

│ ## Queues
┃ • SQS keeps messages until they are handled
│   • aws sqs purge-queue --queue-url URL
│ • SNS tells many at once
  notes/a.md:5


 1 again today   2 hard 1 d  ▸3 good 4 d   4 easy 1 mo
Enter next  o I was right  u undo  e edit  b bad card
0:0-15 DIM
1:0-11 DIM
3:0-12 BOLD
5:0-29 Green BOLD
6:0-8 DIM
6:12-13 Red CROSSED_OUT
7:0-8 DIM
7:13-14 Green BOLD | UNDERLINED
9:0-2 DIM
9:2-11 BOLD
10:0-2 Cyan
10:4-7 BOLD
10:38-45 ITALIC
11:0-6 DIM
11:6-41 Magenta
12:0-26 DIM
13:0-14 DIM
16:8-16 DIM
16:23-29 DIM
16:29-36 BOLD
16:36-42 DIM
16:49-56 DIM
17:0-5 Cyan BOLD
17:5-10 DIM
17:12-13 Cyan BOLD
17:13-25 DIM
17:27-28 Cyan BOLD
17:28-33 DIM
17:35-36 Cyan BOLD
17:36-41 DIM
17:43-44 Cyan BOLD
17:44-53 DIM
"]]
    );
}

#[test]
fn a_frame_of_a_confused_answer() {
    snapbox::assert_data_eq!(
        frame_of("sns⏎", 60, 18),
        snapbox::str![[r"
─────────────── 0/1
AWS › queue

Which queue?

≠ not this one

Simple Queue Service         │ SNS
asked here: queue            │ belongs to: AWS › Topics
                             │ SNS tells many at once

│ ## Queues
┃ • SQS keeps messages until they are handled
│   • aws sqs purge-queue --queue-url URL
  notes/a.md:5

▸1 again today   2 hard 1 d   3 good 4 d   4 easy 1 mo
Enter next  o I was right  u undo  e edit  b bad card
0:0-15 DIM
1:0-11 DIM
3:0-12 BOLD
5:0-14 Red BOLD
7:0-20 Green BOLD | UNDERLINED
7:28-31 DIM
7:31-34 Red BOLD
8:0-17 DIM
8:28-55 DIM
9:28-31 DIM
11:0-2 DIM
11:2-11 BOLD
12:0-2 Cyan
12:4-7 BOLD
12:38-45 ITALIC
13:0-6 DIM
13:6-41 Magenta
14:0-14 DIM
16:0-8 BOLD
16:8-16 DIM
16:23-29 DIM
16:36-42 DIM
16:49-56 DIM
17:0-5 Cyan BOLD
17:5-10 DIM
17:12-13 Cyan BOLD
17:13-25 DIM
17:27-28 Cyan BOLD
17:28-33 DIM
17:35-36 Cyan BOLD
17:36-41 DIM
17:43-44 Cyan BOLD
17:44-53 DIM
"]]
    );
}

#[test]
fn a_frame_so_small_that_only_what_matters_is_left() {
    snapbox::assert_data_eq!(
        frame_of("sns⏎", 20, 5),
        snapbox::str![[r"
Which queue?

≠ not this one

Enter next
0:0-12 BOLD
2:0-14 Red BOLD
4:0-5 Cyan BOLD
4:5-10 DIM
"]]
    );
}

#[test]
fn colours_only_underline_what_words_say() {
    let frames = |theme| {
        let mut session = session(&["queue"], Settings::default());
        let look = Look {
            theme,
            ..Look::default()
        };
        let mut model = Model::new(&mut session, look, Moment::default());
        press(&mut model, "sns⏎");
        let buffer = buffer(&model, 64, 24);
        let coloured = |cell: &Cell| cell.fg != ratatui::style::Color::Reset;
        (rows(&buffer), buffer.content().iter().any(coloured))
    };
    let (plain, coloured) = frames(Theme::Mono);
    assert!(!coloured);
    for theme in [Theme::Ansi, Theme::Dark, Theme::Light] {
        assert_eq!(frames(theme), (plain.clone(), true));
    }
}

/// Sizes from one cell to the largest screens; most are small, where most goes wrong.
fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        19 => (0..90_u16, 0..40_u16),
        1 => (20..400_u16, 5..120_u16),
    ]
}

proptest! {
    /// A share of it for every day; with `PROPTEST_CASES=10000` it is 100,000 keys in as many sizes.
    #[test]
    fn any_keys_and_sizes_are_stood(
        keys in "[a-z1-4 ⏎⎋⇥⌫↓↑⇓¿?,;漢é\u{301}ש]{0,20}",
        (width, height) in size(),
        first in 0..9_usize,
        mock: bool,
    ) {
        let mut tasks = tasks();
        tasks.rotate_left(first);
        let settings = Settings { mock, ..Settings::default() };
        let mut session = Session::new(tasks, settings, Moment::default());
        let mut model = Model::new(&mut session, Look::default(), Moment::default());
        press(&mut model, &keys);
        let area = Rect::new(0, 0, width, height);
        let buffer = buffer(&model, width, height);
        prop_assert_eq!(buffer.area, area);
        let _ = target_at(&model, area, Position::new(width / 2, height / 2));
    }
}
