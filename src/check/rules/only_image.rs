//! Bullets that hold nothing but an image.

use crate::check::{Rule, Run, Sheet, first_line};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::MarkKind;

pub(in crate::check) const RULE: Rule = Rule {
    name: "only-image",
    severity: Severity::Info,
    page: include_str!("../../../docs/rules/only-image.md"),
    run: Run::Note(only_image),
    on_request: false,
};

fn only_image(sheet: &Sheet<'_>, found: &mut Vec<Diagnostic>) {
    for node in sheet.pieces().filter(|node| node.is_item()) {
        let written = sheet.source.slice(node.text.span).trim();
        let image = node.text.is_all(MarkKind::Image)
            || node.text.is_empty() && written.starts_with("![") && written.ends_with([')', ']']);
        if image && node.children.is_empty() {
            found.push(Diagnostic {
                help: Some("say below the image what it shows".into()),
                ..RULE.found(
                    "an image alone can not be asked in a terminal",
                    first_line(node.span, sheet.source),
                )
            });
        }
    }
}
