//! The words of all notes together. Notes are their own dictionary: names and jargon that no word list
//! has are right because they are written the same way again and again.

use std::collections::HashMap;

use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use super::sheet::{self, Sheet, lower};
use crate::lexicon::{self, spelling};
use crate::source::Span;

/// How often words are written.
#[derive(Default)]
pub struct Vocabulary<'a> {
    sheets: &'a [Sheet<'a>],
    words: HashMap<String, Entry>,
    /// Words that others may be slips of, by the hash of each text that a letter taken out leaves.
    near: HashMap<u64, Vec<String>>,
}

/// One word, in whatever case it is written.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// How often it is written.
    pub count: u32,
    /// The ways it is written in, with how often each is.
    pub forms: Vec<(String, u32)>,
    /// Whether it is English.
    pub known: bool,
    /// Whether the user says that it is right.
    pub accepted: bool,
    /// The first note that has it.
    first: usize,
}

impl Entry {
    /// The way it is written in most often; of several the first by the alphabet.
    pub fn usual(&self) -> &str {
        let best = self
            .forms
            .iter()
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        best.map_or("", |(form, _)| form)
    }

    fn add(&mut self, form: &str, times: u32) {
        self.count += times;
        match self.forms.iter_mut().find(|(known, _)| known == form) {
            Some((_, count)) => *count += times,
            None => self.forms.push((form.to_string(), times)),
        }
    }
}

/// A word that is used at least this often is spelled as it should be.
const ESTABLISHED: u32 = 3;
/// Words shorter than this have too many neighbours.
const SHORTEST: usize = 5;

impl<'a> Vocabulary<'a> {
    /// Counts the words of all notes. The accepted ones, in lower case, count as known.
    pub fn new(sheets: &'a [Sheet<'a>], accepted: &[String]) -> Vocabulary<'a> {
        let counted = sheets
            .par_iter()
            .enumerate()
            .fold(HashMap::<String, Entry>::new, |mut words, (i, sheet)| {
                count(&mut words, i, sheet);
                words
            })
            .reduce(HashMap::new, merge);
        let mut vocabulary = Vocabulary {
            sheets,
            words: counted,
            near: HashMap::new(),
        };
        for word in accepted {
            if let Some(entry) = vocabulary.words.get_mut(word) {
                entry.accepted = true;
            }
        }
        vocabulary.settle();
        vocabulary
    }

    /// Looks each word up, and files those that others may be slips of.
    #[allow(
        clippy::iter_over_hash_type,
        reason = "each word is settled by itself, and neighbours are sorted"
    )]
    fn settle(&mut self) {
        for (word, entry) in &mut self.words {
            entry.known = entry.accepted || spelling::is_known(word);
            let often = entry.count >= ESTABLISHED || entry.count == 2 && !entry.known;
            if often && word.len() >= SHORTEST && word.is_ascii() {
                for hash in shortened(word) {
                    self.near.entry(hash).or_default().push(word.clone());
                }
            }
        }
        for words in self.near.values_mut() {
            words.sort_unstable();
        }
    }

    /// What is known of a lower-case word.
    pub fn entry(&self, word: &str) -> Option<&Entry> {
        self.words.get(word)
    }

    /// Where a way to write a lower-case word is first used, in the first note that has the word.
    pub fn place_of(&self, word: &str, form: &str) -> Option<Span> {
        let sheet = self.sheets.get(self.entry(word)?.first)?;
        sheet.lines().find_map(|line| {
            let found = sheet::words(line).find(|word| word.text == form)?;
            Some(sheet.place(line, found.at..found.at + form.len()))
        })
    }

    /// Whether some note has these words in this order, as they are written.
    pub fn has_phrase(&self, phrase: &str) -> bool {
        self.sheets.par_iter().any(|sheet| {
            let text = &sheet.source.text;
            let ends = |at: usize| !text[at..].starts_with(char::is_alphanumeric);
            let begins = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
            text.match_indices(phrase)
                .any(|(at, _)| begins(at) && ends(at + phrase.len()))
        })
    }

    /// How often a lower-case word is written.
    pub fn count(&self, word: &str) -> u32 {
        self.entry(word).map_or(0, |entry| entry.count)
    }

    /// The words that are written more often and one letter away from a lower-case word: one more,
    /// one less, another one, or two of them swapped. Sorted.
    pub fn neighbours(&self, word: &str) -> Vec<&str> {
        let mut found: Vec<&str> = shortened(word)
            .filter_map(|hash| self.near.get(&hash))
            .flatten()
            .map(String::as_str)
            .filter(|other| *other != word && strsim::osa_distance(other, word) == 1)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a note is written in English: most of its words are, and more of its function words than
    /// those of other languages.
    pub fn is_english(&self, sheet: &Sheet<'_>) -> bool {
        let (mut all, mut known, mut english, mut foreign) = (0u32, 0u32, 0u32, 0u32);
        for word in sheet.lines().flat_map(sheet::words) {
            let key = lower(word.text);
            all += 1;
            known += u32::from(self.entry(&key).is_some_and(|entry| entry.known));
            english += u32::from(lexicon::is_english_mark(&key));
            foreign += u32::from(lexicon::is_foreign_mark(&key));
        }
        all > 0 && known * 10 >= all * 6 && english >= foreign
    }
}

