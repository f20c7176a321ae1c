//! The notes as the editor has them: those of the collection, with the open ones as they are typed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::places;
use crate::check::{self, Selection};
use crate::day::Day;
use crate::deck::reconcile::{Drafts, Seen, reconcile};
use crate::deck::{Card, CardId, Deck};
use crate::diagnostic::Diagnostic;
use crate::note::{self, Note};
use crate::question;
use crate::schedule::Memory;
use crate::source::{Source, SourceId};
use crate::workspace::{Build, Workspace};

/// A collection, read.
pub struct Loaded {
    pub root: PathBuf,
    pub workspace: Workspace,
    pub selection: Selection,
    pub studied: Studied,
}

/// What is known of the cards of a collection besides its notes.
#[derive(Default)]
pub struct Studied {
    /// The decks as they are on disk, with their files.
    pub decks: Vec<(Deck, Source)>,
    pub memories: BTreeMap<CardId, Memory>,
    pub today: Day,
}

/// Reads the collection around a note; none when that can not be done.
pub type Loader<'l> = &'l dyn Fn(&Path) -> Option<Loaded>;

/// An open note.
struct Document {
    /// Which collection it belongs to, and which note of it it is.
    collection: usize,
    note: usize,
    found: Vec<Diagnostic>,
    /// The cards of the note; forgotten at each change and made when somebody looks.
    cards: Option<Vec<Card>>,
}

/// What the server knows.
pub(super) struct State<'l> {
    load: Loader<'l>,
    collections: Vec<Loaded>,
    documents: BTreeMap<String, Document>,
}

/// An open note with what was found in it.
pub(super) struct View<'s> {
    pub(super) root: &'s Path,
    pub(super) workspace: &'s Workspace,
    pub(super) selection: &'s Selection,
    pub(super) note: &'s Note,
    pub(super) source: &'s Source,
    pub(super) found: &'s [Diagnostic],
    pub(super) studied: &'s Studied,
}

impl<'l> State<'l> {
    pub(super) fn new(load: Loader<'l>) -> State<'l> {
        State {
            load,
            collections: Vec::new(),
            documents: BTreeMap::new(),
        }
    }

    /// A note was opened with this text.
    pub(super) fn open(&mut self, uri: &str, text: &str) {
        let path = places::path_of(uri).unwrap_or_else(|| PathBuf::from(uri));
        let known = self
            .collections
            .iter()
            .position(|loaded| index_of(loaded, &path).is_some());
        let collection = known.unwrap_or_else(|| {
            let loaded = (self.load)(&path).filter(|loaded| index_of(loaded, &path).is_some());
            self.collections
                .push(loaded.unwrap_or_else(|| alone(&path)));
            self.collections.len() - 1
        });
        let note = index_of(&self.collections[collection], &path).unwrap_or_default();
        let document = Document {
            collection,
            note,
            found: Vec::new(),
            cards: None,
        };
        self.documents.insert(uri.to_string(), document);
        self.change(uri, text);
    }

    /// An open note has another text now: it is parsed and checked again, beside the others.
    pub(super) fn change(&mut self, uri: &str, text: &str) {
        let Some(document) = self.documents.get_mut(uri) else {
            return;
        };
        let loaded = &mut self.collections[document.collection];
        let workspace = &mut loaded.workspace;
        let Some(old) = workspace.notes.get(document.note) else {
            return;
        };
        let id = old.source;
        let source = Source::new(old.path.clone(), text);
        let (note, problems) = note::parse(id, &source);
        workspace
            .diagnostics
            .retain(|problem| problem.span.source != id);
        workspace.diagnostics.extend(problems);
        workspace.focus = vec![note.path.clone()];
        workspace.notes[document.note] = note;
        workspace.sources[id.0 as usize] = source;
        document.found = check::check(workspace, &Build::default(), &loaded.selection);
        document
            .found
            .retain(|diagnostic| diagnostic.span.source == id);
        document.cards = None;
    }

    /// A note was saved: decks may have been built and cards studied meanwhile, so that they are read again.
    pub(super) fn save(&mut self, uri: &str) {
        let Some(index) = self.documents.get(uri).map(|document| document.collection) else {
            return;
        };
        let fresh = places::path_of(uri).and_then(|path| (self.load)(&path));
        if let (Some(fresh), Some(loaded)) = (fresh, self.collections.get_mut(index)) {
            loaded.studied = fresh.studied;
            loaded.workspace.seen = fresh.workspace.seen;
        }
        let mut of_collection = self.documents.values_mut();
        while let Some(document) = of_collection.find(|document| document.collection == index) {
            document.cards = None;
        }
    }

    /// A note was closed. What was typed stays in memory as long as the server runs.
    pub(super) fn close(&mut self, uri: &str) {
        self.documents.remove(uri);
    }

    pub(super) fn view(&self, uri: &str) -> Option<View<'_>> {
        let document = self.documents.get(uri)?;
        let loaded = &self.collections[document.collection];
        let note = loaded.workspace.notes.get(document.note)?;
        Some(View {
            root: &loaded.root,
            workspace: &loaded.workspace,
            selection: &loaded.selection,
            note,
            source: loaded.workspace.sources.get(note.source.0 as usize)?,
            found: &document.found,
            studied: &loaded.studied,
        })
    }

    /// The cards that the note gives as it is now, with the ids that a build would give them.
    pub(super) fn cards(&mut self, uri: &str) -> &[Card] {
        let needed = self
            .documents
            .get(uri)
            .is_some_and(|document| document.cards.is_none());
        let fresh = match self.view(uri) {
            Some(view) if needed && !view.note.skip => cards(&view),
            _ => Vec::new(),
        };
        match self.documents.get_mut(uri) {
            Some(document) => document.cards.get_or_insert(fresh),
            None => &[],
        }
    }
}

/// The cards of a note. Those of other notes are left where they are: a card that moves here is known as
/// soon as a build has said so.
fn cards(view: &View<'_>) -> Vec<Card> {
    let decks = || view.studied.decks.iter().map(|(deck, _)| deck);
    let own: Vec<Deck> = decks()
        .filter(|deck| deck.note == view.note.path)
        .cloned()
        .collect();
    let elsewhere: BTreeSet<CardId> = decks()
        .filter(|deck| deck.note != view.note.path)
        .flat_map(|deck| deck.cards.iter().map(|card| card.id))
        .collect();
    let seen = view.workspace.seen.iter();
    let seen: Vec<Seen> = seen
        .filter(|seen| !elsewhere.contains(&seen.card))
        .cloned()
        .collect();
    let drafts = Drafts {
        note: view.note.path.clone(),
        drafts: question::write(view.note, view.source).drafts,
    };
    let (decks, _) = reconcile(&own, &[drafts], &seen);
    let cards = decks.into_iter().flat_map(|deck| deck.cards);
    cards.filter(|card| !card.retired).collect()
}

/// Which note of a collection a file is.
fn index_of(loaded: &Loaded, path: &Path) -> Option<usize> {
    let mut notes = loaded.workspace.notes.iter();
    notes.position(|note| loaded.root.join(&note.path) == path)
}

/// A note that belongs to no collection, such as one that was not saved yet.
fn alone(path: &Path) -> Loaded {
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let source = Source::new(name, "");
    let (note, _) = note::parse(SourceId(0), &source);
    Loaded {
        root: path.parent().map(Path::to_owned).unwrap_or_default(),
        workspace: Workspace {
            sources: vec![source],
            notes: vec![note],
            ..Workspace::default()
        },
        selection: Selection::usual().without("stale-deck"),
        studied: Studied::default(),
    }
}
