//! Words of a text, made comparable: without case, punctuation and the ways of writing that say nothing.
//! Signs that say something stay: C++, Na+, −40, pH < 7, 10².

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::spelling;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without punctuation.
    pub(super) plain: String,
    /// `plain` in the singular and in American spelling; numbers in words become digits.
    pub(super) stem: String,
    /// A name of which each character counts: an acronym, a number, a single letter, a sign.
    pub(super) code: bool,
    /// Whether it was written as a capital letter alone.
    pub(super) capital: bool,
}

impl Word {
    /// Whether a digit is in it.
    pub(super) fn is_number(&self) -> bool {
        self.stem.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// The text with one form for what is written in several: quotes, dashes, spaces, full-width, subscript
/// and superscript characters. NFC and not NFKC, which makes 102 of 10²; here it becomes 10^2.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{FF01}'..='\u{FF5E}' => out.extend(char::from_u32(c as u32 - 0xFEE0)),
            '₀'..='₉' => out.extend(char::from_u32(c as u32 - '₀' as u32 + '0' as u32)),
            '‘' | '’' | '`' | '´' | 'ʼ' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
            '⁺' => out.push('+'),
            '×' | '·' | '⋅' => out.push('×'),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
            c if c.is_whitespace() => out.push(if c == '\n' { '\n' } else { ' ' }),
            c => match superscript(c) {
                Some(raised) => push_raised(&mut out, raised),
                None => out.push(c),
            },
        }
    }
    out
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_u32(c as u32 - '⁴' as u32 + '4' as u32)?,
        '⁻' => '-',
        _ => return None,
    })
}

/// A power of a number gets its sign; behind a letter ("m²", "Ca²⁺") it is written as people type it.
fn push_raised(out: &mut String, raised: char) {
    let power = out.rfind('^').is_some_and(|at| {
        let behind = &out[at + 1..];
        behind
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-')
    });
    if !power && out.ends_with(|c: char| c.is_ascii_digit()) {
        out.push('^');
    }
    out.push(raised);
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let folded: Vec<char> = fold(text).chars().collect();
    let mut reader = Reader {
        chars: &folded,
        word: String::new(),
        words: Vec::new(),
    };
    for at in 0..folded.len() {
        reader.read(at);
    }
    reader.finish();
    let mut words = reader.words;
    // In a text in capitals throughout, capitals make no acronym.
    let shouted = words.len() > 1
        && words
            .iter()
            .all(|(_, written)| written.chars().all(|c| !c.is_lowercase()));
    words
        .drain(..)
        .map(|(plain, written)| word(plain, &written, shouted))
        .collect()
}

/// Longest acronym that is taken for one by its capitals.
const ACRONYM: usize = 6;

fn word(plain: String, written: &str, shouted: bool) -> Word {
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    let (head, plural) = match written.strip_suffix('s') {
        Some(head) if capitals > 1 && head.chars().all(|c| !c.is_lowercase()) => (head, true),
        _ => (written, false),
    };
    let length = plain.chars().count();
    let acronym =
        capitals > 1 && !shouted && length <= ACRONYM && head.chars().all(|c| !c.is_lowercase());
    let no_vowel = plain.is_ascii()
        && length > 1
        && length < 6
        && !plain.bytes().any(|byte| b"aeiouy".contains(&byte));
    let stem = if plural {
        plain[..plain.len() - 1].to_string()
    } else if acronym {
        plain.clone()
    } else {
        spelling::stem(&plain)
    };
    let number = stem.bytes().any(|byte| byte.is_ascii_digit());
    Word {
        code: acronym || no_vowel || number || length == 1,
        capital: length == 1 && capitals == 1,
        plain,
        stem,
    }
}

/// Divides characters into words.
struct Reader<'a> {
    chars: &'a [char],
    /// The word that is being read, as it is written.
    word: String,
    /// Each word in lower case and as it is written.
    words: Vec<(String, String)>,
}

