//! A word that was written twice in a row.

use crate::check::replace::replacement;
use crate::check::sheet::{self, Word, lower};
use crate::check::{Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "doubled-word",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/doubled-word.md"),
    run: Run::Words(doubled_word),
    on_request: false,
};

/// Words that stand twice in a row in good English.
const MAY_DOUBLE: &[&str] = &[
    "had", "that", "is", "was", "very", "so", "no", "bye", "ha", "do", "in", "on", "much", "many",
    "more", "yes", "really", "far", "long", "blah", "knock", "tick", "win", "as", "up", "out",
    "over",
];

fn doubled_word(sheet: &Sheet<'_>, _: &Vocabulary<'_>, found: &mut Vec<Diagnostic>) {
    for line in sheet.lines() {
        let words: Vec<Word<'_>> = sheet::words(line).collect();
        for pair in words.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let end = first.at + first.text.len();
            let apart = line.text[end..second.at].chars().all(char::is_whitespace);
            if apart && is_slip(first.text, second.text) && !continues(line, &second) {
                found.push(problem(sheet, line, &first, &second));
            }
        }
    }
}

/// Whether the same word in lower case follows: names such as "Walla Walla" may double.
fn is_slip(first: &str, second: &str) -> bool {
    let key = lower(first);
    key.len() > 1
        && key == lower(second)
        && second.chars().all(char::is_lowercase)
        && !MAY_DOUBLE.contains(&&*key)
}

/// Whether a sign follows that makes another word of the second, as in "plan plan/apply" or "run run-time".
fn continues(line: &Inline, second: &Word<'_>) -> bool {
    let rest = &line.text[second.at + second.text.len()..];
    rest.starts_with(['-', '/', '=', ':', '(', '_', '\'', '’', '.', '"', '”'])
        && !rest.starts_with(". ")
        && rest != "."
}

fn problem(sheet: &Sheet<'_>, line: &Inline, first: &Word<'_>, second: &Word<'_>) -> Diagnostic {
    let written = &line.text[first.at..second.at + second.text.len()];
    let span = sheet.place(line, first.at..second.at + second.text.len());
    Diagnostic {
        help: Some("remove one of the two, or write what was meant".into()),
        fix: replacement(sheet, span, written, first.text),
        ..RULE.found(format!("`{}` is written twice in a row", second.text), span)
    }
}
