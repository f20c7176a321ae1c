//! Text of a note made ready for questions: without glyphs, enumerators and stray signs, and the
//! small questions about words that the extractors share.

use crate::lexicon;
use crate::note::{Inline, Mark};

/// The line without emoji, list glyphs, leading enumerators, double blanks and closing punctuation.
/// Marks move along.
pub fn clean(line: &Inline) -> Inline {
    let skip = enumerator(&line.text);
    let mut text = String::with_capacity(line.text.len());
    // Where each byte of the old text went.
    let mut moved = vec![0; line.text.len() + 1];
    for (at, c) in line.text.char_indices() {
        moved[at..at + c.len_utf8()].fill(text.len());
        if at < skip || is_glyph(c) {
            continue;
        }
        if c.is_whitespace() || c == '\u{A0}' {
            if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        } else {
            text.push(c);
        }
    }
    moved[line.text.len()] = text.len();
    let end = closing(&text);
    text.truncate(end);
    let marks = line
        .marks
        .iter()
        .map(|mark| Mark {
            kind: mark.kind,
            range: moved[mark.range.start].min(end)..moved[mark.range.end].min(end),
        })
        .filter(|mark| mark.range.start < mark.range.end)
        .collect();
    Inline {
        text,
        marks,
        span: line.span,
    }
}

/// Emoji, dingbats and bullets that authors put in front of lines.
fn is_glyph(c: char) -> bool {
    matches!(c,
        '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}'
        | '\u{200B}'..='\u{200F}' | '\u{2022}' | '\u{25A0}'..='\u{25FF}' | '\u{FFFD}' | '\u{FEFF}')
}

/// Length of a leading "1.", "2.1", "a)" or "(iv)" with the blank behind it.
fn enumerator(text: &str) -> usize {
    let lead = text.len() - text.trim_start().len();
    let Some(word) = text[lead..].split_whitespace().next() else {
        return 0;
    };
    let inner = word
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':']);
    let digits = !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
    let counted = inner.len() == 1 || inner.chars().all(|c| "ivx".contains(c)) || digits;
    let next = text[lead + word.len()..]
        .split_whitespace()
        .next()
        .unwrap_or_default();
    // "2.1 Storage" is numbered, "2.5 GB" is measured.
    let unit = matches!(
        next.to_lowercase().as_str(),
        "ghz"
            | "mhz"
            | "khz"
            | "thz"
            | "gbps"
            | "mbps"
            | "kbps"
            | "gbit"
            | "mbit"
            | "gib"
            | "mib"
            | "kib"
            | "tib"
    );
    let names = !unit
        && next.starts_with(char::is_uppercase)
        && next.chars().skip(1).any(char::is_lowercase);
    let sectioned = digits && inner.contains('.') && inner.len() >= 3 && names;
    let listed = digits && word.ends_with(':') && inner.len() <= 2 && names;
    let closed = word.ends_with([')', '.']) || sectioned || listed;
    let plain = inner.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    if counted && closed && plain && !inner.is_empty() && inner.len() <= 7 && !word.ends_with("..")
    {
        let rest = &text[lead + word.len()..];
        return text.len() - rest.trim_start().len();
    }
    0
}

/// Where the text ends without a full stop, semicolon or comma; dots of an open list stay.
fn closing(text: &str) -> usize {
    let trimmed = text.trim_end();
    if trimmed.ends_with("...") || trimmed.ends_with("etc.") || trimmed.ends_with("e.g.") {
        return trimmed.len();
    }
    trimmed.trim_end_matches(['.', ';', ',', ' ']).len()
}

/// The words of a text, lower-case, without the punctuation around them.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Number of words.
pub fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
        .count()
}

/// What a line is, as far as a closed list of verbs tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A sentence with a subject of its own.
    Clause,
    /// A sentence without its subject: "Enables users to …", "Can be shared".
    Predicate,
    /// A participle with what belongs to it: "Limited by time".
    Participle,
    /// "Use a queue", "Make sure that …".
    Imperative,
    /// "If …", "When …" without a main clause.
    Condition,
    /// Anything else: names, noun phrases, remarks.
    Fragment,
}

/// Words that open a subordinate clause, whose verb is not the verb of the sentence.
const OPENERS: [&str; 22] = [
    "that", "which", "who", "whose", "where", "when", "if", "because", "while", "unless", "until",
    "whether", "how", "what", "although", "since", "so", "as", "after", "before", "once", "why",
];

/// Prepositions behind a participle that starts a line.
const AFTER_PARTICIPLE: [&str; 13] = [
    "by", "with", "to", "for", "on", "in", "from", "as", "of", "at", "into", "through", "between",
];

