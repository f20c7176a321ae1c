//! `--baseline`: what was found before and shall not be reported, so that old notes can begin with a check
//! that passes.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::{Exit, Failure};
use crate::diagnostic::Diagnostic;
use crate::report::{Report, counted};
use crate::store::files::{self, Content};

/// The file, frozen as version 1.
#[derive(Serialize, Deserialize)]
struct Baseline {
    version: u32,
    findings: Vec<Known>,
}

/// A finding that is known. Only the fingerprint counts; the others are for people.
#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    path: String,
    rule: String,
    fingerprint: String,
}

/// Writes what is found now. There are no problems then.
pub(super) fn write(
    file: &Path,
    report: &Report<'_>,
    prints: &[String],
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mut findings: Vec<Known> = report
        .diagnostics
        .iter()
        .zip(prints)
        .map(|(diagnostic, print)| Known {
            path: report
                .sources
                .get(diagnostic.span.source.0 as usize)
                .map(|source| source.path.clone())
                .unwrap_or_default(),
            rule: diagnostic.rule.into(),
            fingerprint: print.clone(),
        })
        .collect();
    findings.sort();
    let count = counted(findings.len(), "finding");
    let json = serde_json::to_string_pretty(&Baseline {
        version: 1,
        findings,
    })?;
    files::write_if_changed(file, (json + "\n").as_bytes())?;
    writeln!(out, "wrote {count} to the baseline")?;
    Ok(Exit::Clean)
}

/// Keeps the findings that a baseline does not list.
pub(super) fn retain_new(
    found: &mut Vec<Diagnostic>,
    prints: &[String],
    file: &Path,
) -> Result<(), Failure> {
    let shown = file.display();
    let bytes = match files::read_if_there(file, files::DECK_LIMIT)? {
        Some(Content::Bytes(bytes)) => bytes,
        Some(Content::TooLarge(_)) => return Err(Failure::new(format!("{shown} is too large"))),
        None => {
            return Err(Failure::new(format!("there is no baseline at {shown}"))
                .hint("`--write-baseline` writes one"));
        }
    };
    let baseline: Baseline = serde_json::from_slice(&bytes).map_err(|error| {
        Failure::new(format!("{shown} is not a baseline: {error}"))
            .hint("`--write-baseline` writes a new one")
    })?;
    if baseline.version != 1 {
        return Err(Failure::new(format!("{shown} is of a newer version")).hint("update recito"));
    }
    let known: BTreeSet<&str> = baseline
        .findings
        .iter()
        .map(|known| known.fingerprint.as_str())
        .collect();
    let mut prints = prints.iter();
    found.retain(|_| {
        prints
            .next()
            .is_none_or(|print| !known.contains(print.as_str()))
    });
    Ok(())
}
