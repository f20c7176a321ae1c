//! Labels that a list completes, made into questions: "Handles", "X is used for", "X consists of three
//! parts". A form is only made where it is grammatical whatever the members are.

use crate::fact::document::Document;
use crate::fact::text;
use crate::lexicon;

use super::kin::Form;
use super::{label, phrase};

/// A question that a label makes, without its full stop or count.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    /// "What does X handle": the count goes behind it.
    What(String),
    /// "parts does X consist of": "Which 3" goes in front.
    Which(String),
    /// "reasons for X": "What are the 3" goes in front.
    Are(String),
}

/// Words that stand at the end of a label which a list completes.
const LAST: [&str; 19] = [
    "of", "for", "in", "to", "with", "on", "by", "from", "into", "as", "between", "through",
    "against", "at", "about", "under", "over", "within", "via",
];

const AUXILIARIES: [&str; 11] = [
    "is", "are", "was", "were", "can", "could", "should", "must", "may", "might", "will",
];

/// Reads a label as a statement that its list completes. `subject` is what stands above, for labels
/// that have no subject of their own.
pub(super) fn ask(
    label: &str,
    subject: Option<&str>,
    form: Form,
    count: usize,
    document: &Document,
) -> Option<Asked> {
    if label.contains(['?', '!', '"', '“', '=', '→', '>', '/', ';', '(', ')']) {
        return None;
    }
    let tokens = tokens(label);
    let lower: Vec<String> = tokens.iter().map(|token| token.to_lowercase()).collect();
    lower.first()?;
    let clause = if begins_predicate(&lower) {
        let subject = subject?;
        Clause {
            subject: phrase::with_article(&phrase::lower(subject, document)),
            plural: phrase::is_plural(subject) && !is_name(subject),
            rest: &lower,
            tokens: &tokens,
            named: is_name(subject),
        }
    } else {
        with_subject(&tokens, &lower, subject, document)?
    };
    clause.ask(Members { form, count })
}

/// First words of what is no subject.
const NO_SUBJECT: [&str; 29] = [
    "this", "these", "those", "it", "they", "there", "if", "when", "that", "some", "which", "what",
    "how", "where", "who", "we", "i", "you", "and", "or", "also", "in", "for", "to", "with", "on",
    "by", "as", "other",
];

/// Words that open a clause inside a subject.
const OPENERS: [&str; 6] = ["that", "which", "if", "when", "who", "where"];

/// A label that has a subject and a verb.
fn with_subject<'a>(
    tokens: &'a [&'a str],
    lower: &'a [String],
    above: Option<&str>,
    document: &Document,
) -> Option<Clause<'a>> {
    let at = (1..lower.len()).find(|at| is_verb(lower, *at))?;
    let named = without_adverb(&tokens[..at]).join(" ");
    let you_can = lower[0] == "you" && lower[1] == "can";
    // A single word is a subject where it is the name that stands above.
    let known = above.is_some_and(|above| text::words(above).contains(&lower[0]));
    let code = named
        .chars()
        .skip(1)
        .any(|c| c.is_uppercase() || c.is_ascii_digit());
    let counted = lower[at..]
        .iter()
        .any(|word| phrase::number(word).is_some());
    let general = at == 1 && !known && !code && !counted;
    let bare =
        at == 2 && lexicon::preposition_of(&lower[1]).is_some() && label::is_plain(&lower[0]);
    let no_subject =
        general || bare || is_participle(&lower[0]) || NO_SUBJECT.contains(&lower[0].as_str());
    let nested = lower[..at]
        .iter()
        .any(|word| OPENERS.contains(&word.as_str()));
    if no_subject && !you_can
        || nested
        || named.is_empty()
        || at > 9
        || named.contains([',', ':', '-'])
    {
        return None;
    }
    Some(Clause {
        plural: phrase::is_plural(&named),
        named: is_name(&named),
        subject: if you_can {
            "you".to_string()
        } else {
            phrase::with_article(&phrase::lower(&named, document))
        },
        rest: &lower[at..],
        tokens: &tokens[at..],
    })
}

/// The words of a label without what points at the list: "the following", "these".
fn tokens(label: &str) -> Vec<&str> {
    let mut tokens: Vec<&str> = label
        .split_whitespace()
        .map(|token| token.trim_matches(|c: char| matches!(c, ':' | ',' | '.')))
        .filter(|token| !token.is_empty())
        .collect();
    while tokens.last().is_some_and(|last| {
        matches!(
            last.to_lowercase().as_str(),
            "the" | "following" | "these" | "below" | "things" | "either" | "both" | "e.g" | "also"
        )
    }) {
        tokens.pop();
    }
    tokens
}

