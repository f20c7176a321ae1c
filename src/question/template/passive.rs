//! `passive`: what must, or is, the subject done in, with, by? The answer stands behind the preposition
//! at the end of the sentence.

use super::{Candidate, Evidence, Scope, Template, first_of, one_or_two};
use crate::fact::{Fact, text};
use crate::lexicon;
use crate::question::active;
use crate::question::clause::Verb;
use crate::question::inverted;
use crate::question::said::{self, Said};
use crate::question::subject::Subject;

pub(super) const TEMPLATE: Template = Template {
    name: "passive",
    any_language: false,
    write,
};

/// Most words of the answer.
const WORDS: usize = 8;

/// Prepositions that can stand at the end of a question.
const PREPOSITIONS: [&str; 13] = [
    "in", "with", "by", "on", "as", "to", "from", "into", "against", "of", "for", "within", "at",
];

/// Prepositions that tell a place.
const PLACES: [&str; 7] = ["in", "on", "at", "within", "inside", "under", "into"];

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    first_of(fact, scope, ask)
}

/// What is done to the subject, up to the preposition.
struct Done<'t> {
    auxiliary: &'static str,
    /// The words between subject and preposition.
    taken: Vec<&'t str>,
    participle: &'t str,
    preposition: &'t str,
    /// What stands behind the preposition.
    behind: &'t str,
}

fn ask(said: &Said<'_>, fact: &Fact, scope: &Scope<'_>) -> Option<Candidate> {
    if !matches!(said.clause.adverb, "" | "also" | "always" | "automatically") {
        return None;
    }
    let done = read(said)?;
    let phrase = without_aim(inverted::one_predicate(&said::phrase(done.behind)));
    let before = said.sentence.len() - done.behind.len();
    let start = said.sentence[..before].trim();
    let phrase = Some(phrase).filter(|phrase| !phrase.ends_with(" basis"))?;
    let measured = phrase.starts_with(|c: char| c.is_ascii_digit());
    if measured || !is_complement(&phrase) || said::has_twin(start, fact, scope) {
        return None;
    }
    let verb = format!("{} {}", done.participle, done.preposition);
    if scope
        .rivals
        .rival(&verb, &said.subject.text, fact, said.sentence)
    {
        return None;
    }
    let (prompt, answer, accept) = word(&done, &phrase, said);
    let prompt = said::on_condition(prompt, done.behind)?;
    let mut aliases = scope.document.aliases(&answer);
    aliases.extend(accept);
    let evidence = Evidence {
        base: 0.6,
        binding: done.auxiliary == "must",
        recurs: scope.document.is_term(&phrase),
        ..Evidence::default()
    };
    Some(TEMPLATE.candidate(one_or_two(prompt, answer, aliases), &fact.topic, evidence))
}

/// The prompt, its answer, and what counts as well.
fn word(done: &Done<'_>, phrase: &str, said: &Said<'_>) -> (String, String, Option<String>) {
    let taken = done.taken.join(" ");
    let subject = &said.subject;
    if let Some(level) = level(done.preposition, phrase) {
        let prompt = subject.ask("At which level", done.auxiliary, &taken);
        return (prompt, level, Some(phrase.to_string()));
    }
    let based = done.participle == "based" && done.preposition == "in";
    if (based || lexicon::is_located(done.participle)) && PLACES.contains(&done.preposition) {
        let prompt = subject.ask("Where", done.auxiliary, &taken);
        let answer = format!("{} {phrase}", done.preposition);
        return (prompt, answer, Some(phrase.to_string()));
    }
    if done.preposition == "from" && is_fetched(done.participle) {
        let prompt = subject.ask("Where", done.auxiliary, &format!("{taken} from"));
        return (prompt, phrase.to_string(), None);
    }
    if let Some(prompt) = by(done, subject) {
        return (prompt, phrase.to_string(), None);
    }
    let rest = format!("{taken} {}", done.preposition);
    (
        subject.ask("What", done.auxiliary, &rest),
        phrase.to_string(),
        None,
    )
}

/// Whether what is done to a thing brings it from a place.
fn is_fetched(participle: &str) -> bool {
    matches!(
        participle,
        "accessed"
            | "bought"
            | "downloaded"
            | "fetched"
            | "installed"
            | "launched"
            | "loaded"
            | "obtained"
            | "pulled"
            | "purchased"
            | "read"
            | "retrieved"
    )
}

/// "Is inspected by tasters": what inspects it?
fn by(done: &Done<'_>, subject: &Subject) -> Option<String> {
    if done.preposition != "by" {
        return None;
    }
    let modal = (!matches!(done.auxiliary, "is" | "are")).then_some(done.auxiliary);
    let between = done
        .taken
        .iter()
        .filter(|word| **word != "be" && **word != done.participle);
    let adverb = between.copied().collect::<Vec<_>>().join(" ");
    (adverb != "not").then(|| active::ask(subject, modal, &adverb, done.participle))?
}

/// A phrase without what it is for: "caves to ripen cheese" are caves.
fn without_aim(phrase: &str) -> String {
    let aim = phrase.match_indices(" to ").map(|(at, _)| at).find(|at| {
        let next = phrase[at + 4..].split_whitespace().next();
        next.is_some_and(|next| lexicon::is_any_base_verb(&next.to_lowercase()))
    });
    phrase[..aim.unwrap_or(phrase.len())].to_string()
}

