//! Broken packages: the audit that every package of these tests goes through sees each trap there is.

use std::fs;
use std::process::Command;

use recito::anki::Format;
use serde_json::Value;

use super::core::PYTHON;
use super::progress::Learner;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/traps.py");

fn check(format: Format, least: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut learner = Learner::new(0);
    let now = learner.now.ms / 1000;
    let path = folder.path().join("sound.apkg");
    fs::write(&path, learner.package_with_image(format)).unwrap();
    let output = Command::new(&*PYTHON)
        .env_clear()
        .arg("-B")
        .args([SCRIPT.as_ref(), path.as_os_str(), folder.path().as_os_str()])
        .arg(now.to_string())
        .output()
        .unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let traps: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(traps.len() >= least, "{}", traps.len());
    for trap in traps {
        let found = trap["found"].as_array().unwrap();
        match &trap["word"] {
            Value::Null => assert!(found.is_empty(), "{trap}"),
            word => assert!(found.contains(word), "{trap}"),
        }
    }
}

#[test]
fn every_trap_in_a_compat_package_is_seen() {
    check(Format::Compat, 38);
}

#[test]
fn every_trap_in_a_latest_package_is_seen() {
    check(Format::Latest, 40);
}
