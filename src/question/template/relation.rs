//! `relation`: what stands on the other side of an equals sign or an arrow? The sign stays as the author wrote
//! it, since an arrow means another thing to each of them.

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::split::{self, Separator};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::note::{Inline, Mark, MarkKind};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::{context, said};

pub(super) const TEMPLATE: Template = Template {
    name: "relation",
    any_language: true,
    write,
};

/// Most words of the side that is shown, and of the one that is asked for.
const SHOWN: usize = 10;
const ASKED: usize = 6;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    ask(fact, scope).into_iter().collect()
}

fn ask(fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let (left, sign, right) = sides(fact)?;
    let (left, right) = (left.as_str(), right.as_str());
    let (own, other) = (context::stems(left), context::stems(right));
    let clear = !own.is_empty() && !other.is_empty() && own.is_disjoint(&other);
    if !clear
        || !is_side(left, scope)
        || !is_side(right, scope)
        || !said::is_matter(&fact.text)
        || is_path(left, right, fact)
    {
        return None;
    }
    // A definition is asked for its term in other words.
    let defined = matches!(fact.kind, FactKind::Definition(_)) && sign == "=";
    if fits(left, right) && !shared(fact, scope, |other| begins(other, left)) {
        worded(format!("{left} {sign} {BLANK}"), right, 0.58, fact, scope)
    } else if fits(right, left) && !defined && !shared(fact, scope, |other| ends(other, right)) {
        worded(format!("{BLANK} {sign} {right}"), left, 0.56, fact, scope)
    } else {
        None
    }
}

/// The two sides of a line around its sign.
fn sides(fact: &Fact) -> Option<(String, &'static str, String)> {
    let owned;
    let line = match &fact.kind {
        FactKind::Clause { line, .. } => line,
        FactKind::Definition(_) | FactKind::Attribute { .. } => {
            owned = Inline {
                text: fact.text.clone(),
                ..Inline::default()
            };
            &owned
        }
        _ => return None,
    };
    let code = |mark: &Mark| matches!(mark.kind, MarkKind::Code | MarkKind::Math);
    if line.marks.iter().any(code) {
        return None;
    }
    let split = split::split(line)?;
    let sign = match split.separator {
        Separator::Equals => "=",
        Separator::Arrow => "→",
        _ => return None,
    };
    Some((
        split.left.trim().to_string(),
        sign,
        split.right.text.trim().to_string(),
    ))
}

/// Whether one side can be shown and the other asked for.
fn fits(shown: &str, asked: &str) -> bool {
    (1..=SHOWN).contains(&text::count(shown))
        && (1..=ASKED).contains(&text::count(asked))
        && text::content(asked) >= 1
        && !asked.contains([',', ';'])
        && !judges(asked)
}

/// Whether a side is a sentence or a judgement, which one would word in ten ways.
fn judges(side: &str) -> bool {
    let first = text::words(side).into_iter().next().unwrap_or_default();
    matches!(text::shape(side), Shape::Clause | Shape::Imperative)
        || matches!(
            first.as_str(),
            "better"
                | "worse"
                | "more"
                | "less"
                | "higher"
                | "good"
                | "bad"
                | "easier"
                | "faster"
                | "slower"
        )
}

fn worded(
    prompt: String,
    answer: &str,
    base: f32,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    // One word beside a sign says too little without what it stands under.
    let short = text::content(&prompt.replace(BLANK, "")) < 2;
    let above = fact.topic.nearest();
    let prompt = if short && !context::is_scaffolding(above) && !above.contains([':', '?']) {
        format!("{above}: {prompt}")
    } else {
        prompt
    };
    let question = Question {
        kind: Kind::Cloze,
        ..single(prompt, answer.to_string(), scope.document.aliases(answer))
    };
    let evidence = Evidence {
        base,
        marked: fact.marked,
        recurs: scope.document.is_term(answer),
        ..Evidence::default()
    };
    let candidate = TEMPLATE.candidate(question, &fact.topic, evidence);
    // Two sides of a sign need what stands above to say what they are about.
    (!candidate.question.context.is_empty()).then_some(candidate)
}

