//! `--watch`: checks again whenever a note changes, until it is interrupted.

use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::super::{Context, Exit, Failure, collection};
use crate::cli::CheckArgs;
use crate::store::files;

/// How often the files are looked at. Looking works on every file system, and thousands of notes take a
/// few milliseconds.
const PAUSE: Duration = Duration::from_millis(400);

/// Runs until the program is ended from outside.
pub(super) fn run(
    args: &CheckArgs,
    context: &Context,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    // What is not there from the start is a mistake; later it may come back.
    watched(args, context)?;
    loop {
        if context.terminal {
            // Clears the screen and goes to its upper left corner.
            out.write_all(b"\x1b[2J\x1b[H")?;
        }
        let before = stamps(args, context);
        if let Err(failure) = super::once(args, context, out) {
            // A file may vanish while it is looked at; the next change will tell more.
            writeln!(
                out,
                "{}",
                crate::printable::printable(&format!("{:#}", failure.error))
            )?;
        }
        writeln!(out, "watching; Ctrl-C ends")?;
        out.flush()?;
        while stamps(args, context) == before {
            thread::sleep(PAUSE);
        }
    }
}

/// What the notes look like from outside; nothing when they are gone, as they are for a moment when an editor
/// replaces them.
fn stamps(args: &CheckArgs, context: &Context) -> Vec<(PathBuf, u64, i128)> {
    watched(args, context).map_or_else(|_| Vec::new(), |paths| files::stamps(&paths))
}

/// The folders and files whose notes are checked.
fn watched(args: &CheckArgs, context: &Context) -> Result<Vec<PathBuf>, Failure> {
    collection::watched(&args.paths, context)
}
