//! The session over plain lines of text: for screen readers, pipes, slow lines and tests.
//!
//! One thing a line, no colour, no cursor movement. The protocol: a question ends with `> `; the
//! answer is a line; an empty line shows the answer; then the verdict and a line that asks for the
//! rating. Commands begin with a colon and work at every prompt.

use std::io::{self, BufRead, Write};

use crate::grade::{Outcome, Verdict};
use crate::printable::one_line;
use crate::report::counted;
use crate::review::{self, Rating};
use crate::session::{Ask, Effect, Event, Session, Shell, State, Summary, Task};

/// Runs a session to its end, or to the end of the input.
pub fn run(
    session: &mut Session,
    shell: &mut dyn Shell,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut face = Face {
        session,
        shell,
        out,
    };
    let questions = counted(face.session.progress().1, "question");
    writeln!(face.out, "{questions}. `:help` lists the commands.")?;
    let mut shown = None;
    while *face.session.state() != State::Done {
        let now = (
            face.session.turn().map(|turn| (turn.task, turn.asked_at)),
            face.session.state().clone(),
        );
        if shown.as_ref() != Some(&now) {
            face.show()?;
            shown = Some(now);
        }
        write!(face.out, "> ")?;
        face.out.flush()?;
        let mut line = String::new();
        if read_line(input, &mut line)? == 0 {
            writeln!(face.out)?;
            face.apply(&Event::Quit)?;
            break;
        }
        if face.line(line.trim())? == Redraw::Yes {
            shown = None;
        }
    }
    let summary = face.session.summary();
    summarize(&summary, face.shell.due_tomorrow(), face.out)?;
    Ok(())
}

/// Reads a line; bytes that are no UTF-8 become U+FFFD rather than an error.
fn read_line(input: &mut dyn BufRead, line: &mut String) -> io::Result<usize> {
    let mut bytes = Vec::new();
    let count = input.read_until(b'\n', &mut bytes)?;
    line.push_str(&String::from_utf8_lossy(&bytes));
    Ok(count)
}

/// Whether the question or the answer has to be shown again.
#[derive(PartialEq, Eq)]
enum Redraw {
    Yes,
    No,
}

struct Face<'a> {
    session: &'a mut Session,
    shell: &'a mut dyn Shell,
    out: &'a mut dyn Write,
}

const HELP: &[&str] = &[
    "an answer, then Enter; items of a list are separated by commas or semicolons",
    "an empty line shows the answer",
    ":hint   a hint, then a stronger one",
    ":skip   leave the card for another session",
    ":undo   take back the last step",
    ":right  I was right: accept what I typed from now on",
    ":bad    never ask this card again, it is a bad one",
    ":suspend  do not ask this card for now",
    ":edit   open the note at its line",
    ":quit   end the session; nothing is lost",
];

