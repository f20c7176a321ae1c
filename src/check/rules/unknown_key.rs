//! A key of a deck or a configuration that nothing reads. Reading the file finds it.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unknown-key",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unknown-key.md"),
    run: Run::Whole(unknown_key),
    on_request: false,
};

fn unknown_key(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
