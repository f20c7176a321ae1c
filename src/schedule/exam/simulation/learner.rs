//! Learners that are made up: what they remember in truth, what they answer, and how long it takes.

use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use crate::schedule::model::{Model, State};

/// How a learner forgets and answers.
#[derive(Clone, Debug)]
pub struct Learner {
    model: Model,
    curve: Curve,
}

/// How recall falls with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// As FSRS-6 says.
    Power,
    /// By the same share each day: 0.9^(t / S).
    Exponential,
    /// ACT-R with spacing (Pavlik and Anderson 2005): each answer leaves a trace of its own.
    Activation,
}

/// What a learner remembers of a card in truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    state: State,
    last: i32,
    /// Day and decay of each answer; only with [`Curve::Activation`].
    answers: Vec<(f32, f32)>,
}

impl Trace {
    /// A memory that is as it seems; such a learner forgets by a [`Curve`] of states.
    pub fn new(state: State, last: i32) -> Trace {
        Trace {
            state,
            last,
            answers: Vec::new(),
        }
    }
}

/// A contact with a card until it is right once: ratings in order, from 0 (again), and seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contact {
    pub ratings: Vec<usize>,
    pub seconds: f32,
}

/// Ratings and seconds of the learners of Anki, as the simulator of `fsrs` has them: of first answers, of
/// answers that were recalled, and of repeats on the same day.
const FIRST: [f32; 4] = [0.24, 0.094, 0.495, 0.171];
const PASSED: [f32; 4] = [0.0, 0.224, 0.631, 0.145];
const LEARNING: [f32; 4] = [0.3686, 0.0628, 0.5108, 0.0577];
const RELEARNING: [f32; 4] = [0.2157, 0.0643, 0.6595, 0.0604];
const FIRST_SECONDS: [f32; 4] = [19.58, 18.79, 13.78, 10.71];
const REVIEW_SECONDS: [f32; 4] = [19.38, 17.59, 12.38, 8.94];
const REPEAT_SECONDS: [f32; 4] = [16.44, 15.25, 12.32, 8.03];

/// Standard deviations of the parameters of FSRS-6 over learners, from the fitting of `fsrs`; those of the
/// first four are of their logarithms.
const SPREAD: [f32; 21] = [
    0.8, 0.8, 0.8, 0.8, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03,
    0.31, 0.32, 0.14, 0.27,
];

/// Constants of ACT-R that are usual for facts: decay of the first trace, how much faster the traces of a strong
/// memory decay, and noise. The threshold is such that seven of ten are recalled a day after one contact.
const DECAY: f32 = 0.177;
const SPACING: f32 = 0.217;
const THRESHOLD: f32 = -1.58;
const NOISE: f32 = 0.255;

impl Learner {
    pub fn new(model: Model, curve: Curve) -> Learner {
        Learner { model, curve }
    }

    /// A learner drawn from a population around the average one, of whom the planner knows nothing.
    pub fn drawn(curve: Curve, rng: &mut ChaCha8Rng) -> Learner {
        Learner::around(&Model::default(), 1.0, curve, rng)
    }

    /// A learner who may have this model: with a doubt of zero it is theirs, with one of one they differ from it as
    /// learners differ from the average.
    pub fn around(average: &Model, doubt: f32, curve: Curve, rng: &mut ChaCha8Rng) -> Learner {
        let mut parameters = *average.parameters();
        // How quickly one learns at all is common to the four first stabilities.
        let common = normal(rng);
        for (at, (parameter, spread)) in parameters.iter_mut().zip(SPREAD).enumerate() {
            if at < 4 {
                *parameter *= (doubt * spread * (0.8 * common + 0.6 * normal(rng))).exp();
            } else {
                *parameter += 0.5 * doubt * spread * normal(rng);
            }
        }
        parameters[..4].sort_by(f32::total_cmp);
        let model = Model::new(parameters).unwrap_or_else(|| average.clone());
        Learner { model, curve }
    }

    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The chance to recall a card at the beginning of a day.
    pub fn recall(&self, trace: &Trace, day: i32) -> f32 {
        let elapsed = days(day - trace.last);
        match self.curve {
            Curve::Power => self.model.recall(trace.state.stability, elapsed),
            Curve::Exponential => 0.9_f32.powf(elapsed / trace.state.stability),
            Curve::Activation => {
                let activation = activation(&trace.answers, days(day));
                1.0 / (1.0 + ((THRESHOLD - activation) / NOISE).exp())
            }
        }
    }

