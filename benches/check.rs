//! How long `check` takes, and how much memory, beside the floor: a program that reads the same files and
//! parses them with pulldown-cmark on all cores. rumdl and typos stand beside when they are on the `PATH`.
//!
//! ```sh
//! cargo bench --bench check                 # the sample notes, repeated to 18 MB
//! cargo bench --bench check -- FOLDER       # other notes, repeated to as much
//! cargo bench --bench check -- FOLDER rules # what each rule costs, without the files
//! ```
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;
use recito::check::{self, RULES, Run, Selection};
use recito::note;
use recito::source::{Source, SourceId};
use recito::store::files::walk_notes;
use recito::workspace::{Build, Workspace};

/// Bytes of notes, at least.
const SIZE: u64 = 18_000_000;

/// Each program runs this often, and the median counts.
const ROUNDS: usize = 7;

fn main() -> anyhow::Result<()> {
    // `cargo bench` passes options of its own.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let folder = arguments.first().map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("notes"),
        PathBuf::from,
    );
    match arguments.get(1).map(String::as_str) {
        Some("floor") => floor(&folder),
        Some("rules") => rules(&folder),
        _ => programs(&folder),
    }
}

/// Reads and parses, and does nothing with what it says. The extensions are those that `note` turns on.
fn floor(folder: &Path) -> anyhow::Result<()> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    walk_notes(folder)?.par_iter().try_for_each(|file| {
        let text = fs::read(file)?;
        let text = String::from_utf8_lossy(&text);
        for event in Parser::new_ext(&text, options).into_offset_iter() {
            black_box(event);
        }
        Ok(())
    })
}

/// Prints what the programs take.
fn programs(folder: &Path) -> anyhow::Result<()> {
    let copies = tempfile::tempdir()?;
    let (files, bytes) = repeat(folder, copies.path())?;
    let here = copies.path().to_string_lossy().into_owned();
    let recito = env!("CARGO_BIN_EXE_recito").to_owned();
    let of_one_file = names(|run| matches!(run, Run::Note(_)));
    let this = std::env::current_exe()?.to_string_lossy().into_owned();
    let of_one_file = of_one_file.join(",");
    let candidates: [(&str, Vec<&str>); 5] = [
        ("floor", vec![&this, &here, "floor"]),
        (
            "recito, rules of one file",
            vec![
                &recito,
                "check",
                "--statistics",
                "--select",
                &of_one_file,
                &here,
            ],
        ),
        ("recito", vec![&recito, "check", "--statistics", &here]),
        (
            "rumdl",
            vec!["rumdl", "check", "--no-cache", "--silent", &here],
        ),
        ("typos", vec!["typos", "--format", "silent", &here]),
    ];
    println!(
        "{files} files, {:.1} MB, {} threads",
        megabytes(bytes),
        rayon::current_num_threads()
    );
    println!(
        "{:28} {:>9} {:>9} {:>8} {:>9}",
        "", "ms", "CPU ms", "x floor", "MiB"
    );
    let mut base = None;
    for (name, line) in candidates {
        let Some(cost) = cost(&line)? else {
            println!("{name:28} is not here");
            continue;
        };
        let (wall, cpu) = *base.get_or_insert((cost.wall, cost.cpu));
        println!(
            "{name:28} {:>9.0} {:>8.1} {:>9.0} {:>8.1} {:>9}",
            cost.wall * 1e3,
            cost.wall / wall,
            cost.cpu * 1e3,
            cost.cpu / cpu,
            cost.memory / 1024
        );
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "sizes of files")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

/// Rules by what they look at.
fn names(wanted: impl Fn(&Run) -> bool) -> Vec<&'static str> {
    let usual = RULES
        .iter()
        .filter(|rule| !rule.on_request && wanted(&rule.run));
    usual.map(|rule| rule.name).collect()
}

/// Copies the notes of a folder until there are enough of them. Gives the number of files and of bytes.
fn repeat(folder: &Path, to: &Path) -> anyhow::Result<(usize, u64)> {
    let notes = walk_notes(folder)?;
    let (mut files, mut bytes) = (0, 0);
    for copy in 0.. {
        for note in &notes {
            let path = to.join(copy.to_string()).join(note.strip_prefix(folder)?);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            bytes += fs::copy(note, path)?;
            files += 1;
            if bytes >= SIZE {
                return Ok((files, bytes));
            }
        }
        anyhow::ensure!(bytes > 0, "there are no notes to measure");
    }
    Ok((files, bytes))
}

/// What a program takes.
struct Cost {
    /// Seconds.
    wall: f64,
    /// Seconds of all cores together, which other programs on the machine disturb less.
    cpu: f64,
    /// KiB at most.
    memory: u64,
}

/// Runs a program several times; none when it is not installed.
fn cost(line: &[&str]) -> anyhow::Result<Option<Cost>> {
    let mut command = Command::new(line[0]);
    command
        .args(&line[1..])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Some(memory) = most_memory(&mut command)? else {
        return Ok(None);
    };
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (began, before) = (Instant::now(), cpu_of_children()?);
        command.status()?;
        walls.push(began.elapsed().as_secs_f64());
        cpus.push(cpu_of_children()? - before);
    }
    Ok(Some(Cost {
        wall: median(walls),
        cpu: median(cpus),
        memory,
    }))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// KiB of memory at most, asked of the system again and again while the program runs.
fn most_memory(command: &mut Command) -> anyhow::Result<Option<u64>> {
    let Ok(mut child) = command.spawn() else {
        return Ok(None);
    };
    let mut most = 0;
    while child.try_wait()?.is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let figure = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        most = most.max(figure.unwrap_or_default());
        thread::sleep(Duration::from_millis(1));
    }
    Ok(Some(most))
}

/// Seconds that ended children of this process computed: the 16th and 17th field of `stat` of
/// proc(5), in hundredths of seconds.
fn cpu_of_children() -> anyhow::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let fields = behind_name.split_whitespace().skip(13).take(2);
    fields.map(|field| Ok(field.parse::<f64>()? / 100.0)).sum()
}

/// Prints what each rule takes beyond reading, with the notes in memory.
fn rules(folder: &Path) -> anyhow::Result<()> {
    let copies = tempfile::tempdir()?;
    repeat(folder, copies.path())?;
    let mut workspace = Workspace::default();
    for (at, file) in walk_notes(copies.path())?.iter().enumerate() {
        let path = file
            .strip_prefix(copies.path())?
            .to_string_lossy()
            .into_owned();
        let id = SourceId(u32::try_from(at)?);
        let source = Source::decode(id, &path, &fs::read(file)?).0;
        workspace.notes.push(note::parse(id, &source).0);
        workspace.sources.push(source);
    }
    let run = |names: &[&'static str]| {
        let selection = Selection::of(names.iter().copied());
        let mut found = 0;
        let times = (0..ROUNDS).map(|_| {
            let began = Instant::now();
            found = check::check(&workspace, &Build::default(), &selection).len();
            began.elapsed().as_secs_f64() * 1e3
        });
        (median(times.collect()), found)
    };
    let (none, _) = run(&[]);
    println!("{:28} {none:>9.1} ms", "no rule");
    for name in names(|_| true) {
        let (took, found) = run(&[name]);
        println!("{name:28} {:>9.1} ms {found:>8} findings", took - none);
    }
    let all = names(|_| true);
    println!("{:28} {:>9.1} ms", "all", run(&all).0);
    Ok(())
}
