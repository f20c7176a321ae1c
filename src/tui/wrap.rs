//! Breaking text into lines by the width that a terminal gives it.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The lines of a text, each at most `width` columns wide. Words longer than that are cut. A width of
/// zero gives no lines.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let indent: String = paragraph
            .chars()
            .take_while(|c| *c == ' ')
            .take(width / 2)
            .collect();
        let mut line = indent.clone();
        let mut empty = true;
        for word in paragraph.split_whitespace() {
            if !empty && line.width() + 1 + word.width() > width {
                lines.push(std::mem::replace(&mut line, indent.clone()));
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            for piece in pieces(word, width.saturating_sub(indent.width()).max(1)) {
                if line.width() + piece.width() > width && !line.trim().is_empty() {
                    lines.push(std::mem::replace(&mut line, indent.clone()));
                }
                line.push_str(&piece);
            }
            empty = false;
        }
        lines.push(line);
    }
    lines.retain(|line| line.width() <= width);
    lines
}

/// A word in pieces that fit a width; what is wider by itself is left out.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for part in word.graphemes(true).filter(|part| part.width() <= width) {
        let last = pieces.len() - 1;
        if pieces[last].width() + part.width() > width {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push_str(part);
        }
    }
    pieces
}

/// The end of a text that fits a width, for a line whose cursor is at its end.
pub(super) fn tail(text: &str, width: usize) -> &str {
    let starts = text.grapheme_indices(true).map(|(at, _)| at);
    starts
        .map(|at| &text[at..])
        .find(|rest| rest.width() <= width)
        .unwrap_or("")
}

/// The beginning of a text that fits a width.
pub(super) fn head(text: &str, width: usize) -> &str {
    let mut end = 0;
    for (at, part) in text.grapheme_indices(true) {
        if text[..at + part.len()].width() > width {
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

    #[test]
    fn words_are_kept_together_where_they_fit() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("  - deep item", 8), ["  - deep", "  item"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(wrap("a\n\nb", 9), ["a", "", "b"]);
        assert_eq!(tail("abcdef", 3), "def");
        assert_eq!(head("漢字", 3), "漢");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide(text in "[ a-z漢é\n]{0,60}", width in 0..12usize) {
            prop_assert!(wrap(&text, width).iter().all(|line| line.width() <= width));
            prop_assert!(tail(&text, width).width() <= width);
            prop_assert!(head(&text, width).width() <= width);
        }
    }
}