impl Face<'_> {
    /// Shows the question, or the answer, whichever it is time for.
    fn show(&mut self) -> anyhow::Result<()> {
        match self.session.state().clone() {
            State::Asking => self.question(),
            State::Shown => self.parts(),
            State::Answered { verdict, suggested } => self.answer(verdict.as_ref(), suggested),
            State::Done => Ok(()),
        }
    }

    fn question(&mut self) -> anyhow::Result<()> {
        let (Some(task), Some(turn)) = (self.session.task(), self.session.turn()) else {
            return Ok(());
        };
        let (done, left) = self.session.progress();
        writeln!(self.out)?;
        let context = task.question.context.join(" › ");
        let again = if turn.repeat { ", again" } else { "" };
        writeln!(
            self.out,
            "{} of {}{again}  {}",
            done + 1,
            done + left,
            one_line(&context)
        )?;
        writeln!(self.out, "{}", one_line(&task.question.prompt))?;
        if let Ask::Options(order) = &turn.ask {
            for (letter, at) in ('a'..).zip(order) {
                writeln!(
                    self.out,
                    "{letter}) {}",
                    one_line(&task.question.choices[*at])
                )?;
            }
        }
        Ok(())
    }

    fn parts(&mut self) -> anyhow::Result<()> {
        let Some(Ask::Reveal(parts)) = self.session.turn().map(|turn| &turn.ask) else {
            return Ok(());
        };
        for (at, part) in parts.iter().enumerate() {
            writeln!(self.out, "{}) {}", at + 1, one_line(part))?;
        }
        writeln!(
            self.out,
            "which parts did you know? numbers, `all` or `none`; or rate [a]gain [h]ard [g]ood [e]asy"
        )?;
        Ok(())
    }

    fn answer(&mut self, verdict: Option<&Verdict>, suggested: Rating) -> anyhow::Result<()> {
        let Some(task) = self.session.task() else {
            return Ok(());
        };
        if let Some(verdict) = verdict {
            for line in verdict_lines(verdict) {
                writeln!(self.out, "{}", one_line(&line))?;
            }
        }
        if verdict.is_none_or(|verdict| verdict.outcome != Outcome::Right) {
            writeln!(
                self.out,
                "answer: {}",
                one_line(&task.question.answer.join("; "))
            )?;
        }
        for line in &task.excerpt {
            writeln!(self.out, "| {}", one_line(line))?;
        }
        if task.lines.0 > 0 {
            writeln!(self.out, "from {}:{}", one_line(&task.note), task.lines.0)?;
        }
        writeln!(
            self.out,
            "rate [a]gain [h]ard [g]ood [e]asy, Enter = {}",
            suggested.name()
        )?;
        Ok(())
    }

    /// Does what a line says.
    fn line(&mut self, line: &str) -> anyhow::Result<Redraw> {
        if let Some(command) = line.strip_prefix(':') {
            return self.command(command.trim());
        }
        match self.session.state().clone() {
            State::Asking => self.asked(line),
            State::Shown => self.ticked(line),
            State::Answered { .. } => self.rated(line),
            State::Done => Ok(Redraw::No),
        }
    }

    fn asked(&mut self, line: &str) -> anyhow::Result<Redraw> {
        if line.is_empty() {
            self.apply(&Event::Reveal)?;
            return Ok(Redraw::No);
        }
        let Some((turn, task)) = self.session.turn().zip(self.session.task()) else {
            return Ok(Redraw::No);
        };
        let event = match &turn.ask {
            Ask::Options(order) => match places(line, order, task) {
                Some(places) => Event::Choose(places),
                None => {
                    return self
                        .say("answer with the letter of an option; several, where several are right, apart by commas");
                }
            },
            Ask::Typed | Ask::Reveal(_) => Event::Submit(line.to_string()),
        };
        self.apply(&event)?;
        Ok(Redraw::No)
    }

    fn ticked(&mut self, line: &str) -> anyhow::Result<Redraw> {
        let Some(Ask::Reveal(parts)) = self.session.turn().map(|turn| &turn.ask) else {
            return Ok(Redraw::No);
        };
        let rating = rating(line).filter(|_| line.parse::<usize>().is_err());
        if rating.is_some() {
            self.apply(&Event::Rate(rating))?;
            return Ok(Redraw::No);
        }
        let Some(ticks) = ticks(line, parts.len()) else {
            return self
                .say("name the parts by their numbers, as in `1, 3`, or say `all` or `none`");
        };
        self.apply(&Event::Tick(ticks))?;
        Ok(Redraw::No)
    }

    fn rated(&mut self, line: &str) -> anyhow::Result<Redraw> {
        let rating = rating(line);
        if rating.is_none() && !line.is_empty() {
            return self.say("rate with a, h, g or e, or press Enter");
        }
        self.apply(&Event::Rate(rating))?;
        Ok(Redraw::No)
    }

    fn command(&mut self, command: &str) -> anyhow::Result<Redraw> {
        let (event, done) = match command {
            "undo" | "u" => (Event::Undo, "taken back"),
            "skip" | "n" => (Event::Skip, "skipped"),
            "right" | "o" => (Event::MarkRight, "accepted as right"),
            "bad" | "b" => (Event::Bad, "this card will not be asked again"),
            "suspend" | "s" => (Event::Suspend, "suspended"),
            "quit" | "q" => (Event::Quit, "the session ends"),
            "hint" | "h" => return self.hint(),
            "edit" => return self.edit(),
            "help" | "?" => {
                for line in HELP {
                    writeln!(self.out, "{line}")?;
                }
                return Ok(Redraw::No);
            }
            _ => return self.say("there is no such command; `:help` lists them"),
        };
        let before = (self.session.state().clone(), self.session.progress());
        self.apply(&event)?;
        if before == (self.session.state().clone(), self.session.progress()) {
            return self.say("that does nothing here");
        }
        writeln!(self.out, "{done}")?;
        Ok(Redraw::Yes)
    }

    fn hint(&mut self) -> anyhow::Result<Redraw> {
        let before = self.session.hints().len();
        self.apply(&Event::Hint)?;
        match self.session.hints().get(before) {
            Some(hint) => writeln!(self.out, "hint: {}", one_line(hint))?,
            None => writeln!(self.out, "there is no further hint")?,
        }
        Ok(Redraw::No)
    }

    fn edit(&mut self) -> anyhow::Result<Redraw> {
        if let Some(task) = self.session.task() {
            let said = self.shell.edit(task);
            match said {
                Ok(said) => writeln!(self.out, "{}", one_line(&said))?,
                Err(error) => writeln!(self.out, "{}", one_line(&format!("{error:#}")))?,
            }
        }
        Ok(Redraw::Yes)
    }

    fn say(&mut self, text: &str) -> anyhow::Result<Redraw> {
        writeln!(self.out, "{text}")?;
        Ok(Redraw::No)
    }

    /// Makes a step and performs what it asks for.
    fn apply(&mut self, event: &Event) -> anyhow::Result<()> {
        let now = self.shell.now();
        let effects = self.session.apply(event, now);
        for effect in &effects {
            self.shell.perform(effect)?;
            if let Some(said) = next_due(effect, self.shell) {
                writeln!(self.out, "{said}")?;
            }
        }
        Ok(())
    }
}

