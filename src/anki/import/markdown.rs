//! The HTML of an Anki field as the lines of a Markdown note.
//!
//! What is text stays text: nothing of a field becomes markup of the note but code, formulas, pictures,
//! sounds, emphasis and blanks. Beside blanks emphasis goes, since recito would take it for what is to be
//! learnt.

mod character;

use std::fmt::Write as _;
use std::iter::Peekable;
use std::str::Chars;

use character::{decoded, small};

/// Stand for the ends of a blank while a field is read. They are of Unicode's private use area, and are
/// taken out of what a field says.
pub(super) const OPEN: char = '\u{E000}';
pub(super) const CLOSE: char = '\u{E001}';

/// A field, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    /// Without empty ones.
    pub(super) lines: Vec<String>,
    /// Names of the pictures and sounds in it.
    pub(super) pictures: Vec<String>,
}

impl Text {
    /// Whether there is nothing to read in it, as where there are only sounds.
    pub(super) fn is_silent(&self) -> bool {
        self.lines.iter().all(|line| {
            let mut pieces = line.split("![](<");
            let first = pieces.next().unwrap_or_default();
            let texts = pieces.filter_map(|piece| piece.split_once(">)").map(|(_, text)| text));
            texts.chain([first]).all(|text| text.trim().is_empty())
        })
    }
}

/// Tags that end a line. The others are passed over.
const BLOCKS: [&str; 20] = [
    "br",
    "div",
    "p",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "blockquote",
    "section",
    "dt",
    "dd",
];

/// Elements whose content is not for people.
const HIDDEN: [&str; 4] = ["script", "style", "template", "svg"];

/// Reads a field whose media will lie in `folder`, relative to the note.
pub(super) fn read(html: &str, folder: &str) -> Text {
    let mut reader = Reader {
        folder,
        emphasis: !html.contains(OPEN),
        open: Vec::new(),
        text: Text::default(),
        line: String::new(),
    };
    reader.read(html);
    reader.end_line();
    reader.text
}

struct Reader<'a> {
    folder: &'a str,
    /// Whether emphasis is kept.
    emphasis: bool,
    /// Emphasis that has begun: its marks, and where in the line.
    open: Vec<(&'static str, usize)>,
    text: Text,
    line: String,
}

