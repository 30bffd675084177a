//! How much memory a connection holds.

use super::Connection;
use crate::conversation::Conversation;
use crate::net::server::counters::Counters;

impl<C: Conversation> Connection<C> {
    /// How much memory is held for the client.
    pub(super) fn holds(&self) -> usize {
        let conversation = self.conversation.as_ref();
        self.unread
            .capacity()
            .saturating_add(self.outgoing.capacity())
            .saturating_add(conversation.map_or(0, Conversation::held))
    }

    /// Counts what is held. Returns what all connections hold together, if this one holds more
    /// than before.
    pub(in crate::net::server) fn account(&mut self, counters: &Counters) -> Option<usize> {
        let now = self.holds();
        let before = std::mem::replace(&mut self.held, now);
        if self.held == before {
            return None;
        }
        let all = counters.holds(before, self.held);
        (self.held > before).then_some(all)
    }

    /// How much is counted as held by this connection.
    pub(in crate::net::server) fn held(&self) -> usize {
        self.held
    }

    /// Counts nothing as held any longer.
    pub(in crate::net::server) fn release(&mut self, counters: &Counters) {
        if self.held > 0 {
            counters.holds(self.held, 0);
            self.held = 0;
        }
    }
}
