//! The log on disk: `<data-dir>/log/<device>/<yyyy-mm>.jsonl`, append-only.
//!
//! Nothing here is ever rewritten or cut. What the lines say is the business of
//! [`crate::review::format`], what they mean together that of [`crate::review::Log`].
#![allow(clippy::disallowed_methods, reason = "this module is the disk")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ignore::WalkBuilder;

use super::files::is_absence;
use crate::day::Moment;
use crate::review::format::{BadLine, read_line, write_line};
use crate::review::{Clash, Event, Log, Record};

/// Digits of RFC 4648 base 32, in lower case.
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Length of the id of a device: 60 random bits.
const ID_LENGTH: usize = 12;

/// The most files of a month; a disk that fails more often than that is beyond help.
const SEGMENTS: usize = 1000;

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

/// Reads all files of all devices, copies that syncers made included. Bad lines and files that
/// cannot be read are skipped and reported. A missing folder is an empty log.
pub fn read(data_dir: &Path) -> anyhow::Result<Reading> {
    let folder = data_dir.join("log");
    let mut problems = Vec::new();
    let mut records = Vec::new();
    for file in files(&folder, &mut problems)? {
        let Some(device) = device_of(&folder, &file) else {
            problems.push(about(&file, "it lies in no folder of a device"));
            continue;
        };
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) => {
                problems.push(about(&file, format!("it could not be read: {error}")));
                continue;
            }
        };
        for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            match parse(&device, line) {
                None => {}
                Some(Ok(record)) => records.push(record),
                Some(Err(bad)) => problems.push(Problem {
                    file: file.clone(),
                    line: number + 1,
                    reason: bad.reason,
                }),
            }
        }
    }
    let (log, clashes) = Log::fold(records);
    Ok(Reading {
        log,
        problems,
        clashes,
    })
}

fn about(file: &Path, reason: impl Into<String>) -> Problem {
    Problem {
        file: file.to_owned(),
        line: 0,
        reason: reason.into(),
    }
}

/// A line of bytes as a record; none for an empty one. Git may have given it a CR.
fn parse(device: &str, line: &[u8]) -> Option<Result<Record, BadLine>> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    if line.is_empty() {
        return None;
    }
    Some(match std::str::from_utf8(line) {
        Ok(text) => read_line(device, text),
        Err(_) => Err(BadLine {
            reason: "it is not UTF-8: it is damaged".into(),
        }),
    })
}

/// The files of a log below a folder, sorted.
fn files(folder: &Path, problems: &mut Vec<Problem>) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => anyhow::bail!("{} is not a folder", folder.display()),
        Err(error) if is_absence(&error) => return Ok(found),
        Err(error) => {
            return Err(error).with_context(|| format!("could not read {}", folder.display()));
        }
    }
    // A link could lead to anywhere on the disk, and hidden folders hold what syncers put aside
    // (`.stversions`): their records would count as those of another device.
    let mut walk = WalkBuilder::new(folder);
    for entry in walk.standard_filters(false).hidden(true).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                if is_log(entry.file_name()) {
                    found.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => problems.push(about(folder, error.to_string())),
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a name is that of a log, or of the copy that Syncthing, Dropbox or Nextcloud keeps of one
/// when two machines changed it.
fn is_log(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    Path::new(name.as_ref()).extension() == Some(OsStr::new("jsonl"))
        || name.contains(".sync-conflict-")
        || name.contains("conflicted copy")
}

/// The device of a file: the name of its folder below the log, without what a syncer added to it.
fn device_of(log: &Path, file: &Path) -> Option<String> {
    let mut parts = file.strip_prefix(log).ok()?.components();
    let folder = parts.next()?.as_os_str().to_string_lossy().into_owned();
    parts.next()?;
    match folder.split_at_checked(ID_LENGTH) {
        Some((id, rest)) if is_id(id) && !rest.starts_with(char::is_alphanumeric) => {
            Some(id.to_owned())
        }
        _ => Some(folder),
    }
}

fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| DIGITS.contains(&byte))
}