fn without_adverb<'a>(tokens: &'a [&'a str]) -> &'a [&'a str] {
    match tokens.split_last() {
        Some((last, rest)) if matches!(*last, "also" | "only" | "often" | "then") => rest,
        _ => tokens,
    }
}

/// Whether a subject is the name of one thing, plural or not: "Example Analysis Services".
fn is_name(subject: &str) -> bool {
    let words: Vec<&str> = subject.split_whitespace().collect();
    words.len() >= 2
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a label begins with its verb.
fn begins_predicate(lower: &[String]) -> bool {
    let first = lower[0].as_str();
    let next = lower.get(1).map_or("", String::as_str);
    let third = lexicon::is_third_person(first) || phrase::is_seldom_plural(first);
    let joined = lexicon::base_of_third(first).is_some()
        && matches!(next, "and" | "&" | "or")
        && lower
            .get(2)
            .is_some_and(|third| lexicon::is_third_person(third));
    third
        || joined
        || matches!(first, "has" | "can" | "is" | "must" | "should" | "uses") && lower.len() > 1
        || is_participle(first)
            && lower
                .last()
                .is_some_and(|last| LAST.contains(&last.as_str()))
}

fn is_participle(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") || matches!(word, "used" | "built" | "made" | "known")
}

/// Whether the word at a place, behind a subject, is its verb.
fn is_verb(lower: &[String], at: usize) -> bool {
    let word = lower[at].as_str();
    let before = lower[at - 1].as_str();
    let next = lower.get(at + 1).map_or("", String::as_str);
    if matches!(
        before,
        "to" | "the" | "a" | "an" | "of" | "for" | "and" | "or"
    ) {
        return false;
    }
    let opens = next.is_empty() || LAST.contains(&next) || phrase::number(next).is_some();
    lexicon::is_finite(word) && word != "used" && word != "means"
        || phrase::is_seldom_plural(word)
        || lexicon::is_plural(before) && lexicon::is_base_verb(word) && opens
}

/// A subject and what is said of it.
struct Clause<'a> {
    subject: String,
    plural: bool,
    /// Whether it is the name of one thing, whatever it ends with.
    named: bool,
    /// The verb and what follows, in lower case.
    rest: &'a [String],
    /// The same as written.
    tokens: &'a [&'a str],
}

/// What completes the clause.
#[derive(Clone, Copy)]
struct Members {
    form: Form,
    count: usize,
}

impl Clause<'_> {
    fn ask(&self, members: Members) -> Option<Asked> {
        let verb = self.rest[0].as_str();
        let pointing = |word: &String| {
            OPENERS.contains(&word.as_str()) || matches!(word.as_str(), "not" | "this" | "it")
        };
        if self.rest.len() > 8 || self.rest.iter().any(pointing) {
            return None;
        }
        if AUXILIARIES.contains(&verb) {
            if self.rest.len() == 1 && verb == "are" && self.plural {
                let class = phrase::strip_count(&self.subject);
                return Some(Asked::Are(class.to_string()));
            }
            return self.with(verb, "", &self.tokens[1..], members);
        }
        if is_participle(verb) && !lexicon::is_third_person(verb) {
            let auxiliary = if self.plural { "are" } else { "is" };
            let tokens: Vec<&str> = std::iter::once(verb)
                .chain(self.tokens[1..].iter().copied())
                .collect();
            return self.with(auxiliary, "", &tokens, members);
        }
        // "Examines & assesses": both verbs are put in their base form.
        if let [first, joint, second, rest @ ..] = self.rest
            && matches!(joint.as_str(), "and" | "&" | "or")
            && let (Some(a), Some(b)) = (
                lexicon::base_of_third(first),
                lexicon::base_of_third(second),
            )
        {
            let from = self.tokens.len() - rest.len();
            let joint = if joint == "or" { "or" } else { "and" };
            let verbs = format!("{a} {joint} {b}");
            return self.with("does", &verbs, &self.tokens[from..], members);
        }
        let (auxiliary, base) = match (verb, lexicon::base_of_third(verb)) {
            ("has", _) => ("does", "have"),
            ("have", _) => ("do", "have"),
            (_, Some(base)) => ("does", base),
            (base, None) if lexicon::is_any_base_verb(base) => ("do", base),
            _ => return None,
        };
        self.with(auxiliary, base, &self.tokens[1..], members)
    }

    /// The question with its auxiliary, the main verb and what follows that.
    fn with(&self, auxiliary: &str, verb: &str, rest: &[&str], members: Members) -> Option<Asked> {
        let agrees = match auxiliary {
            "does" | "is" => !self.plural || self.named,
            "do" | "are" => self.plural,
            _ => true,
        };
        let article = matches!(auxiliary, "is" | "are")
            && rest.iter().any(|word| matches!(*word, "a" | "an" | "the"));
        if !agrees || article {
            return None;
        }
        let said = |rest: &[&str]| -> String {
            [auxiliary, &self.subject, verb]
                .into_iter()
                .filter(|part| !part.is_empty())
                .chain(rest.iter().copied())
                .collect::<Vec<_>>()
                .join(" ")
        };
        if let Some(counted) = counted(rest, members.count) {
            let (before, noun) = counted?;
            let whole = !verb.is_empty() || !before.is_empty();
            return whole.then(|| Asked::Which(format!("{} {}", noun.join(" "), said(before))));
        }
        let last = rest
            .last()
            .map_or(verb.to_string(), |last| last.to_lowercase());
        if auxiliary == "is" && rest.len() == 1 && last == "to" {
            let aim = phrase::head(&self.subject).is_some_and(|head| is_aim(&head));
            return (aim && members.form == Form::Action)
                .then(|| Asked::What(format!("is {}", self.subject)));
        }
        let closed = LAST.contains(&last.as_str())
            || rest.is_empty() && !verb.is_empty()
            || verb.is_empty() && lexicon::is_any_base_verb(&last)
            || last == "you";
        let doing = closed.then(|| does(&last, verb, rest, members.form))??;
        let question = said(rest);
        Some(Asked::What(if doing {
            format!("{question} do")
        } else {
            question
        }))
    }
}

