//! `recito study`: asks questions in the terminal and keeps every answer.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, anyhow};

use super::collection::{self, Collection};
use super::learner::Learner;
use super::{Context, Exit, Failure, INTERRUPTED};
use crate::cli::{AnswerHabit, StudyArgs};
use crate::day::{Day, Moment};
use crate::deck::reconcile::Seen;
use crate::deck::{Card, CardId};
use crate::plain;
use crate::printable::one_line;
use crate::review::{Event, Record, Review};
use crate::schedule::queue::{self, Candidate, Limits};
use crate::schedule::{self, Memory};
use crate::session::{Effect, Habit, Session, Settings, Shell, Task};
use crate::source::Source;
use crate::store::log::Writer;
use crate::tui;
use crate::workspace::{Build, Workspace, build};

/// Most lines of a note that are shown with an answer.
const EXCERPT: usize = 6;

/// Runs the command.
pub fn run(args: &StudyArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    if !args.plain && !context.terminal {
        return Err(Failure::new("there is no terminal to ask questions in")
            .hint("use `--plain` to answer over plain lines of text"));
    }
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let learner = collection.learner();
    let cards = cards(args, &built, &learner);
    if cards.is_empty() {
        return Err(no_cards(args, &built));
    }
    let writer = Writer::open(&context.data_dir, &context.state_dir).map_err(|error| {
        Failure::from(error)
            .hint("answers could not be kept; choose another folder with `--data-dir`")
    })?;
    let today = context.now.get().day();
    let limits = limits(args, &collection);
    let picked = queue::pick(
        &candidates(&cards),
        &learner.memories,
        limits,
        today,
        context.seed,
    );
    if picked.is_empty() {
        return nothing_due(&cards, &learner, today, out);
    }
    let cards: BTreeMap<CardId, Asked<'_>> = cards
        .into_iter()
        .map(|asked| (asked.card.id, asked))
        .collect();
    let tasks = tasks(&picked, &cards, &collection.workspace, &learner);
    let settings = Settings {
        habit: args.answer.map_or(collection.config.answer, habit),
        limit: args.limit,
        minutes: args.minutes,
        cram: args.cram,
    };
    let mut desk = Desk::new(writer, context, &collection, (cards, learner.memories));
    let mut session = Session::new(tasks, settings, context.now.get());
    if args.plain {
        end_on_signals()?;
        plain::run(&mut session, &mut desk, &mut io::stdin().lock(), out)?;
        return Ok(Exit::Clean);
    }
    let theme = if context.color {
        tui::Theme::Color
    } else {
        tui::Theme::Plain
    };
    match tui::run::run(&mut session, &mut desk, theme)? {
        tui::run::End::Done => {
            for line in plain::summary_lines(&session.summary(), desk.due_tomorrow()) {
                writeln!(out, "{}", one_line(&line))?;
            }
            Ok(Exit::Clean)
        }
        tui::run::End::Interrupted => Ok(Exit::Interrupted),
    }
}

/// Ends the program with its exit code for an interruption when it is told to. Over plain lines there
/// is no terminal to put back, and what was accepted is on the disk.
fn end_on_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    #[cfg(unix)]
    let told = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let told = [SIGINT, SIGTERM];
    for signal in told {
        let always = Arc::new(AtomicBool::new(true));
        signal_hook::flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), always)?;
    }
    Ok(())
}

fn habit(habit: AnswerHabit) -> Habit {
    match habit {
        AnswerHabit::Own => Habit::Own,
        AnswerHabit::Type => Habit::Type,
        AnswerHabit::Choose => Habit::Choose,
    }
}

/// A card with the note it is of.
struct Asked<'a> {
    note: &'a str,
    card: &'a Card,
}

/// The cards that may be asked, in the order of the notes.
fn cards<'a>(args: &StudyArgs, built: &'a Build, learner: &Learner) -> Vec<Asked<'a>> {
    let topic = args.topic.as_deref().map(str::to_lowercase);
    let taste = learner.taste(&built.decks);
    let wanted = |card: &&Card| {
        let about = |topic: &String| card.draft.stands_under(topic);
        learner.may_ask(card) && learner.wants(card, &taste) && topic.as_ref().is_none_or(about)
    };
    built
        .decks
        .iter()
        .flat_map(|deck| {
            deck.cards.iter().filter(wanted).map(|card| Asked {
                note: &deck.note,
                card,
            })
        })
        .collect()
}

