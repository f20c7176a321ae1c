//! What the program is told from outside while it has the terminal: to end, to stop, that it goes on, and
//! that the terminal is no more.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::terminal::{WAIT, restore};

/// What the program was told.
#[derive(Clone, Debug, Default)]
pub(super) struct Signals {
    /// To end: by SIGTERM, SIGHUP, or by closing the terminal.
    end: Arc<AtomicBool>,
    /// To end by a key; while another program has the terminal, that one is meant.
    interrupt: Arc<AtomicBool>,
    /// To stop until it is continued.
    stop: Arc<AtomicBool>,
    /// It was continued, and somebody else had the terminal meanwhile.
    continued: Arc<AtomicBool>,
    /// Whether another program has the terminal now.
    lent: Arc<AtomicBool>,
}

impl Signals {
    pub(super) fn listen() -> io::Result<Signals> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let signals = Signals::default();
        let mut told = vec![(SIGTERM, &signals.end), (SIGINT, &signals.interrupt)];
        #[cfg(unix)]
        {
            use signal_hook::consts::{SIGCONT, SIGHUP, SIGQUIT, SIGTSTP};
            told.extend([
                (SIGHUP, &signals.end),
                (SIGQUIT, &signals.interrupt),
                (SIGTSTP, &signals.stop),
                (SIGCONT, &signals.continued),
            ]);
            // The editor stops its whole group; who waits for it has to stop with it, or nobody gets the
            // terminal.
            let lent = Arc::clone(&signals.lent);
            signal_hook::flag::register_conditional_default(SIGTSTP, lent)?;
        }
        for (signal, flag) in told {
            signal_hook::flag::register(signal, Arc::clone(flag))?;
        }
        Ok(signals)
    }

    pub(super) fn end(&self) -> bool {
        let interrupt = self.interrupt.load(Ordering::SeqCst) && !self.lent.load(Ordering::SeqCst);
        self.end.load(Ordering::SeqCst) || interrupt
    }

    /// Whether there was a signal to stop since the last time.
    pub(super) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether the program was continued since the last time.
    pub(super) fn take_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Whether there is something to do.
    pub(super) fn any(&self) -> bool {
        self.end() || self.stop.load(Ordering::SeqCst) || self.continued.load(Ordering::SeqCst)
    }

    /// Looks for so long whether the terminal is closed; if so, that is told like a signal.
    pub(super) fn look(&self, wait: Duration) {
        if is_closed(wait) {
            self.end.store(true, Ordering::SeqCst);
        }
    }

    /// Runs something that has the terminal for itself. Keys that send signals are meant for it.
    pub(super) fn lend<T>(&self, run: impl FnOnce() -> T) -> T {
        self.lent.store(true, Ordering::SeqCst);
        let out = run();
        for meant in [&self.interrupt, &self.stop, &self.continued] {
            meant.store(false, Ordering::SeqCst);
        }
        self.lent.store(false, Ordering::SeqCst);
        out
    }
}

/// Looks for the end of the terminal, and ends the program when it was told to end and the loop does not:
/// the reader of a terminal may wait for the rest of a key for ever. Every accepted answer is on the disk
/// by then.
pub(super) struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    pub(super) fn over(signals: &Signals) -> Watch {
        let over = Arc::new(AtomicBool::new(false));
        let (signals, ended) = (signals.clone(), Arc::clone(&over));
        std::thread::spawn(move || {
            while !signals.end() && !ended.load(Ordering::SeqCst) {
                signals.look(WAIT);
            }
            std::thread::sleep(10 * WAIT);
            if !ended.load(Ordering::SeqCst) {
                restore();
                std::process::exit(130);
            }
        });
        Watch { over }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

/// Waits so long, and says whether the terminal was closed. No signal tells it to a program that is not of
/// the terminal's session, and reading such a terminal gives nothing for ever.
#[cfg(unix)]
fn is_closed(wait: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    // What was closed is always reported; nothing else is asked for.
    let mut asked = [PollFd::new(&stdin, PollFlags::empty())];
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let asking = poll(&mut asked, Timespec::try_from(wait).ok().as_ref());
    if asking.is_err() {
        // A signal came, or it can not be asked: then it is not to be asked all the time.
        std::thread::sleep(wait);
    }
    asking.is_ok() && asked[0].revents().intersects(gone)
}

#[cfg(not(unix))]
fn is_closed(wait: Duration) -> bool {
    std::thread::sleep(wait);
    false
}
