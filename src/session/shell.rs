//! What a session needs of the world: the time, the log, an editor.

use super::{Effect, Task};
use crate::day::{Day, Moment};
use crate::review::Review;

/// The world of a session. The face that drives a session asks it to perform effects, one after the
/// other, before it shows the next question.
pub trait Shell {
    fn now(&self) -> Moment;

    /// Performs an effect. When it returns, a record is on the disk.
    fn perform(&mut self, effect: &Effect) -> anyhow::Result<()>;

    /// Opens the note of a task at its line, waits for the editor to close, and says what came of it.
    fn edit(&mut self, task: &Task) -> anyhow::Result<String>;

    /// When a card would be due after an answer.
    fn due_after(&self, review: &Review) -> Option<Day>;

    /// How many cards are due tomorrow.
    fn due_tomorrow(&self) -> usize;
}
