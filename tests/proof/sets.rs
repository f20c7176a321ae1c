//! The log is a set: whatever order, duplication, splitting and truncation of copies does to it, the state is
//! the same bit for bit; whichever bit of it flips is found.

use std::collections::BTreeMap;

use rand::{RngExt as _, SeedableRng as _, seq::SliceRandom as _};
use rand_chacha::ChaCha8Rng;
use recito::day::Moment;
use recito::deck::CardId;
use recito::deck::reconcile::Seen;
use recito::review::format::write_line;
use recito::review::scan::scan;
use recito::review::{Event, Form, Log, Rating, Record, Review};
use recito::schedule;

const DEVICES: [&str; 3] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"];

/// All that follows from a log, in a form whose equality is that of bits.
fn state(log: &Log) -> String {
    let (memories, recalls) = schedule::replay(log, 0.9);
    let memories: Vec<_> = memories
        .iter()
        .map(|(card, memory)| {
            let numbers = (memory.stability.to_bits(), memory.difficulty.to_bits());
            let days = (memory.first, memory.last, memory.due);
            (
                card,
                numbers,
                days,
                memory.reps,
                memory.lapses,
                memory.last_rating,
            )
        })
        .collect();
    let recalls: Vec<_> = recalls
        .iter()
        .map(|(chance, known)| (chance.to_bits(), *known))
        .collect();
    let seen = recito::workspace::seen(log);
    let rest = (log.put_aside(), log.accepted(), log.links(), seen);
    format!("{memories:?} {recalls:?} {rest:?}")
}

/// Records of a few months on three devices, of all kinds, some at the same moment, one of a newer version.
fn records(random: &mut ChaCha8Rng, count: u64) -> Vec<Record> {
    let mut found = Vec::new();
    for device in DEVICES {
        for seq in 1..=count {
            let hours = random.random_range(0..2000_i64);
            let at = Moment {
                ms: 1_790_000_000_000 + hours * 3_600_000,
                offset: random.random_range(-12..14) * 60,
            };
            let event = event(random, at, count);
            found.push(Record {
                device: device.into(),
                seq,
                at,
                event,
            });
        }
    }
    found
}

/// An event of any kind.
fn event(random: &mut ChaCha8Rng, at: Moment, count: u64) -> Event {
    let card = |number: u32| CardId::of(&[&number.to_string()]);
    let (one, other) = (
        card(random.random_range(0..12)),
        card(random.random_range(0..12)),
    );
    match random.random_range(0..12) {
        0 => Event::Undo {
            device: DEVICES[random.random_range(0..3)].into(),
            seq: random.random_range(1..=count),
        },
        1 => Event::Bad {
            card: one,
            bad: random.random(),
        },
        2 => Event::Suspend {
            card: one,
            suspended: random.random(),
        },
        3 => Event::Link {
            card: one,
            from: other,
            same: random.random(),
        },
        4 => Event::Fresh { card: one },
        5 => Event::Accept {
            card: one,
            item: 0,
            spelling: "größe".into(),
        },
        6 => Event::Seen(Seen {
            card: one,
            note: "a.md".into(),
            fact: format!("fact {}", at.ms),
            ..Seen::default()
        }),
        _ => Event::Review(Review {
            card: one,
            at,
            rating: Rating::ALL[random.random_range(0..4)],
            took: 900,
            form: [Form::Typed, Form::Chosen, Form::Revealed][random.random_range(0..3)],
            options: 4,
            given: Some("täst \"\\\n".into()),
            hinted: false,
            cram: random.random_range(0..9) == 0,
        }),
    }
}

/// The files of a log after all that can happen to it on its way: the lines of each device in any order
/// and any number of files, some twice, some files copied and the copy cut off anywhere.
fn scattered(random: &mut ChaCha8Rng, records: &[Record]) -> Vec<(String, Vec<u8>)> {
    let mut lines: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for record in records {
        let lines = lines.entry(&record.device).or_default();
        let times = 1 + usize::from(random.random_range(0..4) == 0);
        lines.extend(std::iter::repeat_n(write_line(record), times));
    }
    let mut files = Vec::new();
    for (device, mut lines) in lines {
        lines.shuffle(random);
        while !lines.is_empty() {
            let some = lines.split_off(random.random_range(0..lines.len()));
            let end = if random.random_range(0..8) == 0 {
                "\r\n"
            } else {
                "\n"
            };
            let text = some.join(end) + end;
            if random.random_range(0..3) == 0 {
                let cut = random.random_range(0..text.len());
                files.push((device.to_owned(), text.as_bytes()[..cut].to_vec()));
            }
            files.push((device.to_owned(), text.into_bytes()));
        }
    }
    files.shuffle(random);
    files
}

/// Scatters a log so many times; gives the figures.
pub(crate) fn permutations(count: usize) -> String {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (mut made, mut damaged) = (0, 0);
    while made < count {
        let records = records(&mut random, 24);
        let wanted = state(&Log::fold(records.clone()).0);
        for _ in 0..200.min(count - made) {
            let mut found = Vec::new();
            for (device, bytes) in scattered(&mut random, &records) {
                let scan = scan(&device, &bytes);
                damaged += scan.damage.len();
                found.extend(scan.records);
            }
            assert_eq!(state(&Log::fold(found).0), wanted, "log {made}");
            made += 1;
        }
    }
    format!(
        "{count} permutations, duplications, splits and truncated copies: the same state bit for bit ({damaged} torn lines met)"
    )
}

/// Flips every bit of a log of so many records for each of three devices; gives the figures.
pub(crate) fn flips(count: u64) -> String {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let records = records(&mut random, count);
    let own: Vec<&Record> = records
        .iter()
        .filter(|record| record.device == DEVICES[0])
        .collect();
    let text: String = own.iter().map(|record| write_line(record) + "\n").collect();
    let clean = text.into_bytes();
    let mut line = 0;
    for at in 0..clean.len() {
        for bit in 0..8 {
            let mut bytes = clean.clone();
            bytes[at] ^= 1 << bit;
            let found = scan(DEVICES[0], &bytes);
            assert!(
                !found.damage.is_empty() || found.unended,
                "byte {at}, bit {bit} was not found"
            );
            let spared = own
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != line || clean[at] == b'\n');
            let (mut have, spared) = (found.records.iter(), spared.map(|(_, record)| *record));
            // They stand in their order.
            let missing = spared
                .filter(|record| !have.any(|other| other == *record))
                .count();
            assert_eq!(missing, 0, "byte {at}, bit {bit} cost more than its record");
        }
        line += usize::from(clean[at] == b'\n');
    }
    format!(
        "each of the 8 bits of {} bytes flipped in turn: all found, no other record lost",
        clean.len()
    )
}

/// Writes a log that was scattered to a data folder; gives what it says.
pub(crate) fn scattered_log(seed: u64, data: &std::path::Path) -> Log {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let records = records(&mut random, 40);
    for (number, (device, bytes)) in scattered(&mut random, &records).iter().enumerate() {
        let folder = data.join("log").join(device);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("2026-{number}.jsonl")), bytes).unwrap();
    }
    Log::fold(records).0
}
