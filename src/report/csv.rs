//! Cards as a table for spreadsheets and other programs (RFC 4180, UTF-8, with a head).

use crate::deck::Deck;
use crate::question::{Kind, Question};

/// The columns.
const HEAD: [&str; 8] = [
    "id", "note", "topic", "context", "kind", "prompt", "answer", "choices",
];

/// The table of the cards that are asked. Items of an answer and choices are joined by `; `.
pub fn table(decks: &[Deck]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for deck in decks {
        for card in deck.asked() {
            let question = card.question();
            let cells = [
                card.id.to_string(),
                deck.note.clone(),
                card.draft.under.join(" › "),
                question.context.join(" › "),
                question.kind.name().to_owned(),
                question.prompt.clone(),
                question.answer.join("; "),
                shown_choices(&question).join("; "),
            ];
            writer.write_record(cells.iter().map(|cell| defused(cell)))?;
        }
    }
    writer
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// The choices without which the question makes no sense.
fn shown_choices(question: &Question) -> &[String] {
    match question.kind {
        Kind::Choice | Kind::Select | Kind::Class | Kind::Boolean | Kind::Order => {
            &question.choices
        }
        Kind::Basic | Kind::Cloze | Kind::List | Kind::Number => &[],
    }
}

/// The cell as text even for a spreadsheet, which would take some beginnings for a formula and run
/// it (OWASP, "CSV injection").
fn defused(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::Card;
    use crate::question::Draft;

    #[test]
    fn cells_are_quoted_and_formulas_defused() {
        let card = |prompt: &str, answer: &[&str], retired| Card {
            id: "abcdefghijklmnop".parse().unwrap(),
            draft: Draft {
                question: Question {
                    kind: Kind::Choice,
                    context: vec!["B".into()],
                    prompt: prompt.into(),
                    answer: answer.iter().map(|item| (*item).to_owned()).collect(),
                    choices: vec!["x".into(), "y".into()],
                    ..Question::default()
                },
                under: vec!["A".into(), "B".into()],
                ..Draft::default()
            },
            retired,
            ..Card::default()
        };
        let deck = Deck {
            note: "a.md".into(),
            cards: vec![
                card("say \"hi\", twice", &["x", "y"], false),
                card("=1+1", &["@me"], false),
                card("gone", &["gone"], true),
            ],
        };
        let text = String::from_utf8(table(&[deck]).unwrap()).unwrap();
        assert_eq!(
            text,
            "id,note,topic,context,kind,prompt,answer,choices\n\
             abcdefghijklmnop,a.md,A › B,B,choice,\"say \"\"hi\"\", twice\",x; y,x; y\n\
             abcdefghijklmnop,a.md,A › B,B,choice,'=1+1,'@me,x; y\n"
        );
    }
}
