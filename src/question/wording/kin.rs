//! Of what kind the members of a list are, and whether they are all of one kind. Knows nothing of how
//! the list is asked for.

use crate::fact::text::{self, Shape};
use crate::fact::{Set, listing};
use crate::lexicon;

use super::phrase;

/// What a member of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Form {
    /// A name or a noun phrase.
    Name,
    /// Something to do: "Use a queue".
    Action,
    /// May be a noun or a verb: "Monitor", "Scale applications".
    Either,
    /// Said of the subject: "Supports many users".
    Predicate,
    /// A sentence.
    Statement,
    /// Says how something is: "Limited by time", "Fully managed".
    Quality,
    /// A remark, a condition, an example: nothing that names a member.
    Remark,
}

/// Words that open remarks and no names.
const REMARKS: [&str; 55] = [
    "no", "not", "can", "cannot", "it", "this", "that", "these", "they", "you", "we", "if", "when",
    "while", "for", "to", "with", "without", "by", "in", "on", "at", "from", "as", "also", "only",
    "or", "and", "more", "very", "how", "what", "why", "where", "see", "e.g", "eg", "i.e", "ex",
    "many", "example", "all", "both", "either", "other", "others", "most", "some", "good",
    "should", "must", "usually", "often", "every", "always",
];

/// Words that close remarks and no names.
const CLOSERS: [&str; 19] = [
    "e.g",
    "eg",
    "including",
    "such",
    "like",
    "available",
    "only",
    "required",
    "supported",
    "possible",
    "needed",
    "recommended",
    "etc",
    "more",
    "optional",
    "needs",
    "easily",
    "well",
    "too",
];

/// What a member is.
pub(in crate::question) fn form(member: &str) -> Form {
    let words = text::words(member);
    let Some(first) = words.first() else {
        return Form::Remark;
    };
    if is_remark(member, &words) {
        return Form::Remark;
    }
    let adverb = first.ends_with("ly")
        && words.len() > 1
        && !matches!(first.as_str(), "early" | "daily" | "family");
    // "Permanently delete a version" is something to do.
    if adverb && words.len() >= 3 && lexicon::is_base_verb(&words[1]) {
        return Form::Action;
    }
    if adverb {
        // "Highly scalable applications" are things.
        let things = words.len() >= 3
            && words
                .last()
                .is_some_and(|last| lexicon::is_plural(last) && last != "ones");
        return if things { Form::Name } else { Form::Quality };
    }
    let coined = first.len() > 5 && (first.ends_with("ize") || first.ends_with("ify"));
    if first == "use" || coined && words.len() > 1 {
        return Form::Action;
    }
    if words.len() == 1 {
        return if lexicon::is_any_base_verb(first) {
            Form::Either
        } else {
            Form::Name
        };
    }
    let spoken = words.iter().skip(1).any(|word| {
        lexicon::is_finite(word) || matches!(word.as_str(), "you" | "your" | "we" | "it" | "its")
    });
    let homograph = matches!(
        first.as_str(),
        "secure"
            | "clean"
            | "compute"
            | "complete"
            | "direct"
            | "live"
            | "separate"
            | "slow"
            | "own"
    );
    if lexicon::is_third_person(first) || phrase::is_seldom_plural(first) || first == "uses" {
        return Form::Predicate;
    }
    match text::shape(member) {
        Shape::Imperative if homograph => Form::Either,
        Shape::Imperative => Form::Action,
        Shape::Predicate => Form::Predicate,
        Shape::Clause => Form::Statement,
        Shape::Participle => Form::Quality,
        Shape::Condition => Form::Remark,
        Shape::Fragment if spoken => Form::Statement,
        Shape::Fragment if lexicon::is_any_base_verb(first) => Form::Either,
        Shape::Fragment => Form::Name,
    }
}

