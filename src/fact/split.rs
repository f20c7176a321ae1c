//! "Term: meaning", "Term - meaning", "**Term** meaning": where a line divides, and whether the left
//! side is a term at all.

use super::text::{self, Shape};
use crate::lexicon;
use crate::note::{Inline, Mark, MarkKind};

/// The sign between the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    Colon,
    Dash,
    Equals,
    /// The meaning of an arrow differs from author to author; it is never put into words.
    Arrow,
    /// `::`, which an author writes to ask for a card.
    DoubleColon,
    /// "X is a Y".
    Is,
    /// The term follows its description in brackets.
    Brackets,
}

/// A line in two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    pub left: String,
    pub right: Inline,
    pub separator: Separator,
    /// Whether the author wrote the left side in bold or as code.
    pub marked: bool,
}

/// Signs that divide a line, longest first where one begins with another.
const SIGNS: [(&str, Separator); 12] = [
    (" :: ", Separator::DoubleColon),
    (": ", Separator::Colon),
    (":- ", Separator::Colon),
    (" - ", Separator::Dash),
    (" – ", Separator::Dash),
    (" — ", Separator::Dash),
    (" -- ", Separator::Dash),
    (" = ", Separator::Equals),
    (" => ", Separator::Arrow),
    (" -> ", Separator::Arrow),
    (" → ", Separator::Arrow),
    ("— ", Separator::Dash),
];

/// Most words a term may have.
const TERM_WORDS: usize = 6;

/// Divides a line at its first sign outside brackets, quotes and code.
pub fn split(line: &Inline) -> Option<Split> {
    let (at, sign, separator) = first_sign(line)?;
    let left = line.text[..at].trim();
    let right = tail(line, at + sign.len());
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let marked = line.marks.iter().any(|mark| {
        matches!(mark.kind, MarkKind::Bold | MarkKind::Code)
            && mark.range.start == 0
            && mark.range.end + 1 >= left.len()
    });
    Some(Split {
        left: left.trim_end_matches(':').trim().to_string(),
        right,
        separator,
        marked,
    })
}

