//! Which phrase of a sentence to leave out: a blank the author set, marked terms, numbers, names, and
//! at last what the sentence ends with, since new information comes last.

mod around;
pub(super) mod date;
mod ending;
mod fair;
mod name;
mod naming;
mod number;
pub(super) mod option;

use std::collections::BTreeSet;
use std::ops::Range;

use super::context;
use super::template::Scope;
use crate::fact::text::{self, Shape};
use crate::lexicon;
use crate::note::{Inline, MarkKind};

/// What makes a phrase a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reason {
    /// The author set the blank.
    Hole,
    /// The author wrote it in bold.
    Bold,
    /// The author wrote it as code.
    Code,
    Number,
    Date,
    Name,
    /// The sentence says that something is called so, or seen as that.
    Called,
    /// It ends the main clause.
    #[default]
    Ending,
}

/// A phrase, or two that belong together, and what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Target {
    pub(super) reason: Reason,
    /// Bytes of the line, in order.
    pub(super) ranges: Vec<Range<usize>>,
    /// Where the score starts, from 0 to 1.
    pub(super) base: f32,
    /// Whether the note treats it as a term elsewhere.
    pub(super) recurs: bool,
    /// Whether it is made of everyday words only.
    pub(super) common: bool,
}

impl Target {
    fn new(reason: Reason, range: Range<usize>, base: f32) -> Target {
        Target {
            reason,
            ranges: Vec::from([range]),
            base,
            ..Target::default()
        }
    }

    /// Whether the author marked the phrase.
    pub(super) fn is_marked(&self) -> bool {
        matches!(self.reason, Reason::Hole | Reason::Bold | Reason::Code)
    }

    /// Whether the phrase is a number or a date.
    pub(super) fn is_figure(&self) -> bool {
        matches!(self.reason, Reason::Number | Reason::Date)
    }

    fn words(&self, line: &Inline) -> Vec<String> {
        self.ranges
            .iter()
            .flat_map(|range| text::words(&line.text[range.clone()]))
            .collect()
    }
}

/// Most words of an answer.
const WORDS: usize = 4;

/// Targets of a line, best first. `avoid` are stems that the prompt shows anyway.
pub(super) fn targets(
    line: &Inline,
    shape: Shape,
    scope: &Scope<'_>,
    avoid: &BTreeSet<String>,
) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    found.extend(marked(line, MarkKind::Hole, Reason::Hole, 0.9));
    found.extend(marked(line, MarkKind::Bold, Reason::Bold, 0.66));
    found.extend(marked(line, MarkKind::Code, Reason::Code, 0.6));
    found.extend(number::find(line));
    found.extend(naming::find(line));
    let dates = date::find(line);
    found.retain(|target| {
        !dates
            .iter()
            .any(|date| date.ranges[0].contains(&target.ranges[0].start))
    });
    found.extend(dates);
    if shape != Shape::Fragment {
        found.extend(name::find(line, scope));
        found.extend(ending::find(line));
    }
    found.retain(|target| target.ranges.len() == 1 || is_pair_of_names(target, line, scope));
    for target in &mut found {
        narrow(target, line, avoid);
        if is_dominant(target, line, scope) {
            target.base -= 0.12;
        }
        let words = target.words(line);
        let everyday = |word: &String| lexicon::is_common(word) || lexicon::is_stop(word);
        target.common = !target.is_figure() && words.iter().all(everyday);
        target.recurs = target
            .ranges
            .iter()
            .all(|range| scope.document.is_term(&line.text[range.clone()]));
    }
    found.retain(|target| is_fair(target, line, avoid));
    for target in &mut found {
        if shape == Shape::Clause && is_specific(target, line) {
            target.base += SPECIFIC;
        }
    }
    for target in &mut found {
        if matches!(target.reason, Reason::Name | Reason::Ending) && target.ranges.len() == 1 {
            target.base -= UNMARKED;
        }
    }
    found.sort_by(|a, b| b.base.total_cmp(&a.base));
    found
}

