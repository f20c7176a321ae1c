//! What a card says in Anki: its note type and the fields of it.
//!
//! It knows the question and what stands with it in the note, and nothing of identity or time.

use std::collections::BTreeMap;

use super::Part;
use crate::anki::note_type::{
    BASIC, CHOICE, CLASS, CLOZE, DECK, ITEMS, LINE, LIST, ORDER, OVERLAPPING,
};
use crate::anki::{NoteType, html};
use crate::deck;
use crate::note::attached::Attached;
use crate::question::{Kind, Question};

/// Longest answer that is asked to be typed, in characters. Anki compares letter by letter.
const LONGEST_TYPED: usize = 40;

/// How many items make a list long enough to be asked item by item.
const LONG_LIST: usize = 5;

/// How many of the items before it stand above the one that is asked for.
const BEFORE: usize = 2;

/// The note type of a card and its fields.
pub(super) fn content(
    card: &deck::Card,
    part: &Part<'_>,
    deck: &str,
) -> (&'static NoteType, Vec<String>) {
    let question = card.question();
    let content = match question.kind {
        Kind::Cloze => cloze(&question).unwrap_or_else(|| basic(&question)),
        Kind::Basic | Kind::Number => basic(&question),
        Kind::List => list(&question),
        Kind::Order => order(&question, card.id),
        Kind::Class => class(&question),
        Kind::Choice | Kind::Select | Kind::Boolean => choice(&question, card.id),
    };
    complete(content, (card, &question), part, deck)
}

/// The same card item by item, when it is a long list.
pub(super) fn overlapping(
    card: &deck::Card,
    part: &Part<'_>,
    deck: &str,
) -> Option<(&'static NoteType, Vec<String>)> {
    let question = card.question();
    let is_list = matches!(question.kind, Kind::List | Kind::Order) && !question.is_open();
    if !is_list || !(LONG_LIST..=ITEMS.len()).contains(&question.answer.len()) {
        return None;
    }
    let ordered = question.kind == Kind::Order;
    let items = items(&question);
    let mut values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&items, ordered)),
    ]);
    for (at, field) in ITEMS.iter().enumerate().take(items.len()) {
        let item = html::hidden(&question.answer[at], at + 1)?;
        let first = at.saturating_sub(BEFORE);
        values.insert(
            field.name,
            html::step(
                &items[first..at],
                &item,
                (first, at + 1 < items.len()),
                ordered,
            ),
        );
    }
    Some(complete(
        (&OVERLAPPING, values),
        (card, &question),
        part,
        deck,
    ))
}

/// The fields of the note type with those that all note types have.
fn complete(
    (kind, mut values): Content,
    (card, question): (&deck::Card, &Question),
    part: &Part<'_>,
    deck: &str,
) -> (&'static NoteType, Vec<String>) {
    let context = question.context.join(" › ");
    values.insert(
        "Hint",
        html::rich(card.mine.hint.as_deref().unwrap_or_default()),
    );
    values.insert("Context", html::plain(&context));
    values.insert("Note", html::plain(&part.deck.note));
    values.insert(LINE.name, lines(card.draft.lines));
    values.insert("recito", card.id.to_string());
    values.insert(DECK.name, html::plain(deck));
    attach(card, part, &mut values);
    let fields = kind
        .fields
        .iter()
        .map(|field| values.remove(field.name).unwrap_or_default())
        .collect();
    (kind, fields)
}

/// A note type and the fields that are its own, by name.
type Content = (&'static NoteType, BTreeMap<&'static str, String>);

fn basic(question: &Question) -> Content {
    let values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&items(question), false)),
        ("Typed", flag(is_typed(question))),
        ("Also", also(question)),
    ]);
    (&BASIC, values)
}

/// `None` when the blanks of the prompt and the answers do not fit together.
fn cloze(question: &Question) -> Option<Content> {
    let values = BTreeMap::from([
        ("Text", html::cloze(&question.prompt, &question.answer)?),
        ("Typed", flag(is_typed(question))),
        ("Also", also(question)),
    ]);
    Some((&CLOZE, values))
}

fn list(question: &Question) -> Content {
    let items = items(question);
    let count = if question.is_open() {
        format!("{} of {}", question.required(), items.len())
    } else {
        items.len().to_string()
    };
    let values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&items, false)),
        ("Count", count),
    ]);
    (&LIST, values)
}

