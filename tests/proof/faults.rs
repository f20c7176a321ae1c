//! A failure at every single write, fsync, open, rename and lock of a session: what was accepted is there,
//! the program says what is wrong, and goes on or ends in order.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use super::world::{Said, World};

/// What is made to fail.
const CALLS: [&str; 9] = [
    "openat",
    "write",
    "fsync",
    "fdatasync",
    "rename",
    "renameat2",
    "linkat",
    "flock",
    "mkdir",
];

const ERRORS: [&str; 2] = ["EIO", "ENOSPC"];

/// Answers of a session.
const ANSWERS: usize = 5;

/// Exit codes that are in order: all went well, it failed with a message, the loader could not start it.
const ORDERLY: [i32; 3] = [0, 2, 127];

/// Makes every so-manieth call fail, each in a session of its own; gives the figures.
pub(crate) fn faults(every: usize) -> String {
    let mut world = World::new(40);
    let calls = count(&mut world);
    let (mut runs, mut accepted, mut unsaved, mut failed) = (0, 0, 0, 0);
    for (call, count) in &calls {
        for number in (1..=*count).step_by(every) {
            for error in ERRORS {
                runs += 1;
                let home = world.path(&format!("home {runs}"));
                world.move_home(&home);
                let inject = format!("-einject={call}:error={error}:when={number}");
                let played = play(
                    &world,
                    &strace(&["-o/dev/null", "-e", &format!("trace={call}"), &inject]),
                );
                let place = format!("{error} at {call} {number}: {played:?}");
                let code = played.code.unwrap_or_else(|| panic!("killed: {place}"));
                assert!(ORDERLY.contains(&code), "{place}");
                assert!(!played.err.contains("panicked"), "{place}");
                assert!(
                    code == 0 || !played.err.is_empty() || *call == "write",
                    "{place}"
                );
                let given = World::given(&world.data()).0;
                assert!(played.accepted.is_subset(&given), "{place}: {given:?}");
                assert_eq!(play(&world, &[]).accepted.len(), ANSWERS, "{place}");
                accepted += played.accepted.len();
                unsaved += played.unsaved;
                failed += usize::from(code != 0);
                std::fs::remove_dir_all(home).unwrap();
            }
        }
    }
    world.check_notes();
    let calls: Vec<String> = calls
        .iter()
        .map(|(call, count)| format!("{count} {call}"))
        .collect();
    format!(
        "{runs} failures ({}): {accepted} accepted answers, 0 lost; {unsaved} times NOT SAVED and saved when tried again, {failed} sessions ended with a message",
        calls.join(", ")
    )
}

fn strace(args: &[&str]) -> Vec<String> {
    let words = ["timeout", "-sKILL", "60", "strace", "-f", "-qqq"];
    words
        .iter()
        .chain(args)
        .map(|word| (*word).to_owned())
        .collect()
}

/// How often a session makes each call, in the thread that makes most: that is how strace counts.
fn count(world: &mut World) -> BTreeMap<&'static str, usize> {
    let (home, trace) = (world.path("counted"), world.path("trace"));
    world.move_home(&home);
    let output = format!("-o{}", trace.display());
    let played = play(
        world,
        &strace(&[&output, "-e", &format!("trace={}", CALLS.join(","))]),
    );
    assert_eq!(
        played.accepted.len(),
        ANSWERS,
        "is strace there? {played:?}"
    );
    let trace = std::fs::read_to_string(trace).unwrap();
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in trace.lines() {
        let Some((thread, rest)) = line.split_once(' ') else {
            continue;
        };
        for call in CALLS {
            if rest.trim_start().starts_with(&format!("{call}(")) {
                *counts.entry((call, thread)).or_default() += 1;
            }
        }
    }
    let mut most = BTreeMap::new();
    for call in CALLS {
        let of_call = counts.iter().filter(|((other, _), _)| *other == call);
        if let Some(count) = of_call.map(|(_, count)| *count).max() {
            most.insert(call, count);
        }
    }
    assert!(
        most.contains_key("fdatasync") && most.contains_key("write"),
        "{most:?}"
    );
    most
}

/// How a session went.
#[derive(Debug)]
struct Played {
    accepted: BTreeSet<String>,
    /// How often it said that an answer was not saved, and then could save it.
    unsaved: usize,
    code: Option<i32>,
    err: String,
}

/// A session with a few answers, which insists on each of them.
fn play(world: &World, wrapper: &[String]) -> Played {
    let (mut child, mut voice) = world.talk(wrapper).split();
    let (mut accepted, mut unsaved) = (BTreeSet::new(), 0);
    let mut goes_on = voice.prompt().is_some();
    for number in 1..=ANSWERS {
        if !goes_on {
            break;
        }
        let given = format!("zq {} {number}", child.id());
        goes_on = match voice.answer(&given) {
            Some(Said::Saved) => accepted.insert(given),
            Some(Said::NotSaved) => {
                unsaved += 1;
                let said = voice.say("");
                let saved = said.is_some_and(|said| said.contains("saved\n"));
                saved && accepted.insert(given)
            }
            None => false,
        };
    }
    drop(voice);
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    Played {
        accepted,
        unsaved,
        code: child.wait().unwrap().code(),
        err,
    }
}
