//! Flaws of a question that can be found by rule, whoever wrote it: the mechanical part of the rubric in
//! `docs/questions.md`. It looks at what a learner sees and knows nothing of facts and templates, so that
//! it checks the gates as well as the cards.

use std::collections::BTreeSet;

use super::card::{BLANK, Kind, Question};
use super::context;
use crate::fact::text;
use crate::lexicon;

/// Longest prompt, in words.
const PROMPT: usize = 40;
/// Longest item of an answer, in words.
const ANSWER: usize = 25;
/// Most items that have to be named at once.
const ITEMS: usize = 12;
/// Fewest words that say something beside a blank.
const CONTENT: usize = 3;

/// A rule looks at a question and says what is wrong.
type Rule = fn(&Question) -> Option<String>;

const RULES: &[(&str, Rule)] = &[
    ("told", told),
    ("markup", markup),
    ("long", long),
    ("asks-nothing", asks_nothing),
    ("points-outside", points_outside),
    ("open", open),
    ("options", options),
];

/// The flaws of a question, each by the name of its rule and with what the rule saw.
pub fn flaws(question: &Question) -> Vec<String> {
    RULES
        .iter()
        .filter_map(|(name, rule)| rule(question).map(|flaw| format!("{name}: {flaw}")))
        .collect()
}

/// A word of the answer that can be read above the answer line, unless every option has it.
fn told(question: &Question) -> Option<String> {
    if matches!(
        question.kind,
        Kind::Class | Kind::Boolean | Kind::Number | Kind::Select
    ) || question.answer.len() > 2
        || text::count(&question.answer[0]) > 8
    {
        return None;
    }
    let mut shown = context::stems(&question.prompt.replace(BLANK, " "));
    for crumb in &question.context {
        shown.extend(context::stems(crumb));
    }
    let shared = |stem: &String| {
        question.choices.len() >= 2
            && question
                .choices
                .iter()
                .all(|choice| context::stems(choice).contains(stem))
    };
    let answers: BTreeSet<String> = question
        .answer
        .iter()
        .flat_map(|answer| context::telling(answer))
        .collect();
    let all = answers.len();
    let told: Vec<String> = answers
        .into_iter()
        .filter(|stem| shown.contains(stem) && !shared(stem))
        .collect();
    // A longer answer, as a command is, may name what its purpose names.
    let few = all >= 3 && told.len() * 2 < all;
    told.into_iter().next().filter(|_| !few)
}

fn markup(question: &Question) -> Option<String> {
    let prompt = question.prompt.replace(BLANK, "x");
    let signs = ["**", "__", "[[", "](", "<span", "<br", "</", "  "];
    let sign = signs.iter().find(|sign| prompt.contains(**sign));
    let broken = !text::is_balanced(&question.prompt);
    sign.map(|sign| format!("`{sign}`"))
        .or_else(|| broken.then(|| "brackets do not close".into()))
}

fn long(question: &Question) -> Option<String> {
    let prompt = text::count(&question.prompt);
    let answer = question
        .answer
        .iter()
        .map(|answer| text::count(answer))
        .max()?;
    if prompt > PROMPT {
        return Some(format!("the prompt has {prompt} words"));
    }
    if answer > ANSWER {
        return Some(format!("an answer has {answer} words"));
    }
    (question.required() > ITEMS).then(|| format!("{} items", question.required()))
}

fn asks_nothing(question: &Question) -> Option<String> {
    let prompt = &question.prompt;
    let order = ["Name ", "Complete ", "Put ", "Select ", "Order "];
    let asks = prompt.contains('?')
        || prompt.contains(BLANK)
        || order.iter().any(|word| prompt.starts_with(word));
    if !asks {
        return Some("no question, no blank, no order".into());
    }
    let words = text::words(&prompt.replace(BLANK, " "));
    let content = words.iter().filter(|word| !lexicon::is_stop(word)).count();
    let blank = prompt.contains(BLANK) && question.kind == Kind::Cloze;
    (blank && content + question.context.len() < CONTENT)
        .then(|| "too little beside the blank".into())
}

fn points_outside(question: &Question) -> Option<String> {
    let said = question.prompt.rsplit(": ").next().unwrap_or_default();
    let first = text::words(said).into_iter().next()?;
    let points = matches!(
        first.as_str(),
        "this" | "these" | "that" | "those" | "also" | "additionally" | "its" | "their"
    );
    let whole = text::words(&question.prompt);
    let lost = whole
        .iter()
        .find(|word| matches!(word.as_str(), "above" | "below" | "aforementioned"));
    points.then_some(first).or_else(|| lost.cloned())
}

/// A list that goes on, asked for as if it were complete.
fn open(question: &Question) -> Option<String> {
    let goes_on = |answer: &&String| {
        answer.contains("etc") && answer.ends_with(['.', 'c']) || answer.contains('…')
    };
    question
        .answer
        .iter()
        .find(goes_on)
        .filter(|_| !question.is_open())
        .cloned()
}

fn options(question: &Question) -> Option<String> {
    let choices = &question.choices;
    if choices.is_empty() {
        return None;
    }
    let keys: BTreeSet<Vec<String>> = choices.iter().map(|choice| text::key(choice)).collect();
    if keys.len() < choices.len() {
        return Some("two options are the same".into());
    }
    let accepted = question.accept.iter().flatten().find(|other| {
        choices.iter().any(|choice| {
            text::key(choice) == text::key(other) && !question.answer.contains(choice)
        })
    });
    if let Some(other) = accepted {
        return Some(format!("`{other}` is right as well"));
    }
    let answer = question.answer.first()?;
    let length = |text: &String| text.chars().count();
    let longest = choices
        .iter()
        .filter(|choice| *choice != answer)
        .map(length)
        .max()?;
    (question.kind != Kind::Class && length(answer) * 10 > longest * 16)
        .then(|| "the longest option is the key".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(prompt: &str, answer: &str, choices: &[&str], expect: &[&str]) {
        let question = Question {
            prompt: prompt.into(),
            answer: vec![answer.into()],
            accept: vec![Vec::new()],
            choices: choices.iter().map(|choice| (*choice).to_string()).collect(),
            ..Question::default()
        };
        let found = flaws(&question);
        let found: Vec<&str> = found
            .iter()
            .filter_map(|flaw| flaw.split(':').next())
            .collect();
        assert_eq!(found, expect, "{prompt}");
    }

    #[test]
    fn what_a_learner_would_stumble_over() {
        check("Which pan keeps milk warm?", "Bain-marie", &[], &[]);
        check("Which pan keeps milk warm?", "Milk pan", &[], &["told"]);
        check(
            "Which **pan** keeps milk warm?",
            "Bain-marie",
            &[],
            &["markup"],
        );
        check(
            "A pan that keeps milk warm",
            "Bain-marie",
            &[],
            &["asks-nothing"],
        );
        check("This keeps milk warm: ____", "Bain-marie", &[], &[]);
        check(
            "Which pan from above keeps milk warm?",
            "Bain-marie",
            &[],
            &["points-outside"],
        );
        check(
            "Which pan keeps milk warm?",
            "A bain-marie of copper",
            &["A bain-marie of copper", "Wok", "Grill"],
            &["options"],
        );
    }
}
