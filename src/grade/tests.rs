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

#[test]
fn options_are_known_by_text_letter_number_and_start() {
    use Outcome::{Confused, Partial, Right, Wrong};

    let check = |kind: &str, choices: &str, answer: &str, given: &str, expect: Outcome| {
        let question = Question {
            choices: items(choices),
            ..question(kind, "Which?", answer)
        };
        let verdict = grade(&question, &[], &Given::Text(given.into()));
        assert_eq!(verdict.outcome, expect, "{choices} {given}");
    };
    check(
        "class",
        "asynchronous;synchronous",
        "asynchronous",
        "async",
        Right,
    );
    check(
        "class",
        "asynchronous;synchronous",
        "asynchronous",
        "sync",
        Confused,
    );
    check(
        "class",
        "asynchronous;synchronous",
        "asynchronous",
        "asynchronos",
        Outcome::Close,
    );
    check("choice", "B;A;O", "A", "a", Right);
    check("choice", "B;A;O", "A", "2", Right);
    check("choice", "3;30;300", "30", "30", Right);
    check("choice", "3;30;300", "30", "3", Confused);
    check("choice", "3;30;300", "30", "b", Right);
    check("choice", "S3;S3 Batch", "S3", "(a)", Right);
    check("choice", "S3;S3 Batch", "S3", "s3 batch", Confused);
    check("choice", "S3;S3 Batch", "S3", "nothing of it", Wrong);
    check("choice", "S3;S3 Batch", "S3", "a, b", Confused);
    check("boolean", "True;False", "False", "no", Right);
    check("boolean", "True;False", "False", "t", Confused);
    check("boolean", "yes;no", "yes", "TRUE", Right);
    check("select", "w;x;y;z", "w;y", "a c", Right);
    check(
        "select",
        "red;green;blue;grey",
        "red;blue",
        "blue, red",
        Right,
    );
    check("select", "red;green;blue;grey", "red;blue", "a, b", Partial);
    check("select", "red;green;blue;grey", "red;blue", "green", Wrong);
}

#[test]
fn selections_score_by_overlap() {
    let question = Question {
        choices: items("1st;2nd;3rd;4th;5th;6th"),
        ..question("select", "Which?", "1st;2nd;3rd;4th;5th")
    };
    let check = |chosen: &[usize], score: f32, rating: Rating| {
        let verdict = grade(&question, &[], &Given::Choices(chosen.to_vec()));
        assert!(
            (verdict.score - score).abs() < 1e-6,
            "{chosen:?} {}",
            verdict.score
        );
        assert_eq!(verdict.rating, rating, "{chosen:?}");
    };
    check(&[0, 1, 2, 3, 4], 1.0, Rating::Good);
    check(&[0, 1, 2, 3], 0.8, Rating::Hard);
    check(&[0, 1, 2, 3, 4, 5], 5.0 / 6.0, Rating::Hard);
    check(&[0, 0, 0], 0.2, Rating::Again);
    check(&[5], 0.0, Rating::Again);
}

#[test]
fn accepted_spellings_are_right_and_win_over_other_answers() {
    let question = Question {
        accept: vec![items("object store;S3 Standard (default)")],
        ..question("basic", "Which?", "Amazon S3")
    };
    let outcome = |given: &str| {
        let others = items("object store;EFS");
        grade(&question, &others, &Given::Text(given.into())).outcome
    };
    assert_eq!(outcome("Object Store"), Outcome::Right);
    assert_eq!(outcome("s3 standard"), Outcome::Right);
    assert_eq!(outcome("efs"), Outcome::Confused);
}

