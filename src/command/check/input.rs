//! What `check` looks at: the notes of a collection, or one note from standard input.

use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::super::{Context, Failure, collection};
use crate::check;
use crate::config::{CheckSettings, Config};
use crate::note;
use crate::source::{Source, SourceId};
use crate::store::files::{self, Place};
use crate::workspace::Workspace;

/// What is checked.
pub(super) struct Input {
    pub(super) workspace: Workspace,
    /// Leads from the current folder to the root of the collection.
    pub(super) prefix: PathBuf,
    /// The root of the collection.
    pub(super) root: PathBuf,
    pub(super) settings: CheckSettings,
    /// Whether decks are kept beside the notes.
    pub(super) keeps_decks: bool,
}

impl Input {
    /// Number of notes that the user asked about.
    pub(super) fn notes(&self) -> usize {
        let notes = self.workspace.notes.iter();
        notes
            .filter(|note| self.workspace.in_focus(&note.path))
            .count()
    }
}

pub(super) fn from_paths(paths: &[PathBuf], context: &Context) -> Result<Input, Failure> {
    let mut collection = collection::read(paths, context)?;
    let linked = check::links::linked_files(&collection.workspace).into_iter();
    let there = linked.filter(|path| files::is_there(&collection.root.join(path)));
    collection.workspace.linked_files = Some(there.collect());
    let here = match files::place(&context.current_dir)? {
        Place::Folder(folder) => folder,
        _ => context.current_dir.clone(),
    };
    let input = Input {
        prefix: way(&here, &collection.root),
        keeps_decks: collection.configured,
        root: collection.root,
        settings: collection.config.check,
        workspace: collection.workspace,
    };
    if input.notes() == 0 {
        return Err(Failure::new(
            "nothing was checked: there is no note in what was named",
        ));
    }
    Ok(input)
}

/// One note from standard input.
pub(super) fn from_stdin(path: &Path) -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(files::NOTE_LIMIT + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > files::NOTE_LIMIT {
        return Err(Failure::new(format!(
            "standard input has more than the {} bytes that are read of a note",
            files::NOTE_LIMIT
        )));
    }
    let path = path.to_string_lossy();
    let (source, mut diagnostics) = Source::decode(SourceId(0), &path, &bytes);
    let (note, more) = note::parse(SourceId(0), &source);
    diagnostics.extend(more);
    Ok(Input {
        workspace: Workspace {
            sources: vec![source],
            notes: vec![note],
            diagnostics,
            ..Workspace::default()
        },
        prefix: PathBuf::new(),
        root: PathBuf::new(),
        settings: Config::default().check,
        keeps_decks: false,
    })
}

/// The path from one folder to another, relative unless they are far apart. Both are absolute and
/// without symbolic links.
fn way(from: &Path, to: &Path) -> PathBuf {
    let both = from.components().zip(to.components());
    let shared = both.take_while(|(a, b)| a == b).count();
    if shared < 2 {
        // Nothing but the root of the file system is common to both: a way up says less than the path.
        return to.to_owned();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// The path of a file as the user can open it from the current folder.
pub(super) fn shown(prefix: &Path, path: &str) -> String {
    if prefix.as_os_str().is_empty() {
        return path.to_string();
    }
    // An absolute path replaces the prefix: decks outside of the collection have one.
    let whole = prefix.join(path);
    let text = whole.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let check = |from: &str, to: &str, path: &str, expect: &str| {
            let prefix = way(Path::new(from), Path::new(to));
            assert_eq!(shown(&prefix, path), expect, "from {from} to {to}");
        };
        check("/a/b", "/a/b", "n.md", "n.md");
        check("/a", "/a/b", "n.md", "b/n.md");
        check("/a/b/c", "/a", "x/n.md", "../../x/n.md");
        check("/a/b", "/a/c", "n.md", "../c/n.md");
        check("/a/b", "/c", "n.md", "/c/n.md");
        check("/a", "/a/b", "/data/n.md.toml", "/data/n.md.toml");
    }
}
