//! Runs the pages of the rules: what is bad must be reported where the page says, what is good must
//! not be, and a fix must give what the page shows.

use super::page::{Example, Page, Part, Role, parse};
use super::*;
use crate::deck::format;
use crate::diagnostic::{Edit, apply};
use crate::note;
use crate::source::SourceId;

const NOTE: &str = "notes/example.md";

/// Rules whose problem fits on no page; `tests/it/check.rs` makes it.
const WITHOUT_EXAMPLES: &[&str] = &["file-too-large"];

/// The workspace of one note.
fn workspace(text: &str) -> Workspace {
    let (source, mut diagnostics) = Source::decode(SourceId(0), NOTE, &bytes(text));
    let (note, found) = note::parse(SourceId(0), &source);
    diagnostics.extend(found);
    Workspace {
        sources: vec![source],
        notes: vec![note],
        diagnostics,
        // No other file is there.
        linked_files: Some(std::collections::BTreeSet::new()),
        ..Workspace::default()
    }
}

/// The workspace of a note with the deck in this text.
fn with_deck(note: &str, deck: &str) -> Workspace {
    let mut workspace = workspace(note);
    let source = Source::new(format!("decks/{NOTE}.toml"), deck);
    let (deck, found) = format::parse(SourceId(1), NOTE, &source.text);
    workspace.sources.push(source);
    workspace.decks.push(deck);
    workspace.diagnostics.extend(found);
    workspace
}

/// The deck of a note, built anew.
fn built(note: &str) -> String {
    let build = crate::workspace::build(&workspace(note));
    assert!(!build.decks[0].cards.is_empty(), "{note} gives a card");
    format::print(&build.decks[0])
}

/// The text with each `\xNN` made the byte that it stands for.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        out.push(u8::from_str_radix(digits, 16).unwrap());
        out.extend_from_slice(rest.as_bytes());
    }
    out
}

fn found_by(rule: &Rule, workspace: &Workspace) -> Vec<Diagnostic> {
    let build = crate::workspace::build(workspace);
    let selection = match rule.run {
        // What comments allow is known when the other rules have run.
        Run::Allowed => Selection::usual(),
        _ => Selection::of([rule.name]),
    };
    let mut found = check(workspace, &build, &selection);
    found.retain(|diagnostic| diagnostic.rule == rule.name);
    found
}

fn examples<'p>(page: &'p Page<'p>) -> impl Iterator<Item = &'p Example<'p>> {
    page.parts.iter().filter_map(|part| match part {
        Part::Example(example) => Some(example),
        _ => None,
    })
}

/// The text after all fixes, applied again until nothing is left to mend.
fn mended(rule: &Rule, text: &str) -> String {
    let mut text = String::from_utf8_lossy(&bytes(text)).into_owned();
    for _ in 0..10 {
        let edits: Vec<Edit> = found_by(rule, &workspace(&text))
            .into_iter()
            .filter_map(|diagnostic| diagnostic.fix)
            .flat_map(|fix| fix.edits)
            .collect();
        if edits.is_empty() {
            return text;
        }
        text = apply(&edits, &text);
    }
    panic!("the fixes of {} never end: {text}", rule.name);
}

/// Where a rule reports something in an example: lines, and whether each is in the example itself.
fn reported(rule: &Rule, example: &Example<'_>, deck: Option<&str>) -> Vec<(usize, bool)> {
    let workspace = match (example.deck, deck) {
        (true, _) => with_deck("", example.text),
        (false, Some(deck)) => with_deck(example.text, deck),
        (false, None) => workspace(example.text),
    };
    found_by(rule, &workspace)
        .iter()
        .map(|found| {
            let index = found.span.source.0 as usize;
            let line = workspace.sources[index].place(found.span.start).line;
            (line, index == usize::from(example.deck))
        })
        .collect()
}

