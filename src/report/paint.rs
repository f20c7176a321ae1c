//! A little colour for lists in a terminal. Colour only repeats what the words say.

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    On,
    Off,
}

impl Paint {
    pub fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    pub fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    pub fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    pub fn red(self, text: &str) -> String {
        self.with("31", text)
    }

    /// The text in a rendition of ECMA-48 (SGR); the text itself has been made printable before.
    fn with(self, code: &str, text: &str) -> String {
        match self {
            Paint::On => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Paint::Off => text.to_owned(),
        }
    }
}
