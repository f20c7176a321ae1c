//! All disk access of the program.

pub mod backup;
pub mod files;
pub mod log;
#[cfg(feature = "anki")]
pub mod peer;
pub mod place;
pub mod sync;
