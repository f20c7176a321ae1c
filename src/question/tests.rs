//! Notes in, questions out.

use proptest::prelude::*;

use super::*;
use crate::note;
use crate::source::SourceId;

pub(super) fn generate(text: &str) -> Generated {
    let source = Source::new("lambda.md", text);
    let (note, _) = note::parse(SourceId(0), &source);
    write(&note, &source)
}

/// Prompts and answers that a template makes of a note, of those that become cards.
fn asked(text: &str, template: &str) -> Vec<(String, String)> {
    let source = Source::new("dairy.md", text);
    let (note, _) = note::parse(SourceId(0), &source);
    let drafts = write(&note, &source).drafts.into_iter();
    drafts
        .filter(|draft| draft.template == template)
        .map(|draft| (draft.question.prompt, draft.question.answer.join(" | ")))
        .collect()
}

/// Checks what a template makes of a note: the prompts with their answers.
#[track_caller]
pub(super) fn check_asked(template: &str, note: &str, expect: &[(&str, &str)]) {
    let found = asked(note, template);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(prompt, answer)| (prompt.as_str(), answer.as_str()))
        .collect();
    assert_eq!(found, expect, "{note}");
}

/// The options of the cards that a template makes of a note, sorted.
pub(super) fn offered(note: &str, template: &str) -> Vec<Vec<String>> {
    let drafts = generate(note).drafts.into_iter();
    let choices = drafts
        .filter(|draft| draft.template == template)
        .map(|draft| draft.question.choices);
    choices
        .map(|mut choices| {
            choices.sort();
            choices
        })
        .collect()
}

proptest! {
    #[test]
    fn any_text_gives_questions_without_a_panic(text in "([-*#>|`$=:;,.()\\[\\]! \n\t–→“”é]|[A-Za-z]{1,6}|[0-9]{1,3}| is | and |\n- |\n## ){0,80}") {
        let first = generate(&text);
        prop_assert_eq!(&first, &generate(&text));
        for draft in &first.drafts {
            prop_assert_eq!(draft.question.answer.len(), draft.question.accept.len());
        }
    }
}

/// What a note asks of its lists, in its order.
fn check_lists(text: &str, expect: &[&str]) {
    let drafts = generate(text).drafts;
    let asked: Vec<&str> = drafts
        .iter()
        .filter(|draft| matches!(draft.template.as_str(), "recall" | "missing" | "sequence"))
        .map(|draft| draft.question.prompt.as_str())
        .collect();
    assert_eq!(asked, expect, "{text}");
}

#[test]
fn lists_without_a_class_are_asked_by_what_leads_in_to_them() {
    check_lists(
        "# Parcels\n\n- Depot: the standard on parcels, with three main states:\n  - sorted stock\n  - loaded stock\n  - lost stock\n",
        &["Depot: what are the 3 main states?"],
    );
    check_lists(
        "# Parcels\n\n## Depot plan\n\n- A depot plan should list every carrier of the region and consider:\n  - weight limits\n  - road distances\n  - customs duties\n",
        &[
            "Complete with 3 items: “A depot plan should list every carrier of the region and consider …”",
        ],
    );
    check_lists(
        "# Parcels\n\n## Depots\n\n- Night routing\n  - Mailer Hub\n  - Postline\n  - Quickvan\n",
        &["Which 3 belong to “Night routing”?"],
    );
    check_lists(
        "# Ben\n\nEn text om ben och leder som inte är på engelska.\n\n- Yttre lager: kompakt ben, spongiöst ben och benmärg\n- Exempel: armen, handen och foten\n",
        &["Vilka 3 hör till “Yttre lager”?"],
    );
}

#[test]
fn lists_are_worded_by_their_labels() {
    check_lists(
        "# Brokers\n\n## Delivery queue\n\n- Two types:\n  - Round robin: one reader\n  - Broadcast\n",
        &["What are the 2 types of Delivery queue?"],
    );
    check_lists(
        "# Data Broker\n\n- Handles:\n  - Retries\n  - Ordering\n  - Dead letters\n",
        &["What does Data Broker handle? (3 items)"],
    );
    check_lists(
        "# Audits\n\n- The steps of an audit are:\n  1. Scope\n  2. Fieldwork\n  3. Report\n",
        &["What are the 3 steps of an audit, in order?"],
    );
    check_lists(
        "# Testing tools\n\n- Load, stress and soak\n\n## Tools\n\n- Other:\n  - a\n",
        &[],
    );
    check_lists(
        "# Quiz\n\n- Which queue is faster?\n  - Choose one:\n    - Pull\n    - Push\n    - Both\n",
        &[],
    );
}
