//! Lines of a note on the screen: emphasis, code, headings and tables look like what they are.

use unicode_width::UnicodeWidthStr as _;

use super::body::{Block, Body};
use super::text::{Fold, Piece, piece};
use super::theme::Role;
use crate::note::excerpt::{Line, LineKind};
use crate::note::{Inline, MarkKind};

/// Columns of a cell; what is wider is not padded.
const CELL: usize = 30;

/// Adds the lines of an excerpt. A bar marks those that the question comes from.
pub(super) fn add(lines: &[Line], body: &mut Body) {
    let widths = widths(lines);
    let asked: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].asked).collect();
    for (at, line) in lines.iter().enumerate() {
        let (bar, role) = if line.asked {
            ("┃ ", Role::Bar)
        } else {
            ("│ ", Role::Faint)
        };
        let sign = match line.sign.as_str() {
            "" => String::new(),
            "-" | "*" | "+" => "• ".to_owned(),
            sign => format!("{sign} "),
        };
        let indent = " ".repeat(line.indent.min(16));
        let base = match (line.asked, line.kind) {
            (_, LineKind::Heading) => Role::Strong,
            (true, _) => Role::Text,
            (false, _) => Role::Faint,
        };
        let text = match line.kind {
            LineKind::Code => vec![piece(Role::Code, &line.text.text)],
            LineKind::Row => cells(&line.text, &widths, base),
            LineKind::Text | LineKind::Heading => rich(&line.text, base),
        };
        body.blocks.push(Block {
            lead: vec![piece(role, bar), piece(base, &format!("{indent}{sign}"))],
            text,
            spare: asked
                .iter()
                .map(|other| other.abs_diff(at))
                .min()
                .filter(|far| *far > 0),
            fold: if line.kind == LineKind::Code {
                Fold::Cut
            } else {
                Fold::Words
            },
            ..Block::default()
        });
    }
}

/// The text of a line with its markup as roles.
pub(super) fn rich(inline: &Inline, base: Role) -> Vec<Piece> {
    let mut cuts: Vec<usize> = inline
        .marks
        .iter()
        .flat_map(|mark| [mark.range.start, mark.range.end])
        .chain([0, inline.text.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let parts = cuts.windows(2).filter_map(|cut| {
        let text = inline.text.get(cut[0]..cut[1])?;
        // The innermost mark decides: those that begin later stand inside of those that began before.
        let over =
            |mark: &&crate::note::Mark| mark.range.start <= cut[0] && cut[1] <= mark.range.end;
        let mark = inline.marks.iter().rfind(over);
        Some(piece(mark.map_or(base, |mark| look(mark.kind)), text))
    });
    parts.collect()
}

fn look(kind: MarkKind) -> Role {
    match kind {
        MarkKind::Bold | MarkKind::Hole => Role::Strong,
        MarkKind::Italic => Role::Emphasis,
        MarkKind::Strike => Role::Struck,
        MarkKind::Code | MarkKind::Math => Role::Code,
        MarkKind::Link | MarkKind::Image => Role::Link,
    }
}

/// The width of each column of a table.
fn widths(lines: &[Line]) -> Vec<usize> {
    let mut widths = Vec::new();
    for line in lines.iter().filter(|line| line.kind == LineKind::Row) {
        for (at, cell) in line.text.text.split('\t').enumerate() {
            if at == widths.len() {
                widths.push(0);
            }
            widths[at] = cell.width().clamp(widths[at], CELL.max(widths[at]));
        }
    }
    widths
}

/// The cells of a row under each other, with bars between them.
fn cells(row: &Inline, widths: &[usize], base: Role) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut start = 0;
    let count = row.text.split('\t').count();
    for (at, cell) in row.text.split('\t').enumerate() {
        let end = start + cell.len();
        let marks = row
            .marks
            .iter()
            .filter(|mark| mark.range.start >= start && mark.range.end <= end);
        let inner = Inline {
            text: cell.to_owned(),
            marks: marks
                .map(|mark| crate::note::Mark {
                    range: mark.range.start - start..mark.range.end - start,
                    ..mark.clone()
                })
                .collect(),
            ..Inline::default()
        };
        out.extend(rich(&inner, base));
        if at + 1 < count {
            let room = widths
                .get(at)
                .copied()
                .unwrap_or(0)
                .saturating_sub(cell.width());
            out.push(piece(Role::Faint, &format!("{} │ ", " ".repeat(room))));
        }
        start = end + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::{excerpt, parse};
    use crate::source::{Source, SourceId};

    #[test]
    fn a_note_looks_like_one() {
        let text = "## Flours\n\nA **dark** one:\n\n| flour | use |\n|---|---|\n| rye | `dark` bread |\n| 麦 | white |\n";
        let source = Source::new("a.md", text);
        let (note, _) = parse(SourceId(0), &source);
        let mut body = Body::default();
        add(&excerpt::around(&note, &source, (7, 7)), &mut body);
        let rows = body.rows(40);
        let shown: Vec<String> = rows.iter().map(|placed| placed.row.text()).collect();
        assert_eq!(
            shown,
            [
                "│ A dark one:",
                "│ flour │ use",
                "┃ rye   │ dark bread",
                "│ 麦    │ white"
            ]
        );
        let roles: Vec<Role> = rows[2].row.spans.iter().map(|(_, role)| *role).collect();
        assert_eq!(
            roles,
            [Role::Bar, Role::Text, Role::Faint, Role::Code, Role::Text]
        );
    }
}
