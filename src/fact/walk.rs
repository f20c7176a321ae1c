//! Walking the outline: which lines stand together, under what, and what each of them is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::document::{self, Document};
use super::split::{self, Separator, Split};
use super::text::{self, Shape};
use super::{Definition, Fact, FactKind, Topic, explicit, listing, table};
use crate::lexicon;
use crate::note::{Inline, MarkKind, Node, NodeKind, Note};

/// What a line is to its list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Class {
    Empty,
    /// Names what its children are.
    Label,
    /// A term and its meaning.
    Split(Split),
    /// Something that is said.
    Statement(Shape),
}

/// A node with its cleaned line.
#[derive(Clone, Debug)]
pub(super) struct Unit<'n> {
    pub(super) node: &'n Node,
    pub(super) line: Inline,
    pub(super) class: Class,
}

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
    walker.block(&note.nodes, &Arc::new(topic));
    walker.facts
}

pub(super) struct Walker<'d> {
    pub(super) document: &'d Document,
    pub(super) facts: Vec<Fact>,
    group: u32,
    /// Short forms whose long form was found already.
    spelled_out: BTreeSet<String>,
}

impl Walker<'_> {
    /// Reads what stands side by side.
    fn block(&mut self, nodes: &[Node], topic: &Arc<Topic>) {
        let mut at = 0;
        while at < nodes.len() {
            let node = &nodes[at];
            if node.skip {
                at += 1;
                continue;
            }
            match &node.kind {
                NodeKind::Item { .. } | NodeKind::Line => {
                    let run = run_length(&nodes[at..]);
                    let live: Vec<&Node> = nodes[at..at + run]
                        .iter()
                        .filter(|node| !node.skip)
                        .collect();
                    self.run(&live, topic);
                    at += run;
                    continue;
                }
                NodeKind::Section { .. } => self.section(node, topic),
                NodeKind::Quote { .. } | NodeKind::Code { .. } => self.block(&node.children, topic),
                NodeKind::Table(rows) => {
                    self.group += 1;
                    table::extract(rows, node.span, topic, self.group, &mut self.facts);
                }
            }
            at += 1;
        }
    }

    fn section(&mut self, node: &Node, topic: &Arc<Topic>) {
        let heading = heading_text(&node.text);
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
        self.group += 1;
        explicit::heading(node, &heading, topic, self.group, &mut self.facts);
        self.block(&node.children, &Arc::new(below));
    }

    /// Reads one list or one run of lines.
    fn run(&mut self, nodes: &[&Node], topic: &Arc<Topic>) {
        self.group += 1;
        let group = self.group;
        let mut units: Vec<Unit<'_>> = nodes.iter().map(|node| classify(node)).collect();
        name_in_brackets(&mut units);
        if is_contents(&units) {
            return;
        }
        let asked = explicit::pairs(&units, topic, group, &mut self.facts);
        if nodes.iter().all(|node| node.is_item()) && !topic.below_sentence {
            listing::under_topic(&units, topic, group, &mut self.facts);
        }
        let terms: Vec<String> = units.iter().filter_map(term_of).collect();
        for (at, unit) in units.iter().enumerate() {
            if asked.contains(&at) {
                continue;
            }
            self.acronyms(unit, topic, group);
            self.unit(unit, &terms, topic, group);
        }
    }

    /// Short forms that the line spells out, the first time in the note.
    fn acronyms(&mut self, unit: &Unit<'_>, topic: &Arc<Topic>, group: u32) {
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
                self.push(kind, unit, topic, group, 1, true);
            }
        }
    }

    fn unit(&mut self, unit: &Unit<'_>, terms: &[String], topic: &Arc<Topic>, group: u32) {
        let mut below = Topic::clone(topic);
        match &unit.class {
            Class::Empty => return,
            Class::Label => {
                let label = label_text(&unit.line.text);
                if unit.node.is_item() || !unit.node.children.is_empty() {
                    below.labels.push(label);
                    below.below_sentence = false;
                }
                listing::inline(unit, topic, group, &mut self.facts);
            }
            Class::Split(split) => {
                self.split(unit, split, terms, topic, group);
                below.labels.push(split.left.clone());
                below.below_sentence = true;
            }
            Class::Statement(shape) => {
                self.statement(unit, *shape, topic, group);
                below.below_sentence = true;
            }
        }
        self.block(&unit.node.children, &Arc::new(below));
    }

    fn split(
        &mut self,
        unit: &Unit<'_>,
        split: &Split,
        terms: &[String],
        topic: &Arc<Topic>,
        group: u32,
    ) {
        if listing::inline_of_split(unit, split, topic, group, &mut self.facts) {
            return;
        }
        let lower = split.left.to_lowercase();
        let value_only = text::count(&split.right.text) <= 3 && split.separator != Separator::Is;
        let kind = if lexicon::is_attribute(&lower) {
            FactKind::Attribute {
                attribute: split.left.clone(),
                value: split.right.text.clone(),
            }
        } else if split::is_term(&split.left, split.marked) && !value_only {
            let (term, gloss) = text::without_brackets(&split.left);
            let (meaning, spelled) = without_expansion(&term, &split.right);
            if let Some(long) = spelled.clone()
                && meaning.is_empty()
            {
                if self.spelled_out.insert(term.clone()) {
                    self.push(
                        FactKind::Acronym { short: term, long },
                        unit,
                        topic,
                        group,
                        terms.len().max(1),
                        true,
                    );
                }
                return;
            }
            let also: Vec<String> = gloss
                .into_iter()
                .filter(|gloss| document::is_acronym(gloss) || document::initials_fit(gloss, &term))
                .chain(self.document.aliases(&term))
                .chain(spelled)
                .collect();
            FactKind::Definition(Definition {
                siblings: terms
                    .iter()
                    .filter(|other| **other != term)
                    .cloned()
                    .collect(),
                term,
                also,
                meaning,
                separator: split.separator,
            })
        } else {
            self.statement(unit, text::shape(&unit.line.text), topic, group);
            return;
        };
        self.push(kind, unit, topic, group, terms.len().max(1), split.marked);
    }

    fn statement(&mut self, unit: &Unit<'_>, shape: Shape, topic: &Arc<Topic>, group: u32) {
        if listing::inline(unit, topic, group, &mut self.facts) {
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
        self.push(kind, unit, topic, group, 1, marked);
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one fact")]
    fn push(
        &mut self,
        kind: FactKind,
        unit: &Unit<'_>,
        topic: &Arc<Topic>,
        group: u32,
        parallel: usize,
        marked: bool,
    ) {
        self.facts.push(Fact {
            kind,
            topic: Arc::clone(topic),
            text: unit.line.text.clone(),
            span: unit.node.text.span,
            group,
            parallel,
            marked,
        });
    }
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

/// Tells what a node is to its list.
pub(super) fn classify(node: &Node) -> Unit<'_> {
    let line = text::clean(&node.text);
    let class = class_of(node, &line);
    Unit { node, line, class }
}

fn class_of(node: &Node, line: &Inline) -> Class {
    let words = text::count(&line.text);
    let only = |kind| line.is_all(kind);
    if words == 0
        || only(MarkKind::Image)
        || only(MarkKind::Math)
        || is_address(&line.text)
        || is_contents_entry(node)
    {
        return Class::Empty;
    }
    let parent = !node.children.is_empty();
    if line.text.ends_with(':') {
        return Class::Label;
    }
    if let Some(split) = split::split(line) {
        // "Lambda - Services" with a list below is a label, however it is divided.
        let label = parent
            && text::count(&split.right.text) <= 3
            && node.children.iter().any(Node::is_item);
        return if label {
            Class::Label
        } else {
            Class::Split(split)
        };
    }
    let shape = text::shape(&line.text);
    if parent && words <= 7 && !matches!(shape, Shape::Clause | Shape::Condition) {
        return Class::Label;
    }
    match split::split_is(line) {
        Some(split) => Class::Split(split),
        None => Class::Statement(shape),
    }
}

/// Whether a line is nothing but a link.
fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (text.contains("://") || text.starts_with("www."))
}

