//! `recito study --plain` with the real program over several days: what is asked when, and what the
//! log holds of it. That nothing gets lost is the subject of [`crate::study`].

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::Value;

use crate::world::{World, objects};

/// Questions with answers of which none looks like another.
const FACTS: [(&str, &str); 10] = [
    ("What makes dough rise", "Yeast"),
    ("Which enzyme curdles milk", "Rennet"),
    ("Which grain is brewed into beer", "Barley"),
    ("Which spice colours rice yellow", "Saffron"),
    ("What thickens a jam", "Pectin"),
    ("Which vitamin prevents scurvy", "Ascorbate"),
    ("What is the fat of cocoa called", "Butter"),
    ("Which bean gives tofu", "Soya"),
    ("What sweetens a liquorice root", "Glycyrrhizin"),
    ("Which acid is in vinegar", "Acetic"),
];

/// The evening of the first session and the days after it.
const FIRST: &str = "2026-12-01T18:00:00+01:00";
const NEXT_DAY: &str = "2026-12-02T18:00:00+01:00";
const NEXT_WEEK: &str = "2026-12-08T18:00:00+01:00";

/// A collection in which every question stands under a heading of its own.
fn kitchen() -> World {
    let world = World::empty();
    let sections = FACTS.iter().enumerate();
    let sections = sections
        .map(|(at, (question, answer))| format!("## Shelf {at}\n\nQ: {question}?\nA: {answer}\n"));
    let note = format!("# Kitchen\n\n{}", sections.collect::<Vec<_>>().join("\n"));
    world.write("desk/recito.toml", "");
    world.write("desk/notes/kitchen.md", note);
    world
}

/// A session that is spoken to line by line. A session that is dropped is killed.
struct Quiz {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    /// What was printed up to the prompt it waits at.
    shown: String,
}

impl Quiz {
    fn begin(world: &World, args: &[&str]) -> Quiz {
        let mut child = world
            .command(&["study", "--plain", "--seed", "1"])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut quiz = Quiz {
            input: child.stdin.take(),
            output: child.stdout.take().unwrap(),
            child,
            shown: String::new(),
        };
        quiz.listen();
        quiz
    }

    /// Reads up to the next prompt or the end.
    fn listen(&mut self) {
        let mut bytes = Vec::new();
        let mut byte = [0];
        while !bytes.ends_with(b"\n> ") && self.output.read(&mut byte).unwrap() == 1 {
            bytes.push(byte[0]);
        }
        self.shown = String::from_utf8(bytes).unwrap();
    }

    /// Says a line; gives what is printed then.
    fn say(&mut self, line: &str) -> &str {
        let mut input = self.input.as_ref().unwrap();
        writeln!(input, "{line}").unwrap();
        self.listen();
        &self.shown
    }

    /// The fact that is asked about now.
    #[track_caller]
    fn asked(&self) -> (&'static str, &'static str) {
        let mut found = FACTS.into_iter().filter(|(question, _)| {
            let prompt = format!("{question}?\n> ");
            self.shown.ends_with(&prompt)
        });
        found.next().unwrap_or_else(|| panic!("{}", self.shown))
    }

    /// Answers the question that is asked and accepts the rating.
    #[track_caller]
    fn know(&mut self) -> &'static str {
        let (question, answer) = self.asked();
        let said = self.say(answer);
        assert!(said.starts_with("right\n"), "{said}");
        assert!(said.contains("Enter = good"), "{said}");
        self.say("");
        question
    }

    /// Closes the input; gives the last that is printed.
    #[track_caller]
    fn end(mut self) -> String {
        drop(self.input.take());
        self.listen();
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        std::mem::take(&mut self.shown)
    }
}

