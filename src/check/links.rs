//! Where the links of notes lead, as far as that can be told without the web.
//!
//! Addresses are resolved as text; whether a file is there is told by [`crate::workspace::Workspace`].

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;
use unicode_normalization::UnicodeNormalization as _;

use super::{Context, Sheet};
use crate::workspace::Workspace;

/// A place inside of the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The file, relative to the root; none for the note itself.
    pub path: Option<String>,
    /// What follows `#`.
    pub anchor: Option<String>,
}

/// The files that links of the notes name, relative to the root, sorted, each once.
pub fn linked_files(workspace: &Workspace) -> Vec<String> {
    let mut found: Vec<String> = workspace
        .notes
        .par_iter()
        .flat_map_iter(|note| {
            let links = note.links.iter();
            links.filter_map(|link| target(&note.path, &link.target)?.path)
        })
        .collect();
    found.par_sort_unstable();
    found.dedup();
    found
}

/// Where an address in a note leads. None for what lies elsewhere: on the web, outside of the root, or
/// at a root that only a server knows.
pub(super) fn target(note: &str, address: &str) -> Option<Target> {
    let address = address.trim();
    let odd = ['<', '>', '{', '}', '|', '*', '\\', '\n'];
    if address.is_empty()
        || address.starts_with('/')
        || address.contains(odd)
        || has_scheme(address)
    {
        return None;
    }
    let (file, anchor) = match address.split_once('#') {
        Some((file, anchor)) => (file, Some(decoded(anchor)?)),
        None => (address, None),
    };
    let file = decoded(file.split('?').next().unwrap_or_default())?;
    if file.is_empty() {
        return anchor.map(|anchor| Target {
            path: None,
            anchor: Some(anchor),
        });
    }
    // Without an ending it may be a page of a site or the name of something.
    let last = file
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    if !last.trim_start_matches('.').contains('.') {
        return None;
    }
    let mut parts: Vec<&str> = note.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(Target {
        path: Some(parts.join("/")),
        anchor,
    })
}

/// Whether an address begins with `https:`, `mailto:`, a drive letter or the name of a host.
fn has_scheme(address: &str) -> bool {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    scheme || address.starts_with("www.")
}

/// The address with `%20` and its like decoded; none when that gives no text.
fn decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_string());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let sign = byte == b'%';
        let digits = sign.then(|| [rest.next(), rest.next()]);
        match digits {
            None => bytes.push(byte),
            Some([Some(a), Some(b)]) => {
                let value = |c: u8| (c as char).to_digit(16);
                let code = value(a)? * 16 + value(b)?;
                bytes.push(u8::try_from(code).ok()?);
            }
            Some(_) => return None,
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether the file of a target is there. Nobody looked when there is no list of files.
pub(super) fn exists(context: &Context<'_>, target: &Target) -> bool {
    match (&context.workspace.linked_files, &target.path) {
        (Some(files), Some(path)) => files.contains(path),
        _ => true,
    }
}

/// Whether a note has a heading, or an element of HTML, that an anchor may mean. Programs make anchors
/// in different ways, so that only letters without
/// accents and digits count, and a number at the end may be left out.
pub(super) fn has_anchor(sheet: &Sheet<'_>, anchor: &str) -> bool {
    let bare = |text: &str| -> String {
        let plain = text.nfd().filter(|c| c.is_alphanumeric());
        plain.flat_map(char::to_lowercase).collect()
    };
    let wanted = bare(anchor);
    let unnumbered = wanted.trim_end_matches(|c: char| c.is_ascii_digit());
    let named = |attribute: &str| {
        let written = |quote: &str| format!("{attribute}={quote}{anchor}{quote}");
        sheet.source.text.contains(&written("\"")) || sheet.source.text.contains(&written("'"))
    };
    let block = anchor.starts_with('^');
    block
        || wanted.is_empty()
        || wanted == "top"
        || sheet
            .note
            .walk()
            .filter(|node| node.is_section())
            .any(|node| {
                let heading = bare(&node.text.text);
                // What the outline leaves out of a heading, such as formulas or emoji by name, may be in the anchor.
                heading == wanted
                    || heading == unnumbered
                    || bare(sheet.source.slice(node.text.span)) == wanted
            })
        || named("id")
        || named("name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_places() {
        let check = |note: &str, address: &str, expect: Option<(&str, &str)>| {
            let found = target(note, address).map(|target| {
                (
                    target.path.unwrap_or_default(),
                    target.anchor.unwrap_or_default(),
                )
            });
            let expect = expect.map(|(path, anchor)| (path.to_string(), anchor.to_string()));
            assert_eq!(found, expect, "{address}");
        };
        check("a/b.md", "c.png", Some(("a/c.png", "")));
        check("a/b.md", "../x/c%20d.md#part", Some(("x/c d.md", "part")));
        check("a/b.md", "./c.md?raw=1", Some(("a/c.md", "")));
        check("b.md", "#part", Some(("", "part")));
        for elsewhere in [
            "https://a.b/c.png",
            "mailto:a@b.c",
            "/c.png",
            "../../c.png",
            "C:/c.png",
            "www.a.org",
            "page",
            "",
            "%zz.md",
            "a|b.md",
        ] {
            check("a/b.md", elsewhere, None);
        }
    }
}
