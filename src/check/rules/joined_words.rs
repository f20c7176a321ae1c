//! Two words that lost the space between them.

use crate::check::replace::replacement;
use crate::check::sheet::{self, Word, lower};
use crate::check::{Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::spelling;
use crate::note::{MarkKind, Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "joined-words",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/joined-words.md"),
    run: Run::Words(joined_words),
    on_request: false,
};

/// Function words that a word is joined to at its end.
const BEHIND: &[&str] = &[
    "is", "the", "to", "and", "of", "in", "for", "that", "are", "can", "with", "from", "by", "on",
    "or", "not", "will", "has",
];
/// Function words that a word is joined to at its beginning.
const BEFORE: &[&str] = &[
    "the", "of", "and", "to", "with", "that", "for", "from", "is",
];

fn joined_words(sheet: &Sheet<'_>, vocabulary: &Vocabulary<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces() {
        if matches!(node.kind, NodeKind::Code { .. }) {
            continue;
        }
        for word in sheet::words(&node.text) {
            let key = lower(word.text);
            let Some(at) = seam(&key, vocabulary).filter(|_| !word.linked) else {
                continue;
            };
            if key.len() != word.text.len() || !is_capitalised_at_most(word.text) {
                continue;
            }
            let apart = format!("{} {}", &word.text[..at], &word.text[at..]);
            if is_emphasised(node, &word) || vocabulary.has_phrase(&lower(&apart)) {
                found.push(problem(sheet, node, &word, &apart));
            }
        }
    }
}

/// Where an unknown word falls into a known one and a function word.
fn seam(key: &str, vocabulary: &Vocabulary<'_>) -> Option<usize> {
    let entry = vocabulary.entry(key)?;
    let slip = spelling::corrections(key).next().is_some();
    if entry.known || entry.count > 2 || slip || !key.is_ascii() {
        return None;
    }
    let known = |word: &str| word.len() >= 4 && spelling::is_known(word);
    let behind = BEHIND.iter().find_map(|word| {
        let rest = key.strip_suffix(word)?;
        known(rest).then_some(rest.len())
    });
    behind.or_else(|| {
        BEFORE.iter().find_map(|word| {
            let rest = key.strip_prefix(word)?;
            known(rest).then_some(word.len())
        })
    })
}

fn is_capitalised_at_most(word: &str) -> bool {
    word.chars().skip(1).all(char::is_lowercase)
}

/// Whether a word stands in a heading or in bold text of several words: prose, and no name.
fn is_emphasised(node: &Node, word: &Word<'_>) -> bool {
    let several = |text: &str| text.split_whitespace().nth(1).is_some();
    let bold = node.text.marks.iter().any(|mark| {
        mark.kind == MarkKind::Bold
            && mark.range.contains(&word.at)
            && several(&node.text.text[mark.range.clone()])
    });
    bold || node.is_section() && several(&node.text.text)
}

fn problem(sheet: &Sheet<'_>, node: &Node, word: &Word<'_>, apart: &str) -> Diagnostic {
    let span = sheet.place(&node.text, word.at..word.at + word.text.len());
    Diagnostic {
        help: Some(format!("write `{apart}`")),
        fix: replacement(sheet, span, word.text, apart),
        ..RULE.found(format!("`{}` looks like two words", word.text), span)
    }
}
