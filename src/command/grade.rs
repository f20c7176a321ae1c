//! `recito grade`: how an answer would be graded. Nothing is recorded.

use std::io::Write;

use serde::Serialize;

use super::{Context, Exit, Failure, collection};
use crate::cli::GradeArgs;
use crate::deck::{Card, Deck};
use crate::grade::{Given, Outcome, Verdict, grade};
use crate::printable::one_line;
use crate::report;
use crate::workspace::build;

/// Runs the command.
pub fn run(args: &GradeArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let collection = collection::open(&args.paths, context)?;
    let built = build(&collection.workspace);
    let card = find(&built.decks, &args.id)?;
    let question = collection.learner().question(card);
    let given = Given::Text(args.answer.clone());
    let verdict = grade(&question, &card.draft.confusable, &given);
    if args.json {
        writeln!(out, "{}", json(&verdict))?;
        return Ok(Exit::Clean);
    }
    let paint = context.paint();
    writeln!(out, "{}", one_line(&question.prompt))?;
    let name = verdict.outcome.name();
    let painted = match verdict.outcome {
        Outcome::Right | Outcome::Close => paint.green(name),
        Outcome::Partial => paint.yellow(name),
        Outcome::Confused | Outcome::Wrong => paint.red(name),
    };
    let rating = verdict.rating.name();
    writeln!(
        out,
        "{painted}  score {:.2}, suggested rating {rating}",
        verdict.score
    )?;
    let lists = [
        ("missing", &verdict.missing),
        ("not of the answer", &verdict.extra),
    ];
    for (name, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
        writeln!(out, "{name}: {}", one_line(&items.join("; ")))?;
    }
    if let Some(other) = &verdict.confused_with {
        writeln!(out, "mixed up with: {}", one_line(other))?;
    }
    if verdict.outcome != Outcome::Right {
        writeln!(out, "answer: {}", one_line(&question.answer.join("; ")))?;
    }
    Ok(Exit::Clean)
}

/// The only card whose id begins so.
fn find<'a>(decks: &'a [Deck], prefix: &str) -> Result<&'a Card, Failure> {
    let prefix = prefix.to_lowercase();
    let all = decks.iter().flat_map(|deck| &deck.cards);
    let found: Vec<&Card> = all
        .filter(|card| card.id.to_string().starts_with(&prefix))
        .collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => Err(Failure::new(format!("no card has the id `{prefix}`"))
            .hint("`recito cards` shows the ids; the first characters of one are enough")),
        several => {
            let ids: Vec<String> = several
                .iter()
                .take(5)
                .map(|card| format!("`{}`", card.id))
                .collect();
            Err(Failure::new(format!(
                "`{prefix}` begins the ids of {} cards",
                several.len()
            ))
            .hint(format!("write more of it: {}", ids.join(", "))))
        }
    }
}

/// The object of `grade --json`, frozen as version 1.
#[derive(Serialize)]
struct Object<'a> {
    version: u8,
    verdict: &'static str,
    /// From 0 to 1.
    score: f64,
    missing: &'a [String],
    extra: &'a [String],
    confused_with: Option<&'a str>,
    rating: &'static str,
}

fn json(verdict: &Verdict) -> String {
    let object = Object {
        version: 1,
        verdict: verdict.outcome.name(),
        score: (f64::from(verdict.score) * 1000.0).round() / 1000.0,
        missing: &verdict.missing,
        extra: &verdict.extra,
        confused_with: verdict.confused_with.as_deref(),
        rating: verdict.rating.name(),
    };
    report::json_text(&object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Rating;

    #[test]
    fn a_prefix_finds_a_card_when_it_is_the_only_one() {
        let card = |id: &str| Card {
            id: id.parse().unwrap(),
            ..Card::default()
        };
        let decks = [Deck {
            note: "a.md".into(),
            cards: vec![
                card("abcdefghijklmnop"),
                card("abcdefghijklmnoq"),
                card("bbbbbbbbbbbbbbbb"),
            ],
        }];
        assert_eq!(find(&decks, "B").unwrap().id, decks[0].cards[2].id);
        assert_eq!(
            find(&decks, "abcdefghijklmnop").unwrap().id,
            decks[0].cards[0].id
        );
        assert!(
            find(&decks, "abc")
                .unwrap_err()
                .error
                .to_string()
                .contains("2 cards")
        );
        assert!(
            find(&decks, "zz")
                .unwrap_err()
                .error
                .to_string()
                .contains("no card")
        );
    }

    #[test]
    fn the_object_is_frozen() {
        let verdict = Verdict {
            outcome: Outcome::Partial,
            score: 0.1,
            missing: vec!["x".into()],
            extra: vec![],
            confused_with: None,
            rating: Rating::Hard,
        };
        assert_eq!(
            json(&verdict),
            r#"{"version":1,"verdict":"partial","score":0.1,"missing":["x"],"extra":[],"confused_with":null,"rating":"hard"}"#
        );
    }
}
