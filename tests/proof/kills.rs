//! `kill -9` at random moments, with two sessions on one data folder.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::world::{Said, World};

/// Kills after which the log is looked at and a new one is begun.
const ROUND: usize = 500;

/// The latest moment of a kill, in milliseconds after the start of the program or after its first question.
const LATEST: u64 = 120;

/// Kills so many sessions; gives the figures.
pub(crate) fn kills(count: usize) -> String {
    let (mut accepted, mut damaged, mut done) = (0, 0, 0);
    while done < count {
        let round = ROUND.min(count - done);
        let world = World::new(40);
        let kept = Mutex::new(BTreeSet::new());
        let left = AtomicUsize::new(round);
        std::thread::scope(|scope| {
            for session in 0..2 {
                let (world, kept, left) = (&world, &kept, &left);
                let name = format!("{done}x{session}");
                scope.spawn(move || sessions(world, &name, kept, left));
            }
        });
        let kept = kept.into_inner().unwrap();
        let (given, problems) = World::given(&world.data());
        let lost: Vec<_> = kept.difference(&given).collect();
        assert!(lost.is_empty(), "lost: {lost:?}");
        world.check_notes();
        accepted += kept.len();
        damaged += problems;
        done += round;
        println!("  {done} kills, {accepted} accepted answers, 0 lost, {damaged} torn lines");
    }
    assert!(
        accepted > count / 4,
        "too few answers for a proof: {accepted}"
    );
    format!(
        "{count} kills with two sessions: {accepted} accepted answers, 0 lost, {damaged} torn lines skipped"
    )
}

/// Sessions one after the other, each killed, while any are left.
fn sessions(world: &World, name: &str, kept: &Mutex<BTreeSet<String>>, left: &AtomicUsize) {
    let seed = name.bytes().map(u64::from).sum();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut number = 0;
    let next = || {
        left.try_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        })
    };
    while next().is_ok() {
        let (child, mut voice) = world.talk(&[]).split();
        let moment = Duration::from_millis(random.random_range(0..LATEST));
        // One in four dies while it starts.
        let early = random.random_range(0..4) == 0;
        let (asks, asked_first) = std::sync::mpsc::channel();
        let killer = std::thread::spawn(move || {
            let mut child = child;
            if !early {
                // An error says that it ended before it asked anything.
                let _: Result<(), _> = asked_first.recv();
            }
            std::thread::sleep(moment);
            child.kill().unwrap();
            child.wait().unwrap();
        });
        let mut asked = voice.prompt();
        drop(asks);
        while asked.take().is_some() {
            number += 1;
            let given = format!("zq {name} {number}");
            if voice.answer(&given) == Some(Said::Saved) {
                kept.lock().unwrap().insert(given);
                asked = Some(String::new());
            }
        }
        killer.join().unwrap();
    }
}
