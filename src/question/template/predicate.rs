//! `predicate`: what a line without a subject says of what stands above it. "Limited by time" asks what it
//! is limited by, "Pay per request" what one pays per, "No servers to manage" what one need not manage.

use super::{Candidate, Evidence, Scope, Template, one_or_two};
use crate::fact::{Fact, FactKind, text};
use crate::lexicon;
use crate::question::clause::Verb;
use crate::question::said::Said;
use crate::question::subject::Subject;
use crate::question::{active, clause, context, ground, pair, said};

pub(super) const TEMPLATE: Template = Template {
    name: "predicate",
    any_language: false,
    write,
};

/// Most words of the answer.
const WORDS: usize = 11;

fn write(fact: &Fact, scope: &Scope<'_>) -> Vec<Candidate> {
    let Some(sentence) = sentence(fact) else {
        return Vec::new();
    };
    let found = of_thing(&sentence, fact, scope)
        .or_else(|| of_reader(&sentence, fact, scope))
        .or_else(|| scope.said.iter().find_map(place));
    let Some(asked) = found.filter(|asked| {
        !said::has_twin(&asked.start, fact, scope) && !is_shown(&asked.answer, fact)
    }) else {
        return Vec::new();
    };
    let aliases = scope.document.aliases(&asked.answer);
    let two = asked.answer.split_once(" and ").filter(|_| asked.two);
    let question = match two {
        Some((one, two)) => pair::both(asked.prompt, one, two),
        None => one_or_two(asked.prompt, asked.answer, aliases),
    };
    let evidence = Evidence {
        base: asked.base,
        ..Evidence::default()
    };
    vec![TEMPLATE.candidate(question, &fact.topic, evidence)]
}

/// What a line says of the thing above it.
fn of_thing(sentence: &str, fact: &Fact, scope: &Scope<'_>) -> Option<Asked> {
    let subject = ground::grounded(fact, scope)?;
    let name = subject.text.clone();
    let subject = subject.settled(scope.document)?;
    let forms = [quality, act];
    let found = parts(sentence)
        .into_iter()
        .find_map(|part| forms.iter().find_map(|form| form(part, &subject)))?;
    // One everyday word beside other properties could as well be said of those.
    let lines = scope.group(fact.group).filter(|other| {
        matches!(
            other.kind,
            FactKind::Clause { .. } | FactKind::Definition(_)
        ) && other.span != fact.span
    });
    let short = !found.answer.contains([' ', '-']) && found.answer.chars().all(char::is_lowercase);
    let limit = sentence.starts_with("limited ") || sentence.starts_with("restricted ");
    let open = short && !limit && lines.count() >= 2;
    let rivals = &scope.rivals;
    (!open && !rivals.rival(&found.start, &name, fact, sentence)).then_some(found)
}

/// Whether the headings show the answer, be it inside another word.
fn is_shown(answer: &str, fact: &Fact) -> bool {
    let path = fact.topic.path().join(" ").to_lowercase();
    let words = text::words(answer);
    let mut telling = words.iter().filter(|word| !lexicon::is_stop(word));
    telling.all(|word| path.contains(&lexicon::singular(word)))
}

/// What a line says that its reader does or need not do.
fn of_reader(sentence: &str, fact: &Fact, scope: &Scope<'_>) -> Option<Asked> {
    let subject = ground::headed(fact, scope)?.settled(scope.document)?;
    parts(sentence)
        .into_iter()
        .find_map(|part| need_not(part, &subject).or_else(|| pay(part, &subject)))
}

/// The first sentence of a line that may have no subject.
fn sentence(fact: &Fact) -> Option<String> {
    let line = match &fact.kind {
        FactKind::Clause { line, .. } => line.text.as_str(),
        FactKind::Definition(_) => fact.text.as_str(),
        _ => return None,
    };
    let first = *clause::sentences(line).first()?;
    let plain = said::is_matter(line)
        && (said::is_plain(first) || first.starts_with("No ") && said::is_plain(&first[3..]));
    plain.then(|| text::lower_first(first, |_| true))
}

/// A line, and what stands before and behind a comma or dash in it: "Virtual machines - no servers to manage".
fn parts(sentence: &str) -> Vec<&str> {
    let mut parts = vec![sentence];
    for mark in [" - ", " – ", ", "] {
        if let Some((before, behind)) = sentence.split_once(mark)
            && text::count(before) <= 5
        {
            parts.push(before);
            parts.push(behind);
        }
    }
    parts
}

/// A question about a line.
struct Asked {
    prompt: String,
    answer: String,
    /// What the line begins with: another line that does so has another answer to the same question.
    start: String,
    base: f32,
    /// Whether the answer is two things, and the question says so.
    two: bool,
}

