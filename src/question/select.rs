//! Scoring, and choosing among the candidates: no fact twice in the same way, no section flooded.

use std::collections::{BTreeMap, BTreeSet};

use super::template::Evidence;
use super::{Draft, Rejected, context};
use crate::fact::text;

/// Cards below this score are listed only by `cards --all`.
pub const THRESHOLD: f32 = 0.55;

/// The score of a candidate: a sum that can be read off its evidence. The weights come from marked
/// cards; see `docs/questions.md`.
pub(super) fn score(evidence: &Evidence) -> f32 {
    let parallel = u8::try_from(evidence.parallel.min(3)).unwrap_or(3);
    let mut score = evidence.base + 0.05 * f32::from(parallel);
    let mut add = |condition: bool, weight: f32| {
        if condition {
            score += weight;
        }
    };
    add(evidence.marked, 0.10);
    add(evidence.binding, 0.08);
    add(evidence.recurs, 0.08);
    add(evidence.fallback, -0.03);
    add(evidence.prefixed, -0.02);
    add(evidence.common, -0.15);
    add(evidence.example, -0.15);
    score.clamp(0.0, 1.0)
}

/// A draft with what choosing needs to know.
pub(super) struct Scored {
    pub(super) draft: Draft,
    pub(super) group: u32,
    /// Place among the facts of the note.
    pub(super) fact: usize,
}

/// Chooses cards. Candidates come in the order of the note and stay in it.
pub(super) fn select(scored: Vec<Scored>, rejected: &mut Vec<Rejected>) -> Vec<Draft> {
    let mut by_score: Vec<usize> = (0..scored.len()).collect();
    by_score.sort_by(|a, b| {
        scored[*b]
            .draft
            .score
            .total_cmp(&scored[*a].draft.score)
            .then(a.cmp(b))
    });
    let mut reasons: BTreeMap<usize, String> = BTreeMap::new();
    let mut chosen = Chosen::default();
    for &at in &by_score {
        match chosen.refuse(&scored[at]) {
            Some(reason) => drop(reasons.insert(at, reason)),
            None => chosen.take(&scored[at]),
        }
    }
    by_score.retain(|at| !reasons.contains_key(at));
    for at in beyond_shares(&scored, &by_score) {
        reasons.insert(at, "share: the note has enough cards of this kind".into());
    }
    let mut drafts = Vec::new();
    for (at, item) in scored.into_iter().enumerate() {
        match reasons.remove(&at) {
            Some(reason) => rejected.push(Rejected {
                draft: item.draft,
                reason,
            }),
            None => drafts.push(item.draft),
        }
    }
    drafts
}

/// What was taken so far.
#[derive(Default)]
struct Chosen {
    per_fact: BTreeMap<usize, usize>,
    /// Cards of each line of the note, lists and spelled-out short forms aside.
    per_line: BTreeMap<usize, usize>,
    per_list: BTreeMap<(u32, String), usize>,
    prompts: BTreeSet<String>,
    /// Answers with the stems of their prompts, by answer.
    answers: BTreeMap<String, Vec<BTreeSet<String>>>,
}

/// Most cards of one template from one list.
fn per_list(template: &str) -> usize {
    match template {
        "class" => 10,
        "missing" => 2,
        "versus" => 6,
        "table" => 48,
        _ => usize::MAX,
    }
}

/// Most cards from one line.
const PER_LINE: usize = 2;

/// The line that a card is made from, when it is one statement: a row of a table is several.
fn line_of(draft: &Draft) -> Option<usize> {
    let (first, last) = draft.lines;
    let stated = !matches!(
        draft.template.as_str(),
        "acronym" | "class" | "explicit" | "table" | "versus"
    );
    (first == last && stated).then_some(first)
}

/// Templates that only fill out a deck, with the largest share of a note's cards that they may have.
const SHARES: [(&[&str], usize); 3] = [
    (&["describe"], 50),
    (&["choice"], 20),
    (&["class", "contrast", "versus"], 40),
];
/// The same for the second card of a fact: it asks in the other direction for what is asked already.
const SECOND: (&str, usize) = ("describe", 10);
/// Shares say little about fewer cards.
const FEW: usize = 12;