#[test]
fn long_answers_are_graded_by_their_parts() {
    let question = question(
        "basic",
        "What does it do?",
        "keeps events until they are handled;increases the load on the heart;sends failed ones to another queue",
    );
    let check = |given: &str, outcome: Outcome, rating: Rating| {
        let verdict = grade(&question, &[], &Given::Text(given.into()));
        assert_eq!(
            (verdict.outcome, verdict.rating),
            (outcome, rating),
            "{given}"
        );
    };
    let all = "it keeps the events until handled, increases heart load and sends failed ones to another queue";
    check(all, Outcome::Right, Rating::Good);
    check(
        "events are kept until handled",
        Outcome::Partial,
        Rating::Again,
    );
    check(
        &all.replace("increases", "decreases"),
        Outcome::Partial,
        Rating::Hard,
    );
    check(
        &all.replace("it keeps", "it never keeps"),
        Outcome::Partial,
        Rating::Hard,
    );
    check("no idea", Outcome::Wrong, Rating::Again);
}

#[test]
fn pastes_by_mistake_are_read_to_a_limit() {
    let list = question("list", "Which?", "alpha;beta;gamma");
    let verdict = grade(&list, &[], &Given::Text("alpha, ".repeat(100_000)));
    assert_eq!(verdict.missing.len(), 2);
    let verdict = grade(&list, &[], &Given::Text("(,".repeat(100_000)));
    assert_eq!(verdict.outcome, Outcome::Wrong);
}

/// Words of notes and bits that graders trip over.
fn texts() -> impl Strategy<Value = String> {
    let bits = [
        "S3",
        "a",
        "A",
        "the",
        "Amazon",
        "AWS",
        "(x)",
        "(",
        ")",
        "/",
        " / ",
        "-",
        "10",
        "10,240",
        "^",
        "²",
        "⁻",
        "MB",
        "½",
        "°",
        "µ",
        "β",
        "not",
        "and",
        "or",
        ",",
        ";",
        "\n",
        "→",
        "$",
        "%",
        "to",
        "at least",
        "İ",
        "ß",
        "é",
        "\u{301}",
        "🦀",
        "…",
        "`",
        "--x",
        "()",
        "iv",
        "zero",
        "1 h 30 min",
        "×10^9999",
    ];
    let bit = prop_oneof![
        3 => prop::sample::select(bits.to_vec()).prop_map(str::to_string),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bit, 0..8)
        .prop_flat_map(|bits| prop_oneof![Just(bits.concat()), Just(bits.join(" "))])
}

proptest! {
    #[test]
    fn no_text_panics_and_scores_are_shares(
        kind in 0..9_usize,
        prompt in texts(),
        answer in prop::collection::vec(texts(), 0..4),
        accept in prop::collection::vec(prop::collection::vec(texts(), 0..2), 0..4),
        choices in prop::collection::vec(texts(), 0..4),
        others in prop::collection::vec(texts(), 0..3),
        need in prop::option::of(0..4_usize),
        given in texts(),
        chosen in prop::collection::vec(0..5_usize, 0..4),
        ticks in prop::collection::vec(any::<bool>(), 0..5),
    ) {
        let names = ["basic", "cloze", "list", "choice", "select", "order", "class", "number", "boolean"];
        let question = Question {
            kind: names[kind].parse().unwrap(),
            prompt,
            answer,
            accept,
            choices,
            need,
            ..Question::default()
        };
        for given in [Given::Text(given), Given::Choices(chosen), Given::Ticks(ticks)] {
            let verdict = grade(&question, &others, &given);
            prop_assert!((0.0..=1.0).contains(&verdict.score));
            prop_assert!(verdict.rating != Rating::Easy);
            prop_assert!(verdict.outcome.is_pass() == (verdict.rating == Rating::Good));
            prop_assert_eq!(&verdict, &grade(&question, &others, &given));
        }
    }

    #[test]
    fn the_answer_itself_is_right(kind in 0..4_usize, prompt in texts(), answer in texts(), others in prop::collection::vec(texts(), 0..3)) {
        if answer.trim().is_empty() {
            return Ok(());
        }
        let question = Question {
            kind: ["basic", "cloze", "number", "class"][kind].parse().unwrap(),
            prompt,
            answer: vec![answer.clone()],
            ..Question::default()
        };
        prop_assert_eq!(grade(&question, &others, &Given::Text(answer)).outcome, Outcome::Right);
    }
}
