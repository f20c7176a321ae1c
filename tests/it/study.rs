//! `recito study --plain` with the real program: what is answered is kept, whatever happens.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use crate::world::World;

/// A collection with a dozen questions that the author wrote, a number each.
fn world() -> World {
    let world = World::empty();
    let pairs: Vec<String> = (1..=12)
        .map(|n| format!("Q: What is the code of case {n}?\nA: code{n}\n"))
        .collect();
    world.write("desk/recito.toml", "");
    world.write(
        "desk/notes/codes.md",
        format!("# Codes\n\n{}", pairs.join("\n")),
    );
    world
}

/// A running session that is answered line by line.
struct Talk {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Talk {
    fn start(world: &World, args: &[&str]) -> Talk {
        let mut command = world.command(&["study", "--plain", "--now", "2026-11-24T10:00:00Z"]);
        let mut child = command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Talk {
            child,
            input,
            output,
        }
    }

    /// Reads up to the next prompt.
    fn prompt(&mut self) -> String {
        let mut text = String::new();
        let mut byte = [0];
        while !text.ends_with("> ") && self.output.read(&mut byte).unwrap() == 1 {
            text.push(char::from(byte[0]));
        }
        text
    }

    fn say(&mut self, line: &str) -> String {
        writeln!(self.input, "{line}").unwrap();
        self.prompt()
    }

