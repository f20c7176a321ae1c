//! `ability`: what does the subject allow one to do? Shown and graded by its parts.

use super::{Candidate, Evidence, Scope, Template, first_of, single};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::context;
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "ability",
    any_language: false,
    write,
};

/// Most words of the answer, and of whom something is allowed to.
const WORDS: usize = 12;
const WHOM: usize = 3;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Verb::Act(verb @ ("allow" | "enable" | "permit" | "help")) = said.clause.verb else {
        return None;
    };
    let rest = said.clause.rest;
    let (whom, goal) = rest
        .split_once(" to ")
        .or_else(|| (verb == "help").then(|| rest.split_once(' ')).flatten())?;
    let first = text::words(goal).into_iter().next()?;
    let plain = text::words(whom)
        .iter()
        .all(|word| !lexicon::is_stop(word) || matches!(word.as_str(), "you" | "the" | "a" | "an"));
    let goal = said::phrase(goal);
    let before = said.sentence.len() - rest.len();
    let fits = (1..=WHOM).contains(&text::count(whom))
        && plain
        && lexicon::is_any_base_verb(&first)
        && text::count(&goal) >= 3
        && said::is_answer(&goal, WORDS)
        && matches!(said.clause.adverb, "" | "also");
    let subject = &said.subject;
    if !fits
        || said::has_twin(said.sentence[..before].trim(), fact, scope)
        || scope.rivals.rival(verb, &subject.text, fact, said.sentence)
        || is_given(&goal, &subject.text)
    {
        return None;
    }
    let prompt = said
        .subject
        .ask("What", said.subject.does(), &format!("{verb} {whom} to do"));
    let prompt = said::on_condition(prompt, rest)?;
    let prompt = if verb == "help" {
        prompt.replacen(" to do", " do", 1)
    } else {
        prompt
    };
    let evidence = Evidence {
        base: 0.59,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(
        single(prompt, goal.clone(), Vec::new()),
        &fact.topic,
        evidence,
    ))
}

/// Whether a goal begins with what the subject's own name says: an encryption helps to encrypt.
fn is_given(goal: &str, subject: &str) -> bool {
    let verb = text::words(goal).into_iter().next().unwrap_or_default();
    let verb = context::stem(&verb);
    context::stems(subject).iter().any(|own| alike(&verb, own))
}

/// Whether two stems are of one root.
fn alike(a: &str, b: &str) -> bool {
    let front = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    front >= 5
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("ability", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Dairy\n\nThe Alpine Dairy Union allows farmers to sell raw cheese abroad.\n",
            &[(
                "What does the Alpine Dairy Union allow farmers to do?",
                "sell raw cheese abroad",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "## Dairy\n\nWolves hunt goats. It allows farmers to sell raw cheese abroad.\n",
            &[],
        );
    }
}
