//! Commands and what they do: "list all pods: `kubectl get pods`", a comment above a line of a shell block,
//! a row of a table.

use std::sync::Arc;

use super::text::{self, Shape};
use super::{Fact, FactKind, Place};
use crate::lexicon;
use crate::note::{Inline, MarkKind, Node, NodeKind};
use crate::source::Span;

/// Most words of a command that can be remembered and typed.
const WORDS: usize = 6;

/// Fewest and most words that say what a command does.
const PURPOSE: std::ops::RangeInclusive<usize> = 3..=15;

/// Verbs that are seldom said of anything but commands.
const TYPED: [&str; 11] = [
    "clear",
    "clone",
    "download",
    "edit",
    "print",
    "rename",
    "revert",
    "stage",
    "throw",
    "undo",
    "uninstall",
];

/// Whether a class noun is that of things that are typed and do something.
pub(super) fn is_noun(class: &str) -> bool {
    let last = class.rsplit(' ').next().unwrap_or(class);
    matches!(
        last,
        "command"
            | "switch"
            | "flag"
            | "option"
            | "shortcut"
            | "keystroke"
            | "instruction"
            | "cmdlet"
    )
}

/// A command with its purpose, where the one does something and the other says what.
pub(super) fn fact(purpose: &str, command: &str, noun: Option<&str>) -> Option<FactKind> {
    let command = command.trim().trim_start_matches("$ ").trim();
    let command = without_examples(command)?;
    let command = command.as_str();
    let purpose = purpose_of(purpose)?;
    let fits = match noun {
        Some(_) => (1..=WORDS).contains(&command.split_whitespace().count()) && is_plain(command),
        None => is_command(command),
    };
    let told = !fits || tells(&purpose, command);
    (!told).then(|| FactKind::Command {
        purpose,
        command: command.to_string(),
        noun: noun.unwrap_or("command").to_string(),
    })
}

/// A command up to the first name that only an example gives: `kubectl logs my-app` is `kubectl logs`.
/// `None` when names stand in its midst or nothing is left but the tool.
fn without_examples(command: &str) -> Option<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let example = |word: &&str| {
        let valued = word.starts_with('-') && word.contains('=');
        let name = valued
            || !word.starts_with('-') && word.contains(['-', '/', '.', '=', '@', ':', '"', '\'']);
        name || word.contains(['<', '{', '[', '$'])
            || word.contains("my")
            || word.chars().any(|c| c.is_ascii_digit()) && !word.starts_with('-')
    };
    let Some(first) = words.iter().skip(1).position(example) else {
        return Some(command.to_string());
    };
    let kept = &words[..=first];
    // A flag with its value is a part of what has to be typed.
    let flagged = words[first + 1..].iter().any(|word| word.starts_with('-'));
    let only_examples = !flagged && words[first + 1..].iter().all(example);
    let dangling = kept.last().is_some_and(|last| last.starts_with('-'));
    (only_examples && kept.len() >= 2 && !dangling).then(|| kept.join(" "))
}

/// The words of a text without those that only lead to what stands behind it: "…, run:".
fn without_lead_out(text: &str) -> Vec<&str> {
    let text = text.trim().trim_end_matches([':', '.', ' ', ',']);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    while let Some(last) = words.last() {
        let lower = last.trim_end_matches([',', ':']).to_lowercase();
        let lead_out = matches!(
            lower.as_str(),
            "run"
                | "use"
                | "with"
                | "using"
                | "via"
                | "by"
                | "execute"
                | "type"
                | "command"
                | "the"
                | "this"
                | "following"
                | "cli"
                | "e.g"
                | "as"
                | "follows"
                | "through"
        );
        if !lead_out {
            break;
        }
        words.pop();
    }
    words
}

/// The purpose as it is quoted: without "To …, use" around it. None when it says nothing that a command
/// does.
fn purpose_of(text: &str) -> Option<String> {
    let words = without_lead_out(text);
    let skip = match words.first().map(|word| word.to_lowercase()).as_deref() {
        Some("to") => 1,
        Some("used" | "how") if words.get(1) == Some(&"to") => 2,
        Some("you") if words.get(1) == Some(&"can") => 2,
        _ => 0,
    };
    let purpose = words.get(skip..)?.join(" ");
    let purpose = purpose.trim_end_matches([',', ':', ' ']);
    // "To see the load, list the pods with": the aim stands behind the deed.
    let turned = aim_behind(purpose).filter(|_| skip == 1);
    let purpose = turned.as_deref().unwrap_or(purpose);
    let all = text::words(purpose);
    let first = all.first()?;
    let acts = skip > 0
        || lexicon::is_any_base_verb(first)
        || TYPED.contains(&first.trim_end_matches('s'))
        || lexicon::is_finite_or_plural(first)
        || lexicon::is_third_person(first)
        || first.len() > 4 && first.ends_with("ing");
    let points = all.iter().any(|word| {
        matches!(
            word.as_str(),
            "this" | "these" | "above" | "below" | "following" | "same" | "it" | "you" | "i" | "we"
        )
    });
    let pasted = purpose.starts_with('(')
        || purpose.contains(['`', '…', '?', '→'])
        || purpose.contains("...")
        || purpose.contains("e.g");
    (acts
        && !points
        && !pasted
        && PURPOSE.contains(&text::count(purpose))
        && text::is_balanced(purpose)
        && text::shape(purpose) != Shape::Clause)
        .then(|| purpose.to_string())
}

/// An aim and a deed in the order in which they are said in one breath: "see the load, list the pods" is to
/// list the pods to see the load.
fn aim_behind(purpose: &str) -> Option<String> {
    let (aim, deed) = purpose.split_once(", ")?;
    let first = deed.split_whitespace().next()?.to_lowercase();
    let acts = lexicon::is_any_base_verb(&first) && !deed.contains(',') && !aim.contains(" to ");
    acts.then(|| format!("{deed} to {aim}"))
}

