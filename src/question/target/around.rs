//! What stands around a phrase and makes it a bad blank: it can be read off the words beside it, or it is
//! only a part of a name or of an enumeration.

use std::ops::Range;

use crate::fact::text;
use crate::lexicon;

/// Words that join the members of an enumeration.
const JOINTS: &[&str] = &[
    "/", "and", "or", "&", "och", "eller", "samt", "und", "oder", "et",
];

/// Whether the phrase is one member of an enumeration whose others stay in sight: "a, ____, and c".
pub(super) fn is_member(text: &str, range: &Range<usize>) -> bool {
    let before = &text[..range.start];
    let after = &text[range.end..];
    let mut words = before.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    // "… and the ____" is joined as "… and ____" is.
    let bare = match last.to_lowercase().as_str() {
        "the" | "a" | "an" => words.next().unwrap_or_default().to_lowercase(),
        other => other.to_string(),
    };
    let mut behind = after.split_whitespace();
    let next = behind.next().unwrap_or_default().to_lowercase();
    let second = behind.next().unwrap_or_default();
    let capital = second.starts_with(char::is_uppercase);
    let then = text::words(second).concat();
    // "… in a queue and deletes them" goes on with a verb.
    let goes_on = lexicon::is_finite(&then)
        || lexicon::is_base_verb(&then)
        || lexicon::is_participle(&then) && !capital
        || matches!(
            then.as_str(),
            "then" | "it" | "they" | "you" | "we" | "not" | "is"
        );
    let spaced = after.starts_with(' ');
    if JOINTS.contains(&bare.as_str()) || spaced && JOINTS.contains(&next.as_str()) && !goes_on {
        return true;
    }
    let follows_comma = last.ends_with(',') && text::count(before) >= 1;
    let listed_behind = after.starts_with(',') && {
        let rest = after[1..].to_lowercase();
        rest.split([',', '.', ';']).take(2).any(|part| {
            let joint = part
                .split_whitespace()
                .take(6)
                .any(|word| JOINTS.contains(&word));
            joint || text::count(part) <= 2
        })
    };
    // "____, b and c", "a, ____, …", "a, ____ / b".
    listed_behind && !goes_on && (follows_comma || names_follow(after))
        || follows_comma && after.starts_with(',')
}

/// Whether a comma is followed by short members up to an "and".
fn names_follow(after: &str) -> bool {
    let rest = after.trim_start_matches(',').to_lowercase();
    let Some(joint) = [" and ", " or ", " och ", " eller "]
        .iter()
        .filter_map(|joint| rest.find(joint))
        .min()
    else {
        return false;
    };
    // "…, and the dairy closes" begins another clause.
    if rest[..joint].trim().is_empty() {
        return false;
    }
    rest[..joint].split(',').all(|part| {
        text::count(part) <= 3
            && !text::words(part)
                .iter()
                .any(|word| lexicon::is_finite(word))
    })
}

/// Whether the phrase is a part of a longer word or path.
pub(super) fn is_joined(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let mut after = text[range.end..].chars();
    let (first, second) = (after.next(), after.next());
    let joint = |c: char| "-/\\_@.:~+'’<>".contains(c) || c.is_alphanumeric();
    before.is_some_and(joint)
        || first.is_some_and(|c| {
            c.is_alphanumeric()
                || "-/\\_@~".contains(c) && second.is_none_or(|next| !next.is_whitespace())
                || ".:".contains(c) && second.is_some_and(char::is_alphanumeric)
        })
}

/// Whether the words beside the phrase say it in another way: "____ (axon hillock)", "____, also known
/// as …".
pub(super) fn is_glossed(text: &str, range: &Range<usize>) -> bool {
    let after = text[range.end..].trim_start_matches(['"', '”', '*', '`']);
    let bracket = after.trim_start().strip_prefix('(').map(|inside| {
        let end = inside.find(')').unwrap_or(inside.len());
        text::count(&inside[..end])
    });
    let named = [
        " aka",
        " a.k.a",
        ", aka",
        " i.e",
        ", i.e",
        " also known as",
        ", also known as",
        " also called",
        ", also called",
        " = ",
        " or simply ",
        " => ",
    ];
    let before = text[..range.start].trim_end();
    // A longer bracket says more about the sentence, not the phrase again.
    bracket.is_some_and(|words| words <= 3)
        || named.iter().any(|sign| after.starts_with(sign))
        || before.ends_with(" aka")
        || before.ends_with('=')
        || before.ends_with("i.e.")
        || before.ends_with('(') && text[range.end..].starts_with(')')
}

/// Whether the phrase ends a name of several words that is written in capitals: "Encryption at ____".
pub(super) fn closes_title(text: &str, range: &Range<usize>) -> bool {
    let words: Vec<&str> = text[..range.start].split_whitespace().collect();
    let [.., head, preposition] = words.as_slice() else {
        return false;
    };
    let part = &text[range.clone()];
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    capital(part)
        && !part.contains(' ')
        && !part.chars().skip(1).any(char::is_uppercase)
        && matches!(
            *preposition,
            "at" | "of" | "in" | "on" | "as" | "to" | "for"
        )
        && capital(head)
}

