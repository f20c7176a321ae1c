//! The command line as clap sees it: raw words only, settled into values by [`crate::command`].

mod anki;

pub use anki::*;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turn Markdown notes into exam questions and answer them at the right time
///
/// Without a command, `recito [PATH…]` starts a quiz: it is `recito study [PATH…]`. Paths are files or
/// folders; without one, recito takes the collection around the current folder (the nearest parent
/// with a `recito.toml`), else its `notes` folder, else the folder itself.
#[derive(Debug, Parser)]
#[command(
    name = "recito",
    version,
    subcommand_precedence_over_arg = true,
    override_usage = "recito [OPTIONS] [PATH]...\n       recito [GLOBAL OPTIONS] <COMMAND>"
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(flatten)]
    pub study: StudyArgs,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Folder of the review log [default: `$XDG_DATA_HOME/recito`]
    #[arg(long, global = true, env = "RECITO_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Configuration file to use instead of the ones that are found
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
    /// Print less
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Print more
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// The time to take for now, for runs that can be repeated (RFC 3339)
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
    /// The seed of every choice by chance, for runs that can be repeated
    #[arg(long, global = true, value_name = "NUMBER")]
    pub seed: Option<u64>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer questions in the terminal
    Study(StudyArgs),
    /// Turn notes into decks and say what changed
    Build(BuildArgs),
    /// List the cards
    Cards(CardsArgs),
    /// Show how an answer would be graded; records nothing
    Grade(GradeArgs),
    /// Check the notes for what hurts learning
    Check(CheckArgs),
    /// Explain a rule of `check`
    Explain(ExplainArgs),
    /// Serve findings, fixes and cards to an editor: a language server over standard input and output
    Lsp,
    /// Show what to expect at an exam, and what the days until then are for
    Plan(PlanArgs),
    /// Let plans for an exam compete on made-up learners; with --seed the same each time
    #[command(hide = true)]
    Simulate(SimulateArgs),
    /// Show history, retention and what is due, as charts
    Stats(StatsArgs),
    /// Settle which new cards are ones that were studied under another wording
    Relink(RelinkArgs),
    /// Write the cards to a file for another program
    Export(ExportArgs),
    /// Take over cards of others, and answers to your own, from another program
    Import(ImportArgs),
    /// Bring the cards into an Anki that runs, or to a sync server of your own
    Push(PushArgs),
    /// Carry the log between devices through a git remote
    Sync(SyncArgs),
    /// Verify log and decks, back up, restore
    Doctor(DoctorArgs),
    /// Make a collection of a folder: writes `recito.toml`
    Init(InitArgs),
    /// Generate shell completions or the man page
    Generate(GenerateArgs),
}

/// Arguments of `study`.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct StudyArgs {
    /// Notes to study: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Study for an exam on this day, as 2026-12-15 [default: that of `recito.toml`]
    #[arg(long, value_name = "DATE")]
    pub exam: Option<String>,
    /// Stop after this many minutes
    #[arg(long, value_name = "N")]
    pub minutes: Option<u32>,
    /// Ask at most this many questions
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Introduce at most this many new cards today
    #[arg(long, value_name = "N")]
    pub new: Option<usize>,
    /// Ask only about headings that contain this text
    #[arg(long, value_name = "TEXT")]
    pub topic: Option<String>,
    /// Ask whether due or not, and leave the schedule alone
    #[arg(long)]
    pub cram: bool,
    /// Ask what is due soon: the schedule counts it
    #[arg(long, conflicts_with = "cram")]
    pub ahead: bool,
    /// Ask about the topics you know least: the schedule counts it
    #[arg(long, conflicts_with_all = ["cram", "ahead"])]
    pub weak: bool,
    /// Sit a mock exam: no feedback until the end, then a score for each topic; the schedule is left alone
    #[arg(long, conflicts_with_all = ["cram", "ahead", "weak"])]
    pub mock: bool,
    /// Use plain lines of text instead of the full screen
    #[arg(long)]
    pub plain: bool,
    /// How to answer
    #[arg(long, value_enum, value_name = "HOW")]
    pub answer: Option<AnswerHabit>,
}

/// How a learner prefers to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerHabit {
    /// See the answer and say how well it was known
    #[value(name = "self")]
    Own,
    /// Type it
    Type,
    /// Choose it, where there are options
    Choose,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Notes of the collection to build: it is always built as a whole, as cards may move between notes
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Say what would change, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write nothing; exit with 1 if a deck is not what its note would give
    #[arg(long, conflicts_with = "dry_run")]
    pub check: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `cards`.
#[derive(Debug, Args)]
pub struct CardsArgs {
    /// Notes whose cards to list: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// List only cards under headings that contain this text
    #[arg(long, value_name = "TEXT")]
    pub topic: Option<String>,
    /// List only cards that come from this line of a note
    #[arg(long, value_name = "FILE:LINE")]
    pub at: Option<String>,
    /// Show template, evidence and score
    #[arg(long)]
    pub why: bool,
    /// List the rejected ones too, with the reason
    #[arg(long)]
    pub all: bool,
}

