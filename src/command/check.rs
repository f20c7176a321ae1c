//! `recito check`: reads notes and decks, runs the rules and prints what they found. Writes nothing.

use std::io::{self, Read as _, Write};
use std::path::{Component, Path, PathBuf};

use super::{Context, Exit, Failure, collection};
use crate::check::{self, RULES, Selection};
use crate::cli::{CheckArgs, CheckFormat};
use crate::diagnostic::Severity;
use crate::note;
use crate::report::{Report, github, human, json};
use crate::source::{Source, SourceId};
use crate::store::files::{self, Place};
use crate::workspace::{self, Build, Workspace};

/// Columns of a line of the report. It does not follow the terminal, so that reports can be compared.
const WIDTH: usize = 100;

/// Runs the command.
pub fn run(args: &CheckArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let mut selection = selection(&args.select, &args.ignore)?;
    let mut input = match &args.stdin_path {
        Some(path) => from_stdin(path)?,
        None => from_paths(&args.paths, context)?,
    };
    if !input.keeps_decks {
        selection = selection.without("stale-deck");
    }
    if selection.rules.is_empty() {
        return Err(Failure::new("no rule is left to run").hint(
            "`stale-deck` runs only in a collection, which is a folder with a `recito.toml`",
        ));
    }
    // Only this rule wants to know what the notes give; the others need no questions to be written.
    let keeps = !input.workspace.decks.is_empty();
    let build = if keeps && selection.rules.contains(&"stale-deck") {
        workspace::build(&input.workspace)
    } else {
        Build::default()
    };
    let mut found = check::check(&input.workspace, &build, &selection);
    if context.quiet {
        found.retain(|diagnostic| diagnostic.severity > Severity::Info);
    }
    for source in &mut input.workspace.sources {
        source.path = shown(&input.prefix, &source.path);
    }
    let report = Report {
        diagnostics: &found,
        sources: &input.workspace.sources,
        notes: input.notes(),
    };
    out.write_all(render(&report, args.format, context).as_bytes())?;
    // Hints never fail a check.
    let problems = found.iter().any(|d| d.severity > Severity::Info);
    Ok(if problems {
        Exit::Problems
    } else {
        Exit::Clean
    })
}

/// What is checked.
struct Input {
    workspace: Workspace,
    /// Leads from the current folder to the root of the collection.
    prefix: PathBuf,
    /// Whether decks are kept beside the notes.
    keeps_decks: bool,
}

impl Input {
    /// Number of notes that the user asked about.
    fn notes(&self) -> usize {
        let notes = self.workspace.notes.iter();
        notes
            .filter(|note| self.workspace.in_focus(&note.path))
            .count()
    }
}

fn from_paths(paths: &[PathBuf], context: &Context) -> Result<Input, Failure> {
    let mut collection = collection::read(paths, context)?;
    let linked = check::links::linked_files(&collection.workspace).into_iter();
    let there = linked.filter(|path| files::is_there(&collection.root.join(path)));
    collection.workspace.linked_files = Some(there.collect());
    let here = match files::place(&context.current_dir)? {
        Place::Folder(folder) => folder,
        _ => context.current_dir.clone(),
    };
    let input = Input {
        prefix: way(&here, &collection.root),
        keeps_decks: collection.configured,
        workspace: collection.workspace,
    };
    if input.notes() == 0 {
        return Err(Failure::new(
            "nothing was checked: there is no note in what was named",
        ));
    }
    Ok(input)
}

/// One note from standard input.
fn from_stdin(path: &Path) -> Result<Input, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(files::NOTE_LIMIT + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > files::NOTE_LIMIT {
        return Err(Failure::new(format!(
            "standard input has more than the {} bytes that are read of a note",
            files::NOTE_LIMIT
        )));
    }
    let path = path.to_string_lossy();
    let (source, mut diagnostics) = Source::decode(SourceId(0), &path, &bytes);
    let (note, more) = note::parse(SourceId(0), &source);
    diagnostics.extend(more);
    Ok(Input {
        workspace: Workspace {
            sources: vec![source],
            notes: vec![note],
            diagnostics,
            ..Workspace::default()
        },
        prefix: PathBuf::new(),
        keeps_decks: false,
    })
}

