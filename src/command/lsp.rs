//! `recito lsp`: the language server over standard input and output.

use std::io::Write;
use std::path::Path;

use super::{Context, Exit, Failure, check, collection};
use crate::lsp::{self, Loaded, Studied};
use lsp_server::Connection;

/// Runs until the client says goodbye.
pub fn run(context: &Context, _out: &mut dyn Write) -> Result<Exit, Failure> {
    let (connection, threads) = Connection::stdio();
    let served = lsp::serve(&connection, &|note| load(note, context));
    // The threads end when nobody can send any more.
    drop(connection);
    threads.join()?;
    served?;
    Ok(Exit::Clean)
}

/// The collection around a note; none when it can not be read, and the note then stands alone.
fn load(note: &Path, context: &Context) -> Option<Loaded> {
    let folder = note.parent()?.to_owned();
    let collection = collection::read(&[folder], context).ok()?;
    let selection = check::selection(&[], &[], &collection.config.check).ok()?;
    let memories = collection.learner().memories;
    let mut workspace = collection.workspace;
    // Decks are looked at by `check`: while a note is typed its deck is always stale.
    let decks = std::mem::take(&mut workspace.decks);
    let files = workspace.sources.split_off(workspace.notes.len());
    Some(Loaded {
        root: collection.root,
        workspace,
        selection: selection.without("stale-deck"),
        studied: Studied {
            decks: decks.into_iter().zip(files).collect(),
            memories,
            today: context.now.get().day(),
        },
    })
}
