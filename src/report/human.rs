//! The report for people: the line, what is wrong with it, why it matters and what to do.
//!
//! The only user of `annotate-snippets`, the renderer of the Rust compiler.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Report, counted, spoken};
use crate::check;
use crate::diagnostic::{Diagnostic, Safety, Severity};
use crate::printable::{one_line, printable};
use crate::source::{Source, SourceId, Span};

/// How the report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub color: bool,
    /// Whether each rule says, at its first finding, why it matters.
    pub reasons: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether every finding is shown.
    pub all: bool,
}

/// Findings that are shown unless all are asked for.
const MOST: usize = 50;
/// Findings of one rule in one note that are shown in full.
const ALIKE: usize = 3;

/// The report as text.
pub fn render(report: &Report<'_>, look: Look) -> String {
    let renderer = if look.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(look.width);
    let mut out = String::new();
    let mut known = BTreeSet::new();
    let shown = if look.all {
        report
            .diagnostics
            .iter()
            .map(|diagnostic| (diagnostic, Vec::new()))
            .collect()
    } else {
        grouped(report)
    };
    let hidden = shown.len().saturating_sub(MOST);
    for (diagnostic, more) in worst(shown, if look.all { usize::MAX } else { MOST }) {
        let reason = (look.reasons && known.insert(diagnostic.rule))
            .then(|| check::rule(diagnostic.rule))
            .flatten()
            .map(|rule| check::page::parse(rule.page).why());
        let mut group = group(diagnostic, report.sources, reason);
        if !more.is_empty() {
            group = group.element(Level::NOTE.message(others(&more)));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    if hidden > 0 {
        let findings = counted(hidden, "more finding");
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{findings}: `--all` shows them, `--statistics` counts them\n"
        );
    }
    out.push_str(&report.summary());
    out.push('\n');
    out.push_str(&fixable(report));
    out
}

/// The findings to show, each with the lines of those that are like it and not shown: of one rule in one
/// note the first few are.
fn grouped<'a>(report: &Report<'a>) -> Vec<(&'a Diagnostic, Vec<usize>)> {
    let mut counts: BTreeMap<(SourceId, &str), (usize, usize)> = BTreeMap::new();
    let mut shown: Vec<(&Diagnostic, Vec<usize>)> = Vec::new();
    for diagnostic in report.diagnostics {
        let key = (diagnostic.span.source, diagnostic.rule);
        let (count, last) = counts.entry(key).or_default();
        *count += 1;
        if *count <= ALIKE {
            *last = shown.len();
            shown.push((diagnostic, Vec::new()));
        } else if let Some(source) = report.source(diagnostic) {
            shown[*last]
                .1
                .push(source.place(diagnostic.span.start).line);
        }
    }
    shown
}

/// The worst of them, in the order of the report.
fn worst<T>(shown: Vec<(&Diagnostic, T)>, most: usize) -> Vec<(&Diagnostic, T)> {
    let mut severities: Vec<Severity> = shown.iter().map(|(it, _)| it.severity).collect();
    severities.sort_unstable_by(|a, b| b.cmp(a));
    let Some(least) = severities.get(most.saturating_sub(1)).copied() else {
        return shown;
    };
    let better = severities
        .iter()
        .filter(|severity| **severity > least)
        .count();
    let mut room = most - better;
    shown
        .into_iter()
        .filter(|(it, _)| {
            it.severity > least
                || it.severity == least && {
                    let fits = room > 0;
                    room = room.saturating_sub(1);
                    fits
                }
        })
        .collect()
}

/// "2 more like this in the note, in lines 5 and 9".
fn others(lines: &[usize]) -> String {
    const NAMED: usize = 8;
    let mut named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    if lines.len() > NAMED {
        named.push("…".into());
    }
    let word = if lines.len() == 1 { "line" } else { "lines" };
    format!(
        "{} more like this in the note: {word} {}",
        lines.len(),
        named.join(", ")
    )
}

