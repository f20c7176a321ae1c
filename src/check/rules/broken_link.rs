//! Links that lead to no file or heading.

use std::collections::HashMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelExtend as _, ParallelIterator as _};

use crate::check::links::{self, Target};
use crate::check::{Context, Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Link;

pub(in crate::check) const RULE: Rule = Rule {
    name: "broken-link",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/broken-link.md"),
    run: Run::Whole(broken_link),
    on_request: false,
};

fn broken_link(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let sheets: HashMap<&str, &Sheet<'_>> = context
        .sheets
        .iter()
        .map(|sheet| (sheet.note.path.as_str(), sheet))
        .collect();
    let all = context.sheets.par_iter().flat_map_iter(|sheet| {
        let mut found = Vec::new();
        for link in &sheet.note.links {
            let Some(target) = links::target(&sheet.note.path, &link.target) else {
                continue;
            };
            if !links::exists(context, &target) {
                found.push(problem(sheet, link, &target));
            } else if let Some(anchor) = &target.anchor {
                let other = match &target.path {
                    Some(path) => sheets.get(path.as_str()),
                    None => Some(&sheet),
                };
                if other.is_some_and(|other| !links::has_anchor(other, anchor)) {
                    found.push(no_heading(sheet, link, anchor));
                }
            }
        }
        found
    });
    found.par_extend(all);
}

fn problem(sheet: &Sheet<'_>, link: &Link, target: &Target) -> Diagnostic {
    let path = quoted(target.path.as_deref().unwrap_or_default());
    let (message, help) = if link.image {
        (
            format!("the image {path} is not there"),
            "add the image, or remove what shows it",
        )
    } else {
        (
            format!("the link leads to {path}, which is not there"),
            "correct the address, or remove the link",
        )
    };
    Diagnostic {
        help: Some(help.into()),
        ..RULE.found(message, first_line(link.span, sheet.source))
    }
}

fn no_heading(sheet: &Sheet<'_>, link: &Link, anchor: &str) -> Diagnostic {
    Diagnostic {
        help: Some(
            "correct the part behind `#`: the words of the heading with hyphens between".into(),
        ),
        ..RULE.found(
            format!("there is no heading for {}", quoted(&format!("#{anchor}"))),
            first_line(link.span, sheet.source),
        )
    }
}
