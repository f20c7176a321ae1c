//! The text of notes as the HTML of an Anki field.
//!
//! Notes come from strangers and a field is a small program: HTML, cloze marks, sounds, `LaTeX` and
//! `MathJax` all live in it. So everything that a note says becomes text, and only what this file
//! writes itself is markup: `<br>`, `<code>`, `<pre>`, `<ul>`, `<ol>`, `<li>`, `<span>`, `<img>` of
//! media that are in the package, cloze marks, and mathematics that consists of known commands only.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::anki::html::math::mathematics;

mod code;
mod math;

/// Where a text stands, as far as it matters to how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Open,
    /// Within a cloze mark, where a colon could begin the hint.
    Cloze,
}

/// A text as it is, without reading anything into it.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    escape(&clean(text), Place::Open, &mut out);
    out
}

/// A text in which `` `code` `` and `$mathematics$` are shown as such.
pub fn rich(text: &str) -> String {
    let mut out = String::new();
    rich_into(&clean(text), Place::Open, &mut out);
    out
}

/// Items as a list, or the one item by itself. Each item is HTML.
pub fn list(items: &[String], ordered: bool) -> String {
    match items {
        [only] if !ordered => only.clone(),
        _ => {
            let tag = if ordered { "ol" } else { "ul" };
            format!("<{tag}><li>{}</li></{tag}>", items.join("</li><li>"))
        }
    }
}

/// Options, lettered by the styling; those that are right are marked for the styling of the back.
pub fn options<'a>(options: impl IntoIterator<Item = (&'a str, bool)>) -> String {
    let mut out = String::from("<ol>");
    for (option, right) in options {
        out.push_str(if right { "<li class=right>" } else { "<li>" });
        rich_into(&clean(option), Place::Open, &mut out);
        out.push_str("</li>");
    }
    out.push_str("</ol>");
    out
}

/// A medium that is an image, which Anki finds by its name.
pub fn picture(name: &str) -> String {
    format!("<img src=\"{}\">", plain(name))
}

/// The names of the media that a field of ours shows.
pub(super) fn pictures(field: &str) -> impl Iterator<Item = &str> {
    let images = field.split("<img src=\"").skip(1);
    images.filter_map(|rest| rest.split_once("\">").map(|(name, _)| name))
}

/// An item that the card with this number, from 1, hides; `None` when there is nothing to hide.
pub fn hidden(text: &str, number: usize) -> Option<String> {
    let text = clean(text);
    let mut out = format!("{{{{c{number}::");
    let marks = out.len();
    rich_into(&text, Place::Cloze, &mut out);
    (out.len() > marks).then(|| out + "}}")
}

/// One step through a list: an item behind some that stand before it, from the one with index `first`
/// on, and a hint when more follow.
pub fn step(before: &[String], item: &str, (first, more): (usize, bool), ordered: bool) -> String {
    let mut out = match (ordered, first) {
        (true, 0) => String::from("<ol>"),
        (true, first) => format!("<ol start={}>", first + 1),
        (false, _) => String::from("<ul>"),
    };
    for item in before.iter().map(String::as_str).chain([item]) {
        out.push_str("<li>");
        out.push_str(item);
        out.push_str("</li>");
    }
    out.push_str(if ordered { "</ol>" } else { "</ul>" });
    if more {
        out.push('…');
    }
    out
}

/// A block of code as it stands in the note.
pub fn block(code: &str, language: &str) -> String {
    let mut out = String::from("<pre><code>");
    code::coloured(&clean_code(code), language, &mut out);
    out.push_str("</code></pre>");
    out
}

