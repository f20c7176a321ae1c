//! Lists: a heading or label with members that are built alike, and lists inside a line.

use std::sync::Arc;

use super::split::{self, Separator, Split};
use super::text::{self, Shape};
use super::walk::{self, Class, Unit};
use super::{Fact, FactKind, Member, Set, Topic};
use crate::lexicon;
use crate::note::{Inline, Node, NodeKind};
use crate::source::Span;

/// Most words a member of a list may have.
const MEMBER_WORDS: usize = 9;

/// The lists that stand directly under a heading or label: the run itself, or, when the lines of the
/// run are labels of lists, the union of those.
pub(super) fn under_topic(
    units: &[Unit<'_>],
    topic: &Arc<Topic>,
    group: u32,
    facts: &mut Vec<Fact>,
) {
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
        category,
        label,
        heading,
        members,
        open,
        ordered,
        union,
    };
    push(set, span_of(units), topic, group, facts);
}

fn push(set: Set, span: Span, topic: &Arc<Topic>, group: u32, facts: &mut Vec<Fact>) {
    if set.members.len() < 2 {
        return;
    }
    let members: Vec<&str> = set
        .members
        .iter()
        .map(|member| member.text.as_str())
        .collect();
    let text = format!("{}: {}", set.label, members.join("; "));
    let parallel = set.members.len();
    let kind = FactKind::Set(set);
    facts.push(Fact {
        kind,
        topic: Arc::clone(topic),
        text,
        span,
        group,
        parallel,
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
    let classed = class_noun(label).is_some();
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
        Class::Label => (walk::label_text(&unit.line.text), None),
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
        .map(walk::classify)
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
        .position(|word| {
            matches!(
                word.as_str(),
                "of" | "for"
                    | "in"
                    | "to"
                    | "with"
                    | "that"
                    | "which"
                    | "on"
                    | "by"
                    | "from"
                    | "against"
                    | "and"
                    | "at"
            )
        })
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
pub(super) fn inline(
    unit: &Unit<'_>,
    topic: &Arc<Topic>,
    group: u32,
    facts: &mut Vec<Fact>,
) -> bool {
    if !unit.node.children.is_empty() && unit.line.text.ends_with(':') {
        return false;
    }
    let Some(split) = split::split(&unit.line) else {
        return false;
    };
    inline_of_split(unit, &split, topic, group, facts)
}

/// The same for a line that is divided already. Says whether it held a list.
pub(super) fn inline_of_split(
    unit: &Unit<'_>,
    split: &Split,
    topic: &Arc<Topic>,
    group: u32,
    facts: &mut Vec<Fact>,
) -> bool {
    if !matches!(
        split.separator,
        Separator::Colon | Separator::Dash | Separator::Equals
    ) {
        return false;
    }
    let Some((members, open)) = comma_list(&split.right, unit.node.text.span) else {
        return false;
    };
    let left = split.left.clone();
    let set = Set {
        category: class_noun(&left),
        label: left,
        heading: false,
        members,
        open,
        ordered: false,
        union: false,
    };
    push(set, unit.node.text.span, topic, group, facts);
    true
}

/// "a, b and c" as members, when each is short and no sentence.
pub(super) fn comma_list(text: &Inline, span: Span) -> Option<(Vec<Member>, bool)> {
    let (body, mut open) = strip_open(&text.text);
    let lower = body.to_lowercase();
    let lead = [
        "includes ",
        "include ",
        "including ",
        "such as ",
        "things like ",
        "like ",
        "for example ",
        "e.g. ",
        "e.g., ",
    ]
    .iter()
    .find(|lead| lower.starts_with(**lead));
    open |= lead.is_some_and(|lead| !lead.starts_with("include"))
        || lower.contains(" etc")
        || lower.contains("such as");
    let body = body[lead.map_or(0, |lead| lead.len())..].to_string();
    let ranges = text::brackets(&body);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in body.char_indices() {
        if c == ',' && !ranges.iter().any(|range| range.contains(&at)) {
            parts.push(body[start..at].trim());
            start = at + 1;
        }
    }
    parts.push(body[start..].trim());
    let last = parts.pop()?;
    let tail = last
        .strip_prefix("and ")
        .or_else(|| last.strip_prefix("or "))
        .or_else(|| last.strip_prefix("& "));
    match tail {
        Some(tail) => parts.push(tail.trim()),
        None => match last.split_once(" and ").or_else(|| last.split_once(" or ")) {
            Some((a, b)) if parts.len() >= 1 && text::count(a) <= 3 && text::count(b) <= 3 => {
                parts.extend([a.trim(), b.trim()])
            }
            _ => parts.push(last),
        },
    }
    let fits = |part: &&str| {
        let words = text::count(part);
        (1..=5).contains(&words)
            && !matches!(
                text::shape(part),
                Shape::Clause | Shape::Condition | Shape::Predicate | Shape::Participle
            )
            && !lexicon::is_stop(&text::words(part)[0])
            && text::is_balanced(part)
            && !part.contains([';', ':', '?'])
    };
    if parts.len() < 3 || parts.len() > 12 || !parts.iter().all(fits) || body.contains(". ") {
        return None;
    }
    let members = parts
        .into_iter()
        .map(|part| {
            let (bare, gloss) = text::without_brackets(part);
            Member {
                text: bare,
                gloss,
                span,
            }
        })
        .collect();
    Some((members, open))
}
