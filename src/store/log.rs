//! The log on disk: append-only files, one a device and month, one writer each.
//!
//! An answer is acknowledged when it is on the disk: the file is locked, one write appends the line, and
//! it is synced before anything else happens. Nothing is ever truncated or rewritten.

#![allow(clippy::disallowed_methods, reason = "this module is the shell")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};

use crate::day::Moment;
use crate::review::format::{read_line, write_line};
use crate::review::{Clash, Event, Log, Record};

/// Something in the log that could not be used. The rest of the log is not affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: PathBuf,
    /// Counted from 1; zero when it is about the file.
    pub line: usize,
    pub reason: String,
}

/// What was read of a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub log: Log,
    pub problems: Vec<Problem>,
    pub clashes: Vec<Clash>,
}

/// Reads all records below the log folder, copies that file syncers made of files in conflict included.
/// A folder that does not exist is an empty log.
pub fn read(data_dir: &Path) -> anyhow::Result<Reading> {
    let mut records = Vec::new();
    let mut problems = Vec::new();
    for device in folders(&data_dir.join("log"))? {
        let name = device
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for file in segments(&device)? {
            let bytes =
                fs::read(&file).with_context(|| format!("could not read `{}`", file.display()))?;
            let found = read_segment(
                &name,
                &file,
                &String::from_utf8_lossy(&bytes),
                &mut problems,
            );
            records.extend(found);
        }
    }
    let (log, clashes) = Log::fold(records);
    Ok(Reading {
        log,
        problems,
        clashes,
    })
}

fn read_segment(device: &str, file: &Path, text: &str, problems: &mut Vec<Problem>) -> Vec<Record> {
    let mut records = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        if line.is_empty() {
            continue;
        }
        match read_line(device, line) {
            Ok(record) => records.push(record),
            Err(bad) => problems.push(Problem {
                file: file.to_path_buf(),
                line: at + 1,
                reason: bad.reason,
            }),
        }
    }
    records
}

/// The folders in a folder, sorted; none when it does not exist.
fn folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    entries(folder, fs::FileType::is_dir)
}

/// The segments of a device, sorted. Whatever a syncer appends to the name of a copy, its ending stays.
fn segments(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = entries(folder, fs::FileType::is_file)?;
    files.retain(|file| file.to_string_lossy().contains(".jsonl"));
    Ok(files)
}

