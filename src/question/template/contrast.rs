//! `contrast`: which of the things that stand side by side is a statement about? "Which disk is
//! registered as a SATA drive?" – the data disk or the OS disk.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Contrast, Fact, FactKind, Topic};
use crate::lexicon;
use crate::question::card::{Kind, Question};
use crate::question::{context, order};

pub(super) const TEMPLATE: Template = Template {
    name: "contrast",
    any_language: false,
    write,
};

/// Most things that are offered.
const OFFERED: usize = 4;

fn write(fact: &Fact, _scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Contrast(contrast) = &fact.kind else {
        return Vec::new();
    };
    let choices = choices(contrast);
    if choices.len() < 2 || is_told(contrast, &choices) || is_remark(&contrast.statement) {
        return Vec::new();
    }
    let question = Question {
        kind: Kind::Class,
        choices: choices.clone(),
        ..single(
            prompt(contrast, &choices),
            contrast.holder.clone(),
            Vec::new(),
        )
    };
    let evidence = Evidence {
        base: if contrast.class.is_some() { 0.62 } else { 0.57 },
        marked: fact.marked,
        ..Evidence::default()
    };
    vec![Candidate {
        confusable: contrast.others.clone(),
        ..TEMPLATE.candidate(question, &above(&fact.topic), evidence)
    }]
}

/// The topic without what the statements below it are about.
pub(super) fn above(topic: &Topic) -> Topic {
    let mut above = topic.clone();
    if above.labels.pop().is_none() {
        above.headings.pop();
    }
    above
}

/// The holder and its nearest siblings, in an order that only depends on the texts.
fn choices(contrast: &Contrast) -> Vec<String> {
    let own = text::key(&contrast.holder);
    let part = |other: &&String| {
        let key = text::key(other);
        key.iter().all(|word| own.contains(word)) || own.iter().all(|word| key.contains(word))
    };
    let mut others: Vec<&String> = contrast
        .others
        .iter()
        .filter(|other| !part(other))
        .collect();
    others.sort_by_key(|other| order(&contrast.statement, other));
    let mut choices: Vec<String> = others.into_iter().take(OFFERED - 1).cloned().collect();
    choices.push(contrast.holder.clone());
    choices.sort_by_key(|choice| order("", choice));
    choices
}

/// Whether a word of the statement points at one of the things.
fn is_told(contrast: &Contrast, choices: &[String]) -> bool {
    let said = context::stems(&contrast.statement);
    let names: Vec<_> = choices
        .iter()
        .map(|choice| context::stems(choice))
        .collect();
    let shared = |stem: &String| names.iter().all(|name| name.contains(stem));
    names
        .iter()
        .flatten()
        .any(|stem| !shared(stem) && context::holds(&said, stem))
}

/// Whether a statement compares or refers to something that is not shown, or says too little to belong
/// to one thing only.
pub(super) fn is_remark(statement: &str) -> bool {
    let words = text::words(statement);
    let refers = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "they"
                | "them"
                | "this"
                | "these"
                | "those"
                | "that's"
                | "same"
                | "also"
                | "both"
                | "other"
                | "above"
                | "below"
                | "previous"
                | "we"
                | "i"
                | "etc"
        )
    };
    words.iter().any(refers) || statement.contains("...") || statement.contains('…')
}

fn prompt(contrast: &Contrast, choices: &[String]) -> String {
    let statement = contrast.statement.trim_end_matches('.');
    let first = text::words(statement)
        .into_iter()
        .next()
        .unwrap_or_default();
    let acts = contrast.shape == Shape::Predicate
        && (lexicon::is_third_person(&first) || is_modal(&first));
    let class = contrast.class.as_deref().map(|class| {
        if lexicon::is_mass(class) {
            format!("kind of {class}")
        } else {
            class.to_string()
        }
    });
    match (class, acts) {
        (Some(class), true) => {
            format!("Which {class} {}?", text::lower_first(statement, |_| true))
        }
        (Some(class), false) => format!("Which {class} does this describe: “{statement}”?"),
        (None, _) => format!(
            "Which one does this describe – {}: “{statement}”?",
            super::class::join_or(choices)
        ),
    }
}

fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "can"
            | "cannot"
            | "must"
            | "should"
            | "may"
            | "will"
            | "is"
            | "has"
            | "does"
            | "doesn't"
            | "isn't"
            | "can't"
    )
}
