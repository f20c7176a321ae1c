//! `recito check`: reads notes and decks, runs the rules and prints what they found. Writes notes only
//! when it is asked to mend them.

mod baseline;
mod input;
mod mend;
mod rules;
mod since;
mod watch;

use std::io::Write;

pub(super) use rules::{selection, unknown_rule};

use super::{Context, Exit, Failure};
use crate::check::{self, Selection};
use crate::cli::{CheckArgs, CheckFormat, FailOn};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::fingerprint::fingerprints;
use crate::report::{Report, concise, github, gitlab, human, json, junit, rdjson, sarif};
use crate::store::files;
use crate::workspace::{self, Build};
use input::Input;

/// Columns of a line of the report. It does not follow the terminal, so that reports can be compared.
const WIDTH: usize = 100;

/// Runs the command.
pub fn run(args: &CheckArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    if args.unsafe_fixes && !args.fix && !args.diff {
        return Err(
            Failure::new("`--unsafe-fixes` says how far `--fix` or `--diff` may go")
                .hint("add one of the two"),
        );
    }
    if args.watch {
        return watch::run(args, context, out);
    }
    once(args, context, out)
}

/// One check.
fn once(args: &CheckArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut input = match &args.stdin_path {
        Some(path) => input::from_stdin(path)?,
        None => input::from_paths(&args.paths, context)?,
    };
    let mut selection = rules::selection(&args.select, &args.ignore, &input.settings)?;
    if !input.keeps_decks {
        selection = selection.without("stale-deck");
    }
    if selection.rules.is_empty() {
        return Err(Failure::new("no rule is left to run").hint(
            "`stale-deck` runs only in a collection, which is a folder with a `recito.toml`",
        ));
    }
    if args.diff {
        return mend::diff(&mut input, &selection, args.unsafe_fixes, out);
    }
    if args.fix && args.stdin_path.is_some() {
        return mend::print(&mut input, &selection, args.unsafe_fixes, out);
    }
    if args.fix {
        mend::write(&mut input, &selection, args.unsafe_fixes, context)?;
    }
    let mut found = find(&input, &selection);
    if let Some(revision) = &args.since {
        since::retain_changed(&mut found, &input, revision)?;
    }
    if let Some(file) = &args.baseline {
        let prints = fingerprints(&report(&input, &found));
        let file = context.current_dir.join(file);
        if args.write_baseline {
            return baseline::write(&file, &report(&input, &found), &prints, out);
        }
        baseline::retain_new(&mut found, &prints, &file)?;
    }
    if context.quiet {
        found.retain(|diagnostic| diagnostic.severity > Severity::Info);
    }
    for source in &mut input.workspace.sources {
        source.path = input::shown(&input.prefix, &source.path);
    }
    let report = report(&input, &found);
    let text = render(&report, args, context);
    match &args.output {
        Some(file) => {
            files::write_if_changed(&context.current_dir.join(file), text.as_bytes())?;
            writeln!(out, "{}", report.summary())?;
        }
        None => out.write_all(text.as_bytes())?,
    }
    let exit = exit(&found, args.fail_on);
    if !args.watch {
        // The program ends now. Giving back the memory of each piece of each note would take a while.
        std::mem::forget(input);
    }
    Ok(exit)
}

/// What the rules find.
fn find(input: &Input, selection: &Selection) -> Vec<Diagnostic> {
    // Only this rule wants to know what the notes give; the others need no questions to be written.
    let keeps = !input.workspace.decks.is_empty();
    let build = if keeps && selection.rules.contains(&"stale-deck") {
        workspace::build(&input.workspace)
    } else {
        Build::default()
    };
    check::check(&input.workspace, &build, selection)
}

fn report<'a>(input: &'a Input, found: &'a [Diagnostic]) -> Report<'a> {
    Report {
        diagnostics: found,
        sources: &input.workspace.sources,
        notes: input.notes(),
    }
}

fn exit(found: &[Diagnostic], fail_on: FailOn) -> Exit {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
        FailOn::Never => return Exit::Clean,
    };
    if found.iter().any(|diagnostic| diagnostic.severity >= least) {
        Exit::Problems
    } else {
        Exit::Clean
    }
}

fn render(report: &Report<'_>, args: &CheckArgs, context: &Context) -> String {
    if args.statistics {
        return concise::statistics(report);
    }
    let usual = if context.github {
        CheckFormat::Github
    } else {
        CheckFormat::Human
    };
    match args.format.unwrap_or(usual) {
        CheckFormat::Human => human::render(
            report,
            human::Look {
                color: context.color && args.output.is_none(),
                reasons: !context.quiet,
                width: WIDTH,
                all: args.all,
            },
        ),
        CheckFormat::Concise => concise::render(report),
        CheckFormat::Json => json::render(report) + "\n",
        CheckFormat::Jsonl => json::render_lines(report),
        CheckFormat::Sarif => sarif::render(report) + "\n",
        CheckFormat::Github => github::render(report),
        CheckFormat::Gitlab => gitlab::render(report) + "\n",
        CheckFormat::Junit => junit::render(report),
        CheckFormat::Rdjson => rdjson::render(report) + "\n",
    }
}
