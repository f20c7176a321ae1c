//! The keys as two tables, what there is to do and which keys do it. The program reads them to act, and
//! the help screen and the bottom line to tell; so what is told is what happens, remapped or not.

mod table;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Mode;
use super::chord::Chord;
use crate::review::Rating;
use table::{ACTIONS, Binding, EMACS, LABELS, USUAL, VI};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A letter of an answer.
    Type(char),
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Backspace,
    Delete,
    DeleteWord,
    DeleteToStart,
    DeleteToEnd,
    /// Put back what was deleted last.
    PutBack,
    NextField,
    PreviousField,
    /// Give the answer, show it, or accept the suggested rating.
    Enter,
    /// Show the answer.
    Reveal,
    Up,
    Down,
    /// Move the item under the cursor.
    MoveUp,
    MoveDown,
    /// Tick the option under the cursor.
    Tick,
    TickAll,
    /// The option with this number, from 0.
    Pick(usize),
    /// A click on an option, part or field.
    Click(usize),
    Rate(Rating),
    MarkRight,
    Undo,
    Skip,
    Hint,
    Bad,
    Suspend,
    Edit,
    Image,
    ScrollUp,
    ScrollDown,
    Command,
    Help,
    /// Stop the program until it is continued.
    Stop,
    /// End the session.
    Quit,
    /// Leave the summary.
    Leave,
}

/// The keys of one user.
#[derive(Clone, Debug, PartialEq)]
pub struct Keys {
    bindings: Vec<Binding>,
}

impl Default for Keys {
    fn default() -> Keys {
        Keys {
            bindings: USUAL.to_vec(),
        }
    }
}

impl Keys {
    /// The usual keys under a preset and under those that the user named, as pairs of action and key.
    /// The error says what is wrong with which of them.
    pub fn of(preset: Option<&str>, own: &[(String, String)]) -> Result<Keys, String> {
        let mut keys = Keys::default();
        keys.bindings.extend(match preset {
            None | Some("usual") => &[],
            Some("vi") => VI,
            Some("emacs") => EMACS,
            Some(other) => {
                return Err(format!(
                    "there are no keys `{other}`; there are `usual`, `vi` and `emacs`"
                ));
            }
        });
        for (name, key) in own {
            let Some((action, ..)) = ACTIONS.iter().find(|(_, known, _)| known == name) else {
                let known: Vec<&str> = ACTIONS.iter().map(|(_, known, _)| *known).collect();
                return Err(format!(
                    "no key does `{name}`; keys can do {}",
                    known.join(", ")
                ));
            };
            let chord = Chord::parse(key).ok_or_else(|| {
                format!(
                    "`{key}` is not a key; write it like `x`, `Ctrl-K`, `Alt-b`, `F5` or `Space`"
                )
            })?;
            keys.rebind(*action, chord);
        }
        Ok(keys)
    }

    /// Gives an action one key, in all modes in which it has any.
    fn rebind(&mut self, action: Action, chord: Chord) {
        let (old, mut kept): (Vec<_>, Vec<_>) = self
            .bindings
            .iter()
            .copied()
            .partition(|binding| binding.action == action);
        for mut binding in old {
            // A letter can not do anything where letters are text.
            let text = matches!(chord.code, KeyCode::Char(_)) && chord.modifiers.is_empty();
            if !(text && binding.modes.iter().any(|mode| mode.takes_text())) {
                binding.chord = chord;
            }
            if !kept.contains(&binding) {
                kept.push(binding);
            }
        }
        self.bindings = kept;
    }

    /// What a key asks for in a mode; `None` when it asks for nothing.
    pub fn bind(&self, mode: Mode, event: KeyEvent) -> Option<Action> {
        let chord = Chord::of(event);
        if let Some(action) = self.bound(mode, chord) {
            return Some(action);
        }
        let held = chord.modifiers;
        match (mode, chord.code) {
            // Terminals send Alt as Esc in front of the letter, so a quick Esc and letter come as this, too.
            (_, KeyCode::Char(_)) if mode.takes_text() && held == KeyModifiers::ALT => {
                self.bound(Mode::Command, chord.with(KeyModifiers::NONE))
            }
            (Mode::Help, _) => Some(Action::Help),
            (_, KeyCode::Char(c)) if mode.takes_text() && held.is_empty() => Some(Action::Type(c)),
            (
                Mode::Choosing | Mode::Selecting | Mode::Arranging | Mode::Ticking,
                KeyCode::Char(c @ '1'..='9'),
            ) if held.is_empty() => c.to_digit(10).map(|digit| Action::Pick(digit as usize - 1)),
            _ => None,
        }
    }

    fn bound(&self, mode: Mode, chord: Chord) -> Option<Action> {
        let mut newest = self.bindings.iter().rev();
        let fits = |binding: &&Binding| binding.chord == chord && binding.modes.contains(&mode);
        newest.find(fits).map(|binding| binding.action)
    }

