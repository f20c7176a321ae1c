//! Reading a deck file, with the user's lines kept as they are.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{HEADER, VERSION, conflict};
use crate::deck::{Card, Deck, Mine};
use crate::diagnostic::{Diagnostic, Severity};
use crate::question::{Draft, Question};
use crate::source::{SourceId, Span};

/// Keys of a card that `build` writes.
const GENERATED: [&str; 14] = [
    "id",
    "under",
    "fact",
    "kind",
    "template",
    "context",
    "prompt",
    "answer",
    "accept",
    "choices",
    "need",
    "confusable",
    "siblings",
    "retired",
];

/// Keys under `mine`.
const OWN: [&str; 6] = ["prompt", "answer", "accept", "hint", "suspended", "weight"];

/// Reads the deck of a note. An error among the diagnostics (rule `broken-deck`) means that the file
/// says something that would be lost if it were written anew.
///
/// A deck that git left with conflict markers is read as the union of both sides.
pub fn parse(id: SourceId, note: &str, text: &str) -> (Deck, Vec<Diagnostic>) {
    conflict::parse(id, note, text).unwrap_or_else(|| parse_one(id, note, text))
}

/// Reads a deck without conflicts.
pub(super) fn parse_one(id: SourceId, note: &str, text: &str) -> (Deck, Vec<Diagnostic>) {
    let mut deck = Deck {
        note: note.to_owned(),
        cards: Vec::new(),
    };
    let mut reader = Reader {
        id,
        text,
        found: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => deck.cards = reader.deck(table.get_ref()),
        Err(error) => {
            let help = if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
                "settle the merge conflict in the file; cards of both sides may stay"
            } else {
                "mend the file, or move it away and build it anew"
            };
            let message = error.message().trim_end_matches('.');
            let range = error.span().unwrap_or_default();
            reader.error(&range, format!("the deck is not TOML: {message}"), help);
        }
    }
    reader.found.sort_by_key(|problem| problem.span);
    (deck, reader.found)
}

/// Where the text and the problems found in it are kept while a deck is read.
struct Reader<'t> {
    id: SourceId,
    text: &'t str,
    found: Vec<Diagnostic>,
}

