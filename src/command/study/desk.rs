//! The world of a session: the log, the clock, the notes, an editor.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command as Process, ExitStatus, Stdio};

use anyhow::{Context as _, anyhow};

use super::pool::{Asked, Pool};
use crate::command::Context;
use crate::command::learner::Learner;
use crate::day::{Day, Moment};
use crate::deck::reconcile::Seen;
use crate::deck::{Card, CardId};
use crate::review::{Event, Record, Review};
use crate::schedule::model::Model;
use crate::schedule::{self, Memory};
use crate::session::{Edited, Effect, Feedback, Shell, Task};
use crate::store::files::{self, Content, Place};
use crate::store::log::{self, Writer};

/// Bytes of an image that are sent to a terminal at most.
const MOST_IMAGE: u64 = 16 << 20;

/// A card and what was remembered of it before an answer.
type Replaced = (CardId, Option<Memory>);

/// The world of a session: the log, the clock, the editor.
pub(super) struct Desk<'a> {
    writer: Writer,
    context: &'a Context,
    paths: &'a [PathBuf],
    pool: Pool,
    /// Records of this session, by number, with the memory that an answer replaced.
    records: BTreeMap<usize, (Record, Option<Replaced>)>,
    /// What each card asked when it was studied last.
    seen: BTreeMap<CardId, Seen>,
    /// The effect that failed, while its records may be on the disk.
    failed: Option<Effect>,
    /// Answers of this session that were written, by number.
    own: BTreeSet<(String, u64)>,
    began: Moment,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        mut writer: Writer,
        pool: Pool,
        paths: &'a [PathBuf],
        context: &'a Context,
    ) -> Desk<'a> {
        let latest = pool.collection.workspace.seen.iter();
        let own = log::own_device(&context.state_dir);
        let records = pool.collection.log.records.iter();
        let of_own = records.filter(|record| Some(&record.device) == own.as_ref());
        writer.heard(of_own.map(|record| record.seq).max().unwrap_or_default());
        Desk {
            writer,
            context,
            paths,
            seen: latest.map(|seen| (seen.card, seen.clone())).collect(),
            pool,
            records: BTreeMap::new(),
            failed: None,
            own: BTreeSet::new(),
            began: context.now.get(),
        }
    }

    /// What a card asks, when it is not what was recorded last, so that its history can be found again
    /// after the note was edited.
    fn unseen(&self, card: CardId) -> Option<Seen> {
        let Asked { note, card } = self.pool.card(card)?;
        let now = seen(note, card);
        (self.seen.get(&now.card) != Some(&now)).then_some(now)
    }

    /// The records of an effect; none when there is nothing to take back.
    fn events(&self, effect: &Effect) -> Vec<Event> {
        match effect {
            Effect::Record { event, .. } => {
                let seen = match event {
                    Event::Review(review) => self.unseen(review.card),
                    _ => None,
                };
                let seen = seen.map(Event::Seen);
                seen.into_iter().chain([event.clone()]).collect()
            }
            Effect::Retract { number } => {
                let undo = |(record, _): &(Record, _)| Event::Undo {
                    device: record.device.clone(),
                    seq: record.seq,
                };
                self.records.get(number).map(undo).into_iter().collect()
            }
        }
    }

    /// Writes the records of an effect down, in one go. What failed before is written again as it was.
    fn write(&mut self, effect: &Effect) -> anyhow::Result<Vec<Record>> {
        let again = self.failed.as_ref() == Some(effect);
        let written = if again {
            self.writer.retry()?
        } else {
            Vec::new()
        };
        if !written.is_empty() {
            return Ok(written);
        }
        let now = self.context.now.get();
        let events = self.events(effect);
        if events.is_empty() {
            return Ok(Vec::new());
        }
        self.failed = Some(effect.clone());
        let events = events.into_iter().map(|event| (event, now)).collect();
        self.writer.append_all(events)
    }

    /// Takes what was written into account.
    fn keep(&mut self, effect: &Effect, written: Vec<Record>) {
        self.failed = None;
        let names = written
            .iter()
            .map(|record| (record.device.clone(), record.seq));
        self.own.extend(names);
        match effect {
            Effect::Retract { number } => {
                if let Some((_, Some((card, before)))) = self.records.remove(number) {
                    self.remembers(card, before);
                }
            }
            Effect::Record { number, .. } => {
                for record in written {
                    let replaced = match &record.event {
                        Event::Seen(seen) => {
                            self.seen.insert(seen.card, seen.clone());
                            continue;
                        }
                        Event::Review(review) => Some((review.card, self.learn(review))),
                        _ => None,
                    };
                    self.records.insert(*number, (record, replaced));
                }
            }
        }
    }

    /// Changes the memory of a card; gives what it was before.
    fn learn(&mut self, review: &Review) -> Option<Memory> {
        let before = self.memory(review.card);
        let after = schedule::answer(self.model(), before, review, self.retention());
        self.remembers(review.card, after);
        before
    }

    /// Reads the log anew; gives the cards that others answered during this session and that are not due
    /// any more.
    fn catch_up(&mut self) -> anyhow::Result<Vec<CardId>> {
        let log = log::read(&self.context.data_dir)?.log;
        self.pool.learner = Learner::of(&log, self.retention());
        let today = self.context.now.get().day();
        let of_others = log.records.iter().filter(|record| {
            record.at.ms >= self.began.ms
                && !self.own.contains(&(record.device.clone(), record.seq))
        });
        let answered = of_others.filter_map(|record| match &record.event {
            Event::Review(review) if !review.cram => Some(review.card),
            _ => None,
        });
        let done = |card: &CardId| self.memory(*card).is_some_and(|memory| memory.due > today);
        Ok(answered.filter(done).collect())
    }

    fn remembers(&mut self, card: CardId, memory: Option<Memory>) {
        match memory {
            Some(memory) => self.pool.learner.memories.insert(card, memory),
            None => self.pool.learner.memories.remove(&card),
        };
    }

    fn memory(&self, card: CardId) -> Option<Memory> {
        self.pool.learner.memories.get(&card).copied()
    }

    fn model(&self) -> &Model {
        &self.pool.learner.model
    }

    fn retention(&self) -> f32 {
        self.pool.collection.config.retention
    }

    /// Where the first image of the lines of a task is, or why there is none.
    fn image_place(&self, task: &Task) -> anyhow::Result<Result<PathBuf, String>> {
        let Some(image) = self.pool.feedback(task, None).images.into_iter().next() else {
            return Ok(Err("the lines of this card have no image".to_owned()));
        };
        let root = &self.pool.collection.root;
        let folder = root.join(&task.note);
        let path = folder.parent().unwrap_or(root).join(&image);
        Ok(match files::place(&path)? {
            // A note of a stranger must not make the program open what is not of the notes.
            Place::File(real) if real.starts_with(root) && !files::is_link(&real) => Ok(real),
            _ => Err(format!("there is no image `{image}` in the collection")),
        })
    }

    /// Waits for the editor with the note of a task.
    fn open_editor(&self, task: &Task) -> anyhow::Result<ExitStatus> {
        let editor = self
            .context
            .editor
            .as_ref()
            .ok_or_else(|| anyhow!("set `VISUAL` or `EDITOR` to edit notes"))?;
        let mut words = editor.split_whitespace();
        let program = words.next().ok_or_else(|| anyhow!("`EDITOR` is empty"))?;
        // No shell: a file name can not become a command. `+N` is what vi, emacs and nano understand.
        Process::new(program)
            .args(words)
            .arg(format!("+{}", task.lines.0.max(1)))
            .arg(self.pool.collection.root.join(&task.note))
            .status()
            .with_context(|| format!("could not start the editor `{program}`"))
    }
}

