//! The log on disk: one append-only file a device and month.
