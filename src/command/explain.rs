//! `recito explain`: the page of a rule, or the list of all rules.

use std::io::Write;

use super::check::unknown_rule;
use super::{Context, Exit, Failure};
use crate::check::{self, RULES, page};
use crate::cli::ExplainArgs;
use crate::report::spoken;

/// Runs the command.
pub fn run(args: &ExplainArgs, _context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    match &args.rule {
        Some(name) => {
            let rule = check::rule(name.trim()).ok_or_else(|| unknown_rule(name))?;
            out.write_all(page::parse(rule.page).plain().as_bytes())?;
        }
        None => list(out)?,
    }
    Ok(Exit::Clean)
}

fn list(out: &mut dyn Write) -> Result<(), Failure> {
    let width = RULES
        .iter()
        .map(|rule| rule.name.len())
        .max()
        .unwrap_or_default();
    for rule in RULES {
        let severity = spoken(rule.severity);
        let summary = page::parse(rule.page).summary;
        writeln!(out, "{:width$}  {severity:7}  {summary}", rule.name)?;
    }
    writeln!(out, "\n`recito explain RULE` shows the page of a rule.")?;
    Ok(())
}
