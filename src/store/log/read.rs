//! Reading the files of all devices, copies that syncers made included.

use std::ffi::OsStr;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ignore::WalkBuilder;

use super::device::{ID_LENGTH, is_id};
use crate::review::scan::scan;
use crate::review::{Clash, Log};
use crate::store::files::is_absence;

/// Something in the log that could not be used. The rest of the log is not affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: PathBuf,
    /// Counted from 1; zero when it is about the file.
    pub line: usize,
    /// Offsets of the bytes that are no record.
    pub bytes: Range<usize>,
    pub reason: String,
}

/// A file of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: PathBuf,
    pub device: String,
    /// Size in bytes.
    pub bytes: usize,
    /// Records as they stand in it, repeated ones included.
    pub records: usize,
    /// Whether its last line has no line end.
    pub unended: bool,
}

/// What was read of a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub log: Log,
    pub files: Vec<File>,
    pub problems: Vec<Problem>,
    pub clashes: Vec<Clash>,
}

/// Reads all files of all devices. Bad lines and files that cannot be read are skipped and reported. A
/// missing folder is an empty log.
pub fn read(data_dir: &Path) -> anyhow::Result<Reading> {
    let folder = data_dir.join("log");
    let mut reading = Reading::default();
    let mut records = Vec::new();
    for path in files(&folder, &mut reading.problems)? {
        let Some(device) = device_of(&folder, &path) else {
            let problem = about(&path, "it lies in no folder of a device");
            reading.problems.push(problem);
            continue;
        };
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let problem = about(&path, format!("it could not be read: {error}"));
                reading.problems.push(problem);
                continue;
            }
        };
        let found = scan(&device, &bytes);
        let damage = found.damage.into_iter().map(|damage| Problem {
            file: path.clone(),
            line: damage.line,
            bytes: damage.bytes,
            reason: damage.reason,
        });
        reading.problems.extend(damage);
        reading.files.push(File {
            path,
            device,
            bytes: bytes.len(),
            records: found.records.len(),
            unended: found.unended,
        });
        records.extend(found.records);
    }
    (reading.log, reading.clashes) = Log::fold(records);
    Ok(reading)
}

/// The files of the log in a data folder, sorted.
pub(in crate::store) fn log_files(data_dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    files(&data_dir.join("log"), &mut Vec::new())
}

fn about(file: &Path, reason: impl Into<String>) -> Problem {
    Problem {
        file: file.to_owned(),
        line: 0,
        bytes: 0..0,
        reason: reason.into(),
    }
}

/// The files of a log below a folder, sorted.
pub(super) fn files(folder: &Path, problems: &mut Vec<Problem>) -> anyhow::Result<Vec<PathBuf>> {
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
pub(in crate::store) fn device_of(log: &Path, file: &Path) -> Option<String> {
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
