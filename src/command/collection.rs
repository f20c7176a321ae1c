//! Opening the collection that a command is about: from paths to a [`Workspace`].

use std::path::PathBuf;

use super::{Context, Failure};
use crate::config::Config;
use crate::workspace::Workspace;

/// A collection, read.
pub struct Collection {
    /// The folder that the paths of notes are relative to.
    pub root: PathBuf,
    /// Whether the folder has a `recito.toml`, so that decks live in it.
    pub configured: bool,
    pub config: Config,
    /// Folder of the decks; may not exist.
    pub decks_dir: PathBuf,
    pub workspace: Workspace,
}

/// Reads the notes that the paths name and the decks that belong to them.
pub fn open(_paths: &[PathBuf], _context: &Context) -> Result<Collection, Failure> {
    Err(Failure::new("not there yet"))
}
