//! Names of one thing, made comparable: without case, punctuation, articles and makers.

use unicode_normalization::UnicodeNormalization as _;

use crate::lexicon;

/// Makers whose name in front of a product is optional.
const MAKERS: [&str; 8] = [
    "amazon",
    "aws",
    "azure",
    "google",
    "microsoft",
    "apple",
    "gcp",
    "oracle",
];

/// Words that turn an answer around.
const NEGATIONS: [&str; 11] = [
    "not", "no", "non", "without", "never", "isn't", "isnt", "except", "don't", "dont", "neither",
];

/// One name of an answer, as words that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Lower-case words without punctuation.
    pub(super) words: Vec<String>,
}

impl Name {
    /// The name that a text is.
    pub(super) fn typed(text: &str) -> Name {
        Name { words: words(text) }
    }

    /// All names of an expected answer: itself, without and only its bracket, its parts around a
    /// slash, its initials, and what else is accepted.
    pub(super) fn all(answer: &str, accept: &[String]) -> Vec<Name> {
        let mut texts: Vec<String> = vec![answer.to_string()];
        for text in accept {
            texts.push(text.clone());
        }
        for at in 0..texts.len() {
            let text = texts[at].clone();
            let (bare, inside) = brackets(&text);
            texts.extend(
                text.split(" / ")
                    .filter(|_| text.contains(" / "))
                    .map(str::to_string),
            );
            if let Some(inside) = inside {
                if is_other_name(&bare, &inside) {
                    texts.push(inside);
                }
                texts.push(bare);
            }
        }
        if let Some(initials) = initials(answer) {
            texts.push(initials);
        }
        let mut names: Vec<Name> = Vec::new();
        for name in texts.iter().map(|text| Name::typed(text)) {
            if !name.words.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether two names are the same but for plurals, makers and spaces.
    pub(super) fn is(&self, other: &Name) -> bool {
        if self.words.is_empty() || other.words.is_empty() {
            return false;
        }
        let (a, b) = (self.without_maker(), other.without_maker());
        if a == b || a.concat() == b.concat() {
            return true;
        }
        let (a, b) = (singular(a), singular(b));
        a == b || a.concat() == b.concat() || without_little(&a) == without_little(&b)
    }

    fn without_maker(&self) -> &[String] {
        match self.words.as_slice() {
            [maker, rest @ ..] if !rest.is_empty() && MAKERS.contains(&maker.as_str()) => rest,
            words => words,
        }
    }

    /// The name as one text.
    pub(super) fn text(&self) -> String {
        self.without_maker().join(" ")
    }

    /// Whether a given text is this name with a word or two more that do not turn it around.
    pub(super) fn is_within(&self, given: &Name) -> bool {
        let (own, all) = (self.without_maker(), &given.words);
        let own = singular(own);
        let found = singular(all)
            .windows(own.len().max(1))
            .any(|window| window == own.as_slice());
        let more: Vec<&String> = all
            .iter()
            .filter(|word| !own.contains(&lexicon::singular(word)))
            .collect();
        let turned = more.iter().any(|word| NEGATIONS.contains(&word.as_str()))
            || more
                .iter()
                .any(|word| own.iter().any(|own| lexicon::are_opposites(word, own)));
        let spoken = more.iter().filter(|word| !lexicon::is_stop(word)).count();
        // A number says too little to be found inside another answer.
        let number = own
            .iter()
            .all(|word| word.chars().all(|c| c.is_ascii_digit()));
        !own.is_empty() && !number && found && !turned && spoken <= 2 && more.len() <= 4
    }

    /// Share of the words of this name that matter and that a given text has.
    pub(super) fn share_in(&self, given: &Name) -> f32 {
        let given = singular(&given.words);
        let matter: Vec<String> = singular(self.without_maker())
            .into_iter()
            .filter(|word| !lexicon::is_stop(word))
            .collect();
        let hits = matter.iter().filter(|word| given.contains(word)).count();
        let turned = given.iter().any(|word| {
            let negates = NEGATIONS.contains(&word.as_str()) && !self.words.contains(word);
            negates
                || matter.iter().any(|own| {
                    lexicon::are_opposites(own, word) || lexicon::are_lookalikes(own, word)
                })
        });
        if turned {
            0.0
        } else {
            super::share(hits, matter.len())
        }
    }
}

fn singular(words: &[String]) -> Vec<String> {
    words.iter().map(|word| lexicon::singular(word)).collect()
}

/// The words without articles and the prepositions that names do without. All of them when nothing
/// else is left.
fn without_little(words: &[String]) -> Vec<String> {
    let little = |word: &str| matches!(word, "a" | "an" | "the" | "of" | "at" | "for" | "and");
    let rest: Vec<String> = words.iter().filter(|word| !little(word)).cloned().collect();
    if rest.is_empty() {
        words.to_vec()
    } else {
        rest
    }
}

/// The words of a text for comparison. NFC and not NFKC, which makes 102 of 10²; only full-width forms
/// are folded.
fn words(text: &str) -> Vec<String> {
    let folded: String = text
        .nfc()
        .map(fold)
        .collect::<String>()
        .to_lowercase()
        .replace('&', " and ");
    let apart: String = folded
        .chars()
        .map(|c| {
            if matches!(c, '-' | '_' | '/' | '@' | '–' | '—') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let mut words: Vec<String> = apart
        .split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    for lead in [
        &["it", "is"][..],
        &["they", "are"],
        &["the"],
        &["an"],
        &["a"],
    ] {
        if words.len() > lead.len() && words.iter().zip(lead).all(|(word, lead)| word == lead) {
            words.drain(..lead.len());
        }
    }
    words
}

/// Full-width forms become plain, curly quotes straight.
fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '‘' | '’' | '`' => '\'',
        '“' | '”' => '"',
        c => c,
    }
}

/// A word without the punctuation around it. Signs that make another word of it stay: C++, C#, 10%.
fn bare(word: &str) -> String {
    let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '%' | '$' | '²' | '³');
    let word = word.trim_matches(sign);
    let inner: String = word
        .chars()
        .filter(|c| !matches!(c, '\'' | '"' | '(' | ')' | '[' | ']'))
        .collect();
    // Thousands separators say nothing.
    let digits = inner.chars().all(|c| c.is_ascii_digit() || c == ',');
    if digits {
        inner.replace(',', "")
    } else {
        inner
    }
}

/// A text without its first bracket, and what stood in it.
fn brackets(text: &str) -> (String, Option<String>) {
    let Some(open) = text.find('(') else {
        return (text.to_string(), None);
    };
    let Some(close) = text[open..].find(')').map(|at| at + open) else {
        return (text.to_string(), None);
    };
    let inside = text[open + 1..close].trim().to_string();
    (
        format!(
            "{} {}",
            text[..open].trim_end(),
            text[close + 1..].trim_start()
        ),
        Some(inside),
    )
}

/// Whether what stands in brackets is a name too: a short form of the rest, or one that has its words.
fn is_other_name(bare: &str, inside: &str) -> bool {
    let short = inside.chars().filter(|c| c.is_uppercase()).count() >= 2 && !inside.contains(' ');
    let words = words(bare);
    let shared = self::words(inside)
        .iter()
        .any(|word| words.contains(word) && !lexicon::is_stop(word));
    short || (shared && inside.split_whitespace().count() <= 4)
}

/// The initials of a name of at least three words in capitals: "Application Load Balancer" is `ALB`.
fn initials(answer: &str) -> Option<String> {
    let words: Vec<&str> = answer
        .split_whitespace()
        .filter(|word| !MAKERS.contains(&word.to_lowercase().as_str()))
        .collect();
    let names = words.len() >= 3
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase));
    names.then(|| {
        words
            .iter()
            .filter_map(|word| word.chars().next())
            .collect()
    })
}