/// Tells what a line is.
pub fn shape(text: &str) -> Shape {
    let words = if text.contains(['(', '[']) {
        words(&without_brackets(text).0)
    } else {
        words(text)
    };
    let Some(first) = words.first().map(String::as_str) else {
        return Shape::Fragment;
    };
    let second = words.get(1).map_or("", String::as_str);
    let is_modal = lexicon::is_finite(first);
    if words.len() >= 2 && is_modal && !(first == "used" && second == "to") && first != "means" {
        return Shape::Predicate;
    }
    if first.ends_with("ed") && AFTER_PARTICIPLE.contains(&second) || first == "used" {
        return Shape::Participle;
    }
    if words.len() >= 3 && lexicon::is_finite_or_plural(first) && opens_object(second) {
        return Shape::Predicate;
    }
    if lexicon::is_base_verb(first) {
        return Shape::Imperative;
    }
    if words.len() >= 4 && has_main_verb(&words) {
        return Shape::Clause;
    }
    if words.len() >= 3 && lexicon::is_any_base_verb(first) && opens_object(second) {
        return Shape::Imperative;
    }
    if matches!(first, "if" | "when" | "unless") {
        return Shape::Condition;
    }
    Shape::Fragment
}

/// Whether a word can follow a verb but seldom a noun at the head of a line.
fn opens_object(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "all"
            | "any"
            | "your"
            | "you"
            | "its"
            | "their"
            | "both"
            | "each"
            | "multiple"
            | "that"
            | "it"
            | "them"
            | "up"
            | "data"
            | "no"
            | "every"
            | "this"
            | "these"
            | "more"
            | "many"
            | "several"
            | "one"
            | "two"
            | "three"
    )
}

/// Whether the words hold a finite verb that is not the verb of a subordinate clause.
fn has_main_verb(words: &[String]) -> bool {
    let mut pending = 0;
    let mut in_verb = false;
    for (at, word) in words.iter().enumerate() {
        let word = word.as_str();
        let verb = at > 0 && is_verb_at(words, at);
        if verb && in_verb {
            continue;
        }
        if verb {
            if pending == 0 {
                return true;
            }
            pending -= 1;
            in_verb = true;
        } else if OPENERS.contains(&word) {
            // "such as" and "as well" open nothing.
            let phrase = word == "as" || (word == "so" && at == 0);
            if !phrase {
                pending += 1;
            }
            in_verb = false;
        } else if !(in_verb && (word == "not" || word == "also" || word.ends_with("ly"))) {
            in_verb = false;
        }
    }
    false
}

/// Whether the word at a place is a finite verb there.
fn is_verb_at(words: &[String], at: usize) -> bool {
    let word = words[at].as_str();
    // Adverbs stand between a subject and its verb.
    let before = words[..at]
        .iter()
        .rfind(|word| {
            !word.ends_with("ly")
                && !matches!(
                    word.as_str(),
                    "only" | "also" | "always" | "often" | "never" | "not"
                )
        })
        .map_or("", String::as_str);
    let after = words.get(at + 1).map_or("", String::as_str);
    if before == "to" || (before == "the" && word != "is") {
        return false;
    }
    if word == "used" {
        return !matches!(
            after,
            "to" | "for" | "by" | "in" | "as" | "with" | "on" | "when" | ""
        );
    }
    if lexicon::is_finite(word) {
        return true;
    }
    if matches!(
        before,
        "you" | "we" | "they" | "i" | "it" | "that" | "which" | "who"
    ) {
        return lexicon::is_any_base_verb(word) || lexicon::is_finite_or_plural(word);
    }
    let plural_before = lexicon::is_plural(before) && !lexicon::is_stop(before);
    if plural_before && lexicon::is_base_verb(word) {
        return true;
    }
    let singular_before =
        !before.is_empty() && !lexicon::is_stop(before) && !lexicon::is_plural(before);
    // "Lambda runs code" has a verb, "queue limits for accounts" has none.
    let joint = matches!(
        after,
        "" | "for"
            | "of"
            | "in"
            | "with"
            | "by"
            | "on"
            | "and"
            | "or"
            | "per"
            | "are"
            | "is"
            | "to"
            | "from"
    );
    singular_before
        && lexicon::is_finite_or_plural(word)
        && (opens_object(after) || is_bound(word, after, joint) || (at == 1 && !joint))
}

/// Whether a noun-like word is a verb by what stands behind it: "damp causes mould", "a ceiling leads to
/// shortages".
fn is_bound(word: &str, after: &str, joint: bool) -> bool {
    match word {
        "leads" | "points" => after == "to",
        "results" => after == "in",
        "stands" => after == "for",
        "breaks" => matches!(after, "down" | "up" | "into"),
        _ => word == "causes" && !joint,
    }
}