/// Where most lines of a list end with a name in brackets, the names are what they describe.
fn name_in_brackets(units: &mut [Unit<'_>]) {
    let named: Vec<Option<Split>> = units
        .iter()
        .map(|unit| match unit.class {
            Class::Statement(_) => split::split_named(&unit.line),
            _ => None,
        })
        .collect();
    let count = named.iter().flatten().count();
    if count < 3 || count * 2 < units.len() {
        return;
    }
    for (unit, split) in units.iter_mut().zip(named) {
        if let Some(split) = split {
            unit.class = Class::Split(split);
        }
    }
}

/// Whether an item and all below it are links: a part of a table of contents.
fn is_contents_entry(node: &Node) -> bool {
    let below = node.walk();
    below.len() >= 3
        && below
            .iter()
            .all(|node| node.is_item() && node.text.is_all(MarkKind::Link))
}

/// Whether a list is a table of contents or a list of links: its lines are links and nothing else.
fn is_contents(units: &[Unit<'_>]) -> bool {
    let links = units
        .iter()
        .filter(|unit| unit.line.is_all(MarkKind::Link))
        .count();
    units.len() >= 3 && links * 5 >= units.len() * 4 && units.iter().all(|unit| unit.node.is_item())
}

/// The term that a line defines, when it does.
fn term_of(unit: &Unit<'_>) -> Option<String> {
    match &unit.class {
        Class::Split(split)
            if split::is_term(&split.left, split.marked) && text::count(&split.right.text) > 3 =>
        {
            Some(text::without_brackets(&split.left).0)
        }
        _ => None,
    }
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

/// A label without its colon.
pub(super) fn label_text(text: &str) -> String {
    text.trim_end_matches([':', ' ', '-']).trim().to_string()
}

/// A heading without numbers, glyphs and closing signs.
pub(super) fn heading_text(line: &Inline) -> String {
    let cleaned = text::clean(line).text;
    let cleaned = cleaned.trim_matches(|c: char| c == ':' || c == '#' || c.is_whitespace());
    let number = cleaned
        .split_whitespace()
        .next()
        .filter(|word| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.'))
        .map_or(0, str::len);
    cleaned[number..].trim().to_string()
}
