//! On what a folder lies, as far as that matters for a log: a network drive, a folder that a program keeps
//! the same on several machines, somebody's repository.
#![allow(clippy::disallowed_methods, reason = "this module is the disk")]

use std::fs;
use std::path::{Path, PathBuf};

use super::files::is_there;

/// What is special about the place of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Special {
    /// A drive of another machine, with the name of its file system.
    Network(String),
    /// A folder that this program carries between machines, and where it begins.
    Synced(&'static str, PathBuf),
    /// A git repository that is not the folder's own.
    Repository(PathBuf),
}

/// File systems whose files lie on other machines.
const NETWORK: [&str; 16] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.s3fs",
];

/// What a syncer leaves in the folder that it carries.
const MARKS: [(&str, &str); 5] = [
    (".stfolder", "Syncthing"),
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".sync_folder", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
];

/// Names of the folders that syncers make.
const NAMES: [(&str, &str); 6] = [
    ("Dropbox", "Dropbox"),
    ("OneDrive", "OneDrive"),
    ("Google Drive", "Google Drive"),
    ("Nextcloud", "Nextcloud"),
    ("Mobile Documents", "iCloud"),
    ("Syncthing", "Syncthing"),
];

/// What is special about the place of a folder, which may not exist yet.
pub fn special(folder: &Path) -> Vec<Special> {
    // Only Linux has this file. Elsewhere nothing is said of drives.
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let real = folder
        .ancestors()
        .find_map(|path| path.canonicalize().ok())
        .unwrap_or_else(|| folder.to_owned());
    let network = network(&mounts, &real).map(Special::Network);
    let synced = real.ancestors().find_map(|path| {
        let mark = MARKS.iter().find(|(mark, _)| is_there(&path.join(mark)));
        let name = || NAMES.iter().find(|(name, _)| path.ends_with(name));
        let (_, program) = mark.or_else(name)?;
        Some(Special::Synced(program, path.to_owned()))
    });
    let around = folder.ancestors().skip(1);
    let repository = around
        .filter(|path| !is_there(&folder.join(".git")) && is_there(&path.join(".git")))
        .map(|path| Special::Repository(path.to_owned()))
        .next();
    network
        .into_iter()
        .chain(synced)
        .chain(repository)
        .collect()
}

/// The file system of a folder, if it is one of other machines. The text is that of Linux's `mountinfo`: the
/// fifth field is the mount point, with spaces and the like as octal digits; after a lone hyphen comes the type.
fn network(mounts: &str, folder: &Path) -> Option<String> {
    let mount = |line: &str| {
        let (before, after) = line.split_once(" - ")?;
        let point = unescaped(before.split(' ').nth(4)?);
        let kind = after.split(' ').next()?.to_owned();
        folder.starts_with(&point).then_some((point.len(), kind))
    };
    // Of two at one place, the later one is on top.
    let (_, kind) = mounts
        .lines()
        .filter_map(mount)
        .max_by_key(|(length, _)| *length)?;
    NETWORK.contains(&kind.as_str()).then_some(kind)
}

/// A text with `\040` for a space.
fn unescaped(text: &str) -> String {
    let codes = [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ];
    codes
        .iter()
        .fold(text.to_owned(), |text, (code, c)| text.replace(code, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_counts() {
        let mounts = "\
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw\n\
            30 22 0:40 / /home/ann/far rw shared:2 - nfs4 server:/x rw\n\
            31 30 0:41 / /home/ann/far/near\\040by rw - tmpfs none rw\n\
            broken line\n";
        let check = |folder: &str, expect: Option<&str>| {
            assert_eq!(
                network(mounts, Path::new(folder)).as_deref(),
                expect,
                "{folder}"
            );
        };
        check("/home/ann", None);
        check("/home/ann/far", Some("nfs4"));
        check("/home/ann/far/x", Some("nfs4"));
        check("/home/ann/farther", None);
        check("/home/ann/far/near by/x", None);
    }

    #[test]
    fn marks_and_names_of_syncers_are_known() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let log = root.join("shared/recito");
        let synced = |path: &Path| {
            let found = special(path).into_iter();
            let mut found = found.filter(|place| matches!(place, Special::Synced(..)));
            found.next()
        };
        assert_eq!(synced(&log), None);
        fs::create_dir_all(root.join("shared/.stfolder")).unwrap();
        let shared = root.join("shared");
        assert_eq!(
            synced(&log),
            Some(Special::Synced("Syncthing", shared.clone()))
        );
        fs::create_dir_all(root.join("Dropbox/x")).unwrap();
        let dropbox = Special::Synced("Dropbox", root.join("Dropbox"));
        assert_eq!(synced(&root.join("Dropbox/x/recito")), Some(dropbox));
        fs::create_dir_all(shared.join(".git")).unwrap();
        assert!(special(&log).contains(&Special::Repository(shared)));
        fs::create_dir_all(log.join(".git")).unwrap();
        assert_eq!(special(&log).len(), 1);
    }
}
