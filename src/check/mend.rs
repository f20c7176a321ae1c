//! Applying fixes to notes. What is called safe is proved at each application: a note that would say
//! something else afterwards keeps its text, and the finding is reported with the reason.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Edit, Fix, Safety, apply};
use crate::note;
use crate::source::{Source, SourceId};
use crate::workspace::{Build, Workspace};

use super::{Selection, check};

/// Fixes can make room for others; more rounds than this mean that two undo each other.
const ROUNDS: usize = 10;

/// What became of the notes.
#[derive(Debug, Default)]
pub struct Mended {
    /// The notes that changed, by their place in the workspace, with the text that they had.
    pub before: Vec<(usize, String)>,
    /// Number of fixes that were applied.
    pub applied: usize,
    /// Findings whose fix claimed to change nothing and would have.
    pub refused: Vec<Diagnostic>,
}

/// Applies the fixes of the selected rules to the notes of a workspace until nothing is left to mend.
/// Nothing but the workspace changes; whoever calls this writes the files.
pub fn mend(workspace: &mut Workspace, selection: &Selection, unsafe_too: bool) -> Mended {
    let originals: Vec<String> = workspace
        .notes
        .iter()
        .map(|note| text_of(workspace, note.source))
        .collect();
    let mut mended = Mended::default();
    for _ in 0..ROUNDS {
        let found = check(workspace, &Build::default(), selection);
        let wanted: Vec<Diagnostic> = found
            .into_iter()
            .filter(|diagnostic| is_wanted(diagnostic, unsafe_too))
            .collect();
        let mut changed = 0;
        // What was refused beside other fixes may be right without them: it is tried again.
        mended.refused.clear();
        let mut of_notes: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in &wanted {
            let own = of_notes.entry(diagnostic.span.source).or_default();
            own.push(diagnostic);
        }
        for index in 0..workspace.notes.len() {
            if let Some(own) = of_notes.get(&workspace.notes[index].source) {
                changed += of_note(workspace, index, own, &mut mended.refused);
            }
        }
        mended.applied += changed;
        if changed == 0 {
            break;
        }
    }
    mended.before = originals
        .into_iter()
        .enumerate()
        .filter(|(index, before)| {
            let note = &workspace.notes[*index];
            text_of(workspace, note.source) != *before
        })
        .collect();
    mended
}

fn text_of(workspace: &Workspace, id: SourceId) -> String {
    let source = workspace.sources.get(id.0 as usize);
    source.map(|source| source.text.clone()).unwrap_or_default()
}

fn is_wanted(diagnostic: &Diagnostic, unsafe_too: bool) -> bool {
    diagnostic.fix.as_ref().is_some_and(|fix| match fix.safety {
        Safety::Safe => true,
        Safety::Unsafe => unsafe_too,
        Safety::Suggestion => false,
    })
}

/// Applies the fixes of one note and parses it again. Gives the number of fixes that were applied.
fn of_note(
    workspace: &mut Workspace,
    index: usize,
    found: &[&Diagnostic],
    refused: &mut Vec<Diagnostic>,
) -> usize {
    let id = workspace.notes[index].source;
    let Some(source) = workspace.sources.get(id.0 as usize) else {
        return 0;
    };
    let chosen = apart(found);
    let (text, count) = mended_text(&source.text, &chosen, refused);
    if text == source.text {
        return 0;
    }
    if count > 0 {
        let mut fresh = Source::new(source.path.clone(), text);
        fresh.bom = source.bom;
        let (note, _) = note::parse(id, &fresh);
        workspace.notes[index] = note;
        workspace.sources[id.0 as usize] = fresh;
    }
    count
}

/// The findings whose fixes do not touch each other; the earlier one goes first.
fn apart<'d>(found: &[&'d Diagnostic]) -> Vec<&'d Diagnostic> {
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut chosen = Vec::new();
    for diagnostic in found {
        let ranges: Vec<Range<usize>> = edits(diagnostic)
            .map(|edit| edit.span.start..edit.span.end)
            .collect();
        let touches = |a: &Range<usize>, b: &Range<usize>| a.start <= b.end && b.start <= a.end;
        if !ranges
            .iter()
            .any(|range| taken.iter().any(|other| touches(range, other)))
        {
            taken.extend(ranges);
            chosen.push(*diagnostic);
        }
    }
    chosen
}

fn edits(diagnostic: &Diagnostic) -> impl Iterator<Item = &Edit> {
    diagnostic.fix.iter().flat_map(|fix: &Fix| &fix.edits)
}

