//! What the exam plan gains over other ways to study, beside a bound that no plan can exceed, and how fast it is.
//!
//! ```sh
//! cargo bench --bench exam                      # the table, with few learners
//! cargo bench --bench exam -- 16                # with so many learners a row
//! cargo bench --bench exam -- 16 unknown        # learners whom the planner does not know
//! cargo bench --bench exam -- 16 missed         # who miss a quarter of the days
//! cargo bench --bench exam -- 16 long           # only the rows of 60 days; `short` those of 21
//! cargo bench --bench exam -- fit               # what fitting the parameters gains on answers to come
//! cargo bench --bench exam -- speed             # how long a plan takes
//! ```
//!
//! Scores are mean chances of recall at the exam over 500 cards.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::hint::black_box;
use std::time::Instant;

use recito::schedule::exam::habits::Habits;
use recito::schedule::exam::policy::{Card, Index, Seen, queue};
use recito::schedule::exam::price::{Group, Holding, Market};
use recito::schedule::exam::program::{Chances, Goal, Keep};
use recito::schedule::exam::simulation::contest::{Contest, Population, Rival, Task};
use recito::schedule::exam::simulation::learner::Curve;
use recito::schedule::fit::trial;
use recito::schedule::model::{Model, State};

/// Days to the exam and minutes a day.
const ROWS: [(usize, f32); 17] = [
    (21, 5.0),
    (21, 7.5),
    (21, 10.0),
    (21, 12.5),
    (21, 15.0),
    (21, 20.0),
    (21, 25.0),
    (21, 30.0),
    (60, 2.5),
    (60, 4.0),
    (60, 5.0),
    (60, 6.0),
    (60, 7.5),
    (60, 10.0),
    (60, 12.5),
    (60, 15.0),
    (60, 20.0),
];

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let has = |word: &str| words.iter().any(|given| given == word);
    if has("speed") {
        return speed();
    }
    if has("fit") {
        return fits();
    }
    let learners = words.iter().find_map(|word| word.parse().ok()).unwrap_or(2);
    let population = match () {
        () if has("exponential") => Population::Unknown(Curve::Exponential),
        () if has("activation") => Population::Unknown(Curve::Activation),
        () if has("unknown") => Population::Unknown(Curve::Power),
        () => Population::Known,
    };
    let missed = if has("missed") { 0.25 } else { 0.0 };
    println!("{population:?}, {learners} learners a row, {missed} of the days missed");
    print!("| days | min/day |");
    for rival in Rival::ALL {
        print!(" {rival:^12} |");
    }
    println!(" bound |");
    let wanted = |days: usize| (days == 21 && !has("long")) || (days == 60 && !has("short"));
    for (days, minutes) in ROWS.into_iter().filter(|(days, _)| wanted(*days)) {
        let task = Task {
            cards: 500,
            days,
            minutes,
            missed,
        };
        let contest = Contest::new(task, population, learners, 1);
        print!("| {days:>4} | {minutes:>7.1} |");
        for rival in Rival::ALL {
            let result = contest.result(rival);
            print!(" {:.3} {:>5.0}m |", result.score, result.minutes);
        }
        println!(" {:.3} |", contest.bound());
    }
}

/// Log loss on the next thousand answers of learners who are drawn from the population.
fn fits() {
    println!("| answers | published | fitted | worst cost | learners |");
    for answers in [100, 300, 1000, 2000, 4000] {
        let trials: Vec<(f64, f64)> = (100..120).filter_map(|seed| trial(seed, answers)).collect();
        let count = f64::from(u32::try_from(trials.len()).unwrap_or(u32::MAX));
        let published = trials.iter().map(|(published, _)| published).sum::<f64>() / count;
        let fitted = trials.iter().map(|(_, fitted)| fitted).sum::<f64>() / count;
        let costs = trials.iter().map(|(published, fitted)| fitted - published);
        let worst = costs.fold(f64::NEG_INFINITY, f64::max);
        println!(
            "| {answers:>7} | {published:.4} | {fitted:.4} | {worst:+.5} | {} |",
            trials.len()
        );
    }
}

/// Half of the cards are new; the others are spread over states and days.
fn cards(count: u16) -> Vec<Card> {
    let card = |at: u16| Card {
        seen: at.is_multiple_of(2).then(|| Seen {
            state: State {
                stability: 0.3 + f32::from(at % 97),
                difficulty: 1.0 + f32::from(at % 9),
            },
            last: -1 - i32::from(at % 23),
        }),
        group: 0,
        weight: 1.0,
        cost: 1.0,
    };
    (0..count).map(card).collect()
}

fn speed() {
    let model = Model::default();
    let habits = Habits::default();
    let goals = vec![Goal {
        day: 60,
        weight: 1.0,
    }];
    let groups = [Group { goals, cost: 1.0 }];
    let budget = [1200.0; 60];
    let few = cards(2000);
    let holdings: Vec<Holding> = few.iter().map(|card| card.holding(0)).collect();
    let began = Instant::now();
    let chances = Chances::new(&model, &habits, 60);
    let market = Market {
        chances: &chances,
        groups: &groups,
        holdings: &holdings,
        budget: &budget,
    };
    let settled = market.settle(None, Keep::Today);
    println!(
        "the plan of a day, 2,000 cards, 60 days   {:>7.1} ms",
        ms(began)
    );
    let began = Instant::now();
    black_box(market.settle(Some(&settled.levels), Keep::Today));
    println!(
        "the same from the prices of yesterday     {:>7.1} ms",
        ms(began)
    );
    let index = Index::Program(&settled.programs, 0);
    let began = Instant::now();
    black_box(queue(&few, &groups, index, 0));
    println!(
        "a decision after it, 2,000 cards          {:>7.2} ms",
        ms(began)
    );
    let many: Vec<Card> = cards(50_000)
        .into_iter()
        .filter(|card| card.seen.is_some())
        .cycle()
        .take(100_000)
        .collect();
    let began = Instant::now();
    let sum: f32 = many
        .iter()
        .filter_map(|card| recito::schedule::exam::policy::urgency(card, &groups[0], index, 0))
        .sum();
    println!(
        "100,000 cards scored                      {:>7.2} ms",
        ms(began)
    );
    black_box(sum);
    let began = Instant::now();
    black_box(queue(&many, &groups, index, 0));
    println!(
        "100,000 cards scored and sorted           {:>7.2} ms",
        ms(began)
    );
}

fn ms(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
