//! The parts of a long answer that a learner ticks. Checklists of idea units keep people from grading
//! themselves too kindly (Dunlosky et al. 2011).

/// Most parts that are ticked.
const UNITS: usize = 5;

/// Fewest words of a part that stands alone.
const WORDS: usize = 3;

/// Divides a long answer at semicolons, full stops, commas and "and", into at most five parts that each
/// say something. A short answer is one part.
pub fn idea_units(answer: &str) -> Vec<String> {
    let answer = answer.trim();
    if words(answer) < 2 * WORDS {
        return vec![answer.to_string()];
    }
    let mut units = vec![answer.to_string()];
    for sign in ["; ", ". ", ", ", " and "] {
        let divided: Vec<String> = units.iter().flat_map(|unit| divide(unit, sign)).collect();
        if divided.len() <= UNITS {
            units = divided;
        }
    }
    units
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Parts between signs outside brackets; a part that is too short stays with the one in front.
fn divide(text: &str, sign: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut start = 0;
    let open = |at: usize| text[..at].matches('(').count() > text[..at].matches(')').count();
    for (at, _) in text.match_indices(sign).filter(|(at, _)| !open(*at)) {
        let (before, behind) = (&text[start..at], &text[at + sign.len()..]);
        if words(before) >= WORDS && words(behind) >= WORDS {
            parts.push(before.trim().to_string());
            start = at + sign.len();
        }
    }
    parts.push(text[start..].trim().to_string());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_answers_have_parts() {
        assert_eq!(idea_units("an event queue"), ["an event queue"]);
        assert_eq!(
            idea_units("keeps events until they are handled; sends failed ones to another queue"),
            [
                "keeps events until they are handled",
                "sends failed ones to another queue"
            ]
        );
        assert!(idea_units(&"one two three four, ".repeat(12)).len() <= UNITS);
        assert_eq!(idea_units(""), [""]);
    }
}