/// Whether two blanks are names, or terms of the note: two other nouns could be any.
fn is_pair_of_names(target: &Target, line: &Inline, scope: &Scope<'_>) -> bool {
    target.ranges.iter().all(|range| {
        let part = &line.text[range.clone()];
        let inner = part.chars().skip(1).any(char::is_uppercase) && !part.contains(' ');
        let capital = part.starts_with(char::is_uppercase) && !part.contains(' ');
        let term = scope.document.is_term(part) && !lexicon::is_common(part);
        (inner || capital || term) && !around::is_glossed(&line.text, range)
    })
}

/// What a phrase loses that neither the author nor a number singles out: readers found other words that
/// fit most of these blanks.
const UNMARKED: f32 = 0.06;

/// One word that occurs more often is what the whole note is about.
const DOMINANT: usize = 12;

/// Whether a sentence ends with the word that the whole note is about.
fn is_dominant(target: &Target, line: &Inline, scope: &Scope<'_>) -> bool {
    let part = &line.text[target.ranges[0].clone()];
    target.reason == Reason::Ending
        && !part.contains(' ')
        && scope.document.count(&part.to_lowercase()) > DOMINANT
}

/// What a phrase gains that says something of its own in a sentence which tells enough about it.
const SPECIFIC: f32 = 0.06;

/// Where a name starts that neither modifies a noun nor is the subject of the whole note.
const NAME: f32 = 0.46;

/// Whether an unmarked phrase is a compound, and the sentence has enough words to find it by.
fn is_specific(target: &Target, line: &Inline) -> bool {
    let [range] = target.ranges.as_slice() else {
        return false;
    };
    let mut rest = line.text.clone();
    rest.replace_range(range.clone(), " ");
    let part = &line.text[range.clone()];
    let compound = text::count(part) >= 2;
    let known = target.recurs && !around::is_small(part);
    let fits = match target.reason {
        Reason::Ending => target.base >= 0.5,
        Reason::Name => target.base >= NAME,
        _ => false,
    };
    // "Potential risk" ends many sentences; a name or a term of the note does not.
    let before = line.text[..range.start].to_lowercase();
    let named = part.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || [
            "called ",
            "named ",
            "known as ",
            "referred to as ",
            "using ",
            "via ",
        ]
        .iter()
        .any(|word| before.ends_with(word));
    let specific = target.recurs || named || target.reason == Reason::Name;
    fits && specific && (compound || known) && !target.common && text::content(&rest) >= OPENING
}

fn marked(line: &Inline, kind: MarkKind, reason: Reason, base: f32) -> Vec<Target> {
    let whole = text::count(&line.text);
    let short = |range: &Range<usize>| {
        let words = text::count(&line.text[range.clone()]);
        (1..=WORDS).contains(&words) && whole > words
    };
    line.marks
        .iter()
        .filter(|mark| mark.kind == kind)
        .filter_map(|mark| noun_part(line, &mark.range, kind))
        .filter(short)
        .map(|range| Target::new(reason, trim(line, &range), base))
        .collect()
}

/// The part of a marked phrase that can be asked for: of a whole clause in bold its subject.
fn noun_part(line: &Inline, range: &Range<usize>, kind: MarkKind) -> Option<Range<usize>> {
    let part = &line.text[range.clone()];
    if kind != MarkKind::Bold {
        return Some(range.clone());
    }
    let spans = word_spans(part);
    let verb = spans
        .iter()
        .position(|span| lexicon::is_finite(&part[bare(part, span)].to_lowercase()));
    match verb {
        None => Some(range.clone()),
        Some(0) => None,
        Some(at) => {
            let words = text::words(&part[..spans[at].start]);
            let says = !words.iter().any(|word| lexicon::is_stop(word));
            (says && at <= 3).then(|| range.start..range.start + spans[at - 1].end)
        }
    }
}

/// A range without the blanks and signs around its words.
fn trim(line: &Inline, range: &Range<usize>) -> Range<usize> {
    const SIGNS: [char; 12] = [' ', '"', '“', '”', '(', ')', ':', ',', '.', ';', '*', '_'];
    let part = &line.text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(SIGNS).len());
    let end = range.start + part.trim_end_matches(SIGNS).len();
    start..end.max(start)
}