/// "today", "tomorrow", "in 5 days".
pub(crate) fn in_days(days: i32) -> String {
    match days {
        i32::MIN..=0 => "today".into(),
        1 => "tomorrow".into(),
        days => format!("in {days} days"),
    }
}

/// What a verdict says, a line a thing.
pub(crate) fn verdict_lines(verdict: &Verdict) -> Vec<String> {
    let mut lines = vec![match verdict.outcome {
        Outcome::Right => "right".to_string(),
        Outcome::Close => "right, but for the spelling".into(),
        Outcome::Partial => format!("partly right ({:.0} %)", verdict.score * 100.0),
        Outcome::Confused => "not this one".into(),
        Outcome::Wrong => "wrong".into(),
    }];
    if let Some(other) = &verdict.confused_with {
        lines.push(format!("mixed up with: {other}"));
    }
    if verdict.outcome == Outcome::Partial && !verdict.missing.is_empty() {
        lines.push(format!("missing: {}", verdict.missing.join("; ")));
    }
    if verdict.outcome == Outcome::Partial && !verdict.extra.is_empty() {
        lines.push(format!("not of the answer: {}", verdict.extra.join("; ")));
    }
    lines
}

/// The places of options that letters, numbers or their texts name.
fn places(line: &str, order: &[usize], task: &Task) -> Option<Vec<usize>> {
    let whole = order
        .iter()
        .position(|at| task.question.choices[*at].eq_ignore_ascii_case(line));
    if let Some(place) = whole {
        return Some(vec![place]);
    }
    line.split([',', ';', ' '])
        .filter(|part| !part.trim().is_empty())
        .map(|part| place(part.trim(), order.len()))
        .collect()
}

