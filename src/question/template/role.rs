//! `role`: what does the subject do? For a name with nothing else said of it below; shown and graded by
//! its parts.

use std::sync::Arc;

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind, text};
use crate::question::clause::{self, Verb};
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "role",
    any_language: false,
    write,
};

/// Fewest and most words of the answer.
const WORDS: std::ops::RangeInclusive<usize> = 3..=12;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    said::said(fact, scope)
        .iter()
        .filter_map(|said| ask(said, fact, scope))
        .take(1)
        .collect()
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Verb::Act(base) = said.clause.verb else {
        return None;
    };
    let stative = matches!(
        base,
        "have"
            | "need"
            | "require"
            | "use"
            | "include"
            | "contain"
            | "consist"
            | "mean"
            | "come"
            | "exist"
            | "depend"
            | "belong"
            | "remain"
            | "support"
            | "cost"
            | "last"
            | "live"
            | "work"
    );
    if said.is_whole() || stative || said.clause.adverb == "only" || !is_alone(fact, scope) {
        return None;
    }
    let verb = &said.sentence[..said.sentence.len() - said.clause.rest.len()];
    let answer = said::phrase(&format!("{} {}", verb.trim(), said.clause.rest));
    if !WORDS.contains(&text::count(&answer)) || !said::is_answer(&answer, *WORDS.end()) {
        return None;
    }
    let answer = text::lower_first(&answer, |_| true);
    let evidence = Evidence {
        base: 0.57,
        ..Evidence::default()
    };
    let prompt = said.subject.ask("What", said.subject.does(), "do");
    Some(TEMPLATE.candidate(single(prompt, answer, Vec::new()), &fact.topic, evidence))
}

/// Whether no other line below the same subject says what it does.
fn is_alone(fact: &Fact, scope: &Scope<'_>) -> bool {
    let acts = |other: &&Fact| match &other.kind {
        FactKind::Clause { line, .. } => clause::parse(&line.text)
            .is_none_or(|parts| parts.subject.is_empty() && matches!(parts.verb, Verb::Act(_))),
        _ => true,
    };
    let siblings = scope
        .facts
        .iter()
        .filter(|other| Arc::ptr_eq(&other.topic, &fact.topic));
    siblings.filter(acts).count() == 1
}

#[cfg(test)]
mod tests {
    use crate::question::tests::asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        let found = asked(note, "role");
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(prompt, answer)| (prompt.as_str(), answer.as_str()))
            .collect();
        assert_eq!(found, expect, "{note}");
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\n- **Cheese harp**\n  - Cuts the curd into small grains\n",
            &[(
                "Cheese harp: what does it do?",
                "cuts the curd into small grains",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\n- **Cheese harp**\n  - Cuts the curd into small grains\n  - Stirs the warm whey\n",
            &[],
        );
    }
}