/// Prepositions that can stand at the end of a question.
const PREPOSITIONS: [&str; 13] = [
    "by", "with", "for", "on", "in", "to", "from", "as", "into", "through", "within", "at", "via",
];

/// What can be said of a thing together with a preposition.
const QUALITIES: [&str; 18] = [
    "ideal",
    "good",
    "great",
    "best",
    "perfect",
    "useful",
    "helpful",
    "suitable",
    "appropriate",
    "available",
    "accessible",
    "compatible",
    "responsible",
    "visible",
    "specific",
    "subject",
    "equivalent",
    "free",
];

/// "Limited by time", "Ideal for batch jobs", "Only available in Europe".
fn quality(said: &str, subject: &Subject) -> Option<Asked> {
    let modal = MODALS
        .iter()
        .find_map(|(start, modal)| Some((*modal, said.strip_prefix(start)?)));
    let (auxiliary, be, said_of) = match modal {
        Some((modal, rest)) => (modal, "be ", rest),
        None => (subject.is(), "", said),
    };
    let (only, rest) = match said_of.strip_prefix("only ") {
        Some(rest) => ("only ", rest),
        None => ("", said_of),
    };
    let (first, behind) = rest.split_once(' ')?;
    let (mut preposition, mut behind) = behind.split_once(' ')?;
    let mut only = only;
    if preposition == "only" {
        only = "only ";
        (preposition, behind) = behind.split_once(' ')?;
    }
    let participle = lexicon::is_participle(first) && first.ends_with("ed");
    // Of what is available or good one does not say by whom.
    let by = preposition == "by" && !participle;
    let purpose = matches!(first, "used" | "designed" | "intended" | "responsible")
        && matches!(preposition, "to" | "for");
    let fits = (participle || QUALITIES.contains(&first))
        && !purpose
        && !by
        && !matches!(first, "compared" | "need" | "based" if preposition != "on");
    if !fits {
        return None;
    }
    let rate = matches!(preposition, "per")
        || preposition == "by" && matches!(first, "billed" | "charged" | "priced");
    let answer = said::phrase(behind);
    if rate {
        let full = format!("{preposition} {answer}");
        let prompt = subject.ask("How", auxiliary, &format!("{be}{first}"));
        return asked(prompt, full, said, behind, 0.6);
    }
    if !PREPOSITIONS.contains(&preposition) {
        return None;
    }
    let opening = answer.split(' ').next().unwrap_or_default();
    let verbal = preposition == "to" && (lexicon::is_any_base_verb(opening) || opening == "be");
    if verbal && (participle || text::count(&answer) < 3) || opening == "default" {
        return None;
    }
    let answer = format!("{}{answer}", if verbal { "to " } else { "" });
    let asked_for = if verbal { "for" } else { preposition };
    if preposition == "by" {
        let modal = modal.map(|(modal, _)| modal);
        let open = !only.is_empty();
        return (!open).then(|| maker((first, modal), subject, said, behind))?;
    }
    if only.is_empty() && lexicon::is_located(first) && PLACES.contains(&preposition) {
        let prompt = subject.ask("Where", auxiliary, &format!("{be}{first}"));
        return asked(prompt, format!("{preposition} {answer}"), said, behind, 0.6);
    }
    let prompt = subject.ask("What", auxiliary, &format!("{only}{be}{first} {asked_for}"));
    asked(prompt, answer, said, behind, 0.6)
}

/// Prepositions that tell a place.
const PLACES: [&str; 5] = ["in", "on", "at", "within", "into"];

/// "Handled by a dairy": what handles it? "Cleaned by washing": how is it cleaned?
fn maker(
    (participle, modal): (&str, Option<&str>),
    subject: &Subject,
    said: &str,
    behind: &str,
) -> Option<Asked> {
    let answer = said::phrase(behind);
    if matches!(modal, Some("cannot" | "can only")) {
        return None;
    }
    if answer.split(' ').next()?.ends_with("ing") {
        let be = modal.map_or(String::new(), |_| "be ".to_string());
        let auxiliary = modal.unwrap_or(subject.is());
        let prompt = subject.ask("How", auxiliary, &format!("{be}{participle}"));
        return asked(prompt, format!("by {answer}"), said, behind, 0.6);
    }
    let prompt = active::ask(subject, modal, "", participle)?;
    // "By the service using rules" says how besides.
    let end = answer.find(" using ").unwrap_or(answer.len());
    asked(prompt, answer[..end].to_string(), said, behind, 0.6)
}