fn no_cards(args: &StudyArgs, built: &Build) -> Failure {
    let any = built.decks.iter().any(|deck| deck.asked().next().is_some());
    match (&args.topic, any) {
        (Some(topic), true) => Failure::new(format!("no card stands under a heading with `{topic}`"))
            .hint("`recito cards` lists the headings"),
        (None, true) => Failure::new("all cards are suspended, or of kinds that you marked as bad").hint("`recito cards` shows them with their state"),
        (_, false) => Failure::new("the notes give no questions")
            .hint("`recito cards --all` says why lines give none; `recito check` finds what is missing in the notes"),
    }
}

fn limits(args: &StudyArgs, collection: &Collection) -> Limits {
    Limits {
        new: args.new.unwrap_or(collection.config.new_per_day),
        reviews: collection.config.reviews_per_day,
        total: args.limit,
        cram: args.cram,
    }
}

fn candidates<'a>(cards: &'a [Asked<'_>]) -> Vec<Candidate<'a>> {
    let candidate = |asked: &'a Asked<'_>| Candidate {
        card: asked.card.id,
        siblings: &asked.card.draft.siblings,
        heading: asked.card.draft.under.last().map_or("", String::as_str),
    };
    cards.iter().map(candidate).collect()
}

/// Nothing is due: that is good news, and says when there is something to do.
fn nothing_due(
    cards: &[Asked<'_>],
    learner: &Learner,
    today: Day,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let due = cards
        .iter()
        .filter_map(|asked| learner.memories.get(&asked.card.id))
        .map(|memory| memory.due)
        .filter(|due| *due > today)
        .min();
    match due {
        Some(due) => writeln!(
            out,
            "nothing is due today; the next card is due {}, on {due}",
            plain::in_days(due.since(today))
        )?,
        None => writeln!(out, "nothing is due today")?,
    }
    writeln!(
        out,
        "`--new N` introduces more cards, `--cram` asks all without touching the schedule"
    )?;
    Ok(Exit::Clean)
}

fn tasks(
    picked: &[CardId],
    cards: &BTreeMap<CardId, Asked<'_>>,
    workspace: &Workspace,
    learner: &Learner,
) -> Vec<Task> {
    let sources: BTreeMap<&str, &Source> = workspace
        .sources
        .iter()
        .map(|source| (source.path.as_str(), source))
        .collect();
    picked
        .iter()
        .filter_map(|id| cards.get(id))
        .map(|asked| {
            let (draft, source) = (&asked.card.draft, sources.get(asked.note));
            Task {
                card: asked.card.id,
                question: learner.question(asked.card),
                confusable: draft.confusable.clone(),
                note: asked.note.to_string(),
                lines: draft.lines,
                under: draft.under.clone(),
                excerpt: source
                    .map(|source| excerpt(source, draft.lines))
                    .unwrap_or_default(),
                hint: asked.card.mine.hint.clone(),
                reviews: learner
                    .memories
                    .get(&asked.card.id)
                    .map_or(0, |memory| memory.reps),
            }
        })
        .collect()
}

/// The lines of a note that a card comes from, without the indentation they share.
fn excerpt(source: &Source, (first, last): (usize, usize)) -> Vec<String> {
    if first == 0 {
        return Vec::new();
    }
    let lines: Vec<&str> = (first..=last)
        .map(|number| source.line(number))
        .filter(|line| !line.trim().is_empty())
        .collect();
    let indent = lines
        .iter()
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut shown: Vec<String> = lines
        .iter()
        .take(EXCERPT)
        .map(|line| line.get(indent..).unwrap_or(line).to_string())
        .collect();
    if lines.len() > EXCERPT {
        shown.push(format!("… and {} more lines", lines.len() - EXCERPT));
    }
    shown
}

/// A card and what was remembered of it before an answer.
type Replaced = (CardId, Option<Memory>);

/// The world of a session: the log, the clock, the editor.
struct Desk<'a> {
    writer: Writer,
    context: &'a Context,
    root: PathBuf,
    retention: f32,
    memories: BTreeMap<CardId, Memory>,
    /// Records of this session, by number, with the memory that an answer replaced.
    records: BTreeMap<usize, (Record, Option<Replaced>)>,
    /// What each card asked when it was studied last.
    seen: BTreeMap<CardId, Seen>,
    cards: BTreeMap<CardId, Asked<'a>>,
}

impl<'a> Desk<'a> {
    fn new(
        writer: Writer,
        context: &'a Context,
        collection: &Collection,
        (cards, memories): (BTreeMap<CardId, Asked<'a>>, BTreeMap<CardId, Memory>),
    ) -> Desk<'a> {
        let latest = collection.workspace.seen.iter();
        Desk {
            writer,
            context,
            root: collection.root.clone(),
            retention: collection.config.retention,
            memories,
            records: BTreeMap::new(),
            seen: latest.map(|seen| (seen.card, seen.clone())).collect(),
            cards,
        }
    }

    /// Records what a card asks when it is not what was recorded last, so that its history can be found
    /// again after the note was edited.
    fn remember(&mut self, card: CardId) -> anyhow::Result<()> {
        let Some(Asked { note, card }) = self.cards.get(&card) else {
            return Ok(());
        };
        let now = seen(note, card);
        if self.seen.get(&card.id) != Some(&now) {
            self.writer
                .append(Event::Seen(now.clone()), self.context.now.get())?;
            self.seen.insert(now.card, now);
        }
        Ok(())
    }

    fn record(&mut self, number: usize, event: &Event) -> anyhow::Result<()> {
        if let Event::Review(review) = event {
            self.remember(review.card)?;
        }
        let record = self.writer.append(event.clone(), self.context.now.get())?;
        let replaced = match event {
            Event::Review(review) => {
                let before = self.memories.get(&review.card).copied();
                let after = schedule::answer(before, review, self.retention);
                self.remembers(review.card, after);
                Some((review.card, before))
            }
            _ => None,
        };
        self.records.insert(number, (record, replaced));
        Ok(())
    }

    fn retract(&mut self, number: usize) -> anyhow::Result<()> {
        let Some((record, replaced)) = self.records.remove(&number) else {
            return Ok(());
        };
        let undo = Event::Undo {
            device: record.device,
            seq: record.seq,
        };
        self.writer.append(undo, self.context.now.get())?;
        if let Some((card, before)) = replaced {
            self.remembers(card, before);
        }
        Ok(())
    }

    fn remembers(&mut self, card: CardId, memory: Option<Memory>) {
        match memory {
            Some(memory) => self.memories.insert(card, memory),
            None => self.memories.remove(&card),
        };
    }
}

/// What a card asks, as the log remembers it.
pub(super) fn seen(note: &str, card: &Card) -> Seen {
    Seen {
        card: card.id,
        note: note.to_owned(),
        under: card.draft.under.clone(),
        fact: card.draft.fact.clone(),
        template: card.draft.template.clone(),
        answer: card.draft.question.answer.clone(),
    }
}

impl Shell for Desk<'_> {
    fn now(&self) -> Moment {
        self.context.now.get()
    }

    fn perform(&mut self, effect: &Effect) -> anyhow::Result<()> {
        let kept = match effect {
            Effect::Record { number, event } => self.record(*number, event),
            Effect::Retract { number } => self.retract(*number),
        };
        kept.context("NOT SAVED: the last answer could not be kept; all before it are")
    }

    fn edit(&mut self, task: &Task) -> anyhow::Result<String> {
        if !self.context.terminal {
            // An editor would take the lines that are meant as answers.
            return Ok(format!("the note is {}, line {}", task.note, task.lines.0));
        }
        let editor = self
            .context
            .editor
            .as_ref()
            .ok_or_else(|| anyhow!("set `VISUAL` or `EDITOR` to edit notes"))?;
        let mut words = editor.split_whitespace();
        let program = words.next().ok_or_else(|| anyhow!("`EDITOR` is empty"))?;
        // No shell: a file name can not become a command. `+N` is what vi, emacs and nano understand.
        let status = Process::new(program)
            .args(words)
            .arg(format!("+{}", task.lines.0.max(1)))
            .arg(self.root.join(&task.note))
            .status()
            .with_context(|| format!("could not start the editor `{program}`"))?;
        let said = if status.success() {
            "the edit counts from the next session on"
        } else {
            "the editor ended with an error"
        };
        Ok(said.to_string())
    }

    fn due_after(&self, review: &Review) -> Option<Day> {
        self.memories.get(&review.card).map(|memory| memory.due)
    }

    fn due_tomorrow(&self) -> usize {
        let tomorrow = self.context.now.get().day().plus(1);
        self.memories
            .iter()
            .filter(|(card, memory)| self.cards.contains_key(card) && memory.due <= tomorrow)
            .count()
    }
}
