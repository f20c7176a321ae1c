//! The keys as a table: the program reads it to act, and the help screen to tell.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Mode;
use crate::review::Rating;

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
    /// Give the answer, show it, or accept the suggested rating.
    Enter,
    /// Show the answer.
    Reveal,
    Up,
    Down,
    /// Tick the option under the cursor.
    Tick,
    TickAll,
    /// The option with this number, from 0.
    Pick(usize),
    Rate(Rating),
    MarkRight,
    Undo,
    Skip,
    Hint,
    Bad,
    Suspend,
    Edit,
    ScrollUp,
    ScrollDown,
    Command,
    Help,
    /// End the session.
    Quit,
    /// Leave the summary.
    Leave,
}

/// A key of the table: where it works, what it is called, what it does.
#[derive(Clone, Copy)]
pub struct Binding {
    pub modes: &'static [Mode],
    code: KeyCode,
    modifiers: KeyModifiers,
    pub action: Action,
    /// Name of the key for people.
    pub key: &'static str,
    /// What it does, for people; empty where another row says it.
    pub help: &'static str,
}

/// A key that is no letter.
const fn special(
    modes: &'static [Mode],
    code: KeyCode,
    action: Action,
    key: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        modes,
        code,
        modifiers: KeyModifiers::NONE,
        action,
        key,
        help,
    }
}

/// A letter.
const fn plain(
    modes: &'static [Mode],
    c: char,
    action: Action,
    key: &'static str,
    help: &'static str,
) -> Binding {
    special(modes, KeyCode::Char(c), action, key, help)
}

/// A letter with Ctrl.
const fn control(
    modes: &'static [Mode],
    c: char,
    action: Action,
    key: &'static str,
    help: &'static str,
) -> Binding {
    with_control(plain(modes, c, action, key, help))
}

const fn with_control(binding: Binding) -> Binding {
    Binding {
        modifiers: KeyModifiers::CONTROL,
        ..binding
    }
}

const TYPING: &[Mode] = &[Mode::Typing];
const LETTERS: &[Mode] = &[
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
];
const ASKING: &[Mode] = &[
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Revealing,
];
const RATING: &[Mode] = &[Mode::Rating];
const LISTS: &[Mode] = &[Mode::Choosing, Mode::Selecting, Mode::Ticking];
const SUMMARY: &[Mode] = &[Mode::Summary];
const ALL: &[Mode] = &[
    Mode::Typing,
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
    Mode::Summary,
    Mode::Help,
];
const SESSION: &[Mode] = &[
    Mode::Typing,
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
];

