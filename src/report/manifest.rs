//! What a backup says of itself: the frozen `manifest.json` in it.

use serde::{Deserialize, Serialize};

use super::json_text;

/// Version of the manifests that are written.
const VERSION: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// When it was made, as RFC 3339 in UTC.
    pub made: String,
    /// Records in all files, repeated ones included.
    pub records: usize,
    pub files: Vec<Kept>,
}

/// A file in a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Path below the data folder, with `/`.
    pub path: String,
    pub bytes: usize,
    /// Records in it; zero for a deck.
    pub records: usize,
    /// BLAKE3 of its bytes, in hexadecimal digits.
    pub blake3: String,
}

impl Manifest {
    pub fn new(made: String, files: Vec<Kept>) -> Manifest {
        Manifest {
            version: VERSION,
            made,
            records: files.iter().map(|file| file.records).sum(),
            files,
        }
    }

    /// As text.
    pub fn text(&self) -> String {
        json_text(self) + "\n"
    }

    /// Reads a manifest; none when it is damaged.
    pub fn parse(bytes: &[u8]) -> Option<Manifest> {
        serde_json::from_slice(bytes).ok()
    }
}
