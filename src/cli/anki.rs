//! Arguments of what goes to Anki and comes from there.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Arguments of `push`.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Debug, Args)]
pub struct PushArgs {
    /// Where to
    #[arg(value_enum)]
    pub what: PushTarget,
    /// Notes to push: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Delete cards in Anki that your notes do not have any more, with their history
    #[arg(long)]
    pub prune: bool,
    /// Take reviews, memories and due dates along for cards that are new to Anki
    #[arg(long)]
    pub progress: bool,
    #[command(flatten)]
    pub layout: LayoutArgs,
    /// Go on, without asking, where Anki will want a one-way sync
    #[arg(long)]
    pub one_way: bool,
    /// Do not ask the running Anki to synchronise in the end
    #[arg(long)]
    pub no_sync: bool,
    /// Where the add-on AnkiConnect listens
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8765")]
    pub connect: String,
    /// The key in the settings of AnkiConnect, if you set one
    #[arg(
        long,
        value_name = "KEY",
        env = "RECITO_ANKICONNECT_KEY",
        hide_env_values = true
    )]
    pub key: Option<String>,
    /// A sync server to push to, without a running Anki; its password is read from `RECITO_SYNC_PASSWORD`
    #[arg(
        long,
        value_name = "URL",
        env = "RECITO_SYNC_SERVER",
        requires = "user"
    )]
    pub server: Option<String>,
    /// Your account on the sync server
    #[arg(long, value_name = "NAME", env = "RECITO_SYNC_USER")]
    pub user: Option<String>,
    /// The Python that has the package `anki`, for a sync server
    #[arg(
        long,
        value_name = "FILE",
        env = "RECITO_PYTHON",
        default_value = "python3"
    )]
    pub python: PathBuf,
}

/// What `push` writes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PushTarget {
    /// Anki, through its add-on AnkiConnect or a sync server
    Anki,
}

/// How cards are laid out in Anki.
#[derive(Debug, Default, Args)]
pub struct LayoutArgs {
    /// How finely cards are divided into decks of Anki [default: headings]
    #[arg(long, value_enum, value_name = "HOW")]
    pub decks: Option<DeckDivision>,
    /// Ask lists of five items and more also item by item in Anki
    #[arg(long)]
    pub overlapping: bool,
}

/// How finely cards are divided into decks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeckDivision {
    /// One deck
    One,
    /// A deck for each note
    Notes,
    /// And for each heading at the top of the note
    Headings,
    /// And for each heading of any level
    Deep,
}

/// Which Anki a package is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PackageFormat {
    /// All versions, and other programs that read packages
    Compat,
    /// Anki 2.1.50 and later; a smaller file
    Latest,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What to read
    #[arg(value_enum)]
    pub what: ImportFormat,
    /// The file, an .apkg or .colpkg of Anki
    pub file: PathBuf,
    /// Note to write the cards of others to [default: the name of the file, in `notes` if that is there]
    #[arg(short, long, value_name = "NOTE")]
    pub output: Option<PathBuf>,
    /// Take only a part of it
    #[arg(long, value_enum, value_name = "PART")]
    pub only: Option<ImportOnly>,
}

/// What `import` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// A package: cards of others become a note of yours, answers to your cards go to the log
    Anki,
}

/// A part of what `import` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportOnly {
    /// The cards of others, as a note
    Cards,
    /// The answers that were given to your cards in Anki
    Reviews,
}
