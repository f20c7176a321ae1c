//! The table `[anki]` of the settings: how cards are laid out in Anki.

use toml::de::DeTable;

/// How finely cards are divided into decks. All stand under the deck `recito`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Division {
    /// One deck for all.
    One,
    /// A deck for each note, below those of its folders.
    Notes,
    /// And one for each heading at the top of the note.
    #[default]
    Headings,
    /// And one for each heading of any level.
    Deep,
}

impl Division {
    /// All of them by name.
    pub const NAMES: [(&'static str, Division); 4] = [
        ("one", Division::One),
        ("notes", Division::Notes),
        ("headings", Division::Headings),
        ("deep", Division::Deep),
    ];
}

/// What the learner decides about cards in Anki.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnkiSettings {
    pub division: Division,
    /// Whether long lists are also asked item by item.
    pub overlapping: bool,
}

/// Lays a table over the settings. A value that can not be used is an error that says what it has to be.
pub(super) fn apply(settings: &mut AnkiSettings, table: &DeTable<'_>) -> Result<(), &'static str> {
    const DECKS: &str = "in `[anki]`: `decks` is one of `one`, `notes`, `headings` and `deep`";
    for (key, value) in table {
        let value = value.get_ref();
        match key.get_ref().as_ref() {
            "decks" => {
                let name = value.as_str().ok_or(DECKS)?;
                let mut known = Division::NAMES.iter();
                let found = known.find(|(known, _)| *known == name).ok_or(DECKS)?;
                settings.division = found.1;
            }
            "overlapping" => {
                settings.overlapping = value
                    .as_bool()
                    .ok_or("in `[anki]`: `overlapping` is `true` or `false`")?;
            }
            _ => return Err("in `[anki]`: the keys are `decks` and `overlapping`"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::SourceId;

    #[test]
    fn the_table_is_read_and_what_is_wrong_in_it_is_said() {
        let read = |text: &str| crate::config::apply(Config::default(), SourceId(0), text);
        let (config, found) = read("[anki]\ndecks = \"deep\"\noverlapping = true\n");
        assert_eq!(found, []);
        let expect = AnkiSettings {
            division: Division::Deep,
            overlapping: true,
        };
        assert_eq!(config.anki, expect);
        for (line, wanted) in [
            ("decks = \"all\"", "one of `one`"),
            ("decks = 1", "one of `one`"),
            ("overlapping = 1", "`true` or `false`"),
            ("deck = 1", "the keys are"),
        ] {
            let (config, found) = read(&format!("[anki]\n{line}\n"));
            assert_eq!(config, Config::default(), "{line}");
            let help = found[0].help.clone().unwrap_or_default();
            assert!(found.len() == 1 && help.contains(wanted), "{line}: {help}");
        }
    }
}