fn order(question: &Question, id: deck::CardId) -> Content {
    let items = items(question);
    let mut values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Answer", html::list(&items, true)),
        ("Count", items.len().to_string()),
    ]);
    if !question.choices.is_empty() {
        let options = shuffled(&question.choices, id).into_iter();
        values.insert("Choices", html::options(options.map(|o| (o, false))));
    }
    (&ORDER, values)
}

fn class(question: &Question) -> Content {
    let mut options: Vec<&str> = question.choices.iter().map(String::as_str).collect();
    // Classes stand in the same order on all their cards.
    options.sort_by_key(|option| option.to_lowercase());
    let values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Choices", marked(question, options)),
        ("Answer", html::list(&items(question), false)),
        ("Also", also(question)),
    ]);
    (&CLASS, values)
}

fn choice(question: &Question, id: deck::CardId) -> Content {
    let right = question.answer.len();
    let options = match question.kind {
        // "true" before "false".
        Kind::Boolean => {
            let mut options: Vec<&str> = question.choices.iter().map(String::as_str).collect();
            options.sort_by_key(|option| std::cmp::Reverse(option.to_lowercase()));
            options
        }
        _ => shuffled(&question.choices, id),
    };
    let mut values = BTreeMap::from([
        ("Prompt", html::rich(&question.prompt)),
        ("Choices", marked(question, options)),
        ("Answer", html::list(&items(question), false)),
        ("Also", also(question)),
    ]);
    if question.kind == Kind::Select && right > 1 {
        let all = question.choices.len().max(right);
        values.insert("Count", format!("{right} of {all}"));
    }
    (&CHOICE, values)
}

/// The items of the answer as HTML.
fn items(question: &Question) -> Vec<String> {
    let items = question.answer.iter();
    items.map(|item| html::rich(item)).collect()
}

/// Options in the order that they have, those that are right marked; empty when there are none.
fn marked(question: &Question, options: Vec<&str>) -> String {
    if options.is_empty() {
        return String::new();
    }
    let is_right = |option: &str| question.answer.iter().any(|answer| answer == option);
    html::options(options.into_iter().map(|option| (option, is_right(option))))
}

/// Options in the order of a hash of the card and the option: an option more or less leaves the
/// others where they are.
fn shuffled(options: &[String], id: deck::CardId) -> Vec<&str> {
    let mut options: Vec<&str> = options.iter().map(String::as_str).collect();
    let card = id.to_string();
    options.sort_by_key(|option| deck::CardId::of(&[&card, option]));
    options
}

/// Whether the answer is short and plain enough to be typed on a phone.
fn is_typed(question: &Question) -> bool {
    matches!(question.answer.as_slice(), [only]
        if only.chars().count() <= LONGEST_TYPED && !only.contains(['\n', '$']))
}

/// The further spellings of all items, for the back.
fn also(question: &Question) -> String {
    let spellings: Vec<&str> = question
        .accept
        .iter()
        .flatten()
        .map(String::as_str)
        .collect();
    html::rich(&spellings.join("; "))
}

fn flag(on: bool) -> String {
    if on { "1".to_owned() } else { String::new() }
}

fn lines((first, last): (usize, usize)) -> String {
    match (first, last) {
        (0, _) => String::new(),
        (first, last) if last > first => format!("{first}-{last}"),
        (first, _) => first.to_string(),
    }
}

/// Adds images and code that stand with the card in its note. They may show the answer, so they stand on
/// the back; only what the author put beside a question of their own belongs to the question.
fn attach(card: &deck::Card, part: &Part<'_>, values: &mut BTreeMap<&'static str, String>) {
    let asked = |line| {
        let (first, last) = card.draft.lines;
        card.draft.template == "explicit" && line == first && first < last
    };
    let (mut front, mut back) = (String::new(), String::new());
    for attached in part.attached(card) {
        match attached {
            Attached::Image { target, line } => {
                if let Some(medium) = part.media.get(target) {
                    let out = if asked(*line) { &mut front } else { &mut back };
                    out.push_str(&html::picture(&medium.name));
                }
            }
            Attached::Code { language, text } => back.push_str(&html::block(text, language)),
        }
    }
    if let (false, Some(prompt)) = (front.is_empty(), values.get_mut("Prompt")) {
        prompt.push_str(&front);
    }
    values.insert("Extra", back);
}
