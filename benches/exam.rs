//! What the exam plan gains over other ways to study, beside a bound that no plan can exceed, and how fast it is.
//!
//! ```sh
//! cargo bench --bench exam                      # the table, with few learners
//! cargo bench --bench exam -- 16                # with so many learners a row
//! cargo bench --bench exam -- 16 unknown        # learners whom the planner does not know
//! cargo bench --bench exam -- 16 missed         # who miss a quarter of the days
//! ```
//!
//! Scores are mean chances of recall at the exam over 500 cards.
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use recito::schedule::exam::simulation::contest::{Contest, Population, Rival, Task};
use recito::schedule::exam::simulation::learner::Curve;

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
    for (days, minutes) in ROWS
        .into_iter()
        .filter(|(days, _)| !has("short") || *days == 21)
    {
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
