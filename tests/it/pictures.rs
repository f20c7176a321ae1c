//! The pictures of the README: real frames of the real program on the sample notes, as SVG. They have to be
//! what the program shows now; `SNAPSHOTS=overwrite cargo test --test it pictures` draws them anew.

use std::fmt::Write as _;
use std::path::Path;

use unicode_width::UnicodeWidthStr as _;

use crate::pty::{Pty, command};
use crate::world::World;

/// Pixels of a cell, and of the frame around all of them.
const CELL: (f32, f32) = (8.4, 18.0);
const EDGE: f32 = 14.0;
const BACKGROUND: &str = "#1d2026";
const TEXT: &str = "#d8dce4";
/// The sixteen colours of a terminal, as many show them.
const PALETTE: [&str; 16] = [
    "#1d2026", "#f2777a", "#8fd18a", "#e6c07b", "#6cb6eb", "#d7afe8", "#66cccc", "#d8dce4",
    "#7f8490", "#f2777a", "#8fd18a", "#e6c07b", "#6cb6eb", "#d7afe8", "#66cccc", "#ffffff",
];

/// The sample notes of the repository, and a learner of two weeks.
fn world() -> World {
    let world = World::empty();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    world.write("desk/recito.toml", "");
    for note in ["lambda.md", "cell-biology.md", "ports.md"] {
        let text = std::fs::read_to_string(root.join("notes").join(note)).unwrap();
        world.write(&format!("desk/notes/{note}"), text);
    }
    world
}

fn start(world: &World, now: &str, args: &[&str]) -> Pty {
    let words = [env!("CARGO_BIN_EXE_recito"), "--now", now, "--seed", "7"];
    let command = command(world, &[&words[..], args].concat());
    Pty::start(command, 26, 84)
}

/// A look of cells: colour of the text, and of what is behind it.
#[derive(Clone, Debug, PartialEq)]
struct Look {
    text: String,
    behind: Option<String>,
    style: String,
}

fn colour(of: vt100::Color) -> Option<String> {
    match of {
        vt100::Color::Default => None,
        vt100::Color::Idx(at) => PALETTE.get(usize::from(at)).map(|name| (*name).to_owned()),
        vt100::Color::Rgb(r, g, b) => Some(format!("#{r:02x}{g:02x}{b:02x}")),
    }
}

fn look(cell: &vt100::Cell) -> Look {
    let text = colour(cell.fgcolor()).unwrap_or_else(|| TEXT.to_owned());
    let behind = colour(cell.bgcolor());
    let (text, behind) = if cell.inverse() {
        (behind.unwrap_or_else(|| BACKGROUND.to_owned()), Some(text))
    } else {
        (text, behind)
    };
    let mut style = String::new();
    for (is, says) in [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.65\""),
    ] {
        style.push_str(if is { says } else { "" });
    }
    Look {
        text,
        behind,
        style,
    }
}

fn svg(pty: &Pty, title: &str) -> String {
    let screen = pty.parser.screen();
    let (rows, cols) = screen.size();
    let width = f32::from(cols) * CELL.0 + 2.0 * EDGE;
    let height = f32::from(rows) * CELL.1 + 2.0 * EDGE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n\
         <title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n",
        escaped(title)
    );
    for row in 0..rows {
        let mut runs: Vec<(Look, u16, u16, String)> = Vec::new();
        for col in 0..cols {
            let cell = screen.cell(row, col).unwrap();
            let text = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            let look = look(cell);
            match runs.last_mut() {
                Some((last, _, end, run)) if *last == look => {
                    run.push_str(text);
                    *end = col + 1;
                }
                _ => runs.push((look, col, col + 1, text.to_owned())),
            }
        }
        for (look, from, to, text) in runs {
            draw(&mut out, row, (from, to), &look, &text);
        }
    }
    out + "</svg>\n"
}

fn draw(out: &mut String, row: u16, (from, to): (u16, u16), look: &Look, text: &str) {
    let (x, y) = (
        f32::from(from) * CELL.0 + EDGE,
        f32::from(row) * CELL.1 + EDGE,
    );
    let width = f32::from(to - from) * CELL.0;
    if let Some(behind) = &look.behind {
        let height = CELL.1;
        writeln!(out, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{behind}\"/>").unwrap();
    }
    // An underlined place for an answer is seen though nothing is written there.
    if look.style.contains("underline") {
        words(out, row, from, look, text);
        return;
    }
    // What stands behind a gap begins in its own column, whatever the font.
    let mut column = from;
    for part in text.split_inclusive("  ") {
        let blank = part.len() - part.trim_start().len();
        let inner = part.trim();
        if !inner.is_empty() {
            words(
                out,
                row,
                column + u16::try_from(blank).unwrap(),
                look,
                inner,
            );
        }
        column += u16::try_from(part.width()).unwrap();
    }
}

fn words(out: &mut String, row: u16, column: u16, look: &Look, text: &str) {
    let x = f32::from(column) * CELL.0 + EDGE;
    let y = f32::from(row) * CELL.1 + EDGE + CELL.1 * 0.75;
    let length = f32::from(u16::try_from(text.width()).unwrap()) * CELL.0;
    let Look {
        text: fill, style, ..
    } = look;
    let text = escaped(text).replace(' ', "\u{a0}");
    writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\" fill=\"{fill}\"{style}>{text}</text>").unwrap();
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[track_caller]
fn check(name: &str, picture: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/pictures")
        .join(name);
    let kept = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
    snapbox::assert_data_eq!(picture, kept.raw());
}

#[test]
fn the_pictures_of_the_readme_show_what_is_seen_now() {
    let world = world();
    let study = |topic: &str| start(&world, "2026-11-16T18:00:00Z", &["study", "--topic", topic]);

    let mut list = study("main lambda integrations");
    list.wait("10 main Lambda integrations");
    list.send("S3\rsns\rSQS\rapi gatway\rDynamo DB\rEC2\r");
    list.wait("6 of 10");
    list.send("\u{1b}");
    list.wait("Esc type");
    list.send("\r");
    list.wait("partly right");
    list.settle();
    check("list.svg", &svg(&list, "A list, graded member by member"));

    let mut confused = study("organelles");
    confused.wait("releases the energy of sugar");
    confused.send("ribosome\r");
    confused.wait("not this one");
    confused.settle();
    check(
        "confused.svg",
        &svg(&confused, "Two organelles that were confused, side by side"),
    );
    for pty in [list, confused] {
        pty.close("\u{3}").wait().unwrap();
    }
}

#[test]
fn the_picture_of_statistics_shows_what_is_seen_now() {
    let world = world();
    for day in 1..=14 {
        // One in six is not known, and each answer takes no time here.
        let answers: String = (0..24)
            .map(|n| if (n + day) % 6 == 0 { "\na\n" } else { "\ng\n" })
            .collect();
        let now = format!("2026-11-{:02}T18:00:00Z", day + day / 5);
        let args = [
            "--now", &now, "--seed", "7", "study", "--plain", "--answer", "self", "--new", "6",
            "--limit", "18",
        ];
        world.run_with(&args, &answers).ok();
    }
    let mut stats = start(&world, "2026-11-17T18:00:00Z", &["stats"]);
    stats.wait("answers of a year");
    stats.send("4");
    stats.wait("how long memories last");
    stats.settle();
    check(
        "stats.svg",
        &svg(
            &stats,
            "How long memories last, and whether predictions hold",
        ),
    );
    stats.close("q").wait().unwrap();
}
