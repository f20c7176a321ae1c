//! What fixes would change, as a unified diff that `patch` and `git apply` read.
//!
//! The only user of `similar`.

use diffing::TextDiff;

use crate::printable::{one_line, printable};

/// The difference between two texts of a file; empty when there is none.
pub fn render(path: &str, before: &str, after: &str) -> String {
    let path = one_line(path);
    let diff = TextDiff::from_lines(before, after);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string();
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        // A line end of Windows belongs to the text; other control characters are not printed.
        match line.strip_suffix("\r\n") {
            Some(line) => {
                out.push_str(&printable(line));
                out.push_str("\r\n");
            }
            None => out.push_str(&printable(line)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_one_that_others_apply() {
        assert_eq!(render("a.md", "x\n", "x\n"), "");
        assert_eq!(
            render("n/a.md", "one \r\ntwo\r\n", "one\r\ntwo\r\n"),
            "--- a/n/a.md\n+++ b/n/a.md\n@@ -1,2 +1,2 @@\n-one \r\n+one\r\n two\r\n"
        );
        let text = render("a.md", "x \u{1b}y", "x\n");
        assert!(
            text.contains("-x \u{FFFD}y\n\\ No newline at end of file\n+x\n"),
            "{text}"
        );
    }
}
