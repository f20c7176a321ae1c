//! The records in the bytes of a file of the log, and the bytes that are none. Pure: it knows no file.
//!
//! A lost line end, a torn write or a flipped bit costs the record it hits and no other: what stands before
//! and after it on the same line is looked for and counts.

use std::ops::Range;

use super::Record;
use super::format::{BadLine, CHECKSUM, read_line};

/// How every record begins. A text in a record cannot hold this: its quotes would be escaped.
const START: &[u8] = b"{\"v\":";

/// What follows the checksum mark: eight digits, a quote and a brace.
const TAIL: usize = 10;

/// Bytes that are no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Counted from 1.
    pub line: usize,
    /// Offsets in the file. Empty when only the line end is missing at the end of the file.
    pub bytes: Range<usize>,
    pub reason: String,
}

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    pub records: Vec<Record>,
    /// Where each record stands, without its line end.
    pub places: Vec<Range<usize>>,
    pub damage: Vec<Damage>,
    /// Whether the last line has no line end: it was torn there, or another wrote it.
    pub unended: bool,
}

/// Reads the bytes of a file that a device wrote. Git may have given lines a CR.
pub fn scan(device: &str, bytes: &[u8]) -> Scan {
    let mut found = Scan {
        unended: bytes.last().is_some_and(|last| *last != b'\n'),
        ..Scan::default()
    };
    let mut start = 0;
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        if !text.is_empty() {
            match read(device, text) {
                Ok(record) => {
                    found.records.push(record);
                    found.places.push(start..start + text.len());
                }
                Err(bad) => {
                    let place = (number, start);
                    salvage(device, text, place, &bad.reason, &mut found);
                }
            }
        }
        start += line.len() + 1;
    }
    found
}

fn read(device: &str, line: &[u8]) -> Result<Record, BadLine> {
    match std::str::from_utf8(line) {
        Ok(text) => read_line(device, text),
        Err(_) => Err(BadLine {
            reason: "it is not UTF-8: it is damaged".into(),
        }),
    }
}

/// Takes the whole records out of a bad line; what is left of it is damage. The place is the number of
/// the line and its offset in the file.
fn salvage(
    device: &str,
    line: &[u8],
    (number, offset): (usize, usize),
    reason: &str,
    found: &mut Scan,
) {
    let mut rest = 0;
    let mut damage = |bytes: Range<usize>| {
        if !bytes.is_empty() {
            found.damage.push(Damage {
                line: number,
                bytes: offset + bytes.start..offset + bytes.end,
                reason: reason.to_owned(),
            });
        }
    };
    let mut from = 0;
    for mark in places(line, CHECKSUM.as_bytes()) {
        let end = mark + CHECKSUM.len() + TAIL;
        if end > line.len() {
            break;
        }
        let mut starts = places(&line[from..mark], START).map(|start| from + start);
        // A record that was torn may stand before it, and a newer kind may hold such an object inside.
        let (first, last) = (starts.next(), starts.last());
        let whole = [last, first].into_iter().flatten().find_map(|start| {
            let record = read(device, &line[start..end]).ok()?;
            Some((start, record))
        });
        if let Some((start, record)) = whole {
            damage(rest..start);
            found.records.push(record);
            found.places.push(offset + start..offset + end);
            rest = end;
        }
        from = mark + CHECKSUM.len();
    }
    damage(rest..line.len());
}

/// Where a pattern begins.
fn places(bytes: &[u8], pattern: &'static [u8]) -> impl Iterator<Item = usize> {
    let windows = bytes.windows(pattern.len()).enumerate();
    windows
        .filter(move |(_, window)| *window == pattern)
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::format::{tests::records, write_line};
    use proptest::prelude::*;

    fn lines(records: &[Record]) -> Vec<String> {
        records.iter().map(write_line).collect()
    }

    /// Whether all of these were found, whatever else was.
    fn has(found: &Scan, records: &[Record]) -> bool {
        records.iter().all(|record| {
            let own = |other: &&Record| {
                (&other.event, other.seq, other.at) == (&record.event, record.seq, record.at)
            };
            found.records.iter().find(own).is_some()
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_found_without_damage(records in prop::collection::vec(records(), 0..6), crlf in any::<bool>()) {
            let end = if crlf { "\r\n" } else { "\n" };
            let text: String = lines(&records).into_iter().map(|line| line + end).collect();
            let found = scan("a", text.as_bytes());
            prop_assert!(found.damage.is_empty() && !found.unended);
            prop_assert_eq!(lines(&found.records), lines(&records));
        }

        /// A lost line end, a torn write before a record, rubbish around it: the records are found.
        #[test]
        fn a_whole_record_is_found_wherever_it_stands(
            records in prop::collection::vec(records(), 1..4),
            rubbish in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 5),
            torn in any::<prop::sample::Index>(),
        ) {
            let lines = lines(&records);
            let cut = &lines[0].as_bytes()[..torn.index(lines[0].len())];
            let mut bytes = cut.to_vec();
            for (line, rubbish) in lines.iter().zip(&rubbish) {
                bytes.extend(rubbish);
                bytes.extend(line.as_bytes());
            }
            let found = scan("a", &bytes);
            prop_assert!(has(&found, &records), "{:?}", String::from_utf8_lossy(&bytes));
            prop_assert!(found.unended);
        }

        /// Damage and records together are all bytes but line ends.
        #[test]
        fn no_byte_is_passed_over(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let found = scan("a", &bytes);
            let named: usize = found.damage.iter().map(|damage| damage.bytes.len()).sum();
            let ends = bytes.iter().filter(|byte| [b'\n', b'\r'].contains(byte)).count();
            prop_assert!(named <= bytes.len() && named + ends >= bytes.len());
        }
    }

    #[test]
    fn each_flipped_bit_is_found_and_costs_one_record() {
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let records: Vec<Record> = (1..=3)
            .map(|seq| {
                use proptest::strategy::ValueTree as _;
                let record = records().new_tree(&mut runner).unwrap().current();
                Record { seq, ..record }
            })
            .collect();
        let clean: Vec<u8> = lines(&records).join("\n").into_bytes();
        let clean = [clean, b"\n".to_vec()].concat();
        let ends: Vec<usize> = places(&clean, b"\n").collect();
        for at in 0..clean.len() {
            let hit = ends.iter().filter(|end| **end < at).count();
            for bit in 0..8 {
                let mut bytes = clean.clone();
                bytes[at] ^= 1 << bit;
                let found = scan("a", &bytes);
                assert!(
                    !found.damage.is_empty() || found.unended,
                    "byte {at} bit {bit}"
                );
                let spared: Vec<Record> = (0..)
                    .zip(&records)
                    .filter(|(line, _)| *line != hit || clean[at] == b'\n')
                    .map(|(_, record)| record.clone())
                    .collect();
                assert!(has(&found, &spared), "byte {at} bit {bit}");
                let near = |damage: &Damage| damage.bytes.contains(&at) || bytes[at] == b'\n';
                assert!(
                    found.unended || found.damage.iter().any(near),
                    "byte {at} bit {bit}: {:?}",
                    found.damage
                );
            }
        }
    }

    #[test]
    fn bytes_of_strangers_take_no_time_to_speak_of() {
        for unit in ["{\"v\":", CHECKSUM, "{\"v\":,\"x\":\"00000000\"}", "\u{0}"] {
            let text = unit.repeat(2_000_000 / unit.len());
            assert!(scan("a", text.as_bytes()).records.is_empty());
        }
    }
}
