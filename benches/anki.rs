//! How long it takes to write a package of ready-made notes, and how much memory, beside the floor: a bare
//! insert of the same rows into `SQLite`, indexes included, without a package around it. With a Python that
//! has genanki, its time stands beside.
//!
//! ```sh
//! cargo bench --bench anki                  # 100,000 notes
//! cargo bench --bench anki -- 10000 PYTHON  # fewer, and genanki of that Python
//! ```
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::process::Command;
use std::time::Instant;

use anyhow::Context as _;
use recito::anki::{self, Card, Deck, Format, Note, Package, Review, ReviewKind, Schedule, Stage};
use recito::day::Day;
use recito::review::Rating;
use rusqlite::{Connection, params};

/// Each writer runs this often in a process of its own, and the fastest counts.
const ROUNDS: usize = 5;

/// Reviews of a card where there are any.
const REVIEWS: usize = 5;

const WRITERS: [&str; 5] = [
    "floor",
    "compat",
    "latest",
    "compat+reviews",
    "latest+reviews",
];

fn main() -> anyhow::Result<()> {
    // `cargo bench` passes options of its own.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let count = arguments
        .first()
        .map_or(Ok(100_000), |count| count.parse())?;
    if let Some(writer) = arguments.get(2) {
        return run(writer, count);
    }
    println!(
        "{count} notes, best of {ROUNDS}: seconds of writing, of the processor, MiB at most, MB of file"
    );
    for writer in WRITERS {
        let mut command = Command::new(std::env::current_exe()?);
        command.args([&count.to_string(), "-", writer]);
        println!("{writer:16} {}", best(&mut command)?);
    }
    if let Some(python) = arguments.get(1) {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/with_genanki.py");
        let mut command = Command::new(python);
        command.arg(script).arg(count.to_string());
        println!("{:16} {}", "genanki", best(&mut command)?);
    }
    Ok(())
}

/// The line that begins with the smallest time.
fn best(command: &mut Command) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for _ in 0..ROUNDS {
        let output = command.output()?;
        anyhow::ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        lines.push(String::from_utf8(output.stdout)?.trim().to_owned());
    }
    lines.sort();
    lines
        .into_iter()
        .next()
        .context("there is nothing to compare")
}

/// Runs one writer and prints its line.
fn run(writer: &str, count: usize) -> anyhow::Result<()> {
    let (name, reviews) = match writer.split_once('+') {
        Some((name, _)) => (name, REVIEWS),
        None => (writer, 0),
    };
    let package = package(count, reviews);
    let before = memory("VmRSS")?;
    let (start, worked) = (Instant::now(), processor()?);
    let size = match name {
        "floor" => insert(&package)?,
        "latest" => anki::write(&package, Format::Latest)?.len(),
        _ => anki::write(&package, Format::Compat)?.len(),
    };
    let seconds = start.elapsed().as_secs_f64();
    let worked = processor()? - worked;
    let most = memory("VmHWM")?;
    #[allow(clippy::cast_precision_loss, reason = "a few digits are shown")]
    let size = size as f64 / 1e6;
    println!(
        "{seconds:.3} s  {worked:.2} s  {:4} MiB more than the {before} of the notes  {size:6.2} MB",
        most - before
    );
    Ok(())
}

/// Seconds that this process has had of the processor: on a busy machine they say more than the clock.
fn processor() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let numbers = stat.rsplit(')').next().unwrap_or_default();
    // Fields 14 and 15 of proc_pid_stat(5), in hundredths of a second.
    let ticks = numbers.split_whitespace().skip(11).take(2);
    let ticks: Vec<f64> = ticks.map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// A figure of this process, in MiB.
fn memory(name: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(name));
    let figure = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(figure
        .context("this system does not say how much memory is used")?
        .parse::<u64>()?
        / 1024)
}

/// The bare rows with their indexes.
fn insert(package: &Package) -> anyhow::Result<usize> {
    let mut database = Connection::open_in_memory()?;
    let transaction = database.transaction()?;
    transaction.execute_batch(include_str!("../src/anki/collection/schema11.sql"))?;
    {
        let mut note = transaction
            .prepare("INSERT INTO notes VALUES (?1, ?2, ?3, 0, -1, '', ?4, ?5, 0, 0, '')")?;
        let mut card = transaction.prepare(
            "INSERT INTO cards VALUES (?1, ?1, ?2, 0, 0, -1, 0, 0, ?3, 0, 0, 0, 0, 0, 0, 0, 0, '{}')",
        )?;
        for (n, c) in package.notes.iter().zip(&package.cards) {
            note.execute(params![
                n.id,
                n.guid,
                n.note_type,
                n.fields.join("\u{1f}"),
                n.fields[0]
            ])?;
            card.execute(params![c.id, c.deck, c.position])?;
        }
    }
    transaction.execute_batch(include_str!("../src/anki/collection/schema11_indexes.sql"))?;
    transaction.commit()?;
    Ok(database.serialize("main")?.len())
}

/// Notes with a front of some fifty characters and a back of some hundred.
fn package(count: usize, reviews: usize) -> Package {
    let kind = &anki::note_type::BASIC;
    let mut package = Package {
        made: 1_800_000_000,
        note_types: vec![kind],
        decks: vec![Deck {
            id: 1_600_000_000_000,
            name: "bench".into(),
        }],
        ..Package::default()
    };
    for (number, position) in (0..count).zip(1_u32..) {
        let id = 1_700_000_000_000 + i64::from(position);
        let mut fields = vec![String::new(); kind.fields.len()];
        fields[0] = format!(
            "What is the number {number} good for in the theory of {}?",
            number % 997
        );
        fields[1] = format!("It is &lt;b&gt; {number} of the <code>items</code> that stand in row {} and column {}.", number / 97, number % 97).repeat(2);
        package.notes.push(Note {
            id,
            guid: format!("recito:basic:{number:016}"),
            note_type: kind.id,
            modified: 1_700_000_000,
            tags: vec!["one::two".into(), "three".into()],
            fields,
            label: String::new(),
        });
        let last = 1_600_000_000_000 + i64::from(position) * 10_000;
        package.cards.push(Card {
            id,
            note: id,
            deck: 1_600_000_000_000,
            position,
            schedule: (reviews > 0).then_some(Schedule {
                stage: Stage::Review(Day(20_000)),
                interval: 12,
                reps: 5,
                lapses: 0,
                stability: 12.3,
                decay: 0.154,
                difficulty: 4.5,
                retention: 0.9,
                last_review: last / 1000,
            }),
            ..Card::default()
        });
        let reviews = (0_i64..).take(reviews).map(|back| Review {
            id: last + back,
            card: id,
            rating: Rating::Good,
            interval: 12,
            last_interval: 4,
            difficulty: Some(4.5),
            took: 5_000,
            kind: ReviewKind::Review,
        });
        package.reviews.extend(reviews);
    }
    package
}
