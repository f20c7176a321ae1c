//! Opening the collection that a command is about: from paths to a [`Workspace`].
//!
//! A collection is the folder of a `recito.toml`. Where there is none, any folder or file of notes
//! will do; its decks then lie under the data folder, mirrored by absolute path.

mod decks;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::learner::{self, Learner};
use super::{Context, Failure};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Severity};
use crate::note;
use crate::printable::printable;
use crate::review::Log;
use crate::source::{Source, SourceId, Span};
use crate::store::files::{self, Content, Place};
use crate::workspace::{Workspace, seen};

/// A collection, read.
pub struct Collection {
    /// The folder that the paths of notes are relative to.
    pub root: PathBuf,
    /// Whether the folder has a `recito.toml`, so that decks live in it.
    pub configured: bool,
    pub config: Config,
    /// Folder of the decks; may not exist.
    pub decks_dir: PathBuf,
    pub workspace: Workspace,
    pub log: Log,
}

impl Collection {
    /// The file of the deck of a note: `decks/notes/a.md.toml` for `notes/a.md`.
    pub fn deck_file(&self, note: &str) -> PathBuf {
        self.decks_dir.join(format!("{note}.toml"))
    }

    /// What the log says of the learner. It is replayed for it, which not every command needs.
    pub fn learner(&self) -> Learner {
        Learner::of(&self.log, self.config.retention)
    }

    /// The path that a note has in the workspace; a file outside of the root keeps its own.
    pub fn note_of(&self, file: &Path) -> String {
        let real = match files::place(file) {
            Ok(Place::File(file)) => file,
            _ => file.to_owned(),
        };
        relative(&self.root, &real).unwrap_or_else(|| real.display().to_string())
    }
}

/// Reads the collection of the paths; its focus is what they name. Fails when a deck is broken, as
/// whoever goes on without it would lose what the user wrote there. Warnings about decks and
/// configuration go to standard error; those about notes are for `check`.
pub fn open(paths: &[PathBuf], context: &Context) -> Result<Collection, Failure> {
    let collection = read(paths, context)?;
    let Workspace {
        sources,
        diagnostics,
        ..
    } = &collection.workspace;
    let notes = collection.workspace.notes.len();
    let of_settings = |problem: &&Diagnostic| problem.span.source.0 as usize >= notes;
    let errors = diagnostics
        .iter()
        .filter(of_settings)
        .filter(|problem| problem.severity == Severity::Error);
    if let Some(failure) = failure_of(errors, sources) {
        return Err(failure.hint("mend the deck, or move it away and build it anew"));
    }
    if !context.quiet {
        let mut err = std::io::stderr().lock();
        for problem in diagnostics.iter().filter(of_settings) {
            // Standard error may be closed; the warning is not worth more than the command.
            let _ = writeln!(err, "recito: {}", printable(&located(problem, sources)));
            if let Some(help) = &problem.help {
                let _ = writeln!(err, "hint: {}", printable(help));
            }
        }
    }
    Ok(collection)
}

/// As [`open`], but with broken decks left to the diagnostics of the workspace.
pub fn read(paths: &[PathBuf], context: &Context) -> Result<Collection, Failure> {
    let targets = paths
        .iter()
        .map(|path| target(path, context))
        .collect::<Result<Vec<_>, _>>()?;
    let home = home(&targets, context)?;
    let Settings {
        config,
        files: settings,
    } = read_config(&home, context)?;
    let folders = note_folders(&home, &config, &targets)?;
    let files = note_files(&home, &folders, &targets)?;
    let mut workspace = read_notes(&home.root, files)?;
    workspace.focus = targets
        .iter()
        .filter_map(|target| relative(&home.root, target))
        .collect();
    if workspace.focus.iter().any(String::is_empty) {
        workspace.focus.clear();
    }
    let decks_dir = decks::decks_dir(&home, &config, context)?;
    // Without a collection, decks of notes beside the given ones are not ours to touch.
    let scope = if home.configured { Vec::new() } else { folders };
    let scope: Vec<_> = scope
        .iter()
        .filter_map(|path| relative(&home.root, path))
        .collect();
    decks::read_decks(&mut workspace, &home, &decks_dir, &scope)?;
    for (source, problems) in settings {
        add_source(&mut workspace, source, problems);
    }
    let log = learner::read_log(context)?;
    workspace.seen = seen(&log);
    workspace.settled = log.links();
    Ok(Collection {
        root: home.root,
        configured: home.configured,
        config,
        decks_dir,
        workspace,
        log,
    })
}

/// The folders and files of the notes that these paths are about, and of the notes around them.
pub fn watched(paths: &[PathBuf], context: &Context) -> Result<Vec<PathBuf>, Failure> {
    let targets = paths
        .iter()
        .map(|path| target(path, context))
        .collect::<Result<Vec<_>, _>>()?;
    let home = home(&targets, context)?;
    let config = read_config(&home, context)?.config;
    note_folders(&home, &config, &targets)
}

