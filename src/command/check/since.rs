//! `--since REV`: which lines of the notes changed since a revision, as git tells it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::Command;

use super::super::Failure;
use super::input::Input;
use crate::diagnostic::Diagnostic;

/// Changed lines by the path of their file, relative to the root.
type Changes = BTreeMap<String, Vec<RangeInclusive<usize>>>;

/// Keeps the findings in lines that changed since a revision; all lines of a new file did.
pub(super) fn retain_changed(
    found: &mut Vec<Diagnostic>,
    input: &Input,
    revision: &str,
) -> Result<(), Failure> {
    if input.root.as_os_str().is_empty() {
        return Err(Failure::new("a note from standard input has no history")
            .hint("name files or folders to use `--since`"));
    }
    // The diff of the repository runs no program that the repository names.
    let diff = git(
        &input.root,
        &[
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--relative",
            "--end-of-options",
            revision,
            "--",
        ],
    )?;
    let mut changes = changes(&diff);
    let fresh = git(&input.root, &["ls-files", "--others", "--exclude-standard"])?;
    for path in fresh.lines() {
        changes.insert(unquoted(path), vec![1..=usize::MAX]);
    }
    found.retain(|diagnostic| {
        let source = input
            .workspace
            .sources
            .get(diagnostic.span.source.0 as usize);
        source.is_some_and(|source| {
            let (first, last) = source.lines(diagnostic.span);
            let ranges = changes.get(&source.path).into_iter().flatten();
            ranges
                .into_iter()
                .any(|range| *range.start() <= last && first <= *range.end())
        })
    });
    Ok(())
}

fn git(folder: &Path, args: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git")
        .args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false"])
        .args(args)
        .current_dir(folder)
        .output()
        .map_err(|error| {
            Failure::new(format!("could not run git: {error}")).hint("`--since` needs git")
        })?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default();
        return Err(Failure::new(format!("git could not compare: {said}"))
            .hint("`--since` names a commit, a branch or a tag of the repository"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The new lines of each file in a unified diff without context.
fn changes(diff: &str) -> Changes {
    let mut changes = Changes::new();
    let mut path = None;
    for line in diff.lines() {
        if let Some(name) = line.strip_prefix("+++ ") {
            // A file that is gone has no lines.
            path = unquoted(name.trim_end_matches('\t'))
                .strip_prefix("b/")
                .map(str::to_string);
        } else if let (Some(hunk), Some(path)) = (line.strip_prefix("@@ "), &path) {
            let new = hunk.split(' ').find_map(|part| part.strip_prefix('+'));
            if let Some(range) = new.and_then(range) {
                changes.entry(path.clone()).or_default().push(range);
            }
        }
    }
    changes
}

/// The lines of `12` or `12,3`; none when there are none.
fn range(text: &str) -> Option<RangeInclusive<usize>> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    (count > 0).then(|| start..=start + count - 1)
}

/// A path as git writes it: in quotes when it holds quotes or backslashes.
fn unquoted(path: &str) -> String {
    match path
        .strip_prefix('"')
        .and_then(|path| path.strip_suffix('"'))
    {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => path.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_tells_the_lines_that_are_new() {
        let diff = "diff --git a/n/a b.md b/n/a b.md\n--- a/n/a b.md\t\n+++ b/n/a b.md\t\n@@ -1 +1,2 @@ # A\n-x\n+y\n+z\n\
                    @@ -9,2 +10,0 @@\n-a\n-b\n@@ -20,0 +20 @@\n++++ c\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let found = changes(diff);
        let expect = Changes::from([("n/a b.md".to_string(), vec![1..=2, 20..=20])]);
        assert_eq!(found, expect);
        assert_eq!(unquoted(r#""b/a\"b\\c.md""#), r#"b/a"b\c.md"#);
    }
}
