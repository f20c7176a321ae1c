//! An enumeration that ends in "etc." or dots.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "open-ended-list",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/open-ended-list.md"),
    run: Run::Note(open_ended_list),
    on_request: false,
};

/// How authors say that a list goes on.
const ENDINGS: &[&str] = &[
    "...",
    "…",
    "etc",
    "etc.",
    "and so on",
    "and so on.",
    "and more",
    "and others",
];

fn open_ended_list(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    for node in sheet.pieces() {
        if let Some(ending) = ending(node) {
            found.push(Diagnostic {
                help: Some("name the members that matter, and leave the rest out".into()),
                ..RULE.found(
                    format!("the list ends in `{ending}`: nobody can tell when it is complete"),
                    first_line(node.text.span, source),
                )
            });
        }
    }
}

/// Words of a member, at most: longer parts of a sentence are no names.
const LONGEST_MEMBER: usize = 4;
/// Fewer members are a hint at what is meant rather than a list.
const MEMBERS: usize = 3;
/// How authors say that they only give examples, which need not be complete.
const EXAMPLES: &[&str] = &[
    "e.g",
    "eg.",
    "ex:",
    "ex.",
    "example",
    "such as",
    "including",
    "like ",
    "for instance",
    "z.b.",
];

/// The words that leave an enumeration open. A sentence that trails off is none, and neither are
/// examples: there have to be three members or more, or nothing else at all.
fn ending(node: &Node) -> Option<&'static str> {
    if !node.is_item() && node.kind != NodeKind::Line || !node.children.is_empty() {
        return None;
    }
    let text = node.text.text.trim_end();
    let ending = ENDINGS.iter().find(|ending| {
        let rest = text.strip_suffix(**ending);
        let word = ending.starts_with(char::is_alphabetic);
        rest.is_some_and(|rest| !word || rest.is_empty() || rest.ends_with([' ', ',', '(']))
    })?;
    let rest = text[..text.len() - ending.len()].trim();
    (rest.is_empty() || enumerates(rest)).then_some(*ending)
}

/// Whether a text is a list of short members, perhaps behind the name of what they are.
fn enumerates(text: &str) -> bool {
    let lower = text.to_lowercase();
    if EXAMPLES.iter().any(|sign| lower.contains(sign)) {
        return false;
    }
    let list = text.rsplit(": ").next().unwrap_or(text);
    let members: Vec<&str> = list
        .split([',', ';'])
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .collect();
    let short = |member: &&str| member.split_whitespace().count() <= LONGEST_MEMBER;
    members.len() >= MEMBERS && members.iter().all(short)
}
