//! The container: a zip file with a database, a list of media, and the media.
//!
//! It knows the names of the members and nothing of what is in them. A package may come from anybody:
//! what is unpacked has limits, and no name leads out of a folder.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use anyhow::{Context as _, bail, ensure};
use prost::Message as _;
use sha1::{Digest as _, Sha1};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::proto::{MediaEntries, MediaEntry, PackageMetadata};
use super::{Format, Media};

/// Members that hold the database, by kind of package.
const LEGACY_1: &str = "collection.anki2";
const LEGACY_2: &str = "collection.anki21";
const LATEST: &str = "collection.anki21b";

/// What `meta` says in the newest kind.
const VERSION_LATEST: i32 = 3;

/// The largest database that is unpacked, in bytes: a small file must not be able to fill the memory.
const LARGEST_DATABASE: u64 = 1 << 30;

/// The largest medium, and the most of all of them.
const LARGEST_MEDIUM: u64 = 64 << 20;
const MOST_MEDIA: u64 = 2 << 30;

/// The longest list of media, in bytes.
const LONGEST_LIST: u64 = 32 << 20;

/// How much memory zstd may take to look back, as a power of two.
const WINDOW: u32 = 27;

/// How hard zstd tries: Anki's own level costs three times as much and saves nothing.
const LEVEL: i32 = 3;

/// How hard deflate tries. Higher levels take most of the time of an export.
const DEFLATE: i64 = 1;

/// A package around a database. The times in it are those of the zip format's beginning, in 1980,
/// so that the same database gives the same bytes.
pub(super) fn write(database: &[u8], media: &[Media], format: Format) -> anyhow::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(DEFLATE));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut member = |name: &str, options, bytes: &[u8]| -> anyhow::Result<()> {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
        Ok(())
    };
    match format {
        Format::Compat => {
            member(LEGACY_1, deflated, database)?;
            let names: BTreeMap<String, &str> = (0..media.len())
                .map(|number| (number.to_string(), media[number].name.as_str()))
                .collect();
            member("media", deflated, serde_json::to_string(&names)?.as_bytes())?;
            for (number, medium) in media.iter().enumerate() {
                // Pictures are packed already.
                member(&number.to_string(), stored, &medium.bytes)?;
            }
        }
        Format::Latest => {
            let meta = PackageMetadata {
                version: VERSION_LATEST,
            };
            member("meta", stored, &meta.encode_to_vec())?;
            member(LATEST, stored, &packed(database)?)?;
            let entries = MediaEntries {
                entries: media.iter().map(entry).collect(),
            };
            member("media", stored, &packed(&entries.encode_to_vec())?)?;
            for (number, medium) in media.iter().enumerate() {
                member(&number.to_string(), stored, &packed(&medium.bytes)?)?;
            }
        }
    }
    Ok(zip.finish()?.into_inner())
}

fn packed(bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    Ok(zstd::bulk::compress(bytes, LEVEL)?)
}

fn entry(medium: &Media) -> MediaEntry {
    MediaEntry {
        name: medium.name.clone(),
        size: u32::try_from(medium.bytes.len()).unwrap_or(u32::MAX),
        sha1: Sha1::digest(&medium.bytes).to_vec(),
    }
}

