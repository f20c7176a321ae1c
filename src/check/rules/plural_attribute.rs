//! Plurals in front of a noun that they only describe: "logs entries".

use crate::check::reading::Known;
use crate::check::replace::replacement;
use crate::check::sheet::Word;
use crate::check::{Reading, Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::spelling;
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "plural-attribute",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/plural-attribute.md"),
    run: Run::Words(plural_attribute),
    on_request: false,
};

/// Nouns that are described by what they consist of or belong to, which then stands in the singular.
const HEADS: &[&str] = &[
    "entry", "entries", "name", "names", "pair", "pairs", "line", "lines",
];
/// Words that no verb follows, so that what stands behind them is a noun.
const BEFORE: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "in",
    "from",
    "all",
    "some",
    "any",
    "these",
    "those",
    "several",
    "many",
    "multiple",
    "different",
    "duplicate",
    "new",
    "old",
    "other",
    "each",
    "every",
    "own",
    "your",
    "their",
    "its",
    "by",
    "as",
    "no",
];

fn plural_attribute(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for [before, plural, head] in line.words.array_windows() {
            if !HEADS.contains(&&*head.entry.key) || !BEFORE.contains(&&*before.entry.key) {
                continue;
            }
            if !are_together(line.inline, &[before, plural, head]) {
                continue;
            }
            if let Some(singular) = singular(plural, reading.vocabulary) {
                found.push(problem(
                    sheet,
                    line.inline,
                    (&plural.word, head.word.text),
                    singular,
                ));
            }
        }
    }
}

/// Whether nothing but spaces stands between the words.
fn are_together(line: &Inline, words: &[&Known<'_>]) -> bool {
    words.windows(2).all(|pair| {
        let end = pair[0].word.at + pair[0].word.text.len();
        line.text[end..pair[1].word.at]
            .chars()
            .all(char::is_whitespace)
    })
}

/// The singular of a regular plural in lower case that the notes use, too.
fn singular<'w>(plural: &Known<'w>, vocabulary: &Vocabulary<'_>) -> Option<&'w str> {
    let word = plural.word.text;
    let singular = word.strip_suffix('s')?;
    let plain =
        word.bytes().all(|b| b.is_ascii_lowercase()) && !singular.ends_with(['s', 'u', 'i']);
    let used = vocabulary.count(singular) > 0 && spelling::is_known(singular);
    (plain && used && singular.len() >= 3).then_some(singular)
}

fn problem(
    sheet: &Sheet<'_>,
    line: &Inline,
    (plural, head): (&Word<'_>, &str),
    singular: &str,
) -> Diagnostic {
    let span = sheet.place(line, plural.at..plural.at + plural.text.len());
    Diagnostic {
        help: Some(format!("write `{singular} {head}`")),
        fix: replacement(sheet, span, plural.text, singular),
        ..RULE.found(
            format!("`{}` stands in the plural before `{head}`", plural.text),
            span,
        )
    }
}
