//! What leaves the program as text: for people, and for other programs in formats that are frozen.
//!
//! From values to text: nothing here looks at a file, a terminal or the environment. Every word that
//! comes from a file passes through [`crate::printable`] or the escapes of its format.

pub mod cards;
pub mod changes;
pub mod concise;
pub mod csv;
pub mod diff;
pub mod doctor;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod listing;
pub mod manifest;
pub mod paint;
pub mod plan;
pub mod rdjson;
pub mod relink;
pub mod sarif;
pub mod session;
pub mod stats;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::printable::printable_json;
use crate::source::Source;

/// What a check found, with the texts that it was found in.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// In the order in which they are shown.
    pub diagnostics: &'a [Diagnostic],
    /// `SourceId(i)` is the i-th. Their paths are shown as they are.
    pub sources: &'a [Source],
    /// Number of notes that were checked.
    pub notes: usize,
}

impl<'a> Report<'a> {
    fn source(&self, diagnostic: &Diagnostic) -> Option<&'a Source> {
        self.sources.get(diagnostic.span.source.0 as usize)
    }

    fn count(&self, severity: Severity) -> usize {
        let found = self.diagnostics.iter();
        found.filter(|d| d.severity == severity).count()
    }

    /// The counts in one line: "1 error, 2 warnings in 14 notes".
    pub fn summary(&self) -> String {
        let notes = counted(self.notes, "note");
        let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .map(|severity| (self.count(severity), spoken(severity)))
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| counted(count, word))
            .collect();
        if counts.is_empty() {
            format!("no problems in {notes}")
        } else {
            format!("{} in {notes}", counts.join(", "))
        }
    }
}

/// The name of a severity in formats for programs.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// The name of a severity for people: what only informs is a hint to them.
pub fn spoken(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "hint",
        other => severity_name(other),
    }
}

/// A value as JSON on one line. Texts may come from notes, so nothing in it can act on a terminal.
pub fn json_text(value: &impl Serialize) -> String {
    // Strings, numbers and lists always have a form in JSON.
    let json = serde_json::to_string(value).unwrap_or_default();
    printable_json(&json).into_owned()
}

/// "1 card", "2 cards".
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
