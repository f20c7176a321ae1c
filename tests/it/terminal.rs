//! The full screen in a real pseudo-terminal: what a person sees, and what the terminal is left as.

use std::time::Duration;

use crate::moments;
use crate::pty::{Pty, command};
use crate::world::World;

/// The program, with a shell around it that prints the modes before and after.
fn start(world: &World, args: &str, (rows, cols): (u16, u16)) -> Pty {
    start_script(world, &format!("\"$RECITO\" {args}"), (rows, cols))
}

fn start_script(world: &World, recito: &str, (rows, cols): (u16, u16)) -> Pty {
    let script = format!("stty -g > before; {recito}; echo $? > code; stty -g > after; echo ended");
    let mut command = command(world, &["sh", "-c", &script]);
    command.env("RECITO", env!("CARGO_BIN_EXE_recito"));
    Pty::start(command, rows, cols)
}

fn end(mut screen: Pty, world: &World, code: &str) {
    screen.wait("ended");
    screen.child.wait().unwrap();
    assert_eq!(world.read("desk/code").trim(), code);
    assert_eq!(
        world.read("desk/before"),
        world.read("desk/after"),
        "the modes of the terminal"
    );
    let raw = String::from_utf8_lossy(&screen.raw).into_owned();
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

fn world() -> World {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/sea.md", "# Sea\n\nQ: What is the salt of the sea?\nA: sodium chloride\n\nQ: What moves the tides?\nA: the moon\n\nQ: Which sea is the saltiest?\nA: the Dead Sea\n");
    world
}

#[test]
fn a_session_from_the_first_question_to_the_last() {
    let world = world();
    let mut screen = start(&world, "study", (24, 80));
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
    end(screen, &world, "0");
}

#[test]
fn a_small_terminal_and_a_resize() {
    let world = world();
    let mut screen = start(&world, "study", (12, 40));
    screen.wait("salt of the sea");
    screen.resize(5, 20);
    screen.wait("What is the salt of");
    screen.send("\u{3}");
    end(screen, &world, "0");
}

#[test]
fn the_next_session_goes_on_where_one_was_left() {
    let world = world();
    let mut screen = start(&world, "study", (24, 80));
    screen.wait("salt of the sea");
    screen.send("sodium chloride\r\r");
    screen.wait("moves the tides");
    screen.send("half an ans\u{1b}");
    screen.wait("Esc type");
    screen.send("q");
    end(screen, &world, "0");
    let mut screen = start(&world, "study", (24, 80));
    let shown = screen.wait("1 answered today already");
    assert!(
        shown.contains("moves the tides") && shown.contains("0/2"),
        "{shown}"
    );
    screen.send("\u{3}");
    end(screen, &world, "0");
}

#[test]
fn statistics_are_charts_on_a_terminal_and_keys_are_those_of_the_user() {
    let world = world();
    world.write(
        "desk/recito.toml",
        "[keys]\npreset = \"vi\"\nskip = \"x\"\n",
    );
    let mut screen = start(&world, "study", (24, 80));
    screen.wait("salt of the sea");
    screen.send("sodium chloride\r\r");
    screen.wait("moves the tides");
    screen.send("\u{1b}");
    screen.wait("x skip");
    screen.send("x");
    screen.wait("saltiest");
    screen.send("\u{3}");
    end(screen, &world, "0");
    let mut screen = start(&world, "stats", (24, 80));
    screen.wait("answers of a year");
    screen.send("\t");
    screen.wait("minutes a day");
    screen.send("4");
    screen.wait("how long memories last");
    screen.send("q");
    end(screen, &world, "0");
    let text = world.run(&["stats"]).ok();
    assert!(
        text.contains("the year, a column a week") && text.contains('█'),
        "{text}"
    );
    world.write("desk/recito.toml", "[keys]\njump = \"x\"\n");
    let mut screen = start(&world, "study", (24, 80));
    screen.wait("recito: no key does `jump`");
}

#[test]
fn an_image_of_the_note_is_drawn_where_the_terminal_can() {
    let world = world();
    world.write(
        "desk/notes/sea.md",
        "# Sea\n\nQ: What moves the tides?\nA: the moon\n![tides](tides.png)\n",
    );
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08";
    world.write("desk/notes/tides.png", png);
    let mut screen = start(&world, "study", (24, 80));
    screen.wait("moves the tides");
    screen.send("the moon\r");
    screen.wait("image, `i` shows it: tides.png");
    screen.send("i");
    // Nothing here can show it: its place is told.
    screen.wait("the image is");
    screen.send("\u{3}");
    end(screen, &world, "0");
    let kitty = "TERM=xterm-kitty \"$RECITO\" study --cram";
    let mut screen = start_script(&world, kitty, (24, 80));
    screen.wait("moves the tides");
    screen.send("the moon\r");
    screen.wait("image, `i` shows it");
    screen.send("i");
    while !String::from_utf8_lossy(&screen.raw).contains("\u{1b}_Gf=100,a=T,q=2,") {
        screen.read(Duration::from_millis(20)).unwrap();
    }
    screen.send("x");
    screen.wait("moves the tides");
    screen.send("\u{3}");
    end(screen, &world, "0");
}

/// How this program is called to be the one that panics.
const PANICS: [&str; 3] = [
    "--exact",
    "--nocapture",
    "terminal::whatever_takes_the_terminal_away_it_is_as_before_and_no_answer_is_missing",
];

#[test]
fn whatever_takes_the_terminal_away_it_is_as_before_and_no_answer_is_missing() {
    if moments::panicker() {
        return;
    }
    std::thread::scope(|scope| {
        for happening in moments::ALL {
            scope.spawn(move || {
                for seed in 0..4 {
                    moments::check(happening, seed, &PANICS);
                }
            });
        }
    });
}

#[test]
fn a_terminal_that_is_closed_while_a_question_is_asked_ends_the_program() {
    let world = world();
    let mut command = command(&world, &[env!("CARGO_BIN_EXE_recito")]);
    // No signal tells it: the program is not of the session of the terminal.
    command.set_controlling_tty(false);
    let mut screen = Pty::start(command, 24, 80);
    screen.wait("salt of the sea");
    screen.send("sodium chloride\r");
    screen.wait("right");
    screen.send("\r");
    screen.wait("moves the tides");
    let mut child = screen.close("x");
    let waited = std::time::Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(waited.elapsed() < Duration::from_secs(10), "it goes on");
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(child.wait().unwrap().exit_code(), 130);
    let stats = world.run(&["stats"]).ok();
    assert!(stats.contains("answers 1 "), "{stats}");
}

#[test]
fn an_answer_that_can_not_be_kept_stays_on_the_screen_until_it_is() {
    let world = world();
    let mut screen = start(&world, "study", (24, 80));
    screen.wait("salt of the sea");
    screen.send("sodium chloride\r");
    screen.wait("right");
    let log = world.path("home/.local/share/recito/log");
    world.write("home/.local/share/recito/log", "no folder");
    screen.send("\r");
    let shown = screen.wait("NOT SAVED");
    assert!(!shown.contains("moves the tides"), "{shown}");
    screen.send(" ");
    screen.wait("NOT SAVED");
    std::fs::remove_file(&log).unwrap();
    screen.send(" ");
    screen.wait("moves the tides");
    assert_eq!(std::fs::read_dir(&log).unwrap().count(), 1);
    screen.send("\u{3}");
    end(screen, &world, "0");
}
