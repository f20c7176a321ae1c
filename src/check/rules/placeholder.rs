//! Marks that something is still to be written.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Inline, MarkKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "placeholder",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/placeholder.md"),
    run: Run::Note(placeholder),
    on_request: false,
};

const MARKS: &[&str] = &["TODO", "TBD", "FIXME", "XXX", "???", "TBA", "WIP"];

/// Finds any of them; none where they can not be searched for together, which only more of them would do.
static ANY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(MARKS).ok());

fn placeholder(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    // Most notes have none of them anywhere.
    let text = &sheet.source.text;
    if ANY.as_ref().is_some_and(|any| !any.is_match(text)) {
        return;
    }
    for line in sheet.lines() {
        if let Some((at, mark)) = mark(line) {
            found.push(Diagnostic {
                help: Some("write what is missing".into()),
                ..RULE.found(
                    format!("`{mark}` says that something is still to be written"),
                    sheet.place(line, at..at + mark.len()),
                )
            });
        }
    }
}

/// The first mark that stands as a word of its own at either end of a line or before a colon.
fn mark(line: &Inline) -> Option<(usize, &'static str)> {
    let text = &line.text;
    let verbatim = |at: usize| {
        let mut marks = line.marks.iter();
        marks.any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math | MarkKind::Link)
                && mark.range.contains(&at)
        })
    };
    MARKS.iter().find_map(|mark| {
        let at = text.find(mark)?;
        let behind = &text[at + mark.len()..];
        let apart = !text[..at].ends_with(char::is_alphanumeric)
            && !behind.starts_with(char::is_alphanumeric);
        let edge = at == 0
            || behind.trim_start_matches([')', ']', '.', '!']).is_empty()
            || behind.starts_with(':');
        (apart && edge && !verbatim(at)).then_some((at, *mark))
    })
}
