//! Power cuts: the home lies on a file system of its own, whose image is copied while sessions write and
//! without anything being flushed. The copy is what a disk would hold after a cut. The control does
//! without fsync, and has to lose answers: else the proof would show nothing.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::world::{Said, World, as_root};

/// Cuts after which a new disk is begun.
const ROUND: usize = 50;

/// Makes every fsync a success that does nothing.
const WITHOUT_FSYNC: [&str; 6] = [
    "strace",
    "-f",
    "-qqq",
    "-o/dev/null",
    "-etrace=fsync,fdatasync",
    "-einject=fsync,fdatasync:retval=0",
];

/// Cuts the power so often; gives the figures.
pub(crate) fn cuts(count: usize) -> String {
    let outcome = rounds(count, &[]);
    assert_eq!(outcome.losing, 0, "{outcome:?}");
    format!(
        "{count} power cuts with two sessions: {} accepted answers looked for, 0 lost",
        outcome.accepted
    )
}

/// As [`cuts`] without fsync.
pub(crate) fn control(count: usize) -> String {
    let outcome = rounds(count, &WITHOUT_FSYNC.map(str::to_owned));
    assert!(outcome.losing > 0, "{outcome:?}");
    format!(
        "{count} power cuts without fsync: {} lost answers, {} of {} in all",
        outcome.losing, outcome.lost, outcome.accepted
    )
}

/// What became of the answers, summed over the cuts.
#[derive(Debug, Default)]
struct Outcome {
    accepted: usize,
    lost: usize,
    /// How many cuts lost any.
    losing: usize,
}

fn rounds(count: usize, wrapper: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    let mut done = 0;
    while done < count {
        let round = ROUND.min(count - done);
        let disk = Disk::new();
        cut(&disk, round, wrapper, &mut outcome);
        disk.world.check_notes();
        done += round;
        println!("  {done} cuts, {outcome:?}");
    }
    outcome
}

/// A file system in a file, mounted as the home of a world.
struct Disk {
    world: World,
    image: PathBuf,
    home: PathBuf,
}

impl Disk {
    fn new() -> Disk {
        let mut world = World::new(40);
        let (image, home) = (world.path("disk.img"), world.path("disk"));
        std::fs::File::create(&image)
            .unwrap()
            .set_len(24 << 20)
            .unwrap();
        let made = Command::new("mkfs.ext4")
            .args(["-q", "-F"])
            .arg(&image)
            .status();
        assert!(made.unwrap().success());
        std::fs::create_dir(&home).unwrap();
        let (image_text, home_text) = (image.display().to_string(), home.display().to_string());
        as_root(&["mount", "-o", "loop", &image_text, &home_text]);
        as_root(&["chmod", "777", &home_text]);
        world.move_home(&home);
        Disk { world, image, home }
    }

    /// The answers that are there after a cut now.
    fn after_a_cut(&self) -> BTreeSet<String> {
        let (copy, there) = (self.world.path("cut.img"), self.world.path("cut"));
        std::fs::copy(&self.image, &copy).unwrap();
        std::fs::create_dir_all(&there).unwrap();
        let there_text = there.display().to_string();
        as_root(&[
            "mount",
            "-o",
            "loop",
            &copy.display().to_string(),
            &there_text,
        ]);
        let found = World::given(&there.join("data/recito")).0;
        as_root(&["umount", &there_text]);
        found
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        as_root(&["umount", "-l", &self.home.display().to_string()]);
    }
}

/// Lets two sessions run, and cuts the power now and then.
fn cut(disk: &Disk, count: usize, wrapper: &[String], outcome: &mut Outcome) {
    let accepted = Mutex::new(BTreeSet::new());
    let over = AtomicBool::new(false);
    let pids = Mutex::new(Vec::new());
    let mut random = ChaCha8Rng::seed_from_u64(outcome.accepted as u64);
    std::thread::scope(|scope| {
        for session in 0..2 {
            let (accepted, over, pids) = (&accepted, &over, &pids);
            scope.spawn(move || {
                let (mut child, mut voice) = disk.world.talk(wrapper).split();
                pids.lock().unwrap().push(child.id());
                voice.prompt().unwrap();
                let mut number = 0;
                while !over.load(Ordering::SeqCst) {
                    number += 1;
                    let given = format!("zq {session} {number}");
                    assert_eq!(voice.answer(&given), Some(Said::Saved));
                    accepted.lock().unwrap().insert(given);
                }
                drop(voice);
                child.wait().unwrap();
            });
        }
        for _ in 0..count {
            let pause = random.random_range(20..200);
            std::thread::sleep(Duration::from_millis(pause));
            signal("-STOP", &pids);
            let wanted = accepted.lock().unwrap().clone();
            let found = disk.after_a_cut();
            signal("-CONT", &pids);
            let lost = wanted.difference(&found).count();
            outcome.accepted += wanted.len();
            outcome.lost += lost;
            outcome.losing += usize::from(lost > 0);
        }
        over.store(true, Ordering::SeqCst);
    });
}

fn signal(name: &str, pids: &Mutex<Vec<u32>>) {
    let pids: Vec<String> = pids.lock().unwrap().iter().map(u32::to_string).collect();
    if !pids.is_empty() {
        assert!(
            Command::new("kill")
                .arg(name)
                .args(pids)
                .status()
                .unwrap()
                .success()
        );
    }
}
