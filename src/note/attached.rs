//! What stands with a line of a note besides text: its images, and the code that it leads in to.
//!
//! A card is made of text alone. Another program that shows cards can show these with it.

use std::collections::BTreeSet;

use super::outline::{Node, NodeKind, Note};
use super::reader;
use crate::source::Source;

/// Most things that are found for one place.
const MOST: usize = 8;

/// Something that stands with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// The target of an image, as it is written, and its line.
    Image { target: String, line: usize },
    /// A code block.
    Code { language: String, text: String },
}

/// All images and code blocks of a note, by line.
#[derive(Clone, Debug, Default)]
pub struct Attachments<'a> {
    source: Option<&'a Source>,
    /// First and last line of each, in order.
    found: Vec<(usize, usize, Attached)>,
    /// What the headings say, letters and digits only.
    headings: BTreeSet<String>,
    /// The one heading that all others stand under.
    title: Option<String>,
}

impl<'a> Attachments<'a> {
    /// Finds those of a note.
    pub fn of(note: &Note, source: &'a Source) -> Attachments<'a> {
        let code = |node: &Node| match &node.kind {
            // What reads as prose became lines of the note.
            NodeKind::Code { language, .. } if node.children.is_empty() => {
                let (first, last) = source.lines(node.span);
                let text = node.text.text.clone();
                let language = language.clone();
                Some((first, last, Attached::Code { language, text }))
            }
            _ => None,
        };
        let mut found: Vec<_> = note.walk().filter_map(code).collect();
        let fences: Vec<(usize, usize)> = found.iter().map(|(a, b, _)| (*a, *b)).collect();
        if source.text.contains("![") {
            for line in 1..=source.line_count() {
                let in_code = || fences.iter().any(|(a, b)| (*a..=*b).contains(&line));
                if !source.line(line).contains("![") || in_code() {
                    continue;
                }
                let targets = reader::images(source.line(line)).into_iter();
                found.extend(targets.map(|target| (line, line, Attached::Image { target, line })));
            }
        }
        found.sort_by_key(|(first, ..)| *first);
        let headings = note.walk().filter(|node| node.is_section());
        let mut tops = note.nodes.iter().filter(|node| node.is_section());
        let title = match (tops.next(), tops.next()) {
            (Some(only), None) => Some(letters(&only.text.text)),
            _ => None,
        };
        Attachments {
            source: Some(source),
            found,
            headings: headings.map(|node| letters(&node.text.text)).collect(),
            title,
        }
    }

    /// Whether the note has a heading that says this.
    pub fn is_heading(&self, text: &str) -> bool {
        self.headings.contains(&letters(text))
    }

    /// Whether this is the one heading that all others of the note stand under.
    pub fn is_title(&self, text: &str) -> bool {
        self.title
            .as_ref()
            .is_some_and(|title| *title == letters(text))
    }

    /// Those on the lines `first` to `last`, and those that follow on them: directly below, further to the
    /// right, or led in to by a colon.
    pub fn at(&self, (first, last): (usize, usize)) -> Vec<&Attached> {
        let (Some(source), false) = (self.source, self.found.is_empty() || first == 0) else {
            return Vec::new();
        };
        let from = self.found.partition_point(|(start, ..)| *start < first);
        let mut end = last;
        let mut out = Vec::new();
        for (start, stop, what) in &self.found[from..] {
            let within = *stop <= last;
            if !within && (*start <= last || !follows(source, first, end, *start, what)) {
                break;
            }
            end = end.max(*stop);
            out.push(what);
            if out.len() == MOST {
                break;
            }
        }
        out
    }
}

fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether what begins on line `start` belongs to the piece that begins on line `first` and ends on `end`.
fn follows(source: &Source, first: usize, end: usize, start: usize, what: &Attached) -> bool {
    let blank = |line: usize| source.line(line).trim().is_empty();
    if (end + 1..start).any(|line| !blank(line)) {
        return false;
    }
    if matches!(what, Attached::Image { .. }) && !is_only_images(source.line(start)) {
        return false;
    }
    let indent = |line: usize| {
        let text = source.line(line);
        text.len() - text.trim_start().len()
    };
    start == end + 1 || indent(start) > indent(first) || source.line(end).trim_end().ends_with(':')
}

/// Whether a line has nothing but images.
pub(super) fn is_only_images(line: &str) -> bool {
    let mut rest = line.trim();
    while let Some(open) = rest.strip_prefix("![") {
        let close = if open.starts_with('[') { "]]" } else { ")" };
        let Some((_, after)) = open.split_once(close) else {
            return false;
        };
        rest = after.trim_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    /// What stands with the lines, as one word each.
    fn check(text: &str, lines: (usize, usize), expect: &[&str]) {
        let source = Source::new("a.md", text);
        let (note, _) = super::super::parse(SourceId(0), &source);
        let attachments = Attachments::of(&note, &source);
        let found: Vec<String> = attachments
            .at(lines)
            .into_iter()
            .map(|what| match what {
                Attached::Image { target, line } => format!("{target}@{line}"),
                Attached::Code { language, text } => format!("{language}: {text}"),
            })
            .collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn images_on_the_lines_and_below_them() {
        check(
            "- a ![x](p/a.png) b ![[c.png|100]]\n",
            (1, 1),
            &["p/a.png@1", "c.png@1"],
        );
        check("- a\n![x](a.png)\n", (1, 1), &["a.png@2"]);
        check("- a\n\n  ![](a.png)\n- b\n", (1, 1), &["a.png@3"]);
        check("- a\n- b\n\n![](a.png)\n", (2, 2), &[]);
        check("- a\n- b ![](a.png)\n", (1, 1), &[]);
        check("- a\n- b ![](a.png)\n", (1, 2), &["a.png@2"]);
        check("```\n![](a.png)\n```\n", (2, 2), &[]);
        check("a `![](a.png)`\n", (1, 1), &[]);
        check("![](a.png) b", (0, 0), &[]);
    }

    #[test]
    fn code_that_a_line_leads_in_to() {
        check(
            "Print it:\n\n```rust\nlet x;\n\ny\n```\n",
            (1, 1),
            &["rust: let x;\n\ny"],
        );
        check("- a\n  ```\n  x = 1\n  ```\n", (1, 1), &[": x = 1"]);
        check("Print it.\n\n```rust\nlet x;\n```\n", (1, 1), &[]);
        check("```sh\n# list\nls\n```\n", (2, 3), &[]);
        check(
            "a\n```c\nx\n```\n![](a.png)\n",
            (1, 1),
            &["c: x", "a.png@5"],
        );
    }
}
