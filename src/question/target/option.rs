//! Words of a sentence that can be left out because others of their kind can be offered beside them: one
//! of a pair of opposites, or a name that the note lists beside others.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{around, bare, word_spans};
use crate::fact::Fact;
use crate::fact::{document, text};
use crate::lexicon;
use crate::note::Inline;
use crate::question::kinds::{self, WORDS};
use crate::question::template::Scope;
use crate::question::{context, distractor, value};

/// A phrase and what is offered, the phrase among it.
pub(in crate::question) struct Offer {
    pub(in crate::question) range: Range<usize>,
    pub(in crate::question) options: Vec<String>,
}

/// Most options of words that exclude each other.
const SWAPS: usize = 4;

/// Words of a line whose opposites can be offered.
pub(in crate::question) fn opposites(
    line: &Inline,
    scope: &Scope<'_>,
    avoid: &BTreeSet<String>,
) -> Vec<Offer> {
    let text = &line.text;
    let words = text::words(text);
    let mut found = Vec::new();
    for span in word_spans(text) {
        let range = bare(text, &span);
        let word = &text[range.clone()];
        let lower = word.to_lowercase();
        let swaps = lexicon::swaps(&lower);
        let told = words.iter().any(|word| {
            swaps
                .iter()
                .any(|swap| word.ends_with(swap) || swap.ends_with(word.as_str()))
        }) || words.iter().filter(|word| **word == lower).count() > 1;
        if swaps.is_empty()
            || told
            || is_directed(&lower, &words)
            || is_abbreviated(text, &range)
            || is_part(text, &range)
            || is_given(&text[range.clone()], &frame(text, &range), avoid)
        {
            continue;
        }
        // What is so by default can be set another way, whether or not the note names it.
        let set = is_set(&lower) && words.iter().any(|word| word == "default");
        let stands = |other: &&&str| {
            (set || scope.document.count(other) > 0) && fits(other, text, &range, scope)
        };
        let mut options: Vec<String> = swaps
            .iter()
            .filter(stands)
            .take(SWAPS - 1)
            .map(|other| spelled_like(other, word))
            .collect();
        if options.is_empty() || is_set(&lower) && !set {
            continue;
        }
        options.push(word.to_string());
        options.sort();
        found.push(Offer { range, options });
    }
    found
}

/// Words that say in or out: beside one of them a direction needs no knowledge.
const DIRECTIONS: [&str; 16] = [
    "inbound", "outbound", "incoming", "outgoing", "ingress", "egress", "entering", "leaving",
    "exiting", "inside", "outside", "into", "out", "internal", "external", "from",
];

/// Whether other words of a sentence tell a direction.
fn is_directed(word: &str, words: &[String]) -> bool {
    let direction = |word: &str| DIRECTIONS.contains(&word);
    direction(word) && words.iter().any(|other| other != word && direction(other))
}

/// Whether the place of a phrase is in a name that is abbreviated right behind: "virtual ____ network
/// (VPN)".
fn is_abbreviated(text: &str, range: &Range<usize>) -> bool {
    let after = &text[range.end..];
    after.find(" (").is_some_and(|at| {
        text::count(&after[..at]) <= 2 && after[at + 2..].starts_with(|c: char| c.is_uppercase())
    })
}

/// Whether a word says how something is set: worth asking for where it is so by default.
fn is_set(word: &str) -> bool {
    matches!(word, "enabled" | "disabled")
}

/// Whether a phrase may stand in a place: where a noun follows, the note has the phrase in front of it.
/// No machine is "logical", though some are "virtual".
fn fits(phrase: &str, text: &str, range: &Range<usize>, scope: &Scope<'_>) -> bool {
    let after = &text[range.end..];
    let next = text::words(after.split_whitespace().next().unwrap_or_default()).concat();
    // "The public" is no kind of thing, though "the primary" is one among several.
    let before = text[..range.start].trim_end().to_lowercase();
    if before.ends_with("the") && phrase.chars().all(char::is_lowercase) && !phrase.contains(' ') {
        let named = scope.kinds.has_pair("the", phrase);
        if !named {
            return false;
        }
    }
    let apart = !after.starts_with(' ')
        || next.is_empty()
        || lexicon::is_stop(&next)
        || lexicon::is_joint(&next)
        || matches!(
            next.as_str(),
            "before" | "after" | "until" | "unless" | "since"
        )
        || lexicon::is_finite(&next)
        || lexicon::is_third_person(&next);
    apart || !phrase.contains(' ') && scope.kinds.has_pair(&phrase.to_lowercase(), &next)
}

/// A word in lower case written as another is.
fn spelled_like(word: &str, model: &str) -> String {
    let letters = model.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 1 && model.chars().all(|c| !c.is_lowercase()) {
        word.to_uppercase()
    } else if model.starts_with(char::is_uppercase) {
        text::capital(word)
    } else {
        word.to_string()
    }
}

