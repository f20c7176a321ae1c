//! Cards as pages of HTML, as the real Anki renders them: what is photographed for the documentation.
//!
//! Two commands renew them. The first writes the pages, the second takes the pictures, in headless Chromium, and
//! writes down what was photographed, so that it is seen here when they are old:
//!
//! ```sh
//! SNAPSHOTS=overwrite cargo test --test it pages
//! cargo test --test it photographs -- --ignored
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};
use recito::anki::{self, Earlier};
use recito::deck::Deck;
use recito::note::attached::Attachments;
use recito::question::Kind;
use recito::source::{Source, SourceId};
use serde_json::Value;

use super::core::in_anki;
use super::{NOW, card, card_of};

/// The note that the code on a card comes from.
const NOTE: &str = "\
# Loops
- ends a loop:
  ```rust
  loop {
      let line = read()?; // one line
      if line.is_empty() { break; }
      count += 1;
  }
  ```
";

/// One card of each kind whose looks matter.
fn deck() -> Deck {
    let mut cards = vec![
        card(
            Kind::Choice,
            "Which river is the longest of Europe?",
            "Volga",
            "Danube|Rhine|Volga|Elbe",
        ),
        card(
            Kind::List,
            "Name the rivers that end in the Black Sea.",
            "Danube|Dnieper|Dniester|Don",
            "",
        ),
        card(
            Kind::Class,
            "Into which sea does the Po flow?",
            "Adriatic",
            "Adriatic|Baltic|Black Sea|North Sea",
        ),
        card(
            Kind::Cloze,
            "____ ends a loop, whatever its condition says.",
            "break",
            "",
        ),
    ];
    for card in &mut cards {
        card.draft.lines = (7, 9);
    }
    cards[1].draft.question.need = Some(3);
    cards[3].draft.lines = (2, 2);
    cards[3].draft.question.context = vec!["Loops".into()];
    Deck {
        note: "notes/earth/rivers.md".into(),
        cards,
    }
}

const NAMES: [&str; 4] = ["choice", "list", "class", "cloze"];

/// The page of a side of a card, as Anki's window has it.
fn page(side: &Value, css: &Value, number: usize) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    // The program shows what was typed here, behind the answer.
    let typed = if side["html"].as_str().unwrap().contains("id=answer") {
        "<code id=typeans><span class=typeGood>break</span></code>"
    } else {
        "<input id=typeans>"
    };
    let html = text(&side["html"]).replace("[[type:cloze:Text]]", typed);
    format!(
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<meta name=viewport content=\"width=device-width\">\n\
         <title>A card of recito in Anki</title>\n<style>\nbody {{ margin: 20px; }}\n{}</style>\n\
         <body class=\"card card{number}\">\n<div id=qa>{html}</div>\n",
        text(css)
    )
}

#[test]
fn pages_and_pictures_show_the_cards_as_they_are() {
    let deck = deck();
    let source = Source::new("notes/loops.md", NOTE);
    let (note, _) = recito::note::parse(SourceId(0), &source);
    let attachments = Attachments::of(&note, &source);
    let part = anki::Part {
        attachments: Some(&attachments),
        ..anki::Part::of(&deck)
    };
    let mut stamps = anki::stamp::of_package(&Earlier::new());
    let settings = recito::config::AnkiSettings::default();
    let package = anki::export(&[part], settings, &mut stamps, None, NOW);
    let bytes = anki::write(&package, anki::Format::Compat).unwrap();
    let facts = in_anki("plain", &[&bytes]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cards");
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let mut pages = BTreeMap::new();
    for (index, name) in NAMES.into_iter().enumerate() {
        let card = card_of(&facts, &deck, index);
        for (side, html) in [("front", &card["question"]), ("back", &card["answer"])] {
            pages.insert(format!("{name}-{side}.html"), page(html, &card["css"], 1));
        }
    }
    let photographed = fs::read_to_string(folder.join("photographed.txt")).unwrap_or_default();
    for (name, page) in pages {
        let file = folder.join(&name);
        if overwrite {
            fs::write(&file, &page).unwrap();
        }
        let advice = "`SNAPSHOTS=overwrite cargo test --test it pages` writes the pages anew, and \
                      `cargo test --test it photographs -- --ignored` takes the pictures";
        assert!(
            fs::read_to_string(&file).is_ok_and(|old| old == page),
            "{name}: {advice}"
        );
        let line = format!("{} {name}", blake3::hash(page.as_bytes()).to_hex());
        if !overwrite {
            assert!(
                photographed.lines().any(|known| known == line),
                "{name}: {advice}"
            );
        }
    }
}

#[test]
#[ignore = "it needs Chromium, and writes the pictures of the documentation"]
fn photographs_are_taken() {
    photographs().unwrap();
}

/// Names of the widths with the size of the window.
const WIDTHS: [(&str, u32, u32); 2] = [("desktop", 800, 460), ("phone", 360, 560)];

/// Names of the looks with the classes that Anki gives a card then.
const LOOKS: [(&str, &str); 2] = [("light", ""), ("dark", " nightMode night_mode")];

fn photographs() -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cards");
    let work = tempfile::tempdir()?;
    let mut pages: Vec<_> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    let mut photographed = String::new();
    for page in &pages {
        let html = fs::read_to_string(page)?;
        let name = page.file_stem().context("a page has a name")?;
        let name = name.to_string_lossy();
        for (look, classes) in LOOKS {
            for (width, pixels, height) in WIDTHS {
                let picture = folder.join(format!("{name}-{look}-{width}.png"));
                photograph(&html, classes, (pixels, height), &picture, work.path())?;
            }
        }
        let hash = blake3::hash(html.as_bytes()).to_hex();
        writeln!(photographed, "{hash} {name}.html")?;
    }
    fs::write(folder.join("photographed.txt"), photographed)?;
    Ok(())
}

/// Photographs a page. Chromium makes no window narrower than some 500 pixels, so the card stands in a
/// frame of the width that is wanted, and the picture is cut to it.
fn photograph(
    html: &str,
    classes: &str,
    (width, height): (u32, u32),
    picture: &Path,
    work: &Path,
) -> anyhow::Result<()> {
    let card = work.join("card.html");
    fs::write(
        &card,
        html.replace(
            "class=\"card card1",
            &format!("class=\"card card1{classes}"),
        ),
    )?;
    let frame = work.join("frame.html");
    fs::write(
        &frame,
        format!(
            "<!doctype html><style>body {{ margin: 0; }} iframe {{ border: 0; display: block; }}</style>\
             <iframe src=card.html width={width} height={height}></iframe>"
        ),
    )?;
    let page = if width < 500 { &frame } else { &card };
    let shot = work.join("shot.png");
    let status = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        ])
        .arg(format!(
            "--user-data-dir={}",
            work.join("profile").display()
        ))
        .arg(format!("--window-size={width},{height}"))
        .arg(format!("--screenshot={}", shot.display()))
        .arg(format!("file://{}", page.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("`chromium` does not start")?;
    ensure!(status.success(), "chromium failed: {status}");
    fs::rename(&shot, picture).or_else(|_| fs::copy(&shot, picture).map(drop))?;
    Ok(())
}
