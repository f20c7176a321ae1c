//! The tables: what keys can do, which keys do it in which mode, and what the bottom line tells of it.

use crossterm::event::{KeyCode, KeyModifiers};

use super::Action;
use crate::review::Rating;
use crate::tui::Mode;
use crate::tui::chord::{Chord, alt, char, control, key};

/// Everything that a key can be bound to, in the order of the help screen: its name in the configuration,
/// and what it does, for people.
pub(super) const ACTIONS: &[(Action, &str, &str)] = &[
    (
        Action::Enter,
        "enter",
        "give the answer; on an empty line show it; accept the suggested rating",
    ),
    (
        Action::Command,
        "command",
        "make letters commands while typing, and back; Alt with a letter is one command",
    ),
    (Action::Reveal, "reveal", "show the answer"),
    (
        Action::Up,
        "up",
        "move up among options, items and parts; digits pick them",
    ),
    (Action::Down, "down", "move down"),
    (
        Action::Tick,
        "tick",
        "tick a part, or an option where several are right; pick an item up and put it down",
    ),
    (Action::TickAll, "tick-all", "all parts were known"),
    (Action::MoveUp, "move-up", "move an item of a sequence up"),
    (Action::MoveDown, "move-down", "move it down"),
    (
        Action::NextField,
        "next-field",
        "to the next member of a list",
    ),
    (
        Action::PreviousField,
        "previous-field",
        "to the member before",
    ),
    (
        Action::Rate(Rating::Again),
        "again",
        "I did not know it: ask again in this session",
    ),
    (Action::Rate(Rating::Hard), "hard", "I knew it, with effort"),
    (Action::Rate(Rating::Good), "good", "I knew it"),
    (
        Action::Rate(Rating::Easy),
        "easy",
        "I knew it without thinking",
    ),
    (
        Action::MarkRight,
        "right",
        "I was right: accept my spelling from now on",
    ),
    (Action::Hint, "hint", "a hint, then a stronger one"),
    (
        Action::Undo,
        "undo",
        "take back the last step, as often as you like",
    ),
    (Action::Skip, "skip", "leave the card for another session"),
    (
        Action::Bad,
        "bad",
        "never ask this card again, it is a bad one",
    ),
    (Action::Suspend, "suspend", "do not ask this card for now"),
    (
        Action::Edit,
        "edit",
        "open the note at its line in your editor; the card follows the edit",
    ),
    (Action::Image, "image", "show the image of the note"),
    (Action::ScrollUp, "scroll-up", "scroll up"),
    (Action::ScrollDown, "scroll-down", "scroll down"),
    (Action::Help, "help", "this help, and back"),
    (
        Action::Stop,
        "stop",
        "stop recito until `fg` brings it back",
    ),
    (
        Action::Quit,
        "quit",
        "leave: nothing is lost, the next session goes on",
    ),
    (Action::Leave, "leave", "leave the summary"),
    (Action::Left, "left", "move left in the line"),
    (Action::Right, "right-in-line", "move right in the line"),
    (Action::WordLeft, "word-left", "a word to the left"),
    (Action::WordRight, "word-right", "a word to the right"),
    (Action::Home, "home", "to the start of the line"),
    (Action::End, "end", "to the end of the line"),
    (
        Action::Backspace,
        "backspace",
        "delete the letter before the cursor",
    ),
    (
        Action::Delete,
        "delete",
        "delete the letter under the cursor",
    ),
    (
        Action::DeleteWord,
        "delete-word",
        "delete the word before the cursor",
    ),
    (
        Action::DeleteToStart,
        "delete-to-start",
        "delete to the start of the line",
    ),
    (
        Action::DeleteToEnd,
        "delete-to-end",
        "delete to the end of the line",
    ),
    (
        Action::PutBack,
        "put-back",
        "put back what was deleted last",
    ),
];

/// A key and what it does in some modes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Binding {
    pub(super) modes: &'static [Mode],
    pub(super) chord: Chord,
    pub(super) action: Action,
}

const fn bound(modes: &'static [Mode], chord: Chord, action: Action) -> Binding {
    Binding {
        modes,
        chord,
        action,
    }
}

const WRITING: &[Mode] = &[Mode::Typing, Mode::Fields];
const FIELDS: &[Mode] = &[Mode::Fields];
const COMMAND: &[Mode] = &[Mode::Command];
const RATING: &[Mode] = &[Mode::Rating];
const TICKING: &[Mode] = &[Mode::Ticking];
const SUMMARY: &[Mode] = &[Mode::Summary];
const ARRANGING: &[Mode] = &[Mode::Arranging];
const LISTS: &[Mode] = &[
    Mode::Choosing,
    Mode::Selecting,
    Mode::Arranging,
    Mode::Ticking,
];
const TICKS: &[Mode] = &[Mode::Selecting, Mode::Arranging, Mode::Ticking];
const SHOWN: &[Mode] = &[Mode::Choosing, Mode::Revealing];
/// Where letters are commands.
const LETTERS: &[Mode] = &[
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Arranging,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
];
const ASKING: &[Mode] = &[
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Arranging,
    Mode::Revealing,
];
const SESSION: &[Mode] = &[
    Mode::Typing,
    Mode::Fields,
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Arranging,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
];
const ALL: &[Mode] = &[
    Mode::Typing,
    Mode::Fields,
    Mode::Command,
    Mode::Choosing,
    Mode::Selecting,
    Mode::Arranging,
    Mode::Revealing,
    Mode::Ticking,
    Mode::Rating,
    Mode::Summary,
    Mode::Help,
];

