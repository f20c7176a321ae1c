//! Notes in, questions out.

use proptest::prelude::*;

use super::*;
use crate::note;
use crate::source::SourceId;

fn generate(text: &str) -> Generated {
    let source = Source::new("lambda.md", text);
    let (note, _) = note::parse(SourceId(0), &source);
    write(&note, &source)
}

/// Prompts and answers that a template makes of a note, of those that become cards.
pub(super) fn asked(text: &str, template: &str) -> Vec<(String, String)> {
    let source = Source::new("dairy.md", text);
    let (note, _) = note::parse(SourceId(0), &source);
    let drafts = write(&note, &source).drafts.into_iter();
    drafts
        .filter(|draft| draft.template == template)
        .map(|draft| (draft.question.prompt, draft.question.answer.join(" | ")))
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