/// The path from one folder to another, relative unless they are far apart. Both are absolute and
/// without symbolic links.
fn way(from: &Path, to: &Path) -> PathBuf {
    let both = from.components().zip(to.components());
    let shared = both.take_while(|(a, b)| a == b).count();
    if shared < 2 {
        // Nothing but the root of the file system is common to both: a way up says less than the path.
        return to.to_owned();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// The path of a file as the user can open it from the current folder.
fn shown(prefix: &Path, path: &str) -> String {
    if prefix.as_os_str().is_empty() {
        return path.to_string();
    }
    // An absolute path replaces the prefix: decks outside of the collection have one.
    let whole = prefix.join(path);
    let text = whole.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

/// The rules to run.
fn selection(select: &[String], ignore: &[String]) -> Result<Selection, Failure> {
    let known = |name: &String| match check::rule(name.trim()) {
        Some(rule) => Ok(rule.name),
        None => Err(unknown_rule(name)),
    };
    let selected = select.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    let ignored = ignore.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    let usual = RULES.iter().filter(|rule| {
        if selected.is_empty() {
            !rule.on_request
        } else {
            selected.contains(&rule.name)
        }
    });
    Ok(Selection {
        rules: usual
            .map(|rule| rule.name)
            .filter(|name| !ignored.contains(name))
            .collect(),
    })
}

/// The failure of a command that was given the name of no rule.
pub(super) fn unknown_rule(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no rule `{name}`"));
    match check::nearest_rule(name) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("`recito explain` lists the rules"),
    }
}

fn render(report: &Report<'_>, format: Option<CheckFormat>, context: &Context) -> String {
    let usual = if context.github {
        CheckFormat::Github
    } else {
        CheckFormat::Human
    };
    match format.unwrap_or(usual) {
        CheckFormat::Human => human::render(
            report,
            human::Look {
                color: context.color,
                reasons: !context.quiet,
                width: WIDTH,
            },
        ),
        CheckFormat::Json => json::render(report) + "\n",
        CheckFormat::Github => github::render(report),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_current_folder() {
        let check = |from: &str, to: &str, path: &str, expect: &str| {
            let prefix = way(Path::new(from), Path::new(to));
            assert_eq!(shown(&prefix, path), expect, "from {from} to {to}");
        };
        check("/a/b", "/a/b", "n.md", "n.md");
        check("/a", "/a/b", "n.md", "b/n.md");
        check("/a/b/c", "/a", "x/n.md", "../../x/n.md");
        check("/a/b", "/a/c", "n.md", "../c/n.md");
        check("/a/b", "/c", "n.md", "/c/n.md");
        check("/a", "/a/b", "/data/n.md.toml", "/data/n.md.toml");
    }

    #[test]
    fn rules_are_selected_by_name() {
        let check = |select: &[&str], ignore: &[&str], expect: Result<&[&str], &str>| {
            let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
            let found = selection(&owned(select), &owned(ignore));
            match (found, expect) {
                (Ok(found), Ok(expect)) => assert_eq!(found.rules, expect),
                (Err(failure), Err(hint)) => assert_eq!(failure.hints, [hint]),
                (found, _) => panic!("{found:?}"),
            }
        };
        check(&["empty-bullet"], &[], Ok(&["empty-bullet"]));
        check(
            &["empty-bullet", "stale-deck"],
            &["stale-deck"],
            Ok(&["empty-bullet"]),
        );
        check(&["empty-bulet"], &[], Err("did you mean `empty-bullet`?"));
        check(&[], &["xyz"], Err("`recito explain` lists the rules"));
    }
}
