//! The model as a frame. Drawing is total: it fits every size, down to nothing.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use unicode_width::UnicodeWidthStr as _;

use super::wrap::{head, tail, wrap};
use super::{Mode, Model, Theme, keys};
use crate::grade::{Outcome, Verdict};
use crate::plain;
use crate::printable::{one_line, printable};
use crate::question::Kind;
use crate::review::Rating;
use crate::session::{Ask, State, Task};

/// Widest text that is comfortable to read.
const MEASURE: u16 = 88;

/// What a piece of text is, for its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Text,
    Prompt,
    Faint,
    Cursor,
    Good,
    Middling,
    Bad,
}

fn style(role: Role, theme: Theme) -> Style {
    let plain = Style::new();
    let coloured = |style: Style, color: Color| {
        if theme == Theme::Color {
            style.fg(color)
        } else {
            style
        }
    };
    match role {
        Role::Text => plain,
        Role::Prompt => plain.add_modifier(Modifier::BOLD),
        Role::Faint => plain.add_modifier(Modifier::DIM),
        Role::Cursor => plain.add_modifier(Modifier::REVERSED),
        Role::Good => coloured(plain.add_modifier(Modifier::BOLD), Color::Green),
        Role::Middling => coloured(plain.add_modifier(Modifier::BOLD), Color::Yellow),
        Role::Bad => coloured(plain.add_modifier(Modifier::BOLD), Color::Red),
    }
}

/// A paragraph, to be wrapped to the width there is.
struct Block {
    role: Role,
    /// Stands in front of the first line; the other lines are indented by its width.
    lead: String,
    text: String,
}

#[derive(Default)]
struct Body {
    paragraphs: Vec<Block>,
}

impl Body {
    fn add(&mut self, role: Role, text: &str) {
        self.item(role, "", text);
    }

    fn item(&mut self, role: Role, lead: &str, text: &str) {
        self.paragraphs.push(Block {
            role,
            lead: lead.to_owned(),
            text: printable(text).into_owned(),
        });
    }

    fn gap(&mut self) {
        self.add(Role::Text, "");
    }

    fn lines(&self, width: usize, theme: Theme) -> Vec<Line<'static>> {
        let paragraphs = self.paragraphs.iter();
        paragraphs
            .flat_map(|paragraph| {
                let style = style(paragraph.role, theme);
                let lines = paragraph.lines(width).into_iter();
                lines.map(move |line| Line::styled(line, style))
            })
            .collect()
    }
}

impl Block {
    fn lines(&self, width: usize) -> Vec<String> {
        let lead = self.lead.width();
        if lead * 3 > width {
            // There is no room for two columns.
            return wrap(&format!("{}{}", self.lead, self.text), width);
        }
        let lines = wrap(&self.text, width - lead).into_iter().enumerate();
        lines
            .map(|(at, line)| match at {
                0 => format!("{}{line}", self.lead),
                _ => format!("{:lead$}{line}", ""),
            })
            .collect()
    }
}

/// Draws the model.
pub fn view(model: &Model<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let width = area.width.min(MEASURE);
    let column = Rect {
        x: area.x + (area.width - width) / 2,
        width,
        ..area
    };
    let typing = matches!(model.mode(), Mode::Typing | Mode::Command);
    // From the most to the least needed: body, input, footer, header.
    let input = u16::from(typing && column.height >= 2);
    let footer = u16::from(column.height >= 4);
    let header = if column.height >= 8 {
        2
    } else {
        u16::from(column.height >= 6)
    };
    let body = column.height - input - footer - header;
    let row = |y: u16, height: u16| Rect {
        y: column.y + y,
        height,
        ..column
    };
    if header > 0 {
        frame.render_widget(
            Paragraph::new(header_line(model, usize::from(width))),
            row(0, 1),
        );
    }
    body_view(model, frame, row(header, body));
    if input > 0 {
        input_view(model, frame, row(header + body, 1));
    }
    if footer > 0 {
        frame.render_widget(
            Paragraph::new(footer_line(model, usize::from(width))),
            row(header + body + input, 1),
        );
    }
}