/// What a card asks, as the log remembers it.
pub(in crate::command) fn seen(note: &str, card: &Card) -> Seen {
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
        let written = self
            .write(effect)
            .context("NOT SAVED: the last answer could not be kept; all before it are")?;
        self.keep(effect, written);
        Ok(())
    }

    fn elsewhere(&mut self) -> Vec<CardId> {
        if !self.writer.take_news() {
            return Vec::new();
        }
        // The log was read when the session began; when it can not be read now, nothing is left out.
        self.catch_up().unwrap_or_default()
    }

    fn edit(&mut self, task: &Task) -> anyhow::Result<Edited> {
        let said = |said: &str| Edited {
            said: said.to_owned(),
            card: None,
        };
        if !self.context.terminal {
            // An editor would take the lines that are meant as answers.
            return Ok(said(&format!(
                "the note is {}, line {}",
                task.note, task.lines.0
            )));
        }
        // A card that was never answered follows the edit, too, decks or not.
        if let Some(seen) = self.unseen(task.card) {
            let now = self.context.now.get();
            self.writer.append(Event::Seen(seen.clone()), now)?;
            self.seen.insert(seen.card, seen);
        }
        if !self.open_editor(task)?.success() {
            return Ok(said("the editor ended with an error"));
        }
        let text = |pool: &Pool| pool.note(&task.note).map(|(source, _)| source.text.clone());
        let before = text(&self.pool);
        // The log is read anew, too, so that the memories are those of all answers up to now.
        let pool = Pool::open(self.paths, self.context).map_err(|failure| {
            failure
                .error
                .context("the note was edited, but can not be read")
        })?;
        if text(&pool) == before {
            return Ok(said("nothing was changed"));
        }
        self.pool = pool;
        let task = self.pool.task(task.card);
        Ok(Edited {
            said: match &task {
                Some(_) => "the card follows the note".to_owned(),
                None => "the note has this card no more".to_owned(),
            },
            card: Some(task.map(Box::new)),
        })
    }

    fn feedback(&self, task: &Task, other: Option<&str>) -> Feedback {
        self.pool.feedback(task, other)
    }

    fn due_if(&self, review: &Review) -> Option<Day> {
        if review.cram {
            return None;
        }
        let memory = schedule::answer(
            self.model(),
            self.memory(review.card),
            review,
            self.retention(),
        )?;
        Some(memory.due)
    }

    fn due_after(&self, review: &Review) -> Option<Day> {
        self.memory(review.card).map(|memory| memory.due)
    }

    fn due_tomorrow(&self) -> usize {
        let tomorrow = self.context.now.get().day().plus(1);
        let memories = self
            .pool
            .learner
            .memories
            .iter()
            .filter(|(_, memory)| memory.due <= tomorrow);
        let cards = memories.filter_map(|(card, _)| self.pool.card(*card));
        cards
            .filter(|asked| self.pool.learner.may_ask(asked.card))
            .count()
    }

    fn image(&mut self, task: &Task) -> Option<Vec<u8>> {
        let path = self.image_place(task).ok()?.ok()?;
        match files::read(&path, MOST_IMAGE).ok()? {
            Content::Bytes(bytes) => Some(bytes),
            Content::TooLarge(_) => None,
        }
    }

    fn show_image(&mut self, task: &Task) -> anyhow::Result<String> {
        let real = match self.image_place(task)? {
            Ok(real) => real,
            Err(said) => return Ok(said),
        };
        let Some(opener) = self.context.opener else {
            return Ok(format!("the image is {}", real.display()));
        };
        let started = Process::new(opener)
            .arg(&real)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Ok(match started {
            Ok(_) => format!("opened {}", real.display()),
            Err(_) => format!("the image is {}", real.display()),
        })
    }
}
