//! `condition`: what happens if, and what must be done if? Only where both halves are clauses.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::clause::{self, Verb};
use crate::question::said;

pub(super) const TEMPLATE: Template = Template {
    name: "condition",
    any_language: false,
    write,
};

/// Most words of the answer, and of the condition.
const WORDS: usize = 12;
const CONDITION: usize = 16;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return Vec::new();
    };
    let sentences = clause::sentences(&line.text);
    sentences
        .iter()
        .filter(|sentence| said::is_plain(sentence))
        .filter_map(|sentence| leading(sentence).or_else(|| trailing(sentence)))
        .filter_map(|halves| ask(&halves, fact, scope))
        .take(1)
        .collect()
}

/// A condition and what follows from it.
struct Halves<'t> {
    word: &'static str,
    condition: &'t str,
    main: &'t str,
}

const WORDS_OF_CONDITION: [(&str, &str); 3] = [("If ", "if"), ("When ", "when"), ("Once ", "once")];

/// "If a goat is sick, it gives no milk."
fn leading(sentence: &str) -> Option<Halves<'_>> {
    let (start, word) = WORDS_OF_CONDITION
        .iter()
        .find(|(start, _)| sentence.starts_with(start))?;
    let (condition, main) = sentence[start.len()..].split_once(", ")?;
    let main = main.trim().trim_start_matches("then ");
    Some(Halves {
        word,
        condition,
        main,
    })
}

/// "The milk turns sour when the cellar is warm."
fn trailing(sentence: &str) -> Option<Halves<'_>> {
    let (mark, word) = [(" if ", "if"), (" when ", "when"), (" once ", "once")]
        .into_iter()
        .find(|(mark, _)| sentence.contains(mark))?;
    let (main, condition) = sentence.split_once(mark)?;
    let known = clause::parse(main).filter(|parts| !parts.subject.is_empty())?;
    // "Only if" and "even if" say something else.
    let changed = text::words(main)
        .last()
        .is_some_and(|last| lexicon::is_stop(last) && last != "up");
    (!changed && known.adverb != "only").then_some(Halves {
        word,
        condition,
        main,
    })
}

fn ask(halves: &Halves<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Halves {
        word,
        condition,
        main,
    } = halves;
    if !is_condition(condition) || main.contains([';', ':', '(', '"']) {
        return None;
    }
    let condition = condition_text(condition, scope);
    let (prompt, answer) =
        duty(main, word, &condition).or_else(|| event(main, word, &condition))?;
    if !said::is_answer(
        &answer.replace(" it ", " ").replace(" they ", " "),
        WORDS + 1,
    ) {
        return None;
    }
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(single(prompt, answer, Vec::new()), &fact.topic, evidence))
}

fn condition_text(condition: &str, scope: &Scope<'_>) -> String {
    text::lower_first(condition.trim(), |word| scope.document.is_lower(word))
}

/// Whether a condition says by itself when it holds.
fn is_condition(condition: &str) -> bool {
    let words = text::words(condition);
    let lost = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "they"
                | "them"
                | "its"
                | "their"
                | "he"
                | "she"
                | "same"
                | "other"
                | "we"
                | "our"
                | "another"
        )
    };
    let subject = words.first().map_or("", String::as_str);
    let states =
        subject == "you" || clause::parse(condition).is_some_and(|parts| !parts.subject.is_empty());
    (3..=CONDITION).contains(&words.len())
        && states
        && !words.iter().any(lost)
        && !condition.contains(" and ")
        && !condition.contains([',', ';', ':', '(', '"', '“'])
}

/// "You must …": what must be done.
fn duty(main: &str, word: &str, condition: &str) -> Option<(String, String)> {
    let (start, modal) = [("you must ", "must"), ("you should ", "should")]
        .into_iter()
        .find(|(start, _)| main.to_lowercase().starts_with(start))?;
    let answer = main[start.len()..].trim();
    let act = text::words(answer).into_iter().next()?;
    (lexicon::is_any_base_verb(&act) && (2..=WORDS).contains(&text::count(answer))).then(|| {
        (
            format!("What {modal} you do {word} {condition}?"),
            answer.to_string(),
        )
    })
}

/// An event: not a state, of which one would not say that it happens.
fn event(main: &str, word: &str, condition: &str) -> Option<(String, String)> {
    let main = main.trim().trim_end_matches('.');
    let first = text::words(main).into_iter().next()?;
    let by_pronoun = matches!(first.as_str(), "it" | "they");
    let stand_in = format!(
        "The thing {}",
        main.split_once(' ').map_or("", |(_, rest)| rest)
    );
    let parts = if by_pronoun {
        let plural = stand_in.replace("The thing", "The dairies");
        let verb = clause::parse(if first == "it" { &stand_in } else { &plural })?.verb;
        is_event(verb, main)
    } else {
        let parts = clause::parse(main).filter(|parts| !parts.subject.is_empty())?;
        is_event(parts.verb, parts.rest)
    };
    let whole = (3..=WORDS).contains(&text::count(main)) && text::shape(main) != Shape::Imperative;
    (parts && whole).then(|| {
        (
            format!("What happens {word} {condition}?"),
            main.to_string(),
        )
    })
}

fn is_event(verb: Verb, rest: &str) -> bool {
    let happens = |rest: &str| {
        text::words(rest)
            .iter()
            .take(3)
            .any(|word| lexicon::is_participle(word))
    };
    match verb {
        Verb::Be => happens(rest),
        Verb::Modal(modal) => matches!(modal, "will" | "cannot"),
        Verb::Act(base) => !matches!(base, "have" | "mean" | "need" | "require"),
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("condition", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Dairy\n\nIf the brine covers the wheels, the rind is damaged.\n",
            &[(
                "What happens if the brine covers the wheels?",
                "the rind is damaged",
            )],
        );
        check(
            "## Dairy\n\nIf the brine covers the wheels, you must close the cellar.\n",
            &[(
                "What must you do if the brine covers the wheels?",
                "close the cellar",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "## Dairy\n\nIf it covers the wheels, the rind is damaged.\n",
            &[],
        );
        check("## Dairy\n\nIf the brine is cold, it is good.\n", &[]);
    }
}
