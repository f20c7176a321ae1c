//! `recito relink`: asks about cards of edited notes what only the learner knows, over plain lines.
//!
//! Every answer is a record of the log, so that it holds on all devices and can be taken back.

use std::io::{self, BufRead, Write};

use super::learner::Learner;
use super::study::desk::seen;
use super::{Context, Exit, Failure, collection};
use crate::cli::RelinkArgs;
use crate::deck::{Card, CardId};
use crate::report::counted;
use crate::report::relink::{Item, human, json};
use crate::review::{Event, Log, Record};
use crate::store::log::Writer;
use crate::workspace::{Build, Changed, build, changed, doubts};

/// Runs the command.
pub fn run(args: &RelinkArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let collection = collection::open(&args.paths, context)?;
    if args.undo {
        return undo(&collection.log, context, out);
    }
    let built = build(&collection.workspace);
    let doubts = doubts(&collection.workspace, &built);
    let changed = changed(&collection.workspace, &built);
    let learner = collection.learner();
    let reworded = doubts.iter().filter_map(|doubt| {
        let (note, card) = find(&built, doubt.card)?;
        Some(Item {
            note,
            card,
            from: Some(doubt.from),
            how: doubt.how.name(),
            alike: Some(doubt.alike),
            before: &doubt.before,
            answers: answers(&learner, doubt.from),
        })
    });
    let others = changed.iter().filter_map(|Changed { card, before }| {
        let (note, card) = find(&built, *card)?;
        Some(Item {
            note,
            card,
            from: None,
            how: "changed",
            alike: None,
            before,
            answers: answers(&learner, card.id),
        })
    });
    let items: Vec<Item<'_>> = reworded.chain(others).collect();
    if args.json {
        for item in &items {
            writeln!(out, "{}", json(item))?;
        }
    } else if items.is_empty() {
        writeln!(out, "nothing is uncertain")?;
    } else if args.list {
        for item in &items {
            writeln!(out, "{}", human(item, context.paint()))?;
        }
        let open = counted(items.len(), "question");
        writeln!(out, "{open} open; `recito relink` asks them")?;
    } else {
        let writer = open_log(context)?;
        Talk::new(writer, context, out).run(&items, &mut io::stdin().lock())?;
    }
    Ok(Exit::Clean)
}

fn find(built: &Build, id: CardId) -> Option<(&str, &Card)> {
    built.decks.iter().find_map(|deck| {
        let card = deck.cards.iter().find(|card| card.id == id)?;
        Some((deck.note.as_str(), card))
    })
}

fn answers(learner: &Learner, card: CardId) -> u32 {
    learner.memories.get(&card).map_or(0, |memory| memory.reps)
}

fn open_log(context: &Context) -> Result<Writer, Failure> {
    Writer::open(&context.data_dir, &context.state_dir).map_err(|error| {
        Failure::from(error)
            .hint("answers could not be kept; choose another folder with `--data-dir`")
    })
}

/// Takes back the latest decision in the log, whichever device it was made on.
fn undo(log: &Log, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let decided =
        |record: &&Record| matches!(record.event, Event::Link { .. } | Event::Fresh { .. });
    let Some(last) = log.records.iter().rfind(decided) else {
        writeln!(out, "there is nothing to take back")?;
        return Ok(Exit::Clean);
    };
    let (card, said) = match &last.event {
        Event::Link { card, same, .. } if *same => (*card, "the link of"),
        Event::Link { card, .. } => (*card, "that nothing was linked to"),
        Event::Fresh { card } => (*card, "the fresh start of"),
        _ => return Ok(Exit::Clean),
    };
    // With a decision goes what the card asked then.
    let with = log.records.iter().find(|record| {
        let next = record.device == last.device && last.seq.checked_add(1) == Some(record.seq);
        next && matches!(&record.event, Event::Seen(seen) if seen.card == card)
    });
    let mut writer = open_log(context)?;
    for record in [Some(last), with].into_iter().flatten() {
        let undo = Event::Undo {
            device: record.device.clone(),
            seq: record.seq,
        };
        writer.append(undo, context.now.get())?;
    }
    writeln!(out, "taken back: {said} `{card}`")?;
    Ok(Exit::Clean)
}

/// What the learner said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// The new card continues the old one.
    Same,
    /// It is another one.
    Other,
    Keep,
    Fresh,
    Skip,
    Undo,
    Quit,
}