/// Leaves words out at the front of an answer that stand in the rest of the sentence or above it: in
/// "the events go to an event queue" only "queue" is asked for.
fn narrow(target: &mut Target, line: &Inline, avoid: &BTreeSet<String>) {
    let [range] = target.ranges.as_mut_slice() else {
        return;
    };
    let mut rest = line.text.clone();
    rest.replace_range(range.clone(), " ");
    let shown = context::stems(&rest);
    while let Some(space) = line.text[range.clone()].find(' ') {
        let first = context::stems(&line.text[range.start..range.start + space]);
        if !first
            .iter()
            .any(|stem| shown.contains(stem) || avoid.contains(stem))
        {
            return;
        }
        // "DNS ____" says half of a name that nobody marked as one.
        if matches!(
            target.reason,
            Reason::Ending | Reason::Name | Reason::Called
        ) {
            target.base = 0.0;
        }
        let behind = &line.text[range.start + space..range.end];
        range.start += space + (behind.len() - behind.trim_start().len());
        // Nor does "Azure ____", of a name that the author marked as a whole.
        let left = &line.text[range.clone()];
        let name = line.text[..range.start]
            .split_whitespace()
            .last()
            .is_some_and(|last| last.starts_with(char::is_uppercase));
        if name && !left.contains(' ') {
            target.base = 0.0;
        }
    }
}

/// Whether the answer is worth a blank: it says something, and nothing around it gives it away.
fn is_fair(target: &Target, line: &Inline, avoid: &BTreeSet<String>) -> bool {
    if target.ranges.iter().any(Range::is_empty) {
        return false;
    }
    let mut rest = line.text.clone();
    for range in target.ranges.iter().rev() {
        rest.replace_range(range.clone(), " ");
    }
    if target.is_marked()
        && target.reason != Reason::Hole
        && !has_verb_behind(line, &target.ranges[0])
    {
        return false;
    }
    let parts: Vec<&str> = target
        .ranges
        .iter()
        .map(|range| &line.text[range.clone()])
        .collect();
    let head = text::words(parts[0]).pop().unwrap_or_default();
    let weak_head = matches!(target.reason, Reason::Ending | Reason::Called)
        && lexicon::is_common(&head)
        && !target.recurs;
    if weak_head || parts.iter().any(|part| !is_typable(part)) || is_emphasis(&target.words(line)) {
        return false;
    }
    if target.reason != Reason::Hole && !is_sure(target, line, &parts) {
        return false;
    }
    if target.is_figure() {
        return !around::is_paired_number(&line.text, &target.ranges[0])
            && !around::is_example(&line.text, &target.ranges[0])
            && !is_illustration(&line.text, &target.ranges[0]);
    }
    if !stands_free(target, line, &rest) {
        return false;
    }
    let shown = context::stems(&rest);
    let told = |stem: &String| shown.contains(stem) || avoid.contains(stem);
    !parts
        .iter()
        .flat_map(|part| context::telling(part))
        .any(|stem| told(&stem))
}

/// Most words in front of a subject that say nothing of it.
const DETERMINERS: usize = 2;

/// Whether a blank is the subject of a predicate that fits many.
pub(super) fn is_bare_subject(line: &str, range: &Range<usize>) -> bool {
    let mut rest = line.to_string();
    rest.replace_range(range.clone(), " ");
    text::count(&line[..range.start]) <= DETERMINERS
        && around::is_opening(line, range)
        && !fair::is_special(&rest)
}

/// Whether the blank can be filled with certainty.
fn is_sure(target: &Target, line: &Inline, parts: &[&str]) -> bool {
    let [range] = target.ranges.as_slice() else {
        return true;
    };
    if target.is_figure() {
        return !fair::is_told(&line.text, range)
            && !fair::is_estimate(&line.text, range)
            && !fair::is_bare_range(&line.text);
    }
    let bare = !target.is_marked() && is_bare_subject(&line.text, range);
    !bare
        && !parts.iter().any(|part| fair::is_vague(part))
        && !fair::is_bracketed(&line.text, range)
        && !fair::ends_row(&line.text, range)
}

