//! What a note says, apart from how to ask for it.

pub mod text;
