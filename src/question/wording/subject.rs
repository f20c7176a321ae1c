//! The subject that a label without one speaks of: the nearest heading or label above that names
//! something.

use crate::fact::text::{self, Shape};
use crate::fact::{Topic, split};
use crate::lexicon;
use crate::question::context;

use super::phrase;

/// What a crumb is to a label below it.
enum Crumb {
    Name(String),
    /// Says nothing: the subject stands further up.
    Empty,
    /// Says something that is no name; what stands above it is not the subject either.
    Lost,
}

/// The subject above a label. `None` where it cannot be told.
pub(super) fn above(topic: &Topic, label: &str) -> Option<String> {
    let mut path = topic.path();
    if path.last().is_some_and(|last| last == label) {
        path.pop();
    }
    for crumb in path.iter().rev() {
        match read(crumb) {
            Crumb::Name(name) => return Some(name),
            Crumb::Lost => return None,
            Crumb::Empty => {}
        }
    }
    match read(&topic.title) {
        Crumb::Name(name) if text::count(&name) <= 3 => Some(name),
        _ => None,
    }
}

/// Last words of headings that only say what the section is.
const TRAILING: [&str; 9] = [
    "overview",
    "introduction",
    "summary",
    "basics",
    "notes",
    "intro",
    "fundamentals",
    "recap",
    "concepts",
];

fn read(crumb: &str) -> Crumb {
    let (bare, _) = text::without_brackets(crumb);
    let bare = unasked(&bare);
    let lower = bare.to_lowercase();
    let stripped = phrase::strip_count(&lower);
    if lexicon::is_generic(&lower) && lexicon::preposition_of(stripped).is_none() {
        return Crumb::Empty;
    }
    let name = match context::head_part(bare) {
        Some(first) => {
            let last = context::aspect(bare);
            if last == bare || says_nothing(last) {
                first
            } else {
                last
            }
        }
        None => bare,
    };
    let name = without_trailing(split::strip_article(name));
    if says_nothing(name) {
        return Crumb::Lost;
    }
    let words = text::words(name);
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    let named = (1..=6).contains(&words.len())
        && !name.contains([',', ';', ':', '?', '!', '"', '{', '→', '=', '>', '/', '|'])
        && matches!(text::shape(name), Shape::Fragment)
        && !lexicon::is_third_person(first)
        && !phrase::is_seldom_plural(first)
        && !phrase::head(name).is_some_and(|head| is_form(&head))
        && !lexicon::is_stop(last)
        && !lexicon::is_stop(first)
        && !matches!(
            first,
            "other" | "how" | "why" | "when" | "step" | "types" | "kinds" | "using"
        )
        && !words
            .iter()
            .any(|word| matches!(word.as_str(), "vs" | "versus"))
        && !(words.len() == 1 && last.ends_with("ed"))
        // "Scale based on load" is what is done.
        && !words.windows(2).any(|pair| pair[0].ends_with("ed") && phrase::is_joint(&pair[1]))
        && !first.chars().all(|c| c.is_ascii_digit());
    if named {
        Crumb::Name(name.to_string())
    } else {
        Crumb::Lost
    }
}

/// Whether a part of a heading is a bare class or belongs to the form of the notes.
fn says_nothing(part: &str) -> bool {
    let lower = part.to_lowercase();
    let stripped = phrase::strip_count(&lower);
    lexicon::is_generic(stripped)
        || lexicon::preposition_of(stripped).is_some()
        || lexicon::is_attribute(&lower)
}

/// Whether a head says how things are listed rather than what they are.
fn is_form(head: &str) -> bool {
    matches!(
        head,
        "types"
            | "kinds"
            | "forms"
            | "categories"
            | "options"
            | "features"
            | "components"
            | "examples"
            | "ways"
            | "steps"
            | "benefits"
            | "e.g"
            | "eg"
            | "alternatives"
            | "integrations"
            | "advantages"
            | "disadvantages"
            | "limitations"
            | "methods"
            | "levels"
            | "properties"
    )
}

/// "What is a pod?" names a pod.
fn unasked(heading: &str) -> &str {
    let rest = [
        "What is ",
        "What are ",
        "What's ",
        "What’s ",
        "Introduction to ",
        "Overview of ",
    ]
    .iter()
    .find_map(|start| heading.strip_prefix(start));
    rest.unwrap_or(heading).trim_end_matches('?').trim()
}

/// A heading without a last word that only says what stands below it.
pub(in crate::question) fn without_trailing(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, last)) if TRAILING.contains(&last.to_lowercase().as_str()) => {
            rest.trim_end_matches([' ', '-', '–', ':'])
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(headings: &[&str], expect: Option<&str>) {
        let topic = Topic {
            title: "2024 course notes of mine".into(),
            headings: headings.iter().map(|h| (*h).to_string()).collect(),
            ..Topic::default()
        };
        assert_eq!(above(&topic, "Types").as_deref(), expect, "{headings:?}");
    }

    #[test]
    fn subjects_are_names() {
        check(&["Brokers", "Queue (FIFO)", "Types"], Some("Queue"));
        check(&["What is a broker?", "Types"], Some("broker"));
        check(&["Broker - Overview", "Types"], Some("Broker"));
        check(&["Brokers", "Overview", "Types"], Some("Brokers"));
        check(&["Brokers", "Supports", "Types"], None);
        check(&["Brokers", "Use cases", "Types"], None);
        check(&["Types"], None);
    }
}