impl Reader<'_> {
    fn read(&mut self, html: &str) {
        let mut rest = html;
        while let Some(c) = rest.chars().next() {
            let taken = match c {
                '<' => self.tag(rest),
                '&' => self.entity(rest),
                '\\' | '[' => self.formula(rest).or_else(|| self.sound(rest)),
                _ => None,
            };
            let taken = taken.unwrap_or_else(|| {
                self.character(c);
                c.len_utf8()
            });
            rest = &rest[taken..];
        }
    }

    fn end_line(&mut self) {
        let line = blanks(self.line.trim());
        self.line.clear();
        self.open.clear();
        if !line.is_empty() {
            self.text.lines.push(line);
        }
    }

    /// Adds a character such that Markdown does not see markup in it.
    fn character(&mut self, c: char) {
        match c {
            OPEN | CLOSE => self.line.push(c),
            c if c.is_whitespace() => {
                if !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
            }
            c if c.is_control() => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '$' | '~' => {
                // Wiki links and footnotes are found behind what a backslash hides.
                if matches!(c, '[' | ']') && self.line.ends_with(c)
                    || c == '^' && self.line.ends_with('[')
                {
                    self.line.push(' ');
                }
                self.line.push('\\');
                self.line.push(c);
            }
            '^' if self.line.ends_with('[') => self.line.push_str(" ^"),
            '=' if self.line.ends_with('=') => self.line.push_str(" ="),
            ':' if self.line.ends_with(':') => self.line.push_str(" :"),
            c => self.line.push(c),
        }
    }

    /// Reads the tag or comment that a text begins with.
    fn tag(&mut self, text: &str) -> Option<usize> {
        if let Some(comment) = text.strip_prefix("<!--") {
            return Some(comment.find("-->").map_or(text.len(), |end| end + 7));
        }
        let inner = &text[1..];
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            return None;
        }
        let end = end_of_tag(inner)?;
        let tag = &inner[..end];
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .flat_map(char::to_lowercase)
            .collect();
        let after = end + 2;
        if tag.starts_with('/') {
            if BLOCKS.contains(&name.as_str()) {
                self.end_line();
            }
            if let Some(marks) = emphasis(&name) {
                self.end_emphasis(marks, text[after..].chars().next());
            }
            return Some(after);
        }
        if let (Some(marks), true) = (emphasis(&name), self.emphasis) {
            self.open.push((marks, self.line.len()));
        }
        match name.as_str() {
            "img" => self.picture(tag),
            "code" | "tt" | "kbd" => return Some(after + self.code(&text[after..], &name)),
            "sub" | "sup" => return Some(after + self.raised(&text[after..], &name)),
            "td" | "th" if !self.line.trim().is_empty() => self.line.push_str(", "),
            hidden if HIDDEN.contains(&hidden) => {
                return Some(after + end_of_element(&text[after..], hidden).1);
            }
            block if BLOCKS.contains(&block) => self.end_line(),
            _ => {}
        }
        Some(after)
    }

    /// Puts marks around what was emphasised, where Markdown will see them: they hug their text and stand
    /// between other characters than letters, and nothing within is emphasised.
    fn end_emphasis(&mut self, marks: &'static str, next: Option<char>) {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == marks) else {
            return;
        };
        let start = self.open[at].1;
        self.open.truncate(at);
        let Some(inner) = self.line.get(start..) else {
            return;
        };
        let text = inner.trim();
        let apart =
            |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '\\' && c != '*');
        let from = start + (inner.len() - inner.trim_start().len());
        let to = from + text.len();
        let before = self.line[..from].chars().next_back();
        let next = self.line[to..].chars().next().or(next);
        let hugs = |c: char| c.is_alphanumeric();
        let sound = apart(before)
            && apart(next)
            && text.starts_with(hugs)
            && text.ends_with(hugs)
            && !text.contains(['*', '`', '$', '<']);
        if sound {
            self.line.insert_str(to, marks);
            self.line.insert_str(from, marks);
        }
    }

    /// Reads the sound that a text begins with, as a link to its file that shows no text.
    fn sound(&mut self, text: &str) -> Option<usize> {
        let known = ["[sound:", "[anki:"];
        let mark = known.iter().find(|mark| text.starts_with(**mark))?;
        let end = text.find(']')?;
        let name = plain(&text[mark.len()..end]);
        if *mark == "[sound:" && is_file(&name) {
            let _ = write!(self.line, "![](<{}/{name}>)", self.folder);
            self.text.pictures.push(name);
        }
        Some(end + 1)
    }

    fn picture(&mut self, tag: &str) {
        let Some(name) = attribute(tag, "src").filter(|name| is_file(name)) else {
            return;
        };
        let stem = name
            .rsplit_once('.')
            .map_or(name.as_str(), |(stem, _)| stem);
        let mut alt = String::new();
        std::mem::swap(&mut alt, &mut self.line);
        stem.chars().for_each(|c| self.character(c));
        std::mem::swap(&mut alt, &mut self.line);
        let folder = self.folder;
        // Writing to a string does not fail.
        let _ = write!(self.line, "![{alt}](<{folder}/{name}>)");
        self.text.pictures.push(name);
    }

    /// Reads the code that an element holds, to the end of the element.
    fn code(&mut self, text: &str, name: &str) -> usize {
        let (content, length) = end_of_element(text, name);
        let code: Vec<String> = plain(content)
            .lines()
            .map(|line| line.replace('`', "'").trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect();
        let code = code.join(" ");
        if !code.is_empty() {
            let (open, close) = (code.starts_with(OPEN), code.ends_with(CLOSE));
            let bare = code.replace([OPEN, CLOSE], "");
            let code = format!("`{bare}`");
            self.push(&code, open && close);
        }
        length
    }

    /// Reads what stands above or below the line.
    fn raised(&mut self, text: &str, name: &str) -> usize {
        let (content, length) = end_of_element(text, name);
        let content = plain(content);
        let up = name == "sup";
        let small: Option<String> = content.chars().map(|c| small(c, up)).collect();
        if let Some(small) = small {
            self.line.push_str(&small);
        } else {
            if up {
                self.character('^');
            }
            content.chars().for_each(|c| self.character(c));
        }
        length
    }

    /// Adds a piece that is markup already, as a blank when it is one.
    fn push(&mut self, markup: &str, blank: bool) {
        if blank {
            self.line.push(OPEN);
        }
        self.line.push_str(markup);
        if blank {
            self.line.push(CLOSE);
        }
    }

    /// Markdown knows the same entities. A space that does not break is a space.
    fn entity(&mut self, text: &str) -> Option<usize> {
        let end = text.char_indices().take(32).find(|(_, c)| *c == ';')?.0;
        let name = &text[1..end];
        let number = name.strip_prefix('#');
        let known = match number {
            Some(number) => !number.is_empty() && number.bytes().all(|b| b.is_ascii_alphanumeric()),
            None => !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()),
        };
        if !known {
            return None;
        }
        match decoded(name) {
            Some(c) => self.character(c),
            None => self.line.push_str(&text[..=end]),
        }
        Some(end + 1)
    }

    /// Reads the formula that a text begins with, in one of the ways that Anki has for them.
    fn formula(&mut self, text: &str) -> Option<usize> {
        const WAYS: [(&str, &str, &str); 5] = [
            ("\\(", "\\)", "$"),
            ("\\[", "\\]", "$$"),
            ("[$]", "[/$]", "$"),
            ("[$$]", "[/$$]", "$$"),
            ("[latex]", "[/latex]", ""),
        ];
        let (open, close, fence) = WAYS.into_iter().find(|(open, ..)| text.starts_with(open))?;
        let content = &text[open.len()..];
        let length = content.find(close)?;
        let formula = plain(&content[..length]).replace('\n', " ");
        let hidden = formula.contains(OPEN);
        let formula = formula.replace([OPEN, CLOSE], "");
        // A dollar ends what another began, and a blank within a formula blanks all of it.
        let formula = formula.replace('$', "").trim().to_owned();
        if !formula.is_empty() {
            let formula = format!("{fence}{formula}{fence}");
            self.push(&formula, hidden);
        }
        Some(open.len() + length + close.len())
    }
}

