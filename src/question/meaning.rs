//! What of a meaning identifies its term: without what leads to it, repeats the term, gives examples or
//! says more. It knows nothing of templates.

use std::collections::BTreeSet;

use super::context;
use crate::fact::text;
use crate::lexicon;

/// Fewest and most words of a meaning that identifies a term.
const WORDS: std::ops::RangeInclusive<usize> = 4..=30;
/// Fewest telling words that a meaning keeps without its examples.
const CONTENT: usize = 4;

/// The part of a meaning that tells what the term is; the rest says more about it but does not identify
/// it. `names` are the term and its other names.
pub(super) fn identifying(meaning: &str, names: &[&str]) -> Option<String> {
    let plain = without_examples(meaning);
    // What tells a short phrase from others may stand in its brackets.
    let clause = [" that ", " which ", " who "]
        .iter()
        .any(|word| plain.contains(word));
    let plain = if context::stems(&plain).len() < CONTENT && !clause {
        meaning.to_string()
    } else {
        plain
    };
    let meaning = without_setting(without_repeat(without_lead(&plain), names));
    let meaning = without_repeat(meaning, names);
    let sentence = first_sentence(meaning)?;
    let part = without_elaboration(before_repeat(sentence, names));
    let part = before_colon(before_example(part.trim())).trim_end_matches(['.', ',', ':']);
    let cut = !sentence
        .trim_end_matches(['.', ',', ':', ' '])
        .ends_with(part);
    let whole =
        WORDS.contains(&text::count(part)) && text::is_balanced(part) && !(cut && breaks_off(part));
    whole.then(|| part.to_string())
}

/// Whether a text ends with a word that something has to follow.
fn breaks_off(text: &str) -> bool {
    let last = text::words(text).pop().unwrap_or_default();
    matches!(
        last.as_str(),
        "a" | "an"
            | "the"
            | "and"
            | "or"
            | "of"
            | "to"
            | "for"
            | "with"
            | "against"
            | "from"
            | "by"
            | "is"
            | "are"
            | "as"
            | "than"
            | "that"
            | "which"
            | "e.g"
            | "i.e"
    )
}

/// The first sentence or part of one, where it is long enough to say something.
fn first_sentence(meaning: &str) -> Option<&str> {
    let ranges = text::brackets(meaning);
    let closes = |at: usize, sign: &str| {
        sign == ";" || meaning[at + 1..].starts_with(' ') && !ends_with_abbreviation(&meaning[..at])
    };
    let mut ends = meaning.match_indices(['.', ';']).filter(|(at, sign)| {
        let before = &meaning[..*at];
        let spelled = before.ends_with("e.g") || before.ends_with("i.e");
        let inside = ranges.iter().any(|range| range.contains(at));
        closes(*at, sign) && !spelled && !inside
    });
    let long = |at: usize| text::count(&meaning[..at]) >= *WORDS.start();
    match ends.next().map(|(at, _)| at) {
        // A first sentence of two words does not go on in the second.
        Some(at) => long(at).then(|| &meaning[..at]),
        None => Some(meaning),
    }
}

/// Whether a full stop behind a text may belong to its last word: one or two letters are an abbreviation.
fn ends_with_abbreviation(text: &str) -> bool {
    let last = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    last.chars().count() <= 2 && last.chars().all(char::is_alphabetic)
}

/// More words than these are cut at a joint: what stands behind says more, the first part identifies.
const LONG: usize = 20;
/// Fewest words in front of a joint.
const CORE: usize = 8;

/// Words that join to a description what elaborates on it.
const JOINTS: [&str; 21] = [
    ", which ",
    ", where ",
    ", so ",
    ", allowing ",
    ", providing ",
    ", including ",
    ", making ",
    ", ensuring ",
    ", creating ",
    ", usually ",
    ", often ",
    ", but ",
    ", with ",
    ", as ",
    ", e.g",
    ", especially ",
    ", like ",
    " such as ",
    " – ",
    " - ",
    ": ",
];

/// The first part of a long description.
fn without_elaboration(meaning: &str) -> String {
    if text::count(meaning) <= LONG {
        return meaning.to_string();
    }
    let meaning = without(meaning, |_| true);
    if text::count(&meaning) <= LONG {
        return meaning;
    }
    let long = |at: &usize| text::count(&meaning[..*at]) >= CORE;
    let cut = |joint: &&str| meaning.match_indices(*joint).map(|(at, _)| at).find(long);
    let end = JOINTS.iter().filter_map(cut).min();
    meaning[..end.unwrap_or(meaning.len())].to_string()
}

/// A meaning up to the examples behind it.
fn before_example(meaning: &str) -> &str {
    let signs = [", e.g", " e.g. ", " e.g", ", i.e", " i.e. ", " for example"];
    let cut = signs.iter().filter_map(|sign| meaning.find(sign)).min();
    match cut.filter(|cut| !meaning[..*cut].contains('(')) {
        Some(cut) => &meaning[..cut],
        None => meaning,
    }
}

