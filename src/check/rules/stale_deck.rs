//! A deck that is not what its note gives.

use std::collections::BTreeMap;

use crate::check::{Context, Rule, Run};
use crate::deck::{Card, CardId, Change, Deck, format};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note::Note;
use crate::source::{Source, SourceId, Span};

pub(in crate::check) const RULE: Rule = Rule {
    name: "stale-deck",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/stale-deck.md"),
    run: Run::Whole(stale_deck),
    on_request: false,
};

fn stale_deck(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let workspace = context.workspace;
    // Whoever has no deck at all does not keep decks beside the notes, or has not begun to.
    if workspace.decks.is_empty() {
        return;
    }
    let fate: BTreeMap<CardId, Change> = context
        .build
        .changes
        .iter()
        .map(|change| (change.card(), *change))
        .collect();
    for built in &context.build.decks {
        let on_disk = workspace
            .decks
            .iter()
            .position(|deck| deck.note == built.note);
        let deck_source = on_disk.and_then(|i| context.deck_source(i));
        let fresh = match deck_source {
            Some((id, source)) => {
                let printed = format::print(built);
                context.is_broken(id) || source.text.lines().eq(printed.lines())
            }
            None => built.cards.is_empty(),
        };
        if !fresh {
            let note = workspace.notes.iter().find(|note| note.path == built.note);
            found.extend(problem(context, (note, deck_source), built, &fate));
        }
    }
}

type Place<'a> = (Option<&'a Note>, Option<(SourceId, &'a Source)>);

/// The finding, at the first line of the note that gives another card than the deck has; in the deck
/// itself when the note is gone.
fn problem(
    context: &Context<'_>,
    (note, deck_source): Place<'_>,
    built: &Deck,
    fate: &BTreeMap<CardId, Change>,
) -> Option<Diagnostic> {
    let (message, span) = if let Some(note) = note {
        let source = context.workspace.sources.get(note.source.0 as usize)?;
        let range = source.line_range(first_changed_line(built, fate).unwrap_or(1));
        let span = Span {
            source: note.source,
            start: range.start,
            end: range.end,
        };
        let counts = counts(built, fate);
        (
            format!("the deck of this note is out of date{counts}"),
            span,
        )
    } else {
        let span = Span {
            source: deck_source?.0,
            ..Span::default()
        };
        let message = "the note of this deck is gone, and its cards are not retired";
        (message.into(), span)
    };
    Some(Diagnostic {
        help: Some("run `recito build` and keep the deck with the note".into()),
        ..RULE.found(message, span)
    })
}

fn first_changed_line(built: &Deck, fate: &BTreeMap<CardId, Change>) -> Option<usize> {
    let changed = |card: &&Card| fate.contains_key(&card.id) && !card.retired;
    let lines = built
        .cards
        .iter()
        .filter(changed)
        .map(|card| card.draft.lines.0);
    lines.filter(|line| *line > 0).min()
}

/// What a build would do to the cards of the deck, as the end of a message.
fn counts(built: &Deck, fate: &BTreeMap<CardId, Change>) -> String {
    let (mut added, mut changed, mut retired) = (0, 0, 0);
    for change in built.cards.iter().filter_map(|card| fate.get(&card.id)) {
        match change {
            Change::Added(_) | Change::Revived(_) => added += 1,
            Change::Edited(_) | Change::Reworded(..) | Change::Moved(_) => changed += 1,
            Change::Retired(_) => retired += 1,
        }
    }
    let parts: Vec<String> = [
        (added, "to add"),
        (changed, "to change"),
        (retired, "to retire"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(": cards {}", parts.join(", "))
}
