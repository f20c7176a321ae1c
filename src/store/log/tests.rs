//! What the log on disk promises.

use std::fs;
use std::path::PathBuf;

use super::device::is_id;
use super::*;
use crate::day::Moment;
use crate::deck::CardId;
use crate::review::format::write_line;
use crate::review::{Event, Form, Log, Rating, Record, Review};

struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> World {
        World {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data/recito")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state/recito")
    }

    fn writer(&self) -> Writer {
        Writer::open(&self.data(), &self.state()).unwrap()
    }

    fn log(&self) -> (Log, Vec<Problem>) {
        let reading = read(&self.data()).unwrap();
        assert_eq!(reading.clashes, []);
        (reading.log, reading.problems)
    }

    /// Folder of the only device.
    fn device(&self) -> PathBuf {
        let id = fs::read_to_string(self.state().join("device")).unwrap();
        self.data().join("log").join(id.trim())
    }
}

/// 2026-12-01 at noon.
const NOON: Moment = Moment {
    ms: 1_796_126_400_000,
    offset: 60,
};

fn review(name: &str) -> Event {
    Event::Review(Review {
        card: CardId::of(&[name]),
        at: NOON,
        rating: Rating::Good,
        took: 1,
        form: Form::Typed,
        options: 0,
        given: Some("täst\n".into()),
        hinted: false,
        cram: false,
    })
}

#[test]
fn nothing_is_created_before_the_first_record() {
    let world = World::new();
    let mut writer = world.writer();
    assert_eq!(world.log(), (Log::default(), Vec::new()));
    assert_eq!(fs::read_dir(world.folder.path()).unwrap().count(), 0);
    writer.append(review("a"), NOON).unwrap();
    assert!(world.device().join("2026-12.jsonl").is_file());
}

#[test]
fn what_was_appended_is_read_back() {
    let world = World::new();
    let mut writer = world.writer();
    let january = NOON.plus_ms(40 * 86_400_000);
    let records = vec![
        writer.append(review("a"), NOON).unwrap(),
        writer.append(review("b"), january).unwrap(),
        world.writer().append(review("c"), january).unwrap(),
        writer.append(review("d"), january).unwrap(),
    ];
    let numbers: Vec<u64> = records.iter().map(|record| record.seq).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(
        world.log(),
        (
            Log {
                records,
                ..Log::default()
            },
            Vec::new()
        )
    );
    assert!(world.device().join("2027-01.jsonl").is_file());
}

#[test]
fn a_torn_line_is_left_behind_and_reported() {
    let world = World::new();
    let mut writer = world.writer();
    writer.append(review("a"), NOON).unwrap();
    let path = world.device().join("2026-12.jsonl");
    let mut text = fs::read(&path).unwrap();
    text.extend_from_slice(b"{\"v\":1,\"k\":\"r\xff");
    fs::write(&path, &text).unwrap();
    let record = writer.append(review("b"), NOON).unwrap();
    assert_eq!(record.seq, 2);
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&text), "nothing was cut");
    let (log, problems) = world.log();
    assert_eq!(log.records.len(), 2);
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!((&problem.file, problem.line), (&path, 2));
    // A second writer counts on, too.
    assert_eq!(world.writer().append(review("c"), NOON).unwrap().seq, 3);
}

#[test]
fn copies_of_syncers_are_read_and_duplicates_do_not_count() {
    let world = World::new();
    let mut writer = world.writer();
    writer.append(review("a"), NOON).unwrap();
    let usual = world.device().join("2026-12.jsonl");
    for name in [
        "2026-12.sync-conflict-20261201-120000-ABCDEFG.jsonl",
        "2026-12 (Ann's conflicted copy 2026-12-01).jsonl",
        "2026-12.jsonl.sync-conflict-20261201-120000-ABCDEFG",
    ] {
        fs::copy(&usual, world.device().join(name)).unwrap();
    }
    let other = world.data().join(format!(
        "log/{} (conflicted copy)",
        world.device().file_name().unwrap().to_string_lossy()
    ));
    fs::create_dir(&other).unwrap();
    // Only here, and with the line ends of another system.
    writer.append(review("b"), NOON).unwrap();
    let text = fs::read_to_string(&usual).unwrap();
    fs::write(other.join("2026-12.jsonl"), text.replace('\n', "\r\n")).unwrap();
    fs::write(&usual, "").unwrap();
    fs::write(world.device().join("2026-12.jsonl.tmp"), "not read").unwrap();
    let (log, problems) = world.log();
    assert_eq!(log.records.len(), 2);
    assert_eq!(problems, []);
}

