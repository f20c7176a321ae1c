//! Planning for exams: which cards are worth the next minute, so that the expected score on the day is as
//! high as it can be.

pub mod course;
mod grid;
pub mod habits;
pub mod introduce;
pub mod learned;
pub mod policy;
pub mod price;
pub mod program;
pub mod simulation;
