//! The session over plain lines of text: for screen readers, pipes, slow lines and tests.
//!
//! One thing a line, no colour, no cursor movement. The protocol: a question ends with `> `; the
//! answer is a line; an empty line shows the answer; then the verdict and a line that asks for the
//! rating. Commands begin with a colon and work at every prompt.

mod said;

use std::collections::VecDeque;
use std::io::{self, BufRead, Write};

use crate::grade::{Outcome, Part, Verdict, diff};
use crate::note::excerpt::{Line, LineKind};
use crate::printable::one_line;
use crate::report::counted;
use crate::report::session::{ELSEWHERE, headline, next_due, summary_lines};
use crate::review::Rating;
use crate::session::{Ask, Effect, Event, Session, Shell, State, Task, Turn};
use said::{is_whole, places, rating, ticks};

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
        owed: VecDeque::new(),
        failure: None,
    };
    let questions = counted(face.session.progress().1, "question");
    writeln!(face.out, "{questions}. `:help` lists the commands.")?;
    let mut shown = None;
    while *face.session.state() != State::Done || face.failure.is_some() {
        if face.failure.is_some() {
            face.insist(input)?;
            continue;
        }
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
            continue;
        }
        if face.line(line.trim())? == Redraw::Yes {
            shown = None;
        }
    }
    let (summary, mock) = (face.session.summary(), face.session.settings.mock);
    writeln!(face.out)?;
    for line in summary_lines(&summary, face.shell.due_tomorrow(), mock) {
        writeln!(face.out, "{}", one_line(&line))?;
    }
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
    /// What is still to be performed, since something before it failed.
    owed: VecDeque<Effect>,
    failure: Option<anyhow::Error>,
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
    ":edit   open the note at its line; the card follows the edit",
    ":note   the lines of the note around those of an answer",
    ":image  show the image of the note",
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
        let question = &task.question;
        let (order, shown) = match &turn.ask {
            Ask::Options(order) => (order.as_slice(), &question.choices),
            Ask::Arrange(order) => {
                writeln!(self.out, "bring these into their order, as in `b a c`")?;
                (order.as_slice(), &question.answer)
            }
            Ask::Typed | Ask::Reveal(_) => (&[][..], &question.choices),
        };
        for (letter, text) in ('a'..).zip(order.iter().filter_map(|at| shown.get(*at))) {
            writeln!(self.out, "{letter}) {}", one_line(text))?;
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
        let (Some(task), Some(turn)) = (self.session.task(), self.session.turn()) else {
            return Ok(());
        };
        let other = verdict.and_then(|verdict| verdict.confused_with.as_deref());
        let feedback = self.shell.feedback(task, other);
        if let Some(verdict) = verdict {
            for line in verdict_lines(verdict) {
                writeln!(self.out, "{}", one_line(&line))?;
            }
            if let Some((place, fact)) = &feedback.other {
                writeln!(
                    self.out,
                    "that belongs to {}: {}",
                    one_line(place),
                    one_line(fact)
                )?;
            }
            if let Some(line) = spelling(verdict, turn, task) {
                writeln!(self.out, "{}", one_line(&line))?;
            }
        }
        if verdict.is_none_or(|verdict| verdict.outcome != Outcome::Right) {
            let answer = one_line(&task.question.answer.join("; "));
            writeln!(self.out, "answer: {answer}")?;
        }
        for line in feedback.excerpt.iter().filter(|line| line.asked) {
            writeln!(self.out, "| {}", of_note(line))?;
        }
        if task.lines.0 > 0 {
            writeln!(self.out, "from {}:{}", one_line(&task.note), task.lines.0)?;
        }
        for image in &feedback.images {
            writeln!(self.out, "image, `:image` shows it: {}", one_line(image))?;
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
            Ask::Options(order) => match places(line, order, &task.question.choices) {
                Some(places) => Event::Choose(places),
                None => {
                    return self
                        .say("answer with the letter of an option; several, where several are right, apart by commas");
                }
            },
            Ask::Arrange(order) => match places(line, order, &task.question.answer) {
                Some(places) if is_whole(&places, order.len()) => Event::Arrange(places),
                _ => return self.say("name every letter once, in the right order, as in `b a c`"),
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
            "edit" | "e" => return self.edit(),
            "image" | "i" => return self.image(),
            "note" => return self.around(),
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
        let Some(task) = self.session.task().filter(|_| !self.session.settings.mock) else {
            return self.say("that does nothing here");
        };
        match self.shell.edit(task) {
            Ok(edited) => {
                if let Some(card) = edited.card {
                    self.apply(&Event::Replace(card))?;
                }
                writeln!(self.out, "{}", one_line(&edited.said))?;
            }
            Err(error) => writeln!(self.out, "{}", one_line(&format!("{error:#}")))?,
        }
        Ok(Redraw::Yes)
    }

    /// The lines of the note around those that were shown with the answer.
    fn around(&mut self) -> anyhow::Result<Redraw> {
        let answered = matches!(self.session.state(), State::Answered { .. } | State::Shown);
        let Some(task) = self.session.task().filter(|_| answered) else {
            return self.say("that does nothing here");
        };
        let excerpt = self.shell.feedback(task, None).excerpt;
        for line in self.session.fair(excerpt) {
            writeln!(self.out, "{} {}", line.number, of_note(&line))?;
        }
        Ok(Redraw::No)
    }

    fn image(&mut self) -> anyhow::Result<Redraw> {
        let answered = matches!(self.session.state(), State::Answered { .. } | State::Shown);
        let Some(task) = self.session.task().filter(|_| answered) else {
            return self.say("that does nothing here");
        };
        let said = self.shell.show_image(task);
        let said = said.unwrap_or_else(|error| format!("{error:#}"));
        writeln!(self.out, "{}", one_line(&said))?;
        Ok(Redraw::No)
    }

    fn say(&mut self, text: &str) -> anyhow::Result<Redraw> {
        writeln!(self.out, "{text}")?;
        Ok(Redraw::No)
    }

    /// Makes a step and performs what it asks for.
    fn apply(&mut self, event: &Event) -> anyhow::Result<()> {
        let now = self.shell.now();
        self.owed.extend(self.session.apply(event, now));
        self.settle()
    }

    /// Performs what is to be performed, up to the first failure.
    fn settle(&mut self) -> anyhow::Result<()> {
        self.failure = None;
        while let Some(effect) = self.owed.front() {
            if let Err(error) = self.shell.perform(effect) {
                writeln!(self.out, "{}", one_line(&format!("{error:#}")))?;
                self.failure = Some(error);
                return Ok(());
            }
            if let Some(said) = next_due(effect, self.shell) {
                writeln!(self.out, "{said}")?;
            }
            self.owed.pop_front();
        }
        let cards = self.shell.elsewhere();
        if !cards.is_empty() {
            let cards = Event::Elsewhere(cards);
            self.owed
                .extend(self.session.apply(&cards, self.shell.now()));
            writeln!(self.out, "{ELSEWHERE}")?;
        }
        Ok(())
    }

    /// Asks nothing more until the last answer is kept, or the learner leaves without it.
    fn insist(&mut self, input: &mut dyn BufRead) -> anyhow::Result<()> {
        writeln!(
            self.out,
            "Enter tries again, `:quit` ends the session without it"
        )?;
        write!(self.out, "> ")?;
        self.out.flush()?;
        let mut line = String::new();
        let ended = read_line(input, &mut line)? == 0;
        if ended || matches!(line.trim(), ":quit" | ":q") {
            writeln!(self.out)?;
            return self.failure.take().map_or(Ok(()), Err);
        }
        self.settle()?;
        if self.failure.is_none() {
            writeln!(self.out, "saved")?;
        }
        Ok(())
    }
}

/// A line of a note on one line.
fn of_note(line: &Line) -> String {
    let text = match line.kind {
        LineKind::Row => line.text.text.replace('\t', " | "),
        _ => line.text.text.clone(),
    };
    let text = one_line(&format!("{} {text}", line.sign));
    format!("{}{}", " ".repeat(line.indent), text.trim_start())
}

/// What a verdict says, a line a thing.
fn verdict_lines(verdict: &Verdict) -> Vec<String> {
    let mut lines = vec![headline(verdict)];
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

/// A misspelling, with what was too much as `[-x-]` and what was missing as `[+x+]`.
fn spelling(verdict: &Verdict, turn: &Turn, task: &Task) -> Option<String> {
    let ([answer], Outcome::Close) = (task.question.answer.as_slice(), verdict.outcome) else {
        return None;
    };
    let parts = diff(turn.given.as_deref()?, answer).into_iter();
    let shown: String = parts
        .map(|part| match part {
            Part::Same(text) => text,
            Part::Extra(text) => format!("[-{text}-]"),
            Part::Missing(text) => format!("[+{text}+]"),
        })
        .collect();
    Some(format!("you wrote: {shown}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::{Day, Moment};
    use crate::deck::CardId;
    use crate::note::Inline;
    use crate::question::{Kind, Question};
    use crate::review::Review;
    use crate::session::{Edited, Effect, Feedback, Settings};

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
        fn edit(&mut self, _: &Task) -> anyhow::Result<Edited> {
            Ok(Edited {
                said: "edited".into(),
                card: None,
            })
        }
        fn feedback(&self, task: &Task, other: Option<&str>) -> Feedback {
            let line = Line {
                sign: "-".into(),
                text: Inline {
                    text: format!("a line \u{9b}31m of {}", task.note),
                    ..Inline::default()
                },
                asked: true,
                ..Line::default()
            };
            Feedback {
                excerpt: vec![line],
                other: other.map(|_| ("Topics".into(), "it sends to many".into())),
                images: Vec::new(),
            }
        }
        fn due_if(&self, _: &Review) -> Option<Day> {
            None
        }
        fn show_image(&mut self, _: &Task) -> anyhow::Result<String> {
            Ok("no image".into())
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
        check("sqs\n:note\n", &[], "0 - a line \u{fffd}31m of");
        check(":note\n:image\n", &[], "that does nothing here");
        check("sqs\n:image\n", &[], "no image");
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
