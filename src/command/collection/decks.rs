//! Where the decks of a collection lie, and reading them.

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::{Home, relative};
use crate::command::{Context, Failure};
use crate::config::Config;
use crate::deck::{Deck, format};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, SourceId, Span};
use crate::store::files::{self, Content, Place};
use crate::workspace::{Workspace, is_at_or_below};

/// The folder of the decks. It may not exist, but if it does it lies where it seems to.
pub(super) fn decks_dir(
    home: &Home,
    config: &Config,
    context: &Context,
) -> Result<PathBuf, Failure> {
    if home.configured {
        let dir = home.root.join(&config.decks);
        return match files::place(&dir)? {
            Place::Folder(real) if !real.starts_with(&home.root) => Err(Failure::new(format!(
                "`{}` leads out of the collection",
                config.decks
            ))
            .hint("`decks` in the configuration names a folder inside the collection")),
            _ => Ok(dir),
        };
    }
    let mut dir = context.data_dir.join("decks");
    for part in home.root.components() {
        match part {
            Component::Normal(name) => dir.push(name),
            Component::Prefix(prefix) => {
                let letters = prefix.as_os_str().to_string_lossy();
                dir.push(letters.replace([':', '\\', '/', '?'], ""));
            }
            Component::RootDir | Component::CurDir | Component::ParentDir => {}
        }
    }
    Ok(dir)
}

/// Reads the decks of the notes in `scope`; an empty scope is the whole collection.
pub(super) fn read_decks(
    workspace: &mut Workspace,
    home: &Home,
    decks_dir: &Path,
    scope: &[String],
) -> Result<(), Failure> {
    let mut files = Vec::new();
    for file in files::walk_decks(decks_dir)? {
        let Some(note) = relative(decks_dir, &file.with_extension("")) else {
            continue;
        };
        let ours = scope.is_empty() || scope.iter().any(|path| is_at_or_below(&note, path));
        if ours && files::is_note(Path::new(&note)) {
            files.push((note, file));
        }
    }
    files.sort();
    let first = workspace.sources.len();
    let read: Vec<_> = files
        .into_par_iter()
        .enumerate()
        .map(|(i, (note, file))| {
            let id = SourceId(u32::try_from(first + i).unwrap_or(u32::MAX));
            let shown = relative(&home.root, &file).unwrap_or_else(|| file.display().to_string());
            let bytes = match files::read(&file, files::DECK_LIMIT) {
                Ok(Content::Bytes(bytes)) => bytes,
                Ok(Content::TooLarge(size)) => {
                    let why = format!("the file has {size} bytes, too many for a deck");
                    return unreadable_deck(id, note, shown, why);
                }
                Err(error) => return unreadable_deck(id, note, shown, format!("{error:#}")),
            };
            let (source, mut found) = Source::decode(id, &shown, &bytes);
            let (deck, more) = format::parse(id, &note, &source.text);
            found.extend(more);
            (source, deck, found)
        })
        .collect();
    for (source, deck, found) in read {
        workspace.sources.push(source);
        workspace.decks.push(deck);
        workspace.diagnostics.extend(found);
    }
    Ok(())
}

/// A deck of which nothing could be read, as a problem of its file: `check` goes on with the others.
fn unreadable_deck(
    id: SourceId,
    note: String,
    shown: String,
    why: String,
) -> (Source, Deck, Vec<Diagnostic>) {
    let span = Span {
        source: id,
        ..Span::default()
    };
    let problem = Diagnostic {
        help: Some("make the file readable, or move it away and build it anew".into()),
        ..Diagnostic::new("broken-deck", Severity::Error, why, span)
    };
    let deck = Deck {
        note,
        ..Deck::default()
    };
    (Source::new(shown, ""), deck, vec![problem])
}
