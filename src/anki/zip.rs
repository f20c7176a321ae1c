//! The container: a zip file with the database and an empty list of media.
//!
//! It knows the names of the members and nothing of what is in them.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The member that holds the database in the oldest kind of package.
const DATABASE: &str = "collection.anki2";

/// The largest database that is unpacked: a small file must not be able to fill the memory.
const LARGEST: u64 = 1 << 30;

/// A package around a database. The times in it are those of the zip format's beginning, in 1980,
/// so that the same database gives the same bytes.
pub(super) fn write(database: &[u8]) -> anyhow::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(DATABASE, options)?;
    zip.write_all(database)?;
    zip.start_file("media", options)?;
    zip.write_all(b"{}")?;
    Ok(zip.finish()?.into_inner())
}

/// The database of a package.
pub(super) fn read(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes))?;
    let member = zip.by_name(DATABASE)?;
    let mut database = Vec::new();
    member.take(LARGEST + 1).read_to_end(&mut database)?;
    anyhow::ensure!(
        database.len() as u64 <= LARGEST,
        "`{DATABASE}` is larger than 1 GiB"
    );
    Ok(database)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_never_differs() {
        let database = b"not a database ".repeat(1000);
        let bytes = write(&database).unwrap();
        assert_eq!(bytes, write(&database).unwrap());
        assert_eq!(read(&bytes).unwrap(), database);
        assert!(bytes.len() < database.len() / 10);
    }

    #[test]
    fn other_files_are_refused() {
        let other = |name: &str| {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.finish().unwrap().into_inner()
        };
        assert!(read(b"").is_err());
        assert!(read(b"# Notes\n").is_err());
        assert!(read(&other("mimetype")).is_err());
        assert!(read(&other("collection.anki21b")).is_err());
    }
}
