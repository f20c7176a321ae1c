//! `recito simulate`: plans against each other on made-up learners, for those who want to see the figures.

use std::io::Write;

use super::{Context, Exit, Failure};
use crate::cli::{Population as Named, SimulateArgs};
use crate::schedule::exam::simulation::contest::{Contest, Population, Rival, Task};
use crate::schedule::exam::simulation::learner::Curve;

/// Most cards, days and learners: beyond, it would take hours.
const MOST: (usize, usize, usize) = (20_000, 365, 1000);

/// Runs the command.
pub fn run(args: &SimulateArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    let (cards, days, learners) = (args.cards, args.days, args.learners);
    if cards == 0 || days == 0 || learners == 0 {
        return Err(Failure::new(
            "cards, days and learners have to be at least one",
        ));
    }
    if cards > MOST.0 || days > MOST.1 || learners > MOST.2 {
        let (cards, days, learners) = MOST;
        return Err(Failure::new("that would take hours").hint(format!(
            "at most {cards} cards, {days} days and {learners} learners"
        )));
    }
    let population = match args.population {
        Named::Known => Population::Known,
        Named::Unknown => Population::Unknown(Curve::Power),
        Named::Exponential => Population::Unknown(Curve::Exponential),
        Named::Activation => Population::Unknown(Curve::Activation),
    };
    let task = Task {
        cards,
        days,
        minutes: args.minutes.max(0.0),
        missed: args.missed.clamp(0.0, 1.0),
    };
    let match_up = Contest::new(task, population, learners, context.seed);
    writeln!(out, "{:>5}  score  minutes", "plan")?;
    for rival in Rival::ALL {
        let result = match_up.result(rival);
        writeln!(
            out,
            "{:>5}  {:.3}  {:>7.0}",
            rival.to_string(),
            result.score,
            result.minutes
        )?;
    }
    if population == Population::Known {
        writeln!(out, "{:>5}  {:.3}", "bound", match_up.bound())?;
    }
    Ok(Exit::Clean)
}
