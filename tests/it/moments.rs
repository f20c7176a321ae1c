//! What takes the terminal away from a session, at any moment of it: signals, a stop, a panic, a window
//! that is closed. The terminal has to be as it was before, and no answer that was accepted may be missing.
//! `benches/moments.rs` plays many more moments.

use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use recito::day::{Day, Moment};
use recito::deck::CardId;
use recito::question::{Kind, Question};
use recito::review::Review;
use recito::session::{Edited, Effect, Feedback, Session, Settings, Shell, Task};
use recito::store::log::Writer;
use recito::tui;

use crate::pty::{PATIENCE, Pty, command};
use crate::world::{World, objects};

/// What happens to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happening {
    Signal(&'static str),
    /// SIGTSTP, and SIGCONT after a while.
    Stop,
    Panic,
    /// The window is closed, and the program is told so by SIGHUP.
    Close,
    /// The window is closed, and the program is not of the session of its terminal.
    CloseSilently,
}

pub(crate) const ALL: [Happening; 7] = [
    Happening::Signal("INT"),
    Happening::Signal("TERM"),
    Happening::Signal("HUP"),
    Happening::Stop,
    Happening::Panic,
    Happening::Close,
    Happening::CloseSilently,
];

/// The moments lie in so many milliseconds from the start of the program.
const SPAN: u64 = 900;
/// How long the program may take to end on a machine that is busy.
const GRACE: Duration = Duration::from_secs(10);
const CARDS: usize = 40;
/// Names what the n-th call of the world panics at, for the program that panics.
const PANIC_AT: &str = "RECITO_TEST_PANIC_AT";

/// Plays one moment. `panics` are the arguments with which this program is the one that panics.
pub(crate) fn check(happening: Happening, seed: u64, panics: &[&str]) {
    let world = world();
    let chance = mixed(seed);
    let mut pty = start(&world, happening, chance, panics);
    let began = pid(&world, &mut pty);
    let moment = began + Duration::from_millis(chance % SPAN);
    let mut accepted = 0;
    let shown = play(&mut pty, &mut accepted, moment);
    let code = match happening {
        Happening::Signal(name) => {
            send(name, &world);
            ended(&world, &mut pty, &mut accepted, "")
        }
        Happening::Stop => {
            stop(&world, &mut pty, shown);
            play(
                &mut pty,
                &mut accepted,
                Instant::now() + Duration::from_millis(60),
            );
            send("TERM", &world);
            ended(&world, &mut pty, &mut accepted, "")
        }
        Happening::Panic => ended(&world, &mut pty, &mut accepted, KEYS),
        Happening::Close | Happening::CloseSilently => closed(pty),
    };
    let codes: &[u32] = match happening {
        // Before it listens to signals, the program ends as all programs do.
        Happening::Signal("INT") => &[130],
        Happening::Signal("TERM") | Happening::Stop => &[130, 143],
        Happening::Signal(_) => &[130, 129],
        Happening::Panic => &[101],
        // Before it has the terminal, it is killed, which is 1 here, or finds no terminal.
        Happening::Close | Happening::CloseSilently if !shown => &[130, 1, 2],
        Happening::Close | Happening::CloseSilently => &[130],
    };
    let case = format!("{happening:?}, seed {seed}");
    assert!(codes.contains(&code), "{case}: exit code {code}");
    let stats = world.run(&["stats", "--json"]).ok();
    let kept = objects(&stats)[0]["reviews"].as_u64().unwrap();
    assert!(
        kept >= accepted,
        "{case}: {accepted} answers were accepted, {kept} are kept"
    );
}

/// What is typed: a wrong answer, and its rating; or an option, and its rating.
const KEYS: &str = "x\r\r";

fn world() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    let cards = (1..=CARDS).map(|n| format!("Q: What is word {n}?\nA: the word of number {n}\n\n"));
    let note = format!("# Words\n\n{}", cards.collect::<String>());
    world.write("desk/notes/words.md", note);
    world
}

