//! `select`: which of these belong to one of two groups? "Select all services that invoke Lambda
//! asynchronously", with members of both to choose from.

use super::class::{self, Form};
use super::{Candidate, Evidence, Scope, Template};
use crate::fact::{Classes, Fact, FactKind, Member};
use crate::question::card::{Kind, Question};
use crate::question::order;

pub(super) const TEMPLATE: Template = Template {
    name: "select",
    any_language: false,
    write,
};

/// Members that are offered of each group.
const OFFERED: usize = 4;

fn write(fact: &Fact, _scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Classes(classes) = &fact.kind else {
        return Vec::new();
    };
    ask(classes, fact).into_iter().collect()
}

fn ask(classes: &Classes, fact: &Fact) -> Option<Candidate> {
    let [first, second] = classes.groups.as_slice() else {
        return None;
    };
    let form = class::form(classes)?;
    // Who can tell one group can tell the other: one question is enough.
    let at = usize::from(order("select", &first.label) > order("select", &second.label));
    let prompt = prompt(&form, at, first.category.as_deref())?;
    let right = offered(classes, at)?;
    let wrong = offered(classes, 1 - at)?;
    let mut choices: Vec<String> = right.iter().chain(&wrong).cloned().collect();
    choices.sort_by_cached_key(|choice| order(&prompt, choice));
    let question = Question {
        kind: Kind::Select,
        prompt,
        accept: vec![Vec::new(); right.len()],
        answer: right,
        choices,
        ..Question::default()
    };
    let evidence = Evidence {
        base: 0.62,
        ..Evidence::default()
    };
    let topic = class::common(classes, fact);
    let candidate = TEMPLATE.candidate(question, &topic, evidence);
    Some(class::above_all(candidate, classes, fact))
}

/// What is to be selected; `None` where the group has no name that fits into a sentence.
fn prompt(form: &Form, at: usize, category: Option<&str>) -> Option<String> {
    match form {
        Form::Ways { verb, adverbs } => {
            let category = category.unwrap_or("things");
            Some(format!(
                "Select all {category} that {verb} {}.",
                adverbs[at]
            ))
        }
        Form::Groups { labels } => match class::described(labels) {
            Some(labels) => Some(format!("Select all that are {}.", labels[at])),
            None => (labels[0] != labels[1])
                .then(|| format!("Select all that belong to “{}”.", labels[at])),
        },
    }
}

/// The members of a group that are offered; `None` where there are too few that belong to it only.
fn offered(classes: &Classes, at: usize) -> Option<Vec<String>> {
    let group = &classes.groups[at];
    let mut members: Vec<&Member> = group
        .members
        .iter()
        .filter(|member| class::belongs_only(member, at, classes))
        .collect();
    members.sort_by_cached_key(|member| order(&group.label, &member.text));
    let texts = members.iter().take(OFFERED).map(|it| it.text.clone());
    (members.len() >= OFFERED).then(|| texts.collect())
}

#[cfg(test)]
mod tests {
    use crate::question::tests::{generate, offered};

    #[test]
    fn members_of_opposite_lists_are_offered_together() {
        let note = "# Dairy\n\n## Inbound gates\n\n- Milk cart\n- Hay wagon\n- Salt barrel\n- Wood sledge\n\n## Outbound gates\n\n- Cheese crate\n- Whey can\n- Butter tub\n- Wool sack\n";
        let found = generate(note);
        let select: Vec<_> = found
            .drafts
            .iter()
            .filter(|draft| draft.template == "select")
            .collect();
        assert_eq!(select.len(), 1);
        let question = &select[0].question;
        assert!(question.prompt.starts_with("Select all that belong to"));
        assert_eq!((question.answer.len(), question.choices.len()), (4, 8));
        assert!(
            question
                .answer
                .iter()
                .all(|it| question.choices.contains(it))
        );
    }

    #[test]
    fn short_lists_are_not() {
        let note = "# Dairy\n\n## Inbound gates\n\n- Milk cart\n- Hay wagon\n\n## Outbound gates\n\n- Cheese crate\n- Whey can\n";
        assert!(offered(note, "select").is_empty());
    }
}
