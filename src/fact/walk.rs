//! Walking the outline: which lines stand together, under what, and what each of them says.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::{self, Document};
use super::split::{self, Separator, Split};
use super::text::{self, Shape};
use super::unit::{self, Class, Unit};
use super::{
    Definition, Fact, FactKind, NEAR, Place, Topic, command, explicit, halves, listing, table,
};
use crate::lexicon;
use crate::note::{Inline, MarkKind, Node, NodeKind, Note};

/// All facts of a note, in its order.
pub(super) fn walk(note: &Note, document: &Document) -> Vec<Fact> {
    let mut walker = Walker {
        document,
        facts: Vec::new(),
        group: 0,
        spelled_out: BTreeSet::new(),
    };
    let topic = Topic {
        title: note.title.clone(),
        ..Topic::default()
    };
    walker.block(&note.nodes, &Arc::new(topic), None);
    walker.facts
}

struct Walker<'d> {
    document: &'d Document,
    facts: Vec<Fact>,
    group: u32,
    /// Short forms whose long form was found already.
    spelled_out: BTreeSet<String>,
}

impl Walker<'_> {
    /// A new group of lines under a topic.
    fn place(&mut self, topic: &Arc<Topic>) -> Place {
        self.group += 1;
        Place {
            topic: Arc::clone(topic),
            group: self.group,
        }
    }

    /// Reads what stands side by side. `lead` is the line or heading right in front.
    fn block(&mut self, nodes: &[Node], topic: &Arc<Topic>, lead: Option<&str>) {
        let mut rest = nodes;
        let mut before = lead;
        while let Some(node) = rest.first() {
            let run = run_length(rest);
            match &node.kind {
                NodeKind::Item { .. } | NodeKind::Line => {
                    let live: Vec<&Node> = rest[..run].iter().filter(|node| !node.skip).collect();
                    self.run(&live, topic);
                }
                _ if node.skip => {}
                NodeKind::Section { .. } => self.section(node, topic),
                NodeKind::Code { .. } if node.children.is_empty() => {
                    let place = self.place(topic);
                    let next = rest.get(1);
                    let behind = next.map(|next| next.text.text.as_str());
                    // Of several blocks in a row none is what the line in front announces.
                    let row = next.is_some_and(|next| matches!(next.kind, NodeKind::Code { .. }));
                    let around = if row { [None; 2] } else { [before, behind] };
                    command::block(node, around, &place, &mut self.facts);
                }
                NodeKind::Quote { .. } | NodeKind::Code { .. } => {
                    self.block(&node.children, topic, None);
                }
                NodeKind::Table(rows) => {
                    let place = self.place(topic);
                    table::extract(rows, node.span, &place, &mut self.facts);
                }
            }
            before = last_line(&rest[run - 1]);
            rest = &rest[run..];
        }
    }

    fn section(&mut self, node: &Node, topic: &Arc<Topic>) {
        let heading = unit::heading_text(&node.text);
        if lexicon::is_skipped_heading(&heading.to_lowercase()) {
            return;
        }
        let mut below = Topic {
            headings: topic.headings.clone(),
            title: topic.title.clone(),
            ..Topic::default()
        };
        if !heading.is_empty() {
            below.headings.push(heading.clone());
        }
        let place = self.place(topic);
        explicit::heading(node, &heading, &place, &mut self.facts);
        self.block(&node.children, &Arc::new(below), Some(&heading));
    }

    /// Reads one list or one run of lines.
    fn run(&mut self, nodes: &[&Node], topic: &Arc<Topic>) {
        let place = self.place(topic);
        let mut units: Vec<Unit<'_>> = nodes.iter().map(|node| unit::classify(node)).collect();
        unit::name_in_brackets(&mut units);
        if unit::is_contents(&units) {
            return;
        }
        let asked = explicit::pairs(&units, &place, &mut self.facts);
        if are_members(nodes, topic) && !topic.below_sentence {
            listing::under_topic(&units, &place, &mut self.facts);
        }
        for (part, units) in units.chunks(NEAR).enumerate() {
            let terms: Vec<String> = units.iter().filter_map(unit::term_of).collect();
            for (at, unit) in units.iter().enumerate() {
                if !asked.contains(&(part * NEAR + at)) {
                    self.acronyms(unit, &place);
                    self.unit(unit, &terms, &place);
                }
            }
        }
    }

    /// Short forms that the line spells out, the first time in the note.
    fn acronyms(&mut self, unit: &Unit<'_>, place: &Place) {
        for word in unit
            .line
            .text
            .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        {
            let Some(long) = self.document.acronyms.get(word) else {
                continue;
            };
            if unit.line.text.contains(long.as_str()) && self.spelled_out.insert(word.to_string()) {
                let kind = FactKind::Acronym {
                    short: word.to_string(),
                    long: long.clone(),
                };
                self.facts.push(Fact {
                    marked: true,
                    ..place.fact(kind, unit)
                });
            }
        }
    }

    fn unit(&mut self, unit: &Unit<'_>, terms: &[String], place: &Place) {
        let mut below = Topic::clone(&place.topic);
        match &unit.class {
            Class::Empty => return,
            Class::Label
                if lexicon::is_skipped_heading(
                    &unit::label_text(&unit.line.text).to_lowercase(),
                ) =>
            {
                return;
            }
            Class::Label => {
                if unit.node.is_item() || !unit.node.children.is_empty() {
                    below.labels.push(unit::label_text(&unit.line.text));
                    below.below_sentence = false;
                    below.below_term = false;
                    below.sentence.clear();
                }
                listing::inline(unit, place, &mut self.facts);
            }
            Class::Split(split) => {
                if !listing::inline_of_split(unit, split, place, &mut self.facts) {
                    self.split(unit, split, terms, place);
                }
                below.labels.push(split.left.clone());
                below.below_sentence = true;
                below.below_term = true;
                below.sentence.clear();
            }
            Class::Statement(shape) => {
                self.statement(unit, *shape, place);
                below.below_sentence = true;
                below.below_term = false;
                below.sentence.clone_from(&unit.line.text);
            }
        }
        self.block(&unit.node.children, &Arc::new(below), Some(&unit.line.text));
    }

    fn split(&mut self, unit: &Unit<'_>, split: &Split, terms: &[String], place: &Place) {
        if let Some(kind) = command::of_line(&split.left, &split.right, &unit.line) {
            self.facts.push(Fact {
                marked: true,
                ..place.fact(kind, unit)
            });
            return;
        }
        let value_only = text::count(&split.right.text) <= 3 && split.separator != Separator::Is;
        let kind = if is_attribute(split, value_only) && !(terms.len() >= 2 && has_genus(split)) {
            FactKind::Attribute {
                attribute: split.left.clone(),
                value: split.right.text.clone(),
            }
        } else if split::is_term(&split.left, split.marked)
            && !value_only
            && !split::is_address(&split.right.text)
        {
            match self.definition(split, terms) {
                FactKind::Acronym { short, .. } if !self.spelled_out.insert(short.clone()) => {
                    return;
                }
                kind => kind,
            }
        } else {
            self.statement(unit, text::shape(&unit.line.text), place);
            return;
        };
        self.facts.push(Fact {
            marked: split.marked,
            ..place.fact(kind, unit)
        });
    }

    /// What a term and its meaning say; a short form that is only spelled out is no definition.
    fn definition(&self, split: &Split, terms: &[String]) -> FactKind {
        let (term, gloss) = text::without_brackets(&split.left);
        let (meaning, spelled) = without_expansion(&term, &split.right);
        match spelled {
            Some(long) if meaning.is_empty() => FactKind::Acronym { short: term, long },
            spelled => {
                let short = |gloss: &String| {
                    document::is_acronym(gloss) || document::initials_fit(gloss, &term)
                };
                let also = gloss
                    .into_iter()
                    .filter(short)
                    .chain(self.document.aliases(&term))
                    .chain(spelled)
                    .collect();
                let siblings = terms
                    .iter()
                    .filter(|other| **other != term)
                    .cloned()
                    .collect();
                FactKind::Definition(Definition {
                    term,
                    also,
                    meaning,
                    separator: split.separator,
                    siblings,
                })
            }
        }
    }

    fn statement(&mut self, unit: &Unit<'_>, shape: Shape, place: &Place) {
        if listing::inline(unit, place, &mut self.facts) {
            return;
        }
        let halves = halves::of(&unit.line);
        if !halves.is_empty() {
            for line in halves {
                let text = line.text.clone();
                let kind = FactKind::Clause { line, shape };
                self.facts.push(Fact {
                    text,
                    ..place.fact(kind, unit)
                });
            }
            return;
        }
        let marked = unit
            .line
            .marks
            .iter()
            .any(|mark| matches!(mark.kind, MarkKind::Bold | MarkKind::Code | MarkKind::Hole));
        let kind = FactKind::Clause {
            line: unit.line.clone(),
            shape,
        };
        self.facts.push(Fact {
            marked,
            ..place.fact(kind, unit)
        });
    }
}

