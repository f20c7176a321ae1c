//! Code with colours, made when the package is: no program runs on the card.
//!
//! Kinds of words become `<span>`s with a letter as their class, and the styling of the note types colours
//! them. The grammars are those of Sublime Text that come with syntect.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

use super::{Place, escape};

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Scopes by what their names begin with, and their classes; the first that fits counts. The names are those
/// of <https://www.sublimetext.com/docs/scope_naming.html>.
const CLASSES: [(&str, &str); 11] = [
    ("comment", "c"),
    ("string", "s"),
    ("constant.character", "s"),
    ("constant.numeric", "n"),
    ("constant.language", "n"),
    ("keyword.operator", ""),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
];

/// Longer lines are not looked at, in bytes: nobody reads them on a card.
const LONGEST: usize = 500;

static SCOPES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let known = CLASSES.iter();
    known
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)))
        .collect()
});

/// Writes clean code of a language; without colours when the language is not known.
pub(super) fn coloured(code: &str, language: &str, out: &mut String) {
    let grammar = GRAMMARS.find_syntax_by_token(language);
    let Some(grammar) = grammar.filter(|_| !language.is_empty()) else {
        escape(code, Place::Open, out);
        return;
    };
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    for (number, line) in code.lines().enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        let whole = format!("{line}\n");
        let steps = if line.len() > LONGEST {
            Vec::new()
        } else {
            // A grammar that fails leaves the line as it is.
            state.parse_line(&whole, &GRAMMARS).unwrap_or_default()
        };
        let mut pieces: Vec<(&str, &str)> = Vec::new();
        let mut from = 0;
        for (to, step) in &steps {
            push(
                &mut pieces,
                line,
                from..(*to).min(line.len()),
                class(&stack),
            );
            from = (*to).min(line.len());
            if stack.apply(step).is_err() {
                stack = ScopeStack::new();
            }
        }
        push(&mut pieces, line, from..line.len(), class(&stack));
        for (class, text) in pieces {
            write(class, text, out);
        }
    }
}

/// Adds a part of a line, to the last piece when it is of the same class.
fn push<'l>(
    pieces: &mut Vec<(&'static str, &'l str)>,
    line: &'l str,
    range: std::ops::Range<usize>,
    class: &'static str,
) {
    let Some(text) = line.get(range.clone()).filter(|text| !text.is_empty()) else {
        return;
    };
    if let Some((last, before)) = pieces.last_mut()
        && *last == class
    {
        *before = &line[range.start - before.len()..range.end];
        return;
    }
    pieces.push((class, text));
}

fn write(class: &str, text: &str, out: &mut String) {
    if class.is_empty() || text.trim().is_empty() {
        escape(text, Place::Open, out);
        return;
    }
    out.push_str("<span class=");
    out.push_str(class);
    out.push('>');
    escape(text, Place::Open, out);
    out.push_str("</span>");
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> &'static str {
    let innermost = stack.as_slice().iter().rev();
    innermost
        .filter_map(|scope| SCOPES.iter().find(|(known, _)| known.is_prefix_of(*scope)))
        .map(|(_, class)| *class)
        .next()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(code: &str, language: &str, expect: &str) {
        let mut out = String::new();
        coloured(code, language, &mut out);
        assert_eq!(out, expect, "{code}");
    }

    #[test]
    fn kinds_of_words_have_classes() {
        check(
            "let x = 5; // a<b",
            "rust",
            "<span class=k>let</span> x = <span class=n>5</span>; <span class=c>// a&lt;b</span>",
        );
        check(
            "def f():\n  return \"{{c1::x}}\"",
            "py",
            "<span class=k>def</span> <span class=f>f</span>():<br>  <span class=k>return</span> \
             <span class=s>\"&#123;&#123;c1::x&#125;&#125;\"</span>",
        );
        check("let x = 5;", "", "let x = 5;");
        check("let x\n= <5>;", "klingon", "let x<br>= &lt;5&gt;;");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn colours_change_no_text(code in "[a-z0-9{}<>&/*\"'#\\[\\]:;()é\n -]{0,80}", language in "rust|py|js|html|sh|c") {
            let code = super::super::clean_code(&code);
            let (mut plain, mut coloured_) = (String::new(), String::new());
            escape(&code, Place::Open, &mut plain);
            coloured(&code, &language, &mut coloured_);
            let bare = CLASSES
                .iter()
                .fold(coloured_, |html, (_, class)| html.replace(&format!("<span class={class}>"), ""))
                .replace("</span>", "");
            prop_assert_eq!(bare, plain.replace("<span></span>", "").replace("</span>", ""));
        }
    }
}
