//! Checks of notes and decks: what is there that hurts learning.
//!
//! A rule is one file in `rules/`, one page in `docs/rules/` and one line of [`RULES`]. The page is
//! the documentation, the text of `explain` and the test of its rule. Rules only look: nothing here
//! writes or knows how a problem is shown.

mod allow;
pub mod links;
pub mod mend;
pub mod page;
mod phrases;
pub mod reading;
mod replace;
mod rules;
mod selection;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod vocabulary;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::deck::Card;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, SourceId, Span};
use crate::workspace::{Build, Workspace};
pub use reading::Reading;
pub use selection::Selection;
pub use sheet::Sheet;
pub use vocabulary::Vocabulary;

/// What rules may look at that see more than one note.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub workspace: &'a Workspace,
    pub build: &'a Build,
    /// All notes but those that ask to be left alone (`recito: false`).
    pub sheets: &'a [Sheet<'a>],
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Run {
    /// One note at a time.
    Note(fn(&Sheet<'_>, &mut Vec<Diagnostic>)),
    /// One note at a time, beside the words of all.
    Words(fn(&Sheet<'_>, &Reading<'_>, &mut Vec<Diagnostic>)),
    /// All notes together, decks and settings.
    Whole(fn(&Context<'_>, &mut Vec<Diagnostic>)),
    /// The comments that allow findings, when all other rules are done.
    Allowed,
}

/// One check.
pub struct Rule {
    /// In kebab-case; reads well behind "allow".
    pub name: &'static str,
    /// How much a finding matters, unless the rule has a reason to rate it otherwise.
    pub severity: Severity,
    /// The page of the rule in Markdown; [`page::parse`] reads it.
    pub page: &'static str,
    pub run: Run,
    /// Whether it runs only when it is named.
    pub on_request: bool,
}

/// All rules, by name.
pub const RULES: &[Rule] = &[
    rules::broken_deck::RULE,
    rules::broken_link::RULE,
    rules::broken_mine::RULE,
    rules::conflicting_value::RULE,
    rules::crowded_section::RULE,
    rules::dangling_colon::RULE,
    rules::double_marker::RULE,
    rules::double_space::RULE,
    rules::doubled_word::RULE,
    rules::duplicate_bullet::RULE,
    rules::duplicate_fact::RULE,
    rules::duplicate_sibling_heading::RULE,
    rules::empty_bullet::RULE,
    rules::empty_section::RULE,
    rules::file_too_large::RULE,
    rules::invalid_utf8::RULE,
    rules::invisible_character::RULE,
    rules::joined_words::RULE,
    rules::list_as_code::RULE,
    rules::literal_bold::RULE,
    rules::long_bullet::RULE,
    rules::long_enumeration::RULE,
    rules::lost_marker::RULE,
    rules::missing_slash::RULE,
    rules::misspelling::RULE,
    rules::near_miss::RULE,
    rules::odd_case::RULE,
    rules::only_image::RULE,
    rules::open_ended_list::RULE,
    rules::orphaned_mine::RULE,
    rules::per_plural::RULE,
    rules::placeholder::RULE,
    rules::plural_attribute::RULE,
    rules::setext_accident::RULE,
    rules::split_word::RULE,
    rules::stale_deck::RULE,
    rules::stray_space::RULE,
    rules::two_expansions::RULE,
    rules::unanswered_question::RULE,
    rules::unclear_mine::RULE,
    rules::unclosed_code::RULE,
    rules::unclosed_fence::RULE,
    rules::uneven_colon::RULE,
    rules::uneven_indent::RULE,
    rules::unicode_bullet::RULE,
    rules::unknown_directive::RULE,
    rules::unknown_key::RULE,
    rules::unused_allow::RULE,
];

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule whose name is most like a name that is none; `None` when nothing is near.
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase().replace([' ', '_'], "-");
    RULES
        .iter()
        .map(|rule| {
            let part = rule.name.contains(&name) && name.len() >= 4;
            let likeness = strsim::normalized_damerau_levenshtein(&name, rule.name);
            (rule.name, if part { 1.0 } else { likeness })
        })
        .filter(|(_, likeness)| *likeness >= 0.6)
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(name, _)| name)
}

/// Runs the selected rules. What was found is sorted by path and place; what a comment in the note
/// allows is left out.
pub fn check(workspace: &Workspace, build: &Build, selection: &Selection) -> Vec<Diagnostic> {
    let sheets: Vec<Sheet<'_>> = workspace
        .notes
        .par_iter()
        .filter(|note| !note.skip)
        .filter_map(|note| {
            let source = workspace.sources.get(note.source.0 as usize)?;
            Some(Sheet::new(note, source))
        })
        .collect();
    let context = Context {
        workspace,
        build,
        sheets: &sheets,
    };
    let rules: Vec<&Rule> = RULES
        .iter()
        .filter(|rule| selection.has(rule.name))
        .collect();
    let reads_words = rules.iter().any(|rule| matches!(rule.run, Run::Words(_)));
    let words = if reads_words {
        Vocabulary::new(&sheets, &selection.words)
    } else {
        Vocabulary::default()
    };
    let mut found: Vec<Diagnostic> = sheets
        .par_iter()
        .filter(|sheet| workspace.in_focus(&sheet.note.path))
        .flat_map_iter(|sheet| of_note(sheet, &words, &rules))
        .collect();
    for rule in &rules {
        if let Run::Whole(run) = rule.run {
            run(&context, &mut found);
        }
    }
    // What loading reports under a name that is no rule must not get lost.
    let others = workspace.diagnostics.iter();
    found.extend(others.filter(|d| rule(d.rule).is_none()).cloned());
    found.retain(|d| context.in_focus(d.span));
    found.retain(|d| !selection.leaves_out(context.path_of(d.span), d.rule));
    let unused = allow::remove_allowed(&context, &rules, &mut found);
    if rules.iter().any(|rule| matches!(rule.run, Run::Allowed)) {
        found.extend(unused);
    }
    let path = |diagnostic: &Diagnostic| context.path_of(diagnostic.span);
    found.sort_by(|a, b| {
        (path(a), a.span.start, a.span.end, a.rule).cmp(&(
            path(b),
            b.span.start,
            b.span.end,
            b.rule,
        ))
    });
    found
}

/// What the rules find that look at one note.
fn of_note<'a>(sheet: &Sheet<'a>, words: &'a Vocabulary<'a>, rules: &[&Rule]) -> Vec<Diagnostic> {
    let reads_words = rules.iter().any(|rule| matches!(rule.run, Run::Words(_)));
    let reading = reads_words.then(|| Reading::new(sheet, words));
    let english = reading.filter(Reading::is_english);
    let mut found = Vec::new();
    for rule in rules {
        match (rule.run, &english) {
            (Run::Note(run), _) => run(sheet, &mut found),
            (Run::Words(run), Some(reading)) => run(sheet, reading, &mut found),
            _ => {}
        }
    }
    found
}

impl<'a> Context<'a> {
    /// What loading found under the name of a rule.
    pub fn loaded(&self, name: &str) -> impl Iterator<Item = Diagnostic> {
        let found = self.workspace.diagnostics.iter();
        found.filter(move |d| d.rule == name).cloned()
    }

    /// The file that the i-th deck was read from.
    fn deck_source(&self, i: usize) -> Option<(SourceId, &'a Source)> {
        let index = self.workspace.notes.len() + i;
        let source = self.workspace.sources.get(index)?;
        Some((SourceId(u32::try_from(index).ok()?), source))
    }

    /// Where the file of the i-th deck has the id of a card.
    fn id_of(&self, i: usize, card: &Card) -> Option<Span> {
        let (id, source) = self.deck_source(i)?;
        let written = card.id.to_string();
        let start = source.text.find(&written)?;
        Some(Span {
            source: id,
            start,
            end: start + written.len(),
        })
    }

    /// Where the file of the i-th deck has the first line of the user's own about a card.
    fn mine_of(&self, i: usize, card: &Card) -> Option<Span> {
        let at = self.id_of(i, card)?;
        let (_, source) = self.deck_source(i)?;
        let rest = &source.text[at.end..];
        let rest = &rest[..rest.find("\n[[card]]").unwrap_or(rest.len())];
        let start = at.end + rest.find("\nmine")? + 1;
        let length = source.text[start..].find('\n');
        Some(Span {
            start,
            end: length.map_or(source.text.len(), |length| start + length),
            ..at
        })
    }

    /// Whether loading found an error in a file.
    fn is_broken(&self, id: SourceId) -> bool {
        let mut found = self.workspace.diagnostics.iter();
        found.any(|d| d.span.source == id && d.severity == Severity::Error)
    }

    /// Whether the user asked about the file that a span is in. Files that are neither notes nor
    /// decks speak about all of them.
    fn in_focus(&self, span: Span) -> bool {
        let workspace = self.workspace;
        let index = span.source.0 as usize;
        let note = workspace.notes.get(index).map(|note| &note.path);
        let deck = index.checked_sub(workspace.notes.len());
        let deck = deck
            .and_then(|i| workspace.decks.get(i))
            .map(|deck| &deck.note);
        note.or(deck).is_none_or(|path| workspace.in_focus(path))
    }

    fn path_of(&self, span: Span) -> &'a str {
        let source = self.workspace.sources.get(span.source.0 as usize);
        source.map_or("", |source| &source.path)
    }
}

impl Rule {
    /// A finding of the rule.
    fn found(&self, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic::new(self.name, self.severity, message, span)
    }
}

/// The span without white space around it, and of several lines only the first.
fn first_line(span: Span, source: &Source) -> Span {
    let span = without_lead(span, source);
    let text = source.slice(span);
    let line = text.lines().next().unwrap_or_default().trim_end();
    Span {
        end: span.start + line.len(),
        ..span
    }
}

/// The span without white space before it: the parser counts some of it to an empty bullet.
fn without_lead(span: Span, source: &Source) -> Span {
    let text = source.slice(span);
    let lead = text.len() - text.trim_start().len();
    Span {
        start: span.start + lead,
        ..span
    }
}

/// A piece of the user's text for a message: on one line, printable, cut where it is long.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = crate::printable::one_line(text);
    if text.chars().count() <= LONGEST {
        return format!("`{text}`");
    }
    let cut: String = text.chars().take(LONGEST - 1).collect();
    format!("`{}…`", cut.trim_end())
}
