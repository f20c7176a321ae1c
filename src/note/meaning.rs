//! Whether two texts say the same: the proof that a fix changes nothing.

use std::borrow::Cow;

use super::directive;
use super::reader::stream::{Piece, stream};

/// Whether a reader of Markdown finds the same in both texts: the same structure, words, code and
/// addresses. White space within a line of prose counts as one space, as it is shown.
pub fn same_meaning(a: &str, b: &str) -> bool {
    let (front_a, front_b) = (
        directive::front_matter(a).end,
        directive::front_matter(b).end,
    );
    a[..front_a] == b[..front_b] && meaning(&a[front_a..]) == meaning(&b[front_b..])
}

/// What a reader of Markdown finds, with prose brought into one form.
fn meaning(text: &str) -> Vec<Piece<'_>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    for piece in stream(text) {
        match piece {
            Piece::Prose(text) => match out.last_mut() {
                Some(Piece::Prose(before)) => before.to_mut().push_str(&text),
                _ => out.push(Piece::Prose(text)),
            },
            other => out.push(other),
        }
    }
    for piece in &mut out {
        if let Piece::Prose(text) = piece {
            let single = one_space(text);
            *text = Cow::Owned(single);
        }
    }
    out
}

fn one_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        let blank = matches!(c, ' ' | '\t');
        if !(blank && space) {
            out.push(if blank { ' ' } else { c });
        }
        space = blank;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_says_nothing_and_the_rest_does() {
        let same = |a: &str, b: &str| assert!(same_meaning(a, b), "{a:?} {b:?}");
        same("- a \n- b\t\n", "- a\n- b\n");
        same("- a  b\n", "- a b\n");
        same("a", "a\n");
        same(" - a\n - b\n", "- a\n- b\n");
        same("- a\n - b\n", "- a\n- b\n");
        let other = |a: &str, b: &str| assert!(!same_meaning(a, b), "{a:?} {b:?}");
        other("- a\n  - b\n", "- a\n- b\n");
        other("- a\n", "* a\n\n- b\n");
        other("a  \nb\n", "a\nb\n");
        other("`a  b`\n", "`a b`\n");
        other("```\na \n```\n", "```\na\n```\n");
        other("[a](b)\n", "[a](c)\n");
        other("<b >\n", "<b>\n");
        other("---\na: 1 \n---\nx\n", "---\na: 1\n---\nx\n");
        other("a b\n", "ab\n");
        other("# a\n", "## a\n");
    }

    proptest::proptest! {
        #[test]
        fn a_text_says_what_it_says(text in "[-#*>|`$=\\[\\]! \n\ta-zé<:.]{0,120}") {
            proptest::prop_assert!(same_meaning(&text, &text));
        }
    }
}
