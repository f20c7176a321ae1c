//! A file with bytes that are not UTF-8. Decoding the file finds it.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "invalid-utf8",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/invalid-utf8.md"),
    run: Run::Whole(invalid_utf8),
    on_request: false,
};

fn invalid_utf8(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
