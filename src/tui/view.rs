//! The model as a frame. Drawing is total: it fits every size, down to nothing.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr as _;

use super::body::{Body, Placed};
use super::screen;
use super::text::head;
use super::theme::{Role, Theme};
use super::{Mode, Model};
use crate::printable::one_line;

/// Widest text that is comfortable to read.
const MEASURE: u16 = 88;

/// Where everything is.
struct Layout {
    header: Rect,
    body: Rect,
    /// Rows above the bottom line that do not scroll.
    pinned: Rect,
    fixed: Vec<Placed>,
    footer: Rect,
    rows: Vec<Placed>,
    /// The first of the rows that is on the screen.
    top: usize,
}

/// Draws the model.
pub fn view(model: &Model<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let layout = layout(model, area);
    let width = usize::from(layout.body.width);
    let theme = model.look.theme;
    if layout.header.height > 0 {
        let lines = header(model, width).into_iter();
        let lines = lines.take(usize::from(layout.header.height));
        let lines: Vec<Line<'_>> = lines.map(|spans| line(&spans, theme)).collect();
        frame.render_widget(Paragraph::new(lines), layout.header);
    }
    let shown = layout.rows.iter().skip(layout.top);
    let shown: Vec<&Placed> = shown.take(usize::from(layout.body.height)).collect();
    let lines: Vec<Line<'_>> = shown
        .iter()
        .map(|placed| line(&placed.row.spans, theme))
        .collect();
    frame.render_widget(Paragraph::new(lines), layout.body);
    let fixed = layout.fixed.iter();
    let fixed: Vec<Line<'_>> = fixed.map(|placed| line(&placed.row.spans, theme)).collect();
    frame.render_widget(Paragraph::new(fixed), layout.pinned);
    if layout.footer.height > 0 {
        frame.render_widget(
            Paragraph::new(line(&footer(model, width), theme)),
            layout.footer,
        );
    }
    let caret = shown
        .iter()
        .zip(0_u16..)
        .find_map(|(placed, y)| Some((placed.row.caret?, y)));
    if let Some((x, y)) = caret.filter(|_| model.mode().takes_text()) {
        let x = u16::try_from(x)
            .unwrap_or(u16::MAX)
            .min(layout.body.width.saturating_sub(1));
        frame.set_cursor_position(Position {
            x: layout.body.x + x,
            y: layout.body.y + y,
        });
    }
}

/// Draws a body that belongs to no session.
pub(super) fn still(body: &Body, theme: Theme, frame: &mut Frame<'_>) {
    let area = column(frame.area());
    let rows = body.rows(usize::from(area.width));
    let height = usize::from(area.height);
    let top = top(&rows, height, 0);
    let lines = rows.iter().skip(top).take(height);
    let lines: Vec<Line<'_>> = lines.map(|placed| line(&placed.row.spans, theme)).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// The middle of the screen, as wide as can be read.
fn column(area: Rect) -> Rect {
    let width = area.width.min(MEASURE);
    Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    }
}

/// The option, part or field that is drawn at a place of the screen.
pub fn target_at(model: &Model<'_>, area: Rect, place: Position) -> Option<usize> {
    let layout = layout(model, area);
    if !layout.body.contains(place) {
        return None;
    }
    let row = layout
        .rows
        .get(layout.top + usize::from(place.y - layout.body.y))?;
    row.target
}

fn layout(model: &Model<'_>, area: Rect) -> Layout {
    let column = column(area);
    let width = column.width;
    // From the most to the least needed: body, footer, header, air.
    let footer = u16::from(column.height >= 4);
    let (header, air) = match column.height {
        0..6 => (0, 0),
        6..10 => (1, 0),
        10..16 => (2, 0),
        _ => (2, 1),
    };
    let row = |y: u16, height: u16| Rect {
        y: column.y + y,
        height,
        ..column
    };
    let fixed = match column.height {
        0..8 => Vec::new(),
        _ => screen::pinned(model).rows(usize::from(width)),
    };
    // At most a quarter of the screen, or nothing of the body would be left on a narrow one.
    let pinned = u16::try_from(fixed.len())
        .unwrap_or(u16::MAX)
        .min(column.height / 4);
    let height = column.height - footer - header - 2 * air - pinned;
    let mut rows = screen::body(model).rows(usize::from(width));
    if model.scroll == 0 {
        thin_out(&mut rows, usize::from(height));
    }
    let top = top(&rows, usize::from(height), model.scroll);
    Layout {
        header: row(0, header),
        body: row(header + air, height),
        pinned: row(column.height - footer - pinned, pinned),
        fixed,
        footer: row(column.height - footer, footer),
        rows,
        top,
    }
}