/// All keys, in the order of the help screen.
pub const BINDINGS: &[Binding] = &[
    special(
        SESSION,
        KeyCode::Enter,
        Action::Enter,
        "Enter",
        "give the answer; on an empty line show it; accept the suggested rating",
    ),
    special(
        TYPING,
        KeyCode::Esc,
        Action::Command,
        "Esc",
        "make letters commands while typing, and back; Alt with a letter is one command",
    ),
    special(&[Mode::Command], KeyCode::Esc, Action::Command, "Esc", ""),
    plain(&[Mode::Command], 'i', Action::Command, "i", ""),
    special(
        &[Mode::Typing, Mode::Command],
        KeyCode::Tab,
        Action::Hint,
        "Tab",
        "a hint, then a stronger one",
    ),
    plain(
        ASKING,
        'h',
        Action::Hint,
        "h",
        "the same where letters are commands",
    ),
    plain(
        &[Mode::Choosing, Mode::Revealing],
        ' ',
        Action::Reveal,
        "Space",
        "",
    ),
    plain(
        &[Mode::Selecting, Mode::Ticking],
        ' ',
        Action::Tick,
        "Space",
        "tick a part, or an option where several are right",
    ),
    plain(
        &[Mode::Ticking],
        'a',
        Action::TickAll,
        "a",
        "all parts were known",
    ),
    special(
        LISTS,
        KeyCode::Up,
        Action::Up,
        "↑ ↓",
        "move among options and parts; digits pick them",
    ),
    special(LISTS, KeyCode::Down, Action::Down, "↓", ""),
    plain(LISTS, 'k', Action::Up, "k", ""),
    plain(LISTS, 'j', Action::Down, "j", ""),
    plain(
        RATING,
        'a',
        Action::Rate(Rating::Again),
        "a h g e",
        "rate: again, hard, good, easy; or 1 to 4",
    ),
    plain(RATING, 'h', Action::Rate(Rating::Hard), "h", ""),
    plain(RATING, 'g', Action::Rate(Rating::Good), "g", ""),
    plain(RATING, 'e', Action::Rate(Rating::Easy), "e", ""),
    plain(RATING, '1', Action::Rate(Rating::Again), "1", ""),
    plain(RATING, '2', Action::Rate(Rating::Hard), "2", ""),
    plain(RATING, '3', Action::Rate(Rating::Good), "3", ""),
    plain(RATING, '4', Action::Rate(Rating::Easy), "4", ""),
    plain(
        RATING,
        'o',
        Action::MarkRight,
        "o",
        "I was right: accept my spelling from now on",
    ),
    plain(LETTERS, 'u', Action::Undo, "u", "take back the last step"),
    control(
        &[Mode::Typing, Mode::Command],
        'z',
        Action::Undo,
        "Ctrl-Z",
        "the same while typing",
    ),
    plain(
        LETTERS,
        'n',
        Action::Skip,
        "n",
        "leave the card for another session",
    ),
    plain(
        LETTERS,
        'b',
        Action::Bad,
        "b",
        "never ask this card again, it is a bad one",
    ),
    plain(
        LETTERS,
        's',
        Action::Suspend,
        "s",
        "do not ask this card for now",
    ),
    plain(
        LETTERS,
        'v',
        Action::Edit,
        "v",
        "open the note at its line in your editor",
    ),
    special(
        ALL,
        KeyCode::PageUp,
        Action::ScrollUp,
        "PgUp PgDn",
        "scroll",
    ),
    special(ALL, KeyCode::PageDown, Action::ScrollDown, "PgDn", ""),
    special(
        ALL,
        KeyCode::F(1),
        Action::Help,
        "F1",
        "this help, and back",
    ),
    plain(
        LETTERS,
        '?',
        Action::Help,
        "?",
        "the same where letters are commands",
    ),
    plain(LETTERS, 'q', Action::Quit, "q", "leave: nothing is lost"),
    plain(SUMMARY, 'u', Action::Undo, "u", ""),
    plain(SUMMARY, 'q', Action::Leave, "q", ""),
    special(SUMMARY, KeyCode::Enter, Action::Leave, "Enter", ""),
    special(SUMMARY, KeyCode::Esc, Action::Leave, "Esc", ""),
    control(ALL, 'c', Action::Quit, "Ctrl-C", "the same at any time"),
    special(
        TYPING,
        KeyCode::Left,
        Action::Left,
        "← →",
        "move in the line; with Ctrl by words",
    ),
    special(TYPING, KeyCode::Right, Action::Right, "→", ""),
    with_control(special(
        TYPING,
        KeyCode::Left,
        Action::WordLeft,
        "Ctrl-←",
        "",
    )),
    with_control(special(
        TYPING,
        KeyCode::Right,
        Action::WordRight,
        "Ctrl-→",
        "",
    )),
    special(
        TYPING,
        KeyCode::Home,
        Action::Home,
        "Home End",
        "to the start or the end of the line",
    ),
    special(TYPING, KeyCode::End, Action::End, "End", ""),
    control(TYPING, 'a', Action::Home, "Ctrl-A", ""),
    control(TYPING, 'e', Action::End, "Ctrl-E", ""),
    special(
        TYPING,
        KeyCode::Backspace,
        Action::Backspace,
        "Backspace",
        "",
    ),
    special(TYPING, KeyCode::Delete, Action::Delete, "Delete", ""),
    control(
        TYPING,
        'w',
        Action::DeleteWord,
        "Ctrl-W",
        "delete the word before the cursor",
    ),
    control(
        TYPING,
        'u',
        Action::DeleteToStart,
        "Ctrl-U",
        "delete to the start of the line",
    ),
];

