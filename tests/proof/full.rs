//! A disk that gets full in the middle of a session, and has room again.

use std::collections::BTreeSet;
use std::io::Write as _;

use super::world::{NOT_SAVED, Said, World, as_root};

/// Fills the disk so often; gives the figures.
pub(crate) fn full(count: usize) -> String {
    let mut world = World::new(40);
    let home = world.path("small");
    std::fs::create_dir(&home).unwrap();
    let home_text = home.display().to_string();
    let (mut accepted, mut refused) = (0, 0);
    for round in 0..count {
        as_root(&[
            "mount",
            "-t",
            "tmpfs",
            "-o",
            "size=256k,mode=777",
            "none",
            &home_text,
        ]);
        world.move_home(&home);
        let (kept, tries) = session(&world, round);
        let given = World::given(&world.data()).0;
        as_root(&["umount", "-l", &home_text]);
        assert!(
            kept.is_subset(&given),
            "lost: {:?}",
            kept.difference(&given)
        );
        accepted += kept.len();
        refused += tries;
    }
    world.check_notes();
    format!(
        "{count} full disks: {accepted} accepted answers, 0 lost; {refused} times NOT SAVED, all saved when there was room"
    )
}

/// Answers until the disk is full, makes room, and goes on.
fn session(world: &World, round: usize) -> (BTreeSet<String>, usize) {
    let (mut child, mut voice) = world.talk(&[]).split();
    voice.prompt().unwrap();
    let mut kept = BTreeSet::new();
    assert_eq!(voice.answer("zq first"), Some(Said::Saved));
    let ballast = world.home().join("ballast");
    let mut file = std::fs::File::create(&ballast).unwrap();
    while file.write(&[0; 512]).is_ok_and(|count| count > 0) {}
    // An open file would keep its space.
    drop(file);
    let mut tries = 0;
    for number in 0..200 {
        let given = format!("zq {round} {number} {}", "long ".repeat(40 + round % 7));
        match voice.answer(&given).unwrap() {
            Said::Saved => {}
            Said::NotSaved => {
                tries += 1;
                assert!(voice.say("").unwrap().contains(NOT_SAVED));
                std::fs::remove_file(&ballast).unwrap();
                let said = voice.say("").unwrap();
                assert!(said.contains("saved\n"), "{said}");
            }
        }
        kept.insert(given.trim().to_owned());
        if tries > 0 && number % 5 == 0 {
            break;
        }
    }
    assert!(tries > 0, "the disk did not get full");
    drop(voice);
    assert!(child.wait().unwrap().success());
    (kept, tries)
}
