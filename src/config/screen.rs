//! The settings of the full screen: its colours and its keys.

use toml::de::DeValue;

/// The colours of the full screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The sixteen colours of the terminal, as its user chose them: they fit every background.
    #[default]
    Ansi,
    /// Exact colours for a dark background.
    Dark,
    /// Exact colours for a light background.
    Light,
    /// No colours: bold, dim, underlined and reversed.
    Mono,
}

/// The keys of the full screen. Whether they can be used is known where they are bound.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySettings {
    /// The name of a set of keys.
    pub preset: Option<String>,
    /// What the user wants done by which key.
    pub own: Vec<(String, String)>,
}

pub(super) fn theme(theme: &mut ThemeName, value: &DeValue<'_>) -> Result<(), &'static str> {
    *theme = match value.as_str() {
        Some("ansi") => ThemeName::Ansi,
        Some("dark") => ThemeName::Dark,
        Some("light") => ThemeName::Light,
        Some("mono") => ThemeName::Mono,
        _ => return Err("one of `ansi`, `dark`, `light` and `mono`, as in `theme = \"dark\"`"),
    };
    Ok(())
}

pub(super) fn keys(keys: &mut KeySettings, value: &DeValue<'_>) -> Result<(), &'static str> {
    let wanted = "a table of actions and keys, as in `keys = { preset = \"vi\", skip = \"x\" }`";
    for (action, key) in value.as_table().ok_or(wanted)? {
        let (action, key) = (action.get_ref(), key.get_ref().as_str().ok_or(wanted)?);
        if action == "preset" {
            keys.preset = Some(key.to_owned());
        } else {
            keys.own.push((action.to_string(), key.to_owned()));
        }
    }
    Ok(())
}