/// How much can be mended; empty when nothing can.
fn fixable(report: &Report<'_>) -> String {
    let count = |safety: Safety| {
        let fixes = report.diagnostics.iter().filter_map(|it| it.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    match (count(Safety::Safe), count(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("{safe} can be mended by `--fix`\n"),
        (0, more) => format!("{more} can be mended by `--fix --unsafe-fixes`\n"),
        (safe, more) => {
            format!("{safe} can be mended by `--fix`, {more} more with `--unsafe-fixes`\n")
        }
    }
}

fn group<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a [Source],
    reason: Option<&'a str>,
) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO.with_name(spoken(Severity::Info)),
    };
    let mut group = level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.rule)
        .elements(snippets(diagnostic, sources));
    if let Some(reason) = reason {
        group = group.element(Level::NOTE.message(as_note(reason)));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(printable(help)));
    }
    group
}

/// The lines around the place and its labels, one snippet a file.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    sources: &[Source],
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut places = vec![(AnnotationKind::Primary, diagnostic.span, None)];
    let labels = diagnostic.labels.iter();
    places.extend(labels.map(|l| (AnnotationKind::Context, l.span, Some(l.text.as_str()))));
    let mut files: Vec<_> = Vec::new();
    for (_, span, _) in &places {
        if !files.contains(&span.source) {
            files.push(span.source);
        }
    }
    let mut snippets = Vec::new();
    for file in files {
        let Some(source) = sources.get(file.0 as usize) else {
            continue;
        };
        let here: Vec<_> = places
            .iter()
            .filter(|(_, span, _)| span.source == file)
            .collect();
        let spans: Vec<Span> = here.iter().map(|(_, span, _)| *span).collect();
        let excerpt = excerpt(source, &spans);
        let annotations = here
            .iter()
            .zip(excerpt.ranges)
            .map(|((kind, _, text), range)| kind.span(range).label(text.map(one_line)));
        snippets.push(
            Snippet::source(excerpt.text)
                .path(one_line(&source.path))
                .line_start(excerpt.line)
                .annotations(annotations.collect::<Vec<_>>()),
        );
    }
    snippets
}

/// Whole lines of a file, made printable.
struct Excerpt {
    text: String,
    /// Number of the first line.
    line: usize,
    /// Where the spans are in the text.
    ranges: Vec<Range<usize>>,
}

/// The lines from the first to the last of these spans.
fn excerpt(source: &Source, spans: &[Span]) -> Excerpt {
    let raw = &source.text;
    let first = spans
        .iter()
        .map(|s| s.start)
        .min()
        .unwrap_or_default()
        .min(raw.len());
    let last = spans
        .iter()
        .map(|s| s.end)
        .max()
        .unwrap_or_default()
        .min(raw.len());
    let line = source.place(first).line;
    let start = raw.as_bytes()[..first]
        .iter()
        .rposition(|b| *b == b'\n')
        .map_or(0, |at| at + 1);
    let end = raw.as_bytes()[last..]
        .iter()
        .position(|b| *b == b'\n')
        .map_or(raw.len(), |at| last + at);
    let mut text = String::with_capacity(end - start);
    // Where each byte of the raw lines went; printable text may be longer or shorter.
    let mut moved = Vec::with_capacity(end - start + 1);
    let mut chars = raw[start..end].chars().peekable();
    while let Some(c) = chars.next() {
        moved.extend(std::iter::repeat_n(text.len(), c.len_utf8()));
        let ends_line = c == '\r' && matches!(chars.peek(), None | Some('\n'));
        if !ends_line {
            text.push_str(&printable(c.encode_utf8(&mut [0; 4])));
        }
    }
    moved.push(text.len());
    let at = |offset: usize| moved[(offset.max(start) - start).min(moved.len() - 1)];
    let ranges = spans
        .iter()
        .map(|span| at(span.start)..at(span.end))
        .collect();
    Excerpt { text, line, ranges }
}