/// The rating that a word, its first letter or its grade names.
fn rating(line: &str) -> Option<Rating> {
    let word = line.to_lowercase();
    Rating::ALL.into_iter().find(|rating| {
        word == rating.name() || word == rating.name()[..1] || word == rating.grade().to_string()
    })
}

fn place(part: &str, count: usize) -> Option<usize> {
    let part = part.trim_end_matches([')', '.']).to_ascii_lowercase();
    let letter = match part.as_bytes() {
        [byte @ b'a'..=b'z'] => Some(usize::from(byte - b'a')),
        _ => None,
    };
    letter
        .or_else(|| part.parse::<usize>().ok()?.checked_sub(1))
        .filter(|place| *place < count)
}

fn ticks(line: &str, count: usize) -> Option<Vec<bool>> {
    match line.to_lowercase().as_str() {
        "all" | "y" | "yes" => return Some(vec![true; count]),
        "none" | "no" | "n" | "0" | "" => return Some(vec![false; count]),
        _ => {}
    }
    let mut ticks = vec![false; count];
    for part in line.split([',', ';', ' ']).filter(|part| !part.is_empty()) {
        let place = part.parse::<usize>().ok()?.checked_sub(1)?;
        *ticks.get_mut(place)? = true;
    }
    Some(ticks)
}

fn summarize(summary: &Summary, tomorrow: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out)?;
    for line in summary_lines(summary, tomorrow) {
        writeln!(out, "{}", one_line(&line))?;
    }
    Ok(())
}

/// How an answer was rated and when its card comes again; none for what else was done, and when
/// cramming.
pub(crate) fn next_due(effect: &Effect, shell: &dyn Shell) -> Option<String> {
    let Effect::Record {
        event: review::Event::Review(review),
        ..
    } = effect
    else {
        return None;
    };
    let due = shell.due_after(review).filter(|_| !review.cram)?;
    let days = due.since(review.at.day());
    Some(format!("{}; next {}", review.rating.name(), in_days(days)))
}

