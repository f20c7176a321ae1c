//! Each kind of question played to its end on a real pseudo-terminal in three sizes, with frames as they
//! are seen, colours included.

use std::fmt::Write as _;

use crate::pty::{Pty, command};
use crate::world::World;

/// A section for each kind of question.
const NOTE: &str = "\
# Kitchen

## Rising

Q: What makes bread dough rise?
A: Baker's yeast

## Machines

- Mixer: turns flour and water into dough
- Proofer: keeps dough warm and moist while it rises
- Sheeter: rolls dough to an even thickness
- Retarder: keeps dough cold so that it rises slowly

## Resting

Q: Why does dough rest before it is shaped?
A: the gluten relaxes, so that the dough stretches without tearing, and the flavour develops while it stands

## Crust

The crust turns brown by the ==Maillard reaction==.

## Steps of baking

1. Mix
2. Knead
3. Proof
4. Bake

## Grains with gluten

- Wheat
- Rye
- Barley

## Ovens

- A baguette is baked at 240 degrees.

## Proofing

- Passive proofing needs a warm kitchen and a covered bowl
- Active proofing needs a heated cabinet with steam
";

/// An editor that is given a line to go to and a file.
const EDITOR: &str = "\
#!/bin/sh
sed -i.old 's/turns flour and water/turns flour, salt and water/' \"$2\" && rm \"$2.old\"
";

