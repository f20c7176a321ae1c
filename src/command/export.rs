//! `recito export`: writes the cards to a file for another program.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::collection::{self, Collection};
use super::{Context, Exit, Failure};
use crate::cli::{ExportArgs, ExportFormat, LayoutArgs};
use crate::deck::Deck;
use crate::printable::one_line;
use crate::report;
use crate::store::files::{self, Place};
use crate::workspace::{Build, build};

/// What there is to export.
pub(super) struct Job<'a> {
    pub(super) context: &'a Context,
    pub(super) collection: Collection,
    pub(super) built: Build,
}

/// Runs the command.
pub fn run(args: &ExportArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    if args.what != ExportFormat::Anki {
        if args.progress {
            return Err(Failure::new("`--progress` is for packages of Anki")
                .hint("`recito export json` has the state and the due date of each card"));
        }
        let LayoutArgs { decks, overlapping } = args.layout;
        for (given, name) in [
            (args.format.is_some(), "format"),
            (decks.is_some(), "decks"),
            (overlapping, "overlapping"),
        ] {
            if given {
                return Err(Failure::new(format!("`--{name}` is for packages of Anki")));
            }
        }
    }
    let job = Job::open(&args.paths, context)?;
    let output = args.output.as_deref();
    match args.what {
        ExportFormat::Csv => job.write(&report::csv::table(&job.built.decks)?, output, out),
        ExportFormat::Json => job.write(json(&job).as_bytes(), output, out),
        #[cfg(feature = "anki")]
        ExportFormat::Anki => super::export_anki::run_anki(args, &job, out),
        #[cfg(not(feature = "anki"))]
        ExportFormat::Anki => Err(Failure::new(super::WITHOUT_ANKI)),
    }
}

impl<'a> Job<'a> {
    /// Reads the notes at the paths and builds their cards.
    pub(super) fn open(paths: &[PathBuf], context: &'a Context) -> Result<Job<'a>, Failure> {
        let collection = collection::open(paths, context)?;
        let built = build(&collection.workspace);
        Ok(Job {
            context,
            collection,
            built,
        })
    }

    /// Whether the path is that of a file that the cards come from.
    fn is_source(&self, path: &Path) -> Result<bool, Failure> {
        let Place::File(real) = files::place(path)? else {
            return Ok(false);
        };
        let root = &self.collection.root;
        let sources = &self.collection.workspace.sources;
        Ok(sources.iter().any(|source| root.join(&source.path) == real))
    }

    /// The absolute path of a file that may be written: not a note, nor a file of the collection.
    pub(super) fn target(&self, file: &Path) -> Result<PathBuf, Failure> {
        let path = self.context.current_dir.join(file);
        if files::is_note(file) || self.is_source(&path)? {
            let shown = file.display();
            return Err(
                Failure::new(format!("`{shown}` is a note or a file of the collection"))
                    .hint("recito never writes over these; choose another name"),
            );
        }
        Ok(path)
    }

    /// Writes the bytes to the file that was asked for, or to standard output when none was.
    fn write(
        &self,
        bytes: &[u8],
        output: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<Exit, Failure> {
        let file = match output {
            Some(file) if file.as_os_str() != "-" => file,
            _ => {
                out.write_all(bytes)?;
                return Ok(Exit::Clean);
            }
        };
        let path = self.target(file)?;
        files::write_if_changed(&path, bytes)?;
        if !self.context.quiet {
            let count = self.built.decks.iter().flat_map(Deck::asked).count();
            writeln!(
                out,
                "wrote {count} cards to {}",
                one_line(&file.display().to_string())
            )?;
        }
        Ok(Exit::Clean)
    }
}

/// One object a line, as `cards --json` prints them.
fn json(job: &Job) -> String {
    let mut out = String::new();
    let learner = job.collection.learner();
    let taste = learner.taste(&job.built.decks);
    for deck in &job.built.decks {
        for card in deck.asked() {
            out.push_str(&report::cards::card(
                &deck.note,
                card,
                learner.standing(card, &taste),
            ));
            out.push('\n');
        }
    }
    out
}