/// Appends records of this device.
#[derive(Debug)]
pub struct Writer {
    data_dir: PathBuf,
    state_dir: PathBuf,
    /// What is known of the files of the device, so that each answer only reads what is new.
    known: BTreeMap<PathBuf, Known>,
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
            segment: None,
        })
    }

    /// Writes a record down. When this returns a record, it is on the disk.
    pub fn append(&mut self, event: Event, at: Moment) -> anyhow::Result<Record> {
        let mut written = self.append_all(vec![(event, at)])?;
        written.pop().context("nothing was written")
    }

    /// Writes records down, those of a month at once. When this returns, all are on the disk; after a
    /// failure, those of earlier months may be.
    pub fn append_all(&mut self, events: Vec<(Event, Moment)>) -> anyhow::Result<Vec<Record>> {
        // Held to the end: numbers are counted over all files of the device.
        let _turn = take_turn(&self.state_dir)
            .with_context(|| format!("could not write to {}", self.state_dir.display()))?;
        let (device, folder, first) = self.place()?;
        create_folder(&folder).with_context(|| format!("could not create {}", folder.display()))?;
        let mut records = Vec::with_capacity(events.len());
        let mut months: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for ((mut event, at), seq) in events.into_iter().zip(first..) {
            if let Event::Review(review) = &mut event {
                // There is one time in a line.
                review.at = at;
            }
            let record = Record {
                device: device.clone(),
                seq,
                at,
                event,
            };
            let month = jiff::Timestamp::from_millisecond(at.ms)?
                .strftime("%Y-%m")
                .to_string();
            months.entry(month).or_default().push(write_line(&record));
            records.push(record);
        }
        for (month, lines) in months {
            self.write(&folder, &month, &lines.join("\n"))?;
        }
        Ok(records)
    }

    /// Device, folder and number of the next record. A line that a stranger put into the folder may
    /// have used up the numbers; then it goes on as a new device.
    fn place(&mut self) -> anyhow::Result<(String, PathBuf, u64)> {
        let log = self.data_dir.join("log");
        let device = device_id(&self.state_dir)?;
        let folder = log.join(&device);
        if let Some(seq) = self.highest(&folder)?.checked_add(1) {
            return Ok((device, folder, seq));
        }
        let device = make_id(&self.state_dir, &self.state_dir.join("device"))?;
        let folder = log.join(&device);
        Ok((device, folder, 1))
    }

    /// The highest number of this device on the disk. Other processes may have written since.
    fn highest(&mut self, folder: &Path) -> anyhow::Result<u64> {
        let mut highest = 0;
        for file in files(folder, &mut Vec::new())? {
            let known = self.known.entry(file.clone()).or_default();
            scan(&file, known).with_context(|| format!("could not read {}", file.display()))?;
            highest = highest.max(known.seq);
        }
        Ok(highest)
    }

    /// Writes lines to the file of the month. After a failure, nothing more is written to that
    /// file: Linux may drop what it could not write and call the next try a success.
    fn write(&mut self, folder: &Path, month: &str, line: &str) -> anyhow::Result<()> {
        let file = match &self.segment {
            Some((of, file)) if of == month => file.clone(),
            _ => folder.join(format!("{month}.jsonl")),
        };
        let Err(first) = append_line(&file, line) else {
            return Ok(());
        };
        let segment = (2..SEGMENTS)
            .map(|number| folder.join(format!("{month}-{number}.jsonl")))
            .find(|path| fs::symlink_metadata(path).is_err_and(|error| is_absence(&error)))
            .context("there is no free file name")?;
        append_line(&segment, line).with_context(|| {
            format!(
                "could not write {} ({first}) nor {}",
                file.display(),
                segment.display()
            )
        })?;
        self.segment = Some((month.to_owned(), segment));
        Ok(())
    }
}

