//! The real Anki: its core from the package index of Python, in a virtual environment of its own.
//!
//! The core is the `anki` package in the version of `requirements.txt`, installed with `pip` into
//! `target/anki-venv` when it is not there yet.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

const REQUIREMENTS: &str = include_str!("requirements.txt");
const FACTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/facts.py");

/// The Python that has the real Anki.
pub(super) static PYTHON: LazyLock<PathBuf> =
    LazyLock::new(|| install_anki("anki-venv", REQUIREMENTS));

/// The Python that has an older version of Anki.
pub(super) fn python_of(version: &str) -> PathBuf {
    install_anki(
        &format!("anki-venv-{version}"),
        &format!("anki=={version}\n"),
    )
}

/// Builds a virtual environment in `target` unless it is there with what the requirements ask for. The
/// lock keeps other runs of the tests from building it at the same time.
fn install_anki(name: &str, requirements: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let venv = target.join(name);
    let python = venv.join("bin/python");
    let done = venv.join("installed.txt");
    let lock = File::create(target.join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    if fs::read_to_string(&done).is_ok_and(|text| text == requirements) && python.exists() {
        return python;
    }
    if venv.exists() {
        fs::remove_dir_all(&venv).unwrap();
    }
    must_run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    let list = venv.join("requirements.txt");
    fs::write(&list, requirements).unwrap();
    must_run(
        Command::new(&python)
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .arg("--requirement")
            .arg(list),
    );
    fs::write(&done, requirements).unwrap();
    python
}

/// Runs a step of the installation. Without the real Anki these tests prove nothing, so what is
/// missing is a failure, not a reason to skip.
fn must_run(command: &mut Command) {
    let advice = "the tests of Anki packages need `python3` (3.10 or newer) with its `venv` module and \
                  `pip`, and once the package index of Python: on Debian and Ubuntu install \
                  `python3-venv`; or run the tests without them by `--no-default-features`";
    match command.output() {
        Err(error) => panic!("could not run {command:?}: {error}\n{advice}"),
        Ok(output) if !output.status.success() => panic!(
            "{command:?} failed:\n{}{}\n{advice}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Ok(_) => {}
    }
}

/// Imports the packages one after the other into a new collection of Anki. With `all`, note types
/// are merged and progress and presets taken.
pub(super) fn in_anki(mode: &str, packages: &[&[u8]]) -> Value {
    in_anki_at("UTC0", mode, packages)
}

/// As [`in_anki`], in a time zone of POSIX.
pub(super) fn in_anki_at(zone: &str, mode: &str, packages: &[&[u8]]) -> Value {
    let facts = facts(zone, mode, packages);
    assert_sound(&facts);
    facts
}

/// As [`in_anki_at`], without a look at whether all is well.
pub(super) fn facts(zone: &str, mode: &str, packages: &[&[u8]]) -> Value {
    facts_between(zone, mode, packages, &[])
}

/// As [`facts`], with edits behind the first of the packages, as `facts.py` reads them.
pub(super) fn facts_between(zone: &str, mode: &str, packages: &[&[u8]], edits: &[String]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&*PYTHON);
    command
        .env_clear()
        .env("HOME", folder.path())
        .env("TZ", zone)
        // No cache of `audit.py` beside it.
        .arg("-B")
        .arg(FACTS)
        .arg(folder.path().join("collection.anki2"))
        .arg(mode);
    for (i, bytes) in packages.iter().enumerate() {
        let path = folder.path().join(format!("{i}.apkg"));
        fs::write(&path, bytes).unwrap();
        command.arg(path);
        if i == 0 {
            command.args(edits);
        }
    }
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What holds of every package and every collection it went into.
fn assert_sound(facts: &Value) {
    for package in facts["packages"].as_array().unwrap() {
        assert_eq!(package["problems"], json!([]));
    }
    assert_eq!(facts["check_unchanged"], true, "{}", facts["check"]);
    assert_eq!(facts["forces_full_sync"], false);
    assert_eq!(facts["empty_cards"], 0);
    assert_eq!(facts["media"]["missing"], json!([]));
    assert_eq!(facts["media"]["unused"], json!([]));
    for import in facts["imports"].as_array().unwrap() {
        for wrong in [
            "conflicting",
            "missing_notetype",
            "missing_deck",
            "empty_first_field",
        ] {
            assert_eq!(import[wrong], 0, "{wrong}");
        }
    }
}
