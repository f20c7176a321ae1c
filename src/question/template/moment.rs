//! `moment`: when, or on which condition, is it so? The answer begins with "when", "if", "after".

use super::{Candidate, Evidence, Scope, Template, first_of, single};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::inverted::{self, Divided};
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "moment",
    any_language: false,
    write,
};

/// What says when.
const MARKS: [&str; 14] = [
    "when",
    "only when",
    "whenever",
    "once",
    "if",
    "only if",
    "after",
    "only after",
    "before",
    "until",
    "as soon as",
    "as long as",
    "during",
    "upon",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let divided = inverted::divide(said, &MARKS)?;
    // The reader can do what he likes when he likes.
    let free = said.subject.text == "you" && said.clause.verb == Verb::Modal("can");
    let lasts = matches!(
        said.clause.verb,
        Verb::Act("need" | "take" | "have" | "want" | "mean")
    );
    if lasts || free && !divided.mark.starts_with("only") && !divided.main.contains("only ") {
        return None;
    }
    if said::has_twin(inverted::front(said, &divided), fact, scope) || !is_told(&divided) {
        return None;
    }
    let answer = inverted::answer(&divided)?;
    // "Waits 9 days before …" says how long, not when.
    let lasts = divided.main.starts_with(|c: char| c.is_ascii_digit());
    if lasts || divided.mark == "until" && divided.main.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let asked = if divided.mark == "until" {
        "Until when"
    } else {
        "When"
    };
    let (prompt, answer) = inverted::exchange(said, &divided, asked, answer)?;
    let evidence = Evidence {
        base: 0.6,
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(single(prompt, answer, Vec::new()), &fact.topic, evidence))
}

/// Whether an adverbial tells a moment: more than that somebody wants it.
fn is_told(divided: &Divided<'_>) -> bool {
    let tail = divided.tail.to_lowercase();
    let wish = [
        "you want",
        "you need",
        "you wish",
        "you would",
        "necessary",
        "needed",
        "possible",
        "desired",
        "required",
        "so ",
        "not ",
        "applicable",
        "that ",
        "this ",
        "a while",
        "any ",
    ];
    let clause = matches!(
        divided.mark,
        "after" | "before" | "during" | "upon" | "until"
    );
    let words = tail.split_whitespace().count();
    let all = text::words(&tail);
    let plural = all
        .windows(2)
        .any(|pair| lexicon::is_plural(&pair[0]) && lexicon::is_any_base_verb(&pair[1]));
    let you = all
        .windows(2)
        .any(|pair| pair[0] == "you" && lexicon::is_any_base_verb(&pair[1]));
    let finite = plural
        || you
        || all
            .iter()
            .any(|word| lexicon::is_finite(word) || lexicon::base_of_third(word).is_some());
    // "Before the first and 2 minutes before the second" says two things.
    let second = tail
        .split_once(" and ")
        .is_some_and(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit()));
    !second
        && !wish.iter().any(|start| tail.starts_with(start))
        && words >= 2
        && (clause || finite || words >= 3)
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("moment", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Cellars\n\nAlpine cheese wheels are turned when the rind begins to sweat.\n",
            &[(
                "When are Alpine cheese wheels turned?",
                "when the rind begins to sweat",
            )],
        );
        check(
            "## Cellars\n\nA tasting protocol is only signed after the second salting.\n",
            &[(
                "When is a tasting protocol signed?",
                "only after the second salting",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check(
            "## Cellars\n\nCheese wheels are turned if necessary.\n",
            &[],
        );
        check(
            "## Cellars\n\nThe Alpine taster waits 9 days before the second salting.\n",
            &[],
        );
        check(
            "## Cellars\n\nThe taster decides when the wheels are sold.\n",
            &[],
        );
    }
}
