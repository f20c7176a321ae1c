//! Hints that lead towards an answer step by step and never give it away.

use super::form::Ask;
use crate::question::Question;

/// The hints of a question in the order in which they are given: the author's own, then what the
/// form of the question allows.
pub(super) fn hints(question: &Question, ask: &Ask, own: Option<&str>) -> Vec<String> {
    let mut steps: Vec<String> = own.iter().map(|hint| (*hint).to_owned()).collect();
    match ask {
        Ask::Options(order) => {
            let wrong = order.iter().filter_map(|at| question.choices.get(*at));
            let wrong: Vec<&String> = wrong
                .filter(|choice| !question.answer.contains(choice))
                .collect();
            // One wrong option stays, or there would be nothing left to choose.
            let fewer = wrong.len().saturating_sub(1);
            let struck = wrong.iter().rev().take(fewer);
            steps.extend(struck.map(|choice| format!("not \u{201c}{choice}\u{201d}")));
        }
        Ask::Arrange(_) => {
            // The ends; all but two of the items stay to be thought about.
            let ends = [
                ("begins", question.answer.first()),
                ("ends", question.answer.last()),
            ];
            let given = ends
                .into_iter()
                .take(question.answer.len().saturating_sub(2));
            steps.extend(given.filter_map(|(verb, item)| {
                item.map(|item| format!("it {verb} with \u{201c}{item}\u{201d}"))
            }));
        }
        Ask::Typed | Ask::Reveal(_) => {
            let begun = |part: fn(usize) -> usize| {
                let items = question
                    .answer
                    .iter()
                    .filter_map(|item| beginning(item, part));
                items.collect::<Vec<String>>().join("; ")
            };
            let letters = [begun(|_| 1), begun(|length| length / 2)];
            steps.extend(letters.into_iter().filter(|hint| !hint.is_empty()));
        }
    }
    steps.dedup();
    steps
}

/// The first characters of an item, with dots for the others; none when that would be all of it.
fn beginning(item: &str, part: fn(usize) -> usize) -> Option<String> {
    let length = item.chars().count();
    let shown = part(length).max(1);
    if shown >= length {
        return None;
    }
    let letters: String = item.chars().take(shown).collect();
    let rest: String = item
        .chars()
        .skip(shown)
        .map(|c| if c.is_alphanumeric() { '.' } else { c })
        .collect();
    Some(letters + &rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &[&str], choices: &[&str], own: Option<&str>, wanted: &[&str]) {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let question = Question {
            answer: owned(answer),
            choices: owned(choices),
            ..Question::default()
        };
        let ask = match choices.len() {
            0 => Ask::Typed,
            count => Ask::Options((0..count).collect()),
        };
        assert_eq!(hints(&question, &ask, own), wanted);
    }

    #[test]
    fn hints_lead_up_to_the_answer_but_not_to_all_of_it() {
        check(
            &["Carbon dioxide"],
            &[],
            Some("a gas"),
            &["a gas", "C..... .......", "Carbon ......."],
        );
        check(&["Rye", "Wheat"], &[], None, &["R..; W....", "R..; Wh..."]);
        check(&["7"], &[], None, &[]);
        check(&["a"], &["a", "b", "c"], None, &["not \u{201c}c\u{201d}"]);
    }
}
