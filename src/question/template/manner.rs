//! `manner`: how is it done? The answer begins with "by" or "using".

use super::{Candidate, Evidence, Scope, Template, first_of, single};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::inverted;
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "manner",
    any_language: false,
    write,
};

/// What says how: the last three only where something is done to the subject or by the reader.
const MARKS: [&str; 6] = [
    "by",
    "using",
    "by means of",
    "via",
    "through",
    "with the help of",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let divided = inverted::divide(said, &MARKS)?;
    let next = divided.tail.split_whitespace().next()?.to_lowercase();
    let doing = next.len() > 4 && next.ends_with("ing") && !lexicon::is_common(&next);
    let done = said.clause.verb == Verb::Be
        && divided
            .main
            .split_whitespace()
            .take(2)
            .any(lexicon::is_participle)
        || matches!(said.clause.verb, Verb::Modal(_));
    let fits = match divided.mark {
        "by" => doing,
        "via" | "through" => done,
        _ => true,
    };
    if !fits || said::has_twin(inverted::front(said, &divided), fact, scope) {
        return None;
    }
    let denied = said.clause.verb == Verb::Modal("cannot") || said.clause.adverb == "not";
    if denied || divided.main.starts_with("not ") {
        return None;
    }
    let answer = inverted::answer(&divided).filter(|answer| is_telling(answer, scope))?;
    let bare = answer[divided.mark.len()..].trim().to_string();
    let (prompt, answer) = inverted::exchange(said, &divided, "How", answer)?;
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(single(prompt, answer, vec![bare]), &fact.topic, evidence))
}

/// Whether a manner is one that not everything has: a name, a term, or several words that say something.
fn is_telling(answer: &str, scope: &Scope<'_>) -> bool {
    let words = text::words(answer);
    let telling = words.iter().filter(|word| {
        !lexicon::is_stop(word) && !lexicon::is_common(word) && *word != "using" && *word != "means"
    });
    let count = telling.clone().count();
    let named = answer.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    named || count >= 2 || telling.into_iter().any(|word| scope.document.is_term(word))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("manner", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Cellars\n\nAlpine cheese wheels are cooled by pumping glacier water through copper pipes.\n",
            &[(
                "How are Alpine cheese wheels cooled?",
                "by pumping glacier water through copper pipes",
            )],
        );
        check(
            "## Cellars\n\nYou can measure the humidity of a cave using a hair hygrometer.\n",
            &[(
                "How can you measure the humidity of a cave?",
                "using a hair hygrometer",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "## Cellars\n\nCheese wheels are inspected by sworn tasters.\n",
            &[],
        );
        check(
            "## Cellars\n\nThe brine that is cooled by pumping water drains.\n",
            &[],
        );
    }
}