/// Whether a head names what something is for.
fn is_aim(head: &str) -> bool {
    matches!(
        head,
        "purpose" | "goal" | "aim" | "objective" | "role" | "task" | "job"
    )
}

/// Whether the members are done, so that the question ends with "do". `None` where they do not fit what
/// they complete.
fn does(last: &str, verb: &str, rest: &[&str], members: Form) -> Option<bool> {
    let open = matches!(last, "to" | "can" | "you");
    let able = rest
        .first()
        .is_some_and(|first| matches!(*first, "used" | "you" | "users" | "able" | "designed"));
    let purpose =
        open && (able || matches!(verb, "help" | "aim" | "try" | "want" | "allow" | "enable"));
    match members {
        Form::Action | Form::Either if purpose => Some(true),
        Form::Name | Form::Either if !purpose => Some(false),
        Form::Action if !open && rest.is_empty() => Some(false),
        _ => None,
    }
}

/// "into three groups": what stands before the number, and the counted noun. The inner `None` says that
/// there is a number which is not that of the members.
#[allow(
    clippy::option_option,
    clippy::type_complexity,
    reason = "no number, a wrong one, and the parts are three things"
)]
fn counted<'a>(
    rest: &'a [&'a str],
    count: usize,
) -> Option<Option<(&'a [&'a str], &'a [&'a str])>> {
    let several = |word: &str| matches!(word, "following" | "several" | "multiple" | "various");
    let at = rest
        .iter()
        .position(|word| phrase::number(word).is_some() || several(word))?;
    let noun = &rest[at + 1..];
    let words: Vec<String> = noun.iter().map(|word| word.to_lowercase()).collect();
    let before = match rest[..at].split_last() {
        Some((last, before)) if matches!(*last, "these" | "the") => before,
        _ => &rest[..at],
    };
    let fits = (several(rest[at]) || phrase::number(rest[at]) == Some(count))
        && (1..=7).contains(&noun.len())
        && phrase::is_plural(&noun.join(" "))
        && words.last().is_some_and(|last| !lexicon::is_stop(last))
        && !words
            .iter()
            .any(|word| lexicon::is_finite(word) || OPENERS.contains(&word.as_str()))
        && before.len() <= 4
        && before
            .last()
            .is_none_or(|last| LAST.contains(last) || last.ends_with("ly"));
    Some(fits.then_some((before, noun)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, members: Form, expect: Option<&str>) {
        let document = Document::default();
        let found =
            ask(label, Some("Data Broker"), members, 3, &document).map(|asked| match asked {
                Asked::What(rest) => format!("What {rest}?"),
                Asked::Which(rest) => format!("Which 3 {rest}?"),
                Asked::Are(rest) => format!("What are the 3 {rest}?"),
            });
        assert_eq!(found.as_deref(), expect, "{label}");
    }

    #[test]
    fn predicates_become_questions() {
        use Form::{Action, Name};
        check("Handles", Name, Some("What does Data Broker handle?"));
        check(
            "Examines & assesses",
            Name,
            Some("What does Data Broker examine and assess?"),
        );
        check("Used for", Name, Some("What is Data Broker used for?"));
        check("Used to", Action, Some("What is Data Broker used to do?"));
        check("Used to", Name, None);
        check(
            "Can be connected to",
            Name,
            Some("What can Data Broker be connected to?"),
        );
        check(
            "Allows you to",
            Action,
            Some("What does Data Broker allow you to do?"),
        );
        check(
            "Is based on the following",
            Name,
            Some("What is Data Broker based on?"),
        );
        check(
            "Has three parts",
            Name,
            Some("Which 3 parts does Data Broker have?"),
        );
        check("Has two parts", Name, None);
        check("Types", Name, None);
        check("Security Groups", Name, None);
    }

    #[test]
    fn unfinished_clauses_become_questions() {
        use Form::{Action, Name};
        check(
            "A queue consists of",
            Name,
            Some("What does a queue consist of?"),
        );
        check(
            "storage systems include",
            Name,
            Some("What do storage systems include?"),
        );
        check(
            "tests are divided into three groups",
            Name,
            Some("Which 3 groups are tests divided into?"),
        );
        check(
            "The purpose of a review is to",
            Action,
            Some("What is the purpose of a review?"),
        );
        check(
            "review steps are",
            Name,
            Some("What are the 3 review steps?"),
        );
        check("This includes", Name, None);
    }
}
