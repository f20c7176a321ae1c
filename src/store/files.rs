//! Finding, reading and writing files: notes, decks, configuration.
//!
//! Bytes and paths only; what the bytes mean is not known here. Errors name the path.
#![allow(clippy::disallowed_methods, reason = "this module is the disk")]

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ignore::WalkBuilder;

/// The largest note that is read, in bytes. Notes come from strangers; a person's notes stay below
/// a tenth of this.
pub const NOTE_LIMIT: u64 = 4 * 1024 * 1024;

/// The largest deck that is read, in bytes; the questions of a note are longer than the note.
pub const DECK_LIMIT: u64 = 64 * 1024 * 1024;

/// The largest configuration that is read, in bytes.
pub const SETTINGS_LIMIT: u64 = 1024 * 1024;

/// The bytes of a file, or the news that they are too many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Bytes(Vec<u8>),
    /// The file has more bytes than the limit and was not read.
    TooLarge(u64),
}

/// What a path on the command line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder, without symbolic links in its path.
    Folder(PathBuf),
    /// A file, without symbolic links in the path of its folder.
    File(PathBuf),
    /// A pipe, a device, or something else that is not read.
    Special,
    Nowhere,
}

/// Endings of the files that are notes.
const NOTE_ENDINGS: [&str; 2] = ["md", "markdown"];

/// Whether a file is a note by its name.
pub fn is_note(path: &Path) -> bool {
    has_ending(path, &NOTE_ENDINGS)
}

/// Finds out what a path stands for. A symbolic link that the user named is followed.
pub fn place(path: &Path) -> anyhow::Result<Place> {
    let attempt = || -> io::Result<Place> {
        let kind = match fs::metadata(path) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if is_absence(&error) => return Ok(Place::Nowhere),
            Err(error) => return Err(error),
        };
        if kind.is_dir() {
            return path.canonicalize().map(Place::Folder);
        }
        match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if kind.is_file() => {
                Ok(Place::File(folder.canonicalize()?.join(name)))
            }
            _ => Ok(Place::Special),
        }
    };
    attempt().with_context(|| format!("could not read {}", path.display()))
}

/// Whether there is a file or folder of this name. What can not be looked at counts as there.
pub fn is_there(path: &Path) -> bool {
    path.try_exists().unwrap_or(true)
}

/// Makes a folder that only the user can look into.
pub fn private_folder(path: &Path) -> anyhow::Result<()> {
    let attempt = || -> io::Result<()> {
        fs::create_dir_all(path)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    };
    attempt().with_context(|| format!("could not make {}", path.display()))
}

/// Whether a file is a symbolic link.
pub fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// The notes at a path, sorted: the file itself, or the regular files below a folder. Follows no
/// symbolic links below the path, skips hidden files and what a `.gitignore` or `.ignore` leaves out.
pub fn walk_notes(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut builder = WalkBuilder::new(path);
    // What one person ignores on all their machines must not change a shared deck.
    builder.require_git(false).git_global(false);
    walk(&builder, &NOTE_ENDINGS)
}

/// The notes below some paths with their sizes and the times of their last changes, sorted. What can not
/// be looked at is left out: it is for asking whether something changed.
pub fn stamps(paths: &[PathBuf]) -> Vec<(PathBuf, u64, i128)> {
    let notes = paths
        .iter()
        .flat_map(|path| walk_notes(path).unwrap_or_default());
    notes
        .filter_map(|path| {
            let metadata = fs::metadata(&path).ok()?;
            let changed = jiff::Timestamp::try_from(metadata.modified().ok()?).ok()?;
            Some((path, metadata.len(), changed.as_nanosecond()))
        })
        .collect()
}

/// The TOML files below a folder, sorted; none when there is no such folder. Decks that git ignores
/// are decks all the same.
pub fn walk_decks(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    match place(folder)? {
        Place::Folder(_) => walk(WalkBuilder::new(folder).standard_filters(false), &["toml"]),
        _ => Ok(Vec::new()),
    }
}

fn walk(builder: &WalkBuilder, endings: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in builder.build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) && has_ending(entry.path(), endings)
        {
            found.push(entry.into_path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether the name of a file has one of these endings, in any case.
fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            endings
                .iter()
                .any(|known| known.eq_ignore_ascii_case(ending))
        })
}