/// Around the program, a shell notes the modes of the terminal before and after.
fn start(world: &World, happening: Happening, chance: u64, panics: &[&str]) -> Pty {
    let recito = env!("CARGO_BIN_EXE_recito");
    let me = std::env::current_exe().unwrap();
    let mut run = format!("exec '{recito}' study --new {CARDS}");
    if happening == Happening::Panic {
        run = format!("exec '{}' {}", me.display(), panics.join(" "));
    }
    let noted = "tty > tty; stty -a > before; sh run; echo $? > code; stty -a > after; echo ended";
    let script = match happening {
        // The session of a terminal that is closed ends as a whole.
        Happening::Close | Happening::CloseSilently => ". ./run",
        _ => noted,
    };
    world.write("desk/run", format!("echo $$ > pid; {run}"));
    let mut command: CommandBuilder = command(world, &["sh", "-c", script]);
    command.env(PANIC_AT, (chance % 120).to_string());
    command.set_controlling_tty(happening != Happening::CloseSilently);
    Pty::start(command, 24, 80)
}

/// Waits until the program is about to start.
fn pid(world: &World, pty: &mut Pty) -> Instant {
    let end = Instant::now() + PATIENCE;
    while std::fs::read_to_string(world.path("desk/pid")).map_or(true, |pid| pid.is_empty()) {
        assert!(Instant::now() < end, "the program did not start");
        pty.read(Duration::from_millis(1));
    }
    Instant::now()
}

/// Types answers until a moment, and keeps how many were accepted as far as the screen says. Says whether
/// the session had the screen at the end.
fn play(pty: &mut Pty, accepted: &mut u64, until: Instant) -> bool {
    let mut keys = KEYS.chars().cycle();
    while Instant::now() < until {
        let key = keys.next().unwrap().to_string();
        pty.try_send(&key);
        let next = Instant::now() + Duration::from_millis(3);
        while Instant::now() < next {
            if pty
                .read(next.saturating_duration_since(Instant::now()))
                .is_none()
            {
                return false;
            }
        }
        note(pty, accepted);
    }
    pty.parser.screen().alternate_screen()
}

/// Reads from the header of the screen how many answers were accepted.
fn note(pty: &Pty, accepted: &mut u64) {
    let shown = pty.parser.screen().contents();
    let header = shown.lines().next().unwrap_or_default();
    let count = header
        .split_whitespace()
        .find_map(|word| word.split_once('/'));
    let count = count.and_then(|(done, _)| done.parse().ok());
    *accepted = (*accepted).max(count.unwrap_or(0));
}

fn send(signal: &str, world: &World) {
    let pid = world.read("desk/pid");
    let args = [format!("-{signal}"), pid.trim().to_owned()];
    let sent = std::process::Command::new("kill").args(args).status();
    assert!(sent.unwrap().success());
}

/// Stops the program, looks at the terminal, and lets it go on.
fn stop(world: &World, pty: &mut Pty, shown: bool) {
    send("TSTP", world);
    let end = Instant::now() + GRACE;
    let mut seen = None;
    while !state(world).starts_with('T') {
        pty.read(Duration::from_millis(5));
        assert!(Instant::now() < end, "it did not stop");
        if pty.parser.screen().alternate_screen() && !shown {
            // The signal came before the program listens to it. Nobody would bring it back then, so that
            // the kernel takes no notice.
            let since = seen.get_or_insert_with(Instant::now);
            if since.elapsed() > Duration::from_secs(1) {
                return;
            }
        }
    }
    let tty = std::fs::File::open(world.read("desk/tty").trim()).unwrap();
    let modes = std::process::Command::new("stty")
        .arg("-a")
        .stdin(tty)
        .output()
        .unwrap();
    let modes = String::from_utf8(modes.stdout).unwrap();
    assert_eq!(modes, world.read("desk/before"), "while stopped");
    send("CONT", world);
}