/// Counts the words of the i-th note.
fn count(words: &mut HashMap<String, Entry>, i: usize, sheet: &Sheet<'_>) {
    for word in sheet.lines().flat_map(sheet::words) {
        let key = lower(word.text);
        if let Some(entry) = words.get_mut(&*key) {
            entry.add(word.text, 1);
        } else {
            let entry = words.entry(key.into_owned()).or_default();
            entry.first = i;
            entry.add(word.text, 1);
        }
    }
}

fn merge(mut a: HashMap<String, Entry>, b: HashMap<String, Entry>) -> HashMap<String, Entry> {
    if a.len() < b.len() {
        return merge(b, a);
    }
    #[allow(
        clippy::iter_over_hash_type,
        reason = "sums do not depend on the order"
    )]
    for (word, entry) in b {
        let into = a.entry(word).or_insert_with(|| Entry {
            first: entry.first,
            ..Entry::default()
        });
        into.first = into.first.min(entry.first);
        for (form, times) in entry.forms {
            into.add(&form, times);
        }
    }
    a
}

/// Hashes of the word and of what each letter taken out of it leaves.
fn shortened(word: &str) -> impl Iterator<Item = u64> + '_ {
    let without = |skipped: usize| {
        let bytes = word.bytes().enumerate().filter(move |(i, _)| *i != skipped);
        // FNV-1a: <http://www.isthe.com/chongo/tech/comp/fnv/>.
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, (_, byte)| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    (0..=word.len()).map(without)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note;
    use crate::source::{Source, SourceId};

    fn with(text: &str, look: impl FnOnce(&Vocabulary<'_>, &Sheet<'_>)) {
        let source = Source::new("a.md", text);
        let (note, _) = note::parse(SourceId(0), &source);
        let sheets = [Sheet::new(&note, &source)];
        look(&Vocabulary::new(&sheets, &[]), &sheets[0]);
    }

    #[test]
    fn words_are_counted_in_all_their_forms() {
        with(
            "- Mitosis and mitosis\n- MITOSIS, meiosis and Mitosis\n",
            |words, _| {
                let entry = words.entry("mitosis").unwrap();
                assert_eq!((entry.count, entry.usual()), (4, "Mitosis"));
                assert!(entry.known);
                assert_eq!(words.count("meiosis"), 1);
                assert_eq!(words.count("osmosis"), 0);
            },
        );
    }

    #[test]
    fn neighbours_are_one_letter_away_and_established() {
        with(
            "- kubelet kubelet kubelet\n- Fargate Fargate\n- letter letter\n",
            |words, _| {
                assert_eq!(words.neighbours("kubelt"), ["kubelet"]);
                assert_eq!(words.neighbours("kubeelt"), ["kubelet"]);
                assert_eq!(words.neighbours("kubelett"), ["kubelet"]);
                assert_eq!(words.neighbours("cubelet"), ["kubelet"]);
                assert_eq!(words.neighbours("kubelet"), [""; 0]);
                assert_eq!(words.neighbours("fragate"), ["fargate"]);
                assert_eq!(
                    words.neighbours("lettre"),
                    [""; 0],
                    "two known words are no habit"
                );
            },
        );
    }

    #[test]
    fn languages_are_told_apart() {
        let check = |text: &str, expect: bool| {
            with(text, |words, sheet| {
                assert_eq!(words.is_english(sheet), expect, "{text}");
            });
        };
        check("- The heart pumps blood to the lungs\n", true);
        check("- Kubelet and containerd run on each node\n", true);
        check("- Das Herz pumpt das Blut in die Lunge\n", false);
        check("- Le cœur est un muscle qui pompe le sang\n", false);
        check("- 1\n", false);
    }
}
