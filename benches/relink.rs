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
use recito::deck::similar::{LINK, Statement, links};
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
}

fn main() -> anyhow::Result<()> {
    let file = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let file = file.context("name the file with the labelled histories")?;
    let (mut right, mut wrong, mut asked, mut asked_right, mut all) = (0, 0, 0, 0, 0);
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
        let found = links(&statements(&commit.removed), &statements(&commit.added));
        for truth in &commit.truth {
            all += usize::from(!truth.accept.is_empty());
            let Some(link) = found.iter().find(|link| link.old == truth.removed) else {
                continue;
            };
            let good = truth.accept.contains(&link.new);
            match (link.likeness >= LINK, good) {
                (true, true) => right += 1,
                (true, false) => wrong += 1,
                (false, _) => asked += 1,
            }
            asked_right += usize::from(link.likeness < LINK && good);
        }
    }
    println!("{all} labelled statements with a successor");
    println!(
        "linked alone: {right} right, {wrong} wrong (precision {:.3})",
        share(right, right + wrong)
    );
    println!("asked: {asked}, of which {asked_right} right");
    println!("found or asked: {:.3}", share(right + asked_right, all));
    Ok(())
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
