//! `recito import anki`: a package of Anki becomes a note that the user owns, and answers that were given
//! to our own cards in Anki become records of the log.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Context, Exit, Failure, learner};
use crate::anki::Foreign;
use crate::anki::contents::Contents;
use crate::anki::import::{self, Document};
use crate::cli::{ImportArgs, ImportOnly};
use crate::day::Moment;
use crate::printable::one_line;
use crate::report::counted;
use crate::review::Event;
use crate::store::files::{self, Content, Place};
use crate::store::log::Writer;

/// The largest package that is read, in bytes.
const PACKAGE_LIMIT: u64 = 2 << 30;

/// The folder below that of the device where the name stands under which answers from Anki are kept.
const DEVICE: &str = "anki";

/// Runs the command.
pub(super) fn run(
    args: &ImportArgs,
    context: &Context,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let shown = args.file.display();
    let bytes = match files::read(&context.current_dir.join(&args.file), PACKAGE_LIMIT)? {
        Content::Bytes(bytes) => bytes,
        Content::TooLarge(size) => {
            return Err(Failure::new(format!(
                "`{shown}` has {size} bytes, more than the {PACKAGE_LIMIT} that are read"
            )));
        }
    };
    let refused = |error: anyhow::Error| {
        Failure::from(error.context(format!("`{shown}` is not a package that can be read")))
            .hint("export the deck again in Anki: File > Export")
    };
    let mut package = Foreign::open(&bytes).map_err(refused)?;
    let contents = package.contents().map_err(refused)?;
    if import::is_stub(&contents) {
        return Err(Failure::new(format!(
            "`{shown}` only holds the request to update Anki: another program has taken its cards out"
        ))
        .hint("import the file as it came out of Anki"));
    }
    let mut work = Import {
        args,
        context,
        out,
        wrote: false,
    };
    if args.only != Some(ImportOnly::Reviews) {
        work.cards(&mut package, &contents)?;
    }
    if args.only != Some(ImportOnly::Cards) {
        work.reviews(&contents)?;
    }
    if !work.wrote {
        work.say("nothing new in it")?;
    }
    Ok(Exit::Clean)
}

struct Import<'a> {
    args: &'a ImportArgs,
    context: &'a Context,
    out: &'a mut dyn Write,
    /// Whether something was said.
    wrote: bool,
}

impl Import<'_> {
    fn say(&mut self, text: &str) -> Result<(), Failure> {
        self.wrote = true;
        if !self.context.quiet {
            writeln!(self.out, "{}", one_line(text))?;
        }
        Ok(())
    }

    /// The path of the note, as it is shown and from the root.
    fn note(&self) -> Result<(PathBuf, PathBuf), Failure> {
        let shown = if let Some(note) = &self.args.output {
            if !files::is_note(note) {
                return Err(Failure::new(format!("`{}` is not a note", note.display()))
                    .hint("name a file that ends in .md"));
            }
            note.clone()
        } else {
            let stem = self.args.file.file_stem().unwrap_or_default();
            let name = format!("{}.md", stem.to_string_lossy());
            match files::place(&self.context.current_dir.join("notes"))? {
                Place::Folder(_) => Path::new("notes").join(name),
                _ => PathBuf::from(name),
            }
        };
        let path = self.context.current_dir.join(&shown);
        Ok((shown, path))
    }

    /// Writes the cards of others into a new note, or several, with the pictures beside it.
    fn cards(&mut self, package: &mut Foreign, contents: &Contents) -> Result<(), Failure> {
        let (shown, path) = self.note()?;
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let folder = format!("{stem}-media");
        let document = import::document(contents, &folder);
        if document.questions > 0 {
            let paths = paths(&path, document.parts.len());
            if paths
                .iter()
                .any(|path| !matches!(files::place(path), Ok(Place::Nowhere)))
            {
                return self.taken(&shown);
            }
            let (pictures, missing) =
                save_pictures(package, &document, &path.with_file_name(&folder))?;
            for (path, text) in paths.iter().zip(&document.parts) {
                if !files::create(path, text.as_bytes())? {
                    return self.taken(&shown);
                }
            }
            let questions = counted(document.questions, "question");
            let more = match paths.len() {
                1 => String::new(),
                count => format!(" and {} more", count - 1),
            };
            self.say(&format!("wrote {}{more}: {questions}", shown.display()))?;
            if pictures > 0 {
                self.say(&format!(
                    "{} beside it in {folder}",
                    counted(pictures, "file")
                ))?;
            }
            if missing > 0 {
                self.say(&format!("{} not in the package", counted(missing, "file")))?;
            }
        }
        if document.left_out > 0 {
            let cards = counted(document.left_out, "card");
            self.say(&format!(
                "{cards} left out: no text to ask for or to answer with"
            ))?;
        }
        Ok(())
    }

    fn taken(&mut self, shown: &Path) -> Result<(), Failure> {
        let shown = shown.display();
        if self.args.output.is_some() {
            return Err(Failure::new(format!("`{shown}` is there already"))
                .hint("a note is never overwritten; choose another name"));
        }
        self.say(&format!(
            "{shown} is there already and stays as it is; `-o NOTE` writes another"
        ))
    }

    /// Adds the answers to our cards that the log does not have.
    fn reviews(&mut self, contents: &Contents) -> Result<(), Failure> {
        let log = learner::read_log(self.context)?;
        let reviews = import::reviews(contents, &log);
        let marks = import::marks(contents, &log);
        if reviews.is_empty() && marks.is_empty() {
            return Ok(());
        }
        let (answers, marked) = (reviews.len(), marks.len());
        let now = self.context.now.get();
        let mut events: Vec<(Event, Moment)> = reviews
            .into_iter()
            .map(|review| {
                let at = self.context.now.at(review.at.ms);
                (Event::Review(review), at)
            })
            .collect();
        let cards: BTreeSet<_> = events
            .iter()
            .filter_map(|(event, _)| match event {
                Event::Review(review) => Some(review.card),
                _ => None,
            })
            .collect();
        let state_dir = self.context.state_dir.join(DEVICE);
        events.extend(marks.into_iter().map(|event| (event, now)));
        Writer::open(&self.context.data_dir, &state_dir)?.append_all(events)?;
        if answers > 0 {
            self.say(&format!(
                "{} of {} taken over",
                counted(answers, "answer"),
                counted(cards.len(), "card")
            ))?;
        }
        if marked > 0 {
            let cards = counted(marked, "card");
            self.say(&format!("{cards} suspended in Anki, and now here"))?;
        }
        Ok(())
    }
}

/// The paths of a note that was cut into parts: `a.md`, `a-2.md`.
fn paths(first: &Path, count: usize) -> Vec<PathBuf> {
    let stem = first.file_stem().unwrap_or_default().to_string_lossy();
    let ending = first.extension().unwrap_or_default().to_string_lossy();
    let part = |number: usize| match number {
        1 => first.to_owned(),
        _ => first.with_file_name(format!("{stem}-{number}.{ending}")),
    };
    (1..=count).map(part).collect()
}

/// Writes the pictures that the note shows; gives how many there are and how many are missing.
fn save_pictures(
    package: &mut Foreign,
    document: &Document,
    folder: &Path,
) -> Result<(usize, usize), Failure> {
    let mut missing = 0;
    for name in &document.pictures {
        match package.medium(name)? {
            Some(bytes) => drop(files::create(&folder.join(name), &bytes)?),
            None => missing += 1,
        }
    }
    Ok((document.pictures.len() - missing, missing))
}
