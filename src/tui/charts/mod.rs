//! Statistics as charts on the full screen, a page a subject. Keys in, frames out: it knows no terminal.

mod lists;
mod load;
mod memory;
#[cfg(test)]
mod tests;
mod year;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use super::Look;
use super::body::Body;
use super::theme::Role;
use super::view::{Strip, line};
use crate::report::stats::count_lines;
use crate::stats::Summary;

/// What the screen shows of a summary.
#[derive(Debug)]
pub struct Charts<'a> {
    summary: &'a Summary,
    look: &'a Look,
    page: usize,
    /// Rows above the screen, of pages that are lists.
    scroll: usize,
}

/// What a key asks the loop for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressed {
    Nothing,
    Leave,
    Stop,
}

type Draw = fn(&Charts<'_>, Rect, &mut Frame<'_>);

/// The pages in their order: the name, and what draws it.
const PAGES: [(&str, Draw); 6] = [
    ("Year", year::draw),
    ("Reviews", load::reviews),
    ("Forecast", load::forecast),
    ("Memory", memory::draw),
    ("Topics", lists::topics),
    ("Cards", lists::cards),
];

impl<'a> Charts<'a> {
    pub fn new(summary: &'a Summary, look: &'a Look) -> Charts<'a> {
        Charts {
            summary,
            look,
            page: 0,
            scroll: 0,
        }
    }

    /// Acts on a key.
    pub fn press(&mut self, key: KeyEvent) -> Pressed {
        let held = key.modifiers.contains(KeyModifiers::CONTROL);
        let pages = PAGES.len();
        let before = self.page;
        match key.code {
            _ if key.kind == KeyEventKind::Release => {}
            KeyCode::Char('c') if held => return Pressed::Leave,
            KeyCode::Char('z') if held => return Pressed::Stop,
            KeyCode::Char('q') | KeyCode::Esc | KeyCode::Enter => return Pressed::Leave,
            KeyCode::Tab | KeyCode::Right | KeyCode::Char('l') => {
                self.page = (self.page + 1) % pages;
            }
            KeyCode::BackTab | KeyCode::Left | KeyCode::Char('h') => {
                self.page = (self.page + pages - 1) % pages;
            }
            KeyCode::Char(c @ '1'..='6') => self.page = c as usize - '1' as usize,
            KeyCode::Down | KeyCode::Char('j') => self.scroll = self.scroll.saturating_add(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll = self.scroll.saturating_sub(1),
            KeyCode::PageDown | KeyCode::Char(' ') => self.scroll = self.scroll.saturating_add(10),
            KeyCode::PageUp => self.scroll = self.scroll.saturating_sub(10),
            _ => {}
        }
        if self.page != before {
            self.scroll = 0;
        }
        // A list that is scrolled past its end would need as many keys to come back.
        self.scroll = self.scroll.min(lists::longest(self.summary));
        Pressed::Nothing
    }
}

/// Draws the page. It fits every size, down to nothing.
pub fn view(charts: &Charts<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width);
    let theme = charts.look.theme;
    let row = |y: u16, height: u16| Rect {
        y: area.y + y,
        height,
        ..area
    };
    let (tabs, counts, keys) = match area.height {
        0..4 => (0, 0, 0),
        4..8 => (1, 0, 0),
        8..16 => (1, 0, 1),
        _ => (1, 4, 1),
    };
    if tabs > 0 {
        frame.render_widget(
            Paragraph::new(line(&tab_line(charts, width), theme)),
            row(0, 1),
        );
    }
    if counts > 0 {
        let mut body = Body::default();
        for text in count_lines(charts.summary) {
            body.add(Role::Text, &text);
        }
        put(charts, &body, 0, row(tabs, counts - 1), frame);
    }
    let height = area.height - tabs - counts - keys;
    PAGES[charts.page % PAGES.len()].1(charts, row(tabs + counts, height), frame);
    if keys > 0 {
        frame.render_widget(
            Paragraph::new(line(&key_line(width), theme)),
            row(area.height - 1, 1),
        );
    }
}

/// The pages, the one that is shown marked.
fn tab_line(charts: &Charts<'_>, width: usize) -> Vec<(String, Role)> {
    let mut strip = Strip::new(width);
    // Where there is no room for all names, the one that is shown comes first.
    let wide = PAGES.iter().map(|(name, _)| name.len() + 5).sum::<usize>() <= width;
    let first = if wide { 0 } else { charts.page };
    for at in (0..PAGES.len()).map(|step| (first + step) % PAGES.len()) {
        let role = if at == charts.page {
            Role::Cursor
        } else {
            Role::Faint
        };
        strip.add(&format!(" {} {} ", at + 1, PAGES[at].0), role);
        strip.add(" ", Role::Text);
    }
    strip.spans
}

fn key_line(width: usize) -> Vec<(String, Role)> {
    let mut strip = Strip::new(width);
    for (key, label) in [
        ("Tab", "next page"),
        ("q", "leave"),
        ("1-6", "page"),
        ("↑ ↓", "scroll"),
    ] {
        if key.chars().count() + label.len() + 3 > strip.room {
            break;
        }
        strip.add(key, Role::Key);
        strip.add(&format!(" {label}  "), Role::Faint);
    }
    strip.spans
}

/// Draws rows of text, from one of them on.
fn put(charts: &Charts<'_>, body: &Body, from: usize, area: Rect, frame: &mut Frame<'_>) {
    let rows = body.rows(usize::from(area.width));
    let height = usize::from(area.height);
    let from = from.min(rows.len().saturating_sub(height));
    let lines: Vec<_> = rows
        .iter()
        .skip(from)
        .take(height)
        .map(|placed| line(&placed.row.spans, charts.look.theme))
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Draws a title and gives the area below it.
fn titled(charts: &Charts<'_>, title: &str, area: Rect, frame: &mut Frame<'_>) -> Rect {
    let mut body = Body::default();
    body.add(Role::Strong, title);
    let head = Rect {
        height: area.height.min(1),
        ..area
    };
    put(charts, &body, 0, head, frame);
    Rect {
        y: area.y + head.height,
        height: area.height - head.height,
        ..area
    }
}

/// Says in place of a chart that there is nothing to draw yet.
fn nothing(charts: &Charts<'_>, says: &str, area: Rect, frame: &mut Frame<'_>) {
    let mut body = Body::default();
    body.add(Role::Faint, says);
    put(charts, &body, 0, area, frame);
}
