//! `recito doctor` with the real program: every damage is named, backups bring back what was lost, and
//! the copies that syncers make are no trouble.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::world::World;

const NOW: &str = "2026-11-24T10:00:00Z";

/// A collection whose two questions were answered.
fn studied() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write(
        "desk/notes/sea.md",
        "# Sea\n\nQ: What moves the tides?\nA: the moon\n\nQ: Which sea is the saltiest?\nA: the Dead Sea\n",
    );
    world.run(&["build"]).ok();
    let answers = "nonsense\n\nnonsense\n\n:quit\n";
    let ran = world.run_with(&["study", "--plain", "--now", NOW], answers);
    assert!(ran.ok().contains("2 answers"));
    world
}

fn data(world: &World) -> PathBuf {
    world.path("home/.local/share/recito")
}

/// The only file of the log.
fn file(world: &World) -> PathBuf {
    let device = fs::read_dir(data(world).join("log")).unwrap().next();
    device.unwrap().unwrap().path().join("2026-11.jsonl")
}

fn checkup(world: &World, code: i32) -> Value {
    let ran = world.run(&["doctor", "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{}", ran.out);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["healthy"], code == 0);
    value
}

#[test]
fn a_healthy_log_is_counted() {
    let world = studied();
    let found = checkup(&world, 0);
    let log = &found["log"];
    assert_eq!(
        (&log["records"], &log["answers"], &log["devices"]),
        (&4.into(), &2.into(), &1.into())
    );
    assert_eq!(found["studied"]["in_notes"], 2);
    assert_eq!(found["decks"]["asked"], 2);
    assert_eq!(found["backups"]["newest"], "2026-11");
    let told = world.run(&["doctor"]).ok();
    assert!(told.ends_with("all is well\n"), "{told}");
    // Where nothing was ever studied and no note is, that is all right, too.
    let told = World::empty().run(&["doctor"]).ok();
    assert!(
        told.contains("0 records") && told.contains("no decks were looked at"),
        "{told}"
    );
}

#[test]
fn each_damaged_byte_is_named_and_the_other_records_count() {
    let world = studied();
    let clean = fs::read(file(&world)).unwrap();
    for at in (0..clean.len()).step_by(97).chain([clean.len() - 1]) {
        let mut bytes = clean.clone();
        bytes[at] ^= 1;
        fs::write(file(&world), bytes).unwrap();
        let found = checkup(&world, 1);
        let damage = &found["log"]["damage"][0];
        let (start, end) = (
            damage["bytes"]["start"].as_u64(),
            damage["bytes"]["end"].as_u64(),
        );
        let at = at as u64;
        assert!(start.unwrap() <= at && at <= end.unwrap(), "{at}: {damage}");
        assert!(found["log"]["records"].as_u64().unwrap() >= 3, "{found}");
        let told = world.run(&["doctor"]);
        assert!(
            told.out.contains("2026-11.jsonl, line ") && told.out.contains("bytes "),
            "{}",
            told.out
        );
        assert!(
            told.out.ends_with(" problem\n") || told.out.ends_with(" problems\n"),
            "{}",
            told.out
        );
    }
}

#[test]
fn a_backup_brings_back_what_was_lost_and_nothing_newer_goes() {
    let world = studied();
    let said = world.run(&["doctor", "--backup", "kept.zip"]).ok();
    assert_eq!(said, "4 records in 1 file kept in [WORLD]/desk/kept.zip\n");
    let later = [
        "study",
        "--plain",
        "--ahead",
        "--now",
        "2026-11-25T10:00:00Z",
    ];
    world.run_with(&later, "the moon\n\n:quit\n").ok();
    let text = fs::read_to_string(file(&world)).unwrap();
    let newest = text.lines().last().unwrap();
    // All but the newest answer is lost.
    fs::write(file(&world), format!("{newest}\n")).unwrap();
    assert_eq!(checkup(&world, 0)["log"]["answers"], 1);
    let said = world.run(&["doctor", "--restore", "kept.zip"]).ok();
    assert_eq!(said, "4 records added, 0 there already\n");
    assert_eq!(checkup(&world, 0)["log"]["answers"], 3);
    let said = world.run(&["doctor", "--restore", "kept.zip"]).ok();
    assert_eq!(said, "0 records added, 4 there already\n");
    // The backup of the month is as good.
    fs::remove_dir_all(data(&world)).unwrap();
    let monthly = world.path("home/.local/state/recito/backup/2026-11.zip");
    world
        .run(&["doctor", "--restore", monthly.to_str().unwrap()])
        .ok();
    assert_eq!(checkup(&world, 0)["log"]["answers"], 2);
    world
        .run(&["doctor", "--restore", "notes/sea.md"])
        .fails_with(&["could not restore", "no backup"]);
    world
        .run(&["doctor", "--restore", "nowhere.zip"])
        .fails_with(&["nowhere.zip"]);
}

