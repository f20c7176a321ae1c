//! What a terse line is about: the subject that the outline gives, or what stands above in its own words
//! where that is no name that fits into a sentence. It knows nothing of particular questions.

use std::sync::Arc;

use super::subject::{self, Subject};
use super::template::Scope;
use super::wording;
use crate::fact::{Fact, Topic, document, text};
use crate::lexicon;

/// The subject of a line that has none, where it need not fit into a sentence.
pub(super) fn grounded(fact: &Fact, scope: &Scope<'_>) -> Option<Subject> {
    if fact.topic.below_sentence && !fact.topic.below_term {
        return None;
    }
    if let Some(subject) = subject::outlined(fact, scope)
        && bare(&subject.text) == subject.text
    {
        return (!is_doing(&subject.text)).then_some(subject);
    }
    let text = subject::prefix(fact, scope)?;
    let name = bare(&text);
    if is_doing(name) || name.is_empty() {
        return None;
    }
    let (plain, _) = text::without_brackets(name);
    let last = plain.split_whitespace().last()?;
    let lower = last.to_lowercase();
    if lexicon::is_generic(&lower) {
        return None;
    }
    let several = text::count(&plain) >= 2
        || scope.document.is_lower(&lower)
        || scope.document.is_lower(&lexicon::singular(&lower));
    let plural = lexicon::is_plural(&lower) && !document::is_acronym(last) && several;
    let inline = name != text && !plural && subject::is_name(&text::capital(name), scope.document);
    Some(Subject {
        text: text::capital(name),
        plural,
        inline,
        lead: String::new(),
    })
}

/// The subject that the headings give to a line which speaks of its reader: below a sentence, too, one
/// pays for what the heading names.
pub(super) fn headed(fact: &Fact, scope: &Scope<'_>) -> Option<Subject> {
    grounded(fact, scope).or_else(|| {
        let topic = Topic {
            title: fact.topic.title.clone(),
            headings: fact.topic.headings.clone(),
            ..Topic::default()
        };
        let bare = Fact {
            topic: Arc::new(topic),
            ..fact.clone()
        };
        grounded(&bare, scope)
    })
}

/// Whether a label is something to do, or several things, rather than one.
fn is_doing(name: &str) -> bool {
    let first = text::words(name).into_iter().next().unwrap_or_default();
    let says = name.contains(' ') && lexicon::base_of_third(&first).is_some();
    says || matches!(
        first.as_str(),
        "use" | "using" | "how" | "why" | "when" | "multiple" | "several"
    ) || name.contains(" vs")
}

/// A heading without the words that only say what stands below it: "Kettle - Overview", "Benefits of
/// the kettle" are about the kettle.
fn bare(heading: &str) -> &str {
    let name = match heading.split_once(" of ") {
        Some((class, rest))
            if lexicon::is_generic(&class.to_lowercase())
                && !matches!(class.to_lowercase().as_str(), "types" | "kinds") =>
        {
            rest.strip_prefix("the ").unwrap_or(rest)
        }
        _ => heading,
    };
    wording::subject::without_trailing(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heading: &str, expect: &str) {
        assert_eq!(bare(heading), expect, "{heading}");
    }

    #[test]
    fn headings_are_about_things() {
        check("Kettle - Overview", "Kettle");
        check("Benefits of the kettle", "kettle");
        check("Kinds of milk", "Kinds of milk");
        check("Kettle", "Kettle");
    }
}