/// Most words of a line without a list sign that is a member of a list.
const TERSE: usize = 8;

/// Whether lines may be the members of a list: items, or short lines set in under a label.
fn are_members(nodes: &[&Node], topic: &Topic) -> bool {
    let terse = |node: &&Node| text::count(&node.text.text) <= TERSE;
    nodes.iter().all(|node| node.is_item())
        || !topic.labels.is_empty() && nodes.len() >= 2 && nodes.iter().all(terse)
}

/// Whether the left side of a line is a property of what stands above: listed as one, or a property by its
/// form with a value behind it that is no meaning ("max size: 5 TB").
fn is_attribute(split: &Split, value_only: bool) -> bool {
    let left = split.left.to_lowercase();
    let valued = value_only || split.right.text.starts_with(|c: char| c.is_ascii_digit());
    let sign = matches!(
        split.separator,
        Separator::Colon | Separator::Dash | Separator::Equals
    );
    // "3 tries total: 1 minute …" counts and names no property.
    let counts = left.starts_with(|c: char| c.is_ascii_digit());
    lexicon::is_attribute(&left)
        || sign
            && valued
            && !counts
            && text::count(&left) <= 5
            && !is_full_name(&split.left)
            && lexicon::is_property(&text::without_brackets(&left).0)
            && !matches!(
                text::shape(&left),
                Shape::Imperative | Shape::Predicate | Shape::Clause
            )
}

