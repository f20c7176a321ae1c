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
        .enumerate()
        .filter(|(at, sentence)| {
            said::is_plain(&sentence.replace(", then ", ", ")) && !said::is_carried_on(fact, *at)
        })
        .filter_map(|(_, sentence)| leading(sentence))
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

fn ask(halves: &Halves<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Halves {
        word,
        condition,
        main,
    } = halves;
    let main = said::phrase(main);
    // "Is read to see …" was cut.
    let words = text::words(&main);
    if words.len() >= 2 && words[words.len() - 2] == "to" && !words[words.len() - 1].ends_with('s')
    {
        return None;
    }
    let spliced = main.contains(", ") && !main.contains(" and ") && !main.contains(" or ");
    if !is_condition(condition) || spliced || main.contains([';', ':', '"']) {
        return None;
    }
    let condition = condition_text(condition, scope);
    let (prompt, answer) =
        duty(&main, word, &condition).or_else(|| event(&main, word, &condition))?;
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
    let verbal = |at: usize| {
        let word = words[at].as_str();
        let plural = lexicon::is_plural(&words[at - 1]) && lexicon::is_base_verb(word);
        lexicon::is_finite(word) && !lexicon::is_participle(word) || plural
    };
    let states = subject == "you"
        || (1..words.len()).any(verbal)
        || clause::parse(condition).is_some_and(|parts| !parts.subject.is_empty());
    (3..=CONDITION).contains(&words.len())
        && states
        && !words.iter().any(lost)
        && condition.matches(" and ").count() <= 1
        && !condition.contains([',', ';', ':', '(', '"', '“'])
}

/// "You must …": what must be done.
fn duty(main: &str, word: &str, condition: &str) -> Option<(String, String)> {
    let (start, modal) = [
        ("you must ", "must"),
        ("you should ", "should"),
        ("you can ", "can"),
        ("you need to ", "must"),
        ("you have to ", "must"),
    ]
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
    let asked = if by_pronoun {
        let parts = clause::parse_pronoun(main)?;
        asked(parts.verb, parts.rest)
    } else {
        match clause::parse(main).filter(|parts| !parts.subject.is_empty()) {
            Some(parts) => asked(parts.verb, parts.rest),
            None => is_done(main).then_some("What happens"),
        }
    };
    let whole = (3..=WORDS).contains(&text::count(main)) && text::shape(main) != Shape::Imperative;
    let prompt = format!("{} {word} {condition}?", asked?);
    whole.then(|| (prompt, main.to_string()))
}

/// How one asks for what a main clause says: an event happens, a duty is to be done, a state follows.
fn asked(verb: Verb, rest: &str) -> Option<&'static str> {
    let done = rest.starts_with("be ")
        && text::words(rest)
            .iter()
            .skip(1)
            .take(2)
            .any(|word| lexicon::is_participle(word));
    match verb {
        Verb::Modal("must") if done => Some("What must be done"),
        Verb::Modal("should") if done => Some("What should be done"),
        Verb::Modal("can") if done => Some("What can be done"),
        _ if is_event(verb, rest) => Some("What happens"),
        Verb::Be => Some("What follows"),
        _ => None,
    }
}

/// Whether something is done in a clause whose subject cannot be told: "no more wheels are turned".
fn is_done(main: &str) -> bool {
    let words = text::words(main);
    let first = words.first().map_or("", String::as_str);
    let opens = matches!(
        first,
        "you" | "we" | "this" | "these" | "that" | "there" | "its" | "their"
    );
    let be = words
        .iter()
        .position(|word| matches!(word.as_str(), "is" | "are"));
    let done = be.is_some_and(|be| {
        be > 0
            && words[be + 1..]
                .iter()
                .find(|word| *word != "also" && !word.ends_with("ly"))
                .is_some_and(|word| {
                    lexicon::is_participle(word) && word != "based" && word != "required"
                })
    });
    done && !opens && !lexicon::is_base_verb(first)
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
            "## Dairy\n\nIf mites cover the wheels, the whole cellar must be smoked.\n",
            &[(
                "What must be done if mites cover the wheels?",
                "the whole cellar must be smoked",
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
        check("## Dairy\n\nIf so, the rind is damaged.\n", &[]);
    }
}
