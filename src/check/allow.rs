//! Comments that keep findings out of the report: `<!-- recito: allow RULE -->` for a line,
//! `allow-section` for a section, `allow-file` for a note.

use super::rules::unused_allow;
use super::sheet::Sheet;
use super::{Context, Rule};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety};
use crate::note::{Directive, Node, Note};
use crate::source::{Source, Span};

/// How far a comment reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Line,
    Section,
    File,
}

/// How far a comment reaches that allows something; none for other comments.
pub(super) fn reach(directive: &Directive) -> Option<Reach> {
    match directive.name.as_str() {
        "allow" => Some(Reach::Line),
        "allow-section" => Some(Reach::Section),
        "allow-file" => Some(Reach::File),
        _ => None,
    }
}

/// The rules that a comment names, apart by commas or spaces.
pub(super) fn names(directive: &Directive) -> Vec<&str> {
    directive
        .argument
        .split([',', ' ', '\t', '\n'])
        .filter(|name| !name.is_empty())
        .collect()
}

/// One rule that one comment allows.
struct Allowance<'a> {
    directive: &'a Directive,
    name: &'a str,
    /// Lines from 1.
    lines: Vec<std::ops::RangeInclusive<usize>>,
    used: bool,
}

/// Drops the findings that a comment allows. Gives the allowances that allowed nothing, of rules that
/// were run.
pub(super) fn remove_allowed(
    context: &Context<'_>,
    rules: &[&Rule],
    found: &mut Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut unused = Vec::new();
    let workspace = context.workspace;
    let sheets = context.sheets.iter();
    for sheet in sheets.filter(|sheet| !sheet.note.directives.is_empty()) {
        let mut allowances = allowances(sheet);
        found.retain(|diagnostic| {
            diagnostic.span.source != sheet.note.source || {
                let line = sheet.source.place(diagnostic.span.start).line;
                let mut allowing = allowances.iter_mut().filter(|allowance| {
                    allowance.name == diagnostic.rule
                        && allowance.lines.iter().any(|lines| lines.contains(&line))
                });
                match allowing.next() {
                    Some(first) => {
                        first.used = true;
                        allowing.for_each(|other| other.used = true);
                        false
                    }
                    None => true,
                }
            }
        });
        if workspace.in_focus(&sheet.note.path) {
            let ran = |name: &str| rules.iter().any(|rule| rule.name == name);
            let idle = allowances.iter().filter(|a| !a.used && ran(a.name));
            unused.extend(idle.map(|a| problem(a, sheet.source)));
        }
    }
    unused
}

fn allowances<'a>(sheet: &Sheet<'a>) -> Vec<Allowance<'a>> {
    let mut all = Vec::new();
    for directive in &sheet.note.directives {
        let Some(reach) = reach(directive) else {
            continue;
        };
        let lines = match reach {
            Reach::Line => lines_of(directive, sheet.source),
            Reach::Section => vec![section_of(directive, sheet.note, sheet.source)],
            Reach::File => vec![1..=usize::MAX],
        };
        all.extend(names(directive).into_iter().map(|name| Allowance {
            directive,
            name,
            lines: lines.clone(),
            used: false,
        }));
    }
    all
}

/// The lines of the innermost section that a comment stands in; without one, from the comment on.
fn section_of(
    directive: &Directive,
    note: &Note,
    source: &Source,
) -> std::ops::RangeInclusive<usize> {
    let at = directive.span.start;
    let sections: Vec<&Node> = note.walk().filter(|node| node.is_section()).collect();
    let line = |at: usize| source.place(at).line;
    let Some(index) = sections.iter().rposition(|node| node.span.start <= at) else {
        return line(at)..=usize::MAX;
    };
    let section = sections[index];
    let next = sections[index + 1..]
        .iter()
        .find(|other| !is_below(section, other));
    line(section.span.start)..=next.map_or(usize::MAX, |next| line(next.span.start) - 1)
}

fn is_below(section: &Node, other: &Node) -> bool {
    section.walk().iter().any(|node| std::ptr::eq(*node, other))
}

/// The lines that a comment speaks about: the one it stands in. A comment on a line of its own speaks
/// about the next line that is not empty, and about the heading that it stands right under.
fn lines_of(directive: &Directive, source: &Source) -> Vec<std::ops::RangeInclusive<usize>> {
    let (first, last) = source.lines(directive.span);
    let comment = source.slice(directive.span).trim();
    let alone = source.line(first).trim() == comment.lines().next().unwrap_or_default();
    if !alone {
        return vec![first..=first];
    }
    let blank = |line: &usize| source.line(*line).trim().is_empty();
    let mut lines = vec![first..=first];
    let next = (last + 1..=source.line_count()).find(|line| !blank(line));
    lines.extend(next.map(|line| line..=line));
    let before = (1..first).rev().find(|line| !blank(line));
    let heading = before.filter(|line| source.line(*line).trim_start().starts_with('#'));
    lines.extend(heading.map(|line| line..=line));
    lines
}

fn problem(allowance: &Allowance<'_>, source: &Source) -> Diagnostic {
    let rule = &unused_allow::RULE;
    let only = names(allowance.directive).len() == 1;
    Diagnostic {
        help: Some("remove the comment, or move it to the line that it is about".into()),
        fix: only.then(|| removal(allowance.directive.span, source)),
        ..rule.found(
            format!(
                "nothing is found here that `{}` would report",
                allowance.name
            ),
            super::first_line(allowance.directive.span, source),
        )
    }
}

/// Takes out a comment, with its line when nothing else stands in it.
fn removal(span: Span, source: &Source) -> Fix {
    let text = &source.text;
    let end = span.start + source.slice(span).trim_end().len();
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let alone =
        text[line_start..span.start].trim().is_empty() && text[end..line_end].trim().is_empty();
    let before = text[line_start..span.start]
        .trim_end_matches([' ', '\t'])
        .len();
    let (start, end) = if alone {
        (line_start, (line_end + 1).min(text.len()))
    } else {
        (line_start + before, end)
    };
    Fix {
        title: "remove the comment".into(),
        safety: Safety::Unsafe,
        edits: vec![Edit {
            span: Span { start, end, ..span },
            text: String::new(),
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::SourceId;

    fn check(text: &str, expect: &[std::ops::RangeInclusive<usize>]) {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        let sheet = Sheet::new(&note, &source);
        assert_eq!(allowances(&sheet)[0].lines, expect, "{text:?}");
    }

    #[test]
    fn a_comment_speaks_about_its_line_the_next_or_the_heading_above() {
        check("- a <!-- recito: allow x -->\n- b\n", &[1..=1]);
        check("## A <!-- recito: allow x -->\n\n- b\n", &[1..=1]);
        check("<!-- recito: allow x -->\n\n## B\n", &[1..=1, 3..=3]);
        check(
            "text\n\n<!-- recito: allow x, y -->\n- b\n",
            &[3..=3, 4..=4],
        );
        check("## A\n\n<!-- recito: allow x -->\n", &[3..=3, 1..=1]);
    }

    #[test]
    fn a_comment_may_speak_about_a_section_or_a_file() {
        let text = "# A\n\n<!-- recito: allow-section x -->\n\n## B\n\n- b\n\n# C\n";
        check(text, &[1..=8]);
        check(
            "- a\n\n<!-- recito: allow-section x -->\n",
            &[3..=usize::MAX],
        );
        check("# A\n\n<!-- recito: allow-file x -->\n", &[1..=usize::MAX]);
    }
}
