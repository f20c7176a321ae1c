//! A comment to the program that says nothing it knows.

use crate::check::{Context, Rule, allow, nearest_rule, quoted, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Directive;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unknown-directive",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unknown-directive.md"),
    run: unknown_directive,
};

fn unknown_directive(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.loaded(RULE.name));
    for (note, _) in context.notes() {
        let allows = note
            .directives
            .iter()
            .filter(|directive| directive.name == "allow");
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
