//! Lists: a heading or label with members that are built alike, and lists inside a line.

use std::sync::Arc;

use super::split::{self, Separator, Split};
use super::text::{self, Shape};
use super::unit::{self, Class, Unit};
use super::{Fact, FactKind, Member, Place, Set, Topic};
use crate::lexicon;
use crate::note::{Node, NodeKind};
use crate::source::Span;

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
    let classed = class_noun(label).is_some_and(|class| STATED.contains(&class.as_str()));
    let mut members = Vec::new();
    let mut open = false;
    for unit in units {
        match unit.class {
            Class::Empty => continue,
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
        text.trim().trim_end_matches('.'),
        "" | "etc" | "…" | "and more" | "and others"
    )
}

fn member_of(unit: &Unit<'_>, classed: bool) -> Option<(Member, bool)> {
    let (name, gloss) = match &unit.class {
        Class::Split(split)
            if split.separator != Separator::Is && split::is_term(&split.left, split.marked) =>
        {
            (split.left.clone(), Some(split.right.text.clone()))
        }
        Class::Label => (unit::label_text(&unit.line.text), None),
        _ => (unit.line.text.clone(), None),
    };
    let (name, open) = strip_open(&name);
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

/// A list inside a labelled or plain line: "There are three kinds: a, b and c".
pub(super) fn inline(unit: &Unit<'_>, place: &Place, facts: &mut Vec<Fact>) -> bool {
    if !unit.node.children.is_empty() && unit.line.text.ends_with(':') {
        return false;
    }
    split::split(&unit.line).is_some_and(|split| inline_of_split(unit, &split, place, facts))
}

/// The same for a line that is divided already. Says whether it held a list.
pub(super) fn inline_of_split(
    unit: &Unit<'_>,
    split: &Split,
    place: &Place,
    facts: &mut Vec<Fact>,
) -> bool {
    if !matches!(
        split.separator,
        Separator::Colon | Separator::Dash | Separator::Equals
    ) {
        return false;
    }
    let span = unit.node.text.span;
    let Some((members, open)) = comma_list(&split.right.text, span) else {
        return false;
    };
    let label = split.left.clone();
    let category = class_noun(&label);
    let set = Set {
        label,
        heading: false,
        members,
        open,
        ordered: false,
        category,
        union: false,
    };
    push(set, span, place, facts);
    true
}

/// Words in front of a list inside a line. All but the first three say that the list goes on.
const LEADS: [&str; 9] = [
    "includes ",
    "include ",
    "including ",
    "such as ",
    "things like ",
    "like ",
    "for example ",
    "e.g. ",
    "e.g., ",
];

/// Fewest and most members of a list inside a line.
const INLINE: std::ops::RangeInclusive<usize> = 3..=12;

/// "a, b and c" as members, when each is short and no sentence.
fn comma_list(text: &str, span: Span) -> Option<(Vec<Member>, bool)> {
    let (body, mut open) = strip_open(text);
    let lower = body.to_lowercase();
    let lead = LEADS.iter().find(|lead| lower.starts_with(**lead));
    open |= lead.is_some_and(|lead| !lead.starts_with("inclu"))
        || lower.contains(" etc")
        || lower.contains("such as");
    let body = &body[lead.map_or(0, |lead| lead.len())..];
    let parts = comma_parts(body);
    if !INLINE.contains(&parts.len())
        || !parts.iter().all(|part| is_member(part))
        || body.contains(". ")
    {
        return None;
    }
    let member = |part: &str| {
        let (text, gloss) = text::without_brackets(part);
        Member {
            text,
            gloss,
            span,
            below: 0,
        }
    };
    Some((parts.into_iter().map(member).collect(), open))
}

/// The parts of a text between commas outside brackets, and those that "and" or "or" joins at its end.
pub fn comma_parts(text: &str) -> Vec<&str> {
    let ranges = text::brackets(text);
    let inside = |at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',').filter(|(at, _)| !inside(*at)) {
        parts.push(text[start..at].trim());
        start = at + 1;
    }
    let last = text[start..].trim();
    let joined = ["and ", "or ", "& "]
        .iter()
        .find_map(|joint| last.strip_prefix(joint));
    let pair = last.split_once(" and ").or_else(|| last.split_once(" or "));
    match (joined, pair) {
        (Some(rest), _) => parts.push(rest.trim()),
        (None, Some((a, b))) if !parts.is_empty() && text::count(a) <= 3 && text::count(b) <= 3 => {
            parts.extend([a.trim(), b.trim()]);
        }
        _ => parts.push(last),
    }
    parts
}

/// Whether a part of a line can be a member of the list in it.
fn is_member(part: &str) -> bool {
    let words = text::words(part);
    let spoken = matches!(
        text::shape(part),
        Shape::Clause | Shape::Condition | Shape::Predicate | Shape::Participle
    );
    let first = words.first().is_some_and(|first| !lexicon::is_stop(first));
    first
        && text::count(part) <= 5
        && !spoken
        && text::is_balanced(part)
        && !part.contains([';', ':', '?'])
}