/// Whether a name in capitals goes on beside the phrase: "Azure ____ Manager".
pub(super) fn is_inside_name(text: &str, range: &Range<usize>) -> bool {
    let part = &text[range.clone()];
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let words: Vec<&str> = text[..range.start].split_whitespace().collect();
    // "Amazon ____": the maker of a product says little.
    let maker = words
        .last()
        .is_some_and(|word| crate::question::context::is_maker(&word.to_lowercase()));
    let before = words.len() > 1
        && !maker
        && words
            .last()
            .is_some_and(|word| capital(word) && !word.ends_with([',', '.', ':', ';', ')']));
    let after = text[range.end..].starts_with(' ')
        && text[range.end..]
            .split_whitespace()
            .next()
            .is_some_and(capital);
    capital(part) && (before || after)
}

/// Whether the phrase is one small word behind a preposition, which often only one word fits: "in ____".
pub(super) fn is_lone(text: &str, range: &Range<usize>) -> bool {
    let part = &text[range.clone()];
    let last = text[..range.start]
        .split_whitespace()
        .last()
        .unwrap_or_default();
    let preposition = lexicon::is_joint(&last.to_lowercase()) || matches!(last, "as" | "into");
    preposition
        && !part.contains(' ')
        && part.chars().all(char::is_lowercase)
        && text[range.end..].trim_start().len() < 2
}

/// Whether a phrase is one word in small letters.
pub(super) fn is_small(part: &str) -> bool {
    !part.contains(' ') && part.chars().all(|c| c.is_lowercase() || c == '-')
}

/// Whether the word before the phrase says that others of its kind are meant, or points back.
pub(super) fn is_determined(text: &str, range: &Range<usize>) -> bool {
    let last = text[..range.start].split_whitespace().last();
    let first = text[range.clone()].split_whitespace().next();
    [last, first].into_iter().flatten().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "other"
                | "your"
                | "same"
                | "such"
                | "own"
                | "its"
                | "their"
                | "his"
                | "her"
                | "two"
                | "different"
                | "various"
                | "underlying"
                | "specific"
                | "selected"
                | "new"
                | "more"
                | "certain"
                | "several"
                | "many"
                | "any"
        )
    })
}

/// Whether a number is joined to another that stays in sight: "layers 5 and ____".
pub(super) fn is_paired_number(text: &str, range: &Range<usize>) -> bool {
    let mut before = text[..range.start].split_whitespace().rev();
    let digits = |word: &str| {
        let word = word.trim_end_matches(',');
        !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
    };
    let Some(last) = before.next() else {
        return false;
    };
    let joint = matches!(last, "and" | "och" | "&" | "und");
    last.ends_with(',') && digits(last) || joint && before.next().is_some_and(digits)
}

/// Whether nothing before the phrase says what the sentence is about: it stands in the subject.
pub(super) fn is_opening(text: &str, range: &Range<usize>) -> bool {
    !text::words(&text[..range.start]).iter().any(|word| {
        lexicon::is_finite(word)
            || lexicon::is_any_base_verb(word)
            || lexicon::is_finite_or_plural(word)
            || lexicon::is_participle(word)
    })
}

/// Whether the phrase stands behind the announcement of an example.
pub(super) fn is_example(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].to_lowercase();
    let announced = [
        "e.g",
        "for example",
        "for instance",
        "such as",
        "ex:",
        "example:",
        "say ",
        "t.ex",
        "imagine",
        "suppose",
    ];
    announced.iter().any(|word| before.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The phrase is written in angle brackets.
    fn check(rule: fn(&str, &Range<usize>) -> bool, marked: &str, expect: bool) {
        let start = marked.find('<').unwrap();
        let end = marked.find('>').unwrap() - 1;
        let text = marked.replace(['<', '>'], "");
        assert_eq!(rule(&text, &(start..end)), expect, "{marked}");
    }

    #[test]
    fn members_of_enumerations() {
        check(is_member, "needs milk, <rennet>, and salt", true);
        check(is_member, "the constraints of <milk> and salt", true);
        check(is_member, "delas upp i bark och <märg>", true);
        check(is_member, "stored in a <cellar> and turned daily", false);
        check(is_member, "In spring, the <goat> gives milk", false);
        check(is_member, "uses <rennet>, which is an enzyme", false);
        check(is_member, "put in a <cellar>, and the dairy closes", false);
    }

    #[test]
    fn parts_of_words_and_names() {
        check(is_joined, "a multi-<goat> farm", true);
        check(is_joined, "on a <goat> farm", false);
        check(is_joined, "on a <goat>.", false);
        check(closes_title, "Enable Ripening at <Rest> for wheels", true);
        check(is_inside_name, "the Swiss <Cheese> Union", true);
        check(is_lone, "Wheels are kept in <cellars>", true);
    }

    #[test]
    fn glosses_and_examples() {
        check(is_glossed, "from the <rind> (the crust)", true);
        check(is_glossed, "the <rind>, also called crust", true);
        check(is_glossed, "the <rind> of a wheel", false);
        check(is_example, "sheep, e.g. <Lacaune>", true);
    }
}
