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
    assert_eq!(seen["lenses"][0], json!([0, "1 card"]));
    assert_eq!(seen["completion"], json!(["broken-deck", "broken-link"]));
    assert!(seen["bytes"].as_u64().unwrap() > 230_000);
    assert_ne!(seen["unknown"], "answered");
}
