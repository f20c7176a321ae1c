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
    loop {
        if context.terminal {
            // Clears the screen and goes to its upper left corner.
            out.write_all(b"\x1b[2J\x1b[H")?;
        }
        let before = files::stamps(&watched(args, context)?);
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
        while files::stamps(&watched(args, context)?) == before {
            thread::sleep(PAUSE);
        }
    }
}

/// The folders and files whose notes are checked.
fn watched(args: &CheckArgs, context: &Context) -> Result<Vec<PathBuf>, Failure> {
    collection::watched(&args.paths, context)
}