fn header_line(model: &Model<'_>, width: usize) -> Line<'static> {
    let (done, left) = model.session.progress();
    let bar_width = (width / 5).min(12);
    let filled = bar_width * done / (done + left).max(1);
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(bar_width - filled));
    let count = format!("{bar} {done}/{}  ", done + left);
    let path = model
        .session
        .task()
        .map(|task| one_line(&task.question.context.join(" › ")))
        .unwrap_or_default();
    let room = width.saturating_sub(count.width());
    Line::from(vec![
        Span::styled(
            head(&count, width).to_string(),
            style(Role::Text, model.theme),
        ),
        Span::styled(
            head(&path, room).to_string(),
            style(Role::Faint, model.theme),
        ),
    ])
}

fn footer_line(model: &Model<'_>, width: usize) -> Line<'static> {
    let mut spans = Vec::new();
    let mut used = 0;
    if !model.message.is_empty() {
        let message = format!("{}  ", one_line(&model.message));
        used += head(&message, width).width();
        spans.push(Span::styled(
            head(&message, width).to_string(),
            style(Role::Prompt, model.theme),
        ));
    }
    for (key, help) in keys::footer(model.mode()) {
        let more = key.width() + 1 + help.width() + 2;
        if used + more > width {
            break;
        }
        used += more;
        spans.push(Span::styled(*key, style(Role::Prompt, model.theme)));
        spans.push(Span::styled(
            format!(" {help}  "),
            style(Role::Faint, model.theme),
        ));
    }
    Line::from(spans)
}

fn body_view(model: &Model<'_>, frame: &mut Frame<'_>, area: Rect) {
    let lines = body(model).lines(usize::from(area.width), model.theme);
    let height = usize::from(area.height);
    // The cursor stays in sight; a page key moves on from there.
    let reversed = style(Role::Cursor, model.theme);
    let cursor = lines
        .iter()
        .position(|line| line.style == reversed)
        .unwrap_or(0);
    let follow = (cursor + 1).saturating_sub(height);
    let top = (follow + model.scroll).min(lines.len().saturating_sub(height));
    frame.render_widget(
        Paragraph::new(lines.into_iter().skip(top).take(height).collect::<Vec<_>>()),
        area,
    );
}

fn body(model: &Model<'_>) -> Body {
    let mut body = Body::default();
    if model.help {
        help(&mut body);
        return body;
    }
    let (Some(task), Some(turn)) = (model.session.task(), model.session.turn()) else {
        summary(model, &mut body);
        return body;
    };
    if turn.repeat {
        body.add(Role::Faint, "once more");
    }
    body.add(Role::Prompt, &one_line(&task.question.prompt));
    body.gap();
    match (model.session.state(), &turn.ask) {
        (State::Asking, Ask::Options(order)) => {
            let choices = order.iter().map(|at| &task.question.choices[*at]);
            listed(model, choices, &mut body);
        }
        (State::Asking, Ask::Typed) => expected(task, model, &mut body),
        (State::Asking, Ask::Reveal(_)) => body.add(Role::Faint, "say it to yourself, then look"),
        (State::Shown, Ask::Reveal(parts)) => {
            body.add(Role::Faint, "tick what you knew");
            listed(model, parts.iter(), &mut body);
        }
        (State::Answered { verdict, suggested }, _) => answered(
            task,
            turn.given.as_deref(),
            verdict.as_ref(),
            *suggested,
            &mut body,
        ),
        _ => {}
    }
    for hint in model.session.hints() {
        body.add(Role::Middling, &format!("hint: {}", one_line(&hint)));
    }
    body
}

fn help(body: &mut Body) {
    body.add(Role::Prompt, "Keys");
    for binding in keys::BINDINGS
        .iter()
        .filter(|binding| !binding.help.is_empty())
    {
        body.item(Role::Text, &format!("{:<10} ", binding.key), binding.help);
    }
}

/// What came of the session.
fn summary(model: &Model<'_>, body: &mut Body) {
    let lines = plain::summary_lines(&model.session.summary(), model.due_tomorrow);
    for (at, line) in lines.iter().enumerate() {
        let role = if at == 0 { Role::Prompt } else { Role::Text };
        body.add(role, &one_line(line));
        if at == 0 {
            body.gap();
        }
    }
}

/// Options or parts under their numbers; those of which several may be ticked have boxes.
fn listed<'a>(model: &Model<'_>, texts: impl Iterator<Item = &'a String>, body: &mut Body) {
    for (at, text) in texts.enumerate() {
        let role = if at == model.cursor {
            Role::Cursor
        } else {
            Role::Text
        };
        let mark = match (model.is_multiple(), model.ticked.get(at)) {
            (true, Some(true)) => "[x] ",
            (true, _) => "[ ] ",
            (false, _) => "",
        };
        let lead = format!("{mark}{} ", at + 1);
        body.item(role, &lead, &one_line(text));
    }
}

