//! Reading Rust text as far as the shape of the house is concerned: which paths a file names, without
//! its comments, its strings and its tests.

/// A file, read.
#[derive(Default)]
pub(super) struct Reading {
    /// Paths as written, with the groups of `use` unfolded: `use crate::{a, b::c}` names `crate::a` and
    /// `crate::b::c`. Names of one part are there only when a `use` names them.
    pub(super) paths: Vec<Vec<String>>,
    /// Modules of other files that are there for tests only.
    pub(super) test_files: Vec<String>,
    /// Modules of other files.
    pub(super) modules: Vec<String>,
    /// Lines that are not those of tests.
    pub(super) lines: usize,
}

/// A word or a sign, and the line it stands on.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Reads the text of a file.
pub(super) fn read(text: &str) -> Reading {
    let tokens = tokens(text);
    let mut reading = Reading {
        lines: text.lines().count(),
        ..Reading::default()
    };
    let mut code: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if begins(&tokens[at..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
            let end = end_of_item(&tokens, at + 7);
            reading.lines -= tokens[end - 1].line + 1 - tokens[at].line;
            if let Some(name) = module_of_other_file(&tokens[at + 7..end]) {
                reading.test_files.push(name);
            }
            at = end;
        } else {
            code.push(tokens[at].clone());
            at += 1;
        }
    }
    for (at, _) in code.iter().enumerate().filter(|(_, t)| t.text == "mod") {
        reading
            .modules
            .extend(module_of_other_file(&code[at..(at + 3).min(code.len())]));
    }
    reading.paths = paths(&code);
    reading
}

fn begins(tokens: &[Token], wanted: &[&str]) -> bool {
    tokens.len() >= wanted.len() && wanted.iter().zip(tokens).all(|(w, t)| t.text == *w)
}

/// Where an item ends: behind its `;` or its closing brace.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return at + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The name in `mod name;`.
fn module_of_other_file(item: &[Token]) -> Option<String> {
    let at = item.iter().position(|token| token.text == "mod")?;
    (item.get(at + 2)?.text == ";").then(|| item[at + 1].text.clone())
}

/// Words, `::`, and signs of one character. Comments, strings, characters and lifetimes are left out.
fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut line = 1;
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let length = if let Some(length) = skipped(rest) {
            length
        } else {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let length = match rest.find(|c| !word(c)) {
                Some(0) if rest.starts_with("::") => 2,
                Some(0) => rest.chars().next().unwrap().len_utf8(),
                Some(length) => length,
                None => rest.len(),
            };
            if !rest[..length].trim().is_empty() {
                found.push(Token {
                    text: rest[..length].to_string(),
                    line,
                });
            }
            length
        };
        line += rest[..length].matches('\n').count();
        at += length;
    }
    found
}

/// Length of the comment, string, character or lifetime that a text begins with.
fn skipped(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    if rest.starts_with("r\"") || rest.starts_with("r#") {
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let end = rest[2 + hashes..].find(&close)?;
            return Some(2 + hashes + end + close.len());
        }
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let mut chars = inside.chars();
        let first = chars.next()?;
        return Some(if first == '\\' || chars.next() == Some('\'') {
            quoted(rest, '\'')
        } else {
            1
        });
    }
    None
}

/// Length of what stands between two marks, the marks included.
fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = is_word(&tokens[at].text)
            && (at == 0 || !["::", "."].contains(&tokens[at - 1].text.as_str()));
        if !begins {
            at += 1;
            continue;
        }
        let used = at > 0 && tokens[at - 1].text == "use";
        let mut own = Vec::new();
        at = unfold(tokens, at, &mut Vec::new(), &mut own);
        found.extend(own.into_iter().filter(|path| used || path.len() > 1));
    }
    found
}

/// Follows a path with its groups, and returns where it ends.
fn unfold(
    tokens: &[Token],
    mut at: usize,
    before: &mut Vec<String>,
    found: &mut Vec<Vec<String>>,
) -> usize {
    let depth = before.len();
    while let Some(token) = tokens.get(at) {
        if token.text == "{" {
            at += 1;
            while tokens.get(at).is_some_and(|token| token.text != "}") {
                at = match tokens[at].text.as_str() {
                    text if is_word(text) => unfold(tokens, at, before, found),
                    _ => at + 1,
                };
            }
            before.truncate(depth);
            return at + 1;
        }
        if !is_word(&token.text) {
            break;
        }
        before.push(token.text.clone());
        at += 1;
        if tokens.get(at).is_none_or(|token| token.text != "::") {
            break;
        }
        at += 1;
    }
    found.push(before.clone());
    before.truncate(depth);
    at
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}
