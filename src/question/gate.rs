//! Hard gates: what no card may be. Each says why, so that `cards --all` can.

mod leak;

use std::collections::BTreeSet;

use super::card::{BLANK, Kind};
use super::template::Candidate;
use super::{context, lint, remark, term};
use crate::fact::split::Separator;
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind, Set};
use crate::lexicon;

/// A gate looks at a candidate and the fact behind it, and says what is wrong.
type Gate = fn(&Candidate, &Fact) -> Option<String>;

/// Gates with their names, in the order they are asked.
const GATES: &[(&str, Gate)] = &[
    ("markup", markup),
    ("length", length),
    ("dangling", dangling),
    ("lost-parent", lost_parent),
    ("meta", meta),
    ("weak-answer", weak_answer),
    ("unbalanced", unbalanced),
    ("unparallel", unparallel),
    ("evidence", evidence),
    ("leak", leak::leak),
    ("flaw", flaw),
];

/// The first gate that stops a candidate, with what it saw.
pub(super) fn stop(candidate: &Candidate, fact: &Fact) -> Option<String> {
    GATES
        .iter()
        .find_map(|(name, gate)| gate(candidate, fact).map(|why| format!("{name}: {why}")))
}

fn markup(candidate: &Candidate, _: &Fact) -> Option<String> {
    if candidate.template == "explicit" {
        return None;
    }
    let question = &candidate.question;
    let signs = [
        "**", "__ ", "[[", "](", "<span", "<br", "$$", "\\frac", "\\(",
    ];
    let all =
        std::iter::once(question.prompt.as_str()).chain(question.answer.iter().map(String::as_str));
    let debris = all
        .map(|text| text.replace(BLANK, ""))
        .find_map(|text| signs.iter().find(|sign| text.contains(**sign)));
    if let Some(sign) = debris {
        return Some(format!("`{sign}` is left over"));
    }
    // Brackets and underscores are what code and formulas are made of.
    let formal = |text: &str| {
        text.replace(BLANK, "")
            .contains(['[', ']', '{', '}', '_', '|'])
    };
    let formal = candidate.template == "cloze" && formal(&question.prompt);
    let maths = formal
        || question.prompt.matches('$').count() >= 2
        || question
            .answer
            .iter()
            .any(|answer| answer.contains(['$', '\\']));
    maths.then(|| "mathematics cannot be typed".to_string())
}

fn length(candidate: &Candidate, _: &Fact) -> Option<String> {
    let question = &candidate.question;
    let written = candidate.template == "explicit";
    let prompt = text::count(&question.prompt);
    let content = text::words(&question.prompt.replace(BLANK, " "))
        .iter()
        .filter(|word| !lexicon::is_stop(word))
        .count();
    let answer = question
        .answer
        .iter()
        .map(|answer| text::count(answer))
        .max()
        .unwrap_or(0);
    if prompt > 42 && !written {
        return Some(format!("the prompt has {prompt} words"));
    }
    // A term is all that has to be shown where its meaning is asked for.
    let least = if candidate.template == "describe" {
        1
    } else {
        2
    };
    if content < least && !written {
        return Some("the prompt says too little".into());
    }
    if answer > if written { 60 } else { 26 } {
        return Some(format!("an answer has {answer} words"));
    }
    let blanks = question.prompt.matches(BLANK).count();
    (blanks > 2).then(|| "more than two blanks".to_string())
}

/// Words that point at something which the prompt does not show.
const POINTING: [&str; 17] = [
    "this",
    "these",
    "those",
    "above",
    "below",
    "following",
    "aforementioned",
    "previous",
    "it",
    "they",
    "its",
    "their",
    "also",
    "additionally",
    "here",
    "former",
    "latter",
];

