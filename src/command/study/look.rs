//! How the screen looks and is driven: what the configuration says, as far as the terminal can.

use crate::command::{Context, Failure};
use crate::config::{Config, ThemeName};
use crate::tui::keys::Keys;
use crate::tui::{Look, Theme};

/// Settles theme and keys.
pub(in crate::command) fn look(config: &Config, context: &Context) -> Result<Look, Failure> {
    let keys = Keys::of(config.keys.preset.as_deref(), &config.keys.own);
    let keys = keys.map_err(|error| {
        Failure::new(error)
            .hint("the keys stand under `[keys]` in `recito.toml` or your own configuration")
    })?;
    let theme = match config.theme {
        _ if !context.color => Theme::Mono,
        // A terminal without exact colours shows others for them, which may not be readable.
        ThemeName::Dark if context.exact_colors => Theme::Dark,
        ThemeName::Light if context.exact_colors => Theme::Light,
        ThemeName::Dark | ThemeName::Light | ThemeName::Ansi => Theme::Ansi,
        ThemeName::Mono => Theme::Mono,
    };
    Ok(Look {
        theme,
        keys,
        graphics: context.graphics,
        ..Look::default()
    })
}
