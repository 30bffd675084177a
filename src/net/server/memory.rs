//! What all connections together may hold, and who is closed when that is too much: whoever
//! holds most, so that a few greedy clients lock nobody out.

use std::sync::atomic::Ordering;

use super::connection::Connection;
use super::counters::Outcome;
use super::shared::{Shared, wake};
use super::waiting::Who;
use super::worker::Worker;
use super::{Error, Service};

/// How much each connection may hold without being blamed, whatever its share is.
const ALLOWANCE: usize = 128 * 1024;

/// How much more than allowed may be held while other workers close whoever holds most: this part.
const RESERVE: usize = 8;

impl<S: Service> Shared<S> {
    /// What all hold, if that is more than allowed.
    fn held_too_much(&self) -> Option<usize> {
        let all = self.counters.memory.load(Ordering::Relaxed);
        (all > self.limits.max_memory()).then_some(all)
    }

    /// What one connection may hold when all together hold too much.
    fn share(&self) -> usize {
        let open = self.counters.open.load(Ordering::Relaxed).max(1);
        let share = self.limits.max_memory().checked_div(open);
        share.unwrap_or_default().max(ALLOWANCE)
    }

    /// Whether even what is kept for those who hold little is used up.
    fn is_exhausted(&self, all: usize) -> bool {
        let most = self.limits.max_memory();
        all > most.saturating_add(most.div_ceil(RESERVE))
    }

    /// Asks all other workers to close whoever holds more than a share.
    fn ask_for_memory(&self, worker: usize) {
        for (at, inbox) in self.inboxes.iter().enumerate() {
            if at != worker && !inbox.is_to_give.swap(true, Ordering::AcqRel) {
                wake(inbox);
            }
        }
    }
}

impl<S: Service> Worker<S> {
    /// Counts what the connection holds now. If all together then hold too much, those
    /// who hold more than this one are closed.
    ///
    /// # Errors
    ///
    /// That this one itself holds more than its share, and nobody here holds more than it.
    pub(super) fn account(
        &mut self,
        connection: &mut Connection<S::Conversation>,
    ) -> Result<(), Error> {
        let all = connection.account(&self.shared.counters);
        if all.is_none_or(|all| all <= self.shared.limits.max_memory()) {
            return Ok(());
        }
        self.close_those_above(connection.held());
        let Some(all) = self.shared.held_too_much() else {
            return Ok(());
        };
        if connection.held() > self.shared.share() || self.shared.is_exhausted(all) {
            return Err(connection.holds_too_much(all, &self.shared.limits));
        }
        self.shared.ask_for_memory(self.at);
        Ok(())
    }

    /// Closes whoever holds more than a share, if another worker has asked for it.
    pub(super) fn give_memory(&mut self) {
        if self.inbox.is_to_give.load(Ordering::Relaxed)
            && self.inbox.is_to_give.swap(false, Ordering::AcqRel)
        {
            self.close_those_above(self.shared.share());
        }
    }

    /// While all hold too much, closes the connection that holds most, if that is more than this.
    fn close_those_above(&mut self, held: usize) {
        while let Some(all) = self.shared.held_too_much() {
            let connected = self.waiting.iter().filter_map(|(token, it)| match &it.who {
                Who::Connected(connection) => Some((connection.held(), *token)),
                Who::Parting(_) => None,
            });
            let largest = connected.max().filter(|(most, _)| *most > held);
            let Some(waiting) = largest.and_then(|(_, token)| {
                let waiting = self.waiting.remove(&token)?;
                self.forget_timer(token, waiting.timer);
                Some(waiting)
            }) else {
                return;
            };
            if let Who::Connected(mut connection) = waiting.who {
                let error = connection.holds_too_much(all, &self.shared.limits);
                self.count(&mut connection, Outcome::Failed);
                self.shared.failed(connection.peer, &error);
            }
            self.unreserve();
        }
    }
}
