//! Old decks and new drafts in, cards with their ids out.

use proptest::prelude::*;

use super::*;
use crate::deck::Mine;
use crate::deck::key::normalised;
use crate::question::Question;

/// A draft as `Heading/Sub: prompt = answer`; the fact is the answer over and over, so that
/// no two facts are alike.
fn draft(text: &str) -> Draft {
    let (under, rest) = text.split_once(": ").unwrap();
    let (prompt, answer) = rest.split_once(" = ").unwrap();
    Draft {
        question: Question {
            prompt: prompt.into(),
            answer: vec![answer.into()],
            accept: vec![vec![]],
            ..Question::default()
        },
        template: "define".into(),
        under: under.split('/').map(str::to_owned).collect(),
        fact: normalised(answer).repeat(9),
        ..Draft::default()
    }
}

/// Notes as `# path` lines followed by the lines of their drafts.
fn notes(text: &str) -> Vec<Drafts> {
    let mut notes: Vec<Drafts> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(path) => notes.push(Drafts {
                note: path.into(),
                drafts: Vec::new(),
            }),
            None => notes.last_mut().unwrap().drafts.push(draft(line)),
        }
    }
    notes
}

fn cards(decks: &[Deck]) -> impl Iterator<Item = (&str, &Card)> {
    decks
        .iter()
        .flat_map(|deck| deck.cards.iter().map(|card| (deck.note.as_str(), card)))
}

/// The id of the card with this answer that is still asked, or is not any more.
fn id_of(decks: &[Deck], answer: &str) -> CardId {
    let found = cards(decks).find(|(_, card)| card.draft.question.answer == [answer]);
    found.unwrap().1.id
}

/// Builds `before`, then `after`, and shows the changes as `Kind answer` lines.
fn check(before: &str, after: &str, expected: &[&str]) -> (Vec<Deck>, Vec<Deck>) {
    let (old, _) = reconcile(&[], &notes(before), &[]);
    let (new, changes) = reconcile(&old, &notes(after), &[]);
    let shown: Vec<String> = changes.iter().map(|change| show(*change, &new)).collect();
    assert_eq!(shown, expected);
    (old, new)
}

fn show(change: Change, decks: &[Deck]) -> String {
    let (name, id) = match change {
        Change::Added(id) => ("added", id),
        Change::Edited(id) => ("edited", id),
        Change::Reworded(id, _) => ("reworded", id),
        Change::Moved(id) => ("moved", id),
        Change::Retired(id) => ("retired", id),
        Change::Revived(id) => ("revived", id),
    };
    let (note, card) = cards(decks).find(|(_, card)| card.id == id).unwrap();
    format!("{name} {note} {}", card.draft.question.answer[0])
}

#[test]
fn a_new_wording_is_an_edit_and_a_new_answer_another_card() {
    let before = "# a.md\nA: what? = x\nA: why? = y\n";
    let (old, new) = check(
        before,
        "# a.md\nA: what now? = X.\nA: why? = z\n",
        &["edited a.md X.", "added a.md z", "retired a.md y"],
    );
    assert_eq!(id_of(&old, "x"), id_of(&new, "X."));
    let asked: Vec<bool> = new[0].cards.iter().map(|card| card.retired).collect();
    assert_eq!(asked, [false, false, true]);
}

#[test]
fn cards_move_within_and_between_notes() {
    let before = "# a.md\nA: p = x\nA: p = y\n# b.md\nB: p = z\n";
    let after = "# a.md\nA/C: p = y\n# b.md\nA: p = x\nB: p = z\n";
    let (old, new) = check(before, after, &["moved a.md y", "moved b.md x"]);
    for answer in ["x", "y", "z"] {
        assert_eq!(id_of(&old, answer), id_of(&new, answer));
    }
}

#[test]
fn a_renamed_note_leaves_an_empty_deck_behind() {
    let (_, new) = check(
        "# a.md\nA: p = x\n",
        "# b.md\nA: p = x\n",
        &["moved b.md x"],
    );
    let sizes: Vec<_> = new
        .iter()
        .map(|deck| (deck.note.as_str(), deck.cards.len()))
        .collect();
    assert_eq!(sizes, [("a.md", 0), ("b.md", 1)]);
}

#[test]
fn the_deck_of_a_note_that_is_gone_keeps_its_cards_and_they_come_back() {
    let text = "# a.md\nA: p = x\nA: p = y\n";
    let (mut old, new) = check(text, "# b.md\n", &["retired a.md x", "retired a.md y"]);
    old[0].cards[0].mine.hint = Some("h".into());
    let (again, changes) = reconcile(&new, &notes("# b.md\nB: p = y\n# a.md\nA: p = x\n"), &[]);
    let shown: Vec<String> = changes.iter().map(|change| show(*change, &again)).collect();
    assert_eq!(shown, ["revived b.md y", "revived a.md x"]);
    assert_eq!(id_of(&again, "x"), id_of(&old, "x"));
}

