//! A deck file that can not be read as one. Reading it finds it.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-deck",
    severity: Severity::Error,
    page: include_str!("../../../docs/rules/broken-deck.md"),
    run: Run::Whole(broken_deck),
    on_request: false,
};

fn broken_deck(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
