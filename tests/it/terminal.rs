//! The full screen in a real pseudo-terminal: what a person sees, and what the terminal is left as.

use std::io::{Read as _, Write as _};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::world::World;

/// Longest wait for something to show; machines that are busy take their time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a pseudo-terminal, with a shell around it that prints the modes before and after.
struct Screen {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn std::io::Write + Send>,
    output: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    raw: Vec<u8>,
}

impl Screen {
    fn start(world: &World, rows: u16, cols: u16) -> Screen {
        let pty = native_pty_system()
            .openpty(PtySize {
                rows,
                cols,
                ..PtySize::default()
            })
            .unwrap();
        let script = "stty -g > before; sh -c 'echo $$ > pid; exec \"$RECITO\" study'; echo $? > code; stty -g > after; echo ended";
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script]);
        command.env_clear();
        for (key, value) in world.environment() {
            command.env(key, value);
        }
        command.env("RECITO", env!("CARGO_BIN_EXE_recito"));
        command.env("TERM", "xterm-256color");
        command.cwd(world.path("desk"));
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let writer = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Screen {
            master: pty.master,
            child,
            writer,
            output,
            parser: vt100::Parser::new(rows, cols, 0),
            raw: Vec::new(),
        }
    }

    /// Waits until the screen shows a text.
    fn wait(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let shown = self.parser.screen().contents();
            if shown.contains(text) {
                return shown;
            }
            assert!(Instant::now() < end, "waited for {text:?} in:\n{shown}");
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(50)) {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
            }
        }
    }

    fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
    }

    fn end(mut self, world: &World, code: &str) {
        self.wait("ended");
        self.child.wait().unwrap();
        assert_eq!(world.read("desk/code").trim(), code);
        assert_eq!(
            world.read("desk/before"),
            world.read("desk/after"),
            "the modes of the terminal"
        );
        let raw = String::from_utf8_lossy(&self.raw).into_owned();
        for (on, off) in [
            ("\u{1b}[?1049h", "\u{1b}[?1049l"),
            ("\u{1b}[?2004h", "\u{1b}[?2004l"),
        ] {
            assert!(
                raw.contains(on) && raw.rfind(off) > raw.rfind(on),
                "{off:?} is missing"
            );
        }
        assert!(
            raw.rfind("\u{1b}[?25h") >= raw.rfind("\u{1b}[?25l"),
            "the cursor is hidden"
        );
    }
}

fn world() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/sea.md", "# Sea\n\nQ: What is the salt of the sea?\nA: sodium chloride\n\nQ: What moves the tides?\nA: the moon\n\nQ: Which sea is the saltiest?\nA: the Dead Sea\n");
    world
}

#[test]
fn a_session_from_the_first_question_to_the_last() {
    let world = world();
    let mut screen = Screen::start(&world, 24, 80);
    screen.wait("salt of the sea");
    screen.send("sodium clhoride\r");
    screen.wait("right, but for the spelling");
    screen.send("\r");
    screen.wait("moves the tides");
    screen.send("the sun\r");
    let shown = screen.wait("wrong");
    assert!(
        shown.contains("answer  the moon") && shown.contains("sea.md"),
        "{shown}"
    );
    screen.send("\r");
    screen.wait("saltiest");
    screen.send("\u{1b}");
    screen.wait("Esc type");
    screen.send("u");
    screen.wait("taken back");
    screen.send("o");
    screen.wait("saltiest");
    screen.send("\u{1b}[200~dead\nsea\u{1b}[201~\u{17}\u{17}dead sea\r");
    screen.wait("right");
    screen.send("\r");
    screen.wait("3 answers");
    // The last rating can still be taken back.
    screen.send("u");
    screen.wait("taken back");
    screen.send("\r");
    screen.wait("2 taken back");
    screen.send("\r");
    screen.end(&world, "0");
}

#[test]
fn a_small_terminal_and_a_resize() {
    let world = world();
    let mut screen = Screen::start(&world, 12, 40);
    screen.wait("salt of the sea");
    screen
        .master
        .resize(PtySize {
            rows: 5,
            cols: 20,
            ..PtySize::default()
        })
        .unwrap();
    screen.parser.screen_mut().set_size(5, 20);
    screen.wait("What is the salt of");
    // The reader of the terminal may take a key that comes together with the resize only with the next.
    std::thread::sleep(Duration::from_millis(400));
    screen.wait("What is the salt of");
    screen.send("\u{3}");
    screen.end(&world, "0");
}

#[test]
fn a_signal_ends_it_in_order() {
    for signal in ["TERM", "HUP", "INT"] {
        let world = world();
        let mut screen = Screen::start(&world, 24, 80);
        screen.wait("salt of the sea");
        let pid = world.read("desk/pid");
        let sent = std::process::Command::new("kill")
            .args([&format!("-{signal}"), pid.trim()])
            .status()
            .unwrap();
        assert!(sent.success());
        screen.end(&world, "130");
    }
}
