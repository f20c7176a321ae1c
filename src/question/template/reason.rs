//! `reason`: why is it so? Only where the sentence states both in so many words.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::clause::{self, Verb};
use crate::question::inverted::{self, Divided};
use crate::question::said::{self, Said};
use crate::question::subject::{self, Subject};

pub(super) const TEMPLATE: Template = Template {
    name: "reason",
    any_language: false,
    write,
};

/// Most words of the answer, and of what is asked about.
const WORDS: usize = 13;
const MAIN: usize = 16;

/// Most words of what has a consequence.
const CAUSE: usize = 14;

/// What a reason begins with.
const MARKS: [&str; 11] = [
    "because",
    "so that",
    "in order to",
    "to avoid",
    "to prevent",
    "to ensure",
    "to reduce",
    "to minimize",
    "to make sure",
    "to improve",
    "to protect",
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
    let stated = scope.said.iter().find_map(|said| stated(said, fact));
    let found = stated.or_else(|| {
        let sentences = clause::sentences(&line.text);
        let plain = sentences.iter().filter(|sentence| said::is_plain(sentence));
        let mut plain = plain.enumerate();
        plain.find_map(|(at, sentence)| {
            let duty = (at == 0).then(|| duty(sentence, fact)).flatten();
            duty.or_else(|| consequence(sentence, fact, scope))
        })
    });
    found.into_iter().collect()
}

/// A statement that ends with its reason.
fn stated(said: &Said<'_>, fact: &Fact) -> Option<Candidate> {
    let divided = inverted::divide(said, &MARKS).filter(|divided| !is_governed(divided.main));
    let divided = divided.or_else(|| aim(said))?;
    let answer = inverted::answer(&divided)?;
    if divided.tail.starts_with("of ") || matches!(said.clause.verb, Verb::Modal("can" | "may")) {
        return None;
    }
    let prompt = inverted::ask(said, "Why", divided.main)?;
    Some(candidate(prompt, &answer, fact))
}

/// "Is set on the node to keep pods away": an infinitive behind a passive that has all it needs.
fn aim<'t>(said: &Said<'t>) -> Option<Divided<'t>> {
    let passive = match said.clause.verb {
        Verb::Be => said.clause.rest,
        Verb::Modal("must" | "should") => said.clause.rest.strip_prefix("be ")?,
        _ => return None,
    };
    let divided = inverted::divide(said, &["to"])?;
    let next = divided.tail.split_whitespace().next()?.to_lowercase();
    let first = passive.split_whitespace().next()?;
    let last = divided.main.split_whitespace().last()?;
    let whole = lexicon::is_participle(first)
        && text::count(divided.main) >= 3
        && !lexicon::is_participle(last)
        && !last.ends_with("ly")
        && !is_governed(divided.main)
        && first != "used";
    (whole && lexicon::is_any_base_verb(&next)).then_some(divided)
}

fn is_governed(main: &str) -> bool {
    text::words(main)
        .last()
        .is_some_and(|last| GOVERNORS.contains(&last.as_str()))
}

fn candidate(prompt: String, answer: &str, fact: &Fact) -> Candidate {
    let answer = answer.replace("in order to", "to");
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    TEMPLATE.candidate(single(prompt, answer, Vec::new()), &fact.topic, evidence)
}

/// "Clean the kettle to avoid bitter curd": why should you?
fn duty(sentence: &str, fact: &Fact) -> Option<Candidate> {
    let marked = MARKS
        .iter()
        .filter_map(|mark| sentence.find(&format!(" {mark} ")).map(|at| (at, *mark)));
    let (at, mark) = marked.min()?;
    let main = sentence[..at].trim();
    let because = said::phrase(&sentence[at + mark.len() + 2..]);
    let first = first_word(main);
    let imperative = text::shape(main) == Shape::Imperative && lexicon::is_any_base_verb(&first);
    let whole = (4..=MAIN).contains(&text::count(main))
        && !main.ends_with(['-', '–'])
        && !main.contains([',', ';', ':', '(', '"', '“'])
        && !said_by_pointing(main)
        && !is_governed(main);
    let answered = said::is_answer(&because.replace(" it ", " ").replace(" they ", " "), WORDS)
        && !because.contains([';', ':', '…', '=']);
    (imperative && whole && answered).then(|| {
        let prompt = format!("Why should you {}?", text::lower_first(main, |_| true));
        candidate(prompt, &format!("{mark} {because}"), fact)
    })
}

/// "The rule denies all traffic, so it should be the last one": why should it?
fn consequence(sentence: &str, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let (cause, then) = sentence.split_once(", so ")?;
    let cause_parts = clause::parse(cause).filter(|parts| !parts.subject.is_empty())?;
    let whole = (4..=CAUSE).contains(&text::count(cause))
        && !then.starts_with("that ")
        && !cause.contains([';', ':', '"', '“'])
        && text::is_balanced(cause);
    let effect = said::phrase(then);
    let named = subject::stated(cause_parts.subject, cause_parts.plural, scope.document);
    let small = |word: &str| scope.document.is_lower(word);
    let (parts, subject, because) = if let Some(parts) = clause::parse_pronoun(&effect) {
        let you = parts.subject.eq_ignore_ascii_case("you");
        let subject = if you { Subject::you() } else { named };
        if parts.plural != subject.plural {
            return None;
        }
        let because = if you {
            text::lower_first(cause, small)
        } else {
            format!("{}{}", parts.subject, &cause[cause_parts.subject.len()..])
        };
        (parts, subject, because)
    } else {
        let parts = clause::parse(&effect).filter(|parts| !parts.subject.is_empty())?;
        let subject = subject::stated(parts.subject, parts.plural, scope.document);
        (parts, subject, text::lower_first(cause, small))
    };
    let main = parts.rest;
    let said = Said {
        sentence: &effect,
        clause: parts,
        subject,
    };
    let prompt = inverted::ask(&said, "Why", main).filter(|_| whole)?;
    Some(candidate(prompt, &format!("because {because}"), fact))
}

fn said_by_pointing(main: &str) -> bool {
    text::words(main).iter().any(|word| {
        matches!(
            word.as_str(),
            "it" | "they" | "them" | "its" | "their" | "which"
        )
    })
}

fn first_word(text: &str) -> String {
    text::words(text).into_iter().next().unwrap_or_default()
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
    fn aims_and_consequences_are_reasons() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nEach wheel is rubbed with Alpine salt to keep red mites away.\n",
            &[(
                "Why is each wheel rubbed with Alpine salt?",
                "to keep red mites away",
            )],
        );
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nAlpine brine destroys copper pipes, so it must be stored in oak barrels.\n",
            &[(
                "Alpine brine: why must it be stored in oak barrels?",
                "because it destroys copper pipes",
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
