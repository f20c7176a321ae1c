//! No history is ever lost by editing: whatever is done to notes, with or without building decks, a card that
//! was answered stays in the count, and what stands in the notes again is asked under its old id.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use recito::deck::reconcile::Seen;
use recito::deck::{CardId, Deck};
use recito::note;
use recito::source::{Source, SourceId};
use recito::workspace::{Workspace, build};

/// Statements of which none looks like another.
const FACTS: [(&str, &str); 8] = [
    ("What makes bread dough rise", "yeast"),
    ("Which enzyme curdles milk", "rennet"),
    ("Which grain is brewed into beer", "barley"),
    ("Which spice colours rice yellow", "saffron"),
    ("What thickens a jam", "pectin"),
    ("Which vitamin prevents scurvy", "ascorbic acid"),
    ("Which bean gives tofu", "soya"),
    ("What sweetens a liquorice root", "glycyrrhizin"),
];

/// Where a statement stands, and how it is worded.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    fact: usize,
    note: usize,
    typo: bool,
}

/// What a person does.
#[derive(Clone, Debug)]
enum Step {
    Remove(usize),
    PutBack(usize),
    Typo(usize),
    MoveTo(usize, usize),
    Shuffle,
    RenameHeading(usize),
    RenameNote(usize),
    Study,
    Build,
}

fn steps() -> impl Strategy<Value = Step> {
    let fact = 0..FACTS.len();
    prop_oneof![
        fact.clone().prop_map(Step::Remove),
        fact.clone().prop_map(Step::PutBack),
        fact.clone().prop_map(Step::Typo),
        (fact, 0..2usize).prop_map(|(fact, note)| Step::MoveTo(fact, note)),
        Just(Step::Shuffle),
        (0..2usize).prop_map(Step::RenameHeading),
        (0..2usize).prop_map(Step::RenameNote),
        Just(Step::Study),
        Just(Step::Build),
    ]
}

/// Notes, decks and what was studied.
struct Desk {
    lines: Vec<Line>,
    headings: [usize; 2],
    names: [usize; 2],
    decks: Vec<Deck>,
    seen: Vec<Seen>,
    /// The id under which each statement was answered.
    answered: BTreeMap<usize, BTreeSet<CardId>>,
}

impl Desk {
    fn new() -> Desk {
        let line = |fact| Line {
            fact,
            note: fact % 2,
            typo: false,
        };
        Desk {
            lines: (0..FACTS.len()).map(line).collect(),
            headings: [0; 2],
            names: [0; 2],
            decks: Vec::new(),
            seen: Vec::new(),
            answered: BTreeMap::new(),
        }
    }

    fn workspace(&self) -> Workspace {
        let mut texts = BTreeMap::new();
        for note in 0..2 {
            let lines = self.lines.iter().filter(|line| line.note == note);
            let text: Vec<String> = lines
                .map(|line| {
                    let (question, answer) = FACTS[line.fact];
                    let question = if line.typo {
                        question.replacen("ic", "ci", 1) + " now"
                    } else {
                        question.to_owned()
                    };
                    format!("Q: {question}?\nA: {answer}\n")
                })
                .collect();
            let heading = ["Kitchen", "Food and drink", "Pantry"][self.headings[note] % 3];
            let name = format!("notes/{note}-{}.md", self.names[note]);
            texts.insert(name, format!("# {heading}\n\n{}", text.join("\n")));
        }
        let mut workspace = Workspace {
            decks: self.decks.clone(),
            seen: self.seen.clone(),
            ..Workspace::default()
        };
        for ((path, text), id) in texts.iter().zip(0..) {
            let source = Source::new(path, text.as_str());
            workspace.notes.push(note::parse(SourceId(id), &source).0);
            workspace.sources.push(source);
        }
        workspace
    }

    fn decks_now(&self) -> Vec<Deck> {
        build(&self.workspace()).decks
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Remove(fact) => self.lines.retain(|line| line.fact != *fact),
            Step::PutBack(fact) => {
                if self.lines.iter().all(|line| line.fact != *fact) {
                    self.lines.push(Line {
                        fact: *fact,
                        note: fact % 2,
                        typo: false,
                    });
                }
            }
            Step::Typo(fact) => {
                for line in self.lines.iter_mut().filter(|line| line.fact == *fact) {
                    line.typo = !line.typo;
                }
            }
            Step::MoveTo(fact, note) => {
                for line in self.lines.iter_mut().filter(|line| line.fact == *fact) {
                    line.note = *note;
                }
            }
            Step::Shuffle => self.lines.reverse(),
            Step::RenameHeading(note) => self.headings[*note] += 1,
            Step::RenameNote(note) => self.names[*note] += 1,
            Step::Study => self.study(),
            Step::Build => self.decks = self.decks_now(),
        }
    }

    /// Answers every card that the notes have, as a session does it: what each asks is recorded.
    fn study(&mut self) {
        for deck in self.decks_now() {
            for card in deck.asked() {
                let draft = &card.draft;
                let fact = FACTS
                    .iter()
                    .position(|(_, answer)| draft.question.answer == [*answer]);
                self.answered
                    .entry(fact.unwrap())
                    .or_default()
                    .insert(card.id);
                let now = Seen {
                    card: card.id,
                    note: deck.note.clone(),
                    under: draft.under.clone(),
                    fact: draft.fact.clone(),
                    template: draft.template.clone(),
                    answer: draft.question.answer.clone(),
                };
                self.seen.retain(|seen| *seen != now);
                self.seen.push(now);
            }
        }
    }

    /// Ids that are asked, retired in a deck, or remembered by the log: the count of `doctor`.
    fn counted(&self) -> BTreeSet<CardId> {
        let decks = self.decks_now();
        let cards = decks
            .iter()
            .flat_map(|deck| &deck.cards)
            .map(|card| card.id);
        cards
            .chain(self.seen.iter().map(|seen| seen.card))
            .collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_edit_loses_a_card_that_was_answered(steps in prop::collection::vec(steps(), 1..16)) {
        let mut desk = Desk::new();
        desk.study();
        let first = desk.answered.clone();
        for step in &steps {
            desk.step(step);
            let counted = desk.counted();
            let answered: BTreeSet<CardId> = desk.answered.values().flatten().copied().collect();
            prop_assert!(answered.is_subset(&counted), "{step:?} lost {:?}", answered.difference(&counted));
        }
        // All statements stand in the notes again, as they were: each under an id with its history.
        desk.lines = Desk::new().lines;
        let decks = desk.decks_now();
        let mut asked = BTreeMap::new();
        for card in decks.iter().flat_map(Deck::asked) {
            let fact = FACTS.iter().position(|(_, answer)| card.draft.question.answer == [*answer]);
            asked.insert(fact.unwrap(), card.id);
        }
        prop_assert_eq!(asked.len(), FACTS.len());
        for (fact, id) in &asked {
            prop_assert!(desk.answered[fact].contains(id), "{:?} is asked anew", FACTS[*fact]);
        }
        prop_assert_eq!(first.len(), FACTS.len());
    }
}
