//! Appending the records of this device.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::device::{device_id, make_id, take_turn};
use super::disk::{append_line, check_writable, create_folder};
use super::read::files;
use crate::day::Moment;
use crate::review::format::write_line;
use crate::review::scan::scan;
use crate::review::{Event, Record};
use crate::store::files::is_absence;

/// The most files of a month; a disk that fails more often than that is beyond help.
const SEGMENTS: usize = 1000;

/// Appends records of this device.
#[derive(Debug)]
pub struct Writer {
    data_dir: PathBuf,
    state_dir: PathBuf,
    /// What is known of the files of the device, so that each answer only reads what is new.
    known: BTreeMap<PathBuf, Known>,
    /// Numbers and times of the records that were written here.
    written: BTreeMap<u64, i64>,
    /// Records of this device up to this number are no news. After the first look, all are.
    heard: u64,
    /// Whether another session wrote since [`Writer::take_news`].
    news: bool,
    /// Records that could not be written, with the numbers that they may have on the disk already.
    owed: Vec<Record>,
    /// The month whose usual file failed, and the file that stands in for it.
    segment: Option<(String, PathBuf)>,
}

/// The part of a file that was read: whole lines.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    bytes: u64,
    /// The highest number of a record in it.
    seq: u64,
}

/// Number and time of a record.
type Stamp = (u64, i64);

impl Writer {
    /// Makes sure that both folders can be written; creates nothing that stays.
    pub fn open(data_dir: &Path, state_dir: &Path) -> anyhow::Result<Writer> {
        for dir in [data_dir.join("log").as_path(), state_dir] {
            check_writable(dir).with_context(|| format!("could not write to {}", dir.display()))?;
        }
        Ok(Writer {
            data_dir: data_dir.to_owned(),
            state_dir: state_dir.to_owned(),
            known: BTreeMap::new(),
            written: BTreeMap::new(),
            heard: u64::MAX,
            news: false,
            owed: Vec::new(),
            segment: None,
        })
    }

    /// Writes a record down. When this returns a record, it is on the disk.
    pub fn append(&mut self, event: Event, at: Moment) -> anyhow::Result<Record> {
        let mut written = self.append_all(vec![(event, at)])?;
        written.pop().context("nothing was written")
    }

    /// Writes records down, those of a month at once. When this returns, all are on the disk. After a
    /// failure some may be: [`Writer::retry`] writes them again, in a way that counts once.
    pub fn append_all(&mut self, events: Vec<(Event, Moment)>) -> anyhow::Result<Vec<Record>> {
        self.owed.clear();
        // Held to the end: numbers are counted over all files of the device.
        let _turn = self.turn()?;
        let (device, first, _) = self.place()?;
        let record = |((mut event, at), seq): ((Event, Moment), u64)| {
            if let Event::Review(review) = &mut event {
                // There is one time in a line.
                review.at = at;
            }
            Record {
                device: device.clone(),
                seq,
                at,
                event,
            }
        };
        self.owed = events.into_iter().zip(first..).map(record).collect();
        self.pay()
    }

    /// Writes down what could not be written before. None when nothing is owed.
    pub fn retry(&mut self) -> anyhow::Result<Vec<Record>> {
        let _turn = self.turn()?;
        let (device, first, fresh) = self.place()?;
        // What never reached the disk has left its number to others.
        let taken = self.owed.iter().any(|record| {
            let other = |(seq, ms): &Stamp| *seq == record.seq && *ms != record.at.ms;
            record.device != device || fresh.iter().any(other)
        });
        if taken {
            for (record, seq) in self.owed.iter_mut().zip(first..) {
                record.device.clone_from(&device);
                record.seq = seq;
            }
        }
        self.pay()
    }

    /// Says that the records of this device up to a number are known. Without it, all that are there at
    /// the first write are.
    pub fn heard(&mut self, seq: u64) {
        self.heard = seq;
    }

    /// Whether another session of this device wrote since this was asked last, as far as was seen while
    /// writing.
    pub fn take_news(&mut self) -> bool {
        std::mem::take(&mut self.news)
    }

    fn turn(&self) -> anyhow::Result<File> {
        take_turn(&self.state_dir)
            .with_context(|| format!("could not write to {}", self.state_dir.display()))
    }

