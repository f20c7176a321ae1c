//! Names that stand side by side where the same note has a slash between them.

use foldhash::HashMap;

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{Inline, Node};

pub(in crate::check) const RULE: Rule = Rule {
    name: "missing-slash",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/missing-slash.md"),
    run: Run::Note(missing_slash),
    on_request: false,
};

/// Most words on one side of a slash.
const SIDE: usize = 3;

fn missing_slash(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    // What stands around slashes, without them, and where it does.
    let mut apart: HashMap<String, (&Inline, &str)> = HashMap::default();
    for line in sheet.lines().filter(|line| line.text.contains(" / ")) {
        for (at, _) in line.text.match_indices(" / ") {
            let (before, after) = (&line.text[..at], &line.text[at + 3..]);
            for whole in around(before, after, &line.text) {
                let bare = whole.replacen(" / ", " ", 1);
                apart.entry(bare).or_insert((line, whole));
            }
        }
    }
    if apart.is_empty() {
        return;
    }
    for node in sheet.pieces().filter(|node| is_name(node)) {
        if let Some((line, whole)) = apart.get(node.text.text.trim_end()) {
            found.push(Diagnostic {
                labels: vec![Label {
                    span: first_line(line.span, sheet.source),
                    text: "it has a slash here".into(),
                }],
                help: Some(format!("write {}", quoted(whole))),
                ..RULE.found(
                    format!("{} may be two names", quoted(&node.text.text)),
                    first_line(node.text.span, sheet.source),
                )
            });
        }
    }
}

/// The pieces of a text around a slash that have a few words on each side, names by their capitals.
fn around<'t>(before: &'t str, after: &'t str, text: &'t str) -> Vec<&'t str> {
    let starts: Vec<usize> = word_starts(before).into_iter().rev().take(SIDE).collect();
    let ends = word_ends(after).into_iter().take(SIDE);
    let offset = before.len() + 3;
    ends.flat_map(|end| {
        let starts = starts.iter();
        starts.map(move |start| &text[*start..offset + end])
    })
    .filter(|whole| {
        let mut sides = whole.split(" / ");
        sides.all(|side| side.starts_with(char::is_uppercase))
    })
    .collect()
}

fn word_starts(text: &str) -> Vec<usize> {
    let starts = text.char_indices().filter(|(at, c)| {
        !c.is_whitespace()
            && text[..*at]
                .chars()
                .next_back()
                .is_none_or(char::is_whitespace)
    });
    starts.map(|(at, _)| at).collect()
}

fn word_ends(text: &str) -> Vec<usize> {
    let ends = text.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        let apart = text[end..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric());
        (c.is_alphanumeric() && apart).then_some(end)
    });
    ends.collect()
}

/// Whether a piece is a bullet of a few words that each begin with a capital.
fn is_name(node: &Node) -> bool {
    let words = || node.text.text.split_whitespace();
    node.is_item()
        && (2..=2 * SIDE).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
}