/// Whether a member is no name for what it opens or closes with, or for a sign in it.
fn is_remark(member: &str, words: &[String]) -> bool {
    const SIGNS: [&str; 14] = [
        " - ", " – ", " — ", "=", "->", "→", "=>", ">", ":", ";", "?", "!", "\"", "“",
    ];
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return true;
    };
    let dangling = matches!(last.as_str(), "and" | "or" | "the" | "a" | "an" | "its");
    REMARKS.contains(&first.as_str())
        || first.len() > 2 && phrase::number(first).is_some()
        || CLOSERS.contains(&last.as_str())
        || SIGNS.iter().any(|sign| member.contains(sign))
        || words.len() > 1 && (lexicon::is_joint(last) || dangling)
}

/// The form that all members share. A word that may be either follows the others.
pub(in crate::question) fn shared(set: &Set) -> Option<Form> {
    if have_one_head(set) {
        return Some(Form::Name);
    }
    let mut shared = Form::Either;
    for member in &set.members {
        let form = form(&member.text);
        if form == Form::Either || form == shared {
            continue;
        }
        if shared != Form::Either || matches!(form, Form::Remark | Form::Quality) {
            return None;
        }
        shared = form;
    }
    Some(shared)
}

/// Whether the members stand in one line.
pub(super) fn is_inline(set: &Set) -> bool {
    let mut spans = set.members.windows(2);
    spans.all(|pair| pair[0].span == pair[1].span)
}

/// Whether a member of a list in one line says how the thing of its label is: "Old kettles: short-lived, mended
/// often".
pub(in crate::question) fn describes_label(set: &Set) -> bool {
    let said = |member: &crate::fact::Member| {
        let words = text::words(&member.text);
        let first = words.first().map_or("", String::as_str);
        let head = first.rsplit('-').next().unwrap_or(first);
        let done = (lexicon::is_participle(head) || head.ends_with("ed") && head.len() > 4)
            && (words.len() == 1
                || words.len() > 1 && !lexicon::is_plural(&words[words.len() - 1]));
        done && member.text.starts_with(char::is_lowercase)
    };
    is_inline(set) && !is_kinds(&set.label) && set.members.iter().any(said)
}

/// Whether all members are written as names or several of a kind.
pub(super) fn are_named(set: &Set) -> bool {
    set.members.iter().all(|member| {
        let last = text::words(&member.text).pop().unwrap_or_default();
        member
            .text
            .contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || lexicon::is_plural(&last)
    })
}

/// Whether no member is a topic of its own while others are not.
pub(super) fn is_flat(set: &Set) -> bool {
    let mut below = set.members.iter().map(|member| member.below);
    below.clone().all(|below| below < 2) || below.all(|below| below >= 1)
}

/// Whether the members of a list in another language than English may be asked for: short, without signs.
pub(in crate::question) fn is_short_list(set: &Set) -> bool {
    let plain = |member: &crate::fact::Member| {
        let text = member.text.as_str();
        (1..=4).contains(&text::count(text))
            && !text.contains([
                ':', ';', '?', '!', '=', '→', '"', '“', '”', '/', '–', ',', '>',
            ])
            && !text.contains(" - ")
            && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
    };
    let words: usize = set
        .members
        .iter()
        .map(|member| text::count(&member.text))
        .sum();
    let count = set.members.len();
    (3..=12).contains(&count)
        && words <= 2 * count
        && set.members.iter().all(plain)
        && !counts_through(set)
}

/// Whether a line of the list is certainly no member of it: several in one, a label, a sentence over points of
/// its own, or a topic among things that carry the name of the class.
pub(in crate::question) fn has_stranger(set: &Set) -> bool {
    let head = phrase::head(&set.label).map(|head| lexicon::singular(&head));
    let named = |member: &crate::fact::Member| {
        let last = text::words(&member.text).pop();
        last.map(|last| lexicon::singular(&last)) == head
    };
    // Only the odd one has something to say of itself.
    let odd = |member: &crate::fact::Member| !named(member) && member.below > 0;
    let all = set.members.len();
    let plain = |member: &&crate::fact::Member| named(member) && member.below == 0;
    let mixed = all >= 3
        && set.members.iter().filter(plain).count() == all - 1
        && set.members.iter().any(odd);
    let strange = |member: &crate::fact::Member| {
        // "Fences, gates, ramps" are several, "lawfulness, fairness and transparency" one.
        let row = member.text.matches(',').count() >= 2 && !member.text.contains(" and ");
        let bundle = row || member.text.matches('/').count() >= 2;
        let topic = member.below > 0 && text::shape(&member.text) == Shape::Clause;
        bundle || member.text.ends_with(':') || topic
    };
    mixed || set.members.iter().any(strange)
}

