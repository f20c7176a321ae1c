//! `recito import anki`: packages that the real Anki wrote, and ones that were made to do harm.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::Command;

use recito::anki::{self, Format};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use super::core::PYTHON;
use super::progress::Learner;
use crate::world::{World, objects};

/// Runs a script of this folder in the real Anki and gives what it printed.
fn script(name: &str, arguments: &[&Path], more: &[&str]) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/anki")
        .join(name);
    let output = Command::new(&*PYTHON)
        .env_clear()
        .env("HOME", arguments[0])
        .env("TZ", "UTC0")
        .arg(path)
        .args(arguments)
        .args(more)
        .output()
        .unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    String::from_utf8(output.stdout).unwrap()
}

const NOTE: &str = "\
---
tags:
  - exam/one
  - plants
---

# Biology

- Q: mitochondrion
  - A: power house
- Q: power house
  - A: mitochondrion

## Cells

- Q: What surrounds a **plant** cell?
  - A: A cell wall; ![cell wall](<NAME-media/cell wall.png>)![](<NAME-media/wall.mp3>)

# Chemistry

- Q: Formula of water? {{literal}}
  - A: H₂O, of mass $18 \\cdot m$
- The ==ribosome== makes ==proteins== from amino acids.
";

#[test]
fn packages_of_all_kinds_become_a_note_that_is_asked() {
    let world = World::collection();
    fs::create_dir_all(world.path("made")).unwrap();
    script("make.py", &[&world.path("made")], &[]);
    for (file, name) in [
        ("latest.apkg", "latest"),
        ("legacy2.apkg", "legacy2"),
        ("legacy1.apkg", "legacy1"),
        ("collection.colpkg", "collection"),
    ] {
        let package = world.path("made").join(file);
        let package = package.to_str().unwrap();
        let message = world.run(&["import", "anki", package]).ok();
        assert_eq!(
            message,
            format!(
                "wrote notes/{name}.md: 6 questions\n2 files beside it in {name}-media\n\
                 1 card left out: no text to ask for or to answer with\n"
            )
        );
        assert_eq!(
            world.read(&format!("desk/notes/{name}.md")),
            NOTE.replace("NAME", name)
        );
        let picture =
            fs::read(world.path(&format!("desk/notes/{name}-media/cell wall.png"))).unwrap();
        assert!(picture.starts_with(b"\x89PNG"));
        let sound = fs::read(world.path(&format!("desk/notes/{name}-media/wall.mp3"))).unwrap();
        assert_eq!(sound, b"ID3");
        let again = world.run(&["import", "anki", package]).ok();
        assert!(
            again.starts_with(&format!("notes/{name}.md is there already")),
            "{again}"
        );
    }
    // The four notes say the same, so each question is asked once.
    let cards = objects(&world.run(&["cards", "--json"]).ok());
    let mut asked: Vec<(&str, &str)> = cards
        .iter()
        .filter(|card| card["note"] == "notes/collection.md")
        .map(|card| {
            (
                card["prompt"].as_str().unwrap(),
                card["answer"][0].as_str().unwrap(),
            )
        })
        .collect();
    asked.sort_unstable();
    assert_eq!(asked, ASKED);
}

/// Prompts and answers of the note.
const ASKED: &[(&str, &str)] = &[
    ("The ____ makes proteins from amino acids.", "ribosome"),
    (
        "What is formula of water? {{literal}}?",
        "H₂O, of mass $18 \\cdot m$",
    ),
    ("What is mitochondrion?", "power house"),
    ("What is power house?", "mitochondrion"),
    ("What surrounds a plant cell?", "A cell wall; cell wall"),
];

