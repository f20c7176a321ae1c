//! The templates, one file each. A template takes a fact and writes the questions it can word well.

mod ability;
mod acronym;
mod actor;
mod amount;
mod attribute;
mod choice;
mod class;
mod cloze;
mod command;
mod condition;
mod contrast;
mod date;
mod dated;
mod define;
mod describe;
mod explicit;
mod foreign;
mod foremost;
mod fragment;
mod gloss;
mod identify;
mod manner;
mod means;
mod missing;
mod moment;
mod object;
mod passive;
mod points;
mod predicate;
mod purpose;
mod reason;
mod recall;
mod relation;
mod select;
mod sequence;
mod table;
mod value;
mod versus;

use std::collections::HashMap;

use super::card::Question;
use super::index::Index;
use super::kinds::Kinds;
use super::pair;
use super::rival::Rivals;
use super::said::Said;
use super::statement::Statement;
use crate::fact::document::Document;
use crate::fact::{Fact, FactKind, Set, Topic, text};
use crate::source::Span;

/// What a template may look at besides its fact.
pub(super) struct Scope<'a> {
    pub(super) document: &'a Document,
    pub(super) facts: &'a [Fact],
    /// The plain sentences of the fact at hand, with their subjects.
    pub(super) said: Vec<Said<'a>>,
    /// The fact at hand as a statement that can be shown with a blank.
    pub(super) statement: Option<Statement>,
    /// What the note names side by side.
    pub(super) kinds: Kinds,
    /// What the note says of each thing.
    pub(super) rivals: Rivals,
    /// The facts by their words.
    pub(super) index: Index<'a>,
    /// Places of the sets among the facts, by the key of their label.
    sets: HashMap<Vec<String>, Vec<usize>>,
    /// Places of the facts of each group.
    groups: HashMap<u32, Vec<usize>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(document: &'a Document, facts: &'a [Fact]) -> Scope<'a> {
        let mut sets: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
        let mut groups: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, fact) in facts.iter().enumerate() {
            groups.entry(fact.group).or_default().push(at);
            if let FactKind::Set(set) = &fact.kind {
                sets.entry(text::key(&set.label)).or_default().push(at);
            }
        }
        Scope {
            document,
            facts,
            said: Vec::new(),
            statement: None,
            kinds: Kinds::read(facts, document),
            rivals: Rivals::read(facts),
            index: Index::read(facts),
            sets,
            groups,
        }
    }

    /// The sets with a label of this key.
    fn sets_of(&self, label: &[String]) -> impl Iterator<Item = (&'a Fact, &'a Set)> {
        let places = self.sets.get(label).map_or(&[][..], Vec::as_slice);
        let facts = self.facts;
        places.iter().filter_map(move |at| match &facts[*at].kind {
            FactKind::Set(set) => Some((&facts[*at], set)),
            _ => None,
        })
    }

    /// The facts of a group.
    pub(super) fn group(&self, group: u32) -> impl Iterator<Item = &'a Fact> {
        let places = self.groups.get(&group).map_or(&[][..], Vec::as_slice);
        let facts = self.facts;
        places.iter().map(move |at| &facts[*at])
    }

    /// Whether another line of the group opens with the same words.
    pub(super) fn opens_alike(&self, before: &str, fact: &Fact) -> bool {
        self.group(fact.group).any(|other| {
            let start = other.text.get(..before.len());
            other.span != fact.span && start.is_some_and(|it| it.eq_ignore_ascii_case(before))
        })
    }
}

/// A question that may become a card.
#[derive(Clone, Debug, Default)]
pub(super) struct Candidate {
    pub(super) question: Question,
    pub(super) template: &'static str,
    pub(super) confusable: Vec<String>,
    pub(super) evidence: Evidence,
    /// Where the note says it, when that is a part of the fact only.
    pub(super) span: Option<Span>,
}

/// What speaks for and against a candidate; the score is a sum over it.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a term of a sum")]
pub(super) struct Evidence {
    /// Where the score starts, from 0 to 1.
    pub(super) base: f32,
    /// Other lines built the same way.
    pub(super) parallel: usize,
    /// Whether the author marked the answer or the term.
    pub(super) marked: bool,
    /// Whether the sentence states a limit or a duty.
    pub(super) binding: bool,
    /// Whether the answer also occurs elsewhere in the note.
    pub(super) recurs: bool,
    /// Whether the wording is one that fits anything.
    pub(super) fallback: bool,
    /// Whether the prompt had to be given a subject.
    pub(super) prefixed: bool,
    /// Whether the answer is made of everyday words only.
    pub(super) common: bool,
    /// Whether the sentence is an example.
    pub(super) example: bool,
}

/// A template.
pub(super) struct Template {
    pub(super) name: &'static str,
    /// Whether it works for notes in any language.
    pub(super) any_language: bool,
    pub(super) write: fn(&Fact, &Scope<'_>) -> Vec<Candidate>,
}

impl Template {
    /// A candidate of this template about a topic, which gives the context of its question.
    fn candidate(&self, question: Question, topic: &Topic, evidence: Evidence) -> Candidate {
        Candidate {
            question: with_context(question, topic),
            template: self.name,
            evidence,
            ..Candidate::default()
        }
    }
}

/// All templates. Names stand in decks and logs: they never change.
pub(super) const TEMPLATES: &[Template] = &[
    explicit::TEMPLATE,
    recall::TEMPLATE,
    missing::TEMPLATE,
    sequence::TEMPLATE,
    class::TEMPLATE,
    select::TEMPLATE,
    contrast::TEMPLATE,
    identify::TEMPLATE,
    define::TEMPLATE,
    describe::TEMPLATE,
    acronym::TEMPLATE,
    attribute::TEMPLATE,
    value::TEMPLATE,
    dated::TEMPLATE,
    relation::TEMPLATE,
    date::TEMPLATE,
    table::TEMPLATE,
    versus::TEMPLATE,
    command::TEMPLATE,
    object::TEMPLATE,
    passive::TEMPLATE,
    amount::TEMPLATE,
    purpose::TEMPLATE,
    ability::TEMPLATE,
    means::TEMPLATE,
    predicate::TEMPLATE,
    points::TEMPLATE,
    fragment::TEMPLATE,
    gloss::TEMPLATE,
    actor::TEMPLATE,
    manner::TEMPLATE,
    moment::TEMPLATE,
    reason::TEMPLATE,
    foremost::TEMPLATE,
    condition::TEMPLATE,
    choice::TEMPLATE,
    cloze::TEMPLATE,
];

/// What a template asks for the first sentence of a fact that it can ask about.
fn first_of(
    fact: &Fact,
    scope: &Scope<'_>,
    ask: fn(&Said<'_>, &Fact, &Scope<'_>) -> Option<Candidate>,
) -> Vec<Candidate> {
    let mut asked = scope.said.iter().filter_map(|said| ask(said, fact, scope));
    asked.next().into_iter().collect()
}

/// A question with one expected answer.
fn single(prompt: String, answer: String, accept: Vec<String>) -> Question {
    Question {
        prompt,
        answer: vec![answer],
        accept: vec![accept],
        ..Question::default()
    }
}

/// A question with one expected answer, or the two that it is made of.
fn one_or_two(prompt: String, answer: String, accept: Vec<String>) -> Question {
    pair::counted(single(prompt, answer, accept))
}

/// Context for a question about this topic.
fn with_context(mut question: Question, topic: &Topic) -> Question {
    let mut secret = question.answer.clone();
    secret.extend(question.accept.iter().flatten().cloned());
    question.context = super::context::context(topic, &question.prompt, &secret);
    question
}
