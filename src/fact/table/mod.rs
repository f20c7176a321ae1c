//! Tables: what a cell says of which thing, read in the direction that makes sense.

mod layout;

use std::sync::Arc;

use super::split::Separator;
use super::{Definition, Fact, FactKind, NEAR, Place, command, split, text};
use crate::lexicon;
use crate::note::{Inline, Mark, MarkKind, Table};
use crate::source::Span;
use layout::Layout;

/// Cells that say the same kind of thing of different things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Series {
    /// What of the things the cells tell: the header of their column, or the name of their row. None
    /// where the header is the thing and the cells just list what is true of it.
    pub property: Option<String>,
    /// What kind of things these are, in the singular, where the table says so ("protocol").
    pub class: Option<String>,
    /// The things, by their names.
    pub things: Vec<String>,
    /// Which thing is said to have which value. A thing has one value, or several in a list.
    pub cells: Vec<(usize, String)>,
    /// Whether the things stand in the header, to be compared.
    pub compared: bool,
}

/// One cell among those that say the same kind of thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub series: Arc<Series>,
    pub at: usize,
}

impl Cell {
    fn entry(&self) -> (&str, &str) {
        let (thing, value) = match self.series.cells.get(self.at) {
            Some((thing, value)) => (*thing, value.as_str()),
            None => (0, ""),
        };
        let thing = self.series.things.get(thing);
        (thing.map_or("", String::as_str), value)
    }

    /// The thing that the cell says something of.
    pub fn thing(&self) -> &str {
        self.entry().0
    }

    /// What the cell says.
    pub fn value(&self) -> &str {
        self.entry().1
    }

    /// The name of the thing without what stands behind it in brackets, and that.
    pub fn name(&self) -> (String, Option<String>) {
        bare_name(self.thing())
    }

    /// The values of the other cells.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        let others = self.series.cells.iter().enumerate();
        others
            .filter(|(at, _)| *at != self.at)
            .map(|(_, (_, value))| value.as_str())
    }
}

/// A name without what stands behind it in brackets, and that.
pub fn bare_name(name: &str) -> (String, Option<String>) {
    if name.contains(" (") {
        text::without_brackets(name)
    } else {
        (name.to_string(), None)
    }
}

/// A table with clean cells.
struct Grid<'t> {
    head: Vec<String>,
    rows: Vec<Vec<Inline>>,
    /// The same as they stand in the note.
    source: &'t [Vec<Inline>],
    span: Span,
}

/// Reads a table.
pub(super) fn extract(table: &Table, span: Span, place: &Place, facts: &mut Vec<Fact>) {
    for source in table.rows.chunks(NEAR) {
        part(&table.head, source, span, place, facts);
    }
}

/// Reads some rows of a table.
fn part(head: &[Inline], source: &[Vec<Inline>], span: Span, place: &Place, facts: &mut Vec<Fact>) {
    let grid = Grid {
        head: head.iter().map(|cell| clean(cell).text).collect(),
        rows: source
            .iter()
            .map(|row| row.iter().map(clean).collect())
            .collect(),
        source,
        span,
    };
    let example = |word: &String| matches!(word.as_str(), "example" | "examples");
    let illustrates = text::words(place.topic.nearest()).iter().any(example);
    if grid.head.len() < 2 || grid.rows.is_empty() || illustrates {
        return;
    }
    let texts: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.text.clone()).collect())
        .collect();
    match layout::of(&grid.head, &texts, place.topic.nearest()) {
        Layout::Rows(names) => rows(&grid, names, place, facts),
        Layout::Columns => columns(&grid, place, facts),
        Layout::Lists => lists(&grid, place, facts),
    }
}

/// A cell without markup. A link to a file in a folder shows the name of the file.
fn clean(cell: &Inline) -> Inline {
    let mut cell = with_number(&without_bullets(cell));
    cell.text
        .truncate(cell.text.trim_end_matches(['*', '†', '‡', ' ']).len());
    cell.marks.retain(|mark| mark.range.end <= cell.text.len());
    // The last mark first, so that the others stay where they are.
    for mark in cell.marks.clone().iter().rev() {
        let shown = cell.text.get(mark.range.clone()).unwrap_or_default();
        let path = shown.matches('/').count() >= 2 && !shown.contains("//");
        if mark.kind == MarkKind::Link && path {
            let name = shown.trim_end_matches('/').rsplit('/').next();
            let name = name.unwrap_or_default().to_string();
            cell.text.replace_range(mark.range.clone(), &name);
            cell.marks.clear();
        }
    }
    cell
}

/// A clean cell that keeps the number it begins with: "9.6 Gbps" is a value, "9.6 Roads" is numbered
/// only where lines are.
fn with_number(cell: &Inline) -> Inline {
    const GUARD: &str = "x ";
    let moved = |range: &std::ops::Range<usize>| range.start + GUARD.len()..range.end + GUARD.len();
    let guarded = Inline {
        text: format!("{GUARD}{}", cell.text),
        marks: cell
            .marks
            .iter()
            .map(|mark| Mark {
                kind: mark.kind,
                range: moved(&mark.range),
            })
            .collect(),
        span: cell.span,
    };
    split::tail(&text::clean(&guarded), GUARD.len())
}

