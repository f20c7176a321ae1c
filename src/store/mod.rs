//! All disk access of the program.

pub mod files;
pub mod log;
#[cfg(feature = "anki")]
pub mod peer;