/// A folder that notes are relative to.
struct Home {
    root: PathBuf,
    configured: bool,
}

/// An existing file or folder that the user named, as an absolute path.
fn target(path: &Path, context: &Context) -> Result<PathBuf, Failure> {
    let shown = path.display();
    match files::place(&context.current_dir.join(path))? {
        Place::Folder(folder) => Ok(folder),
        Place::File(file) if files::is_note(&file) => Ok(file),
        Place::File(_) => Err(Failure::new(format!("`{shown}` is not a Markdown file"))
            .hint("notes are files that end in .md or .markdown, or folders of such files")),
        Place::Special => Err(Failure::new(format!(
            "`{shown}` is neither a file nor a folder"
        ))),
        Place::Nowhere => Err(Failure::new(format!("`{shown}` does not exist"))
            .hint("name a Markdown file or a folder of notes; see `recito help`")),
    }
}

/// The nearest parent with a `recito.toml`, else the folder that was named or stands around the
/// files that were.
fn home(targets: &[PathBuf], context: &Context) -> Result<Home, Failure> {
    let mut start: Option<PathBuf> = None;
    for target in targets {
        let folder = match files::place(target)? {
            Place::File(file) => file.parent().map(Path::to_owned).unwrap_or_default(),
            _ => target.clone(),
        };
        start = Some(match start {
            None => folder,
            Some(other) => common(&other, &folder),
        });
    }
    let start = match start {
        Some(folder) => folder,
        None => match files::place(&context.current_dir)? {
            Place::Folder(folder) => folder,
            _ => return Err(Failure::new("the current folder is gone")),
        },
    };
    for folder in start.ancestors() {
        if matches!(
            files::place(&folder.join(config::FILE_NAME))?,
            Place::File(_)
        ) {
            return Ok(Home {
                root: folder.to_owned(),
                configured: true,
            });
        }
    }
    Ok(Home {
        root: start,
        configured: false,
    })
}

/// The nearest folder around both.
fn common(a: &Path, b: &Path) -> PathBuf {
    let both = a.components().zip(b.components());
    both.take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

/// Path relative to the root, with `/`; empty for the root itself, none outside of it.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

/// The settings and the files that they came from, each with what was unusual about it.
struct Settings {
    config: Config,
    files: Vec<(Source, Vec<Diagnostic>)>,
}

/// Settings of the collection over those of the user.
fn read_config(home: &Home, context: &Context) -> Result<Settings, Failure> {
    let mut layers = vec![context.config_file.clone()];
    if home.configured && !context.config_only {
        layers.push(home.root.join(config::FILE_NAME));
    }
    let mut config = Config::default();
    let mut read = Vec::new();
    for file in layers {
        let shown = relative(&home.root, &file).unwrap_or_else(|| file.display().to_string());
        let bytes = match files::read_if_there(&file, files::SETTINGS_LIMIT)? {
            Some(Content::Bytes(bytes)) => bytes,
            Some(Content::TooLarge(_)) => {
                return Err(Failure::new(format!(
                    "{shown} is too large to be a configuration"
                )));
            }
            None if context.config_only => {
                return Err(Failure::new(format!("`{shown}` does not exist"))
                    .hint("`--config` names a file like `recito.toml`"));
            }
            None => continue,
        };
        // Problems are counted from the source they are alone in; `add_source` moves them.
        let (source, _) = Source::decode(SourceId(0), &shown, &bytes);
        let own = config.data_dir.clone();
        let (settled, problems) = config::apply(config, SourceId(0), &source.text);
        if file != context.config_file && settled.data_dir != own {
            // A collection may come from a stranger, and answers are nobody's business.
            return Err(
                Failure::new(format!("{shown} may not set `data_dir`")).hint(format!(
                    "where the log lies is said in {}",
                    context.config_file.display()
                )),
            );
        }
        config = settled;
        let errors = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error);
        if let Some(failure) = failure_of(errors, std::slice::from_ref(&source)) {
            return Err(failure);
        }
        read.push((source, problems));
    }
    Ok(Settings {
        config,
        files: read,
    })
}

