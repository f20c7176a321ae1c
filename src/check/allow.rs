//! `<!-- recito: allow RULE -->`: findings that the author of a note wants to keep.

use crate::diagnostic::Diagnostic;
use crate::note::Directive;
use crate::source::Source;
use crate::workspace::Workspace;

/// Drops the findings that a comment allows.
pub(super) fn remove_allowed(workspace: &Workspace, found: &mut Vec<Diagnostic>) {
    for note in workspace
        .notes
        .iter()
        .filter(|note| !note.directives.is_empty())
    {
        let Some(source) = workspace.sources.get(note.source.0 as usize) else {
            continue;
        };
        let allowed: Vec<(Vec<usize>, Vec<&str>)> = note
            .directives
            .iter()
            .filter(|directive| directive.name == "allow")
            .map(|directive| (lines_of(directive, source), names(directive)))
            .collect();
        found.retain(|diagnostic| {
            diagnostic.span.source != note.source || {
                let line = source.place(diagnostic.span.start).line;
                !allowed
                    .iter()
                    .any(|(lines, names)| lines.contains(&line) && names.contains(&diagnostic.rule))
            }
        });
    }
}

/// The rules that an `allow` names, apart by commas or spaces.
pub(super) fn names(directive: &Directive) -> Vec<&str> {
    directive
        .argument
        .split([',', ' ', '\t', '\n'])
        .filter(|name| !name.is_empty())
        .collect()
}

/// The lines that a comment speaks about: the one it stands in. A comment on a line of its own speaks
/// about the next line that is not empty, and about the heading that it stands right under.
fn lines_of(directive: &Directive, source: &Source) -> Vec<usize> {
    let (first, last) = source.lines(directive.span);
    let comment = source.slice(directive.span).trim();
    let alone = source.line(first).trim() == comment.lines().next().unwrap_or_default();
    if !alone {
        return vec![first];
    }
    let blank = |line: &usize| source.line(*line).trim().is_empty();
    let mut lines = vec![first];
    lines.extend((last + 1..=source.line_count()).find(|line| !blank(line)));
    let before = (1..first).rev().find(|line| !blank(line));
    lines.extend(before.filter(|line| source.line(*line).trim_start().starts_with('#')));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::SourceId;

    fn check(text: &str, expect: &[usize]) {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        assert_eq!(lines_of(&note.directives[0], &source), expect, "{text:?}");
    }

    #[test]
    fn a_comment_speaks_about_its_line_the_next_or_the_heading_above() {
        check("- a <!-- recito: allow x -->\n- b\n", &[1]);
        check("## A <!-- recito: allow x -->\n\n- b\n", &[1]);
        check("<!-- recito: allow x -->\n\n## B\n", &[1, 3]);
        check("text\n\n<!-- recito: allow x, y -->\n- b\n", &[3, 4]);
        check("## A\n\n<!-- recito: allow x -->\n", &[3, 1]);
    }
}