/// The keys of everybody. Where two fit, the later one counts.
pub(super) const USUAL: &[Binding] = &[
    bound(SESSION, key(KeyCode::Enter), Action::Enter),
    bound(WRITING, key(KeyCode::Esc), Action::Command),
    bound(COMMAND, key(KeyCode::Esc), Action::Command),
    bound(COMMAND, char('i'), Action::Command),
    bound(SHOWN, char(' '), Action::Reveal),
    bound(LISTS, key(KeyCode::Up), Action::Up),
    bound(LISTS, char('k'), Action::Up),
    bound(LISTS, key(KeyCode::Down), Action::Down),
    bound(LISTS, char('j'), Action::Down),
    bound(TICKS, char(' '), Action::Tick),
    bound(TICKING, char('a'), Action::TickAll),
    bound(
        ARRANGING,
        key(KeyCode::Up).with(KeyModifiers::SHIFT),
        Action::MoveUp,
    ),
    bound(ARRANGING, char('K'), Action::MoveUp),
    bound(
        ARRANGING,
        key(KeyCode::Down).with(KeyModifiers::SHIFT),
        Action::MoveDown,
    ),
    bound(ARRANGING, char('J'), Action::MoveDown),
    bound(FIELDS, key(KeyCode::Tab), Action::NextField),
    bound(FIELDS, key(KeyCode::Down), Action::NextField),
    bound(FIELDS, key(KeyCode::BackTab), Action::PreviousField),
    bound(FIELDS, key(KeyCode::Up), Action::PreviousField),
    bound(RATING, char('1'), Action::Rate(Rating::Again)),
    bound(RATING, char('2'), Action::Rate(Rating::Hard)),
    bound(RATING, char('3'), Action::Rate(Rating::Good)),
    bound(RATING, char('4'), Action::Rate(Rating::Easy)),
    bound(RATING, char('o'), Action::MarkRight),
    bound(RATING, key(KeyCode::Up), Action::ScrollUp),
    bound(RATING, key(KeyCode::Down), Action::ScrollDown),
    bound(RATING, char('k'), Action::ScrollUp),
    bound(RATING, char('j'), Action::ScrollDown),
    bound(ASKING, char('h'), Action::Hint),
    bound(
        &[Mode::Typing, Mode::Command],
        key(KeyCode::Tab),
        Action::Hint,
    ),
    bound(SESSION, key(KeyCode::F(2)), Action::Hint),
    bound(LETTERS, char('u'), Action::Undo),
    bound(SUMMARY, char('u'), Action::Undo),
    bound(LETTERS, char('n'), Action::Skip),
    bound(LETTERS, char('b'), Action::Bad),
    bound(LETTERS, char('s'), Action::Suspend),
    bound(LETTERS, char('e'), Action::Edit),
    bound(&[Mode::Ticking, Mode::Rating], char('i'), Action::Image),
    bound(ALL, key(KeyCode::PageUp), Action::ScrollUp),
    bound(ALL, key(KeyCode::PageDown), Action::ScrollDown),
    bound(
        &[Mode::Summary, Mode::Help],
        key(KeyCode::Up),
        Action::ScrollUp,
    ),
    bound(
        &[Mode::Summary, Mode::Help],
        key(KeyCode::Down),
        Action::ScrollDown,
    ),
    bound(LETTERS, char('?'), Action::Help),
    bound(SUMMARY, char('?'), Action::Help),
    bound(ALL, key(KeyCode::F(1)), Action::Help),
    bound(ALL, control('z'), Action::Stop),
    bound(LETTERS, char('q'), Action::Quit),
    bound(ALL, control('c'), Action::Quit),
    bound(SUMMARY, char('q'), Action::Leave),
    bound(SUMMARY, key(KeyCode::Enter), Action::Leave),
    bound(SUMMARY, key(KeyCode::Esc), Action::Leave),
    bound(WRITING, key(KeyCode::Left), Action::Left),
    bound(WRITING, key(KeyCode::Right), Action::Right),
    bound(
        WRITING,
        key(KeyCode::Left).with(KeyModifiers::CONTROL),
        Action::WordLeft,
    ),
    bound(
        WRITING,
        key(KeyCode::Right).with(KeyModifiers::CONTROL),
        Action::WordRight,
    ),
    bound(WRITING, key(KeyCode::Home), Action::Home),
    bound(WRITING, control('a'), Action::Home),
    bound(WRITING, key(KeyCode::End), Action::End),
    bound(WRITING, control('e'), Action::End),
    bound(WRITING, key(KeyCode::Backspace), Action::Backspace),
    bound(WRITING, control('h'), Action::Backspace),
    bound(WRITING, key(KeyCode::Delete), Action::Delete),
    bound(WRITING, control('d'), Action::Delete),
    bound(WRITING, control('w'), Action::DeleteWord),
    bound(WRITING, alt('\u{7f}'), Action::DeleteWord),
    bound(WRITING, control('u'), Action::DeleteToStart),
    bound(WRITING, control('k'), Action::DeleteToEnd),
    bound(WRITING, control('y'), Action::PutBack),
];

