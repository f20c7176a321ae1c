//! Planning for exams: which cards are worth the next minute, so that the expected score on the day is as
//! high as it can be.

mod grid;
pub mod habits;
pub mod policy;
pub mod price;
pub mod program;
pub mod simulation;