/// The marks for an element that emphasises.
fn emphasis(name: &str) -> Option<&'static str> {
    match name {
        "b" | "strong" => Some("**"),
        "i" | "em" => Some("*"),
        _ => None,
    }
}

/// Where a tag ends: at `>` outside of quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '>' => return Some(at),
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
    }
    // A quote that is never closed hides nothing.
    text.find('>')
}

/// The content of an element up to its end, and the length with the end. It may not be closed.
fn end_of_element<'t>(text: &'t str, name: &str) -> (&'t str, usize) {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| at + from) {
        let rest = &text[at + 2..];
        let named = rest
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if named && let Some(end) = rest.find('>') {
            return (&text[..at], at + 2 + end + 1);
        }
        from = at + 2;
    }
    (text, text.len())
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(at) = rest.to_ascii_lowercase().find(name) {
        let before = rest[..at].chars().next_back();
        let value = rest[at + name.len()..].trim_start();
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = value.strip_prefix('=')
        {
            let value = value.trim_start();
            let quoted = ['"', '\'']
                .into_iter()
                .find(|quote| value.starts_with(*quote));
            let value = match quoted {
                Some(quote) => value[1..].split(quote).next(),
                None => value.split(|c: char| c.is_whitespace() || c == '>').next(),
            };
            return value.map(plain);
        }
        rest = &rest[at + name.len()..];
    }
    None
}

/// Whether the source of a picture is a file of the package.
fn is_file(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':', '<', '>', '\n'])
        && !name.contains(char::is_control)
}