/// A meaning up to the colon behind which it lists what it names.
fn before_colon(meaning: &str) -> &str {
    match meaning.find(": ") {
        Some(at) if text::count(&meaning[..at]) >= BEFORE => &meaning[..at],
        _ => meaning,
    }
}

/// How what stands in brackets begins when it says nothing of the meaning itself.
const ASIDES: [&str; 12] = [
    "e.g",
    "ex ",
    "ex.",
    "ex:",
    "i.e",
    "aka ",
    "a.k.a",
    "see ",
    "for example",
    "for instance",
    "like ",
    "such as ",
];

/// A meaning without examples and other names in brackets.
fn without_examples(meaning: &str) -> String {
    without(meaning, |inside| {
        let inside = inside.trim().to_lowercase();
        ASIDES.iter().any(|start| inside.starts_with(start))
            || ["etc", "etc.", "...", "…"]
                .iter()
                .any(|end| inside.ends_with(end))
    })
}

/// A text without the brackets, behind its start, whose inside is an aside.
fn without(text: &str, is_aside: impl Fn(&str) -> bool) -> String {
    let mut plain = String::new();
    let mut from = 0;
    for range in text::brackets(text) {
        if range.start > 0 && is_aside(&text[range.start + 1..range.end - 1]) {
            plain.push_str(text[from..range.start].trim_end());
            from = range.end;
        }
    }
    plain.push_str(&text[from..]);
    plain
}

/// Words that only lead to a meaning.
const LEADS: [&str; 16] = [
    "in short, ",
    "basically ",
    "simply ",
    "means that ",
    "means ",
    "refers to ",
    "refer to ",
    "is ",
    "are ",
    "it's ",
    "it is ",
    "this is ",
    "these are ",
    "they are ",
    "it ",
    "when it comes to ",
];

/// A meaning without what stands in front of it: another name of the term, or words that only lead to it.
fn without_lead(meaning: &str) -> &str {
    let mut meaning = meaning.trim_start();
    let lower = meaning.to_lowercase();
    if let Some(bracket) = text::brackets(meaning)
        .first()
        .filter(|range| range.start == 0)
    {
        meaning = meaning[bracket.end..].trim_start_matches([' ', ',', ':', '-', '–']);
    } else if let Some((name, rest)) = meaning.split_once(") ")
        && text::count(name) <= 2
        && !name.contains('(')
    {
        // The line was cut inside the brackets around a short form.
        meaning = rest;
    } else if lower.starts_with("aka ")
        || lower.starts_with("a.k.a")
        || lower.starts_with("also known as ")
    {
        return meaning.find(", ").map_or("", |at| &meaning[at + 2..]);
    }
    let lower = meaning.to_lowercase();
    // "means of travel" is no verb with its object.
    let leads = |lead: &&&str| {
        lower.starts_with(**lead)
            && !lower[lead.len()..].starts_with("of ")
            && meaning.is_char_boundary(lead.len())
    };
    let lead = LEADS.iter().find(leads);
    lead.map_or(meaning, |lead| &meaning[lead.len()..])
}

/// Most words of a subject in front of its verb.
const SUBJECT: usize = 6;

/// A meaning that is a sentence about the term, without the term in front: "an access policy is a set of
/// rules" under *Access policy* says "a set of rules".
fn without_repeat<'m>(meaning: &'m str, names: &[&str]) -> &'m str {
    let own = stems_of(names);
    let is_own = |subject: &str| {
        let said = context::stems(subject);
        let known = said.iter().filter(|stem| context::holds(&own, stem));
        let known = known.count();
        let whole = names.iter().any(|name| {
            let subject = subject.trim_matches(|c: char| !c.is_alphanumeric());
            subject.eq_ignore_ascii_case(name)
        });
        whole || known > 0 && said.len() <= known + 1
    };
    let mut at = 0;
    for (count, word) in meaning.split_whitespace().enumerate().take(SUBJECT + 1) {
        let start = at + meaning[at..].find(word).unwrap_or(0);
        let lower = word.to_lowercase();
        let subject = meaning[..start].trim();
        let joins = matches!(
            lower.as_str(),
            "that" | "which" | "who" | "where" | "when" | "for"
        );
        if joins || subject.ends_with([',', ';', '.']) {
            break;
        }
        let rest = &meaning[start + word.len()..].trim_start();
        let copula = matches!(lower.as_str(), "is" | "are" | "means");
        if count > 0 && copula && is_own(subject) && has_genus(rest) {
            return &meaning[meaning.len() - rest.len()..];
        }
        if count > 0 && lexicon::is_third_person(&lower) && is_own(subject) {
            return &meaning[start..];
        }
        at = start + word.len();
    }
    meaning
}

fn stems_of(names: &[&str]) -> BTreeSet<String> {
    names.iter().flat_map(|name| context::stems(name)).collect()
}

