//! The words of one note, each with what is known of it from all notes: read once for all rules that look
//! at words.

use std::ops::Range;

use super::sheet::{self, Sheet, Word};
use super::vocabulary::{Entry, Vocabulary};
use crate::note::{Inline, Node};

/// The words of a note, line by line.
pub struct Reading<'a> {
    pub vocabulary: &'a Vocabulary<'a>,
    words: Vec<Known<'a>>,
    lines: Vec<(Option<&'a Node>, &'a Inline, Range<usize>)>,
}

/// A word with what is known of it.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub word: Word<'a>,
    pub entry: &'a Entry<'a>,
}

/// A line with its words.
#[derive(Clone, Copy)]
pub struct Line<'r, 'a> {
    /// The piece whose text the line is; none for the cell of a table.
    pub node: Option<&'a Node>,
    pub inline: &'a Inline,
    pub words: &'r [Known<'a>],
}

impl<'a> Reading<'a> {
    pub fn new(sheet: &Sheet<'a>, vocabulary: &'a Vocabulary<'a>) -> Reading<'a> {
        let mut reading = Reading {
            vocabulary,
            words: Vec::new(),
            lines: Vec::new(),
        };
        let mut words = Vec::new();
        for (node, inline) in sheet.texts() {
            sheet::read_words(inline, &mut words);
            let start = reading.words.len();
            reading.words.extend(words.drain(..).map(|word| Known {
                word,
                entry: vocabulary.entry_as_written(word.text),
            }));
            reading
                .lines
                .push((node, inline, start..reading.words.len()));
        }
        reading
    }

    /// The lines of the note, in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_, 'a>> {
        self.lines.iter().map(|(node, inline, words)| Line {
            node: *node,
            inline,
            words: &self.words[words.clone()],
        })
    }

    /// Whether the note is written in English: most of its words are, and more of its function words than
    /// those of other languages.
    pub fn is_english(&self) -> bool {
        let count = |has: fn(&Entry<'_>) -> bool| {
            let words = self.words.iter();
            words.filter(|known| has(known.entry)).count()
        };
        let all = self.words.len();
        all > 0
            && count(|entry| entry.known) * 10 >= all * 6
            && count(|entry| entry.english_mark) >= count(|entry| entry.foreign_mark)
    }
}