impl Reader<'_> {
    fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or(' ')
    }

    fn read(&mut self, at: usize) {
        let (c, next) = (self.chars[at], self.at(at + 1));
        let previous = if at == 0 { ' ' } else { self.at(at - 1) };
        let inside = !self.word.is_empty();
        match c {
            c if c.is_alphanumeric() || is_combining_mark(c) => match greek(c) {
                Some(name) if greek(previous).is_none() && greek(next).is_none() => {
                    // A micro sign in front of a unit is typed as "u".
                    if name == "mu" && !inside && next.is_ascii_alphabetic() {
                        self.word.push('u');
                    } else {
                        self.sign(name);
                    }
                }
                _ => self.word.push(c),
            },
            '+' | '#' if inside && !next.is_alphanumeric() => self.word.push(c),
            '-' if inside && self.is_charge(next) => self.word.push(c),
            '-' if !inside && next.is_ascii_digit() && !previous.is_alphanumeric() => {
                self.word.push(c);
            }
            '-' if inside && previous == '^' => self.word.push(c),
            '.' if !inside && next.is_ascii_digit() => self.word.push_str("0."),
            '.' if previous.is_ascii_digit() && next.is_ascii_digit() => self.word.push(c),
            '.' | '\'' if inside && next.is_alphanumeric() => {}
            ',' if previous.is_ascii_digit() && self.are_thousands(at + 1) => {}
            '^' if previous.is_ascii_digit() => self.word.push(c),
            '^' => {}
            '×' | '*' if previous.is_ascii_digit() || next.is_ascii_digit() => self.word.push('x'),
            '!' if next == '=' => self.sign("≠"),
            '=' if previous == '!' => {}
            '&' => self.sign("and"),
            '+' | '#' | '<' | '>' | '=' | '≤' | '≥' | '≠' | '±' | '%' | '$' | '€' | '£' | '°' =>
            {
                self.sign(c.encode_utf8(&mut [0; 4]));
            }
            _ => self.finish(),
        }
    }

    /// Whether a minus ends a short formula: "Cl-", "O-", but not "pre- and post-synaptic".
    fn is_charge(&self, next: char) -> bool {
        let short = self.word.chars().count() <= 4;
        let formula = self
            .word
            .chars()
            .any(|c| c.is_uppercase() || c.is_ascii_digit());
        short && !next.is_alphanumeric() && (formula || self.word.chars().count() <= 2)
    }

    /// Whether exactly three digits follow.
    fn are_thousands(&self, at: usize) -> bool {
        (at..at + 3).all(|at| self.at(at).is_ascii_digit()) && !self.at(at + 3).is_ascii_digit()
    }

    fn sign(&mut self, sign: &str) {
        self.finish();
        self.words.push((sign.to_string(), sign.to_string()));
    }

    fn finish(&mut self) {
        let written = std::mem::take(&mut self.word);
        let plain = written.to_lowercase().replace('ß', "ss");
        if !plain.is_empty() {
            self.words.push((plain, written));
        }
    }
}

/// The name of a Greek letter, as people type it.
fn greek(c: char) -> Option<&'static str> {
    Some(match c {
        'α' | 'Α' => "alpha",
        'β' | 'Β' => "beta",
        'γ' | 'Γ' => "gamma",
        'δ' | 'Δ' => "delta",
        'ε' => "epsilon",
        'η' => "eta",
        'θ' | 'Θ' => "theta",
        'κ' => "kappa",
        'λ' | 'Λ' => "lambda",
        'μ' | 'µ' => "mu",
        'ν' => "nu",
        'π' | 'Π' => "pi",
        'ρ' => "rho",
        'σ' | 'Σ' => "sigma",
        'τ' => "tau",
        'φ' | 'Φ' => "phi",
        'χ' => "chi",
        'ψ' | 'Ψ' => "psi",
        'ω' | 'Ω' => "omega",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_says_something() {
        let check = |text: &str, expect: &str| {
            let words: Vec<String> = words(text).into_iter().map(|word| word.stem).collect();
            assert_eq!(words.join(" "), expect, "{text}");
        };
        check("The “Event–Queue”", "the event queue");
        check("C++ and C#, R&D", "c++ and c# r and d");
        check("Na⁺ Cl- O+", "na+ cl- o+");
        check("10² m² CO₂ Ca²⁺", "10^2 m2 co2 ca2+");
        check("10⁻³ and 10^-3", "10^-3 and 10^-3");
        check("10,240 MB (3.5%)", "10240 mb 3.5 %");
        check("-40 °C, pre- and post-", "-40 ° c pre and post");
        check("ＡＢＣ Hooke’s node.js", "abc hooke nodej");
        check("β-blockers 10 µm", "beta blocker 10 um");
        check("pH<7 != .5", "ph < 7 ≠ 0.5");
        check("VPCs HTTPS https", "vpc https https");
        check("a_b/c@d", "a b c d");
    }

    #[test]
    fn codes_are_names_of_which_each_character_counts() {
        let codes = |text: &str| -> Vec<String> {
            let words = words(text).into_iter();
            words
                .filter(|word| word.code)
                .map(|word| word.plain)
                .collect()
        };
        assert_eq!(
            codes("Hepatitis B uses FIFO and http"),
            ["b", "fifo", "http"]
        );
        assert_eq!(codes("DATA LINK LAYER"), [] as [&str; 0]);
    }
}
