//! An answer of two things: the question says that there are two, and each is graded by itself. Only where
//! it is sure that the two are things of their own.

use super::card::{Kind, Question};
use crate::fact::text;
use crate::lexicon;

/// Most words of one of the two.
const WORDS: usize = 5;

/// The question with its two answers apart; as it is where there is one answer.
pub(super) fn counted(question: Question) -> Question {
    let [answer] = question.answer.as_slice() else {
        return question;
    };
    let lower = question.prompt.starts_with("What ");
    let lead = question.prompt.find(", what ").map(|at| at + 2);
    let Some(at) = lower.then_some(0).or(lead) else {
        return question;
    };
    let Some((one, two)) = parts(answer) else {
        return question;
    };
    let which = if at == 0 { "Which" } else { "which" };
    let behind = &question.prompt[at + "what".len()..];
    let next = behind.split_whitespace().next().unwrap_or_default();
    // "What handles it?" has no auxiliary, and two things handle it.
    let auxiliary = matches!(
        next,
        "is" | "are" | "does" | "do" | "can" | "must" | "should" | "will" | "only"
    );
    if question.kind != Kind::Basic || !auxiliary {
        return question;
    }
    let prompt = format!("{}{which} 2 things{behind}", &question.prompt[..at]);
    both(prompt, one, two)
}

/// A question for two things, which says so itself.
pub(super) fn both(prompt: String, one: &str, two: &str) -> Question {
    Question {
        kind: Kind::List,
        prompt,
        answer: vec![one.to_string(), two.to_string()],
        accept: vec![Vec::new(); 2],
        ..Question::default()
    }
}

/// The two things of an answer.
fn parts(answer: &str) -> Option<(&str, &str)> {
    let answer = answer.strip_prefix("either ").unwrap_or(answer);
    let answer = answer.strip_prefix("both ").unwrap_or(answer);
    if answer.contains(',') || answer.matches(" and ").count() + answer.matches(" or ").count() != 1
    {
        return None;
    }
    let (one, two) = answer
        .split_once(" and ")
        .or_else(|| answer.split_once(" or "))?;
    // "The check of milk and curd" is one thing or two.
    let fits = |part: &str| {
        let mut inside = text::words(part).into_iter().skip(1);
        (1..=WORDS).contains(&text::count(part))
            && !part.contains('/')
            && !inside.any(|word| lexicon::is_stop(&word))
    };
    (fits(one) && fits(two) && kind(one)? == kind(two)?).then_some((one, two))
}

/// What a part looks like: both of two things look alike.
fn kind(part: &str) -> Option<&'static str> {
    let words = text::words(part);
    let first = words.first()?.as_str();
    let last = words.last()?.as_str();
    let determined = matches!(first, "a" | "an" | "the" | "your");
    let named = part
        .split_whitespace()
        .last()?
        .starts_with(char::is_uppercase);
    Some(match () {
        () if lexicon::is_plural(last) && !named => "several",
        () if determined && !named && first != "your" => "determined",
        () if named || determined => "named",
        () if words.len() == 1 && lexicon::is_mass(last) => "mass",
        () => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answer: &str, expect: Option<(&str, &str)>) {
        assert_eq!(parts(answer), expect, "{answer}");
    }

    #[test]
    fn two_things_are_told_apart() {
        check("a kettle or a curd harp", Some(("a kettle", "a curd harp")));
        check("goats and cows", Some(("goats", "cows")));
        check("design or milking flaws", None);
        check("the check of milk and curd", None);
        check("the kettle and Alpine Harp", None);
        check("the north and wet side", None);
        check("goats, cows and sheep", None);
    }

    #[test]
    fn the_question_says_how_many() {
        let question = Question {
            prompt: "What can you use to cut curd?".into(),
            answer: vec!["a kettle or a harp".into()],
            accept: vec![Vec::new()],
            ..Question::default()
        };
        let counted = counted(question);
        assert_eq!(counted.prompt, "Which 2 things can you use to cut curd?");
        assert_eq!(counted.answer, ["a kettle", "a harp"]);
    }
}
