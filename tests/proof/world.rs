//! Notes that cannot be written, a home, sessions that are spoken to, and what was accepted in them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What the program says when an answer could not be kept.
pub(crate) const NOT_SAVED: &str = "NOT SAVED";

/// A folder with a home and notes, removed at the end.
pub(crate) struct World {
    folder: tempfile::TempDir,
    /// Where the home is, when it is not in the folder.
    home: Option<PathBuf>,
    notes: Vec<(PathBuf, Vec<u8>)>,
    mounted: bool,
}

impl World {
    /// Notes with so many questions, write-protected as well as this user can.
    pub(crate) fn new(questions: usize) -> World {
        let folder = tempfile::tempdir().unwrap();
        let desk = folder.path().join("desk");
        fs::create_dir_all(folder.path().join("home")).unwrap();
        fs::create_dir_all(desk.join("notes")).unwrap();
        let pairs: Vec<String> = (1..=questions)
            .map(|n| format!("Q: What is the code of case {n}?\nA: code{n}\n"))
            .collect();
        let text = format!("# Codes\n\n{}", pairs.join("\n"));
        let files = [("recito.toml", String::new()), ("notes/codes.md", text)];
        let mut notes = Vec::new();
        for (path, text) in files {
            let path = desk.join(path);
            fs::write(&path, &text).unwrap();
            notes.push((path, text.into_bytes()));
        }
        let mut world = World {
            folder,
            home: None,
            notes,
            mounted: false,
        };
        world.protect();
        world
    }

    /// Lets the home be elsewhere from now on.
    pub(crate) fn move_home(&mut self, home: &Path) {
        fs::create_dir_all(home).unwrap();
        self.home = Some(home.to_owned());
    }

    /// A place for other things of this world.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn desk(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    pub(crate) fn home(&self) -> PathBuf {
        let own = || self.folder.path().join("home");
        self.home.clone().unwrap_or_else(own)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.home().join("data/recito")
    }

    /// Mounts the notes read-only, where that is allowed; else takes the permission to write away, which
    /// binds all but the superuser.
    fn protect(&mut self) {
        let desk = self.desk();
        self.mounted = is_root()
            && run("mount", &["--bind".as_ref(), desk.as_ref(), desk.as_ref()])
            && run(
                "mount",
                &["-o".as_ref(), "remount,ro,bind".as_ref(), desk.as_ref()],
            );
        if !self.mounted {
            for path in [&desk, &desk.join("notes")] {
                let mut permissions = fs::metadata(path).unwrap().permissions();
                permissions.set_readonly(true);
                fs::set_permissions(path, permissions).unwrap();
            }
        }
        let probe = fs::write(desk.join("probe"), "");
        assert!(probe.is_err(), "the notes can be written");
    }

    /// The program over these notes, behind a wrapper such as strace, if there is one.
    pub(crate) fn command(&self, wrapper: &[String], args: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_recito").to_owned();
        let mut words = wrapper.iter().cloned().chain([program]);
        let mut command = Command::new(words.next().unwrap());
        command
            .args(words)
            .args(args)
            .current_dir(self.desk())
            .env_clear()
            .env("HOME", self.home())
            .env("XDG_DATA_HOME", self.home().join("data"))
            .env("XDG_STATE_HOME", self.home().join("state"))
            .env("RAYON_NUM_THREADS", "1")
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
    }

    /// Begins a session.
    pub(crate) fn talk(&self, wrapper: &[String]) -> Talk {
        let mut child = self
            .command(wrapper, &["study", "--plain"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Talk {
            input: child.stdin.take().unwrap(),
            output: child.stdout.take().unwrap(),
            child,
        }
    }

    /// The answers that the log in a data folder holds, and how many of its lines are damaged.
    pub(crate) fn given(data: &Path) -> (BTreeSet<String>, usize) {
        let reading = recito::store::log::read(data).unwrap();
        assert_eq!(reading.clashes, [], "two records share a number");
        let given = reading
            .log
            .reviews()
            .filter_map(|review| review.given.clone());
        (given.collect(), reading.problems.len())
    }

    /// Not a byte of the notes may have changed, and nothing may have come to them.
    pub(crate) fn check_notes(&self) {
        let mut found = Vec::new();
        let mut folders = vec![self.desk()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).unwrap();
                    found.push((path, bytes));
                }
            }
        }
        found.sort();
        let mut wanted = self.notes.clone();
        wanted.sort();
        assert_eq!(found, wanted, "the notes were written to");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let desk = self.desk();
        if self.mounted {
            run("umount", &["-l".as_ref(), desk.as_ref()]);
        }
        #[allow(
            clippy::permissions_set_readonly_false,
            reason = "the folder is about to be removed"
        )]
        for path in [&desk, &desk.join("notes")] {
            if let Ok(metadata) = fs::metadata(path) {
                let mut permissions = metadata.permissions();
                permissions.set_readonly(false);
                let _ = fs::set_permissions(path, permissions);
            }
        }
    }
}

pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout == b"0\n")
}

/// Runs a program as the superuser; it has to go well.
pub(crate) fn as_root(words: &[&str]) {
    let sudo: &[&str] = if is_root() { &[] } else { &["sudo", "-n"] };
    let mut words = sudo.iter().chain(words);
    let output = Command::new(words.next().unwrap())
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

/// Runs a program; says whether it went well.
pub(crate) fn run(program: &str, args: &[&std::ffi::OsStr]) -> bool {
    let output = Command::new(program).args(args).output();
    output.is_ok_and(|output| output.status.success())
}

/// A session that is spoken to line by line.
pub(crate) struct Talk {
    pub(crate) child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Talk {
    /// Both ends of the conversation, and the process apart, for whoever kills it meanwhile.
    pub(crate) fn split(self) -> (Child, Voice) {
        let voice = Voice {
            input: self.input,
            output: self.output,
        };
        (self.child, voice)
    }
}

/// Both ends of a conversation.
pub(crate) struct Voice {
    input: ChildStdin,
    output: ChildStdout,
}

impl Voice {
    /// Reads up to the next prompt; none when the session ended first.
    pub(crate) fn prompt(&mut self) -> Option<String> {
        let mut text = Vec::new();
        let mut bytes = [0; 4096];
        loop {
            match self.output.read(&mut bytes) {
                Ok(count) if count > 0 => text.extend_from_slice(&bytes[..count]),
                _ => return None,
            }
            if text == b"> " || text.ends_with(b"\n> ") {
                return String::from_utf8(text).ok();
            }
        }
    }

    /// Says a line; gives what is printed up to the next prompt.
    pub(crate) fn say(&mut self, line: &str) -> Option<String> {
        self.input.write_all(format!("{line}\n").as_bytes()).ok()?;
        self.prompt()
    }

    /// Gives an answer and accepts its rating. Says whether it was accepted: the next question shows.
    pub(crate) fn answer(&mut self, given: &str) -> Option<Said> {
        let verdict = self.say(given)?;
        assert!(verdict.contains("wrong"), "{verdict}");
        let next = self.say("")?;
        if next.contains(NOT_SAVED) {
            return Some(Said::NotSaved);
        }
        assert!(next.contains("What is the code of case"), "{next}");
        Some(Said::Saved)
    }
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Saved,
    NotSaved,
}