/// A piece of HTML as text: tags go, the entities of [`decoded`] are resolved.
fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = rest
            .starts_with('<')
            .then(|| end_of_tag(&rest[1..]))
            .flatten();
        if let Some(end) = tag {
            if rest[1..].starts_with("br") || rest[1..].starts_with("div") {
                out.push('\n');
            }
            rest = &rest[end + 2..];
            continue;
        }
        let entity = rest.find(';').filter(|end| (2..12).contains(end));
        match entity.and_then(|end| Some((end, decoded(&rest[1..end])?))) {
            Some((end, c)) if rest.starts_with('&') => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Writes the blanks of a line as `==blank==`, which has to hug its text. Of blanks within each other
/// the outermost counts.
fn blanks(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            OPEN => {
                let inner = blank(&mut chars);
                let trimmed = inner.trim();
                let (before, after) = inner.split_once(trimmed).unwrap_or_default();
                out.push_str(before);
                if trimmed.is_empty() || trimmed.starts_with('=') || trimmed.ends_with('=') {
                    out.push_str(trimmed);
                } else {
                    let _ = write!(out, "=={trimmed}==");
                }
                out.push_str(after);
            }
            CLOSE => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

fn blank(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut inner = String::new();
    let mut depth = 1;
    for c in chars {
        match c {
            OPEN => depth += 1,
            CLOSE => depth -= 1,
            c => inner.push(c),
        }
        if depth == 0 {
            break;
        }
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(html: &str, expect: &str) {
        let html = html.replace('⟦', "\u{E000}").replace('⟧', "\u{E001}");
        assert_eq!(read(&html, "m").lines.join("/"), expect, "{html}");
    }

    #[test]
    fn lines_and_text() {
        check("one<br>two<div>three</div>four", "one/two/three/four");
        check("<ul><li>a</li><li>b</li></ul>", "a/b");
        check("a <b>bold</b> <i>word</i>", "a **bold** *word*");
        check("a<b> bold </b>, x", "a **bold** , x");
        check(
            "mid<b>dle</b> <b>(x)</b> <i>a<b>b</b></i>",
            "middle (x) *ab*",
        );
        check("<b>one<br>two</b> </b>three", "one/two three");
        check("⟦a⟧ <b>bold</b>", "==a== bold");
        check("<table><tr><td>a</td><td>b</td></tr></table>", "a, b");
        check("x<!-- <b> -->y<script>z</script><style>q</style>", "xy");
        check("a&nbsp;&amp; b &lt;c&gt; &alpha;", "a & b \\<c\\> &alpha;");
        check(
            "H<sub>2</sub>O 10<sup>-3</sup> x<sup>n</sup>",
            "H₂O 10⁻³ x^n",
        );
        check("say [sound:a b.mp3] it", "say ![](<m/a b.mp3>) it");
        check("say [sound:../a.mp3][anki:play:q:0] it", "say it");
        check("2 < 3", "2 \\< 3");
    }

    #[test]
    fn markdown_sees_no_markup_in_text() {
        check(
            "*a* _b_ `c` # $5 [x](y)",
            "\\*a\\* \\_b\\_ \\`c\\` \\# \\$5 \\[x\\](y)",
        );
        check(
            "[[x]] [^1] a==b==c d::e",
            "\\[ \\[x\\] \\] \\[ ^1\\] a= =b= =c d: :e",
        );
    }

    #[test]
    fn code_formulas_and_pictures() {
        check("call <code>f&lt;T&gt;()</code>", "call `f<T>()`");
        check("<code>a<br>b</code>", "`a b`");
        check("is \\(x &lt; y\\) and \\[z\\]", "is $x < y$ and $$z$$");
        check("[$]x[/$] [$$]y[/$$] [latex]z[/latex]", "$x$ $$y$$ z");
        check("<img class=\"a\" src=\"a b.png\">", "![a b](<m/a b.png>)");
        check("<img src='../x.png'><img src='http://x/y.png'>z", "z");
        let pictures = read("<img src=\"1&amp;2.png\">", "m").pictures;
        assert_eq!(pictures, ["1&2.png"]);
    }

    #[test]
    fn blanks_hug_their_text() {
        check("a ⟦b⟧ c", "a ==b== c");
        check("a⟦ b ⟧c", "a ==b== c");
        check("⟦a ⟦b⟧ c⟧ d", "==a b c== d");
        check("⟦⟧x ⟦open", "x ==open==");
        check("is \\(a = ⟦b⟧\\)", "is ==$a = b$==");
        check("⟦<code>x</code>⟧", "==`x`==");
    }

    proptest! {
        #[test]
        fn no_field_breaks_a_line_or_leaves_marks(html in "[a-z<>&;/=\"' \\n\\[\\]$\\\\(){}#!*`:\u{E000}\u{E001}é]{0,120}") {
            for line in read(&html, "m").lines {
                prop_assert!(!line.contains(['\n', OPEN, CLOSE]));
                prop_assert!(!line.trim().is_empty());
            }
        }
    }
}
