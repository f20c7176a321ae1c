//! Writing that lasts: lines, folders and names that are on the disk when a function returns.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use crate::store::files::is_absence;

/// Appends lines in a single write, on lines of their own even after a torn one, and waits until they
/// are on the disk.
pub(super) fn append_line(path: &Path, line: &str) -> io::Result<()> {
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
pub(super) fn lock(file: &File) -> io::Result<()> {
    match file.lock() {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        result => result,
    }
}

/// Creates a folder and those around it, and waits until their names are on the disk.
pub(in crate::store) fn create_folder(folder: &Path) -> io::Result<()> {
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
pub(in crate::store) fn sync_folder(folder: Option<&Path>) -> io::Result<()> {
    match folder {
        Some(folder) if cfg!(unix) && !folder.as_os_str().is_empty() => {
            File::open(folder)?.sync_all()
        }
        _ => Ok(()),
    }
}

/// Whether a file can be made in a folder, or in the nearest one that is there.
pub(super) fn check_writable(dir: &Path) -> anyhow::Result<()> {
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
