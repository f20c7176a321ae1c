//! The page of a rule: prose for a learner, and examples that are the rule's test.
//!
//! Examples are fences of four backticks. Their first words say what they are:
//!
//! * `md bad 3,5`: the rule reports something in these lines, and nowhere else;
//! * `md good`: it reports nothing;
//! * `md fixed`: what the fix makes of the bad example before it;
//! * `md built`: the note that the deck was built from, for the examples that follow.
//!
//! With `toml` instead of `md` the example is the deck and not the note.
//!
//! In an example, `\xNN` stands for the byte of that number: some files are broken in a way that no
//! page could hold.

/// A page, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page<'p> {
    /// The heading: the name of the rule.
    pub title: &'p str,
    /// What the rule finds, in one line.
    pub summary: &'p str,
    pub parts: Vec<Part<'p>>,
}

/// A piece of a page behind its summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'p> {
    Heading(&'p str),
    /// A line of prose, or an empty one.
    Line(&'p str),
    Example(Example<'p>),
}

/// What an example shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Reported at these lines, counted from 1.
    Bad(Vec<usize>),
    Good,
    Fixed,
    Built,
    /// Not a note: shown only.
    Shown,
}

/// A fenced example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'p> {
    pub role: Role,
    /// Whether it is a deck and not a note.
    pub deck: bool,
    pub text: &'p str,
}

const FENCE: &str = "````";
const WHY: &str = "Why it hurts learning";

/// Reads a page.
pub fn parse(page: &str) -> Page<'_> {
    let mut parsed = Page::default();
    let mut at = 0;
    while let Some(line) = page[at..].split_inclusive('\n').next() {
        at += line.len();
        let line = line.trim_end();
        if let Some(info) = line.strip_prefix(FENCE) {
            let close = format!("\n{FENCE}");
            let rest = &page[at - 1..];
            let length = rest.find(&close).unwrap_or(rest.len() - 1);
            let text = &page[at..at + length];
            at = (at + length + FENCE.len() + 1).min(page.len());
            parsed.parts.push(Part::Example(Example {
                role: role(info),
                deck: info.starts_with("toml"),
                text,
            }));
        } else if let Some(title) = line.strip_prefix("# ") {
            parsed.title = title;
        } else if let Some(heading) = line.strip_prefix("## ") {
            parsed.parts.push(Part::Heading(heading));
        } else if parsed.summary.is_empty() {
            parsed.summary = line;
        } else {
            parsed.parts.push(Part::Line(line));
        }
    }
    parsed
}

fn role(info: &str) -> Role {
    let mut words = info.split_whitespace().skip(1);
    match words.next() {
        Some("bad") => {
            let lines = words.next().unwrap_or_default().split(',');
            Role::Bad(lines.filter_map(|line| line.parse().ok()).collect())
        }
        Some("good") => Role::Good,
        Some("fixed") => Role::Fixed,
        Some("built") => Role::Built,
        _ => Role::Shown,
    }
}

impl<'p> Page<'p> {
    /// Why the problem hurts learning: the first line of that section, one sentence.
    pub fn why(&self) -> &'p str {
        let mut parts = self.parts.iter();
        parts.find(|part| **part == Part::Heading(WHY));
        parts
            .find_map(|part| match part {
                Part::Line(line) if !line.is_empty() => Some(*line),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// The page as plain text.
    pub fn plain(&self) -> String {
        let mut out = format!("{}\n\n{}\n", self.title, self.summary);
        for part in &self.parts {
            match part {
                Part::Heading(heading) => out.push_str(&heading.to_uppercase()),
                Part::Line(line) => out.push_str(line),
                Part::Example(example) => {
                    out.push_str(&caption(&example.role));
                    for line in example.text.lines() {
                        out.push('\n');
                        out.push_str(format!("    {line}").trim_end());
                    }
                }
            }
            out.push('\n');
        }
        out
    }
}

fn caption(role: &Role) -> String {
    match role {
        Role::Bad(lines) => {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            let word = if lines.len() == 1 { "line" } else { "lines" };
            format!("Bad, reported in {word} {}:\n", lines.join(", "))
        }
        Role::Good => "Good:\n".into(),
        Role::Fixed => "Mended:\n".into(),
        Role::Built => "The note when its deck was built:\n".into(),
        Role::Shown => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read() {
        let page = parse(
            "# a-rule\n\nFinds it.\n\n## Why it hurts learning\n\nIt does.\nMore.\n\n## Examples\n\n````md bad 1,3\nx\n\n```\n\n````\n\n````md good\n````\n",
        );
        assert_eq!((page.title, page.summary), ("a-rule", "Finds it."));
        assert_eq!(page.why(), "It does.");
        let examples: Vec<_> = page
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Example(example) => Some((example.role.clone(), example.text)),
                _ => None,
            })
            .collect();
        assert_eq!(
            examples,
            [(Role::Bad(vec![1, 3]), "x\n\n```\n\n"), (Role::Good, "")]
        );
        assert!(
            page.plain()
                .contains("Bad, reported in lines 1, 3:\n\n    x\n\n    ```\n")
        );
    }
}
