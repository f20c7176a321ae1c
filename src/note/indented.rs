//! Lines of a paragraph that the author set in under one another, with tabs or blanks and without list signs:
//! an outline all the same.

use super::inline::STEP;
use super::outline::Node;

/// Columns that a tab counts for.
const TAB: usize = 4;
/// Deeper lines stand beside each other.
const DEPTH: usize = 12;

/// How many columns the text behind a line break is set in.
pub(super) fn columns(text: &str) -> usize {
    text.trim_start_matches(['\r', '\n'])
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .map(|c| if c == '\t' { TAB } else { 1 })
        .sum()
}

/// Puts lines below those that they are set in under.
pub(super) fn nest(lines: impl Iterator<Item = (usize, Node)>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    // Lines that may still get some below them, outermost first.
    let mut open: Vec<(usize, Node)> = Vec::new();
    for (indent, node) in lines {
        while open
            .last()
            .is_some_and(|(above, _)| indent < above + STEP || open.len() > DEPTH)
        {
            close(&mut open, &mut out);
        }
        open.push((indent, node));
    }
    while !open.is_empty() {
        close(&mut open, &mut out);
    }
    out
}

/// Gives the innermost open line to the one it stands under.
fn close(open: &mut Vec<(usize, Node)>, out: &mut Vec<Node>) {
    let Some((_, node)) = open.pop() else {
        return;
    };
    match open.last_mut() {
        Some((_, parent)) => {
            parent.span = parent.span.cover(node.span);
            parent.children.push(node);
        }
        None => out.push(node),
    }
}

#[cfg(test)]
mod tests {
    use crate::note;
    use crate::source::{Source, SourceId};

    /// The lines of a note, each behind as many dots as it is deep.
    fn check(text: &str, expect: &[&str]) {
        fn add(nodes: &[note::Node], depth: usize, found: &mut Vec<String>) {
            for node in nodes {
                found.push(format!("{}{}", ".".repeat(depth), node.text.text));
                add(&node.children, depth + 1, found);
            }
        }
        let (note, _) = note::parse(SourceId(0), &Source::new("a.md", text));
        let mut found = Vec::new();
        add(&note.nodes, 0, &mut found);
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn lines_stand_below_what_they_are_set_in_under() {
        check(
            "Harbour\n\tTides\n\t\tebb, six hours\n\t\tflood, six hours\n\tLights\nSea\n",
            &[
                "Harbour",
                ".Tides",
                "..ebb, six hours",
                "..flood, six hours",
                ".Lights",
                "Sea",
            ],
        );
        check("Harbour\n  ebb\n  flood\n", &["Harbour", ".ebb", ".flood"]);
    }

    #[test]
    fn wrapped_lines_stay_one() {
        check(
            "The pilot knows every stone of the harbour by its own name,\n  and every keeper\n",
            &["The pilot knows every stone of the harbour by its own name, and every keeper"],
        );
        check("- ebb is\n  leaving water\n", &["ebb is leaving water"]);
    }
}
