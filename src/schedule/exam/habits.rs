//! What answers cost a learner, and how they turn out.

/// Seconds of one contact with a card, until it is right once that day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seconds {
    /// The first contact with a card.
    pub first: f32,
    /// A card that was recalled.
    pub pass: f32,
    /// A card that was not, with its repeats on the same day.
    pub fail: f32,
}

/// Costs and outcomes of answers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Habits {
    /// Shares of the first answers to cards, by rating from again to easy.
    pub first: [f32; 4],
    /// Shares of the later answers that were recalled: hard, good and easy.
    pub passed: [f32; 3],
    pub seconds: Seconds,
}

/// Means over the learners of Anki, as the simulator of `fsrs` has them.
pub const POPULATION: Habits = Habits {
    first: [0.24, 0.094, 0.495, 0.171],
    passed: [0.224, 0.631, 0.145],
    seconds: Seconds {
        first: 21.0,
        pass: 13.0,
        fail: 36.0,
    },
};

impl Default for Habits {
    /// The population, without easy: nothing is rated easy unless the learner insists.
    fn default() -> Habits {
        let Habits { first, passed, .. } = POPULATION;
        Habits {
            first: [first[0], first[1], first[2] + first[3], 0.0],
            passed: [passed[0], passed[1] + passed[2], 0.0],
            ..POPULATION
        }
    }
}
