//! Backups: a zip file with the log, the decks that have no collection, and a manifest with hashes.
//!
//! Restoring is a union: what the log has stays, what only the backup has is added in a file of its own.
//! So no backup, however old, can take anything away.
#![allow(clippy::disallowed_methods, reason = "this module is the disk")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::files::{create, is_absence, walk_decks};
use super::log::{create_folder, device_of, log_files, sync_folder};
use crate::day::Moment;
use crate::report::manifest::{Kept, Manifest};
use crate::review::scan::scan;

const MANIFEST: &str = "manifest.json";

/// The largest backup that is restored, in bytes: thirty years of a diligent learner.
const LARGEST: u64 = 2 << 30;

/// The most backups that are kept by themselves, a month each.
const MONTHS: usize = 12;

/// Writes a backup, reads it back, and puts it under its name in one step. The time in it is `now`.
pub fn write(data_dir: &Path, target: &Path, now: Moment) -> anyhow::Result<Manifest> {
    let folder = target.parent().filter(|path| !path.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let attempt = || -> anyhow::Result<Manifest> {
        create_folder(folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(".recito-")
            .tempfile_in(folder)?;
        let manifest = fill(data_dir, file.as_file_mut(), now)?;
        file.as_file().sync_all()?;
        file.as_file_mut().rewind()?;
        let (_, damaged) = read(file.as_file_mut(), &mut |_, _| Ok(()))?;
        ensure!(
            damaged.is_empty(),
            "what was written could not be read back"
        );
        file.persist(target)?;
        sync_folder(Some(folder))?;
        Ok(manifest)
    };
    attempt().with_context(|| format!("could not write {}", target.display()))
}

fn fill(data_dir: &Path, file: &mut File, now: Moment) -> anyhow::Result<Manifest> {
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .large_file(true)
        .compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(io::BufWriter::new(file));
    let mut kept = Vec::new();
    let log = log_files(data_dir)?;
    let decks = walk_decks(&data_dir.join("decks"))?;
    for path in log.iter().chain(&decks) {
        let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        let Some(name) = name_of(data_dir, path) else {
            continue;
        };
        let records = if name.starts_with("log/") {
            scan("", &bytes).records.len()
        } else {
            0
        };
        zip.start_file(&name, options)?;
        zip.write_all(&bytes)?;
        kept.push(Kept {
            path: name,
            bytes: bytes.len(),
            records,
            blake3: blake3::hash(&bytes).to_string(),
        });
    }
    let made = jiff::Timestamp::from_millisecond(now.ms)?.to_string();
    let manifest = Manifest::new(made, kept);
    zip.start_file(MANIFEST, options)?;
    zip.write_all(manifest.text().as_bytes())?;
    zip.finish()?.flush()?;
    Ok(manifest)
}

/// Path below a folder, with `/`. None for a name that is no text.
fn name_of(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// Gives each file of a backup to `take`, with its name. Returns the manifest, if it can be read, and the
/// names of files that are not what it says. Where there is a manifest, only what it lists is taken; a file
/// whose name is damaged is known by its hash.
fn read(
    file: &mut File,
    take: &mut dyn FnMut(&str, Vec<u8>) -> anyhow::Result<()>,
) -> anyhow::Result<(Option<Manifest>, Vec<String>)> {
    let mut zip = ZipArchive::new(io::BufReader::new(file)).context("it is no backup")?;
    let manifest = zip.by_name(MANIFEST).ok().and_then(|mut member| {
        let mut bytes = Vec::new();
        member.by_ref().take(LARGEST).read_to_end(&mut bytes).ok()?;
        Manifest::parse(&bytes)
    });
    let listed = manifest.iter().flat_map(|manifest| &manifest.files);
    let mut missing: BTreeMap<&str, &str> = listed
        .map(|kept| (kept.path.as_str(), kept.blake3.as_str()))
        .collect();
    let (mut room, mut damaged) = (LARGEST, Vec::new());
    for at in 0..zip.len() {
        let mut member = match zip.by_index(at) {
            Ok(member) => member,
            Err(error) => {
                damaged.push(format!("file {} ({error})", at + 1));
                continue;
            }
        };
        let name = member.name().map_or(String::new(), Cow::into_owned);
        let mut bytes = Vec::new();
        // What a damaged member still gave is looked at, too: each record has a checksum of its own.
        let whole = member.by_ref().take(room + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        ensure!(size <= room, "it holds more than {LARGEST} bytes");
        room -= size;
        if name == MANIFEST {
            continue;
        }
        if whole.is_err() {
            damaged.push(name.clone());
        }
        let hash = blake3::hash(&bytes).to_string();
        let (path, intact) = listed_as(&missing, &name, &hash);
        if !intact && manifest.is_some() {
            damaged.push(name.clone());
        }
        match path {
            Some(path) => {
                missing.remove(path);
                take(path, bytes)?;
            }
            None if manifest.is_none() => take(&name, bytes)?,
            None => {}
        }
    }
    damaged.extend(missing.keys().map(|path| (*path).to_owned()));
    damaged.sort();
    damaged.dedup();
    Ok((manifest, damaged))
}

/// The path under which a manifest lists a file, by its name or else by its hash, and whether both are as listed.
fn listed_as<'a>(
    missing: &BTreeMap<&'a str, &str>,
    name: &str,
    hash: &str,
) -> (Option<&'a str>, bool) {
    if let Some((path, kept)) = missing.get_key_value(name) {
        return (Some(*path), *kept == hash);
    }
    let same = missing.iter().find(|(_, kept)| **kept == hash);
    (same.map(|(path, _)| *path), false)
}

/// What a restore did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Records that were added.
    pub added: usize,
    /// Records that were there already.
    pub known: usize,
    /// Decks that were missing and were put back.
    pub decks: usize,
    /// Files in the backup that are not what its manifest says.
    pub damaged: Vec<String>,
    /// Whether the backup has a manifest that can be read.
    pub listed: bool,
}

/// Adds what a backup has and the data folder has not.
pub fn restore(data_dir: &Path, source: &Path) -> anyhow::Result<Restored> {
    let attempt = || -> anyhow::Result<Restored> {
        let known = known(data_dir)?;
        let mut restored = Restored::default();
        let mut missing: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
        let mut decks = Vec::new();
        let mut taken = HashSet::new();
        let (manifest, damaged) = read(&mut File::open(source)?, &mut |name, bytes| {
            if let Some(device) = device_in(name) {
                for place in scan(&device, &bytes).places {
                    let line = &bytes[place];
                    let key = key(&device, line);
                    if known.contains(&key) || !taken.insert(key) {
                        restored.known += 1;
                    } else {
                        missing
                            .entry(device.clone())
                            .or_default()
                            .push(line.to_vec());
                    }
                }
            } else if let Some(path) = deck_in(name) {
                decks.push((path, bytes));
            }
            Ok(())
        })?;
        for (device, lines) in missing {
            restored.added += lines.len();
            add(&data_dir.join("log").join(device), &lines)?;
        }
        for (path, bytes) in decks {
            restored.decks += usize::from(create(&data_dir.join(path), &bytes)?);
        }
        restored.damaged = damaged;
        restored.listed = manifest.is_some();
        Ok(restored)
    };
    attempt().with_context(|| format!("could not restore {}", source.display()))
}

/// The device of a file of the log in a backup. Names come from strangers: nothing else is used of them.
fn device_in(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split('/').collect();
    let ["log", folder, .., _] = parts.as_slice() else {
        return None;
    };
    let device = device_of(Path::new("log"), Path::new(name))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (parts.len() > 2 && !folder.is_empty() && device.chars().all(plain)).then_some(device)
}

/// The path of a deck in a backup, if it stays inside the data folder.
fn deck_in(name: &str) -> Option<PathBuf> {
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0'])
    };
    let inside = name.starts_with("decks/") && name.split('/').all(plain);
    let path = PathBuf::from(name);
    (inside && path.extension().is_some_and(|ending| ending == "toml")).then_some(path)
}

/// How many records a log has, each counted once.
pub fn distinct(data_dir: &Path) -> anyhow::Result<usize> {
    Ok(known(data_dir)?.len())
}

/// The records of the log, by device and text.
fn known(data_dir: &Path) -> anyhow::Result<HashSet<[u8; 32]>> {
    let log = data_dir.join("log");
    let mut known = HashSet::new();
    for path in log_files(data_dir)? {
        let bytes =
            fs::read(&path).with_context(|| format!("could not read {}", path.display()))?;
        if let Some(device) = device_of(&log, &path) {
            let places = scan(&device, &bytes).places.into_iter();
            known.extend(places.map(|place| key(&device, &bytes[place])));
        }
    }
    Ok(known)
}

fn key(device: &str, line: &[u8]) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    hash.update(device.as_bytes()).update(b"\n").update(line);
    hash.finalize().into()
}

