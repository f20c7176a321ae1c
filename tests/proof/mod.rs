//! The heavy proofs that nothing is lost, each a function of how often: `cargo bench --bench crash` runs
//! them in full, the tests a short share. Each fails loudly at the first loss and gives its figures in words.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a proof runs programs, and stops at the first surprise"
)]
#![allow(dead_code, reason = "the tests run a share")]

pub(crate) mod clock;
pub(crate) mod clones;
pub(crate) mod cuts;
pub(crate) mod faults;
pub(crate) mod full;
pub(crate) mod kills;
pub(crate) mod sets;
pub(crate) mod world;
