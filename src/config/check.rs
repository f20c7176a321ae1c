//! The table `[check]` of the settings: which rules run where, and which words are right.

use toml::de::{DeTable, DeValue};

/// Settings of `check`. The names of rules are as they were written; whoever runs them knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckSettings {
    /// Rules that do not run.
    pub ignore: Vec<String>,
    /// Rules that run although they wait to be named.
    pub also: Vec<String>,
    /// Words that are right as they are written, in lower case.
    pub words: Vec<String>,
    /// Rules that do not run in the notes that a pattern names.
    pub per_file_ignores: Vec<(String, Vec<String>)>,
}

/// Lays a table over the settings. A value that can not be used is an error that says what it has to be.
pub(super) fn apply(settings: &mut CheckSettings, table: &DeTable<'_>) -> Result<(), &'static str> {
    const RULES: &str = "in `[check]`: `ignore` and `also` are lists of names of rules";
    for (key, value) in table {
        let value = value.get_ref();
        match key.get_ref().as_ref() {
            "ignore" => settings.ignore = texts(value).ok_or(RULES)?,
            "also" => settings.also = texts(value).ok_or(RULES)?,
            "words" => {
                let words = texts(value).ok_or("in `[check]`: `words` is a list of words")?;
                settings.words = words.iter().map(|word| word.to_lowercase()).collect();
            }
            "per_file_ignores" => {
                settings.per_file_ignores = per_file(value).ok_or(
                    "in `[check]`: `per_file_ignores` is a table, as in \
                     `per_file_ignores = { \"drafts/**\" = [\"empty-section\"] }`",
                )?;
            }
            _ => {
                return Err(
                    "in `[check]`: the keys are `ignore`, `also`, `words` and `per_file_ignores`",
                );
            }
        }
    }
    Ok(())
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let items = value.as_array()?.iter();
    items
        .map(|item| item.get_ref().as_str().map(str::to_string))
        .collect()
}

fn per_file(value: &DeValue<'_>) -> Option<Vec<(String, Vec<String>)>> {
    let entries = value.as_table()?.iter();
    entries
        .map(|(pattern, rules)| Some((pattern.get_ref().to_string(), texts(rules.get_ref())?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::SourceId;

    #[test]
    fn the_table_is_read_and_what_is_wrong_in_it_is_said() {
        let read = |text: &str| crate::config::apply(Config::default(), SourceId(0), text);
        let (config, found) = read(
            "[check]\nignore = [\"long-bullet\"]\nalso = [\"conflicting-value\"]\nwords = [\"Kubelet\"]\n\
             per_file_ignores = { \"drafts/**\" = [\"empty-section\"] }\n",
        );
        assert_eq!(found, []);
        assert_eq!(
            config.check,
            CheckSettings {
                ignore: vec!["long-bullet".into()],
                also: vec!["conflicting-value".into()],
                words: vec!["kubelet".into()],
                per_file_ignores: vec![("drafts/**".into(), vec!["empty-section".into()])],
            }
        );
        for text in [
            "check = 1",
            "[check]\nignore = 1",
            "[check]\nwords = [1]",
            "[check]\nx = 1",
            "[check.per_file_ignores]\na = 1",
        ] {
            let (config, found) = read(text);
            assert_eq!((config, found.len()), (Config::default(), 1), "{text}");
        }
    }
}