fn entries(folder: &Path, wanted: impl Fn(&fs::FileType) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let read = match fs::read_dir(folder) {
        Ok(read) => read,
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("could not read `{}`", folder.display()));
        }
    };
    let mut found = Vec::new();
    for entry in read {
        let entry = entry.with_context(|| format!("could not read `{}`", folder.display()))?;
        if wanted(&entry.file_type()?) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether an error says that there is no such folder.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Appends records to the log of this device.
#[derive(Debug)]
pub struct Writer {
    data_dir: PathBuf,
    state_dir: PathBuf,
    device: Option<String>,
    /// Number of the segment of a month, more than 0 after a write that failed.
    segment: u32,
    /// The open segment and how much of it was read for sequence numbers.
    open: Option<Segment>,
    last_seq: u64,
}

#[derive(Debug)]
struct Segment {
    path: PathBuf,
    file: File,
    read: u64,
}

impl Writer {
    /// A writer for the log in a data folder. Fails when the folders can not be written, so that it is
    /// known before the first question is asked.
    pub fn open(data_dir: &Path, state_dir: &Path) -> anyhow::Result<Writer> {
        for folder in [data_dir, state_dir] {
            check_writable(folder)?;
        }
        Ok(Writer {
            data_dir: data_dir.to_path_buf(),
            state_dir: state_dir.to_path_buf(),
            device: None,
            segment: 0,
            open: None,
            last_seq: 0,
        })
    }

    /// Appends an event. When it returns, the record is on the disk. After a write that failed, a new
    /// segment is tried once: a file whose sync failed can not be trusted any more.
    pub fn append(&mut self, event: Event, at: Moment) -> anyhow::Result<Record> {
        let first = self.try_append(event.clone(), at);
        if first.is_ok() {
            return first;
        }
        self.open = None;
        self.segment += 1;
        self.try_append(event, at)
    }

    fn try_append(&mut self, event: Event, at: Moment) -> anyhow::Result<Record> {
        let device = self.device()?;
        let path = self.segment_path(&device, at)?;
        if self.open.as_ref().is_none_or(|open| open.path != path) {
            self.last_seq = self.last_seq.max(highest_seq(&device, path.parent())?);
            self.open = Some(Segment {
                file: open_segment(&path)?,
                path: path.clone(),
                read: 0,
            });
        }
        let Some(segment) = &mut self.open else {
            return Err(anyhow!("there is no log file to write to"));
        };
        segment
            .file
            .lock()
            .with_context(|| format!("could not lock `{}`", path.display()))?;
        let written = write_record(segment, &device, self.last_seq, event, at);
        let unlocked = segment.file.unlock();
        let record = written.with_context(|| format!("could not write `{}`", path.display()))?;
        unlocked?;
        self.last_seq = record.seq;
        Ok(record)
    }

    /// The id of this device, made at the first write. It never lies in the data folder: a copied
    /// folder must not copy it.
    fn device(&mut self) -> anyhow::Result<String> {
        if let Some(device) = &self.device {
            return Ok(device.clone());
        }
        let path = self.state_dir.join("device");
        let device = match fs::read_to_string(&path) {
            Ok(text) if is_device(text.trim()) => text.trim().to_string(),
            Ok(_) => return Err(anyhow!("`{}` does not hold a device id", path.display())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.new_device(&path)?,
            Err(error) => {
                return Err(error).with_context(|| format!("could not read `{}`", path.display()));
            }
        };
        self.device = Some(device.clone());
        Ok(device)
    }

    /// Makes an id. Of two programs that do so at once one wins, and both use its id.
    fn new_device(&self, path: &Path) -> anyhow::Result<String> {
        fs::create_dir_all(&self.state_dir)
            .with_context(|| format!("could not create `{}`", self.state_dir.display()))?;
        let mut bytes = [0; 12];
        getrandom::fill(&mut bytes)
            .map_err(|error| anyhow!("no random numbers are to be had: {error}"))?;
        let digits = b"abcdefghijklmnopqrstuvwxyz234567";
        let device: String = bytes
            .iter()
            .map(|byte| char::from(digits[usize::from(byte % 32)]))
            .collect();
        let mut draft = tempfile::NamedTempFile::new_in(&self.state_dir)?;
        draft.write_all(device.as_bytes())?;
        draft.as_file().sync_all()?;
        match draft.persist_noclobber(path) {
            Ok(_) => Ok(device),
            Err(_) => Ok(fs::read_to_string(path)?.trim().to_string()),
        }
    }

    fn segment_path(&self, device: &str, at: Moment) -> anyhow::Result<PathBuf> {
        let time = jiff::Timestamp::from_millisecond(at.ms).context("the time is out of range")?;
        let month = time.strftime("%Y-%m").to_string();
        let name = match self.segment {
            0 => format!("{month}.jsonl"),
            segment => format!("{month}.{}-{segment}.jsonl", std::process::id()),
        };
        Ok(self.data_dir.join("log").join(device).join(name))
    }
}

fn is_device(text: &str) -> bool {
    text.len() == 12
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// Fails when nothing can be written below a folder, without creating anything.
fn check_writable(folder: &Path) -> anyhow::Result<()> {
    let there = folder
        .ancestors()
        .find(|folder| folder.exists())
        .unwrap_or(Path::new("/"));
    if !there.is_dir() {
        return Err(anyhow!(
            "could not write `{}`: `{}` is not a folder",
            folder.display(),
            there.display()
        ));
    }
    tempfile::tempfile_in(there)
        .map(drop)
        .with_context(|| format!("could not write `{}`", folder.display()))
}

/// Opens a segment for appending. A new file is only as durable as the entry in its folder.
fn open_segment(path: &Path) -> anyhow::Result<File> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .with_context(|| format!("could not create `{}`", folder.display()))?;
    let new = !path.exists();
    let file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path);
    let file = file.with_context(|| format!("could not open `{}`", path.display()))?;
    if new {
        for folder in path.ancestors().skip(1).take(3) {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .with_context(|| format!("could not sync `{}`", folder.display()))?;
        }
    }
    Ok(file)
}

/// The highest number that a device has used, in whichever segment.
fn highest_seq(device: &str, folder: Option<&Path>) -> anyhow::Result<u64> {
    let mut highest = 0;
    for file in folder.map_or(Ok(Vec::new()), segments)? {
        let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let seqs = text
            .split('\n')
            .filter_map(|line| read_line(device, line).ok())
            .map(|record| record.seq);
        highest = seqs.max().unwrap_or(0).max(highest);
    }
    Ok(highest)
}

/// Writes one record at the end of a locked segment. What another program appended meanwhile is read
/// first, so that no number is used twice.
fn write_record(
    segment: &mut Segment,
    device: &str,
    last: u64,
    event: Event,
    at: Moment,
) -> anyhow::Result<Record> {
    let mut bytes = Vec::new();
    segment.file.seek(SeekFrom::Start(segment.read))?;
    segment.file.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let theirs = text
        .split('\n')
        .filter_map(|line| read_line(device, line).ok())
        .map(|record| record.seq)
        .max();
    let torn = !bytes.is_empty() && !bytes.ends_with(b"\n");
    let seq = theirs.unwrap_or(0).max(last) + 1;
    let record = Record {
        device: device.to_string(),
        seq,
        at,
        event,
    };
    // A line that a crash cut off must not swallow this one.
    let line = format!("{}{}\n", if torn { "\n" } else { "" }, write_line(&record));
    segment.file.write_all(line.as_bytes())?;
    segment.file.sync_data()?;
    segment.read += (bytes.len() + line.len()) as u64;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::CardId;

    fn bad(card: &str) -> Event {
        Event::Bad {
            card: CardId::of(&[card]),
            bad: true,
        }
    }

    fn at(day: i64) -> Moment {
        Moment {
            ms: 1_764_547_200_000 + day * 86_400_000,
            offset: 0,
        }
    }

    #[test]
    fn what_is_appended_is_read_and_numbers_go_on() {
        let dir = tempfile::tempdir().unwrap();
        let (data, state) = (dir.path().join("data"), dir.path().join("state"));
        assert_eq!(read(&data).unwrap(), Reading::default());
        let mut first = Writer::open(&data, &state).unwrap();
        assert!(!data.exists(), "opening creates nothing");
        let mut second = Writer::open(&data, &state).unwrap();
        let seqs: Vec<u64> = [
            first.append(bad("a"), at(0)),
            second.append(bad("b"), at(0)),
            first.append(bad("c"), at(0)),
            second.append(bad("d"), at(40)),
        ]
        .into_iter()
        .map(|record| record.unwrap().seq)
        .collect();
        assert_eq!(seqs, [1, 2, 3, 4]);
        let reading = read(&data).unwrap();
        assert_eq!(
            (
                reading.log.records.len(),
                reading.problems.len(),
                reading.clashes.len()
            ),
            (4, 0, 0)
        );
        let device = fs::read_to_string(state.join("device")).unwrap();
        assert_eq!(
            segments(&data.join("log").join(device)).unwrap().len(),
            2,
            "one segment a month"
        );
    }

    #[test]
    fn a_torn_line_is_reported_and_the_next_record_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let (data, state) = (dir.path().join("data"), dir.path().join("state"));
        let mut writer = Writer::open(&data, &state).unwrap();
        writer.append(bad("a"), at(0)).unwrap();
        let path = writer.open.as_ref().unwrap().path.clone();
        let mut file = OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"{\"v\":1,\"k\":\"r\",\"n\":2,\"t\"")
            .unwrap();
        let mut writer = Writer::open(&data, &state).unwrap();
        writer.append(bad("b"), at(0)).unwrap();
        let reading = read(&data).unwrap();
        assert_eq!((reading.log.records.len(), reading.problems.len()), (2, 1));
        assert_eq!(reading.problems[0].line, 2);
        fs::copy(
            &path,
            path.with_file_name("2025-12 (conflicted copy).jsonl"),
        )
        .unwrap();
        assert_eq!(
            read(&data).unwrap().log.records.len(),
            2,
            "a copy says nothing new"
        );
    }

    #[test]
    fn a_file_in_the_way_is_said_before_anything_is_asked() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        let error = Writer::open(&file.join("data"), dir.path()).unwrap_err();
        assert!(error.to_string().contains("is not a folder"), "{error}");
    }
}