fn run_page(rule: &Rule) {
    let page = parse(rule.page);
    let (mut goods, mut bads) = (0, 0);
    let (mut bad, mut deck) = ("", None);
    for example in examples(&page) {
        let at = format!("{}: {}", rule.name, example.text);
        let lines = || reported(rule, example, deck.as_deref());
        match &example.role {
            Role::Bad(expect) => {
                bads += 1;
                bad = example.text;
                assert!(!expect.is_empty(), "names its lines: {at}");
                let expect: Vec<_> = expect.iter().map(|line| (*line, true)).collect();
                assert_eq!(lines(), expect, "{at}");
            }
            Role::Good => {
                goods += 1;
                assert_eq!(lines(), [], "{at}");
            }
            Role::Fixed => assert_eq!(mended(rule, bad), example.text, "{at}"),
            Role::Built => deck = Some(built(example.text)),
            Role::Shown => panic!("an example has a role: {at}"),
        }
    }
    let expected = !WITHOUT_EXAMPLES.contains(&rule.name);
    assert_eq!(goods > 0 && bads > 0, expected, "{}", rule.name);
}

#[test]
fn the_examples_of_every_page_are_true() {
    RULES.iter().for_each(run_page);
}

#[test]
fn a_fix_that_is_offered_is_shown() {
    for rule in RULES {
        let page = parse(rule.page);
        let bad = examples(&page).filter(|e| matches!(e.role, Role::Bad(_)) && !e.deck);
        let offers = bad.into_iter().any(|example| {
            let found = found_by(rule, &workspace(example.text));
            found.iter().any(|diagnostic| diagnostic.fix.is_some())
        });
        let shows = examples(&page).any(|example| example.role == Role::Fixed);
        assert_eq!(offers, shows, "{}", rule.name);
    }
}

#[test]
fn every_page_is_whole() {
    for rule in RULES {
        let page = parse(rule.page);
        assert_eq!(page.title, rule.name);
        assert!(page.summary.ends_with('.'), "{}", rule.name);
        assert!(page.summary.starts_with("Finds "), "{}", rule.name);
        assert!(page.why().ends_with('.'), "{}", rule.name);
        assert!(page.why().len() <= 120, "{}: {}", rule.name, page.why());
        let headings: Vec<&str> = page
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Heading(heading) => Some(*heading),
                _ => None,
            })
            .collect();
        assert_eq!(
            headings,
            ["Why it hurts learning", "What to do", "Examples"]
        );
    }
}

#[test]
fn rules_are_sorted_and_unique() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
}

#[test]
fn a_name_that_is_near_is_offered() {
    assert_eq!(nearest_rule("empty-bulet"), Some("empty-bullet"));
    assert_eq!(nearest_rule("Empty_Section"), Some("empty-section"));
    assert_eq!(nearest_rule("fence"), Some("unclosed-fence"));
    assert_eq!(nearest_rule("grammar"), None);
}

fn names(text: &str) -> Vec<&'static str> {
    let workspace = workspace(text);
    let build = crate::workspace::build(&workspace);
    let found = check(
        &workspace,
        &build,
        &Selection::usual().without("stale-deck"),
    );
    found.iter().map(|diagnostic| diagnostic.rule).collect()
}

#[test]
fn an_empty_bullet_alone_in_its_section_is_two_problems() {
    assert_eq!(
        names("## A\n\n- a\n\n### B\n\n* \n"),
        ["empty-section", "empty-bullet"]
    );
    assert_eq!(
        names("## A\n\n- a\n\n### B\n\n*"),
        ["empty-section", "empty-bullet"]
    );
    assert_eq!(
        names("## A\r\n\r\n- a\r\n\r\n### B\r\n\r\n* \r\n"),
        ["empty-section", "empty-bullet"]
    );
}

#[test]
fn what_is_skipped_or_left_alone_is_not_checked() {
    assert_eq!(names("- a\n- <!-- recito: skip -->\n"), [""; 0]);
    assert_eq!(names("---\nrecito: false\n---\n- a\n-\n"), [""; 0]);
    assert_eq!(
        names("- a\n- <!-- recito: allow empty-bullet -->\n"),
        [""; 0]
    );
}

proptest::proptest! {
    #[test]
    fn rules_stand_any_text(text in "[-#*>|`$=\\[\\]! \n\ta-zé<:.•…1]{0,120}") {
        let workspace = workspace(&text);
        let build = crate::workspace::build(&workspace);
        for found in check(&workspace, &build, &Selection::all()) {
            proptest::prop_assert!(found.span.start <= found.span.end);
            proptest::prop_assert!(found.span.end <= text.len());
            proptest::prop_assert!(text.is_char_boundary(found.span.start));
            proptest::prop_assert!(text.is_char_boundary(found.span.end));
        }
    }
}
