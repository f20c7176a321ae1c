//! The settings of `recito.toml`, with their defaults.
//!
//! Text in, settings and problems out. Where the files are and which stands over which is the
//! business of [`crate::command::collection`].

mod anki;
mod check;
mod exam;
mod screen;

pub use anki::{AnkiSettings, Division};
pub use check::CheckSettings;
pub use exam::{Exam, WEIGHTS};
pub use screen::{KeySettings, ThemeName};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Severity};
pub use crate::session::Habit;
use crate::source::{SourceId, Span};

/// Name of the file that makes a folder a collection.
pub const FILE_NAME: &str = "recito.toml";

/// Settings of a collection over those of the user.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// New cards introduced a day.
    pub new_per_day: usize,
    /// Reviews a day at most; `None` for no limit.
    pub reviews_per_day: Option<usize>,
    /// Probability of recall at which a card is due, from 0.7 to 0.97.
    pub retention: f32,
    pub answer: Habit,
    /// Folders or files of the notes, relative to the collection; empty means the folder `notes` if
    /// there is one, else everything.
    pub notes: Vec<String>,
    /// Folder of the decks, relative to the collection.
    pub decks: String,
    /// Folder of the log, absolute or with `~/` in front: only the user says where it lies, no collection.
    pub data_dir: Option<String>,
    pub check: CheckSettings,
    pub anki: AnkiSettings,
    pub theme: ThemeName,
    pub keys: KeySettings,
    /// Exams to plan for, in the order of the file.
    pub exams: Vec<Exam>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            new_per_day: 20,
            reviews_per_day: None,
            retention: 0.9,
            answer: Habit::Type,
            notes: Vec::new(),
            decks: "decks".into(),
            data_dir: None,
            check: CheckSettings::default(),
            anki: AnkiSettings::default(),
            theme: ThemeName::default(),
            keys: KeySettings::default(),
            exams: Vec::new(),
        }
    }
}

/// Sets one key from its value, or says what the value has to be.
type Set = fn(&mut Config, &DeValue<'_>) -> Result<(), &'static str>;

/// The keys that are understood.
const KEYS: [(&str, Set); 12] = [
    ("new_per_day", |config, value| {
        config.new_per_day = whole(value).ok_or("a whole number, as in `new_per_day = 20`")?;
        Ok(())
    }),
    ("reviews_per_day", |config, value| {
        let number = whole(value).ok_or("a whole number, as in `reviews_per_day = 200`")?;
        config.reviews_per_day = Some(number);
        Ok(())
    }),
    ("retention", |config, value| {
        config.retention = decimal(value)
            .filter(|number| (0.7..=0.97).contains(number))
            .ok_or("a number from 0.7 to 0.97, as in `retention = 0.9`")?;
        Ok(())
    }),
    ("answer", |config, value| {
        config.answer = match value.as_str() {
            Some("self") => Habit::Own,
            Some("type") => Habit::Type,
            Some("choose") => Habit::Choose,
            _ => return Err("one of `self`, `type` and `choose`, as in `answer = \"type\"`"),
        };
        Ok(())
    }),
    ("notes", |config, value| {
        config.notes = inner_paths(value)
            .ok_or("a list of paths inside the collection, as in `notes = [\"notes\"]`")?;
        Ok(())
    }),
    ("decks", |config, value| {
        config.decks = value
            .as_str()
            .and_then(inner_path)
            .filter(|path| !path.is_empty())
            .ok_or("the path of a folder inside the collection, as in `decks = \"decks\"`")?;
        Ok(())
    }),
    ("exam", |config, value| {
        config.exams = exam::read(value)?;
        Ok(())
    }),
    ("data_dir", |config, value| {
        let path = value
            .as_str()
            .filter(|path| path.starts_with("~/") || std::path::Path::new(path).is_absolute());
        config.data_dir = Some(
            path.ok_or("an absolute path, as in `data_dir = \"~/Sync/recito\"`")?
                .to_owned(),
        );
        Ok(())
    }),
    ("check", |config, value| {
        let table = value.as_table().ok_or("a table, as in `[check]`")?;
        check::apply(&mut config.check, table)
    }),
    ("anki", |config, value| {
        let table = value.as_table().ok_or("a table, as in `[anki]`")?;
        anki::apply(&mut config.anki, table)
    }),
    ("theme", |config, value| {
        screen::theme(&mut config.theme, value)
    }),
    ("keys", |config, value| {
        screen::keys(&mut config.keys, value)
    }),
];

/// Lays the settings of a file over those there are. What is broken is reported and keeps its
/// former value: unknown keys are warnings, values that cannot be used are errors.
pub fn apply(mut config: Config, id: SourceId, text: &str) -> (Config, Vec<Diagnostic>) {
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let range = error.span().unwrap_or_default();
            let problem = Diagnostic::new(
                "broken-config",
                Severity::Error,
                format!(
                    "the file is not TOML: {}",
                    error.message().trim_end_matches('.')
                ),
                span(id, &range),
            );
            return (config, vec![problem]);
        }
    };
    let mut found = Vec::new();
    for (key, value) in &table {
        let name: &str = key.get_ref();
        let set = KEYS.iter().find(|(known, _)| *known == name);
        match set.map(|(_, set)| set(&mut config, value.get_ref())) {
            Some(Ok(())) => {}
            Some(Err(wanted)) => found.push(broken_value(id, name, value, wanted)),
            None => found.push(unknown_key(id, name, &key.span())),
        }
    }
    found.sort_by_key(|problem| problem.span);
    (config, found)
}