/// "Error handling must happen client side": where?
fn place(said: &Said<'_>) -> Option<Asked> {
    let (auxiliary, verb, behind) = match said.clause.verb {
        Verb::Modal(modal @ ("must" | "can" | "should")) => {
            let (verb, behind) = said.clause.rest.split_once(' ')?;
            (modal, verb, behind)
        }
        Verb::Act(base) => (said.subject.does(), base, said.clause.rest),
        _ => return None,
    };
    let answer = said::phrase(behind);
    let last = text::words(&answer).pop()?;
    let fits = matches!(verb, "happen" | "occur" | "run" | "live" | "reside")
        && text::count(&answer) <= 5
        && matches!(
            last.as_str(),
            "side"
                | "premises"
                | "cloud"
                | "level"
                | "layer"
                | "node"
                | "server"
                | "region"
                | "zone"
        );
    let prompt = said.subject.ask("Where", auxiliary, verb);
    fits.then(|| asked(prompt, answer, said.sentence, behind, 0.6))?
}

/// Openings of lines about what is done with a thing, with their auxiliary.
const MODALS: [(&str, &str); 6] = [
    ("can be ", "can"),
    ("can only be ", "can only"),
    ("must be ", "must"),
    ("should be ", "should"),
    ("cannot be ", "cannot"),
    ("has to be ", "must"),
];

/// "Runs on port 80", "Goes over a private network", "Requires a permit".
fn act(said: &str, subject: &Subject) -> Option<Asked> {
    let (verb, rest) = said.split_once(' ')?;
    let base =
        lexicon::base_of_third(verb).filter(|base| !matches!(*base, "be" | "do" | "have"))?;
    if matches!(base, "require" | "need") {
        let answer = said::phrase(rest);
        let opens = text::words(&answer).into_iter().next()?;
        let thing = !lexicon::is_stop(&opens) || matches!(opens.as_str(), "a" | "an" | "the");
        let fits = thing && text::count(&answer) >= 2 && !answer.contains(" to ");
        let prompt = subject.ask("What", subject.does(), base);
        return fits.then(|| asked(prompt, answer, said, rest, 0.58))?;
    }
    let (preposition, behind) = rest.split_once(' ')?;
    if !PREPOSITIONS.contains(&preposition) && preposition != "over" {
        return None;
    }
    let opens = behind.split(' ').next()?;
    let doing = opens.ends_with("ing") || lexicon::is_any_base_verb(opens) && preposition == "to";
    let leads = matches!(
        base,
        "allow" | "help" | "enable" | "try" | "want" | "aim" | "begin" | "start"
    );
    if leads && preposition == "to" {
        return None;
    }
    let asked_for = format!("{base} {preposition}");
    let prompt = subject.ask("What", subject.does(), &asked_for);
    (!doing).then(|| asked(prompt, said::phrase(behind), said, behind, 0.58))?
}

/// "No need to open ports", "No servers to manage".
fn need_not(said: &str, subject: &Subject) -> Option<Asked> {
    let rest = said.strip_prefix("no ")?;
    if let Some(deed) = rest.strip_prefix("need to ") {
        let prompt = format!("What do you not need to do with {}?", subject.text);
        return asked(prompt, said::phrase(deed), said, deed, 0.6);
    }
    let (thing, deed) = rest.split_once(" to ")?;
    let deed = said::phrase(deed);
    let verb = deed.split(' ').next()?;
    let fits = deed == verb && lexicon::is_any_base_verb(verb) && text::count(thing) <= 5;
    let prompt = format!("What do you not have to {verb} with {}?", subject.text);
    fits.then(|| asked(prompt, thing.to_string(), said, rest, 0.57))?
}

/// "Pay per request", "Only pay for what you use".
fn pay(said: &str, subject: &Subject) -> Option<Asked> {
    let bare = said
        .strip_prefix("you ")
        .unwrap_or(said)
        .trim_start_matches("only ");
    let rest = bare.strip_prefix("pay ")?;
    let (only, rest) = match rest.strip_prefix("only ") {
        Some(rest) => ("only ", rest),
        None if said.contains("only pay") => ("only ", rest),
        None => ("", rest),
    };
    let (link, behind) = rest.split_once(' ')?;
    // "Pay for what you use" is a slogan.
    let slogan = behind.starts_with("per ") || behind.starts_with("what ");
    if !matches!(link, "for" | "per" | "by") || slogan {
        return None;
    }
    let answer = said::phrase(behind);
    let name = &subject.text;
    if let Some((one, two)) = answer.split_once(" and ").filter(|_| link == "per") {
        let prompt = format!("Which 2 things do you {only}pay for with {name}?");
        let both = [one, two].map(text::count).into_iter().max() <= Some(3);
        let found = asked(prompt, answer.clone(), said, behind, 0.6)?;
        return both.then_some(Asked { two: true, ..found });
    }
    if link == "for" {
        let prompt = format!("What do you {only}pay for with {name}?");
        return asked(prompt, answer, said, behind, 0.6);
    }
    let prompt = format!("How do you {only}pay for {name}?");
    asked(prompt, format!("{link} {answer}"), said, behind, 0.6)
}

