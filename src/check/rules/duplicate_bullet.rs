//! The same bullet twice in one list.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::HashMap as QuickMap;
use foldhash::fast::FixedState;

use crate::check::{Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{Node, NodeKind};

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-bullet",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/duplicate-bullet.md"),
    run: Run::Note(duplicate_bullet),
    on_request: false,
};

/// Shorter bullets are steps of a path through menus, or values.
const SHORTEST: usize = 3;

fn duplicate_bullet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    // Bullets are compared with all that stands below them only where their own texts may be the same.
    let mut alike: QuickMap<(u32, u64), Vec<&Node>> = QuickMap::default();
    for node in sheet.pieces() {
        if let NodeKind::Item { list, number: None } = node.kind {
            let key = (list, loose_hash(&node.text.text));
            alike.entry(key).or_default().push(node);
        }
    }
    let mut found_here = Vec::new();
    #[allow(
        clippy::iter_over_hash_type,
        reason = "what is found is sorted afterwards"
    )]
    for nodes in alike.into_values().filter(|nodes| nodes.len() > 1) {
        let mut seen: HashMap<String, &Node> = HashMap::new();
        for node in nodes {
            let whole = content(node);
            if whole.split_whitespace().count() < SHORTEST || whole.ends_with(':') {
                continue;
            }
            match seen.get(&whole) {
                Some(first) => found_here.push((node.span.start, problem(sheet, first, node))),
                None => {
                    seen.insert(whole, node);
                }
            }
        }
    }
    found_here.sort_by_key(|(start, _)| *start);
    found.extend(found_here.into_iter().map(|(_, problem)| problem));
}

/// A number that texts share which differ only in case.
fn loose_hash(text: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    if text.is_ascii() {
        // Eight letters at once, with the bit set that tells capitals from small ones.
        for part in text.as_bytes().chunks(8) {
            let mut eight = [0; 8];
            eight[..part.len()].copy_from_slice(part);
            hasher.write_u64(u64::from_le_bytes(eight) | 0x2020_2020_2020_2020);
        }
    } else {
        text.chars()
            .flat_map(char::to_lowercase)
            .for_each(|c| hasher.write_u32(c as u32));
    }
    hasher.finish()
}

/// What a bullet and all below it say.
fn content(node: &Node) -> String {
    let all = node.walk();
    let texts = all.iter().map(|node| node.text.text.to_lowercase());
    texts.collect::<Vec<_>>().join("\n")
}

fn problem(sheet: &Sheet<'_>, first: &Node, second: &Node) -> Diagnostic {
    Diagnostic {
        labels: vec![Label {
            span: first_line(first.text.span, sheet.source),
            text: "the first one is here".into(),
        }],
        help: Some("remove one of the two, or write what was meant".into()),
        ..RULE.found(
            format!("{} stands twice in this list", quoted(&second.text.text)),
            first_line(second.text.span, sheet.source),
        )
    }
}
