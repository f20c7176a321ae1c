//! A plural behind "per".

use crate::check::replace::replacement;
use crate::check::sheet::{Word, lower};
use crate::check::{Reading, Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::spelling;
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "per-plural",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/per-plural.md"),
    run: Run::Words(per_plural),
    on_request: false,
};

fn per_plural(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for (i, pair) in line.words.windows(2).enumerate() {
            if !matches!(pair[0].word.text, "per" | "Per") {
                continue;
            }
            let noun = pair[1].word;
            let next = line.words.get(i + 2).map(|known| known.word);
            if !ends_phrase(line.inline, &noun, next.as_ref()) {
                continue;
            }
            if let Some(singular) = singular(noun.text, reading.vocabulary) {
                found.push(problem(sheet, line.inline, &noun, singular));
            }
        }
    }
}

/// Whether no word follows that the plural may belong to, as in "per operations team".
fn ends_phrase(line: &Inline, noun: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    let end = noun.at + noun.text.len();
    let rest = line.text[end..].trim_start();
    rest.is_empty()
        || rest.starts_with(['(', ',', '.', ';', ')'])
        || next.is_some_and(|next| crate::lexicon::is_stop(next.text))
}

/// The singular of a plural whose singular the notes use, too.
fn singular<'w>(word: &'w str, vocabulary: &Vocabulary<'_>) -> Option<&'w str> {
    let singular = word.strip_suffix('s')?;
    let plain =
        word.chars().all(|c| c.is_ascii_lowercase()) && !singular.ends_with(['s', 'u', 'i']);
    let used = vocabulary.count(&lower(singular)) > 0 && spelling::is_known(singular);
    (plain && used && singular.len() > 3).then_some(singular)
}

fn problem(sheet: &Sheet<'_>, line: &Inline, noun: &Word<'_>, singular: &str) -> Diagnostic {
    let span = sheet.place(line, noun.at..noun.at + noun.text.len());
    Diagnostic {
        help: Some(format!("write `per {singular}`")),
        fix: replacement(sheet, span, noun.text, singular),
        ..RULE.found(format!("`per {}` counts in the plural", noun.text), span)
    }
}
