//! Everything that was read, as one value, and the one function that makes decks of it.
//!
//! [`build`] is the product: `build`, `study`, `cards`, `check` and `export` all call it and differ
//! only in what they do with its value.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::deck::doubt::{self, Doubt, Settled};
use crate::deck::reconcile::{Drafts, Seen, reconcile};
use crate::deck::{CardId, Change, Deck, changed};
use crate::diagnostic::Diagnostic;
use crate::note::Note;
use crate::question::{self, Generated, Rejected};
use crate::review::{Event, Log};
use crate::source::Source;

/// The notes and decks of a collection.
///
/// They are always those of the whole collection, since cards may have moved from any note to any
/// other; what the user asked about is its `focus`.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// The notes as text; `SourceId(i)` is the i-th. Sources of deck files follow those of the notes.
    pub sources: Vec<Source>,
    /// Parsed notes, sorted by path.
    pub notes: Vec<Note>,
    /// The decks as they were on disk.
    pub decks: Vec<Deck>,
    /// What the log remembers of cards that were studied, by time.
    pub seen: Vec<Seen>,
    /// What the learner said of cards that may be the same.
    pub settled: Settled,
    /// Notes and folders that the user asked about, relative to the root; empty means all.
    pub focus: Vec<String>,
    /// The files that notes link to and that are there, relative to the root; none when nobody looked.
    pub linked_files: Option<BTreeSet<String>>,
    /// What was wrong with the files themselves: encoding, front matter, broken decks.
    pub diagnostics: Vec<Diagnostic>,
}

/// What the notes give now.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// One deck a note that the user asked about, sorted by path; decks of notes that are gone hold
    /// retired cards only.
    pub decks: Vec<Deck>,
    /// The decks of the other notes of the collection.
    pub others: Vec<Deck>,
    /// What happened to cards, wherever they are.
    pub changes: Vec<Change>,
    /// Candidates that did not become cards, with the path of their note.
    pub rejected: Vec<(String, Rejected)>,
}

impl Workspace {
    /// Whether the user asked about this note.
    pub fn in_focus(&self, note: &str) -> bool {
        self.focus.is_empty() || self.focus.iter().any(|path| is_at_or_below(note, path))
    }
}

/// Whether a path is another one or lies in it; both with `/`, relative to the same root.
pub fn is_at_or_below(path: &str, other: &str) -> bool {
    path.strip_prefix(other)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || other.is_empty())
}

/// What a log remembers of the cards that were studied, each thing once, in the order in which it was seen
/// last.
pub fn seen(log: &Log) -> Vec<Seen> {
    let memories = log
        .records
        .iter()
        .rev()
        .filter_map(|record| match &record.event {
            Event::Seen(seen) => Some(seen),
            _ => None,
        });
    let mut known = BTreeSet::new();
    let mut unique: Vec<Seen> = memories
        .filter(|seen| known.insert(*seen))
        .cloned()
        .collect();
    unique.reverse();
    unique
}

/// A card that asks for something else than when it was studied last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub card: CardId,
    /// What the note said then.
    pub before: String,
}

/// The cards whose statement has changed in a way that matters since they were studied, in the order of the
/// notes.
pub fn changed(workspace: &Workspace, built: &Build) -> Vec<Changed> {
    let latest: BTreeMap<CardId, &Seen> = workspace
        .seen
        .iter()
        .map(|seen| (seen.card, seen))
        .collect();
    let cards = built.decks.iter().flat_map(Deck::asked);
    cards
        .filter_map(|card| {
            let before = &latest.get(&card.id)?.fact;
            changed::changed(before, card).then(|| Changed {
                card: card.id,
                before: before.clone(),
            })
        })
        .collect()
}

/// Links between cards that were studied and cards of edited notes that only the learner can settle.
pub fn doubts(workspace: &Workspace, built: &Build) -> Vec<Doubt> {
    let mut decks: Vec<&Deck> = built.decks.iter().chain(&built.others).collect();
    decks.sort_by(|a, b| a.note.cmp(&b.note));
    let mut doubts = doubt::doubts(&decks, &workspace.seen, &workspace.settled);
    let asked: BTreeSet<CardId> = built
        .decks
        .iter()
        .flat_map(Deck::asked)
        .map(|card| card.id)
        .collect();
    doubts.retain(|doubt| asked.contains(&doubt.card));
    doubts
}

