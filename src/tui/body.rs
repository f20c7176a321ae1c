//! The scrolling middle of the screen as blocks of text, and the rows they come to.

use super::text::{Fold, Piece, Row, piece, wrap};
use super::theme::Role;

/// One thing of the body: a paragraph, an option, a line of a note.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Stands in front of the first row; the other rows are indented by its width.
    pub(super) lead: Vec<Piece>,
    pub(super) text: Vec<Piece>,
    /// A second column beside the text.
    pub(super) beside: Vec<Piece>,
    pub(super) fold: Fold,
    /// The option, part or field that this is, for the mouse.
    pub(super) target: Option<usize>,
    /// Whether this is what the screen has to show.
    pub(super) focus: bool,
    /// The role of the whole width of its rows, if it has one.
    pub(super) fill: Option<Role>,
    /// How far it is from what matters, if it may be left out where there is no room for all.
    pub(super) spare: Option<usize>,
}

/// A row with what it belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub(super) row: Row,
    pub(super) target: Option<usize>,
    pub(super) focus: bool,
    pub(super) spare: Option<usize>,
}

/// All blocks, from top to bottom.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
}

impl Body {
    /// Adds a paragraph.
    pub(super) fn add(&mut self, role: Role, text: &str) {
        self.rich(vec![piece(role, text)]);
    }

    /// Adds a paragraph of several roles.
    pub(super) fn rich(&mut self, text: Vec<Piece>) {
        self.blocks.push(Block {
            text,
            ..Block::default()
        });
    }

    /// Adds a paragraph behind a lead.
    pub(super) fn item(&mut self, lead: Piece, text: Vec<Piece>) {
        self.blocks.push(Block {
            lead: vec![lead],
            text,
            ..Block::default()
        });
    }

    pub(super) fn gap(&mut self) {
        self.add(Role::Text, "");
    }

    /// The rows for a width.
    pub(super) fn rows(&self, width: usize) -> Vec<Placed> {
        self.blocks
            .iter()
            .flat_map(|block| block.rows(width))
            .collect()
    }
}

/// Narrower columns than this stand one below the other.
const COLUMN: usize = 20;
const BETWEEN: &str = " │ ";

impl Block {
    fn rows(&self, width: usize) -> Vec<Placed> {
        let rows = if self.beside.is_empty() {
            self.column(width)
        } else {
            self.columns(width)
        };
        rows.into_iter()
            .map(|mut row| {
                if let Some(role) = self.fill {
                    row.fill(width, role);
                }
                Placed {
                    row,
                    target: self.target,
                    focus: self.focus,
                    spare: self.spare,
                }
            })
            .collect()
    }

    fn column(&self, width: usize) -> Vec<Row> {
        let lead = wrap(&self.lead, width, Fold::Cut)
            .into_iter()
            .next()
            .unwrap_or_default();
        if lead.width * 3 > width {
            // There is no room for two columns.
            let together = [self.lead.as_slice(), &self.text].concat();
            return wrap(&together, width, self.fold);
        }
        let role = self.fill.unwrap_or_default();
        let indent = [(" ".repeat(lead.width), role)];
        let rows = wrap(&self.text, width - lead.width, self.fold).into_iter();
        rows.enumerate()
            .map(|(at, row)| row.behind(if at == 0 { &lead.spans } else { &indent }))
            .collect()
    }

    fn columns(&self, width: usize) -> Vec<Row> {
        let half = width.saturating_sub(BETWEEN.chars().count()) / 2;
        if half < COLUMN {
            let mut rows = wrap(&self.text, width, self.fold);
            rows.extend(wrap(&self.beside, width, self.fold));
            return rows;
        }
        let mut left = wrap(&self.text, half, self.fold);
        let mut right = wrap(&self.beside, half, self.fold);
        let height = left.len().max(right.len());
        left.resize(height, Row::default());
        right.resize(height, Row::default());
        left.into_iter()
            .zip(right)
            .map(|(mut left, right)| {
                left.fill(half, Role::Text);
                left.push(BETWEEN, Role::Faint);
                right.behind(&left.spans)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &Block, width: usize, wanted: &[&str]) {
        let rows = block.rows(width);
        let rows: Vec<String> = rows.iter().map(|placed| placed.row.text()).collect();
        assert_eq!(rows, wanted);
    }

    #[test]
    fn leads_indent_and_columns_stand_side_by_side() {
        let text = |text| vec![piece(Role::Text, text)];
        let item = Block {
            lead: text("1 "),
            text: text("one two three"),
            ..Block::default()
        };
        check(&item, 9, &["1 one two", "  three"]);
        check(&item, 5, &["1 one", "two", "three"]);
        let pair = Block {
            text: text("left"),
            beside: text("right\nmore"),
            ..Block::default()
        };
        let wide = [
            "left                  │ right",
            "                      │ more",
        ];
        check(&pair, 45, &wide);
        check(&pair, 30, &["left", "right", "more"]);
    }
}