/// Writes lines to a new file in the folder of a device, in one step.
fn add(folder: &Path, lines: &[Vec<u8>]) -> anyhow::Result<()> {
    let mut bytes = lines.join(&b'\n');
    bytes.push(b'\n');
    let hash = blake3::hash(&bytes).to_string();
    create_folder(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".recito-")
        .tempfile_in(folder)?;
    file.write_all(&bytes)?;
    file.as_file().sync_all()?;
    file.persist(folder.join(format!("restored-{}.jsonl", &hash[..12])))?;
    sync_folder(Some(folder))?;
    Ok(())
}

/// The folder of the backups that are made by themselves.
pub fn folder(state_dir: &Path) -> PathBuf {
    state_dir.join("backup")
}

/// The backups that were made by themselves, the oldest first.
pub fn kept(state_dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = folder(state_dir);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        Err(error) => {
            return Err(error).with_context(|| format!("could not read {}", folder.display()));
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "zip") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Makes the backup of this month if there is none and there is something to keep. The oldest one goes when
/// a year of them is there, unless it has more records than the newest: then something was lost since.
pub fn monthly(data_dir: &Path, state_dir: &Path, now: Moment) -> anyhow::Result<Option<PathBuf>> {
    let month = jiff::Timestamp::from_millisecond(now.ms)?.strftime("%Y-%m");
    let target = folder(state_dir).join(format!("{month}.zip"));
    if target.exists() || log_files(data_dir)?.is_empty() {
        return Ok(None);
    }
    let newest = write(data_dir, &target, now)?;
    let mut kept = kept(state_dir)?;
    while kept.len() > MONTHS {
        let oldest = kept.remove(0);
        let (manifest, _) = read(&mut File::open(&oldest)?, &mut |_, _| Ok(()))?;
        if manifest.is_some_and(|manifest| manifest.records > newest.records) {
            bail!("{} has more records than the log", oldest.display());
        }
        fs::remove_file(&oldest)?;
    }
    Ok(Some(target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::CardId;
    use crate::review::{Event, Log};
    use crate::store::log::{self, Writer};

    const NOON: Moment = Moment {
        ms: 1_796_126_400_000,
        offset: 60,
    };

    struct World(tempfile::TempDir);

    impl World {
        fn new() -> World {
            World(tempfile::tempdir().unwrap())
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn mark(&self, names: &[&str]) {
            let mut writer = Writer::open(&self.path("data"), &self.path("state")).unwrap();
            for name in names {
                let card = CardId::of(&[name]);
                let event = Event::Suspend {
                    card,
                    suspended: true,
                };
                writer.append(event, NOON).unwrap();
            }
        }

        fn log(&self) -> Log {
            let reading = log::read(&self.path("data")).unwrap();
            assert_eq!(reading.problems, []);
            reading.log
        }

        fn backup(&self) -> PathBuf {
            let target = self.path("backup.zip");
            write(&self.path("data"), &target, NOON).unwrap();
            target
        }
    }

    #[test]
    fn a_restore_brings_back_what_was_lost_and_takes_nothing_away() {
        let world = World::new();
        world.mark(&["a", "b", "c"]);
        let deck = world.path("data/decks/home/n.md.toml");
        create(&deck, b"version = 1\n").unwrap();
        let backup = world.backup();
        world.mark(&["d"]);
        let whole = world.log();
        let restored = restore(&world.path("data"), &backup).unwrap();
        assert_eq!((restored.added, restored.known, restored.decks), (0, 3, 0));
        assert_eq!(world.log(), whole);
        // Half of a file is lost, a deck is changed, another is gone.
        let file = log_files(&world.path("data")).unwrap().remove(0);
        let text = fs::read_to_string(&file).unwrap();
        let (_, rest) = text.split_at(text.match_indices('\n').nth(1).unwrap().0 + 1);
        fs::write(&file, rest).unwrap();
        fs::write(&deck, "version = 1\n# mine\n").unwrap();
        for added in [2, 0] {
            let restored = restore(&world.path("data"), &backup).unwrap();
            assert_eq!((restored.added, restored.decks), (added, 0));
            assert!(restored.listed && restored.damaged.is_empty());
            assert_eq!(world.log(), whole);
        }
        assert_eq!(fs::read(&deck).unwrap(), b"version = 1\n# mine\n");
        // All is lost.
        fs::remove_dir_all(world.path("data")).unwrap();
        let restored = restore(&world.path("data"), &backup).unwrap();
        assert_eq!((restored.added, restored.decks), (3, 1));
        assert_eq!(world.log().records.len(), 3);
        // The numbers go on behind those that came back.
        world.mark(&["e"]);
        assert_eq!(log::read(&world.path("data")).unwrap().clashes, []);
    }

    #[test]
    fn each_damaged_byte_of_a_backup_is_noticed_and_never_restored_as_truth() {
        let world = World::new();
        world.mark(&["a", "b"]);
        let whole = world.log();
        let bytes = fs::read(world.backup()).unwrap();
        let mut noticed = 0;
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x10;
            let file = world.path("damaged.zip");
            fs::write(&file, bytes).unwrap();
            let other = World::new();
            if let Ok(restored) = restore(&other.path("data"), &file) {
                noticed += usize::from(!restored.damaged.is_empty() || !restored.listed);
                for record in other.log().records {
                    assert!(whole.records.contains(&record), "byte {at}");
                }
            } else {
                noticed += 1;
            }
        }
        // A zip file holds times, flags and names twice that nobody reads.
        assert!(noticed * 2 > bytes.len(), "{noticed} of {}", bytes.len());
    }

    #[test]
    fn names_of_strangers_lead_nowhere() {
        for name in [
            "log/../../x/a.jsonl",
            "log//a.jsonl",
            "/log/a/b.jsonl",
            "log/a.jsonl",
            "log/a b/c.jsonl",
            "logs/a/b.jsonl",
        ] {
            assert_eq!(device_in(name), None, "{name}");
        }
        assert_eq!(device_in("log/abc/2026-12.jsonl").as_deref(), Some("abc"));
        for name in [
            "decks/../x.toml",
            "decks/.git/x.toml",
            "decks\\x.toml",
            "/decks/x.toml",
            "decks/c:/x.toml",
            "decks/x.md",
        ] {
            assert_eq!(deck_in(name), None, "{name}");
        }
        assert!(deck_in("decks/home/a.md.toml").is_some());
    }

    #[test]
    fn a_year_of_backups_is_kept_and_none_that_holds_more() {
        let world = World::new();
        let (data, state) = (world.path("data"), world.path("state"));
        assert_eq!(monthly(&data, &state, NOON).unwrap(), None);
        world.mark(&["a", "b"]);
        let month = |number: i64| NOON.plus_ms(number * 31 * 86_400_000);
        for number in 0..14 {
            assert!(monthly(&data, &state, month(number)).unwrap().is_some());
            assert_eq!(monthly(&data, &state, month(number)).unwrap(), None);
        }
        assert_eq!(kept(&state).unwrap().len(), MONTHS);
        let oldest = kept(&state).unwrap().remove(0);
        let file = log_files(&data).unwrap().remove(0);
        fs::write(&file, "").unwrap();
        assert!(monthly(&data, &state, month(14)).is_err());
        assert!(oldest.exists());
    }
}
