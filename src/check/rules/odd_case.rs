//! Names whose capitals are not where they are everywhere else.

use crate::check::reading::Known;
use crate::check::replace::{cased, replacement};
use crate::check::sheet::Word;
use crate::check::vocabulary::Entry;
use crate::check::{Reading, Rule, Run, Sheet};
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

fn odd_case(sheet: &Sheet<'_>, reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for line in reading.lines() {
        for Known { word, entry } in line.words {
            let several = entry.inner_capital && entry.forms.len() > 1;
            if !several || entry.accepted || word.linked {
                continue;
            }
            let usual = entry.usual();
            if is_odd(word.text, usual, entry) && !spells_out(word.text, line.inline) {
                found.push(problem(sheet, line.inline, word, usual));
            }
        }
    }
}

/// Whether the capitals of a word are letters of an abbreviation in the same line, which it helps to spell
/// out: "FIDO" for "Fast `IDentity` Online".
fn spells_out(word: &str, line: &Inline) -> bool {
    let capitals: String = word.chars().filter(|c| c.is_uppercase()).collect();
    let mut words = line.text.split(|c: char| !c.is_alphanumeric());
    words.any(|other| {
        let letters: String = other.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() > capitals.len()
            && letters.chars().all(char::is_uppercase)
            && letters.contains(&capitals)
    })
}

/// Whether a form is a slip of the usual one: a second capital that the usual form does not have, or a
/// capital inside of it that is missing.
fn is_odd(form: &str, usual: &str, entry: &Entry<'_>) -> bool {
    let count = |wanted: &str| {
        let form = entry.forms.iter().find(|(form, _)| *form == wanted);
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