/// What users of vi expect besides.
pub(super) const VI: &[Binding] = &[
    bound(COMMAND, char('a'), Action::Command),
    bound(COMMAND, char('0'), Action::Home),
    bound(COMMAND, char('$'), Action::End),
    bound(COMMAND, char('x'), Action::Delete),
    bound(COMMAND, char('D'), Action::DeleteToEnd),
    bound(COMMAND, char('p'), Action::PutBack),
    bound(ALL, control('f'), Action::ScrollDown),
    bound(ALL, control('b'), Action::ScrollUp),
];

/// What users of emacs expect besides.
pub(super) const EMACS: &[Binding] = &[
    bound(WRITING, control('f'), Action::Right),
    bound(WRITING, control('b'), Action::Left),
    bound(WRITING, alt('f'), Action::WordRight),
    bound(WRITING, alt('b'), Action::WordLeft),
    bound(ALL, control('g'), Action::Command),
    bound(ALL, control('v'), Action::ScrollDown),
    bound(ALL, alt('v'), Action::ScrollUp),
    bound(LISTS, control('n'), Action::Down),
    bound(LISTS, control('p'), Action::Up),
    bound(FIELDS, control('n'), Action::NextField),
    bound(FIELDS, control('p'), Action::PreviousField),
    bound(SESSION, control('_'), Action::Undo),
    bound(SESSION, control('7'), Action::Undo),
];

const UNDO: (Action, &str) = (Action::Undo, "undo");
const HINT: (Action, &str) = (Action::Hint, "hint");
const SKIP: (Action, &str) = (Action::Skip, "skip");
const QUIT: (Action, &str) = (Action::Quit, "quit");
const EDIT: (Action, &str) = (Action::Edit, "edit");
const HELP: (Action, &str) = (Action::Help, "help");
const MORE: (Action, &str) = (Action::Command, "commands");
const ANSWER: (Action, &str) = (Action::Enter, "answer");
const TICK: (Action, &str) = (Action::Pick(0), "tick");

/// What the bottom line tells of each mode, the most useful first.
pub(super) const LABELS: &[(Mode, &[(Action, &str)])] = &[
    (Mode::Typing, &[ANSWER, HINT, MORE, HELP]),
    (
        Mode::Fields,
        &[
            (Action::Enter, "next"),
            (Action::NextField, "move"),
            HINT,
            MORE,
            HELP,
        ],
    ),
    (
        Mode::Command,
        &[
            (Action::Command, "type"),
            UNDO,
            SKIP,
            HINT,
            EDIT,
            QUIT,
            HELP,
        ],
    ),
    (
        Mode::Choosing,
        &[
            (Action::Pick(0), "choose"),
            (Action::Reveal, "show"),
            HINT,
            UNDO,
            QUIT,
            HELP,
        ],
    ),
    (Mode::Selecting, &[TICK, ANSWER, HINT, UNDO, QUIT, HELP]),
    (
        Mode::Arranging,
        &[
            (Action::Tick, "pick up"),
            (Action::MoveUp, "move"),
            ANSWER,
            HINT,
            QUIT,
            HELP,
        ],
    ),
    (
        Mode::Revealing,
        &[
            (Action::Reveal, "show answer"),
            HINT,
            SKIP,
            UNDO,
            QUIT,
            HELP,
        ],
    ),
    (
        Mode::Ticking,
        &[
            TICK,
            (Action::TickAll, "all"),
            (Action::Enter, "done"),
            UNDO,
            HELP,
        ],
    ),
    (
        Mode::Rating,
        &[
            (Action::Enter, "next"),
            (Action::MarkRight, "I was right"),
            UNDO,
            EDIT,
            (Action::Bad, "bad card"),
            QUIT,
            HELP,
        ],
    ),
    (Mode::Summary, &[(Action::Leave, "leave"), UNDO, HELP]),
    (Mode::Help, &[(Action::Help, "goes back")]),
];
