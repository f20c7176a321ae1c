//! Which article a note itself puts in front of a noun phrase inside its sentences, if any. It knows
//! nothing of questions.

use foldhash::HashMap;

use crate::lexicon;

/// Most words of a noun phrase.
const WORDS: usize = 4;

/// How often a phrase stands behind "a" or "an", behind "the", and behind a preposition alone.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    one: usize,
    the: usize,
    bare: usize,
}

/// The uses of each phrase of a note, in lower case.
#[derive(Clone, Debug, Default)]
pub(super) struct Determined(HashMap<String, Uses>);

impl Determined {
    /// Reads a line.
    pub(super) fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            let opener = word.to_lowercase();
            let add: fn(&mut Uses) = match opener.as_str() {
                "a" | "an" => |uses| uses.one += 1,
                "the" => |uses| uses.the += 1,
                "in" | "on" | "to" | "with" | "of" | "by" | "using" | "for" | "from" | "via" => {
                    |uses| uses.bare += 1
                }
                _ => continue,
            };
            if let Some(phrase) = phrase(&words[at + 1..]) {
                add(self.0.entry(phrase).or_default());
            }
        }
    }

    /// The article of a phrase, and whether the note never has it without one.
    pub(super) fn article(&self, phrase: &str) -> Option<(&'static str, bool)> {
        let phrase = phrase.to_lowercase();
        let uses = self.0.get(&phrase)?;
        let vowel = phrase.starts_with(['a', 'e', 'i', 'o', 'u']);
        let article = match (uses.one, uses.the) {
            (0, 0) => return None,
            (0, _) => "the",
            _ if vowel => "an",
            _ => "a",
        };
        Some((article, uses.one + uses.the > uses.bare))
    }
}

/// The noun phrase that words open with: it ends where the clause goes on with something else.
fn phrase(words: &[&str]) -> Option<String> {
    let mut taken = Vec::new();
    for word in words.iter().take(WORDS + 1) {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let ends = lexicon::is_stop(&bare) || lexicon::is_finite(&bare) || bare.is_empty();
        if ends || word.starts_with('(') {
            break;
        }
        taken.push(bare);
        if word.ends_with([',', '.', ';', ':', ')', '!', '?']) {
            break;
        }
    }
    (1..=WORDS).contains(&taken.len()).then(|| taken.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, phrase: &str, expect: Option<(&str, bool)>) {
        let mut determined = Determined::default();
        determined.read(line);
        assert_eq!(determined.article(phrase), expect, "{line}");
    }

    #[test]
    fn articles_are_those_of_the_note() {
        check("Stir with a cheese harp.", "Cheese harp", Some(("a", true)));
        check("Stir the kettle, then rest", "kettle", Some(("the", true)));
        check("A vat with rennet is warm", "rennet", None);
        check("The kettle lid is warm", "kettle", None);
        check("An oven for oven", "oven", Some(("an", false)));
    }
}
