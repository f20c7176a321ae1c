//! The language server with a client that was not written for it: that of `pytest-lsp`.
//!
//! It is installed with `pip` into `target/lsp-venv` when it is not there yet. `lsp/client.py` plays a
//! session and prints what it saw; what is expected stands here.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::world::World;

const REQUIREMENTS: &str = include_str!("lsp/requirements.txt");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/lsp");

/// The Python that has the client. The lock keeps other runs from installing it at the same time.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let venv = target.join("lsp-venv");
    let python = venv.join("bin/python");
    let done = venv.join("installed.txt");
    let lock = File::create(target.join("lsp-venv.lock")).unwrap();
    lock.lock().unwrap();
    if fs::read_to_string(&done).is_ok_and(|text| text == REQUIREMENTS) && python.exists() {
        return python;
    }
    if venv.exists() {
        fs::remove_dir_all(&venv).unwrap();
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ];
    let requirements = format!("{FOLDER}/requirements.txt");
    run(Command::new(&python)
        .args(install)
        .args(["--requirement", &requirements]));
    fs::write(&done, REQUIREMENTS).unwrap();
    python
}

/// Runs a program that has to succeed, and gives what it printed. Without the client this test proves
/// nothing, so what is missing is a failure.
fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("could not run {command:?}: {error}"));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{err}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_client_of_others_is_served() {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write(
        "desk/notes/cells.md",
        "# Cells \n\n- The cells 😀 recieve oxygen\n\nQ: What makes dough rise?\nA: Yeast\n",
    );
    let root = world.path("desk").canonicalize().unwrap();
    let mut client = Command::new(python());
    client
        .arg(format!("{FOLDER}/client.py"))
        .arg(env!("CARGO_BIN_EXE_recito"))
        .arg(&root);
    let seen: Value = serde_json::from_str(&run(client.env("HOME", world.path("home")))).unwrap();
    assert_eq!(seen["server"], "recito");
    assert_eq!(
        seen["opened"],
        json!([["stray-space", 0, 7, 4], ["misspelling", 2, 15, 2]])
    );
    assert_eq!(
        seen["actions"],
        json!([
            ["write `receive`", "quickfix"],
            ["allow `misspelling` in this line", "quickfix"],
            ["mend what changes nothing", "source.fixAll.recito"],
        ])
    );
    assert_eq!(seen["edit"], json!(["receive"]));
    assert_eq!(seen["hover"], "What makes dough rise?\n→ Yeast");
    assert_eq!(seen["lenses"][0], json!([0, "1 card"]));
    assert_eq!(seen["completion"], json!(["broken-deck", "broken-link"]));
    assert!(seen["bytes"].as_u64().unwrap() > 230_000);
    assert_ne!(seen["unknown"], "answered");
}