/// Whether code is one command with its arguments.
fn is_command(code: &str) -> bool {
    let words: Vec<&str> = code
        .split_whitespace()
        .filter(|word| *word != "sudo")
        .collect();
    let Some(first) = words.first() else {
        return false;
    };
    let tool = first.len() >= 2
        && first.starts_with(|c: char| c.is_ascii_lowercase())
        && first
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_');
    // "append to array" is language, a command has a flag, a path, a name or a subcommand.
    let spoken = words.iter().skip(1).any(|word| lexicon::is_stop(word));
    tool && !spoken && (2..=WORDS).contains(&words.len()) && is_plain(code)
}

/// Whether code is one line that can be typed as it stands.
fn is_plain(code: &str) -> bool {
    !code.contains(['\n', '{', '}', '[', ';', '`', '…', '|', '\\'])
        && !code.contains("...")
        && !code.contains("http")
        && !code.contains(" = ")
        && !code.contains(": ")
        && !code.ends_with([':', ','])
        && code.chars().count() <= 70
        && text::is_balanced(code)
}

/// Whether the purpose holds more than half of the words of the command.
fn tells(purpose: &str, command: &str) -> bool {
    let said = text::key(purpose);
    let words: Vec<String> = command
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .map(|word| lexicon::singular(&word.to_lowercase()))
        .collect();
    let told = words.iter().filter(|word| said.contains(word)).count();
    told * 2 > words.len()
}

/// The command of a line that is divided into code and what it does.
pub(super) fn of_line(left: &str, right: &Inline, line: &Inline) -> Option<FactKind> {
    let code_first = line
        .marks
        .iter()
        .any(|mark| mark.kind == MarkKind::Code && mark.range == (0..left.len()));
    if code_first {
        return fact(&right.text, left, None);
    }
    right
        .is_all(MarkKind::Code)
        .then(|| fact(left, &right.text, None))?
}

/// The commands of a code block. `around` are the line in front of it and the one behind it, of which the
/// first that says what a command does is taken.
pub(super) fn block(node: &Node, around: [Option<&str>; 2], place: &Place, facts: &mut Vec<Fact>) {
    let NodeKind::Code { language, .. } = &node.kind else {
        return;
    };
    let shell = [
        "",
        "bash",
        "sh",
        "shell",
        "console",
        "zsh",
        "powershell",
        "cmd",
        "terminal",
        "git",
    ];
    if node.skip || !shell.contains(&language.to_lowercase().as_str()) {
        return;
    }
    let lines: Vec<&str> = node
        .text
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let code: Vec<&&str> = lines
        .iter()
        .filter(|line| comment(line).is_none())
        .collect();
    if let [only] = code.as_slice()
        && code.len() == lines.len()
    {
        let (command, remark) = trailing(only);
        let [lead, behind] = around;
        // "Shows the history." in front of a block is said of the block before.
        let lead = lead.filter(|line| line.ends_with(':') || text::shape(line) != Shape::Predicate);
        let behind = behind.filter(|line| text::shape(line) == Shape::Predicate);
        let mut purposes = [remark, lead, behind].into_iter().flatten();
        if let Some(kind) = purposes.find_map(|purpose| fact(purpose, command, None)) {
            facts.push(stated(kind, node.span, place));
        }
        return;
    }
    for (at, line) in lines.iter().enumerate() {
        let (command, remark) = trailing(line);
        let above = at.checked_sub(1).and_then(|at| comment(lines[at]));
        // Two lines below one comment do together what it says.
        let alone = lines.get(at + 1).is_none_or(|next| comment(next).is_some());
        let purpose = remark.or(above.filter(|_| alone));
        if let Some(kind) = purpose.and_then(|purpose| fact(purpose, command, None)) {
            facts.push(stated(kind, node.span, place));
        }
    }
}

fn stated(kind: FactKind, span: Span, place: &Place) -> Fact {
    let text = match &kind {
        FactKind::Command {
            purpose, command, ..
        } => format!("{purpose}: {command}"),
        _ => String::new(),
    };
    Fact {
        kind,
        topic: Arc::clone(&place.topic),
        text,
        span,
        group: place.group,
        marked: true,
    }
}

/// The text of a line that is nothing but a comment.
fn comment(line: &str) -> Option<&str> {
    let rest = line
        .strip_prefix('#')
        .or_else(|| line.strip_prefix("// "))?;
    Some(rest.trim_start_matches('#').trim())
}

/// A line of code and the comment behind it.
fn trailing(line: &str) -> (&str, Option<&str>) {
    match line.split_once(" # ") {
        Some((code, comment)) => (code.trim(), Some(comment.trim())),
        None => (line, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(purpose: &str, command: &str, expect: Option<(&str, &str)>) {
        let found = match fact(purpose, command, None) {
            Some(FactKind::Command {
                purpose, command, ..
            }) => Some((purpose, command)),
            _ => None,
        };
        let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        assert_eq!(found, expect, "{purpose}: {command}");
    }

    #[test]
    fn purposes_are_told_from_remarks() {
        check(
            "To throw away all local changes, run:",
            "$ git reset --hard",
            Some(("throw away all local changes", "git reset --hard")),
        );
        check("Shows who is logged in", "w -h", None);
        check(
            "Shows who is logged in",
            "who -u",
            Some(("Shows who is logged in", "who -u")),
        );
        check("See this page", "man bash", None);
        check("The name of the disk", "disk name", None);
        check("adds an element to the list", "append to array", None);
        check("list files of a folder", "list files folder", None);
    }
}
