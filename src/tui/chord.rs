//! Names of keys: as people read them on the screen, and as they write them in the configuration.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with the modifiers held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chord {
    pub code: KeyCode,
    pub modifiers: KeyModifiers,
}

/// A letter or sign.
pub(super) const fn char(c: char) -> Chord {
    key(KeyCode::Char(c))
}

/// A key that is no letter.
pub(super) const fn key(code: KeyCode) -> Chord {
    Chord {
        code,
        modifiers: KeyModifiers::NONE,
    }
}

/// A letter with Ctrl.
pub(super) const fn control(c: char) -> Chord {
    Chord {
        code: KeyCode::Char(c),
        modifiers: KeyModifiers::CONTROL,
    }
}

/// A letter with Alt.
pub(super) const fn alt(c: char) -> Chord {
    Chord {
        code: KeyCode::Char(c),
        modifiers: KeyModifiers::ALT,
    }
}

impl Chord {
    pub(super) const fn with(self, modifiers: KeyModifiers) -> Chord {
        Chord {
            code: self.code,
            modifiers,
        }
    }

    /// The chord of a key event. Shift is part of what a letter is, and says nothing more of it.
    pub(super) fn of(event: KeyEvent) -> Chord {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let kept = match event.code {
            KeyCode::Char(_) | KeyCode::BackTab => kept,
            _ => kept | KeyModifiers::SHIFT,
        };
        Chord {
            code: event.code,
            modifiers: event.modifiers & kept,
        }
    }

    /// Reads a name as it is shown: `x`, `Ctrl-K`, `Alt-b`, `F5`, `Space`, `PgUp`. Case matters for
    /// single letters without Ctrl only.
    pub(super) fn parse(name: &str) -> Option<Chord> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name.trim();
        while let Some((modifier, more)) = rest.split_once('-').filter(|(_, more)| !more.is_empty())
        {
            modifiers |= match modifier.to_ascii_lowercase().as_str() {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return None,
            };
            rest = more;
        }
        let mut letters = rest.chars();
        let code = match (letters.next(), letters.next()) {
            (Some(c), None) if modifiers.contains(KeyModifiers::CONTROL) => {
                KeyCode::Char(c.to_ascii_lowercase())
            }
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest)?,
        };
        Some(Chord { code, modifiers })
    }
}

/// Keys that have names. The first name of a code is the one that is shown.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Space", KeyCode::Char(' ')),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("BackTab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("↑", KeyCode::Up),
    ("↓", KeyCode::Down),
    ("←", KeyCode::Left),
    ("→", KeyCode::Right),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

fn named(name: &str) -> Option<KeyCode> {
    let known = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map(|(_, code)| *code).or_else(|| {
        let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
        (1..=12).contains(&number).then_some(KeyCode::F(number))
    })
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl-"),
            (KeyModifiers::ALT, "Alt-"),
            (KeyModifiers::SHIFT, "Shift-"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_ascii_uppercase())
            }
            KeyCode::Char(c) => write!(f, "{c}"),
            other => write!(f, "{other}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in [
            "x",
            "X",
            "?",
            "Ctrl-K",
            "Alt-b",
            "F5",
            "Space",
            "PgUp",
            "Shift-↑",
            "Ctrl-←",
            "-",
            "Ctrl--",
        ] {
            assert_eq!(Chord::parse(name).unwrap().to_string(), name);
        }
        assert_eq!(Chord::parse("ctrl-k"), Some(control('k')));
        assert_eq!(
            Chord::parse("Shift-Tab"),
            Some(key(KeyCode::Tab).with(KeyModifiers::SHIFT))
        );
        for name in ["", "Hyper-x", "xy", "F13"] {
            assert_eq!(Chord::parse(name), None, "{name}");
        }
    }
}
