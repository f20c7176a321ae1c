//! Two statements that differ in nothing but their value.

use std::collections::HashMap;

use crate::check::sheet::lower;
use crate::check::{Context, Rule, Run, first_line};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{Node, NodeKind};
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "conflicting-value",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/conflicting-value.md"),
    run: Run::Whole(conflicting_value),
    on_request: true,
};

/// Units of values that can be right or wrong.
const UNITS: &[&str] = &[
    "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "iops", "ms", "s", "sec", "second",
    "seconds", "min", "minute", "minutes", "h", "hour", "hours", "day", "days", "week", "weeks",
    "month", "months", "year", "years", "%", "percent", "mg", "g", "kg", "ml", "l", "mm", "cm",
    "m", "km", "bit", "bits", "byte", "bytes", "mbps", "gbps", "°c",
];
/// Words that a statement needs besides its value to be recognised.
const SHORTEST: usize = 3;

/// What is said, without its value, under which heading or bullet.
type Key = (String, String);

fn conflicting_value(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<Key, (String, Span)> = HashMap::new();
    for sheet in context.sheets {
        let mut heading = "";
        for node in sheet.pieces() {
            if node.is_section() {
                heading = &node.text.text;
            }
            let statement = node.is_item() || node.kind == NodeKind::Line;
            let Some((rest, value)) = statement.then(|| value(node)).flatten() else {
                continue;
            };
            let span = first_line(node.text.span, sheet.source);
            let key = (rest, lower(heading).into_owned());
            match seen.get(&key) {
                Some((other, place)) if *other != value => {
                    found.push(problem(&value, other, span, *place));
                }
                Some(_) => {}
                None => {
                    seen.insert(key, (value, span));
                }
            }
        }
    }
}

/// The words of a statement without its one value with a unit, and that value. Several values in a line
/// are a row of a table.
fn value(node: &Node) -> Option<(String, String)> {
    let text = node.text.text.to_lowercase();
    let mut words = Vec::new();
    let mut value = None;
    let mut tokens = text
        .split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',', ';', '.', ':']))
        .peekable();
    while let Some(token) = tokens.next() {
        let digits = token.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !token.starts_with(|c: char| c.is_ascii_digit()) {
            words.extend(
                token
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_string),
            );
            continue;
        }
        let attached = token[digits.len()..].trim_start_matches('-');
        let unit = if attached.is_empty() {
            tokens.next_if(|next| UNITS.contains(next))?
        } else {
            attached
        };
        if !UNITS.contains(&unit) || value.is_some() {
            return None;
        }
        value = Some(format!("{digits} {unit}"));
    }
    (words.len() >= SHORTEST).then_some(())?;
    Some((words.join(" "), value?))
}

fn problem(value: &str, other: &str, span: Span, place: Span) -> Diagnostic {
    Diagnostic {
        labels: vec![Label {
            span: place,
            text: format!("here it is {other}"),
        }],
        help: Some("find out which of the two is right".into()),
        ..RULE.found(
            format!("two of your notes disagree: {value} here, {other} elsewhere"),
            span,
        )
    }
}
