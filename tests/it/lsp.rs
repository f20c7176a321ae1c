//! The language server with a client that was not written for it: that of `pytest-lsp`.
//!
//! `lsp/client.py` plays a session and prints what it saw; what is expected stands here.

use std::process::Command;

use serde_json::{Value, json};

use crate::python;
use crate::world::World;

const REQUIREMENTS: &str = include_str!("lsp/requirements.txt");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/lsp");

#[test]
fn a_client_of_others_is_served() {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write(
        "desk/notes/cells.md",
        "# Cells \n\n- The cells 😀 recieve oxygen\n\nQ: What makes dough rise?\nA: Yeast\n",
    );
    world.run(&["build"]).ok();
    let studied = world.run_with(
        &[
            "--now",
            "2026-11-25T12:00:00Z",
            "study",
            "--plain",
            "--seed",
            "1",
        ],
        "yeast\n\n",
    );
    assert_eq!(studied.code, 0, "{}", studied.err);
    let root = world.path("desk").canonicalize().unwrap();
    let mut client = Command::new(python::with("lsp-venv", REQUIREMENTS).join("python"));
    client
        .arg(format!("{FOLDER}/client.py"))
        .arg(env!("CARGO_BIN_EXE_recito"))
        .arg(&root);
    let seen: Value =
        serde_json::from_str(&python::run(client.env("HOME", world.path("home")))).unwrap();
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
    let lens = seen["lenses"][0][1].as_str().unwrap();
    assert!(
        lens.starts_with("1 card · recall ") && lens.contains(" % · due "),
        "{lens}"
    );
    assert_eq!(seen["definition"][0], "decks/notes/cells.md.toml");
    let deck = world.read("desk/decks/notes/cells.md.toml");
    let entry = seen["definition"][1].as_str().unwrap();
    assert!(
        entry.starts_with("id = ") && deck.contains(entry),
        "{entry}"
    );
    assert_eq!(seen["completion"], json!(["broken-deck", "broken-link"]));
    assert!(seen["bytes"].as_u64().unwrap() > 230_000);
    assert_ne!(seen["unknown"], "answered");
}
