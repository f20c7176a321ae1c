//! What a whole note tells about its words: which are written small, what other names things have,
//! how often a word occurs.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::determined::Determined;
use super::{Fact, FactKind, text};
use crate::lexicon;
use crate::note::{MarkKind, Note};

/// Most words of a term.
const TERM_WORDS: usize = 5;

/// Knowledge mined from one note before anything is asked.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Words that occur in lower case.
    lower: HashSet<String>,
    /// Words that occur with a capital where no sentence or line begins.
    capital: HashSet<String>,
    /// Which articles the note uses.
    determined: Determined,
    /// Number of occurrences of each lower-case word.
    counts: HashMap<String, usize>,
    /// What the note treats as terms: marked phrases, headings, members of lists, defined words; as the
    /// words that matter.
    terms: HashSet<String>,
    /// Short form and long form, where the note gives both.
    pub acronyms: BTreeMap<String, String>,
    /// Further long forms of short forms that the note spells out in several ways.
    expansions: BTreeMap<String, Vec<String>>,
    /// Other names of each short and long form, by the form in lower case.
    aliases: HashMap<String, Vec<String>>,
    /// Function words of English, and of other languages: which there are more of tells the language.
    english: usize,
    foreign: usize,
}

impl Document {
    /// Reads all lines of a note.
    pub fn mine(note: &Note) -> Document {
        let mut document = Document::default();
        let mut phrases: Vec<String> = Vec::new();
        for node in note.walk() {
            let cells = match &node.kind {
                crate::note::NodeKind::Table(table) => table
                    .head
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .collect(),
                crate::note::NodeKind::Code { .. } => Vec::new(),
                _ => vec![&node.text],
            };
            for line in cells {
                document.read_line(&line.text);
                document.read_acronyms(&line.text);
                for kind in [MarkKind::Bold, MarkKind::Code, MarkKind::Link] {
                    line.marked(kind).for_each(|term| document.learn(term));
                }
                if node.is_section() {
                    document.learn(&line.text);
                }
                phrases.extend(line.marked(MarkKind::Bold).map(str::to_string));
                phrases.push(line.text.clone());
            }
        }
        document.link_initials(&phrases);
        for (short, long) in document.acronyms.clone() {
            document
                .aliases
                .entry(short.to_lowercase())
                .or_default()
                .push(long.clone());
            document
                .aliases
                .entry(long.to_lowercase())
                .or_default()
                .push(short);
        }
        document
    }

