//! Two devices that study and sync, in turn and at once, through a bare repository of the real git.

use std::collections::BTreeSet;
use std::process::Command;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::world::{Said, World};

/// So many rounds; gives the figures.
pub(crate) fn clones(rounds: usize) -> String {
    let worlds = [World::new(40), World::new(40)];
    let bare = worlds[0].path("bare.git");
    let made = Command::new("git")
        .args(["init", "-q", "--bare"])
        .arg(&bare)
        .status();
    assert!(made.unwrap().success());
    let mut random = ChaCha8Rng::seed_from_u64(50);
    let mut accepted = BTreeSet::new();
    for round in 0..rounds {
        for (device, world) in worlds.iter().enumerate() {
            let answers = random.random_range(1..5);
            accepted.extend(study(world, &format!("{round} {device}"), answers));
        }
        if round % 2 == 0 {
            let children = worlds
                .each_ref()
                .map(|world| sync(world, &bare).spawn().unwrap());
            for mut child in children {
                assert!(child.wait().unwrap().success(), "round {round}");
            }
        } else {
            let first = random.random_range(0..2);
            for device in [first, 1 - first] {
                assert!(
                    sync(&worlds[device], &bare).status().unwrap().success(),
                    "round {round}"
                );
            }
        }
    }
    for device in [0, 1, 0] {
        assert!(sync(&worlds[device], &bare).status().unwrap().success());
    }
    for world in &worlds {
        let (given, problems) = World::given(&world.data());
        assert_eq!((&given, problems), (&accepted, 0));
        world.check_notes();
    }
    let commits = Command::new("git")
        .arg("-C")
        .arg(&bare)
        .args(["rev-list", "--count", "main"])
        .output()
        .unwrap();
    let commits = String::from_utf8(commits.stdout).unwrap();
    format!(
        "{rounds} rounds on two devices, half of them at once: {} answers, all on both, no conflict, {} commits",
        accepted.len(),
        commits.trim()
    )
}

fn study(world: &World, name: &str, answers: usize) -> BTreeSet<String> {
    let (mut child, mut voice) = world.talk(&[]).split();
    voice.prompt().unwrap();
    let given = (0..answers).map(|number| format!("zq {name} {number}"));
    let given: BTreeSet<String> = given.collect();
    for given in &given {
        assert_eq!(voice.answer(given), Some(Said::Saved));
    }
    drop(voice);
    assert!(child.wait().unwrap().success());
    given
}

fn sync(world: &World, bare: &std::path::Path) -> Command {
    let bare = bare.display().to_string();
    let mut command = world.command(&[], &["sync", "--quiet", "--remote", &bare]);
    command.stdout(std::process::Stdio::null());
    command
}