/// Whether the words around a phrase neither give it away nor make it a part of something.
fn stands_free(target: &Target, line: &Inline, rest: &str) -> bool {
    let text = &line.text;
    let [range] = target.ranges.as_slice() else {
        return true;
    };
    let marked = target.is_marked();
    let part = &text[range.clone()];
    let inside = around::is_inside_name(text, range)
        && (!marked || target.reason == Reason::Bold && !part.contains(' '));
    let maker = !part.contains(' ') && context::is_maker(&part.to_lowercase());
    let weak = maker
        || inside
        || !marked
            && (around::is_lone(text, range) && !target.recurs
                || around::is_determined(text, range));
    let vague = target.reason != Reason::Hole
        && around::is_opening(text, range)
        && text::content(rest) + usize::from(marked) < OPENING;
    !(around::is_member(text, range)
        || around::is_joined(text, range)
        || around::is_glossed(text, range)
        || around::closes_title(text, range)
        || around::is_example(text, range)
        || weak
        || vague)
}

/// Fewest telling words beside a blank at the subject.
const OPENING: usize = 5;

/// Whether a number belongs to a case made up to explain something: "If you store 10 wheels, …".
fn is_illustration(text: &str, range: &Range<usize>) -> bool {
    let lower = text.to_lowercase();
    let supposed = [
        "if you ",
        "if we ",
        "if i ",
        "if there are ",
        "let's say",
        "assume",
    ]
    .iter()
    .any(|start| lower.starts_with(start));
    let comma = lower.find(", ").unwrap_or(lower.len());
    supposed && (range.start < comma || lower[..comma].contains(|c: char| c.is_ascii_digit()))
}

/// Whether a marked phrase that opens a line is the subject of what follows; else it is a label, and the
/// line without it could be about anything.
fn has_verb_behind(line: &Inline, range: &Range<usize>) -> bool {
    // "**Device writeback** Devices must be …" is a label with its text.
    if line.text[range.end..]
        .strip_prefix(' ')
        .is_some_and(|behind| behind.starts_with(char::is_uppercase))
    {
        return false;
    }
    if line.text[..range.start].chars().any(char::is_alphanumeric) {
        return true;
    }
    let next = text::words(&line.text[range.end..])
        .into_iter()
        .next()
        .unwrap_or_default();
    let behind = &line.text[range.end..];
    let attached = behind.starts_with(' ');
    attached
        && (lexicon::is_finite(&next)
            || lexicon::is_finite_or_plural(&next)
            || lexicon::is_any_base_verb(&next))
}

/// Whether an answer can be typed: no open list, no broken bracket, no mathematics.
fn is_typable(answer: &str) -> bool {
    let open = ["…", "...", "etc", "i.e", "e.g"]
        .iter()
        .any(|sign| answer.contains(sign));
    let clause = ["'re", "’re", "n't", "n’t"]
        .iter()
        .any(|sign| answer.contains(sign));
    !open
        && !clause
        && !answer.contains(", ")
        && text::is_balanced(answer)
        && !answer.contains(['$', '\\', '[', ']', '{', '}', '|', '<', '>'])
}

/// Whether the words only stress or join and say nothing.
fn is_emphasis(words: &[String]) -> bool {
    words.iter().all(|word| {
        lexicon::is_stop(word)
            || lexicon::is_finite(word)
            || matches!(word.as_str(), "never" | "always" | "important" | "default")
    })
}

/// Byte ranges of the words of a text, punctuation included.
fn word_spans(text: &str) -> Vec<Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            start..start + word.len()
        })
        .collect()
}

/// A word without the punctuation around it.
fn bare(text: &str, span: &Range<usize>) -> Range<usize> {
    let word = &text[span.clone()];
    let sign = |c: char| !c.is_alphanumeric();
    let closing = |c: char| sign(c) && !matches!(c, '%' | '+' | '#');
    let start = span.start + (word.len() - word.trim_start_matches(sign).len());
    let end = span.start + word.trim_end_matches(closing).len();
    start..end.max(start)
}

/// Words that a noun phrase does not reach over.
fn is_boundary(word: &str) -> bool {
    lexicon::is_stop(word)
        || lexicon::is_finite(word)
        || lexicon::is_base_verb(word)
        || word.ends_with("ed") && word.len() > 4 && !word.ends_with("eed")
        || word.ends_with("ing") && word.len() > 4
        || word.ends_with("ly") && word.len() > 4
        || word.is_empty()
}
