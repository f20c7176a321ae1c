//! The terminal while it is ours: it is put back as it was on every way out, after a panic, and when the
//! program is stopped.

use std::io::{self, Stdout};
use std::mem::ManuallyDrop;
use std::time::Duration;

use crossterm::cursor::{MoveTo, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

/// How long a key may be waited for before signals are looked at again.
pub(super) const WAIT: Duration = Duration::from_millis(100);

/// The terminal while it is ours. Dropping it puts everything back.
pub(super) struct Screen {
    /// Never dropped: it would tell standard error when it can not show the cursor of a terminal that was
    /// closed, and panic as standard error is closed, too. All it does is done by [`restore`].
    pub(super) terminal: ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>,
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
            terminal: terminal()?,
            mouse: false,
        };
        screen.enter()?;
        Ok(screen)
    }

    /// Takes the terminal, also when it was ours and somebody else changed it meanwhile.
    pub(super) fn enter(&mut self) -> anyhow::Result<()> {
        // What is raw for crossterm may not be so any more: from its own modes it begins anew.
        disable_raw_mode()?;
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            execute!(io::stdout(), EnableMouseCapture)?;
        }
        // A new one draws every cell. Clearing the old one would ask the terminal where its cursor is,
        // which not all of them answer.
        self.terminal = terminal()?;
        execute!(io::stdout(), Clear(ClearType::All))?;
        Ok(())
    }

    /// Draws a frame. Terminals that understand it show it as a whole, and not how it comes about.
    pub(super) fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(io::stdout(), BeginSynchronizedUpdate)?;
        self.terminal.draw(view)?;
        execute!(io::stdout(), EndSynchronizedUpdate)
    }

    /// Clears the screen and writes what terminals act on, from its first cell on.
    pub(super) fn put(sequence: &str) -> io::Result<()> {
        execute!(
            io::stdout(),
            Clear(ClearType::All),
            MoveTo(0, 0),
            Print(sequence)
        )
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

fn terminal() -> io::Result<ManuallyDrop<Terminal<CrosstermBackend<Stdout>>>> {
    Terminal::new(CrosstermBackend::new(io::stdout())).map(ManuallyDrop::new)
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Puts the terminal back as far as that can be done; there is nobody to tell if it can not.
pub(super) fn restore() {
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}