fn said(line: &str, linking: bool) -> Option<Said> {
    Some(match (line.trim().to_lowercase().as_str(), linking) {
        ("y" | "yes", true) => Said::Same,
        ("n" | "no", true) => Said::Other,
        ("k" | "keep", false) => Said::Keep,
        ("f" | "fresh", false) => Said::Fresh,
        ("s" | "skip" | "", _) => Said::Skip,
        ("u" | "undo", _) => Said::Undo,
        ("q" | "quit", _) => Said::Quit,
        _ => return None,
    })
}

/// The questions one after the other.
struct Talk<'a> {
    writer: Writer,
    context: &'a Context,
    out: &'a mut dyn Write,
    /// What was said of each item so far, and the records of it.
    steps: Vec<(Said, Vec<Record>)>,
}

impl<'a> Talk<'a> {
    fn new(writer: Writer, context: &'a Context, out: &'a mut dyn Write) -> Talk<'a> {
        Talk {
            writer,
            context,
            out,
            steps: Vec::new(),
        }
    }

    fn run(&mut self, items: &[Item<'_>], input: &mut dyn BufRead) -> Result<(), Failure> {
        while let Some(item) = items.get(self.steps.len()) {
            let at = self.steps.len() + 1;
            write!(
                self.out,
                "{at} of {}  {}",
                items.len(),
                human(item, self.context.paint())
            )?;
            match self.ask(item.from.is_some(), input)? {
                Said::Quit => break,
                Said::Undo => self.step_back()?,
                said => self.keep(item, said)?,
            }
        }
        self.sum_up(items.len())?;
        Ok(())
    }

    fn ask(&mut self, linking: bool, input: &mut dyn BufRead) -> io::Result<Said> {
        let question = if linking {
            "the same? [y]es [n]o [s]kip [u]ndo [q]uit > "
        } else {
            "its schedule? [k]eep it, start [f]resh, [s]kip [u]ndo [q]uit > "
        };
        loop {
            write!(self.out, "{question}")?;
            self.out.flush()?;
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                writeln!(self.out)?;
                return Ok(Said::Quit);
            }
            if let Some(said) = said(&String::from_utf8_lossy(&line), linking) {
                return Ok(said);
            }
        }
    }

    /// Writes down what was said.
    fn keep(&mut self, item: &Item<'_>, said: Said) -> Result<(), Failure> {
        let card = item.card.id;
        let link = |same| {
            let from = item.from?;
            Some(Event::Link { card, from, same })
        };
        let decision = match said {
            Said::Same => link(true),
            Said::Other => link(false),
            Said::Fresh => Some(Event::Fresh { card }),
            _ => None,
        };
        // What the card asks now is what its history is about from here on.
        let now = matches!(said, Said::Same | Said::Keep | Said::Fresh)
            .then(|| Event::Seen(seen(item.note, item.card)));
        let mut records = Vec::new();
        for event in [decision, now].into_iter().flatten() {
            records.push(self.append(event)?);
        }
        self.steps.push((said, records));
        Ok(())
    }

    fn append(&mut self, event: Event) -> Result<Record, Failure> {
        let now = self.context.now.get();
        self.writer.append(event, now).map_err(|error| {
            Failure::from(error.context("NOT SAVED: this answer could not be kept"))
                .hint("all answers before it are kept")
        })
    }

    fn step_back(&mut self) -> Result<(), Failure> {
        let Some((_, records)) = self.steps.pop() else {
            writeln!(
                self.out,
                "there is nothing to take back; `recito relink --undo` goes further back"
            )?;
            return Ok(());
        };
        for record in records {
            self.append(Event::Undo {
                device: record.device,
                seq: record.seq,
            })?;
        }
        Ok(())
    }

    fn sum_up(&mut self, all: usize) -> io::Result<()> {
        let count = |what| self.steps.iter().filter(|(said, _)| *said == what).count();
        let counts = [
            (Said::Same, "linked"),
            (Said::Other, "not the same"),
            (Said::Keep, "kept"),
            (Said::Fresh, "started again"),
        ];
        let mut parts: Vec<String> = counts
            .into_iter()
            .filter(|(said, _)| count(*said) > 0)
            .map(|(said, name)| format!("{} {name}", count(said)))
            .collect();
        let open = all - self.steps.len() + count(Said::Skip);
        if open > 0 {
            parts.push(format!("{open} left"));
        }
        writeln!(self.out, "{}", parts.join(", "))
    }
}