/// Bullets inside a cell divide what it lists.
fn without_bullets(cell: &Inline) -> Inline {
    if !cell.text.contains('•') {
        return cell.clone();
    }
    let parts: Vec<&str> = cell
        .text
        .split('•')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    Inline {
        text: parts.join("; "),
        marks: Vec::new(),
        span: cell.span,
    }
}

impl Grid<'_> {
    fn row_span(&self, row: usize) -> Span {
        self.source
            .get(row)
            .into_iter()
            .flatten()
            .map(|cell| cell.span)
            .reduce(Span::cover)
            .unwrap_or(self.span)
    }

    fn cell(&self, row: usize, column: usize) -> Option<&Inline> {
        let cell = self.rows.get(row)?.get(column)?;
        let blank = matches!(
            cell.text.to_lowercase().as_str(),
            "" | "-" | "–" | "--" | "n/a" | "?"
        );
        (!blank).then_some(cell)
    }

    fn fact(&self, kind: FactKind, text: String, row: usize, place: &Place) -> Fact {
        Fact {
            kind,
            topic: Arc::clone(&place.topic),
            text,
            span: self.row_span(row),
            group: place.group,
            marked: true,
        }
    }
}

/// What kind of things the first column names, in the singular.
fn class_of(header: &str) -> Option<String> {
    let bare = text::without_brackets(header).0;
    let lower = bare.to_lowercase();
    if lower.contains("exam")
        || layout::NAMELESS.contains(&lower.as_str())
        || text::count(&bare) > 3
        || !bare
            .chars()
            .all(|c| c.is_alphanumeric() || " -".contains(c))
        || lexicon::is_finite(&lower)
    {
        return None;
    }
    let (front, last) = bare.rsplit_once(' ').unwrap_or(("", &bare));
    let last = if last.chars().skip(1).any(char::is_uppercase) {
        last.to_string()
    } else {
        lexicon::singular(&last.to_lowercase())
    };
    let front = front
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(|word| text::lower_first(word, |_| true));
    Some(front.chain([last]).collect::<Vec<_>>().join(" "))
}

/// The names of the rows. A number or a flag says too little without the word for what it is.
fn names_of(grid: &Grid<'_>, column: usize, class: Option<&str>) -> Vec<Option<String>> {
    let name = |row: usize| {
        // Rows may be numbered.
        let name = &text::clean(grid.cell(row, column)?).text;
        let (bare, _) = text::without_brackets(name);
        let short = bare.chars().count() < 2 || !bare.contains(|c: char| c.is_alphabetic());
        match class {
            Some(class) if short || bare.starts_with(['-', '/']) => {
                let class = text::capital(class);
                let told = name.to_lowercase().starts_with(&class.to_lowercase());
                Some(if told {
                    name.clone()
                } else {
                    format!("{class} {name}")
                })
            }
            _ if name.starts_with('(') => None,
            None if short || bare.starts_with(|c: char| c.is_ascii_digit()) => None,
            _ => Some(name.clone()),
        }
    };
    let names: Vec<Option<String>> = (0..grid.rows.len()).map(name).collect();
    // A name that stands twice names neither row.
    let once = |name: &String| {
        names
            .iter()
            .flatten()
            .filter(|other| *other == name)
            .count()
            == 1
    };
    names.iter().map(|name| name.clone().filter(once)).collect()
}

fn rows(grid: &Grid<'_>, names_at: usize, place: &Place, facts: &mut Vec<Fact>) {
    if grid.rows.len() < 2 {
        return;
    }
    let class = class_of(&grid.head[names_at]);
    let names = names_of(grid, names_at, class.as_deref());
    let things: Vec<String> = names.iter().flatten().cloned().collect();
    if things.len() * 2 < grid.rows.len() {
        return;
    }
    let mut found: Vec<(usize, Fact)> = Vec::new();
    for column in (names_at + 1)..grid.head.len() {
        let header = grid.head[column].as_str();
        if is_aside(header) {
            continue;
        }
        let series = Arc::new(Series {
            property: Some(header.to_string()),
            class: class.clone(),
            things: things.clone(),
            cells: cells_of(grid, &names, column),
            compared: false,
        });
        let mut at = 0;
        for (row, name) in names.iter().enumerate() {
            let (Some(name), Some(cell)) = (name, grid.cell(row, column)) else {
                continue;
            };
            let kind = explained(grid, (row, names_at), column, class.as_deref())
                .or_else(|| definition(header, name, cell, &things))
                .unwrap_or_else(|| {
                    FactKind::Cell(Cell {
                        series: Arc::clone(&series),
                        at,
                    })
                });
            at += 1;
            let text = format!("{name}: {header}: {}", cell.text);
            found.push((row, grid.fact(kind, text, row, place)));
        }
    }
    found.sort_by_key(|(row, _)| *row);
    facts.extend(found.into_iter().map(|(_, fact)| fact));
}

