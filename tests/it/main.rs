//! The one integration test binary: one module a subject.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall stop")]
#![allow(
    clippy::disallowed_methods,
    reason = "tests set up the world they need"
)]

#[cfg(feature = "anki")]
mod action;
mod anki;
mod architecture;
mod build;
mod cards;
mod check;
mod docs;
mod doctor;
mod export;
mod formats;
mod hooks;
mod identity;
mod init;
mod lsp;
mod mend;
mod moments;
mod pictures;
mod plan;
mod plays;
#[path = "../proof/mod.rs"]
mod proof;
mod proofs;
mod pty;
mod python;
mod reference;
mod relink;
mod study;
mod study_days;
mod sync;
mod terminal;
mod world;
