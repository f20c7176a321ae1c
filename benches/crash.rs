//! The heavy proofs that nothing is lost.
//!
//! ```sh
//! cargo bench --bench crash -- all          # in full
//! cargo bench --bench crash -- kills 10000  # one of them, so often
//! ```
#![allow(clippy::print_stdout, reason = "a proof prints its figures")]
#![allow(clippy::disallowed_methods, reason = "a proof is timed")]

#[path = "../tests/proof/mod.rs"]
mod proof;

use proof::{clock, clones, cuts, faults, full, kills, sets};

/// A proof, with how often it is done in full and in a share of five minutes.
struct Proof {
    name: &'static str,
    run: fn(usize) -> String,
    full: usize,
    share: usize,
}

const PROOFS: [Proof; 9] = [
    Proof {
        name: "kills",
        run: kills::kills,
        full: 10_000,
        share: 200,
    },
    Proof {
        name: "cuts",
        run: cuts::cuts,
        full: 300,
        share: 20,
    },
    Proof {
        name: "control",
        run: cuts::control,
        full: 60,
        share: 5,
    },
    Proof {
        name: "faults",
        run: faults::faults,
        full: 1,
        share: 5,
    },
    Proof {
        name: "full-disk",
        run: full::full,
        full: 50,
        share: 5,
    },
    Proof {
        name: "clones",
        run: clones::clones,
        full: 50,
        share: 5,
    },
    Proof {
        name: "permutations",
        run: sets::permutations,
        full: 100_000,
        share: 2000,
    },
    Proof {
        name: "clock",
        run: clock::timelines,
        full: 100_000,
        share: 2000,
    },
    Proof {
        name: "flips",
        run: |count| sets::flips(count as u64),
        full: 64,
        share: 12,
    },
];

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| !arg.starts_with("--"))
        .collect();
    let names = PROOFS.map(|proof| proof.name).join(", ");
    let what = args.first().map_or("share", String::as_str);
    let count = args.get(1).map(|count| count.parse()).transpose()?;
    let mut any = false;
    for proof in PROOFS {
        let times = match what {
            "all" => proof.full,
            "share" => proof.share,
            name if name == proof.name => count.unwrap_or(proof.full),
            _ => continue,
        };
        any = true;
        let began = std::time::Instant::now();
        let figures = (proof.run)(times);
        println!(
            "{}: {figures}; {:.0} s",
            proof.name,
            began.elapsed().as_secs_f32()
        );
    }
    anyhow::ensure!(any, "there is no proof `{what}`: all, share, {names}");
    Ok(())
}
