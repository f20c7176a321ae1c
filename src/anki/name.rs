//! Names of decks and tags, made of the path of a note and its headings.
//!
//! Anki joins the parts of both with `::`, takes names that differ in case for the same, and mends
//! what it does not like. Names made here need no mending.

use super::html::clean;

/// The deck that all others stand under.
pub(super) const ROOT: &str = "recito";

/// Longest part of a name, in characters: a heading may be a whole sentence.
const LONGEST: usize = 80;

/// Most decks in one another. Anki stops at a hundred, and nobody opens as many.
const DEEPEST: usize = 12;

/// The parts of the name of a deck: `recito`, the path of the note and headings of it. The folder
/// `notes` at the beginning and the ending of the file say nothing, and neither does a heading that
/// repeats what it stands under.
pub(super) fn deck(note: &str, headings: &[String]) -> Vec<String> {
    let mut parts = vec![ROOT.to_owned()];
    parts.extend(path(note));
    for heading in headings.iter().filter_map(|heading| part(heading)) {
        if parts
            .last()
            .is_some_and(|last| letters(last) != letters(&heading))
        {
            parts.push(heading);
        }
    }
    parts.truncate(DEEPEST);
    parts
}

/// A tag for where a card stands: `recito`, the path of the note and all headings.
pub(super) fn topic(note: &str, under: &[String]) -> String {
    let mut parts = vec![ROOT.to_owned()];
    parts.extend(path(note));
    parts.extend(under.iter().filter_map(|heading| part(heading)));
    parts
        .iter()
        .map(|part| unspaced(part))
        .collect::<Vec<_>>()
        .join("::")
}

/// A tag of the front matter, with a `/` of nested tags as Anki's `::`; `None` when nothing is left.
pub(super) fn tag(text: &str) -> Option<String> {
    let parts: Vec<String> = text
        .trim()
        .trim_start_matches('#')
        .split('/')
        .flat_map(|piece| piece.split("::"))
        .filter_map(part)
        .map(|part| unspaced(&part))
        .collect();
    (!parts.is_empty()).then(|| parts.join("::"))
}

/// The parts of the path of a note.
fn path(note: &str) -> impl Iterator<Item = String> {
    let stem = match note.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && !ending.contains('/') => stem,
        _ => note,
    };
    let stem = stem.strip_prefix("notes/").unwrap_or(stem);
    stem.split('/').filter_map(part)
}

/// One part of a name, such that it stays one: no `::` within, no colon at its ends, white space
/// only as single blanks.
fn part(text: &str) -> Option<String> {
    let mut out = String::new();
    for c in clean(text).chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if !(matches!(c, ' ' | ':') && out.ends_with(c)) {
            out.push(c);
        }
    }
    let short: String = out.chars().take(LONGEST).collect();
    let trimmed = short.trim_matches(|c: char| c == ':' || c.is_whitespace());
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// A tag ends at white space.
fn unspaced(part: &str) -> String {
    part.replace(char::is_whitespace, "_")
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decks_follow_folders_notes_and_top_headings() {
        let check = |note: &str, heading: Option<&str>, expect: &str| {
            let headings: Vec<String> = heading.into_iter().map(str::to_owned).collect();
            assert_eq!(deck(note, &headings).join("|"), expect);
        };
        check(
            "notes/aws/lambda.md",
            Some("Invocation"),
            "recito|aws|lambda|Invocation",
        );
        check("lambda.md", None, "recito|lambda");
        check("a-note.md", Some("A note:"), "recito|a-note");
        check(
            "rust.md",
            Some(" std::vec\u{3000}::  x:"),
            "recito|rust|std:vec : x",
        );
        check("v1.2/note", Some("::"), "recito|v1.2|note");
        check("x.md", Some("a\u{1f}\u{7}b"), "recito|x|ab");
    }

    #[test]
    fn tags_have_no_spaces() {
        let under = ["Calls".to_owned(), "By  event\u{3000}source".to_owned()];
        assert_eq!(
            topic("notes/lambda.md", &under),
            "recito::lambda::Calls::By_event_source"
        );
        assert_eq!(tag("#aws/lambda edge"), Some("aws::lambda_edge".into()));
        assert_eq!(tag("a::b"), Some("a::b".into()));
        assert_eq!(tag(" # "), None);
    }

    proptest! {
        #[test]
        fn a_name_has_as_many_parts_as_it_was_given(note in any::<String>(), heading in any::<String>()) {
            let parts = deck(&note, std::slice::from_ref(&heading));
            let name = parts.join("::");
            prop_assert_eq!(name.split("::").collect::<Vec<_>>(), parts);
            let tag = topic(&note, &[heading]);
            prop_assert!(!tag.contains(char::is_whitespace) && !tag.contains(":::"));
        }
    }
}
