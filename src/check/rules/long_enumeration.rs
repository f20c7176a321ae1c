//! A long list of short items, which is hard to recall as a whole.

use foldhash::HashMap as QuickMap;

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{MarkKind, Node, NodeKind};
use crate::source::Source;

pub(in crate::check) const RULE: Rule = Rule {
    name: "long-enumeration",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/long-enumeration.md"),
    run: Run::Note(long_enumeration),
    on_request: false,
};

/// Items from which on a set is too long to recall as one.
const LONG: usize = 10;
/// Words of a middling item, at most: longer ones are statements and no names.
const SHORT_ITEM: usize = 6;

fn long_enumeration(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    for items in lists(sheet) {
        if is_long_set(&items, source) {
            found.push(Diagnostic {
                help: Some("sort the items into named groups of three to five".into()),
                ..RULE.found(
                    format!("{} items in one list are hard to recall", items.len()),
                    first_line(items[0].span, source),
                )
            });
        }
    }
}

/// The unordered lists of a note.
fn lists<'a>(sheet: &Sheet<'a>) -> Vec<Vec<&'a Node>> {
    let mut lists: Vec<Vec<&Node>> = Vec::new();
    let mut places: QuickMap<u32, usize> = QuickMap::default();
    for node in sheet.pieces() {
        let NodeKind::Item { list, number: None } = node.kind else {
            continue;
        };
        let place = *places.entry(list).or_insert(lists.len());
        if place == lists.len() {
            lists.push(Vec::new());
        }
        lists[place].push(node);
    }
    lists
}

/// Whether a list is a set of names: short items without anything below them, most of which explain
/// nothing and which are neither links nor tasks.
fn is_long_set(items: &[&Node], source: &Source) -> bool {
    if items.len() < LONG || items.iter().any(|item| !item.children.is_empty()) {
        return false;
    }
    let mut words: Vec<usize> = items
        .iter()
        .map(|i| i.text.text.split_whitespace().count())
        .collect();
    words.sort_unstable();
    let explains = items.iter().filter(|item| explains(item)).count();
    let apart = items
        .iter()
        .filter(|item| is_link_or_task(item, source))
        .count();
    words[words.len() / 2] <= SHORT_ITEM && explains * 2 < items.len() && apart * 2 < items.len()
}

fn explains(item: &Node) -> bool {
    let text = &item.text.text;
    [": ", " - ", " – ", " — ", " = ", " -> ", " → "]
        .iter()
        .any(|sign| text.contains(sign))
}

fn is_link_or_task(item: &Node, source: &Source) -> bool {
    let task = source
        .slice(item.span)
        .get(1..)
        .unwrap_or_default()
        .trim_start();
    item.text.is_all(MarkKind::Link) || task.starts_with("[ ]") || task.starts_with("[x]")
}
