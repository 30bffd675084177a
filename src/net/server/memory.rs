//! What all connections together may hold, and who is closed when that is too much: whoever
//! holds most, so that a few greedy clients lock nobody out.

use std::sync::Arc;

use super::counters::Counters;
use super::inbox::Inboxes;

/// How much each connection may hold without being blamed, whatever its share is.
const ALLOWANCE: usize = 128 * 1024;

/// How much more than allowed may be held while other workers close whoever holds most: this part.
const RESERVE: usize = 8;

#[derive(Debug)]
pub(super) struct Memory {
    most: usize,
    counters: Arc<Counters>,
    inboxes: Inboxes,
}

impl Memory {
    pub(super) fn new(most: usize, counters: Arc<Counters>, inboxes: Inboxes) -> Self {
        Memory {
            most,
            counters,
            inboxes,
        }
    }

    /// Whether this is more than all may hold together.
    pub(super) fn is_too_much(&self, all: usize) -> bool {
        all > self.most
    }

    /// What all hold, if that is more than allowed.
    pub(super) fn held_too_much(&self) -> Option<usize> {
        Some(self.counters.memory()).filter(|all| self.is_too_much(*all))
    }

    /// What one connection may hold when all together hold too much.
    pub(super) fn share(&self) -> usize {
        let share = self.most.checked_div(self.counters.open().max(1));
        share.unwrap_or_default().max(ALLOWANCE)
    }

    /// Whether even what is kept for those who hold little is used up.
    pub(super) fn is_exhausted(&self, all: usize) -> bool {
        all > self.most.saturating_add(self.most.div_ceil(RESERVE))
    }

    /// Asks all workers but this one to close whoever holds more than a share.
    pub(super) fn ask_others(&self, worker: usize) {
        let others = self.inboxes.iter().filter(|inbox| inbox.at() != worker);
        others.for_each(|inbox| inbox.have_it_give());
    }
}

/// How much is counted as held by one connection.
#[derive(Debug, Default)]
pub(super) struct Held(usize);

impl Held {
    pub(super) fn counted(&self) -> usize {
        self.0
    }

    /// Counts what is held now. Returns what all connections hold together, if this one holds more
    /// than before.
    pub(super) fn count(&mut self, now: usize, counters: &Counters) -> Option<usize> {
        let before = std::mem::replace(&mut self.0, now);
        if now == before {
            return None;
        }
        let all = counters.holds(before, now);
        (now > before).then_some(all)
    }
}
