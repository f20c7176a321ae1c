//! The user's own wording that can not be answered for certain: it asks what another card asks, or gives
//! the answer away.

use std::collections::HashMap;

use crate::check::{Context, Rule, Run};
use crate::deck::Card;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::question::Question;

pub(in crate::check) const RULE: Rule = Rule {
    name: "unclear-mine",
    severity: Severity::Warning,
    page: include_str!("../../../docs/rules/unclear-mine.md"),
    run: Run::Whole(unclear_mine),
    on_request: false,
};

/// Shorter answers may stand in a question by chance.
const SHORTEST: usize = 3;

fn unclear_mine(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut cards: Vec<(usize, &Card, Question)> = Vec::new();
    for (i, deck) in context.workspace.decks.iter().enumerate() {
        cards.extend(deck.asked().map(|card| (i, card, card.question())));
    }
    let mut asked: HashMap<(&[String], String), Vec<usize>> = HashMap::new();
    for (at, (_, _, question)) in cards.iter().enumerate() {
        let key = (question.context.as_slice(), plain(&question.prompt));
        asked.entry(key).or_default().push(at);
    }
    for (i, card, question) in &cards {
        let worded = card.mine.prompt.is_some() || card.mine.answer.is_some();
        let Some(span) = context.mine_of(*i, card).filter(|_| worded) else {
            continue;
        };
        let key = (question.context.as_slice(), plain(&question.prompt));
        let others = asked.get(&key).into_iter().flatten().map(|at| &cards[*at]);
        let mut rivals = others
            .filter(|(_, other, rival)| other.id != card.id && answers(rival) != answers(question));
        if let Some((deck, rival, _)) = rivals.next() {
            let label = context.id_of(*deck, rival).map(|span| Label {
                span,
                text: "this card asks the same and wants another answer".into(),
            });
            found.push(Diagnostic {
                labels: label.into_iter().collect(),
                help: Some("say in the prompt what sets the two apart".into()),
                ..RULE.found(
                    "two answers fit this wording, and only one is counted",
                    span,
                )
            });
        } else if gives_away(question) {
            found.push(Diagnostic {
                help: Some("leave the answer out of the prompt".into()),
                ..RULE.found("this wording gives its answer away", span)
            });
        }
    }
}

fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

fn answers(question: &Question) -> Vec<String> {
    let mut answers: Vec<String> = question.answer.iter().map(|answer| plain(answer)).collect();
    answers.sort_unstable();
    answers
}

/// Whether the only answer stands in the prompt, word for word, and is not one of several options.
fn gives_away(question: &Question) -> bool {
    let [answer] = question.answer.as_slice() else {
        return false;
    };
    let (answer, prompt) = (plain(answer), format!(" {} ", plain(&question.prompt)));
    question.choices.is_empty()
        && answer.chars().count() >= SHORTEST
        && prompt.contains(&format!(" {answer} "))
}
