//! `actor`: what does this? The sentence without its subject, which is the answer.

use super::{Candidate, Evidence, Scope, Template, first_of, single};
use crate::fact::{Fact, FactKind, split, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::context;
use crate::question::said::Said;
use crate::question::subject;

pub(super) const TEMPLATE: Template = Template {
    name: "actor",
    any_language: false,
    write,
};

/// Fewest telling words that identify who does something, and most words of a prompt.
const TELLING: usize = 5;
const WORDS: usize = 26;

/// The same where another line says of something else what it does with the same verb.
const PARALLEL: usize = 2;

/// One word that occurs more often is what the whole note is about.
const DOMINANT: usize = 12;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let Verb::Act(base) = said.clause.verb else {
        return None;
    };
    if matches!(base, "have" | "need" | "come" | "go" | "help" | "include") {
        return None;
    }
    if !matches!(said.clause.adverb, "" | "automatically") {
        return None;
    }
    let answer = answer(said, fact, scope)?;
    let (rest, _) = text::without_brackets(said.clause.rest);
    let rest = rest.trim_end_matches(['.', ',', ';', ':']);
    let words = text::words(rest);
    let telling = words
        .iter()
        .filter(|word| !lexicon::is_stop(word) && !lexicon::is_common(word))
        .count();
    let lost = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "they" | "them" | "its" | "their" | "same" | "other" | "you" | "your"
        )
    };
    if answer.ends_with("ly") {
        return None;
    }
    let own = context::stems(&answer);
    let shown = context::stems(rest);
    let least = if has_parallel(said, base, fact, scope) {
        PARALLEL
    } else {
        TELLING
    };
    let fits = telling >= least
        && words.len() <= WORDS
        && !words.iter().any(lost)
        && !rest.contains(['?', ':', '→', '=', '"', '“', ';'])
        && !rest.contains(" - ")
        && own.is_disjoint(&shown);
    if !fits || is_shared(rest, fact, scope) {
        return None;
    }
    let prompt = text::spaced(&format!(
        "What {} {} {rest}?",
        said.clause.adverb,
        lexicon::third_person(base)
    ));
    let evidence = Evidence {
        base: if said.is_whole() { 0.56 } else { 0.58 },
        recurs: scope.document.is_term(&answer),
        ..Evidence::default()
    };
    let question = single(prompt, answer.clone(), scope.document.aliases(&answer));
    Some(TEMPLATE.candidate(question, &fact.topic, evidence))
}

/// Whether another line of the list tells with the same verb what something else does: they are there to be told
/// apart.
fn has_parallel(said: &Said<'_>, base: &str, fact: &Fact, scope: &Scope<'_>) -> bool {
    let verb = format!(" {} ", lexicon::third_person(base));
    said.is_whole()
        && scope
            .group(fact.group)
            .any(|other| other.span != fact.span && other.text.contains(&verb))
}

/// The subject as an answer: a name or a term of the note.
fn answer(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<String> {
    let stated = if said.is_whole() {
        said.clause.subject
    } else {
        said.subject.text.as_str()
    };
    let (plain, _) = text::without_brackets(stated);
    let answer = split::strip_article(&plain);
    let answer = ["Each ", "Every ", "All "]
        .iter()
        .find_map(|start| answer.strip_prefix(start))
        .unwrap_or(answer)
        .to_string();
    // What the whole note is about is the first guess.
    let dominant = context::is_maker(&answer.to_lowercase())
        || !answer.contains(' ') && scope.document.count(&answer.to_lowercase()) > DOMINANT
        || context::stems(&answer).is_subset(&context::stems(&fact.topic.title));
    // "Ebbing occurs when …" says what ebbing is.
    let defined = matches!(said.clause.verb, Verb::Act("occur" | "happen"))
        && said.clause.rest.starts_with("when ");
    let known = !said.is_whole()
        || defined
        || scope.document.is_term(&answer)
        || subject::is_name(&answer, scope.document);
    let general = text::words(&answer)
        .iter()
        .all(|word| lexicon::is_common(word) || lexicon::is_stop(word));
    (known && !general && !dominant && (1..=4).contains(&text::count(&answer))).then_some(answer)
}

/// Whether another line says the same of something else.
fn is_shared(rest: &str, fact: &Fact, scope: &Scope<'_>) -> bool {
    let rest = rest.to_lowercase();
    let places = scope.index.with_phrase(&rest);
    places.iter().map(|at| &scope.facts[*at]).any(|other| {
        other.span != fact.span
            && matches!(
                other.kind,
                FactKind::Clause { .. } | FactKind::Definition(_)
            )
            && other.text.len() >= rest.len()
            && other.text.to_lowercase().contains(&rest)
    })
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("actor", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Dairy\n\n- **Rennin**\n  - Splits casein molecules and curdles warm cow milk\n",
            &[(
                "What splits casein molecules and curdles warm cow milk?",
                "Rennin",
            )],
        );
    }

    #[test]
    fn lines_that_say_the_same_of_several_things_are_told_apart() {
        check(
            "## Dairy\n\n- Amylase turns starch into maltose\n- Lipase turns butterfat into glycerol\n",
            &[
                ("What turns starch into maltose?", "Amylase"),
                ("What turns butterfat into glycerol?", "Lipase"),
            ],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Dairy\n\n- **Rennin**\n  - Splits casein\n", &[]);
    }
}
