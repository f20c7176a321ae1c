//! The program: parses its arguments, runs the command, prints what failed, and exits.

use std::process::ExitCode;

fn main() -> ExitCode {
    recito::command::main()
}
