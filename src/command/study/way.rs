//! The cards of a session on the way to an exam.

use super::pick;
use super::pool::{Asked, Pool};
use crate::cli::StudyArgs;
use crate::command::exam::{Asked as Wanted, Planning, planning};
use crate::command::{Context, Failure};
use crate::deck::{Card, CardId};
use crate::question::Kind;
use crate::schedule::exam::introduce::{Item, apart};
use crate::schedule::queue::{self, Candidate};

/// A session that follows the plan.
pub(super) struct Way {
    pub(super) cards: Vec<CardId>,
    /// How long it is to take.
    pub(super) minutes: u32,
    /// Whether the minutes of today are spent already.
    pub(super) spent: bool,
}

/// Days of stability from which on a card is known well enough to meet what it may be mixed up with.
const STEADY: f32 = 3.0;

/// A session has cards for this many times its minutes, should the learner be quick.
const ROOM: f32 = 2.0;

/// Less is not worth a session, in seconds.
const LEAST: f32 = 20.0;

/// The cards of today, if there is an exam to come.
pub(super) fn way(
    args: &StudyArgs,
    pool: &Pool,
    context: &Context,
) -> Result<Option<Way>, Failure> {
    let wanted = Wanted::read(args.exam.as_deref(), args.minutes)?;
    let cards = pool.cards(args.topic.as_deref());
    let cards = cards
        .into_iter()
        .map(|asked| (asked.note, asked.card))
        .collect();
    let (config, log) = (&pool.collection.config, &pool.collection.log);
    let plan = planning(cards, &pool.learner, (config, log), wanted, pool.today);
    if let (None, Some(day)) = (&plan, wanted.exam) {
        return Err(Failure::new(format!(
            "the exam on {day} is not after today, {}",
            pool.today
        ))
        .hint("without `--exam` the usual schedule is followed"));
    }
    Ok(plan.map(|plan| session(&plan, args, pool, context)))
}

fn session(plan: &Planning<'_>, args: &StudyArgs, pool: &Pool, context: &Context) -> Way {
    let today = plan.course.today();
    let items: Vec<Item<'_>> = plan
        .cards
        .iter()
        .map(|(_, card)| item(card, pool))
        .collect();
    let (mut order, _) = apart(&items, &today.order, today.quota);
    if let Some(most) = args.new {
        let mut new = 0;
        order.retain(|at| {
            new += usize::from(items[*at].known.is_none());
            items[*at].known.is_some() || new <= most
        });
    }
    let seconds = plan.course.planned().first().copied().unwrap_or(0.0);
    let mut cards = failed(plan, pool);
    if seconds >= LEAST {
        let (now, spare) = cut(plan, &order, seconds);
        for part in [now, spare] {
            let candidates: Vec<Candidate<'_>> = part
                .iter()
                .map(|at| {
                    let (note, card) = plan.cards[*at];
                    pick::candidate(&Asked { note, card })
                })
                .collect();
            let memories = &pool.learner.memories;
            cards.extend(queue::arrange(
                &candidates,
                memories,
                pool.today,
                context.seed,
            ));
        }
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes of a day"
    )]
    let minutes = (seconds / 60.0).ceil().max(1.0) as u32;
    Way {
        cards,
        minutes,
        spent: seconds < LEAST,
    }
}

/// Cards that failed today and are not right yet.
fn failed(plan: &Planning<'_>, pool: &Pool) -> Vec<CardId> {
    let ids = plan.cards.iter().map(|(_, card)| card.id);
    let open = |id: &CardId| {
        let memory = pool.learner.memories.get(id);
        memory.is_some_and(|memory| memory.last == pool.today && memory.is_learning())
    };
    ids.filter(open).collect()
}

/// The cards that fill the time, and some more.
fn cut(plan: &Planning<'_>, order: &[usize], seconds: f32) -> (Vec<usize>, Vec<usize>) {
    let (mut now, mut spare) = (Vec::new(), Vec::new());
    let mut taken = 0.0;
    for at in order {
        if taken < seconds {
            now.push(*at);
        } else if taken < seconds * ROOM {
            spare.push(*at);
        } else {
            break;
        }
        taken += plan.course.seconds(*at);
    }
    (now, spare)
}

fn item<'a>(card: &'a Card, pool: &Pool) -> Item<'a> {
    let draft = &card.draft;
    let memory = pool.learner.memories.get(&card.id);
    Item {
        siblings: &draft.siblings,
        answer: card.question().answer.join("; ").to_lowercase(),
        confusable: draft
            .confusable
            .iter()
            .map(|text| text.to_lowercase())
            .collect(),
        contrast: draft.question.kind == Kind::Class
            || ["contrast", "versus"].contains(&draft.template.as_str()),
        heading: draft.under.last().map_or("", String::as_str),
        known: memory.map(|memory| memory.stability >= STEADY),
        today: memory.is_some_and(|memory| memory.last == pool.today),
    }
}
