//! From facts to questions: templates write candidates, gates reject bad ones, a score ranks the
//! rest, and a choice is made that asks for no fact twice in the same way.
//!
//! Nothing here is random: where a choice among equals is needed, it follows from a hash of the
//! texts.

mod active;
mod article;
pub mod card;
mod cell;
mod clause;
mod context;
mod distractor;
mod gate;
mod ground;
mod index;
mod inverted;
mod kinds;

pub mod lint;
mod meaning;
mod pair;
mod quoted;
mod referent;
mod remark;
mod rival;
mod said;
pub mod select;
mod statement;
mod subject;
mod target;
mod template;
mod term;
#[cfg(test)]
mod tests;
mod value;
mod wording;

pub use card::{BLANK, Kind, Question};

use std::cmp::Reverse;

use crate::fact::{self, Fact, FactKind};
use crate::note::Note;
use crate::source::Source;
use select::Scored;
use statement::Statement;
use template::{Candidate, Scope, TEMPLATES};

/// What a note gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Generated {
    /// In the order of the note.
    pub drafts: Vec<Draft>,
    pub rejected: Vec<Rejected>,
}

/// A candidate that did not become a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    pub draft: Draft,
    /// Name of the gate or limit that stopped it, and what it saw.
    pub reason: String,
}

/// A generated question with all that was known when it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub question: Question,
    /// Name of the template that wrote it.
    pub template: String,
    /// Heading path in the note, outermost first, followed by the labels the fact stands under.
    pub under: Vec<String>,
    /// What the note says, in its own words, without markup.
    pub fact: String,
    /// First and last line of the note, counted from 1; zero when the card only comes from a deck.
    pub lines: (usize, usize),
    /// Cards with the same name share a fact, a list or a line: they are not asked on one day.
    pub siblings: String,
    /// What a learner may mix the answer up with: members of the same list or of a contrasting one.
    pub confusable: Vec<String>,
    /// From 0 to 1.
    pub score: f32,
}

impl Draft {
    /// Whether it stands under a heading with this text, which has to be in lower case.
    pub fn stands_under(&self, text: &str) -> bool {
        let mut headings = self.under.iter();
        headings.any(|heading| heading.to_lowercase().contains(text))
    }
}

/// Writes the questions of a note.
pub fn write(note: &Note, source: &Source) -> Generated {
    let (facts, document) = fact::extract(note);
    let mut scope = Scope::new(&document, &facts);
    let english = document.is_english();
    let mut rejected = Vec::new();
    let mut scored = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        if english {
            scope.said = said::said(fact, &scope);
        }
        scope.statement = Statement::of(fact, &scope);
        let first = scored.len();
        for template in TEMPLATES
            .iter()
            .filter(|template| english || template.any_language)
        {
            for candidate in (template.write)(fact, &scope) {
                debug_assert_eq!(candidate.template, template.name);
                let stopped = gate::stop(&candidate, fact);
                let draft = draft(candidate, fact, source);
                match stopped {
                    Some(reason) => rejected.push(Rejected { draft, reason }),
                    None => scored.push(Scored {
                        draft,
                        group: fact.group,
                        fact: at,
                    }),
                }
            }
        }
        defer_blanks(fact, first, &mut scored, &mut rejected);
    }
    // A list is asked for behind its members: whoever meets it first has seen their answers.
    scored.sort_by_key(|item| (item.draft.lines.1, Reverse(item.draft.lines.0)));
    let mut drafts = select::select(scored, &mut rejected);
    quoted::join(&mut drafts);
    Generated { drafts, rejected }
}

/// Takes out the blanks in the meaning of a term that is asked for, or asked about, as a whole: they say less
/// of it. The candidates of the fact begin at `first`.
fn defer_blanks(fact: &Fact, first: usize, scored: &mut Vec<Scored>, rejected: &mut Vec<Rejected>) {
    let blank = |item: &Scored| item.draft.template == "cloze";
    let asked = |item: &Scored| !blank(item) && item.draft.score >= select::THRESHOLD;
    if !matches!(fact.kind, FactKind::Definition(_)) || !scored[first..].iter().any(asked) {
        return;
    }
    for item in scored.split_off(first) {
        if blank(&item) {
            rejected.push(Rejected {
                draft: item.draft,
                reason: "fact: its term is asked about as a whole".into(),
            });
        } else {
            scored.push(item);
        }
    }
}

fn draft(candidate: Candidate, fact: &Fact, source: &Source) -> Draft {
    let score = select::score(&candidate.evidence);
    Draft {
        question: candidate.question,
        template: candidate.template.to_string(),
        under: fact.topic.path(),
        fact: fact.text.clone(),
        lines: source.lines(candidate.span.unwrap_or(fact.span)),
        siblings: siblings(fact),
        confusable: candidate.confusable,
        score,
    }
}

/// The name of the family of cards that would give each other away on one day: those of one list, or
/// of one line.
fn siblings(fact: &Fact) -> String {
    let shared = match &fact.kind {
        FactKind::Set(set) => set.label.as_str(),
        FactKind::Classes(classes) => classes
            .groups
            .first()
            .map_or("", |group| group.label.as_str()),
        _ => fact.text.as_str(),
    };
    let heading = fact.topic.headings.last().map_or("", String::as_str);
    format!("{:08x}", order(heading, shared) >> 32)
}

/// A number that only depends on the texts (FNV-1a), for choices among equals.
pub(crate) fn order(a: &str, b: &str) -> u64 {
    a.bytes()
        .chain([0])
        .chain(b.bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
}
