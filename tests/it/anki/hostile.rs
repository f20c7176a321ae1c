//! Tens of thousands of texts made of what means something to Anki, a browser or `TeX`: the cards show them as
//! the texts they are.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use recito::anki::{Earlier, Format};
use recito::deck::{Card, Deck};
use recito::question::Kind;

use super::core::PYTHON;
use super::{NOW, as_shown, card, package_for};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/hostile.py");

/// Cards; each has two texts.
const CARDS: usize = 25_000;

/// Pieces of the texts. None of them is mathematics or code to recito, which would be shown as such.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "</div>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<img src=x onerror=",
    "&",
    "&lt;",
    "&amp;",
    "&#60;",
    "&nbsp",
    ";",
    "{{",
    "}}",
    "{{c1::",
    "{{c2::",
    "::",
    "{{Answer}}",
    "{{#Prompt}}",
    "{{/Prompt}}",
    "{{type:",
    "[sound:",
    "]",
    "[[type:Answer]]",
    "[anki:play:q:0]",
    "[latex]",
    "[/latex]",
    "[$]",
    "[/$]",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\",
    "\"",
    "'",
    "onclick=",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{338}",
    "e\u{301}",
    "漢",
    "ب",
    "👩",
    "\u{a0}",
    "\u{3000}",
    "a",
    "word",
    " ",
    " ",
    "1",
    ".",
    ",",
    "=",
    "+",
    "#",
    "*",
    "|",
    "~",
];

fn text(random: &mut ChaCha8Rng) -> String {
    let count = random.random_range(1..9);
    let pieces = (0..count).map(|_| PIECES[random.random_range(0..PIECES.len())]);
    // So that no text is empty once the control characters are gone.
    format!("{}x", pieces.collect::<String>())
}

#[test]
fn fifty_thousand_hostile_texts_are_shown_as_they_are() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let cards: Vec<Card> = (0..CARDS)
        .map(|number| {
            let (prompt, answer) = (text(&mut random), text(&mut random));
            let (kind, prompt) = match number % 3 {
                0 => (Kind::Basic, format!("{prompt} {number}")),
                1 => (Kind::Cloze, format!("{prompt} {number} ____")),
                _ => (Kind::List, format!("{prompt} {number}")),
            };
            let mut card = card(kind, &prompt, "", "");
            card.draft.question.answer = vec![answer];
            card.draft.question.accept = vec![Vec::new()];
            card
        })
        .collect();
    let deck = Deck {
        note: "notes/x.md".into(),
        cards,
    };
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("x.apkg");
    fs::write(
        &package,
        package_for(Format::Latest, &deck, &Earlier::new(), NOW),
    )
    .unwrap();
    let output = Command::new(&*PYTHON)
        .env_clear()
        .env("HOME", folder.path())
        .arg(SCRIPT)
        .arg(folder.path().join("collection.anki2"))
        .arg(&package)
        .output()
        .unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let mut lines = lines.lines();
    let import: (usize, bool) = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(import, (CARDS, true));
    let mut shown: HashMap<String, (String, String)> = HashMap::new();
    for line in lines {
        let (id, question, answer, strangers, sounds): (String, String, String, Vec<String>, u32) =
            serde_json::from_str(line).unwrap();
        assert!(strangers.is_empty() && sounds == 0, "{line}");
        shown.insert(id, (question, answer));
    }
    for card in &deck.cards {
        let (question, answer) = &shown[&card.id.to_string()];
        let prompt = as_shown(&card.draft.question.prompt.replace("____", ""));
        assert!(question.contains(&prompt), "{question:?} has no {prompt:?}");
        let wanted = as_shown(&card.draft.question.answer[0]);
        assert!(answer.contains(&wanted), "{answer:?} has no {wanted:?}");
    }
}