#[test]
fn a_package_without_its_cards_is_named_and_notes_are_never_overwritten() {
    let world = World::collection();
    fs::create_dir_all(world.path("made")).unwrap();
    script("make.py", &[&world.path("made")], &[]);
    let stub = world.path("made/stub.apkg");
    world
        .run(&["import", "anki", stub.to_str().unwrap()])
        .fails_with(&["only holds the request to update Anki", "hint: "]);
    let latest = world.path("made/latest.apkg");
    let latest = latest.to_str().unwrap();
    let before = world.files();
    world
        .run(&["import", "anki", latest, "-o", "notes/bread.md"])
        .fails_with(&["`notes/bread.md` is there already", "hint: "]);
    world
        .run(&["import", "anki", latest, "-o", "cards.txt"])
        .fails_with(&["is not a note", "hint: "]);
    assert_eq!(world.files(), before);
    assert_eq!(
        world
            .run(&["import", "anki", latest, "--only", "reviews"])
            .ok(),
        "nothing new in it\n"
    );
    assert_eq!(world.files(), before);
}

#[test]
fn answers_on_a_phone_come_home_once() {
    let world = World::collection();
    // Anki gives other numbers to what was made in the future.
    let study = [
        "study",
        "--plain",
        "--seed",
        "1",
        "--limit",
        "2",
        "--now",
        "2026-01-05T08:00:00Z",
    ];
    world.run_with(&study, "yeast\n\ncarbon dioxide\n\n").ok();
    world
        .run(&[
            "export",
            "anki",
            "--progress",
            "-q",
            "--now",
            "2026-01-06T08:00:00Z",
        ])
        .ok();
    let before = logged(&world);
    let answered = script(
        "phone.py",
        &[
            &world.path("phone.anki2"),
            &world.path("desk/recito.apkg"),
            &world.path("phone.apkg"),
        ],
        &["3", "1", "4"],
    );
    let answered: Vec<(String, u64)> = serde_json::from_str(&answered).unwrap();
    let package = world.path("phone.apkg");
    let package = package.to_str().unwrap();
    let message = world.run(&["import", "anki", package]).ok();
    assert!(message.starts_with("3 answers of "), "{message}");
    assert_eq!(logged(&world), before + 3);
    assert_eq!(
        world.run(&["import", "anki", package]).ok(),
        "nothing new in it\n"
    );
    assert_eq!(logged(&world), before + 3);
    // The answers are there with their cards and ratings.
    let log: Vec<Value> = log_files(&world.path("home/.local/share/recito/log"))
        .iter()
        .flat_map(|file| objects(&fs::read_to_string(file).unwrap()))
        .collect();
    for (card, ease) in answered {
        let found = log.iter().any(|record| {
            record["k"] == "r" && record["c"] == card.as_str() && record["g"] == ease
        });
        assert!(found, "{card} {ease}");
    }
    // Another machine takes over the same, and then their logs meet.
    let other = World::collection();
    other.run(&["import", "anki", package]).ok();
    copy_log(&other, &world);
    assert_eq!(logged(&world), before + 3);
}

/// How many answers the log has.
fn logged(world: &World) -> u64 {
    let stats = world.run(&["stats", "--json"]).ok();
    let stats: Value = serde_json::from_str(&stats).unwrap();
    stats["reviews"].as_u64().unwrap()
}

