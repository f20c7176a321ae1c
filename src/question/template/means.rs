//! `means`: how can it be done? Where the sentence names the means at its end: "using a press".

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::clause::{self, Verb};
use crate::question::said;
use crate::question::subject;

pub(super) const TEMPLATE: Template = Template {
    name: "means",
    any_language: false,
    write,
};

/// Most words of the answer, and fewest and most of what is done.
const WORDS: usize = 7;
const DONE: std::ops::RangeInclusive<usize> = 3..=14;

/// Words that a means begins with.
const MARKS: [&str; 3] = [" using ", " via ", " by using "];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return Vec::new();
    };
    let sentences = clause::sentences(&line.text);
    sentences
        .first()
        .filter(|sentence| said::is_plain(sentence) && said::is_matter(&line.text))
        .and_then(|sentence| ask(sentence, fact, scope))
        .into_iter()
        .collect()
}

fn ask(sentence: &str, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let (at, mark) = MARKS
        .iter()
        .filter_map(|mark| sentence.find(mark).map(|at| (at, *mark)))
        .min()?;
    let done = sentence[..at].trim().trim_end_matches(',');
    let named = said::phrase(&sentence[at + mark.len()..]);
    let goes_on = text::words(&named).iter().any(|word| {
        lexicon::is_finite(word) || matches!(word.as_str(), "to" | "you" | "your" | "that")
    });
    let lost = text::words(done).iter().any(|word| {
        matches!(
            word.as_str(),
            "it" | "they" | "them" | "its" | "their" | "without" | "not" | "cannot"
        )
    });
    // A second means, or an example of one, is not the one asked for.
    let divided = [done, named.as_str()]
        .iter()
        .any(|part| part.contains(" by ") || part.contains("e.g"))
        || named.contains("one of")
        || done.contains(" used to ")
        || done.contains(" become");
    let plain = !divided
        && !done.contains([',', ';', ':', '(', '"', '“'])
        && DONE.contains(&text::count(done));
    if goes_on
        || lost
        || !plain
        || !said::is_answer(&named, WORDS)
        || said::has_twin(done, fact, scope)
    {
        return None;
    }
    let prompt = question(done, scope)?;
    let evidence = Evidence {
        base: 0.59,
        recurs: scope.document.is_term(&named),
        ..Evidence::default()
    };
    let answer = format!("{}{named}", mark.trim_start().replace("by using", "using"));
    let question = single(prompt, answer, vec![named]);
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// What is done, as a question for how.
fn question(done: &str, scope: &Scope<'_>) -> Option<String> {
    if let Some(rest) = done.strip_prefix("You can ") {
        let rest = rest.strip_prefix("also ").unwrap_or(rest);
        let verb = text::words(rest).into_iter().next()?;
        return lexicon::is_any_base_verb(&verb).then(|| format!("How can you {rest}?"));
    }
    if text::shape(done) == Shape::Imperative {
        let verb = text::words(done).into_iter().next()?;
        let first = text::lower_first(done, |_| true);
        return lexicon::is_any_base_verb(&verb).then(|| format!("How can you {first}?"));
    }
    let parts = clause::parse(done).filter(|parts| !parts.subject.is_empty())?;
    if !matches!(parts.adverb, "" | "also") || parts.rest.is_empty() {
        return None;
    }
    let subject = subject::stated(parts.subject, parts.plural, scope.document);
    match parts.verb {
        Verb::Be => Some(subject.ask("How", subject.is(), parts.rest)),
        Verb::Modal(modal @ ("can" | "must" | "should")) => {
            Some(subject.ask("How", modal, parts.rest))
        }
        Verb::Modal(_) => None,
        Verb::Act(base) => {
            Some(subject.ask("How", subject.does(), &format!("{base} {}", parts.rest)))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        let found = asked(note, "means");
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(prompt, answer)| (prompt.as_str(), answer.as_str()))
            .collect();
        assert_eq!(found, expect, "{note}");
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Dairy\n\nYou can separate the whey using a cheese press.\n",
            &[("How can you separate the whey?", "using a cheese press")],
        );
        check(
            "## Dairy\n\nThe old wheels can be moved via a cable railway.\n",
            &[("How can the old wheels be moved?", "via a cable railway")],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Dairy\n\nIt can be moved via a cable railway.\n", &[]);
        check(
            "## Dairy\n\nMove the wheels without using a cable railway.\n",
            &[],
        );
    }
}
