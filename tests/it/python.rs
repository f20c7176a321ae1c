//! Tools of others that come from `PyPI`. Each set of them is installed with `pip` into `target/` when it is not
//! there yet; without it a test proves nothing, so what is missing is a failure.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the programs of a virtual environment that has these requirements. The lock keeps other runs
/// from installing it at the same time.
pub(crate) fn with(name: &str, requirements: &str) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let venv = target.join(name);
    let programs = venv.join("bin");
    let done = venv.join("installed.txt");
    let lock = File::create(target.join(format!("{name}.lock"))).unwrap();
    lock.lock().unwrap();
    if fs::read_to_string(&done).is_ok_and(|text| text == requirements)
        && programs.join("python").exists()
    {
        return programs;
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
    run(Command::new(programs.join("python"))
        .args(install)
        .args(requirements.split_whitespace()));
    fs::write(&done, requirements).unwrap();
    programs
}

/// Runs a program that has to succeed, and gives what it printed.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("could not run {command:?}: {error}"));
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{out}\n{err}");
    out.into_owned()
}
