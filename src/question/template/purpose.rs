//! `purpose`: what is the subject used for? Shown and graded by its parts.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::inverted;
use crate::question::said;
use crate::question::subject::{self, Subject};

pub(super) const TEMPLATE: Template = Template {
    name: "purpose",
    any_language: false,
    write,
};

/// Most words of the answer.
const WORDS: usize = 12;

/// How a sentence states a purpose, and how the question ends that asks for it.
const PHRASES: [(&str, &str); 6] = [
    ("used to ", "used for"),
    ("used for ", "used for"),
    ("designed to ", "designed to do"),
    ("designed for ", "designed for"),
    ("responsible for ", "responsible for"),
    ("intended for ", "intended for"),
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let stated = scope.said.iter().filter_map(|said| {
        let before = said.sentence.len() - said.clause.rest.len();
        let rest = match (said.clause.verb, said.clause.adverb) {
            (Verb::Be, "" | "often" | "usually" | "typically") => ("", said.clause.rest),
            (Verb::Modal("can"), "") => ("be ", said.clause.rest.strip_prefix("be ")?),
            _ => return None,
        };
        let verb = rest.1.split_whitespace().take(2).collect::<Vec<_>>();
        let rivals = &scope.rivals;
        if rivals.rival(&verb.join(" "), &said.subject.text, fact, said.sentence) {
            return None;
        }
        let found = ask(&said.subject, rest.0, rest.1, fact)?;
        (!said::has_twin(said.sentence[..before].trim_end(), fact, scope) || rest.0.is_empty())
            .then_some(found)
    });
    let above = predicate(fact, scope);
    let found = stated.chain(above).take(1);
    found.collect()
}

/// "Used to route traffic" under the name of what is used.
fn predicate(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let FactKind::Clause { line, shape } = &fact.kind else {
        return None;
    };
    let sentence = *crate::question::clause::sentences(&line.text).first()?;
    if !matches!(shape, Shape::Participle | Shape::Predicate) || !said::is_plain(sentence) {
        return None;
    }
    let subject = subject::outlined(fact, scope)?;
    let verb = sentence.to_lowercase();
    let verb = verb.split_whitespace().take(2).collect::<Vec<_>>();
    let rivals = &scope.rivals;
    if rivals.rival(&verb.join(" "), &subject.text, fact, sentence) {
        return None;
    }
    let subject = subject.settled(scope.document)?;
    let first = sentence.split_whitespace().next()?;
    if said::has_twin(first, fact, scope) {
        return None;
    }
    let lower = text::lower_first(sentence, |_| true);
    ask(&subject, "", &lower, fact)
}

fn ask(subject: &Subject, be: &str, rest: &str, fact: &Fact) -> Option<Candidate> {
    let rest = [
        "mainly ",
        "often ",
        "primarily ",
        "typically ",
        "usually ",
        "commonly ",
    ]
    .iter()
    .find_map(|adverb| rest.strip_prefix(adverb))
    .unwrap_or(rest);
    let (start, asked) = PHRASES.iter().find(|(start, _)| rest.starts_with(start))?;
    let goal = inverted::one_predicate(&said::phrase(&rest[start.len()..])).to_string();
    let infinitive = start.ends_with("to ");
    let first = text::words(&goal).into_iter().next().unwrap_or_default();
    let verbal = lexicon::is_any_base_verb(&first) || !lexicon::is_stop(&first);
    let spliced = goal.contains(',') && !goal.contains(" and ") && !goal.contains(" or ");
    let open = goal.starts_with("e.g") || goal.contains("how ");
    if open || spliced || !verbal || !said::is_answer(&goal, WORDS) || text::count(&goal) < 2 {
        return None;
    }
    let auxiliary = if be.is_empty() { subject.is() } else { "can" };
    let answer = if infinitive && asked.ends_with("for") {
        format!("to {goal}")
    } else {
        goal.clone()
    };
    let question = single(
        said::on_condition(
            subject.ask("What", auxiliary, &format!("{be}{asked}")),
            rest,
        )?,
        answer,
        Vec::new(),
    );
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("purpose", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nCheese harps are used to cut the curd into grains.\n",
            &[(
                "What are cheese harps used for?",
                "to cut the curd into grains",
            )],
        );
        check(
            "## Brine Bath\n\n- Used for salting fresh wheels\n",
            &[("What is Brine Bath used for?", "salting fresh wheels")],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "Fresh cheese ripens.\n\n## Dairy\n\nThis is used to cut the curd.\n",
            &[],
        );
    }
}
