//! How a question is asked now: typed, by choosing, or by showing the answer. A function of the
//! question, the learner's habit and how often the card was seen; it knows nothing of a session.

use crate::deck::CardId;
use crate::grade::idea_units;
use crate::question::{Kind, Question};

/// How a learner prefers to answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Habit {
    /// See the answer and say how well it was known (`self`).
    Own,
    /// Type it (`type`).
    #[default]
    Type,
    /// Choose it, where there are options (`choose`).
    Choose,
}

/// How a question is asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The answer is typed and graded by the program.
    Typed,
    /// The answer is chosen: indices of [`Question::choices`] in the order in which they are shown.
    Options(Vec<usize>),
    /// The items are brought into their order: indices of [`Question::answer`] in the order in which
    /// they are shown at first.
    Arrange(Vec<usize>),
    /// The answer is shown and its parts are ticked; a single part is only rated.
    Reveal(Vec<String>),
}

/// A basic answer of more words than this is not typed: typing it would test spelling and patience.
const MOST_WORDS_TYPED: usize = 6;
/// Items of a list that have more words than this on average are not typed.
const MOST_WORDS_PER_ITEM: usize = 5;

/// Chooses the form. `reviews` is how often the card was answered before.
pub(super) fn ask(question: &Question, habit: Habit, card: CardId, reviews: u32) -> Ask {
    let can_choose = !question.choices.is_empty();
    let first = reviews == 0;
    let moved = habit == Habit::Choose || (habit == Habit::Type && first);
    if question.kind == Kind::Order && question.answer.len() > 1 && moved {
        return Ask::Arrange(scrambled(question, card, reviews));
    }
    let chosen = match question.kind {
        Kind::Choice | Kind::Select | Kind::Class | Kind::Boolean => true,
        _ if habit == Habit::Own => false,
        Kind::Basic | Kind::Cloze | Kind::Number => first || habit == Habit::Choose,
        Kind::List => habit == Habit::Choose,
        Kind::Order => false,
    };
    if can_choose && chosen {
        return Ask::Options(arranged(question, card, reviews));
    }
    if habit == Habit::Own || is_long(question) {
        return Ask::Reveal(parts(question));
    }
    Ask::Typed
}

/// Whether the answer is too long to be typed.
fn is_long(question: &Question) -> bool {
    let words: usize = question.answer.iter().map(|item| count(item)).sum();
    match question.kind {
        Kind::List | Kind::Order | Kind::Select => {
            words > MOST_WORDS_PER_ITEM * question.answer.len()
        }
        _ => question.answer.len() > 1 || words > MOST_WORDS_TYPED,
    }
}

/// The order in which the choices are shown: numbers ascending, true and false as they stand, others
/// in an order that the card and the number of its reviews decide, so that a place is not learnt.
fn arranged(question: &Question, card: CardId, reviews: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..question.choices.len()).collect();
    let numbers: Vec<Option<f64>> = question.choices.iter().map(|text| number(text)).collect();
    if question.kind == Kind::Boolean {
        return order;
    }
    if numbers.iter().all(Option::is_some) {
        let value = |at: usize| numbers[at].unwrap_or_default();
        order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
        return order;
    }
    mix(&mut order, card, reviews);
    order
}

/// Brings places into an order that card and number of reviews decide.
fn mix(order: &mut [usize], card: CardId, reviews: u32) {
    let seed = mixed(card.seed() ^ mixed(u64::from(reviews)));
    order.sort_by_key(|at| mixed(seed.wrapping_add(*at as u64)));
}

/// The items of a sequence out of their order. Two may stand in their order, or it would be known that
/// they do not.
fn scrambled(question: &Question, card: CardId, reviews: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..question.answer.len()).collect();
    mix(&mut order, card, reviews);
    if order.len() > 2 && order.is_sorted() {
        order.rotate_left(1);
    }
    order
}

/// The number that a choice begins with, if the rest of it is at most a unit.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let short = count(unit) <= 2;
    digits.replace(',', "").parse().ok().filter(|_| short)
}

