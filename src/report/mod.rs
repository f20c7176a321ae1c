//! What leaves the program as text: for people, and for other programs in formats that are frozen.

pub mod cards;
pub mod changes;
pub mod csv;
pub mod listing;
pub mod paint;
