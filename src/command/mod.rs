//! The commands. Here the world is met once: environment, clock, folders and standard streams
//! become a [`Context`], and what fails becomes a message with hints and an exit code.
#![allow(clippy::disallowed_methods, reason = "this module is the shell")]

use std::fmt;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, ColorChoice, Command, Global, StudyArgs};
use crate::config::{self, Config};
use crate::day::Moment;
use crate::printable::printable;
use crate::report::paint::Paint;
use crate::source::SourceId;
use crate::store::files::{self, Content};
use crate::tui::Graphics;

pub mod build;
pub mod cards;
pub mod check;
pub mod collection;
pub mod doctor;
mod exam;
pub mod explain;
pub mod export;
#[cfg(feature = "anki")]
mod export_anki;
pub mod generate;
pub mod grade;
#[cfg(feature = "anki")]
mod import_anki;
pub mod init;
pub mod learner;
pub mod lsp;
#[cfg(feature = "anki")]
mod material;
pub mod plan;
#[cfg(feature = "anki")]
mod push;
pub mod relink;
pub mod simulate;
pub mod stats;
pub mod study;
pub mod sync;

/// Exit code when the user interrupted the program: 128 and the number of SIGINT, as shells count.
const INTERRUPTED: u8 = 130;

/// What is said where packages are wanted and were left out of the program.
#[cfg(not(feature = "anki"))]
const WITHOUT_ANKI: &str = "this recito was built without Anki packages";

/// How a command ended when nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Clean,
    /// Problems were found in the user's files.
    Problems,
    /// The user interrupted it.
    Interrupted,
}

/// Something in the world failed: a disk, a terminal, an argument. Shown once, with its hints.
#[derive(Debug)]
pub struct Failure {
    pub error: anyhow::Error,
    pub hints: Vec<String>,
}

impl Failure {
    pub fn new(message: impl fmt::Display) -> Failure {
        Failure {
            error: anyhow::anyhow!("{message}"),
            hints: Vec::new(),
        }
    }

    /// The failure with one more thing the user can do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hints.push(hint.into());
        self
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure {
            error: error.into(),
            hints: Vec::new(),
        }
    }
}

/// What a command needs to know of the world, settled once.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of the world, not a mode"
)]
#[derive(Clone)]
pub struct Context {
    /// The clock: `--now` or the system's, with the local offset.
    pub now: Now,
    pub seed: u64,
    pub current_dir: PathBuf,
    /// Folder of the log; may not exist yet.
    pub data_dir: PathBuf,
    /// Folder of the device id.
    pub state_dir: PathBuf,
    /// Configuration file of the user, or the one of `--config`.
    pub config_file: PathBuf,
    /// Whether `config_file` was asked for and so has to exist and stands alone.
    pub config_only: bool,
    pub color: bool,
    /// Whether the terminal shows exact colours and not the nearest of sixteen.
    pub exact_colors: bool,
    pub quiet: bool,
    pub verbose: bool,
    /// Whether standard input and output are a terminal.
    pub terminal: bool,
    /// The editor of `VISUAL` or `EDITOR`, with its arguments.
    pub editor: Option<String>,
    /// The program that opens a file as its user is used to, where there is a screen for it.
    pub opener: Option<&'static str>,
    /// The password of the user's sync server.
    pub sync_password: Option<String>,
    /// How the terminal takes images.
    pub graphics: Option<Graphics>,
    /// Whether the program runs as a step of GitHub Actions.
    pub github: bool,
}

impl Context {
    fn paint(&self) -> Paint {
        if self.color { Paint::On } else { Paint::Off }
    }
}

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    System,
    Fixed(Moment),
}

impl Now {
    /// The moment it is.
    pub fn get(self) -> Moment {
        match self {
            Now::Fixed(moment) => moment,
            Now::System => moment_of(&jiff::Zoned::now()),
        }
    }

