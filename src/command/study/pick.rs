//! Which cards a session is about, and what there is to do when none is due.

use std::collections::{BTreeMap, BTreeSet};

use super::pool::{Asked, Pool};
use crate::cli::StudyArgs;
use crate::command::Context;
use crate::command::learner::topic;
use crate::day::Day;
use crate::deck::CardId;
use crate::question;
use crate::report::counted;
use crate::report::session::in_days;
use crate::schedule::queue::{self, Candidate, Limits};
use crate::schedule::retrievability;
use crate::tui::run::Offer;

/// What the learner wants to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// What is due, and new cards.
    Due,
    /// So many new cards more than the day has.
    More(usize),
    /// Cards that are not due yet.
    Ahead,
    /// Cards of the topics that are known least.
    Weak,
    /// What the plan for an exam has for today, in so many minutes.
    Exam(u32),
    /// All, with the schedule left alone.
    Cram,
    /// A sample of all, as in an exam.
    Mock,
}

/// Questions of a session that nothing else limits.
const USUAL: usize = 20;
/// New cards that are offered besides those of the day.
const MORE: usize = 5;
/// Topics that count as weak.
const WEAKEST: usize = 3;
/// Seconds for a question of a mock exam.
const SECONDS: usize = 45;

impl Wish {
    pub(super) fn of(args: &StudyArgs) -> Wish {
        match args {
            StudyArgs { mock: true, .. } => Wish::Mock,
            StudyArgs { cram: true, .. } => Wish::Cram,
            StudyArgs { ahead: true, .. } => Wish::Ahead,
            StudyArgs { weak: true, .. } => Wish::Weak,
            _ => Wish::Due,
        }
    }

    /// The most cards to ask.
    pub(super) fn limit(self, args: &StudyArgs) -> Option<usize> {
        let minutes = args
            .minutes
            .map(|minutes| (minutes as usize * 60).div_ceil(SECONDS));
        match self {
            Wish::Due | Wish::Exam(_) | Wish::Cram => args.limit,
            Wish::Mock => args.limit.or(minutes).or(Some(USUAL)),
            Wish::More(_) | Wish::Ahead | Wish::Weak => args.limit.or(Some(USUAL)),
        }
    }
}

/// The cards to ask, in their order.
pub(super) fn pick(wish: Wish, args: &StudyArgs, pool: &Pool, context: &Context) -> Vec<CardId> {
    let today = context.now.get().day();
    let memories = &pool.learner.memories;
    let mut cards = pool.cards(args.topic.as_deref());
    let config = &pool.collection.config;
    let mut limits = Limits {
        new: args.new.unwrap_or(config.new_per_day),
        reviews: config.reviews_per_day,
        total: wish.limit(args),
        cram: !matches!(wish, Wish::Due | Wish::More(_) | Wish::Exam(_)),
    };
    match wish {
        Wish::Due | Wish::Exam(_) | Wish::Cram => {}
        Wish::More(count) => {
            limits.new = met_today(pool, today) + count;
        }
        Wish::Ahead => cards.retain(|asked| memories.contains_key(&asked.card.id)),
        Wish::Weak => {
            let weak = weakest(&cards, pool, today);
            cards.retain(|asked| {
                weak.contains(topic(asked.note, asked.card))
                    && memories.contains_key(&asked.card.id)
            });
        }
        Wish::Mock => return sample(&cards, context.seed),
    }
    let candidates: Vec<Candidate<'_>> = cards.iter().map(candidate).collect();
    queue::pick(&candidates, memories, limits, today, context.seed)
}

pub(super) fn candidate<'a>(asked: &Asked<'a>) -> Candidate<'a> {
    Candidate {
        card: asked.card.id,
        siblings: &asked.card.draft.siblings,
        heading: asked.card.draft.under.last().map_or("", String::as_str),
    }
}

