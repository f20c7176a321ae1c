//! `recito sync`: carries the log between devices through a git remote.

use std::io::Write;

use super::{Context, Exit, Failure};
use crate::cli::SyncArgs;
use crate::printable::one_line;
use crate::report::counted;
use crate::store::backup::distinct;
use crate::store::sync::{Carried, Repository};

/// Runs the command.
pub fn run(args: &SyncArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let failed = |error: anyhow::Error| {
        Failure::from(error)
            .hint("nothing is lost: the log is as it was; `recito doctor` looks at it")
    };
    let repository = Repository::open(&context.data_dir, &context.state_dir, context.terminal)?;
    if let Some(url) = &args.remote {
        repository.set_remote(url)?;
    }
    let before = distinct(&context.data_dir)?;
    let carried = repository.carry().map_err(failed)?;
    let received = distinct(&context.data_dir)?.saturating_sub(before);
    match carried {
        Carried::Here => {
            writeln!(
                out,
                "{} kept in the repository here",
                counted(before, "record")
            )?;
            writeln!(
                out,
                "`recito sync --remote URL` names an empty private repository that your devices can reach"
            )?;
        }
        Carried::Offline(why) => {
            writeln!(out, "offline: {}", one_line(&why))?;
            writeln!(
                out,
                "the log is kept here and goes with the next `recito sync`"
            )?;
        }
        Carried::There { sent } => {
            let sent = if sent {
                "yours sent"
            } else {
                "nothing to send"
            };
            writeln!(out, "{} received, {sent}", counted(received, "record"))?;
        }
    }
    Ok(Exit::Clean)
}