fn log_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(log_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn copy_log(from: &World, to: &World) {
    let root = from.path("home/.local/share/recito/log");
    for file in log_files(&root) {
        let below = file.strip_prefix(&root).unwrap().display().to_string();
        let bytes = fs::read(&file).unwrap();
        to.write(&format!("home/.local/share/recito/log/{below}"), bytes);
    }
}

#[test]
fn progress_makes_the_round_trip_into_an_empty_folder() {
    let mut learner = Learner::new(0);
    for format in [Format::Compat, Format::Latest] {
        let world = World::empty();
        let bytes = learner.package(format);
        world.write("desk/recito.apkg", &bytes);
        let message = world.run(&["import", "anki", "recito.apkg"]).ok();
        assert_eq!(
            message,
            "13 answers of 7 cards taken over\n2 cards suspended in Anki, and now here\n"
        );
        let reading = recito::store::log::read(&world.path("home/.local/share/recito")).unwrap();
        let before = recito::schedule::replay(&learner.log(), 0.9).0;
        let after = recito::schedule::replay(&reading.log, 0.9).0;
        assert_eq!(before, after);
        assert_eq!(learner.log().put_aside(), reading.log.put_aside());
        assert_eq!(
            world.run(&["import", "anki", "recito.apkg"]).ok(),
            "nothing new in it\n"
        );
    }
}

/// Of every card what it asks, how far it has come and when it is due.
fn standing(world: &World, now: &str) -> Vec<[String; 4]> {
    let cards = objects(&world.run(&["cards", "--json", "--now", now]).ok());
    let text = |card: &Value, key: &str| card[key].to_string();
    let keys = ["id", "prompt", "state", "due"];
    cards
        .iter()
        .map(|card| keys.map(|key| text(card, key)))
        .collect()
}

#[test]
fn cards_and_due_dates_are_the_same_in_an_empty_data_folder_by_way_of_anki() {
    let world = World::collection();
    let study = ["study", "--plain", "--seed", "1", "--now"];
    let early = [&study[..], &["2026-01-05T08:00:00Z"]].concat();
    world
        .run_with(&early, "yeast\n\nno\na\n:suspend\nrye, spelt\n\n")
        .ok();
    let late = [&study[..], &["2026-01-08T08:00:00Z"]].concat();
    world.run_with(&late, "yeast\n\ncarbon dioxide\n\n").ok();
    let now = "2026-01-09T08:00:00Z";
    world
        .run(&["export", "anki", "--progress", "-q", "--now", now])
        .ok();
    let here = standing(&world, now);
    let of = |state: &str| here.iter().filter(|card| card[2].contains(state)).count();
    assert!(
        of("review") + of("learning") >= 2 && of("suspended") == 1,
        "{here:?}"
    );

    script(
        "phone.py",
        &[
            &world.path("phone.anki2"),
            &world.path("desk/recito.apkg"),
            &world.path("phone.apkg"),
        ],
        &[],
    );
    for package in ["desk/recito.apkg", "phone.apkg"] {
        let other = World::collection();
        let package = world.path(package);
        let message = other
            .run(&["import", "anki", package.to_str().unwrap(), "--now", now])
            .ok();
        assert!(message.contains("1 card suspended in Anki"), "{message}");
        assert_eq!(standing(&other, now), here);
    }
}

/// A zip file with these members.
fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_would_do_harm_is_refused_with_a_message() {
    let mut learner = Learner::new(0);
    let whole = learner.package(Format::Latest);
    let database = |bytes: &[u8]| {
        let contents = anki::Foreign::open(bytes).and_then(|mut package| package.contents());
        contents.map(|contents| contents.notes.len())
    };
    assert_eq!(database(&whole).unwrap(), learner.deck.cards.len());
    let zeros = vec![0; (1 << 30) + 1];
    let bomb = zstd::bulk::compress(&zeros, 1).unwrap();
    assert!(bomb.len() < 200_000);
    let cases: [(&str, Vec<u8>); 7] = [
        ("it is not a zip file", b"PK not one".to_vec()),
        ("it is not a zip file", whole[..whole.len() / 2].to_vec()),
        (
            "it has no `collection.anki2`",
            zipped(&[("word/document.xml", b"")]),
        ),
        ("which is too new", zipped(&[("meta", b"\x08\x07")])),
        (
            "leads out of its folder",
            zipped(&[
                ("collection.anki2", b""),
                ("media", b"{\"0\":\"../../.ssh/x\"}"),
            ]),
        ),
        (
            "not an SQLite database",
            zipped(&[("collection.anki2", b"no")]),
        ),
        (
            "has more than the",
            zipped(&[
                ("meta", b"\x08\x03"),
                ("collection.anki21b", &bomb),
                ("media", &[0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 1, 0, 0]),
            ]),
        ),
    ];
    for (why, bytes) in cases {
        let world = World::collection();
        world.write("desk/x.apkg", bytes);
        let before = world.files();
        world.run(&["import", "anki", "x.apkg"]).fails_with(&[
            "`x.apkg` is not a package that can be read",
            why,
            "hint: ",
        ]);
        assert_eq!(world.files(), before);
    }
}