#[test]
fn a_copied_device_id_is_reported() {
    let world = World::new();
    world.writer().append(review("a"), NOON).unwrap();
    let usual = world.device().join("2026-12.jsonl");
    let kept = usual.with_file_name("2026-11.jsonl");
    fs::rename(&usual, &kept).unwrap();
    let moved = world.folder.path().join("away.jsonl");
    fs::rename(&kept, &moved).unwrap();
    world.writer().append(review("b"), NOON).unwrap();
    fs::rename(&moved, &kept).unwrap();
    let reading = read(&world.data()).unwrap();
    assert_eq!(reading.log.records.len(), 2);
    assert_eq!(reading.clashes.len(), 1);
}

#[test]
fn a_device_whose_name_was_copied_goes_on_under_a_new_one() {
    let (world, other) = (World::new(), World::new());
    let mut writer = world.writer();
    let name = writer.append(review("a"), NOON).unwrap().device;
    // The home was copied to another machine, which goes on as the same device.
    fs::create_dir_all(other.state()).unwrap();
    fs::copy(world.state().join("device"), other.state().join("device")).unwrap();
    let copy = other.data().join("log").join(&name);
    fs::create_dir_all(&copy).unwrap();
    let usual = world.device().join("2026-12.jsonl");
    fs::copy(&usual, copy.join("2026-12.jsonl")).unwrap();
    let theirs = other.writer().append(review("b"), NOON.plus_ms(1)).unwrap();
    let ours = writer.append(review("c"), NOON.plus_ms(2)).unwrap();
    assert_eq!((theirs.seq, &theirs.device), (ours.seq, &ours.device));
    // A syncer brings the other's file, while a session runs and before the next one.
    let conflict = "2026-12.sync-conflict-20261201-120000-ABCDEFG.jsonl";
    fs::copy(copy.join("2026-12.jsonl"), world.device().join(conflict)).unwrap();
    let next = writer.append(review("d"), NOON).unwrap();
    assert_ne!(next.device, name);
    assert_eq!(own_device(&world.state()), Some(next.device.clone()));
    let again = world.writer().append(review("e"), NOON).unwrap();
    assert_eq!((again.device, again.seq), (next.device, next.seq + 1));
    fs::copy(&usual, copy.join(conflict)).unwrap();
    let other = other.writer().append(review("f"), NOON).unwrap();
    assert_ne!(other.device, name);
    assert_eq!(read(&world.data()).unwrap().log.records.len(), 5);
}

#[test]
fn what_another_session_wrote_is_news_once() {
    let world = World::new();
    let (mut one, mut two) = (world.writer(), world.writer());
    let known = one.append(review("a"), NOON).unwrap().seq;
    one.append(review("b"), NOON).unwrap();
    assert!(!one.take_news());
    // It has read the log up to `a`.
    two.heard(known);
    two.append(review("c"), NOON).unwrap();
    assert!(two.take_news() && !two.take_news());
    one.append(review("d"), NOON).unwrap();
    assert!(one.take_news() && !one.take_news());
    let mut three = world.writer();
    three.append(review("e"), NOON).unwrap();
    assert!(!three.take_news());
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_is_written_again_counts_once() {
    let world = World::new();
    let mut writer = world.writer();
    writer.append(review("a"), NOON).unwrap();
    let january = NOON.plus_ms(40 * 86_400_000);
    // Every file of the month is full.
    let full: Vec<PathBuf> = std::iter::once(String::from("2027-01.jsonl"))
        .chain((2..1000).map(|number| format!("2027-01-{number}.jsonl")))
        .map(|name| world.device().join(name))
        .collect();
    for path in &full {
        std::os::unix::fs::symlink("/dev/full", path).unwrap();
    }
    let error = writer.append_all(vec![(review("b"), january), (review("c"), january)]);
    assert!(error.is_err());
    assert!(writer.retry().is_err());
    assert_eq!(world.log().0.records.len(), 1);
    for path in &full {
        fs::remove_file(path).unwrap();
    }
    // Another session took the number meanwhile.
    assert_eq!(world.writer().append(review("d"), NOON).unwrap().seq, 2);
    let written = writer.retry().unwrap();
    let numbers: Vec<u64> = written.iter().map(|record| record.seq).collect();
    assert_eq!(numbers, [3, 4]);
    assert!(writer.retry().unwrap().is_empty());
    assert_eq!(world.log().0.records.len(), 4);
}

#[test]
fn two_writers_at_once_never_share_a_number() {
    let world = World::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut writer = world.writer();
                for _ in 0..10 {
                    writer.append(review("a"), NOON).unwrap();
                }
            });
        }
    });
    let (log, problems) = world.log();
    assert_eq!(problems, []);
    let mut numbers: Vec<u64> = log.records.iter().map(|record| record.seq).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<u64>>());
}

