//! `recito study`: asks questions in the terminal and keeps every answer.

pub(super) mod desk;
mod look;
mod pick;
mod pool;
mod way;

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Context, Exit, Failure, INTERRUPTED};
use crate::cli::{AnswerHabit, StudyArgs};
use crate::deck::CardId;
use crate::plain;
use crate::printable::{one_line, printable};
use crate::report::session::summary_lines;
use crate::review::Review;
use crate::session::{Habit, Session, Settings, Shell as _};
use crate::store::backup;
use crate::store::log::Writer;
use crate::tui::{self, run::Taken};
use desk::Desk;
pub(super) use look::look;
use pick::{Wish, nothing_due};
use pool::Pool;

/// Runs the command.
pub fn run(args: &StudyArgs, context: &Context, out: &mut dyn Write) -> Result<Exit, Failure> {
    if !args.plain && !context.terminal {
        return Err(Failure::new("there is no terminal to ask questions in")
            .hint("use `--plain` to answer over plain lines of text"));
    }
    let pool = Pool::open(&args.paths, context)?;
    if pool.cards(args.topic.as_deref()).is_empty() {
        return Err(no_cards(args, &pool));
    }
    let writer = Writer::open(&context.data_dir, &context.state_dir).map_err(|error| {
        Failure::from(error)
            .hint("answers could not be kept; choose another folder with `--data-dir`")
    })?;
    let (wish, picked) = match choose(args, &pool, context, out)? {
        Chosen::Cards(wish, picked) => (wish, picked),
        Chosen::Nothing(exit) => return Ok(exit),
    };
    let tasks = picked.iter().filter_map(|id| pool.task(*id)).collect();
    let settings = settings(wish, args, &pool);
    let look = tui::Look {
        greeting: match wish {
            Wish::Due | Wish::More(_) => greeting(&pool, context),
            _ => String::new(),
        },
        ..look(&pool.collection.config, context)?
    };
    let mut desk = Desk::new(writer, pool, &args.paths, context);
    let mut session = Session::new(tasks, settings, context.now.get());
    if args.plain {
        end_on_signals()?;
        plain::run(&mut session, &mut desk, &mut io::stdin().lock(), out)?;
        out.flush()?;
        back_up(context);
        return Ok(Exit::Clean);
    }
    match tui::run::run(&mut session, &mut desk, look)? {
        tui::run::End::Done => {
            let tomorrow = desk.due_tomorrow();
            for line in summary_lines(&session.summary(), tomorrow, settings.mock) {
                writeln!(out, "{}", one_line(&line))?;
            }
            out.flush()?;
            back_up(context);
            Ok(Exit::Clean)
        }
        tui::run::End::Interrupted => Ok(Exit::Interrupted),
    }
}

/// What the first frame says: that the day goes on, with how many of these cards were answered already.
fn greeting(pool: &Pool, context: &Context) -> String {
    let today = context.now.get().day();
    let of_today = |review: &&Review| review.at.day() == today && pool.card(review.card).is_some();
    match pool.collection.log.reviews().filter(of_today).count() {
        0 => String::new(),
        count => format!("{count} answered today already"),
    }
}

/// Makes the backup of the month. The session is over and kept: that this failed is only worth a word.
fn back_up(context: &Context) {
    let made = backup::monthly(&context.data_dir, &context.state_dir, context.now.get());
    if let (Err(error), false) = (made, context.quiet) {
        let said = format!("recito: no backup was made this month: {error:#}");
        // Standard error may be closed.
        let _ = writeln!(io::stderr(), "{}", printable(&said));
    }
}

/// What a session is to be about.
enum Chosen {
    Cards(Wish, Vec<CardId>),
    /// Nothing, and how the command ends then.
    Nothing(Exit),
}

/// The cards to ask. When nothing is due the learner chooses what else to do.
fn choose(
    args: &StudyArgs,
    pool: &Pool,
    context: &Context,
    out: &mut dyn Write,
) -> Result<Chosen, Failure> {
    let mut wish = Wish::of(args);
    let way = match wish {
        Wish::Due => way::way(args, pool, context)?,
        _ => None,
    };
    let mut spent = false;
    let mut picked = match way {
        Some(way) => {
            wish = Wish::Exam(way.minutes);
            spent = way.spent;
            way.cards
        }
        None => pick::pick(wish, args, pool, context),
    };
    if picked.is_empty() && matches!(wish, Wish::Due | Wish::Exam(_)) {
        let lines = match (wish, spent) {
            (Wish::Exam(_), true) => {
                vec![
                    "the minutes of today for the exam are spent; `--minutes 10` goes on"
                        .to_owned(),
                ]
            }
            (Wish::Exam(_), false) => {
                vec!["no card is worth a minute for the exam today; all had better wait".to_owned()]
            }
            _ => nothing_due(args, pool, context),
        };
        let offers = pick::offers(args, pool, context);
        let taken = if args.plain || offers.is_empty() {
            Taken::Nothing
        } else {
            tui::run::offer(&lines, &offers, &look(&pool.collection.config, context)?)?
        };
        wish = match taken {
            Taken::Offer(wish) => wish,
            Taken::Interrupted => return Ok(Chosen::Nothing(Exit::Interrupted)),
            Taken::Nothing => {
                for line in lines {
                    writeln!(out, "{}", one_line(&line))?;
                }
                for offer in offers {
                    writeln!(out, "`{}` {}", offer.flag, offer.says)?;
                }
                return Ok(Chosen::Nothing(Exit::Clean));
            }
        };
        picked = pick::pick(wish, args, pool, context);
    }
    if picked.is_empty() {
        writeln!(out, "there is nothing to ask")?;
        return Ok(Chosen::Nothing(Exit::Clean));
    }
    Ok(Chosen::Cards(wish, picked))
}

fn settings(wish: Wish, args: &StudyArgs, pool: &Pool) -> Settings {
    Settings {
        habit: args.answer.map_or(pool.collection.config.answer, habit),
        limit: wish.limit(args),
        minutes: match wish {
            Wish::Exam(minutes) => Some(minutes),
            _ => args.minutes,
        },
        cram: matches!(wish, Wish::Cram | Wish::Mock),
        mock: wish == Wish::Mock,
    }
}

/// Ends the program with its exit code for an interruption when it is told to. Over plain lines there
/// is no terminal to put back, and what was accepted is on the disk.
fn end_on_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    #[cfg(unix)]
    let told = [SIGINT, SIGTERM, signal_hook::consts::SIGHUP];
    #[cfg(not(unix))]
    let told = [SIGINT, SIGTERM];
    for signal in told {
        let always = Arc::new(AtomicBool::new(true));
        signal_hook::flag::register_conditional_shutdown(signal, i32::from(INTERRUPTED), always)?;
    }
    Ok(())
}

fn habit(habit: AnswerHabit) -> Habit {
    match habit {
        AnswerHabit::Own => Habit::Own,
        AnswerHabit::Type => Habit::Type,
        AnswerHabit::Choose => Habit::Choose,
    }
}

fn no_cards(args: &StudyArgs, pool: &Pool) -> Failure {
    let any = pool
        .built
        .decks
        .iter()
        .any(|deck| deck.asked().next().is_some());
    match (&args.topic, any) {
        (Some(topic), true) => Failure::new(format!("no card stands under a heading with `{topic}`"))
            .hint("`recito cards` lists the headings"),
        (None, true) => Failure::new("all cards are suspended, or of kinds that you marked as bad").hint("`recito cards` shows them with their state"),
        (_, false) => Failure::new("the notes give no questions")
            .hint("`recito cards --all` says why lines give none; `recito check` finds what is missing in the notes"),
    }
}