/// The name of a level: "region" of "at the region level".
fn level(preposition: &str, phrase: &str) -> Option<String> {
    let phrase = phrase.strip_prefix("the ").unwrap_or(phrase);
    let name = phrase.strip_suffix(" level")?;
    (matches!(preposition, "at" | "on") && text::count(name) <= 3).then(|| name.to_string())
}

fn read<'t>(said: &Said<'t>) -> Option<Done<'t>> {
    let mut rest = said.clause.rest;
    let mut taken = Vec::new();
    let auxiliary = match said.clause.verb {
        Verb::Be => said.subject.is(),
        Verb::Modal(modal @ ("must" | "should" | "can" | "will")) => {
            taken.push(next(&mut rest).filter(|word| *word == "be")?);
            modal
        }
        _ => return None,
    };
    let mut participle = next(&mut rest)?;
    if participle == "also" {
        participle = next(&mut rest)?;
    }
    if participle.ends_with("ly") || matches!(participle, "often" | "not") {
        taken.push(participle);
        participle = next(&mut rest)?;
    }
    taken.push(participle);
    let preposition = next(&mut rest)?;
    // "Used to" and "used for" tell a purpose, "known as" a name.
    let purpose = participle == "used" && matches!(preposition, "to" | "for")
        || participle == "set" && preposition == "of"
        || matches!(
            participle,
            "done" | "known" | "called" | "designed" | "intended"
        )
        || matches!(participle, "made" | "based" if preposition == "in")
            && !rest.trim_start().starts_with(char::is_uppercase);
    let said_of = lexicon::is_participle(participle) && PREPOSITIONS.contains(&preposition)
        || lexicon::governs(participle, preposition);
    let first = rest.split_whitespace().next()?;
    // "By freezing it" tells how, which another template asks, "to freeze" is another verb.
    let doing = preposition == "by" && first.len() > 4 && first.ends_with("ing")
        || preposition == "to" && lexicon::is_any_base_verb(&first.to_lowercase());
    // What can be done in many places is no question.
    let open = auxiliary == "can"
        && matches!(
            preposition,
            "in" | "on" | "at" | "as" | "of" | "for" | "within"
        )
        && !lexicon::is_located(participle);
    let doing = doing || open;
    (said_of && !purpose && !doing).then_some(Done {
        auxiliary,
        taken,
        participle,
        preposition,
        behind: rest.trim(),
    })
}

/// Takes the first word off a text.
fn next<'t>(text: &mut &'t str) -> Option<&'t str> {
    *text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    *text = rest;
    (!word.is_empty()).then_some(word)
}

/// Whether a phrase is all that stands behind the preposition, and is one thing.
fn is_complement(answer: &str) -> bool {
    let words = text::words(answer);
    let first = words.first().map_or("", String::as_str);
    let joined = words.iter().any(|word| {
        lexicon::is_third_person(word)
            || matches!(
                word.as_str(),
                "you"
                    | "your"
                    | "that"
                    | "by"
                    | "is"
                    | "are"
                    | "can"
                    | "must"
                    | "be"
                    | "using"
                    | "via"
            )
    });
    // What goes on with another verb is more than was asked.
    let goes_on = words
        .windows(2)
        .any(|pair| pair[0] == "and" && lexicon::is_base_verb(&pair[1]));
    let vague = matches!(first, "different" | "various" | "several" | "many");
    let opens = !goes_on && !vague && !lexicon::is_stop(first)
        || matches!(first, "a" | "an" | "the" | "each" | "all");
    let listed = !answer.contains(',') || answer.contains(" and ") || answer.contains(" or ");
    let idiom = matches!(
        answer.to_lowercase().as_str(),
        "default"
            | "parallel"
            | "general"
            | "advance"
            | "real time"
            | "real-time"
            | "demand"
            | "place"
            | "hand"
            | "order"
            | "use"
            | "free"
            | "scale"
            | "charge"
    );
    let everyday =
        |word: &String| lexicon::is_stop(word) || lexicon::is_common(word) || word.ends_with("ly");
    opens
        && !joined
        && !idiom
        && listed
        && !words.iter().all(everyday)
        && said::is_answer(answer, WORDS)
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("passive", note, expect);
    }

    #[test]
    fn what_is_said_is_asked() {
        check(
            "## Cellars\n\nA cheese wheel must be stored in a humid cellar.\n",
            &[("Where must a cheese wheel be stored?", "in a humid cellar")],
        );
        check(
            "## Cellars\n\nAlpine cheese wheels are inspected by sworn tasters.\n",
            &[("What inspects Alpine cheese wheels?", "sworn tasters")],
        );
    }

    #[test]
    fn a_place_that_things_come_from_is_asked_for() {
        check(
            "## Cellars\n\nAlpine tasting protocols can be downloaded from the dairy archive.\n",
            &[(
                "Where can Alpine tasting protocols be downloaded from?",
                "the dairy archive",
            )],
        );
    }

    #[test]
    fn adjectives_and_levels_are_asked_for() {
        check(
            "## Cellars\n\nAlpine cheese wheels are vulnerable to red cellar mites.\n",
            &[(
                "What are Alpine cheese wheels vulnerable to?",
                "red cellar mites",
            )],
        );
        check(
            "## Cellars\n\nAlpine tasting protocols are defined at the canton level.\n",
            &[(
                "At which level are Alpine tasting protocols defined?",
                "canton",
            )],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Cellars\n\nThey are inspected by sworn tasters.\n", &[]);
        check("## Cellars\n\nCheese wheels are turned in parallel.\n", &[]);
    }
}
