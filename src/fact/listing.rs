//! Lists: a heading or label with members that are built alike.

mod series;

use std::sync::Arc;

use super::split::{self, Separator};
use super::text::{self, Shape};
use super::unit::{self, Class, Unit};
use super::{Fact, FactKind, Member, Place, Set, Topic};
use crate::lexicon;
use crate::note::{Node, NodeKind};
use crate::source::Span;

pub use series::comma_parts;
pub(super) use series::{inline, inline_of_split};

/// Most words a member of a list may have.
const MEMBER_WORDS: usize = 9;

/// Classes whose members are often sentences: a benefit, a step.
const STATED: [&str; 27] = [
    "advantages",
    "benefits",
    "causes",
    "challenges",
    "characteristics",
    "consequences",
    "criteria",
    "disadvantages",
    "drawbacks",
    "effects",
    "features",
    "functions",
    "goals",
    "limitations",
    "objectives",
    "principles",
    "properties",
    "purposes",
    "reasons",
    "requirements",
    "responsibilities",
    "risks",
    "rules",
    "steps",
    "symptoms",
    "use cases",
    "uses",
];

/// The lists that stand directly under a heading or label: the run itself, or, when the lines of the
/// run are labels of lists, the union of those.
pub(super) fn under_topic(units: &[Unit<'_>], place: &Place, facts: &mut Vec<Fact>) {
    let topic = &place.topic;
    let label = match (topic.labels.last(), topic.headings.last()) {
        (Some(label), _) => label.clone(),
        (None, Some(heading)) => heading.clone(),
        (None, None) => topic.title.clone(),
    };
    if asks_to_choose(&label, units) {
        return;
    }
    let heading = topic.labels.is_empty();
    let category = category_of(&label, topic);
    let joined = union_of(units).filter(|_| category.is_some());
    let (members, open, union) = match (joined, members_of(units, &label)) {
        (Some(members), _) => (members, false, true),
        (None, Some((members, open))) => (members, open, false),
        (None, None) => return,
    };
    let ordered = !union
        && units.iter().all(|unit| {
            matches!(
                unit.node.kind,
                NodeKind::Item {
                    number: Some(_),
                    ..
                }
            )
        });
    let set = Set {
        label,
        heading,
        members,
        open,
        ordered,
        category,
        union,
    };
    push(set, span_of(units), place, facts);
}

/// Whether a list holds what an exam question offers to choose from, right or wrong: its label says so,
/// or its lines do.
fn asks_to_choose(label: &str, units: &[Unit<'_>]) -> bool {
    let words = text::words(label);
    let chooses = words
        .first()
        .is_some_and(|first| lexicon::is_choosing(first))
        || words.last().is_some_and(|last| lexicon::is_choosing(last)) && words.len() <= 2;
    let told = |unit: &Unit<'_>| {
        let words = text::words(&unit.line.text);
        words.len() >= 2
            && lexicon::is_key_mark(&words[..2].join(" "))
            && unit.line.text.contains(':')
    };
    chooses || units.iter().any(told)
}

/// Whether the members of a class are often sentences: a benefit, a step.
pub fn is_stated(class: &str) -> bool {
    STATED.contains(&class)
}

fn push(set: Set, span: Span, place: &Place, facts: &mut Vec<Fact>) {
    if set.members.len() < 2 {
        return;
    }
    let members: Vec<&str> = set
        .members
        .iter()
        .map(|member| member.text.as_str())
        .collect();
    let text = format!("{}: {}", set.label, members.join("; "));
    let kind = FactKind::Set(set);
    let topic = Arc::clone(&place.topic);
    facts.push(Fact {
        kind,
        topic,
        text,
        span,
        group: place.group,
        marked: false,
    });
}

fn span_of(units: &[Unit<'_>]) -> Span {
    units
        .iter()
        .map(|unit| unit.node.span)
        .reduce(Span::cover)
        .unwrap_or_default()
}

/// The members of a list, and whether it is open. `None` when a line is no member.
fn members_of(units: &[Unit<'_>], label: &str) -> Option<(Vec<Member>, bool)> {
    let classed = class_noun(label).is_some_and(|class| is_stated(&class));
    let mut members = Vec::new();
    let mut open = false;
    for unit in units {
        match unit.class {
            Class::Empty => continue,
            _ if is_aside(&unit.line.text) => continue,
            _ if is_ellipsis(&unit.line.text) => {
                open = true;
                continue;
            }
            _ => {}
        }
        let (member, more) = member_of(unit, classed)?;
        open |= more;
        members.push(member);
    }
    Some((members, open))
}

fn is_ellipsis(text: &str) -> bool {
    matches!(
        text.trim().trim_end_matches('.').to_lowercase().as_str(),
        "" | "etc" | "…" | "and more" | "and others" | "more" | "others" | "and so on"
    )
}

/// Whether a line gives an example or sends the reader elsewhere: it is no member.
fn is_aside(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "e.g. ",
        "e.g., ",
        "e.g.: ",
        "eg. ",
        "ex: ",
        "for example",
        "see ",
        "see: ",
        "see also",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// A member without what joins it to the others or leads to examples of it: "or …", "…, e.g.".
fn unjoined(name: &str) -> &str {
    let start = ["or ", "Or ", "and ", "And ", "either ", "Either "]
        .iter()
        .find_map(|joint| name.strip_prefix(joint))
        .unwrap_or(name);
    let end = start.trim_end_matches([' ', '.', ',', ':']);
    [", e.g", " e.g", ", such as", ", including"]
        .iter()
        .find_map(|lead| end.strip_suffix(lead))
        .unwrap_or(start)
}

fn member_of(unit: &Unit<'_>, classed: bool) -> Option<(Member, bool)> {
    let (name, gloss) = match &unit.class {
        Class::Split(split)
            if split.separator != Separator::Is && split::is_term(&split.left, split.marked) =>
        {
            (split.left.clone(), Some(split.right.text.clone()))
        }
        // What stands behind a colon says more about a member, whether or not that is a term.
        Class::Split(split) if split.separator == Separator::Colon && names(&split.left) => {
            (split.left.clone(), Some(split.right.text.clone()))
        }
        Class::Split(split)
            if split.separator == Separator::Dash
                && text::count(&split.left) <= 3
                && names(&split.left) =>
        {
            (split.left.clone(), Some(split.right.text.clone()))
        }
        // A line with further lines below may still say what it is.
        Class::Label if colon_left(unit).is_some() => {
            let split = split::split(&unit.line);
            let gloss = split.map(|split| split.right.text);
            (colon_left(unit).unwrap_or_default(), gloss)
        }
        Class::Label if is_lead_in(&unit.line.text) => return None,
        Class::Label => (unit::label_text(&unit.line.text), None),
        _ => (unit.line.text.clone(), None),
    };
    let (name, open) = strip_open(unjoined(&name));
    let (bare, bracket) = text::without_brackets(&name);
    let bare = bare.trim_end_matches(['.', ',']).trim();
    let words = text::count(bare);
    // Under "Benefits" a short sentence is a benefit; under a bare heading it is a statement.
    let sentence =
        !classed && matches!(text::shape(bare), Shape::Clause | Shape::Condition) && words > 3;
    if words == 0
        || words > MEMBER_WORDS
        || sentence
        || bare.contains('?')
        || !text::is_balanced(bare)
    {
        return None;
    }
    let member = Member {
        text: bare.to_string(),
        gloss: gloss.or(bracket),
        span: unit.node.text.span,
        below: unit.node.children.len(),
    };
    Some((member, open))
}

/// The name in front of a colon inside a line.
fn colon_left(unit: &Unit<'_>) -> Option<String> {
    split::split(&unit.line)
        .filter(|split| split.separator == Separator::Colon && names(&split.left))
        .map(|split| split.left)
}

/// Whether the left side of a colon names a member rather than a remark or a property.
fn names(left: &str) -> bool {
    let lower = left.to_lowercase();
    text::count(left) <= 5 && !lexicon::is_not_term(&lower) && !lexicon::is_attribute(&lower)
}

/// Whether a line over further lines leads in to them and names nothing: "Support for", "Other kinds".
fn is_lead_in(line: &str) -> bool {
    let words = text::words(line);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return true;
    };
    matches!(
        first.as_str(),
        "other" | "others" | "more" | "another" | "also"
    ) || lexicon::is_joint(last)
        || lexicon::is_finite(last)
        || lexicon::is_stop(last) && words.len() > 1
        || words.len() > 1 && lexicon::is_finite(first)
}

/// The text without a closing "…" or "etc.", and whether there was one.
fn strip_open(text: &str) -> (String, bool) {
    let trimmed = text.trim_end();
    for ending in ["...", "…", "etc.", "etc", "and more", "and so on"] {
        if let Some(rest) = trimmed.strip_suffix(ending)
            && (rest.is_empty()
                || rest.ends_with([' ', ',', ';'])
                || ending.starts_with(['.', '…']))
        {
            return (rest.trim_end_matches([' ', ',', ';']).to_string(), true);
        }
    }
    (trimmed.to_string(), false)
}

/// The members of all lists below labels that themselves stand in one list. Labels are never
/// members.
fn union_of(units: &[Unit<'_>]) -> Option<Vec<Member>> {
    let mut members: Vec<Member> = Vec::new();
    for unit in units {
        if unit.class != Class::Label || unit.node.children.is_empty() {
            return None;
        }
        let (found, open) = members_of(&children(unit.node), "")?;
        let named = found.iter().all(|member| {
            text::count(&member.text) <= 6 && text::shape(&member.text) == Shape::Fragment
        });
        if open || found.is_empty() || !named {
            return None;
        }
        members.extend(found);
    }
    (units.len() >= 2 && members.len() > units.len()).then_some(members)
}

/// The children of a node that are items, classified.
pub(super) fn children(node: &Node) -> Vec<Unit<'_>> {
    node.children
        .iter()
        .filter(|child| !child.skip)
        .map(unit::classify)
        .collect()
}

/// The class noun that a label gives its members: the head of the label, else what the label above
/// says.
fn category_of(label: &str, topic: &Topic) -> Option<String> {
    let above = topic.path();
    std::iter::once(label)
        .chain(above.iter().rev().skip(1).take(2).map(String::as_str))
        .find_map(class_noun)
}

/// The class that a label names, in the singular and with what tells it from others of its name:
/// "Consistency levels" heads consistency levels, "Types of services" types of service. `is_lower` tells
/// which words may be written small. `None` where the noun alone would say nothing, as "type" does.
pub fn class_phrase(label: &str, is_lower: impl Fn(&str) -> bool) -> Option<String> {
    let noun = class_noun(label)?;
    let last = label.rsplit([':', '–']).next().unwrap_or(label);
    let (last, _) = text::without_brackets(last);
    let all: Vec<&str> = last.split_whitespace().collect();
    let head = noun.rsplit(' ').next().unwrap_or(&noun);
    let at = all.iter().position(|word| {
        word.to_lowercase()
            .trim_matches(|c: char| !c.is_alphanumeric())
            == head
    })?;
    let small = |word: &str| {
        let plain = word.chars().skip(1).all(|c| c.is_lowercase() || c == '-');
        let lower = word.to_lowercase();
        if plain && (is_lower(&lower) || is_lower(&lexicon::singular(&lower))) {
            lower
        } else {
            word.to_string()
        }
    };
    let counted = |word: &&&str| {
        let lower = word.to_lowercase();
        lexicon::is_number_word(&lower)
            || lexicon::is_stop(&lower)
            || matches!(
                lower.as_str(),
                "main" | "key" | "common" | "different" | "some" | "various" | "popular" | "most"
            )
    };
    let modifiers: Vec<String> = all[..at]
        .iter()
        .skip_while(counted)
        .map(|word| small(word))
        .collect();
    let spoken = |word: &String| {
        let word = word.to_lowercase();
        word.ends_with("ing")
            || lexicon::is_plural(&word)
            || lexicon::is_number_word(&word)
            || lexicon::is_finite(&word)
            || lexicon::is_third_person(&word)
    };
    if modifiers.iter().any(spoken) {
        return None;
    }
    let mut phrase = modifiers.join(" ");
    if !phrase.is_empty() {
        phrase.push(' ');
    }
    phrase.push_str(&lexicon::singular(&head.to_lowercase()));
    if all.get(at + 1).is_some_and(|word| *word == "of") && modifiers.is_empty() {
        let rest: Vec<String> = all[at + 2..].iter().map(|word| small(word)).collect();
        let (last, before) = rest.split_last()?;
        let mut rest = before.to_vec();
        rest.push(lexicon::singular(last));
        phrase = format!("{phrase} of {}", rest.join(" "));
    } else if modifiers.is_empty() && is_bare(&phrase) {
        return None;
    }
    (text::count(&phrase) <= 5).then_some(phrase)
}

/// Whether a class noun alone does not say of what things it is the class.
fn is_bare(class: &str) -> bool {
    matches!(
        class,
        "type"
            | "kind"
            | "category"
            | "class"
            | "form"
            | "mode"
            | "level"
            | "option"
            | "group"
            | "way"
            | "element"
            | "component"
            | "part"
            | "area"
            | "variant"
            | "approach"
    )
}

/// The plural class noun at the head of a label: "Main storage classes of S3" has "classes",
/// "Asynchronous Invocations - Services" has "services".
pub fn class_noun(label: &str) -> Option<String> {
    let last = label.rsplit([':', '-', '–']).next().unwrap_or(label);
    let words = text::words(last);
    let head = words
        .iter()
        .position(|word| lexicon::is_joint(word) || word == "and")
        .unwrap_or(words.len());
    let noun = words.get(head.checked_sub(1)?)?;
    let pair = head
        .checked_sub(2)
        .and_then(|at| words.get(at))
        .map(|first| format!("{first} {noun}"));
    if let Some(pair) = pair.filter(|pair| lexicon::preposition_of(pair).is_some()) {
        return Some(pair);
    }
    lexicon::preposition_of(noun).map(|_| noun.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_named_with_what_tells_them_apart() {
        let lower = |word: &str| matches!(word, "consistency" | "service" | "storage");
        let check = |label: &str, expect: Option<&str>| {
            assert_eq!(class_phrase(label, lower).as_deref(), expect, "{label}");
        };
        check("Consistency levels", Some("consistency level"));
        check("Types of services", Some("type of service"));
        check("The two Storage types", Some("storage type"));
        check("OSI layers", Some("OSI layer"));
        check("Types", None);
        check("Protocols", Some("protocol"));
    }
}