/// Names of a line beside which others of their kind can be offered.
pub(in crate::question) fn names(
    line: &Inline,
    fact: &Fact,
    scope: &Scope<'_>,
    avoid: &BTreeSet<String>,
) -> Vec<Offer> {
    let text = &line.text;
    let spans = word_spans(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < spans.len() {
        let most = (at + WORDS).min(spans.len());
        let offer = (at + 1..=most)
            .rev()
            .find_map(|end| Some((end, offer(line, &spans[at..end], fact, scope, avoid)?)));
        at = offer.as_ref().map_or(at + 1, |(end, _)| *end);
        found.extend(offer.map(|(_, offer)| offer));
    }
    found
}

/// What can be offered for a phrase.
fn offer(
    line: &Inline,
    spans: &[Range<usize>],
    fact: &Fact,
    scope: &Scope<'_>,
    avoid: &BTreeSet<String>,
) -> Option<Offer> {
    let text = &line.text;
    let (first, last) = (spans.first()?, spans.last()?);
    let range = bare(text, first).start..bare(text, last).end;
    let phrase = text.get(range.clone())?;
    let end = |span: &Range<usize>| lexicon::is_stop(&text[bare(text, span)].to_lowercase());
    let broken = phrase.contains([',', ';', ':', '(', ')', '.']);
    if phrase.is_empty() || broken || end(first) || end(last) {
        return None;
    }
    let small = !phrase.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let head = text::words(phrase).pop().filter(|_| small);
    if small && !phrase.contains(' ') || is_abbreviated(text, &range) || is_part(text, &range) {
        return None;
    }
    // Few phrases are names of a kind: the rest of the sentence is read for those only.
    scope.kinds.beside(phrase).next()?;
    let frame = frame(text, &range);
    if is_given(phrase, &frame, avoid) {
        return None;
    }
    scope.kinds.beside(phrase).find_map(|names| {
        let others: Vec<String> = names
            .iter()
            .filter(|name| fits(name, text, &range, scope))
            .filter(|name| is_wrong(name, phrase, fact, scope, (&frame, avoid)))
            .filter_map(|name| like(name, phrase, scope))
            .filter(|name| head.is_none() || text::words(name).pop() == head)
            .collect();
        let options = distractor::choices(phrase, &others);
        (!options.is_empty()).then(|| Offer {
            range: range.clone(),
            options,
        })
    })
}

/// A name as it stands in the place of a phrase; `None` where it would be told by its form.
fn like(name: &str, phrase: &str, scope: &Scope<'_>) -> Option<String> {
    if value::is_plural(name) != value::is_plural(phrase) {
        return None;
    }
    if !phrase.starts_with(char::is_lowercase) {
        let small = name.starts_with(char::is_lowercase);
        return Some(if small {
            text::capital(name)
        } else {
            name.to_string()
        });
    }
    // "Block Mode Encryption" is written small where the answer is; a name with a short form stays.
    let small = |word: &str| {
        let plain = word.chars().skip(1).all(|c| !c.is_uppercase());
        if plain && scope.document.is_word(&word.to_lowercase()) {
            word.to_lowercase()
        } else {
            word.to_string()
        }
    };
    let small: Vec<String> = name.split_whitespace().map(small).collect();
    let small = small.join(" ");
    small.starts_with(char::is_lowercase).then_some(small)
}

/// What a sentence says beside a phrase.
fn frame(text: &str, range: &Range<usize>) -> BTreeSet<String> {
    let mut rest = text.to_string();
    rest.replace_range(range.clone(), " ");
    context::stems(&rest)
}

/// Whether a name is certainly no answer: neither the sentence nor what stands in front of it mentions it, and no other line says nearly
/// the same of it.
fn is_wrong(
    name: &str,
    phrase: &str,
    fact: &Fact,
    scope: &Scope<'_>,
    shown: (&BTreeSet<String>, &BTreeSet<String>),
) -> bool {
    let (frame, avoid) = shown;
    let stems = context::stems(name);
    let own = context::stems(phrase);
    let aliases = scope.document.aliases(phrase);
    let telling = stems.difference(&own).collect::<Vec<_>>();
    let in_sight = telling
        .iter()
        .any(|stem| context::holds(frame, stem) || context::holds(avoid, stem));
    let same = kinds::key(name) == kinds::key(phrase)
        || aliases
            .iter()
            .any(|alias| kinds::key(alias) == kinds::key(name));
    let says = |at: &usize| {
        let other = &scope.facts[*at];
        let said = scope.index.stems(*at);
        let common = frame.iter().filter(|stem| said.contains(*stem)).count();
        other.span != fact.span && common * 2 >= frame.len().max(1)
    };
    let short = document::is_acronym(name) == document::is_acronym(phrase);
    let (a, b) = (text::squeeze(name), text::squeeze(phrase));
    let inside = a.contains(&b) || b.contains(&a);
    !same
        && short
        && !inside
        && !in_sight
        && !telling.is_empty()
        && !scope.kinds.facts_with(name).iter().any(says)
}

/// Whether a word of a phrase stands in the rest of its sentence or in front of it.
fn is_given(phrase: &str, frame: &BTreeSet<String>, avoid: &BTreeSet<String>) -> bool {
    context::stems(phrase)
        .iter()
        .any(|stem| context::holds(frame, stem) || context::holds(avoid, stem))
}

/// Whether what stands around a phrase makes it a part of something.
fn is_part(text: &str, range: &Range<usize>) -> bool {
    let bracketed = text::brackets(text)
        .iter()
        .any(|bracket| bracket.start < range.end && range.start < bracket.end);
    bracketed
        || around::is_member(text, range)
        || around::is_joined(text, range)
        || around::is_inside_name(text, range)
        || around::is_glossed(text, range)
        || around::closes_title(text, range)
        || around::is_example(text, range)
}