#[test]
fn a_section_in_another_file_gives_the_same_ids() {
    let ids = |text: &str| -> Vec<CardId> {
        let (decks, _) = reconcile(&[], &notes(text), &[]);
        cards(&decks).map(|(_, card)| card.id).collect()
    };
    assert_eq!(
        ids("# a.md\nA/B: p = x\n"),
        ids("# z/b.md\nC/B: other = X\n")
    );
    assert_ne!(ids("# a.md\nA/B: p = x\n"), ids("# a.md\nA/C: p = x\n"));
}

#[test]
fn copies_of_a_question_are_told_apart_by_their_place() {
    let text = "# a.md\nA/S: p = x\nB/S: p = x\n";
    let (old, new) = check(text, "# a.md\nB/S: p = x\nA/S: p = x\n", &[]);
    assert_ne!(old[0].cards[0].id, old[0].cards[1].id);
    assert_eq!(old[0].cards[0].id, new[0].cards[1].id);
}

#[test]
fn an_id_in_two_decks_stays_with_one_card() {
    let (mut old, _) = reconcile(&[], &notes("# a.md\nA: p = x\n"), &[]);
    let mut double = old[0].clone();
    double.note = "b.md".into();
    old.push(double);
    let id = old[0].cards[0].id;

    let (both, changes) = reconcile(&old, &notes("# a.md\nA: p = x\n# b.md\nA: p = x\n"), &[]);
    assert_eq!(both[0].cards[0].id, id);
    assert_ne!(both[1].cards[0].id, id);
    assert_eq!(changes, [Change::Added(both[1].cards[0].id)]);

    let (one, changes) = reconcile(&old, &notes("# b.md\nA: p = x\n"), &[]);
    assert_eq!(
        (one[0].cards.len(), one[1].cards[0].id, changes),
        (0, id, vec![])
    );

    old[0].cards[0].mine.raw = "mine.hint = 'h'".into();
    let (kept, _) = reconcile(&old, &notes("# b.md\nA: p = x\n"), &[]);
    assert_eq!(
        kept[0].cards[0].mine.raw, "mine.hint = 'h'",
        "nothing that was written is lost"
    );
}

#[test]
fn the_log_gives_a_lost_card_its_id_back() {
    let text = "# a.md\nA/S: p = x\nB/S: p = x\nC: p = z\n";
    let (old, _) = reconcile(&[], &notes(text), &[]);
    let seen: Vec<Seen> = cards(&old)
        .map(|(note, card)| Seen {
            card: card.id,
            note: note.into(),
            under: card.draft.under.clone(),
            fact: card.draft.fact.clone(),
            ..Seen::default()
        })
        .collect();
    // The headings have changed, and one of the copies is gone.
    let (new, changes) = reconcile(&[], &notes("# a.md\nB/S: p = x\nD: p = z\n"), &seen);
    assert_eq!(new[0].cards[0].id, old[0].cards[1].id);
    assert_eq!(new[0].cards[1].id, old[0].cards[2].id);
    let ids = new[0].cards.iter().map(|card| Change::Revived(card.id));
    assert_eq!(changes, ids.collect::<Vec<_>>());
    // The id proves template, fact and answer, so that a moved card is found as well.
    let (other, _) = reconcile(&[], &notes("# o.md\nE: p = z\n"), &seen);
    assert_eq!(other[0].cards[0].id, old[0].cards[2].id);
}

/// What the log remembers of cards that were studied.
fn studied(decks: &[Deck]) -> Vec<Seen> {
    let seen = cards(decks).map(|(note, card)| Seen {
        card: card.id,
        note: note.into(),
        under: card.draft.under.clone(),
        fact: card.draft.fact.clone(),
        template: card.draft.template.clone(),
        answer: card.draft.question.answer.clone(),
    });
    seen.collect()
}

#[test]
fn without_any_deck_the_log_finds_a_reworded_statement() {
    let note = |fact: &str, answer: &str| {
        let mut notes = notes(&format!("# a.md\nLocks: p = {answer}\nLocks: q = other\n"));
        notes[0].drafts[0].fact = fact.into();
        notes
    };
    let before = note("the gate opens after thre minutes of flood", "thre minutes");
    let (old, _) = reconcile(&[], &before, &[]);
    let after = note(
        "the gate opens after three minutes of flood",
        "three minutes",
    );
    let (new, changes) = reconcile(&[], &after, &studied(&old));
    assert_eq!(new[0].cards[0].id, old[0].cards[0].id);
    assert_eq!(changes.len(), 2, "{changes:?}");
    // What was not found stands in no deck, and does not take the id of another.
    let (other, _) = reconcile(
        &[],
        &note("boats wait below the weir", "boats"),
        &studied(&old),
    );
    assert_eq!(other[0].cards.len(), 2);
    assert_ne!(other[0].cards[0].id, old[0].cards[0].id);
    // Another collection has a note of this name: nothing of it is seen here.
    let (elsewhere, changes) = reconcile(&[], &notes("# b.md\nA: p = x\n"), &studied(&old));
    assert_eq!((elsewhere.len(), changes.len()), (1, 1));
}

