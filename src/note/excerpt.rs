//! The lines of a note that a question comes from, with a few around them, ready to be shown.
//!
//! Text without markup and what the markup said; how that looks is not known here.

use super::outline::{Inline, NodeKind, Note};
use super::{attached, reader};
use crate::source::{Source, SourceId};

/// One line of a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Number in the note, from 1; 0 for lines that were left out.
    pub number: usize,
    /// Columns in front of it, beyond what all lines of the excerpt share.
    pub indent: usize,
    /// The sign in front of its text: `-`, `2.`, `##`, `>`.
    pub sign: String,
    pub text: Inline,
    pub kind: LineKind,
    /// Whether the question comes from it.
    pub asked: bool,
}

/// What a line of a note is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    #[default]
    Text,
    Heading,
    Code,
    /// The cells are apart by tabs.
    Row,
}

/// Lines before and behind that are shown, at most.
const AROUND: usize = 2;
/// Lines of the question itself that are shown, at most.
const MOST: usize = 12;
/// Lines looked at on each side; more blank ones than this are an end.
const REACH: usize = 4;

/// The lines `first` to `last` of a note, counted from 1, with those around them. Of a table the head is
/// shown, too. None when the lines are not known.
pub fn around(note: &Note, source: &Source, (first, last): (usize, usize)) -> Vec<Line> {
    if first == 0 || last < first || last > source.line_count() {
        return Vec::new();
    }
    let page = Page::new(note, source);
    let mut numbers = page.before(first);
    numbers.extend(
        (first..=last)
            .filter(|number| page.says(*number))
            .take(MOST),
    );
    let shown = numbers.iter().filter(|number| **number >= first).count();
    let left_out = (first..=last).filter(|number| page.says(*number)).count() - shown;
    if left_out == 0 {
        numbers.extend(page.behind(last));
    }
    let indent = |number: &usize| indent(source.line(*number));
    let shared = numbers.iter().map(indent).min().unwrap_or(0);
    let mut lines: Vec<Line> = numbers
        .iter()
        .map(|number| Line {
            indent: indent(number) - shared,
            asked: (first..=last).contains(number),
            ..page.line(*number)
        })
        .collect();
    if left_out > 0 {
        let text = format!("… and {left_out} more lines");
        lines.push(Line {
            text: plain(&text),
            ..Line::default()
        });
    }
    lines
}

/// The targets of the images on the lines `first` to `last` of a note, as they are written, and of those that stand
/// alone right below.
pub fn images(source: &Source, (first, last): (usize, usize)) -> Vec<String> {
    let count = source.line_count();
    let last = last.min(count);
    let below = (last + 1..=count).take_while(|number| {
        let line = source.line(*number);
        !line.trim().is_empty() && attached::is_only_images(line)
    });
    (first.max(1)..=last)
        .chain(below)
        .flat_map(|number| reader::images(source.line(number)))
        .collect()
}

/// Columns of white space in front of a line.
fn indent(line: &str) -> usize {
    let blank = line.chars().take_while(|c| c.is_whitespace());
    blank.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

fn plain(text: &str) -> Inline {
    Inline {
        text: text.to_owned(),
        ..Inline::default()
    }
}

/// A note by lines.
struct Page<'a> {
    source: &'a Source,
    /// First and last line of each code block and each table.
    blocks: Vec<(usize, usize, LineKind)>,
}

