//! How well edited statements are found again, beside the truth of labelled histories.
//!
//! ```sh
//! cargo bench --bench relink -- FIXTURE.jsonl
//! ```
//!
//! A line of the file is a commit: `removed` and `added` statements (`norm` text, `file`, `head`, `parent`,
//! `gap` between unchanged neighbours) and `truth`, which gives for a removed one the added ones that it may
//! have become.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads its files")]

use anyhow::Context as _;
use recito::deck::Card;
use recito::deck::changed::changed;
use recito::deck::similar::{LINK, Statement, links};
use recito::question::Draft;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Commit {
    removed: Vec<Bullet>,
    added: Vec<Bullet>,
    truth: Vec<Truth>,
}

#[derive(Deserialize)]
struct Bullet {
    norm: String,
    file: String,
    head: Vec<String>,
    parent: Option<String>,
    /// What stands before and after and did not change; numbers, or the start and end of a file.
    gap: Vec<Value>,
    #[serde(skip)]
    under: Vec<String>,
}

#[derive(Deserialize)]
struct Truth {
    removed: usize,
    accept: Vec<usize>,
    /// Whether a learner who knows the old one has to learn the new one.
    meaning_changed: bool,
}

fn main() -> anyhow::Result<()> {
    let file = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let file = file.context("name the file with the labelled histories")?;
    let (mut right, mut wrong, mut asked, mut asked_right, mut all) = (0, 0, 0, 0, 0);
    let mut edits = Edits::default();
    for line in std::fs::read_to_string(file)?.lines() {
        let mut commit: Commit = serde_json::from_str(line)?;
        for bullet in commit.removed.iter_mut().chain(&mut commit.added) {
            bullet.under = bullet
                .head
                .iter()
                .cloned()
                .chain(bullet.parent.clone())
                .collect();
        }
        let (old, new) = (statements(&commit.removed), statements(&commit.added));
        let mut found = links(&old, &new);
        // A build links alone; whoever is asked later is asked about what is left, and its neighbours are
        // not known any more.
        found.retain(|link| link.likeness >= LINK);
        let left = |place: &usize| !found.iter().any(|link| link.old == *place);
        let old_left: Vec<usize> = (0..old.len()).filter(left).collect();
        let left = |place: &usize| !found.iter().any(|link| link.new == *place);
        let new_left: Vec<usize> = (0..new.len()).filter(left).collect();
        let asked_later = links(&alone(&old, &old_left), &alone(&new, &new_left));
        for truth in &commit.truth {
            all += usize::from(!truth.accept.is_empty());
            edits.add(&commit, truth);
            let later = || {
                let link = asked_later
                    .iter()
                    .find(|link| old_left[link.old] == truth.removed)?;
                Some((new_left[link.new], link.likeness.min(LINK - 0.01)))
            };
            let link = found.iter().find(|link| link.old == truth.removed);
            let link = link.map(|link| (link.new, link.likeness)).or_else(later);
            let Some((to, likeness)) = link else {
                continue;
            };
            let good = truth.accept.contains(&to);
            match (likeness >= LINK, good) {
                (true, true) => right += 1,
                (true, false) => wrong += 1,
                (false, _) => asked += 1,
            }
            asked_right += usize::from(likeness < LINK && good);
        }
    }
    println!("{all} labelled statements with a successor");
    println!(
        "linked alone: {right} right, {wrong} wrong (precision {:.3})",
        share(right, right + wrong)
    );
    println!("asked: {asked}, of which {asked_right} right");
    println!("found or asked: {:.3}", share(right + asked_right, all));
    println!(
        "of {} edits that change the meaning, {} are noticed; of {} others, {} are asked about in vain",
        edits.changing, edits.noticed, edits.others, edits.in_vain
    );
    Ok(())
}

/// Statements whose neighbours are not known any more.
fn alone<'a>(all: &[Statement<'a>], left: &[usize]) -> Vec<Statement<'a>> {
    let alone = |place: &usize| Statement {
        before: None,
        after: None,
        ..all[*place]
    };
    left.iter().map(alone).collect()
}

/// How edits that change the meaning are told from others.
#[derive(Default)]
struct Edits {
    changing: usize,
    noticed: usize,
    others: usize,
    in_vain: usize,
}

impl Edits {
    fn add(&mut self, commit: &Commit, truth: &Truth) {
        let [to] = truth.accept.as_slice() else {
            return;
        };
        let card = Card {
            draft: Draft {
                fact: commit.added[*to].norm.clone(),
                ..Draft::default()
            },
            ..Card::default()
        };
        let noticed = usize::from(changed(&commit.removed[truth.removed].norm, &card));
        if truth.meaning_changed {
            self.changing += 1;
            self.noticed += noticed;
        } else {
            self.others += 1;
            self.in_vain += noticed;
        }
    }
}

fn statements(bullets: &[Bullet]) -> Vec<Statement<'_>> {
    // Any number will do, if equal neighbours have the same.
    let number = |gap: &Value| {
        let bytes = gap.to_string();
        let hash = bytes.bytes().fold(7_u32, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(byte.into())
        });
        usize::try_from(hash).ok()
    };
    bullets
        .iter()
        .map(|bullet| Statement {
            text: &bullet.norm,
            note: &bullet.file,
            under: &bullet.under,
            before: bullet.gap.first().and_then(number),
            after: bullet.gap.get(1).and_then(number),
        })
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "small counts")]
fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}
