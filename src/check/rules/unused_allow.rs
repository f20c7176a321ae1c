//! Comments that allow what is not found.

use crate::check::{Rule, Run};
use crate::diagnostic::Severity;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unused-allow",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unused-allow.md"),
    run: Run::Allowed,
    on_request: false,
};