fn dangling(candidate: &Candidate, _: &Fact) -> Option<String> {
    if matches!(candidate.template, "explicit" | "command") {
        return None;
    }
    let prompt = candidate.question.prompt.replace(BLANK, " ");
    let said = prompt
        .split_once(": ")
        .map_or(prompt.as_str(), |(_, rest)| rest);
    let words = text::words(said);
    let first = words.first()?;
    if POINTING.contains(&first.as_str())
        && !(prompt.contains(": ") && matches!(first.as_str(), "it" | "they"))
    {
        return Some(format!("it begins with `{first}`"));
    }
    let meaning = match candidate.template {
        // Our own words say "this description".
        "define" => prompt.replace("this description", ""),
        "describe" => candidate.question.answer.join(" "),
        "cloze" => prompt.clone(),
        _ => String::new(),
    };
    let points = |word: &String| matches!(word.as_str(), "this" | "these" | "those");
    if let Some(word) = text::words(&meaning).into_iter().find(points) {
        return Some(format!("`{word}` points outside"));
    }
    // "You will see the log" tells what is seen.
    let seen = |at: usize| {
        words[at] == "see"
            && !words[..at]
                .last()
                .is_some_and(|before| matches!(before.as_str(), "will" | "can" | "you" | "to"))
    };
    let lost = (0..words.len()).find(|at| {
        matches!(
            words[*at].as_str(),
            "above" | "below" | "aforementioned" | "latter" | "former"
        ) || seen(*at)
    });
    lost.map(|at| format!("`{}` points outside", words[at]))
}

/// Phrases by which an author speaks about the notes or to the reader, not about the subject.
const META: [&str; 20] = [
    "let's",
    "let us",
    "in this notebook",
    "this assignment",
    "this lecture",
    "this section",
    "this chapter",
    "this course",
    "this video",
    "this lesson",
    "these notes",
    "this repo",
    "we will",
    "you will learn",
    "i will",
    "click ",
    "documentation for",
    "refer to the",
    "your turn",
    "note to self",
];

fn meta(candidate: &Candidate, _: &Fact) -> Option<String> {
    let prompt = format!(" {}", candidate.question.prompt.to_lowercase());
    let phrase = META
        .iter()
        .find(|phrase| prompt.contains(&format!(" {phrase}")) && candidate.template != "explicit");
    phrase.map(|phrase| format!("`{}` speaks about the notes", phrase.trim()))
}

fn lost_parent(candidate: &Candidate, fact: &Fact) -> Option<String> {
    let cloze = candidate.template == "cloze";
    let prompt = &candidate.question.prompt;
    let shown = !fact.topic.sentence.is_empty()
        && prompt
            .to_lowercase()
            .starts_with(&fact.topic.sentence.to_lowercase());
    let below = fact.topic.below_sentence && fact.topic.labels.is_empty() && !shown;
    let FactKind::Clause { shape, .. } = &fact.kind else {
        return None;
    };
    (cloze && below && *shape != Shape::Clause)
        .then(|| "it elaborates on the line above".to_string())
}

fn weak_answer(candidate: &Candidate, _: &Fact) -> Option<String> {
    if matches!(candidate.template, "explicit" | "command") {
        return None;
    }
    let weak = candidate.question.answer.iter().find(|answer| {
        let words = text::words(answer);
        words.is_empty()
            || words.iter().all(|word| {
                lexicon::is_stop(word)
                    || matches!(
                        word.as_str(),
                        "yes" | "no" | "n" | "na" | "none" | "default" | "x"
                    )
            }) && !answer.chars().any(|c| c.is_ascii_digit())
                && candidate.question.kind != Kind::Class
    });
    weak.map(|answer| format!("`{answer}` is no answer"))
}

fn unbalanced(candidate: &Candidate, _: &Fact) -> Option<String> {
    let question = &candidate.question;
    let all = std::iter::once(&question.prompt)
        .chain(&question.answer)
        .chain(&question.choices);
    let broken = all.into_iter().find(|text| !text::is_balanced(text));
    broken
        .filter(|_| candidate.template != "explicit")
        .map(|text| format!("brackets or quotes do not close in `{text}`"))
}

