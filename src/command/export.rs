//! `recito export`.

use std::io::Write;

use super::{Context, Exit, Failure};
use crate::cli::ExportArgs;

/// Runs the command.
pub fn run(_args: &ExportArgs, _context: &Context, _out: &mut dyn Write) -> Result<Exit, Failure> {
    Err(Failure::new("not there yet"))
}
