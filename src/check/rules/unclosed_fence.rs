//! A code fence that nothing closes.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::{Node, NodeKind};
use crate::source::Source;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unclosed-fence",
    severity: Severity::Error,
    page: include_str!("../../../docs/rules/unclosed-fence.md"),
    run: Run::Note(unclosed_fence),
    on_request: false,
};

fn unclosed_fence(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    let source = sheet.source;
    for node in sheet.pieces() {
        if matches!(node.kind, NodeKind::Code { fenced: true, .. }) && !is_closed(node, source) {
            let lines = source.slice(node.span).trim_end().lines().count() - 1;
            let reach = match lines {
                0 => "nothing follows it".to_string(),
                1 => "the line behind it is code".to_string(),
                _ => format!("the {lines} lines behind it are code"),
            };
            found.push(Diagnostic {
                help: Some("close it with a line of the same signs, as deep as it began".into()),
                ..RULE.found(
                    format!("the code fence is never closed: {reach}"),
                    first_line(node.span, source),
                )
            });
        }
    }
}

/// Whether the last line of a fenced block closes it, as section 4.5 of `CommonMark` says: at least as many of
/// the same signs, and nothing else.
fn is_closed(node: &Node, source: &Source) -> bool {
    let text = source.slice(node.span).trim_end();
    let Some(sign) = text.chars().next().filter(|c| matches!(c, '`' | '~')) else {
        return true;
    };
    let length = text.chars().take_while(|c| *c == sign).count();
    let last = text.rsplit_once('\n').map_or("", |(_, last)| last);
    let last = last.trim_start_matches([' ', '\t', '>']);
    last.chars().count() >= length && last.chars().all(|c| c == sign)
}