/// What is done on the screen, one after the other.
enum Do {
    /// Keys.
    Keys(&'static str),
    /// Waits for a text.
    See(&'static str),
    /// Waits for a text, and keeps the frame.
    Keep(&'static str),
    /// Leaves, and begins again.
    Resume,
}
use Do::{Keep, Keys, Resume, See};

/// What is played: the heading that the question stands under, and the steps.
type Play = (&'static str, &'static [Do]);

const PLAYS: &[Play] = &[
    // A typed answer: hints, close, undone, wrong, and right when it comes again.
    (
        "Rising",
        &[
            Keep("bread dough rise"),
            Keys("\t"),
            See("hint: B"),
            Keys("\t"),
            Keep("hint: Baker"),
            Keys("bakers yeats\r"),
            Keep("right, but for the spelling"),
            Keys("u"),
            See("taken back"),
            Keys("\u{15}salt\r"),
            Keep("wrong"),
            Keys("\r"),
            See("once more"),
            Keys("Baker's yeast\r"),
            Keep("✓ right"),
            Keys("\r"),
            Keep("2 answers"),
        ],
    ),
    // Confused with its sibling; the note is mended in the editor, and the card follows.
    (
        "Machines",
        &[
            Keep("turns flour and water into dough"),
            Keys("proofer\r"),
            Keep("not this one"),
            Keys("e"),
            See("the card follows the note"),
            Keep("flour, salt and water"),
            Keys("\r"),
            See("again; next today"),
        ],
    ),
    // Own words, shown and ticked in part.
    (
        "Resting",
        &[
            Keep("say it to yourself"),
            Keys(" "),
            See("tick what you knew"),
            Keys("1"),
            Keep("[x] 1"),
            Keys("\r"),
            Keep("partly right"),
        ],
    ),
    // Into the blank.
    (
        "Crust",
        &[
            Keep("turns brown by"),
            Keys("Maillard"),
            Keep("Maillard"),
            Keys(" reaction\r"),
            Keep("✓ right"),
        ],
    ),
    // A sequence is arranged; as it stands at first it is partly right.
    (
        "Steps of baking",
        &[
            Keep("bring them into their order"),
            Keys(" "),
            See("↕ 1"),
            Keys("jj"),
            Keep("↕ 3"),
            Keys(" \r"),
            Keep("partly right"),
        ],
    ),
    // A list with a member missing and one that is not of it.
    (
        "Grains with gluten",
        &[
            Keep("0 of 3, in any order"),
            Keys("rye\rrice\r"),
            Keep("▸  3"),
            Keys("\r"),
            Keep("partly right"),
        ],
    ),
    // A number, left in the middle and resumed.
    (
        "Ovens",
        &[
            Keep("baked at"),
            Keys("200\r"),
            Keep("wrong"),
            Resume,
            See("baked at"),
            Keys("240\r"),
            See("✓ right"),
            Keys("\r"),
            See("1 answer"),
        ],
    ),
    // One of several, by the wrong digit.
    (
        "Proofing",
        &[
            Keep("1-9 choose"),
            Keys("\u{1b}[B"),
            See("▸ 2"),
            Keys("\u{1b}OP"),
            See("Keys"),
            Keys("x"),
            Keys("2"),
            Keep("not this one"),
        ],
    ),
];

const SIZES: [(u16, u16); 3] = [(24, 80), (12, 40), (40, 120)];

fn start(world: &World, topic: &str, size: (u16, u16)) -> Pty {
    let recito = env!("CARGO_BIN_EXE_recito");
    let words = [
        recito,
        "--now",
        "2026-11-29T10:00:00Z",
        "--seed",
        "1",
        "study",
        "--topic",
        topic,
    ];
    let mut command = command(world, &words);
    command.env("EDITOR", world.path("home/editor"));
    Pty::start(command, size.0, size.1)
}

/// The screen, and under it the runs of cells that look unlike plain text: row, columns, look.
fn frame(pty: &Pty) -> String {
    let screen = pty.parser.screen();
    let (rows, cols) = screen.size();
    let mut out = String::new();
    let mut looks = String::new();
    for row in 0..rows {
        let mut text = String::new();
        let mut runs: Vec<(String, u16, u16)> = Vec::new();
        for col in 0..cols {
            let cell = screen.cell(row, col).unwrap();
            if cell.is_wide_continuation() {
                continue;
            }
            text.push_str(if cell.has_contents() {
                cell.contents()
            } else {
                " "
            });
            let look = look(cell);
            match runs.last_mut() {
                Some((last, _, end)) if *last == look => *end = col + 1,
                _ => runs.push((look, col, col + 1)),
            }
        }
        writeln!(out, "{}", text.trim_end()).unwrap();
        for (look, from, to) in runs.iter().filter(|(look, ..)| !look.is_empty()) {
            writeln!(looks, "{row}:{from}-{to} {look}").unwrap();
        }
    }
    format!("{}\n{looks}", out.trim_end())
}

fn look(cell: &vt100::Cell) -> String {
    let mut parts = Vec::new();
    for (is, name) in [
        (cell.bold(), "bold"),
        (cell.dim(), "dim"),
        (cell.italic(), "italic"),
        (cell.underline(), "underlined"),
        (cell.inverse(), "reversed"),
    ] {
        parts.extend(is.then(|| name.to_owned()));
    }
    match cell.fgcolor() {
        vt100::Color::Default => {}
        color => parts.push(format!("{color:?}")),
    }
    parts.join(" ")
}

/// Plays one question in one size; gives the frames that were kept.
fn play((topic, steps): &Play, size: (u16, u16)) -> String {
    let world = World::empty();
    world.write("desk/recito.toml", "");
    world.write("desk/notes/kitchen.md", NOTE);
    world.write("home/editor", EDITOR);
    make_executable(&world.path("home/editor"));
    let mut frames = String::new();
    let mut pty = start(&world, topic, size);
    for step in *steps {
        match step {
            Keys(keys) => pty.send(keys),
            See(text) => {
                pty.wait(text);
            }
            Keep(text) => {
                pty.wait(text);
                pty.settle();
                writeln!(frames, "== {topic}: {text}\n{}", frame(&pty)).unwrap();
            }
            Resume => {
                pty.send("\u{3}");
                pty.child.wait().unwrap();
                pty = start(&world, topic, size);
            }
        }
    }
    pty.send("\u{3}");
    assert_eq!(pty.child.wait().unwrap().exit_code(), 0);
    frames
}

fn make_executable(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn each_kind_is_played_in_three_sizes() {
    for (rows, cols) in SIZES {
        let frames: String = std::thread::scope(|scope| {
            let plays: Vec<_> = PLAYS
                .iter()
                .map(|one| scope.spawn(move || play(one, (rows, cols))))
                .collect();
            plays.into_iter().map(|play| play.join().unwrap()).collect()
        });
        let path = format!(
            "{}/tests/it/frames/{cols}x{rows}.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        let kept = snapbox::Data::read_from(std::path::Path::new(&path), None);
        snapbox::assert_data_eq!(frames, kept.raw());
    }
}