/// Whether the right side says what kind of thing the left side is: "Throughput: the rate of …" among
/// terms is one of them.
fn has_genus(split: &Split) -> bool {
    let right = split.right.text.to_lowercase();
    text::count(&right) >= 5
        && ["a ", "an ", "the "]
            .iter()
            .any(|start| right.starts_with(start))
}

/// Whether a text is the name of a thing in full: three words or more that all begin with a capital.
fn is_full_name(text: &str) -> bool {
    text::count(text) >= 3
        && text
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase))
}

/// The text of the last line of a node, where what follows may belong to it.
fn last_line(node: &Node) -> Option<&str> {
    let mut last = node;
    while let Some(child) = last.children.last() {
        last = child;
    }
    let plain = matches!(last.kind, NodeKind::Item { .. } | NodeKind::Line);
    plain.then_some(last.text.text.as_str())
}

/// How many of the nodes stand in the same list as the first, or are lines in a row as it is.
fn run_length(nodes: &[Node]) -> usize {
    let same = |node: &Node| match (&node.kind, &nodes[0].kind) {
        (NodeKind::Item { list, .. }, NodeKind::Item { list: first, .. }) => list == first,
        (NodeKind::Line, NodeKind::Line) => true,
        _ => false,
    };
    nodes.iter().take_while(|node| same(node)).count().max(1)
}

/// The meaning of a short form without the words it stands for, and those: "Electrically Erasable
/// PROM, a kind of memory" tells what the letters are before it tells what the thing is.
fn without_expansion(term: &str, meaning: &Inline) -> (Inline, Option<String>) {
    if !document::is_acronym(term) {
        return (meaning.clone(), None);
    }
    let text = &meaning.text;
    let ends = [", ", "; ", " - ", " – ", ": ", ". ", " is ", " ("];
    let cuts = ends
        .iter()
        .filter_map(|end| text.find(end).map(|at| (at, end.len())));
    for (at, length) in cuts.chain([(text.len(), 0)]) {
        let long = text[..at].trim();
        if document::initials_fit(long, term) {
            return (split::tail(meaning, at + length), Some(long.to_string()));
        }
    }
    (meaning.clone(), None)
}
