//! Words that were torn in two, as copying from a PDF does.

use crate::check::reading::Known;
use crate::check::replace::replacement;
use crate::check::sheet::{Word, lower};
use crate::check::{Reading, Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::spelling;
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "split-word",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/split-word.md"),
    run: Run::Words(split_word),
    on_request: false,
};

fn split_word(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for pair in line.words.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            if first.entry.count != 1 || second.entry.count != 1 {
                continue;
            }
            let end = first.word.at + first.word.text.len();
            let between = &line.inline.text[end..second.word.at];
            if between == " " && is_torn(&first, &second) {
                found.push(problem(sheet, line.inline, &first.word, &second.word));
            }
        }
    }
}

/// Whether a part is no word, the other one is used nowhere else, and both together are English.
fn is_torn(first: &Known<'_>, second: &Known<'_>) -> bool {
    let (a, b) = (first.word.text, second.word.text);
    let shape = a.len() >= 3
        && b.len() >= 3
        && b.chars().all(char::is_lowercase)
        && a.chars().skip(1).all(char::is_lowercase);
    let rare = |known: &Known<'_>| known.entry.count == 1;
    let is_known = |known: &Known<'_>| known.entry.known && !known.entry.accepted;
    shape
        && rare(first)
        && rare(second)
        && !(is_known(first) && is_known(second))
        && spelling::is_known(&lower(&format!("{a}{b}")))
}

fn problem(sheet: &Sheet<'_>, line: &Inline, first: &Word<'_>, second: &Word<'_>) -> Diagnostic {
    let written = &line.text[first.at..second.at + second.text.len()];
    let whole = format!("{}{}", first.text, second.text);
    let span = sheet.place(line, first.at..second.at + second.text.len());
    Diagnostic {
        help: Some(format!("write `{whole}`")),
        fix: replacement(sheet, span, written, &whole),
        ..RULE.found(format!("`{written}` looks like one word"), span)
    }
}