    /// Meets a card for the first time.
    pub fn meet(&self, day: i32, rng: &mut ChaCha8Rng) -> (Trace, Contact) {
        let rating = draw(&FIRST, rng);
        let mut trace = Trace {
            state: self.model.first()[rating],
            last: day,
            answers: Vec::new(),
        };
        let mut contact = Contact {
            ratings: vec![rating],
            seconds: FIRST_SECONDS[rating],
        };
        self.leave(&mut trace, day, 0);
        self.repeat(&mut trace, &mut contact, (&LEARNING, &FIRST_SECONDS), rng);
        (trace, contact)
    }

    /// Answers a card that was met on an earlier day.
    pub fn answer(&self, trace: &mut Trace, day: i32, rng: &mut ChaCha8Rng) -> Contact {
        let recalled = rng.random::<f32>() < self.recall(trace, day);
        let rating = if recalled { draw(&PASSED, rng) } else { 0 };
        let elapsed = u32::try_from(day - trace.last).unwrap_or(0);
        trace.state = self.model.next(trace.state, elapsed)[rating];
        trace.last = day;
        let mut contact = Contact {
            ratings: vec![rating],
            seconds: REVIEW_SECONDS[rating],
        };
        self.leave(trace, day, 0);
        self.repeat(trace, &mut contact, (&RELEARNING, &REPEAT_SECONDS), rng);
        contact
    }

    /// Repeats a card that failed until it is right once.
    fn repeat(
        &self,
        trace: &mut Trace,
        contact: &mut Contact,
        (shares, seconds): (&[f32; 4], &[f32; 4]),
        rng: &mut ChaCha8Rng,
    ) {
        while contact.ratings.last() == Some(&0) && contact.ratings.len() < REPEATS {
            let rating = draw(shares, rng);
            trace.state = self.model.next(trace.state, 0)[rating];
            self.leave(trace, trace.last, contact.ratings.len());
            contact.ratings.push(rating);
            contact.seconds += seconds[rating];
        }
    }

    /// Leaves a trace of an answer, a minute after the one before.
    fn leave(&self, trace: &mut Trace, day: i32, repeat: usize) {
        if self.curve == Curve::Activation {
            let now = days(day) + days(i32::try_from(repeat).unwrap_or(0)) / 1440.0;
            let decay = if trace.answers.is_empty() {
                DECAY
            } else {
                SPACING * activation(&trace.answers, now).exp() + DECAY
            };
            trace.answers.push((now, decay));
        }
    }
}

/// Answers on one day after which even the most forgetful learner stops.
const REPEATS: usize = 10;

/// Seconds of study-like time in a day: away from studying, forgetting is slower (Pavlik and Anderson).
const AWAY: f32 = 0.025 * 86_400.0;

fn activation(answers: &[(f32, f32)], now: f32) -> f32 {
    let strength = |(at, decay): &(f32, f32)| ((now - at) * AWAY).max(1.0).powf(-decay);
    answers.iter().map(strength).sum::<f32>().ln()
}

fn draw(shares: &[f32; 4], rng: &mut ChaCha8Rng) -> usize {
    let total: f32 = shares.iter().sum();
    let mut left = rng.random::<f32>() * total;
    for (at, share) in shares.iter().enumerate() {
        left -= share;
        if left < 0.0 {
            return at;
        }
    }
    2
}

/// A number from the normal distribution with deviation 1 (Box and Muller).
fn normal(rng: &mut ChaCha8Rng) -> f32 {
    let (u, v): (f32, f32) = (rng.random(), rng.random());
    (-2.0 * (1.0 - u).ln()).sqrt() * (std::f32::consts::TAU * v).cos()
}

fn days(count: i32) -> f32 {
    f32::from(i16::try_from(count).unwrap_or(i16::MAX))
}
