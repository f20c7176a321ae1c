//! Cards that would give each other away: one quotes the statement that the other asks about. They get one
//! name, so that no day asks both.

use std::collections::{BTreeMap, HashMap};

use super::Draft;
use crate::fact::text;

/// Fewest words of a statement that is looked for in other prompts; shorter ones stand anywhere.
const WORDS: usize = 4;

/// Gives the cards of a note that share a statement the same name. What is quoted word for word counts.
pub(super) fn join(drafts: &mut [Draft]) {
    let prompts: Vec<Vec<String>> = drafts
        .iter()
        .map(|draft| text::words(&draft.question.prompt))
        .collect();
    let mut quoting: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, prompt) in prompts.iter().enumerate() {
        for words in prompt.windows(WORDS) {
            quoting.entry(words).or_default().push(at);
        }
    }
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for draft in drafts.iter() {
        let fact = text::words(&draft.fact);
        let Some(begin) = fact.get(..WORDS) else {
            continue;
        };
        let fact = fact.join(" ");
        for &other in quoting.get(begin).into_iter().flatten() {
            let (a, b) = (&draft.siblings, &drafts[other].siblings);
            if a != b && prompts[other].join(" ").contains(&fact) {
                let (a, b) = (root(&names, a), root(&names, b));
                if a != b {
                    names.insert(a.clone().max(b.clone()), a.min(b));
                }
            }
        }
    }
    for draft in drafts {
        draft.siblings = root(&names, &draft.siblings);
    }
}

/// The name that a name was joined to.
fn root(names: &BTreeMap<String, String>, name: &str) -> String {
    let mut name = name;
    while let Some(next) = names.get(name) {
        name = next;
    }
    name.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::Question;

    /// Facts and prompts of cards, and the names they get.
    fn check(cards: &[(&str, &str)], expect: &[&str]) {
        let names = ["a", "b", "c", "d"];
        let mut drafts: Vec<Draft> = cards
            .iter()
            .zip(names)
            .map(|((fact, prompt), name)| Draft {
                fact: (*fact).to_string(),
                siblings: name.to_string(),
                question: Question {
                    prompt: (*prompt).to_string(),
                    ..Question::default()
                },
                ..Draft::default()
            })
            .collect();
        join(&mut drafts);
        let found: Vec<&str> = drafts.iter().map(|draft| draft.siblings.as_str()).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_quoted_statement_makes_kin() {
        check(
            &[
                ("Keeps milk warm for hours", "Keeps milk warm for ____"),
                ("Is made of copper", "Is made of ____"),
                (
                    "Pan: keeps milk warm for hours; is made of copper",
                    "Which pan is this: “Keeps milk warm for hours”, “Is made of copper”?",
                ),
                ("Fries eggs", "What fries eggs?"),
            ],
            &["a", "a", "a", "d"],
        );
    }
}
