//! Blanks that no rule of the sentence forbids and that nobody can fill with certainty: vague nouns, the
//! subject of a predicate that fits many, and numbers that are told or of no weight.

use std::ops::Range;

use crate::fact::text;
use crate::lexicon;

/// Whether a phrase is one noun that fits most sentences.
pub(super) fn is_vague(part: &str) -> bool {
    let word = part.to_lowercase();
    !part.contains(' ') && lexicon::is_vague_noun(&lexicon::singular(&word))
}

/// Fewest telling words of a predicate without a number or a name that points to one subject only.
const PREDICATE: usize = 7;

/// Whether a predicate says something special enough to find its subject by: it has a number, a name, or
/// many words.
pub(super) fn is_special(rest: &str) -> bool {
    let figure = rest.contains(|c: char| c.is_ascii_digit());
    let name = rest.split_whitespace().skip(1).any(|word| {
        word.trim_start_matches(['(', '“', '"'])
            .starts_with(char::is_uppercase)
    });
    figure || text::content(rest) >= PREDICATE || name && text::content(rest) + 1 >= PREDICATE - 1
}

/// Whether a blank stands inside brackets, where it is an aside.
pub(super) fn is_bracketed(text: &str, range: &Range<usize>) -> bool {
    text::brackets(text)
        .iter()
        .any(|bracket| bracket.start < range.start && range.end < bracket.end)
}

/// Whether a phrase ends a row of words without "and": "repairs, upkeep, ____".
pub(super) fn ends_row(text: &str, range: &Range<usize>) -> bool {
    let Some(before) = text[..range.start].trim_end().strip_suffix(',') else {
        return false;
    };
    let last = text[range.end..].trim_matches(['.', ' ', '!']).is_empty();
    let beside = before
        .rsplit_once(',')
        .is_some_and(|(_, beside)| text::count(beside) <= 2);
    last && beside
}

/// Fewest letters of a unit that has a plural.
const UNIT: usize = 3;

/// Whether the words beside a number tell it: "____ minute" is one.
pub(super) fn is_told(text: &str, range: &Range<usize>) -> bool {
    let next = text::words(
        text[range.end..]
            .split_whitespace()
            .next()
            .unwrap_or_default(),
    )
    .concat();
    let spelled = next.chars().count() >= UNIT && next.chars().all(char::is_alphabetic);
    &text[range.clone()] == "1" && spelled && !lexicon::is_plural(&next)
}

/// Whether a share is somebody's estimate of the world: "around 40% of farms".
pub(super) fn is_estimate(text: &str, range: &Range<usize>) -> bool {
    let share = text[range.end..].trim_start().starts_with('%');
    let before = text::words(&text[..range.start]);
    let guess = before.iter().rev().take(2).any(|word| {
        matches!(
            word.as_str(),
            "around" | "about" | "roughly" | "nearly" | "almost" | "approximately" | "over"
        )
    });
    share && guess && text[range.end..].contains(" of ")
}

/// Whether a line is a bare range of a number: "12 l to ____ l", of what nobody knows.
pub(super) fn is_bare_range(text: &str) -> bool {
    let words = text::words(text);
    let opens = words.first().is_some_and(|first| {
        first.starts_with(|c: char| c.is_ascii_digit())
            || matches!(first.as_str(), "between" | "from" | "to" | "within")
    });
    let spelled = words.iter().filter(|word| {
        word.chars().all(char::is_alphabetic)
            && word.chars().count() > 3
            && !lexicon::is_stop(word)
            && !matches!(word.as_str(), "default" | "between" | "within")
    });
    let range = [" to ", " - ", " – ", "between "]
        .iter()
        .any(|sign| text.to_lowercase().contains(sign));
    opens && range && spelled.count() < 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The phrase is written in angle brackets.
    fn check(rule: fn(&str, &Range<usize>) -> bool, marked: &str, expect: bool) {
        let start = marked.find('<').expect("a phrase");
        let end = marked.find('>').expect("its end") - 1;
        let text = marked.replace(['<', '>'], "");
        assert_eq!(rule(&text, &(start..end)), expect, "{marked}");
    }

    #[test]
    fn blanks_that_are_told_or_stand_aside() {
        check(is_bracketed, "easier to churn (since <Cold>)", true);
        check(ends_row, "takes care of repairs, upkeep, <cleaning>", true);
        check(ends_row, "In spring, the goat gives <milk>", false);
        check(is_told, "rests for <1> minute", true);
        check(is_told, "rests for <10> minutes", false);
        check(is_estimate, "around <40>% of farms use it", true);
        check(is_estimate, "up to <40>% of fat in cheese", false);
    }

    #[test]
    fn predicates_that_point_to_one_subject() {
        assert!(!is_special("doesn't provide any churning tools"));
        assert!(is_special("holds up to 40 wheels"));
        assert!(is_bare_range("12 l to 16 l") && !is_bare_range("12 to 16 days to ripen a wheel"));
        assert!(is_vague("devices") && !is_vague("milk churn"));
    }
}
