//! What the server answers: findings, fixes, cards and comments, as the protocol has them.

use serde_json::{Value, json};

use super::places;
use super::state::{State, Studied, View};
use crate::check::RULES;
use crate::check::mend::mend;
use crate::check::page;
use crate::deck::{Card, CardId};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::printable::{one_line, printable};
use crate::report::counted;
use crate::schedule::{Memory, retrievability};
use crate::source::Span;
use crate::workspace::Workspace;

/// The findings of a note.
pub(super) fn diagnostics(state: &State<'_>, uri: &str) -> Value {
    match state.view(uri) {
        Some(view) => view
            .found
            .iter()
            .map(|found| diagnostic(&view, found))
            .collect(),
        None => json!([]),
    }
}

fn diagnostic(view: &View<'_>, found: &Diagnostic) -> Value {
    let related: Vec<Value> = found
        .labels
        .iter()
        .filter_map(|label| {
            let source = view.workspace.sources.get(label.span.source.0 as usize)?;
            let uri = places::uri_of(&view.root.join(&source.path));
            let location = json!({ "uri": uri, "range": places::range(source, label.span) });
            Some(json!({ "location": location, "message": one_line(&label.text) }))
        })
        .collect();
    let help = found.help.as_ref().map(|help| format!("\n{help}"));
    json!({
        "range": places::range(view.source, found.span),
        "severity": match found.severity {
            Severity::Error => 1,
            Severity::Warning => 2,
            Severity::Info => 4,
        },
        "code": found.rule,
        "source": "recito",
        "message": printable(&format!("{}{}", one_line(&found.message), help.unwrap_or_default())),
        "relatedInformation": related,
    })
}

