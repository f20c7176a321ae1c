//! `identify`: what do several statements together describe? One of them may fit other things as well, all
//! of them fit one.

use super::{Candidate, Evidence, Scope, Template, contrast, single};
use crate::fact::{Fact, FactKind};
use crate::question::context;

pub(super) const TEMPLATE: Template = Template {
    name: "identify",
    any_language: false,
    write,
};

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Profile { holder, statements } = &fact.kind else {
        return Vec::new();
    };
    let telling = context::telling(holder);
    let told = |statement: &String| {
        let stems = context::stems(statement);
        telling.iter().any(|stem| context::holds(&stems, stem))
    };
    let clues: Vec<String> = statements
        .iter()
        .filter(|statement| !contrast::is_remark(statement) && !told(statement))
        .map(|statement| format!("“{}”", statement.trim_end_matches('.')))
        .collect();
    if clues.len() < 2 {
        return Vec::new();
    }
    let question = single(
        format!("What do these statements describe: {}?", clues.join("; ")),
        holder.clone(),
        scope.document.aliases(holder),
    );
    let evidence = Evidence {
        base: 0.56,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &contrast::above(&fact.topic), evidence)]
}