/// A package that is read.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Name of the member that holds the database.
    database: &'static str,
    /// Members of media by their real names.
    media: BTreeMap<String, String>,
    /// How much may still be unpacked of media.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens a package of any kind.
    pub(super) fn open(bytes: &'a [u8]) -> anyhow::Result<Archive<'a>> {
        let zip = ZipArchive::new(Cursor::new(bytes)).context("it is not a zip file")?;
        let mut archive = Archive {
            zip,
            database: LEGACY_1,
            media: BTreeMap::new(),
            left: MOST_MEDIA,
        };
        let has = |name| archive.zip.index_for_name(name).is_some();
        archive.database = match (archive.version()?, has(LEGACY_2)) {
            (Some(1), _) | (None, false) => LEGACY_1,
            (Some(2), _) | (None, true) => LEGACY_2,
            (Some(VERSION_LATEST), _) => LATEST,
            (Some(version), _) => bail!("it is of version {version}, which is too new"),
        };
        ensure!(
            archive.zip.index_for_name(archive.database).is_some(),
            "it has no `{}`",
            archive.database
        );
        archive.media = archive.list()?;
        Ok(archive)
    }

    fn version(&self) -> anyhow::Result<Option<i32>> {
        let mut zip = self.zip.clone();
        if zip.index_for_name("meta").is_none() {
            return Ok(None);
        }
        let bytes = limited(zip.by_name("meta")?, 1 << 10, "meta")?;
        Ok(Some(PackageMetadata::decode(bytes.as_slice())?.version))
    }

    fn is_latest(&self) -> bool {
        self.database == LATEST
    }

    /// The database, unpacked.
    pub(super) fn database(&mut self) -> anyhow::Result<Vec<u8>> {
        let name = self.database;
        self.member(name, LARGEST_DATABASE)
    }

    fn member(&mut self, name: &str, limit: u64) -> anyhow::Result<Vec<u8>> {
        let latest = self.is_latest();
        let member = self
            .zip
            .by_name(name)
            .with_context(|| format!("`{name}` cannot be read"))?;
        if !latest {
            return limited(member, limit, name);
        }
        let mut decoder = zstd::stream::read::Decoder::new(member)?;
        decoder.window_log_max(WINDOW)?;
        limited(decoder, limit, name)
    }

    fn list(&mut self) -> anyhow::Result<BTreeMap<String, String>> {
        if self.zip.index_for_name("media").is_none() {
            return Ok(BTreeMap::new());
        }
        let bytes = self.member("media", LONGEST_LIST)?;
        let named: Vec<(String, String)> = if self.is_latest() {
            let list = MediaEntries::decode(bytes.as_slice()).context("`media` is damaged")?;
            let numbers = (0..).map(|number: u32| number.to_string());
            numbers
                .zip(list.entries.into_iter().map(|entry| entry.name))
                .collect()
        } else if bytes.is_empty() {
            Vec::new()
        } else {
            let list: BTreeMap<String, String> =
                serde_json::from_slice(&bytes).context("`media` is damaged")?;
            list.into_iter().collect()
        };
        if let Some((_, name)) = named.iter().find(|(_, name)| !is_flat(name)) {
            bail!("it has a medium named `{name}`, which leads out of its folder");
        }
        Ok(named
            .into_iter()
            .map(|(member, name)| (name, member))
            .collect())
    }

    /// The bytes of a medium; none when the package does not have it.
    pub(super) fn medium(&mut self, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(member) = self.media.get(name).cloned() else {
            return Ok(None);
        };
        if self.zip.index_for_name(&member).is_none() {
            return Ok(None);
        }
        let bytes = self.member(&member, LARGEST_MEDIUM.min(self.left))?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Whether a name is one of a file and not of a way to one.
fn is_flat(name: &str) -> bool {
    !name.is_empty()
        && name != "."
        && name != ".."
        && name.len() <= 255
        && !name.contains(['/', '\\', ':'])
        && !name.contains(char::is_control)
}

fn limited(mut reader: impl std::io::Read, limit: u64, name: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader
        .by_ref()
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("`{name}` is damaged"))?;
    ensure!(
        bytes.len() as u64 <= limit,
        "`{name}` has more than the {limit} bytes that are read"
    );
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium(name: &str, bytes: &[u8]) -> Media {
        Media {
            name: name.into(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn what_is_written_reads_back_and_never_differs() {
        let database = b"not a database ".repeat(1000);
        let media: Vec<Media> = (0..12)
            .map(|n| medium(&format!("{n}.png"), format!("picture {n}").as_bytes()))
            .collect();
        for format in [Format::Compat, Format::Latest] {
            let bytes = write(&database, &media, format).unwrap();
            assert_eq!(bytes, write(&database, &media, format).unwrap());
            let mut archive = Archive::open(&bytes).unwrap();
            assert_eq!(archive.database().unwrap(), database);
            for medium in &media {
                assert_eq!(
                    archive.medium(&medium.name).unwrap(),
                    Some(medium.bytes.clone())
                );
            }
            assert_eq!(archive.medium("other").unwrap(), None);
            assert!(bytes.len() < database.len() / 3);
        }
    }

    /// A zip file with these members.
    fn made(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn refuse(members: &[(&str, &[u8])], why: &str) {
        let bytes = made(members);
        let error = Archive::open(&bytes).and_then(|mut archive| archive.database());
        let error = format!("{:#}", error.unwrap_err());
        assert!(error.contains(why), "{error}");
    }

    #[test]
    fn the_newest_database_of_a_package_is_the_one_that_counts() {
        let check = |members: &[(&str, &[u8])], expect: &[u8]| {
            let bytes = made(members);
            assert_eq!(Archive::open(&bytes).unwrap().database().unwrap(), expect);
        };
        let stub: (&str, &[u8]) = (LEGACY_1, b"stub");
        check(&[stub], b"stub");
        check(&[stub, (LEGACY_2, b"new")], b"new");
        check(&[("meta", b"\x08\x02"), stub, (LEGACY_2, b"new")], b"new");
        let latest = packed(b"newest").unwrap();
        check(&[("meta", b"\x08\x03"), stub, (LATEST, &latest)], b"newest");
    }

    #[test]
    fn what_is_no_package_or_would_do_harm_is_refused() {
        assert!(Archive::open(b"").is_err());
        assert!(Archive::open(b"# Notes\n").is_err());
        refuse(&[("mimetype", b"")], "no `collection.anki2`");
        refuse(
            &[("meta", b"\x08\x03"), (LEGACY_1, b"")],
            "no `collection.anki21b`",
        );
        refuse(&[("meta", b"\x08\x09")], "version 9, which is too new");
        refuse(
            &[("meta", b"\x08\x03"), (LATEST, b"not zstd")],
            "is damaged",
        );
        for name in ["../x", "a/b", "C:\\\\x", "..", ""] {
            let list = format!("{{\"0\":\"{name}\"}}");
            refuse(&[(LEGACY_1, b""), ("media", list.as_bytes())], "leads out");
        }
        refuse(&[(LEGACY_1, b""), ("media", b"[]")], "`media` is damaged");
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_memory() {
        let zeros = vec![0; usize::try_from(LONGEST_LIST).unwrap() + 1];
        refuse(&[(LEGACY_1, b""), ("media", &zeros)], "has more than");
        let packed = packed(&zeros).unwrap();
        assert!(packed.len() < 10_000);
        refuse(
            &[("meta", b"\x08\x03"), (LATEST, b""), ("media", &packed)],
            "has more than",
        );
    }
}
