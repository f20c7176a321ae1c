//! A line of the note made a statement that can be shown with a blank in it: of a length that can be read
//! at once, with its subject. Knows nothing of what is left blank.

use std::ops::Range;

use super::card::BLANK;
use super::template::Scope;
use super::{clause, remark, said, subject, term};
use crate::fact::split::Separator;
use crate::fact::text::{self, Shape};
use crate::fact::{Definition, Fact, FactKind};
use crate::lexicon;
use crate::note::Inline;

/// Fewest words that a sentence keeps when it is cut.
const REST: usize = 4;
/// Longer sentences are cut at a joint.
const LONG: usize = 34;

/// Fewest words of a frame that two lines have in common by more than chance.
const FRAME: usize = 2;

/// A sentence and the subject that is put in front of it; the subject is empty when it has its own.
pub(super) struct Statement {
    pub(super) line: Inline,
    pub(super) prefix: String,
}

impl Statement {
    /// The statement of a fact; `None` where it states nothing or it cannot be told what it is about.
    pub(super) fn of(fact: &Fact, scope: &Scope<'_>) -> Option<Statement> {
        let (line, shape) = match &fact.kind {
            FactKind::Clause { line, shape } => (line, *shape),
            FactKind::Definition(definition) => return Statement::of_term(definition, scope),
            _ => return None,
        };
        let form = fact.topic.path().iter().any(|crumb| crumb.contains('{'));
        let stated = |line: &Inline| !form && is_statement(line, shape, scope);
        let line = shorten(line).filter(stated)?;
        let prefix = grounding(&line, shape, fact, scope)?;
        Some(Statement { line, prefix })
    }

    /// What is said of a term, behind its name.
    fn of_term(definition: &Definition, scope: &Scope<'_>) -> Option<Statement> {
        let line = shorten(&definition.meaning)?;
        let first = *clause::sentences(&line.text).first()?;
        let opens = text::words(first).into_iter().next()?;
        let plain = scope.document.is_english()
            && definition.separator != Separator::Arrow
            && term::is_noun(&definition.term)
            && !POINTING.contains(&opens.as_str())
            && said::is_plain(first)
            && said::is_matter(&line.text)
            && !remark::is_vague(&line.text)
            && !line.text.contains(['?', '{']);
        plain.then(|| Statement {
            line,
            prefix: definition.term.clone(),
        })
    }

    /// The sentence with blanks, which stand in their order, and nothing but it of the line where it can
    /// stand alone.
    pub(super) fn blanked(&self, blanks: &[Range<usize>]) -> String {
        let said = self.own(blanks);
        let mut blanked = self.line.text[said.clone()].to_string();
        for range in blanks.iter().rev() {
            blanked.replace_range(range.start - said.start..range.end - said.start, BLANK);
        }
        blanked
    }

    /// A sentence without a subject is quoted behind the name of its subject.
    pub(super) fn prompt(&self, blanked: &str) -> String {
        let prefix = &self.prefix;
        if prefix.is_empty() {
            finished(blanked)
        } else {
            format!(
                "{prefix}: “{}”",
                blanked.trim().replace(['“', '”', '"'], "'")
            )
        }
    }

    /// The bytes of the sentence that holds a blank, when it can stand without the others of its line.
    pub(super) fn own(&self, blanks: &[Range<usize>]) -> Range<usize> {
        let line = &self.line;
        let base = line.text.as_ptr() as usize;
        let whole = 0..line.text.len();
        let spans = clause::sentences(&line.text).into_iter().map(|sentence| {
            let start = sentence.as_ptr() as usize - base;
            start..start + sentence.len()
        });
        let holds = |span: &Range<usize>| {
            let inside = |range: &Range<usize>| span.start <= range.start && range.end <= span.end;
            blanks.iter().all(inside)
        };
        let stands = |span: &Range<usize>| {
            let words = text::words(&line.text[span.clone()]);
            let back = |word: &String| {
                matches!(
                    word.as_str(),
                    "it" | "its" | "they" | "them" | "their" | "this" | "these" | "here" | "there"
                )
            };
            let first = words.first().map_or("it", String::as_str);
            span.start == 0 || !POINTING.contains(&first) && !words.iter().any(back)
        };
        spans
            .into_iter()
            .find(holds)
            .filter(stands)
            .unwrap_or(whole)
    }