impl<'a> Page<'a> {
    fn new(note: &Note, source: &'a Source) -> Page<'a> {
        let block = |node: &super::Node| {
            let kind = match node.kind {
                NodeKind::Code { .. } => LineKind::Code,
                NodeKind::Table(_) => LineKind::Row,
                _ => return None,
            };
            let (first, last) = source.lines(node.span);
            Some((first, last, kind))
        };
        Page {
            source,
            blocks: note.walk().filter_map(block).collect(),
        }
    }

    fn block(&self, number: usize) -> Option<(usize, usize, LineKind)> {
        let mut blocks = self.blocks.iter().copied();
        blocks.find(|(first, last, _)| (*first..=*last).contains(&number))
    }

    fn kind(&self, number: usize) -> LineKind {
        let heading = self.source.line(number).trim_start().starts_with('#');
        match self.block(number) {
            Some((.., kind)) => kind,
            None if heading => LineKind::Heading,
            None => LineKind::Text,
        }
    }

    /// Whether a line is worth showing: it is neither blank nor a mere rule.
    fn says(&self, number: usize) -> bool {
        let text = self.source.line(number).trim();
        let fence = self.kind(number) == LineKind::Code
            && (text.starts_with("```") || text.starts_with("~~~"));
        let comment = text.starts_with("<!--");
        !fence && !comment && text.chars().any(|c| !"-=|:_* \t".contains(c))
    }

    /// Whether a line is of a table that another line is not of.
    fn other_table(&self, number: usize, than: usize) -> bool {
        let table = self
            .block(number)
            .filter(|(.., kind)| *kind == LineKind::Row);
        table.is_some_and(|(first, last, _)| !(first..=last).contains(&than))
    }

    /// Numbers of the lines before a line that belong to it.
    fn before(&self, first: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for number in (first.saturating_sub(REACH).max(1)..first).rev() {
            if self.other_table(number, first) {
                break;
            }
            if self.says(number) {
                found.push(number);
            }
            if found.len() == AROUND || self.kind(number) == LineKind::Heading {
                break;
            }
        }
        if let Some((head, _, LineKind::Row)) = self.block(first)
            && head < first
            && !found.contains(&head)
        {
            found.push(head);
        }
        found.reverse();
        found
    }

    /// Numbers of the lines behind a line, up to the next heading.
    fn behind(&self, last: usize) -> Vec<usize> {
        let end = (last + REACH).min(self.source.line_count());
        (last + 1..=end)
            .take_while(|number| self.kind(*number) != LineKind::Heading)
            .take_while(|number| !self.other_table(*number, last))
            .filter(|number| self.says(*number))
            .take(AROUND)
            .collect()
    }

    fn line(&self, number: usize) -> Line {
        let written = self.source.line(number).trim();
        let kind = self.kind(number);
        let (sign, text) = match kind {
            LineKind::Code => ("", plain(self.source.line(number).trim())),
            LineKind::Row => ("", row(written)),
            LineKind::Text | LineKind::Heading => {
                let (sign, rest) = marker(written);
                (sign, inline(rest))
            }
        };
        Line {
            number,
            sign: sign.to_owned(),
            text,
            kind,
            ..Line::default()
        }
    }
}

/// The sign in front of a line and the rest of it.
fn marker(line: &str) -> (&str, &str) {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (sign, rest) = line.split_at(end);
    let digits = sign.trim_end_matches(['.', ')']);
    let number = digits.len() + 1 == sign.len()
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let bullet = matches!(sign, "-" | "*" | "+" | ">");
    let heading = !sign.is_empty() && sign.bytes().all(|byte| byte == b'#');
    if number || bullet || heading {
        (sign, rest.trim_start())
    } else {
        ("", line)
    }
}

/// The text of a line and its markup.
fn inline(text: &str) -> Inline {
    let reading = reader::read(SourceId(0), text, 0);
    let texts = reading.nodes.iter().flat_map(super::Node::walk);
    let mut texts = texts.map(|node| &node.text).filter(|text| !text.is_empty());
    match (texts.next(), texts.next()) {
        (Some(only), None) => only.clone(),
        // More than a line of text: shown as it is written.
        _ => plain(text),
    }
}

/// A row of a table, its cells apart by tabs.
fn row(line: &str) -> Inline {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut whole = Inline::default();
    let guarded = line.replace("\\|", "\u{1}");
    for (at, cell) in guarded.split('|').enumerate() {
        if at > 0 {
            whole.text.push('\t');
        }
        let cell = inline(cell.replace('\u{1}', "\\|").trim());
        let shift = whole.text.len();
        whole.text.push_str(&cell.text);
        whole.marks.extend(cell.marks.into_iter().map(|mut mark| {
            mark.range = mark.range.start + shift..mark.range.end + shift;
            mark
        }));
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{MarkKind, parse};

    const NOTE: &str = "\
# Bread

## Dough

Two things matter:

- **Yeast** makes it rise
  - `10 g` for a loaf
- Salt

| flour | *use* |
|-------|-----|
| rye   | dark |
| wheat | a \\| b |

```sh
bake --hot
```
";

    /// Each line as `number sign text`, with `*` in front of those that are asked about.
    fn shown(lines: (usize, usize)) -> Vec<String> {
        let source = Source::new("bread.md", NOTE);
        let (note, _) = parse(SourceId(0), &source);
        around(&note, &source, lines)
            .iter()
            .map(|line| {
                let asked = if line.asked { "*" } else { "" };
                let indent = " ".repeat(line.indent);
                format!(
                    "{asked}{} {indent}{} {}",
                    line.number, line.sign, line.text.text
                )
            })
            .collect()
    }

    #[track_caller]
    fn check(lines: (usize, usize), wanted: &[&str]) {
        assert_eq!(shown(lines), wanted, "{lines:?}");
    }

    #[test]
    fn lines_stand_among_their_neighbours() {
        check(
            (7, 7),
            &[
                "3 ## Dough",
                "5  Two things matter:",
                "*7 - Yeast makes it rise",
                "8   - 10 g for a loaf",
                "9 - Salt",
            ],
        );
        check((1, 1), &["*1 # Bread"]);
        check(
            (14, 14),
            &[
                "11  flour\tuse",
                "13  rye\tdark",
                "*14  wheat\ta | b",
                "17  bake --hot",
            ],
        );
        check((0, 0), &[]);
        check((90, 99), &[]);
    }

    #[test]
    fn markup_is_kept_apart_from_text() {
        let source = Source::new("bread.md", NOTE);
        let (note, _) = parse(SourceId(0), &source);
        let lines = around(&note, &source, (7, 8));
        let marked: Vec<_> = lines
            .iter()
            .flat_map(|line| {
                line.text
                    .marks
                    .iter()
                    .map(|mark| (mark.kind, &line.text.text[mark.range.clone()]))
            })
            .collect();
        assert_eq!(
            marked,
            [(MarkKind::Bold, "Yeast"), (MarkKind::Code, "10 g")]
        );
    }

    #[test]
    fn long_facts_are_cut() {
        let text = "- x\n".repeat(20);
        let source = Source::new("a.md", text);
        let (note, _) = parse(SourceId(0), &source);
        let lines = around(&note, &source, (1, 20));
        assert_eq!(lines.len(), MOST + 1);
        assert_eq!(lines[MOST].text.text, "… and 8 more lines");
    }

    #[test]
    fn images_are_found() {
        let source = Source::new(
            "a.md",
            "- see ![a map](img/map.png)\n- and ![[dough.jpg|100]]\n",
        );
        assert_eq!(images(&source, (1, 2)), ["img/map.png", "dough.jpg"]);
        assert_eq!(images(&source, (0, 0)), [""; 0]);
    }
}