/// Whether short members end with the same noun and are kinds of it, whatever they begin with: "Append blob"
/// and "Page blob".
fn have_one_head(set: &Set) -> bool {
    let head = |member: &crate::fact::Member| {
        let words = text::words(&member.text);
        let last = words.last().map(|last| lexicon::singular(last));
        last.filter(|last| (2..=3).contains(&words.len()) && !lexicon::is_stop(last))
    };
    let mut heads = set.members.iter().map(head);
    let first = heads.next().flatten();
    set.members.len() >= 2
        && first.is_some()
        && heads.all(|head| head == first)
        && set
            .members
            .iter()
            .any(|member| form(&member.text) == Form::Name)
}

/// Most words a member may have that has to be typed.
const WORDS: usize = 6;
/// The same in a short list of benefits, steps and the like.
const STATED_WORDS: usize = 9;

/// Whether the members can be asked for as a list: of one kind, of like length, short enough to be
/// typed, and not told apart by a number alone.
pub(in crate::question) fn is_list(set: &Set) -> bool {
    let lengths = || set.members.iter().map(|member| text::count(&member.text));
    let longest = lengths().max().unwrap_or(0);
    let shortest = lengths().min().unwrap_or(0);
    let stated = listing::class_noun(&set.label).is_some_and(|class| listing::is_stated(&class));
    let label = text::key(&set.label);
    let itself = |member: &crate::fact::Member| text::key(&member.text) == label;
    if set.members.iter().any(itself) || counts_through(set) || longest > STATED_WORDS {
        return false;
    }
    let short_list = set.members.len() <= 5;
    let course = phrase::is_ordered(&set.label) && longest <= 5;
    let mixable = course || stated && set.members.len() <= 4 && longest <= 8;
    let one_kind = shared(set).is_some_and(|form| {
        stated || longest <= 4 || !matches!(form, Form::Statement | Form::Predicate)
    }) || mixable && set.members.iter().all(is_benefit)
        || is_kinds(&set.label) && longest <= 4 && set.members.iter().all(is_kind);
    let long_enough = stated && short_list || longest <= WORDS;
    one_kind && long_enough && (stated || longest <= shortest + 4) || stated && is_stated_list(set)
}

/// Whether a label says that its members are the values of one thing, be they nouns or adjectives.
pub(super) fn is_kinds(label: &str) -> bool {
    phrase::head(label).is_some_and(|head| {
        matches!(
            head.as_str(),
            "types"
                | "kinds"
                | "modes"
                | "options"
                | "classes"
                | "tiers"
                | "levels"
                | "categories"
                | "forms"
                | "models"
                | "states"
                | "statuses"
                | "strategies"
                | "methods"
        )
    })
}

/// Whether a member can name a value: it is no remark and no sentence. "On demand" is how something is had.
fn is_kind(member: &crate::fact::Member) -> bool {
    let words = text::words(&member.text);
    let had = (2..=3).contains(&words.len()) && matches!(words[0].as_str(), "on" | "off" | "in");
    let named = matches!(
        form(&member.text),
        Form::Name | Form::Either | Form::Quality | Form::Action
    );
    named || had
}

/// Whether the members of a list that the label counts can be named: few, and none of them long.
pub(in crate::question) fn is_short(set: &Set) -> bool {
    let fits = |member: &crate::fact::Member| {
        text::count(&member.text) <= STATED_WORDS && !is_outside(&member.text)
    };
    set.members.len() <= 7 && set.members.iter().all(fits) && !counts_through(set)
}