#[test]
fn copies_of_syncers_change_nothing_and_newer_records_are_kept() {
    let world = studied();
    let cards = world.run(&["cards", "--json", "--now", NOW]).ok();
    let usual = file(&world);
    let text = fs::read_to_string(&usual).unwrap();
    // Syncthing and Dropbox keep both files; one of them may have been cut off on the way.
    let half = &text[..text.len() / 2];
    for name in [
        "2026-11.sync-conflict-20261124-120000-ABCDEFG.jsonl",
        "2026-11 (Ann's conflicted copy 2026-11-24).jsonl",
    ] {
        fs::write(usual.with_file_name(name), &text).unwrap();
    }
    fs::write(&usual, half).unwrap();
    let found = checkup(&world, 1);
    assert_eq!(found["log"]["conflict_copies"], 2);
    assert_eq!(found["log"]["answers"], 2);
    let ran = world.run(&["cards", "--json", "--now", NOW]);
    assert_eq!(ran.out, cards);
    assert!(ran.err.contains("2026-11.jsonl:"), "{}", ran.err);
    // A version that is not known is said so, politely, and kept.
    let body = "{\"v\":2,\"k\":\"r\",\"n\":99,\"t\":1795514400000,\"o\":0,\"c\":{\"new\":true}";
    let line = format!(
        "{body},\"x\":\"{:08x}\"}}\n",
        crc32fast::hash(body.as_bytes())
    );
    fs::write(&usual, text.clone() + &line).unwrap();
    let found = checkup(&world, 1);
    assert_eq!(found["log"]["unknown"], 1);
    assert!(
        found["problems"][0]
            .as_str()
            .unwrap()
            .contains("update recito")
    );
    world
        .run_with(&["study", "--plain", "--cram", "--limit", "1"], "x\n\n")
        .ok();
    assert!(
        fs::read_to_string(&usual)
            .unwrap()
            .starts_with(&(text + &line))
    );
}

#[test]
fn a_device_name_that_is_synced_is_a_problem_and_a_broken_deck_is_one() {
    let world = studied();
    fs::create_dir_all(world.path("home/.local/state/.stfolder")).unwrap();
    fs::create_dir_all(world.path("home/.local/share/.stfolder")).unwrap();
    let found = checkup(&world, 1);
    assert!(
        found["problems"][0]
            .as_str()
            .unwrap()
            .contains("XDG_STATE_HOME"),
        "{found}"
    );
    assert!(
        found["notes"][0]
            .as_str()
            .unwrap()
            .starts_with("Syncthing carries "),
        "{found}"
    );
    fs::remove_dir(world.path("home/.local/state/.stfolder")).unwrap();
    world.write("desk/decks/notes/sea.md.toml", "version = \n");
    let found = checkup(&world, 1);
    assert!(
        found["problems"][0]
            .as_str()
            .unwrap()
            .contains("sea.md.toml:1"),
        "{found}"
    );
    assert_eq!(found["studied"]["cards"], 2);
}

#[test]
fn the_log_lies_where_the_user_says_and_no_collection_moves_it() {
    let world = World::collection();
    world.write(
        "home/.config/recito/config.toml",
        "data_dir = \"~/carried/recito\"\n",
    );
    world
        .run_with(&["study", "--plain", "--limit", "1"], "nonsense\n\n:quit\n")
        .ok();
    assert!(world.path("home/carried/recito/log").is_dir());
    assert!(!data(&world).exists());
    assert!(
        checkup(&world, 0)["log"]["folder"]
            .as_str()
            .unwrap()
            .ends_with("carried/recito/log")
    );
    world.write("desk/recito.toml", "data_dir = \"/elsewhere\"\n");
    world
        .run(&["cards"])
        .fails_with(&["may not set `data_dir`", "config.toml"]);
}
