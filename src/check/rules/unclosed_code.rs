//! A backtick that opens code and is never closed.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Inline, MarkKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unclosed-code",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unclosed-code.md"),
    run: Run::Note(unclosed_code),
    on_request: false,
};

fn unclosed_code(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for line in sheet.lines() {
        if let Some(at) = lone_backtick(line) {
            found.push(Diagnostic {
                help: Some("close it with another backtick, or remove it".into()),
                ..RULE.found(
                    "the backtick is shown as it is: no other one closes it",
                    sheet.place(line, at..at + 1),
                )
            });
        }
    }
}

/// Where the only backtick of a line stands that is no code. A quotation as in TeX has one on purpose,
/// and so has a dead key of the keyboard that is talked about.
fn lone_backtick(line: &Inline) -> Option<usize> {
    if !line.text.contains('`') {
        return None;
    }
    let verbatim = |at: usize| {
        let mut marks = line.marks.iter();
        marks.any(|mark| {
            matches!(mark.kind, MarkKind::Code | MarkKind::Math) && mark.range.contains(&at)
        })
    };
    let mut signs = line
        .text
        .match_indices('`')
        .filter(|(at, _)| !verbatim(*at));
    let (at, _) = signs.next()?;
    let rest = &line.text[at + 1..];
    let tex = rest.contains('\'') && !rest.contains("'s ");
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = line.text[..at].chars().next_back();
    let accent = word(before) && word(rest.chars().next());
    let touches = word(rest.chars().next()) || word(before) || before == Some(')');
    (signs.next().is_none() && !tex && !accent && touches).then_some(at)
}