/// Whether the members of a class of statements are names and qualities, few of them long.
fn is_stated_list(set: &Set) -> bool {
    let count = set.members.len();
    let words: usize = set
        .members
        .iter()
        .map(|member| text::count(&member.text))
        .sum();
    let other = set
        .members
        .iter()
        .filter(|member| {
            !matches!(
                form(&member.text),
                Form::Name | Form::Either | Form::Quality
            )
        })
        .count();
    let short = count <= 12 && words <= count * 5 || count <= 6 && words * 2 <= count * 15;
    let outside = set.members.iter().any(|member| is_outside(&member.text));
    other * 3 <= count && short && !outside
}

/// Whether a line speaks of the list or of something else rather than being in it.
fn is_outside(member: &str) -> bool {
    let words = text::words(member);
    let first = words.first().map_or("", String::as_str);
    let last = words.last().map_or("", String::as_str);
    matches!(
        first,
        "this"
            | "these"
            | "it"
            | "they"
            | "e.g"
            | "eg"
            | "see"
            | "example"
            | "other"
            | "others"
            | "you"
    ) || matches!(last, "including" | "such" | "like" | "etc")
        || lexicon::is_joint(last)
        || [": ", "→", "->", "=", "?"]
            .iter()
            .any(|sign| member.contains(sign))
}

/// Whether a member of a list of statements can be one of them, alike or not.
fn is_benefit(member: &crate::fact::Member) -> bool {
    form(&member.text) != Form::Remark || member.text.to_lowercase().starts_with("no ")
}

/// Whether only numbers tell the members apart: "Level 1", "Level 2".
fn counts_through(set: &Set) -> bool {
    let bare = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        letters.flat_map(char::to_lowercase).collect()
    };
    let mut members = set.members.iter();
    let Some(first) = members.next().map(|member| bare(&member.text)) else {
        return true;
    };
    !first.is_empty() && members.all(|member| bare(&member.text) == first)
}

/// Whether all members are short names, all written large or all small: terms rather than remarks.
pub(in crate::question) fn is_terms(set: &Set, most_words: usize) -> bool {
    let large = |text: &str| text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let first = set
        .members
        .first()
        .is_some_and(|member| large(&member.text));
    set.members.iter().all(|member| {
        matches!(form(&member.text), Form::Name | Form::Either)
            && text::count(&member.text) <= most_words
            && large(&member.text) == first
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(member: &str, expect: Form) {
        assert_eq!(form(member), expect, "{member}");
    }

    #[test]
    fn members_have_a_form() {
        check("Wet pipe system", Form::Name);
        check("Monitor", Form::Either);
        check("Configure the agent", Form::Action);
        check("Supports the HTTP protocol", Form::Predicate);
        check("Limited by time", Form::Quality);
        check("Free plan available", Form::Remark);
        check("e.g. queues & topics", Form::Remark);
        check("Close range - contactless", Form::Remark);
        check("The agent checks your files", Form::Statement);
        check("Scale applications", Form::Either);
        check("Uses chunking", Form::Predicate);
    }

    #[test]
    fn lists_may_have_strangers() {
        let check = |members: &[(&str, usize)], expect: bool| {
            let member = |&(text, below): &(&str, usize)| crate::fact::Member {
                text: text.into(),
                below,
                ..crate::fact::Member::default()
            };
            let set = Set {
                label: "Harbour events".into(),
                heading: true,
                members: members.iter().map(member).collect(),
                open: false,
                ordered: false,
                category: None,
                union: false,
            };
            assert_eq!(has_stranger(&set), expect, "{members:?}");
        };
        check(&[("Tide events", 0), ("Storm events", 0)], false);
        check(
            &[("Tide events", 0), ("Storm events", 0), ("Notices", 2)],
            true,
        );
        check(&[("Tides", 0), ("Fog/Ice/Wind", 0)], true);
        check(&[("Tides", 0), ("Storms and tides are related", 2)], true);
    }
}