    fn read_line(&mut self, line: &str) {
        self.determined.read(line);
        let mut begins = true;
        for word in line.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                begins = begins || word.len() > 1;
                continue;
            }
            let lower = bare.to_lowercase();
            if bare.starts_with(char::is_lowercase) {
                self.lower.insert(lower.clone());
            } else if !begins {
                self.capital.insert(lower.clone());
            }
            self.english += usize::from(lexicon::is_english_mark(&lower));
            self.foreign += usize::from(lexicon::is_foreign_mark(&lower));
            *self.counts.entry(lower).or_default() += 1;
            begins = word.ends_with(['.', ':', '?', '!', '-', '–', '—']);
        }
    }

    /// "Simple Email Service (SES)" and "SES (Simple Email Service)".
    fn read_acronyms(&mut self, line: &str) {
        for range in text::brackets(line) {
            let inside = line[range.start + 1..range.end - 1].trim();
            let before = line[..range.start].trim_end();
            if is_acronym(inside) {
                if let Some(long) = expansion_before(before, inside) {
                    self.spell_out(inside, &long);
                }
            } else if let Some(short) = before.split_whitespace().last()
                && is_acronym(short)
                && initials_fit(inside, short)
            {
                self.spell_out(short, inside);
            }
        }
    }

    /// Notes what a short form stands for; the first long form is the one to ask for.
    fn spell_out(&mut self, short: &str, long: &str) {
        let first = self
            .acronyms
            .entry(short.to_string())
            .or_insert_with(|| long.to_string());
        if text::key(first) != text::key(long) {
            let further = self.expansions.entry(short.to_string()).or_default();
            if !further.iter().any(|known| known == long) {
                further.push(long.to_string());
            }
        }
    }

    /// Long forms of a short form besides the first that the note gives.
    pub fn further_expansions(&self, short: &str) -> Vec<String> {
        self.expansions.get(short).cloned().unwrap_or_default()
    }

    /// Links "ALB" with "Application Load Balancer" where both occur but never together.
    fn link_initials(&mut self, phrases: &[String]) {
        let mut short: HashSet<&str> = HashSet::default();
        for phrase in phrases {
            short.extend(
                phrase
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| is_acronym(word)),
            );
        }
        let mut found = Vec::new();
        for phrase in phrases {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            for length in 3..=5 {
                for window in words.windows(length) {
                    if !window
                        .iter()
                        .all(|word| word.starts_with(char::is_uppercase))
                    {
                        continue;
                    }
                    let initials: String = window
                        .iter()
                        .filter_map(|word| word.chars().next())
                        .collect();
                    if short.contains(initials.as_str()) {
                        let long = window.join(" ");
                        found.push((
                            initials,
                            long.trim_matches(|c: char| !c.is_alphanumeric())
                                .to_string(),
                        ));
                    }
                }
            }
        }
        for (initials, long) in found {
            let known = self.acronyms.get(&initials);
            // A second spelling has most words of the first; other words with the same initials do not.
            if known.is_none_or(|known| is_spelling(&long, known)) {
                self.spell_out(&initials, &long);
            }
        }
    }

    /// Adds the terms that only facts tell.
    pub fn learn_terms(&mut self, facts: &[Fact]) {
        for fact in facts {
            match &fact.kind {
                FactKind::Definition(definition) => self.learn(&definition.term),
                FactKind::Set(set) => set
                    .members
                    .iter()
                    .for_each(|member| self.learn(&member.text)),
                FactKind::Cell(cell) => self.learn(cell.thing()),
                FactKind::Acronym { short, long } => {
                    self.learn(short);
                    self.learn(long);
                }
                _ => {}
            }
        }
    }

    fn learn(&mut self, term: &str) {
        let key = text::key(term).join(" ");
        if !key.is_empty() && text::count(term) <= TERM_WORDS {
            self.terms.insert(key);
        }
    }

    /// Whether the note treats a phrase as a term somewhere.
    pub fn is_term(&self, phrase: &str) -> bool {
        self.terms.contains(&text::key(phrase).join(" "))
    }

    /// Whether a lower-case word may be written small inside a sentence although a label begins with
    /// it in a capital.
    pub fn is_lower(&self, word: &str) -> bool {
        let listed = lexicon::preposition_of(word).is_some()
            || lexicon::is_generic(word)
            || lexicon::is_common(word)
            || lexicon::is_stop(word)
            || lexicon::adverb(word).is_some();
        listed || (self.lower.contains(word) && !self.capital.contains(word))
    }

    /// Whether nothing says that a lower-case word is a name: it occurs in lower case, or with a capital
    /// only where a sentence or heading begins.
    pub fn is_word(&self, word: &str) -> bool {
        self.lower.contains(word) || self.is_lower(word) || !self.capital.contains(word)
    }

    /// The article that the note itself puts in front of a noun phrase, and whether it does so more often
    /// than not.
    pub fn article(&self, phrase: &str) -> Option<(&'static str, bool)> {
        self.determined.article(phrase)
    }

    /// How often a lower-case word occurs.
    pub fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or_default()
    }

    /// Whether a phrase has a word that looks like a slip: it stands once in the note, and one that differs
    /// from it in a letter, or in two that changed places, several times; or its last letter is missing.
    pub fn is_misspelt(&self, phrase: &str) -> bool {
        text::words(phrase).iter().any(|word| {
            word.chars().count() >= SLIP
                && self.count(word) <= 1
                && self.counts.iter().any(|(other, count)| {
                    *count >= USUAL && is_slip(word, other) || is_cut(word, other)
                })
        })
    }

    /// Whether the note is written in English, as far as its function words tell.
    pub fn is_english(&self) -> bool {
        self.english >= self.foreign
    }

    /// The language of a note that is not in English, by the function words that it has most of.
    pub fn language(&self) -> Option<&'static lexicon::Language> {
        // A word of one language may be a name in notes of another: several words tell more than one does often.
        let weight = |language: &lexicon::Language| -> (usize, usize) {
            let counts = language.marks.iter().map(|mark| self.count(mark));
            let found = counts.filter(|count| *count > 0);
            found.fold((0, 0), |(words, all), count| (words + 1, all + count))
        };
        let languages = lexicon::languages().iter();
        let most = languages.max_by_key(|language| weight(language))?;
        // A single one of two plain letters may stand for anything.
        let telling = |mark: &&&str| self.count(mark) > 0 && (mark.len() > 2 || !mark.is_ascii());
        let told = weight(most).0 >= 2 || most.marks.iter().any(|mark| telling(&mark));
        (!self.is_english() && told).then_some(most)
    }

    /// Other names of a phrase that the note itself gives.
    pub fn aliases(&self, phrase: &str) -> Vec<String> {
        let named = |name: &str| self.aliases.get(&name.to_lowercase()).cloned();
        let singular = phrase.strip_suffix('s').filter(|name| is_acronym(name));
        named(phrase)
            .or_else(|| named(singular?))
            .unwrap_or_default()
    }
}

