//! Two words that lost the space between them.

use crate::check::phrases::seam;
use crate::check::reading::Known;
use crate::check::replace::replacement;
use crate::check::sheet::Word;
use crate::check::{Reading, Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{MarkKind, Node};

pub(in crate::check) const RULE: Rule = Rule {
    name: "joined-words",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/joined-words.md"),
    run: Run::Words(joined_words),
    on_request: false,
};

fn joined_words(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        let Some(node) = line.node else {
            continue;
        };
        for Known { word, entry } in line.words {
            if word.linked || !is_capitalised_at_most(word.text) {
                continue;
            }
            let Some(at) = seam(entry).filter(|_| entry.key.len() == word.text.len()) else {
                continue;
            };
            let apart = format!("{} {}", &word.text[..at], &word.text[at..]);
            if is_emphasised(node, word) || reading.vocabulary.has_apart(entry) {
                found.push(problem(sheet, node, word, &apart));
            }
        }
    }
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
