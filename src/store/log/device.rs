//! The name of this device, and its turn to write. Neither lies in the data folder: a copy of that folder
//! must not write as the device that it was copied from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;

use super::disk::{create_folder, lock, sync_folder};
use crate::store::files::is_absence;

/// Digits of RFC 4648 base 32, in lower case.
const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Length of the id of a device: 60 random bits.
pub(super) const ID_LENGTH: usize = 12;

/// Whether a text is the id of a device.
pub(super) fn is_id(text: &str) -> bool {
    text.len() == ID_LENGTH && text.bytes().all(|byte| DIGITS.contains(&byte))
}

/// Waits until no other process writes as this device.
pub(in crate::store) fn take_turn(state_dir: &Path) -> io::Result<File> {
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
pub(super) fn device_id(state_dir: &Path) -> anyhow::Result<String> {
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

/// Gives this device a new id.
pub(super) fn make_id(state_dir: &Path, path: &Path) -> anyhow::Result<String> {
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
