//! `amount`: how many, how often, how long? The answer is the number that the sentence states.

use super::{Candidate, Evidence, Scope, Template, first_of, single};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::inverted::{self, Divided};
use crate::question::said::{self, Said};

pub(super) const TEMPLATE: Template = Template {
    name: "amount",
    any_language: false,
    write,
};

/// Most words of the noun that is counted, and of what stands behind it.
const NOUN: usize = 3;
const BEHIND: usize = 8;

/// Words in front of a number that belong to the answer.
const BOUNDS: [&str; 9] = [
    "up to",
    "at most",
    "at least",
    "a maximum of",
    "maximum",
    "a minimum of",
    "exactly",
    "only",
    "around",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, |said, fact, _| {
        how_many(said, fact).or_else(|| how_often(said, fact))
    })
}

/// "A table can have up to 50 tags": "How many tags can a table have?"
fn how_many(said: &Said<'_>, fact: &Fact) -> Option<Candidate> {
    let (auxiliary, base, object) = match said.clause.verb {
        Verb::Act(base) => (said.subject.does(), base, said.clause.rest),
        Verb::Modal(modal @ ("can" | "must" | "should" | "may")) => {
            let (base, object) = said.clause.rest.split_once(' ')?;
            (modal, base, object)
        }
        _ => return None,
    };
    if !matches!(said.clause.adverb, "" | "also" | "only") || !lexicon::is_any_base_verb(base) {
        return None;
    }
    let object = said::phrase(object);
    let (bound, rest) = bound(&object);
    let (number, rest) = rest.split_once(' ')?;
    let counts = text::words(number);
    let number_word = counts.first()?;
    let counted =
        lexicon::is_number_word(number_word) && number_word != "several" || is_number(number);
    let (noun, behind) = noun(rest)?;
    if !counted || said.subject.text == "you" && base == "have" {
        return None;
    }
    let amount = if bound.is_empty() {
        number.to_string()
    } else {
        format!("{bound} {number}")
    };
    // "Four kinds of goats" are counted together.
    let (of, behind) = if behind.starts_with("of ") {
        (format!(" {behind}"), "")
    } else {
        (String::new(), behind)
    };
    let asked = format!("How many {noun}{of}");
    let prompt = said
        .subject
        .ask(&asked, auxiliary, format!("{base} {behind}").trim());
    let prompt = said::on_condition(prompt, said.clause.rest)?;
    Some(candidate(prompt, amount, number, fact))
}

fn candidate(prompt: String, answer: String, number: &str, fact: &Fact) -> Candidate {
    let question = single(prompt, answer, vec![number.to_string()]);
    let evidence = Evidence {
        base: 0.62,
        ..Evidence::default()
    };
    TEMPLATE.candidate(question, &fact.topic, evidence)
}

/// What bounds a number, and the number with the rest.
fn bound(object: &str) -> (&str, &str) {
    let found = BOUNDS.iter().find_map(|bound| {
        let rest = object.strip_prefix(bound)?.strip_prefix(' ')?;
        Some((&object[..bound.len()], rest))
    });
    found.unwrap_or(("", object))
}

/// Whether a word is a number in digits.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
}

/// The counted noun in the plural, and what stands behind it.
fn noun(rest: &str) -> Option<(&str, &str)> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let head = words
        .iter()
        .take(NOUN)
        .position(|word| lexicon::is_plural(&word.to_lowercase()))?;
    let plain = words[..=head].iter().all(|word| {
        let lower = word.to_lowercase();
        !lexicon::is_stop(&lower) && word.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    let end = words[..=head]
        .iter()
        .map(|word| word.len() + 1)
        .sum::<usize>()
        - 1;
    let behind = rest.get(end..)?.trim();
    let lost = text::words(behind).iter().any(|word| {
        lexicon::is_third_person(word)
            || matches!(
                word.as_str(),
                "it" | "them" | "this" | "these" | "that" | "which" | "and" | "are" | "is"
            )
            || lexicon::is_number_word(word)
    });
    let named = !is_unit(words[head]);
    (plain && named && !lost && !behind.contains([',', ':']) && text::count(behind) <= BEHIND)
        .then_some((&rest[..end], behind))
}

/// Whether a plural is a unit of measure: one asks how long or how much.
fn is_unit(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "seconds"
            | "minutes"
            | "hours"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "times"
            | "bits"
            | "bytes"
            | "megabytes"
            | "gigabytes"
            | "meters"
            | "metres"
            | "feet"
            | "dollars"
            | "percent"
    )
}

/// "Is rotated every 90 days", "is kept for 14 days".
fn how_often(said: &Said<'_>, fact: &Fact) -> Option<Candidate> {
    let divided = inverted::divide(
        said,
        &[
            "every",
            "for up to",
            "for at least",
            "for less than",
            "for more than",
            "for about",
            "for",
        ],
    )?;
    let tail = said::phrase(divided.tail);
    // Digits are what a blank asks for.
    if tail.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (number, unit) = tail.split_once(' ').unwrap_or(("", tail.as_str()));
    let lower = unit.to_lowercase();
    let time = matches!(
        lower.trim_end_matches('s'),
        "second" | "minute" | "hour" | "day" | "week" | "month" | "year"
    );
    let counted = lexicon::is_number_word(&number.to_lowercase())
        && number != "several"
        && !number.is_empty()
        || matches!(number, "a" | "an");
    if !time || !(counted || number.is_empty() && divided.mark == "every") {
        return None;
    }
    let asked = if divided.mark == "every" {
        "How often"
    } else {
        "For how long"
    };
    let prompt = inverted::ask(said, asked, divided.main)?;
    let answer = answer(&divided, &tail);
    Some(candidate(prompt, answer, &tail, fact))
}

fn answer(divided: &Divided<'_>, tail: &str) -> String {
    let mark = divided
        .mark
        .strip_prefix("for")
        .unwrap_or(divided.mark)
        .trim();
    if mark.is_empty() {
        tail.to_string()
    } else {
        format!("{mark} {tail}")
    }
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("amount", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Cellars\n\nAn Alpine cellar can hold up to nine wheels per shelf row.\n",
            &[(
                "How many wheels can an Alpine cellar hold per shelf row?",
                "up to nine",
            )],
        );
        check(
            "## Cellars\n\nAlpine cheese wheels are turned every three days.\n",
            &[(
                "How often are Alpine cheese wheels turned?",
                "every three days",
            )],
        );
        check(
            "## Cellars\n\nAlpine protocols are kept for at least ten years.\n",
            &[(
                "For how long are Alpine protocols kept?",
                "at least ten years",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Cellars\n\nA cellar has several shelves.\n", &[]);
        check(
            "## Cellars\n\nA cellar needs 3 hours and two shelves.\n",
            &[],
        );
    }
}