    /// Another moment, with the offset that it had or has here.
    pub fn at(self, ms: i64) -> Moment {
        match self {
            Now::Fixed(now) => Moment { ms, ..now },
            Now::System => match jiff::Timestamp::from_millisecond(ms) {
                Ok(at) => moment_of(&at.to_zoned(jiff::tz::TimeZone::system())),
                Err(_) => Moment { ms, offset: 0 },
            },
        }
    }
}

fn moment_of(zoned: &jiff::Zoned) -> Moment {
    let minutes = zoned.offset().seconds() / 60;
    Moment {
        ms: zoned.timestamp().as_millisecond(),
        offset: i16::try_from(minutes).unwrap_or_default(),
    }
}

/// The whole program.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are not errors; their output may still meet a closed pipe.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let result = Context::new(&cli.global).and_then(|context| {
        // Not locked: the language server writes from a thread of its own.
        let mut out = io::BufWriter::new(io::stdout());
        let exit = run(cli, &context, &mut out)?;
        match (out.flush(), exit) {
            // The terminal that it was for may be closed.
            (_, Exit::Interrupted) => {}
            (flushed, _) => flushed?,
        }
        Ok(exit)
    });
    match result {
        Ok(Exit::Clean) => ExitCode::SUCCESS,
        Ok(Exit::Problems) => ExitCode::from(1),
        Ok(Exit::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(failure) if is_broken_pipe(&failure.error) => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure, &mut io::stderr());
            ExitCode::from(2)
        }
    }
}

/// Runs the command that was asked for.
fn run(cli: Cli, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    match settle(cli)? {
        Command::Study(args) => study::run(&args, context, out),
        Command::Build(args) => build::run(&args, context, out),
        Command::Cards(args) => cards::run(&args, context, out),
        Command::Grade(args) => grade::run(&args, context, out),
        Command::Check(args) => check::run(&args, context, out),
        Command::Explain(args) => explain::run(&args, context, out),
        Command::Plan(args) => plan::run(&args, context, out),
        Command::Simulate(args) => simulate::run(&args, context, out),
        Command::Stats(args) => stats::run(&args, context, out),
        Command::Relink(args) => relink::run(&args, context, out),
        Command::Export(args) => export::run(&args, context, out),
        #[cfg(feature = "anki")]
        Command::Import(args) => import_anki::run(&args, context, out),
        #[cfg(not(feature = "anki"))]
        Command::Import(_) => Err(Failure::new(WITHOUT_ANKI)),
        #[cfg(feature = "anki")]
        Command::Push(args) => push::run(&args, context, out),
        #[cfg(not(feature = "anki"))]
        Command::Push(_) => Err(Failure::new(WITHOUT_ANKI)),
        Command::Sync(args) => sync::run(&args, context, out),
        Command::Doctor(args) => doctor::run(&args, context, out),
        Command::Init(args) => init::run(&args, context, out),
        Command::Lsp => lsp::run(context, out),
        Command::Generate(args) => generate::run(&args, out),
    }
}

/// The command of a command line. Global options may stand before it, those of `study` may not: they
/// belong to the quiz that starts without a command.
fn settle(cli: Cli) -> Result<Command, Failure> {
    match cli.command {
        Some(_) if cli.study != StudyArgs::default() => Err(Failure::new(
            "a path or an option of `study` stands before the command",
        )
        .hint("put the command first; write a file named like a command as `./study`")),
        Some(command) => Ok(command),
        None => Ok(Command::Study(cli.study)),
    }
}