fn cells_of(grid: &Grid<'_>, names: &[Option<String>], column: usize) -> Vec<(usize, String)> {
    let rows = (0..names.len()).filter(|row| names[*row].is_some());
    rows.enumerate()
        .filter_map(|(thing, row)| Some((thing, grid.cell(row, column)?.text.clone())))
        .collect()
}

fn is_aside(header: &str) -> bool {
    let lower = header.to_lowercase();
    let first = text::words(&lower).first().cloned().unwrap_or_default();
    lower.is_empty()
        || layout::ASIDE.contains(&lower.as_str())
        || matches!(
            first.as_str(),
            "example" | "examples" | "comment" | "notes" | "exempel" | "kommentar"
        )
        || text::words(&lower).iter().any(|word| word == "exam")
        || text::count(&lower) == 1 && lexicon::is_finite(&lower)
}

/// A row that tells what a command does, or which command does something. What two of them do tells
/// neither.
fn explained(
    grid: &Grid<'_>,
    (row, names_at): (usize, usize),
    column: usize,
    class: Option<&str>,
) -> Option<FactKind> {
    let (name, cell) = (grid.cell(row, names_at)?, grid.cell(row, column)?);
    let header = grid.head[column].as_str();
    let twice = |at: usize, said: &Inline| {
        let rows = (0..grid.rows.len()).filter(|other| *other != row);
        rows.filter_map(|other| grid.cell(other, at))
            .any(|other| text::key(&other.text) == text::key(&said.text))
    };
    if twice(names_at, name) || twice(column, cell) {
        return None;
    }
    let noun = class.filter(|class| command::is_noun(class));
    if let Some(noun) = noun.filter(|_| is_defining(header)) {
        return command::fact(&cell.text, &name.text, Some(noun));
    }
    let lower = header.to_lowercase();
    let noun = class_of(&lower).filter(|class| command::is_noun(class))?;
    command::fact(&name.text, &cell.text, Some(&noun))
}

fn is_defining(header: &str) -> bool {
    let lower = header.to_lowercase();
    layout::DEFINING.contains(&lower.trim_end_matches('.'))
}

/// A cell that says what the thing is.
fn definition(header: &str, name: &str, cell: &Inline, things: &[String]) -> Option<FactKind> {
    let (term, gloss) = text::without_brackets(name);
    // A number has attributes, but no description tells it from its neighbours.
    if !is_defining(header)
        || text::count(&cell.text) < 3
        || term.contains(|c: char| c.is_ascii_digit()) && text::count(&term) > 1
    {
        return None;
    }
    Some(FactKind::Definition(Definition {
        siblings: things
            .iter()
            .filter(|other| *other != name)
            .map(|other| text::without_brackets(other).0)
            .collect(),
        term,
        also: gloss.into_iter().collect(),
        meaning: cell.clone(),
        separator: Separator::Colon,
    }))
}

fn columns(grid: &Grid<'_>, place: &Place, facts: &mut Vec<Fact>) {
    let things: Vec<String> = grid.head[1..].to_vec();
    if things.iter().any(String::is_empty) {
        return;
    }
    for row in 0..grid.rows.len() {
        let Some(property) = grid.cell(row, 0).map(|cell| cell.text.clone()) else {
            continue;
        };
        if is_aside(&property) {
            continue;
        }
        let filled: Vec<(usize, &Inline)> = (0..things.len())
            .filter_map(|thing| Some((thing, grid.cell(row, thing + 1)?)))
            .collect();
        let series = Arc::new(Series {
            property: Some(property.clone()),
            class: None,
            things: things.clone(),
            cells: filled
                .iter()
                .map(|(thing, cell)| (*thing, cell.text.clone()))
                .collect(),
            compared: true,
        });
        for (at, (thing, cell)) in filled.iter().enumerate() {
            let name = &things[*thing];
            let cell_kind = || {
                FactKind::Cell(Cell {
                    series: Arc::clone(&series),
                    at,
                })
            };
            // A few things are told apart, many are recognized by what they are.
            let kind = (things.len() > 4)
                .then(|| definition(&property, name, cell, &things))
                .flatten()
                .unwrap_or_else(cell_kind);
            let text = format!("{name}: {property}: {}", cell.text);
            facts.push(grid.fact(kind, text, row, place));
        }
    }
}

fn lists(grid: &Grid<'_>, place: &Place, facts: &mut Vec<Fact>) {
    let filled: Vec<(usize, usize, &Inline)> = (0..grid.rows.len())
        .flat_map(|row| (0..grid.head.len()).map(move |column| (row, column)))
        .filter_map(|(row, column)| Some((row, column, grid.cell(row, column)?)))
        .collect();
    let series = Arc::new(Series {
        property: None,
        class: None,
        things: grid.head.clone(),
        cells: filled
            .iter()
            .map(|(_, column, cell)| (*column, cell.text.clone()))
            .collect(),
        compared: true,
    });
    for (at, (row, column, cell)) in filled.iter().enumerate() {
        let kind = FactKind::Cell(Cell {
            series: Arc::clone(&series),
            at,
        });
        let text = format!("{}: {}", grid.head[*column], cell.text);
        facts.push(grid.fact(kind, text, *row, place));
    }
}