/// What a key asks for in a mode; `None` when it asks for nothing.
pub fn bind(mode: Mode, key: KeyEvent) -> Option<Action> {
    let control = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    let bound = BINDINGS.iter().find(|binding| {
        binding.modes.contains(&mode) && binding.code == key.code && binding.modifiers == control
    });
    if let Some(binding) = bound {
        return Some(binding.action);
    }
    match (mode, key.code) {
        // Terminals send Alt as Esc in front of the letter, so a quick Esc and letter come as this, too.
        (Mode::Typing, KeyCode::Char(_)) if control == KeyModifiers::ALT => {
            bind(Mode::Command, KeyEvent::new(key.code, KeyModifiers::NONE))
        }
        (Mode::Help, _) => Some(Action::Help),
        (Mode::Typing, KeyCode::Char(c)) if control.is_empty() => Some(Action::Type(c)),
        (Mode::Choosing | Mode::Selecting | Mode::Ticking, KeyCode::Char(c @ '1'..='9'))
            if control.is_empty() =>
        {
            c.to_digit(10).map(|digit| Action::Pick(digit as usize - 1))
        }
        _ => None,
    }
}

/// The keys of a mode for the bottom line: name and what they do, shortest first.
pub fn footer(mode: Mode) -> &'static [(&'static str, &'static str)] {
    match mode {
        Mode::Typing => &[
            ("Enter", "answer"),
            ("Tab", "hint"),
            ("Esc", "commands"),
            ("F1", "help"),
        ],
        Mode::Command => &[
            ("Esc", "type"),
            ("u", "undo"),
            ("n", "skip"),
            ("q", "quit"),
            ("?", "help"),
        ],
        Mode::Choosing => &[
            ("1-9", "choose"),
            ("Space", "show"),
            ("h", "hint"),
            ("q", "quit"),
            ("?", "help"),
        ],
        Mode::Selecting => &[
            ("1-9", "tick"),
            ("Enter", "answer"),
            ("h", "hint"),
            ("q", "quit"),
            ("?", "help"),
        ],
        Mode::Summary => &[("Enter", "leave"), ("u", "undo")],
        Mode::Revealing => &[
            ("Space", "show answer"),
            ("h", "hint"),
            ("n", "skip"),
            ("q", "quit"),
            ("?", "help"),
        ],
        Mode::Ticking => &[
            ("1-9", "tick"),
            ("a", "all"),
            ("Enter", "done"),
            ("?", "help"),
        ],
        Mode::Rating => &[
            ("Enter", "accept"),
            ("o", "I was right"),
            ("u", "undo"),
            ("?", "help"),
        ],
        Mode::Help => &[("any key", "back")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_mode() {
        for (at, a) in BINDINGS.iter().enumerate() {
            for b in &BINDINGS[at + 1..] {
                let same = a.code == b.code && a.modifiers == b.modifiers;
                let both = a.modes.iter().any(|mode| b.modes.contains(mode));
                assert!(!(same && both), "{} and {}", a.key, b.key);
            }
        }
    }

    #[test]
    fn letters_are_text_only_while_typing() {
        let key = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        assert_eq!(bind(Mode::Typing, key('q')), Some(Action::Type('q')));
        assert_eq!(bind(Mode::Command, key('q')), Some(Action::Quit));
        let alt = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT);
        assert_eq!(bind(Mode::Typing, alt('u')), Some(Action::Undo));
        assert_eq!(bind(Mode::Typing, alt('y')), None);
        assert_eq!(bind(Mode::Choosing, key('2')), Some(Action::Pick(1)));
        assert_eq!(
            bind(Mode::Rating, key('2')),
            Some(Action::Rate(Rating::Hard))
        );
        assert_eq!(bind(Mode::Help, key('x')), Some(Action::Help));
    }
}
