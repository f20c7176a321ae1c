//! From Markdown to the outline of a note.

pub mod outline;

pub use outline::{Inline, Mark, MarkKind, Node, NodeKind, Note, Table};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId};

/// Parses a note. Nothing is refused: what is broken is reported and read as well as it can be.
pub fn parse(id: SourceId, source: &Source) -> (Note, Vec<Diagnostic>) {
    (
        Note {
            source: id,
            path: source.path.clone(),
            ..Note::default()
        },
        Vec::new(),
    )
}
