//! Words that are well-known slips of others.

use crate::check::reading::Known;
use crate::check::replace::{cased, replacement};
use crate::check::sheet::Word;
use crate::check::vocabulary::Entry;
use crate::check::{Reading, Rule, Run, Sheet, Vocabulary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lexicon::{self, spelling};
use crate::note::Inline;

pub(in crate::check) const RULE: Rule = Rule {
    name: "misspelling",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/misspelling.md"),
    run: Run::Words(misspelling),
    on_request: false,
};

/// Words shorter than this are as often abbreviations as slips.
const SHORTEST: usize = 4;
/// An author who writes a word as often as this means it.
const HABIT: u32 = 6;

fn misspelling(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for (i, Known { word, entry }) in line.words.iter().enumerate() {
            if !entry.slip || is_meant(word, entry) {
                continue;
            }
            let meant = corrections(&entry.key, reading.vocabulary);
            let slip = match word.text.len() {
                ..SHORTEST => is_in_prose(i, line.words, &meant, reading.vocabulary),
                _ => true,
            };
            if slip && !meant.is_empty() {
                found.push(problem(sheet, line.inline, word, &meant));
            }
        }
    }
}

/// Whether the author may well mean what is written: a name, an abbreviation, or a habit.
fn is_meant(word: &Word<'_>, entry: &Entry<'_>) -> bool {
    let all_lower = word.text == entry.key;
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let name = !all_lower && entry.known;
    word.linked || capitals > 1 || name || entry.count >= HABIT || entry.accepted
}

/// What was probably meant, likeliest first: words that the notes have come before others.
fn corrections(key: &str, vocabulary: &Vocabulary<'_>) -> Vec<&'static str> {
    let mut meant: Vec<&str> = spelling::corrections(key).collect();
    // Stable: the dictionary has its own order of likelihood.
    meant.sort_by_key(|word| std::cmp::Reverse(vocabulary.count(word)));
    meant
}

/// Whether a short word stands in the middle of a sentence, where an abbreviation would be odd, and
/// what it is a slip of is used.
fn is_in_prose(i: usize, words: &[Known<'_>], meant: &[&str], vocabulary: &Vocabulary<'_>) -> bool {
    let is_prose = |i: Option<usize>| {
        let known = i.and_then(|i| words.get(i));
        known.is_some_and(|known| lexicon::is_stop(known.word.text))
    };
    let Known { word, entry } = words[i];
    let mut meant = meant.iter();
    let used = meant
        .next()
        .is_some_and(|word| vocabulary.count(word) > entry.count);
    word.text == entry.key && used && is_prose(i.checked_sub(1)) && is_prose(Some(i + 1))
}

fn problem(sheet: &Sheet<'_>, line: &Inline, word: &Word<'_>, meant: &[&str]) -> Diagnostic {
    let meant: Vec<String> = meant.iter().map(|right| cased(right, word.text)).collect();
    let named: Vec<String> = meant.iter().map(|word| format!("`{word}`")).collect();
    let span = sheet.place(line, word.at..word.at + word.text.len());
    Diagnostic {
        help: Some(format!("write {}", named.join(" or "))),
        fix: replacement(sheet, span, word.text, &meant[0]),
        ..RULE.found(format!("`{}` should be {}", word.text, named[0]), span)
    }
}
