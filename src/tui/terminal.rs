//! The terminal while it is ours, and the signals that may take it away: it is put back as it was on
//! every way out, after a panic, and when the program is stopped or told to end.

use std::io::{self, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// How long a key may be waited for before signals are looked at again.
pub(super) const WAIT: Duration = Duration::from_millis(100);

/// The terminal while it is ours. Dropping it puts everything back.
pub(super) struct Screen {
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
    mouse: bool,
}

impl Screen {
    pub(super) fn open() -> anyhow::Result<Screen> {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore();
            before(panic);
        }));
        // From here on a failure has to put the terminal back, too.
        let mut screen = Screen {
            terminal: Terminal::new(CrosstermBackend::new(io::stdout()))?,
            mouse: false,
        };
        screen.enter()?;
        Ok(screen)
    }

    pub(super) fn enter(&mut self) -> anyhow::Result<()> {
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            execute!(io::stdout(), EnableMouseCapture)?;
        }
        // A new one draws every cell. Clearing the old one would ask the terminal where its cursor is,
        // which not all of them answer.
        self.terminal = Terminal::new(CrosstermBackend::new(io::stdout()))?;
        execute!(io::stdout(), Clear(ClearType::All))?;
        Ok(())
    }

    pub(super) fn leave(&mut self) -> io::Result<()> {
        self.terminal.show_cursor()?;
        restore();
        Ok(())
    }

    /// Takes the mouse while there is something to click on; else it is left to mark and copy text.
    pub(super) fn take_mouse(&mut self, wanted: bool) -> io::Result<()> {
        if wanted == self.mouse {
            return Ok(());
        }
        self.mouse = wanted;
        if wanted {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Stops the program with the terminal as it was, and takes it again when it is continued.
    pub(super) fn stop(&mut self) -> anyhow::Result<()> {
        self.leave()?;
        #[cfg(unix)]
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.enter()
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
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// What the program was told by signals.
#[derive(Clone, Debug, Default)]
pub(super) struct Signals {
    /// To end.
    end: Arc<AtomicBool>,
    /// To stop until it is continued.
    stop: Arc<AtomicBool>,
    /// It was continued, and somebody else had the terminal meanwhile.
    continued: Arc<AtomicBool>,
}

impl Signals {
    pub(super) fn listen() -> io::Result<Signals> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let signals = Signals::default();
        let mut told = vec![(SIGTERM, &signals.end), (SIGINT, &signals.end)];
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGCONT, SIGHUP, SIGQUIT, SIGTSTP};
            told.extend([
                (SIGHUP, &signals.end),
                (SIGQUIT, &signals.end),
                (SIGTSTP, &signals.stop),
                (SIGCONT, &signals.continued),
            ]);
        }
        for (signal, flag) in told {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
        }
        Ok(signals)
    }

    pub(super) fn end(&self) -> bool {
        self.end.load(Ordering::Relaxed)
    }

    /// Whether there was a signal to stop since the last time.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }

    /// Whether the program was continued since the last time.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::Relaxed)
    }

    /// Whether there is something to do.
    pub(super) fn any(&self) -> bool {
        self.end() || self.stop.load(Ordering::Relaxed) || self.continued.load(Ordering::Relaxed)
    }
}

/// Ends the program when it was told to end and the loop does not: the reader of a terminal that was
/// closed never comes back. Every accepted answer is on the disk by then.
pub(super) struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    pub(super) fn over(signals: &Signals) -> Watch {
        let over = Arc::new(AtomicBool::new(false));
        let (signals, ended) = (signals.clone(), Arc::clone(&over));
        std::thread::spawn(move || {
            while !signals.end() && !ended.load(Ordering::Relaxed) {
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
