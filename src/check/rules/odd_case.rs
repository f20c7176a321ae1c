//! Names whose capitals are not where they are everywhere else.

use crate::check::replace::{cased, replacement};
use crate::check::sheet::{self, Word, lower};
use crate::check::vocabulary::Entry;
use crate::check::{Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "odd-case",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/odd-case.md"),
    run: Run::Words(odd_case),
    on_request: false,
};

/// Times that the usual form has to be written, for each time of the odd one.
const RATIO: u32 = 8;

fn odd_case(sheet: &Sheet<'_>, vocabulary: &Vocabulary<'_>, found: &mut Vec<Diagnostic>) {
    for line in sheet.lines() {
        for word in sheet::words(line) {
            let key = lower(word.text);
            let Some(entry) = vocabulary
                .entry(&key)
                .filter(|entry| entry.forms.len() > 1 && !entry.accepted)
            else {
                continue;
            };
            let usual = entry.usual();
            if !word.linked && is_odd(word.text, usual, entry) {
                found.push(problem(sheet, line, &word, usual));
            }
        }
    }
}

/// Whether a form is a slip of the usual one: a second capital that the usual form does not have, or a
/// capital inside of it that is missing.
fn is_odd(form: &str, usual: &str, entry: &Entry) -> bool {
    let count = |wanted: &str| {
        let form = entry.forms.iter().find(|(form, _)| form == wanted);
        form.map_or(0, |(_, count)| *count)
    };
    let often = count(usual) >= RATIO * count(form).max(1);
    let held_shift = {
        let mut chars = form.chars();
        let two = chars.by_ref().take(2).all(char::is_uppercase);
        let rest = chars.as_str();
        two && rest.len() > 2 && rest != "s" && rest.chars().all(char::is_lowercase)
    };
    let inner = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let begins = form.starts_with(char::is_uppercase);
    let mixed = usual.chars().any(char::is_lowercase);
    let lost = begins && mixed && inner(usual) && form.chars().any(char::is_lowercase);
    form != usual
        && mixed
        && (held_shift && !inner(usual) && count(usual) > count(form) || lost && often)
}

fn problem(sheet: &Sheet<'_>, line: &Inline, word: &Word<'_>, usual: &str) -> Diagnostic {
    let span = sheet.place(line, word.at..word.at + word.text.len());
    let shown = if usual.chars().all(char::is_lowercase) {
        cased(usual, word.text)
    } else {
        usual.to_string()
    };
    Diagnostic {
        help: Some(format!("write `{shown}`")),
        fix: replacement(sheet, span, word.text, &shown),
        ..RULE.found(
            format!("`{}` is written `{shown}` everywhere else", word.text),
            span,
        )
    }
}