    /// The keys of an action in a mode.
    fn names(&self, action: Action, mode: Option<Mode>) -> Vec<String> {
        let mut names = Vec::new();
        for binding in &self.bindings {
            let here = mode.is_none_or(|mode| {
                binding.modes.contains(&mode) && self.bound(mode, binding.chord) == Some(action)
            });
            let name = binding.chord.to_string();
            let shown = binding.chord.code != KeyCode::Char('\u{7f}');
            if binding.action == action && here && shown && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// All actions that have keys, for the help screen.
    pub fn help(&self) -> Vec<(String, &'static str)> {
        let rows = ACTIONS
            .iter()
            .map(|(action, _, help)| (self.names(*action, None).join(" "), *help));
        rows.filter(|(keys, _)| !keys.is_empty()).collect()
    }

    /// The keys of a mode for the bottom line, the most useful first.
    pub fn footer(&self, mode: Mode) -> Vec<(String, &'static str)> {
        let mut shown = Vec::new();
        let labels = LABELS.iter().find(|(of, _)| *of == mode);
        for (action, label) in labels.map(|(_, labels)| *labels).unwrap_or_default() {
            let digits = matches!(action, Action::Pick(_));
            let name = if digits {
                Some("1-9".to_owned())
            } else if mode == Mode::Help && *action == Action::Help {
                Some("any key".to_owned())
            } else {
                self.names(*action, Some(mode)).into_iter().next()
            };
            shown.extend(name.map(|name| (name, *label)));
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(name: &str) -> KeyEvent {
        let chord = Chord::parse(name).unwrap();
        KeyEvent::new(chord.code, chord.modifiers)
    }

    #[track_caller]
    fn check(keys: &Keys, mode: Mode, key: &str, wanted: Option<Action>) {
        assert_eq!(keys.bind(mode, press(key)), wanted, "{key} in {mode:?}");
    }

    #[test]
    fn no_key_means_two_things_in_a_mode() {
        for (at, a) in USUAL.iter().enumerate() {
            for b in &USUAL[at + 1..] {
                let both = a.modes.iter().any(|mode| b.modes.contains(mode));
                assert!(a.chord != b.chord || !both, "{a:?} and {b:?}");
            }
        }
    }

    #[test]
    fn everything_that_is_bound_can_be_named() {
        for binding in USUAL.iter().chain(VI).chain(EMACS) {
            let named = ACTIONS.iter().any(|(action, ..)| *action == binding.action);
            assert!(named, "{binding:?}");
        }
        assert_eq!(Keys::default().help().len(), ACTIONS.len());
    }

    #[test]
    fn the_page_tells_of_every_action_and_its_keys() {
        let page = include_str!("../../../docs/study.md");
        let keys = Keys::default();
        for (action, name, help) in ACTIONS {
            let names = keys.names(*action, None);
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let row = format!("| `{name}` | {} | {help} |", names.join(" "));
            assert!(page.contains(&row), "docs/study.md lacks\n{row}");
        }
    }

    #[test]
    fn letters_are_text_only_while_typing() {
        let keys = Keys::default();
        check(&keys, Mode::Typing, "q", Some(Action::Type('q')));
        check(&keys, Mode::Command, "q", Some(Action::Quit));
        check(&keys, Mode::Typing, "Alt-u", Some(Action::Undo));
        check(&keys, Mode::Typing, "Alt-y", None);
        check(&keys, Mode::Choosing, "2", Some(Action::Pick(1)));
        check(&keys, Mode::Rating, "2", Some(Action::Rate(Rating::Hard)));
        check(&keys, Mode::Help, "x", Some(Action::Help));
    }

    #[test]
    fn keys_can_be_changed() {
        let own = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
                .collect()
        };
        let keys = Keys::of(Some("emacs"), &own(&[("skip", "x"), ("hint", "Ctrl-T")])).unwrap();
        check(&keys, Mode::Typing, "Alt-b", Some(Action::WordLeft));
        check(&keys, Mode::Rating, "x", Some(Action::Skip));
        check(&keys, Mode::Rating, "n", None);
        check(&keys, Mode::Typing, "x", Some(Action::Type('x')));
        check(&keys, Mode::Typing, "Ctrl-T", Some(Action::Hint));
        assert!(
            keys.help()
                .iter()
                .any(|(key, help)| key == "x" && help.starts_with("leave the card"))
        );
        let footer = keys.footer(Mode::Typing);
        assert!(
            footer.contains(&("Ctrl-T".to_owned(), "hint")),
            "{footer:?}"
        );
        // A letter takes the place of keys that work where letters are commands only.
        let keys = Keys::of(None, &own(&[("hint", "t")])).unwrap();
        check(&keys, Mode::Typing, "t", Some(Action::Type('t')));
        check(&keys, Mode::Typing, "Tab", Some(Action::Hint));
        check(&keys, Mode::Choosing, "t", Some(Action::Hint));
        for (preset, pairs, wanted) in [
            (Some("nano"), own(&[]), "no keys `nano`"),
            (None, own(&[("jump", "x")]), "no key does `jump`"),
            (None, own(&[("skip", "xyz")]), "`xyz` is not a key"),
        ] {
            let error = Keys::of(preset, &pairs).unwrap_err();
            assert!(error.contains(wanted), "{error}");
        }
    }
}
