//! A comment to the program that says nothing it knows.

use crate::check::{Context, Rule, Run, allow, nearest_rule, quoted, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Directive;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unknown-directive",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unknown-directive.md"),
    run: Run::Whole(unknown_directive),
    on_request: false,
};

fn unknown_directive(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
    for sheet in context.sheets {
        let allows = sheet
            .note
            .directives
            .iter()
            .filter(|directive| allow::reach(directive).is_some());
        for directive in allows {
            let unknown = allow::names(directive)
                .into_iter()
                .filter(|name| rule(name).is_none());
            found.extend(unknown.map(|name| problem(directive, name)));
        }
    }
}

fn problem(directive: &Directive, name: &str) -> Diagnostic {
    let help = match nearest_rule(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recito explain` lists the rules".into(),
    };
    Diagnostic {
        help: Some(help),
        ..RULE.found(format!("{} is not a rule", quoted(name)), directive.span)
    }
}
