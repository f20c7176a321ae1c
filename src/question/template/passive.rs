//! `passive`: what must, or is, the subject done in, with, by? The answer stands behind the preposition
//! at the end of the sentence.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "passive",
    any_language: false,
    write,
};

/// Most words of the answer.
const WORDS: usize = 6;

/// Prepositions that can stand at the end of a question.
const PREPOSITIONS: [&str; 9] = [
    "in", "with", "by", "on", "as", "to", "from", "into", "against",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let first = scope.said.iter().find_map(|said| ask(said, fact, scope));
    first.into_iter().collect()
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if !matches!(said.clause.adverb, "" | "also" | "always" | "automatically") {
        return None;
    }
    let mut words = said.clause.rest.split_whitespace();
    let mut taken = Vec::new();
    let auxiliary = match said.clause.verb {
        Verb::Be => said.subject.is(),
        Verb::Modal(modal @ ("must" | "should")) => {
            taken.push(words.next().filter(|word| *word == "be")?);
            modal
        }
        _ => return None,
    };
    let mut participle = words.next()?;
    if participle.ends_with("ly") {
        taken.push(participle);
        participle = words.next()?;
    }
    taken.push(participle);
    let preposition = words.next()?;
    taken.push(preposition);
    // "Used to" and "used for" tell a purpose, "known as" a name.
    let purpose = participle == "used" && matches!(preposition, "to" | "for")
        || participle == "done"
        || matches!(participle, "made" | "based" if preposition == "in");
    if purpose || !lexicon::is_participle(participle) || !PREPOSITIONS.contains(&preposition) {
        return None;
    }
    let behind = said.clause.rest.find(&format!(" {preposition} "))?;
    let answer = said::phrase(&said.clause.rest[behind + preposition.len() + 2..]);
    let before = said.sentence.len() - said.clause.rest.len() + behind + preposition.len() + 1;
    if !is_complement(&answer) || said::has_twin(said.sentence[..before].trim(), fact, scope) {
        return None;
    }
    let question = single(
        said.subject.ask("What", auxiliary, &taken.join(" ")),
        answer.clone(),
        scope.document.aliases(&answer),
    );
    let evidence = Evidence {
        base: 0.6,
        binding: auxiliary == "must",
        recurs: scope.document.is_term(&answer),
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// Whether a phrase is all that stands behind the preposition, and is one thing.
fn is_complement(answer: &str) -> bool {
    let words = text::words(answer);
    let first = words.first().map_or("", String::as_str);
    let joined = words.iter().any(|word| {
        PREPOSITIONS.contains(&word.as_str())
            || lexicon::is_finite(word)
            || matches!(word.as_str(), "you" | "your" | "that")
    });
    let opens = !lexicon::is_stop(first) || matches!(first, "a" | "an" | "the");
    let idiom = matches!(
        answer.to_lowercase().as_str(),
        "default"
            | "parallel"
            | "general"
            | "advance"
            | "real time"
            | "real-time"
            | "demand"
            | "place"
            | "hand"
            | "order"
    );
    opens && !joined && !idiom && said::is_answer(answer, WORDS)
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("passive", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Cellars\n\nA cheese wheel must be stored in a humid cellar.\n",
            &[("What must a cheese wheel be stored in?", "a humid cellar")],
        );
        check(
            "## Cellars\n\nAlpine cheese wheels are inspected by sworn tasters.\n",
            &[(
                "What are Alpine cheese wheels inspected by?",
                "sworn tasters",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Cellars\n\nThey are inspected by sworn tasters.\n", &[]);
        check("## Cellars\n\nCheese wheels are turned in parallel.\n", &[]);
    }
}