/// Shortest word in which a slip can be told from another word, and how often the right one has to occur.
const SLIP: usize = 6;
const USUAL: usize = 3;

/// Whether a word is another without its last letter, which is none that inflects it.
fn is_cut(word: &str, other: &str) -> bool {
    other
        .strip_prefix(word)
        .is_some_and(|rest| matches!(rest, "n" | "t" | "g" | "l" | "m"))
}

/// Letters that two spellings of a word have in common at its start.
const SPELLING: usize = 4;

/// Whether a long form is another spelling of one: "Software Developer Kit" of "Software Development Kit".
fn is_spelling(long: &str, known: &str) -> bool {
    let (a, b) = (text::words(long), text::words(known));
    let start = |word: &str| word.chars().take(SPELLING).collect::<String>();
    let apart: Vec<(&String, &String)> = a.iter().zip(&b).filter(|(a, b)| a != b).collect();
    let plain = |word: &String| word.chars().all(char::is_alphabetic);
    a.len() == b.len()
        && !long.contains('(')
        && matches!(apart[..], [(x, y)] if start(x) == start(y) && plain(x) && plain(y))
}

/// Whether two words are one but for a letter too many, too few or wrong, or two in the wrong order. The
/// last letters do not count: they are where a word is inflected.
fn is_slip(word: &str, other: &str) -> bool {
    if word == other || word.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - back], &b[..b.len() - back]);
    let swapped = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
    front >= 1 && back >= 2 && (a.len() <= 1 && b.len() <= 1 || swapped)
}

/// Whether a word is a short form: two to six letters, mostly capitals.
pub fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=6).contains(&letters)
        && capitals >= 2
        && capitals + 1 >= letters
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '/')
}

/// The words just before a short form in brackets that it abbreviates.
fn expansion_before(before: &str, short: &str) -> Option<String> {
    let words: Vec<&str> = before.split_whitespace().collect();
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    (letters.min(words.len())..=(letters + 3).min(words.len()))
        .map(|length| words[words.len() - length..].join(" "))
        .find(|phrase| initials_fit(phrase, short) && !opens_with_amount(phrase))
        .map(|phrase| {
            // The article belongs to the name where the short form has its letter.
            let bare = super::split::strip_article(&phrase);
            let name = if initials_fit(bare, short) {
                bare
            } else {
                phrase.as_str()
            };
            name.trim_matches(|c: char| !c.is_alphanumeric())
                .to_string()
        })
}

/// "How much random-access memory (RAM)" does not make "much" a part of the name.
fn opens_with_amount(phrase: &str) -> bool {
    let first = text::words(phrase).into_iter().next().unwrap_or_default();
    matches!(
        first.as_str(),
        "much" | "many" | "more" | "most" | "some" | "several" | "all" | "any" | "each" | "every"
    )
}

/// Whether the initials of the words of a phrase, little words aside, are the short form.
pub fn initials_fit(phrase: &str, short: &str) -> bool {
    let initials = |counts: fn(&str) -> bool| -> String {
        phrase
            .split(|c: char| c.is_whitespace() || c == '-' || c == '/')
            .filter(|word| counts(word))
            .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
            .flat_map(char::to_lowercase)
            .collect()
    };
    let large = |word: &str| !lexicon::is_stop(&word.to_lowercase());
    let wanted: String = short
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    wanted.len() >= 2 && (initials(|_| true) == wanted || initials(large) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::{Source, SourceId};

    fn mine(text: &str) -> Document {
        Document::mine(&note::parse(SourceId(0), &Source::new("a.md", text)).0)
    }

    #[test]
    fn short_forms_are_found_with_and_without_brackets() {
        let document = mine(
            "- Simple Email Service (SES)\n- SQS (Simple Queue Service)\n- the ALB\n- Application Load Balancer\n- the CDN (a network)\n",
        );
        let found: Vec<(&str, &str)> = document
            .acronyms
            .iter()
            .map(|(s, l)| (s.as_str(), l.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("ALB", "Application Load Balancer"),
                ("SES", "Simple Email Service"),
                ("SQS", "Simple Queue Service")
            ]
        );
        assert_eq!(document.aliases("ses"), ["Simple Email Service"]);
    }

    #[test]
    fn names_keep_their_capital() {
        let document =
            mine("Queue names differ.\n\nA queue for Lambda is a queue.\n\nUse Lambda.\n");
        assert!(document.is_lower("queue") && !document.is_lower("lambda"));
    }
}
