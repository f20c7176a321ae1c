//! The notes as the editor has them: those of the collection, with the open ones as they are typed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::places;
use crate::check::{self, Selection};
use crate::diagnostic::Diagnostic;
use crate::note::{self, Note};
use crate::question::{self, Draft};
use crate::source::{Source, SourceId};
use crate::workspace::{Build, Workspace};

/// A collection, read.
pub struct Loaded {
    pub root: PathBuf,
    pub workspace: Workspace,
    pub selection: Selection,
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
    cards: Option<Vec<Draft>>,
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
        })
    }

    /// The cards that the note gives as it is now.
    pub(super) fn cards(&mut self, uri: &str) -> &[Draft] {
        let made = self.view(uri).map(|view| (view.note, view.source));
        let needed = self
            .documents
            .get(uri)
            .is_some_and(|document| document.cards.is_none());
        let fresh = match made {
            Some((note, source)) if needed && !note.skip => {
                Some(question::write(note, source).drafts)
            }
            _ => None,
        };
        match self.documents.get_mut(uri) {
            Some(document) => {
                if needed {
                    document.cards = Some(fresh.unwrap_or_default());
                }
                document.cards.as_deref().unwrap_or_default()
            }
            None => &[],
        }
    }
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
    }
}
