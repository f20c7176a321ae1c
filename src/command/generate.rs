//! `recito generate`: shell completions and the man page, made from the arguments themselves.

use std::io::Write;

use clap::CommandFactory as _;

use super::{Exit, Failure};
use crate::cli::{Cli, Generate, GenerateArgs};

/// Runs the command.
pub fn run(args: &GenerateArgs, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut bytes = Vec::new();
    match args.what {
        Generate::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "recito", &mut bytes);
        }
        Generate::Man => clap_mangen::Man::new(Cli::command()).render(&mut bytes)?,
    }
    out.write_all(&bytes)?;
    Ok(Exit::Clean)
}
