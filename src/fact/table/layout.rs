//! In which direction a table is read: what stands in its header, and what in its first column.

use crate::fact::text;
use crate::lexicon;

/// How a table says what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// A row is a thing, a column one of its properties. The number is that of the column of names.
    Rows(usize),
    /// A column is a thing, a row a property of all of them.
    Columns,
    /// A column lists what is true of the thing in its header.
    Lists,
}

/// Headers of a first column that holds properties.
const PROPERTIES: [&str; 12] = [
    "feature",
    "features",
    "property",
    "aspect",
    "attribute",
    "criteria",
    "criterion",
    "characteristic",
    "functionality",
    "parameter",
    "dimension",
    "factor",
];

/// Headers of a first column that may hold properties, where more speaks for it.
const PERHAPS: [&str; 8] = [
    "",
    "category",
    "context",
    "area",
    "needs",
    "topic",
    "comparison",
    "responsibility",
];

/// Headers that name no kind of thing.
pub(super) const NAMELESS: [&str; 16] = [
    "",
    "name",
    "item",
    "term",
    "concept",
    "question",
    "answer",
    "scenario",
    "situation",
    "task",
    "field",
    "key",
    "topic",
    "word",
    "#",
    "no",
];

/// Headers of columns that say what the names of the rows mean.
pub(super) const DEFINING: [&str; 16] = [
    "description",
    "meaning",
    "definition",
    "what it does",
    "what it is",
    "what it means",
    "explanation",
    "purpose",
    "function",
    "details",
    "detail",
    "info",
    "information",
    "stands for",
    "summary",
    "action",
];

/// Headers of columns that are not asked for.
pub(super) const ASIDE: [&str; 24] = [
    "example",
    "examples",
    "e.g",
    "notes",
    "note",
    "comment",
    "comments",
    "remark",
    "remarks",
    "link",
    "links",
    "url",
    "reference",
    "references",
    "source",
    "see",
    "example use case",
    "examples of",
    "image",
    "picture",
    "page",
    "kommentar",
    "exempel",
    "bild",
];

/// Reads the direction off header, cells and the headings above.
pub(super) fn of(head: &[String], rows: &[Vec<String>], above: &str) -> Layout {
    let things = &head[1..];
    let first = head[0].to_lowercase();
    let all_named = named(things, above) == things.len();
    let compared = compares(above) || named(things, above) >= 2;
    let classes = things
        .iter()
        .filter(|name| is_class(&name.to_lowercase()))
        .count();
    let fits = all_named || share_head(things) || classes * 3 <= things.len();
    let values = things.iter().filter(|name| is_value_name(name)).count();
    if things.len() >= 2 && fits && (all_named || values * 3 <= things.len()) {
        let perhaps = PERHAPS.contains(&first.as_str());
        let column = rows.iter().filter_map(|row| row.first());
        let told = column.filter(|name| is_open(name)).count() * 3 >= rows.len();
        if PROPERTIES.contains(&first.as_str())
            || perhaps && (compared || told || share_head(things) || are_short_forms(things))
        {
            return Layout::Columns;
        }
        // Short forms side by side are compared where each row begins with a statement.
        if things.len() >= 3 && are_short_forms(things) && are_long(rows) {
            return Layout::Columns;
        }
    }
    let both = compares(above) && named(head, above) >= 1 || named(head, above) >= 2;
    // A name of a thing may end like that of a class where the heading names it: "Security group".
    let bare = head.iter().all(|name| {
        is_name(name) || both && is_class(&name.to_lowercase()) && !is_value_name(name)
    });
    if bare && head.len() <= 4 && (both && !begin_with_names(rows) || are_statements(rows)) {
        return Layout::Lists;
    }
    Layout::Rows(usize::from(names_in_second(rows)))
}

/// Whether a header is that of a property, of remarks or of a class of things.
fn is_property(header: &str) -> bool {
    let lower = text::without_brackets(header).0.to_lowercase();
    is_value_name(header) || lexicon::is_generic(&lower) || is_class(&lower)
}

/// Whether a header is that of values or remarks, and surely names no thing.
fn is_value_name(header: &str) -> bool {
    let lower = text::without_brackets(header).0.to_lowercase();
    lexicon::is_property(&lower)
        || lexicon::is_attribute(&lower)
        || DEFINING.contains(&lower.as_str())
        || ASIDE.contains(&lower.as_str())
}

/// Whether a lower-case header is or ends with a class noun: "use cases", "cloud service".
fn is_class(lower: &str) -> bool {
    if lower == "standard" || lexicon::preposition_of(lower).is_some() {
        return lower != "standard";
    }
    let last = lower.rsplit(' ').next().unwrap_or(lower);
    lexicon::preposition_of(&lexicon::third_person(last)).is_some()
}

/// Whether the name of a row is a property, or the beginning of a sentence about each thing: "Best for".
fn is_open(name: &str) -> bool {
    let words = text::words(name);
    let ends = |last: &String| lexicon::is_joint(last) || matches!(last.as_str(), "as" | "when");
    is_property(name)
        || words.len() > 1 && words.last().is_some_and(ends)
        || words
            .first()
            .is_some_and(|first| lexicon::is_third_person(first))
}