/// What came of a session, a line a thing.
pub(crate) fn summary_lines(summary: &Summary, tomorrow: usize) -> Vec<String> {
    let answers = counted(summary.answered, "answer");
    let mut lines = vec![format!(
        "{answers}: {} right, {} hard, {} again",
        summary.right, summary.hard, summary.again
    )];
    for (count, what) in [
        (summary.repeated, "repeated"),
        (summary.skipped, "skipped"),
        (summary.undone, "taken back"),
    ] {
        if count > 0 {
            lines.push(format!("{count} {what}"));
        }
    }
    for (under, count) in summary.slipped.iter().take(5) {
        lines.push(format!("slipped: {count} under {}", under.join(" › ")));
    }
    for (right, given) in summary.confused.iter().take(5) {
        lines.push(format!("mixed up: {right} / {given}"));
    }
    lines.push(match tomorrow {
        0 => "nothing is due tomorrow yet".into(),
        1 => "1 card is due tomorrow".into(),
        count => format!("{count} cards are due tomorrow"),
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Day, Moment};
    use crate::deck::CardId;
    use crate::question::{Kind, Question};
    use crate::review::Review;
    use crate::session::Settings;

    /// A world that remembers what it was asked to do.
    #[derive(Default)]
    struct Desk {
        done: Vec<String>,
    }

    impl Shell for Desk {
        fn now(&self) -> Moment {
            Moment::default()
        }
        fn perform(&mut self, effect: &Effect) -> anyhow::Result<()> {
            self.done.push(match effect {
                Effect::Record {
                    event: crate::review::Event::Review(review),
                    ..
                } => review.rating.name().into(),
                Effect::Record { .. } => "mark".into(),
                Effect::Retract { .. } => "retract".into(),
            });
            Ok(())
        }
        fn edit(&mut self, _: &Task) -> anyhow::Result<String> {
            Ok("edited".into())
        }
        fn due_after(&self, _: &Review) -> Option<Day> {
            None
        }
        fn due_tomorrow(&self) -> usize {
            0
        }
    }

    fn task(name: &str, kind: Kind, answer: &[&str], choices: &[&str]) -> Task {
        let owned = |texts: &[&str]| {
            texts
                .iter()
                .map(|text| (*text).to_string())
                .collect::<Vec<_>>()
        };
        Task {
            card: CardId::of(&[name]),
            question: Question {
                kind,
                prompt: format!("Which {name}?"),
                answer: owned(answer),
                accept: vec![Vec::new(); answer.len()],
                choices: owned(choices),
                ..Question::default()
            },
            ..Task::default()
        }
    }

    /// Plays lines against two cards, one typed and one with options; returns effects and output.
    fn play(lines: &str) -> (Vec<String>, String) {
        let tasks = vec![
            task("queue", Kind::Basic, &["SQS"], &[]),
            task("way", Kind::Class, &["sync"], &["async", "sync"]),
        ];
        let mut session = Session::new(tasks, Settings::default(), Moment::default());
        let mut desk = Desk::default();
        let mut out = Vec::new();
        run(&mut session, &mut desk, &mut lines.as_bytes(), &mut out).unwrap();
        (desk.done, String::from_utf8(out).unwrap())
    }

    fn check(lines: &str, effects: &[&str], says: &str) {
        let (done, out) = play(lines);
        assert_eq!(done, effects, "{out}");
        assert!(out.contains(says), "{says} in {out}");
        assert!(out.ends_with("nothing is due tomorrow yet\n"));
    }

    #[test]
    fn sessions_over_lines() {
        check("sqs\n\n", &["good"], "right\n");
        check("\n\n", &["again"], "answer: SQS");
        check("sns\na\n", &["again"], "wrong");
        check("sqs\ng\n:undo\n", &["good", "retract"], "taken back");
        check("sqs\n:undo\nsns\n\n", &["again"], "taken back");
        check(":bad\n", &["mark"], "will not be asked again");
        check("sns\n:right\n", &["mark", "good"], "accepted");
        check(":nonsense\n", &[], "no such command");
        check("sqs\nx\n", &[], "rate with a, h, g or e");
        check(":hint\n", &[], "hint: S..");
        check("", &[], "0 answers");
        check(":quit\n", &[], "the session ends");
        check("sqs\n\nsync\n\n", &["good", "good"], "2 answers: 2 right");
    }

    #[test]
    fn shown_parts_are_ticked_or_rated_at_once() {
        let two = task(
            "parts",
            Kind::Basic,
            &["the first part of it", "the second"],
            &[],
        );
        for (lines, effect) in [
            ("\n1\n\n", "again"),
            ("\nall\n\n", "good"),
            ("\n\n\n", "again"),
            ("\nh\n", "hard"),
            ("\ngood\n", "good"),
        ] {
            let mut session =
                Session::new(vec![two.clone()], Settings::default(), Moment::default());
            let mut desk = Desk::default();
            let mut out = Vec::new();
            run(&mut session, &mut desk, &mut lines.as_bytes(), &mut out).unwrap();
            assert_eq!(desk.done[..1], [effect], "{lines:?}");
        }
    }

    #[test]
    fn nothing_of_a_note_moves_the_cursor() {
        let mut nasty = task("x", Kind::Basic, &["a\u{1b}[2Jb"], &[]);
        nasty.question.prompt = "\u{1b}]0;title\u{7} prompt".into();
        nasty.excerpt = vec!["\u{9b}31m".into()];
        let mut session = Session::new(vec![nasty], Settings::default(), Moment::default());
        let mut out = Vec::new();
        run(
            &mut session,
            &mut Desk::default(),
            &mut "\n\n".as_bytes(),
            &mut out,
        )
        .unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.chars().all(|c| c == '\n' || !c.is_control()), "{out:?}");
    }
}
