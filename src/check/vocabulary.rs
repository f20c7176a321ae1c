//! The words of all notes together. Notes are their own dictionary: names and jargon that no word list
//! has are right because they are written the same way again and again.

use std::borrow::Cow;
use std::sync::OnceLock;

use foldhash::HashMap as QuickMap;
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, IntoParallelRefMutIterator as _,
    ParallelIterator as _,
};
use rayon::slice::ParallelSliceMut as _;

use super::phrases::Phrases;
use super::sheet::{self, Sheet, lower};
use crate::lexicon::{self, spelling};
use crate::source::Span;

/// How often words are written.
#[derive(Default)]
pub struct Vocabulary<'a> {
    sheets: &'a [Sheet<'a>],
    entries: Vec<Entry<'a>>,
    /// The entry of each way to write a word, the one in lower case included.
    index: QuickMap<Cow<'a, str>, u32>,
    /// Words that others may be slips of: the hash of each text that a letter taken out leaves, with the
    /// entry. Sorted.
    near: Vec<(u64, u32)>,
    /// Those of the notes, looked up when a rule asks first.
    phrases: OnceLock<Phrases>,
}

/// One word, in whatever case it is written.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts about a word that do not depend on each other"
)]
pub struct Entry<'a> {
    /// The word in lower case.
    pub key: Cow<'a, str>,
    /// How often it is written.
    pub count: u32,
    /// The ways it is written in, with how often each is.
    pub forms: Vec<(&'a str, u32)>,
    /// Whether it is English.
    pub known: bool,
    /// Whether it is a well-known slip of another word.
    pub slip: bool,
    /// Whether the user says that it is right.
    pub accepted: bool,
    /// Whether some of its forms have a capital that is not the first letter.
    pub inner_capital: bool,
    pub english_mark: bool,
    pub foreign_mark: bool,
    /// The first note that has it.
    first: u32,
}

/// What is known of a word that no note has.
static UNWRITTEN: Entry<'_> = Entry {
    key: Cow::Borrowed(""),
    count: 0,
    forms: Vec::new(),
    known: false,
    slip: false,
    accepted: false,
    inner_capital: false,
    english_mark: false,
    foreign_mark: false,
    first: 0,
};

impl Entry<'_> {
    /// The way it is written in most often; of several the first by the alphabet.
    pub fn usual(&self) -> &str {
        let best = self
            .forms
            .iter()
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
        best.map_or("", |(form, _)| form)
    }

    fn settle(&mut self) {
        self.known = self.accepted || spelling::is_known(&self.key);
        self.slip = spelling::corrections(&self.key).next().is_some();
        self.english_mark = lexicon::is_english_mark(&self.key);
        self.foreign_mark = lexicon::is_foreign_mark(&self.key);
        let inner = |form: &str| form.chars().skip(1).any(char::is_uppercase);
        self.inner_capital = self.forms.iter().any(|(form, _)| inner(form));
    }
}

