//! The parameters of FSRS-6 that fit a learner, as far as their answers can tell.
//!
//! Fitted parameters predict a learner worse than the published ones do until there are many answers, so they
//! are mixed with those in proportion to the answers, and only taken when they also predict answers better that
//! they were not fitted to.

use std::collections::{BTreeMap, BTreeSet};

use fsrs::{ComputeParametersInput, DEFAULT_PARAMETERS, FSRSItem, FSRSReview, compute_parameters};

use super::exam::simulation::history::{Diary, diary};
use super::model::Model;
use crate::day::Day;
use crate::deck::CardId;
use crate::review::{Event, Form, Log, Record};

/// A model and what it is based on.
#[derive(Clone, Debug, Default)]
pub struct Fit {
    pub model: Model,
    /// The share of the fitted parameters in it, from 0 to 1.
    pub share: f32,
}

/// Answers that could be predicted before the published parameters give way at all.
const FEWEST: usize = 400;

/// Answers at which the fitted parameters have half of the say.
const HALF: f32 = 2000.0;

/// The latest answers that are looked at; older ones say little of how one learns now.
const MOST: usize = 8000;

/// The parameters are fitted anew after so many answers, so that dates do not move with each one.
const STEP: usize = 100;

/// Share of the answers that is held out to test the fit.
const HELD_OUT: f32 = 0.2;

/// Log loss by which the fit has to be better there.
const MARGIN: f64 = 0.000_5;

/// The model for a log.
pub fn fit(log: &Log) -> Fit {
    let answers = log.reviews().count() / STEP * STEP;
    if answers < FEWEST {
        return Fit::default();
    }
    let items = items(log, answers);
    if items.len() < FEWEST {
        return Fit::default();
    }
    fitted(&items)
}

/// The model for items in the order of their last answers.
fn fitted(items: &[FSRSItem]) -> Fit {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a few thousand"
    )]
    let held_out = (items.len() as f32 * HELD_OUT) as usize;
    let (past, future) = items.split_at(items.len() - held_out);
    let usual = Model::default();
    let better = |fit: &Fit| log_loss(&fit.model, future) + MARGIN < log_loss(&usual, future);
    let proved = trained(past).filter(better);
    proved.and_then(|_| trained(items)).unwrap_or_default()
}

/// Fitted parameters, mixed with the published ones. First stabilities are mixed by their logarithms, since
/// they differ by factors.
fn trained(items: &[FSRSItem]) -> Option<Fit> {
    let input = ComputeParametersInput {
        train_set: items.to_vec(),
        ..ComputeParametersInput::default()
    };
    let tuned = compute_parameters(input).ok()?;
    let count = f32::from(u16::try_from(items.len()).unwrap_or(u16::MAX));
    let share = count / (count + HALF);
    let mut mixed = DEFAULT_PARAMETERS;
    for (at, (mixed, tuned)) in mixed.iter_mut().zip(tuned).enumerate() {
        *mixed = if at < 4 {
            (mixed.ln() * (1.0 - share) + tuned.ln() * share).exp()
        } else {
            *mixed * (1.0 - share) + tuned * share
        };
    }
    Some(Fit {
        model: Model::new(mixed)?,
        share,
    })
}

/// The mean negative logarithm of what was predicted for what came.
fn log_loss(model: &Model, items: &[FSRSItem]) -> f64 {
    let loss = |item: &FSRSItem| {
        let (last, before) = item.reviews.split_last()?;
        let mut state = model.first()[place(*before.first()?)];
        for review in &before[1..] {
            state = model.next(state, review.delta_t)[place(*review)];
        }
        let days = f32::from(u16::try_from(last.delta_t).unwrap_or(u16::MAX));
        let recall = f64::from(model.recall(state.stability, days)).clamp(1e-4, 1.0 - 1e-4);
        Some(if last.rating > 1 {
            -recall.ln()
        } else {
            -(1.0 - recall).ln()
        })
    };
    let losses: Vec<f64> = items.iter().filter_map(loss).collect();
    losses.iter().sum::<f64>() / f64::from(u32::try_from(losses.len().max(1)).unwrap_or(u32::MAX))
}

fn place(review: FSRSReview) -> usize {
    usize::try_from(review.rating.clamp(1, 4) - 1).unwrap_or(0)
}

/// For each first answer of a day to a card that was answered on an earlier day, all answers up to it, by time; of
/// the first `answers` of a log, the latest [`MOST`]. Repeats on the same day are part of a history and never
/// what is predicted. Choices, which may be guesses, and cram sessions are left out.
fn items(log: &Log, answers: usize) -> Vec<FSRSItem> {
    let window = answers.saturating_sub(MOST);
    // A log of a million answers is passed through for the cards of the latest ones only.
    let late = log.reviews().take(answers).skip(window);
    let cards: BTreeSet<CardId> = late.map(|review| review.card).collect();
    let mut histories: BTreeMap<CardId, (Day, Vec<FSRSReview>)> = BTreeMap::new();
    let mut items = Vec::new();
    let mut count = 0;
    for Record { event, .. } in &log.records {
        let review = match event {
            Event::Review(review) => review,
            Event::Fresh { card } => {
                histories.remove(card);
                continue;
            }
            _ => continue,
        };
        count += 1;
        if count > answers {
            break;
        }
        if review.cram || review.form == Form::Chosen || !cards.contains(&review.card) {
            continue;
        }
        let day = review.at.day();
        let rating = u32::from(review.rating.grade());
        let (last, history) = histories.entry(review.card).or_insert((day, Vec::new()));
        let delta_t = u32::try_from(day.since(*last)).unwrap_or(0);
        history.push(FSRSReview { rating, delta_t });
        *last = day.max(*last);
        if delta_t > 0 && count > window {
            let reviews = history.clone();
            items.push(FSRSItem { reviews });
        }
    }
    items
}

/// Log loss on the next thousand answers of a made-up learner, with the published parameters and with those that are
/// fitted to the first `answers`. `None` when the learner does not answer so often.
pub fn trial(seed: u64, answers: usize) -> Option<(f64, f64)> {
    let item = |diary: Diary| FSRSItem {
        reviews: diary
            .answers
            .into_iter()
            .map(|(delta_t, rating)| FSRSReview { rating, delta_t })
            .collect(),
    };
    let items: Vec<FSRSItem> = diary(seed, 1200, 100).into_iter().map(item).collect();
    let (past, future) = items.split_at_checked(answers)?;
    let future = future.get(..1000)?;
    let fit = if past.len() < FEWEST {
        Fit::default()
    } else {
        fitted(past)
    };
    Some((
        log_loss(&Model::default(), future),
        log_loss(&fit.model, future),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fit_never_costs_much_and_pays_in_the_end() {
        let mut gained = 0.0;
        for seed in 0..3 {
            for answers in [100, 300, 1000] {
                let (published, fitted) = trial(seed, answers).unwrap();
                let cost = fitted - published;
                assert!(cost <= 0.001, "{cost} after {answers} of learner {seed}");
            }
            let (published, fitted) = trial(seed, 2000).unwrap();
            gained += published - fitted;
        }
        assert!(gained > 0.0, "{gained}");
    }
}
