//! `gloss`: which member of a list is the remark in brackets about? And what do the brackets say that it
//! must do, or which things do they list?

use std::cell::LazyCell;

use super::{Candidate, Evidence, Scope, Template, recall};
use crate::fact::listing::{self, comma_parts};
use crate::fact::{Fact, FactKind, Member, Set, document, text};
use crate::lexicon;
use crate::question::card::{BLANK, Kind, Question};
use crate::question::{context, said};

pub(super) const TEMPLATE: Template = Template {
    name: "gloss",
    any_language: false,
    write,
};

/// Most words of a remark, and most cards of one list.
const WORDS: usize = 14;
const CARDS: usize = 4;
/// Longer lists are not known as a whole, so that "which of them" is no question.
const MEMBERS: usize = 24;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Set(set) = &fact.kind else {
        return Vec::new();
    };
    if set.members.len() > MEMBERS {
        return Vec::new();
    }
    let class = LazyCell::new(|| recall::worded(fact, set, scope)?.class);
    let cards = set.members.iter().filter_map(|member| {
        let gloss = remark(member)?;
        let (question, base) = limit(&member.text, gloss)
            .or_else(|| listed(&member.text, gloss))
            .or_else(|| duty(&member.text, gloss))
            .or_else(|| member_of(member, gloss, (set, class.as_deref()?), scope))?;
        let evidence = Evidence {
            base,
            ..Evidence::default()
        };
        Some(Candidate {
            span: Some(member.span),
            ..TEMPLATE.candidate(question, &fact.topic, evidence)
        })
    });
    cards.take(CARDS).collect()
}

/// What stands in the brackets behind a member, when it says something.
fn remark(member: &Member) -> Option<&str> {
    let gloss = member.gloss.as_deref()?.trim();
    let vague = [
        "e.g", "ex:", "i.e", "etc", "see ", "like ", "such as", "formerly", "not ", "example",
    ]
    .iter()
    .any(|sign| gloss.to_lowercase().contains(sign));
    let opens = ["and ", "or ", "for ", "but "]
        .iter()
        .any(|start| gloss.starts_with(start));
    let words = text::words(gloss);
    let says = words.iter().filter(|word| !lexicon::is_stop(word)).count() >= 2;
    let fits = says
        && words.len() <= WORDS
        && !vague
        && !opens
        && !document::is_acronym(gloss)
        && !document::initials_fit(gloss, &member.text)
        && !gloss.contains(['?', '{', '$', '|', '\\', '→', '=', '/'])
        && !gloss.contains("://")
        && said::is_matter(gloss)
        && text::is_balanced(gloss);
    fits.then_some(gloss)
}

/// "Bigger kettles (up to 40 litres of milk)": up to how many?
fn limit(name: &str, gloss: &str) -> Option<(Question, f32)> {
    let rest = gloss
        .strip_prefix("up to ")
        .or_else(|| gloss.strip_prefix("max "))?;
    let number = rest.split_whitespace().next()?;
    let start = &gloss[..gloss.len() - rest.len()];
    let behind = &rest[number.len()..];
    let fits = number.starts_with(|c: char| c.is_ascii_digit())
        && (2..=4).contains(&text::count(name))
        && text::count(behind) >= 1;
    let question = Question {
        kind: Kind::Number,
        prompt: format!("“{name} ({start}{BLANK}{behind})”"),
        answer: vec![number.to_string()],
        accept: vec![Vec::new()],
        ..Question::default()
    };
    fits.then_some((question, 0.6))
}

/// "Goat farm (products: milk, cheese, wool)".
fn listed(name: &str, gloss: &str) -> Option<(Question, f32)> {
    let (label, rest) = gloss.split_once(": ")?;
    let parts = comma_parts(rest);
    let fits = parts.len() >= 3
        && parts
            .iter()
            .all(|part| (1..=4).contains(&text::count(part)));
    let question = Question {
        kind: Kind::List,
        prompt: kinds_asked(name, label, parts.len()),
        accept: vec![Vec::new(); parts.len()],
        answer: parts.into_iter().map(ToString::to_string).collect(),
        ..Question::default()
    };
    fits.then_some((question, 0.58))
}

/// "Goat farm: which 3 kinds of “products” are there?", without saying a word of the name twice.
fn kinds_asked(name: &str, label: &str, n: usize) -> String {
    let own = context::stems(label);
    let said = context::stems(name).iter().any(|stem| own.contains(stem));
    if said {
        format!("Name the {n} kinds of “{label}”.")
    } else {
        format!("{name}: which {n} kinds of “{label}” are there?")
    }
}

/// "Goat farm (sells milk, farmer must register)": what must be done?
fn duty(name: &str, gloss: &str) -> Option<(Question, f32)> {
    let (before, deed) = gloss.rsplit_once(" must ")?;
    let fits = (1..=3).contains(&text::count(deed)) && text::count(before) >= 2;
    let question = Question {
        kind: Kind::Cloze,
        prompt: format!("{name}: “{before} must {BLANK}”"),
        answer: vec![deed.to_string()],
        accept: vec![Vec::new()],
        ..Question::default()
    };
    fits.then_some((question, 0.6))
}

/// Which member of the list the remark is about.
fn member_of(
    member: &Member,
    gloss: &str,
    (set, class): (&Set, &str),
    scope: &Scope<'_>,
) -> Option<(Question, f32)> {
    let stated = text::words(class)
        .iter()
        .any(|word| listing::is_stated(word));
    let named = text::count(&member.text) <= 4
        && !member.text.contains(',')
        && !class.starts_with("example")
        && !class.starts_with("items ")
        && text::count(class) >= 2
        && !class.contains(|c: char| c.is_ascii_digit() || matches!(c, '\'' | '’'));
    let words = context::stems(gloss);
    let told = context::stems(&member.text)
        .iter()
        .any(|stem| words.contains(stem));
    let same = set
        .members
        .iter()
        .filter(|other| other.gloss.as_deref() == Some(gloss))
        .count();
    // A number or a row of codes describes nothing.
    let small = |word: &&str| word.len() >= 3 && word.chars().all(char::is_lowercase);
    let describes = text::count(gloss) >= 3 && gloss.split_whitespace().filter(small).count() >= 2;
    if stated
        || !named
        || !describes
        || told
        || same > 1
        || set.members.len() < 3
        || gloss.contains(':')
    {
        return None;
    }
    let question = Question {
        prompt: format!("Which of the {class} is meant: “{gloss}”?"),
        answer: vec![member.text.clone()],
        accept: vec![recall::accept(member, scope)],
        ..Question::default()
    };
    Some((question, 0.58))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("gloss", note, expect);
    }

    #[test]
    fn remarks_in_brackets_are_asked() {
        check(
            "## Dairy\n\n- Types of cellar:\n  - Cave (cold and damp rock)\n  - Barn (yearly checks, farmer must register)\n  - Vault (stock: cheddar, gouda, brie)\n  - Deep shaft (up to 40 wheels a row)\n",
            &[
                (
                    "Which of the types of cellar is meant: “cold and damp rock”?",
                    "Cave",
                ),
                ("Barn: “yearly checks, farmer must ____”", "register"),
                (
                    "Vault: which 3 kinds of “stock” are there?",
                    "cheddar | gouda | brie",
                ),
                ("“Deep shaft (up to ____ wheels a row)”", "40"),
            ],
        );
    }
}