/// How much of a list has been typed.
fn expected(task: &Task, model: &Model<'_>, body: &mut Body) {
    let question = &task.question;
    if question.answer.len() < 2 {
        return;
    }
    let typed = model
        .editor
        .text()
        .split([',', ';'])
        .filter(|part| !part.trim().is_empty())
        .count();
    let order = if question.kind == Kind::Order {
        " in their order"
    } else {
        ""
    };
    body.add(
        Role::Faint,
        &format!("{typed} of {}, apart by commas{order}", question.required()),
    );
}

fn answered(
    task: &Task,
    given: Option<&str>,
    verdict: Option<&Verdict>,
    suggested: Rating,
    body: &mut Body,
) {
    if let Some(given) = given {
        body.add(Role::Faint, &format!("you: {}", one_line(given)));
    }
    if let Some(verdict) = verdict {
        let (sign, role) = match verdict.outcome {
            Outcome::Right => ("✓", Role::Good),
            Outcome::Close => ("≈", Role::Good),
            Outcome::Partial => ("~", Role::Middling),
            Outcome::Confused => ("≠", Role::Bad),
            Outcome::Wrong => ("✗", Role::Bad),
        };
        for (at, line) in plain::verdict_lines(verdict).iter().enumerate() {
            let sign = if at == 0 { sign } else { " " };
            body.add(
                if at == 0 { role } else { Role::Text },
                &format!("{sign} {}", one_line(line)),
            );
        }
    }
    if task.question.answer.len() > 1 {
        body.add(Role::Text, "answer:");
        for item in &task.question.answer {
            body.item(Role::Text, "  - ", &one_line(item));
        }
    } else {
        body.add(
            Role::Text,
            &format!("answer: {}", one_line(&task.question.answer.join("; "))),
        );
    }
    body.gap();
    for line in &task.excerpt {
        body.item(Role::Faint, "  ", line);
    }
    if task.lines.0 > 0 {
        body.add(
            Role::Faint,
            &format!("  {}:{}", one_line(&task.note), task.lines.0),
        );
    }
    body.gap();
    body.add(Role::Text, &ratings(suggested));
}

/// The ratings, the suggested one marked.
fn ratings(suggested: Rating) -> String {
    let name = |rating: &Rating| {
        let sign = if *rating == suggested { "▸" } else { " " };
        format!("{sign}[{}]{}", &rating.name()[..1], &rating.name()[1..])
    };
    Rating::ALL.iter().map(name).collect::<Vec<_>>().join("  ")
}

fn input_view(model: &Model<'_>, frame: &mut Frame<'_>, area: Rect) {
    let sign = if model.mode() == Mode::Command {
        ": "
    } else {
        "> "
    };
    let room = usize::from(area.width).saturating_sub(sign.width() + 1);
    let before = tail(model.editor.before(), room);
    let after = &model.editor.text()[model.editor.before().len()..];
    let after = head(after, room - before.width().min(room));
    let line = Line::from(vec![
        Span::styled(
            head(sign, usize::from(area.width)).to_string(),
            style(Role::Prompt, model.theme),
        ),
        Span::raw(format!("{before}{after}")),
    ]);
    frame.render_widget(Paragraph::new(line), area);
    let column = u16::try_from(sign.width() + before.width()).unwrap_or(u16::MAX);
    if column < area.width && model.mode() == Mode::Typing {
        frame.set_cursor_position(Position {
            x: area.x + column,
            y: area.y,
        });
    }
}
