//! A line under `mine` with a value that can not be used. Reading the deck finds it.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-mine",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/broken-mine.md"),
    run: Run::Whole(broken_mine),
    on_request: false,
};

fn broken_mine(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
