//! From Markdown to the outline of a note.
//!
//! Reading never fails: whatever a file holds, there is an outline, and what looks broken is
//! reported. No other module knows Markdown.

mod adopt;
pub mod attached;
mod directive;
pub mod excerpt;
mod indented;
mod inline;
mod maths;
mod meaning;
pub mod outline;
mod reader;

pub use meaning::same_meaning;
pub use outline::{Directive, Inline, Link, Mark, MarkKind, Node, NodeKind, Note, Table};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, SourceId, Span};

/// Parses a note. Nothing is refused: what is broken is reported and read as well as it can be.
pub fn parse(id: SourceId, source: &Source) -> (Note, Vec<Diagnostic>) {
    let front = directive::front_matter(&source.text);
    let body = &source.text[front.end..];
    let blocks = maths::blocks(body);
    let hidden = maths::hide(body, &blocks);
    let mut reading = reader::read(id, &hidden, front.end);
    let blocks: Vec<_> = blocks
        .iter()
        .map(|block| block.start + front.end..block.end + front.end)
        .collect();
    maths::restore(&mut reading.nodes, id, &source.text, &blocks);
    let mut nodes = adopt::adopt(reading.nodes);
    for node in &mut nodes {
        prose_in_fences(node, source);
    }
    let mut found = Vec::new();
    reading
        .directives
        .iter()
        .for_each(|directive| directive::check(directive, &mut found));
    let note = Note {
        source: id,
        path: source.path.clone(),
        title: front
            .title
            .unwrap_or_else(|| directive::title_of_path(&source.path)),
        tags: front.tags,
        skip: front.skip,
        nodes,
        directives: reading.directives,
        links: reading.links,
    };
    (note, found)
}

/// Some authors keep plain notes inside code fences without a language; their lines become children.
fn prose_in_fences(node: &mut Node, source: &Source) {
    if let NodeKind::Code {
        language,
        fenced: true,
    } = &node.kind
    {
        if language.is_empty() && is_prose(&node.text.text) {
            node.children = fence_lines(node, source);
        }
        return;
    }
    node.children
        .iter_mut()
        .for_each(|child| prose_in_fences(child, source));
}

fn fence_lines(node: &Node, source: &Source) -> Vec<Node> {
    let mut at = node.span.start;
    let mut lines = Vec::new();
    for line in source.slice(node.span).split_inclusive('\n') {
        let text = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if text.is_empty() || text.starts_with("```") || text.starts_with("~~~") {
            continue;
        }
        let span = Span {
            source: node.span.source,
            start,
            end: start + text.len(),
        };
        let text = inline::tidy(Inline {
            text: text.to_string(),
            marks: Vec::new(),
            span,
        });
        lines.push(Node {
            kind: NodeKind::Line,
            text,
            span,
            children: Vec::new(),
            skip: node.skip,
        });
    }
    lines
}