/// Leaves out spare rows until the others fit, those first that are farthest from what matters. Who scrolls
/// sees them all.
fn thin_out(rows: &mut Vec<Placed>, height: usize) {
    while rows.len() > height {
        let spare = (0..rows.len()).filter(|at| rows[*at].spare.is_some());
        let Some(farthest) = spare.max_by_key(|at| rows[*at].spare) else {
            return;
        };
        rows.remove(farthest);
    }
}

/// The first row on the screen: the beginning, or so far down that what has to be seen is; a page key
/// moves on from there.
fn top(rows: &[Placed], height: usize, scroll: isize) -> usize {
    let seen = |placed: &Placed| placed.focus || placed.row.caret.is_some();
    let last = rows.iter().rposition(seen).unwrap_or(0);
    let follow = (last + 1).saturating_sub(height);
    let most = rows.len().saturating_sub(height);
    follow.min(most).saturating_add_signed(scroll).min(most)
}

pub(super) fn line(spans: &[(String, Role)], theme: Theme) -> Line<'static> {
    let spans = spans.iter();
    spans
        .map(|(text, role)| Span::styled(text.clone(), theme.style(*role)))
        .collect()
}

/// Spans that are cut where they do not fit any more.
pub(super) struct Strip {
    pub(super) spans: Vec<(String, Role)>,
    pub(super) room: usize,
}

impl Strip {
    pub(super) fn new(width: usize) -> Strip {
        Strip {
            spans: Vec::new(),
            room: width,
        }
    }

    pub(super) fn add(&mut self, text: &str, role: Role) {
        let text = head(text, self.room);
        self.room -= text.width();
        self.spans.push((text.to_owned(), role));
    }

    /// Adds a text as a whole, or not at all.
    fn add_whole(&mut self, text: &str, role: Role) {
        if text.width() <= self.room {
            self.add(text, role);
        }
    }
}

/// How far the session is, and where the question belongs.
fn header(model: &Model<'_>, width: usize) -> [Vec<(String, Role)>; 2] {
    let (done, left) = model.session.progress();
    let bar = (width / 4).min(20);
    let filled = bar * done / (done + left).max(1);
    let mut first = Strip::new(width);
    first.add(&"━".repeat(filled), Role::Bar);
    first.add(&"─".repeat(bar - filled), Role::Faint);
    first.add(&format!(" {done}/{}", done + left), Role::Text);
    for (text, role) in notes(model) {
        first.add_whole(&format!("  {text}"), role);
    }
    let mut second = Strip::new(width);
    let task = model.session.task();
    let path = task.map(|task| one_line(&task.question.context.join(" › ")));
    second.add(&path.unwrap_or_default(), Role::Faint);
    [first.spans, second.spans]
}

/// What else is worth a glance, the most important first.
fn notes(model: &Model<'_>) -> Vec<(String, Role)> {
    let mut notes = Vec::new();
    if let Some(left) = model.session.time_left(model.now) {
        // The last minute is counted by seconds.
        let text = match left {
            60_000.. => format!("{} min left", left / 60_000),
            left => format!("{} s left", left / 1000),
        };
        notes.push((text, Role::Text));
    }
    if let Some(exam) = model.look.exam {
        let days = exam.since(model.now.day());
        let text = match days {
            ..0 => String::new(),
            0 => "exam today".to_owned(),
            1 => "exam tomorrow".to_owned(),
            days => format!("exam in {days} days"),
        };
        notes.push((text, Role::Middling));
    }
    let settings = &model.session.settings;
    if settings.mock {
        notes.push(("mock exam".to_owned(), Role::Text));
    } else if settings.cram {
        notes.push(("cram, the schedule is left alone".to_owned(), Role::Faint));
    }
    if let (Some(turn), Some(task)) = (model.session.turn(), model.session.task()) {
        if turn.repeat {
            notes.push(("once more".to_owned(), Role::Middling));
        } else if task.reviews == 0 {
            notes.push(("new".to_owned(), Role::Good));
        }
    }
    notes.retain(|(text, _)| !text.is_empty());
    notes
}

/// What the last step did, and the keys.
fn footer(model: &Model<'_>, width: usize) -> Vec<(String, Role)> {
    let mut strip = Strip::new(width);
    if !model.message.is_empty() {
        strip.add(&format!("{}  ", one_line(&model.message)), Role::Prompt);
    }
    let mode = model.mode();
    let exam = model.session.settings.mock && mode != Mode::Summary;
    for (key, label) in model.look.keys.footer(mode) {
        if exam && label == "hint" {
            continue;
        }
        let room = key.width() + 1 + label.width();
        if room > strip.room {
            break;
        }
        strip.add(&key, Role::Key);
        strip.add(&format!(" {label}"), Role::Faint);
        strip.add("  ", Role::Text);
    }
    strip.spans
}