impl Drop for Quiz {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The records of the log of the only device, in the order in which they were written.
fn log(world: &World) -> Vec<Value> {
    let folder = world.path("home/.local/share/recito/log");
    let Ok(devices) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for device in devices {
        for file in fs::read_dir(device.unwrap().path()).unwrap() {
            found.extend(objects(&fs::read_to_string(file.unwrap().path()).unwrap()));
        }
    }
    found.sort_by_key(|record| record["n"].as_u64());
    found
}

/// What was typed and how it was rated, of the answers that were not taken back.
fn standing(world: &World) -> Vec<(String, u64)> {
    let records = log(world);
    let undone: BTreeSet<u64> = records
        .iter()
        .filter(|record| record["k"] == "u")
        .filter_map(|record| record["seq"].as_u64())
        .collect();
    let counts =
        |record: &&Value| record["k"] == "r" && !undone.contains(&record["n"].as_u64().unwrap());
    records
        .iter()
        .filter(counts)
        .map(|record| {
            let given = record["given"].as_str().unwrap_or_default().to_owned();
            (given, record["g"].as_u64().unwrap())
        })
        .collect()
}

/// The state that `cards --json` gives for each prompt.
fn states(world: &World, now: &str) -> Vec<(String, String)> {
    let out = world.run(&["cards", "--json", "--now", now]).ok();
    let field = |card: &Value, name: &str| card[name].as_str().unwrap_or_default().to_owned();
    let cards = objects(&out);
    cards
        .iter()
        .map(|card| (field(card, "prompt"), field(card, "due")))
        .collect()
}

#[test]
fn the_log_holds_exactly_the_accepted_answers() {
    let world = kitchen();
    let before = world.files();
    let mut quiz = Quiz::begin(&world, &["--now", FIRST]);
    let mut wanted = Vec::new();
    let mut failed = None;
    for number in 0..10 {
        let (_, answer) = quiz.asked();
        if number == 3 {
            // Failed: it comes back after five others.
            let said = quiz.say("gravel").to_owned();
            assert!(said.contains(&format!("answer: {answer}\n")), "{said}");
            assert!(said.contains(&format!("| A: {answer}\n")), "{said}");
            assert!(said.contains("Enter = again"), "{said}");
            quiz.say("");
            wanted.push(("gravel".to_owned(), 1));
            failed = Some(answer);
            continue;
        }
        if number == 9 {
            assert_eq!(Some(answer), failed);
            assert!(quiz.shown.contains(", again  "), "{}", quiz.shown);
        }
        quiz.say(answer);
        quiz.say("");
        if number == 5 {
            // Taken back, and rated otherwise.
            assert!(quiz.say(":undo").contains("taken back"));
            quiz.say("h");
            wanted.push((answer.to_owned(), 2));
        } else {
            wanted.push((answer.to_owned(), 3));
        }
    }
    let (_, last) = quiz.asked();
    quiz.say(last);
    let summary = quiz.say("").to_owned();
    wanted.push((last.to_owned(), 3));
    assert!(
        summary.contains("11 answers: 8 right, 1 hard, 1 again\n10 learned for the first time\n1 repeated\n1 taken back\n"),
        "{summary}"
    );
    quiz.end();
    assert_eq!(standing(&world), wanted);
    let kinds = |kind: &str| {
        log(&world)
            .iter()
            .filter(|record| record["k"] == kind)
            .count()
    };
    assert_eq!((kinds("r"), kinds("u"), kinds("c")), (12, 1, 10));
    // Studying writes no note and no deck.
    assert_eq!(world.files(), before);
}

#[test]
fn what_is_offered_when_nothing_is_due_asks_something() {
    let world = kitchen();
    let mut quiz = Quiz::begin(&world, &["--now", FIRST]);
    for _ in 0..10 {
        quiz.know();
    }
    quiz.end();
    let answers = log(&world).len();
    for (flag, counts) in [("--ahead", true), ("--weak", true), ("--cram", false)] {
        let mut quiz = Quiz::begin(&world, &["--now", NEXT_DAY, flag, "--limit", "1"]);
        quiz.know();
        quiz.end();
        let last = log(&world).pop().unwrap();
        assert_eq!(last["cram"] == true, !counts, "{flag}: {last}");
    }
    assert_eq!(log(&world).len(), answers + 3);
    // A mock exam says nothing of an answer, and ends with a score.
    let mut command = world.command(&[
        "study", "--plain", "--now", NEXT_DAY, "--mock", "--limit", "3",
    ]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b":hint\nnonsense\n\nnonsense\n")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(
        out.contains("score 0 % of 3 questions") && out.contains("wrong: "),
        "{out}"
    );
    assert!(!out.contains("rate [a]gain"), "{out}");
    assert_eq!(log(&world).len(), answers + 6);
}

#[test]
fn nothing_due_is_good_news_and_a_week_later_all_is_due() {
    let world = kitchen();
    let mut quiz = Quiz::begin(&world, &["--now", FIRST]);
    for _ in 0..10 {
        quiz.know();
    }
    quiz.end();
    let out = world.run(&["study", "--plain", "--now", NEXT_DAY]).ok();
    assert!(
        out.starts_with("nothing is due today; the next card is due tomorrow, on 2026-12-03\n"),
        "{out}"
    );
    for offer in ["`--ahead`", "`--weak`", "`--cram`", "`--mock`"] {
        assert!(out.contains(offer), "{out}");
    }
    assert!(!out.contains("--new"), "there is nothing new left: {out}");

    let cram = Quiz::begin(&world, &["--now", NEXT_DAY, "--cram", "--limit", "2"]);
    assert!(cram.shown.starts_with("2 questions."), "{}", cram.shown);
    let due = states(&world, NEXT_DAY);
    let mut cram = cram;
    cram.know();
    cram.know();
    assert!(cram.end().is_empty());
    assert_eq!(log(&world).last().unwrap()["cram"], true);
    assert_eq!(states(&world, NEXT_DAY), due);

    let quiz = Quiz::begin(&world, &["--now", NEXT_WEEK]);
    assert!(quiz.shown.starts_with("10 questions."), "{}", quiz.shown);
    assert!(quiz.end().contains("0 answers"));
}

#[test]
fn limits_and_topics_choose_what_is_asked() {
    let world = kitchen();
    for (args, wanted) in [
        (&["--limit", "4"][..], "4 questions."),
        (&["--new", "2"], "2 questions."),
        (&["--topic", "sHelf 7"], "1 question."),
        (&["notes/kitchen.md"], "10 questions."),
    ] {
        let quiz = Quiz::begin(&world, args);
        assert!(quiz.shown.starts_with(wanted), "{args:?}: {}", quiz.shown);
        quiz.end();
    }
    assert_eq!(log(&world), Vec::<Value>::new());
}

#[test]
fn cards_set_aside_stay_away_and_accepted_spellings_stay_accepted() {
    let world = kitchen();
    let mut quiz = Quiz::begin(&world, &["--now", FIRST]);
    let (bad, _) = quiz.asked();
    quiz.say(":bad");
    let (suspended, _) = quiz.asked();
    quiz.say(":suspend");
    let (spelled, _) = quiz.asked();
    quiz.say("zzz in my words");
    assert!(quiz.say(":right").contains("accepted as right"));
    assert!(quiz.end().contains("1 answer: 1 right"));

    let mut quiz = Quiz::begin(&world, &["--now", NEXT_WEEK]);
    assert!(quiz.shown.starts_with("8 questions."), "{}", quiz.shown);
    for _ in 0..8 {
        let (question, answer) = quiz.asked();
        assert!(question != bad && question != suspended);
        let said = quiz.say(if question == spelled {
            "zzz in my words"
        } else {
            answer
        });
        assert!(said.starts_with("right\n"), "{question}: {said}");
        quiz.say("");
    }
}

#[test]
fn an_answer_that_is_taken_back_leaves_the_card_new() {
    let world = kitchen();
    let mut quiz = Quiz::begin(&world, &["--now", FIRST, "--limit", "2"]);
    quiz.asked();
    quiz.say("gravel");
    assert!(quiz.say("e").starts_with("easy; next in 8 days\n"));
    quiz.say(":undo");
    // As if it had never been easy: that would leave it a week away.
    let said = quiz.say("g").to_owned();
    assert!(said.starts_with("good; next in 2 days\n"), "{said}");
    assert!(said.contains("2 of 2  "), "{said}");
    quiz.end();
    assert_eq!(standing(&world), [("gravel".to_owned(), 3)]);
}

#[test]
fn a_state_folder_that_cannot_be_made_is_refused() {
    let world = kitchen();
    world.write("home/.local/state", "");
    world
        .run(&["study", "--plain"])
        .fails_with(&["could not write", "is not a folder", "hint: "]);
    assert!(!world.path("home/.local/share/recito").exists());
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_is_read_only_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = kitchen();
    let folder = world.path("data");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let forbidden = fs::write(folder.join("probe"), "").is_err();
    let data = folder.display().to_string();
    let ran = world.run(&["study", "--plain", "--data-dir", &data]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    if forbidden {
        ran.fails_with(&["could not write", "hint: ", "--data-dir"]);
    } else {
        // Permissions do not bind the superuser: then the session begins.
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

#[test]
fn a_template_whose_cards_are_bad_is_not_introduced_further() {
    let world = World::empty();
    let places = [
        "mill",
        "dairy",
        "bakery",
        "brewery",
        "cellar",
        "smokehouse",
        "orchard",
        "garden",
    ];
    let lines = places.iter().zip(11..).map(|(place, number)| {
        format!("## The {place}\n\n- The {place} must be cleaned every {number} days.\n")
    });
    let lines: String = lines.collect();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/house.md", format!("# House\n\n{lines}"));
    let first = ["--now", FIRST, "--limit", "5"];
    let mut quiz = Quiz::begin(&world, &first);
    for _ in 0..5 {
        quiz.say(":bad");
    }
    quiz.end();
    let listed = world.run(&["cards"]).ok();
    let left = listed
        .matches("(not asked: too many of its kind were bad)")
        .count();
    assert_eq!(left, places.len() - 5, "{listed}");
    let next = world.run(&["study", "--plain", "--now", NEXT_DAY]);
    next.fails_with(&["of kinds that you marked as bad"]);
}
