//! `date`: when was it? "1914: war breaks out" and "28 June 1914 - the heir is shot" give a date and what
//! happened.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind, split, text};
use crate::question::target::date::MONTHS;
use crate::question::{context, said};

pub(super) const TEMPLATE: Template = Template {
    name: "date",
    any_language: false,
    write,
};

/// Words of what happened.
const EVENT: std::ops::RangeInclusive<usize> = 3..=20;
/// Fewest of them that tell it from other events.
const TELLING: usize = 2;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    ask(fact, scope).into_iter().collect()
}

fn ask(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let FactKind::Clause { line, .. } = &fact.kind else {
        return None;
    };
    let split = split::split(line)?;
    let date = split.left.trim();
    let event = split.right.text.trim_end_matches('.');
    let words = text::words(event);
    let fits = is_date(date)
        && EVENT.contains(&words.len())
        && context::stems(event).len() >= TELLING
        && said::is_plain(event)
        && said::is_matter(event)
        && !event.contains([':', ';', '"', '“', '→', '='])
        && !words.iter().any(|word| is_year(word));
    if !fits || is_repeated(date, event, fact, scope) {
        return None;
    }
    let evidence = Evidence {
        base: 0.62,
        ..Evidence::default()
    };
    let prompt = format!("When was this: “{event}”?");
    let question = single(
        prompt,
        date.to_string(),
        year_of(date).into_iter().collect(),
    );
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// Whether another line of the list gives the event another date.
fn is_repeated(date: &str, event: &str, fact: &Fact, scope: &Scope<'_>) -> bool {
    let places = scope.index.with_phrase(event);
    places.iter().map(|at| &scope.facts[*at]).any(|other| {
        other.span != fact.span && other.text.contains(event) && !other.text.starts_with(date)
    })
}

/// Whether a text is a date: a year, a month or day of one, a span of years, a century.
fn is_date(text: &str) -> bool {
    let words: Vec<String> = text
        .split([' ', '-', '–', '/', ','])
        .map(|word| word.trim_matches('.').to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let day = |word: &str| {
        let number = word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']);
        number
            .parse::<u32>()
            .is_ok_and(|day| (1..=31).contains(&day))
    };
    let part = |word: &String| {
        let word = word.as_str();
        let month = MONTHS
            .iter()
            .any(|month| *month == word || word.len() >= 3 && month.starts_with(word));
        is_year(word)
            || month
            || day(word)
            || matches!(
                word,
                "c" | "ca" | "bc" | "ad" | "bce" | "ce" | "century" | "early" | "late"
            )
            || word.strip_suffix('s').is_some_and(is_year)
            || word.len() == 2 && word.chars().all(|c| c.is_ascii_digit())
    };
    let dated = |word: &String| is_year(word) || word.strip_suffix('s').is_some_and(is_year);
    let anchored =
        words.iter().any(dated) || words.iter().any(|word| word == "century" || word == "bc");
    anchored && words.len() <= 5 && words.iter().all(part)
}

/// Whether a word is a year of four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u32>()
            .is_ok_and(|year| (1000..2200).contains(&year))
}

/// The year of a date with a day or month, which counts for those who know no more.
fn year_of(date: &str) -> Option<String> {
    let words: Vec<&str> = date.split_whitespace().collect();
    let mut years = words.iter().filter(|word| is_year(word));
    let year = years.next()?;
    (words.len() > 1 && years.next().is_none()).then(|| (*year).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_other_numbers() {
        for date in [
            "1914",
            "28 June 1914",
            "1914–18",
            "c. 1450",
            "1920s",
            "5th century",
            "Aug 1939",
        ] {
            assert!(is_date(date), "{date}");
        }
        for other in ["28 June", "5", "Chapter 1", "1914 goats", "port 1433"] {
            assert!(!is_date(other), "{other}");
        }
    }

    #[test]
    fn events_are_asked_for_their_date() {
        crate::question::tests::check_asked(
            "date",
            "## The dairy union\n\n- 12 May 1911: founding of the alpine dairy union in Sion\n- 1914 - the union buys its first steam kettle\n- 1915: war\n",
            &[
                (
                    "When was this: “founding of the alpine dairy union in Sion”?",
                    "12 May 1911",
                ),
                (
                    "When was this: “the union buys its first steam kettle”?",
                    "1914",
                ),
            ],
        );
    }
}