/// A sentence of a page in the style of a message: lower case, without a full stop.
fn as_note(sentence: &str) -> String {
    let sentence = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut chars = sentence.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Label;
    use crate::source::SourceId;

    const LOOK: Look = Look {
        color: false,
        reasons: false,
        width: 100,
        all: false,
    };

    fn span(source: u32, start: usize, end: usize) -> Span {
        Span {
            source: SourceId(source),
            start,
            end,
        }
    }

    fn check(source: Source, diagnostic: Diagnostic, expect: &str) {
        let report = Report {
            diagnostics: &[diagnostic],
            sources: &[source, Source::new("b.md", "first\nsecond\n")],
            notes: 2,
        };
        let text = render(&report, LOOK);
        let trimmed: Vec<&str> = text.lines().map(str::trim_end).collect();
        let expect: Vec<&str> = expect.lines().collect();
        assert_eq!(trimmed, expect, "\n{text}");
    }

    #[test]
    fn a_place_a_label_in_another_file_and_help() {
        let problem = Diagnostic {
            labels: vec![Label {
                span: span(1, 6, 12),
                text: "here, too".into(),
            }],
            help: Some("mend it".into()),
            ..Diagnostic::new("a-rule", Severity::Warning, "it is wrong", span(0, 5, 9))
        };
        check(
            Source::new("a.md", "# A\n\nöne two\n"),
            problem,
            "\
warning[a-rule]: it is wrong
 --> a.md:3:1
  |
3 | öne two
  | ^^^
  |
 ::: b.md:2:1
  |
2 | second
  | ------ here, too
  |
  = help: mend it

1 warning in 2 notes",
        );
    }

    #[test]
    fn columns_count_characters_and_nothing_drives_the_terminal() {
        let text = "a\r\n\té \u{1b}[31mred\u{202e}\r\n* \r\n";
        let at = text.find("red").unwrap();
        check(
            Source::new("\u{1b}a.md", text),
            Diagnostic::new("a-rule", Severity::Error, "bad \u{7}", span(0, at, at + 3)),
            "\
error[a-rule]: bad \u{FFFD}
 --> \u{FFFD}a.md:2:9
  |
2 |     é \u{FFFD}[31mred\u{FFFD}
  |            ^^^

1 error in 2 notes",
        );
    }

    #[test]
    fn a_bullet_at_the_end_of_a_file_is_shown() {
        check(
            Source::new("a.md", "## A\n\n* "),
            Diagnostic::new("a-rule", Severity::Error, "empty", span(0, 6, 8)),
            "\
error[a-rule]: empty
 --> a.md:3:1
  |
3 | *
  | ^^

1 error in 2 notes",
        );
        check(
            Source::new("a.md", ""),
            Diagnostic::new("a-rule", Severity::Info, "nothing", span(0, 0, 0)),
            "\
hint[a-rule]: nothing
 --> a.md:1:1
  |
1 |
  | ^

1 hint in 2 notes",
        );
    }

    #[test]
    fn a_rule_gives_its_reason_once_and_colour_is_asked_for() {
        let problem = || Diagnostic::new("empty-bullet", Severity::Error, "empty", span(0, 0, 1));
        let report = Report {
            diagnostics: &[problem(), problem()],
            sources: &[Source::new("a.md", "-\n")],
            notes: 1,
        };
        let look = Look {
            reasons: true,
            ..LOOK
        };
        let text = render(&report, look);
        assert_eq!(text.matches("= note: an empty bullet").count(), 1, "{text}");
        assert!(!text.contains('\u{1b}'));
        let look = Look {
            color: true,
            ..LOOK
        };
        assert!(render(&report, look).contains("\u{1b}["));
    }

    proptest::proptest! {
        #[test]
        fn any_place_in_any_text_can_be_shown(text in "[-a é\t\r\n\u{1b}\u{202e}漢]{0,40}", a in 0usize..60, b in 0usize..60) {
            let floor = |mut at: usize| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (start, end) = (floor(a.min(b)), floor(a.max(b)));
            let report = Report {
                diagnostics: &[Diagnostic::new("x", Severity::Info, "m", span(0, start, end))],
                sources: &[Source::new("a.md", text.as_str())],
                notes: 1,
            };
            let shown = render(&report, LOOK);
            let place = report.sources[0].place(start);
            proptest::prop_assert!(shown.contains(&format!("a.md:{}:", place.line)), "{}", shown);
            proptest::prop_assert_eq!(printable(&shown), shown.as_str());
        }
    }
}