    /// Answers the question that was asked, rightly, and accepts the rating.
    fn answer(&mut self, asked: &str) -> String {
        let number: String = asked
            .rsplit("case ")
            .next()
            .unwrap()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        let verdict = self.say(&format!("code{number}"));
        assert!(verdict.contains("right"), "{verdict}");
        self.say("")
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn finish(mut self) -> String {
        drop(self.input);
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

/// The records of the log of one kind, as JSON lines.
fn records(world: &World, kind: &str) -> Vec<String> {
    let folder = world.path("home/.local/share/recito/log");
    let Ok(devices) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = devices.flat_map(|device| std::fs::read_dir(device.unwrap().path()).unwrap());
    let mut found = Vec::new();
    for file in files {
        let file = std::fs::File::open(file.unwrap().path()).unwrap();
        found.extend(
            BufReader::new(file)
                .lines()
                .map(Result::unwrap)
                .filter(|line| line.contains(&format!("\"k\":\"{kind}\""))),
        );
    }
    found
}

#[test]
fn ten_questions_with_one_undone_and_one_failed() {
    let world = world();
    let mut talk = Talk::start(&world, &["--limit", "10"]);
    let mut asked = talk.prompt();
    assert!(
        asked.contains("10 questions") && asked.contains("1 of 10"),
        "{asked}"
    );
    let wrong = talk.say("nonsense");
    assert!(
        wrong.contains("wrong") && wrong.contains("answer: code"),
        "{wrong}"
    );
    asked = talk.say("");
    asked = talk.answer(&asked);
    let again = talk.say(":undo");
    assert!(
        again.contains("taken back") && again.contains("right"),
        "{again}"
    );
    let _ = asked;
    asked = talk.say("");
    for _ in 0..9 {
        asked = talk.answer(&asked);
    }
    let summary = asked + &talk.finish();
    assert!(
        summary.contains("11 answers: 9 right, 0 hard, 1 again"),
        "{summary}"
    );
    assert!(
        summary.contains("1 repeated") && summary.contains("1 taken back"),
        "{summary}"
    );
    assert_eq!(
        (records(&world, "r").len(), records(&world, "u").len()),
        (12, 1)
    );
    let learned = world
        .run(&["cards", "--json"])
        .ok()
        .matches("\"state\":\"review\"")
        .count();
    assert_eq!(learned, 10);
    let next = Talk::start(&world, &[]).prompt();
    assert!(
        next.contains("2 questions"),
        "the two that are left: {next}"
    );
}

#[test]
fn a_kill_after_any_answer_loses_none() {
    let world = world();
    for answered in 1..=4 {
        let mut talk = Talk::start(&world, &[]);
        let asked = talk.prompt();
        talk.answer(&asked);
        talk.kill();
        assert_eq!(records(&world, "r").len(), answered);
    }
    let next = Talk::start(&world, &[]).prompt();
    assert!(next.contains("8 questions"), "{next}");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_as_interrupted_and_loses_nothing() {
    for (answered, signal) in (1..).zip(["INT", "TERM", "HUP"]) {
        let world = world();
        let mut talk = Talk::start(&world, &[]);
        let mut asked = talk.prompt();
        for _ in 0..answered {
            asked = talk.answer(&asked);
        }
        let pid = talk.child.id().to_string();
        let sent = std::process::Command::new("kill")
            .args([&format!("-{signal}"), &pid])
            .status()
            .unwrap();
        assert!(sent.success());
        assert_eq!(talk.child.wait().unwrap().code(), Some(130), "{signal}");
        assert_eq!(records(&world, "r").len(), answered);
    }
}

#[test]
fn a_failed_card_is_asked_again_in_the_next_session() {
    let world = world();
    let mut talk = Talk::start(&world, &["--limit", "1"]);
    let asked = talk.prompt();
    talk.say("");
    talk.say("");
    talk.kill();
    let next = Talk::start(&world, &["--new", "0"]).prompt();
    let question = |text: &str| {
        text.lines()
            .find(|line| line.contains("What is"))
            .unwrap()
            .to_string()
    };
    assert_eq!(question(&asked), question(&next));
}

#[test]
fn marks_are_kept() {
    let world = world();
    let mut talk = Talk::start(&world, &[]);
    talk.prompt();
    talk.say(":bad");
    talk.say("my own spelling");
    talk.say(":right");
    talk.finish();
    let next = Talk::start(&world, &[]).prompt();
    assert!(next.contains("10 questions"), "{next}");
    assert_eq!(records(&world, "w").len(), 1);
}

#[test]
fn studying_changes_neither_notes_nor_decks() {
    let world = world();
    world.run(&["build"]).ok();
    let before = world.files();
    let mut talk = Talk::start(&world, &[]);
    let asked = talk.prompt();
    talk.answer(&asked);
    talk.finish();
    assert_eq!(world.files(), before);
}

#[test]
fn what_can_not_work_is_said_before_any_question() {
    let world = world();
    let check = |args: &[&str], code: i32, says: &str| {
        let output = world.command(args).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(says), "{args:?}: {said}");
        assert!(!said.contains("What is"), "{args:?}: {said}");
    };
    check(&["study"], 2, "--plain");
    check(&["study", "--plain", "nowhere"], 2, "nowhere");
    check(
        &["study", "--plain", "--topic", "elsewhere"],
        2,
        "elsewhere",
    );
    check(&["study", "--plain", "--new", "0"], 0, "nothing is due");
    world.write("home/file", "");
    let file = world.path("home/file");
    check(
        &["study", "--plain", "--data-dir", file.to_str().unwrap()],
        2,
        "not a folder",
    );
    world.write("empty/notes/empty.md", "# Nothing\n");
    let empty = world.path("empty/notes");
    check(
        &["study", "--plain", empty.to_str().unwrap()],
        2,
        "no questions",
    );
}

#[test]
fn two_sessions_at_once_see_each_others_answers() {
    let world = world();
    let mut one = Talk::start(&world, &[]);
    let mut two = Talk::start(&world, &[]);
    let mut asked = two.prompt();
    let shown = one.prompt();
    let question = |text: &str| {
        text.lines()
            .rfind(|line| line.contains("What is"))
            .unwrap()
            .to_owned()
    };
    assert_eq!(question(&shown), question(&asked));
    let mut answered = Vec::new();
    for _ in 0..4 {
        answered.push(question(&asked));
        asked = two.answer(&asked);
    }
    // The one that both showed is answered twice; those behind it are not.
    let next = one.answer(&shown);
    assert!(next.contains("another window"), "{next}");
    assert!(next.contains("2 of 9"), "{next}");
    assert!(!answered.contains(&question(&next)), "{next}");
    one.answer(&next);
    let last = two.answer(&asked);
    assert!(last.contains("another window"), "{last}");
    assert_ne!(question(&last), question(&asked));
    assert_eq!(records(&world, "r").len(), 7);
}

#[test]
fn an_answer_that_can_not_be_kept_is_said_so_until_it_can() {
    let world = world();
    let mut talk = Talk::start(&world, &[]);
    let mut asked = talk.prompt();
    asked = talk.answer(&asked);
    let log = world.path("home/.local/share/recito/log");
    let away = world.path("home/away");
    std::fs::rename(&log, &away).unwrap();
    std::fs::write(&log, "no folder").unwrap();
    let said = talk.answer(&asked);
    assert!(said.starts_with("NOT SAVED: "), "{said}");
    assert!(
        said.contains("Enter tries again") && !said.contains("What is"),
        "{said}"
    );
    assert!(talk.say("").starts_with("NOT SAVED: "));
    std::fs::remove_file(&log).unwrap();
    std::fs::rename(&away, &log).unwrap();
    let said = talk.say("");
    assert!(
        said.contains("saved\n") && said.contains("3 of 12"),
        "{said}"
    );
    talk.answer(&said);
    talk.finish();
    assert_eq!(records(&world, "r").len(), 3);
    let stats = world.run(&["stats"]);
    assert_eq!(stats.err, "");
    // Whoever leaves instead is told with the exit code, too.
    let mut talk = Talk::start(&world, &[]);
    let asked = talk.prompt();
    std::fs::rename(&log, &away).unwrap();
    std::fs::write(&log, "no folder").unwrap();
    talk.answer(&asked);
    talk.say(":quit");
    assert_eq!(talk.child.wait().unwrap().code(), Some(2));
}