/// The text with these fixes applied. All safe ones together are tried first; when they change what
/// the note says, they are tried one by one, and the one that does it is refused.
fn mended_text(
    text: &str,
    chosen: &[&Diagnostic],
    refused: &mut Vec<Diagnostic>,
) -> (String, usize) {
    let is_safe = |diagnostic: &&&Diagnostic| {
        diagnostic
            .fix
            .as_ref()
            .is_some_and(|fix| fix.safety == Safety::Safe)
    };
    let with = |diagnostics: &[&Diagnostic]| {
        let all: Vec<Edit> = diagnostics.iter().flat_map(|d| edits(d)).cloned().collect();
        apply(&all, text)
    };
    let safe: Vec<&Diagnostic> = chosen.iter().filter(is_safe).copied().collect();
    let mut kept = safe.clone();
    if !note::same_meaning(text, &with(&safe)) {
        kept.clear();
        for diagnostic in safe {
            kept.push(diagnostic);
            if !note::same_meaning(text, &with(&kept)) {
                kept.pop();
                refused.push(diagnostic.clone());
            }
        }
    }
    kept.extend(chosen.iter().filter(|diagnostic| !is_safe(diagnostic)));
    (with(&kept), kept.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Span;

    fn workspace(text: &str) -> Workspace {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        Workspace {
            sources: vec![source],
            notes: vec![note],
            ..Workspace::default()
        }
    }

    fn check_text(text: &str, unsafe_too: bool, expect: &str) {
        let mut workspace = workspace(text);
        let mended = mend(&mut workspace, &Selection::usual(), unsafe_too);
        assert_eq!(workspace.sources[0].text, expect);
        assert_eq!(mended.before.is_empty(), text == expect);
        let again = mend(&mut workspace, &Selection::usual(), unsafe_too);
        assert_eq!(
            (again.applied, workspace.sources[0].text.as_str()),
            (0, expect)
        );
    }

    #[test]
    fn safe_fixes_are_applied_and_others_when_asked_for() {
        let text = "# Cells \n\n- The cells recieve  oxygen\n-\n- and more of it";
        check_text(
            text,
            false,
            "# Cells\n\n- The cells recieve oxygen\n-\n- and more of it\n",
        );
        check_text(
            text,
            true,
            "# Cells\n\n- The cells receive oxygen\n- and more of it\n",
        );
        check_text("- a \r\n- b\r\n- c", false, "- a\r\n- b\r\n- c\r\n");
    }

    #[test]
    fn a_fix_that_is_not_what_it_claims_is_refused() {
        let edit = |start, end, text: &str| Edit {
            span: Span {
                source: SourceId(0),
                start,
                end,
            },
            text: text.into(),
        };
        let finding = |edit: Edit| Diagnostic {
            fix: Some(Fix {
                title: "mend".into(),
                safety: Safety::Safe,
                edits: vec![edit.clone()],
            }),
            ..Diagnostic::new("a-rule", Severity::Info, "x", edit.span)
        };
        let (honest, lying) = (finding(edit(3, 4, "")), finding(edit(5, 6, "1.")));
        let mut refused = Vec::new();
        let (text, count) = mended_text("- a \n- b\n", &[&honest, &lying], &mut refused);
        assert_eq!((text.as_str(), count), ("- a\n- b\n", 1));
        assert_eq!(refused, [lying]);
    }

    proptest::proptest! {
        #[test]
        fn safe_fixes_change_nothing_and_come_to_an_end(text in "([-#*>` \n\ta-c1.|$=]|  |\\r\n|- |  - ){0,60}") {
            let mut workspace = workspace(&text);
            mend(&mut workspace, &Selection::usual(), false);
            let once = workspace.sources[0].text.clone();
            proptest::prop_assert!(note::same_meaning(&text, &once), "{:?} {:?}", text, once);
            let again = mend(&mut workspace, &Selection::usual(), false);
            proptest::prop_assert_eq!(again.applied, 0);
            proptest::prop_assert_eq!(&workspace.sources[0].text, &once);
        }

        #[test]
        fn safe_fixes_keep_all_cards_and_their_ids(text in "(## T[a-c] *\n|\n|Q: What is [a-c]{1,2}\\?  ?\nA: [d-f]{1,3} {0,2}\n|- [a-c] is  a \\*\\*[d-f]{2,4}\\*\\* {0,3}\n|\t- [d-f]: x,  y and z\n|- \n){0,9}( | - a)?") {
            let mut workspace = workspace(&text);
            let before = crate::workspace::build(&workspace).decks;
            mend(&mut workspace, &Selection::usual(), false);
            let after = crate::workspace::build(&workspace).decks;
            let ids = |decks: &[crate::deck::Deck]| -> Vec<crate::deck::CardId> {
                decks.iter().flat_map(|deck| &deck.cards).map(|card| card.id).collect()
            };
            proptest::prop_assert_eq!(ids(&before), ids(&after));
            // The old deck is what the mended note gives: nothing was edited, moved or retired.
            workspace.decks = before;
            let changes = crate::workspace::build(&workspace).changes;
            proptest::prop_assert!(changes.is_empty(), "{:?}", changes);
        }

        #[test]
        fn all_fixes_together_come_to_an_end(text in "([-#*>` \n\ta-c1.|•]|  |- |the |recieve ){0,60}") {
            let mut workspace = workspace(&text);
            mend(&mut workspace, &Selection::usual(), true);
            let again = mend(&mut workspace, &Selection::usual(), true);
            proptest::prop_assert_eq!(again.applied, 0);
        }
    }
}
