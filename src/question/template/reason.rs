//! `reason`: why is it so? Only where the sentence states both in so many words.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::clause::{self, Verb};
use crate::question::said;
use crate::question::subject;

pub(super) const TEMPLATE: Template = Template {
    name: "reason",
    any_language: false,
    write,
};

/// Most words of the answer, and of what is asked about.
const WORDS: usize = 13;
const MAIN: usize = 16;

/// What a reason begins with.
const MARKS: [&str; 11] = [
    " because ",
    " so that ",
    " in order to ",
    " to avoid ",
    " to prevent ",
    " to ensure ",
    " to reduce ",
    " to minimize ",
    " to make sure ",
    " to improve ",
    " to protect ",
];

/// Words that an infinitive belongs to, so that it is no reason.
const GOVERNORS: [&str; 22] = [
    "used",
    "designed",
    "ability",
    "able",
    "way",
    "ways",
    "how",
    "need",
    "needs",
    "has",
    "have",
    "is",
    "are",
    "be",
    "try",
    "tries",
    "help",
    "helps",
    "want",
    "wants",
    "configured",
    "tools",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return Vec::new();
    };
    let sentences = clause::sentences(&line.text);
    let first = sentences.iter().enumerate();
    first
        .filter_map(|(at, sentence)| ask(sentence, at == 0, fact, scope))
        .take(1)
        .collect()
}

fn ask(sentence: &str, opens: bool, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if !said::is_plain(sentence) {
        return None;
    }
    let (at, mark) = MARKS
        .iter()
        .filter_map(|mark| sentence.find(mark).map(|at| (at, *mark)))
        .min()?;
    let (main, because) = (sentence[..at].trim(), sentence[at + mark.len()..].trim());
    let because = because.trim_end_matches(['.', ',', ';']);
    let governed = text::words(main)
        .last()
        .is_some_and(|last| GOVERNORS.contains(&last.as_str()));
    let whole = !because.starts_with("of ")
        && !main.ends_with(['-', '–'])
        && !main.contains([',', ';', ':', '(', '"', '“'])
        && text::count(main) <= MAIN
        && !said_by_pointing(main);
    // A clause that gives a reason may speak of the subject as "it".
    let answered = (2..=WORDS).contains(&text::count(because))
        && text::is_balanced(because)
        && !because.contains([';', ':', '…', '='])
        && said::is_answer(&because.replace(" it ", " ").replace(" they ", " "), WORDS);
    if governed || !whole || !answered {
        return None;
    }
    let prompt = question(main, opens, fact, scope)?;
    let answer = format!(
        "{}{because}",
        mark.trim_start().replace("in order to", "to")
    );
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(single(prompt, answer, Vec::new()), &fact.topic, evidence))
}

fn said_by_pointing(main: &str) -> bool {
    text::words(main).iter().any(|word| {
        matches!(
            word.as_str(),
            "it" | "they" | "them" | "its" | "their" | "which"
        )
    })
}

/// The main clause as a question for its reason.
fn question(main: &str, opens: bool, fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    if let Some(parts) = clause::parse(main) {
        let subject = if parts.subject.is_empty() {
            subject::outlined(fact, scope).filter(|_| opens)?
        } else {
            subject::stated(parts.subject, parts.plural, scope.document)
        };
        let rest = parts.rest;
        let embedded =
            ["when", "how", "if", "what", "that", "where"].contains(&first_word(rest).as_str());
        if rest.is_empty() || parts.adverb == "never" || embedded {
            return None;
        }
        let adverb = parts.adverb;
        return match parts.verb {
            Verb::Be => Some(subject.ask("Why", subject.is(), &join(adverb, rest))),
            Verb::Modal("cannot") => Some(subject.ask("Why", "can", &join("not", rest))),
            Verb::Modal("must" | "should") => {
                let modal = if main.contains(" must ") {
                    "must"
                } else {
                    "should"
                };
                Some(subject.ask("Why", modal, &join(adverb, rest)))
            }
            Verb::Modal(_) => None,
            Verb::Act(base) => {
                let phrase = format!("{base} {rest}");
                Some(subject.ask("Why", subject.does(), &join(adverb, &phrase)))
            }
        };
    }
    let first = first_word(main);
    let imperative = text::shape(main) == Shape::Imperative && lexicon::is_any_base_verb(&first);
    (imperative && text::count(main) >= 4 && opens)
        .then(|| format!("Why should you {}?", text::lower_first(main, |_| true)))
}

fn first_word(text: &str) -> String {
    text::words(text).into_iter().next().unwrap_or_default()
}

fn join(adverb: &str, rest: &str) -> String {
    if adverb.is_empty() {
        rest.to_string()
    } else {
        format!("{adverb} {rest}")
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("reason", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nCheese wheels must be turned daily because moisture sinks to the bottom.\n",
            &[(
                "Why must cheese wheels be turned daily?",
                "because moisture sinks to the bottom",
            )],
        );
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\n- Clean the copper kettle daily to avoid bitter curd\n",
            &[(
                "Why should you clean the copper kettle daily?",
                "to avoid bitter curd",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nThey must be turned because moisture sinks.\n",
            &[],
        );
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nThe harp is used to prevent lumps.\n",
            &[],
        );
    }
}