/// Writes the questions of all notes and finds the cards they were before.
pub fn build(workspace: &Workspace) -> Build {
    let generated: Vec<_> = workspace
        .notes
        .par_iter()
        .map(|note| match workspace.sources.get(note.source.0 as usize) {
            Some(source) => question::write(note, source),
            None => question::Generated::default(),
        })
        .collect();
    let mut drafts = Vec::with_capacity(generated.len());
    let mut rejected = Vec::new();
    let mut asked = BTreeMap::new();
    for (note, mut generated) in workspace.notes.iter().zip(generated) {
        keep_first(&note.path, &mut generated, &mut asked);
        drafts.push(Drafts {
            note: note.path.clone(),
            drafts: generated.drafts,
        });
        if workspace.in_focus(&note.path) {
            let of_note = generated.rejected.into_iter();
            rejected.extend(of_note.map(|candidate| (note.path.clone(), candidate)));
        }
    }
    let (decks, changes) = reconcile(&workspace.decks, &drafts, &workspace.seen);
    let (decks, others) = decks
        .into_iter()
        .partition(|deck: &Deck| workspace.in_focus(&deck.note));
    Build {
        decks,
        others,
        changes,
        rejected,
    }
}

/// What a question asks for, whatever it stands under: its prompt and its answers.
type Asked = (String, Vec<String>);

/// Rejects drafts that another note of the collection gave already, word for word. Only prompts that are
/// clear by themselves count; "What is the default?" is another question under another heading.
fn keep_first(note: &str, generated: &mut Generated, asked: &mut BTreeMap<Asked, String>) {
    let drafts = std::mem::take(&mut generated.drafts);
    for draft in drafts {
        let key = (
            draft.question.prompt.to_lowercase(),
            draft.question.answer.clone(),
        );
        let clear = matches!(
            draft.template.as_str(),
            "acronym" | "define" | "describe" | "explicit"
        );
        let first = asked.entry(key).or_insert_with(|| note.to_string());
        if clear && first != note {
            let reason = format!("duplicate: `{first}` gives the same question");
            generated.rejected.push(Rejected { draft, reason });
        } else {
            generated.drafts.push(draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Moment;
    use crate::review::Record;

    #[test]
    fn the_memories_of_a_log_are_those_of_its_cards_once() {
        let record = |seq, event| Record {
            device: "d".into(),
            seq,
            at: Moment::default(),
            event,
        };
        let memory = |fact: &str| {
            Event::Seen(Seen {
                card: CardId::of(&["x"]),
                fact: fact.into(),
                ..Seen::default()
            })
        };
        let other = Event::Unknown { kind: "k".into() };
        let events = [memory("new"), memory("old"), other, memory("new")];
        let numbered = (1..).zip(events).map(|(seq, event)| record(seq, event));
        let log = Log {
            records: numbered.collect(),
            ..Log::default()
        };
        let facts: Vec<String> = seen(&log).into_iter().map(|memory| memory.fact).collect();
        assert_eq!(facts, ["old", "new"]);
    }

    #[test]
    fn the_focus_is_a_set_of_notes_and_folders() {
        let workspace = |focus: &[&str]| Workspace {
            focus: focus.iter().map(|path| (*path).to_owned()).collect(),
            ..Workspace::default()
        };
        assert!(workspace(&[]).in_focus("a.md"));
        assert!(workspace(&["notes"]).in_focus("notes/a.md"));
        assert!(!workspace(&["notes"]).in_focus("notes2/a.md"));
        assert!(workspace(&["x", "notes/a.md"]).in_focus("notes/a.md"));
        assert!(!workspace(&["notes/a.md"]).in_focus("notes/a.md.md"));
    }

    #[test]
    fn a_question_that_two_notes_give_is_asked_once() {
        let text = "# Net\n\n- Network Time Protocol (NTP) keeps clocks in step\n";
        let mut workspace = Workspace::default();
        for (at, path) in ["a.md", "b.md"].into_iter().enumerate() {
            let source = Source::new(path, text);
            let id = crate::source::SourceId(u32::try_from(at).unwrap());
            workspace.notes.push(crate::note::parse(id, &source).0);
            workspace.sources.push(source);
        }
        let built = build(&workspace);
        let acronyms = |deck: &Deck| {
            deck.cards
                .iter()
                .filter(|card| card.draft.template == "acronym")
                .count()
        };
        assert_eq!(built.decks.iter().map(acronyms).collect::<Vec<_>>(), [1, 0]);
        let reason = &built
            .rejected
            .iter()
            .find(|(note, one)| note == "b.md" && one.draft.template == "acronym")
            .unwrap()
            .1
            .reason;
        assert_eq!(reason, "duplicate: `a.md` gives the same question");
    }
}