    /// Writes what is owed.
    fn pay(&mut self) -> anyhow::Result<Vec<Record>> {
        let mut months: BTreeMap<String, (PathBuf, Vec<String>)> = BTreeMap::new();
        for record in &self.owed {
            let month = jiff::Timestamp::from_millisecond(record.at.ms)?
                .strftime("%Y-%m")
                .to_string();
            let folder = self.data_dir.join("log").join(&record.device);
            let lines = &mut months.entry(month).or_insert((folder, Vec::new())).1;
            lines.push(write_line(record));
        }
        for (month, (folder, lines)) in months {
            create_folder(&folder)
                .with_context(|| format!("could not create {}", folder.display()))?;
            self.write(&folder, &month, &lines.join("\n"))?;
        }
        let stamps = self.owed.iter().map(|record| (record.seq, record.at.ms));
        self.written.extend(stamps);
        Ok(std::mem::take(&mut self.owed))
    }

    /// Device and number of the next record, and what stands in its files since they were read last. A
    /// device whose name another machine has, too, goes on under a new one; so it does when a line that a
    /// stranger put into the folder has used up the numbers.
    fn place(&mut self) -> anyhow::Result<(String, u64, Vec<Stamp>)> {
        let log = self.data_dir.join("log");
        let device = device_id(&self.state_dir)?;
        let (highest, fresh) = self.catch_up(&log.join(&device))?;
        if let (Some(seq), false) = (highest.checked_add(1), self.is_cloned(&fresh)) {
            let new = |(seq, _): &Stamp| *seq > self.heard && !self.written.contains_key(seq);
            self.news |= fresh.iter().any(new);
            self.heard = 0;
            return Ok((device, seq, fresh));
        }
        let device = make_id(&self.state_dir, &self.state_dir.join("device"))?;
        self.written.clear();
        self.segment = None;
        Ok((device, 1, Vec::new()))
    }

    /// Whether a number was given to two records.
    fn is_cloned(&self, fresh: &[Stamp]) -> bool {
        let twice = fresh.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let other = |(seq, ms): &Stamp| self.written.get(seq).is_some_and(|own| own != ms);
        twice || fresh.iter().any(other)
    }

    /// The highest number of this device on the disk, and what is new there, sorted, each once. Other
    /// processes may have written since.
    fn catch_up(&mut self, folder: &Path) -> anyhow::Result<(u64, Vec<Stamp>)> {
        let mut fresh = Vec::new();
        for file in files(folder, &mut Vec::new())? {
            let known = self.known.entry(file.clone()).or_default();
            let found = tail(&file, known);
            fresh.extend(found.with_context(|| format!("could not read {}", file.display()))?);
        }
        // A drive that was taken out comes back with the numbers that were given.
        let here = |(file, _): &(&PathBuf, _)| file.starts_with(folder);
        let known = self.known.iter().filter(here).map(|(_, known)| known.seq);
        let written = self.written.keys().copied().next_back();
        let highest = known.chain(written).max().unwrap_or_default();
        fresh.sort_unstable();
        fresh.dedup();
        Ok((highest, fresh))
    }

    /// Writes lines to the file of the month. After a failure, nothing more is written to that
    /// file: Linux may drop what it could not write and call the next try a success.
    fn write(&mut self, folder: &Path, month: &str, lines: &str) -> anyhow::Result<()> {
        let file = match &self.segment {
            Some((of, file)) if of == month => file.clone(),
            _ => folder.join(format!("{month}.jsonl")),
        };
        let Err(first) = append_line(&file, lines) else {
            return Ok(());
        };
        let segment = (2..SEGMENTS)
            .map(|number| folder.join(format!("{month}-{number}.jsonl")))
            .find(|path| fs::symlink_metadata(path).is_err_and(|error| is_absence(&error)))
            .context("there is no free file name")?;
        if let Err(second) = append_line(&segment, lines) {
            // On a full disk each try would leave an empty file.
            if fs::metadata(&segment).is_ok_and(|metadata| metadata.len() == 0) {
                let _ = fs::remove_file(&segment);
            }
            return Err(second).with_context(|| {
                format!(
                    "could not write {} ({first}) nor {}",
                    file.display(),
                    segment.display()
                )
            });
        }
        self.segment = Some((month.to_owned(), segment));
        Ok(())
    }
}

/// Reads what was added to a file since it was read last.
fn tail(path: &Path, known: &mut Known) -> io::Result<Vec<Stamp>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == known.bytes {
        return Ok(Vec::new());
    }
    if size < known.bytes {
        known.bytes = 0;
    }
    file.seek(SeekFrom::Start(known.bytes))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let found = scan("", &bytes).records;
    let stamps: Vec<Stamp> = found
        .iter()
        .map(|record| (record.seq, record.at.ms))
        .collect();
    let highest = stamps.iter().map(|(seq, _)| *seq).max();
    known.seq = known.seq.max(highest.unwrap_or_default());
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    known.bytes += whole.map_or(0, |last| last as u64 + 1);
    Ok(stamps)
}
