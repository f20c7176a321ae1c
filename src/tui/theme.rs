//! What pieces of the screen are, and how each looks in a theme. Nothing is said by colour alone: every
//! role that matters differs by a modifier, a sign or its words, too.

use ratatui::style::{Color, Modifier, Style};

/// A set of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The sixteen colours that every terminal has, as its user chose them.
    #[default]
    Ansi,
    /// Exact colours for a dark background.
    Dark,
    /// Exact colours for a light background.
    Light,
    /// Bold, dim, underlined and reversed only.
    Mono,
}

/// What a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Text,
    Prompt,
    /// What may be overlooked.
    Faint,
    /// What the cursor is on.
    Cursor,
    Good,
    Middling,
    Bad,
    /// The name of a key.
    Key,
    /// What is being typed, or the place for it.
    Input,
    /// Typed and not in the answer.
    Extra,
    /// In the answer and not typed.
    Missing,
    /// The part of a bar that is filled.
    Bar,
    Code,
    Strong,
    Emphasis,
    Struck,
    Link,
}

/// Colours of a theme: good, middling, bad, accent, code.
type Palette = [Color; 5];

const ANSI: Palette = [
    Color::Green,
    Color::Yellow,
    Color::Red,
    Color::Cyan,
    Color::Magenta,
];
const DARK: Palette = [
    Color::Rgb(0x8f, 0xd1, 0x8a),
    Color::Rgb(0xe6, 0xc0, 0x7b),
    Color::Rgb(0xf2, 0x8b, 0x82),
    Color::Rgb(0x7f, 0xc1, 0xe8),
    Color::Rgb(0xd7, 0xaf, 0xe8),
];
/// Each has a contrast of at least 4.5 to white.
const LIGHT: Palette = [
    Color::Rgb(0x1a, 0x6e, 0x2e),
    Color::Rgb(0x8a, 0x5a, 0x00),
    Color::Rgb(0xb0, 0x1e, 0x1e),
    Color::Rgb(0x0b, 0x5c, 0x8a),
    Color::Rgb(0x7a, 0x2e, 0x8c),
];

impl Theme {
    fn palette(self) -> Option<Palette> {
        match self {
            Theme::Ansi => Some(ANSI),
            Theme::Dark => Some(DARK),
            Theme::Light => Some(LIGHT),
            Theme::Mono => None,
        }
    }

    /// How a role looks.
    pub(super) fn style(self, role: Role) -> Style {
        let (modifier, color) = match role {
            Role::Text => (Modifier::empty(), None),
            Role::Prompt | Role::Strong => (Modifier::BOLD, None),
            Role::Faint => (Modifier::DIM, None),
            Role::Cursor => (Modifier::REVERSED, None),
            Role::Good => (Modifier::BOLD, Some(0)),
            Role::Middling => (Modifier::BOLD, Some(1)),
            Role::Bad => (Modifier::BOLD, Some(2)),
            Role::Key => (Modifier::BOLD, Some(3)),
            Role::Input => (Modifier::UNDERLINED, Some(3)),
            Role::Extra => (Modifier::CROSSED_OUT, Some(2)),
            Role::Missing => (Modifier::UNDERLINED.union(Modifier::BOLD), Some(0)),
            Role::Bar => (Modifier::empty(), Some(3)),
            Role::Code => (Modifier::empty(), Some(4)),
            Role::Emphasis => (Modifier::ITALIC, None),
            Role::Struck => (Modifier::CROSSED_OUT, None),
            Role::Link => (Modifier::UNDERLINED, None),
        };
        let style = Style::new().add_modifier(modifier);
        match (self.palette(), color) {
            (Some(palette), Some(color)) => style.fg(palette[color]),
            _ => style,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.2, from 0 (black) to 1.
    fn luminance(color: Color) -> f64 {
        let Color::Rgb(red, green, blue) = color else {
            panic!("{color} is not exact");
        };
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn exact_colours_can_be_read_on_their_background() {
        for color in LIGHT {
            assert!(1.05 / (luminance(color) + 0.05) >= 4.5, "{color}");
        }
        for color in DARK {
            // Backgrounds of dark themes are not quite black.
            let background = luminance(Color::Rgb(0x28, 0x2c, 0x34));
            assert!(
                (luminance(color) + 0.05) / (background + 0.05) >= 4.5,
                "{color}"
            );
        }
    }

    #[test]
    fn without_colour_every_verdict_still_stands_out() {
        for role in [
            Role::Good,
            Role::Bad,
            Role::Extra,
            Role::Missing,
            Role::Cursor,
        ] {
            let style = Theme::Mono.style(role);
            assert!(
                style.fg.is_none() && !style.add_modifier.is_empty(),
                "{role:?}"
            );
        }
    }
}
