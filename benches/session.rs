//! How long a learner waits: for the first frame, from a key to its frame, and from an answer to the next
//! question, on a real pseudo-terminal; beside a bare ratatui program and a bare write with fsync.
//!
//! ```sh
//! cargo bench --bench session                  # on the sample notes
//! cargo bench --bench session -- FOLDER        # on other notes
//! cargo bench --bench session -- FOLDER PROGRAM…  # the first output of another program in that folder
//! ```
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark meets the world")]
#![allow(clippy::unwrap_used, reason = "what can not go on shall stop")]
#![allow(dead_code, reason = "the tests use more of what is shared with them")]

#[path = "../tests/it/pty.rs"]
mod pty;
#[path = "../tests/it/world.rs"]
mod world;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode};
use pty::{PATIENCE, Pty, command};
use ratatui::widgets::Paragraph;
use world::World;

/// Programs that are started for a first frame.
const STARTS: usize = 30;
/// Keys whose frames are waited for.
const KEYS: usize = 200;
/// Answers that are given.
const ANSWERS: usize = 60;
/// Says to this program that it is the bare one.
const BARE: &str = "RECITO_BENCH_BARE";

fn main() {
    if std::env::var_os(BARE).is_some() {
        bare().unwrap();
        return;
    }
    // `cargo bench` passes options of its own.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let folder = words.first().map_or_else(sample, PathBuf::from);
    let world = world(&folder);
    let me = std::env::current_exe().unwrap().display().to_string();
    let recito = [
        env!("CARGO_BIN_EXE_recito"),
        "study",
        "--new",
        "200",
        "--answer",
        "type",
    ];
    println!(
        "{:34} {:>8} {:>8} {:>8}",
        "milliseconds", "median", "95 %", "most"
    );
    report("first frame, recito", firsts(&world, &recito));
    report("first frame, bare ratatui", firsts(&world, &[&me]));
    if words.len() > 1 {
        let other: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        report(
            &format!("first output, {}", other[0]),
            firsts(&world, &other),
        );
    }
    report("key to frame, recito", keys(&world, &recito));
    report("key to frame, bare ratatui", keys(&world, &[&me]));
    report("answer to next question, recito", answers(&world, &recito));
    report("one write and fsync", syncs(&world));
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A copy of notes and decks, so that nothing of them is touched.
fn world(folder: &Path) -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    for part in ["notes", "decks"] {
        copy(&folder.join(part), &world.path("desk").join(part));
    }
    if !world.path("desk/notes").exists() {
        copy(folder, &world.path("desk/notes"));
    }
    world
}

fn copy(from: &Path, to: &Path) {
    let Ok(entries) = std::fs::read_dir(from) else {
        return;
    };
    std::fs::create_dir_all(to).unwrap();
    for entry in entries {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

fn start(world: &World, words: &[&str]) -> Pty {
    let mut command = command(world, words);
    command.env(BARE, "1");
    if words.len() > 1 {
        command.env_remove(BARE);
    }
    Pty::start(command, 24, 80)
}

/// From the start of a program to its first frame.
fn firsts(world: &World, words: &[&str]) -> Vec<Duration> {
    let one = |_| {
        let began = Instant::now();
        let mut pty = start(world, words);
        while pty.parser.screen().contents().trim().is_empty() {
            assert!(began.elapsed() < PATIENCE, "no frame");
            pty.read(Duration::from_millis(50));
        }
        let took = began.elapsed();
        end(pty);
        took
    };
    (0..STARTS).map(one).collect()
}

fn end(mut pty: Pty) {
    pty.try_send("\u{3}");
    let began = Instant::now();
    while pty.child.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_secs(3) {
            pty.child.kill().unwrap();
        }
        pty.read(Duration::from_millis(2));
    }
}

/// From a letter to its frame. Each letter is taken back, so that the line does not grow.
fn keys(world: &World, words: &[&str]) -> Vec<Duration> {
    let mut pty = start(world, words);
    pty.settle();
    while words.len() > 1 && !pty.parser.screen().contents().contains('›') {
        // A question that is not typed is left for another one.
        pty.send("n");
        pty.settle();
    }
    let took = (0..KEYS).map(|at| {
        let length = pty.raw.len();
        let began = Instant::now();
        pty.send(if at % 2 == 0 { "x" } else { "\u{7f}" });
        while pty.raw.len() == length {
            assert!(began.elapsed() < PATIENCE, "no frame");
            pty.read(Duration::from_millis(50));
        }
        let took = began.elapsed();
        pty.settle();
        took
    });
    let took = took.collect();
    end(pty);
    took
}

/// From taking the suggested rating to the next question: the answer is on the disk then.
fn answers(world: &World, words: &[&str]) -> Vec<Duration> {
    let mut pty = start(world, words);
    pty.settle();
    let mut took = Vec::new();
    while took.len() < ANSWERS {
        // Whatever the form is, it comes to a rating: typed, ticked, or chosen.
        while !pty.parser.screen().contents().contains("I was right") {
            pty.send("\r");
            pty.settle();
        }
        let length = pty.raw.len();
        let began = Instant::now();
        pty.send("3");
        while pty.raw.len() == length {
            assert!(began.elapsed() < PATIENCE, "no next question");
            pty.read(Duration::from_millis(50));
        }
        took.push(began.elapsed());
        pty.settle();
        if pty.parser.screen().contents().contains("answers:") {
            break;
        }
    }
    end(pty);
    took
}

/// What the disk takes for a record, appended as the log is.
fn syncs(world: &World) -> Vec<Duration> {
    let path = world.path("home/sync");
    let mut file = std::fs::File::options()
        .create(true)
        .append(true)
        .open(path)
        .unwrap();
    let one = |_| {
        let began = Instant::now();
        file.write_all(&[b'x'; 300]).unwrap();
        file.sync_data().unwrap();
        began.elapsed()
    };
    (0..ANSWERS).map(one).collect()
}

fn report(what: &str, mut took: Vec<Duration>) {
    took.sort();
    let ms = |at: usize| took[at.min(took.len() - 1)].as_secs_f64() * 1000.0;
    let (median, most) = (ms(took.len() / 2), ms(took.len() - 1));
    println!(
        "{what:34} {median:8.2} {:8.2} {most:8.2}",
        ms(took.len() * 95 / 100)
    );
}

/// The least that a program with ratatui does: it shows what is typed.
fn bare() -> std::io::Result<()> {
    let mut terminal = ratatui::try_init()?;
    let mut line = String::from("›");
    loop {
        terminal.draw(|frame| frame.render_widget(Paragraph::new(line.as_str()), frame.area()))?;
        if let Event::Key(key) = crossterm::event::read()? {
            match key.code {
                KeyCode::Char('c') if !key.modifiers.is_empty() => break,
                KeyCode::Char(c) => line.push(c),
                KeyCode::Backspace => drop(line.pop()),
                _ => {}
            }
        }
    }
    ratatui::try_restore()
}