fn begins(other: &str, left: &str) -> bool {
    other.to_lowercase().starts_with(&left.to_lowercase())
}

fn ends(other: &str, right: &str) -> bool {
    other.to_lowercase().ends_with(&right.to_lowercase())
}

/// Whether another line of the list has the shown side as well.
fn shared(fact: &Fact, scope: &Scope<'_>, has: impl Fn(&str) -> bool) -> bool {
    let mut others = scope.group(fact.group);
    others.any(|other| other.span != fact.span && has(&other.text))
}

/// Words of a way through a program.
const WAYS: [&str; 26] = [
    "click",
    "select",
    "blade",
    "tab",
    "menu",
    "settings",
    "set-up",
    "setup",
    "portal",
    "button",
    "page",
    "choose",
    "add",
    "create",
    "go",
    "open",
    "wizard",
    "dashboard",
    "configure",
    "enable",
    "enter",
    "console",
    "run",
    "install",
    "download",
    "visit",
];

/// Whether an arrow leads through the menus of a program.
fn is_path(left: &str, right: &str, fact: &Fact) -> bool {
    let way = |text: &str| {
        text::words(text)
            .iter()
            .any(|word| WAYS.contains(&word.as_str()))
    };
    let first = text::words(left).into_iter().next().unwrap_or_default();
    way(left)
        || way(right)
        || fact
            .topic
            .path()
            .iter()
            .any(|crumb| way(crumb) || crumb.contains(['→', '>', '[']))
        || left.contains('[')
        || matches!(first.as_str(), "in" | "ideally" | "on" | "e.g" | "ex")
}

/// Whether one side is whole: one phrase without a sign, a question or an open end.
fn is_side(side: &str, scope: &Scope<'_>) -> bool {
    let words = text::words(side);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let points = matches!(
        first.as_str(),
        "it" | "this"
            | "these"
            | "they"
            | "that"
            | "also"
            | "so"
            | "then"
            | "see"
            | "e.g"
            | "ex"
            | "note"
            | "example"
            | "and"
            | "or"
            | "but"
            | "if"
            | "i"
            | "you"
            | "we"
    );
    let judged = words.len() == 1
        && (lexicon::is_common(first)
            || lexicon::is_adjective(first)
            || lexicon::is_generic(first)
            || matches!(
                first.as_str(),
                "true" | "false" | "good" | "bad" | "yes" | "no"
            ));
    let signs = [
        "->", "=>", "→", "=", "<", ">", "?", "!", "…", "...", "“", "\"", "{", "}", "|", "\\", "$",
        "://", "_", "etc", "e.g", "*", ": ", " - ", " – ",
    ];
    let dangling = lexicon::is_stop(last) && words.len() > 1;
    let sentence = scope.document.is_english() && text::shape(side) == Shape::Condition;
    side.chars().any(char::is_alphabetic)
        && side.chars().count() >= 2
        && !points
        && !judged
        && !sentence
        && !dangling
        && text::is_balanced(side)
        && !signs.iter().any(|sign| side.contains(sign))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("relation", note, expect);
    }

    #[test]
    fn the_other_side_of_a_sign_is_asked() {
        check(
            "# Alpine dairy\n\n## Faults\n\n- Heating over 58 °C -> rubbery curd\n- Whey = drained milk water\n",
            &[
                ("Heating over 58 °C → ____", "rubbery curd"),
                ("Faults: Whey = ____", "drained milk water"),
            ],
        );
    }

    #[test]
    fn ways_and_chains_are_not_asked() {
        check(
            "# Alpine dairy\n\n## Program\n\n- Settings -> Kettle temperature\n- Milk -> curd -> cheese\n- x = 3\n",
            &[],
        );
    }
}
