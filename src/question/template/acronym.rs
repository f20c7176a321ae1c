//! `acronym`: what does the short form stand for?

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::{Fact, FactKind};
use crate::lexicon;
use crate::question::context;

pub(super) const TEMPLATE: Template = Template {
    name: "acronym",
    any_language: false,
    write,
};

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Acronym { short, long } = &fact.kind else {
        return Vec::new();
    };
    if lexicon::is_everyday_acronym(short, long) {
        return Vec::new();
    }
    let mut forms = vec![long.clone()];
    forms.extend(scope.document.further_expansions(short));
    // What is spelled like nothing else in the note is no key while another spelling is there.
    forms.retain(|form| !scope.document.is_misspelt(form));
    let Some(key) = forms.first().cloned() else {
        return Vec::new();
    };
    forms.retain(|form| *form != key);
    // Two names with no word in common are two things: the letters alone do not tell which is meant.
    let stems = context::stems(&key);
    if forms
        .iter()
        .any(|form| stems.is_disjoint(&context::stems(form)))
    {
        return Vec::new();
    }
    let question = single(format!("What does {short} stand for?"), key, forms);
    let evidence = Evidence {
        base: 0.7,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    #[test]
    fn a_slip_of_the_pen_is_no_key() {
        check_asked(
            "acronym",
            "# Harbour\n\nHarbour pilots know the harbour. A harbour has rules.\n\n- Habrour Master Office (HMO) opens at six\n- Harbour Master Office (HMO) closes at ten\n",
            &[("What does HMO stand for?", "Harbour Master Office")],
        );
    }

    #[test]
    fn what_everybody_knows_is_not_asked_for() {
        check_asked(
            "acronym",
            "# Harbour\n\n- Universal Serial Bus (USB) on the pilot boat\n- Anchor Tow Machine (ATM) of the port\n",
            &[("What does ATM stand for?", "Anchor Tow Machine")],
        );
    }

    #[test]
    fn another_spelling_is_accepted() {
        let note =
            "# Harbour\n\n- Sea Sounding Kit (SSK) of the pilot\n- The Sea Sounder Kit is old\n";
        let drafts = crate::question::tests::generate(note).drafts;
        let card = drafts.iter().find(|draft| draft.template == "acronym");
        let accept = card.map(|draft| draft.question.accept.clone());
        assert_eq!(accept, Some(vec![vec!["Sea Sounder Kit".to_string()]]));
    }

    #[test]
    fn letters_of_two_names_are_not_asked_for() {
        check_asked(
            "acronym",
            "# Harbour\n\n- Tide Mark (TM) on the wall\n- Towing Master (TM) of the port\n- Lift Bridge (LB) over the sluice\n",
            &[("What does LB stand for?", "Lift Bridge")],
        );
    }
}
