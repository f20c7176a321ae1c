//! Grading an answer. (Types first; see the module's functions.)

use crate::review::Rating;

/// How an answer compares with what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Right,
    /// Right but for its spelling.
    Close,
    /// Some of the items, or some of the idea.
    Partial,
    /// The right answer to another question.
    Confused,
    Wrong,
}

/// The grade of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    pub outcome: Outcome,
    /// From 0 to 1.
    pub score: f32,
    /// Items of the answer that were not given.
    pub missing: Vec<String>,
    /// Items that were given and are not of the answer.
    pub extra: Vec<String>,
    pub confused_with: Option<String>,
    /// What the program suggests; never [`Rating::Easy`].
    pub rating: Rating,
}

/// What a learner gave as the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// Free text; for lists, items apart by commas, semicolons or line ends.
    Text(String),
    /// Indices of [`crate::question::Question::choices`].
    Choices(Vec<usize>),
    /// Which parts of the shown answer were known.
    Ticks(Vec<bool>),
}

/// Grades an answer. `confusable` are the answers of other questions that this one may be mixed up
/// with.
pub fn grade(
    _question: &crate::question::Question,
    _confusable: &[String],
    _given: &Given,
) -> Verdict {
    Verdict {
        outcome: Outcome::Wrong,
        score: 0.0,
        missing: Vec::new(),
        extra: Vec::new(),
        confused_with: None,
        rating: Rating::Again,
    }
}