/// The places of the cards that go beyond the share of their templates, worst first out.
fn beyond_shares(scored: &[Scored], by_score: &[usize]) -> Vec<usize> {
    let mut kept: Vec<usize> = by_score.to_vec();
    let mut out = seconds(scored, &mut kept);
    for (templates, percent) in SHARES {
        let template = |at: &usize| scored[*at].draft.template.as_str();
        let count =
            |kept: &[usize], name: &str| kept.iter().filter(|at| template(at) == name).count();
        while kept.len() > FEW {
            let counts = templates.iter().map(|name| (count(&kept, name), *name));
            let all: usize = counts.clone().map(|(count, _)| count).sum();
            if all * 100 <= percent * kept.len() {
                break;
            }
            // The kind that there is most of gives way, so that none goes without.
            let most = counts.max().map_or("", |(_, name)| name);
            let Some(worst) = kept.iter().rposition(|at| template(at) == most) else {
                break;
            };
            out.push(kept.remove(worst));
        }
    }
    out
}

/// Takes out the cards beyond the share of those that ask a second time for a fact.
fn seconds(scored: &[Scored], kept: &mut Vec<usize>) -> Vec<usize> {
    let (template, percent) = SECOND;
    let is_of = |at: usize| scored[at].draft.template == template;
    let asked: BTreeSet<usize> = kept
        .iter()
        .filter(|at| !is_of(**at))
        .map(|at| scored[*at].fact)
        .collect();
    let second = |at: usize| is_of(at) && asked.contains(&scored[at].fact);
    let mut count = kept.iter().filter(|at| second(**at)).count();
    let mut out = Vec::new();
    while kept.len() > FEW && count * 100 > percent * kept.len() {
        let Some(worst) = kept.iter().rposition(|at| second(*at)) else {
            break;
        };
        out.push(kept.remove(worst));
        count -= 1;
    }
    out
}

impl Chosen {
    fn refuse(&self, item: &Scored) -> Option<String> {
        let draft = &item.draft;
        if draft.score < THRESHOLD {
            return Some(format!("score: {:.2} is below {THRESHOLD:.2}", draft.score));
        }
        if !matches!(draft.template.as_str(), "class" | "gloss" | "select")
            && self
                .per_fact
                .get(&item.fact)
                .is_some_and(|cards| *cards >= 2)
        {
            return Some("fact: it is asked for in two ways already".into());
        }
        let full = |line| {
            self.per_line
                .get(&line)
                .is_some_and(|cards| *cards >= PER_LINE)
        };
        if line_of(draft).is_some_and(full) {
            return Some("line: enough cards come from it".into());
        }
        let list = (item.group, draft.template.clone());
        if self
            .per_list
            .get(&list)
            .is_some_and(|count| *count >= per_list(&draft.template))
        {
            return Some("list: enough cards of this kind come from it".into());
        }
        if self.prompts.contains(&prompt_key(draft)) {
            return Some("duplicate: another card has the same prompt".into());
        }
        if draft.template == "class" {
            return None;
        }
        let stems = context::stems(&draft.question.prompt);
        let twin = self
            .answers
            .get(&answer_key(draft))
            .is_some_and(|others| others.iter().any(|other| ask_alike(&stems, other)));
        twin.then(|| {
            "duplicate: another card asks for the same in nearly the same words".to_string()
        })
    }

    fn take(&mut self, item: &Scored) {
        let draft = &item.draft;
        // A remark on a member leaves the list itself to be asked for.
        if draft.template != "gloss" {
            *self.per_fact.entry(item.fact).or_default() += 1;
        }
        if let Some(line) = line_of(draft) {
            *self.per_line.entry(line).or_default() += 1;
        }
        *self
            .per_list
            .entry((item.group, draft.template.clone()))
            .or_default() += 1;
        self.prompts.insert(prompt_key(draft));
        self.answers
            .entry(answer_key(draft))
            .or_default()
            .push(context::stems(&draft.question.prompt));
    }
}

fn prompt_key(draft: &Draft) -> String {
    format!(
        "{}|{}",
        draft.question.context.join("|").to_lowercase(),
        draft.question.prompt.to_lowercase()
    )
}

fn answer_key(draft: &Draft) -> String {
    let mut answers: Vec<String> = draft
        .question
        .answer
        .iter()
        .map(|answer| text::key(answer).join(" "))
        .collect();
    answers.sort();
    answers.join("|")
}

/// Whether two prompts ask in nearly the same words, or one says what the other says and more.
fn ask_alike(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let common = a.intersection(b).count();
    let fewer = a.len().min(b.len());
    overlap(a, b) >= 0.6 || fewer >= 4 && common * 5 >= fewer * 4
}

/// Share of stems that two prompts have in common (Jaccard).
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f32 {
    let common = u16::try_from(a.intersection(b).count()).unwrap_or(u16::MAX);
    let all = u16::try_from(a.union(b).count()).unwrap_or(u16::MAX);
    if all == 0 {
        0.0
    } else {
        f32::from(common) / f32::from(all)
    }
}
