//! `push anki` with the real program: to the sync server of the package `anki`, which a second client of the
//! real Anki uses too, and to a server that keeps the contract of AnkiConnect on the real core.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use recito::store::peer::{Peer as _, Running};
use serde_json::{Value, json};

use super::core::PYTHON;
use crate::world::{Ran, World, objects};

const CLIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/client.py");
const CONNECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/anki/connect.py");
const CONTRACT: &str = include_str!("contract.json");

const NOTE: &str = "\
# Bread

## Dough

Q: What makes bread dough rise?
A: Yeast

Q: Which gas lifts the dough? ![](gas.gif)
A: Carbon dioxide

## Oven

Q: What keeps the crust soft?
A: Steam
";

/// A process that is ended with the test.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// The sync server that comes with the package `anki`.
    fn sync(world: &World) -> Server {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let child = Command::new(&*PYTHON)
            .args(["-m", "anki.syncserver"])
            .env_clear()
            .env("HOME", world.path("home"))
            .env("SYNC_USER1", "me:secret")
            .env("SYNC_HOST", "127.0.0.1")
            .env("SYNC_PORT", port.to_string())
            .env("SYNC_BASE", world.path("server"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let listens = (0..600).any(|_| {
            std::thread::sleep(Duration::from_millis(50));
            TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        assert!(listens, "the sync server does not start");
        Server {
            child,
            address: format!("http://127.0.0.1:{port}/"),
        }
    }

    /// AnkiConnect with an empty collection.
    fn connect(world: &World) -> Server {
        fs::create_dir_all(world.path("anki")).unwrap();
        let mut child = Command::new(&*PYTHON)
            .arg(CONNECT)
            .arg(world.path("anki/collection.anki2"))
            .arg(world.path("log"))
            .env_clear()
            .env("HOME", world.path("home"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut port = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut port).unwrap();
        Server {
            child,
            address: format!("http://127.0.0.1:{}", port.trim()),
        }
    }
}

fn world() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/bread.md", NOTE);
    world.write("desk/notes/gas.gif", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;");
    world
}

/// The id of the card whose prompt has these words.
fn id(world: &World, words: &str) -> String {
    let cards = objects(&world.run(&["cards", "--json"]).ok());
    let card = cards
        .iter()
        .find(|card| card["prompt"].as_str().unwrap().contains(words));
    card.unwrap()["id"].as_str().unwrap().to_owned()
}

/// Pushes to a sync server.
fn push(world: &World, server: &Server, password: &str, options: &[&str]) -> Ran {
    let mut args = vec!["push", "anki", "--user", "me", "--server", &server.address];
    args.extend(options);
    let mut command = world.command(&args);
    command
        .env("RECITO_SYNC_PASSWORD", password)
        .env("RECITO_PYTHON", &*PYTHON);
    Ran::of(
        &command.stdin(Stdio::null()).output().unwrap(),
        &world.path(""),
    )
}

/// The second device, after some steps.
fn client(world: &World, server: &Server, steps: &[&str]) -> Value {
    fs::create_dir_all(world.path("client")).unwrap();
    let output = Command::new(&*PYTHON)
        .arg(CLIENT)
        .arg(world.path("client/collection.anki2"))
        .args([&server.address, "me", "secret"])
        .args(steps)
        .env_clear()
        .env("HOME", world.path("home"))
        .output()
        .unwrap();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{problems}");
    let text = String::from_utf8_lossy(&output.stdout);
    // On a busy machine Anki says that it was slow.
    let line = text.lines().find(|line| line.starts_with('{')).unwrap();
    let state: Value = serde_json::from_str(line).unwrap();
    assert_eq!(state["check_unchanged"], true);
    state
}

#[test]
fn a_sync_server_gets_edits_and_keeps_reviews() {
    let world = world();
    let server = Server::sync(&world);
    client(&world, &server, &["add", "upload"]);
    let said = push(&world, &server, "secret", &[]).ok();
    assert!(
        said.contains("pushed 3 cards: 3 new, 0 changed, 0 unchanged, 0 moved"),
        "{said}"
    );
    let yeast = id(&world, "dough rise");
    let steam = id(&world, "crust soft");

    let state = client(&world, &server, &["sync", &format!("answer={yeast},3")]);
    assert_eq!(state["notes"], 4);
    assert_eq!(
        state["media"].as_array().unwrap().len(),
        1,
        "{}",
        state["media"]
    );
    assert_eq!(state["cards"][&yeast]["deck"], "recito::bread::Dough");
    let moved = format!("move={steam},mine");
    let edited = format!("edit={steam},Hint,it is hot");
    client(&world, &server, &[&moved, &edited, "sync"]);
    // Anki counts edits by the second, and the later one counts.
    std::thread::sleep(Duration::from_millis(1100));

    let text = NOTE
        .replace("A: Yeast", "A: Baker's yeast")
        .replace("Dough\n", "The dough\n");
    world.write("desk/notes/bread.md", text.replace("Oven", "The oven"));
    let said = push(&world, &server, "secret", &[]).ok();
    assert!(
        said.contains("0 new, 3 changed, 0 unchanged, 2 moved"),
        "{said}"
    );
    let state = client(&world, &server, &["sync"]);
    assert_eq!(state["required"], json!(["NO_CHANGES"]));
    let card = &state["cards"][&yeast];
    assert_eq!((&card["reps"], &card["reviews"]), (&json!(1), &json!(1)));
    assert_eq!(card["fields"]["Answer"], "Baker's yeast");
    assert_eq!(card["deck"], "recito::bread::The dough");
    assert_eq!(state["cards"][&steam]["deck"], "mine");

    world.write(
        "desk/notes/bread.md",
        text.replace("Q: What keeps the crust soft?\nA: Steam\n", ""),
    );
    let said = push(&world, &server, "secret", &[]).ok();
    assert!(
        said.contains("1 card not in your notes any more; `--prune`"),
        "{said}"
    );
    assert_eq!(client(&world, &server, &["sync"])["notes"], 4);
    push(&world, &server, "secret", &["--prune"]).ok();
    let state = client(&world, &server, &["sync"]);
    assert_eq!(state["notes"], 3);
    assert_eq!(state["cards"][&steam], Value::Null);
    assert_eq!(state["cards"][&yeast]["reviews"], 1);
}

#[test]
fn what_the_learner_edited_in_anki_stays_until_the_note_changes() {
    let world = world();
    let server = Server::sync(&world);
    client(&world, &server, &["add", "upload"]);
    push(&world, &server, "secret", &[]).ok();
    let yeast = id(&world, "dough rise");
    let edit = format!("edit={yeast},Answer,my own words");
    client(&world, &server, &["sync", &edit, "sync"]);
    let said = push(&world, &server, "secret", &[]).ok();
    assert!(
        said.contains("1 card with what you edited in Anki, which stays"),
        "{said}"
    );
    let state = client(&world, &server, &["sync"]);
    assert_eq!(state["cards"][&yeast]["fields"]["Answer"], "my own words");
    std::thread::sleep(Duration::from_millis(1100));
    world.write(
        "desk/notes/bread.md",
        NOTE.replace("A: Yeast", "A: Wild yeast"),
    );
    push(&world, &server, "secret", &[]).ok();
    let state = client(&world, &server, &["sync"]);
    assert_eq!(state["cards"][&yeast]["fields"]["Answer"], "Wild yeast");
}

#[test]
fn what_forces_a_one_way_sync_is_asked_for_first() {
    let world = world();
    let server = Server::sync(&world);
    let ran = push(&world, &server, "secret", &["-q"]);
    ran.fails_with(&["no collection yet", "hint: `--one-way` allows it"]);
    push(&world, &server, "secret", &["--one-way"]).ok();
    let state = client(
        &world,
        &server,
        &["sync", "field=recito basic v1,Mine", "upload"],
    );
    assert_eq!(state["notes"], 3);
    world.write(
        "desk/notes/bread.md",
        NOTE.replace("A: Yeast", "A: Wild yeast"),
    );
    push(&world, &server, "secret", &[]).fails_with(&[
        "the fields of `recito basic v1` were changed in Anki",
        "--one-way",
    ]);
    let state = client(&world, &server, &["sync"]);
    assert_eq!(
        (&state["required"], &state["notes"]),
        (&json!(["NO_CHANGES"]), &json!(3))
    );
}

#[test]
fn what_is_missing_for_a_sync_server_is_said() {
    let world = world();
    let server = Server::sync(&world);
    push(&world, &server, "wrong", &[])
        .fails_with(&["login", "hint: the server, the user or the password"]);
    push(&world, &server, "secret", &["--python", "/nowhere/python"])
        .fails_with(&["could not start"]);
    world
        .run(&["push", "anki", "--server", &server.address, "--user", "me"])
        .fails_with(&["wants a password", "RECITO_SYNC_PASSWORD"]);
}

fn push_running(world: &World, server: &Server, options: &[&str]) -> Ran {
    let mut args = vec!["push", "anki", "--connect", &server.address];
    args.extend(options);
    world.run(&args)
}

/// The actions that were asked for since the last look, without those that only read.
fn asked(world: &World) -> Vec<String> {
    let log = fs::read_to_string(world.path("log")).unwrap_or_default();
    let _ = fs::remove_file(world.path("log"));
    let reads = [
        "version",
        "modelNames",
        "modelFieldNames",
        "findNotes",
        "notesInfo",
        "getDecks",
    ];
    log.lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .inspect(|request| assert_eq!(request["version"], 6))
        .map(|request| request["action"].as_str().unwrap().to_owned())
        .filter(|action| !reads.contains(&action.as_str()))
        .collect()
}

#[test]
fn a_running_anki_imports_moves_and_deletes() {
    let world = world();
    let server = Server::connect(&world);
    let said = push_running(&world, &server, &["--dry-run"]).ok();
    assert!(said.contains("would push 3 cards: 3 new"), "{said}");
    assert_eq!(asked(&world), [""; 0]);
    assert!(!world.path("desk/decks").exists());

    let said = push_running(&world, &server, &[]).ok();
    assert!(said.contains("pushed 3 cards: 3 new, 0 changed"), "{said}");
    assert!(
        said.contains("Anki does not sync: sync: sync: auth not configured"),
        "{said}"
    );
    assert_eq!(asked(&world), ["importPackage", "sync"]);
    let said = push_running(&world, &server, &["--no-sync"]).ok();
    assert!(
        said.contains("0 new, 0 changed, 3 unchanged, 0 moved"),
        "{said}"
    );
    assert_eq!(asked(&world), ["importPackage"]);

    world.write("desk/notes/bread.md", NOTE.replace("Oven", "The oven"));
    let said = push_running(&world, &server, &["--no-sync"]).ok();
    assert!(
        said.contains("0 new, 1 changed, 2 unchanged, 1 moved"),
        "{said}"
    );
    assert_eq!(asked(&world), ["importPackage", "changeDeck"]);

    let cut = NOTE.find("## Oven").unwrap();
    world.write("desk/notes/bread.md", &NOTE[..cut]);
    push_running(&world, &server, &["--no-sync", "--prune"]).ok();
    assert_eq!(asked(&world), ["importPackage", "deleteNotes"]);
    let mut anki = Running::at(&server.address, None);
    let left = anki.ask("findNotes", json!({ "query": "" })).unwrap();
    assert_eq!(left.as_array().unwrap().len(), 2);
}

#[test]
fn where_no_anki_runs_it_is_said_what_to_do() {
    let world = world();
    let ran = world.run(&["push", "anki", "--connect", "http://127.0.0.1:9"]);
    ran.fails_with(&[
        "no Anki answers at http://127.0.0.1:9",
        "hint: start Anki with the add-on",
    ]);
}

/// Whether two values have the same shape: `*` stands for any key.
fn is_alike(found: &Value, recorded: &Value) -> bool {
    match (found, recorded) {
        (Value::Array(found), Value::Array(recorded)) => found
            .iter()
            .all(|item| recorded.first().is_none_or(|known| is_alike(item, known))),
        (Value::Object(found), Value::Object(recorded)) => match recorded.get("*") {
            Some(any) => found.values().all(|value| is_alike(value, any)),
            None => {
                found.len() == recorded.len()
                    && recorded
                        .iter()
                        .all(|(key, value)| found.get(key).is_some_and(|f| is_alike(f, value)))
            }
        },
        (found, recorded) => std::mem::discriminant(found) == std::mem::discriminant(recorded),
    }
}

#[test]
fn the_server_answers_as_ankiconnect_is_recorded_to() {
    let world = world();
    let server = Server::connect(&world);
    world.run(&["export", "anki", "-q"]).ok();
    let mut anki = Running::at(&server.address, None);
    let file = world.path("desk/recito.apkg");
    anki.ask("importPackage", json!({ "path": file })).unwrap();
    let contract: Vec<Value> = serde_json::from_str(CONTRACT).unwrap();
    for entry in contract {
        let note = anki
            .ask("findNotes", json!({ "query": "recito:_*" }))
            .unwrap()[0]
            .clone();
        let info = anki.ask("notesInfo", json!({ "notes": [note] })).unwrap();
        let params = entry["params"].to_string();
        let params = params
            .replace("\"NOTE\"", &note.to_string())
            .replace("\"CARD\"", &info[0]["cards"][0].to_string())
            .replace("FILE", &file.display().to_string());
        let action = entry["action"].as_str().unwrap();
        let answer = anki.ask(action, serde_json::from_str(&params).unwrap());
        match (answer, entry["error"].as_str()) {
            (Ok(found), None) => assert!(is_alike(&found, &entry["result"]), "{action}: {found}"),
            (Err(error), Some(expect)) => assert!(error.to_string().ends_with(expect), "{error}"),
            (answer, _) => panic!("{action}: {answer:?}"),
        }
    }
    assert!(Path::new(&file).exists());
}
