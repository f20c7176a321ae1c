//! The same fact in two places of the notes.

use std::collections::BTreeMap;
use std::hash::{BuildHasher as _, Hasher as _};

use foldhash::HashMap as QuickMap;
use foldhash::fast::{FixedState, FoldHasher};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::check::{Context, Rule, Run, Sheet, first_line, quoted};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::note::{MarkKind, Node, NodeKind};
use crate::source::Span;

pub(in crate::check) const RULE: Rule = Rule {
    name: "duplicate-fact",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/duplicate-fact.md"),
    run: Run::Whole(duplicate_fact),
    on_request: false,
};

/// Shorter statements are said of many things.
const SHORTEST: usize = 8;
/// From this many shared facts on, two notes are reported as such.
const MANY: usize = 5;

/// A statement that stands by itself.
struct Fact<'a> {
    /// What its words share with those of the same fact elsewhere.
    words: u64,
    node: &'a Node,
    /// The heading it stands under.
    under: &'a str,
    /// Where the bullet or line begins that it belongs to, if any.
    parent: Option<usize>,
    kind: &'a NodeKind,
}

impl Fact<'_> {
    /// Whether it may be a step, which is taken more than once, or stands in the same list as the other,
    /// which `duplicate-bullet` looks at.
    fn may_repeat(&self, other: &Fact<'_>) -> bool {
        let step = |kind: &NodeKind| {
            matches!(
                kind,
                NodeKind::Item {
                    number: Some(_),
                    ..
                }
            )
        };
        let list = |kind: &NodeKind| match kind {
            NodeKind::Item { list, .. } => Some(*list),
            _ => None,
        };
        let one_list = list(self.kind).is_some() && list(self.kind) == list(other.kind);
        // What is said of two things is said twice rightly.
        let of_two = self.parent.is_some() && other.parent.is_some() && self.parent != other.parent;
        step(self.kind) || step(other.kind) || one_list || of_two
    }
}

/// Where a fact was first found: the note and the fact.
type Place = (usize, usize);

fn duplicate_fact(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let facts: Vec<Vec<Fact<'_>>> = context.sheets.par_iter().map(facts).collect();
    let mut first: QuickMap<u64, Place> = QuickMap::default();
    // The facts that a later note shares with an earlier one, by these two.
    let mut shared: BTreeMap<(usize, usize), Vec<(Place, usize)>> = BTreeMap::new();
    for (i, of_note) in facts.iter().enumerate() {
        for (k, fact) in of_note.iter().enumerate() {
            match first.get(&fact.words) {
                None => {
                    first.insert(fact.words, (i, k));
                }
                Some(&(at, other)) if at == i => {
                    let earlier = &of_note[other];
                    if earlier.under == fact.under && !fact.may_repeat(earlier) {
                        found.push(repeated(context, (i, earlier), (i, fact)));
                    }
                }
                Some(&(at, other)) => shared.entry((i, at)).or_default().push(((at, other), k)),
            }
        }
    }
    for ((later, earlier), pairs) in shared {
        let few = pairs.len() < MANY;
        let ((_, other), k) = pairs[0];
        if few {
            continue;
        }
        let smaller = facts[later].len().min(facts[earlier].len());
        if pairs.len() * 10 >= smaller * 3 {
            let places = (facts[earlier][other].node, facts[later][k].node);
            found.push(alike(context, (earlier, later), places, pairs.len()));
        }
    }
}

/// The statements of a note: bullets and lines without anything below them.
fn facts<'a>(sheet: &Sheet<'a>) -> Vec<Fact<'a>> {
    let mut under = "";
    let mut found = Vec::new();
    let mut around: Vec<&Node> = Vec::new();
    for node in sheet.pieces() {
        while around
            .pop_if(|other| other.span.end < node.span.end)
            .is_some()
        {}
        let parent = around.last().map(|other| other.span.start);
        if !node.is_section() && !node.children.is_empty() {
            around.push(node);
        }
        if node.is_section() {
            under = &node.text.text;
        }
        let statement = node.is_item() || node.kind == NodeKind::Line;
        let text = &node.text.text;
        if !statement
            || !node.children.is_empty()
            || text.ends_with([':', '?'])
            || node.text.is_all(MarkKind::Link)
        {
            continue;
        }
        if let Some(words) = words_of(text) {
            found.push(Fact {
                words,
                node,
                under,
                parent,
                kind: &node.kind,
            });
        }
    }
    found
}

/// A number that stands for the words of a statement, whatever their case and the signs between them; none
/// when there are few. Different statements share one as rarely as 64 bits allow.
fn words_of(text: &str) -> Option<u64> {
    let mut hasher = FixedState::default().build_hasher();
    let (mut count, mut inside) = (0, false);
    let mut end = |inside: &mut bool, hasher: &mut FoldHasher<'_>| {
        if std::mem::replace(inside, false) {
            hasher.write_u8(b' ');
            count += 1;
        }
    };
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            hasher.write_u8(c.to_ascii_lowercase() as u8);
            inside = true;
        } else if c.is_alphanumeric() {
            c.to_lowercase().for_each(|c| hasher.write_u32(c as u32));
            inside = true;
        } else {
            end(&mut inside, &mut hasher);
        }
    }
    end(&mut inside, &mut hasher);
    (count >= SHORTEST).then(|| hasher.finish())
}

fn span(context: &Context<'_>, sheet: usize, node: &Node) -> Span {
    first_line(node.text.span, context.sheets[sheet].source)
}

fn repeated(context: &Context<'_>, a: (usize, &Fact<'_>), b: (usize, &Fact<'_>)) -> Diagnostic {
    Diagnostic {
        labels: vec![Label {
            span: span(context, a.0, a.1.node),
            text: "it is said here first".into(),
        }],
        help: Some("keep it in one place".into()),
        ..RULE.found(
            format!(
                "{} is said twice under this heading",
                quoted(&b.1.node.text.text)
            ),
            span(context, b.0, b.1.node),
        )
    }
}

fn alike(
    context: &Context<'_>,
    (earlier, later): (usize, usize),
    (a, b): (&Node, &Node),
    count: usize,
) -> Diagnostic {
    let path = &context.sheets[earlier].note.path;
    Diagnostic {
        labels: vec![Label {
            span: span(context, earlier, a),
            text: "the first of them is here".into(),
        }],
        help: Some("leave one of the two notes out, by `recito: false` in its front matter".into()),
        ..RULE.found(
            format!("{count} facts of this note stand in {}, too", quoted(path)),
            span(context, later, b),
        )
    }
}