/// Members of a list that are headings of a form rather than things.
fn unparallel(candidate: &Candidate, fact: &Fact) -> Option<String> {
    let FactKind::Set(set) = &fact.kind else {
        return None;
    };
    if is_no_class(&set.label) {
        return Some(format!("`{}` is no class", set.label));
    }
    if candidate.evidence.fallback
        && (context::is_scaffolding(&set.label)
            || text::count(&set.label) > 6
            || set.heading && text::count(&set.label) > 8)
    {
        return Some(format!("`{}` does not say what its items are", set.label));
    }
    let generic = set
        .members
        .iter()
        .filter(|member| lexicon::is_generic(&member.text.to_lowercase()))
        .count();
    if generic * 4 > set.members.len() {
        return Some("its items are headings of the form".into());
    }
    let topics = set
        .members
        .iter()
        .filter(|member| member.below >= 2 && member.gloss.is_none())
        .count();
    if candidate.evidence.fallback && topics * 2 > set.members.len() {
        return Some("its items are topics of their own".into());
    }
    if candidate.evidence.fallback && is_mixed(set) {
        return Some("its items are not of one kind".into());
    }
    if set
        .members
        .iter()
        .all(|member| member.text.chars().count() < 2)
    {
        return Some("its items are letters".into());
    }
    let keys: BTreeSet<Vec<String>> = set
        .members
        .iter()
        .map(|member| text::words(&member.text))
        .collect();
    (keys.len() < set.members.len()).then(|| "an item stands twice".to_string())
}

/// Whether a label heads examples and remarks rather than a class.
fn is_no_class(label: &str) -> bool {
    let label = label.to_lowercase();
    let glossary = [
        "term",
        "terms",
        "terminology",
        "glossary",
        "definitions",
        "vocabulary",
        "concepts",
    ];
    lexicon::is_skipped_heading(&label)
        || label.starts_with("multiple ")
        || label.starts_with("there's ")
        || text::words(&label)
            .last()
            .is_some_and(|last| glossary.contains(&last.as_str()))
        || matches!(
            label.as_str(),
            "example"
                | "examples"
                | "e.g"
                | "ex"
                | "equipment"
                | "note"
                | "notes"
                | "tip"
                | "tips"
                | "exam tips"
        )
}

/// Whether members differ in length and form as statements do, not as names do.
fn is_mixed(set: &Set) -> bool {
    let lengths: Vec<usize> = set
        .members
        .iter()
        .map(|member| text::count(&member.text))
        .collect();
    let (longest, shortest) = (
        lengths.iter().max().copied().unwrap_or(0),
        lengths.iter().min().copied().unwrap_or(0),
    );
    let verbal = |text: &str| {
        matches!(
            text::shape(text),
            Shape::Imperative | Shape::Predicate | Shape::Participle
        )
    };
    let verbal = set
        .members
        .iter()
        .filter(|member| verbal(&member.text))
        .count();
    longest > shortest + 5 || longest > 7 || (verbal > 0 && verbal < set.members.len())
}

/// What the linter of the rubric finds.
fn flaw(candidate: &Candidate, _: &Fact) -> Option<String> {
    let written = candidate.template == "explicit";
    lint::flaws(&candidate.question)
        .into_iter()
        .next()
        .filter(|_| !written)
}

/// Fewest telling words of a meaning that stands without a line above it and without options.
const ALONE: usize = 6;

/// A term asked from its meaning needs siblings to tell it from, or the author's mark.
fn evidence(candidate: &Candidate, fact: &Fact) -> Option<String> {
    let FactKind::Definition(definition) = &fact.kind else {
        return None;
    };
    let alone = candidate.evidence.parallel < 2
        && !fact.marked
        && definition.separator != Separator::Is
        && !term::has_kin(&definition.term, &definition.siblings)
        && !remark::defines(&definition.meaning.text);
    if candidate.template != "define" {
        return None;
    }
    let question = &candidate.question;
    let bare = question.context.is_empty() && question.choices.is_empty();
    let meaning = question.prompt.split_once('“').map(|(_, said)| said);
    let short = meaning.is_some_and(|said| context::stems(said).len() < ALONE);
    let which = question.prompt.starts_with("Which term");
    if bare && short && which {
        return Some("nothing says what it is about".to_string());
    }
    alone.then(|| "nothing marks it as a term".to_string())
}
