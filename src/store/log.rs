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
pub(super) use device::take_turn as device_turn;
pub(super) use disk::{create_folder, sync_folder};
pub use read::{File, Problem, Reading, read};
pub(super) use read::{device_of, log_files};
pub use write::Writer;

#[cfg(test)]
mod tests;
