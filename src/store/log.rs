//! The log on disk: `<data-dir>/log/<device>/<yyyy-mm>.jsonl`, append-only.
//!
//! Nothing here is ever rewritten or cut. What the lines say is the business of
//! [`crate::review::format`], what they mean together that of [`crate::review::Log`].
#![allow(clippy::disallowed_methods, reason = "this module is the disk")]

mod device;
mod disk;
mod read;
mod write;

pub use device::own_device;
pub use read::{File, Problem, Reading, read};
pub use write::Writer;

#[cfg(test)]
mod tests;
