//! What an import does under every combination of its options, with both formats and with progress.

use std::fs;
use std::process::Command;

use recito::anki::Format;
use serde_json::Value;

use super::core::PYTHON;
use super::progress::Learner;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/options.py");

/// All combinations: three options that are on or off, and two of three values.
const COMBINATIONS: usize = 2 * 2 * 2 * 3 * 3;

fn check_format(format: Format) {
    let folder = tempfile::tempdir().unwrap();
    let mut learner = Learner::new(0);
    let cards = learner.deck.cards.len();
    let first = learner.package_with_image(format);
    learner.deck.cards[0].draft.question.answer = vec!["edited".into()];
    learner.now.ms += 60_000;
    let second = learner.package_with_image(format);
    let mut command = Command::new(&*PYTHON);
    command
        .env_clear()
        .env("HOME", folder.path())
        .env("TZ", "UTC0")
        .arg(SCRIPT)
        .arg(folder.path());
    for (name, bytes) in [("first.apkg", first), ("second.apkg", second)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        command.arg(path);
    }
    let output = command.output().unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let facts: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(facts.len(), COMBINATIONS);
    for facts in &facts {
        check_facts(facts, cards as u64);
    }
}

fn check_facts(facts: &Value, cards: u64) {
    let options = &facts["options"];
    assert_eq!(facts["check_unchanged"], true, "{facts}");
    assert_eq!(facts["forces_full_sync"], false, "{facts}");
    assert_eq!(
        (&facts["notes"], &facts["cards"]),
        (&cards.into(), &cards.into())
    );
    assert_eq!(facts["note_types"], 1, "{facts}");
    let decks = ["Default", "recito", "recito::a"];
    assert_eq!(facts["decks"], serde_json::json!(decks));
    assert_eq!(facts["media"], 1, "{facts}");
    assert_eq!(
        facts["imports"][0],
        serde_json::json!([cards, 0, 0, 0]),
        "{facts}"
    );
    let updated = match options["update_notes"].as_u64().unwrap() {
        0 => 1,
        1 => facts["imports"][1][1].as_u64().unwrap(),
        _ => 0,
    };
    let expect = [0, updated, cards - updated, 0];
    assert_eq!(facts["imports"][1], serde_json::json!(expect), "{facts}");
    let progress = options["with_scheduling"] == true;
    let of = |number: u64| if progress { number } else { 0 };
    assert_eq!(facts["reviewed"], of(7), "{facts}");
    assert_eq!(facts["reviews"], of(13), "{facts}");
    assert_eq!(facts["suspended"], of(2), "{facts}");
}

#[test]
fn every_combination_of_options_takes_a_compat_package() {
    check_format(Format::Compat);
}

#[test]
fn every_combination_of_options_takes_a_latest_package() {
    check_format(Format::Latest);
}
