//! The parts of a long answer that a learner ticks. Checklists of idea units keep people from grading
//! themselves too kindly (Dunlosky et al. 2011).

/// Most parts that are ticked.
const UNITS: usize = 5;

/// Fewest words of a part that stands alone.
const WORDS: usize = 3;

/// Signs that divide an answer, the strongest first.
const SIGNS: [&str; 6] = ["\n", "; ", ". ", ", ", " and ", " but "];

/// Divides a long answer at line ends, semicolons, full stops, commas and "and", into at most five parts that
/// each say something. A short answer is one part; where there would be more than five, neighbours are put
/// together, the shortest first.
pub fn idea_units(answer: &str) -> Vec<String> {
    let answer = answer.trim();
    if words(answer) < 2 * WORDS {
        return vec![answer.to_string()];
    }
    // Parts are ranges of the answer, so that those put together read as they were written.
    let mut units = vec![(0, answer.len())];
    for sign in SIGNS {
        let divided: Vec<(usize, usize)> = units
            .iter()
            .flat_map(|unit| divide(answer, *unit, sign))
            .collect();
        // A weaker sign is only looked at while there is room for more parts.
        if divided.len() <= UNITS || units.len() == 1 {
            units = divided;
        }
    }
    while units.len() > UNITS {
        let length = |unit: &(usize, usize)| unit.1 - unit.0;
        let shortest = (1..units.len())
            .min_by_key(|at| length(&units[*at]) + length(&units[at - 1]))
            .unwrap_or(1);
        units[shortest - 1].1 = units[shortest].1;
        units.remove(shortest);
    }
    units
        .into_iter()
        .map(|(start, end)| one_line(&answer[start..end]))
        .collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches([';', ',']).to_string()
}

/// Ranges between signs outside brackets; a part that is too short stays with its neighbour.
fn divide(text: &str, (from, to): (usize, usize), sign: &str) -> Vec<(usize, usize)> {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut start = from;
    let (mut depth, mut counted) = (0_usize, from);
    for (at, _) in text[from..to].match_indices(sign) {
        let at = at + from;
        for c in text[counted..at].chars() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        counted = at;
        let next = at + sign.len();
        let abbreviation = sign == ". " && ends_in_abbreviation(&text[start..at]);
        let example = ["e.g.", "i.e.", "for example", "such as"]
            .iter()
            .any(|lead| text[next..to].starts_with(lead));
        if depth == 0
            && !abbreviation
            && !example
            && words(&text[start..at]) >= WORDS
            && words(&text[next..to]) >= WORDS
        {
            parts.push((start, at));
            start = next;
        }
    }
    parts.push((start, to));
    parts
}

/// "e.g.", "i.e.", "vs.": the full stop ends no sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = word.trim_start_matches('(').to_lowercase();
    matches!(
        word.as_str(),
        "e.g" | "i.e" | "vs" | "approx" | "cf" | "no" | "dr" | "st"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_answers_have_parts() {
        let check = |answer: &str, expect: &[&str]| assert_eq!(idea_units(answer), expect);
        check("an event queue", &["an event queue"]);
        check("", &[""]);
        check(
            "keeps events until they are handled; sends failed ones to another queue",
            &[
                "keeps events until they are handled",
                "sends failed ones to another queue",
            ],
        );
        check(
            "The body (skin, bone and muscle) grows, e.g. in the night. It rests by day and eats at noon",
            &[
                "The body (skin, bone and muscle) grows, e.g. in the night",
                "It rests by day",
                "eats at noon",
            ],
        );
        check(
            "a b c; d e f; g h i j k l m; n o p q r s; t u v w x y; z a b c d e; f g h i j k",
            &[
                "a b c; d e f",
                "g h i j k l m",
                "n o p q r s; t u v w x y",
                "z a b c d e",
                "f g h i j k",
            ],
        );
    }

    proptest! {
        #[test]
        fn parts_are_few_and_say_something(answer in "(\\PC|[\\n;.,() ]){0,200}") {
            let units = idea_units(&answer);
            prop_assert!((1..=UNITS).contains(&units.len()));
            let empty = answer.trim().is_empty();
            prop_assert!(empty || units.iter().all(|unit| !unit.is_empty()) || units.len() == 1);
        }
    }
}