/// As [`clean`], with the white space of code kept.
fn clean_code(code: &str) -> String {
    let lines = code.trim_end().lines();
    let lines = lines.map(|line| {
        let text = line.replace('\t', "    ");
        let indent = text.len() - text.trim_start_matches(' ').len();
        format!("{}{}", &text[..indent], clean(&text))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A sentence whose blanks hide the answers, all on one card; `None` when blanks and answers do not
/// fit together. One answer fills all blanks. A blank is a run of at least four underscores.
pub fn cloze(sentence: &str, answers: &[String]) -> Option<String> {
    let sentence = clean(sentence);
    let pieces = split_blanks(&sentence);
    let blanks = pieces.len() - 1;
    let fits = blanks > 0 && (answers.len() == 1 || answers.len() == blanks);
    if !fits || answers.iter().any(|answer| clean(answer).is_empty()) {
        return None;
    }
    let mut out = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        if let Some(before) = i.checked_sub(1) {
            out.push_str("{{c1::");
            let answer = &answers[before.min(answers.len() - 1)];
            rich_into(&clean(answer), Place::Cloze, &mut out);
            out.push_str("}}");
        }
        rich_into(piece, Place::Open, &mut out);
    }
    Some(out)
}

/// The text of a field that this file wrote, as Anki takes it for
/// its sort field and its checksum: tags removed, then entities decoded, then no-break spaces made
/// spaces.
pub fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&', '\u{A0}']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((name, after)) = rest
            .strip_prefix("<img src=\"")
            .and_then(|rest| rest.split_once("\">"))
        {
            // Anki keeps the names of media.
            out.extend([" ", name, " "]);
            rest = after;
            continue;
        }
        let (taken, text) = if rest.starts_with('<') {
            (rest.find('>').map_or(1, |end| end + 1), None)
        } else {
            entity(rest).unwrap_or_else(|| {
                let first = rest.chars().next().unwrap_or(' ');
                (first.len_utf8(), Some(first))
            })
        };
        out.extend(text.map(|c| if c == '\u{A0}' { ' ' } else { c }));
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// The entity that a text begins with: its length and what it stands for. Knows those that this
/// file writes.
fn entity(text: &str) -> Option<(usize, Option<char>)> {
    let end = text.find(';')?;
    let name = text.get(1..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?)?,
    };
    text.starts_with('&').then_some((end + 1, Some(c)))
}

/// The text without what must not be in a field: control characters, characters that turn or hide
/// the text around them, and white space at its ends. In normal form C, since Anki would bring it
/// there.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text.trim());
    }
    let clean: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\t' => Some(' '),
            c if c.is_control() => None,
            '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}' => None,
            c => Some(c),
        })
        .nfc()
        .collect();
    Cow::Owned(clean.trim().to_owned())
}

fn split_blanks(sentence: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut search = 0;
    while let Some(at) = sentence[search..].find(crate::question::BLANK) {
        let start = search + at;
        let run = sentence[start..].bytes().take_while(|b| *b == b'_').count();
        pieces.push(&sentence[from..start]);
        from = start + run;
        search = from;
    }
    pieces.push(&sentence[from..]);
    pieces
}

/// Writes a clean text, finding code and mathematics in it.
fn rich_into(text: &str, place: Place, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['`', '$']) {
        escape(&rest[..at], place, out);
        let backslashed = rest[..at].ends_with('\\');
        rest = &rest[at..];
        let taken = if backslashed {
            None
        } else if rest.starts_with('`') {
            code_span(rest, place, out)
        } else {
            maths(rest, place, out)
        };
        let taken = taken.unwrap_or_else(|| {
            out.push_str(&rest[..1]);
            1
        });
        rest = &rest[taken..];
    }
    escape(rest, place, out);
}

/// Writes the code span that a text begins with and gives its length.
fn code_span(text: &str, place: Place, out: &mut String) -> Option<usize> {
    let content = text[1..].split('`').next()?;
    let closed = text[1 + content.len()..].starts_with('`');
    if !closed || content.trim().is_empty() || content.contains('\n') {
        return None;
    }
    out.push_str("<code>");
    escape(content, place, out);
    out.push_str("</code>");
    Some(content.len() + 2)
}

