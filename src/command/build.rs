//! `recito build`.

use std::io::Write;

use super::{Context, Exit, Failure};
use crate::cli::BuildArgs;

/// Runs the command.
pub fn run(_args: &BuildArgs, _context: &Context, _out: &mut dyn Write) -> Result<Exit, Failure> {
    Err(Failure::new("not there yet"))
}
