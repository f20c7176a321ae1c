//! A line that is being typed. It moves by what a person sees as one character.

use unicode_segmentation::UnicodeSegmentation as _;

/// Text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Editor {
    text: String,
    /// Byte offset; always between two characters as people see them.
    cursor: usize,
    /// What was deleted last, more than a letter at once.
    deleted: String,
}

/// Longest text that is kept; more is a paste by mistake.
const LONGEST: usize = 4_000;

impl Editor {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text in front of the cursor.
    pub(super) fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// The text behind the cursor.
    pub(super) fn behind(&self) -> &str {
        &self.text[self.cursor..]
    }

    /// Whether nothing but blanks was typed.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Inserts text at the cursor. Line ends become separators, other control characters go.
    pub(super) fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| if matches!(c, '\n' | '\r') { ';' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        if self.text.len() + clean.len() <= LONGEST {
            self.text.insert_str(self.cursor, &clean);
            self.cursor += clean.len();
            self.cursor = self.boundary(self.cursor);
        }
    }

    /// The nearest place at or behind an offset that is between two characters.
    fn boundary(&self, at: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(start, _)| start)
            .find(|start| *start >= at)
            .unwrap_or(self.text.len())
    }

    fn previous(&self) -> usize {
        self.before()
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn next(&self) -> usize {
        let rest = &self.text[self.cursor..];
        rest.graphemes(true)
            .next()
            .map_or(self.cursor, |first| self.cursor + first.len())
    }

    fn word_before(&self) -> usize {
        let trimmed = self.before().trim_end();
        trimmed.rfind(char::is_whitespace).map_or(0, |at| {
            at + trimmed[at..].chars().next().map_or(1, char::len_utf8)
        })
    }

    pub(super) fn left(&mut self) {
        self.cursor = self.previous();
    }

    pub(super) fn right(&mut self) {
        self.cursor = self.next();
    }

    pub(super) fn word_left(&mut self) {
        self.cursor = self.word_before();
    }

    pub(super) fn word_right(&mut self) {
        let rest = &self.text[self.cursor..];
        let word = rest.trim_start().find(char::is_whitespace);
        let skipped = rest.len() - rest.trim_start().len();
        self.cursor = word.map_or(self.text.len(), |at| self.cursor + skipped + at);
    }

    pub(super) fn home(&mut self) {
        self.cursor = 0;
    }

    pub(super) fn end(&mut self) {
        self.cursor = self.text.len();
    }

    pub(super) fn backspace(&mut self) {
        self.remove(self.previous(), self.cursor);
    }

    pub(super) fn delete(&mut self) {
        self.remove(self.cursor, self.next());
    }

    pub(super) fn delete_word(&mut self) {
        self.cut(self.word_before(), self.cursor);
    }

    pub(super) fn delete_to_start(&mut self) {
        self.cut(0, self.cursor);
    }

    pub(super) fn delete_to_end(&mut self) {
        self.cut(self.cursor, self.text.len());
    }

    /// Inserts what was deleted last.
    pub(super) fn put_back(&mut self) {
        let deleted = std::mem::take(&mut self.deleted);
        self.insert(&deleted);
        self.deleted = deleted;
    }

    fn cut(&mut self, start: usize, end: usize) {
        if start < end {
            self.deleted = self.text[start..end].to_owned();
            self.remove(start, end);
        }
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        // What was apart may now be one character.
        self.cursor = self.boundary(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Editor {
        let mut editor = Editor::default();
        editor.insert(text);
        editor
    }

    #[test]
    fn characters_are_what_people_see() {
        let mut editor = typed("ae\u{301}👩‍🔬");
        editor.backspace();
        assert_eq!(editor.text(), "ae\u{301}");
        editor.left();
        editor.insert("x");
        assert_eq!(editor.text(), "axe\u{301}");
        editor.delete();
        assert_eq!(editor.text(), "ax");
    }

    #[test]
    fn words_and_lines() {
        let mut editor = typed("one two  three");
        editor.delete_word();
        assert_eq!(editor.text(), "one two  ");
        editor.word_left();
        editor.word_left();
        editor.word_right();
        assert_eq!(editor.before(), "one");
        editor.delete_to_start();
        assert_eq!(editor.text(), " two  ");
        editor.delete_to_end();
        assert_eq!(editor.text(), "");
        editor.put_back();
        editor.put_back();
        assert_eq!(editor.text(), " two   two  ");
        assert_eq!(typed("a\r\nb\u{1b}c").text(), "a;bc");
    }
}
