//! One spelling for words that have several: singular for plural, American for British, digits for small
//! numbers in words. Only for comparison, never to be shown.

use crate::lexicon;

/// Words on an s that is no plural, and protocols whose s makes another of them.
const NO_PLURALS: [&str; 16] = [
    "aws", "bgps", "coaps", "dns", "ftps", "gcps", "https", "imaps", "ldaps", "lens", "mqtts",
    "pops", "sips", "smtps", "sns", "wss",
];

/// Spellings that no rule below tells.
const SPELLINGS: [(&str, &str); 55] = [
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("artefact", "artifact"),
    ("biases", "bias"),
    ("buses", "bus"),
    ("defence", "defense"),
    ("disc", "disk"),
    ("eight", "8"),
    ("eighth", "8th"),
    ("eleven", "11"),
    ("eleventh", "11th"),
    ("enrol", "enroll"),
    ("fifth", "5th"),
    ("first", "1st"),
    ("five", "5"),
    ("four", "4"),
    ("fourth", "4th"),
    ("fulfil", "fulfill"),
    ("gases", "gas"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("kerb", "curb"),
    ("lenses", "lens"),
    ("leucocyte", "leukocyte"),
    ("licence", "license"),
    ("mould", "mold"),
    ("nine", "9"),
    ("ninth", "9th"),
    ("offence", "offense"),
    ("one", "1"),
    ("percent", "%"),
    ("plough", "plow"),
    ("practise", "practice"),
    ("pretence", "pretense"),
    ("sceptic", "skeptic"),
    ("seven", "7"),
    ("seventh", "7th"),
    ("six", "6"),
    ("sixth", "6th"),
    ("skilful", "skillful"),
    ("statuses", "status"),
    ("storey", "story"),
    ("sulphur", "sulfur"),
    ("ten", "10"),
    ("tenth", "10th"),
    ("third", "3rd"),
    ("three", "3"),
    ("twelfth", "12th"),
    ("twelve", "12"),
    ("two", "2"),
    ("tyre", "tire"),
    ("viruses", "virus"),
    ("vs", "versus"),
    ("yoghurt", "yogurt"),
    ("zero", "0"),
];

/// The form in which words are compared.
pub(super) fn stem(word: &str) -> String {
    if let Some((_, other)) = SPELLINGS.iter().find(|(spelling, _)| *spelling == word) {
        return (*other).to_string();
    }
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) || NO_PLURALS.contains(&word) {
        return word.to_string();
    }
    let one = lexicon::singular(word);
    let one = match SPELLINGS.iter().find(|(spelling, _)| *spelling == one) {
        Some((_, other)) => (*other).to_string(),
        None => american(&one),
    };
    // "caches" may be of "cach" or of "cache": neither keeps its e.
    if one.len() > 4
        && ["che", "she", "xe", "ze", "sse"]
            .iter()
            .any(|end| one.ends_with(end))
    {
        return one[..one.len() - 1].to_string();
    }
    one
}

/// Rules of spelling; a word that is no British one may change too, but always to the same.
fn american(word: &str) -> String {
    let mut word = word.to_string();
    let length = word.len();
    if length < 5 {
        return word;
    }
    for (end, other) in [
        ("tre", "ter"),
        ("bre", "ber"),
        ("ogue", "og"),
        ("amme", "am"),
    ] {
        if let Some(start) = word.strip_suffix(end) {
            word = format!("{start}{other}");
        }
    }
    for (end, other) in [
        ("ise", "ize"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("ising", "izing"),
        ("isation", "ization"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("ysing", "yzing"),
        ("lled", "led"),
        ("lling", "ling"),
        ("ller", "ler"),
    ] {
        if length > 5
            && let Some(start) = word.strip_suffix(end)
        {
            word = format!("{start}{other}");
        }
    }
    if let Some(at) = word.find("our").filter(|at| *at >= 3) {
        word.replace_range(at..at + 3, "or");
    }
    word = word.replace("sulph", "sulf");
    if length >= 6 {
        word = word.replace("ae", "e").replace("oe", "e");
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_meet() {
        for (a, b) in [
            ("colour", "color"),
            ("neighbours", "neighbor"),
            ("oesophagus", "esophagus"),
            ("anaemia", "anemia"),
            ("centres", "center"),
            ("ionised", "ionized"),
            ("virtualisation", "virtualization"),
            ("catalyses", "catalyze"),
            ("sulphate", "sulfate"),
            ("modelling", "modeling"),
            ("catalogue", "catalog"),
            ("caches", "cache"),
            ("branches", "branch"),
            ("viruses", "virus"),
            ("three", "3"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [("https", "http"), ("ldaps", "ldap"), ("sns", "sn")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }
}
