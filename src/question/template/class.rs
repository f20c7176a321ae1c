//! `class`: to which of the groups does a member belong? "Does Amazon S3 invoke Lambda synchronously or
//! asynchronously?"

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Classes, Fact, FactKind, Member, Set, Topic, text};
use crate::lexicon;
use crate::question::card::{Kind, Question};
use crate::question::{context, order, wording};

pub(super) const TEMPLATE: Template = Template {
    name: "class",
    any_language: false,
    write,
};

/// Questions of this kind for one group.
const PER_GROUP: usize = 5;

fn write(fact: &Fact, _scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Classes(classes) = &fact.kind else {
        return Vec::new();
    };
    let Some(form) = form(classes) else {
        return Vec::new();
    };
    let mut candidates = Vec::new();
    for (at, group) in classes.groups.iter().enumerate() {
        let mut members: Vec<&Member> = group
            .members
            .iter()
            .filter(|member| belongs_only(member, at, classes))
            .collect();
        members.sort_by_cached_key(|member| {
            (
                !resembles_other(member, at, classes),
                order(&group.label, &member.text),
            )
        });
        for member in members.into_iter().take(PER_GROUP) {
            candidates.push(ask(member, at, classes, &form, fact));
        }
    }
    candidates
}

/// How the groups are asked for.
pub(super) enum Form {
    /// Two ways of doing one thing: what is done, and the two adverbs.
    Ways { verb: String, adverbs: Vec<String> },
    /// The labels as they are.
    Groups { labels: Vec<String> },
}

pub(super) fn form(classes: &Classes) -> Option<Form> {
    if classes.opposite
        && classes
            .groups
            .iter()
            .all(|group| group.category.as_deref() == Some("services"))
    {
        let actions: Vec<String> = classes
            .groups
            .iter()
            .zip(&classes.topics)
            .filter_map(|(group, topic)| wording::action(&group.label, topic))
            .collect();
        let split: Vec<(&str, &str)> = actions
            .iter()
            .filter_map(|action| action.rsplit_once(' '))
            .collect();
        if split.len() == classes.groups.len() && split.iter().all(|(verb, _)| *verb == split[0].0)
        {
            let adverbs = split
                .iter()
                .map(|(_, adverb)| (*adverb).to_string())
                .collect();
            return Some(Form::Ways {
                verb: split[0].0.to_string(),
                adverbs,
            });
        }
    }
    let labels: Vec<String> = classes.groups.iter().map(group_name).collect();
    let distinct = labels
        .iter()
        .all(|label| labels.iter().filter(|other| *other == label).count() == 1);
    let short = labels.iter().all(|label| text::count(label) <= 6);
    (distinct && short).then_some(Form::Groups { labels })
}

/// The name of a group: the last part of its label, without what stands in brackets.
fn group_name(group: &Set) -> String {
    text::without_brackets(context::aspect(&group.label)).0
}

fn ask(member: &Member, at: usize, classes: &Classes, form: &Form, fact: &Fact) -> Candidate {
    let (prompt, answer, choices) = match form {
        Form::Ways { verb, adverbs } => (
            format!("Does {} {verb} {}?", member.text, join_or(adverbs)),
            adverbs[at].clone(),
            adverbs.clone(),
        ),
        Form::Groups { labels } => {
            let prompt = match described(labels) {
                Some(labels) => format!("Is {} {}?", member.text, join_or(&labels)),
                None => format!(
                    "Which group does “{}” belong to: {}?",
                    member.text,
                    join_or(labels)
                ),
            };
            (prompt, labels[at].clone(), labels.clone())
        }
    };
    let others = choices
        .iter()
        .filter(|choice| **choice != answer)
        .cloned()
        .collect();
    let question = Question {
        kind: Kind::Class,
        choices,
        ..single(prompt, answer, Vec::new())
    };
    let evidence = Evidence {
        base: 0.65,
        marked: classes.opposite,
        ..Evidence::default()
    };
    let candidate = Candidate {
        confusable: others,
        span: Some(member.span),
        ..TEMPLATE.candidate(question, &common(classes, fact), evidence)
    };
    above_all(candidate, classes, fact)
}

/// A candidate whose context is that of all groups: the heading of the first of two opposite lists would
/// tell its members.
pub(super) fn above_all(mut candidate: Candidate, classes: &Classes, fact: &Fact) -> Candidate {
    if classes.opposite {
        let headings = &fact.topic.headings;
        let prompt = &candidate.question.prompt;
        candidate.question.context = headings
            .first()
            .cloned()
            .filter(|first| headings.len() > 1 && !prompt.contains(first.as_str()))
            .into_iter()
            .collect();
    }
    candidate
}

/// Labels that say how their members are, as they stand in a sentence: "user invoked or service
/// invoked". `None` unless all do.
pub(super) fn described(labels: &[String]) -> Option<Vec<String>> {
    let participle = |label: &String| {
        let words = text::words(label);
        let last = words.last()?;
        (words.len() <= 3 && last.len() > 4 && last.ends_with("ed")).then(|| words.join(" "))
    };
    labels.iter().map(participle).collect()
}

/// What all groups stand under: a label of one of them would tell its members.
pub(super) fn common(classes: &Classes, fact: &Fact) -> Topic {
    let mut topic = Topic::clone(&fact.topic);
    for other in &classes.topics {
        let same = topic
            .labels
            .iter()
            .zip(&other.labels)
            .take_while(|(a, b)| a == b)
            .count();
        topic.labels.truncate(same);
    }
    topic
}

pub(super) fn join_or(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} or {last}", head.join(", ")),
    }
}

/// Whether no other group has the member, and no label gives it away.
pub(super) fn belongs_only(member: &Member, at: usize, classes: &Classes) -> bool {
    let key = text::key(&member.text);
    let elsewhere = classes.groups.iter().enumerate().any(|(other, group)| {
        other != at
            && group
                .members
                .iter()
                .any(|member| text::key(&member.text) == key)
    });
    let told = classes.groups.iter().any(|group| {
        text::key(context::aspect(&group.label))
            .iter()
            .any(|word| key.contains(word) && !lexicon::is_common(word))
    });
    !elsewhere && !told && is_name(&member.text) && text::count(&member.text) <= 6
}

/// Whether a member is the name of something: neither a remark on the others ("especially newer ones") nor
/// what is not there ("no firewall").
fn is_name(member: &str) -> bool {
    let words = text::words(member);
    let first = words.first().map_or("", String::as_str);
    let remark = matches!(
        first,
        "e.g" | "eg" | "no" | "not" | "none" | "any" | "all" | "some"
    ) || first.ends_with("ly") && first.len() > 5
        || words
            .iter()
            .any(|word| matches!(word.as_str(), "ones" | "stuff" | "things" | "etc"));
    let bare = words.len() == 1 && (first.ends_with("ed") || lexicon::is_common(first));
    let named = matches!(text::shape(member), text::Shape::Fragment);
    !remark && !bare && named && !member.contains(['?', ':', ';', '|'])
}

/// Whether another group has a member with the words of this one and more, or fewer: these are mixed
/// up most.
fn resembles_other(member: &Member, at: usize, classes: &Classes) -> bool {
    let key = text::key(&member.text);
    classes
        .groups
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .flat_map(|(_, group)| &group.members)
        .any(|other| {
            let other = text::key(&other.text);
            key.iter().any(|word| {
                other.contains(word) && !matches!(word.as_str(), "amazon" | "aw" | "aws" | "azure")
            })
        })
}
