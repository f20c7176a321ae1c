//! Older cores of Anki make the same cards of a package as the newest.

use std::fs;
use std::path::Path;
use std::process::Command;

use recito::anki::{Earlier, Format};
use serde_json::Value;

use super::core::{PYTHON, python_of};
use super::progress::Learner;
use super::{NOW, package_for, rivers};

/// The first core that reads the newest format well, and the one in `AnkiDroid`.
const OLD: [&str; 2] = ["2.1.54", "25.9.2"];

/// What the core of a Python makes of packages.
fn rendered(python: &Path, packages: &[Vec<u8>]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/anki/rendered.py");
    let mut command = Command::new(python);
    command
        .env_clear()
        .env("HOME", folder.path())
        .env("TZ", "UTC0")
        .arg(script)
        .arg(folder.path());
    for (i, bytes) in packages.iter().enumerate() {
        let path = folder.path().join(format!("{i}.apkg"));
        fs::write(&path, bytes).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        // On a busy machine Anki says that it was slow.
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn older_cores_make_the_same_cards() {
    let mut learner = Learner::new(0);
    let packages: Vec<Vec<u8>> = [Format::Compat, Format::Latest]
        .into_iter()
        .flat_map(|format| {
            let plain = package_for(format, &rivers(), &Earlier::new(), NOW);
            [plain, learner.package(format)]
        })
        .collect();
    let newest = rendered(&PYTHON, &packages);
    assert_eq!(newest.len(), 4);
    for facts in &newest {
        assert_eq!(facts["check_unchanged"], true);
        assert!(facts["cards"].as_array().unwrap().len() >= 8);
    }
    for version in OLD {
        let facts = rendered(&python_of(version), &packages);
        for (old, new) in facts.iter().zip(&newest) {
            assert_eq!(old["check_unchanged"], true, "{version}");
            assert_eq!(old["cards"], new["cards"], "{version}");
            assert_ne!(old["version"], new["version"]);
        }
        assert_eq!(facts.len(), newest.len());
    }
}
