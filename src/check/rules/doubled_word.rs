//! A word that was written twice in a row.

use crate::check::reading::Known;
use crate::check::replace::replacement;
use crate::check::sheet::Word;
use crate::check::{Reading, Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon;
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

fn doubled_word(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for pair in line.words.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            if !std::ptr::eq(first.entry, second.entry) || !may_be_slip(&second) {
                continue;
            }
            let (first, second) = (first.word, second.word);
            // A name may be followed by the noun that it is made of, and a verb by its object.
            let begins = first.at == 0 && lexicon::is_stop(second.text);
            if first.text != second.text && !begins {
                continue;
            }
            let between = &line.inline.text[first.at + first.text.len()..second.at];
            if between.chars().all(char::is_whitespace) && !continues(line.inline, &second) {
                found.push(problem(sheet, line.inline, &first, &second));
            }
        }
    }
}

/// Whether the second of two equal words is in lower case: names such as "Walla Walla" may double.
fn may_be_slip(second: &Known<'_>) -> bool {
    let key = &*second.entry.key;
    key.len() > 1 && second.word.text.chars().all(char::is_lowercase) && !MAY_DOUBLE.contains(&key)
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
