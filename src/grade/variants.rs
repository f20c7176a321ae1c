//! All names of an expected answer: as written, without its bracket, its initials, what the notes or the
//! learner accept.

use super::normal::Name;
use super::typo;
use super::word::words;
use crate::lexicon;

/// All names of an expected answer: itself and what else is accepted, each also without its bracket and as
/// the parts around a slash; a short or long form in the bracket; its initials. A short form that the
/// prompt prints is no answer: "What does SQS stand for?"
pub(super) fn names(answer: &str, accept: &[String], prompt: &str) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for text in std::iter::once(answer).chain(accept.iter().map(String::as_str)) {
        push(&mut names, Name::typed(text));
    }
    let asked = words(prompt);
    let mut derive = |text: &str| {
        let mut name = Name::typed(text);
        name.derived = true;
        let printed = match name.core() {
            [only] => asked.iter().any(|word| word.plain == only.plain),
            _ => false,
        };
        if !printed {
            push(&mut names, name);
        }
    };
    for text in std::iter::once(answer).chain(accept.iter().map(String::as_str)) {
        let (bare, inside) = bracket(text);
        let parts: Vec<&str> = bare.split(" / ").map(str::trim).collect();
        if parts.len() > 1 && !exclude_each_other(&parts) {
            for part in parts {
                derive(part);
            }
        }
        if let Some(inside) = inside {
            if is_other_name(&bare, &inside) {
                derive(&inside);
            }
            derive(&bare);
        }
        if let Some(initials) = initials(&bare) {
            derive(&initials);
        }
    }
    names
}

fn push(names: &mut Vec<Name>, name: Name) {
    if !name.is_empty() && !names.iter().any(|known| known.all == name.all) {
        names.push(name);
    }
}

/// "TCP / UDP" is no choice of names.
fn exclude_each_other(parts: &[&str]) -> bool {
    parts.iter().enumerate().any(|(at, part)| {
        let part = words(part);
        parts[..at].iter().any(|other| {
            let other = words(other);
            part.iter()
                .any(|word| other.iter().any(|other| typo::exclude(word, other)))
        })
    })
}

/// A text without its first bracket, and what stood in it. A bracket that belongs to a word or counts
/// ("iron(II)", "iron (II) oxide") is none.
pub(super) fn bracket(text: &str) -> (String, Option<String>) {
    let whole = || (text.to_string(), None);
    let Some(open) = text.find('(') else {
        return whole();
    };
    let Some(close) = text[open..].find(')').map(|at| at + open) else {
        return whole();
    };
    let inside = text[open + 1..close].trim();
    let apart = text[..open].is_empty() || text[..open].ends_with(char::is_whitespace);
    let counts = inside.chars().count() < 2
        || inside
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'));
    let rest = format!(
        "{} {}",
        text[..open].trim_end(),
        text[close + 1..].trim_start()
    );
    if !apart || counts || rest.trim().is_empty() {
        return whole();
    }
    (rest.trim().to_string(), Some(inside.to_string()))
}

/// Whether what stands in brackets is a name too: a short form of the rest, its long form, or one that has
/// its words.
fn is_other_name(bare: &str, inside: &str) -> bool {
    let outside = words(bare);
    let (short, long) = (inside.to_lowercase(), bare.to_lowercase());
    let shares = words(inside)
        .iter()
        .any(|word| outside.contains(word) && !lexicon::is_stop(&word.plain));
    let product = inside.contains('@') && !inside.contains(' ');
    is_short_for(&short, &long)
        || is_short_for(&long, &short)
        || product
        || (shares && inside.split_whitespace().count() <= 4)
}

/// Whether a single word of a few letters has the letters of a longer name in their order, and starts as
/// one of its words.
fn is_short_for(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let few = (2..=6).contains(&letters.len()) && !short.contains(' ');
    if !few || long.split_whitespace().count() < 2 && long.len() <= short.len() {
        return false;
    }
    long.split(|c: char| !c.is_alphanumeric())
        .enumerate()
        .filter(|(_, word)| word.chars().next() == letters.first().copied())
        .any(|(at, _)| {
            let mut rest = long
                .split(|c: char| !c.is_alphanumeric())
                .skip(at)
                .flat_map(str::chars);
            letters
                .iter()
                .all(|letter| rest.any(|other| other == *letter))
        })
}

/// The initials of a name of at least three words in capitals: "Application Load Balancer" is `ALB`,
/// "Identity and Access Management" `IAM`.
fn initials(answer: &str) -> Option<String> {
    let name = Name::typed(answer);
    let skip = name.all.len() - name.core().len();
    let words: Vec<&str> = answer
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/'))
        .filter(|word| word.starts_with(char::is_alphanumeric))
        .skip(skip)
        .filter(|word| !matches!(*word, "and" | "of" | "the" | "for" | "to" | "in" | "on"))
        .collect();
    let capitals = words.len() >= 3
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase));
    capitals.then(|| {
        words
            .iter()
            .filter_map(|word| word.chars().next())
            .collect()
    })
}
