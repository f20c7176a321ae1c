//! Which `$…$` of a note is mathematics, and harmless.
//!
//! Notes write prices with the same sign, and `TeX` has commands that make links or define further
//! commands. So only what looks like a formula and is made of the commands listed here is taken;
//! anything else stays the text it is.

/// Longest formula that is taken, in bytes.
const LONGEST: usize = 300;

/// The commands that may stand in a formula. None of them takes an address, loads an extension,
/// defines anything or names an attribute.
#[rustfmt::skip]
const COMMANDS: &[&str] = &[
    "Delta", "Gamma", "Lambda", "Leftarrow", "Leftrightarrow", "Omega", "Phi", "Pi", "Psi", "Rightarrow", "Sigma",
    "Theta", "Upsilon", "Xi", "alpha", "angle", "approx", "arccos", "arcsin", "arctan", "ast", "bar", "beta",
    "big", "binom", "bmod", "bot", "bullet", "cap", "cdot", "cdots", "chi", "circ", "cong", "cos", "cosh",
    "cot", "cup", "ddot", "deg", "delta", "det", "dfrac", "dim", "div", "dot", "dots", "downarrow", "ell",
    "emptyset", "epsilon", "equiv", "eta", "exists", "exp", "forall", "frac", "gamma", "gcd", "ge", "geq", "gg",
    "hat", "hbar", "in", "inf", "infty", "int", "iota", "kappa", "ker", "lambda", "land", "langle", "lceil",
    "ldots", "le", "left", "leftarrow", "leftrightarrow", "leq", "lfloor", "lg", "lim", "ll", "ln", "lnot",
    "log", "lor", "mapsto", "mathbb", "mathbf", "mathcal", "mathit", "mathrm", "max", "mid", "min", "mp", "mu",
    "nabla", "ne", "neg", "neq", "nmid", "not", "notin", "nu", "oint", "omega", "oplus", "otimes", "overline",
    "parallel", "partial", "perp", "phi", "pi", "pm", "pmod", "prime", "prod", "propto", "psi", "qquad", "quad",
    "rangle", "rceil", "rfloor", "rho", "right", "rightarrow", "setminus", "sigma", "sim", "simeq", "sin",
    "sinh", "sqrt", "subset", "subseteq", "sum", "sup", "supset", "supseteq", "tan", "tanh", "tau", "text",
    "tfrac", "theta", "tilde", "times", "to", "top", "underline", "uparrow", "upsilon", "varepsilon", "varphi",
    "vec", "wedge", "vee", "xi", "zeta",
];

/// The formula that a text beginning with `$` begins with: length in the text, content, and the
/// delimiters of `MathJax` for it.
pub(super) fn mathematics(text: &str) -> Option<(usize, &str, &'static str, &'static str)> {
    let (fence, open, close) = if text.starts_with("$$") {
        ("$$", "\\[", "\\]")
    } else {
        ("$", "\\(", "\\)")
    };
    let content = text[fence.len()..].split('$').next()?;
    let after = text[fence.len() + content.len()..].strip_prefix(fence)?;
    let digit_follows = after.starts_with(|c: char| c.is_ascii_digit());
    if content != content.trim() || digit_follows || !is_formula(content) {
        return None;
    }
    Some((fence.len() * 2 + content.len(), content, open, close))
}

/// Whether the content looks like a formula and has nothing but what is known to be harmless.
fn is_formula(content: &str) -> bool {
    if content.is_empty() || content.len() > LONGEST || content.contains(crate::question::BLANK) {
        return false;
    }
    // Anki's own `[$]x[/$]` must not become mathematics by halves.
    if content.starts_with([']', ')']) {
        return false;
    }
    let operators = ['\\', '^', '_', '='];
    let obvious = content.contains(operators);
    let starts_as_price = content.starts_with(|c: char| c.is_ascii_digit());
    if !obvious && content.contains(char::is_whitespace) && starts_as_price {
        return false;
    }
    let mut depth = 0_usize;
    let mut rest = content;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => match command(rest) {
                Some(length) => rest = &rest[length..],
                None => return false,
            },
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            c if c.is_alphabetic() => {
                let word = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                // Three letters in a row are a word of the sentence: "$5 and x$".
                if depth == 0 && rest[..word].chars().count() >= 2 {
                    return false;
                }
                rest = &rest[word..];
            }
            c if c.is_ascii_digit() || c == ' ' || "+-*/=<>()[]|,.;:!'^_~".contains(c) => {}
            _ => return false,
        }
    }
    depth == 0
}

/// The length of the known command whose name a text begins with.
fn command(text: &str) -> Option<usize> {
    let letters = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    if letters == 0 {
        return text
            .starts_with([',', ';', '!', ' ', '{', '}', '|', '%'])
            .then_some(1);
    }
    COMMANDS.contains(&&text[..letters]).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(mathematics(text).map(|found| found.1), expect, "{text}");
    }

    #[test]
    fn formulas_are_found() {
        check("$x$ rest", Some("x"));
        check("$n+1$", Some("n+1"));
        check(r"$\frac{1}{\sqrt{2}}$.", Some(r"\frac{1}{\sqrt{2}}"));
        check(r"$O(n \log n)$", Some(r"O(n \log n)"));
        check(r"$v_{max} = \text{fast}$", Some(r"v_{max} = \text{fast}"));
        check("$$a^2 + b^2 = c^2$$", Some("a^2 + b^2 = c^2"));
        check(r"$\{1, 2\}$", Some(r"\{1, 2\}"));
    }

    #[test]
    fn prices_and_prose_are_not_formulas() {
        check("$5 and $10", None);
        check("$5 to $6", None);
        check("$HOME and $PATH", None);
        check("$5 and x$", None);
        check("$ x $", None);
        check("$x$5", None);
        check("$]x[/$", None);
        check("$", None);
        check("$$", None);
        check("$$$$", None);
        check("$$x$", None);
    }

    #[test]
    fn commands_that_could_do_harm_are_not_taken() {
        check(r"$\href{javascript:alert(1)}{x}$", None);
        check(r"$\require{html}x$", None);
        check(r"$\def\x{y}\x$", None);
        check(r"$\class{a}{x}$", None);
        check(r"$\unicode{60}$", None);
        check(r"$\begin{matrix}a\end{matrix}$", None);
        check(r"$\(x$", None);
        check(r"$a\\(b$", None);
        check(r"$x\$", None);
        check(r"${x$", None);
        check(r"$x}$", None);
        check("$a\u{7}b$", None);
        check(r#"$"onclick=$"#, None);
    }
}
