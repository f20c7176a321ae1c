//! `identify`: what do several statements together describe? One of them may fit other things as well, all
//! of them fit one.

use super::{Candidate, Evidence, Scope, Template, contrast, single};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::context;

pub(super) const TEMPLATE: Template = Template {
    name: "identify",
    any_language: false,
    write,
};

/// Most words of a name.
const WORDS: usize = 5;
/// Fewest telling words of the statements together.
const TELLING: usize = 7;
/// The same where no line above says what they are about.
const ALONE: usize = 12;

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
    let said: usize = statements.iter().map(|clue| text::key(clue).len()).sum();
    if clues.len() < 2 || said < TELLING || !is_term(holder, scope) {
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
    let candidate = TEMPLATE.candidate(question, &contrast::above(&fact.topic), evidence);
    // Little would say of what subject a thing is asked for.
    if candidate.question.context.is_empty() && said < ALONE {
        return Vec::new();
    }
    vec![candidate]
}

/// Whether a holder is the name of something: not an everyday word, nor a heading with a remark.
fn is_term(holder: &str, scope: &Scope<'_>) -> bool {
    let (bare, _) = text::without_brackets(holder);
    let words = text::words(&bare);
    let Some(last) = words.last() else {
        return false;
    };
    let everyday = words.len() == 1
        && (scope.document.is_lower(last) || lexicon::is_common(&lexicon::singular(last)));
    // "Convention (first draft)" is a heading with a remark, "NACL (Network ACL)" has a long form.
    let behind = holder.split_once('(').map_or("", |(_, behind)| behind);
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let remarked = behind.contains(' ') && behind.split_whitespace().any(small);
    words.len() <= WORDS && !everyday && !remarked && !lexicon::is_generic(&bare.to_lowercase())
}
