//! What is still to be asked: the tasks in their order, and between them those that come back.
//!
//! The session copies its queue at every step, for undo. So the queue does not list the tasks that
//! nothing has happened to: it counts them.

use std::collections::VecDeque;

/// Tasks to come, by index.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    /// What comes before the untouched tasks, with whether it failed before.
    ahead: VecDeque<(usize, bool)>,
    /// The first of the untouched tasks.
    next: usize,
    count: usize,
}

impl Queue {
    pub(super) fn new(count: usize) -> Queue {
        Queue {
            ahead: VecDeque::new(),
            next: 0,
            count,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ahead.len() + (self.count - self.next)
    }

    /// Whether a task is still to come.
    pub(super) fn holds(&self, task: usize) -> bool {
        (self.next..self.count).contains(&task)
            || self.ahead.iter().any(|(ahead, _)| *ahead == task)
    }

    /// Takes the task that is next, with whether it failed before.
    pub(super) fn pop(&mut self) -> Option<(usize, bool)> {
        self.ahead.pop_front().or_else(|| self.untouched())
    }

    /// Lets a failed task come back behind this many others, or at the end.
    pub(super) fn repeat(&mut self, task: usize, others: usize) {
        while self.ahead.len() < others {
            let Some(next) = self.untouched() else {
                break;
            };
            self.ahead.push_back(next);
        }
        self.ahead
            .insert(others.min(self.ahead.len()), (task, true));
    }

    /// Leaves out a task that was to come back.
    pub(super) fn forget(&mut self, task: usize) {
        self.ahead.retain(|(ahead, _)| *ahead != task);
    }

    fn untouched(&mut self) -> Option<(usize, bool)> {
        let next = self.next;
        (next < self.count).then(|| {
            self.next += 1;
            (next, false)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rest(mut queue: Queue) -> Vec<(usize, bool)> {
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn a_failed_task_comes_back_behind_others_or_at_the_end() {
        let mut queue = Queue::new(4);
        queue.pop();
        queue.repeat(0, 2);
        assert_eq!(queue.len(), 4);
        let asked = [(1, false), (2, false), (0, true), (3, false)];
        assert_eq!(rest(queue.clone()), asked);
        queue.forget(0);
        queue.pop();
        queue.repeat(1, 5);
        assert_eq!(rest(queue), [(2, false), (3, false), (1, true)]);
    }

    proptest! {
        /// Failing now and then changes when a task comes, never whether.
        #[test]
        fn every_task_comes_first_once_and_in_order(count in 0..30usize, fails in prop::collection::vec(any::<bool>(), 0..40)) {
            let mut queue = Queue::new(count);
            let mut fails = fails.into_iter();
            let mut first = Vec::new();
            while let Some((task, failed)) = queue.pop() {
                if !failed {
                    first.push(task);
                }
                if fails.next().unwrap_or(false) {
                    queue.repeat(task, 5);
                }
            }
            prop_assert_eq!(first, (0..count).collect::<Vec<_>>());
        }
    }
}
