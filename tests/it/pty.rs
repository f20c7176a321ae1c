//! A real pseudo-terminal with a program in it, and what it shows.

use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::world::World;

/// Longest wait for something to show; machines that are busy take their time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A pseudo-terminal with a program in it.
pub(crate) struct Pty {
    master: Box<dyn MasterPty + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    /// Whether nobody reads any more.
    closing: Arc<AtomicBool>,
    pub(crate) parser: vt100::Parser,
    pub(crate) raw: Vec<u8>,
}

/// A command that sees of the environment what the program sees in a world.
pub(crate) fn command(world: &World, words: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(words[0]);
    command.args(&words[1..]);
    command.env_clear();
    for (key, value) in world.environment() {
        command.env(key, value);
    }
    command.env("TERM", "xterm-256color");
    command.cwd(world.path("desk"));
    command
}

impl Pty {
    pub(crate) fn start(command: CommandBuilder, rows: u16, cols: u16) -> Pty {
        let pty = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                ..PtySize::default()
            })
            .unwrap();
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let writer = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if closed.load(Ordering::SeqCst) || sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Pty {
            master: pty.master,
            child,
            writer,
            output,
            closing,
            parser: vt100::Parser::new(rows, cols, 0),
            raw: Vec::new(),
        }
    }

    /// Reads what is shown for a while; none when nothing more will come.
    pub(crate) fn read(&mut self, wait: Duration) -> Option<()> {
        use std::sync::mpsc::RecvTimeoutError;
        match self.output.recv_timeout(wait) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
                Some(())
            }
            Err(RecvTimeoutError::Timeout) => Some(()),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn wait(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let shown = self.parser.screen().contents();
            if shown.contains(text) {
                return shown;
            }
            assert!(Instant::now() < end, "waited for {text:?} in:\n{shown}");
            if self.read(Duration::from_millis(50)).is_none() {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }

    /// Whether the frame is whole: the program says where each begins and ends.
    fn is_whole(&self) -> bool {
        let last = |mark: &[u8]| {
            self.raw
                .windows(mark.len())
                .rposition(|bytes| bytes == mark)
        };
        last(b"\x1b[?2026h") <= last(b"\x1b[?2026l")
    }

    /// Reads until nothing more comes for a moment.
    pub(crate) fn settle(&mut self) {
        let mut length = usize::MAX;
        while length != self.raw.len() || !self.is_whole() {
            length = self.raw.len();
            let end = Instant::now() + Duration::from_millis(60);
            while Instant::now() < end {
                if self.read(Duration::from_millis(10)).is_none() {
                    return;
                }
            }
        }
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
    }

    /// Sends keys to a program that may be gone.
    pub(crate) fn try_send(&mut self, keys: &str) {
        let _ = self.writer.write_all(keys.as_bytes());
    }

    pub(crate) fn resize(&mut self, rows: u16, cols: u16) {
        self.master
            .resize(PtySize {
                rows,
                cols,
                ..PtySize::default()
            })
            .unwrap();
        self.parser.screen_mut().set_size(rows, cols);
    }

    /// Closes the terminal as a window is closed: nobody reads it or writes to it any more. The program has
    /// to draw once more for that, which a key makes it do.
    pub(crate) fn close(mut self, key: &str) -> Box<dyn Child + Send + Sync> {
        self.closing.store(true, Ordering::SeqCst);
        self.try_send(key);
        self.child
    }
}
