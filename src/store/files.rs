//! Finding, reading and writing files: notes, decks, configuration.