/// A number that differs in all its bits from that of a neighbour (the finalizer of `SplitMix64`).
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// What is ticked when the answer is shown: its items, or the parts of a long one.
fn parts(question: &Question) -> Vec<String> {
    match question.answer.as_slice() {
        [only] if count(only) > MOST_WORDS_TYPED => idea_units(only),
        items => items.to_vec(),
    }
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(kind: Kind, answer: &[&str], choices: &[&str]) -> Question {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Question {
            kind,
            answer: owned(answer),
            choices: owned(choices),
            ..Question::default()
        }
    }

    /// The form as one word and the number of its options or parts.
    fn check(question: &Question, habit: Habit, reviews: u32, wanted: &str) {
        let found = match ask(question, habit, CardId::of(&["x"]), reviews) {
            Ask::Typed => "typed".to_owned(),
            Ask::Options(order) => format!("options {}", order.len()),
            Ask::Arrange(order) => format!("arrange {}", order.len()),
            Ask::Reveal(parts) => format!("reveal {}", parts.len()),
        };
        assert_eq!(
            found, wanted,
            "{question:?} {habit:?} after {reviews} reviews"
        );
    }

    #[test]
    fn the_form_follows_from_kind_habit_and_reviews() {
        use Habit::{Choose, Own, Type};
        let short = question(Kind::Basic, &["Yeast"], &[]);
        let offered = question(Kind::Basic, &["Yeast"], &["Salt", "Yeast"]);
        let choice = question(Kind::Choice, &["Yeast"], &["Salt", "Yeast"]);
        let own_words = question(Kind::Choice, &["Yeast"], &[]);
        let long = question(
            Kind::Basic,
            &["It feeds on the sugars of the flour; gas is left"],
            &[],
        );
        let several = question(Kind::Basic, &["Gas", "Heat"], &[]);
        let list = question(Kind::List, &["Wheat", "Rye", "Spelt"], &[]);
        let wordy = question(
            Kind::List,
            &["one two three four five six", "a b c d e f"],
            &[],
        );
        let steps = question(Kind::Order, &["Mix", "Rest", "Bake"], &[]);
        for (asked, habit, reviews, wanted) in [
            (&short, Type, 0, "typed"),
            (&short, Own, 0, "reveal 1"),
            (&short, Choose, 0, "typed"),
            (&offered, Type, 0, "options 2"),
            (&offered, Type, 1, "typed"),
            (&offered, Own, 0, "reveal 1"),
            (&offered, Choose, 3, "options 2"),
            (&choice, Own, 5, "options 2"),
            (&choice, Type, 5, "options 2"),
            (&own_words, Type, 5, "typed"),
            (&long, Type, 0, "reveal 2"),
            (&several, Type, 0, "reveal 2"),
            (&list, Type, 0, "typed"),
            (&wordy, Type, 0, "reveal 2"),
            (&steps, Type, 0, "arrange 3"),
            (&steps, Type, 1, "typed"),
            (&steps, Choose, 4, "arrange 3"),
            (&steps, Own, 0, "reveal 3"),
        ] {
            check(asked, habit, reviews, wanted);
        }
    }

    #[test]
    fn options_change_their_places_and_keep_their_set() {
        let asked = question(Kind::Choice, &["a"], &["a", "b", "c", "d"]);
        let mut seen = std::collections::BTreeSet::new();
        for reviews in 0..20 {
            let order = arranged(&asked, CardId::of(&["x"]), reviews);
            assert_eq!(order, arranged(&asked, CardId::of(&["x"]), reviews));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [0, 1, 2, 3]);
            seen.insert(order[0]);
        }
        assert_eq!(seen.len(), 4);
    }

    #[test]
    fn items_to_arrange_never_stand_in_their_order() {
        let steps = question(Kind::Order, &["Mix", "Rest", "Bake"], &[]);
        for reviews in 0..50 {
            assert!(!scrambled(&steps, CardId::of(&["x"]), reviews).is_sorted());
        }
    }

    #[test]
    fn numbers_ascend_and_true_stays_first() {
        let sizes = question(Kind::Choice, &["5 GB"], &["1,000 GB", "5 GB", "15 GB"]);
        assert_eq!(arranged(&sizes, CardId::of(&["x"]), 3), [1, 2, 0]);
        let boolean = question(Kind::Boolean, &["False"], &["True", "False"]);
        assert_eq!(arranged(&boolean, CardId::of(&["x"]), 1), [0, 1]);
    }
}
