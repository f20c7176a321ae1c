//! Lists inside a line: "There are three kinds: a, b and c", "A queue has a name, an owner and a policy".

use super::super::split::{self, Separator, Split};
use super::super::text::{self, Shape};
use super::super::unit::Unit;
use super::super::{FactKind, Member, Place, Set};
use super::{asks_to_choose, class_noun, push, strip_open};
use crate::fact::Fact;
use crate::lexicon;
use crate::source::Span;

/// A list inside a labelled or plain line: "There are three kinds: a, b and c".
pub(in crate::fact) fn inline(unit: &Unit<'_>, place: &Place, facts: &mut Vec<Fact>) -> bool {
    if !unit.node.children.is_empty() && unit.line.text.ends_with(':') {
        return false;
    }
    if let Some(split) = split::split(&unit.line) {
        return inline_of_split(unit, &split, place, facts);
    }
    in_sentence(unit, place, facts);
    false
}

/// What stands before a list inside a sentence.
const COMPLETED: [&str; 67] = [
    "include",
    "includes",
    "contain",
    "contains",
    "comprise",
    "comprises",
    "support",
    "supports",
    "require",
    "requires",
    "provide",
    "provides",
    "consist of",
    "consists of",
    "composed of",
    "made up of",
    "made of",
    "divided into",
    "categorized into",
    "classified into",
    "grouped into",
    "split into",
    "broken into",
    "based on",
    "used for",
    "depends on",
    "integrates with",
    "works with",
    "available in",
    "stored in",
    "responsible for",
    "caused by",
    "affected by",
    "collects",
    "combines",
    "covers",
    "defines",
    "handles",
    "manages",
    "monitors",
    "needs",
    "offers",
    "performs",
    "protects",
    "specifies",
    "stores",
    "tracks",
    "uses",
    "ensures",
    "controls",
    "determines",
    "evaluates",
    "measures",
    "reduces",
    "affects",
    "assumes",
    "causes",
    "involves",
    "produces",
    "releases",
    "secretes",
    "inhibits",
    "stimulates",
    "treats",
    "prevents",
    "results in",
    "leads to",
];

/// A list that completes a sentence: "A queue has a name, an owner and a policy". The sentence stays a
/// statement as well.
fn in_sentence(unit: &Unit<'_>, place: &Place, facts: &mut Vec<Fact>) {
    let text = unit.line.text.as_str();
    let lower = text.to_lowercase();
    if !unit.node.children.is_empty() || lower.len() != text.len() || text.contains([':', ';']) {
        return;
    }
    let end = COMPLETED
        .iter()
        .filter_map(|verb| {
            let at = lower.find(&format!("{verb} "))?;
            let whole = at == 0 || lower[..at].ends_with(' ');
            whole.then_some(at + verb.len())
        })
        .min();
    let Some(end) = end else {
        return;
    };
    let label = &text[..end];
    let subjectless = place.topic.below_sentence && text::count(label) <= 3;
    if subjectless || label.contains([',', '(']) || text::count(label) > 10 {
        return;
    }
    let Some((members, open)) = comma_list(text[end..].trim(), unit.node.text.span) else {
        return;
    };
    let last = members.len() - 1;
    let mut parts = members.iter().enumerate();
    if members.len() < 3 || parts.any(|(at, member)| is_qualified(&member.text, at == last)) {
        return;
    }
    let set = Set {
        label: label.to_string(),
        members,
        open,
        ..Set::default()
    };
    let kind = FactKind::Set(set);
    facts.push(place.fact(kind, unit));
}

/// Whether a member says more than its name. What the last one aims at is its own: "… and intention to pay".
fn is_qualified(member: &str, last: bool) -> bool {
    text::words(member)
        .iter()
        .any(|word| is_qualifier(word) && !(last && word == "to"))
}

/// Words that tie what follows to the whole list rather than to its last member.
fn is_qualifier(word: &str) -> bool {
    word != "of" && lexicon::is_joint(word)
        || matches!(
            word,
            "as" | "when"
                | "where"
                | "while"
                | "using"
                | "based"
                | "into"
                | "between"
                | "within"
                | "during"
                | "per"
                | "via"
                | "through"
                | "but"
                | "then"
                | "all"
                | "other"
                | "others"
                | "more"
                | "its"
                | "your"
                | "their"
                | "this"
                | "these"
                | "and"
                | "or"
        )
}

/// The same for a line that is divided already. Says whether it held a list.
pub(in crate::fact) fn inline_of_split(
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
    if asks_to_choose(&label, &[]) || lexicon::is_skipped_heading(&label.to_lowercase()) {
        return true;
    }
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
    let parts: Vec<&str> = comma_parts(body)
        .into_iter()
        .map(split::strip_article)
        .collect();
    if !INLINE.contains(&parts.len())
        || !parts.iter().all(|part| is_member(part))
        || body.contains(". ")
        || !are_alike(&parts)
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

/// Whether the parts of a line are members rather than a sentence cut at its commas: what the first or
/// the last one has around its noun, all have.
fn are_alike(parts: &[&str]) -> bool {
    let qualified = |part: &&str| is_qualified(part, Some(part) == parts.last());
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    let inner = &parts[1..parts.len() - 1];
    let framed = (text::count(first) >= 3 || text::count(last) >= 3)
        && inner.iter().all(|part| text::count(part) <= 1);
    let cut = (qualified(first) || qualified(last)) && !parts.iter().all(qualified);
    !framed && !cut
}

/// Words in front of the last of several things, in the languages of notes that were seen.
const JOINTS: [&str; 10] = [
    "and", "or", "&", "och", "eller", "og", "und", "oder", "et", "ou",
];

/// The parts of a text between commas outside brackets, and those that "and" or "or" joins at its end.
pub fn comma_parts(text: &str) -> Vec<&str> {
    let ranges = text::brackets(text);
    let inside = |at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut parts = Vec::new();
    let mut start = 0;
    // "7,5" is a number.
    let divides =
        |at: usize| !inside(at) && !text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    for (at, _) in text.match_indices(',').filter(|(at, _)| divides(*at)) {
        parts.push(text[start..at].trim());
        start = at + 1;
    }
    let last = text[start..].trim();
    let joined = JOINTS
        .iter()
        .find_map(|joint| last.strip_prefix(joint)?.strip_prefix(' '));
    let pair = JOINTS
        .iter()
        .filter(|joint| **joint != "&")
        .find_map(|joint| last.split_once(&format!(" {joint} ")));
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