fn broken_value(
    id: SourceId,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    wanted: &str,
) -> Diagnostic {
    Diagnostic {
        help: Some(format!("`{name}` is {wanted}")),
        ..Diagnostic::new(
            "broken-config",
            Severity::Error,
            format!("the value of `{name}` cannot be used"),
            span(id, &value.span()),
        )
    }
}

fn unknown_key(id: SourceId, name: &str, range: &std::ops::Range<usize>) -> Diagnostic {
    Diagnostic {
        help: Some(match nearest(name) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!(
                "the keys are {}",
                KEYS.map(|(key, _)| format!("`{key}`")).join(", ")
            ),
        }),
        ..Diagnostic::new(
            "unknown-key",
            Severity::Warning,
            format!("the key `{name}` is not known"),
            span(id, range),
        )
    }
}

/// The known key that was probably meant. Jaro-Winkler at 0.8 takes slips and changed word order,
/// and leaves out keys that only share a few letters.
fn nearest(name: &str) -> Option<&'static str> {
    KEYS.iter()
        .map(|(known, _)| (strsim::jaro_winkler(name, known), *known))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

fn span(id: SourceId, range: &std::ops::Range<usize>) -> Span {
    Span {
        source: id,
        start: range.start,
        end: range.end,
    }
}

fn whole(value: &DeValue<'_>) -> Option<usize> {
    let number = value.as_integer()?;
    usize::from_str_radix(number.as_str(), number.radix()).ok()
}

fn decimal(value: &DeValue<'_>) -> Option<f32> {
    value.as_float()?.as_str().parse().ok()
}

fn inner_paths(value: &DeValue<'_>) -> Option<Vec<String>> {
    value
        .as_array()?
        .iter()
        .map(|item| item.get_ref().as_str().and_then(inner_path))
        .collect()
}