#[test]
fn a_memory_without_its_hash_does_not_choose_between_two_questions() {
    let memory = Seen {
        card: CardId::of(&["elsewhere"]),
        note: "a.md".into(),
        under: vec!["Old".into()],
        fact: "x".repeat(9),
        ..Seen::default()
    };
    let one = notes("# a.md\nA: p = x\n");
    assert_eq!(
        reconcile(&[], &one, std::slice::from_ref(&memory)).0[0].cards[0].id,
        memory.card
    );
    let elsewhere = reconcile(
        &[],
        &notes("# b.md\nA: p = x\n"),
        std::slice::from_ref(&memory),
    )
    .0;
    assert_ne!(elsewhere[0].cards[0].id, memory.card);
    let mut two = one.clone();
    let mut second = draft("A: q = x");
    second.template = "name".into();
    two[0].drafts.push(second);
    let (decks, _) = reconcile(&[], &two, std::slice::from_ref(&memory));
    assert!(decks[0].cards.iter().all(|card| card.id != memory.card));
}

/// Notes of a small world, where copies and clashes are common.
fn any_notes() -> impl Strategy<Value = Vec<Drafts>> {
    let draft = (0..3u8, 0..3u8, 0..5u8).prop_map(|(under, prompt, answer)| {
        let under = ["A", "A/B", "C/B"][usize::from(under)];
        let answer = ["x", "y", "z", "v", "w"][usize::from(answer)];
        draft(&format!("{under}: p{prompt} = {answer}"))
    });
    let note = prop::collection::vec(draft, 0..7);
    prop::collection::vec(note, 0..4).prop_map(|all| {
        let named = all.into_iter().enumerate();
        named
            .map(|(i, drafts)| Drafts {
                note: format!("{i}.md"),
                drafts,
            })
            .collect()
    })
}

/// What a draft is, whatever its position.
fn identities(decks: &[Deck]) -> Vec<(String, String, CardId)> {
    let asked = cards(decks).filter(|(_, card)| !card.retired);
    let mut all: Vec<_> = asked
        .map(|(note, card)| (note.to_owned(), format!("{:?}", card.draft), card.id))
        .collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn reconciling_again_changes_nothing(first in any_notes(), second in any_notes()) {
        let (old, _) = reconcile(&[], &first, &[]);
        let (decks, _) = reconcile(&old, &second, &[]);
        let (again, changes) = reconcile(&decks, &second, &[]);
        prop_assert_eq!(changes, []);
        prop_assert_eq!(again, decks);
    }

    #[test]
    fn ids_are_unique_and_none_is_lost(first in any_notes(), second in any_notes(), third in any_notes()) {
        let mut decks = Vec::new();
        for notes in [first, second, third] {
            let (next, changes) = reconcile(&decks, &notes, &[]);
            let ids: Vec<CardId> = cards(&next).map(|(_, card)| card.id).collect();
            let unique: HashSet<CardId> = ids.iter().copied().collect();
            prop_assert_eq!(unique.len(), ids.len());
            prop_assert!(cards(&decks).all(|(_, card)| unique.contains(&card.id)));
            let asked = cards(&next).filter(|(_, card)| !card.retired).count();
            prop_assert_eq!(asked, notes.iter().map(|of| of.drafts.len()).sum::<usize>());
            let retired = changes.iter().filter(|change| matches!(change, Change::Retired(_)));
            prop_assert!(retired.count() <= cards(&decks).count());
            decks = next;
        }
    }

    #[test]
    fn the_order_of_the_drafts_does_not_change_who_matches_whom(
        first in any_notes(),
        second in any_notes(),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let (old, _) = reconcile(&[], &first, &[]);
        let mut other = second.clone();
        for note in &mut other {
            let by = shuffled.index(note.drafts.len().max(1));
            note.drafts.rotate_left(by);
            note.drafts.reverse();
        }
        let (a, _) = reconcile(&old, &second, &[]);
        let (b, _) = reconcile(&old, &other, &[]);
        prop_assert_eq!(identities(&a), identities(&b));
    }

    #[test]
    fn with_the_log_alone_every_card_is_found_where_it_stands(first in any_notes()) {
        let (old, _) = reconcile(&[], &first, &[]);
        let (new, _) = reconcile(&[], &first, &studied(&old));
        // Copies in one place that only differ in their wording are not told apart.
        let places = |decks: &[Deck]| {
            let mut places = studied(decks);
            places.sort();
            places
        };
        prop_assert_eq!(places(&new), places(&old));
    }

    #[test]
    fn what_the_user_wrote_is_never_lost(first in any_notes(), second in any_notes()) {
        let (mut old, _) = reconcile(&[], &first, &[]);
        for card in old.iter_mut().flat_map(|deck| &mut deck.cards) {
            card.mine = Mine { raw: format!("mine.hint = '{}'", card.id), ..Mine::default() };
        }
        let (new, _) = reconcile(&old, &second, &[]);
        let kept: HashSet<&str> = cards(&new).map(|(_, card)| card.mine.raw.as_str()).collect();
        prop_assert!(cards(&old).all(|(_, card)| kept.contains(card.mine.raw.as_str())));
    }
}