fn first_sign(line: &Inline) -> Option<(usize, &'static str, Separator)> {
    let shielded = shielded(line);
    let mut first: Option<(usize, &'static str, Separator)> = None;
    for (sign, separator) in SIGNS {
        let mut from = 0;
        while let Some(at) = line.text[from..].find(sign).map(|at| at + from) {
            if !shielded.iter().any(|range| range.contains(&at)) {
                let better = first.is_none_or(|(best, known, _)| {
                    at < best || (at == best && sign.len() > known.len())
                });
                if better {
                    first = Some((at, sign, separator));
                }
                break;
            }
            from = at + sign.len();
        }
    }
    first
}

/// What a sign inside does not divide: brackets, quotes, code and mathematics.
fn shielded(line: &Inline) -> Vec<std::ops::Range<usize>> {
    let mut ranges = text::brackets(&line.text);
    ranges.extend(
        line.marks
            .iter()
            .filter(|mark| matches!(mark.kind, MarkKind::Code | MarkKind::Math))
            .map(|mark| mark.range.clone()),
    );
    let mut open = None;
    for (at, c) in line.text.char_indices() {
        match (c, open) {
            ('"' | '“' | '”', Some(start)) => {
                ranges.push(start..at);
                open = None;
            }
            ('"' | '“', None) => open = Some(at),
            _ => {}
        }
    }
    ranges
}

/// The line from a byte on.
pub fn tail(line: &Inline, from: usize) -> Inline {
    let from = from.min(line.text.len());
    let rest = &line.text[from..];
    let from = from + (rest.len() - rest.trim_start().len());
    let marks = line
        .marks
        .iter()
        .filter(|mark| mark.range.end > from)
        .map(|mark| Mark {
            kind: mark.kind,
            range: mark.range.start.saturating_sub(from)..mark.range.end - from,
        })
        .collect();
    Inline {
        text: line.text[from..].to_string(),
        marks,
        span: line.span,
    }
}

/// Words that open a remark or a sentence, never a term.
const NO_TERM_START: [&str; 58] = [
    "more", "always", "only", "never", "before", "after", "during", "once", "then", "also",
    "please", "see", "it", "this", "that", "these", "those", "they", "you", "we", "if", "when",
    "for", "in", "to", "with", "by", "from", "on", "at", "as", "because", "there", "some", "each",
    "no", "not", "what", "why", "how", "where", "which", "who", "can", "must", "is", "are", "and",
    "or", "but", "has", "have", "every", "all", "most", "another", "one", "any",
];

/// Whether the right side of a line speaks of the author or to the reader, and so defines nothing.
pub fn is_address(meaning: &str) -> bool {
    ["I ", "I'", "We will ", "You must ", "You will ", "Your "]
        .iter()
        .any(|start| meaning.starts_with(start))
}

/// Whether the left side of a line can be a term of the subject. `marked` is whether the author marked
/// it as one.
pub fn is_term(left: &str, marked: bool) -> bool {
    let (bare, _) = text::without_brackets(left);
    let words = text::words(&bare);
    let lower = bare.to_lowercase();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    // "Main difference" names a part of the form, not a thing.
    if !marked && words.len() == 2 && lexicon::is_generic(last) && lexicon::is_common(first) {
        return false;
    }
    if words.len() > TERM_WORDS || bare.contains(['?', '!', '…', '"', '“']) {
        return false;
    }
    if lexicon::is_not_term(&lower) || (!marked && lexicon::is_weak_term(&lower)) {
        return false;
    }
    if first.chars().all(|c| c.is_ascii_digit()) && !marked {
        return false;
    }
    if matches!(
        last.as_str(),
        "link" | "links" | "video" | "videos" | "note" | "example" | "examples"
    ) {
        return false;
    }
    if words
        .iter()
        .any(|word| matches!(word.as_str(), "vs" | "versus"))
    {
        return false;
    }
    let sentence = words.iter().skip(1).any(|word| lexicon::is_finite(word));
    let dangling = lexicon::is_stop(last)
        && !matches!(last.as_str(), "down" | "up" | "out" | "in" | "off" | "on");
    let verb = !marked
        && words.len() > 1
        && matches!(
            text::shape(&bare),
            Shape::Imperative | Shape::Predicate | Shape::Participle
        );
    !(sentence || dangling || verb || NO_TERM_START.contains(&first.as_str()))
}

/// A sentence with a name behind it in brackets: "After a request arrives (viewer request)". The name is
/// the term of what the sentence describes.
pub fn split_named(line: &Inline) -> Option<Split> {
    let open = line.text.rfind(" (")?;
    let name = line.text[open + 2..].strip_suffix(')')?.trim();
    let (words, said) = (text::count(name), line.text[..open].trim());
    if !(1..=4).contains(&words)
        || text::count(said) < 5
        || name.contains([',', ';', ':', '=', '/'])
        || !is_term(name, false)
    {
        return None;
    }
    let meaning = Inline {
        text: said.to_string(),
        marks: Vec::new(),
        span: line.span,
    };
    Some(Split {
        left: name.to_string(),
        right: meaning,
        separator: Separator::Brackets,
        marked: false,
    })
}

/// Verbs of being that join a term to its meaning.
const COPULAS: [&str; 4] = [" is ", " are ", " refers to ", " means "];

/// How the right side of "X is a Y" begins.
const GENUS: [&str; 10] = [
    "a ",
    "an ",
    "the ",
    "any ",
    "one of ",
    "when ",
    "where ",
    "how ",
    "a set",
    "the process",
];

/// Divides "X is a Y". The term keeps its article only inside.
pub fn split_is(line: &Inline) -> Option<Split> {
    let (at, copula) = COPULAS
        .iter()
        .filter_map(|copula| line.text.find(copula).map(|at| (at, *copula)))
        .min()?;
    let left = line.text[..at].trim();
    let right = tail(line, at + copula.len());
    let means = matches!(copula, " refers to " | " means ");
    // "Flood means that the water rises": what follows is the meaning.
    let right = match right.text.strip_prefix("that ") {
        Some(_) if means => tail(&right, "that ".len()),
        _ => right,
    };
    let genus = GENUS.iter().any(|start| right.text.starts_with(start));
    let term = strip_article(left);
    if !(genus || means)
        || term.is_empty()
        || !is_term(term, false)
        || term.contains([',', ';', ':'])
    {
        return None;
    }
    if matches!(
        text::words(term).first().map(String::as_str),
        Some("each" | "every" | "all" | "most" | "another" | "one")
    ) {
        return None;
    }
    Some(Split {
        left: term.to_string(),
        right,
        separator: Separator::Is,
        marked: line.marks.iter().any(|mark| {
            mark.kind == MarkKind::Bold
                && mark.range.start <= left.len() - term.len()
                && mark.range.end >= left.len()
        }),
    })
}

/// The text without a leading article.
pub fn strip_article(text: &str) -> &str {
    let lower = text.to_lowercase();
    for article in ["a ", "an ", "the "] {
        if lower.starts_with(article) {
            return text[article.len()..].trim_start();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Inline {
        Inline {
            text: text.into(),
            ..Inline::default()
        }
    }

    fn check(text: &str, expect: Option<(&str, &str)>) {
        let found = split(&line(text)).map(|split| (split.left, split.right.text));
        assert_eq!(
            found.as_ref().map(|(l, r)| (l.as_str(), r.as_str())),
            expect,
            "{text}"
        );
    }

    #[test]
    fn lines_divide_at_the_first_sign_outside_brackets() {
        check(
            "Sid: an identifier - optional",
            Some(("Sid", "an identifier - optional")),
        );
        check("CodeCommit (trigger: new branch)", None);
        check(
            "Scale-out - add machines",
            Some(("Scale-out", "add machines")),
        );
        check("arn:aws:s3:::bucket", None);
        check(
            "osmosis :: water through a membrane",
            Some(("osmosis", "water through a membrane")),
        );
        check("say \"a: b\" now", None);
        check("10:30 start", None);
        check(
            "IAM = Identity and Access Management",
            Some(("IAM", "Identity and Access Management")),
        );
    }

    #[test]
    fn terms_are_told_from_lead_ins() {
        for term in [
            "Event queue",
            "SQS",
            "Lambda@Edge",
            "Principle of least privilege",
            "S3 Batch",
        ] {
            assert!(is_term(term, false), "{term}");
        }
        for other in [
            "Note",
            "In AWS",
            "You can choose",
            "Limited by time",
            "Use",
            "It",
            "Example",
            "used to",
            "What is it?",
        ] {
            assert!(!is_term(other, false), "{other}");
        }
    }

    #[test]
    fn definitions_by_a_verb_of_being() {
        let found = split_is(&line("A pod is the smallest unit that can be deployed")).unwrap();
        assert_eq!(
            (found.left.as_str(), found.right.text.as_str()),
            ("pod", "the smallest unit that can be deployed")
        );
        let found = split_is(&line("A flood means that the river rises fast")).unwrap();
        assert_eq!(found.right.text, "the river rises fast");
        assert_eq!(split_is(&line("The queue is empty")), None);
        assert_eq!(split_is(&line("It is a queue")), None);
    }
}