#[test]
fn after_a_failure_a_new_file_is_begun() {
    let world = World::new();
    let mut writer = world.writer();
    writer.append(review("a"), NOON).unwrap();
    let january = NOON.plus_ms(40 * 86_400_000);
    fs::create_dir(world.device().join("2027-01.jsonl")).unwrap();
    for _ in 0..2 {
        writer.append(review("b"), january).unwrap();
    }
    assert!(world.device().join("2027-01-2.jsonl").is_file());
    // What another program wrote to a file of its own is counted, too.
    let mut other = world.writer();
    assert_eq!(other.append(review("c"), january).unwrap().seq, 4);
    assert_eq!(writer.append(review("d"), january).unwrap().seq, 5);
    assert_eq!(world.log().0.records.len(), 5);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_record() {
    let world = World::new();
    let mut writer = world.writer();
    writer.append(review("a"), NOON).unwrap();
    for name in ["2027-01.jsonl", "2027-01-2.jsonl"] {
        std::os::unix::fs::symlink("/dev/full", world.device().join(name)).unwrap();
    }
    let january = NOON.plus_ms(40 * 86_400_000);
    let record = writer.append(review("b"), january).unwrap();
    assert!(world.device().join("2027-01-3.jsonl").is_file());
    assert_eq!(record.seq, 2);
    assert_eq!(world.log().0.records.len(), 2);
}

#[test]
fn a_folder_that_cannot_be_written_is_named_at_once() {
    let world = World::new();
    fs::create_dir_all(world.data().parent().unwrap()).unwrap();
    fs::write(world.data(), "a file").unwrap();
    let error = Writer::open(&world.data(), &world.state()).unwrap_err();
    let message = format!("{error:#}");
    assert!(message.contains("data/recito"), "{message}");
    assert!(message.contains("is not a folder"), "{message}");
}

#[test]
fn a_damaged_device_id_is_made_anew() {
    let world = World::new();
    fs::create_dir_all(world.state()).unwrap();
    fs::write(world.state().join("device"), "../../etc").unwrap();
    let record = world.writer().append(review("a"), NOON).unwrap();
    assert!(is_id(&record.device));
    assert_eq!(
        world.writer().append(review("b"), NOON).unwrap().device,
        record.device
    );
}

#[test]
fn links_and_hidden_folders_are_not_read() {
    let world = World::new();
    world.writer().append(review("a"), NOON).unwrap();
    let versions = world.data().join("log/.stversions/other");
    fs::create_dir_all(&versions).unwrap();
    fs::copy(
        world.device().join("2026-12.jsonl"),
        versions.join("2026-12.jsonl"),
    )
    .unwrap();
    #[cfg(unix)]
    {
        let elsewhere = world.folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("diary.jsonl"), "dear diary\n").unwrap();
        std::os::unix::fs::symlink(&elsewhere, world.device().join("link")).unwrap();
        std::os::unix::fs::symlink(world.device(), world.device().join("loop")).unwrap();
    }
    let reading = read(&world.data()).unwrap();
    assert_eq!((reading.log.records.len(), reading.problems), (1, vec![]));
}

#[test]
fn a_line_that_used_up_the_numbers_stops_nobody() {
    let world = World::new();
    let first = world.writer().append(review("a"), NOON).unwrap();
    let last = Record {
        seq: u64::MAX,
        ..first.clone()
    };
    let path = world.device().join("2026-12.jsonl");
    fs::write(&path, write_line(&last) + "\n").unwrap();
    let mut writer = world.writer();
    let next = writer.append(review("b"), NOON).unwrap();
    assert_ne!(next.device, first.device);
    assert_eq!(own_device(&world.state()), Some(next.device));
    assert_eq!(writer.append(review("c"), NOON).unwrap().seq, next.seq + 1);
    assert_eq!(read(&world.data()).unwrap().log.records.len(), 3);
}