/// Whether a header may be the name of a thing.
fn is_name(header: &str) -> bool {
    let lower = header.to_lowercase();
    header.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !is_open(header)
        && !NAMELESS.contains(&lower.as_str())
        && !PROPERTIES.contains(&lower.as_str())
        && !PERHAPS.contains(&lower.as_str())
        && !lexicon::is_finite(&lower)
        && !matches!(
            lower.as_str(),
            "when" | "use" | "do" | "don't" | "before" | "after"
        )
}

/// Whether a heading says that things are compared.
fn compares(above: &str) -> bool {
    text::words(above).iter().any(|word| {
        matches!(
            word.as_str(),
            "vs" | "versus"
                | "comparison"
                | "compared"
                | "comparing"
                | "difference"
                | "differences"
        )
    })
}

/// How many of the names the heading has.
fn named(names: &[String], above: &str) -> usize {
    let above = text::key(above);
    names
        .iter()
        .map(|name| text::key(name))
        .filter(|key| !key.is_empty() && key.iter().all(|word| above.contains(word)))
        .count()
}

/// Whether all names end with the same word: "Forward proxy", "Reverse proxy".
fn share_head(names: &[String]) -> bool {
    let last = |name: &String| {
        let words = text::key(name);
        words.last().cloned().filter(|_| words.len() > 1)
    };
    let first = last(&names[0]);
    first.is_some() && names.iter().all(|name| last(name) == first)
}

/// Whether all names are written in capitals: "TCP" is, "Speed" is not.
fn are_short_forms(names: &[String]) -> bool {
    names.iter().all(|name| {
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        !name.contains(' ') && capitals >= 2
    })
}

/// Whether the first cells are much shorter than the others, as names beside statements are.
fn begin_with_names(rows: &[Vec<String>]) -> bool {
    let words = |cells: &mut dyn Iterator<Item = &String>| -> usize {
        cells.map(|cell| text::count(cell)).sum()
    };
    let first = words(&mut rows.iter().filter_map(|row| row.first()));
    let all = words(&mut rows.iter().flatten());
    let columns = rows.first().map_or(1, Vec::len).max(2);
    first * 2 * (columns - 1) < all - first
}

/// Whether the cells of all columns are statements, the first ones too: names of rows are shorter.
fn are_statements(rows: &[Vec<String>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    rows.len() >= 2
        && (0..columns).all(|column| {
            let cells: Vec<&String> = rows
                .iter()
                .filter_map(|row| row.get(column))
                .filter(|cell| !cell.is_empty())
                .collect();
            let words: usize = cells.iter().map(|cell| text::count(cell)).sum();
            cells.len() >= 2 && words >= cells.len() * 3
        })
}

/// Whether the first cells are longer than names are.
fn are_long(rows: &[Vec<String>]) -> bool {
    let words: usize = rows
        .iter()
        .filter_map(|row| row.first())
        .map(|cell| text::count(cell))
        .sum();
    words >= rows.len() * 4
}

/// Whether the first column groups the rows and the second has their names.
fn names_in_second(rows: &[Vec<String>]) -> bool {
    let distinct = |column: usize| {
        let names = rows.iter().filter_map(|row| row.get(column));
        let mut names: Vec<&String> = names.filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let wide = rows.first().is_some_and(|row| row.len() >= 3);
    wide && distinct(0) * 4 <= rows.len() * 3 && distinct(1) == rows.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str, above: &str, expect: Layout) {
        let mut lines = table.lines().map(|line| {
            line.split('|')
                .map(|cell| cell.trim().to_string())
                .collect::<Vec<_>>()
        });
        let head = lines.next().unwrap();
        let rows: Vec<Vec<String>> = lines.collect();
        assert_eq!(of(&head, &rows, above), expect, "{table}");
    }

    #[test]
    fn tables_are_read_in_their_direction() {
        check(
            "Metal|Density\nIron|7.9\nGold|19.3",
            "Metals",
            Layout::Rows(0),
        );
        check(
            "Feature|Sail|Oar\nSpeed|high|low\nCrew|one|many",
            "Boats",
            Layout::Columns,
        );
        check(
            "|Steam engine|Petrol engine\nFuel|coal|petrol",
            "Engines",
            Layout::Columns,
        );
        check(
            "|Habitat|Diet\nOwl|forest|mice\nGull|coast|fish",
            "Birds",
            Layout::Rows(0),
        );
        check(
            "Frog|Toad\nHas a smooth wet skin|Has a dry skin\nLives near water|Lives on land",
            "Frog vs toad",
            Layout::Lists,
        );
        check(
            "Signal group|Noise group\nHas a pattern that repeats|Has none\nCan be predicted|Cannot",
            "Signal group vs noise group",
            Layout::Lists,
        );
        check(
            "State|Digital|Physical\nOpen|keeps the service running|lets people out\nSafe|keeps the data secret|lets people out",
            "Fail states, digital and physical",
            Layout::Rows(0),
        );
        check(
            "Mooring|SSB|DSB|ISB\nStands in a deep harbour basin|no|yes|no\nNumber of ropes in use at night|2|3|4",
            "Mooring",
            Layout::Columns,
        );
        check(
            "Order|Family|Wings\nBeetles|Ladybirds|4\nBeetles|Weevils|4\nFlies|Gnats|2",
            "Insects",
            Layout::Rows(1),
        );
    }
}
