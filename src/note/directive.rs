//! What an author says to the program: front matter and `<!-- recito: … -->` comments.

use super::outline::Directive;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{SourceId, Span};

/// What the front matter of a note says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) tags: Vec<String>,
    /// Whether it says `recito: false`.
    pub(super) skip: bool,
    /// Where the note itself begins.
    pub(super) end: usize,
}

/// Reads a YAML front matter as far as it matters here: `title`, `tags` and `recito`. Other keys and
/// other YAML are passed over.
pub(super) fn front_matter(text: &str) -> FrontMatter {
    let mut found = FrontMatter::default();
    let Some(block) = front_matter_block(text) else {
        return found;
    };
    found.end = block.end;
    let mut in_tags = false;
    for line in text[block.start..block.end].lines() {
        if let Some(tag) = line.trim_start().strip_prefix("- ").filter(|_| in_tags) {
            found.tags.push(unquoted(tag));
            continue;
        }
        let Some((key, value)) = line
            .split_once(':')
            .filter(|_| !line.starts_with([' ', '\t']))
        else {
            continue;
        };
        in_tags = false;
        match key.trim().to_ascii_lowercase().as_str() {
            "title" if !value.trim().is_empty() => found.title = Some(unquoted(value)),
            "tags" | "tag" => {
                in_tags = value.trim().is_empty();
                found.tags.extend(inline_list(value));
            }
            "recito" => found.skip = matches!(unquoted(value).as_str(), "false" | "no" | "off"),
            _ => {}
        }
    }
    found
}

/// The bytes from the opening `---` to behind the closing one.
fn front_matter_block(text: &str) -> Option<std::ops::Range<usize>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = first.len();
    for line in lines {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some(first.len()..end);
        }
    }
    None
}

fn inline_list(value: &str) -> Vec<String> {
    let value = value.trim().trim_start_matches('[').trim_end_matches(']');
    value
        .split(',')
        .map(unquoted)
        .filter(|tag| !tag.is_empty())
        .collect()
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).trim().to_string()
}

/// What an HTML comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Comment {
    /// A comment for people, or other HTML.
    Other,
    /// `<!-- recito: skip -->`
    Skip,
    Directive(Directive),
}

/// Reads a piece of HTML as a comment to the program.
pub(super) fn comment(html: &str, span: Span) -> Comment {
    let inner = html
        .trim()
        .strip_prefix("<!--")
        .and_then(|rest| rest.strip_suffix("-->"));
    let Some(command) = inner.and_then(|inner| inner.trim().strip_prefix("recito:")) else {
        return Comment::Other;
    };
    let (name, argument) = command
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((command.trim(), ""));
    match name {
        "skip" if argument.trim().is_empty() => Comment::Skip,
        _ => Comment::Directive(Directive {
            name: name.to_string(),
            argument: argument.trim().to_string(),
            span,
        }),
    }
}

/// Reports a directive that means nothing; a typo in one must not go unnoticed.
pub(super) fn check(directive: &Directive, found: &mut Vec<Diagnostic>) {
    let allows = matches!(
        directive.name.as_str(),
        "allow" | "allow-section" | "allow-file"
    );
    if !allows || directive.argument.is_empty() {
        found.push(Diagnostic {
            help: Some("use `<!-- recito: skip -->` or `<!-- recito: allow RULE -->`".into()),
            ..Diagnostic::new(
                "unknown-directive",
                Severity::Warning,
                format!("`{}` is not a directive", directive.name),
                directive.span,
            )
        });
    }
}

/// The title of a note that does not name one: its file name, made readable. A name that says
/// nothing ("README", "index") gives way to that of the folder.
pub(super) fn title_of_path(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let generic = [
        "readme", "index", "notes", "note", "untitled", "summary", "_index",
    ];
    let name = match parts.next() {
        Some(folder) if generic.contains(&stem.to_lowercase().as_str()) => folder,
        _ => stem,
    };
    let readable: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || c == '_' || c == '-')
        .filter(|w| !w.is_empty())
        .collect();
    if readable.is_empty() {
        name.to_string()
    } else {
        readable.join(" ")
    }
}

/// A span of a source, for readers of this folder.
pub(super) fn span(source: SourceId, range: &std::ops::Range<usize>) -> Span {
    Span {
        source,
        start: range.start,
        end: range.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, tags: &[&str], skip: bool) {
        let found = front_matter(text);
        assert_eq!(found.title.as_deref(), title, "{text}");
        assert_eq!(found.tags, tags, "{text}");
        assert_eq!(found.skip, skip, "{text}");
    }

    #[test]
    fn front_matter_is_read_as_far_as_it_matters() {
        check("no front matter", None, &[], false);
        check(
            "---\ntitle: \"Lambda\"\ntags: [a, 'b c']\n---\ntext",
            Some("Lambda"),
            &["a", "b c"],
            false,
        );
        check(
            "---\r\ntags:\r\n  - one\r\n  - two\r\nrecito: false\r\n---\r\n",
            None,
            &["one", "two"],
            true,
        );
        check("---\ntitle: never closed\n", None, &[], false);
        check(
            "---\nother:\n  title: nested\nrecito: true\n---\n",
            None,
            &[],
            false,
        );
    }

    #[test]
    fn names_of_files_become_titles() {
        assert_eq!(title_of_path("a/lambda-at_edge.md"), "lambda at edge");
        assert_eq!(title_of_path("cell biology/README.md"), "cell biology");
        assert_eq!(title_of_path("README.md"), "README");
        assert_eq!(
            title_of_path("2.1. Storage - Blobs.md"),
            "2.1. Storage Blobs"
        );
    }

    #[test]
    fn comments_to_the_program_are_told_from_others() {
        let read = |html| comment(html, Span::default());
        assert_eq!(read("<!-- recito: skip -->"), Comment::Skip);
        assert_eq!(read("<!--recito:skip-->\n"), Comment::Skip);
        assert_eq!(read("<!-- skip -->"), Comment::Other);
        assert_eq!(read("<b>"), Comment::Other);
        let Comment::Directive(directive) = read("<!-- recito: allow empty-section -->") else {
            panic!()
        };
        assert_eq!(
            (directive.name.as_str(), directive.argument.as_str()),
            ("allow", "empty-section")
        );
    }
}
