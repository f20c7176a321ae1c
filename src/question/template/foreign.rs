//! What is a term in notes of other languages than English, whose words no list knows: no template, but
//! what `define` and `describe` ask first.

use crate::fact::{Definition, Fact, text};
use crate::lexicon;

/// Most words of a term.
const WORDS: usize = 4;
/// Fewest words of a meaning that tells what a term is.
const PHRASE: usize = 5;

/// Whether the left side of a line is a term and the right side its meaning: marked by the author, or one
/// of several in a list.
pub(super) fn is_term(fact: &Fact, definition: &Definition) -> bool {
    let words = text::words(&definition.term);
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return false;
    };
    let joins = |word: &String| lexicon::is_foreign_mark(word);
    let label = words.iter().any(|word| lexicon::is_foreign_label(word)) && words.len() <= 2;
    let named = words.len() <= WORDS
        && first.chars().count() >= 2
        && first.chars().any(char::is_alphabetic)
        && !joins(first)
        && !joins(last)
        && definition.term.matches('/').count() < 2
        && !label;
    let meaning = &definition.meaning.text;
    let said =
        !meaning.contains(['?', ':', '…']) && !text::words(meaning).first().is_some_and(joins);
    let known = fact.marked || definition.siblings.len() >= 2;
    named && said && known
}

/// Whether a meaning tells what the term is, so that it can be asked for: one phrase, not a row of parts.
pub(super) fn is_phrase(fact: &Fact, meaning: &str) -> bool {
    let rows = [",", ";", " – ", " - ", " + ", "/", ". "];
    // Below "Properties" stand properties of what is named further up, which the label alone does not say.
    let above = text::words(fact.topic.nearest());
    let property = above.iter().any(|word| lexicon::is_foreign_label(word));
    fact.marked
        && !property
        && text::count(meaning) >= PHRASE
        && !rows.iter().any(|row| meaning.contains(row))
}

#[cfg(test)]
mod tests {
    use crate::question::tests::check_asked;

    const NOTE: &str = "# Hafen\n\nWas der Lotse über das Wasser und die Schiffe wissen muss.\n\n- **Fahrrinne**: Streifen tiefen Wassers zwischen den Tonnen\n- **Pegel**: zeigt an der Mauer den Stand des Wassers\n- **Beispiel**: die alte Tonne vor der Insel\n- **Boote**: Kutter, Barkasse, Schute, Jolle\n";

    #[test]
    fn terms_are_asked_for_in_the_language_of_the_note() {
        check_asked(
            "define",
            NOTE,
            &[
                (
                    "Welcher Begriff wird so beschrieben: “Streifen tiefen Wassers zwischen den Tonnen”?",
                    "Fahrrinne",
                ),
                (
                    "Welcher Begriff wird so beschrieben: “zeigt an der Mauer den Stand des Wassers”?",
                    "Pegel",
                ),
            ],
        );
    }

    #[test]
    fn properties_have_no_meaning_of_their_own() {
        check_asked(
            "describe",
            "# Hafen\n\nWas der Lotse über das Wasser und die Schiffe wissen muss.\n\n## Wichtige Eigenschaften\n\n- **Tiefe**: reicht für die Schiffe mit großer Ladung\n",
            &[],
        );
    }

    #[test]
    fn a_row_of_parts_is_no_meaning() {
        check_asked(
            "describe",
            NOTE,
            &[
                (
                    "Was ist mit “Fahrrinne” gemeint?",
                    "Streifen tiefen Wassers zwischen den Tonnen",
                ),
                (
                    "Was ist mit “Pegel” gemeint?",
                    "zeigt an der Mauer den Stand des Wassers",
                ),
            ],
        );
    }
}
