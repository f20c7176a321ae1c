//! Words that were torn in two, as copying from a PDF does.

use crate::check::replace::replacement;
use crate::check::sheet::{self, Word, lower};
use crate::check::{Rule, Run, Sheet, Vocabulary};
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

fn split_word(sheet: &Sheet<'_>, vocabulary: &Vocabulary<'_>, found: &mut Vec<Diagnostic>) {
    for line in sheet.lines() {
        let words: Vec<Word<'_>> = sheet::words(line).collect();
        for pair in words.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let between = &line.text[first.at + first.text.len()..second.at];
            if between == " " && is_torn(first.text, second.text, vocabulary) {
                found.push(problem(sheet, line, &first, &second));
            }
        }
    }
}

/// Whether a part is no word, the other one is used nowhere else, and both together are English.
fn is_torn(first: &str, second: &str, vocabulary: &Vocabulary<'_>) -> bool {
    let shape = first.len() >= 3
        && second.len() >= 3
        && second.chars().all(char::is_lowercase)
        && first.chars().skip(1).all(char::is_lowercase);
    let rare = |word: &str| vocabulary.count(&lower(word)) == 1;
    let known = |word: &str| spelling::is_known(&lower(word));
    shape
        && rare(first)
        && rare(second)
        && !(known(first) && known(second))
        && known(&format!("{first}{second}"))
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