/// Where the notes of the collection are, and those that were named besides.
fn note_folders(
    home: &Home,
    config: &Config,
    targets: &[PathBuf],
) -> Result<Vec<PathBuf>, Failure> {
    if !home.configured && !targets.is_empty() {
        return Ok(targets.to_vec());
    }
    let mut folders = Vec::new();
    for name in &config.notes {
        let path = home.root.join(name);
        match files::place(&path)? {
            Place::Folder(path) | Place::File(path) if path.starts_with(&home.root) => {
                folders.push(path);
            }
            Place::Nowhere => {
                return Err(Failure::new(format!(
                    "there is no `{name}` in {}",
                    home.root.display()
                ))
                .hint("it is named by `notes` in the configuration"));
            }
            _ => {
                return Err(
                    Failure::new(format!("`{name}` leads out of {}", home.root.display()))
                        .hint("`notes` in the configuration names folders inside the collection"),
                );
            }
        }
    }
    if config.notes.is_empty() {
        let usual = home.root.join("notes");
        folders.push(match files::place(&usual)? {
            Place::Folder(_) => usual,
            _ => home.root.clone(),
        });
    }
    folders.extend_from_slice(targets);
    Ok(folders)
}

/// The files of the notes with their paths relative to the root, sorted by these.
fn note_files(
    home: &Home,
    folders: &[PathBuf],
    targets: &[PathBuf],
) -> Result<Vec<(String, PathBuf)>, Failure> {
    let mut found = Vec::new();
    for folder in folders {
        let files = files::walk_notes(folder)?;
        if files.is_empty() && (targets.contains(folder) || folders.len() == 1) {
            return Err(no_notes(folder));
        }
        for file in files {
            let path = relative(&home.root, &file).unwrap_or_else(|| file.display().to_string());
            found.push((path, file));
        }
    }
    if found.is_empty() {
        return Err(no_notes(&home.root));
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn no_notes(folder: &Path) -> Failure {
    Failure::new(format!("no notes found in {}", folder.display())).hint(
        "notes are files that end in .md or .markdown; hidden files and what .gitignore names \
         are left out",
    )
}

/// Reads and parses the notes, on all cores, in their order.
fn read_notes(root: &Path, files: Vec<(String, PathBuf)>) -> Result<Workspace, Failure> {
    let read: Vec<_> = files
        .into_par_iter()
        .enumerate()
        .map(|(i, (path, file))| {
            let id = SourceId(u32::try_from(i).unwrap_or(u32::MAX));
            let (source, mut found) = read_note(id, &path, &file)?;
            let (note, more) = note::parse(id, &source);
            found.extend(more);
            Ok((source, note, found))
        })
        .collect::<anyhow::Result<_>>()
        .map_err(|error| {
            Failure::from(error).hint(format!(
                "make it readable, or name it in {}",
                root.join(".gitignore").display()
            ))
        })?;
    let mut workspace = Workspace::default();
    for (source, note, found) in read {
        workspace.sources.push(source);
        workspace.notes.push(note);
        workspace.diagnostics.extend(found);
    }
    Ok(workspace)
}

fn read_note(id: SourceId, path: &str, file: &Path) -> anyhow::Result<(Source, Vec<Diagnostic>)> {
    match files::read(file, files::NOTE_LIMIT)? {
        Content::Bytes(bytes) => Ok(Source::decode(id, path, &bytes)),
        Content::TooLarge(size) => {
            let limit = files::NOTE_LIMIT;
            let problem = Diagnostic {
                help: Some("split the note; nothing of it was read".into()),
                ..Diagnostic::new(
                    "file-too-large",
                    Severity::Warning,
                    format!("the file has {size} bytes, more than the {limit} that are read"),
                    Span {
                        source: id,
                        ..Span::default()
                    },
                )
            };
            Ok((Source::new(path, ""), vec![problem]))
        }
    }
}

/// Adds a file whose diagnostics were counted from source 0.
fn add_source(workspace: &mut Workspace, source: Source, problems: Vec<Diagnostic>) {
    let id = SourceId(u32::try_from(workspace.sources.len()).unwrap_or(u32::MAX));
    workspace.sources.push(source);
    workspace
        .diagnostics
        .extend(problems.into_iter().map(|mut problem| {
            problem.span.source = id;
            problem
        }));
}

/// The first of the problems as a failure, with the number of the others; none when there is none.
fn failure_of<'a>(
    mut problems: impl Iterator<Item = &'a Diagnostic>,
    sources: &[Source],
) -> Option<Failure> {
    let first = problems.next()?;
    let mut failure = Failure::new(located(first, sources));
    failure.hints.extend(first.help.clone());
    match problems.count() {
        0 => Some(failure),
        more => Some(failure.hint(format!("there are {more} more problems like this"))),
    }
}

/// A problem in one line, with its place as `file:line:column`.
pub(super) fn located(problem: &Diagnostic, sources: &[Source]) -> String {
    match sources.get(problem.span.source.0 as usize) {
        Some(source) => {
            let place = source.place(problem.span.start);
            let (line, column) = (place.line, place.column);
            format!("{}:{line}:{column}: {}", source.path, problem.message)
        }
        None => problem.message.clone(),
    }
}
