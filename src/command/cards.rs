//! `recito cards`.

use std::io::Write;

use super::{Context, Exit, Failure};
use crate::cli::CardsArgs;

/// Runs the command.
pub fn run(_args: &CardsArgs, _context: &Context, _out: &mut dyn Write) -> Result<Exit, Failure> {
    Err(Failure::new("not there yet"))
}
