//! Which templates a learner dislikes: those whose cards they mark as bad.
//!
//! A template that writes poor questions from one person's notes writes more of them from the same
//! notes. So its cards that were not met yet lose score, and those that fall below the threshold are
//! not introduced. Cards that were answered before stay.

use std::collections::BTreeMap;

/// What a template loses when every one of many cards was bad.
const MOST: f32 = 0.8;

/// Cards of a template that count as met and not bad before anything is known of it, so that one mark
/// alone does not condemn it.
const PRIOR: f32 = 8.0;

/// The marks of a learner, by template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taste<'a> {
    marks: BTreeMap<&'a str, Marks>,
}

/// What a learner met of a template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Cards that were answered or marked as bad.
    pub met: usize,
    /// Cards that were marked as bad.
    pub bad: usize,
}

impl<'a> Taste<'a> {
    /// Adds a card that was met.
    pub fn add(&mut self, template: &'a str, bad: bool) {
        let marks = self.marks.entry(template).or_default();
        marks.met += 1;
        marks.bad += usize::from(bad);
    }

    /// What was met of a template.
    pub fn marks(&self, template: &str) -> Marks {
        self.marks.get(template).copied().unwrap_or_default()
    }

    /// How much less a card of the template is worth, from 0 to 0.8: in proportion to the share of bad
    /// cards, smoothed.
    pub fn penalty(&self, template: &str) -> f32 {
        let Marks { met, bad } = self.marks(template);
        MOST * number(bad) / (number(met) + PRIOR)
    }
}

/// Beyond sixty thousand cards the difference does not matter.
fn number(count: usize) -> f32 {
    u16::try_from(count).map_or(f32::from(u16::MAX), f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The penalty after `met` cards of which `bad` were marked, in hundredths.
    fn check(met: usize, bad: usize, expect: f32) {
        let mut taste = Taste::default();
        for place in 0..met {
            taste.add("cloze", place < bad);
        }
        let penalty = taste.penalty("cloze");
        assert!(
            (penalty - expect).abs() < 0.005,
            "{penalty} for {bad} of {met}"
        );
        assert!(taste.penalty("define").abs() < f32::EPSILON);
    }

    #[test]
    fn the_penalty_grows_with_the_share_of_bad_cards() {
        check(0, 0, 0.0);
        check(1, 1, 0.09);
        check(30, 1, 0.02);
        check(4, 3, 0.20);
        check(20, 10, 0.29);
        check(100, 100, 0.74);
    }
}