    /// Whether another line of the list says the same of something else, so that both fit the blank. A
    /// number needs more words in common, since units and limits stand around many.
    pub(super) fn has_twin(
        &self,
        range: &Range<usize>,
        number: bool,
        fact: &Fact,
        scope: &Scope<'_>,
    ) -> bool {
        // The term in front tells what is asked about.
        if matches!(fact.kind, FactKind::Definition(_)) {
            return false;
        }
        let before = self.line.text[..range.start].trim_end();
        let after = self.line.text[range.end..].trim();
        let least = if number { FRAME + 1 } else { FRAME };
        let ends_alike = || {
            let mut others = scope.group(fact.group);
            others.any(|other| other.span != fact.span && other.text.ends_with(after))
        };
        text::count(before) >= least && scope.opens_alike(before, fact)
            || text::count(before) < FRAME && text::count(after) > FRAME && ends_alike()
    }
}

/// A sentence of a length that can be read at once: the first of several, or up to a semicolon.
fn shorten(line: &Inline) -> Option<Inline> {
    let text = &line.text;
    if text::count(text) <= LONG && !text.contains("; ") {
        return Some(line.clone());
    }
    let ranges = text::brackets(text);
    let end = text
        .match_indices([';', '.'])
        .filter(|(at, sign)| *sign == ";" || text[at + 1..].starts_with(' '))
        .map(|(at, _)| at)
        .find(|at| {
            !ranges.iter().any(|range| range.contains(at)) && text::count(&text[..*at]) > REST
        })
        .unwrap_or(text.len());
    if text::count(&text[..end]) > LONG + 6 {
        return None;
    }
    let mut short = line.clone();
    short.text.truncate(end);
    short.marks.retain(|mark| mark.range.end <= end);
    Some(short)
}

/// Words at the start of a sentence that point at another one.
const POINTING: [&str; 33] = [
    "it",
    "this",
    "that",
    "these",
    "those",
    "they",
    "its",
    "their",
    "also",
    "additionally",
    "however",
    "then",
    "so",
    "therefore",
    "thus",
    "otherwise",
    "instead",
    "and",
    "or",
    "but",
    "here",
    "he",
    "she",
    "both",
    "such",
    "e.g",
    "i.e",
    "which",
    "ex",
    "example",
    "same",
    "again",
    "there",
];

/// Whether a line states something: no talk of the author, and no step to be taken unless it is a duty.
fn is_statement(line: &Inline, shape: Shape, scope: &Scope<'_>) -> bool {
    let lower = line.text.to_lowercase();
    let step = shape == Shape::Imperative && !DUTY.iter().any(|word| lower.contains(word));
    let first = clause::sentences(&line.text)
        .first()
        .copied()
        .unwrap_or_default();
    let plain =
        !scope.document.is_english() || said::is_plain(first) && said::is_matter(&line.text);
    !step && plain && !line.text.contains(['?', '{'])
}

/// Words that make an instruction a rule.
const DUTY: [&str; 9] = [
    "must",
    "only",
    "make sure",
    "ensure",
    "always",
    "never",
    "cannot",
    "don't",
    "do not",
];

/// The subject that has to be put in front of a sentence, empty when it has its own. `None` when it
/// cannot be told what the sentence is about.
fn grounding(line: &Inline, shape: Shape, fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    let first = text::words(&line.text)
        .into_iter()
        .next()
        .unwrap_or_default();
    if POINTING.contains(&first.as_str()) {
        // Below a term "it" is the term.
        let of_term = matches!(first.as_str(), "it" | "they") && fact.topic.below_term;
        return of_term.then(|| subject::prefix(fact, scope)).flatten();
    }
    match shape {
        Shape::Condition => None,
        Shape::Predicate | Shape::Participle | Shape::Fragment => subject::prefix(fact, scope),
        Shape::Clause | Shape::Imperative => Some(String::new()),
    }
}

/// The sentence with a large first letter where it begins with an everyday word.
fn opened(sentence: &str) -> String {
    let first = sentence.split_whitespace().next().unwrap_or_default();
    let plain = first.chars().all(char::is_lowercase)
        && (lexicon::is_stop(first)
            || lexicon::is_common(first)
            || lexicon::is_plural(first)
            || first.ends_with("ing"));
    if plain {
        text::capital(sentence)
    } else {
        sentence.to_owned()
    }
}

/// The sentence with its full stop, unless it ends another way.
fn finished(sentence: &str) -> String {
    let sentence = &opened(sentence.trim());
    if sentence.ends_with(['.', '!', '?', ':', ')', '…', '”', '"']) {
        sentence.clone()
    } else {
        format!("{sentence}.")
    }
}
