//! What makes two questions the same, and the id that a new one gets.

use std::collections::{BTreeSet, HashMap, HashSet};

use rapidfuzz::distance::indel;
use unicode_normalization::UnicodeNormalization as _;

use super::CardId;
use crate::question::Draft;

/// What identifies a question wherever it stands: the template that wrote it, what the note says and
/// what is expected, each without the accidents of typing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) template: String,
    pub(super) fact: String,
    pub(super) answer: String,
}

impl Key {
    pub(super) fn of(draft: &Draft) -> Key {
        let items = draft.question.answer.iter().map(|item| normalised(item));
        Key {
            template: draft.template.clone(),
            fact: normalised(&draft.fact),
            answer: items.collect::<Vec<_>>().join("\n"),
        }
    }

    /// The id of the copy of this question with this number, counted from 0, under a heading. It
    /// knows nothing of files, so that moved sections and copies with other line ends agree.
    pub(super) fn id(&self, under: &[String], copy: usize) -> CardId {
        CardId::of(&[
            &self.template,
            &normalised(heading(under)),
            &self.fact,
            &self.answer,
            &copy.to_string(),
        ])
    }
}

/// Gives out ids, each once.
#[derive(Debug, Default)]
pub(super) struct Mint {
    /// Ids that belong to a card.
    pub(super) taken: HashSet<CardId>,
    /// By the id of the first copy of a question, the number of the copy to try next.
    next: HashMap<CardId, usize>,
}

impl Mint {
    pub(super) fn new(taken: HashSet<CardId>) -> Mint {
        Mint {
            taken,
            next: HashMap::new(),
        }
    }

    /// The id of the first copy of a question that is free; it is taken then.
    pub(super) fn new_id(&mut self, key: &Key, under: &[String]) -> CardId {
        let next = self.next.entry(key.id(under, 0)).or_default();
        loop {
            let id = key.id(under, *next);
            *next += 1;
            if self.taken.insert(id) {
                return id;
            }
        }
    }
}

/// Answers of a reworded statement that are less alike are different questions about it.
const SAME_ANSWER: f64 = 0.5;

/// Which old questions about a statement are which new ones about what became of it: of the same template,
/// with much the same answer, or the only one of it on both sides. Each is in one pair at most.
pub(super) fn same_questions<Old, New>(old: &[(Old, Key)], new: &[(New, Key)]) -> Vec<(Old, New)>
where
    Old: Copy + Ord,
    New: Copy + Ord,
{
    let mut candidates = Vec::new();
    for (card, before) in old {
        let of_template = |key: &Key| key.template == before.template;
        let only = old.iter().filter(|(_, key)| of_template(key)).count() == 1
            && new.iter().filter(|(_, key)| of_template(key)).count() == 1;
        for (draft, now) in new.iter().filter(|(_, key)| of_template(key)) {
            let alike = indel::normalized_similarity(before.answer.chars(), now.answer.chars());
            if only || alike >= SAME_ANSWER {
                candidates.push((alike, *card, *draft));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut met, mut taken) = (BTreeSet::new(), BTreeSet::new());
    candidates.retain(|(_, card, draft)| {
        let free = !met.contains(card) && !taken.contains(draft);
        free && met.insert(*card) && taken.insert(*draft)
    });
    let pairs = candidates.into_iter();
    pairs.map(|(_, card, draft)| (card, draft)).collect()
}

/// The nearest heading of a path; empty at the top of a note.
pub(super) fn heading(under: &[String]) -> &str {
    under.last().map_or("", String::as_str)
}

/// The text without what a reformatting changes: case, white space, typographic forms of quotes and
/// dashes, and punctuation at the end.
pub(super) fn normalised(text: &str) -> String {
    let plain: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{201A}' => '\'',
            '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line = words.join(" ");
    let bare = line.trim_end_matches(['.', ',', ';', ':', ' ']);
    // A text of nothing but punctuation is still a text.
    if bare.is_empty() {
        line
    } else {
        bare.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reformatting_does_not_change_the_normal_form() {
        let check = |a: &str, b: &str| assert_eq!(normalised(a), normalised(b), "{a:?} {b:?}");
        check("An  Availability Zone.", "an availability zone");
        check("one\r\ntwo", "one two");
        check("\u{201C}x\u{201D} \u{2014} it\u{2019}s", "\"x\" - it's");
        check("cafe\u{301}", "caf\u{e9}");
        assert_ne!(normalised("a-b"), normalised("a b"));
        assert_eq!(normalised("..."), "...");
    }

    #[test]
    fn a_taken_id_is_passed_over() {
        let key = Key::of(&Draft::default());
        let under = ["A".to_owned()];
        let mut mint = Mint::new(HashSet::from([key.id(&under, 1)]));
        let ids = [0; 3].map(|_| mint.new_id(&key, &under));
        assert_eq!(ids, [0, 2, 3].map(|copy| key.id(&under, copy)));
        assert_eq!(mint.taken.len(), 4);
    }
}