/// Arguments of `grade`.
#[derive(Debug, Args)]
pub struct GradeArgs {
    /// Id of the card, as `cards` shows it
    pub id: String,
    /// The answer; items of a list are separated by commas or semicolons
    pub answer: String,
    /// Notes to look in: files or folders
    #[arg(long = "in", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub struct CheckArgs {
    /// Notes to check: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Mend what can be mended without changing what a note says
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes that change text or structure, too; with --fix or --diff
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// Form of the report [default: human, or github on GitHub Actions]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<CheckFormat>,
    /// Write the report to a file, and only its summary to standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Count the findings of each rule instead of showing them
    #[arg(long)]
    pub statistics: bool,
    /// Show every finding; otherwise those for people are grouped and cut at fifty
    #[arg(long)]
    pub all: bool,
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Severity from which on the exit code is 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Warning)]
    pub fail_on: FailOn,
    /// Report only what this file does not list
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write what is found now to the file of --baseline
    #[arg(long, requires = "baseline")]
    pub write_baseline: bool,
    /// Report only findings in lines that changed since this revision of git
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// Check again whenever a note changes
    #[arg(long, conflicts_with_all = ["stdin_path", "fix", "diff", "write_baseline", "output"])]
    pub watch: bool,
    /// Read one note from standard input and report it under this path
    #[arg(long, value_name = "PATH", conflicts_with = "paths")]
    pub stdin_path: Option<PathBuf>,
}

/// Form of a report of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Lines, reasons and help, for people
    Human,
    /// A line for each finding
    Concise,
    /// One object
    Json,
    /// An object a line
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code Quality of GitLab
    Gitlab,
    /// `JUnit` XML
    Junit,
    /// For reviewdog
    Rdjson,
}

/// What makes the exit code of `check` 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    /// Hints, too
    Info,
    Never,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Name of the rule; without one, all rules are listed
    pub rule: Option<String>,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Notes to plan for: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Day of the exam, as 2026-12-15 [default: that of `recito.toml`]
    #[arg(long, value_name = "DATE")]
    pub exam: Option<String>,
    /// Minutes a day [default: those of `recito.toml`, or 20]
    #[arg(long, value_name = "N")]
    pub minutes: Option<u32>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub struct SimulateArgs {
    /// New cards
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub cards: usize,
    /// Days to the exam
    #[arg(long, value_name = "N", default_value_t = 21)]
    pub days: usize,
    /// Minutes a day
    #[arg(long, value_name = "N", default_value_t = 15.0)]
    pub minutes: f32,
    /// Share of the days that are missed
    #[arg(long, value_name = "SHARE", default_value_t = 0.0)]
    pub missed: f32,
    /// Learners
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub learners: usize,
    /// Who they are
    #[arg(long, value_enum, value_name = "WHO", default_value_t = Population::Known)]
    pub population: Population,
}

/// Made-up learners.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Population {
    /// The average, which the plan knows
    Known,
    /// Drawn around the average, which the plan takes them for
    Unknown,
    /// The same, with exponential forgetting
    Exponential,
    /// Drawn, with traces as in ACT-R
    Activation,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// Notes to report on: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print text instead of charts on the full screen; so it is done when the output is no terminal
    #[arg(long)]
    pub plain: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `relink`.
#[derive(Debug, Args)]
pub struct RelinkArgs {
    /// Notes to look at: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// List what is open, ask nothing
    #[arg(long)]
    pub list: bool,
    /// List what is open as one JSON object a line
    #[arg(long)]
    pub json: bool,
    /// Take back the latest answer that was given here
    #[arg(long, conflicts_with_all = ["list", "json"])]
    pub undo: bool,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// What to write
    #[arg(value_enum)]
    pub what: ExportFormat,
    /// Notes to export: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// File to write; `-` is standard output, the default but for Anki
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Take reviews, memories and due dates along to Anki
    #[arg(long)]
    pub progress: bool,
    /// Which Anki the package is for [default: compat]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<PackageFormat>,
    #[command(flatten)]
    pub layout: LayoutArgs,
}

/// What `export` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A package that Anki imports and updates
    Anki,
    /// A table: id, note, topic, context, kind, prompt, answer, choices
    Csv,
    /// The objects of `cards --json`
    Json,
}

/// Arguments of `sync`.
#[derive(Debug, Args)]
pub struct SyncArgs {
    /// Address of a private repository to go through; it is kept for the next time
    #[arg(long, value_name = "URL")]
    pub remote: Option<String>,
}

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Notes whose decks to look at: files or folders
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write a backup of the log to this file, a zip file
    #[arg(long, value_name = "FILE")]
    pub backup: Option<PathBuf>,
    /// Add what this backup has and the log has not; nothing is ever taken away
    #[arg(long, value_name = "FILE", conflicts_with = "backup")]
    pub restore: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with_all = ["backup", "restore"])]
    pub json: bool,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the collection
    #[arg(default_value = ".")]
    pub folder: PathBuf,
    /// Also write a workflow for GitHub Actions
    #[arg(long)]
    pub github: bool,
    /// Also write a job for GitLab
    #[arg(long)]
    pub gitlab: bool,
    /// Also write an entry for pre-commit
    #[arg(long)]
    pub pre_commit: bool,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    #[command(subcommand)]
    pub what: Generate,
}

/// What `generate` writes to standard output.
#[derive(Debug, Subcommand)]
pub enum Generate {
    /// A completion script
    Completions { shell: clap_complete::Shell },
    /// The man page
    Man,
}