/// A value with its place.
type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn deck(&mut self, table: &DeTable<'_>) -> Vec<Card> {
        for (key, value) in table {
            let name: &str = key.get_ref();
            match name {
                "version" => self.version(value),
                "card" if self.text[value.span()].starts_with("[[") => {}
                "card" => self.error(
                    &value.span(),
                    "the cards are not tables",
                    "write `[[card]]`",
                ),
                _ => self.error(
                    &key.span(),
                    format!("the key `{name}` is not known outside of a card"),
                    "move it below a `[[card]]`, or remove it",
                ),
            }
        }
        let cards: Vec<_> = table
            .get("card")
            .and_then(|cards| cards.get_ref().as_array())
            .map_or_else(Vec::new, |cards| {
                cards
                    .iter()
                    .filter_map(|card| Some((card.span(), card.get_ref().as_table()?)))
                    .collect()
            });
        let starts: Vec<usize> = cards
            .iter()
            .map(|(span, _)| self.line_start(span.start))
            .collect();
        let mut read = Vec::with_capacity(cards.len());
        for (i, (span, card)) in cards.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(self.text.len());
            read.push(self.card(span, card, end));
        }
        if let (Some(first), Some(&start)) = (read.first_mut(), starts.first()) {
            let lost = self.comments_of_preamble(start);
            first.mine.raw = join(&[&lost, &first.mine.raw]);
        }
        read
    }

    fn version(&mut self, value: Value) {
        match whole(value) {
            Some(version) if version <= VERSION as usize => {}
            Some(version) => self.error(
                &value.span(),
                format!("the deck has version {version}, and this recito reads up to {VERSION}"),
                "update recito",
            ),
            None => self.error(
                &value.span(),
                "`version` is not a number",
                "write `version = 1`",
            ),
        }
    }

    /// Comments of the user above the first card. They have no place of their own and go with it.
    fn comments_of_preamble(&self, end: usize) -> String {
        let lines = self.text[..end].lines().map(str::trim);
        let own = lines.filter(|line| {
            line.starts_with('#') && !HEADER.iter().any(|header| line.starts_with(header))
        });
        own.collect::<Vec<_>>().join("\n")
    }

    /// Reads a card whose header stands at `header` and whose lines go on to `end`.
    fn card(&mut self, header: &Range<usize>, table: &DeTable<'_>, end: usize) -> Card {
        let mut card = Card::default();
        let mut written = vec![header.clone()];
        for (key, value) in table {
            let name: &str = key.get_ref();
            if GENERATED.contains(&name) {
                written.push(key.span().start..value.span().end);
                self.generated(&mut card, name, value);
            } else if name != "mine" {
                self.unknown(&key.span(), name, &GENERATED);
            }
        }
        if !table.contains_key("id") {
            self.error(
                header,
                "the card has no id",
                "remove the card; `build` writes cards itself",
            );
        }
        let items = card.draft.question.answer.len();
        card.draft.question.accept.resize(items, Vec::new());
        written.sort_by_key(|range| range.start);
        card.mine.raw = self.others(&written, end);
        if let Some(mine) = table.get("mine") {
            self.mine(&mut card.mine, items, mine);
        }
        card
    }

    fn generated(&mut self, card: &mut Card, key: &str, value: Value) {
        let Draft {
            question,
            template,
            under,
            fact,
            siblings,
            confusable,
            ..
        } = &mut card.draft;
        let Question {
            kind,
            context,
            prompt,
            answer,
            accept,
            choices,
            need,
        } = question;
        let (done, wanted) = match key {
            "id" => (
                set(&mut card.id, parsed(value)),
                "an id of 16 letters and digits",
            ),
            "kind" => (set(kind, parsed(value)), "a kind of question"),
            "under" => (set(under, strings(value)), "a list of strings"),
            "context" => (set(context, strings(value)), "a list of strings"),
            "choices" => (set(choices, strings(value)), "a list of strings"),
            "confusable" => (set(confusable, strings(value)), "a list of strings"),
            "answer" => (
                set(answer, one_or_more(value)),
                "a string or a list of strings",
            ),
            "accept" => (set(accept, rows(value)), "a list of lists of strings"),
            "fact" => (set(fact, string(value)), "a string"),
            "template" => (set(template, string(value)), "a string"),
            "prompt" => (set(prompt, string(value)), "a string"),
            "siblings" => (set(siblings, string(value)), "a string"),
            "need" => (set(need, whole(value).map(Some)), "a number"),
            _ => (
                set(&mut card.retired, value.get_ref().as_bool()),
                "`true` or `false`",
            ),
        };
        if !done {
            self.error(
                &value.span(),
                format!("`{key}` is not {wanted}"),
                "undo the edit; your own wording goes under `mine`",
            );
        }
    }

    /// The lines of a card that `build` did not write, without blank ones at their ends: `mine`,
    /// comments, and keys of other versions.
    fn others(&self, written: &[Range<usize>], end: usize) -> String {
        let mut own = Vec::new();
        let mut at = written.first().map_or(end, |header| header.start);
        for range in written {
            if range.start > at {
                own.extend(self.text[at..self.line_start(range.start)].lines());
            }
            let line_end = self.text[range.end..]
                .find('\n')
                .map_or(end, |i| range.end + i + 1);
            let rest = self.text[range.end..line_end].trim();
            if !rest.is_empty() {
                own.push(rest);
            }
            at = line_end.min(end);
        }
        own.extend(self.text[at..end].lines());
        let first = own
            .iter()
            .position(|line| !line.trim().is_empty())
            .unwrap_or(own.len());
        let last = own
            .iter()
            .rposition(|line| !line.trim().is_empty())
            .map_or(first, |i| i + 1);
        own[first..last].join("\n")
    }

    fn mine(&mut self, mine: &mut Mine, items: usize, value: Value) {
        let Some(table) = value.get_ref().as_table() else {
            self.unusable(
                &value.span(),
                "mine",
                "a table, as in `mine.prompt = \"…\"`",
            );
            return;
        };
        let answer = table
            .get("answer")
            .and_then(one_or_more)
            .filter(|items| !items.is_empty());
        let items = answer.as_ref().map_or(items, Vec::len);
        for (key, value) in table {
            let name: &str = key.get_ref();
            let (done, wanted) = match name {
                "prompt" => (set_some(&mut mine.prompt, filled(value)), "a string"),
                "hint" => (set_some(&mut mine.hint, filled(value)), "a string"),
                "answer" => (
                    set_some(&mut mine.answer, answer.clone()),
                    "a string or a list of strings",
                ),
                "accept" => (
                    set(&mut mine.accept, spellings(value, items)),
                    "a list of spellings, or one such list for each item of the answer",
                ),
                "suspended" => (
                    set(&mut mine.suspended, value.get_ref().as_bool()),
                    "`true` or `false`",
                ),
                "weight" => (
                    set_some(&mut mine.weight, weight(value)),
                    "a number from 0 to 100",
                ),
                _ => {
                    self.unknown(&key.span(), name, &OWN);
                    continue;
                }
            };
            if !done {
                self.unusable(&value.span(), &format!("mine.{name}"), wanted);
            }
        }
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |i| i + 1)
    }

    fn error(&mut self, range: &Range<usize>, message: impl Into<String>, help: &str) {
        self.report(
            Severity::Error,
            "broken-deck",
            (range, message.into(), help.into()),
        );
    }

    fn unusable(&mut self, range: &Range<usize>, key: &str, wanted: &str) {
        let message = format!("the value of `{key}` cannot be used and is left aside");
        self.report(
            Severity::Warning,
            "broken-mine",
            (range, message, format!("`{key}` is {wanted}")),
        );
    }

    fn unknown(&mut self, range: &Range<usize>, name: &str, known: &[&str]) {
        let near = known
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
        let help = match near {
            Some(near) if strsim::jaro_winkler(name, near) >= 0.8 => {
                format!("did you mean `{near}`?")
            }
            _ => "it is kept, and nothing reads it".into(),
        };
        let message = format!("the key `{name}` is not known");
        self.report(Severity::Warning, "unknown-key", (range, message, help));
    }

    fn report(
        &mut self,
        severity: Severity,
        rule: &'static str,
        (range, message, help): (&Range<usize>, String, String),
    ) {
        let span = Span {
            source: self.id,
            start: range.start,
            end: range.end,
        };
        self.found.push(Diagnostic {
            help: Some(help),
            ..Diagnostic::new(rule, severity, message, span)
        });
    }
}

