//! Templates of cards: what of the fields a card shows.
//!
//! The language is that of Anki: `{{Field}}`, `{{filter:Field}}`, `{{#Field}}…{{/Field}}`,
//! `{{^Field}}…{{/Field}}`.

use std::collections::BTreeMap;

/// The fields of a note by name.
pub(super) type Fields<'a> = BTreeMap<&'a str, &'a str>;

/// How deep conditions may stand in each other.
const DEEPEST: usize = 32;

/// Fills the front of a card. What is to be typed there, and hints, are not to be seen yet.
pub(super) fn front(template: &str, fields: &Fields<'_>) -> String {
    fill(template, fields, &["type:", "hint:"])
}

/// Fills a template, but for tags with these filters. `{{FrontSide}}` and names that are no field are empty.
fn fill(template: &str, fields: &Fields<'_>, hidden: &[&str]) -> String {
    let mut out = String::new();
    // Conditions around, and whether each holds.
    let mut around: Vec<(String, bool)> = Vec::new();
    let mut rest = template;
    loop {
        let shown = around.iter().all(|(_, holds)| *holds);
        let Some(at) = rest.find("{{") else {
            if shown {
                out.push_str(rest);
            }
            return out;
        };
        if shown {
            out.push_str(&rest[..at]);
        }
        let inner = &rest[at + 2..];
        let Some(end) = inner.find("}}") else {
            return out;
        };
        let tag = inner[..end].trim();
        rest = &inner[end + 2..];
        let value = |name: &str| fields.get(name.trim()).copied().unwrap_or_default();
        let is_there = |name: &str| !value(name).trim().is_empty();
        if let Some(name) = tag.strip_prefix('#').filter(|_| around.len() < DEEPEST) {
            around.push((name.trim().to_owned(), is_there(name)));
        } else if let Some(name) = tag.strip_prefix('^').filter(|_| around.len() < DEEPEST) {
            around.push((name.trim().to_owned(), !is_there(name)));
        } else if let Some(name) = tag.strip_prefix('/') {
            if let Some(open) = around.iter().rposition(|(open, _)| open == name.trim()) {
                around.truncate(open);
            }
        } else if shown && !is_hidden(tag, hidden) {
            out.push_str(value(tag.rsplit(':').next().unwrap_or(tag)));
        }
    }
}

fn is_hidden(tag: &str, filters: &[&str]) -> bool {
    filters.iter().any(|filter| tag.starts_with(filter))
}

/// What the back of a card adds to its front: all behind the line that Anki draws between them, or, where
/// there is none, the fields that the front does not have.
pub(super) fn answer(front: &str, back: &str, fields: &Fields<'_>) -> String {
    if let Some(line) = back
        .find("id=answer")
        .or_else(|| back.find("id=\"answer\""))
    {
        let behind = back[line..]
            .find('>')
            .map_or("", |end| &back[line + end + 1..]);
        return fill(behind, fields, &[]);
    }
    let unseen: Fields = fields
        .iter()
        .filter(|(name, _)| !names(front).any(|seen| seen == **name))
        .map(|(name, value)| (*name, *value))
        .collect();
    fill(back, &unseen, &[])
}

/// The names of the fields that the front of a card shows.
fn names(template: &str) -> impl Iterator<Item = &str> {
    let tags = template.split("{{").skip(1);
    tags.filter_map(|tag| tag.split("}}").next())
        .map(str::trim)
        .filter(|tag| !tag.starts_with(['#', '^', '/']) && !is_hidden(tag, &["type:", "hint:"]))
        .map(|tag| tag.rsplit(':').next().unwrap_or(tag).trim())
}

/// The field whose blanks a cloze template hides.
pub(super) fn cloze_field(front: &str) -> Option<&str> {
    let tags = front.split("{{").skip(1);
    tags.filter_map(|tag| tag.split("}}").next())
        .find_map(|tag| tag.trim().rsplit_once("cloze:"))
        .map(|(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(template: &str, expect: &str) {
        let fields = Fields::from([("Front", "f"), ("Back", "b"), ("Empty", " ")]);
        assert_eq!(fill(template, &fields, &[]), expect, "{template}");
    }

    #[test]
    fn fields_and_conditions() {
        check("{{Front}} {{type:Back}} {{ Front }}{{FrontSide}}", "f b f");
        check("{{#Front}}yes{{/Front}}{{^Front}}no{{/Front}}", "yes");
        check("{{#Empty}}a{{#Front}}b{{/Front}}{{/Empty}}c", "c");
        check("{{^Empty}}{{Back}}{{/Empty}}", "b");
        check("{{/Front}}x{{Front", "x");
    }

    #[test]
    fn the_answer_is_what_the_front_does_not_show() {
        let fields = Fields::from([("Front", "f"), ("Back", "b")]);
        let of = |back: &str| answer("{{Front}}", back, &fields);
        assert_eq!(of("{{FrontSide}}<hr id=answer>{{Back}}"), "b");
        assert_eq!(of("{{Front}}<hr id=\"answer\" />{{Back}}"), "b");
        assert_eq!(of("{{Front}}: {{Back}}"), ": b");
        assert_eq!(front("{{Front}} {{type:Back}}{{hint:Back}}", &fields), "f ");
        assert_eq!(
            answer("{{Front}}{{type:Back}}", "{{type:Back}}", &fields),
            "b"
        );
        assert_eq!(cloze_field("<b>{{type:cloze:Text}}</b>"), Some("Text"));
    }

    proptest! {
        #[test]
        fn any_template_can_be_filled(template in "[a{}#^/: F]{0,60}") {
            let fields = Fields::from([("F", "x"), ("a", "")]);
            front(&template, &fields);
            answer(&template, &template, &fields);
        }
    }
}
