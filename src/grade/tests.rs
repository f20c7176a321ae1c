//! Answers and what they are worth. The cases are data: `cases.tsv`.

use proptest::prelude::*;

use super::*;

fn items(text: &str) -> Vec<String> {
    text.split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_string)
        .collect()
}

fn question(kind: &str, prompt: &str, answer: &str) -> Question {
    let answer = items(answer);
    Question {
        kind: kind.parse().unwrap(),
        prompt: prompt.into(),
        accept: vec![Vec::new(); answer.len()],
        answer,
        ..Question::default()
    }
}

#[test]
fn cases() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in include_str!("cases.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let [kind, prompt, answer, confusable, given, expect] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("six columns: {line}");
        };
        let verdict = grade(
            &question(kind, prompt, answer),
            &items(confusable),
            &Given::Text(given.replace("\\n", "\n")),
        );
        count += 1;
        let met = match expect {
            "accepted" => verdict.outcome.is_pass(),
            "refused" => !verdict.outcome.is_pass(),
            outcome => verdict.outcome.name() == outcome,
        };
        if !met {
            wrong.push(format!("{line} but {}", verdict.outcome.name()));
        }
        assert_ne!(verdict.rating, Rating::Easy);
        assert_eq!(
            verdict.outcome.is_pass(),
            verdict.rating == Rating::Good,
            "{line}"
        );
    }
    assert!(count >= 120, "{count} cases");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn options_are_graded_by_index_and_by_letter() {
    let question = Question {
        choices: vec!["synchronously".into(), "asynchronously".into()],
        ..question("class", "Which way?", "asynchronously")
    };
    let outcome = |given| grade(&question, &[], &given).outcome;
    assert_eq!(outcome(Given::Choices(vec![1])), Outcome::Right);
    assert_eq!(outcome(Given::Choices(vec![0])), Outcome::Confused);
    assert_eq!(outcome(Given::Choices(vec![9])), Outcome::Wrong);
    assert_eq!(outcome(Given::Text("b".into())), Outcome::Right);
    assert_eq!(outcome(Given::Text("1".into())), Outcome::Confused);
}

#[test]
fn nine_of_eleven_with_a_wrong_one_is_not_enough() {
    let services = "S3;SNS;EventBridge;CodeCommit;CodePipeline;CloudWatch Logs;SES;CloudFormation;Config;IoT;IoT Events";
    let given = "s3, sns, eventbridge, codecommit, codepipeline, cloudwatch logs, ses, config, iot, api gateway";
    let verdict = grade(
        &question("list", "Which 11?", services),
        &["API Gateway".into()],
        &Given::Text(given.into()),
    );
    assert!(
        (verdict.score - 8.5 / 11.0).abs() < 1e-6,
        "{}",
        verdict.score
    );
    assert_eq!(verdict.rating, Rating::Again);
    assert_eq!(verdict.confused_with.as_deref(), Some("API Gateway"));
    assert_eq!(verdict.missing, ["CloudFormation", "IoT Events"]);
}

#[test]
fn open_lists_ask_for_some() {
    let open = Question {
        need: Some(2),
        ..question("list", "Name 2", "a1;b2;c3")
    };
    let verdict = grade(&open, &[], &Given::Text("c3, a1".into()));
    assert_eq!(
        (verdict.outcome, verdict.missing.len()),
        (Outcome::Right, 0)
    );
}

#[test]
fn ticks_are_counted() {
    let question = question("basic", "Why?", "one;two;three");
    let rating = |ticks: &[bool]| grade(&question, &[], &Given::Ticks(ticks.to_vec())).rating;
    assert_eq!(rating(&[true, true, true]), Rating::Good);
    assert_eq!(rating(&[true, true, false]), Rating::Hard);
    assert_eq!(rating(&[true, false, false]), Rating::Again);
    assert_eq!(rating(&[]), Rating::Again);
}

proptest! {
    #[test]
    fn no_text_panics_and_the_answer_itself_is_right(answer in "\\PC{1,40}", other in "\\PC{0,20}", given in "\\PC{0,60}", kind in 0..3usize) {
        let kind = ["basic", "list", "order"][kind];
        let question = question(kind, "What is ____?", &answer);
        if question.answer.is_empty() {
            return Ok(());
        }
        let verdict = grade(&question, std::slice::from_ref(&other), &Given::Text(given));
        prop_assert!((0.0..=1.0).contains(&verdict.score));
        if answer.chars().any(char::is_alphanumeric) && kind == "basic" && !answer.contains([';', '/']) {
            prop_assert!(grade(&question, &[other], &Given::Text(answer.clone())).outcome == Outcome::Right, "{answer}");
        }
    }
}
