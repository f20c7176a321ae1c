//! What a session needs of the world: the time, the log, the notes, an editor.

use super::{Effect, Task};
use crate::day::{Day, Moment};
use crate::deck::CardId;
use crate::note::excerpt::Line;
use crate::review::Review;

/// The world of a session. The face that drives a session asks it to perform effects, one after the
/// other, before it shows the next question.
pub trait Shell {
    fn now(&self) -> Moment;

    /// Performs an effect. When it returns, a record is on the disk. After a failure the same effect may
    /// be performed again, and counts once.
    fn perform(&mut self, effect: &Effect) -> anyhow::Result<()>;

    /// Cards that another session has answered since this was asked last, so that they need not be asked
    /// here. It is seen when an effect is performed.
    fn elsewhere(&mut self) -> Vec<CardId> {
        Vec::new()
    }

    /// Opens the note of a task at its line, waits for the editor to close, and reads the note again.
    fn edit(&mut self, task: &Task) -> anyhow::Result<Edited>;

    /// What there is to say about a task once it is answered. `other` is the answer of another question
    /// that was given instead.
    fn feedback(&self, task: &Task, other: Option<&str>) -> Feedback;

    /// When the card of a review would be due after it, as its memory is now; none for a review that
    /// leaves the schedule alone.
    fn due_if(&self, review: &Review) -> Option<Day>;

    /// When a card is due.
    fn due_after(&self, review: &Review) -> Option<Day>;

    /// How many cards are due tomorrow.
    fn due_tomorrow(&self) -> usize;

    /// The image of the note of a task, where it can be read.
    fn image(&mut self, _: &Task) -> Option<Vec<u8>> {
        None
    }

    /// Shows an image of the note of a task by other means than the terminal, and says what came of it.
    fn show_image(&mut self, task: &Task) -> anyhow::Result<String>;
}

/// What came of editing a note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edited {
    pub said: String,
    /// The card as the note has it now, when it was read again: `Some(None)` when it is gone.
    pub card: Option<Option<Box<Task>>>,
}

/// What there is to learn from beside an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feedback {
    /// The lines of the note that the question comes from, with those around them.
    pub excerpt: Vec<Line>,
    /// Where what was given instead belongs, and what the notes say of it.
    pub other: Option<(String, String)>,
    /// The images of these lines, as the note names them.
    pub images: Vec<String>,
}
