//! A grid of memory states: stability on a logarithmic scale by difficulty, with values in between
//! taken from the four corners around.

use crate::schedule::model::State;

/// Points along stability, from [`LEAST`] to [`MOST`] days, evenly in its logarithm.
const STABILITIES: usize = 56;
const LEAST: f32 = 0.01;
const MOST: f32 = 1000.0;

/// Points along difficulty: 1 to 10.
const DIFFICULTIES: usize = 10;

/// Points of the grid.
pub(super) const POINTS: usize = STABILITIES * DIFFICULTIES;

/// A place in the grid: the lower corner, and the shares of the upper neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Cell {
    corner: u16,
    stability: f32,
    difficulty: f32,
}

/// The places of all points, in order.
pub(super) fn points() -> impl Iterator<Item = State> {
    let step = (MOST / LEAST).ln() / scale(STABILITIES - 1);
    (0..STABILITIES).flat_map(move |s| {
        (0..DIFFICULTIES).map(move |d| State {
            stability: LEAST * (step * scale(s)).exp(),
            difficulty: 1.0 + scale(d),
        })
    })
}

/// Where a state lies; what is off the grid lies at its edge.
pub(super) fn locate(state: State) -> Cell {
    let steps = scale(STABILITIES - 1);
    let s = (state.stability / LEAST).ln() / (MOST / LEAST).ln() * steps;
    let (s, stability) = split(s, STABILITIES);
    let (d, difficulty) = split(state.difficulty - 1.0, DIFFICULTIES);
    Cell {
        corner: s * narrow(DIFFICULTIES) + d,
        stability,
        difficulty,
    }
}

/// The value of a table of the grid at a place.
#[inline]
pub(super) fn sample(table: &[f32; POINTS], cell: Cell) -> f32 {
    let at = usize::from(cell.corner).min(POINTS - DIFFICULTIES - 2);
    let low = table[at] + (table[at + 1] - table[at]) * cell.difficulty;
    let next = at + DIFFICULTIES;
    let high = table[next] + (table[next + 1] - table[next]) * cell.difficulty;
    low + (high - low) * cell.stability
}

/// The point below, at least one from the end, and how far it is to the next.
fn split(value: f32, points: usize) -> (u16, f32) {
    let last = narrow(points - 2);
    // What is no number lies at the lower edge, which `clamp` would not see to.
    let value = value.max(0.0).min(scale(points - 1));
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the value lies between 0 and the number of points"
    )]
    let below = (value as u16).min(last);
    (below, value - f32::from(below))
}

fn narrow(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

fn scale(count: usize) -> f32 {
    f32::from(narrow(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(value: fn(State) -> f32) -> [f32; POINTS] {
        let mut table = [0.0; POINTS];
        for (at, state) in points().enumerate() {
            table[at] = value(state);
        }
        table
    }

    proptest! {
        #[test]
        fn what_is_linear_is_kept(log in -4.6f32..6.9, difficulty in 1.0f32..=10.0) {
            let value = |state: State| 2.0 * state.stability.ln() + 3.0 * state.difficulty;
            let state = State { stability: log.exp(), difficulty };
            let got = sample(&table(value), locate(state));
            prop_assert!((got - value(state)).abs() < 1e-3, "{got} for {state:?}");
        }

        #[test]
        fn no_state_leaves_the_grid(stability in prop::num::f32::ANY, difficulty in prop::num::f32::ANY) {
            let value = sample(&table(|_| 1.0), locate(State { stability, difficulty }));
            prop_assert!((value - 1.0).abs() < 1e-5, "{value}");
        }
    }
}
