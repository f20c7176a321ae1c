//! A short share of the heavy proofs that nothing is lost, as far as they need neither root nor strace.

use std::collections::BTreeMap;
use std::process::Command;

use recito::schedule;

use crate::proof::{clock, kills, sets};

#[test]
fn killed_sessions_lose_no_accepted_answer() {
    kills::kills(20);
}

#[test]
fn a_scattered_log_gives_the_same_state() {
    sets::permutations(200);
}

#[test]
fn each_flipped_bit_is_found() {
    sets::flips(4);
}

/// The script in the documentation, which knows nothing but the page about the format, finds what the
/// program finds.
#[test]
fn a_short_script_reads_the_log_as_the_page_says() {
    for seed in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let log = sets::scattered_log(seed, folder.path());
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/due.py");
        let output = Command::new("python3")
            .arg(script)
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        let told = String::from_utf8(output.stdout).unwrap();
        let told: BTreeMap<&str, (&str, f32)> = told
            .lines()
            .map(|line| {
                let words: Vec<&str> = line.split(' ').collect();
                (words[0], (words[1], words[2].parse().unwrap()))
            })
            .collect();
        let (memories, _) = schedule::replay(&log, 0.9);
        assert!(
            memories.len() > 5 && told.len() == memories.len(),
            "{told:?}"
        );
        for (card, memory) in memories {
            let (due, stability) = told[card.to_string().as_str()];
            let near = (stability - memory.stability).abs() <= memory.stability * 1e-3 + 1e-3;
            assert!(near, "{card}: {stability} is not {memory:?}");
            // Half a day may be rounded either way.
            let half = (memory.stability.fract() - 0.5).abs() < memory.stability * 1e-3;
            assert!(
                half || due == memory.due.to_string(),
                "{card}: {due} is not {memory:?}"
            );
        }
    }
}

#[test]
fn no_journey_and_no_clock_makes_a_negative_interval() {
    clock::timelines(300);
}
