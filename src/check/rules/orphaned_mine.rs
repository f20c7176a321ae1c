//! The user's own wording of a card whose fact has gone from the notes.

use crate::check::{Context, Rule, Run};
use crate::diagnostic::{Diagnostic, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    name: "orphaned-mine",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/orphaned-mine.md"),
    run: Run::Whole(orphaned_mine),
    on_request: false,
};

fn orphaned_mine(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (i, deck) in context.workspace.decks.iter().enumerate() {
        for card in deck.cards.iter().filter(|card| card.retired) {
            let mine = &card.mine;
            let worded = mine.prompt.is_some() || mine.answer.is_some() || !mine.accept.is_empty();
            if let Some(span) = context.mine_of(i, card).filter(|_| worded) {
                found.push(Diagnostic {
                    help: Some(
                        "move it to the card that took the place of this one, or remove it".into(),
                    ),
                    ..RULE.found(
                        "this wording is asked no more: its fact has gone from the notes",
                        span,
                    )
                });
            }
        }
    }
}