/// Reads what was added to a file since it was read last.
fn scan(path: &Path, known: &mut Known) -> io::Result<()> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    if size == known.bytes {
        return Ok(());
    }
    if size < known.bytes {
        known.bytes = 0;
    }
    file.seek(SeekFrom::Start(known.bytes))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Some(Ok(record)) = parse("", line) {
            known.seq = known.seq.max(record.seq);
        }
    }
    let whole = bytes.iter().rposition(|byte| *byte == b'\n');
    known.bytes += whole.map_or(0, |last| last as u64 + 1);
    Ok(())
}

/// Appends lines in a single write, on lines of their own even after a torn one, and waits until they
/// are on the disk.
fn append_line(path: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)?;
    lock(&file)?;
    let size = file.seek(SeekFrom::End(0))?;
    let mut last = [b'\n'];
    if size > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    let torn = if last == [b'\n'] { "" } else { "\n" };
    let bytes = format!("{torn}{line}\n").into_bytes();
    if file.write(&bytes)? != bytes.len() {
        return Err(io::Error::new(
            io::ErrorKind::WriteZero,
            "only a part was written",
        ));
    }
    file.sync_data()?;
    if size == 0 {
        sync_folder(path.parent())?;
    }
    Ok(())
}

/// Waits for the lock of a file. Some network drives have none; there, one writer at a time works.
fn lock(file: &File) -> io::Result<()> {
    match file.lock() {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}

/// Creates a folder and those around it, and waits until their names are on the disk.
fn create_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && !path.exists())
        .collect();
    fs::create_dir_all(folder)?;
    missing
        .into_iter()
        .try_for_each(|path| sync_folder(path.parent()))
}

/// Makes the names in a folder last. Only Unix can.
fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    match folder {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => {
            File::open(folder)?.sync_all()
        }
        _ => Ok(()),
    }
}

/// Whether a file can be made in a folder, or in the nearest one that is there.
fn check_writable(dir: &Path) -> anyhow::Result<()> {
    for folder in dir.ancestors() {
        match fs::metadata(folder) {
            Ok(metadata) if metadata.is_dir() => {
                // Where the system can, this file never has a name.
                tempfile::tempfile_in(folder)?;
                return Ok(());
            }
            Ok(_) => anyhow::bail!("{} is not a folder", folder.display()),
            Err(error) if is_absence(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    anyhow::bail!("no folder around it exists")
}

/// Waits until no other process writes as this device.
fn take_turn(state_dir: &Path) -> io::Result<File> {
    create_folder(state_dir)?;
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(state_dir.join("device.lock"))?;
    lock(&file)?;
    Ok(file)
}

/// The id of this device, if it has one. Nothing is made.
pub fn own_device(state_dir: &Path) -> Option<String> {
    let text = fs::read_to_string(state_dir.join("device")).ok()?;
    Some(text.trim().to_owned()).filter(|id| is_id(id))
}

/// The id of this device, which is made when there is none or it is damaged.
fn device_id(state_dir: &Path) -> anyhow::Result<String> {
    let path = state_dir.join("device");
    let read = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).trim().to_owned(),
        Err(error) if is_absence(&error) => String::new(),
        Err(error) => {
            return Err(error).with_context(|| format!("could not read {}", path.display()));
        }
    };
    if is_id(&read) {
        return Ok(read);
    }
    make_id(state_dir, &path).with_context(|| format!("could not write {}", path.display()))
}

fn make_id(state_dir: &Path, path: &Path) -> anyhow::Result<String> {
    let mut random = [0; ID_LENGTH];
    getrandom::fill(&mut random)?;
    let digits = random.map(|byte| char::from(DIGITS[usize::from(byte & 31)]));
    let id = String::from_iter(digits);
    let mut file = tempfile::Builder::new()
        .prefix(".recito-")
        .tempfile_in(state_dir)?;
    writeln!(file, "{id}")?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(Some(state_dir))?;
    Ok(id)
}

#[cfg(test)]
mod tests;
