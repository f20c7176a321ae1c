//! Styled text and how it breaks into rows by the width that a terminal gives it.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::theme::Role;
use crate::printable::printable;

/// A blank that no row is broken at; it is drawn as any other.
pub(super) const GLUE: char = '\u{a0}';

/// A run of text of one role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) role: Role,
    /// Whether the cursor of the terminal stands in front of it.
    pub(super) caret: bool,
}

/// A piece whose text may come from anywhere: nothing in it can act on the terminal.
pub(super) fn piece(role: Role, text: &str) -> Piece {
    Piece {
        text: printable(text).replace('\t', "    "),
        role,
        caret: false,
    }
}

/// How text that is too wide is broken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fold {
    /// Between words; words that are too wide are cut.
    #[default]
    Words,
    /// Anywhere, as code is.
    Cut,
}

/// One row of the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) spans: Vec<(String, Role)>,
    pub(super) width: usize,
    /// The column of the cursor.
    pub(super) caret: Option<usize>,
}

impl Row {
    pub(super) fn push(&mut self, text: &str, role: Role) {
        self.width += text.width();
        match self.spans.last_mut() {
            Some((last, same)) if *same == role => last.push_str(text),
            _ => self.spans.push((text.to_owned(), role)),
        }
    }

    /// Fills the row with blanks of a role.
    pub(super) fn fill(&mut self, width: usize, role: Role) {
        if self.width < width {
            self.push(&" ".repeat(width - self.width), role);
        }
    }

    /// The row behind others spans.
    pub(super) fn behind(self, lead: &[(String, Role)]) -> Row {
        let mut row = Row::default();
        for (text, role) in lead {
            row.push(text, *role);
        }
        row.caret = self.caret.map(|caret| caret + row.width);
        for (text, role) in self.spans {
            row.push(&text, role);
        }
        row
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> String {
        self.spans.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A character as people see it.
struct Glyph<'a> {
    text: &'a str,
    width: usize,
    role: Role,
    caret: bool,
}

impl Glyph<'_> {
    fn is_blank(&self) -> bool {
        let blank = |c: char| c.is_whitespace() && c != GLUE;
        self.text.chars().all(blank)
    }
}

/// The rows of a text, each at most `width` columns wide, with the caret if there is one. What is wider
/// than that by itself is left out. A width of zero gives no rows.
pub(super) fn wrap(pieces: &[Piece], width: usize, fold: Fold) -> Vec<Row> {
    if width == 0 {
        return Vec::new();
    }
    let mut rows = vec![Row::default()];
    let mut word: Vec<Glyph<'_>> = Vec::new();
    let mut blank: Vec<Glyph<'_>> = Vec::new();
    for piece in pieces {
        let mut caret = piece.caret;
        if piece.text.is_empty() && caret {
            word.push(Glyph {
                text: "",
                width: 0,
                role: piece.role,
                caret,
            });
        }
        for text in piece.text.graphemes(true) {
            let glyph = Glyph {
                text,
                width: text.width(),
                role: piece.role,
                caret: std::mem::take(&mut caret),
            };
            if text.contains('\n') {
                place(&mut rows, &mut blank, &mut word, width, fold);
                blank.clear();
                rows.push(Row::default());
            } else if glyph.is_blank() {
                if !word.is_empty() {
                    place(&mut rows, &mut blank, &mut word, width, fold);
                }
                blank.push(glyph);
            } else {
                word.push(glyph);
            }
        }
    }
    place(&mut rows, &mut blank, &mut word, width, fold);
    rows
}

/// Puts blanks and the word behind them into the last row, or the word into a new one.
fn place(
    rows: &mut Vec<Row>,
    blank: &mut Vec<Glyph<'_>>,
    word: &mut Vec<Glyph<'_>>,
    width: usize,
    fold: Fold,
) {
    let wide = |glyphs: &[Glyph<'_>]| glyphs.iter().map(|glyph| glyph.width).sum::<usize>();
    let used = rows.last().map_or(0, |row| row.width);
    let fits = used + wide(blank) + wide(word) <= width;
    if fold == Fold::Words && !fits && used > 0 && !word.is_empty() {
        // The blanks between two rows are not seen, but for a caret in them.
        let caret = blank.iter().any(|glyph| glyph.caret);
        blank.clear();
        rows.push(Row::default());
        if let Some(first) = word.first_mut() {
            first.caret |= caret;
        }
    }
    for glyph in blank.drain(..).chain(word.drain(..)) {
        let used = rows.last().map_or(0, |row| row.width);
        if glyph.width > width {
            continue;
        }
        if used + glyph.width > width {
            rows.push(Row::default());
        }
        if let Some(row) = rows.last_mut() {
            if glyph.caret {
                row.caret = Some(row.width);
            }
            row.push(&glyph.text.replace(GLUE, " "), glyph.role);
        }
    }
}

/// The beginning of a text that fits a width.
pub(super) fn head(text: &str, width: usize) -> &str {
    let mut end = 0;
    let mut used = 0;
    for (at, part) in text.grapheme_indices(true) {
        used += part.width();
        if used > width {
            break;
        }
        end = at + part.len();
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize, fold: Fold) -> Vec<String> {
        let rows = wrap(&[piece(Role::Text, text)], width, fold);
        rows.iter().map(Row::text).collect()
    }

    #[test]
    fn words_are_kept_together_where_they_fit() {
        let words = |text, width| rows(text, width, Fold::Words);
        assert_eq!(words("one two three", 7), ["one two", "three"]);
        assert_eq!(words("one  two", 9), ["one  two"]);
        assert_eq!(words("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(words("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(words("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(rows("a b c d", 3, Fold::Cut), ["a b", " c ", "d"]);
        assert_eq!(head("漢字", 3), "漢");
    }

    #[test]
    fn roles_and_the_caret_are_kept() {
        let caret = Piece {
            caret: true,
            ..piece(Role::Input, "d")
        };
        let pieces = [piece(Role::Text, "ab c"), caret, piece(Role::Text, " e")];
        let found = wrap(&pieces, 4, Fold::Words);
        let wanted = [(vec![("ab".to_owned(), Role::Text)], None), {
            let spans = [("c", Role::Text), ("d", Role::Input), (" e", Role::Text)];
            let spans = spans.map(|(text, role)| (text.to_owned(), role)).to_vec();
            (spans, Some(1))
        }];
        let found: Vec<_> = found
            .into_iter()
            .map(|row| (row.spans, row.caret))
            .collect();
        assert_eq!(found, wanted);
        let empty = Piece {
            caret: true,
            ..Piece::default()
        };
        assert_eq!(wrap(&[empty], 4, Fold::Words)[0].caret, Some(0));
    }

    proptest! {
        #[test]
        fn no_row_is_too_wide(text in "[ a-z漢é\n]{0,60}", width in 0..12usize, cut: bool) {
            let fold = if cut { Fold::Cut } else { Fold::Words };
            for row in wrap(&[piece(Role::Text, &text)], width, fold) {
                prop_assert!(row.width <= width && row.text().width() == row.width);
            }
            prop_assert!(head(&text, width).width() <= width);
        }

        /// Breaking loses blanks at the ends of rows only.
        #[test]
        fn no_letter_is_lost(text in "[ a-zé]{0,60}", width in 1..12usize) {
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&rows(&text, width, Fold::Words).concat()), letters(&text));
        }
    }
}
