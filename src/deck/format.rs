//! Deck files: TOML text to a [`Deck`] and back.
//!
//! ```toml
//! # Cards of ownership.md, written by `recito build`. Ids are permanent.
//! # Your own wording goes under `mine`, as in `mine.prompt = "…"`; `build` never touches it.
//! version = 1
//!
//! [[card]]
//! id = "k3f72xqak3f72xqa"
//! under = ["Ownership", "Moves"]
//! fact = "…"
//! kind = "basic"
//! template = "define"
//! context = ["Ownership"]
//! prompt = "What happens to a `String` that is assigned to another variable?"
//! answer = "It is moved."
//! mine.answer = "It moves."  # shorter
//! ```
//!
//! Generated keys and the user's are apart, so that nothing needs a merge: the generated ones are
//! written anew, all other lines of a card are kept to the letter. One key a line and no times, so
//! that one edited fact is a small diff. The file says nothing of folders: a deck may be read from
//! another root than the one it was written for.

mod conflict;
mod read;

pub use read::parse;

use std::fmt::Write as _;

use super::{Card, Deck};
use crate::printable::one_line;

/// The version of the format that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// How the two lines at the top of a file begin, by which they are known when it is read.
const HEADER: [&str; 2] = ["# Cards of ", "# Your own wording goes under `mine`"];

/// Arrays that would make a longer line than this many characters get a line for each item.
const LINE_WIDTH: usize = 100;

/// The text of a deck file. The same deck always gives the same bytes.
pub fn print(deck: &Deck) -> String {
    let name = deck.note.rsplit('/').next().unwrap_or_default();
    let mut out = format!(
        "{}{}, written by `recito build`. Ids are permanent.\n\
         {}, as in `mine.prompt = \"…\"`; `build` never touches it.\n\
         version = {VERSION}\n",
        HEADER[0],
        one_line(name),
        HEADER[1],
    );
    for card in &deck.cards {
        out.push_str("\n[[card]]\n");
        print_card(card, &mut out);
    }
    out
}

fn print_card(card: &Card, out: &mut String) {
    let draft = &card.draft;
    let question = &draft.question;
    let mut line = |key: &str, value: &str| {
        out.push_str(key);
        out.push_str(" = ");
        out.push_str(value);
        out.push('\n');
    };
    line("id", &quoted(&card.id.to_string()));
    line("under", &array("under", &draft.under));
    line("fact", &quoted(&draft.fact));
    line("kind", &quoted(question.kind.name()));
    line("template", &quoted(&draft.template));
    line("context", &array("context", &question.context));
    line("prompt", &quoted(&question.prompt));
    line(
        "answer",
        &match question.answer.as_slice() {
            [only] => quoted(only),
            items => array("answer", items),
        },
    );
    if question.accept.iter().any(|more| !more.is_empty()) {
        let items = question.accept.iter().map(|more| row(more)).collect();
        line("accept", &list("accept", items));
    }
    if !question.choices.is_empty() {
        line("choices", &array("choices", &question.choices));
    }
    if let Some(need) = question.need {
        line("need", &need.to_string());
    }
    if !draft.confusable.is_empty() {
        line("confusable", &array("confusable", &draft.confusable));
    }
    if !draft.siblings.is_empty() {
        line("siblings", &quoted(&draft.siblings));
    }
    if card.retired {
        line("retired", "true");
    }
    if !card.mine.raw.is_empty() {
        out.push_str(&card.mine.raw);
        out.push('\n');
    }
}

fn array(key: &str, items: &[String]) -> String {
    list(key, items.iter().map(|item| quoted(item)).collect())
}

fn row(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// An array of values, on one line when they fit.
fn list(key: &str, values: Vec<String>) -> String {
    let line = format!("[{}]", values.join(", "));
    if key.len() + " = ".len() + line.chars().count() <= LINE_WIDTH {
        return line;
    }
    let mut out = String::from("[\n");
    for value in values {
        out.push_str("  ");
        out.push_str(&value);
        out.push_str(",\n");
    }
    out.push(']');
    out
}

/// A basic string of TOML. Characters that could end the line, or make it look like something else
/// in an editor, are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_override(c) => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character breaks lines or turns the direction of the text around it.
fn is_override(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