/// Whether the lines of a code block read as language rather than as code.
fn is_prose(code: &str) -> bool {
    let lines: Vec<&str> = code
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let prose = lines.iter().filter(|line| {
        let words = line.split_whitespace().count();
        let signs = line
            .chars()
            .filter(|c| "{}[]();=<>$|\\/_#*+\"`".contains(*c))
            .count();
        words >= 3 && signs * 25 <= line.len() && line.starts_with(char::is_uppercase)
    });
    lines.len() >= 2 && prose.count() * 10 >= lines.len() * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline as text: one line a node, indented, its kind as one sign.
    fn draw(nodes: &[Node], depth: usize, out: &mut String) {
        for node in nodes {
            let sign = match &node.kind {
                NodeKind::Section { level } => format!("h{level}"),
                NodeKind::Item {
                    number: Some(number),
                    ..
                } => format!("{number}."),
                NodeKind::Item { list, number: None } => format!("-{list}"),
                NodeKind::Line => "l".into(),
                NodeKind::Quote { callout } => format!("q{}", callout.as_deref().unwrap_or("")),
                NodeKind::Code { language, .. } => format!("c({language})"),
                NodeKind::Table(table) => format!("t{}x{}", table.head.len(), table.rows.len()),
            };
            let skip = if node.skip { " SKIP" } else { "" };
            let text = node.text.text.replace('\n', "/");
            let line = format!("{}{sign} {text}{skip}", "  ".repeat(depth));
            out.push_str(line.trim_end());
            out.push('\n');
            draw(&node.children, depth + 1, out);
        }
    }

    fn check(text: &str, expect: &str) {
        let (note, found) = parse(SourceId(0), &Source::new("topic.md", text));
        let mut out = String::new();
        draw(&note.nodes, 0, &mut out);
        let mut want = String::new();
        for line in expect
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.trim().is_empty())
        {
            want.push_str(line.strip_prefix("        ").unwrap_or(line));
            want.push('\n');
        }
        assert_eq!(out, want, "of {text:?}");
        assert_eq!(found, []);
        for node in note.walk() {
            assert!(
                node.span.start <= node.text.span.start && node.text.span.end <= node.span.end,
                "{node:?}"
            );
        }
    }

    #[test]
    fn headings_and_nested_lists() {
        check(
            "# A\n\ntext\n\n### B\n\n* one\n\t* deep\n  still one\n- other list\n\n## C\n1. x\n2. y\n",
            "        h1 A
          l text
          h3 B
            -1 one
              -2 deep still one
            -3 other list
          h2 C
            1. x
            2. y",
        );
    }

    #[test]
    fn lines_that_wrap_are_joined_and_others_are_not() {
        check(
            "Short - fact one\nShort - fact two\n\nThis sentence was broken by an editor that wraps long lines at\nsome width. Another follows.\n",
            "        l Short - fact one
        l Short - fact two
        l This sentence was broken by an editor that wraps long lines at some width. Another follows.",
        );
    }

    #[test]
    fn lead_in_lines_own_their_list() {
        check(
            "Benefits:\n- cheap\n- fast\n\nThis is a sentence.\n- apart\n\n**Types**\n- a\n\nA bare line\n\n- b\n",
            "        l Benefits:
          -1 cheap
          -1 fast
        l This is a sentence.
        -2 apart
        l Types
          -3 a
        l A bare line
          -4 b",
        );
    }

    #[test]
    fn a_bold_line_is_a_heading_of_the_lines_behind_it() {
        check(
            "**Mitosis**\n\nA cell divides.\n\n**Meiosis**\n\nGametes form.\n",
            "        l Mitosis
          l A cell divides.
        l Meiosis
          l Gametes form.",
        );
    }

    #[test]
    fn a_lead_in_below_a_bold_line_owns_its_list() {
        check(
            "**Modes**\n\nChoose one:\n- fast\n- slow\n",
            "        l Modes
          l Choose one:
            -1 fast
            -1 slow",
        );
    }

    #[test]
    fn crlf_and_empty_bullets_and_no_heading() {
        check(
            "- a\r\n-\r\n- c\r\n",
            "        -1 a\n        -1 \n        -1 c",
        );
        check("## Only\n\n* \n", "        h2 Only\n          -1 ");
    }

    #[test]
    fn tables_quotes_and_code() {
        check(
            "| A | B |\n|--|--|\n| 1 | 2 |\n\n> [!NOTE]\n> quoted\n\n```sh\nls -l\nps\n```\n",
            "        t2x1 
        qNOTE 
          l quoted
        c(sh) ls -l/ps",
        );
    }

    #[test]
    fn notes_in_a_fence_without_language_are_lines() {
        check(
            "```\nKaiser - abdicates in 1918\nErzberger - signs the armistice\n```\n",
            "        c() Kaiser - abdicates in 1918/Erzberger - signs the armistice
          l Kaiser - abdicates in 1918
          l Erzberger - signs the armistice",
        );
    }

    #[test]
    fn skip_takes_out_what_it_stands_at() {
        check(
            "# A\n\n- keep\n- drop <!-- recito: skip -->\n  - child\n\n<!-- recito: skip -->\n\n## B\n\n- x\n\n## C\n<!-- recito: skip -->\n\n- y\n",
            "        h1 A
          -1 keep
          -1 drop SKIP
            -2 child
          h2 B SKIP
            -3 x
          h2 C SKIP
            -4 y",
        );
    }

    #[test]
    fn block_maths_is_no_heading() {
        check(
            "Energy\n\n$$\nE\n=\nmc^2\n$$\n\n- after\n",
            "        l Energy
        l $$ E = mc^2 $$
          -1 after",
        );
    }

    #[test]
    fn marks_know_their_text() {
        let (note, _) = parse(
            SourceId(0),
            &Source::new(
                "a.md",
                "- **Bold** and `code` and [[Target|shown]] ==hole== $x^2$ costs $5 or $6[^1]\n",
            ),
        );
        let text = &note.nodes[0].text;
        assert_eq!(
            text.text,
            "Bold and code and shown hole $x^2$ costs $5 or $6"
        );
        let of = |kind| text.marked(kind).collect::<Vec<_>>();
        assert_eq!(of(MarkKind::Bold), ["Bold"]);
        assert_eq!(of(MarkKind::Code), ["code"]);
        assert_eq!(of(MarkKind::Link), ["shown"]);
        assert_eq!(of(MarkKind::Hole), ["hole"]);
        assert_eq!(of(MarkKind::Math), ["$x^2$"]);
    }

    #[test]
    fn a_bar_in_a_wiki_link_ends_no_cell() {
        let (note, _) = parse(
            SourceId(0),
            &Source::new(
                "a.md",
                "| Tree | Leaf |\n|--|--|\n| [[trees/Oak|oak]] | lobed |\n",
            ),
        );
        let NodeKind::Table(table) = &note.nodes[0].kind else {
            panic!("no table");
        };
        let row: Vec<&str> = table.rows[0]
            .iter()
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(row, ["oak", "lobed"]);
    }

    #[test]
    fn front_matter_is_no_text() {
        let (note, _) = parse(
            SourceId(0),
            &Source::new("a.md", "---\ntitle: T\n---\n# H\n"),
        );
        assert_eq!(
            (note.title.as_str(), note.nodes[0].text.text.as_str()),
            ("T", "H")
        );
        assert_eq!(note.nodes[0].span.start, 17);
    }

    #[test]
    fn a_directive_with_a_typo_is_reported() {
        let (_, found) = parse(
            SourceId(0),
            &Source::new("a.md", "<!-- recito: skipp -->\n"),
        );
        assert_eq!(found[0].rule, "unknown-directive");
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        let deep = |unit: &str| format!("{}x", unit.repeat(30_000));
        for text in [deep("> "), deep("- "), deep("["), deep("*a **")] {
            let (note, _) = parse(SourceId(0), &Source::new("a.md", text));
            assert!(note.walk().count() > 0);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_outline_within_it(text in "[-#*>|`$=\\[\\]! \n\ta-zé<:.]{0,200}") {
            let source = Source::new("a.md", text);
            let (note, _) = parse(SourceId(0), &source);
            for node in note.walk() {
                proptest::prop_assert!(node.span.end <= source.text.len());
                for mark in &node.text.marks {
                    proptest::prop_assert!(node.text.text.get(mark.range.clone()).is_some());
                }
            }
        }
    }
}
