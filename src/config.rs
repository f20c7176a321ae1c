//! The settings of `recito.toml`, with their defaults.

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

/// Settings of a collection over those of the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// New cards introduced a day.
    pub new_per_day: usize,
    /// Reviews a day at most; `None` for no limit.
    pub reviews_per_day: Option<usize>,
    /// Probability of recall at which a card is due, from 0.7 to 0.97.
    pub retention: f32,
    pub answer: Habit,
    /// Folders or files of the notes, relative to the collection; empty means the folder `notes` if
    /// there is one, else everything.
    pub notes: Vec<String>,
    /// Folder of the decks, relative to the collection.
    pub decks: String,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            new_per_day: 20,
            reviews_per_day: None,
            retention: 0.9,
            answer: Habit::Type,
            notes: Vec::new(),
            decks: "decks".into(),
        }
    }
}
