//! `foremost`: what is the goal, the first, the greatest of something? Of these there is one only: "The main
//! risk of raw milk is …".

use super::{Candidate, Evidence, Scope, Template, single};
use crate::fact::split::Separator;
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::{article, clause, said};

pub(super) const TEMPLATE: Template = Template {
    name: "foremost",
    any_language: false,
    write,
};

/// Words of a subject, and most words of an answer.
const SUBJECT: std::ops::RangeInclusive<usize> = 3..=13;
const ANSWER: usize = 18;
/// Words at the start of a subject among which stands what makes it the only one.
const START: usize = 4;

/// What only one of several is.
const RANKS: [&str; 24] = [
    "main",
    "primary",
    "principal",
    "chief",
    "top",
    "best",
    "worst",
    "greatest",
    "biggest",
    "largest",
    "smallest",
    "highest",
    "lowest",
    "strongest",
    "weakest",
    "fastest",
    "slowest",
    "easiest",
    "simplest",
    "oldest",
    "cheapest",
    "safest",
    "overall",
    "ultimate",
];

/// What follows "most" where it does not count.
const MOST: [&str; 12] = [
    "important",
    "common",
    "commonly",
    "critical",
    "effective",
    "expensive",
    "frequent",
    "frequently",
    "popular",
    "secure",
    "significant",
    "severe",
];

/// Nouns of which a thing has one.
const AIMS: [&str; 7] = [
    "goal",
    "purpose",
    "objective",
    "aim",
    "rationale",
    "priority",
    "mission",
];

/// Words that join to the noun what it belongs to.
const JOINTS: [&str; 10] = [
    " of ",
    " for ",
    " to ",
    " in ",
    " against ",
    " between ",
    " behind ",
    " with ",
    " on ",
    " when ",
];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let line = match &fact.kind {
        FactKind::Clause { line, .. } => line.text.as_str(),
        FactKind::Definition(definition) if definition.separator == Separator::Is => &fact.text,
        _ => return Vec::new(),
    };
    if !said::is_matter(line) {
        return Vec::new();
    }
    let sentences = clause::sentences(line);
    let mut asked = sentences
        .into_iter()
        .filter_map(|sentence| ask(sentence, fact, scope));
    asked.next().into_iter().collect()
}

fn ask(sentence: &str, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    let found = [" is ", " are "]
        .iter()
        .filter_map(|be| sentence.find(be).map(|at| (at, *be)));
    let (at, be) = found.min()?;
    let (subject, rest) = (sentence[..at].trim(), &sentence[at + be.len()..]);
    let start = sentence[..at + be.len()].trim_end();
    if !said::is_plain(sentence) || !is_only(subject) || said::has_twin(start, fact, scope) {
        return None;
    }
    // "The goal of the process" is that of one that was named before.
    let owner = JOINTS.iter().filter_map(|joint| subject.split_once(joint));
    if owner
        .into_iter()
        .any(|(_, owner)| article::dangles(owner, &fact.topic))
    {
        return None;
    }
    let answer = complement(rest)?;
    let subject = text::lower_first(subject, |_| true);
    let determined = ["the ", "an ", "a "]
        .iter()
        .any(|article| subject.starts_with(article));
    let article = if determined { "" } else { "the " };
    let prompt = format!("What{be}{article}{subject}?");
    let evidence = Evidence {
        base: 0.62,
        ..Evidence::default()
    };
    let aliases = scope.document.aliases(&answer);
    Some(TEMPLATE.candidate(single(prompt, answer, aliases), &fact.topic, evidence))
}

/// Whether a subject names what there is one of, and of what.
fn is_only(subject: &str) -> bool {
    let words = text::words(subject);
    let opens = words.iter().take(START).enumerate().any(|(at, word)| {
        let most = word == "most"
            && words
                .get(at + 1)
                .is_some_and(|next| MOST.contains(&next.as_str()));
        most || RANKS.contains(&word.as_str()) || AIMS.contains(&word.as_str())
    });
    // "One of the main risks" is not the only one.
    let one = words.iter().take(START).any(|word| word == "one");
    let points = |word: &String| {
        lexicon::is_finite(word)
            || lexicon::is_third_person(word)
            || matches!(
                word.as_str(),
                "this"
                    | "these"
                    | "it"
                    | "its"
                    | "their"
                    | "your"
                    | "our"
                    | "my"
                    | "that"
                    | "which"
            )
    };
    SUBJECT.contains(&words.len())
        && opens
        && !one
        && JOINTS.iter().any(|joint| subject.contains(joint))
        && !subject.contains([',', ';', ':', '(', '"', '“', '/'])
        && !words.iter().any(points)
        && !words.first().is_some_and(|first| lexicon::is_joint(first))
}

/// What the sentence says that it is.
fn complement(rest: &str) -> Option<String> {
    let mut rest = rest.trim();
    for adverb in ["normally ", "usually ", "always ", "simply ", "basically "] {
        rest = rest.strip_prefix(adverb).unwrap_or(rest);
    }
    let answer = said::phrase(rest.split(" -- ").next().unwrap_or(rest));
    let words = text::words(&answer);
    let first = words.first()?;
    let done = lexicon::is_participle(first) && first.ends_with("ed")
        || matches!(
            first.as_str(),
            "not" | "that" | "when" | "if" | "also" | "still"
        );
    let points = |word: &String| {
        matches!(
            word.as_str(),
            "it" | "this" | "these" | "those" | "they" | "them" | "you" | "your" | "we" | "i"
        )
    };
    let telling = words.iter().filter(|word| !lexicon::is_stop(word)).count();
    let whole = !words.last().is_some_and(|last| lexicon::is_stop(last));
    let fits = words.len() <= ANSWER
        && telling >= 1
        && !done
        && whole
        && !words.iter().any(points)
        && !answer.contains(['?', '…', ':', '→', '='])
        && text::is_balanced(&answer);
    fits.then_some(answer)
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("foremost", note, expect);
    }

    #[test]
    fn what_there_is_one_of_is_asked_for() {
        check(
            "## Cellars\n\n- The greatest risk of raw goat cheese is the growth of red mould\n",
            &[(
                "What is the greatest risk of raw goat cheese?",
                "the growth of red mould",
            )],
        );
        check(
            "## Cellars\n\n- Primary purpose of the brine bath is to keep flies off the wheels\n",
            &[(
                "What is the primary purpose of the brine bath?",
                "to keep flies off the wheels",
            )],
        );
    }

    #[test]
    fn what_there_may_be_more_of_is_not() {
        check(
            "## Cellars\n\n- Most wheels in the old cellar are of goat cheese\n",
            &[],
        );
        check("## Cellars\n\n- The main gate is of old oak\n", &[]);
        check(
            "## Cellars\n\n- The goal of the process is to keep flies off the wheels\n",
            &[],
        );
        check(
            "## Cellars\n\n- The main gate of the cellar is painted in spring\n",
            &[],
        );
    }
}