/// Sets a place to what was read; `false` when nothing could be.
fn set<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

/// As [`set`], for a place that may stay empty.
fn set_some<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    value.is_some_and(|value| {
        *place = Some(value);
        true
    })
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n")
}

fn string(value: Value) -> Option<String> {
    value.get_ref().as_str().map(str::to_owned)
}

/// A string that says something.
fn filled(value: Value) -> Option<String> {
    string(value).filter(|text| !text.trim().is_empty())
}

fn strings(value: Value) -> Option<Vec<String>> {
    value.get_ref().as_array()?.iter().map(string).collect()
}

fn rows(value: Value) -> Option<Vec<Vec<String>>> {
    value.get_ref().as_array()?.iter().map(strings).collect()
}

fn one_or_more(value: Value) -> Option<Vec<String>> {
    string(value)
        .map(|only| vec![only])
        .or_else(|| strings(value))
}

/// Spellings of each item of an answer; a flat list is of the only item there is.
fn spellings(value: Value, items: usize) -> Option<Vec<Vec<String>>> {
    let flat = one_or_more(value)
        .filter(|_| items <= 1)
        .map(|flat| vec![flat]);
    flat.or_else(|| rows(value))
        .filter(|rows| rows.len() <= items.max(1))
}

fn parsed<T: std::str::FromStr>(value: Value) -> Option<T> {
    value.get_ref().as_str()?.parse().ok()
}

fn weight(value: Value) -> Option<f32> {
    let text = match value.get_ref() {
        DeValue::Float(number) => number.as_str(),
        DeValue::Integer(number) => number.as_str(),
        _ => return None,
    };
    let weight: f32 = text.parse().ok()?;
    (0.0..=100.0).contains(&weight).then_some(weight)
}

fn whole(value: Value) -> Option<usize> {
    let number = value.get_ref().as_integer()?;
    usize::from_str_radix(number.as_str(), number.radix()).ok()
}
