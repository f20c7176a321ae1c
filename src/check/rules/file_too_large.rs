//! A file that is too large to be a note. Opening it finds it.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "file-too-large",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/file-too-large.md"),
    run: Run::Whole(file_too_large),
    on_request: false,
};

fn file_too_large(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
}