/// What can be done about the findings in a range: their fixes, a comment that allows them, and all safe
/// fixes of the note together.
pub(super) fn code_actions(state: &State<'_>, uri: &str, params: &Value) -> Value {
    let Some(view) = state.view(uri) else {
        return json!([]);
    };
    let (start, end) = (
        places::offset(view.source, &params["range"]["start"]),
        places::offset(view.source, &params["range"]["end"]),
    );
    let only: Vec<&str> = params
        .pointer("/context/only")
        .and_then(Value::as_array)
        .map(|kinds| kinds.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let wants = |kind: &str| only.is_empty() || only.iter().any(|only| kind.starts_with(only));
    let mut actions = Vec::new();
    if wants("quickfix") {
        let here = view
            .found
            .iter()
            .filter(|found| found.span.start <= end && start <= found.span.end);
        for found in here {
            actions.extend(
                found
                    .fix
                    .as_ref()
                    .map(|fix| quick_fix(&view, uri, found, fix)),
            );
            actions.push(allowance(&view, uri, found));
        }
    }
    if wants("source.fixAll") {
        actions.extend(fix_all(&view, uri));
    }
    Value::Array(actions)
}

fn quick_fix(view: &View<'_>, uri: &str, found: &Diagnostic, fix: &Fix) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| json!({ "range": places::range(view.source, edit.span), "newText": edit.text }))
        .collect();
    json!({
        "title": one_line(&fix.title),
        "kind": "quickfix",
        "diagnostics": [diagnostic(view, found)],
        "isPreferred": fix.safety == Safety::Safe,
        "edit": { "changes": { uri: edits } },
    })
}

/// The comment that keeps a finding out of the report, at the end of its line.
fn allowance(view: &View<'_>, uri: &str, found: &Diagnostic) -> Value {
    let line = view.source.place(found.span.start).line;
    let end = places::position(view.source, view.source.line_range(line).end);
    let edit = json!({
        "range": { "start": end, "end": end },
        "newText": format!(" <!-- recito: allow {} -->", found.rule),
    });
    json!({
        "title": format!("allow `{}` in this line", found.rule),
        "kind": "quickfix",
        "diagnostics": [diagnostic(view, found)],
        "edit": { "changes": { uri: [edit] } },
    })
}

/// The note with all safe fixes applied, when there are any.
fn fix_all(view: &View<'_>, uri: &str) -> Option<Value> {
    let mut workspace = Workspace {
        focus: vec![view.note.path.clone()],
        ..view.workspace.clone()
    };
    let mended = mend(&mut workspace, view.selection, false);
    let (index, _) = mended.before.first()?;
    let id = workspace.notes.get(*index)?.source;
    let whole = json!({
        "start": { "line": 0, "character": 0 },
        "end": places::position(view.source, view.source.text.len()),
    });
    let edit = json!({ "range": whole, "newText": workspace.sources.get(id.0 as usize)?.text });
    Some(json!({
        "title": "mend what changes nothing",
        "kind": "source.fixAll.recito",
        "edit": { "changes": { uri: [edit] } },
    }))
}

/// The cards that come from a line.
pub(super) fn hover(state: &mut State<'_>, uri: &str, params: &Value) -> Value {
    let line = line_of(params);
    let cards: Vec<String> = at_line(state.cards(uri), line).map(shown).collect();
    if cards.is_empty() {
        return Value::Null;
    }
    json!({ "contents": { "kind": "plaintext", "value": cards.join("\n\n") } })
}

/// Where the decks have the cards that come from a line.
pub(super) fn definition(state: &mut State<'_>, uri: &str, params: &Value) -> Value {
    let line = line_of(params);
    let ids: Vec<String> = at_line(state.cards(uri), line)
        .map(|card| card.id.to_string())
        .collect();
    let Some(view) = state.view(uri) else {
        return Value::Null;
    };
    let entries = ids.iter().filter_map(|id| {
        let mut files = view.studied.decks.iter().map(|(_, source)| source);
        let (source, start) = files.find_map(|file| Some((file, file.text.find(id.as_str())?)))?;
        let span = Span {
            start,
            end: start + id.len(),
            ..Span::default()
        };
        let uri = places::uri_of(&view.root.join(&source.path));
        Some(json!({ "uri": uri, "range": places::range(source, span) }))
    });
    entries.collect()
}

/// The line of a request, from 1.
fn line_of(params: &Value) -> usize {
    let line = params.pointer("/position/line").and_then(Value::as_u64);
    usize::try_from(line.unwrap_or_default()).unwrap_or_default() + 1
}

fn at_line(cards: &[Card], line: usize) -> impl Iterator<Item = &Card> {
    let at = move |card: &&Card| (card.draft.lines.0..=card.draft.lines.1).contains(&line);
    cards.iter().filter(at)
}

fn shown(card: &Card) -> String {
    let question = card.question();
    let answer = question.answer.join("; ");
    format!("{}\n→ {}", one_line(&question.prompt), one_line(&answer))
}

/// What is known of the cards from what stands under each heading, down to the next one.
pub(super) fn code_lenses(state: &mut State<'_>, uri: &str) -> Value {
    let cards: Vec<(usize, CardId)> = state
        .cards(uri)
        .iter()
        .map(|card| (card.draft.lines.0, card.id))
        .collect();
    let Some(view) = state.view(uri) else {
        return json!([]);
    };
    let headings: Vec<usize> = view
        .note
        .walk()
        .filter(|node| node.is_section())
        .map(|node| view.source.place(node.text.span.start).line)
        .collect();
    let mut lenses = Vec::new();
    for (i, line) in headings.iter().enumerate() {
        let next = headings.get(i + 1).copied().unwrap_or(usize::MAX);
        let own: Vec<CardId> = cards
            .iter()
            .filter(|(at, _)| (*line..next).contains(at))
            .map(|(_, id)| *id)
            .collect();
        if !own.is_empty() {
            let place = json!({ "line": line - 1, "character": 0 });
            lenses.push(json!({
                "range": { "start": place, "end": place },
                // Without a command of its own a lens only says something.
                "command": { "title": standing(&own, view.studied), "command": "" },
            }));
        }
    }
    Value::Array(lenses)
}

/// "3 cards · recall 84 % · due Thursday": the mean chance of recall of the cards that were studied, and when
/// the first of them is due.
fn standing(cards: &[CardId], studied: &Studied) -> String {
    let count = counted(cards.len(), "card");
    let known: Vec<&Memory> = cards
        .iter()
        .filter_map(|card| studied.memories.get(card))
        .collect();
    let Some(due) = known.iter().map(|memory| memory.due).min() else {
        return format!("{count} · new");
    };
    let today = studied.today;
    let recall: f32 = known
        .iter()
        .map(|memory| retrievability(memory, today))
        .sum();
    #[allow(clippy::cast_precision_loss, reason = "cards of a heading are few")]
    let percent = 100.0 * recall / known.len() as f32;
    let new = match cards.len() - known.len() {
        0 => String::new(),
        new => format!(" · {new} new"),
    };
    let due = match due.since(today) {
        ..=0 => "today".into(),
        1 => "tomorrow".into(),
        2..=6 => due.weekday_name().into(),
        _ => due.to_string(),
    };
    format!("{count}{new} · recall {percent:.0} % · due {due}")
}

/// What may follow `<!-- recito:` in the line.
pub(super) fn completion(state: &State<'_>, uri: &str, params: &Value) -> Value {
    let Some(view) = state.view(uri) else {
        return Value::Null;
    };
    let at = places::offset(view.source, &params["position"]);
    let line = view.source.place(at).line;
    let before = &view.source.text[view.source.line_range(line).start.min(at)..at];
    let Some((_, typed)) = before.rsplit_once("<!-- recito:") else {
        return Value::Null;
    };
    if typed.contains("-->") {
        return Value::Null;
    }
    let mut words = typed.split_whitespace();
    let complete = typed.ends_with(char::is_whitespace);
    let items: Vec<Value> = match (words.next(), complete || words.next().is_some()) {
        (Some(name), true) if name.starts_with("allow") => RULES
            .iter()
            .map(|rule| item(rule.name, page::parse(rule.page).summary))
            .collect(),
        (_, true) if !typed.trim().is_empty() => Vec::new(),
        _ => [
            ("skip", "Keeps a heading, list or bullet out of the quiz."),
            (
                "allow",
                "Keeps findings of a rule in this line out of the report.",
            ),
            (
                "allow-section",
                "Keeps findings of a rule in this section out of the report.",
            ),
            (
                "allow-file",
                "Keeps findings of a rule in this note out of the report.",
            ),
        ]
        .map(|(name, what)| item(name, what))
        .to_vec(),
    };
    Value::Array(items)
}

fn item(label: &str, what: &str) -> Value {
    json!({ "label": label, "kind": 14, "detail": what })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::lsp::state::Loaded;
    use crate::lsp::text_at;
    use crate::review::Rating;

    fn none(_: &std::path::Path) -> Option<Loaded> {
        None
    }

    fn with(text: &str, look: impl FnOnce(&mut State<'_>, &str)) {
        let mut state = State::new(&none);
        let uri = "file:///notes/a.md";
        state.open(uri, text);
        look(&mut state, uri);
    }

    #[test]
    fn findings_and_their_fixes_have_places() {
        with("# A \n\n- The cells recieve oxygen\n", |state, uri| {
            let found = diagnostics(state, uri);
            assert_eq!(found[1]["code"], "misspelling");
            assert_eq!(
                found[1]["range"]["start"],
                json!({ "line": 2, "character": 12 })
            );
            let all = json!({ "range": { "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 99 } } });
            let actions = code_actions(state, uri, &all);
            let titles: Vec<&str> = actions
                .as_array()
                .unwrap()
                .iter()
                .map(|it| text_at(it, "/title"))
                .collect();
            assert_eq!(
                titles,
                [
                    "write `receive`",
                    "allow `misspelling` in this line",
                    "mend what changes nothing"
                ]
            );
            let edit = &actions[2]["edit"]["changes"][uri][0];
            assert_eq!(edit["newText"], "# A\n\n- The cells recieve oxygen\n");
            let mut only = all;
            only["context"] = json!({ "only": ["source.fixAll"] });
            assert_eq!(code_actions(state, uri, &only).as_array().unwrap().len(), 1);
        });
    }

    #[test]
    fn cards_are_shown_at_their_lines() {
        with(
            "# Bread\n\nQ: What makes dough rise?\nA: Yeast\n",
            |state, uri| {
                let shown = hover(
                    state,
                    uri,
                    &json!({ "position": { "line": 2, "character": 0 } }),
                );
                assert_eq!(
                    shown["contents"]["value"],
                    "What makes dough rise?\n→ Yeast"
                );
                assert_eq!(
                    hover(
                        state,
                        uri,
                        &json!({ "position": { "line": 1, "character": 0 } })
                    ),
                    Value::Null
                );
                let lenses = code_lenses(state, uri);
                assert_eq!(
                    (
                        &lenses[0]["range"]["start"]["line"],
                        &lenses[0]["command"]["title"]
                    ),
                    (&json!(0), &json!("1 card · new"))
                );
            },
        );
    }

    #[test]
    fn what_is_known_of_cards_is_told_in_a_line() {
        let day = |text: &str| Day::parse(text).unwrap();
        let memory = |due: &str| Memory {
            stability: 10.0,
            difficulty: 5.0,
            first: day("2026-11-20"),
            last: day("2026-11-21"),
            due: day(due),
            reps: 2,
            lapses: 0,
            last_rating: Rating::Good,
            decay: 0.1542,
        };
        let ids = ["a", "b", "c"].map(|text| CardId::of(&[text]));
        let check = |memories: &[(usize, &str)], expect: &str| {
            let studied = Studied {
                memories: memories
                    .iter()
                    .map(|(i, due)| (ids[*i], memory(due)))
                    .collect(),
                today: day("2026-12-01"),
                ..Studied::default()
            };
            assert_eq!(standing(&ids, &studied), expect);
        };
        check(&[], "3 cards · new");
        let all = [(0, "2026-12-05"), (1, "2026-12-03"), (2, "2027-01-01")];
        check(&all, "3 cards · recall 90 % · due Thursday");
        check(
            &[(0, "2026-11-30")],
            "3 cards · 2 new · recall 90 % · due today",
        );
        check(
            &[(0, "2026-12-02")],
            "3 cards · 2 new · recall 90 % · due tomorrow",
        );
        check(
            &[(0, "2026-12-15")],
            "3 cards · 2 new · recall 90 % · due 2026-12-15",
        );
    }

    #[test]
    fn comments_are_completed() {
        let check = |line: &str, expect: &str| {
            with(line, |state, uri| {
                let params = json!({ "position": { "line": 0, "character": line.len() } });
                let found = completion(state, uri, &params);
                let first = found.get(0).map(|item| text_at(item, "/label").to_string());
                assert_eq!(first.unwrap_or_default(), expect, "{line}");
            });
        };
        check("- a <!-- recito:", "skip");
        check("- a <!-- recito: al", "skip");
        check("- a <!-- recito: allow ", RULES[0].name);
        check("- a <!-- recito: skip ", "");
        check("- a", "");
        check("- <!-- recito: skip --> a", "");
    }
}