/// Writes the mathematics that a text begins with, between the delimiters that Anki's `MathJax`
/// knows, and gives its length.
fn maths(text: &str, place: Place, out: &mut String) -> Option<usize> {
    let (length, content, open, close) = mathematics(text)?;
    out.push_str(open);
    escape(content, place, out);
    out.push_str(close);
    Some(length)
}

/// Writes a clean text so that nothing in it is markup of any kind.
fn escape(text: &str, place: Place, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Cloze marks, `{{field}}`, and the `[sound:]`, `[latex]`, `[anki:]`, `[[type:]]` of Anki.
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '[' => out.push_str("&#91;"),
            ':' if place == Place::Cloze => out.push_str("&#58;"),
            '\n' => out.push_str("<br>"),
            // Normal form C would make one character of the `>` of our tag and this one behind it.
            '\u{338}' => out.push_str("&#824;"),
            // `MathJax` reads the text after entities are decoded, but not across an element.
            '\\' if matches!(chars.peek(), Some('(' | ')' | '[' | ']')) => {
                out.push_str("\\<span></span>");
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::is_nfc;

    /// The tags of a field, without the text between them.
    fn tags(html: &str) -> Vec<&str> {
        html.split('<')
            .skip(1)
            .map(|rest| rest.split_once('>').map_or(rest, |(tag, _)| tag))
            .collect()
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(rich(text), expect, "{text}");
    }

    #[test]
    fn what_a_note_says_is_text() {
        check(
            "<script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        );
        check("a & b &amp; c", "a &amp; b &amp;amp; c");
        check("{{c1::x}} }}", "&#123;&#123;c1::x&#125;&#125; &#125;&#125;");
        check("[sound:x.mp3]", "&#91;sound:x.mp3]");
        check("[latex]\\input[/latex]", "&#91;latex]\\input&#91;/latex]");
        check(
            r"\(\href{javascript:x}{y}\)",
            "\\<span></span>(\\href&#123;javascript:x&#125;&#123;y&#125;\\<span></span>)",
        );
        check("a\u{0}\u{1f}\u{1b}[31mb\u{202e}c", "a&#91;31mbc");
        check("one\r\ntwo\rthree", "one<br>two<br>three");
        check("e\u{301}", "é");
        check("\u{338}a", "&#824;a");
    }

    #[test]
    fn code_and_mathematics_are_shown_as_such() {
        check("call `a<b>` now", "call <code>a&lt;b&gt;</code> now");
        check("a ` b", "a ` b");
        check("``", "``");
        check("is $O(n^2)$?", "is \\(O(n^2)\\)?");
        check("$x_{i}$", "\\(x_&#123;i&#125;\\)");
        check("$$a=b$$", "\\[a=b\\]");
        check("$5 and $10", "$5 and $10");
        check(r"\$x$", r"\$x$");
        check("`$x$`", "<code>$x$</code>");
        assert_eq!(plain("`a` $x$"), "`a` $x$");
    }

    #[test]
    fn blanks_become_cloze_marks() {
        let cloze = |sentence: &str, answers: &[&str]| {
            let answers: Vec<String> = answers.iter().map(ToString::to_string).collect();
            cloze(sentence, &answers)
        };
        let some = |html: &str| Some(html.to_owned());
        assert_eq!(cloze("The ____ is", &["sky"]), some("The {{c1::sky}} is"));
        assert_eq!(
            cloze("____ < ______", &["a", "b"]),
            some("{{c1::a}} &lt; {{c1::b}}")
        );
        assert_eq!(
            cloze("____ and ____", &["x"]),
            some("{{c1::x}} and {{c1::x}}")
        );
        assert_eq!(
            cloze("use ____", &["std::vec}}"]),
            some("use {{c1::std&#58;&#58;vec&#125;&#125;}}")
        );
        assert_eq!(
            cloze("is ____", &[r"$\frac{1}{\sqrt{2}}$"]),
            some(r"is {{c1::\(\frac&#123;1&#125;&#123;\sqrt&#123;2&#125;&#125;\)}}")
        );
        assert_eq!(cloze("none", &["x"]), None);
        assert_eq!(cloze("____ ____ ____", &["x", "y"]), None);
        assert_eq!(cloze("____", &["\u{1}"]), None);
    }

    #[test]
    fn lists_are_ordered_when_asked() {
        let items = ["a".to_owned(), "b".to_owned()];
        assert_eq!(list(&items, false), "<ul><li>a</li><li>b</li></ul>");
        assert_eq!(list(&items, true), "<ol><li>a</li><li>b</li></ol>");
        assert_eq!(list(&items[..1], false), "a");
    }

    #[test]
    fn stripping_gives_what_anki_sorts_by() {
        assert_eq!(strip("a &lt; b &amp;&amp; c &gt; d"), "a < b && c > d");
        assert_eq!(strip("<code>x</code>&#123;\u{A0}&#824;"), "x{ \u{338}");
        assert_eq!(strip("a & b; c"), "a & b; c");
    }

    /// Texts with much of what means something to Anki.
    fn hostile() -> impl Strategy<Value = String> {
        let token = prop::sample::select(vec![
            "{{",
            "}}",
            "c1::",
            "::",
            "[sound:",
            "]",
            "[latex]",
            "[$]",
            "<",
            ">",
            "</",
            "script",
            "&",
            "&lt;",
            "&#123;",
            ";",
            "\\",
            "(",
            ")",
            "$",
            "$$",
            "`",
            "____",
            "x",
            " ",
            "\n",
            "\u{338}",
            "\u{301}",
            "\u{1f}",
            "\u{200d}",
            "\\frac{1}{2}",
            "\"",
            "'",
            "-->",
            "<!--",
        ]);
        prop_oneof![
            prop::collection::vec(token, 0..24).prop_map(|tokens| tokens.concat()),
            any::<String>(),
        ]
    }

    fn is_tame(html: &str) -> bool {
        let ours = ["br", "code", "/code", "span", "/span"];
        tags(html).iter().all(|tag| ours.contains(tag))
            && !html.contains(['{', '}'])
            && !html.replace("\\[", "").contains('[')
            && html.chars().all(|c| !c.is_control())
            && is_nfc(html)
    }

    proptest! {
        #[test]
        fn only_our_own_markup_is_in_a_field(text in hostile()) {
            prop_assert!(is_tame(&rich(&text)), "{}", rich(&text));
            prop_assert!(is_tame(&plain(&text)), "{}", plain(&text));
        }

        #[test]
        fn a_plain_text_strips_to_itself(text in hostile()) {
            let shown = clean(&text).replace('\n', "").replace('\u{A0}', " ");
            prop_assert_eq!(strip(&plain(&text)), shown);
        }

        #[test]
        fn mathematics_comes_only_from_pairs_of_dollars(text in hostile()) {
            let html = rich(&text);
            let opened = html.matches("\\(").count() + html.matches("\\[").count();
            prop_assert!(opened * 2 <= text.matches('$').count());
            prop_assert_eq!(opened, html.matches("\\)").count() + html.matches("\\]").count());
        }

        #[test]
        fn a_cloze_has_its_own_marks_only(text in hostile(), answer in hostile()) {
            if let Some(html) = cloze(&text, std::slice::from_ref(&answer)) {
                let marks = html.matches("{{c1::").count();
                prop_assert!(marks > 0);
                prop_assert_eq!(html.matches("{{").count(), marks);
                prop_assert_eq!(html.matches("}}").count(), marks);
                let inner = html.replace("{{c1::", "|").replace("}}", "|");
                prop_assert!(is_tame(&inner), "{}", inner);
                for piece in html.split("{{c1::").skip(1) {
                    let hidden = piece.split("}}").next().unwrap_or_default();
                    prop_assert!(!hidden.contains("::"));
                }
            }
        }
    }
}