/// Reads a file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> anyhow::Result<Content> {
    let attempt = || -> io::Result<Content> {
        let file = fs::File::open(path)?;
        let size = file.metadata()?.len();
        if size > limit {
            return Ok(Content::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default() + 1);
        // The file may grow while it is read, and a device has no size: the limit holds anyway.
        file.take(limit + 1).read_to_end(&mut bytes)?;
        let read = bytes.len() as u64;
        Ok(if read > limit {
            Content::TooLarge(read)
        } else {
            Content::Bytes(bytes)
        })
    };
    attempt().with_context(|| format!("could not read {}", path.display()))
}

/// Reads a file that may not be there.
pub fn read_if_there(path: &Path, limit: u64) -> anyhow::Result<Option<Content>> {
    match fs::symlink_metadata(path) {
        Err(error) if is_absence(&error) => Ok(None),
        _ => read(path, limit).map(Some),
    }
}

/// Whether an error only says that there is no such file.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Puts these bytes into a file, in one step: whoever reads it sees the old bytes or the new ones.
/// A file that holds them already is left alone. Returns whether it was written.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> anyhow::Result<bool> {
    let attempt = || -> io::Result<bool> {
        match fs::read(path) {
            Ok(old) if old == bytes => return Ok(false),
            Err(error) if !is_absence(&error) => return Err(error),
            _ => {}
        }
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = new_file(folder)?;
        if let Ok(old) = fs::metadata(path) {
            file.as_file().set_permissions(old.permissions())?;
        }
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(true)
    };
    attempt().with_context(|| format!("could not write {}", path.display()))
}

/// A temporary file that ends up with the permissions that any new file of the user gets.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recito-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Creates a file that must not be there yet. Returns whether it was written.
pub fn create(path: &Path, bytes: &[u8]) -> anyhow::Result<bool> {
    let attempt = || -> io::Result<bool> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        match fs::File::create_new(path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                file.sync_all()?;
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    };
    attempt().with_context(|| format!("could not write {}", path.display()))
}

/// Removes a file if it is there.
pub fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Err(error) if !is_absence(&error) => {
            Err(error).with_context(|| format!("could not remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        walk_notes(folder)
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(folder).unwrap().display().to_string())
            .collect()
    }

    #[test]
    fn the_walk_is_sorted_and_keeps_out_what_does_not_belong() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (path, text) in [
            ("b.md", ""),
            ("a/z.MD", ""),
            ("a/c.markdown", ""),
            ("a/notes.txt", ""),
            (".hidden/x.md", ""),
            ("out/x.md", ""),
            (".gitignore", "out/\n"),
        ] {
            create(&root.join(path), text.as_bytes()).unwrap();
        }
        fs::create_dir(root.join("folder.md")).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("/etc/passwd", root.join("link.md")).unwrap();
            std::os::unix::fs::symlink(&root, root.join("loop")).unwrap();
        }
        assert_eq!(names(&root), ["a/c.markdown", "a/z.MD", "b.md"]);
    }

    #[test]
    fn a_file_is_written_only_when_its_bytes_differ() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/a.toml");
        assert!(write_if_changed(&path, b"one").unwrap());
        assert!(!write_if_changed(&path, b"one").unwrap());
        assert!(write_if_changed(&path, b"two").unwrap());
        assert_eq!(read(&path, 8).unwrap(), Content::Bytes(b"two".to_vec()));
        assert!(!create(&path, b"three").unwrap());
        assert_eq!(read(&path, 8).unwrap(), Content::Bytes(b"two".to_vec()));
        let left: Vec<_> = fs::read_dir(folder.path().join("new")).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file stays");
    }

    #[cfg(unix)]
    #[test]
    fn a_rewrite_keeps_the_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        write_if_changed(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write_if_changed(&path, b"two").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }

    #[test]
    fn a_file_over_the_limit_is_not_read_and_one_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.md");
        let file = fs::File::create(&path).unwrap();
        file.set_len(9).unwrap();
        assert_eq!(read(&path, 8).unwrap(), Content::TooLarge(9));
        let missing = folder.path().join("none.md");
        assert_eq!(read_if_there(&missing, 8).unwrap(), None);
        assert!(
            read(&missing, 8)
                .unwrap_err()
                .to_string()
                .contains("none.md")
        );
    }
}