/// How a text begins that tells what something is.
fn has_genus(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "a ",
        "an ",
        "the ",
        "any ",
        "one of ",
        "when ",
        "where ",
        "how ",
        "used to ",
        "used for ",
        "designed ",
        "intended ",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// Most words that set the scene of a meaning.
const SETTING: usize = 8;

/// A meaning without the scene in front: "in networking, a queue of packets" is a queue of packets.
fn without_setting(meaning: &str) -> &str {
    let Some((setting, rest)) = meaning.split_once(", ") else {
        return meaning;
    };
    let first = text::words(setting).into_iter().next().unwrap_or_default();
    let lower = setting.to_lowercase();
    let placed = matches!(first.as_str(), "in" | "as" | "for" | "within" | "on");
    let own = lower.starts_with("in this ") || lower.starts_with("in these ");
    let genus = ["a ", "an "].iter().any(|start| rest.starts_with(start));
    if placed && (own || genus) && text::count(setting) <= SETTING {
        rest
    } else {
        meaning
    }
}

/// Fewest words in front of the place where a meaning names its term again.
const BEFORE: usize = 6;

/// A meaning up to the part in which it names its term, where enough stands in front of that.
fn before_repeat<'m>(meaning: &'m str, names: &[&str]) -> &'m str {
    let own = stems_of(names);
    let mut at = 0;
    for word in meaning.split_whitespace() {
        let start = at + meaning[at..].find(word).unwrap_or(0);
        let told = context::stems(word)
            .iter()
            .any(|stem| context::holds(&own, stem));
        if told {
            let before = &meaning[..start];
            let cuts = [", ", "; ", " – ", " - ", " ("];
            // What stands behind a closed bracket belongs to what stands in front.
            let open = |cut: &usize| !before[*cut..].contains(')');
            let cut = cuts.iter().filter_map(|sign| before.rfind(sign)).max();
            let cut = cut.filter(open);
            let part = cut
                .filter(|cut| goes_on(&meaning[*cut..]))
                .map(|cut| &meaning[..cut]);
            let enough = |part: &&str| {
                text::count(part) >= BEFORE
                    && text::is_balanced(part)
                    && !is_listing(part)
                    && !breaks_off(part)
            };
            if let Some(part) = part.filter(enough) {
                return part;
            }
        }
        at = start + word.len();
    }
    meaning
}

/// Whether what stands behind a sign is a clause of its own, not the next of several words in a row.
fn goes_on(rest: &str) -> bool {
    let Some(behind) = rest.strip_prefix(", ") else {
        return true;
    };
    let words = text::words(behind);
    let first = words.first().map_or("", String::as_str);
    first.ends_with("ing")
        || matches!(
            first,
            "and"
                | "but"
                | "so"
                | "which"
                | "where"
                | "when"
                | "while"
                | "because"
                | "as"
                | "also"
                | "it"
                | "they"
                | "this"
                | "if"
                | "or"
                | "often"
                | "usually"
                | "typically"
        )
        || words
            .iter()
            .skip(1)
            .take(2)
            .any(|word| lexicon::is_finite(word))
}

/// Whether a text breaks off in a list: cut behind "alarms, locks", "alarms, locks, and guards" is half.
fn is_listing(text: &str) -> bool {
    text.rsplit_once(", ")
        .is_some_and(|(_, last)| text::count(last) <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(term: &str, meaning: &str, expect: Option<&str>) {
        assert_eq!(
            identifying(meaning, &[term]).as_deref(),
            expect,
            "{term}: {meaning}"
        );
    }

    #[test]
    fn the_first_sentence_identifies() {
        check(
            "soleus",
            "m. soleus of the leg. It bends the foot",
            Some("m. soleus of the leg"),
        );
        check("sluice", "opens a gate. Needs care and two keepers", None);
        check(
            "ferry",
            "means of getting goods over the water",
            Some("means of getting goods over the water"),
        );
        check(
            "sluice",
            "a gate that holds water back; keepers open it at low tide",
            Some("a gate that holds water back"),
        );
    }

    #[test]
    fn examples_and_scenes_are_left_out() {
        check(
            "cargo",
            "all the goods (grain, ore etc) that a ship carries",
            Some("all the goods that a ship carries"),
        );
        check(
            "lee",
            "in sailing, a side that is away from the wind",
            Some("a side that is away from the wind"),
        );
        check(
            "lee",
            "in the harbour master's office",
            Some("in the harbour master's office"),
        );
    }

    #[test]
    fn the_term_is_not_said_again() {
        check(
            "port fee",
            "the fee that pays for the port and its lights",
            Some("the fee that pays for the port and its lights"),
        );
        check(
            "Tide table",
            "a tide table is a list of the heights of water",
            Some("a list of the heights of water"),
        );
        check(
            "tide tables",
            "tables predict when the water will be highest",
            Some("tables predict when the water will be highest"),
        );
        check(
            "EBB",
            "EBB) is a current that leaves the harbour",
            Some("a current that leaves the harbour"),
        );
        check(
            "ballast",
            "weight that is put low in a hull, and a captain adds ballast for calm",
            Some("weight that is put low in a hull"),
        );
    }
}