/// The path with `/` between its parts when it stays inside the collection. A collection that comes
/// from a stranger must not make the program read or write elsewhere.
fn inner_path(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let leaves = path.starts_with('/') || parts.iter().any(|p| *p == ".." || p.contains(':'));
    (!leaves).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<String>) {
        let (config, found) = apply(Config::default(), SourceId(0), text);
        let source = crate::source::Source::new("recito.toml", text);
        let shown = found
            .iter()
            .map(|d| {
                let line = source.place(d.span.start).line;
                let help = d.help.as_deref().unwrap_or("-");
                format!("{line}: {:?}: {}: {help}", d.severity, d.message)
            })
            .collect();
        (config, shown)
    }

    #[test]
    fn every_key_is_read() {
        let (config, found) = read(
            "new_per_day = 5\nreviews_per_day = 1_00\nretention = 0.85\n\
             answer = \"choose\"\nnotes = [\"./a/\", \"b/c.md\"]\ndecks = \"out/decks\"\n\
             data_dir = \"~/Sync/recito\"\ntheme = \"dark\"\n[keys]\npreset = \"vi\"\nskip = \"x\"\n",
        );
        assert_eq!(found, [""; 0]);
        assert_eq!(
            config,
            Config {
                new_per_day: 5,
                reviews_per_day: Some(100),
                retention: 0.85,
                answer: Habit::Choose,
                notes: vec!["a".into(), "b/c.md".into()],
                decks: "out/decks".into(),
                data_dir: Some("~/Sync/recito".into()),
                check: CheckSettings::default(),
                anki: AnkiSettings::default(),
                theme: ThemeName::Dark,
                keys: KeySettings {
                    preset: Some("vi".into()),
                    own: vec![("skip".into(), "x".into())],
                },
                exams: Vec::new(),
            }
        );
    }

    #[test]
    fn a_file_stands_over_what_was_there() {
        let base = apply(
            Config::default(),
            SourceId(0),
            "new_per_day = 7\nretention = 0.8",
        )
        .0;
        let config = apply(base, SourceId(1), "retention = 0.95").0;
        assert_eq!((config.new_per_day, config.retention), (7, 0.95));
    }

    #[test]
    fn an_unknown_key_is_a_warning_with_its_line_and_what_was_meant() {
        let (config, found) = read("\nnew_per_days = 5\n[mystery]\nx = 1\n");
        assert_eq!(config, Config::default());
        assert_eq!(
            found,
            [
                "2: Warning: the key `new_per_days` is not known: did you mean `new_per_day`?",
                "3: Warning: the key `mystery` is not known: the keys are `new_per_day`, \
                 `reviews_per_day`, `retention`, `answer`, `notes`, `decks`, `exam`, \
                 `data_dir`, `check`, `anki`, `theme`, `keys`",
            ]
        );
    }

    #[test]
    fn a_value_that_cannot_be_used_is_an_error_and_changes_nothing() {
        for (text, wanted) in [
            ("new_per_day = -1", "a whole number"),
            ("new_per_day = \"5\"", "a whole number"),
            ("reviews_per_day = 0.5", "a whole number"),
            ("retention = 0.99", "0.7 to 0.97"),
            ("retention = nan", "0.7 to 0.97"),
            ("answer = \"sing\"", "`self`, `type`"),
            ("notes = \"notes\"", "a list of paths"),
            ("notes = [\"../secret\"]", "inside the collection"),
            ("notes = [\"/etc\"]", "inside the collection"),
            ("decks = \"a/../../b\"", "inside the collection"),
            ("decks = \"C:\\\\x\"", "inside the collection"),
            ("decks = \".\"", "inside the collection"),
            ("data_dir = \"log\"", "an absolute path"),
            ("theme = \"blue\"", "`dark`"),
            ("keys = \"vi\"", "a table of actions"),
            ("keys = { skip = 1 }", "a table of actions"),
        ] {
            let (config, found) = read(text);
            assert_eq!(config, Config::default(), "{text}");
            assert!(
                found.len() == 1 && found[0].contains(wanted),
                "{text}: {found:?}"
            );
            assert!(found[0].starts_with("1: Error"), "{found:?}");
        }
    }

    #[test]
    fn a_file_that_is_not_toml_is_one_error_at_its_place() {
        let (config, found) = read("new_per_day = 5\nretention = = 2\n");
        assert_eq!(config, Config::default());
        assert!(found.len() == 1 && found[0].starts_with("2: Error: the file is not TOML"));
    }
}
