//! FSRS-6 with the parameters of a learner: how a memory fades, and what an answer makes of it.
//!
//! It knows no cards and no log. The equations are those of the `fsrs` crate; here they get the
//! parameters and plain states of memory.

use fsrs::{DEFAULT_PARAMETERS, FSRS, MemoryState};

/// Strength of a memory.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    /// Days after which the chance of recall is 90 %.
    pub stability: f32,
    /// From 1 (easy) to 10.
    pub difficulty: f32,
}

/// The memory model of a learner.
#[derive(Clone, Debug)]
pub struct Model {
    fsrs: FSRS,
    parameters: [f32; 21],
}

impl Default for Model {
    /// The published parameters, which fit the average learner.
    fn default() -> Model {
        Model {
            fsrs: FSRS::default(),
            parameters: DEFAULT_PARAMETERS,
        }
    }
}

/// The least and the greatest exponent of the curve of forgetting, to which `fsrs` clips it.
const DECAY: (f32, f32) = (0.1, 0.8);

impl Model {
    /// The model with fitted parameters; `None` when one of them is no number.
    pub fn new(mut parameters: [f32; 21]) -> Option<Model> {
        let fsrs = FSRS::new(&parameters).ok()?;
        parameters[20] = parameters[20].clamp(DECAY.0, DECAY.1);
        Some(Model { fsrs, parameters })
    }

    pub fn parameters(&self) -> &[f32; 21] {
        &self.parameters
    }

    /// The exponent of the curve of forgetting.
    pub fn decay(&self) -> f32 {
        self.parameters[20]
    }

    /// The chance of recall a number of days after the latest answer.
    pub fn recall(&self, stability: f32, days: f32) -> f32 {
        let state = MemoryState {
            stability,
            difficulty: 5.0,
        };
        fsrs::current_retrievability(state, days, self.decay())
    }

    /// Days until the chance of recall falls to `retention`.
    pub fn interval(&self, stability: f32, retention: f32) -> f32 {
        self.fsrs.next_interval(Some(stability), retention, 3)
    }

    /// The states after a first answer, by rating from again to easy.
    pub fn first(&self) -> [State; 4] {
        self.states(None, 0).unwrap_or([LEAST; 4])
    }

    /// The states after an answer a number of days later, by rating from again to easy.
    pub fn next(&self, before: State, elapsed: u32) -> [State; 4] {
        self.states(Some(before), elapsed).unwrap_or([before; 4])
    }

    fn states(&self, before: Option<State>, elapsed: u32) -> Option<[State; 4]> {
        let before = before.map(|state| MemoryState {
            stability: state.stability,
            difficulty: state.difficulty,
        });
        let next = self.fsrs.next_states(before, 0.9, elapsed).ok()?;
        let all = [next.again, next.hard, next.good, next.easy];
        Some(all.map(|next| State {
            stability: next.memory.stability,
            difficulty: next.memory.difficulty,
        }))
    }
}

/// What the model takes for the weakest memory.
const LEAST: State = State {
    stability: 0.001,
    difficulty: 10.0,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Good = 2, again = 0, as places in the states.
    fn check(steps: &[(u32, usize)], stability: f32, difficulty: f32) {
        let model = Model::default();
        let mut state = model.first()[steps[0].1];
        for (elapsed, rating) in &steps[1..] {
            state = model.next(state, *elapsed)[*rating];
        }
        assert!(
            (state.stability / stability - 1.0).abs() < 1e-4
                && (state.difficulty - difficulty).abs() < 1e-4,
            "{state:?}"
        );
    }

    #[test]
    fn golden_values_of_fsrs_6() {
        check(&[(0, 2)], 2.3065, 2.118_104);
        check(&[(0, 2), (2, 2)], 10.9643, 2.1112);
        check(&[(0, 2), (2, 0)], 0.607_58, 7.394_502);
    }

    #[test]
    fn the_curve_is_that_of_the_parameters() {
        let mut parameters = DEFAULT_PARAMETERS;
        parameters[20] = 0.5;
        let steep = Model::new(parameters).unwrap();
        for model in [&steep, &Model::default()] {
            assert!((model.recall(7.0, 7.0) - 0.9).abs() < 1e-5);
            assert!((model.interval(7.0, 0.9) - 7.0).abs() < 1e-4);
            assert!((model.recall(7.0, 0.0) - 1.0).abs() < 1e-6);
        }
        assert!(steep.recall(7.0, 70.0) < Model::default().recall(7.0, 70.0));
        parameters[3] = f32::NAN;
        assert!(Model::new(parameters).is_none());
    }
}
