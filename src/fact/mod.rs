//! What a note says, apart from how to ask for it.
//!
//! The outline carries most of the meaning of study notes: under a heading stands what is said about
//! it, under a label what belongs to it, and lines that are built alike are members of one set. The
//! extractors read that; they know nothing of questions.

mod command;
pub mod contrast;
mod determined;
pub mod document;
pub mod explicit;
mod halves;
pub mod listing;
mod siblings;
pub mod split;
pub mod table;
pub mod text;
mod unit;
mod walk;

use std::sync::Arc;

use crate::note::{Inline, Node, Note};
use crate::source::Span;
use document::Document;
use text::Shape;

/// Where in the note something is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Title of the note.
    pub title: String,
    /// Headings above, outermost first.
    pub headings: Vec<String>,
    /// Labels and terms of the bullets above, outermost first.
    pub labels: Vec<String>,
    /// Whether the nearest bullet above is a sentence, so that what stands below it elaborates on it
    /// and may not be understood alone.
    pub below_sentence: bool,
    /// That sentence; empty when there is none.
    pub sentence: String,
    /// Whether that bullet is a term with its meaning, so that what stands below it is said of the term.
    pub below_term: bool,
}

impl Topic {
    /// Headings and labels, outermost first.
    pub fn path(&self) -> Vec<String> {
        self.headings.iter().chain(&self.labels).cloned().collect()
    }

    /// What is said here is said of this: the nearest label or heading that names something.
    pub fn nearest(&self) -> &str {
        self.labels
            .last()
            .or(self.headings.last())
            .map_or(self.title.as_str(), String::as_str)
    }
}

/// One thing that the note says.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub kind: FactKind,
    pub topic: Arc<Topic>,
    /// The statement in the words of the note.
    pub text: String,
    pub span: Span,
    /// Number of the list or paragraph it stands in: members of one group are told apart by it.
    pub group: u32,
    /// Whether the author marked its key part: bold, code, a table or a heading.
    pub marked: bool,
}

/// Where the lines of one group stand.
#[derive(Clone, Debug)]
struct Place {
    topic: Arc<Topic>,
    group: u32,
}

impl Place {
    /// A fact that a line states, with nothing said for it yet.
    fn fact(&self, kind: FactKind, unit: &unit::Unit<'_>) -> Fact {
        Fact {
            kind,
            topic: Arc::clone(&self.topic),
            text: unit.line.text.clone(),
            span: unit.node.text.span,
            group: self.group,
            marked: false,
        }
    }
}

/// What kind of thing is said.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// A label or heading and the members of its list.
    Set(Set),
    /// A term and what it means.
    Definition(Definition),
    /// A property of the subject: "Port: 443".
    Attribute { attribute: String, value: String },
    /// A sentence, a predicate or a marked fragment.
    Clause { line: Inline, shape: Shape },
    /// Groups that members belong to, where the groups exclude each other.
    Classes(Classes),
    /// A statement about one of several things side by side.
    Contrast(Contrast),
    /// Several statements that together tell which thing they are about.
    Profile {
        holder: String,
        statements: Vec<String>,
    },
    /// A cell of a table.
    Cell(table::Cell),
    /// A command and what it does. The noun is what the author calls it: "command", "switch".
    Command {
        purpose: String,
        command: String,
        noun: String,
    },
    /// A question that the author wrote.
    Explicit {
        question: String,
        answer: Vec<String>,
    },
    /// A short form and what it stands for.
    Acronym { short: String, long: String },
}

/// Members of a list under a label.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact about the list of its own"
)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Set {
    /// The label as written, without its colon.
    pub label: String,
    /// Whether the label is a heading.
    pub heading: bool,
    pub members: Vec<Member>,
    /// Whether the author says that the list goes on ("…", "etc.").
    pub open: bool,
    pub ordered: bool,
    /// The class noun in the plural that the members share, where a label or heading above says so
    /// ("services").
    pub category: Option<String>,
    /// Whether the members are those of all the lists under the label.
    pub union: bool,
}

/// One member of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    pub text: String,
    /// What the author says about it behind a sign or in brackets.
    pub gloss: Option<String>,
    pub span: Span,
    /// Number of bullets below it.
    pub below: usize,
}

/// What stands in one list or table is compared with so many neighbours at most: a longer one is read in
/// parts, so that the time grows with the length of a note and not with its square.
const NEAR: usize = 60;

/// A term and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub term: String,
    /// Other names of the term, as "Simple Email Service (SES)" has.
    pub also: Vec<String>,
    pub meaning: Inline,
    pub separator: split::Separator,
    /// Terms defined in the same list.
    pub siblings: Vec<String>,
}

/// A statement that tells one thing from those that stand beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    pub statement: String,
    pub shape: Shape,
    /// The thing it is about.
    pub holder: String,
    /// The things beside it, about which it is not said.
    pub others: Vec<String>,
    /// Class of all of them, in the singular, where the notes name it.
    pub class: Option<String>,
    /// Whether they are certainly of one kind.
    pub alike: bool,
    /// The property whose value the statement is, where the notes give several things that property.
    pub property: Option<String>,
}

/// Groups with their members.
#[derive(Clone, Debug, PartialEq)]
pub struct Classes {
    pub groups: Vec<Set>,
    /// Whether the labels of two groups are opposites.
    pub opposite: bool,
    /// Topic of the second group where that differs from the first.
    pub topics: Vec<Arc<Topic>>,
}

/// Whether a file is a form to be filled in or a set of instructions: it has a heading or several lines
/// with `{{slots}}`, or its first lines give the reader a role.
fn is_template(note: &Note) -> bool {
    let slots = note.walk().filter(|node| node.text.text.contains("{{"));
    let weight = |node: &Node| if node.is_section() { 2 } else { 1 };
    let slots: usize = slots.map(weight).sum();
    let role = |node: &Node| {
        let text = node.text.text.to_lowercase();
        [
            "you are a ",
            "you are an ",
            "act as a",
            "your role is",
            "your task is",
        ]
        .iter()
        .any(|start| text.starts_with(start))
    };
    slots > 1 || note.walk().take(12).any(role)
}

/// Everything that a note says, in its order.
pub fn extract(note: &Note) -> (Vec<Fact>, Document) {
    if note.skip || is_template(note) {
        return (Vec::new(), Document::default());
    }
    let mut document = Document::mine(note);
    let mut facts = walk::walk(note, &document);
    document.learn_terms(&facts);
    contrast::find(&mut facts);
    siblings::find(&mut facts, &document);
    (facts, document)
}