/// The state of the program as `ps` has it.
fn state(world: &World) -> String {
    let pid = world.read("desk/pid");
    let mut ps = std::process::Command::new("ps");
    let out = ps
        .args(["-o", "state=", "-p", pid.trim()])
        .output()
        .unwrap();
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

/// Waits for the end, typing on until then, and compares the modes of the terminal.
fn ended(world: &World, pty: &mut Pty, accepted: &mut u64, keys: &str) -> u32 {
    let end = Instant::now() + GRACE;
    while !pty.parser.screen().contents().contains("ended") {
        let shown = pty.parser.screen().contents();
        assert!(
            Instant::now() < end,
            "it does not end, state {}:\n{shown}",
            state(world)
        );
        if pty.parser.screen().alternate_screen() {
            pty.try_send(keys);
        }
        pty.read(Duration::from_millis(20));
        note(pty, accepted);
    }
    pty.child.wait().unwrap();
    let code = world.read("desk/code");
    let (before, after) = (world.read("desk/before"), world.read("desk/after"));
    assert_eq!(before, after, "the modes of the terminal ({code})");
    let screen = pty.parser.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    world.read("desk/code").trim().parse().unwrap()
}

/// Closes the terminal and waits for the program to end by itself.
fn closed(pty: Pty) -> u32 {
    // The help opens, so that there is something to draw.
    let mut child = pty.close("\u{1b}OP");
    let end = Instant::now() + GRACE;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.exit_code();
        }
        if Instant::now() > end {
            child.kill().unwrap();
            panic!("the program goes on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// A number that differs in all its bits from that of a neighbour (the finalizer of `SplitMix64`).
fn mixed(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Whether this program is the one that panics; then it does.
pub(crate) fn panicker() -> bool {
    let Ok(at) = std::env::var(PANIC_AT) else {
        return false;
    };
    let task = |n: usize| Task {
        card: CardId::of(&[&n.to_string()]),
        question: Question {
            kind: Kind::Basic,
            prompt: format!("What is word {n}?"),
            answer: vec![format!("the word of number {n}")],
            accept: vec![Vec::new()],
            ..Question::default()
        },
        ..Task::default()
    };
    let home = std::path::PathBuf::from(std::env::var_os("HOME").unwrap());
    let data = home.join(".local/share/recito");
    let mut world = Panicking {
        writer: Writer::open(&data, &home.join(".local/state/recito")).unwrap(),
        left: std::cell::Cell::new(at.parse().unwrap()),
    };
    let tasks = (1..=CARDS).map(task).collect();
    let mut session = Session::new(tasks, Settings::default(), Moment::default());
    tui::run::run(&mut session, &mut world, tui::Look::default()).unwrap();
    panic!("the session ended before its panic");
}

/// A world that panics when it was asked for something so many times.
struct Panicking {
    writer: Writer,
    left: std::cell::Cell<u32>,
}

impl Panicking {
    fn count(&self) {
        let left = self.left.get();
        assert!(left > 0, "this panic is a test");
        self.left.set(left - 1);
    }
}

impl Shell for Panicking {
    fn now(&self) -> Moment {
        self.count();
        Moment::default()
    }
    fn perform(&mut self, effect: &Effect) -> anyhow::Result<()> {
        self.count();
        if let Effect::Record { event, .. } = effect {
            self.writer.append(event.clone(), Moment::default())?;
        }
        self.count();
        Ok(())
    }
    fn edit(&mut self, _: &Task) -> anyhow::Result<Edited> {
        unreachable!("nobody edits here")
    }
    fn feedback(&self, _: &Task, _: Option<&str>) -> Feedback {
        self.count();
        Feedback::default()
    }
    fn due_if(&self, _: &Review) -> Option<Day> {
        self.count();
        None
    }
    fn due_after(&self, _: &Review) -> Option<Day> {
        self.count();
        None
    }
    fn due_tomorrow(&self) -> usize {
        0
    }
    fn show_image(&mut self, _: &Task) -> anyhow::Result<String> {
        unreachable!("there is no image here")
    }
}
