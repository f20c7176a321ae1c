//! The loop: draw, read, update, perform. The only place that reads the terminal, and that puts it back
//! as it was: on every way out, after a panic, and when the program is told to end.

use std::io::{self, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event, KeyEventKind};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::update::{paste, update};
use super::view::view;
use super::{Model, Task, Theme, keys};
use crate::plain::next_due;
use crate::session::{Session, Shell, State};

/// How the session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    /// The program was told to end by a signal.
    Interrupted,
}

/// How long a key may be waited for before signals are looked at again.
const WAIT: Duration = Duration::from_millis(100);

/// Runs a session on the screen.
pub fn run(session: &mut Session, shell: &mut dyn Shell, theme: Theme) -> anyhow::Result<End> {
    let stop = signals()?;
    let _watch = Watch::over(&stop);
    let mut screen = Screen::open()?;
    let mut model = Model::new(session, theme);
    while !model.left {
        if *model.session.state() == State::Done {
            model.due_tomorrow = shell.due_tomorrow();
        }
        screen.terminal.draw(|frame| view(&model, frame))?;
        while !event::poll(WAIT)? {
            if stop.load(Ordering::Relaxed) {
                return Ok(End::Interrupted);
            }
        }
        let tasks = match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                match keys::bind(model.mode(), key) {
                    Some(action) => update(&mut model, action, shell.now()),
                    None => Vec::new(),
                }
            }
            Event::Paste(text) => {
                paste(&mut model, &text);
                Vec::new()
            }
            _ => Vec::new(),
        };
        for task in tasks {
            perform(&task, &mut model, shell, &mut screen)?;
        }
        if stop.load(Ordering::Relaxed) {
            return Ok(End::Interrupted);
        }
    }
    Ok(End::Done)
}

fn perform(
    task: &Task,
    model: &mut Model<'_>,
    shell: &mut dyn Shell,
    screen: &mut Screen,
) -> anyhow::Result<()> {
    match task {
        Task::Perform(effect) => {
            shell.perform(effect)?;
            if let Some(said) = next_due(effect, shell) {
                model.message = said;
            }
        }
        Task::Edit => {
            if let Some(task) = model.session.task() {
                screen.leave()?;
                let said = shell.edit(task);
                screen.enter()?;
                model.message = said.unwrap_or_else(|error| format!("{error:#}"));
            }
        }
    }
    Ok(())
}

/// Sets a flag when the program is told to end, so that the loop can end in order.
fn signals() -> io::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    #[cfg(unix)]
    let told = [
        signal_hook::consts::SIGTERM,
        signal_hook::consts::SIGINT,
        signal_hook::consts::SIGHUP,
        signal_hook::consts::SIGQUIT,
    ];
    #[cfg(not(unix))]
    let told = [signal_hook::consts::SIGTERM, signal_hook::consts::SIGINT];
    for signal in told {
        signal_hook::flag::register(signal, Arc::clone(&stop))?;
    }
    Ok(stop)
}

/// Ends the program when it was told to end and the loop does not: the reader of a terminal that was
/// closed never comes back. Every accepted answer is on the disk by then.
struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    fn over(stop: &Arc<AtomicBool>) -> Watch {
        let over = Arc::new(AtomicBool::new(false));
        let (stop, ended) = (Arc::clone(stop), Arc::clone(&over));
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) && !ended.load(Ordering::Relaxed) {
                std::thread::sleep(WAIT);
            }
            std::thread::sleep(10 * WAIT);
            if !ended.load(Ordering::Relaxed) {
                restore();
                std::process::exit(130);
            }
        });
        Watch { over }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// The terminal while it is ours. Dropping it puts everything back.
struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    fn open() -> anyhow::Result<Screen> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        // From here on a failure has to put the terminal back, too.
        let mut screen = Screen {
            terminal: Terminal::new(CrosstermBackend::new(io::stdout()))?,
        };
        screen.enter()?;
        Ok(screen)
    }

    fn enter(&mut self) -> anyhow::Result<()> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        // A new one draws every cell. Clearing the old one would ask the terminal where its cursor is,
        // which not all of them answer.
        self.terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        execute!(io::stdout(), Clear(ClearType::All))?;
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()?;
        execute!(io::stdout(), DisableBracketedPaste, LeaveAlternateScreen)?;
        disable_raw_mode()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as far as that can be done; there is nobody to tell if it can not.
fn restore() {
    let _ = execute!(
        io::stdout(),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        crossterm::cursor::Show
    );
    let _ = disable_raw_mode();
}
