//! `--fix` and `--diff`: writes the notes that fixes changed, or shows how they would change.

use std::io::Write;

use super::super::{Context, Exit, Failure};
use super::input::{self, Input};
use crate::check::Selection;
use crate::check::mend::{Mended, mend};
use crate::diagnostic::Diagnostic;
use crate::printable::printable;
use crate::report::{counted, diff};
use crate::source::Source;
use crate::store::files::{self, Content};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Mends the notes and writes those that changed. What became of them goes to standard error, so that
/// standard output holds the report alone.
pub(super) fn write(
    input: &mut Input,
    selection: &Selection,
    unsafe_too: bool,
    context: &Context,
) -> Result<(), Failure> {
    let mended = mend(&mut input.workspace, selection, unsafe_too);
    let mut written = 0;
    let mut messages = Vec::new();
    for (index, before) in &mended.before {
        let note = &input.workspace.notes[*index];
        let Some(source) = input.workspace.sources.get(note.source.0 as usize) else {
            continue;
        };
        let file = input.root.join(&source.path);
        // A file in another encoding, or one that changed meanwhile, is not ours to write.
        let same = match files::read(&file, files::NOTE_LIMIT)? {
            Content::Bytes(bytes) => bytes == bytes_of(before, source.bom),
            Content::TooLarge(_) => false,
        };
        if same {
            files::write_if_changed(&file, &bytes_of(&source.text, source.bom))?;
            written += 1;
        } else {
            messages.push(format!(
                "{} was left as it is: it is not UTF-8, or changed meanwhile",
                source.path
            ));
        }
    }
    messages.extend(refusals(&mended, &input.workspace.sources));
    if !context.quiet && mended.applied > 0 {
        let fixes = counted(mended.applied, "fix").replace("fixs", "fixes");
        messages.push(format!(
            "{fixes} applied, {} written",
            counted(written, "note")
        ));
    }
    let mut err = std::io::stderr().lock();
    for message in messages {
        // Standard error may be closed; the notes are written all the same.
        let _ = writeln!(err, "recito: {}", printable(&message));
    }
    Ok(())
}

fn bytes_of(text: &str, bom: bool) -> Vec<u8> {
    let mark = if bom { MARK } else { &[] };
    [mark, text.as_bytes()].concat()
}

/// The fixes that claimed to be safe and were not, for people.
fn refusals<'a>(mended: &'a Mended, sources: &'a [Source]) -> impl Iterator<Item = String> + 'a {
    mended.refused.iter().map(|refused: &Diagnostic| {
        let source = sources.get(refused.span.source.0 as usize);
        let path = source.map_or("", |source| &source.path);
        let rule = refused.rule;
        format!(
            "{path}: a fix of `{rule}` was not applied, since the note would say something else"
        )
    })
}

/// Prints how fixes would change the notes. There are problems when they would.
pub(super) fn diff(
    input: &mut Input,
    selection: &Selection,
    unsafe_too: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let mended = mend(&mut input.workspace, selection, unsafe_too);
    for (index, before) in &mended.before {
        let note = &input.workspace.notes[*index];
        if let Some(source) = input.workspace.sources.get(note.source.0 as usize) {
            let path = input::shown(&input.prefix, &source.path);
            out.write_all(diff::render(&path, before, &source.text).as_bytes())?;
        }
    }
    Ok(if mended.before.is_empty() {
        Exit::Clean
    } else {
        Exit::Problems
    })
}

/// Prints the note from standard input as fixes leave it. It is what the user wrote, and goes back to
/// where it came from byte by byte.
pub(super) fn print(
    input: &mut Input,
    selection: &Selection,
    unsafe_too: bool,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    mend(&mut input.workspace, selection, unsafe_too);
    if let Some(source) = input.workspace.sources.first() {
        out.write_all(&bytes_of(&source.text, source.bom))?;
    }
    Ok(Exit::Clean)
}
