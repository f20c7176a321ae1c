//! `define`: which term has this meaning? With terms of the same list to choose from at first.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text;
use crate::fact::{Fact, FactKind, listing, split::Separator};
use crate::lexicon;
use crate::question::{context, distractor};

pub(super) const TEMPLATE: Template = Template {
    name: "define",
    any_language: true,
    write,
};

/// Fewest and most words of a meaning that identifies a term.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Definition(definition) = &fact.kind else {
        return Vec::new();
    };
    if definition.separator == Separator::Arrow {
        return Vec::new();
    }
    let Some(meaning) = identifying_part(&definition.meaning.text) else {
        return Vec::new();
    };
    let prompt = prompt(&meaning, fact);
    let mut question = single(prompt, definition.term.clone(), definition.also.clone());
    question.choices = distractor::choices(&definition.term, &definition.siblings);
    let siblings = definition.siblings.len();
    let evidence = Evidence {
        base: if siblings >= 2 { 0.62 } else { 0.46 },
        parallel: siblings,
        marked: fact.marked,
        recurs: scope.document.count(&definition.term.to_lowercase()) > 1,
        ..Evidence::default()
    };
    vec![Candidate {
        confusable: definition.siblings.clone(),
        ..TEMPLATE.candidate(question, &fact.topic, evidence)
    }]
}

/// The first sentence of a meaning: the rest says more about the term but does not identify it.
pub(super) fn identifying_part(meaning: &str) -> Option<String> {
    let ranges = text::brackets(meaning);
    let end = meaning
        .match_indices(['.', ';'])
        .filter(|(at, sign)| {
            (*sign == ";" || meaning[at + 1..].starts_with(' '))
                && !meaning[..*at].ends_with("e.g")
                && !meaning[..*at].ends_with("i.e")
        })
        .map(|(at, _)| at)
        .find(|at| {
            !ranges.iter().any(|range| range.contains(at))
                && text::count(&meaning[..*at]) >= *WORDS.start()
        });
    let part = meaning[..end.unwrap_or(meaning.len())]
        .trim()
        .trim_end_matches(['.', ',', ':']);
    (WORDS.contains(&text::count(part)) && text::is_balanced(part)).then(|| part.to_string())
}

/// Class nouns whose members are things with a description: phases, protocols. A feature or a
/// responsibility is itself a description.
const THINGS: [&str; 22] = [
    "algorithm",
    "attack",
    "command",
    "component",
    "kind",
    "layer",
    "level",
    "method",
    "mode",
    "muscle",
    "nerve",
    "phase",
    "pillar",
    "principle",
    "protocol",
    "service",
    "stage",
    "step",
    "strategy",
    "technique",
    "tool",
    "type",
];

/// The class of the terms of a list, as the heading or label right above says.
fn class_of(fact: &Fact) -> Option<String> {
    let path = fact.topic.path();
    // The topmost heading names the subject of the whole note, not the class of what a list holds.
    let nearest = path.last().filter(|_| path.len() > 1)?;
    let class = lexicon::singular(&listing::class_noun(nearest)?);
    THINGS.contains(&class.as_str()).then_some(class)
}

fn prompt(meaning: &str, fact: &Fact) -> String {
    let class = class_of(fact);
    let first = text::words(meaning).first().cloned().unwrap_or_default();
    // "Replaces data with …" asks best as "What replaces data with …?"
    let acts = lexicon::is_third_person(&first);
    if acts && context::stems(meaning).len() >= 3 && !meaning.contains(['?', '"']) {
        let meaning = text::lower_first(meaning, |_| true);
        return match class {
            Some(class) => format!("Which {class} {meaning}?"),
            None => format!("What {meaning}?"),
        };
    }
    match class {
        Some(class) => format!("Which {class} is described as: “{meaning}”?"),
        None => format!("Which term matches this description: “{meaning}”?"),
    }
}
