//! A line under `mine` with a value that can not be used. Reading the deck finds it.

use crate::check::{Context, Rule};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-mine",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/broken-mine.md"),
    run: broken_mine,
};

fn broken_mine(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
