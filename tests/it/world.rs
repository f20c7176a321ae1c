//! A small world for the real program: a home of its own, a folder of notes, nothing else around.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Two notes in a collection.
pub(crate) const BREAD: &str = "\
# Bread

## Dough

Q: What makes bread dough rise?
A: Yeast

Q: Which gas lifts the dough?
A: Carbon dioxide

## Flours

- Wheat
- Rye
- Spelt
";

/// A second note.
pub(crate) const CHEESE: &str = "\
# Cheese

Q: Which enzyme curdles milk?
A: Rennet
";

/// A folder that is removed at the end, with a home in it.
pub(crate) struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// A folder without any notes.
    pub(crate) fn empty() -> World {
        let world = World {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir_all(world.path("home")).unwrap();
        fs::create_dir_all(world.path("desk")).unwrap();
        world
    }

    /// A collection with [`BREAD`] and [`CHEESE`].
    pub(crate) fn collection() -> World {
        let world = World::empty();
        world.write("desk/recito.toml", "");
        world.write("desk/notes/bread.md", BREAD);
        world.write("desk/notes/cheese.md", CHEESE);
        world
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// All files below `desk`, with their text.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        collect(&self.path("desk"), &mut found);
        found.sort();
        found
    }

    /// Runs the program in `desk`.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.run_in("desk", args)
    }

    /// Runs the program in a folder.
    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Ran {
        let mut command = self.command(args);
        let output = command.current_dir(self.path(folder)).output().unwrap();
        Ran::of(&output, self.folder.path())
    }

    /// Runs the program in `desk` with something to read.
    pub(crate) fn run_with(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Ran::of(&child.wait_with_output().unwrap(), self.folder.path())
    }

    /// The program in `desk`, ready to be run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recito"));
        command
            .args(args)
            .current_dir(self.path("desk"))
            .env_clear()
            .envs(self.environment());
        command
    }

    /// All that the program sees of the environment.
    pub(crate) fn environment(&self) -> Vec<(&'static str, std::ffi::OsString)> {
        let mut variables = vec![("HOME", self.path("home").into_os_string())];
        variables.extend(std::env::var_os("PATH").map(|path| ("PATH", path)));
        variables
    }
}

fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            found.push((path.display().to_string(), text));
        }
    }
}

/// What the program did. The path of the world is shown as `[WORLD]`.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &Output, world: &Path) -> Ran {
        let real = world.canonicalize().unwrap().display().to_string();
        let shown = world.display().to_string();
        let text = |bytes: &[u8]| {
            String::from_utf8(bytes.to_vec())
                .unwrap()
                .replace(&real, "[WORLD]")
                .replace(&shown, "[WORLD]")
        };
        Ran {
            code: output.status.code().unwrap(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// The output of a run that went well and said nothing on standard error.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// A run that failed with exit code 2, printed nothing, and said these things.
    #[track_caller]
    pub(crate) fn fails_with(self, wanted: &[&str]) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        for part in wanted {
            assert!(self.err.contains(part), "no `{part}` in: {}", self.err);
        }
        assert!(self.err.starts_with("recito: "), "{}", self.err);
    }
}

/// The objects of lines of JSON.
pub(crate) fn objects(text: &str) -> Vec<serde_json::Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