/// All cards in an order that only the seed decides; of cards that give each other away, the first.
fn sample(cards: &[Asked<'_>], seed: u64) -> Vec<CardId> {
    let seed = seed.to_string();
    let mut cards: Vec<&Asked<'_>> = cards.iter().collect();
    cards.sort_by_cached_key(|asked| question::order(&asked.card.id.to_string(), &seed));
    let mut families = BTreeSet::new();
    cards.retain(|asked| {
        let family = asked.card.draft.siblings.as_str();
        family.is_empty() || families.insert(family)
    });
    cards.into_iter().map(|asked| asked.card.id).collect()
}

/// The topics whose studied cards are known least today.
fn weakest<'a>(cards: &[Asked<'a>], pool: &Pool, today: Day) -> BTreeSet<&'a str> {
    let mut chances: BTreeMap<&str, Vec<f32>> = BTreeMap::new();
    for asked in cards {
        if let Some(memory) = pool.learner.memories.get(&asked.card.id) {
            let chance = if memory.is_learning() {
                0.0
            } else {
                retrievability(memory, today)
            };
            chances
                .entry(topic(asked.note, asked.card))
                .or_default()
                .push(chance);
        }
    }
    let mean = |chances: &[f32]| {
        let count = u16::try_from(chances.len()).unwrap_or(u16::MAX);
        chances.iter().sum::<f32>() / f32::from(count.max(1))
    };
    let mut topics: Vec<(&str, f32)> = chances
        .iter()
        .map(|(topic, chances)| (*topic, mean(chances)))
        .collect();
    topics.sort_by(|a, b| a.1.total_cmp(&b.1));
    topics
        .into_iter()
        .take(WEAKEST)
        .map(|(topic, _)| topic)
        .collect()
}

/// How many cards were met for the first time today, of whatever notes.
fn met_today(pool: &Pool, today: Day) -> usize {
    let memories = pool.learner.memories.values();
    memories.filter(|memory| memory.first == today).count()
}

/// Nothing is due: that is good news, and says when there is something to do.
pub(super) fn nothing_due(args: &StudyArgs, pool: &Pool, context: &Context) -> Vec<String> {
    let today = context.now.get().day();
    let cards = pool.cards(args.topic.as_deref());
    let memories = cards
        .iter()
        .filter_map(|asked| pool.learner.memories.get(&asked.card.id));
    let due = memories
        .map(|memory| memory.due)
        .filter(|due| *due > today)
        .min();
    let mut lines = vec![match due {
        Some(due) => {
            let when = in_days(due.since(today));
            format!("nothing is due today; the next card is due {when}, on {due}")
        }
        None => "nothing is due today".to_owned(),
    }];
    let waits = |asked: &Asked<'_>| !pool.learner.memories.contains_key(&asked.card.id);
    let met = met_today(pool, today);
    if met > 0 && cards.iter().any(waits) {
        // Of all notes: who begins with other ones would wonder.
        lines.push(format!(
            "met today: {} of all your notes, as many as a day has",
            counted(met, "new card")
        ));
    }
    lines
}

/// What there is to do when nothing is due: only what would ask anything.
pub(super) fn offers(args: &StudyArgs, pool: &Pool, context: &Context) -> Vec<Offer<Wish>> {
    let today = context.now.get().day();
    let met = met_today(pool, today);
    let more = format!("--new {}", met + MORE);
    let new = format!("introduces {} more", counted(MORE, "new card"));
    let all = [
        ('n', Wish::More(MORE), more.as_str(), new.as_str()),
        (
            'a',
            Wish::Ahead,
            "--ahead",
            "studies ahead: cards that are due soon, and the schedule counts it",
        ),
        (
            'w',
            Wish::Weak,
            "--weak",
            "asks about the topics you know least",
        ),
        (
            'c',
            Wish::Cram,
            "--cram",
            "asks all without touching the schedule",
        ),
        (
            'm',
            Wish::Mock,
            "--mock",
            "is a mock exam: no feedback until the end, then a score for each topic",
        ),
    ];
    all.into_iter()
        .filter(|(_, wish, ..)| !pick(*wish, args, pool, context).is_empty())
        .map(|(key, wish, flag, says)| Offer {
            key,
            chosen: wish,
            flag: flag.to_owned(),
            says: says.to_owned(),
        })
        .collect()
}