/// Whether each bracket and double quote of a text has its partner.
pub fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quotes = 0;
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => open.push(c),
            ')' | ']' | '}' => {
                let partner = match c {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                if open.pop() != Some(partner) {
                    return false;
                }
            }
            '"' | '“' => quotes += 1,
            '”' => quotes -= 1,
            _ => {}
        }
    }
    open.is_empty() && quotes % 2 == 0
}

/// Byte ranges of the text that stand in brackets, outermost ones only.
pub fn brackets(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    found
}

/// The text without what stands in brackets, and that.
pub fn without_brackets(text: &str) -> (String, Option<String>) {
    let ranges = brackets(text);
    let mut out = String::new();
    let mut at = 0;
    for range in &ranges {
        out.push_str(&text[at..range.start]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    let gloss = ranges
        .first()
        .map(|range| text[range.start + 1..range.end - 1].trim().to_string());
    (
        out.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .replace(" ,", ","),
        gloss,
    )
}

/// The text with its first letter in lower case, unless the first word is a name: written with
/// capitals or digits inside, all capitals, or never lower-case in `lower`.
pub fn lower_first(text: &str, is_lower: impl Fn(&str) -> bool) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_matches(|c: char| !c.is_alphanumeric());
    let mut chars = bare.chars();
    let titled =
        chars.next().is_some_and(char::is_uppercase) && chars.all(|c| c.is_lowercase() || c == '-');
    if titled && is_lower(&bare.to_lowercase()) {
        let at = text.find(bare).unwrap_or(0);
        let head = bare.chars().next().map_or(0, char::len_utf8);
        return format!(
            "{}{}{}",
            &text[..at],
            bare[..head].to_lowercase(),
            &text[at + head..]
        );
    }
    text.to_string()
}

/// The text with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The words of a text with one blank between them.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a text in lower case and nothing else: "walk-through" is "walkthrough".
pub fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many words of a text are no function words.
pub fn content(text: &str) -> usize {
    let words = words(text);
    words.iter().filter(|word| !lexicon::is_stop(word)).count()
}

/// A text for comparison: lower-case words, plurals undone, function words left out.
pub fn key(text: &str) -> Vec<String> {
    words(text)
        .iter()
        .filter(|word| !lexicon::is_stop(word))
        .map(|word| lexicon::singular(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_shape(text: &str, expect: Shape) {
        assert_eq!(shape(text), expect, "{text}");
    }

    #[test]
    fn shapes() {
        use Shape::{Clause, Fragment, Imperative, Participle, Predicate};
        check_shape("A low price ceiling leads to shortages", Clause);
        check_shape("Damage to the hull causes sudden flooding", Clause);
        check_shape("Root causes of sudden flooding", Fragment);
        check_shape("The function must be registered in a target group", Clause);
        check_shape("Lambda supports many languages", Clause);
        check_shape("Groups only contain users, not other groups", Clause);
        check_shape(
            "If the function is retried, you will see duplicates",
            Clause,
        );
        check_shape(
            "memory that loses its contents when the computer is powered off",
            Fragment,
        );
        check_shape("an anonymization method that cannot be reversed", Fragment);
        check_shape("Enables users to share files", Predicate);
        check_shape("Can define a queue for failures", Predicate);
        check_shape("Supports the HTTP protocol", Predicate);
        check_shape("Limited by time", Participle);
        check_shape("Used to route traffic", Participle);
        check_shape("Ensure the role exists", Imperative);
        check_shape("Use a queue for failures", Imperative);
        check_shape("IAM roles for services", Fragment);
        check_shape("API Gateway", Fragment);
        check_shape("Website Security and Privacy", Fragment);
    }

    fn check_clean(text: &str, expect: &str) {
        let line = Inline {
            text: text.into(),
            ..Inline::default()
        };
        assert_eq!(clean(&line).text, expect);
    }

    #[test]
    fn lines_are_cleaned() {
        check_clean("2.4 GHz reaches further", "2.4 GHz reaches further");
        check_clean("2.1 Storage of hay", "Storage of hay");
        check_clean("💡 A  tip.", "A tip");
        check_clean("2.1 Storage;", "Storage");
        check_clean("a) first", "first");
        check_clean("• S3, SNS...", "S3, SNS...");
        check_clean("3 tries in total", "3 tries in total");
        check_clean("2.5 GB of memory", "2.5 GB of memory");
        check_clean("e.g. this", "e.g. this");
    }

    #[test]
    fn brackets_and_case() {
        assert_eq!(
            without_brackets("Simple Email Service (SES)"),
            ("Simple Email Service".into(), Some("SES".into()))
        );
        assert!(is_balanced("a (b) \"c\"") && !is_balanced("a (b"));
        let lower = |word: &str| word == "main";
        assert_eq!(lower_first("Main parts", lower), "main parts");
        assert_eq!(lower_first("Lambda parts", lower), "Lambda parts");
        assert_eq!(lower_first("API parts", |_| true), "API parts");
    }
}
