//! Wiki links in tables, whose bars the parser would take for the ends of cells.

use std::borrow::Cow;

use crate::note::inline::GUARDED_BAR;

/// The text with another sign in the wiki links of tables, where a bar would begin the next cell. It is
/// as long as it was, so that every place stays where it is.
pub(super) fn guard_links(text: &str) -> Cow<'_, str> {
    if !text.contains("[[") {
        return Cow::Borrowed(text);
    }
    let is_row = |line: &str| line.trim_start().starts_with('|') && line.contains("[[");
    if !text.lines().any(is_row) {
        return Cow::Borrowed(text);
    }
    let guard = |line: &str| {
        let row = is_row(line);
        let mut inside = false;
        let mut before = ' ';
        line.chars()
            .map(|c| {
                inside = row && (inside && c != ']' || before == '[' && c == '[');
                let guarded = inside && c == '|' && before != '\\';
                before = c;
                if guarded { GUARDED_BAR } else { c }
            })
            .collect::<String>()
    };
    Cow::Owned(text.split_inclusive('\n').map(guard).collect())
}
