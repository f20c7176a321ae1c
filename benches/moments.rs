//! What takes the terminal away from a session, at many random moments of it: each signal, a stop, a panic,
//! a window that is closed. A moment at which the terminal is not as before, or an accepted answer is
//! missing, fails with its seed. A short share of it is part of the tests.
//!
//! ```sh
//! cargo bench --bench moments              # 200 moments of each
//! cargo bench --bench moments -- 20 5000   # fewer, from another seed on
//! ```
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark meets the world")]
#![allow(clippy::unwrap_used, reason = "what can not go on shall stop")]
#![allow(dead_code, reason = "the tests use more of what is shared with them")]

#[path = "../tests/it/moments.rs"]
mod moments;
#[path = "../tests/it/pty.rs"]
mod pty;
#[path = "../tests/it/world.rs"]
mod world;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Sessions at a time.
const AT_ONCE: usize = 3;

fn main() {
    if moments::panicker() {
        return;
    }
    // `cargo bench` passes options of its own.
    let numbers: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let count = numbers.first().copied().unwrap_or(200);
    let first = numbers.get(1).copied().unwrap_or(1_000);
    for happening in moments::ALL {
        let began = Instant::now();
        let next = AtomicU64::new(first);
        std::thread::scope(|scope| {
            for _ in 0..AT_ONCE {
                scope.spawn(|| {
                    while let seed = next.fetch_add(1, Ordering::SeqCst)
                        && seed < first + count
                    {
                        moments::check(happening, seed, &[]);
                    }
                });
            }
        });
        println!(
            "{happening:?}: {count} moments, terminal as before, no answer missing, {:.0} s",
            began.elapsed().as_secs_f32()
        );
    }
}
