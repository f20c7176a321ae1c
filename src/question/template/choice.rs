//! `choice`: a sentence with a blank, and what could stand there: "Network ACLs are ____" – stateless or
//! stateful. Where one of several names of a kind is left out, showing the others says what is asked for.

use super::{Candidate, Evidence, Scope, Template, cloze};
use crate::fact::text::{self, Shape};
use crate::fact::{Fact, FactKind};
use crate::question::card::{BLANK, Kind, Question};
use crate::question::context;
use crate::question::statement::Statement;
use crate::question::target::option::{self, Offer};

pub(super) const TEMPLATE: Template = Template {
    name: "choice",
    any_language: false,
    write,
};

/// Where the score of a word with opposites starts.
const OPPOSITE: f32 = 0.60;
/// Where that of a name starts: above the same blank without options.
const NAME: f32 = 0.67;
/// Fewest words beside the blank that say something.
const CONTENT: usize = 4;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let FactKind::Clause { shape, .. } = &fact.kind else {
        return Vec::new();
    };
    let Some(statement) = &scope.statement else {
        return Vec::new();
    };
    if cloze::is_no_subject(&statement.prefix) {
        return Vec::new();
    }
    let avoid = context::stems(&statement.prefix);
    let based = |base: f32| move |offer: Offer| (offer, base);
    let opposites = option::opposites(&statement.line, scope, &avoid);
    let mut offers: Vec<(Offer, f32)> = opposites.into_iter().map(based(OPPOSITE)).collect();
    if *shape != Shape::Fragment {
        let names = option::names(&statement.line, fact, scope, &avoid);
        offers.extend(names.into_iter().map(based(NAME)));
    }
    let asked = offers.into_iter();
    asked
        .filter_map(|(offer, base)| ask(&offer, base, statement, fact, scope))
        .collect()
}

fn ask(
    offer: &Offer,
    base: f32,
    statement: &Statement,
    fact: &Fact,
    scope: &Scope<'_>,
) -> Option<Candidate> {
    let blanks = std::slice::from_ref(&offer.range);
    let blanked = statement.blanked(blanks);
    let rest = text::without_brackets(&blanked.replace(BLANK, " ")).0;
    let content = text::content(&rest);
    if content < CONTENT || statement.has_twin(&offer.range, false, fact, scope) {
        return None;
    }
    let answer = statement.line.text[offer.range.clone()].to_string();
    // "PEAP: encapsulates ____" tells EAP.
    if text::squeeze(&statement.prefix).contains(&text::squeeze(&answer)) {
        return None;
    }
    let before = &statement.line.text[..offer.range.start];
    let choices = after_article(before, &answer, &offer.options);
    if choices.len() < 2 || is_told_by_case(&answer, &choices) {
        return None;
    }
    let question = Question {
        kind: Kind::Choice,
        prompt: statement.prompt(&blanked),
        accept: vec![scope.document.aliases(&answer)],
        answer: vec![answer],
        choices,
        ..Question::default()
    };
    let evidence = Evidence {
        base,
        prefixed: !statement.prefix.is_empty(),
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// The options that the article in front of the blank fits: behind "an" stands no "letter".
fn after_article(before: &str, answer: &str, options: &[String]) -> Vec<String> {
    let last = text::words(before).pop().unwrap_or_default();
    let bound = matches!(last.as_str(), "a" | "an");
    let fits = |option: &&String| !bound || opens_with_vowel(option) == opens_with_vowel(answer);
    options.iter().filter(fits).cloned().collect()
}

/// Whether a phrase sounds like a vowel at its beginning. A short form is spelled.
fn opens_with_vowel(phrase: &str) -> bool {
    let word = phrase.split(' ').next().unwrap_or_default();
    let spelled = word.chars().count() >= 2 && word.chars().take(2).all(char::is_uppercase);
    let vowels = if spelled {
        "AEFHILMNORSX"
    } else {
        "aeiouAEIOU"
    };
    word.starts_with(|c| vowels.contains(c))
}

/// Whether the answer is told from the other options by how it is written: "Local post office" beside
/// "Parcel Centre" and "Night Counter".
fn is_told_by_case(answer: &str, options: &[String]) -> bool {
    let titled = |option: &str| {
        let mut rest = option.split_whitespace().skip(1);
        rest.all(|word| !word.starts_with(char::is_lowercase))
    };
    let mut others = options.iter().filter(|option| option.as_str() != answer);
    options.len() > 2 && others.all(|option| titled(option) != titled(answer))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::{check_asked, offered};

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("choice", note, expect);
    }

    #[test]
    fn one_of_two_opposites_is_asked_for() {
        let note = "## Cellar gates\n\nThe main gate of the cellar is static in winter.\n\nThe gates of the dairy may be dynamic.\n";
        check(
            note,
            &[("The main gate of the cellar is ____ in winter.", "static")],
        );
        assert_eq!(offered(note, "choice"), [["dynamic", "static"]]);
    }

    #[test]
    fn an_opposite_has_to_fit_the_noun_behind_it() {
        // No vat of the note is private.
        check(
            "## Vats\n\nThe union pays for the public vats of the valley.\n\nThe deep cellar of the dairy union is private.\n",
            &[("The deep cellar of the dairy union is ____.", "private")],
        );
    }

    #[test]
    fn a_direction_that_the_sentence_tells_is_not_asked_for() {
        check(
            "## Gates\n\nInbound gates check the milk entering the old dairy.\n\nOutbound gates are open.\n",
            &[],
        );
    }

    #[test]
    fn names_of_one_class_are_offered_beside_each_other() {
        let note = "## Transport protocols\n\n- MTP\n- WTP\n- CTP\n\n## Trucks\n\nThe load of a truck is announced to the dairy over MTP before noon.\n";
        check(
            note,
            &[(
                "The load of a truck is announced to the dairy over ____ before noon.",
                "MTP",
            )],
        );
        assert_eq!(offered(note, "choice"), [["CTP", "MTP", "WTP"]]);
    }

    #[test]
    fn a_name_of_which_the_same_is_said_elsewhere_is_not_offered() {
        check(
            "## Transport protocols\n\n- MTP\n- WTP\n- CTP\n\n## Trucks\n\nThe load of a truck is announced to the dairy over MTP before noon.\n\n## Carts\n\nThe load of a cart is announced to the dairy over WTP before noon.\n",
            &[],
        );
    }

    #[test]
    fn the_article_in_front_does_not_tell_the_answer() {
        let options = ["Inbox", "Outbox", "Letterbox"].map(str::to_string);
        let check = |before: &str, answer: &str, expect: &[&str]| {
            assert_eq!(super::after_article(before, answer, &options), expect);
        };
        check("Put it into an ", "Inbox", &["Inbox", "Outbox"]);
        check(
            "Put it into the ",
            "Inbox",
            &["Inbox", "Outbox", "Letterbox"],
        );
        assert!(super::opens_with_vowel("SDN") && !super::opens_with_vowel("UDP"));
    }
}