/// How often a form is written, and the first note that has it.
type Count = (u32, u32);

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
            .fold(QuickMap::<&str, Count>::default, |mut words, (i, sheet)| {
                count(&mut words, u32::try_from(i).unwrap_or(u32::MAX), sheet);
                words
            })
            .reduce(QuickMap::default, merge);
        let mut vocabulary = Vocabulary {
            sheets,
            ..Vocabulary::default()
        };
        vocabulary.gather(counted);
        for word in accepted {
            if let Some(&at) = vocabulary.index.get(word.as_str()) {
                vocabulary.entries[at as usize].accepted = true;
            }
        }
        vocabulary.entries.par_iter_mut().for_each(Entry::settle);
        vocabulary.near = vocabulary.established();
        vocabulary
    }

    /// Puts the forms of each word together.
    fn gather(&mut self, counted: QuickMap<&'a str, Count>) {
        self.index.reserve(counted.len());
        #[allow(
            clippy::iter_over_hash_type,
            reason = "neither the order of the entries nor that of their forms is told to anybody"
        )]
        for (form, (times, first)) in counted {
            let key = lower(form);
            let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            let at = *self.index.entry(key.clone()).or_insert(next);
            if at == next {
                self.entries.push(Entry {
                    key: key.clone(),
                    first,
                    ..Entry::default()
                });
            }
            let entry = &mut self.entries[at as usize];
            entry.count += times;
            entry.first = entry.first.min(first);
            entry.forms.push((form, times));
            if form != key {
                self.index.insert(Cow::Borrowed(form), at);
            }
        }
    }

    /// The index of those that others may be slips of.
    fn established(&self) -> Vec<(u64, u32)> {
        let mut near = Vec::new();
        for (at, entry) in (0..).zip(&self.entries) {
            let often = entry.count >= ESTABLISHED || entry.count == 2 && !entry.known;
            if often && entry.key.len() >= SHORTEST && entry.key.is_ascii() {
                near.extend(shortened(&entry.key).map(|hash| (hash, at)));
            }
        }
        near.par_sort_unstable();
        near
    }

    /// What is known of a word, in lower case or as it is written somewhere.
    pub fn entry(&self, word: &str) -> Option<&Entry<'a>> {
        let at = *self.index.get(word)?;
        self.entries.get(at as usize)
    }

    /// What is known of a word as some note has it.
    pub fn entry_as_written(&self, word: &str) -> &Entry<'a> {
        self.entry(word).unwrap_or(&UNWRITTEN)
    }

    /// Where a way to write a lower-case word is first used, in the first note that has the word.
    pub fn place_of(&self, word: &str, form: &str) -> Option<Span> {
        let sheet = self.sheets.get(self.entry(word)?.first as usize)?;
        sheet.lines().find_map(|line| {
            let found = sheet::words(line).find(|word| word.text == form)?;
            Some(sheet.place(line, found.at..found.at + form.len()))
        })
    }

    /// Whether some note has what a joined word falls into as two words.
    pub fn has_apart(&self, joined: &Entry<'_>) -> bool {
        let phrases = self.phrases.get_or_init(|| {
            Phrases::of(self.sheets, self.entries.iter().filter_map(Phrases::apart))
        });
        Phrases::apart(joined).is_some_and(|phrase| phrases.has(&phrase))
    }

    /// How often a lower-case word is written.
    pub fn count(&self, word: &str) -> u32 {
        self.entry(word).map_or(0, |entry| entry.count)
    }

    /// The words that are written more often and one letter away from a lower-case word: one more,
    /// one less, another one, or two of them swapped. Sorted.
    pub fn neighbours(&self, word: &str) -> Vec<&str> {
        let mut found: Vec<&str> = shortened(word)
            .flat_map(|hash| {
                let start = self.near.partition_point(|(other, _)| *other < hash);
                let same = self.near[start..].iter();
                same.take_while(move |(other, _)| *other == hash)
            })
            .filter_map(|(_, at)| self.entries.get(*at as usize))
            .map(|entry| &*entry.key)
            .filter(|other| *other != word && strsim::osa_distance(other, word) == 1)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Counts the words of the i-th note.
fn count<'a>(counted: &mut QuickMap<&'a str, Count>, i: u32, sheet: &Sheet<'a>) {
    let mut words = Vec::new();
    for line in sheet.lines() {
        sheet::read_words(line, &mut words);
        for word in words.drain(..) {
            counted.entry(word.text).or_insert((0, i)).0 += 1;
        }
    }
}

fn merge<'a>(
    mut a: QuickMap<&'a str, Count>,
    b: QuickMap<&'a str, Count>,
) -> QuickMap<&'a str, Count> {
    if a.len() < b.len() {
        return merge(b, a);
    }
    #[allow(
        clippy::iter_over_hash_type,
        reason = "sums do not depend on the order"
    )]
    for (word, (times, first)) in b {
        let into = a.entry(word).or_insert((0, first));
        into.0 += times;
        into.1 = into.1.min(first);
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
    use crate::check::reading::Reading;
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
                let reading = Reading::new(sheet, words);
                assert_eq!(reading.is_english(), expect, "{text}");
            });
        };
        check("- The heart pumps blood to the lungs\n", true);
        check("- Kubelet and containerd run on each node\n", true);
        check("- Das Herz pumpt das Blut in die Lunge\n", false);
        check("- Le cœur est un muscle qui pompe le sang\n", false);
        check("- 1\n", false);
    }
}
