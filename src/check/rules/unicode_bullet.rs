//! Lines that begin with a bullet sign that Markdown does not know.

use crate::check::{Rule, Run, Sheet};
use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, Severity};
use crate::note::{Node, NodeKind};
use crate::source::{Source, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "unicode-bullet",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unicode-bullet.md"),
    run: Run::Note(unicode_bullet),
    on_request: false,
};

/// Signs that word processors, slides and PDF files put in front of list items.
const SIGNS: &[char] = &[
    '•', '◦', '▪', '▫', '‣', '●', '○', '■', '□', '➢', '➤', '∙', '·', '\u{F0B7}',
];

fn unicode_bullet(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    let mut run: Vec<Span> = Vec::new();
    for node in sheet.pieces() {
        let signs = signs_of(node, source);
        if signs.is_empty() && !run.is_empty() {
            found.push(problem(&std::mem::take(&mut run), source));
        }
        run.extend(signs);
    }
    if !run.is_empty() {
        found.push(problem(&run, source));
    }
}

/// Where the lines of a piece begin with such a sign and a space or letter behind it.
fn signs_of(node: &Node, source: &Source) -> Vec<Span> {
    if !node.is_item() && node.kind != NodeKind::Line {
        return Vec::new();
    }
    let mut at = node.text.span.start;
    let mut signs = Vec::new();
    for line in source.slice(node.text.span).split_inclusive('\n') {
        let content = line.trim_start();
        let start = at + line.len() - content.len();
        at += line.len();
        let Some(sign) = content.chars().next().filter(|c| SIGNS.contains(c)) else {
            continue;
        };
        let rest = &content[sign.len_utf8()..];
        if rest
            .trim_start()
            .starts_with(|c: char| c.is_alphanumeric() || "*`[\"'(".contains(c))
        {
            signs.push(Span {
                start,
                end: start + sign.len_utf8(),
                ..node.span
            });
        }
    }
    signs
}

/// One finding for lines that follow each other.
fn problem(signs: &[Span], source: &Source) -> Diagnostic {
    let first = signs[0];
    let sign = source.slice(first);
    let message = match signs.len() {
        1 => format!("`{sign}` is not a list marker: the line is no bullet"),
        n => format!("`{sign}` is not a list marker: {n} lines are no bullets"),
    };
    Diagnostic {
        help: Some("begin the lines with `- `".into()),
        fix: Some(Fix {
            title: "use list markers".into(),
            safety: Safety::Unsafe,
            edits: signs.iter().map(|span| marker(*span, source)).collect(),
        }),
        ..RULE.found(message, first)
    }
}

/// The edit that makes a list marker of a sign; one inside a bullet is taken out.
fn marker(sign: Span, source: &Source) -> Edit {
    let line = source.text[..sign.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = source.text[line..sign.start].trim();
    let behind = &source.text[sign.end..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\t', '\u{A0}']).len();
    Edit {
        span: Span {
            end: sign.end + gap,
            ..sign
        },
        text: if indent.is_empty() {
            "- ".into()
        } else {
            String::new()
        },
    }
}