fn report(failure: &Failure, err: &mut dyn Write) {
    // Standard error may be closed; there is nobody left to tell.
    let _ = writeln!(
        err,
        "recito: {}",
        printable(&format!("{:#}", failure.error))
    );
    for hint in &failure.hints {
        let _ = writeln!(err, "hint: {}", printable(hint));
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

impl Context {
    fn new(global: &Global) -> Result<Context, Failure> {
        let now = match &global.now {
            None => Now::System,
            Some(text) => Now::Fixed(parse_now(text)?),
        };
        let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
        let color = match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        let current_dir = std::env::current_dir()?;
        let config_file = match &global.config {
            Some(file) => current_dir.join(file),
            None => xdg("XDG_CONFIG_HOME", ".config")?.join("config.toml"),
        };
        let data_dir = match &global.data_dir {
            Some(dir) => current_dir.join(dir),
            None => match configured_data_dir(&config_file)? {
                Some(dir) => dir,
                None => xdg("XDG_DATA_HOME", ".local/share")?,
            },
        };
        Ok(Context {
            now,
            seed: global
                .seed
                .unwrap_or_else(|| u64::try_from(now.get().ms).unwrap_or_default()),
            data_dir,
            state_dir: xdg("XDG_STATE_HOME", ".local/state")?,
            config_file,
            config_only: global.config.is_some(),
            current_dir,
            color,
            exact_colors: std::env::var("COLORTERM")
                .is_ok_and(|depth| depth == "truecolor" || depth == "24bit"),
            quiet: global.quiet,
            verbose: global.verbose,
            terminal,
            editor: ["VISUAL", "EDITOR"]
                .iter()
                .find_map(|name| std::env::var(name).ok())
                .filter(|editor| !editor.trim().is_empty()),
            opener: opener(),
            graphics: graphics(),
            sync_password: std::env::var("RECITO_SYNC_PASSWORD").ok(),
            github: std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true"),
        })
    }
}

fn graphics() -> Option<Graphics> {
    let name = |variable| std::env::var(variable).unwrap_or_default();
    let inside = ["TMUX", "STY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    Graphics::of(&name("TERM"), &name("TERM_PROGRAM"), inside)
}

fn opener() -> Option<&'static str> {
    if cfg!(target_os = "macos") {
        return Some("open");
    }
    let screens = ["DISPLAY", "WAYLAND_DISPLAY"];
    let any = screens
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    (cfg!(unix) && any).then_some("xdg-open")
}

/// The folder of the program in one of the base directories of the XDG specification. A relative
/// path in the variable is ignored, as the specification asks.
fn xdg(variable: &str, below_home: &str) -> Result<PathBuf, Failure> {
    let set = std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let base = match set {
        Some(path) => path,
        None => std::env::home_dir()
            .filter(|home| !home.as_os_str().is_empty())
            .ok_or_else(|| {
                Failure::new("there is no home folder").hint(format!("set HOME or {variable}"))
            })?
            .join(below_home),
    };
    Ok(base.join("recito"))
}

/// The folder of the log that the user's configuration names. What else is wrong with that file is said
/// where it is read as a whole.
fn configured_data_dir(file: &Path) -> Result<Option<PathBuf>, Failure> {
    let Ok(Some(Content::Bytes(bytes))) = files::read_if_there(file, files::SETTINGS_LIMIT) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let (config, _) = config::apply(Config::default(), SourceId(0), &text);
    let Some(dir) = config.data_dir else {
        return Ok(None);
    };
    let Some(rest) = dir.strip_prefix("~/") else {
        return Ok(Some(PathBuf::from(dir)));
    };
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let home = home.ok_or_else(|| Failure::new("there is no home folder").hint("set HOME"))?;
    Ok(Some(home.join(rest)))
}

fn parse_now(text: &str) -> Result<Moment, Failure> {
    let failure = || {
        Failure::new(format!("`{text}` is not a time"))
            .hint("write it like 2026-12-01T18:30:00+01:00")
    };
    let at: jiff::Timestamp = text.parse().map_err(|_| failure())?;
    let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| failure())?;
    let seconds = pieces
        .to_numeric_offset()
        .map_or(0, jiff::tz::Offset::seconds);
    Ok(Moment {
        ms: at.as_millisecond(),
        offset: i16::try_from(seconds / 60).unwrap_or_default(),
    })
}