/// A question whose answer says something. `behind` is where the answer begins in the line.
fn asked(prompt: String, answer: String, said: &str, behind: &str, base: f32) -> Option<Asked> {
    let start = said[..said.len() - behind.len()].trim_end().to_string();
    let words = text::words(&answer);
    let maker = words.first().is_some_and(|first| context::is_maker(first))
        && (words.len() == 1 || answer.contains(','));
    // "What you use" is a thing, "namespaces that provide …" says more than was asked.
    let spoken = words.first().is_some_and(|first| first != "what")
        && words.iter().any(|word| lexicon::is_finite(word));
    let open = ["e.g", "i.e", " etc", "…"]
        .iter()
        .any(|sign| text::without_brackets(behind).0.contains(sign));
    // Three things are a list, and "as" opens another clause.
    let several = answer.contains(", ") || answer.contains(" as ");
    let fits = words.len() <= WORDS
        && !several
        && !open
        && !maker
        && !spoken
        && !words
            .iter()
            .any(|word| matches!(word.as_str(), "that" | "which"))
        && (said::is_answer(&answer, WORDS) || says(&answer));
    let prompt = said::on_condition(prompt, behind)?;
    let mut words = text::words(&answer).into_iter();
    // "By changing its state" still says how.
    let its = words.any(|word| matches!(word.as_str(), "its" | "their"));
    (fits && !its).then_some(Asked {
        two: false,
        prompt,
        answer,
        start,
        base,
    })
}

/// Whether a short answer of everyday words says something: "time", "what you use".
fn says(answer: &str) -> bool {
    let words = text::words(answer);
    let points = [
        "it", "this", "these", "them", "they", "that", "same", "other", "more", "all",
    ];
    words.iter().any(|word| !lexicon::is_stop(word))
        && !words.iter().any(|word| points.contains(&word.as_str()))
        && words.last().is_some_and(|last| !lexicon::is_stop(last))
        && text::is_balanced(answer)
        && answer.matches(',').count() <= 2
        && !answer.contains(['?', '!', '→', '=', '|', '{', '\\', '$', '<', '>', ':'])
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    fn check(note: &str, expect: &[(&str, &str)]) {
        check_asked("predicate", note, expect);
    }

    #[test]
    fn what_is_said_of_the_heading_is_asked() {
        check(
            "## Alpine Dairy Union\n\n- Limited by pasture - short seasons\n- Ideal for small herds\n- No kettles to clean\n- Pay per wheel\n",
            &[
                ("What limits Alpine Dairy Union?", "pasture"),
                ("What is Alpine Dairy Union ideal for?", "small herds"),
                (
                    "What do you not have to clean with Alpine Dairy Union?",
                    "kettles",
                ),
                ("How do you pay for Alpine Dairy Union?", "per wheel"),
            ],
        );
        check(
            "## Alpine Dairy Union\n\n- Goes over a high pass\n- Requires a written permit\n",
            &[
                ("What does Alpine Dairy Union go over?", "a high pass"),
                ("What does Alpine Dairy Union require?", "a written permit"),
            ],
        );
        check(
            "## Alpine Dairy Union\n\n- Runs on-demand\n- The whey check must happen farm side (twice)\n",
            &[("Where must the whey check happen?", "farm side")],
        );
        check(
            "## Alpine Dairy Union\n\n- The old union of the valley has kept its rules for three hundred years and more\n  - Only pay for the cheese you eat\n",
            &[(
                "What do you only pay for with Alpine Dairy Union?",
                "the cheese you eat",
            )],
        );
        check(
            "## Alpine Dairy Union\n\n- Billed per wheel of cheese\n",
            &[("How is Alpine Dairy Union billed?", "per wheel of cheese")],
        );
    }

    #[test]
    fn what_is_done_by_something_asks_what_does_it() {
        check(
            "## Alpine Dairy Union\n\n- Limited by wet summers\n- Can be joined by signing the old roll\n",
            &[
                ("What limits Alpine Dairy Union?", "wet summers"),
                (
                    "How can Alpine Dairy Union be joined?",
                    "by signing the old roll",
                ),
            ],
        );
    }

    #[test]
    fn what_cannot_be_asked_well_is_not() {
        check("## Alpine Dairy Union\n\n- Pay for what you eat\n", &[]);
        check(
            "## Milk stored for winter\n\n- Limited by cold cellars\n",
            &[],
        );
        check(
            "## Alpine Dairy Union\n\n- Limited by pasture\n- Limited by hay\n",
            &[],
        );
        check("## Overview\n\n- Limited by this\n", &[]);
    }
}
