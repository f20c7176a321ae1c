//! Which cards of a day go well together: what may be mixed up is not introduced on one day, what gives
//! each other away is not asked on one, and contrasts come when there is something to contrast.

use std::collections::BTreeSet;

/// A card, as far as its neighbours matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item<'a> {
    /// Cards with the same name give each other away; empty when there are no others.
    pub siblings: &'a str,
    /// What is to be answered, in lower case.
    pub answer: String,
    /// What the answer may be mixed up with, in lower case.
    pub confusable: Vec<String>,
    /// Whether it asks to tell things apart.
    pub contrast: bool,
    /// The nearest heading.
    pub heading: &'a str,
    /// Whether it was answered before, and if so whether it is known well enough to meet what it may be mixed
    /// up with.
    pub known: Option<bool>,
    /// Whether it was answered today.
    pub today: bool,
}

/// What the cards of a day say already.
#[derive(Default)]
struct Met<'a> {
    families: BTreeSet<&'a str>,
    answers: BTreeSet<&'a str>,
    confusable: BTreeSet<&'a str>,
}

impl<'a> Met<'a> {
    fn add(&mut self, item: &'a Item<'a>) {
        self.families.insert(item.siblings);
        self.answers.insert(&item.answer);
        self.confusable
            .extend(item.confusable.iter().map(String::as_str));
    }

    fn has_sibling(&self, item: &Item<'_>) -> bool {
        !item.siblings.is_empty() && self.families.contains(item.siblings)
    }

    fn may_mix_up(&self, item: &Item<'_>) -> bool {
        let answers = item
            .confusable
            .iter()
            .any(|other| self.answers.contains(other.as_str()));
        answers || self.confusable.contains(item.answer.as_str())
    }
}

/// The order of a day, with the rules kept. `order` holds places among the items; the first `quota` new
/// cards have to come today, and rules give way to that. Returns how many new cards of the quota there are.
pub fn apart(items: &[Item<'_>], order: &[usize], quota: usize) -> (Vec<usize>, usize) {
    let mut met = Met::default();
    for item in items.iter().filter(|item| item.today) {
        met.families.insert(item.siblings);
    }
    let shaky = |item: &&Item<'_>| item.known == Some(false);
    let mut shy = Met::default();
    for item in items.iter().filter(shaky) {
        shy.add(item);
    }
    let new: Vec<usize> = order
        .iter()
        .copied()
        .filter(|at| items[*at].known.is_none())
        .collect();
    let chosen = introduced(items, &new, quota, (&mut met, &mut shy));
    let mut first = chosen.clone();
    let mut last = Vec::new();
    let taken: BTreeSet<usize> = chosen.into_iter().collect();
    for at in order.iter().copied().filter(|at| !taken.contains(at)) {
        let item = &items[at];
        let clash = met.has_sibling(item) || (item.known.is_none() && shy.may_mix_up(item));
        if clash {
            last.push(at);
        } else {
            met.families.insert(item.siblings);
            if item.known.is_none() {
                shy.add(item);
            }
            first.push(at);
        }
    }
    first.extend(last);
    (first, taken.len())
}

/// New cards up to a quota: first with all rules, then with siblings apart, then any.
fn introduced<'a>(
    items: &'a [Item<'a>],
    new: &[usize],
    quota: usize,
    (met, shy): (&mut Met<'a>, &mut Met<'a>),
) -> Vec<usize> {
    let plain: BTreeSet<&str> = new
        .iter()
        .filter(|at| !items[**at].contrast)
        .map(|at| items[*at].heading)
        .collect();
    let mut chosen = Vec::new();
    for strictness in [2, 1, 0] {
        for at in new {
            let item = &items[*at];
            let early = item.contrast && plain.contains(item.heading);
            let clash = match strictness {
                2 => met.has_sibling(item) || shy.may_mix_up(item) || early,
                1 => met.has_sibling(item),
                _ => false,
            };
            if chosen.len() < quota && !clash && !chosen.contains(at) {
                met.families.insert(item.siblings);
                shy.add(item);
                chosen.push(*at);
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(answer: &str, confusable: &[&str]) -> Item<'static> {
        Item {
            answer: answer.to_owned(),
            confusable: confusable.iter().map(|text| (*text).to_owned()).collect(),
            ..Item::default()
        }
    }

    fn check(items: &[Item<'_>], quota: usize, expect: &[usize]) {
        let order: Vec<usize> = (0..items.len()).collect();
        let (got, new) = apart(items, &order, quota);
        assert_eq!(got, expect);
        assert_eq!(
            new,
            quota.min(items.iter().filter(|item| item.known.is_none()).count())
        );
    }

    #[test]
    fn what_may_be_mixed_up_is_introduced_on_different_days() {
        let items = [
            item("sns", &["sqs"]),
            item("sqs", &["sns"]),
            item("s3", &[]),
        ];
        check(&items, 2, &[0, 2, 1]);
        // Unless all have to come.
        check(&items, 3, &[0, 2, 1]);
        let shaky = Item {
            known: Some(false),
            ..item("sns", &["sqs"])
        };
        check(
            &[shaky.clone(), item("sqs", &[]), item("s3", &[])],
            1,
            &[2, 0, 1],
        );
        let sure = Item {
            known: Some(true),
            ..shaky
        };
        check(&[sure, item("sqs", &[]), item("s3", &[])], 1, &[1, 0, 2]);
    }

    #[test]
    fn siblings_are_asked_on_different_days() {
        let sibling = |known, today| Item {
            siblings: "x",
            known,
            today,
            ..item("a", &[])
        };
        let other = || item("b", &[]);
        check(
            &[sibling(Some(true), true), sibling(None, false), other()],
            1,
            &[2, 0, 1],
        );
        check(
            &[
                sibling(Some(true), false),
                sibling(Some(true), false),
                other(),
            ],
            0,
            &[0, 2, 1],
        );
    }

    #[test]
    fn contrasts_come_after_what_they_contrast() {
        let contrast = Item {
            contrast: true,
            heading: "h",
            ..item("yes", &[])
        };
        let plain = Item {
            heading: "h",
            ..item("no", &[])
        };
        check(&[contrast.clone(), plain], 1, &[1, 0]);
        check(&[contrast], 1, &[0]);
    }
}
